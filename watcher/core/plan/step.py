"""The nouns of the plan: a step, and what an event changes about the steps of an application."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from watcher.core.extract import Contact
from watcher.core.schedule import Wait


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
    """The waits and switches of the config's [plan]; where a wait is None, no such step is planned."""

    reflect_after: Wait | None
    ask_recruiter_after: Wait | None
    thank_after: Wait | None
    keep_in_touch_every: Wait
    reply_recruiter_after: Wait | None
    max_touches: int
    keep_in_touch_after: Wait | None = None  # the first time; None is keep_in_touch_every
    apply_again: bool = True
    nudge_after: Wait | None = None


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
    notified: bool = False  # a notification was made for it


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
    reopened: bool = False  # the company came back after its rejection; the user is told that the plan ended


def open_steps(steps: Iterable[Step], *kinds: StepKind) -> list[Step]:
    """The open steps of these kinds, soonest first."""
    chosen = (step for step in steps if step.status is Status.NEEDS_ACTION and step.kind in kinds)
    return sorted(chosen, key=lambda step: (step.due_at, step.id))


def completed(steps: Iterable[Step], cause: str) -> tuple[Close, ...]:
    return tuple(Close(step.id, Status.COMPLETED, cause) for step in steps)


def cancelled(steps: Iterable[Step], cause: str) -> tuple[Close, ...]:
    return tuple(Close(step.id, Status.CANCELLED, cause) for step in steps)
