"""Does the machine's clock tell the true time? Judged by what others say that are spoken to anyway; no time server is asked.

Two kinds of word count. A server that dates its answer (HTTP's `Date`, RFC 9110, 6.6.1; some greetings) says what time it was between our
question and its answer. A mail in the mailbox says only that it is at least as late as when it came: that proves a clock to be behind, and
never one to be ahead. Whoever speaks may be wrong himself: a clock that anybody's answer confirms is right, and the other one is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from watcher.core.parse.fields import moment

TOLERANCE = timedelta(minutes=2)  # far above what a slow answer or a second cut off makes; far below what harms a plan
_MINUTE = timedelta(minutes=1)
_SECOND = timedelta(seconds=1)  # dates in headers have no fractions
_LIKE_A_ZONE = timedelta(minutes=30)  # zones differ by multiples of it (some by 15 minutes more)
_FARTHEST_ZONE = timedelta(hours=14)
_UNITS = ((timedelta(days=1), "day"), (timedelta(hours=1), "hour"), (_MINUTE, "minute"))
_TOPMOST = re.compile(r"^Received:(.*?)\r?\n(?![ \t])", re.DOTALL | re.IGNORECASE | re.MULTILINE)
_DATE = re.compile(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:[+-]\d{4}|GMT|UTC)")


@dataclass(frozen=True, slots=True)
class Word:
    """What one source says of the time: `at` by its clock, told between `asked_at` and `answered_at` by ours. All aware."""

    who: str
    at: datetime
    asked_at: datetime
    answered_at: datetime
    at_least: bool = False  # it may be later than `at`, by any time


@dataclass(frozen=True, slots=True)
class Judged:
    """What the words come to. `detail` is a sentence without a full stop; `remedy` is there when the clock is to be mended."""

    ok: bool
    detail: str
    remedy: str | None = None


def judge_clock(words: Sequence[Word], *, kept: bool | None) -> Judged:
    """Weigh the words; `kept`: whether the kernel says that something keeps the clock right (None: it is not to be asked)."""
    apart = {word: _apart(word) for word in words}
    right = [word for word, gap in apart.items() if not word.at_least and abs(gap) <= TOLERANCE]
    wrong = sorted((word for word, gap in apart.items() if abs(gap) > TOLERANCE), key=lambda word: (word.at_least, apart[word]))
    if right:
        others = [f"; {_differs(word.who, apart[word])}" for word in wrong]
        return Judged(ok=True, detail=f"right, as {_names(right)} says{''.join(others)}")
    if wrong:
        certain = [word for word in wrong if not word.at_least] or wrong[-1:]  # the newest mail
        return _off(certain[len(certain) // 2], apart)
    hint = "" if kept is not False else "; no time server keeps it right (to change that: sudo timedatectl set-ntp true)"
    return Judged(ok=True, detail=f"nothing speaks against it{hint}")


def _apart(word: Word) -> timedelta:
    """By how much the source is ahead of our clock at least (behind it: below zero); zero when both may be right."""
    least = word.at - word.answered_at
    if word.at_least:
        return max(least, timedelta())
    most = word.at + _SECOND - word.asked_at
    return least if least > timedelta() else min(most, timedelta())


def _off(word: Word, apart: dict[Word, timedelta]) -> Judged:
    gap = apart[word]
    if word.at_least:
        detail = f"at least {spoken(gap)} behind, as {word.who} has dated mail later than now"
        doubt = "Compare it with a phone; should it be right, the mail server's clock is ahead, and nothing is to be done. Else: "
    else:
        detail, doubt = f"{spoken(abs(gap))} {'behind' if gap > timedelta() else 'ahead'}, as {word.who} says", ""
    return Judged(ok=False, detail=detail, remedy=f"{doubt}sudo timedatectl set-ntp true{_local_hardware_clock(abs(gap))}")


def _local_hardware_clock(gap: timedelta) -> str:
    """Another system on the same machine may keep the hardware clock in local time."""
    over = gap % _LIKE_A_ZONE
    if gap > _FARTHEST_ZONE or min(over, _LIKE_A_ZONE - over) > TOLERANCE:
        return ""
    return "; if Windows is on this machine too, tell it or Linux which time the hardware clock keeps (timedatectl set-local-rtc)"


def _differs(who: str, gap: timedelta) -> str:
    return f"the clock of {who} is {spoken(abs(gap))} {'ahead' if gap > timedelta() else 'behind'}"


def _names(words: Iterable[Word]) -> str:
    return ", ".join(dict.fromkeys(word.who for word in words))


def spoken(span: timedelta) -> str:
    """`2 days and 3 hours`: to the minute, in the two greatest units that it fills."""
    span, parts = round(span / _MINUTE) * _MINUTE, []
    for unit, noun in _UNITS:
        count, span = span // unit, span % unit
        if count:
            parts.append(f"{count} {noun}{'' if count == 1 else 's'}")
    return " and ".join(parts[:2]) or "less than a minute"


# --- what others write ---


def dated(text: str) -> datetime | None:
    """The first date of RFC 5322 (or HTTP) with its zone in a server's text; None where there is none, or none that can be."""
    match = _DATE.search(text)
    return moment(match[0]) if match else None


def came_at(internaldate: object, header: str) -> datetime | None:
    """When a mail came: by the server's INTERNALDATE (RFC 9051, 2.3.3) and by the topmost of its `Received:` fields, the earlier one.

    Either may be another's word: INTERNALDATE what a program gave with APPEND, the field the clock of a relay. Both must be there.
    """
    topmost = _TOPMOST.search(header)
    line = dated(topmost[1].rpartition(";")[2]) if topmost else None
    if not isinstance(internaldate, datetime) or internaldate.tzinfo is None or line is None:
        return None
    return min(internaldate.astimezone(UTC), line)


def from_the_future(came: datetime | None, now: datetime) -> str:
    """What is told of a machine whose clock is behind a mail that has come; "" when there is nothing to tell."""
    ahead = timedelta() if came is None else came - now
    return f"this machine's clock is {spoken(ahead)} behind the mail server's" if ahead > TOLERANCE else ""
