"""Drafts on their way into a Drafts mailbox, recorded before and after.

A step has at most one that the watcher saves by itself, whatever happens (a unique index says so). A try that was cut off may or may not
have arrived: it is `uncertain`, and the mailbox is looked at before another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from watcher.store import schema as t
from watcher.store.connected import Connected

_WAITING = ("pending", "uncertain")


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """One draft and what became of it."""

    id: int
    step: int
    asked: bool
    status: str
    attempts: int
    next_attempt_at: datetime
    created_at: datetime
    ended_at: datetime | None
    detail: str


class SavedDrafts(Connected):
    """The part of a transaction that is about Drafts mailboxes."""

    def want_draft(self, step: int, now: datetime) -> None:
        """The draft of this step is to be saved, if none was by the watcher itself."""
        self._db.execute(upsert(t.saved_drafts).values(_new(step, now)).on_conflict_do_nothing())

    def ask_for_draft(self, step: int, now: datetime) -> int:
        """The user wants another; it is under way from now on. Returns its id."""
        asked = _new(step, now) | {"asked": True, "status": "in_flight", "attempts": 1}
        key = self._db.execute(insert(t.saved_drafts).values(asked)).inserted_primary_key
        return int(key[0]) if key else 0

    def next_draft(self, now: datetime) -> SavedDraft | None:
        """The draft to try now, if there is one: the one that waits longest."""
        d = t.saved_drafts.c
        found = self._saved(and_(d.status.in_(_WAITING), ~d.asked, d.next_attempt_at <= now))
        return found[0] if found else None

    def next_draft_at(self, now: datetime) -> datetime | None:
        """When the next try is due after `now`."""
        d = t.saved_drafts.c
        wanted = select(func.min(d.next_attempt_at, type_=t.Time)).where(d.status.in_(_WAITING), ~d.asked, d.next_attempt_at > now)
        return self._db.execute(wanted).scalar()

    def claim_draft(self, draft: int) -> bool:
        """Record that it is about to be saved; False when somebody else was quicker."""
        d = t.saved_drafts.c
        taken = update(t.saved_drafts).where(d.id == draft, d.status.in_(_WAITING))
        return bool(self._db.execute(taken.values(status="in_flight", attempts=d.attempts + 1)).rowcount)

    def settle_draft(self, draft: int, now: datetime, status: str, detail: str, again: datetime | None = None) -> bool:
        """Record how a try ended; False when it is gone (forgotten meanwhile)."""
        d = t.saved_drafts.c
        values = {"status": status, "detail": detail, "ended_at": now} | ({"next_attempt_at": again} if again else {})
        return bool(self._db.execute(update(t.saved_drafts).where(d.id == draft, d.status == "in_flight").values(values)).rowcount)

    def settle_asked(self, draft: int) -> None:
        """What a command could not save is for the user to ask for again; what is uncertain stays on record as that."""
        d = t.saved_drafts.c
        self._db.execute(update(t.saved_drafts).where(d.id == draft, d.status == "pending").values(status="dropped"))

    def recover_drafts(self, now: datetime) -> None:
        """After a crash: what the watcher had under way may or may not have arrived. What a command has under way is the command's."""
        d = t.saved_drafts.c
        cut = update(t.saved_drafts).where(d.status == "in_flight", ~d.asked)
        self._db.execute(cut.values(status="uncertain", next_attempt_at=now, detail="the watcher ended before the answer"))

    def saved_drafts_of(self, step: int) -> Sequence[SavedDraft]:
        """Every draft of a step, oldest first."""
        return sorted(self._saved(t.saved_drafts.c.step == step), key=lambda one: one.id)

    def _saved(self, condition: object) -> list[SavedDraft]:
        d = t.saved_drafts
        wanted = select(d).where(condition).order_by(d.c.next_attempt_at, d.c.id)  # type: ignore[arg-type]  # SQLAlchemy's expressions
        return [SavedDraft(**row) for row in self._db.execute(wanted).mappings()]


def _new(step: int, now: datetime) -> dict[str, object]:
    return {
        "step": step,
        "asked": False,
        "status": "pending",
        "attempts": 0,
        "next_attempt_at": now,
        "created_at": now,
        "detail": "",
    }
