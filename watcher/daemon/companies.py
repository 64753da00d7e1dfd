"""The star of a whole company, where an application turns out to be of another one, and whose a star is when mails come apart."""

from __future__ import annotations

from datetime import datetime

from watcher.config import Settings
from watcher.core import plan
from watcher.core.extract import company_key
from watcher.core.plan import StepKind
from watcher.daemon.changes import apply, company_of, keep_one_line
from watcher.store import Transaction


def change_company(tx: Transaction, number: int, before: str | None, settings: Settings, now: datetime, cause: str) -> None:
    """An application is of another company than `before`, or its name is spelled anew.

    The star goes along where nothing else is at the former company: that was a correction of its name. Else it stays there, and what the
    application has of its line goes back to it.
    """
    row = tx.application(number)
    if row is None or company_key(row.company or "") == company_key(before or ""):
        return
    was = row.company_starred
    former = plan.of_company(before, (one for one in tx.applications() if one.id != number))
    if was and former:
        tx.leave_company(number)
    tx.join_company(number)
    here = company_of(tx, number)[0]
    if was and former and not here.starred:
        apply(tx, number, plan.on_unstar(tx.steps_of(number)), settings, now)
        tx.event(now, number, "unstarred", cause)
    if was and former:
        begin(tx, former[0].id, settings, now)
    if here.company_starred:
        begin(tx, number, settings, now)


def begin(tx: Transaction, number: int, settings: Settings, now: datetime) -> None:
    """Let keeping in touch with a starred company run, once; where it ran before and was stopped, it is not for us to begin again."""
    company = company_of(tx, number)
    newest, steps = plan.newest_no(company), [step for one in company for step in tx.steps_of(one.id)]
    stood = [step for step in steps if step.kind is StepKind.KEEP_IN_TOUCH and step.application != number]
    if newest is not None and not stood:
        apply(tx, newest.id, plan.on_star(now, newest, steps, settings.policy, settings.calendar), settings, now)
    keep_one_line(tx, number, settings, now)


def share_star(tx: Transaction, source: int, target: int, now: datetime, cause: str) -> None:
    """Mails went from `source` into `target`: the star goes where the mails are that it belonged to before a merge, or whose flag set it.

    Where none of them tells, it stays.
    """
    old = tx.application(source)
    if old is None or not old.starred:
        return
    home = {side: tx.is_star_home(side, old.star_mail) for side in (source, target)}
    if home[target] and tx.star(target, starred=True, by=old.star_mail if old.star_mail and _is_in(tx, old.star_mail, target) else None):
        tx.event(now, target, "starred", cause)
    if home[target] and not home[source] and tx.star(source, starred=False):
        tx.event(now, source, "unstarred", cause)


def _is_in(tx: Transaction, message: int, application: int) -> bool:
    row = tx.message(message)
    return row is not None and row.application == application
