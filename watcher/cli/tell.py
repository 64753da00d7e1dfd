"""`add` and `edit`: what the user tells of an application. All that is wrong with what was typed is said at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from email.utils import parseaddr
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from watcher.cli.ending import look_again
from watcher.cli.ids import application_of
from watcher.cli.output import KINDS, application_name, local
from watcher.core.classify import Label
from watcher.core.extract import Contact, Kind, Part, Reading, Stage, answerable
from watcher.core.plan.people import BY_WORD
from watcher.daemon import by_word
from watcher.errors import UsageError
from watcher.store import EDITABLE

if TYPE_CHECKING:
    from watcher.config import Settings
    from watcher.store import Transaction

LONGEST = 200  # characters of a name
Choice = TypeVar("Choice", bound=StrEnum)


class _Wrong(Exception):
    """One thing that was typed and cannot be."""


def _gathered(*questions: Callable[[], Any]) -> list[Any]:
    """The answers, or one error with all that is wrong."""
    answers, wrong = [], []
    for question in questions:
        try:
            answers.append(question())
        except _Wrong as error:
            wrong.append(str(error))
    if wrong:
        raise UsageError("\n  ".join(wrong) if len(wrong) == 1 else "\n  ".join(["several things cannot be:", *wrong]))
    return answers


def _text(text: str | None, what: str) -> str | None:
    """A name on one line; None for nothing."""
    clean = " ".join("".join(char if char.isprintable() else " " for char in text or "").split())
    if len(clean) > LONGEST:
        raise _Wrong(f"the {what} has {len(clean)} characters; {LONGEST} is the most")
    return clean or None


def _one_of(choices: type[Choice], typed: str | None, option: str) -> Choice | None:
    if typed is None:
        return None
    wanted, known = typed.strip().lower().replace("-", "_").replace(" ", "_"), [one.value for one in choices]
    if wanted in known:
        return choices(wanted)
    near = get_close_matches(wanted, known, 1)
    raise _Wrong(f"{option} {typed!r}: {f'did you mean {near[0]}?' if near else 'one of ' + ', '.join(known)}")


# --- add


def add_told(
    tx: Transaction,
    settings: Settings,
    now: datetime,
    *,
    company: str | None,
    role: str | None,
    requisition_id: str | None,
    persons: Sequence[str],
    parts: Sequence[str],
    on: str | None,
    kind: str | None,
    stage: str | None,
    recruiter: bool,
) -> list[str]:
    """Record a rejection (or that a recruiter got in touch) that no mail told of; returns what to tell the user. Raises UsageError."""
    named, title, number, people, at, why, reached = _gathered(
        lambda: _needed(company),
        lambda: _text(role, "role"),
        lambda: _text(requisition_id, "requisition id"),
        lambda: _people(persons, parts),
        lambda: _moment(on, now, settings),
        lambda: _kind(kind, recruiter=recruiter),
        lambda: _one_of(Stage, stage, "--stage"),
    )
    label = Label.RECRUITER if recruiter else Label.REJECTION
    contacts = tuple(person for person in people if person.addr)
    reading = Reading(named, title, number, contacts, why, reached, False, None, bool(contacts), {})
    looking = look_again(tx)
    done = by_word.add(tx, label, reading, at, settings, now)
    if not done.known:
        alone = len(tx.messages_of(done.application)) == 1
        way_back = f"forget a{done.application}` removes it" if alone else f"split m{done.message}` takes it out of a{done.application}"
        tx.barrier("add", now, f"`rejection-watcher {way_back}")
    without = [person.name for person in people if not person.addr]
    return [*looking, *_told(tx, done, without, settings, now)]


def _needed(company: str | None) -> str:
    name = _text(company, "company")
    if name is None:
        raise _Wrong("--company is empty: an application is at a company")
    return name


def _kind(typed: str | None, *, recruiter: bool) -> Kind | None:
    if typed is not None and recruiter:
        raise _Wrong("--kind is of a rejection and --recruiter is of none: leave one away")
    return _one_of(Kind, typed, "--kind")


def _people(persons: Sequence[str], parts: Sequence[str]) -> list[Contact]:
    if parts and len(parts) != len(persons):
        raise _Wrong(f"{len(persons)} --person and {len(parts)} --part: give each person their part, in the same order, or none of them")
    known = [_one_of(Part, part, "--part") or Part.CONTACT for part in parts] or [Part.CONTACT] * len(persons)
    return [_person(person, part) for person, part in zip(persons, known, strict=True)]


def _person(typed: str, part: Part) -> Contact:
    """`Dana Reyes <dana@kestrel.example>`, an address alone, or a name alone."""
    text = _text(typed, "person") or ""
    name, addr = parseaddr(text) if "@" in text else (text, "")
    if "@" in text and ("@" not in addr.strip("@") or addr.count("@") != 1 or " " in addr):
        raise _Wrong(f'--person {typed!r} is not understood; it looks like "Dana Reyes <dana@example.org>"')
    if addr and not answerable(addr):
        raise _Wrong(f"--person {addr}: nobody reads what is sent there; leave the address away")
    if not name and not addr:
        raise _Wrong("--person is empty")
    return Contact(name, addr, part, BY_WORD)


def _moment(on: str | None, now: datetime, settings: Settings) -> datetime:
    """Noon of a day in the user's own time; now for today."""
    zone = settings.calendar.timezone
    today = now.astimezone(zone).date()
    try:
        day = date.fromisoformat(on.strip()) if on else today
    except ValueError:
        raise _Wrong(f"--on {on!r} is not a date; it looks like {today.isoformat()}") from None
    if day > today:
        raise _Wrong(f"--on {day.isoformat()} is still to come")
    if day.year < today.year - 10:
        raise _Wrong(f"--on {day.isoformat()} is more than ten years ago")
    return now if day == today else min(now, datetime.combine(day, time(12), zone).astimezone(UTC))


def _told(tx: Transaction, done: by_word.Told, without: Sequence[str], settings: Settings, now: datetime) -> list[str]:
    row = tx.application(done.application)
    name = application_name(row) if row else f"a{done.application}"
    if done.known:
        return [f"{name} knows that already (m{done.message})."]
    steps = [step for step in tx.step_rows_of(done.application) if step.message == done.message]
    lines = [f"m{done.message} is noted in {name}."]
    if done.candidates:
        others = ", ".join(f"a{one}" for one in done.candidates)
        lines.append(f"  It may belong to {others}: rejection-watcher link m{done.message} {' or '.join(others.split(', '))} or new")
    for person in without:
        tx.event(now, done.application, f"{person} noted", "you named them without an address", message=done.message)
        lines.append(f"  {person} has no address, so no mail to them is planned.")
    return [*lines, *(f"  s{step.id} {KINDS[step.kind]}: {local(step.due_at, settings)}" for step in steps)]


# --- edit


def edit_application(tx: Transaction, what: str, typed: Sequence[str], settings: Settings, now: datetime) -> list[str]:
    """Correct an application for good; returns what to tell the user. Raises UsageError."""
    row = application_of(tx, what)
    told = _gathered(*((lambda one=one: _field(one)) for one in typed))
    fields = dict(told)
    twice = sorted({name for name, _ in told if [other for other, _ in told].count(name) > 1})
    if twice:
        raise UsageError(f"{' and '.join(twice)} stands there more than once", remedy="say each once")
    changed = by_word.edit(tx, row.id, fields, settings, now)
    if changed:
        tx.barrier(f"edit a{row.id}", now, f"`rejection-watcher show a{row.id}` tells what stood there; `edit a{row.id}` puts it right")
    after = tx.application(row.id)
    name = application_name(after or row)
    return [f"{name}: {', '.join(changed)}. Later mails leave that alone."] if changed else [f"{name} says so already."]


def _field(typed: str) -> tuple[str, str | None]:
    name, equals, value = typed.partition("=")
    name = name.strip().lower().replace("-", "_")
    if not equals:
        raise _Wrong(f"{typed!r} is no correction; it looks like company=Kestrel")
    if name not in EDITABLE:
        near = get_close_matches(name, EDITABLE, 1)
        raise _Wrong(f"{name!r} cannot be corrected: {f'did you mean {near[0]}?' if near else 'only ' + ', '.join(EDITABLE)}")
    return name, _text(value, name.replace("_", " "))
