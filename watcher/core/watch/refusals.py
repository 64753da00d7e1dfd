"""What a server's refusal means: wrong password, or patience."""

from __future__ import annotations

import re

from watcher.core.watch.nouns import Loss

# Response codes of RFC 5530 and RFC 9051, 7.1, and what Gmail, Exchange and Yahoo write instead of them.
_PATIENCE = re.compile(
    r"\[(?:UNAVAILABLE|LIMIT|INUSE|OVERQUOTA|THROTTLED|SERVERBUG|SYS/TEMP)\]"
    r"|too many (?:simultaneous |concurrent )?(?:connections|logins?|requests|attempts)|authenticated but not connected"
    r"|maximum number of connections|suggested backoff time|rate.?limit|throttl|try (?:again|later)"
    r"|temporar|server (?:busy|unavailable|error)",
    re.IGNORECASE,
)
_NAMED_TIME = re.compile(r"suggested backoff time:?\s*(\d{1,9})\s*(milliseconds|ms|seconds|s)?\b", re.IGNORECASE)
_LONGEST_NAMED = 3600.0


def judge_refusal(text: str, *, signing_in: bool = False) -> tuple[Loss, float | None]:
    """What kind of refusal a server's text is, and for how many seconds it asks for patience."""
    named = _NAMED_TIME.search(text)
    if named:
        seconds = int(named[1]) / (1.0 if (named[2] or "ms").lower().startswith("s") else 1000.0)
        return Loss.PATIENCE, min(seconds, _LONGEST_NAMED)
    if "[AUTHENTICATIONFAILED]" not in text.upper() and _PATIENCE.search(text):
        return Loss.PATIENCE, None
    return (Loss.REFUSED if signing_in else Loss.LOST), None
