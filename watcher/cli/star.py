"""`star` and `unstar`: whom to keep in touch with, an application or a whole company."""

from __future__ import annotations

from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING

from watcher.cli.ids import application_of, is_id
from watcher.cli.output import KINDS, application_name, local
from watcher.core.extract import company_key, same_company, spelled
from watcher.daemon import starring
from watcher.errors import Ambiguous, UsageError

if TYPE_CHECKING:
    from watcher.config import Settings
    from watcher.core.plan import Changes
    from watcher.store import ApplicationRow, Transaction


def set_star(tx: Transaction, what: str, settings: Settings, now: datetime, *, starred: bool, company: bool = False) -> list[str]:
    """Set or take a star; returns what to tell the user.

    `what` is an id that leads to an application, or the name of a company; with `company`, the company of that application. Raises
    UsageError.
    """
    row = application_of(tx, what) if is_id(what) else None
    if row is None:
        return _set_company_star(tx, _called(tx, what), settings, now, starred=starred)
    if company and not row.company:
        raise UsageError(f"{application_name(row)}: the company is not known", remedy=f"rejection-watcher edit a{row.id} company=NAME")
    if company or (starred and row.company_starred):
        return _set_company_star(tx, _at(tx, row.company or ""), settings, now, starred=starred)
    if row.company_starred:
        whole = f"{row.company} has its star as a whole company"
        raise UsageError(f"{application_name(row)}: {whole}", remedy=f"`rejection-watcher unstar a{row.id} --company` takes it")
    cause = f"you said {'star' if starred else 'unstar'}"
    changes = starring.set_star(tx, row.id, settings, now, starred=starred, cause=cause)
    return _told(application_name(row), changes, settings, starred=starred)


def _set_company_star(tx: Transaction, rows: list[ApplicationRow], settings: Settings, now: datetime, *, starred: bool) -> list[str]:
    name = spelled(row.company for row in rows if row.company)
    cause = f"you said {'star' if starred else 'unstar'} of the whole company"
    changes = starring.star_company(tx, [row.id for row in rows], settings, now, starred=starred, cause=cause)
    among = f", all of it ({', '.join(f'a{row.id}' for row in rows)})"
    return _told(f"{name}{among}", changes, settings, starred=starred)


def _told(name: str, changes: Changes | None, settings: Settings, *, starred: bool) -> list[str]:
    if changes is None:
        return [f"{name} {'has a star' if starred else 'has no star'} already."]
    planned = [f"  {KINDS[new.kind.value]}: {local(new.due_at, settings)}" for new in changes.add]
    return [f"{name}: {'starred' if starred else 'no star any more'}.", *planned]


def _at(tx: Transaction, name: str) -> list[ApplicationRow]:
    """The applications at a company, the oldest first, however each spells it."""
    key = company_key(name)
    return sorted((row for row in tx.application_rows() if key and company_key(row.company or "") == key), key=lambda row: row.id)


def _called(tx: Transaction, typed: str) -> list[ApplicationRow]:
    """The applications at the company that the user means: of that name, or the only one whose name begins so."""
    names = {company_key(row.company): row.company for row in tx.application_rows() if row.company}
    if company_key(typed) in names:
        return _at(tx, typed)
    meant = [name for name in names.values() if same_company(typed, name)]
    if len(meant) == 1:
        return _at(tx, meant[0])
    if meant:
        raise Ambiguous(f"{typed!r} can be {len(meant)} companies", tuple(sorted(meant)))
    near = get_close_matches(typed.casefold(), [name.casefold() for name in names.values()], 1)
    guess = next((name for name in names.values() if near and name.casefold() == near[0]), None)
    remedy = f"did you mean {guess}?" if guess else "`rejection-watcher applications` lists them; an id as a7 names one application"
    raise UsageError(f"there is no application at {typed!r}", remedy=remedy)
