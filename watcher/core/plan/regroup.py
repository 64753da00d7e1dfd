"""What becomes of the steps of an application when mails move into it or out of it: one plan, as if it had always been so.

Of each kind one step stays open, the one that was spoken of rather than the one that was not (of keeping in touch one of each). What the
user did or skipped is not asked for again. A step that is closed here is only set aside: it opens again when the mails that made it
needless go elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watcher.core.classify import Label
from watcher.core.extract import Contact, Reading
from watcher.core.link import Application
from watcher.core.plan.mail import on_mail
from watcher.core.plan.own import on_star
from watcher.core.plan.step import Close, NewStep, Policy, Status, Step, StepKind
from watcher.core.plan.table import PLAN
from watcher.core.schedule import Calendar

_OF_A_REJECTION = frozenset(rule.kind for rule in PLAN)
NO_STAR = "its star belongs to the other mails"
NO_REJECTION = "no rejection is left in it"
ONE_IS_ENOUGH = "one such step is enough"
OVERTAKEN = "the recruiter's mail was overtaken by a rejection"


@dataclass(frozen=True, slots=True)
class Standing:
    """A step with what only the state knows of it."""

    step: Step
    called_at: datetime  # when the mail that called for it came
    told: bool  # the user has been told, or is about to be
    aside: bool  # closed for no other reason than mails that are elsewhere now, or by an earlier regrouping
    addressed: bool = False  # the user said to whom
    stopped: bool = False  # the user ended it with the whole, by `stop` or `hired`


@dataclass(frozen=True, slots=True)
class First:
    """The first rejection of an application."""

    reading: Reading
    at: datetime


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What changes: steps to add, to close, to open again, and to address to others."""

    add: tuple[NewStep, ...] = ()
    close: tuple[Close, ...] = ()
    reopen: tuple[int, ...] = ()
    readdress: tuple[tuple[int, tuple[Contact, ...]], ...] = ()


def on_regrouped(
    first: First | None, now: datetime, application: Application, steps: Sequence[Standing], policy: Policy, calendar: Calendar
) -> Regrouped:
    """The steps of an application brought in line with its mails. `application` is as it is with all of them."""
    wanted = _wanted(first, now, application, policy, calendar) if first else {}
    parts = [_of_kind([one for one in steps if one.step.kind is kind], kind, wanted.get(kind), first, application) for kind in StepKind]
    return Regrouped(
        add=tuple(new for part in parts for new in part.add),
        close=tuple(ended for part in parts for ended in part.close),
        reopen=tuple(step for part in parts for step in part.reopen),
        readdress=tuple(one for part in parts for one in part.readdress),
    )


def _wanted(first: First, now: datetime, application: Application, policy: Policy, calendar: Calendar) -> dict[StepKind, NewStep]:
    """The plan of the first rejection; keeping in touch that would already be past is counted from now, as for a star."""
    fresh = replace(application, rejected_at=None)
    added = on_mail(Label.REJECTION, first.reading, first.at, fresh, (), policy, calendar).add
    starred = on_star(now, replace(application, rejected_at=first.at), (), policy, calendar).add if application.starred else ()
    return {new.kind: new for new in (*added, *starred)}


def _of_kind(steps: Sequence[Standing], kind: StepKind, new: NewStep | None, first: First | None, application: Application) -> Regrouped:
    open_ = sorted((one for one in steps if one.step.status is Status.NEEDS_ACTION), key=_best)
    if kind in _OF_A_REJECTION and first is None:
        return Regrouped(close=_closed(open_, NO_REJECTION))
    if kind is StepKind.KEEP_IN_TOUCH and not application.starred:
        return Regrouped(close=_closed(open_, NO_STAR))
    late = [one for one in open_ if kind is StepKind.REPLY_RECRUITER and first and one.called_at < first.at]
    open_ = [one for one in open_ if one not in late]
    overtaken = _closed(late, OVERTAKEN)
    acted = any(one.step.status in {Status.COMPLETED, Status.SKIPPED} and not one.aside for one in steps)
    if acted and kind in _OF_A_REJECTION and kind is not StepKind.KEEP_IN_TOUCH:
        return Regrouped(close=_closed(open_, ONE_IS_ENOUGH))
    if open_:
        kept = _kept(open_, kind)
        needless = _closed([one for one in open_ if one not in kept], ONE_IS_ENOUGH)
        people = new.to if new else ()
        readdress = tuple((one.step.id, people) for one in kept if people and not one.told and not one.addressed and one.step.to != people)
        return Regrouped(close=(*overtaken, *needless), readdress=readdress)
    aside = sorted((one for one in steps if _may_open(one, first, application)), key=_best)
    if aside:
        return Regrouped(close=overtaken, reopen=(aside[0].step.id,))
    ended = acted or any(_was_called_off(one, first) for one in steps)
    return Regrouped(add=(new,) if new and not ended else (), close=overtaken)


def _kept(open_: Sequence[Standing], kind: StepKind) -> Sequence[Standing]:
    """One of a kind; of keeping in touch the latest that was told and the latest that is to come, since the one plans the other."""
    if kind is not StepKind.KEEP_IN_TOUCH:
        return open_[:1]
    latest = [[one for one in open_ if one.told is told] for told in (True, False)]
    return [max(ones, key=lambda one: (one.step.due_at, one.step.id)) for ones in latest if ones]


def _best(one: Standing) -> tuple[bool, bool, datetime, int]:
    return (not one.told, not one.addressed, one.step.due_at, one.step.id)


def _closed(steps: Sequence[Standing], cause: str) -> tuple[Close, ...]:
    return tuple(Close(one.step.id, Status.CANCELLED, cause) for one in steps)


def _was_called_off(one: Standing, first: First | None) -> bool:
    """Whether this rejection's own step was cancelled for a reason that stands; of keeping in touch that is the user's word alone."""
    if one.stopped:
        return True
    return not one.aside and one.step.kind is not StepKind.KEEP_IN_TOUCH and first is not None and one.called_at == first.at


def _may_open(one: Standing, first: First | None, application: Application) -> bool:
    """Whether a step that was set aside has a reason to be open again."""
    if not one.aside or one.step.status is Status.NEEDS_ACTION:
        return False
    if one.step.kind is StepKind.KEEP_IN_TOUCH:
        return application.starred
    return one.step.kind is not StepKind.REPLY_RECRUITER or first is None or one.called_at >= first.at
