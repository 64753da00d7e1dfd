"""Stars, by command and by the flag that the user sets on a mail in a mail program: the one way in which they come and go.

A flag that is newly seen stars the application that its mail belongs to; a flag that is taken away takes only a star that came from it, and
not while another mail of the application is flagged. What the user typed wins: a star set by command is not a flag's to take, and a star
taken by command comes back only with a new flag.

A company can have a star as a whole: all of its applications have it then, those to come as well, and the user keeps in touch with it once.
That star comes and goes by command alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from watcher.config import Settings
from watcher.core import plan
from watcher.core.link import Application
from watcher.core.plan import Changes
from watcher.daemon.changes import apply, company_of, keep_one_line
from watcher.imap import Flagged
from watcher.store import Transaction


@dataclass(frozen=True, slots=True)
class Starring:
    """A star that came or went by a flag, for the log."""

    application: int
    message: int
    starred: bool


def set_star(
    tx: Transaction, number: int, settings: Settings, now: datetime, *, starred: bool, cause: str, mail: int | None = None
) -> Changes | None:
    """Set or take the star of an application, with what follows from it; None when nothing changed.

    `mail` is the one whose flag did it. Without one the star is the user's own, and where it stood already, keeping in touch begins again
    if it had been stopped.
    """
    is_new = tx.star(number, starred=starred, by=mail)
    if mail is not None and not is_new:
        return None
    company = company_of(tx, number)
    if starred:
        changes = _begun(tx, company, settings, now)
    else:
        changes = Changes() if company[0].company_starred else plan.on_unstar(tx.steps_of(number))
    if not (is_new or changes.add):
        return None
    tx.event(now, number, "starred" if starred else "unstarred", cause, message=mail)
    apply(tx, number, changes, settings, now)
    return changes


def star_company(
    tx: Transaction, numbers: Sequence[int], settings: Settings, now: datetime, *, starred: bool, cause: str
) -> Changes | None:
    """Set the star of a company, of which `numbers` are the applications, or take every star there; None when nothing changed.

    Where the star stood already, keeping in touch begins again if it had been stopped.
    """
    changed = tx.star_company(numbers, starred=starred)
    for number in changed:
        tx.event(now, number, "starred" if starred else "unstarred", cause)
    if not starred:
        closed = [plan.on_unstar(tx.steps_of(number)) for number in numbers]
        for number, changes in zip(numbers, closed, strict=True):
            apply(tx, number, changes, settings, now)
        return Changes(close=tuple(ended for one in closed for ended in one.close)) if changed else None
    newest = plan.newest_no(company_of(tx, numbers[0]))
    changes = _begun(tx, company_of(tx, newest.id), settings, now) if newest is not None else Changes()
    if newest is not None:
        apply(tx, newest.id, changes, settings, now)
        keep_one_line(tx, newest.id, settings, now)
    return changes if changed or changes.add else None


def _begun(tx: Transaction, company: Sequence[Application], settings: Settings, now: datetime) -> Changes:
    """Keeping in touch with the first of these, unless it runs with any of them."""
    steps = [step for one in company for step in tx.steps_of(one.id)]
    return plan.on_star(now, company[0], steps, settings.policy, settings.calendar)


def take_flags(tx: Transaction, seen: Flagged, settings: Settings, now: datetime) -> list[Starring]:
    """Record what a look at the flags of one mailbox found, and what follows from it."""
    tx.set_flags(seen.account, seen.flags)
    tx.flags_vanished(seen.account, seen.flags, seen.vanished)
    # First what is flagged: a mail that was moved must be known in its new place before its old one is judged.
    came = [_flagged(tx, seen, uid, message_id, settings, now) for uid, message_id in sorted(seen.new.items())]
    went = [_unflagged(tx, seen, uid, settings, now) for uid in seen.unflagged]
    return [starring for starring in (*came, *went) if starring is not None]


def star_if_flagged(
    tx: Transaction, place: tuple[str, str, int, int], message_id: str | None, message: int, settings: Settings, now: datetime
) -> Starring | None:
    """A mail was read that may have been flagged before: then the star counts from now."""
    if not tx.was_flagged(*place, message_id, message):
        return None
    return _star_by_flag(tx, message, settings, now)


def star_of_its_flag(tx: Transaction, message: int, settings: Settings, now: datetime) -> Starring | None:
    """A mail that was flagged when it belonged to no application belongs to one now."""
    return _star_by_flag(tx, message, settings, now) if tx.is_flagged(message) else None


def _flagged(tx: Transaction, seen: Flagged, uid: int, message_id: str | None, settings: Settings, now: datetime) -> Starring | None:
    messages = tx.messages_at(seen.account, seen.flags, uid, message_id)
    message = messages[0] if len(messages) == 1 else None  # of two mails with one Message-ID nobody can tell which is meant
    if not tx.add_flagged(seen.account, seen.flags, uid, message_id, message, now) or message is None:
        return None
    return _star_by_flag(tx, message, settings, now)


def _star_by_flag(tx: Transaction, message: int, settings: Settings, now: datetime) -> Starring | None:
    row = tx.message(message)
    if row is None or row.application is None:
        return None
    cause = f"you flagged m{message} in your mail program"
    if set_star(tx, row.application, settings, now, starred=True, cause=cause, mail=message) is None:
        return None
    return Starring(row.application, message, starred=True)


def _unflagged(tx: Transaction, seen: Flagged, uid: int, settings: Settings, now: datetime) -> Starring | None:
    message = tx.take_flag(seen.account, seen.flags, uid)
    application = tx.starred_by(message) if message is not None else None
    if message is None or application is None:
        return None
    others = tx.flagged_mails(application)
    if others:
        tx.pass_star(application, others[0])
        return None
    cause = f"you took the flag from m{message} in your mail program"
    set_star(tx, application, settings, now, starred=False, cause=cause, mail=message)
    return Starring(application, message, starred=False)
