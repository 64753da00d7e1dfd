"""The user says where mails belong: link, merge, split. Each is computed and written inside the one transaction that it is given.

Whatever moves, both sides are brought in line afterwards (`_settle`): an application knows what its mails say and what the user corrected,
and has the one plan that its mails call for together. Steps keep their ids, their due times and what was told of them, so that nothing is
told twice; a step that is needless on one side is set aside and opens again when the mails part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from watcher.config import Settings
from watcher.core import plan
from watcher.core.classify import Label
from watcher.core.extract import Reading, Stage, company_key
from watcher.core.link import link_keys
from watcher.core.plan import Changes, First, Standing
from watcher.daemon.changes import apply, keep_one_line
from watcher.daemon.companies import share_star
from watcher.daemon.intake import note
from watcher.daemon.relabel import message_of
from watcher.errors import UsageError
from watcher.store import MessageRow, StepRow, Transaction


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What became of it, for the user."""

    application: int
    gone: int | None  # the application that became part of it
    opened: tuple[StepRow, ...]
    closed: tuple[StepRow, ...]


def reading_of(row: MessageRow) -> Reading | None:
    """What a recorded mail said; None once that was removed."""
    return None if row.reading is None else msgspec.convert(row.reading, type=Reading)


def is_judged(row: MessageRow) -> bool:
    """A mail to the user that stands for something."""
    return not row.sent and not row.unsure and row.error is None and row.label is not None


# --- merge


def merge(tx: Transaction, source: int, target: int, settings: Settings, now: datetime) -> Regrouped:
    """Let everything of `source` be part of `target`; one plan remains. Raises UsageError when either is gone."""
    for application in (source, target):
        if tx.application(application) is None:
            raise UsageError(f"there is no application a{application} any more")
    if source == target:
        raise UsageError(f"a{source} cannot be merged into itself")
    before = _open(tx)
    cause = f"you merged a{source} into a{target}"
    _absorb(tx, source, target, now, cause)
    _settle(tx, target, settings, now, cause)
    return _done(tx, before, target, source)


def _absorb(tx: Transaction, source: int, target: int, now: datetime, cause: str) -> None:
    old, new = tx.application(source), tx.application(target)
    starred, stage = (old.starred, old.stage) if old else (False, None)
    homes = [side for side, row in ((source, old), (target, new)) if row is not None and row.starred]
    for side in homes:
        tx.mark_star_home(side)
    company = new.company if new else None
    for message in tx.move_application(source, target):
        tx.settle_keys(_keys(tx.message(message)), target)
    if stage:
        stages = [one.value for one in Stage]
        tx.reach(target, stage, stages[: stages.index(stage)])
    tx.note_merge(now, source, target, cause)
    if starred and tx.inherit_star(target):
        tx.event(now, target, "starred", cause)
    if old is not None and old.company_starred and (company is None or company_key(company) == company_key(old.company or "")):
        tx.star_company([target], starred=True)
    tx.join_company(target)


# --- split


def split(tx: Transaction, messages: Sequence[int], settings: Settings, now: datetime) -> Regrouped:
    """Take mails out into a new application of their own, with the steps that they called for. Raises UsageError."""
    rows = [tx.message(message) for message in dict.fromkeys(messages)]
    found = [row for row in rows if row is not None]
    if len(found) < len(rows):
        raise UsageError("one of these messages is not there any more")
    source = _common_application(found)
    _check_parts(source, found, [row for row in tx.messages_of(source) if row.id not in messages])
    before = _open(tx)
    target = tx.add_application(min(row.internaldate for row in found), now)
    cause = f"you split {_names(found)} from a{source}"
    _take_out(tx, found, source, target, now, cause)
    share_star(tx, source, target, now, cause)
    for side in (source, target):
        _learn_anew(tx, side)
    for side in (source, target):
        tx.join_company(side)
        _settle(tx, side, settings, now, cause)
    for row in found:
        tx.settle_keys(_own_key(row), target)
    return _done(tx, before, target, None)


def _names(rows: Sequence[MessageRow]) -> str:
    return ", ".join(f"m{row.id}" for row in rows)


def _check_parts(source: int, taken: Sequence[MessageRow], left: Sequence[MessageRow]) -> None:
    """An application is there because somebody wrote to the user: on both sides of a split."""
    if not any(map(is_judged, left)):
        raise UsageError(f"a{source} has no other mail: there is nothing to take {_names(taken)} out of")
    if not any(map(is_judged, taken)):
        raise UsageError(f"{_names(taken)}: your own mail alone makes no application", remedy="name the mail that it answers, too")


def _common_application(rows: Sequence[MessageRow]) -> int:
    for row in rows:
        if row.application is None:
            raise UsageError(f"m{row.id} belongs to no application", remedy=f"rejection-watcher link m{row.id} new gives it one of its own")
    places = {row.application for row in rows if row.application is not None}
    if len(places) > 1:
        listed = ", ".join(f"m{row.id} of a{row.application}" for row in rows)
        raise UsageError(f"these mails belong to several applications ({listed})", remedy="split them one application at a time")
    return places.pop()


def _take_out(tx: Transaction, rows: Sequence[MessageRow], source: int, target: int, now: datetime, cause: str) -> None:
    """Move mails; `source` keeps the rest and is told so in its timeline."""
    tx.set_aside_closed_by([row.id for row in rows])
    tx.take_back_reopening(source, [row.id for row in rows])
    tx.drop_notices(source)
    tx.move_messages([row.id for row in rows], target)
    left = tx.messages_of(source)
    tx.drop_contacts(source, _people_of(rows) - _people_of(left) - _named_in_headers(left))
    names = _names(rows)
    tx.event(now, source, f"{names} taken out", f"{cause}; {'it belongs' if len(rows) == 1 else 'they belong'} to a{target}")
    tx.event(now, target, f"{names} taken in", cause)


def _people_of(rows: Sequence[MessageRow]) -> set[str]:
    return {contact.addr for row in rows if (reading := reading_of(row)) for contact in reading.contacts}


def _named_in_headers(rows: Sequence[MessageRow]) -> set[str]:
    """Whoever the remaining mails are from or to belongs to their application, also after their readings were removed."""
    lists = [[row.headers.get("from"), *row.headers.get("reply_to", ()), *row.headers.get("to", ())] for row in rows]
    return {address["addr"] for addresses in lists for address in addresses if address}


# --- link


def link(tx: Transaction, message: int, target: int | None, settings: Settings, now: datetime) -> Regrouped:
    """Let a mail belong to an application, or with None to one of its own, and plan as if that had been certain. Raises UsageError.

    An application that was made only to keep the mail apart goes with it.
    """
    row = _linkable(tx, message)
    before, home, gone = _open(tx), row.application, None
    if target is not None and tx.application(target) is None:
        raise UsageError(f"there is no application a{target} any more")
    cause = f"you said that m{row.id} belongs to a{target}"
    if target is None and home is not None and _stands_alone(tx, row):
        target = home
    elif target is None:
        cause = f"you said that m{row.id} is of an application of its own"
        target = tx.add_application(row.internaldate, now)
    if target == home:
        _confirm(tx, row, target, settings, now)
    else:
        called_for = _called_for(tx, row, target, settings)
        gone = _bring(tx, row, home, target, settings, now, cause)
        apply(tx, target, called_for, settings, now, message=row.id, first_look=True)
        _settle(tx, target, settings, now, cause)
    tx.settle_keys(_keys(row), target)
    return _done(tx, before, target, gone)


def _linkable(tx: Transaction, message: int) -> MessageRow:
    row = tx.message(message)
    if row is None:
        raise UsageError(f"there is no message m{message} any more")
    if row.sent:
        raise UsageError(f"m{message} is your own mail; it goes where the mail belongs that it answers")
    if not is_judged(row):
        what = "could not be read" if row.error else "was too close to call"
        raise UsageError(f"m{message} {what}, so nothing can be planned from it")
    return row


def _stands_alone(tx: Transaction, row: MessageRow) -> bool:
    """Whether the application is there for this mail: it was kept apart in it, or is the only one to the user."""
    mails = [mail for mail in tx.messages_of(row.application or 0) if is_judged(mail)]
    return mails[0].id == row.id if row.candidates else len(mails) == 1


def _confirm(tx: Transaction, row: MessageRow, application: int, settings: Settings, now: datetime) -> None:
    if row.candidates:
        cause = f"you said that m{row.id} belongs here"
        tx.place_message(row.id, application, ())
        tx.event(now, application, "settled", cause, message=row.id)
        _settle(tx, application, settings, now, cause)


def _bring(tx: Transaction, row: MessageRow, home: int | None, target: int, settings: Settings, now: datetime, cause: str) -> int | None:
    """Move the mail; returns the application that went with it."""
    if home is not None and _stands_alone(tx, row):
        _absorb(tx, home, target, now, cause)
        tx.place_message(row.id, target, ())
        return home
    if home is None:
        tx.place_message(row.id, target, ())
        tx.event(now, target, f"m{row.id} taken in", cause, message=row.id)
    else:
        _take_out(tx, [row], home, target, now, cause)
        _learn_anew(tx, home)
        _settle(tx, home, settings, now, cause)
    _learn(tx, target, row)
    return None


def _called_for(tx: Transaction, row: MessageRow, target: int, settings: Settings) -> Changes:
    """What the mail would have done in the application, had it come there."""
    application = next(one for one in tx.applications() if one.id == target)
    if application.rejected_at is not None and application.rejected_at > row.internaldate:
        application = replace(application, rejected_at=None)
    reading, headers = reading_of(row), row.headers
    if reading is None:
        return Changes()
    answered = {*headers.get("in_reply_to", ()), *headers.get("references", ())}
    called_before = [step for step in tx.steps_of(target) if tx.step_called_at(step.id) <= row.internaldate]
    changes = plan.on_mail(
        Label(row.label or Label.OTHER),
        reading,
        row.internaldate,
        application,
        called_before,
        settings.policy,
        settings.calendar,
        sender=(headers.get("from") or {}).get("addr"),
        answers_user=bool(tx.own_message_ids(target) & answered),
        in_thread=not application.message_ids.isdisjoint(answered),
        automatic=message_of(row).automatic,
    )
    # A recruiter's mail that had no step of its own yet, as it belonged to no application, gets it; rejections are `_settle`'s.
    has_one = any(step.message == row.id for step in (tx.step_rows_of(row.application) if row.application else ()))
    return Changes(add=changes.add if row.label == Label.RECRUITER and not has_one else (), close=changes.close)


def _keys(row: MessageRow | None) -> tuple[str, ...]:
    if row is None:
        return ()
    return (*_own_key(row), *link_keys(row.headers.get("in_reply_to", ()), row.headers.get("references", ()), reading_of(row)))


def _own_key(row: MessageRow) -> tuple[str, ...]:
    return link_keys((row.message_id,), (), None) if row.message_id else ()


# --- both sides in line


def _settle(tx: Transaction, application: int, settings: Settings, now: datetime, cause: str) -> None:
    """Let an application have the one plan that its mails call for together."""
    mails = tx.messages_of(application)
    rejections = [mail for mail in mails if is_judged(mail) and mail.label == Label.REJECTION.value]
    first = rejections[0] if rejections else None
    tx.settle_rejection(application)
    known = next(one for one in tx.applications() if one.id == application)
    aside = tx.steps_set_aside(application)
    rows = {row.id: row for row in tx.step_rows_of(application)}
    addressed, stopped = tx.steps_addressed_by_user(), tx.steps_cancelled_for(plan.ENDED_BY_USER)
    standing = [
        Standing(step, tx.step_called_at(step.id), _told(rows[step.id]), step.id in aside, step.id in addressed, step.id in stopped)
        for step in tx.steps_of(application)
    ]
    wanted = plan.on_regrouped(_first(first), now, known, standing, settings.policy, settings.calendar)
    _write(tx, application, wanted, first, settings, now, cause)


def _told(row: StepRow) -> bool:
    return row.queued_for is not None or row.notified_at is not None


def _first(row: MessageRow | None) -> First | None:
    if row is None:
        return None
    return First(reading_of(row) or Reading(None, None, None, (), None, None, False, None, False, {}), row.internaldate)


def _write(
    tx: Transaction, application: int, wanted: plan.Regrouped, first: MessageRow | None, settings: Settings, now: datetime, cause: str
) -> None:
    for one in wanted.close:
        tx.close_step(one.step, one.status, now, f"{cause}: {one.cause}")
        tx.set_aside(one.step)
    for step in wanted.reopen if tx.hired_at() is None else ():
        tx.reopen_step(step, now, cause)
        tx.take_up(step)
    for step, people in wanted.readdress:
        tx.address_step(step, people)
        tx.event(now, application, "addressed to others", cause, step=step)
    added = Changes(add=tuple(replace(new, cause=f"{cause}: {new.cause}") for new in wanted.add))
    apply(tx, application, added, settings, now, message=first.id if first else None, first_look=True)
    keep_one_line(tx, application, settings, now)


def _learn(tx: Transaction, application: int, mail: MessageRow) -> None:
    reading = reading_of(mail)
    if reading is not None:
        writer = (mail.headers.get("from") or {}).get("addr")
        note(tx, application, Label(mail.label or Label.OTHER), reading, writer, mail.internaldate, automatic=message_of(mail).automatic)
    else:
        tx.learn(application, mail.internaldate, rejected=mail.label == Label.REJECTION.value)


def _learn_anew(tx: Transaction, application: int) -> None:
    """After mails left: what is known is what the others say, in the order they came; what was said by removed readings stays."""
    before, mails = tx.application(application), tx.messages_of(application)
    judged = [mail for mail in mails if is_judged(mail)]
    tx.unlearn(application, mails[0].internaldate)
    tx.close_reopening(application)
    for mail in mails:
        if is_judged(mail) or reading_of(mail) is not None:  # the user's own mail says for what they applied
            _learn(tx, application, mail)
    if before is not None and any(mail.reading is None for mail in judged):
        names = ("company", "role", "requisition_id", "kind", "stage", "reapply_after", "feedback_offered")
        tx.learn(application, mails[0].internaldate, **{name: getattr(before, name) for name in names})


# --- what to tell


def _open(tx: Transaction) -> dict[int, StepRow]:
    return {step.id: step for step in tx.agenda()}


def _done(tx: Transaction, before: dict[int, StepRow], application: int, gone: int | None) -> Regrouped:
    after = _open(tx)
    return Regrouped(
        application,
        gone,
        tuple(step for number, step in after.items() if number not in before),
        tuple(step for number, step in before.items() if number not in after),
    )
