"""What a mail that came does to the steps of its application."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from watcher.core.classify import Label
from watcher.core.extract import Reading
from watcher.core.link import Application
from watcher.core.plan.people import addresses, reachable, same, writer
from watcher.core.plan.step import Changes, NewStep, Policy, Step, StepKind, cancelled, completed, open_steps
from watcher.core.plan.table import PLAN, Case
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
) -> Changes:
    """What a mail that came `at` and was judged `label` (and was not unsure) does.

    `application` and its `steps` are as they were before it. `sender` is its From address; `answers_user` tells that it is in answer to a
    mail of the user's own.
    """
    if label is Label.REJECTION:
        return _on_rejection(reading, at, application, steps, policy, calendar)
    if label is Label.RECRUITER:
        return _on_recruiter(reading, at, application, steps, policy, calendar, sender)
    answered = open_steps(steps, StepKind.ASK_RECRUITER, StepKind.THANK) if answers_user and sender else []
    return Changes(close=completed((step for step in answered if same(sender) in addresses(step.to)), "they answered"))


def _on_rejection(
    reading: Reading, at: datetime, application: Application, steps: Sequence[Step], policy: Policy, calendar: Calendar
) -> Changes:
    if application.rejected_at is not None:
        return Changes()
    case = Case(reading, at, application.starred, reachable(reading.contacts, application.contacts), policy, calendar)
    return Changes(
        add=tuple(NewStep(rule.kind, rule.due(case), rule.to(case), rule.cause) for rule in PLAN if rule.condition(case)),
        close=cancelled(open_steps(steps, StepKind.REPLY_RECRUITER), "the recruiter's mail was overtaken by a rejection"),
    )


def _on_recruiter(
    reading: Reading, at: datetime, application: Application, steps: Sequence[Step], policy: Policy, calendar: Calendar, sender: str | None
) -> Changes:
    """A recruiter's mail wants an answer. From somebody known, after a rejection, it is also the answer that the user asked for."""
    writers = {same(sender)} if sender else addresses(reading.contacts)
    known = application.rejected_at is not None and writers & addresses(application.contacts)
    due = due_at(at, policy.reply_recruiter_after, calendar)
    reply = NewStep(StepKind.REPLY_RECRUITER, due, writer(reading, sender), "a recruiter wrote")
    return Changes(
        add=() if open_steps(steps, StepKind.REPLY_RECRUITER) else (reply,),
        close=completed(open_steps(steps, StepKind.ASK_RECRUITER) if known else [], "they answered"),
    )
