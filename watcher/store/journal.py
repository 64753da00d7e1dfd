"""What the user's commands changed, so that the last one can be taken back.

A command runs inside `recorded`: what it may change is looked at before and after, and the difference is the entry. Taking it back puts the
former values in place where nothing else has changed the same things since; else it changes nothing and says what stands in the way. The
entry goes with the application that it is about.

A command that has a way back of its own (`merge`: `split`) writes a barrier: an entry that cannot be taken back and that names that way.
So nobody who takes "the last command" back is given an older one in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from watcher.store import schema as t
from watcher.store.reflections import Reflections

_STEP = ("status", "due_at", "notify_at", "queued_for", "in_digest", "to", "closed_at")
_FREE = frozenset({"notify_at", "in_digest"})  # what the watcher itself moves does not stand in the way
_TELLING = ("status", "due_at", "to", "starred", "company_starred", "until", "hired")  # what a command is for; the rest follows from it
_TIMES = frozenset({"due_at", "notify_at", "queued_for", "closed_at"})
_WAY_BACK = "way_back"
_AROUND = ("starred", "rejected_at", "reopened_at")  # of the application: a step is not put back into another story

Key = tuple[int | None, int | None]  # a step, an application, or neither: the pause


@dataclass(frozen=True, slots=True)
class Undone:
    """One thing that a command had changed."""

    step: int | None
    application: int | None
    before: dict[str, Any] | None  # None: the command planned this step
    after: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """The user's command and what it changed."""

    id: int
    at: datetime
    command: str
    changes: list[Undone]
    way_back: str | None = None  # of a barrier: how to revert it, in words


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


class Journal(Reflections):
    """The part of a transaction that remembers what the user changed."""

    @contextmanager
    def recorded(self, command: str, now: datetime) -> Iterator[None]:
        """What is changed inside can be taken back later."""
        before = self._undoable()
        yield
        after = self._undoable()
        changed = [key for key in after if _own(before.get(key)) != _own(after[key])]
        if not changed:
            return
        entry = self._db.execute(insert(t.journal).values(at=now, command=command)).inserted_primary_key
        for step, application in changed:
            key = (step, application)
            values = {"step": step, "application": application, "before": before.get(key), "after": after[key]}
            self._db.execute(insert(t.journal_changes).values(entry=entry[0] if entry else None, **values))

    def barrier(self, command: str, now: datetime, way_back: str) -> None:
        """Note a command that `undo` cannot take back; `way_back` tells the user how to revert it. Neither has words of a mail."""
        entry = self._db.execute(insert(t.journal).values(at=now, command=command)).inserted_primary_key
        self._db.execute(insert(t.journal_changes).values(entry=entry[0] if entry else None, before=None, after={_WAY_BACK: way_back}))

    def last_command(self) -> Entry | None:
        """The last command that changed something and was not taken back."""
        j, c = t.journal.c, t.journal_changes.c
        still_there = select(c.entry)
        row = self._db.execute(select(t.journal).where(j.undone_at.is_(None), j.id.in_(still_there)).order_by(j.id.desc()).limit(1)).first()
        if row is None:
            return None
        changes = self._db.execute(select(c.step, c.application, c.before, c.after).where(c.entry == row.id).order_by(c.id))
        found = [Undone(*change) for change in changes]
        return Entry(row.id, row.at, row.command, found, found[0].after.get(_WAY_BACK))

    def changed_since(self, entry: Entry) -> list[Undone]:
        """What has been changed by something else since the command."""
        now = self._undoable()
        return [change for change in entry.changes if _differs(now.get((change.step, change.application)), change.after)]

    def steps_addressed_by_user(self) -> set[int]:
        """The steps whose recipients a command that stands has changed."""
        c = t.journal_changes.c
        standing = select(c.step, c.before, c.after).join(t.journal, t.journal.c.id == c.entry).where(t.journal.c.undone_at.is_(None))
        rows = self._db.execute(standing.where(c.step.is_not(None)))
        return {row.step for row in rows if row.before is not None and row.before["to"] != row.after["to"]}

    def take_back(self, entry: Entry, now: datetime) -> None:
        """Put everything back as it was before; what the command had planned is for the caller to close first."""
        for change in entry.changes:
            if change.before is None:
                continue
            if change.step is not None:
                values = {
                    name: datetime.fromisoformat(value) if name in _TIMES and value else value for name, value in change.before.items()
                }
                values.pop("application")
                self._db.execute(update(t.steps).where(t.steps.c.id == change.step).values(**values))
            elif change.application is not None:
                self._db.execute(update(t.applications).where(t.applications.c.id == change.application).values(**change.before))
            else:
                until, hired = change.before["until"], change.before.get("hired")
                self.pause(datetime.fromisoformat(until) if until else None)
                self.set_hired(datetime.fromisoformat(hired) if hired else None)
        self._db.execute(update(t.journal).where(t.journal.c.id == entry.id).values(undone_at=now))

    def _undoable(self) -> dict[Key, dict[str, Any]]:
        a, s = t.applications.c, t.steps.c
        found: dict[Key, dict[str, Any]] = {(None, None): {"until": _plain(self.paused_until()), "hired": _plain(self.hired_at())}}
        rows = self._db.execute(select(t.applications)).all()
        around = {row.id: {name: _plain(getattr(row, name)) for name in _AROUND} for row in rows}
        found |= {(None, row.id): {"starred": row.starred, "company_starred": row.company_starred} for row in rows}
        for row in self._db.execute(select(s.id, s.application, *(s[name] for name in _STEP)).join(t.applications, a.id == s.application)):
            found[row.id, None] = {name: _plain(getattr(row, name)) for name in _STEP} | {"application": around[row.application]}
        return found


def _own(values: dict[str, Any] | None) -> list[Any] | None:
    return None if values is None else [values.get(name) for name in _TELLING]


def _differs(now: dict[str, Any] | None, then: dict[str, Any]) -> bool:
    """Whether something else than the watcher's own moves has changed; an entry of an older version knows fewer names."""
    return now is None or any(now.get(name) != value for name, value in then.items() if name not in _FREE)
