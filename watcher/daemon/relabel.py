"""The user says what a mail is: what that does to the state, inside one transaction, and how it is taken back.

A mail that is now a rejection or from a recruiter goes the way of any such mail (`intake.follow`), and waits count from when it came;
what is overdue by then waits for the digest, as at a first look. A mail that no longer is one has what it called for cancelled, unless
another mail of its application calls for the same, and an application without a rejection is in the race again. What the mail had
cancelled is open again. The user's label stands: nothing judges a recorded mail a second time.

`prepare` does what takes long (patterns are compiled) outside the transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from watcher.config import Settings
from watcher.core import plan
from watcher.core.classify import Label, Verdict
from watcher.core.extract import Contact, Kind, Part, Reading, Stage, extract
from watcher.core.parse import Address, Message
from watcher.core.plan import Status, StepKind
from watcher.daemon.changes import apply, close
from watcher.daemon.intake import follow, note, reading_to_data
from watcher.daemon.news import withdraw
from watcher.errors import UsageError
from watcher.reader import Read
from watcher.store import CorrectionRow, MessageRow, StepRow, Transaction

WHAT = {
    Label.REJECTION: "a rejection",
    Label.RECRUITER: "from a recruiter",
    Label.OTHER: "neither a rejection nor from a recruiter",
}
SAID = "You said that it is "
TOOK_BACK = "you took your correction back"
_STANDING = ("company", "role", "requisition_id")  # what a mail says of these does not depend on what it is


@dataclass(frozen=True, slots=True)
class Prepared:
    """A mail with what the user says that it is, read anew, and what is to be learnt from it."""

    message: int
    label: Label
    read: Read
    features: dict[str, Any]
    sketch: tuple[int, ...]
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relabelled:
    """What a correction did."""

    correction: int
    application: int | None
    added: tuple[StepRow, ...]
    closed: tuple[StepRow, ...]


def prepare(row: MessageRow, label: Label, settings: Settings) -> Prepared:
    """Read a recorded mail as what the user says that it is. Raises UsageError for one that cannot be relabelled."""
    from watcher.core.classify.features import features_of  # noqa: PLC0415 -- the idle daemon does without patterns
    from watcher.core.classify.memory import signs_of, sketch_of  # noqa: PLC0415 -- as above
    from watcher.model.kept import features_to_data  # noqa: PLC0415 -- as above

    if row.sent:
        raise UsageError(f"m{row.id} is your own mail")
    if row.error is not None:
        raise UsageError(f"m{row.id} could not be read, so there is nothing to judge", remedy="look at it in your mail program")
    if row.text is None:
        raise UsageError(f"the text of m{row.id} was removed after [state] keep, so there is nothing to judge by")
    message = message_of(row)
    features = features_of(message, row.text)
    read = _read(row, message, label, settings)
    return Prepared(row.id, label, read, features_to_data(features), sketch_of(message, row.text), signs_of(features.flags))


def prepared_by(read: Read, label: Label) -> Prepared | None:
    """The same of a mail that was just read as what the user says that it is; None where it is the user's own. It has no number yet."""
    lesson = read.lesson
    if lesson is None:
        return None
    verdict = Verdict(label, read.verdict.scores, unsure=False, reasons=read.verdict.reasons)
    as_said = Read(read.message, read.text, verdict, lesson.reading)
    return Prepared(0, label, as_said, lesson.features, lesson.sketch, lesson.signs)


def message_of(row: MessageRow) -> Message:
    """A recorded mail as far as it is kept: its headers, without the text."""
    headers = row.headers
    sender = _address(headers.get("from"))
    return Message(
        message_id=row.message_id,
        subject=headers.get("subject") or "",
        from_=sender,
        sender=None,
        reply_to=_addresses(headers.get("reply_to")),
        to=_addresses(headers.get("to")),
        cc=_addresses(headers.get("cc")),
        in_reply_to=tuple(headers.get("in_reply_to", ())),
        references=tuple(headers.get("references", ())),
        date=None,
        received=None,
        plain="",
        html="",
        attachments=(),
        content_hash="",
        problems=(),
        truncated=False,
        list_id=headers.get("list_id"),
        list_unsubscribe=bool(headers.get("list_unsubscribe")),
        auto_submitted=headers.get("auto_submitted"),
        precedence=headers.get("precedence"),
    )


def _address(data: dict[str, str] | None) -> Address | None:
    return Address(data["name"], data["addr"]) if data else None


def _addresses(data: Sequence[dict[str, str]] | None) -> tuple[Address, ...]:
    return tuple(Address(one["name"], one["addr"]) for one in data or ())


def _read(row: MessageRow, message: Message, label: Label, settings: Settings) -> Read:
    """The mail read as what it is now; what was found in the whole mail at first, as the signature, is kept."""
    scores = {one: (row.scores or {}).get(one.value, 0.0) for one in Label}
    verdict = Verdict(label, scores, unsure=False, reasons=_without_said(row.reasons))
    text = row.text or ""
    on = row.internaldate.astimezone(settings.calendar.timezone).date()
    found, before = extract(message, text, verdict, received_on=on), _reading_from_data(row.reading)
    if before is not None:
        parts = {contact.addr.lower(): contact.part for contact in before.contacts}
        known = {contact.addr.lower() for contact in found.contacts}
        told = tuple(
            replace(one, part=parts.get(one.addr.lower(), one.part)) if one.part is Part.CONTACT else one for one in found.contacts
        )
        found = replace(
            found,
            company=before.company or found.company,
            role=before.role or found.role,
            requisition_id=before.requisition_id or found.requisition_id,
            contacts=(*told, *(contact for contact in before.contacts if contact.addr.lower() not in known)),
            personal=before.personal or found.personal,
            invitation=before.invitation,
            evidence={name: said for name, said in before.evidence.items() if name in _STANDING} | found.evidence,
        )
    return Read(message, text, verdict, found)


def _without_said(reasons: Sequence[str]) -> tuple[str, ...]:
    return tuple(reason for reason in reasons if not reason.startswith(SAID))


def _reading_from_data(data: dict[str, Any] | None) -> Reading | None:
    if data is None:
        return None
    return Reading(
        company=data["company"],
        role=data["role"],
        requisition_id=data["requisition_id"],
        contacts=tuple(Contact(one["name"], one["addr"], Part(one["part"]), one["evidence"]) for one in data["contacts"]),
        kind=Kind(data["kind"]) if data["kind"] else None,
        stage=Stage(data["stage"]) if data["stage"] else None,
        feedback_offered=data["feedback_offered"],
        reapply_after=None,
        personal=data["personal"],
        evidence=data["evidence"],
        invitation=data.get("invitation", False),
    )


# --- doing ---


def relabel(tx: Transaction, wanted: Prepared, settings: Settings, now: datetime, *, by: str = "") -> Relabelled | None:
    """Let a mail be what the user says, with all that follows, and append that to the log; None when it was held for that already.

    `by` is how the user said it, if not by a command: "you moved m1 to Follow-ups/No".
    """
    row = tx.message(wanted.message)
    if row is None:
        raise UsageError(f"there is no message m{wanted.message} any more")
    if row.label == wanted.label.value and not row.unsure:
        return None
    before, application = _open(tx), row.application
    reasons = (f"{SAID}{WHAT[wanted.label]}.", *wanted.read.verdict.reasons)
    reading = reading_to_data(wanted.read.reading)
    tx.judge_message(row.id, wanted.label.value, reasons, unsure=False, reading=reading, application=application)
    if not row.unsure:
        withdraw(tx, row.id)
        _call_off(tx, row, settings, now)
    at = min(row.internaldate, now)
    follow(tx, wanted.read, at, settings, now, lambda *place: tx.place_message(row.id, *place), first_look=True, belongs_to=application)
    belongs_to = tx.message(row.id).application  # type: ignore[union-attr]  # it was there a moment ago
    if belongs_to is not None:
        said = f"{by}: it is {WHAT[wanted.label]}" if by else f"you said that it is {WHAT[wanted.label]}"
        tx.event(now, belongs_to, "relabelled", said, message=row.id)
    after = _open(tx)
    added, closed = _new(after, before), _new(before, after)
    correction = tx.add_correction(
        row.id,
        wanted.label.value,
        now,
        before={"label": row.label, "unsure": row.unsure, "scores": row.scores, "application": application},
        did={"added": [step.id for step in added], "closed": [step.id for step in closed]},
        features=wanted.features,
        sketch=wanted.sketch,
        signs=wanted.signs,
    )
    command = by.removeprefix("you ") or f"relabel m{row.id} {wanted.label.value}"
    tx.barrier(command, now, f"`rejection-watcher learn --undo c{correction}` takes it back")
    return Relabelled(correction, belongs_to, added, closed)


def _open(tx: Transaction) -> dict[int, StepRow]:
    return {step.id: step for step in tx.agenda()}


def _new(these: dict[int, StepRow], those: dict[int, StepRow]) -> tuple[StepRow, ...]:
    return tuple(step for number, step in these.items() if number not in those)


def _call_off(tx: Transaction, row: MessageRow, settings: Settings, now: datetime) -> None:
    """Cancel what a mail called for as what it is not; `row` is how it was, the state already knows better."""
    if row.application is None or row.label == Label.OTHER.value:
        return
    others = [mail for mail in tx.messages_of(row.application) if mail.label == row.label and not mail.unsure and not mail.sent]
    if others:
        tx.hand_over(row.id, others[0].id)
    rejected = tx.settle_rejection(row.application)
    called_for = set() if others else tx.steps_called_by(row.id)
    changes = plan.on_corrected(tx.steps_of(row.application), called_for, rejected=rejected or row.label != Label.REJECTION.value)
    apply(tx, row.application, changes, settings, now, message=row.id)
    if row.label == Label.REJECTION.value and not rejected and tx.hired_at() is None:
        for step in tx.cancelled_by(row.id):
            found = tx.step(step)
            if found is not None and found.kind == StepKind.REPLY_RECRUITER.value and step not in called_for:
                tx.reopen_step(step, now, "the mail that had overtaken it was no rejection", message=row.id)


# --- taking back ---


def take_back(tx: Transaction, correction: CorrectionRow, settings: Settings, now: datetime) -> Relabelled | None:
    """Take a correction back, with what it did to the plan as far as that stands; None when it was taken back already.

    Steps that it added and that are still open are cancelled, steps that it closed are open again. Raises UsageError when the same mail
    was corrected again later: that comes first.
    """
    last = tx.correction_of(correction.about)
    if last is not None and last.id > correction.id and correction.undone_at is None:
        raise UsageError(f"m{correction.about} was relabelled again later", remedy=f"first: rejection-watcher learn --undo c{last.id}")
    if not tx.undo_correction(correction.id, now):
        return None
    tx.barrier(f"learn --undo c{correction.id}", now, f"`rejection-watcher relabel m{correction.about} {correction.label}` says it again")
    row = tx.message(correction.message) if correction.message is not None else None
    if row is None:
        return Relabelled(correction.id, None, (), ())
    before, former = _open(tx), correction.before
    if former["application"] is not None and tx.application(former["application"]) is None:
        former = former | {"application": row.application}  # merged into another since
    label = Label(former["label"])
    read = _read(row, message_of(row), label, settings) if row.text is not None else None
    reading = reading_to_data(read.reading) if read else row.reading
    tx.judge_message(row.id, label, _without_said(row.reasons), unsure=former["unsure"], reading=reading, application=former["application"])
    for step in correction.did["added"]:
        close(tx, step, Status.CANCELLED, TOOK_BACK, settings, now)
    for step in correction.did["closed"]:
        found = tx.step(step)
        if found is not None and found.closed_at == correction.at:  # otherwise somebody has closed it since
            tx.reopen_step(step, now, TOOK_BACK)
    for application in {row.application, former["application"]} - {None}:
        tx.settle_rejection(application)
        tx.event(now, application, "correction taken back", "you said so", message=row.id)
    if read and label is Label.REJECTION and former["application"] is not None and not former["unsure"]:
        writer = read.message.from_.addr if read.message.from_ else None
        note(tx, former["application"], label, read.reading, writer, min(row.internaldate, now), automatic=False)
    after = _open(tx)
    return Relabelled(correction.id, former["application"], _new(after, before), _new(before, after))
