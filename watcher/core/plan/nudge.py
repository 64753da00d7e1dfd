"""The nudge: a polite enquiry where an application was confirmed or an interview held, and no word has come since.

There is one at most. It is counted from the last word, so each new word takes it away and plans it anew; a step's own due date is moved by
nobody but the user.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from watcher.core.extract import Reading, Stage
from watcher.core.link import Application
from watcher.core.plan.people import reachable, to_ask
from watcher.core.plan.step import Changes, NewStep, Policy, Step, StepKind, cancelled, open_steps
from watcher.core.schedule import Calendar, due_at

_MEETINGS = frozenset({Stage.SCREENING, Stage.ASSESSMENT, Stage.INTERVIEW, Stage.FINAL})


def on_word(
    reading: Reading,
    at: datetime,
    application: Application,
    steps: Sequence[Step],
    policy: Policy,
    calendar: Calendar,
    *,
    answers_user: bool,
    automatic: bool,
) -> Changes:
    """What a word from them, other than a rejection, does to the nudge. `automatic` mail is one where it confirms or invites."""
    waiting = open_steps(steps, StepKind.NUDGE)
    if at < application.last_mail_at:  # seen late: a later word counts
        return Changes()
    if automatic and not (reading.confirmation or reading.forward):  # out of office, a newsletter: no word of how it stands
        return Changes()
    if Stage.OFFER in (reading.forward, reading.stage):
        return Changes(close=cancelled(waiting, "they made you an offer"))
    begins = reading.confirmation or reading.forward or (bool(application.message_ids) and reading.stage in _MEETINGS)
    if answers_user and not begins:
        return Changes(close=cancelled(waiting, "they answered"))
    if policy.nudge_after is None or not (begins or waiting):
        return Changes()
    people = to_ask(reachable(reading.contacts, application.contacts))
    due = due_at(at, policy.nudge_after, calendar)
    cause = "a new word came" if waiting else "an application was confirmed" if reading.confirmation else "an interview was spoken of"
    return Changes(add=(NewStep(StepKind.NUDGE, due, people, cause),), close=cancelled(waiting, "a new word came"))
