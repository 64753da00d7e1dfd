"""What each language has words for.

`$name` is filled in by string.Template, whose values are not looked at again: nothing that a mail says can become part of a template.
Sentences are whole, since no two languages are put together alike: where a name or a number is missing there is a sentence without it.
The exception is the place (`: $where`) at the end of a title: what stands before it is a sentence of its own, and stays when no place is
known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from watcher.core.extract import Stage
from watcher.core.plan import StepKind
from watcher.core.trouble import Cause


@dataclass(frozen=True, slots=True)
class Counted:
    """A sentence about one thing, and the same about `$count` of them: two or more are alike in all seven languages."""

    one: str
    many: str

    def of(self, count: int) -> str:
        return self.one if count == 1 else self.many


@dataclass(frozen=True, slots=True)
class Said:
    """A whole notification."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Alarms:
    """What is told when the watcher itself is not well, and what there is to do."""

    target: Said  # $target, $cause, $since, $answer
    causes: Mapping[Cause, str]  # what is the matter and the remedy; $reload: the command that takes over a changed config
    blind: Said  # $account, $time
    met: str  # $answer; a paragraph of its own, where something was met
    sees: Said  # $account
    times: tuple[str, str, str]  # minutes, hours, days; $count is two or more


@dataclass(frozen=True, slots=True)
class Words:
    """All that is said in one language; `$id` is a step `s31` or an application `a7`."""

    # Names
    place: str  # $role, $company
    conjunction: str  # of two people
    others: str  # $first, $count: two or more

    # A step: what to do, why now, how
    titles: Mapping[StepKind, str]  # $who, $where; $who is missing where nobody is written to
    nobody: Mapping[StepKind, str]  # $where; the same where nobody is known
    short: Mapping[StepKind, str]  # $where, which is the company alone
    why_now: Mapping[StepKind, str]
    no_draft: Mapping[StepKind, str]  # in place of the draft where nobody can be written to
    draft: str  # $to, $subject, $body
    recipients: str  # $to; for the calendar
    now: str  # why now, without a word about what
    now_with_draft: str
    finish: str  # $id
    finish_short: str  # $id
    finish_short_draft: str  # $id
    buttons: tuple[str, str]  # of a bubble on the desktop: done, in three days; and `open_draft`
    not_opened: str  # $id; a click on `open_draft` led nowhere

    # Several, and lock screens
    due: Counted
    news: str
    agenda: Counted
    check: str  # on a lock screen, in place of what is told about the watcher
    more: Counted  # lines that a digest leaves out
    see: str  # $id

    # About an application
    reopened: str  # $where
    reopened_why: Counted  # steps that were ended

    # Mail that came
    rejection: str  # $where
    rejections: str  # $count: two or more
    nothing_today: str
    nothing_today_planned: str  # steps follow
    recruiter: str  # $who, $where
    recruiter_unnamed: str  # $where
    recruiters: str  # $count: two or more mails
    short_answer: str  # an answer is planned
    in_your_time: str  # none is
    see_applications: str

    # About the watcher
    account_refused: Said  # $account, $answer, $reload
    alarms: Alarms
    open_draft: str  # what a tap on a notification does
    sign_in_ended: Said  # $account, $answer, $login (the command to run): an account with a token in place of a password
    trial: Said  # `check --send`

    # Looking back
    page_hint: tuple[str, str]  # lines of the page, each with its "#"
    questions: Mapping[Stage | None, tuple[str, str, str]]  # by the stage reached
