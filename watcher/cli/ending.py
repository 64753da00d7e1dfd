"""`stop` and `hired`: plans that end at the user's wish, and `pause` and `resume`: plans that wait.

Who was hired looks for no job: mail that still comes (a late no, another recruiter) is read and told of by `show`, and plans nothing until
they say `resume` or note something with `add`. What they ask for themselves meanwhile, as a star, is planned.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from watcher.cli.ids import application_of, parse_id, step_of
from watcher.cli.moving import when_of
from watcher.cli.output import KINDS, application_name, local, name_of
from watcher.core import plan
from watcher.daemon.changes import apply, pause
from watcher.errors import UsageError

if TYPE_CHECKING:
    from watcher.config import Settings
    from watcher.core.plan import Changes
    from watcher.store import ApplicationRow, Transaction

TOUCH = "keep_in_touch"


def stop(tx: Transaction, what: str, settings: Settings, now: datetime, *, touch_only: bool) -> list[str]:
    """End keeping in touch, or the whole plan of an application; returns what to tell the user."""
    if parse_id(what)[0] == "s":
        row = step_of(tx, what)
        if row.kind != TOUCH:
            whole = f"`rejection-watcher stop a{row.application}` ends the whole plan of its application"
            raise UsageError(f"{name_of(row)} happens once", remedy=f"`rejection-watcher skip s{row.id}` leaves it out; {whole}")
        touch_only = True
    application = application_of(tx, what)
    changes = plan.on_stop(tx.steps_of(application.id), touch_only=touch_only)
    matter = "keeping in touch" if touch_only else "the plan"
    if not changes.close:
        return [f"{application_name(application)}: there is nothing to stop."]
    ended = _ended(tx, application, changes, settings, now)
    tx.event(now, application.id, f"{matter} stopped", "you said stop")
    return [f"{application_name(application)}: {matter} has ended.", *ended]


def _ended(tx: Transaction, application: ApplicationRow, changes: Changes, settings: Settings, now: datetime) -> list[str]:
    rows = {row.id: row for row in tx.step_rows_of(application.id)}
    apply(tx, application.id, changes, settings, now)
    return [f"  s{close.step} ({KINDS[rows[close.step].kind]}, due {local(rows[close.step].due_at, settings)})" for close in changes.close]


def open_plans(tx: Transaction) -> tuple[int, int]:
    """How many steps of how many applications are open."""
    rows = tx.agenda()
    return len(rows), len({row.application for row in rows})


def hired(tx: Transaction, what: str | None, settings: Settings, now: datetime) -> list[str]:
    """End every open plan, and let mail plan nothing from now on; `what` is the application that led to it, if it is one of these."""
    chosen = application_of(tx, what) if what else None
    if chosen is not None:
        tx.event(now, chosen.id, "hired", "you said hired")
    steps, applications = open_plans(tx)
    for number in sorted({row.application for row in tx.agenda()}):
        apply(tx, number, plan.on_hired(tx.steps_of(number)), settings, now)
    tx.drop_notices()
    tx.set_hired(now)
    tx.end_news()
    where = f" at {chosen.company}" if chosen and chosen.company else ""
    ended = f"{count(steps, 'step')} of {count(applications, 'application')} ended" if steps else "No plan was open"
    return [
        f"All the best for the new start{where}. {ended}; mail is still read, and plans nothing.",
        "Taken too early? rejection-watcher undo. Looking again one day: rejection-watcher resume",
    ]


def look_again(tx: Transaction) -> list[str]:
    """End what `hired` said; returns what to tell the user, nothing where they look for a job anyway."""
    if tx.hired_at() is None:
        return []
    tx.set_hired(None)
    return ["You are looking again: new mail plans as before. What had ended stays so; `star` keeps in touch with a company again."]


def count(number: int, noun: str) -> str:
    """`1 step`, `2 steps`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def pause_until(text: str, now: datetime, settings: Settings) -> datetime:
    """When a pause ends that the user typed. Raises UsageError, also for no time at all, which would land on the next morning."""
    if re.match(r"0+(?![\d-])", text.strip()):
        raise UsageError(f"a pause of {text.strip()} is none", remedy='say how long, such as "2 weeks", or `resume` to end a pause')
    return when_of(text, now, settings)


def set_pause(tx: Transaction, until: datetime | None, settings: Settings, now: datetime) -> list[str]:
    """Say nothing until then, or speak again; returns what to tell the user."""
    former = tx.paused_until()
    looking = look_again(tx) if until is None else []
    if until is None and (former is None or former <= now):
        return looking or ["Nothing is paused."]
    cause = "you said resume" if until is None else "you said pause"
    pause(tx, until, settings, now, cause)
    what = "resumed" if until is None else f"paused until {local(until, settings)}"
    for number in sorted({row.application for row in tx.agenda()}):
        tx.event(now, number, what, cause)
    if until is None:
        return [*looking, "The pause is over. What waited comes in turn, oldest first."]
    return [f"Nothing is said until {local(until, settings)}. What falls due till then waits, and then comes in turn, oldest first."]
