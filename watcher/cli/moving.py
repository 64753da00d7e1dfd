"""`snooze` and `reschedule`: another due time for a step, which only the user can give it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from watcher.cli.ids import step_of
from watcher.cli.output import local, name_of
from watcher.core.schedule import parse_when
from watcher.daemon.changes import move as give_time
from watcher.errors import UsageError

if TYPE_CHECKING:
    from watcher.config import Settings
    from watcher.store import Transaction


def when_of(text: str, now: datetime, settings: Settings) -> datetime:
    """A WHEN that the user typed; raises UsageError."""
    try:
        return parse_when(text, now, settings.calendar)
    except ValueError as error:
        raise UsageError(str(error)) from None


def move(tx: Transaction, what: str, when: str, settings: Settings, now: datetime, *, command: str, moved: str) -> str:
    """Move the step that `what` leads to; returns what to tell the user."""
    due = when_of(when, now, settings)
    row = step_of(tx, what)
    moment = give_time(tx, row.id, due, settings, now, moved=f"{moved} {local(due, settings)}", cause=f"you said {command}")
    if moment is None:
        raise UsageError(f"{name_of(row)} is {row.status} already")
    later = "" if moment == due else f"; you are told {local(moment, settings)}"
    return f"{name_of(row)}: due {local(due, settings)}{later}."
