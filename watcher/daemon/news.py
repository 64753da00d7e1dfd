"""Mail that is told of because it came: rejections and recruiters' mail, if the user wants that (`[notify] on_rejection`, `on_recruiter`).

Such news is written in the transaction that records the mail, so that a mail is told of once or not at all. It is looked at again when its
time has come: what is true no more (relabelled, come back, answered) is not told. What comes together is told together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from watcher import log
from watcher.config import Settings
from watcher.core import compose
from watcher.core.classify import Label
from watcher.core.compose import Detail, Notification, Wrote, extras
from watcher.core.compose.extras import Extras
from watcher.core.extract import Contact, Part
from watcher.core.link import Application
from watcher.core.plan import Status, StepKind
from watcher.core.schedule import notify_at
from watcher.daemon import levels
from watcher.daemon.changes import in_digest, news_at
from watcher.store import ApplicationRow, NewsRow, StepRow, Transaction

if TYPE_CHECKING:  # it queues what is made here
    from watcher.daemon.outbox import Due

Gather = Callable[[Transaction, StepRow, Settings], "Due"]  # outbox.due_of


def announce(tx: Transaction, label: Label, message: int, application: Application, settings: Settings, now: datetime) -> None:
    """A mail came, not in a first look; `application` is as it was before it. With nobody to tell, or a job found, it is none."""
    known = application.rejected_at is not None and not application.reopened
    wanted = {Label.REJECTION: settings.on_rejection != "never" and not known, Label.RECRUITER: settings.on_recruiter == "now"}
    if settings.targets and wanted.get(label, False) and tx.hired_at() is None:
        tx.add_news(application.id, label.value, message, news_at(tx, label.value, now, settings, now), now)


def withdraw(tx: Transaction, message: int) -> None:
    """The user says that a mail is something else: whoever has not been told yet is not told (of those that others have: `retold`)."""
    tx.withdraw_news(message)
    tx.tell_anew()


def due_news(tx: Transaction, settings: Settings, now: datetime, *, digest: bool) -> list[NewsRow]:
    """What is to be told by now: lines of the digest, or notifications of their own, and with these what came since of their kind."""
    waiting = [one for one in tx.waiting_news() if in_digest(one.kind, settings) is digest]
    due = {one.kind for one in waiting if one.notify_at <= now}
    return [one for one in waiting if one.notify_at <= now or (not digest and one.kind in due)]


def still_true(tx: Transaction, news: Sequence[NewsRow], settings: Settings) -> list[NewsRow]:
    """What is still so; the rest is dropped."""
    true = holding(tx, news, settings)
    tx.drop_news([one.id for one in news if one not in true])
    return true


def holding(tx: Transaction, news: Sequence[NewsRow], settings: Settings) -> list[NewsRow]:
    """What is still so. Who has a job hears of no mail that came."""
    return [] if news and tx.hired_at() is not None else [one for one in news if _holds(tx, one, tx.application(one.application), settings)]


def _holds(tx: Transaction, one: NewsRow, application: ApplicationRow | None, settings: Settings) -> bool:
    row = tx.message(one.message)
    if application is None or row is None or row.label != one.kind or row.unsure or row.application != application.id:
        return False
    if one.kind == Label.REJECTION.value:
        return settings.on_rejection != "never" and application.rejected_at is not None and application.reopened_at is None
    called_for = _called_for(tx, one)
    return settings.on_recruiter == "now" and (not called_for or any(step.status == Status.NEEDS_ACTION.value for step in called_for))


def _called_for(tx: Transaction, one: NewsRow) -> list[StepRow]:
    """The answers that a recruiter's mail called for."""
    steps = tx.steps_called_by(one.message)
    return [row for row in tx.step_rows_of(one.application) if row.id in steps and row.kind == StepKind.REPLY_RECRUITER.value]


def queue_news(tx: Transaction, kind: str, settings: Settings, now: datetime, gather: Gather) -> list[int]:
    """What came of one kind becomes one notification, outside the cap; where it may not be told yet, it waits."""
    news = still_true(tx, [one for one in due_news(tx, settings, now, digest=False) if one.kind == kind], settings)
    if not news:
        return []
    moment = notify_at(now, now, settings.calendar, lambda _: 0, tx.paused_until())
    if moment > now:
        for one in news:
            tx.move_notice(one.id, moment)
        return []
    shown = {target.name: words(tx, news, target.detail, settings, gather) for target in settings.targets.values()}
    about = {one.application for one in news}
    said = ((name, one.title, one.body) for name, (one, _) in shown.items())
    notification = tx.add_notification("news", [], said, now, counts=False, application=about.pop() if len(about) == 1 else None)
    levels.carry(tx, notification, {name: beside for name, (_, beside) in shown.items()}, settings)
    tx.news_queued([one.id for one in news], notification, now)
    log.notification_queued(f"n{notification}", "news", 0, len(settings.targets))
    return [notification]


def words(tx: Transaction, news: Sequence[NewsRow], detail: Detail, settings: Settings, gather: Gather) -> tuple[Notification, Extras]:
    """What is said of news of one kind, and what goes out beside it."""
    if news[0].kind == Label.REJECTION.value:
        return rejected(tx, applications_of(tx, news), detail, settings), extras.at_level(extras.NEWS, detail)
    mails, said = [_wrote(tx, one, settings, gather) for one in news], compose.words_of(settings.me.language)
    draft = mails[0].draft if len(mails) == 1 else None  # a tap opens the answer
    return compose.wrote(mails, detail, said), extras.extras(StepKind.REPLY_RECRUITER, draft, detail, said)


def applications_of(tx: Transaction, news: Sequence[NewsRow]) -> list[Application]:
    """Each once, in the order of the news."""
    known = {one.id: one for one in tx.applications()}
    return [known[number] for number in dict.fromkeys(one.application for one in news)]


def rejected(tx: Transaction, applications: Sequence[Application], detail: Detail, settings: Settings) -> Notification:
    """What is said of rejections that came."""
    open_of = {row.application for row in tx.agenda()}
    planned = any(application.id in open_of for application in applications)
    return compose.rejected(applications, detail, compose.words_of(settings.me.language), planned=planned)


def _wrote(tx: Transaction, one: NewsRow, settings: Settings, gather: Gather) -> Wrote:
    row = tx.message(one.message)
    sender = (row.headers.get("from") if row else None) or {}
    contact = Contact(sender["name"], sender["addr"], Part.RECRUITER, "From") if sender.get("name") else None
    step = next((step for step in _called_for(tx, one) if step.status == Status.NEEDS_ACTION.value), None)
    if step is None:
        return Wrote(applications_of(tx, [one])[0], contact)
    due = gather(tx, step, settings)
    return Wrote(due.application, contact, due.step, due.draft)
