"""What can be asked of the state and what can be done to it: one method per need, all on one open transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, delete, func, insert, literal, null, or_, select, true, update
from sqlalchemy.dialects.sqlite import insert as upsert

from watcher.core.classify import Label
from watcher.core.extract import Contact, Part, company_key
from watcher.core.link import Application
from watcher.core.plan import NewStep, Status, Step, StepKind
from watcher.core.schedule import LONGEST_RETRY
from watcher.store import schema as t
from watcher.store.corrections import Corrections
from watcher.store.journal import Journal
from watcher.store.ledger import Ledger
from watcher.store.moves import Moves
from watcher.store.news import News
from watcher.store.own_mail import OwnMail, contact_from_json, contact_to_json
from watcher.store.regrouping import Regrouping
from watcher.store.rows import (
    AccountRow,
    ApplicationRow,
    CursorRow,
    DeliveryRow,
    EventRow,
    MessageRow,
    NewMessage,
    NotificationRow,
    StepRow,
)
from watcher.store.saved_drafts import SavedDrafts
from watcher.store.sights import Sights
from watcher.store.tellings import Tellings, newest_of

OPEN = Status.NEEDS_ACTION.value
BY_WORD = ""  # the account of what no mail told, but the user


def _identity(account: str, message_id: str | None, content_hash: str | None) -> str:
    return hashlib.sha256("\0".join((account, message_id or "", content_hash or "")).encode()).hexdigest()


def _without_text() -> Select[Any]:
    """Messages as they are listed: the texts of years are many megabytes."""
    return select(*(null().label(column.name) if column.name == "text" else column for column in t.messages.c))


def _of(company: str | None, stars: set[str]) -> bool:
    return bool(stars and company) and company_key(company or "") in stars


class Transaction(Moves, Corrections, OwnMail, Regrouping, Journal, SavedDrafts, Ledger, Sights, News, Tellings):
    """An open transaction on the state. What is about no mail, step or notification stands in the classes that it is made of."""

    def _id(self, statement: Any) -> int:  # noqa: ANN401 -- SQLAlchemy's insert constructs have no common public type
        return int(self._db.execute(statement).inserted_primary_key[0])  # type: ignore[index]  # an insert of one row always has it

    # Mail

    def is_recorded(self, account: str, mailbox: str, uidvalidity: int, uid: int) -> bool:
        """Whether the mail at this place has been dealt with."""
        place = t.locations.c
        found = select(place.uid).where(
            place.account == account, place.mailbox == mailbox, place.uidvalidity == uidvalidity, place.uid == uid
        )
        return self._db.execute(found).first() is not None

    def same_mail(self, account: str, message_id: str | None, content_hash: str) -> int | None:
        """The message that this mail is a copy of, if any."""
        m = t.messages.c
        same = select(m.id).where(m.account == account, m.message_id.is_not_distinct_from(message_id), m.content_hash == content_hash)
        found = self._db.execute(same.order_by(m.id)).first()
        return None if found is None else int(found.id)

    def is_forgotten(self, account: str, message_id: str | None, content_hash: str) -> bool:
        """Whether the user had this mail forgotten."""
        wanted = select(t.forgotten.c.identity).where(t.forgotten.c.identity == _identity(account, message_id, content_hash))
        return self._db.execute(wanted).first() is not None

    def add_location(self, account: str, mailbox: str, uidvalidity: int, uid: int, message: int | None) -> None:
        """Record that a mail lies here too."""
        values = {"account": account, "mailbox": mailbox, "uidvalidity": uidvalidity, "uid": uid, "message": message}
        self._db.execute(upsert(t.locations).values(values).on_conflict_do_nothing())

    def add_message(self, new: NewMessage, application: int | None = None, candidates: Sequence[int] = ()) -> int:
        """Record a decision on a mail, and where it lies."""
        message = self._id(
            insert(t.messages).values(
                account=new.account,
                mailbox=new.mailbox,
                uidvalidity=new.uidvalidity,
                uid=new.uid,
                internaldate=new.internaldate,
                decided_at=new.decided_at,
                message_id=new.message_id,
                content_hash=new.content_hash,
                sent=new.sent,
                headers=new.headers,
                text=new.text,
                label=new.label,
                unsure=new.unsure,
                scores=new.scores,
                reasons=list(new.reasons),
                reading=new.reading,
                error=new.error,
                application=application,
                candidates=list(candidates),
            )
        )
        if new.account != BY_WORD:
            self.add_location(new.account, new.mailbox, new.uidvalidity, new.uid, message)
        return message

    def message(self, message: int) -> MessageRow | None:
        """One message, or None."""
        rows = self._messages(select(t.messages).where(t.messages.c.id == message))
        return rows[0] if rows else None

    def messages(self) -> list[MessageRow]:
        """All messages that were judged, oldest first, without their texts; the user's own mail is not among them."""
        return self._messages(_without_text().where(~t.messages.c.sent).order_by(t.messages.c.id))

    def unreadable(self, since: datetime) -> list[MessageRow]:
        """The messages that could not be read, of those recorded since then."""
        m = t.messages.c
        return self._messages(_without_text().where(m.error.is_not(None), m.decided_at >= since).order_by(m.id))

    def count_unsure(self, since: datetime) -> int:
        """How many of the messages that came since then were too close to call."""
        m = t.messages.c
        wanted = select(func.count()).select_from(t.messages).where(m.unsure, ~m.sent, m.internaldate >= since)
        return int(self._db.execute(wanted).scalar_one())

    def messages_of(self, application: int) -> list[MessageRow]:
        """The mails of one application, the user's own included, in the order they came."""
        mine = select(t.messages).where(t.messages.c.application == application)
        return self._messages(mine.order_by(t.messages.c.internaldate, t.messages.c.id))

    def _messages(self, statement: Select[Any]) -> list[MessageRow]:
        return [
            MessageRow(
                **{name: row[name] for name in MessageRow.__dataclass_fields__ if name not in {"headers", "reasons", "candidates"}},
                headers=row["headers"] or {},
                reasons=row["reasons"] or [],
                candidates=row["candidates"] or [],
            )
            for row in self._db.execute(statement).mappings()
        ]

    def unsure(self) -> list[MessageRow]:
        """The messages that are too close to call and whose text is still there, newest first."""
        m = t.messages.c
        wanted = select(t.messages).where(m.unsure, ~m.sent, m.text.is_not(None))
        return self._messages(wanted.order_by(m.internaldate.desc(), m.id.desc()))

    def readable(self, most: int) -> list[MessageRow]:
        """The judged messages whose text is still there, the newest `most` of them, newest first."""
        m = t.messages.c
        wanted = select(t.messages).where(m.label.is_not(None), ~m.sent, m.text.is_not(None))
        return self._messages(wanted.order_by(m.internaldate.desc(), m.id.desc()).limit(most))

    def judge_message(
        self, message: int, label: str, reasons: Sequence[str], *, unsure: bool, reading: dict[str, Any] | None, application: int | None
    ) -> None:
        """Give a message another judgement; its scores stay those of the model."""
        values = {"label": label, "unsure": unsure, "reasons": list(reasons), "reading": reading, "application": application}
        self._db.execute(update(t.messages).where(t.messages.c.id == message).values(**values))

    def place_message(self, message: int, application: int | None, candidates: Sequence[int]) -> int:
        """Let a message belong to an application; returns the message."""
        values = {"application": application, "candidates": list(candidates)}
        self._db.execute(update(t.messages).where(t.messages.c.id == message).values(**values))
        return message

    def own_message_ids(self, application: int) -> set[str]:
        """The message ids of the user's own mails of an application: what an answer refers to."""
        m = t.messages.c
        mine = select(m.message_id).where(m.application == application, m.sent, m.message_id.is_not(None))
        return {message_id for (message_id,) in self._db.execute(mine)}

    # Applications

    def applications(self) -> list[Application]:
        """Every application as the core sees it."""
        contacts: dict[int, list[Contact]] = {}
        for row in self._db.execute(select(t.contacts).order_by(t.contacts.c.last_mail_at)):
            contacts.setdefault(row.application, []).append(Contact(row.name, row.addr, Part(row.part), row.evidence))
        threads: dict[int, set[str]] = {}
        m = t.messages.c
        for row in self._db.execute(select(m.application, m.message_id).where(m.application.is_not(None), m.message_id.is_not(None))):
            threads.setdefault(row.application, set()).add(row.message_id)
        settled, stars = dict[int, set[str]](), self.company_stars()
        for row in self._db.execute(select(t.settled)):
            settled.setdefault(row.application, set()).add(row.key)
        return [
            Application(
                id=row.id,
                company=row.company,
                role=row.role,
                requisition_id=row.requisition_id,
                starred=row.starred or _of(row.company, stars),
                rejected_at=row.rejected_at,
                last_mail_at=row.last_mail_at,
                contacts=tuple(contacts.get(row.id, ())),
                message_ids=frozenset(threads.get(row.id, ())),
                settled=frozenset(settled.get(row.id, ())),
                reopened=row.reopened_at is not None,
                company_starred=_of(row.company, stars),
            )
            for row in self._db.execute(select(t.applications).order_by(t.applications.c.id))
        ]

    def application(self, application: int) -> ApplicationRow | None:
        """One application, or None."""
        row = self._db.execute(select(t.applications).where(t.applications.c.id == application)).mappings().first()
        return None if row is None else ApplicationRow(**row)

    def contacts_of(self, application: int) -> list[Contact]:
        """The people of one application."""
        mine = select(t.contacts).where(t.contacts.c.application == application).order_by(t.contacts.c.addr)
        return [Contact(row.name, row.addr, Part(row.part), row.evidence) for row in self._db.execute(mine)]

    def add_application(self, at: datetime, now: datetime) -> int:
        """A new application whose first mail came `at`."""
        values = {"starred": False, "feedback_offered": False, "created_at": now, "last_mail_at": at, "edited": []}
        return self._id(insert(t.applications).values(**values))

    def learn(self, application: int, at: datetime, *, rejected: bool = False, heard: bool = True, **found: str | bool | None) -> None:
        """Add what a mail said: fills what was not known, never overwrites; `rejected_at` is the first rejection's time.

        `heard` mail is a word from them, so that `last_mail_at` follows it.
        What the user corrected stays as it is, also where it was cleared.
        """
        c, edited = t.applications.c, self.edited_fields(application)
        filled: dict[str, Any] = {
            name: func.coalesce(c[name], value)
            for name, value in found.items()
            if value is not None and value is not False and name not in edited
        }
        if found.get("feedback_offered"):
            filled["feedback_offered"] = True
        then = literal(at, t.Time)
        if rejected:
            filled["rejected_at"] = func.coalesce(c.rejected_at, then)
        latest = case((c.last_mail_at < then, then), else_=c.last_mail_at) if heard else c.last_mail_at
        self._db.execute(update(t.applications).where(c.id == application).values(last_mail_at=latest, **filled))

    def settle_rejection(self, application: int) -> bool:
        """Let an application be rejected since the first mail that is held for a rejection, or not at all; returns whether it is."""
        m = t.messages.c
        first = select(func.min(m.internaldate, type_=t.Time)).where(
            m.application == application, m.label == Label.REJECTION.value, m.unsure.is_(False), ~m.sent
        )
        at: datetime | None = self._db.execute(first).scalar()
        lost = {} if at else {"kind": None, "feedback_offered": False, "reapply_after": None}  # these are told by rejections alone
        self._db.execute(update(t.applications).where(t.applications.c.id == application).values(rejected_at=at, **lost))
        return at is not None

    def reopen(self, application: int, at: datetime) -> None:
        """They came back after their rejection: the application lives again."""
        self._db.execute(update(t.applications).where(t.applications.c.id == application).values(reopened_at=at))

    def reject_again(self, application: int, at: datetime, kind: str | None) -> None:
        """A rejection after they had come back counts as the first: its time and its kind take the place of the former ones."""
        self.drop_notices(application)
        again = update(t.applications).where(t.applications.c.id == application, t.applications.c.reopened_at.is_not(None))
        self._db.execute(again.values(rejected_at=at, kind=kind, reopened_at=None))

    def add_contacts(self, application: int, contacts: Iterable[Contact], at: datetime | None) -> None:
        """Remember people; a name and a known part win over none, `at` is when they last wrote. Each further place of evidence is added."""
        for contact in contacts:
            seen = self._seen(application, contact)
            new = upsert(t.contacts).values(
                application=application,
                addr=contact.addr,
                name=contact.name,
                part=contact.part.value,
                evidence=seen,
                last_mail_at=at,
            )
            old = t.contacts.c
            self._db.execute(
                new.on_conflict_do_update(
                    index_elements=["application", "addr"],
                    set_={
                        "name": case((old.name == "", new.excluded.name), else_=old.name),
                        "part": case((old.part == Part.CONTACT.value, new.excluded.part), else_=old.part),
                        "evidence": seen,
                        "last_mail_at": func.coalesce(new.excluded.last_mail_at, old.last_mail_at),
                    },
                )
            )

    def _seen(self, application: int, contact: Contact) -> str:
        """Where somebody has been seen, this time included: "From, signature, Sent"."""
        c = t.contacts.c
        before = self._db.execute(select(c.evidence).where(c.application == application, c.addr == contact.addr)).scalar()
        return ", ".join(dict.fromkeys([*(before.split(", ") if before else ()), *contact.evidence.split(", ")]))

    def event(self, at: datetime, application: int, what: str, cause: str, *, step: int | None = None, message: int | None = None) -> None:
        """Write a line into the application's timeline."""
        self._db.execute(insert(t.events).values(at=at, application=application, step=step, message=message, what=what, cause=cause))

    def timeline(self, application: int) -> list[EventRow]:
        """What happened to an application, oldest first."""
        e = t.events.c
        mine = select(e.at, e.step, e.message, e.what, e.cause).where(e.application == application).order_by(e.at, e.id)
        return [EventRow(*row) for row in self._db.execute(mine)]

    def step_revisions(self) -> dict[int, tuple[int, datetime]]:
        """How many lines the timeline has about each step, and when the last was written."""
        e = t.events.c
        grouped = select(e.step, func.count(), func.max(e.at, type_=t.Time)).where(e.step.is_not(None)).group_by(e.step)
        return {step: (lines, at) for step, lines, at in self._db.execute(grouped)}

    def revision(self) -> tuple[int, int]:
        """Two numbers of which one differs after each change of an application or a step."""
        e = t.events.c
        row = self._db.execute(select(func.coalesce(func.max(e.id), 0), func.count())).one()
        return int(row[0]), int(row[1])

    def forget(self, application: int, *, lessons: bool = True) -> int:
        """Remove everything of an application; its mails are never read again. Returns how many mails it had.

        What its mails taught goes too, unless `lessons` is off: as the user wishes nothing of them to remain, so do their words.
        """
        m = t.messages.c
        if lessons:
            self._drop_corrections(select(m.id).where(m.application == application))
        mine = self._db.execute(select(m.account, m.message_id, m.content_hash).where(m.application == application)).all()
        for row in mine:
            identity = _identity(row.account, row.message_id, row.content_hash)
            self._db.execute(upsert(t.forgotten).values(identity=identity).on_conflict_do_nothing())
        self._drop_words_about(application)
        self._tell_anew()
        self._db.execute(delete(t.applications).where(t.applications.c.id == application))
        return len(mine)

    def _tell_anew(self) -> None:
        """Open steps and news whose notification reached nobody and is on no way to anybody are due to be spoken of again."""
        s, d = t.steps.c, t.deliveries.c
        under_way = select(d.id).where(d.status != "dropped", d.notification == newest_of(s.id)).correlate(t.steps).exists()
        self._db.execute(update(t.steps).where(s.status == OPEN, s.queued_for.is_not(None), ~under_way).values(queued_for=None))
        self._tell_news_anew()

    def purge(self, before: datetime) -> tuple[int, int]:
        """Remove the text of mails and the closed applications older than `before`; returns how many of each.

        Corrections stay, and what the user starred or wrote about.
        """
        a, s, m = t.applications.c, t.steps.c, t.messages.c
        still_open = select(s.application).where(s.status == OPEN)
        kept = a.id.not_in(still_open), a.id.not_in(select(t.reflections.c.application))
        old = [row.id for row in self._db.execute(select(a.id).where(a.last_mail_at < before, ~a.starred, ~a.company_starred, *kept))]
        for application in old:
            self.forget(application, lessons=False)
        self.purge_own_mail(before)
        self.purge_flags(before)
        emptied = self._db.execute(
            update(t.messages)
            .where(m.internaldate < before, or_(m.text.is_not(None), m.headers != {}))
            .values(text=None, headers={}, reasons=[], reading=None)
        )
        return int(emptied.rowcount), len(old)

    # Steps

    def steps_of(self, application: int) -> list[Step]:
        """The steps of an application as the core sees them."""
        mine = select(t.steps).where(t.steps.c.application == application).order_by(t.steps.c.due_at, t.steps.c.id)
        return [
            Step(
                row.id,
                row.application,
                StepKind(row.kind),
                Status(row.status),
                row.due_at,
                tuple(contact_from_json(person) for person in row.to),
                row.touches,
                row.queued_for is not None or row.notified_at is not None,
            )
            for row in self._db.execute(mine)
        ]

    def add_step(
        self, application: int, new: NewStep, *, notify_at: datetime, now: datetime, message: int | None = None, in_digest: bool = False
    ) -> int:
        """Plan a step."""
        step = self._id(
            insert(t.steps).values(
                application=application,
                kind=new.kind.value,
                status=OPEN,
                due_at=new.due_at,
                notify_at=notify_at,
                in_digest=in_digest,
                to=[contact_to_json(contact) for contact in new.to],
                touches=new.touches,
                message=message,
                created_at=now,
            )
        )
        self.event(now, application, f"{new.kind.value} planned", new.cause, step=step, message=message)
        return step

    def close_step(self, step: int, status: Status, now: datetime, cause: str, *, message: int | None = None) -> bool:
        """Close a step that is still open; False when it was closed already."""
        s = t.steps.c
        done = self._db.execute(update(t.steps).where(s.id == step, s.status == OPEN).values(status=status.value, closed_at=now))
        if not done.rowcount:
            return False
        row = self._db.execute(select(s.application, s.kind).where(s.id == step)).one()
        self.event(now, row.application, f"{row.kind} {status.value}", cause, step=step, message=message)
        self._drop_stale()
        return True

    def _drop_stale(self) -> None:
        if self.drop_stale():
            self._tell_anew()

    def reopen_step(self, step: int, now: datetime, cause: str, *, message: int | None = None) -> bool:
        """Open a closed step again, as if it had never been closed; what is overdue by now waits for the digest. False when it is open."""
        s = t.steps.c
        overdue = case((s.due_at <= literal(now, t.Time), True), else_=s.in_digest)
        values = {"status": OPEN, "closed_at": None, "in_digest": overdue}
        if not self._db.execute(update(t.steps).where(s.id == step, s.status != OPEN).values(**values)).rowcount:
            return False
        row = self._db.execute(select(s.application, s.kind).where(s.id == step)).one()
        self.event(now, row.application, f"{row.kind} open again", cause, step=step, message=message)
        self._tell_anew()
        self.revive_deliveries(step, now)
        return True

    def steps_called_by(self, message: int) -> set[int]:
        """The steps that a mail called for."""
        return {step for (step,) in self._db.execute(select(t.steps.c.id).where(t.steps.c.message == message))}

    def cancelled_by(self, message: int) -> list[int]:
        """The steps that a mail had cancelled and that are cancelled still."""
        e, s = t.events.c, t.steps.c
        told = select(e.step).where(e.message == message, e.step == s.id, e.what.like("% cancelled"))
        wanted = select(s.id).where(s.status == Status.CANCELLED.value, told.exists()).order_by(s.id)
        return [step for (step,) in self._db.execute(wanted)]

    def hand_over(self, message: int, other: int) -> None:
        """Let open steps of one mail be another's, which calls for them as well."""
        s = t.steps.c
        self._db.execute(update(t.steps).where(s.message == message, s.status == OPEN).values(message=other))

    def move_step(self, step: int, due_at: datetime, notify_at: datetime, now: datetime, what: str, cause: str) -> bool:
        """Give an open step another due time; it is notified again. False when it is closed."""
        s = t.steps.c
        done = self._db.execute(
            update(t.steps)
            .where(s.id == step, s.status == OPEN)
            .values(due_at=due_at, notify_at=notify_at, queued_for=None, in_digest=False)
        )
        if not done.rowcount:
            return False
        row = self._db.execute(select(s.application, s.kind).where(s.id == step)).one()
        self.event(now, row.application, f"{row.kind} {what}", cause, step=step)
        self._drop_stale()
        return True

    def set_recipients(self, step: int, people: Sequence[Contact], now: datetime, what: str, cause: str) -> bool:
        """Change whom an open step is to; False when it is closed."""
        s = t.steps.c
        to = [contact_to_json(person) for person in people]
        if not self._db.execute(update(t.steps).where(s.id == step, s.status == OPEN).values(to=to)).rowcount:
            return False
        row = self._db.execute(select(s.application, s.kind).where(s.id == step)).one()
        self.event(now, row.application, f"{row.kind} {what}", cause, step=step)
        return True

    def waiting_steps(self, until: datetime) -> list[StepRow]:
        """Open steps that are due by then and have no notification for it yet, oldest first."""
        s = t.steps.c
        return self._steps(and_(s.status == OPEN, s.due_at <= until, or_(s.queued_for.is_(None), s.queued_for != s.due_at)))

    def take_back_unsent(self) -> None:
        """Notifications of steps that have reached nobody, and are not under way just now, are made anew later."""
        link, d = t.notification_steps.c, t.deliveries.c
        begun = select(d.notification).where(d.status.in_(["accepted", "in_flight"]))
        unsent = and_(d.status == "pending", d.notification.in_(select(link.notification)), d.notification.not_in(begun))
        self._db.execute(update(t.deliveries).where(unsent).values(status="dropped"))
        self._tell_anew()

    def tell_anew(self) -> None:
        """Open steps whose notification was dropped are spoken of again."""
        self._tell_anew()

    def step(self, step: int) -> StepRow | None:
        """One step, or None."""
        rows = self._steps(t.steps.c.id == step)
        return rows[0] if rows else None

    def agenda(self, *, closed: bool = False) -> list[StepRow]:
        """Steps by due time: the open ones, or all."""
        return self._steps(t.steps.c.id.is_not(None) if closed else t.steps.c.status == OPEN)

    def step_rows_of(self, application: int) -> list[StepRow]:
        """The steps of an application with their names, by due time."""
        return self._steps(t.steps.c.application == application)

    def due_steps(self, now: datetime) -> list[StepRow]:
        """Open steps that are due and have no notification for this due time yet, oldest first."""
        s = t.steps.c
        return self._steps(
            and_(s.status == OPEN, s.due_at <= now, s.notify_at <= now, or_(s.queued_for.is_(None), s.queued_for != s.due_at))
        )

    def _steps(self, condition: Any) -> list[StepRow]:  # noqa: ANN401 -- SQLAlchemy's column expressions
        s, d, link = t.steps.c, t.deliveries.c, t.notification_steps.c
        attempts = (
            select(func.coalesce(func.sum(d.attempts), 0))
            .join(t.notification_steps, link.notification == d.notification)
            .where(link.step == s.id)
            .scalar_subquery()
        )
        names = (t.applications.c.company, t.applications.c.role)
        wanted = select(t.steps, *names, attempts.label("attempts")).join(t.applications, t.applications.c.id == s.application)
        return [StepRow(**row) for row in self._db.execute(wanted.where(condition).order_by(s.due_at, s.id)).mappings()]

    def step_called_at(self, step: int) -> datetime:
        """When the mail that called for a step came; without a mail, when the step was planned."""
        s, m = t.steps.c, t.messages.c
        came = func.coalesce(m.internaldate, s.created_at, type_=t.Time)
        joined = select(came).select_from(t.steps.outerjoin(t.messages, m.id == s.message))
        called_at: datetime = self._db.execute(joined.where(s.id == step)).scalar_one()
        return called_at

    def set_notify_at(self, step: int, notify_at: datetime, now: datetime, shown: str, cause: str) -> None:
        """Move the moment of the notification, `shown` in the timeline in the user's own time; the due time stands."""
        s = t.steps.c
        if self._db.execute(update(t.steps).where(s.id == step, s.notify_at != notify_at).values(notify_at=notify_at)).rowcount:
            row = self._db.execute(select(s.application, s.kind).where(s.id == step)).one()
            self.event(now, row.application, f"{row.kind} to be told {shown}", cause, step=step)

    # Notifications and their deliveries

    def notified_between(self, start: datetime, end: datetime) -> int:
        """How many notifications that count towards the daily cap were made from `start` until before `end`. What was withdrawn before it
        reached anybody is none.
        """
        n, d = t.notifications.c, t.deliveries.c
        theirs = n.id.in_(select(d.notification).where(d.status != "dropped"))
        wanted = select(func.count()).select_from(t.notifications).where(n.counts, theirs, n.created_at >= start, n.created_at < end)
        return int(self._db.execute(wanted).scalar_one())

    def add_notification(
        self,
        kind: str,
        steps: Sequence[StepRow],
        words: Iterable[tuple[str, str, str]],
        now: datetime,
        *,
        counts: bool = True,
        application: int | None = None,
    ) -> int:
        """Put a notification into the outbox: one delivery per (target, title, body) of `words`."""
        notification = self._id(insert(t.notifications).values(kind=kind, created_at=now, counts=counts, application=application))
        for step in steps:
            self._db.execute(insert(t.notification_steps).values(notification=notification, step=step.id))
            self._db.execute(update(t.steps).where(t.steps.c.id == step.id).values(queued_for=t.steps.c.due_at))
        for target, title, body in words:
            self._db.execute(
                insert(t.deliveries).values(
                    notification=notification, target=target, title=title, body=body, status="pending", attempts=0, next_attempt_at=now
                )
            )
        return notification

    def deliveries_due(self, now: datetime) -> list[DeliveryRow]:
        """Deliveries to try now, oldest first; also those that a clock which was wrong has put further ahead than any try is."""
        d = t.deliveries.c
        due = or_(d.next_attempt_at <= now, d.next_attempt_at > now + LONGEST_RETRY)
        return self._deliveries(and_(d.status == "pending", due))

    def failing_deliveries(self, tries: int) -> list[DeliveryRow]:
        """Deliveries that were tried so often and have still not been taken, oldest first."""
        d = t.deliveries.c
        return self._deliveries(and_(d.status.in_(["pending", "in_flight"]), d.attempts >= tries))

    def last_answer(self, delivery: int) -> str:
        """What the last try that ended came to, in words."""
        a = t.attempts.c
        ended = select(a.detail).where(a.delivery == delivery, a.ended_at.is_not(None)).order_by(a.id.desc())
        return str(self._db.execute(ended.limit(1)).scalar() or "")

    def _deliveries(self, condition: Any) -> list[DeliveryRow]:  # noqa: ANN401 -- SQLAlchemy's column expressions
        wanted = select(t.deliveries).where(condition).order_by(t.deliveries.c.next_attempt_at, t.deliveries.c.id)
        return [DeliveryRow(**row) for row in self._db.execute(wanted).mappings()]

    def claim(self, delivery: int, now: datetime) -> bool:
        """Record that a delivery is about to be tried; False when it is no longer wanted (a `done` came first)."""
        d = t.deliveries.c
        taken = self._db.execute(
            update(t.deliveries).where(d.id == delivery, d.status == "pending").values(status="in_flight", attempts=d.attempts + 1)
        )
        if not taken.rowcount:
            return False
        self._db.execute(insert(t.attempts).values(delivery=delivery, started_at=now, result="in_flight", detail=""))
        return True

    def settle(
        self, delivery: int, now: datetime, *, accepted: bool, detail: str, next_attempt_at: datetime, why: str = ""
    ) -> DeliveryRow | None:
        """Record how a try ended, `why` in one word. Returns the delivery, or None when it is gone (forgotten meanwhile)."""
        d, a = t.deliveries.c, t.attempts.c
        result = "accepted" if accepted else "failed"
        ended = {"ended_at": now, "result": result, "detail": detail, "why": why}
        self._db.execute(update(t.attempts).where(a.delivery == delivery, a.result == "in_flight").values(**ended))
        outcome: dict[str, Any] = (
            {"status": "accepted", "accepted_at": now} if accepted else {"status": "pending", "next_attempt_at": next_attempt_at}
        )
        self._db.execute(update(t.deliveries).where(d.id == delivery, d.status == "in_flight").values(**outcome))
        if accepted:
            about = select(t.notification_steps.c.step).join(t.deliveries, d.notification == t.notification_steps.c.notification)
            self._db.execute(
                update(t.steps)
                .where(t.steps.c.id.in_(about.where(d.id == delivery)), t.steps.c.notified_at.is_(None))
                .values(notified_at=now)
            )
        else:
            self._drop_stale()
        rows = self._deliveries(d.id == delivery)
        return rows[0] if rows else None

    def recover(self, now: datetime) -> int:
        """After a crash: what was in flight may or may not have arrived. Mark it so and try again. Returns how many."""
        a, d = t.attempts.c, t.deliveries.c
        self._db.execute(
            update(t.attempts)
            .where(a.result == "in_flight")
            .values(result="interrupted", ended_at=now, detail="the watcher ended before the answer; it may have arrived")
        )
        again = self._db.execute(update(t.deliveries).where(d.status == "in_flight").values(status="pending", next_attempt_at=now))
        self._drop_stale()
        return int(again.rowcount)

    def drop_deliveries_except(self, targets: Collection[str]) -> None:
        """Targets that left the config get nothing more; what only they were to hear is told to the others."""
        self.move_notices(targets)
        d = t.deliveries.c
        gone = update(t.deliveries).where(d.status == "pending", d.target.not_in(list(targets))).values(status="dropped")
        if self._db.execute(gone).rowcount:
            self._tell_anew()
        self.forget_targets_except(targets)

    def try_deliveries_at(self, now: datetime, targets: Iterable[str] | None = None) -> None:
        """Try what is waiting, for these targets or for all, at once: the user may have mended them."""
        d = t.deliveries.c
        theirs = true() if targets is None else d.target.in_(list(targets))
        self._db.execute(update(t.deliveries).where(d.status == "pending", d.next_attempt_at > now, theirs).values(next_attempt_at=now))

    def notification(self, notification: int) -> NotificationRow | None:
        """One notification with its deliveries, or None."""
        row = self._db.execute(select(t.notifications).where(t.notifications.c.id == notification)).first()
        if row is None:
            return None
        link = t.notification_steps.c
        steps = [step for (step,) in self._db.execute(select(link.step).where(link.notification == notification).order_by(link.step))]
        deliveries = self._deliveries(t.deliveries.c.notification == notification)
        return NotificationRow(row.id, row.kind, row.created_at, steps, deliveries, row.application)

    def next_moment(self, now: datetime) -> datetime | None:
        """When the next thing falls due after `now`: a notification, a notice, or another try of a delivery."""
        s, d = t.steps.c, t.deliveries.c
        unqueued = or_(s.queued_for.is_(None), s.queued_for != s.due_at)
        step = self._db.execute(select(func.min(s.notify_at, type_=t.Time)).where(s.status == OPEN, s.notify_at > now, unqueued)).scalar()
        again = self._db.execute(
            select(func.min(d.next_attempt_at, type_=t.Time)).where(d.status == "pending", d.next_attempt_at > now)
        ).scalar()
        return min((moment for moment in (step, again, self.next_notice(now), self.next_draft_at(now)) if moment is not None), default=None)

    def next_due(self) -> datetime | None:
        """When the next open step is due."""
        s = t.steps.c
        return self._db.execute(select(func.min(s.due_at, type_=t.Time)).where(s.status == OPEN)).scalar()

    # Mailboxes

    def cursors(self, account: str) -> dict[str, CursorRow]:
        """How far each mailbox of an account has been read."""
        c = t.cursors.c
        rows = self._db.execute(select(c.mailbox, c.uidvalidity, c.uid, c.first_look_done, c.retry, c.acts).where(c.account == account))
        return {
            row.mailbox: CursorRow(row.mailbox, row.uidvalidity, row.uid, row.first_look_done, tuple(row.retry), row.acts) for row in rows
        }

    def set_cursor(self, account: str, cursor: CursorRow, looked_at: datetime | None = None) -> None:
        """Remember how far a mailbox has been read."""
        values: dict[str, Any] = {
            "uidvalidity": cursor.uidvalidity,
            "uid": cursor.uid,
            "first_look_done": cursor.first_look_done,
            "retry": list(cursor.retry),
            "acts": cursor.acts,
        }
        if looked_at is not None:
            values["looked_at"] = looked_at
        row = upsert(t.cursors).values(account=account, mailbox=cursor.mailbox, **values)
        self._db.execute(row.on_conflict_do_update(index_elements=["account", "mailbox"], set_=values))

    def set_account(self, account: str, state: str, detail: str, until: datetime | None, at: datetime) -> None:
        """Remember how an account is doing."""
        values = {"state": state, "detail": detail, "until": until, "at": at}
        row = upsert(t.accounts).values(account=account, **values)
        self._db.execute(row.on_conflict_do_update(index_elements=["account"], set_=values))

    def account_looked(self, account: str, at: datetime) -> None:
        """A look at the account succeeded: nothing is left to tell of."""
        self._db.execute(update(t.accounts).where(t.accounts.c.account == account).values(looked_at=at, told_at=None))

    def account_told(self, account: str, at: datetime) -> bool:
        """Note that the user is told about this account; False when that was done already."""
        a = t.accounts.c
        return bool(self._db.execute(update(t.accounts).where(a.account == account, a.told_at.is_(None)).values(told_at=at)).rowcount)

    def account_rows(self) -> list[AccountRow]:
        """How the accounts are doing."""
        return [AccountRow(**row) for row in self._db.execute(select(t.accounts).order_by(t.accounts.c.account)).mappings()]
