"""Acting from a mail program: what it means to put a mail into a mailbox that the config names under [act].

A phone cannot press the buttons of a notification that has none, but every mail program can move or copy a mail. `done` and `snooze` are
about the step that the user was told of; the others say what the mail is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from watcher.core.classify import Label

SNOOZED_FOR = "3 days"
ONE_MOVE = timedelta(minutes=10)  # a mail program moves a conversation mail by mail, and may copy one twice over a bad line


class Verb(StrEnum):
    """What putting a mail there says."""

    DONE = "done"
    SNOOZE = "snooze"
    REJECTION = "rejection"
    RECRUITER = "recruiter"
    OTHER = "other"

    @property
    def label(self) -> Label | None:
        """What the mail is, for a verb that says so."""
        return None if self in {Verb.DONE, Verb.SNOOZE} else Label(self.value)


@dataclass(frozen=True, slots=True)
class Told:
    """An open step that the user was told of."""

    step: int
    due_at: datetime


def same_move(moved_at: Iterable[datetime], now: datetime) -> bool:
    """Whether a move is one with another, of another mail of the application to the same mailbox: a whole conversation was moved."""
    return any(now - at < ONE_MOVE for at in moved_at)


def earliest(told: Iterable[Told]) -> Told | None:
    """The step that a move is about."""
    return min(told, key=lambda one: (one.due_at, one.step), default=None)
