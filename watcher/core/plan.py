"""Application and policy to steps: the plan of "Turning Job Rejection into Opportunity" (recruiter.com, 2013) as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from watcher.core.classify import Label
from watcher.core.extract import Contact, Reading
from watcher.core.link import Application
from watcher.core.schedule import Calendar, Wait


class StepKind(StrEnum):
    """What the person may do next."""

    REFLECT = "reflect"
    ASK_RECRUITER = "ask_recruiter"
    THANK = "thank"
    KEEP_IN_TOUCH = "keep_in_touch"
    REPLY_RECRUITER = "reply_recruiter"
    APPLY_AGAIN = "apply_again"
    NUDGE = "nudge"


class Status(StrEnum):
    """Where a step stands (iCalendar VTODO in spirit)."""

    NEEDS_ACTION = "needs_action"
    COMPLETED = "completed"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Policy:
    """The waits of the config's [plan]."""

    reflect_after: Wait
    ask_recruiter_after: Wait
    thank_after: Wait
    keep_in_touch_every: Wait
    reply_recruiter_after: Wait
    max_touches: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an application's plan."""

    id: int
    application: int
    kind: StepKind
    status: Status
    due_at: datetime
    to: tuple[Contact, ...]
    touches: int = 0  # keep_in_touch: how many were notified before this one since the last mail from them


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step to be added to an application."""

    kind: StepKind
    due_at: datetime
    to: tuple[Contact, ...]
    cause: str  # for the timeline
    touches: int = 0


@dataclass(frozen=True, slots=True)
class Close:
    """A step to be closed, and why."""

    step: int
    status: Status
    cause: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What an event does to an application's plan."""

    add: tuple[NewStep, ...] = ()
    close: tuple[Close, ...] = ()


def on_mail(
    label: Label, reading: Reading, at: datetime, application: Application, steps: Sequence[Step], policy: Policy, calendar: Calendar
) -> Changes:
    """What a mail that came `at` and was judged `label` (and was not unsure) does. `application` and its `steps` are as they were before it."""
    raise NotImplementedError


def on_sent(at: datetime, recipients: Sequence[str], answered: Sequence[str], application: Application, steps: Sequence[Step]) -> Changes:
    """What the user's own mail does: it completes the open steps that it answers. `answered`: message ids in its In-Reply-To and References."""
    raise NotImplementedError


def on_star(now: datetime, application: Application, steps: Sequence[Step], policy: Policy, calendar: Calendar) -> Changes:
    """Starring plans keep_in_touch (from the rejection, or from now when that lies in the past); without a rejection nothing yet."""
    raise NotImplementedError


def on_unstar(steps: Sequence[Step]) -> Changes:
    """Unstarring cancels what the star had planned."""
    raise NotImplementedError


def on_closed(step: Step, application: Application, policy: Policy, calendar: Calendar) -> Changes:
    """What follows when a step was notified or closed: keep_in_touch repeats, counted from its own due date, up to max_touches."""
    raise NotImplementedError
