"""Acting from a mail program: what a mail does that the user put into a mailbox of [act], inside one transaction.

A mail in such a mailbox is known by its identity: Message-ID and content, as everywhere. Each place in the mailbox acts once; out and in
again is a new place, which acts on what the user was told of by then. `done` and `snooze` are about the earliest step of the mail's
application that the user was told of; what the mail is, is said as by `relabel`. A mail that was put here before it was seen anywhere is
taken in like any other. The user's own mail says nothing. A notification that went out as mail is about its own step and no other; of a
digest, about every step that it tells of and that was neither closed nor put off since. It cannot say what a mail is. `undo` takes a step's
move back like a command, `learn --undo` what was said of a mail; taking the mail out of the mailbox again takes nothing back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from watcher import log
from watcher.config import Settings
from watcher.core.act import SNOOZED_FOR, Verb, earliest, same_move
from watcher.core.classify import Label
from watcher.core.plan import Status
from watcher.core.schedule import parse_when
from watcher.daemon.changes import close, move, shown
from watcher.daemon.intake import cursor_row, is_own, take_in
from watcher.daemon.marking import is_ours, told_by
from watcher.daemon.relabel import prepared_by, relabel
from watcher.imap import Arrival
from watcher.reader import Read
from watcher.store import EventRow, MessageRow, NotificationRow, Transaction

_ACTED = "nothing: it has acted"
_DID = {Verb.DONE: "completed", Verb.SNOOZE: "snoozed"}


@dataclass(frozen=True, slots=True)
class Acted:
    """What putting a mail there did, for the log."""

    did: str
    message: int | None = None
    application: int | None = None
    step: int | None = None
    corrected: bool = False


def verb_of(arrival: Arrival, settings: Settings) -> Verb | None:
    """What this arrival does; None for one that is mail to be read."""
    verbs = {mailbox: Verb(verb) for verb, mailbox in settings.accounts[arrival.account].acts}
    return verbs.get(arrival.cursor.acts) if arrival.cursor.acts is not None else None


def take_move(tx: Transaction, arrival: Arrival, verb: Verb, read: Read, settings: Settings, now: datetime) -> Acted:
    """Let a mail act that was read where the user put it."""
    place = (arrival.account, arrival.mailbox, arrival.uidvalidity, arrival.uid)
    if tx.is_recorded(*place):
        return Acted(_ACTED)
    if is_ours(tx, read.message):
        tx.set_cursor(arrival.account, cursor_row(arrival.cursor))
        tx.add_location(*place, None)
        return _told(tx, told_by(tx, read.message), verb, _mailbox(arrival), settings, now)
    same = _known(tx, arrival, read, settings)
    if same is None and _is_new(tx, arrival, verb, read, settings, now):
        return _first_seen(tx, arrival, verb.label, read, settings, now)
    tx.set_cursor(arrival.account, cursor_row(arrival.cursor))
    renamed = same is not None and tx.lay_there(*place, same)
    tx.add_location(*place, same)
    row = tx.message(same) if same is not None else None
    if renamed or row is None or row.sent or row.error is not None:
        return Acted(_ACTED if renamed else "nothing: a mail that is not known", same)
    if verb.label is not None:
        return _corrected(tx, row, verb.label, read, arrival, settings, now)
    return _stepped(tx, row, verb, _mailbox(arrival), settings, now)


def _known(tx: Transaction, arrival: Arrival, read: Read, settings: Settings) -> int | None:
    """The mail as it was seen before: in this account or, where the user moved it from one to the other, in another."""
    accounts = (arrival.account, *(name for name in settings.accounts if name != arrival.account))
    found = (tx.same_mail(account, read.message.message_id, read.message.content_hash) for account in accounts)
    return next((number for number in found if number is not None), None)


def _is_new(tx: Transaction, arrival: Arrival, verb: Verb, read: Read, settings: Settings, now: datetime) -> bool:
    """Whether a mail that nobody knows was put here before it was seen where it came in, so that it is to be taken in all the same.

    Where the user says what it is, of whatever age; else as far back as is looked at first: what they file away of former years is over.
    """
    message = read.message
    if is_own(message, settings) or any(tx.is_forgotten(name, message.message_id, message.content_hash) for name in settings.accounts):
        return False
    return verb.label is not None or arrival.internaldate >= now - settings.accounts[arrival.account].look_back.span


def log_moved(arrival: Arrival, verb: Verb, acted: Acted) -> None:
    """One line for the log."""
    message, application, step = (
        f"{letter}{number}" if number is not None else None
        for letter, number in (("m", acted.message), ("a", acted.application), ("s", acted.step))
    )
    log.moved(arrival.account, verb.value, arrival.uid, message, application, step, acted.did)


def _mailbox(arrival: Arrival) -> str:
    """As the config spells it."""
    return arrival.cursor.acts or arrival.mailbox


def _said(message: int, mailbox: str) -> str:
    """The cause that `show` tells."""
    return f"you moved m{message} to {mailbox}"


# --- what the mail is


def _first_seen(tx: Transaction, arrival: Arrival, label: Label | None, read: Read, settings: Settings, now: datetime) -> Acted:
    """A mail that the user filed before it was ever read here: nothing is planned from what it would have been taken for."""
    verdict = read.verdict
    agreed = label is None or (verdict.label is label and not verdict.unsure)
    outcome = take_in(tx, arrival, read if agreed else replace(read, verdict=replace(verdict, unsure=True)), settings, now)
    row = tx.message(outcome.message) if outcome.message is not None else None
    if label is None or agreed or row is None:
        return Acted("taken in", outcome.message, outcome.application)
    return _corrected(tx, row, label, read, arrival, settings, now)


def _corrected(tx: Transaction, row: MessageRow, label: Label, read: Read, arrival: Arrival, settings: Settings, now: datetime) -> Acted:
    wanted = prepared_by(read, label)
    done = relabel(tx, replace(wanted, message=row.id), settings, now, by=_said(row.id, _mailbox(arrival))) if wanted else None
    if done is None:
        return Acted("nothing: it is held for that", row.id, row.application)
    return Acted("relabelled", row.id, done.application, corrected=True)


# --- the step that the user was told of


def _stepped(tx: Transaction, row: MessageRow, verb: Verb, mailbox: str, settings: Settings, now: datetime) -> Acted:
    if row.application is None:
        return Acted("nothing: of no application", row.id)
    said = _said(row.id, mailbox)
    before = [event for event in tx.timeline(row.application) if _is_move_to(mailbox, event)]
    told = tx.told_steps(row.application)
    open_again = {one.step for one in told}  # what a move did that was taken back since is no move any more
    if same_move([event.at for event in before if event.step is not None and event.step not in open_again], now):
        return Acted("nothing: the same move", row.id, row.application)
    step = earliest(told)
    if step is None:
        if not same_move([event.at for event in before], now):
            tx.event(now, row.application, f"moved to {mailbox}", f"{said}: you were told of no step that is open", message=row.id)
        return Acted("nothing: told of no open step", row.id, row.application)
    with tx.recorded(said.removeprefix("you "), now):
        _answered(tx, verb, step.step, said, settings, now, message=row.id)
    return Acted(_DID[verb], row.id, row.application, step.step)


def _told(tx: Transaction, told: NotificationRow | None, verb: Verb, mailbox: str, settings: Settings, now: datetime) -> Acted:
    """A notification of our own was moved: it names its steps itself. One step alone can be done that was put off since: it is meant."""
    steps = [row for row in map(tx.step, told.steps if told else ()) if row is not None]
    if verb.label is not None:
        return _says_nothing(tx, told, {row.application for row in steps}, mailbox, now)
    if told is None or not told.steps:
        return Acted("nothing: a notification without a step")
    rows = [row for row in steps if row.status == Status.NEEDS_ACTION.value]
    meant = rows if verb is Verb.DONE and len(told.steps) == 1 else [row for row in rows if row.queued_for == row.due_at]
    if not meant:
        return Acted("nothing: its steps are closed or put off")
    said = f"you moved n{told.id} to {mailbox}"
    with tx.recorded(said.removeprefix("you "), now):
        for row in meant:
            _answered(tx, verb, row.id, said, settings, now)
    one = meant[0] if len(meant) == 1 else None
    return Acted(_DID[verb], None, one.application if one else None, one.id if one else None)


def _says_nothing(tx: Transaction, told: NotificationRow | None, about: set[int], mailbox: str, now: datetime) -> Acted:
    """A notification may be about several mails, or about one that is long recorded: the user is shown why nothing came of it."""
    if told is not None:
        about = about | ({told.application} if told.application is not None else set()) | {one.application for one in tx.news_in(told.id)}
        for application in sorted(about):
            cause = f"you moved n{told.id} to {mailbox}: what a mail is, is said by moving that mail, or by relabel"
            tx.event(now, application, f"moved to {mailbox}", cause)
    return Acted("nothing: a notification is not the mail that it tells of")


def _answered(tx: Transaction, verb: Verb, step: int, said: str, settings: Settings, now: datetime, *, message: int | None = None) -> None:
    if verb is Verb.DONE:
        close(tx, step, Status.COMPLETED, said, settings, now, message=message)
        return
    due_at = parse_when(SNOOZED_FOR, now, settings.calendar)
    move(tx, step, due_at, settings, now, moved=f"snoozed until {shown(due_at, settings)}", cause=said)


def _is_move_to(mailbox: str, event: EventRow) -> bool:
    return re.match(rf"you moved [mn]\d+ to {re.escape(mailbox)}(?:$|: )", event.cause) is not None
