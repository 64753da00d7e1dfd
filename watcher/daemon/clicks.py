"""What a click does to a step, inside one transaction: as the command would, so that `undo` takes it back.

Each counts once: only on a step that is open and, to put it off, only while the user has been told of it for the time that it is due.
"""

from __future__ import annotations

from datetime import datetime

from watcher.config import Settings
from watcher.core.act import SNOOZED_FOR
from watcher.core.plan import Status
from watcher.core.schedule import parse_when
from watcher.daemon.changes import close, move, shown
from watcher.store import Transaction


def finish(tx: Transaction, step: int, settings: Settings, now: datetime, cause: str) -> bool:
    """The step is done; False when it was closed already."""
    with tx.recorded(f"done s{step}", now):
        return close(tx, step, Status.COMPLETED, cause, settings, now)


def put_off(tx: Transaction, step: int, settings: Settings, now: datetime, cause: str) -> bool:
    """Remind of the step in three days; False when there is nothing to put off."""
    row = tx.step(step)
    if row is None or row.queued_for != row.due_at:
        return False
    due_at = parse_when(SNOOZED_FOR, now, settings.calendar)
    with tx.recorded(f"snooze s{step}", now):
        moved = move(tx, step, due_at, settings, now, moved=f"snoozed until {shown(due_at, settings)}", cause=cause)
    return moved is not None
