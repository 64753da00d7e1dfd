"""The plan as a table: what a first rejection plans, when, on which condition, and to whom to write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from watcher.core.extract import Contact, Reading
from watcher.core.plan.people import recruiter, to_thank
from watcher.core.plan.step import Policy, StepKind
from watcher.core.schedule import LONGEST, Calendar, Wait, due_at, working_morning


@dataclass(frozen=True, slots=True)
class Case:
    """A rejection and all that is known when it comes."""

    reading: Reading
    at: datetime
    starred: bool
    people: tuple[Contact, ...]
    policy: Policy
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the plan: what to do, when, on which condition, and to whom to write."""

    kind: StepKind
    due: Callable[[Case], datetime]
    condition: Callable[[Case], bool]
    to: Callable[[Case], tuple[Contact, ...]]
    cause: str


def _nobody(_: Case) -> tuple[Contact, ...]:
    return ()


def _recruiter(case: Case) -> tuple[Contact, ...]:
    return recruiter(case.people)


def _to_thank(case: Case) -> tuple[Contact, ...]:
    return to_thank(case.people)


def _reapply_named(case: Case) -> bool:
    named = case.reading.reapply_after
    today = case.at.astimezone(case.calendar.timezone).date()
    return named is not None and today < named <= today + LONGEST


def _reapply_on(case: Case) -> datetime:
    return working_morning(case.reading.reapply_after or case.at.date(), case.calendar)


def _after(wait: Callable[[Policy], Wait]) -> Callable[[Case], datetime]:
    return lambda case: due_at(case.at, wait(case.policy), case.calendar)


PLAN = (
    Rule(StepKind.REFLECT, _after(lambda policy: policy.reflect_after), lambda _: True, _nobody, "a rejection came"),
    Rule(
        StepKind.ASK_RECRUITER,
        _after(lambda policy: policy.ask_recruiter_after),
        lambda case: bool(_recruiter(case)),
        _recruiter,
        "a rejection came, and a recruiter was involved",
    ),
    Rule(
        StepKind.THANK,
        _after(lambda policy: policy.thank_after),
        lambda case: bool(case.people),
        _to_thank,
        "a rejection came, and there is a person to thank",
    ),
    Rule(
        StepKind.KEEP_IN_TOUCH,
        _after(lambda policy: policy.keep_in_touch_every),
        lambda case: case.starred,
        _to_thank,
        "a rejection came for a starred application",
    ),
    Rule(StepKind.APPLY_AGAIN, _reapply_on, _reapply_named, _to_thank, "the rejection named a date to apply again"),
)
