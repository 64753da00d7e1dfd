"""The mark on a mail that tells the user of something: by it the watcher knows its own notification when it sees it in a mailbox.

A field of its own, and no Message-ID or References: services give mails a Message-ID of theirs, and who answers or forwards a notification
carries its References into a letter that is to be read as any other. "X-", since some services take no other names from a program.

Nobody else can write one: it is keyed with a secret of this installation. It names the notification and when that was made, so that after
the state was brought back from a copy, an older mark is not taken for the notification that has the same number by now.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime

FIELD = "X-Rejection-Watcher"

_FORM = re.compile(r"n(\d{1,15})\.(\d{1,15})\.([0-9a-f]{32})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Marked:
    """Which notification a mail is."""

    notification: int
    made_at: int  # Unix time, whole seconds

    def is_from(self, created_at: datetime) -> bool:
        """Whether the notification that was made then is the one that is meant."""
        return int(created_at.timestamp()) == self.made_at


def mark(key: bytes, notification: int, created_at: datetime) -> str:
    """What the field says; `key` is a secret of at most 64 bytes."""
    named = f"n{notification}.{int(created_at.timestamp())}"
    return f"{named}.{_code(key, named)}"


def read_mark(key: bytes, field: str | None) -> Marked | None:
    """What a mark names; None without one, and for one that was not made with this key."""
    found = _FORM.fullmatch(field or "")
    if found is None or not hmac.compare_digest(found[3], _code(key, f"n{found[1]}.{found[2]}")):
        return None
    return Marked(int(found[1]), int(found[2]))


def _code(key: bytes, named: str) -> str:
    return hashlib.blake2b(named.encode(), key=key, digest_size=16, person=b"notification").hexdigest()
