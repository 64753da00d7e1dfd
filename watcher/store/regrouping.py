"""The part of a transaction that moves mails between applications and keeps what the user decided about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, case, delete, func, literal, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from watcher.core.extract import Contact, Part
from watcher.core.plan import Status
from watcher.store import schema as t
from watcher.store.rows import ApplicationRow

EDITABLE = ("company", "role", "requisition_id")
_TOLD_BY_MAILS = (*EDITABLE, "kind", "stage", "reapply_after")


def _merged(application: int) -> str:
    return f"a{application} merged in"


class Regrouping:
    """Merging, splitting, linking and correcting, as far as rows are concerned; what it means is decided elsewhere."""

    _db: Connection

    # Moving

    def move_application(self, source: int, target: int) -> list[int]:
        """Let everything of one application be another's; the first is gone afterwards.

        Returns the mails whose place was in question and that have found it by this.
        """
        self._move_contacts(source, target)
        for table in (t.messages, t.steps, t.events, t.settled, t.notices, t.notifications, t.journal_changes):
            self._db.execute(update(table).where(table.c.application == source).values(application=target))
        answered = self._replace_candidate(source, target)
        a = t.applications.c
        old = self._db.execute(select(t.applications).where(a.id == source)).one()
        kept = {name: func.coalesce(a[name], getattr(old, name)) for name in _TOLD_BY_MAILS if name not in self.edited_fields(target)}
        kept |= {name: getattr(old, name) for name in old.edited if name not in self.edited_fields(target)}
        edited = [name for name in EDITABLE if name in {*old.edited, *self.edited_fields(target)}]
        rejected = self._earlier(a.rejected_at, old.rejected_at)
        made = self._earlier(a.created_at, old.created_at)
        heard = literal(old.last_mail_at, t.Time)
        latest = case((a.last_mail_at < heard, heard), else_=a.last_mail_at)
        offered = {"feedback_offered": True} if old.feedback_offered else {}
        reopened = func.coalesce(a.reopened_at, literal(old.reopened_at, t.Time))
        values = {"edited": edited, "rejected_at": rejected, "reopened_at": reopened, "created_at": made, "last_mail_at": latest}
        self._db.execute(update(t.applications).where(a.id == target).values(**kept, **offered, **values))
        self._db.execute(delete(t.applications).where(a.id == source))
        return answered

    @staticmethod
    def _earlier(column: Any, other: datetime | None) -> Any:  # noqa: ANN401 -- SQLAlchemy's column expressions
        if other is None:
            return column
        moment = literal(other, t.Time)
        return case((column.is_(None), moment), (column > moment, moment), else_=column)

    def _move_contacts(self, source: int, target: int) -> None:
        c = t.contacts.c
        known = {row.addr: row for row in self._db.execute(select(t.contacts).where(c.application == target))}
        for row in self._db.execute(select(t.contacts).where(c.application == source)).all():
            twin = known.get(row.addr)
            if twin is None:
                self._db.execute(update(t.contacts).where(c.application == source, c.addr == row.addr).values(application=target))
                continue
            heard = max((at for at in (row.last_mail_at, twin.last_mail_at) if at is not None), default=None)
            part = row.part if twin.part == Part.CONTACT.value else twin.part
            seen = ", ".join(dict.fromkeys([*twin.evidence.split(", "), *row.evidence.split(", ")]))
            values = {"name": twin.name or row.name, "part": part, "last_mail_at": heard, "evidence": seen}
            self._db.execute(update(t.contacts).where(c.application == target, c.addr == row.addr).values(**values))

    def _replace_candidate(self, source: int, target: int) -> list[int]:
        """Open questions name the application that took the other in; returns the mails of which was asked just which of the two it is."""
        m, answered = t.messages.c, []
        asked = self._db.execute(select(m.id, m.application, m.candidates).where(m.candidates.is_not(None), m.candidates != [])).all()
        for row in asked:
            left = list(dict.fromkeys(target if one == source else one for one in row.candidates))
            if row.application == target and target in left:
                left = []
                answered.append(int(row.id))
            if left != row.candidates:
                self._db.execute(update(t.messages).where(m.id == row.id).values(candidates=left))
        return answered

    def move_messages(self, messages: Sequence[int], target: int) -> None:
        """Let mails be another application's, with the steps that they called for and what the timeline says of them."""
        self._db.execute(update(t.messages).where(t.messages.c.id.in_(messages)).values(application=target, candidates=[]))
        for called in (t.steps, t.notices):
            self._db.execute(update(called).where(called.c.message.in_(messages)).values(application=target))
        theirs = select(t.steps.c.id).where(t.steps.c.message.in_(messages))
        e = t.events.c
        told = or_(e.step.in_(theirs), and_(e.message.in_(messages), e.step.is_(None)))
        self._db.execute(update(t.events).where(told).values(application=target))

    def unlearn(self, application: int, at: datetime) -> None:
        """Take back all that mails said, so that it can be learnt anew from those that remain; what the user corrected stays."""
        edited = self.edited_fields(application)
        values: dict[str, Any] = {name: None for name in _TOLD_BY_MAILS if name not in edited}
        values |= {"feedback_offered": False, "rejected_at": None, "last_mail_at": at}
        self._db.execute(update(t.applications).where(t.applications.c.id == application).values(**values))

    def take_back_reopening(self, application: int, messages: Sequence[int]) -> None:
        """It was one of these mails by which they had come back, and it belongs elsewhere."""
        a, e = t.applications.c, t.events.c
        told = select(e.id).where(e.application == application, e.what == "reopened", e.at == a.reopened_at, e.message.in_(messages))
        self._db.execute(update(t.applications).where(a.id == application, told.exists()).values(reopened_at=None))

    def drop_contacts(self, application: int, addrs: Iterable[str]) -> None:
        """People who turn out to belong elsewhere."""
        c = t.contacts.c
        self._db.execute(delete(t.contacts).where(c.application == application, c.addr.in_(list(addrs))))

    # Steps that were cancelled only because applications became one

    def set_aside(self, step: int) -> None:
        """Note that a step was cancelled only for the sake of another."""
        self._db.execute(upsert(t.set_aside).values(step=step).on_conflict_do_nothing())

    def set_aside_closed_by(self, messages: Sequence[int]) -> None:
        """Note that the steps that these mails had closed have no other reason to be closed."""
        e, s = t.events.c, t.steps.c
        words = [s.kind + f" {status.value}" for status in (Status.CANCELLED, Status.COMPLETED)]
        told = select(e.step).where(e.step == s.id, e.at == s.closed_at, e.message.in_(messages), e.what.in_(words))
        for (step,) in self._db.execute(select(s.id).where(s.status != Status.NEEDS_ACTION.value, told.exists())).all():
            self.set_aside(step)

    def take_up(self, step: int) -> None:
        """A step that was set aside is no longer."""
        self._db.execute(delete(t.set_aside).where(t.set_aside.c.step == step))

    def steps_set_aside(self, application: int) -> set[int]:
        """The steps of an application that were set aside."""
        wanted = select(t.set_aside.c.step).join(t.steps, t.steps.c.id == t.set_aside.c.step).where(t.steps.c.application == application)
        return {step for (step,) in self._db.execute(wanted)}

    def steps_cancelled_for(self, causes: Sequence[str]) -> set[int]:
        """The steps that were cancelled for one of these causes and are so still."""
        e, s = t.events.c, t.steps.c
        told = select(e.step).where(e.step == s.id, e.at == s.closed_at, e.cause.in_(causes))
        return {step for (step,) in self._db.execute(select(s.id).where(s.status == Status.CANCELLED.value, told.exists()))}

    def close_reopening(self, application: int) -> None:
        """After mails left: the application lives again only if one of its own mails says so, as its timeline tells."""
        a, e = t.applications.c, t.events.c
        told = select(e.id).where(e.application == application, e.what == "reopened")
        self._db.execute(update(t.applications).where(a.id == application, ~told.exists()).values(reopened_at=None))

    def address_step(self, step: int, to: Sequence[Contact]) -> None:
        """Let a step be about other people."""
        people = [{"name": one.name, "addr": one.addr, "part": one.part.value, "evidence": one.evidence} for one in to]
        self._db.execute(update(t.steps).where(t.steps.c.id == step).values(to=people))

    # What the user decided

    def edited_fields(self, application: int) -> frozenset[str]:
        """The fields that the user corrected."""
        return frozenset(self._db.execute(select(t.applications.c.edited).where(t.applications.c.id == application)).scalar() or ())

    def edit(self, application: int, **fields: str | None) -> None:
        """Correct fields (of EDITABLE), or clear them; later mails leave them alone."""
        edited = self.edited_fields(application) | fields.keys()
        values: dict[str, Any] = {**fields, "edited": [name for name in EDITABLE if name in edited]}
        self._db.execute(update(t.applications).where(t.applications.c.id == application).values(**values))

    def settle_keys(self, keys: Iterable[str], application: int) -> None:
        """Remember that what asks for these keys belongs to an application; the last word counts."""
        for key in keys:
            new = upsert(t.settled).values(key=key, application=application)
            self._db.execute(new.on_conflict_do_update(index_elements=["key"], set_={"application": application}))

    # Asking

    def ambiguous(self) -> list[tuple[int, list[int]]]:
        """Mails of which only the user knows where they belong, oldest first, and the applications in question still there."""
        m = t.messages.c
        there = {number for (number,) in self._db.execute(select(t.applications.c.id))}
        asked = select(m.id, m.candidates).where(m.candidates.is_not(None), m.candidates != []).order_by(m.internaldate, m.id)
        found = [(row.id, [one for one in row.candidates if one in there]) for row in self._db.execute(asked)]
        return [(message, candidates) for message, candidates in found if candidates]

    def application_rows(self) -> list[ApplicationRow]:
        """Every application as the commands show it, the one heard of last first."""
        a = t.applications.c
        newest = select(t.applications).order_by(a.last_mail_at.desc(), a.id.desc())
        return [ApplicationRow(**row) for row in self._db.execute(newest).mappings()]

    def merged_into(self, application: int) -> int | None:
        """The application that took in one that is gone."""
        e = t.events.c
        told = select(e.application).where(e.what == _merged(application)).order_by(e.id.desc())
        return self._db.execute(told.limit(1)).scalar()

    def note_merge(self, at: datetime, source: int, target: int, cause: str) -> None:
        """Write into the timeline what took in what, so that `merged_into` finds it."""
        self._db.execute(t.events.insert().values(at=at, application=target, what=_merged(source), cause=cause))
