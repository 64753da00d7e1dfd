"""`recipients`: whom a step is to. An address that nobody reads is refused, whoever names it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand

from watcher.cli.ids import step_of
from watcher.cli.output import name_of
from watcher.core.extract import Contact, Part, answerable
from watcher.errors import UsageError

if TYPE_CHECKING:
    from watcher.store import StepRow, Transaction

_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"\\]+@[^\s@<>()\[\],;:\"\\]+")  # as much as tells an address from a slip
_TAKEN_AWAY = "\N{MINUS SIGN}"
_WANTED = "say +dana@kestrel.example to add, -dana@kestrel.example to take away, =dana@kestrel.example to replace all"


class WithAddresses(TyperCommand):
    """A command whose arguments may be -dana@kestrel.example: no option has an @ in its name."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 -- click's signature
        """Hide such a minus from the parser of options."""
        return super().parse_args(ctx, [re.sub(r"^-(?=[^-=\s][^=\s]*@)", _TAKEN_AWAY, one) for one in args])


def edit_recipients(tx: Transaction, what: str, edits: Sequence[str], now: datetime) -> str:
    """Apply the edits in their order; returns what to tell the user."""
    row = step_of(tx, what)
    before = [_contact(person) for person in row.to]
    if not edits:
        return f"{name_of(row)}: {_told(before)}"
    after = _edited(before, edits, _known(tx, row))
    if after == before:
        return f"{name_of(row)}: {_told(before)} It was so already."
    told = f"now to {', '.join(person.addr for person in after) or 'nobody'}"
    if not tx.set_recipients(row.id, after, now, told, "you said recipients"):
        raise UsageError(f"{name_of(row)} is {row.status} already")
    return f"{name_of(row)}: {_told(after)}"


def _contact(person: dict[str, str]) -> Contact:
    return Contact(person["name"], person["addr"], Part(person["part"]), person["evidence"])


def _known(tx: Transaction, row: StepRow) -> dict[str, Contact]:
    return {person.addr.casefold(): person for person in tx.contacts_of(row.application)}


def _edited(before: list[Contact], edits: Sequence[str], known: dict[str, Contact]) -> list[Contact]:
    replaced = [address_of(edit[1:]) for edit in edits if edit[:1] == "="]
    people = {addr.casefold(): known.get(addr.casefold(), _new(addr)) for addr in replaced}
    people = people if replaced else {person.addr.casefold(): person for person in before}
    for edit in edits:
        sign, addr = edit[:1], edit[1:].strip()
        if sign == "+":
            people.setdefault(address_of(addr).casefold(), known.get(addr.casefold(), _new(addr)))
        elif sign in {"-", _TAKEN_AWAY}:
            if people.pop(addr.casefold(), None) is None:
                raise UsageError(f"{addr} is not among the recipients", remedy=f"they are: {', '.join(people) or 'nobody'}")
        elif sign != "=":
            raise UsageError(f"{edit!r} says neither to add nor to take away", remedy=_WANTED)
    return list(people.values())


def address_of(text: str) -> str:
    """A mail address that somebody reads; raises UsageError with the reason."""
    addr = text.strip()
    if not _ADDRESS.fullmatch(addr) or not addr.isprintable():
        raise UsageError(f"{text!r} is no mail address", remedy=_WANTED)
    if not answerable(addr):
        raise UsageError(
            f"{addr} is an address that nobody reads: a mail there would be lost",
            remedy="name a person's address, or write to them where they can be reached",
        )
    return addr


def _new(addr: str) -> Contact:
    return Contact("", addr, Part.CONTACT, "you")


def _told(people: Sequence[Contact]) -> str:
    named = [f"{person.name} <{person.addr}>" if person.name else person.addr for person in people]
    return f"to {', '.join(named)}." if named else "to nobody, so there is no draft."


def say(line: str) -> None:
    """To standard output, as the other commands do."""
    typer.echo(line)
