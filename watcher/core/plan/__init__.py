"""Application and policy to steps: the plan of "Turning Job Rejection into Opportunity" (recruiter.com, 2013) as a table.

    step       the nouns: what a step is, and what an event changes
    table      the plan itself: what a first rejection plans, on which condition, and to whom to write
    people     whom to write to, and whether an address is somebody's
    mail       what a mail that came does
    back       whether it brings a rejected application back to life
    nudge      asking how it stands, where no word comes
    own        what the user's own mail, star and word do
    company    one line of keeping in touch for a whole company
    regroup    what is left of several plans when mails come together or apart

The first rejection of an application plans every row of the table whose condition holds; a second one changes nothing. After that mail
itself keeps the plan true: an answer from a person, or the user's own mail to them, closes the step that asked for it, and an invitation
or an offer ends the plan: the company has come back, and the application lives again, so that its next rejection is a first one. Before
any rejection there is only the nudge, which moves on with each word from them. A step is an offer
to write to a person, so it goes to nobody rather than to an address that nobody reads.
"""

from __future__ import annotations

from watcher.core.plan.company import as_company, newest_no, of_company, one_line
from watcher.core.plan.mail import on_mail
from watcher.core.plan.own import (
    ENDED_BY_USER,
    on_applied_again,
    on_closed,
    on_corrected,
    on_hired,
    on_sent,
    on_star,
    on_stop,
    on_unstar,
    on_withdrawn,
    rejected_before,
)
from watcher.core.plan.regroup import First, Regrouped, Standing, on_regrouped
from watcher.core.plan.step import Changes, Close, NewStep, Policy, Status, Step, StepKind
from watcher.core.plan.table import PLAN

__all__ = [
    "ENDED_BY_USER",
    "PLAN",
    "Changes",
    "Close",
    "First",
    "NewStep",
    "Policy",
    "Regrouped",
    "Standing",
    "Status",
    "Step",
    "StepKind",
    "as_company",
    "newest_no",
    "of_company",
    "on_applied_again",
    "on_closed",
    "on_corrected",
    "on_hired",
    "on_mail",
    "on_regrouped",
    "on_sent",
    "on_star",
    "on_stop",
    "on_unstar",
    "on_withdrawn",
    "one_line",
    "rejected_before",
]
