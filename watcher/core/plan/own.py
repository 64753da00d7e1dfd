"""What the user's own mail, star, word and corrections do to the steps of an application."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta

from watcher.core.extract import Reading, company_key
from watcher.core.link import Application
from watcher.core.plan.people import addresses, reachable, same, to_thank
from watcher.core.plan.step import Changes, NewStep, Policy, Status, Step, StepKind, cancelled, completed, open_steps
from watcher.core.plan.table import first_touch
from watcher.core.schedule import LONGEST, Calendar, Wait, due_at

ENDED_BY_USER = ("you said stop", "you were hired")  # no regrouping plans again what ended for this
# What one mail of the user's to a person completes: one of these at a time.
_WRITTEN = (StepKind.ASK_RECRUITER, StepKind.THANK, StepKind.KEEP_IN_TOUCH, StepKind.APPLY_AGAIN, StepKind.NUDGE)
# A mail sent longer before one of these falls due is about something else.
_NEARLY = {StepKind.APPLY_AGAIN: timedelta(days=30), StepKind.NUDGE: timedelta(days=7)}


def on_sent(
    at: datetime,
    recipients: Sequence[str],
    answered: Sequence[str],
    application: Application,
    steps: Sequence[Step],
    *,
    counted: bool = False,
) -> Changes:
    """What the user's own mail does: it completes the open steps that it answers.

    `answered`: message ids in its In-Reply-To and References. One mail is one step done: of several to the same person the earliest due is
    completed, and the answer that a recruiter waits for. A mail into the application's thread to another of its people counts as well; one
    to a stranger (forwarded for advice) does not. A mail that was `counted` in this application before answers a recruiter at most.
    """
    reached = {same(addr) for addr in recipients}
    in_thread = bool(reached & addresses(application.contacts)) and not application.message_ids.isdisjoint(answered)
    written = () if counted else open_steps(steps, *_WRITTEN)
    candidates = [step for step in written if step.due_at - at <= _NEARLY.get(step.kind, LONGEST)]
    replies = [step for step in open_steps(steps, StepKind.REPLY_RECRUITER) if reached & addresses(step.to) or (in_thread and not step.to)]
    done = _one_for_each(candidates, reached)
    if in_thread and not done and not replies:  # somebody else there was written to; a recruiter is asked only by asking them
        done = [step for step in candidates if step.kind is not StepKind.ASK_RECRUITER][:1]
    return Changes(close=completed((*replies, *done), "you wrote to them"))


def _one_for_each(steps: Sequence[Step], reached: set[str]) -> list[Step]:
    done: list[Step] = []
    for step in steps:
        if reached & addresses(step.to):
            done.append(step)
            reached = reached - addresses(step.to)
    return done


def on_withdrawn(steps: Sequence[Step]) -> Changes:
    """The user took the application back: nothing is asked about it any more, and no recruiter waits for an answer."""
    return Changes(close=cancelled(open_steps(steps, StepKind.NUDGE, StepKind.REPLY_RECRUITER), "you withdrew"))


def rejected_before(reading: Reading, at: datetime, applications: Sequence[Application]) -> list[Application]:
    """The rejected applications at the company whose receipt came `at`: what opens a new one answers them."""
    company = company_key(reading.company or "")
    if not company or not reading.confirmation:
        return []
    rejected = (one for one in applications if one.rejected_at is not None and one.rejected_at <= at and not one.reopened)
    return [one for one in rejected if company_key(one.company or "") == company]


def on_applied_again(steps: Sequence[Step]) -> Changes:
    """A new application at the same company has arrived there: that is what applying again asked for."""
    return Changes(close=completed(open_steps(steps, StepKind.APPLY_AGAIN), "you applied again"))


def on_star(now: datetime, application: Application, steps: Sequence[Step], policy: Policy, calendar: Calendar) -> Changes:
    """Starring plans keep_in_touch (from the rejection, or from now when that lies in the past); without a rejection nothing yet.

    Where the whole company has a star, `steps` are those of all its applications.
    """
    if application.rejected_at is None or application.reopened or open_steps(steps, StepKind.KEEP_IN_TOUCH):
        return Changes()
    due = due_at(application.rejected_at, first_touch(policy), calendar)
    if due <= now:
        due = due_at(now, first_touch(policy), calendar)
    people = to_thank(reachable(application.contacts))
    return Changes(add=(NewStep(StepKind.KEEP_IN_TOUCH, due, people, "you starred it"),))


def on_unstar(steps: Sequence[Step]) -> Changes:
    """Unstarring cancels what the star had planned."""
    return Changes(close=cancelled(open_steps(steps, StepKind.KEEP_IN_TOUCH), "you took the star away"))


def on_corrected(steps: Sequence[Step], called_for: AbstractSet[int], *, rejected: bool) -> Changes:
    """The user says that a mail was not what it was taken for: what it called for is off.

    `called_for` are the ids of the steps that the mail called for; where the application is not `rejected` any more, keeping in touch is
    off too, whoever called for that.
    """
    wrong = [step for step in open_steps(steps, *StepKind) if step.id in called_for]
    idle = [step for step in open_steps(steps, StepKind.KEEP_IN_TOUCH) if not rejected and step.id not in called_for]
    return Changes(close=cancelled((*wrong, *idle), "you said that the mail was something else"))


def on_stop(steps: Sequence[Step], *, touch_only: bool = False) -> Changes:
    """The user has had enough: of keeping in touch, or of the whole plan."""
    ended = open_steps(steps, *((StepKind.KEEP_IN_TOUCH,) if touch_only else StepKind))
    return Changes(close=cancelled(ended, ENDED_BY_USER[0]))


def on_hired(steps: Sequence[Step]) -> Changes:
    """The user has found a job: every plan ends."""
    return Changes(close=cancelled(open_steps(steps, *StepKind), ENDED_BY_USER[1]))


def on_closed(
    step: Step, application: Application, policy: Policy, calendar: Calendar, *, now: datetime | None = None, steps: Sequence[Step] = ()
) -> Changes:
    """What follows when a step was notified or closed: keep_in_touch repeats, counted from its own due date, up to max_touches.

    Whether or not the user acted: so it may be asked at the notification and again at `done`. With all the application's `steps` it then
    plans once, and cancels an earlier one that is still open; with those of its whole company, one that was cancelled elsewhere is none.
    With `now`, what would already be past is counted from now: no burst.
    """
    every = policy.keep_in_touch_every
    touches = _touches(step, application, every)
    later = [other for other in steps if other.kind is step.kind and other.due_at > step.due_at]
    planned = any(other.application == step.application or other.status is not Status.CANCELLED for other in later)
    if step.kind is not StepKind.KEEP_IN_TOUCH or step.status is Status.CANCELLED or not application.starred or not every.count:
        return Changes()
    if planned or touches >= policy.max_touches:
        return Changes()
    due = due_at(step.due_at, every, calendar)
    if now is not None and due <= now:
        due = due_at(now, every, calendar)
    earlier = [other for other in open_steps(steps, StepKind.KEEP_IN_TOUCH) if other.due_at < step.due_at]
    return Changes(
        add=(NewStep(StepKind.KEEP_IN_TOUCH, due, step.to, "it is time to keep in touch again", touches),),
        close=cancelled(earlier, "the next one took its place"),
    )


def _touches(step: Step, application: Application, every: Wait) -> int:
    """How many were notified in a row, this one included, since they last wrote."""
    if application.last_mail_at >= step.due_at:
        return 0
    before = 0 if application.last_mail_at >= step.due_at - every.span else step.touches
    return before + step.notified
