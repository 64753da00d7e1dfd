"""What one mail does to the state, inside one transaction: the middle of "the way of one message".

The reading is ready when it comes here; link and plan compute what changes, and all of it (message, application, people, steps, timeline,
cursor) is written together. The daemon and `scan` both come this way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from watcher.config import Settings
from watcher.core import plan
from watcher.core.classify import Label
from watcher.core.extract import Contact, Reading, Stage, company_key
from watcher.core.link import Application, Link, link, told_already
from watcher.core.link import opens as link_opens
from watcher.core.parse import Message
from watcher.core.plan import Changes, Step, StepKind
from watcher.core.sent import answers, met, touched
from watcher.daemon.changes import apply
from watcher.daemon.marking import is_ours
from watcher.daemon.news import announce
from watcher.daemon.starring import star_if_flagged, star_of_its_flag
from watcher.imap import Arrival, Cursor
from watcher.reader import Read
from watcher.store import AppliedRow, CursorRow, NewMessage, Transaction
from watcher.store.answered import Own


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an arrival, for the log."""

    message: int | None
    label: str | None = None
    unsure: bool = False
    application: int | None = None
    company: str | None = None
    planned: int = 0
    closed: int = 0
    known: bool = False  # seen before, forgotten at the user's wish, or a notification of our own


BULK_HEADERS = ("list_id", "list_unsubscribe", "auto_submitted", "precedence")  # kept for judging the mail again


def take_unreadable(tx: Transaction, arrival: Arrival, reason: str, now: datetime) -> Outcome:
    """Record a mail that cannot be read, so that it is never tried again."""
    if tx.is_recorded(arrival.account, arrival.mailbox, arrival.uidvalidity, arrival.uid):
        return Outcome(None, known=True)
    message = tx.add_message(_row(arrival, now, content_hash=_raw_hash(arrival), error=reason))
    tx.set_cursor(arrival.account, cursor_row(arrival.cursor))
    return Outcome(message)


def is_known_unreadable(tx: Transaction, arrival: Arrival) -> bool:
    """Whether this very mail was given up before, elsewhere or under another UID; then it is only noted where it lies now."""
    same = tx.same_mail(arrival.account, None, _raw_hash(arrival))
    if same is None:
        return False
    tx.set_cursor(arrival.account, cursor_row(arrival.cursor))
    tx.add_location(arrival.account, arrival.mailbox, arrival.uidvalidity, arrival.uid, same)
    return True


def _raw_hash(arrival: Arrival) -> str:
    return "raw:" + hashlib.sha256(arrival.raw).hexdigest()


def take_in(tx: Transaction, arrival: Arrival, read: Read, settings: Settings, now: datetime) -> Outcome:
    """Record a mail that was read, and what follows from it."""
    place = (arrival.account, arrival.mailbox, arrival.uidvalidity, arrival.uid)
    if tx.is_recorded(*place):
        return Outcome(None, known=True)
    tx.set_cursor(arrival.account, cursor_row(arrival.cursor))
    if is_ours(tx, read.message):
        tx.add_location(*place, None)
        return Outcome(None, known=True)
    identity = (arrival.account, read.message.message_id, read.message.content_hash)
    same = tx.same_mail(*identity)
    if same is not None or tx.is_forgotten(*identity):
        tx.add_location(*place, same)
        return Outcome(same, known=True)
    own = arrival.sent or is_own(read.message, settings)
    outcome = (_own_mail if own else _judged_mail)(tx, arrival, read, settings, now)
    if outcome.message is not None:
        star_if_flagged(tx, place, read.message.message_id, outcome.message, settings, now)
    return outcome


def is_own(message: Message, settings: Settings) -> bool:
    """Whether the user wrote it."""
    return message.from_ is not None and message.from_.addr.lower() in settings.me_addresses


def _judged_mail(tx: Transaction, arrival: Arrival, read: Read, settings: Settings, now: datetime) -> Outcome:
    row = _row(arrival, now, **_content(read))
    if read.verdict.unsure:
        return Outcome(tx.add_message(row), read.verdict.label, unsure=True)
    at = min(arrival.internaldate, now)
    return follow(tx, read, at, settings, now, lambda *place: tx.add_message(row, *place), first_look=arrival.first_look)


def follow(
    tx: Transaction,
    read: Read,
    at: datetime,
    settings: Settings,
    now: datetime,
    record: Callable[[int | None, Sequence[int]], int],
    *,
    first_look: bool,
    belongs_to: int | None = None,
) -> Outcome:
    """What follows from a mail whose judgement stands: where it belongs, and what that calls for.

    `record` writes down to which application it belongs, and to which it may belong, and returns the message's id. With `belongs_to` the
    application is known.
    """
    known = tx.applications()
    applied = [row for row in tx.applied_by_mail() if answers(read.message, row.message_id, row.contacts, row.at, at)]
    found = link(read.message, read.verdict.label, read.reading, at, known) if belongs_to is None else Link(belongs_to)
    second = belongs_to is None and read.verdict.label is Label.REJECTION and told_already(found, at, known)
    application = _application(tx, found, read, known, at, now, opens=len(applied) == 1)
    if application is None:
        return Outcome(_kept_apart(tx, record, found, now), read.verdict.label)
    message = record(application.id, found.candidates)
    if found.ambiguous:
        others = ", ".join(f"a{candidate}" for candidate in found.candidates)
        again = ", of which each was rejected days ago: nothing is planned a second time" if second else ""
        tx.event(now, application.id, "kept apart", f"the mail may belong to {others}{again}", message=message)
    changes = Changes() if second else _changes(tx, read, at, application, settings)
    tx.event(at, application.id, f"{read.verdict.label.value} mail", _headline(read.reading), message=message)
    if application.reopened and read.verdict.label is Label.REJECTION:
        tx.reject_again(application.id, at, read.reading.kind.value if read.reading.kind else None)
    note(tx, application.id, read.verdict.label, read.reading, _writer(read.message), at, automatic=read.message.automatic)
    tx.join_company(application.id)
    if len(applied) == 1:
        _take_along(tx, application.id, applied[0])
    planned = apply(tx, application.id, changes, settings, now, message=message, first_look=first_look)
    for mail in (message, *(row.id for row in applied[:1] if len(applied) == 1)):
        star_of_its_flag(tx, mail, settings, now)
    answered = _answered_already(tx, application.id, at, message, settings, now)
    if all(one.id != application.id for one in known):  # the mail opened it
        answered += _applied_again(tx, read.reading, at, known, message, settings, now)
    if not (first_look or second):
        announce(tx, read.verdict.label, message, application, settings, now)
    company = read.reading.company
    return Outcome(message, read.verdict.label, False, application.id, company, planned, len(changes.close) + answered)


def _applied_again(
    tx: Transaction, reading: Reading, at: datetime, known: Sequence[Application], message: int, settings: Settings, now: datetime
) -> int:
    """A receipt opened a new application: applying again at that company is done."""
    closed = 0
    for former in plan.rejected_before(reading, at, known):
        changes = plan.on_applied_again(tx.steps_of(former.id))
        apply(tx, former.id, changes, settings, now, message=message)
        closed += len(changes.close)
    return closed


def _changes(tx: Transaction, read: Read, at: datetime, application: Application, settings: Settings) -> Changes:
    message = read.message
    return plan.on_mail(
        read.verdict.label,
        read.reading,
        at,
        application,
        tx.steps_of(application.id),
        settings.policy,
        settings.calendar,
        sender=message.from_.addr if message.from_ else None,
        answers_user=bool(tx.own_message_ids(application.id) & {*message.in_reply_to, *message.references}),
        in_thread=not application.message_ids.isdisjoint((*message.in_reply_to, *message.references)),
        automatic=message.automatic,
    )


def _application(
    tx: Transaction, found: Link, read: Read, known: list[Application], at: datetime, now: datetime, *, opens: bool
) -> Application | None:
    """The application that the mail belongs to; a new one where only a new one is certain not to mix two stories."""
    if found.application is not None:
        return next(application for application in known if application.id == found.application)
    label = read.verdict.label
    if found.ambiguous and label is Label.OTHER:
        return None
    if not (opens or link_opens(read.message, label, read.reading)):
        return None
    new = tx.add_application(at, now)
    of_starred = company_key(read.reading.company or "") in tx.company_stars()
    return Application(new, None, None, None, of_starred, None, at, (), frozenset(), company_starred=of_starred)


def _kept_apart(tx: Transaction, record: Callable[[int | None, Sequence[int]], int], found: Link, now: datetime) -> int:
    """A mail that is given to no application; where several could claim it, each says so, for the user to settle."""
    message = record(None, found.candidates)
    for candidate in found.candidates:
        tx.event(now, candidate, "kept apart", "a mail that may belong here or to another application", message=message)
    return message


def _take_along(tx: Transaction, application: int, applied: AppliedRow) -> None:
    """The mail by which the user applied joins the application that its answer belongs to."""
    if not tx.attach(applied.id, application):
        return
    tx.learn(application, applied.at, company=applied.company, role=applied.role, requisition_id=applied.requisition_id)
    tx.reach(application, Stage.APPLIED.value, ())
    tx.add_contacts(application, applied.contacts, None)
    tx.event(applied.at, application, "you applied", _to(applied.contacts), message=applied.id)


def note(tx: Transaction, application: int, label: Label, reading: Reading, writer: str | None, at: datetime, *, automatic: bool) -> None:
    """Let an application know what a mail says of it; `writer` is its From address. Automatic mail that tells nothing is not heard of."""
    rejected = label is Label.REJECTION
    tx.learn(
        application,
        at,
        rejected=rejected,
        heard=rejected or reading.confirmation or not automatic,
        company=reading.company,
        role=reading.role,
        requisition_id=reading.requisition_id,
        kind=reading.kind.value if reading.kind and rejected else None,
        feedback_offered=reading.feedback_offered,
        reapply_after=reading.reapply_after.isoformat() if reading.reapply_after else None,
    )
    if reading.stage:
        stages = [stage.value for stage in Stage]
        tx.reach(application, reading.stage.value, stages[: stages.index(reading.stage.value)])
    for contact in reading.contacts:
        wrote = contact.addr == writer or contact.evidence.startswith(("From", "Reply-To"))
        tx.add_contacts(application, [contact], at if wrote else None)


def _writer(message: Message) -> str | None:
    return message.from_.addr if message.from_ else None


def _headline(reading: Reading) -> str:
    sentence = reading.evidence.get("kind", "")
    return sentence or "came in"


def _own_mail(tx: Transaction, arrival: Arrival, read: Read, settings: Settings, now: datetime) -> Outcome:
    """A mail of the user's own: kept where it belongs to an application, or is one and waits for its answer. All else leaves no trace."""
    place = (arrival.account, arrival.mailbox, arrival.uidvalidity, arrival.uid)
    own = _remember(tx, read.message, at=min(arrival.internaldate, now))
    message, written, at = read.message, read.reading.contacts, min(arrival.internaldate, now)
    known, answered_in = tx.applications(), tx.answered_in(message.message_id)
    about = [one for one in known if one.id in answered_in] or touched(message, written, at, known, text=read.text)
    home = about[0].id if len(about) == 1 else None  # what may be of several is in the thread of none
    kept = None
    if home is None and read.reading.stage is None:
        tx.add_location(*place, None)
    else:
        unjudged = {"text": None, "label": None, "unsure": None, "scores": None, "reasons": ()}
        row = _row(arrival, now, sent=True, **(_content(read) | unjudged | ({"reading": None} if home else {})))
        kept = tx.add_message(row, home)
    withdrawn = 0
    if read.reading.withdrawn and len(about) == 1:
        withdrawn = _withdrawn(tx, about[0], at, kept, settings, now)
    for application in about:
        _written(tx, application, read, at, kept)
    closed = _complete_one(tx, about, Own(own, at, _recipients(message), _answered(message)), kept, settings, now)
    return Outcome(kept, application=home, closed=withdrawn + closed, known=kept is None and not about)


def _complete_one(tx: Transaction, about: Sequence[Application], own: Own, row: int | None, settings: Settings, now: datetime) -> int:
    """One mail is one step done: where it may be of several applications, in the one whose step is due first."""
    due = {step.id: step.due_at for application in about for step in tx.steps_of(application.id)}
    done = [(application, _done_by(tx, application, own, tx.steps_of(application.id))) for application in about]
    done = sorted((one for one in done if one[1].close), key=lambda one: min(due[ended.step] for ended in one[1].close))
    for application, changes in done[:1]:
        return _write_done(tx, application, changes, own, row, settings, now)
    return 0


def _remember(tx: Transaction, message: Message, at: datetime) -> int:
    """Sent may be read before the mail that it answers; then that mail asks what was written since."""
    own, answered = message.content_hash, _answered(message)
    return tx.add_own_mail(at, _recipients(message), answered, message_id=message.message_id, content_hash=own)


def _answered(message: Message) -> list[str]:
    return [*message.in_reply_to, *message.references]


def _recipients(message: Message) -> list[str]:
    return [address.addr.lower() for address in (*message.to, *message.cc)]


def _answered_already(tx: Transaction, number: int, at: datetime, row: int, settings: Settings, now: datetime) -> int:
    """What the user wrote after this mail and before it was read here counts as it would have counted later, for what the mail calls for.

    All else has been answered, or not, by what was written when it came.
    """
    application = next(found for found in tx.applications() if found.id == number)
    people = {person.addr for person in application.contacts} | {person.addr for step in tx.steps_of(number) for person in step.to}
    called_for, closed = tx.steps_called_by(row), 0
    for own in tx.own_mail_since(at, people, application.message_ids) if called_for else ():
        steps = [step for step in tx.steps_of(number) if step.id in called_for]
        closed += _write_done(tx, application, _done_by(tx, application, own, steps), own, row, settings, now)
    return closed


def _written(tx: Transaction, application: Application, read: Read, at: datetime, row: int | None) -> None:
    """What the user's own mail tells of one application: who is there."""
    people = met(read.reading.contacts, application)
    tx.add_contacts(application.id, people, None)
    if read.reading.stage:
        tx.learn(application.id, at, role=read.reading.role, requisition_id=read.reading.requisition_id)
    tx.event(at, application.id, "you applied" if read.reading.stage else "you wrote", _to(people), message=row)


def _withdrawn(tx: Transaction, application: Application, at: datetime, row: int | None, settings: Settings, now: datetime) -> int:
    """The user took this application back; which one is certain. Said before `_written`, so that it is the cause."""
    tx.event(at, application.id, "you withdrew", "your own mail says so", message=row)
    steps = [step for step in tx.steps_of(application.id) if tx.step_called_at(step.id) <= at]
    changes = plan.on_withdrawn(steps)
    apply(tx, application.id, changes, settings, now, message=row)
    return len(changes.close)


def _done_by(tx: Transaction, application: Application, own: Own, steps: Sequence[Step]) -> Changes:
    """Those of the steps that the user's own mail did; a mail that called for a step later is not answered by it.

    Read again, in another mailbox or with an older mail of the application, it completes nothing more.
    """
    called_before = [step for step in steps if tx.step_called_at(step.id) <= own.at]
    return plan.on_sent(own.at, own.to, own.answered, application, called_before, counted=tx.own_mail_counted(own.id))


def _write_done(
    tx: Transaction, application: Application, changes: Changes, own: Own, row: int | None, settings: Settings, now: datetime
) -> int:
    replies = {step.id for step in tx.steps_of(application.id) if step.kind is StepKind.REPLY_RECRUITER}
    apply(tx, application.id, changes, settings, now, message=row)
    tx.add_own_mail_done(own.id, [ended.step for ended in changes.close if ended.step not in replies])
    return len(changes.close)


def _to(people: Iterable[Contact]) -> str:
    return "to " + (", ".join(person.name or person.addr for person in people) or "somebody else")


def cursor_row(cursor: Cursor) -> CursorRow:
    """A mailbox's cursor as it is stored."""
    return CursorRow(cursor.mailbox, cursor.uidvalidity, cursor.uid, cursor.first_look_done, cursor.retry, cursor.acts)


def _row(arrival: Arrival, now: datetime, **content: Any) -> NewMessage:  # noqa: ANN401 -- NewMessage's own fields, by name
    return NewMessage(
        account=arrival.account,
        mailbox=arrival.mailbox,
        uidvalidity=arrival.uidvalidity,
        uid=arrival.uid,
        internaldate=min(arrival.internaldate, now),
        decided_at=now,
        **content,
    )


def _content(read: Read) -> dict[str, Any]:
    message, verdict = read.message, read.verdict
    return {
        "message_id": message.message_id,
        "content_hash": message.content_hash,
        "headers": {
            "subject": message.subject,
            "from": asdict(message.from_) if message.from_ else None,
            "reply_to": [asdict(address) for address in message.reply_to],
            "to": [asdict(address) for address in message.to],
            "cc": [asdict(address) for address in message.cc],
            "date": message.date.isoformat() if message.date else None,
            "in_reply_to": list(message.in_reply_to),
            "references": list(message.references),
        }
        | {name: value for name in BULK_HEADERS if (value := getattr(message, name))},
        "text": read.text,
        "label": verdict.label.value,
        "unsure": verdict.unsure,
        "scores": {label.value: round(score, 6) for label, score in verdict.scores.items()},
        "reasons": verdict.reasons,
        "reading": reading_to_data(read.reading),
    }


def reading_to_data(reading: Reading) -> dict[str, Any]:
    """A reading as it is stored."""
    data = asdict(reading)
    data["reapply_after"] = reading.reapply_after.isoformat() if reading.reapply_after else None
    return data
