"""Our own notifications among the mail: each that is sent gets its mark, and is known by it wherever the watcher meets it."""

from __future__ import annotations

from watcher.core.mark import Marked, mark, read_mark
from watcher.core.parse import Message
from watcher.store import NotificationRow, Transaction


def marked(tx: Transaction, notification: int) -> dict[str, str]:
    """What goes along with a delivery, for a service that has a place for it."""
    row = tx.notification(notification)
    return {"mark": mark(tx.mark_key(), row.id, row.created_at)} if row else {}


def is_ours(tx: Transaction, message: Message) -> bool:
    """Whether a mail is a notification of this installation's own: no mail to be judged, and none that the user wrote."""
    return _mark_of(tx, message) is not None


def told_by(tx: Transaction, message: Message) -> NotificationRow | None:
    """The notification that a mail is; None also for one of which the state knows nothing any more."""
    found = _mark_of(tx, message)
    row = tx.notification(found.notification) if found else None
    return row if found and row and found.is_from(row.created_at) else None


def _mark_of(tx: Transaction, message: Message) -> Marked | None:
    return read_mark(tx.mark_key(), message.mark) if message.mark else None
