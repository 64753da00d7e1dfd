"""A company that has a star as a whole: one line of keeping in touch for all of its applications, however its name is spelled.

The line runs where the newest no came of those where somebody can be written to: a form letter from a machine takes nobody away whom the
user has met. What was spoken of already stays where it is, until the next step of the line takes its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from watcher.core.extract import company_key
from watcher.core.link import Application
from watcher.core.plan.people import reachable
from watcher.core.plan.step import Close, Step, StepKind, cancelled, open_steps

ONE_LINE = "keeping in touch is with the whole company, once"


def of_company(name: str | None, applications: Iterable[Application]) -> list[Application]:
    """The applications at one company; of no name there is none."""
    key = company_key(name or "")
    return [one for one in applications if key and company_key(one.company or "") == key]


def newest_no(applications: Iterable[Application]) -> Application | None:
    """Where the newest rejection that still stands came, of those with somebody to write to if there is one."""
    rejected = [one for one in applications if one.rejected_at is not None and not one.reopened]
    return max(rejected, key=_newest, default=None)


def one_line(applications: Sequence[Application], steps: Iterable[Step], told: AbstractSet[int]) -> tuple[Close, ...]:
    """Of the steps of keeping in touch that are to come, all but one are cancelled. `told`: the ids of those that were spoken of."""
    newest = {one.id: _newest(one) for one in applications}
    to_come = [step for step in open_steps(steps, StepKind.KEEP_IN_TOUCH) if step.id not in told]
    kept = max(to_come, key=lambda step: (bool(step.to), newest[step.application], step.id), default=None)
    return cancelled([step for step in to_come if step is not kept], ONE_LINE)


def as_company(application: Application, applications: Iterable[Application]) -> Application:
    """The application as the one that stands for its company: a word from anybody there is a word from them."""
    heard = max([application.last_mail_at, *(one.last_mail_at for one in applications)])
    return replace(application, last_mail_at=heard)


def _newest(application: Application) -> tuple[bool, bool, float, int]:
    told = application.rejected_at
    stands = told is not None and not application.reopened
    return stands, bool(reachable(application.contacts)), told.timestamp() if told else 0.0, application.id
