"""What a mail that came does to the steps of its application."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from watcher.core.classify import Label
from watcher.core.extract import Reading, Stage
from watcher.core.link import Application
from watcher.core.plan.back import comes_back
from watcher.core.plan.nudge import on_word
from watcher.core.plan.people import addresses, reachable, same, to_thank, writer
from watcher.core.plan.step import Changes, Close, NewStep, Policy, Status, Step, StepKind, cancelled, completed, open_steps
from watcher.core.plan.table import Case, planned, reapply_named, reapply_on
from watcher.core.schedule import Calendar, due_at


def on_mail(
    label: Label,
    reading: Reading,
    at: datetime,
    application: Application,
    steps: Sequence[Step],
    policy: Policy,
    calendar: Calendar,
    *,
    sender: str | None = None,
    answers_user: bool = False,
    in_thread: bool = False,
    automatic: bool = False,
) -> Changes:
    """What a mail that came `at` and was judged `label` (and was not unsure) does.

    `application` and its `steps` are as they were before it. `sender` is its From address; `answers_user` tells that it is in answer to a
    mail of the user's own, `in_thread` that it is in answer to any mail of the application; `automatic`: Message.automatic.
    """
    case = Case(reading, at, application.starred, reachable(reading.contacts, application.contacts), policy, calendar)
    rejected_at = None if application.reopened else application.rejected_at
    if label is Label.REJECTION:
        return Changes() if rejected_at is not None else _on_rejection(case, steps)
    reply = _reply(case, steps, sender) if label is Label.RECRUITER else ()
    word = on_word(reading, at, application, steps, policy, calendar, answers_user=answers_user, automatic=automatic)
    if rejected_at is None:
        return Changes(add=(*reply, *word.add), close=word.close)
    if automatic:  # neither an answer nor a coming back
        return Changes(add=reply)
    writers = {same(sender)} if sender else addresses(reading.contacts) if label is Label.RECRUITER else set()
    known = bool(writers & addresses(application.contacts))
    in_answer = answers_user or _asked(steps)
    back = comes_back(label, reading, application, writers, sender, in_thread=in_thread or answers_user, in_answer=in_answer)
    if back is not None and at >= rejected_at:
        return Changes(add=(*reply, *word.add), close=_came_back(back, steps), reopened=True)
    answered = _answered(reading, steps, writers, answers_user=answers_user, recruiter=known and label is Label.RECRUITER)
    again, earlier = _another_day(case, steps) if known and answers_user else ((), ())
    return Changes(add=(*reply, *again), close=(*answered, *earlier))


def _on_rejection(case: Case, steps: Sequence[Step]) -> Changes:
    overtaken = open_steps(steps, StepKind.REPLY_RECRUITER, StepKind.NUDGE)
    return Changes(add=planned(case), close=cancelled(overtaken, "a rejection came"))


def _came_back(forward: Stage, steps: Sequence[Step]) -> tuple[Close, ...]:
    """An invitation or an offer after the rejection: what was planned because of it is over. A recruiter still waits for an answer."""
    planned_for_it = [kind for kind in StepKind if kind is not StepKind.REPLY_RECRUITER]
    return cancelled(open_steps(steps, *planned_for_it), "they made you an offer" if forward is Stage.OFFER else "they invited you")


def _asked(steps: Sequence[Step]) -> bool:
    """Whether the user has asked a recruiter why: what comes then may be the answer, whatever it answers by its headers."""
    return any(step.kind is StepKind.ASK_RECRUITER and step.status is Status.COMPLETED for step in steps)


def _answered(reading: Reading, steps: Sequence[Step], writers: set[str], *, answers_user: bool, recruiter: bool) -> tuple[Close, ...]:
    """Who was asked or thanked, and now answers; a recruiter who is known and writes again has answered what a recruiter was asked.

    Who proposes a talk has not said all yet, so that there is still something to thank for.
    """
    kinds = (StepKind.ASK_RECRUITER,) if reading.forward else (StepKind.ASK_RECRUITER, StepKind.THANK)
    asked = open_steps(steps, *kinds)
    done = [
        step for step in asked if (answers_user and writers & addresses(step.to)) or (recruiter and step.kind is StepKind.ASK_RECRUITER)
    ]
    return completed(done, "they answered")


def _another_day(case: Case, steps: Sequence[Step]) -> tuple[tuple[NewStep, ...], tuple[Close, ...]]:
    """An answer that names a day to apply again: it takes the place of the day that was known."""
    if not (case.policy.apply_again and reapply_named(case)):
        return (), ()
    again = NewStep(StepKind.APPLY_AGAIN, reapply_on(case), to_thank(case.people), "their answer named a date to apply again")
    return (again,), cancelled(open_steps(steps, StepKind.APPLY_AGAIN), "their answer named another date")


def _reply(case: Case, steps: Sequence[Step], sender: str | None) -> tuple[NewStep, ...]:
    """A recruiter's mail wants an answer, once."""
    wait = case.policy.reply_recruiter_after
    if wait is None or open_steps(steps, StepKind.REPLY_RECRUITER):
        return ()
    due = due_at(case.at, wait, case.calendar)
    return (NewStep(StepKind.REPLY_RECRUITER, due, writer(case.reading, sender), "a recruiter wrote"),)
