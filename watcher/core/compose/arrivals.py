"""The notification of mail that came: rejections, and recruiters' mail.

Nothing is asked of the user on such a day. What there is to do comes later, as steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from watcher.core.compose.display import harmless, people
from watcher.core.compose.letter import Draft
from watcher.core.compose.notice import Detail, Notification, filled, listing, matter, place, titled
from watcher.core.compose.words import Words
from watcher.core.extract import Contact
from watcher.core.link import Application
from watcher.core.plan import Step


@dataclass(frozen=True, slots=True)
class Wrote:
    """A recruiter's mail: who wrote, as far as there is a name, and the answer that is planned, with its draft."""

    application: Application
    sender: Contact | None
    step: Step | None = None
    draft: Draft | None = None


def rejected(applications: Sequence[Application], detail: Detail, words: Words, *, planned: bool) -> Notification:
    """Rejections that came, one or more; `planned` tells whether steps follow."""
    if detail is Detail.SILENT:
        return Notification(words.news, words.agenda.one)
    rest = words.nothing_today_planned if planned else words.nothing_today
    if len(applications) == 1:
        return Notification(_rejection(applications[0], detail, words), f"{rest}\n\n{_see(applications[0], words)}")
    lines = [f"a{application.id}  {_where(application, detail, words)}".rstrip() for application in applications]
    body = f"{listing(lines, words)}\n\n{rest}\n\n{words.see_applications}"
    return Notification(filled(words.rejections, count=len(applications)), body)


def beside(shown: Notification, applications: Sequence[Application], detail: Detail, words: Words) -> Notification:
    """The same, with a line for each rejection that came since."""
    if detail is Detail.SILENT or not applications:
        return shown
    lines = [f"a{application.id}  {_rejection(application, detail, words)}" for application in applications]
    return replace(shown, body=f"{shown.body}\n\n{listing(lines, words)}")


def wrote(mails: Sequence[Wrote], detail: Detail, words: Words) -> Notification:
    """Recruiters' mails that came, one or more."""
    if detail is Detail.SILENT:
        return Notification(words.news, words.agenda.one)
    if len(mails) > 1:
        lines = [f"a{mail.application.id}  {_written(mail, detail, words)}" for mail in mails]
        return Notification(filled(words.recruiters, count=len(mails)), f"{listing(lines, words)}\n\n{words.see_applications}")
    (mail,) = mails
    return Notification(_written(mail, detail, words), _answer(mail, detail, words))


def _answer(mail: Wrote, detail: Detail, words: Words) -> str:
    if mail.step is None:
        return f"{words.in_your_time}\n\n{_see(mail.application, words)}"
    number = f"s{mail.step.id}"
    if detail is Detail.SHORT:
        return f"{words.short_answer}\n{filled(words.finish_short_draft if mail.draft else words.finish_short, id=number)}"
    return "\n\n".join([words.short_answer, matter(mail.step, mail.draft, words, None), filled(words.finish, id=number)])


def _written(mail: Wrote, detail: Detail, words: Words) -> str:
    who = people([mail.sender], words) if mail.sender and detail is Detail.FULL else ""
    return titled(words.recruiter if who else words.recruiter_unnamed, who, _where(mail.application, detail, words))


def _rejection(application: Application, detail: Detail, words: Words) -> str:
    return titled(words.rejection, "", _where(application, detail, words))


def _where(application: Application, detail: Detail, words: Words) -> str:
    return place(application, words) if detail is Detail.FULL else harmless(application.company or "")


def _see(application: Application, words: Words) -> str:
    return filled(words.see, id=f"a{application.id}")
