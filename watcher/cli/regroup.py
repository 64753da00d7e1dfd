"""`link`, `merge` and `split`: which mails are one application. What they did is told in the words of the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from watcher.cli.ids import application_of, parse_id, unknown
from watcher.cli.output import KINDS, application_name, console, dump, local, print_table, utc
from watcher.daemon import regroup
from watcher.errors import Ambiguous, UsageError

if TYPE_CHECKING:
    from watcher.config import Settings
    from watcher.store import MessageRow, StepRow, Transaction

NOTHING_AMBIGUOUS = "Every mail has its place."


def print_ambiguous(tx: Transaction, settings: Settings, *, json: bool) -> None:
    """The mails of which only the user knows where they belong."""
    found = [(row, candidates) for message, candidates in tx.ambiguous() if (row := tx.message(message)) is not None]
    if json:
        dump([_question_json(tx, row, candidates) for row, candidates in found])
    elif not found:
        console().print(NOTHING_AMBIGUOUS)
    else:
        lines = [_question_line(tx, row, candidates, settings) for row, candidates in found]
        print_table(("", "came", "subject", "may belong to", "kept apart in"), lines)


def _question_json(tx: Transaction, row: MessageRow, candidates: Sequence[int]) -> dict[str, Any]:
    there = [one for one in map(tx.application, candidates) if one is not None]
    return {
        "id": f"m{row.id}",
        "subject": row.headers.get("subject"),
        "received_at": utc(row.internaldate),
        "application": f"a{row.application}" if row.application is not None else None,
        "candidates": [{"id": f"a{one.id}", "company": one.company, "role": one.role} for one in there],
    }


def _question_line(tx: Transaction, row: MessageRow, candidates: Sequence[int], settings: Settings) -> tuple[str, ...]:
    apart = f"a{row.application}" if row.application is not None else ""
    return (f"m{row.id}", local(row.internaldate, settings), row.headers.get("subject", ""), " or ".join(_named(tx, candidates)), apart)


def _named(tx: Transaction, applications: Sequence[int]) -> list[str]:
    return [application_name(row) for row in map(tx.application, applications) if row is not None]


def link_mail(tx: Transaction, what: str, where: str | None, settings: Settings, now: datetime) -> list[str]:
    """Settle where a mail belongs; returns what to tell the user. Raises UsageError."""
    message = _mail_behind(tx, what)
    if where is None:
        raise _which(tx, message)
    asked = dict(tx.ambiguous())
    home = tx.message(message)
    target = None if where.strip().lower() == "new" else application_of(tx, where).id
    done = regroup.link(tx, message, target, settings, now)
    name = _name(tx, done.application)
    if home is None or done.application != home.application or message in asked:
        tx.barrier(f"link m{message} {where}", now, _way_back(message, home, done))
    if home is not None and done.application == home.application:
        return [f"m{message} {'stays in' if message in asked else 'is already in'} {name}."]
    went = f", and a{done.gone} with it" if done.gone is not None else ""
    return [f"m{message} belongs to {name}{went}.", *_steps(done, settings)]


def _way_back(message: int, home: MessageRow | None, done: regroup.Regrouped) -> str:
    if done.gone is None and home is not None and home.application not in {None, done.application}:
        return f"`rejection-watcher link m{message} a{home.application}` moves the mail back"
    return f"`rejection-watcher split m{message}` or `rejection-watcher link m{message} new` gives the mail an application of its own again"


def _mail_behind(tx: Transaction, what: str) -> int:
    """The mail that an id stands for: itself, or the one in question of an application."""
    kind, number = parse_id(what)
    if kind == "m":
        if tx.message(number) is None:
            raise unknown(what, tx)
        return number
    mine = {mail.id for mail in tx.messages_of(application_of(tx, what).id)}
    asked = [message for message, _ in tx.ambiguous() if message in mine]
    if len(asked) == 1:
        return asked[0]
    if asked:
        raise Ambiguous(f"{what} leads to {len(asked)} mails in question", tuple(f"m{message}" for message in asked))
    raise UsageError(f"no mail of {what} is in question", remedy=f"name the mail; `rejection-watcher show {what}` lists them")


def _which(tx: Transaction, message: int) -> UsageError:
    candidates = dict(tx.ambiguous()).get(message, [])
    if not candidates:
        return UsageError(f"where does m{message} belong?", remedy=f"rejection-watcher link m{message} APPLICATION, or: new")
    return Ambiguous(f"where does m{message} belong?", (*_named(tx, candidates), "new: an application of its own"))


def merge_applications(tx: Transaction, target: str, source: str, settings: Settings, now: datetime) -> list[str]:
    """Let the second be part of the first; returns what to tell the user. Raises UsageError."""
    kept, gone = application_of(tx, target), application_of(tx, source)
    mails = " ".join(f"m{mail.id}" for mail in tx.messages_of(gone.id))
    done = regroup.merge(tx, gone.id, kept.id, settings, now)
    tx.barrier(f"merge a{kept.id} a{gone.id}", now, f"`rejection-watcher split {mails}` makes two of them again")
    return [f"{application_name(gone)} is part of {_name(tx, kept.id)} now.", *_steps(done, settings)]


def split_mails(tx: Transaction, what: Sequence[str], settings: Settings, now: datetime) -> list[str]:
    """Take mails out into a new application; returns what to tell the user. Raises UsageError."""
    numbers = []
    for one in what:
        kind, number = parse_id(one)
        if kind != "m":
            raise UsageError(f"{one} is not a message", remedy="split takes mails: m12 m15")
        if tx.message(number) is None:
            raise unknown(one, tx)
        numbers.append(number)
    before = tx.message(numbers[0])
    home = before.application if before else None
    done = regroup.split(tx, numbers, settings, now)
    names = " ".join(f"m{number}" for number in dict.fromkeys(numbers))
    tx.barrier(f"split {names}", now, f"`rejection-watcher merge a{home} a{done.application}` makes one of them again")
    moved = ", ".join(dict.fromkeys(f"m{number}" for number in numbers))
    return [f"{moved} {'is' if len(set(numbers)) == 1 else 'are'} {_name(tx, done.application)} now.", *_steps(done, settings)]


def _name(tx: Transaction, application: int) -> str:
    return _named(tx, [application])[0]


def _steps(done: regroup.Regrouped, settings: Settings) -> list[str]:
    return [
        *(f"  open: {_step(step, settings)}" for step in done.opened),
        *(f"  not needed any more: {_step(step, settings)}" for step in done.closed),
    ]


def _step(step: StepRow, settings: Settings) -> str:
    return f"s{step.id} {KINDS[step.kind]}, {local(step.due_at, settings)}"
