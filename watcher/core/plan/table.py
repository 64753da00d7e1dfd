"""The plan as a table: what a first rejection plans, when, on which condition, and to whom to write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from watcher.core.extract import Contact, Reading
from watcher.core.plan.people import in_contact, recruiter, to_thank
from watcher.core.plan.step import NewStep, Policy, StepKind
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
    due: Callable[[Case], datetime | None]  # None where the config leaves such steps out
    condition: Callable[[Case], bool]
    to: Callable[[Case], tuple[Contact, ...]]
    cause: str


def _nobody(_: Case) -> tuple[Contact, ...]:
    return ()


def _recruiter(case: Case) -> tuple[Contact, ...]:
    return recruiter(case.people)


def _to_thank(case: Case) -> tuple[Contact, ...]:
    return to_thank(case.people)


def _human(case: Case) -> bool:
    """Somebody who can be answered has written, be it the rejection itself. Before that there is nobody to ask or to thank."""
    return in_contact(case.people)


def to_come_back_to(case: Case) -> tuple[Contact, ...]:
    """Who is asked on the day that was named: nobody where no person has written; then a fresh application is the way."""
    return to_thank(case.people) if _human(case) else ()


def reapply_named(case: Case) -> bool:
    """Whether a mail names a day to apply again that can be meant."""
    named = case.reading.reapply_after
    today = case.at.astimezone(case.calendar.timezone).date()
    return named is not None and today < named <= today + LONGEST


def reapply_on(case: Case) -> datetime:
    """The morning of the day that was named, or of the first working day after it."""
    return working_morning(case.reading.reapply_after or case.at.date(), case.calendar)


def first_touch(policy: Policy) -> Wait:
    """How long after the rejection to get in touch for the first time."""
    return policy.keep_in_touch_after or policy.keep_in_touch_every


def _after(wait: Callable[[Policy], Wait | None]) -> Callable[[Case], datetime | None]:
    def due(case: Case) -> datetime | None:
        chosen = wait(case.policy)
        return None if chosen is None else due_at(case.at, chosen, case.calendar)

    return due


PLAN = (
    Rule(StepKind.REFLECT, _after(lambda policy: policy.reflect_after), lambda _: True, _nobody, "a rejection came"),
    Rule(
        StepKind.ASK_RECRUITER,
        _after(lambda policy: policy.ask_recruiter_after),
        lambda case: _human(case) and bool(_recruiter(case)),
        _recruiter,
        "a rejection came, and a recruiter was involved",
    ),
    Rule(
        StepKind.THANK,
        _after(lambda policy: policy.thank_after),
        _human,
        _to_thank,
        "a rejection came, and there is a person to thank",
    ),
    Rule(
        StepKind.KEEP_IN_TOUCH,
        _after(first_touch),
        lambda case: case.starred,
        _to_thank,
        "a rejection came for a starred application",
    ),
    # Their own word, which anybody who got it may act on: a day named in a form letter counts as well, though nobody has been met.
    Rule(
        StepKind.APPLY_AGAIN,
        reapply_on,
        lambda case: case.policy.apply_again and reapply_named(case),
        to_come_back_to,
        "the rejection named a date to apply again",
    ),
)


def planned(case: Case) -> tuple[NewStep, ...]:
    """The rows of the plan whose condition holds."""
    due = [(rule, rule.due(case)) for rule in PLAN if rule.condition(case)]
    return tuple(NewStep(rule.kind, at, rule.to(case), rule.cause) for rule, at in due if at is not None)
