"""What a mail server tells of the time without being asked for it: some greet with a date, and each mail says when it came."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from watcher.core.true_time import came_at, dated
from watcher.imap.session import Session

_TOPMOST = b"BODY[HEADER.FIELDS (RECEIVED)]"
_WANTED = "BODY.PEEK[HEADER.FIELDS (RECEIVED)]<0.2000>"  # the topmost field is all that is looked at


def greeted_at(session: Session) -> datetime | None:
    """The date in the greeting (UW IMAP and its kin: `... IMAP4rev1 2007f.404 at Sat, 28 Nov 2026 06:00:00 +0000`)."""
    welcome = session.client.wire.welcome
    return dated(welcome.decode("latin-1")) if isinstance(welcome, bytes) else None


def came_at_by(session: Session, uid: int) -> datetime | None:
    """When this mail in the open mailbox came; None when it does not say."""
    answer: dict[int, dict[bytes, Any]] = session.unless_declined(lambda: session.client.fetch([uid], ["INTERNALDATE", _WANTED])) or {}
    items = answer.get(uid, {})
    return came_at(items.get(b"INTERNALDATE"), _received(items))


def _received(items: dict[bytes, Any]) -> str:
    found = next((value for key, value in items.items() if key.startswith(_TOPMOST)), b"")
    return found.decode("latin-1") if isinstance(found, bytes) else ""
