"""Writing what a plan decided, and what follows when a step ends: the one way in which steps are added and closed.

Mail, commands and due notifications all come this way, so that "keep in touch" repeats whoever closed it. While the user has a job, mail
plans nothing: only their own word does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from watcher.config import Settings
from watcher.core import plan
from watcher.core.classify import Label
from watcher.core.link import Application
from watcher.core.plan import Changes, Status, StepKind
from watcher.core.schedule import LONGEST, Calendar, digest_at, in_turn, next_morning, notify_at
from watcher.store import NewsRow, NoticeRow, StepRow, Transaction

HIRED = "you have a job since you said hired"
GATHERED_FOR = timedelta(minutes=1)  # mails that come together are told together; a look after a week away takes seconds


def apply(
    tx: Transaction,
    application: int,
    changes: Changes,
    settings: Settings,
    now: datetime,
    *,
    message: int | None = None,
    first_look: bool = False,
) -> int:
    """Close and add steps as decided; returns how many were added. On a `first_look`, what is overdue already waits for the digest.

    `message` is the mail that calls for them; without one it is the user's word, or what follows from a step.
    """
    for ended in changes.close:
        close(tx, ended.step, ended.status, ended.cause, settings, now, message=message)
    if changes.reopened:
        _reopen(tx, application, len(changes.close), settings, now, message)
    if changes.add and message is not None and tx.hired_at() is not None:
        tx.event(now, application, "nothing planned", HIRED, message=message)
        return 0
    for new in changes.add:
        overdue = first_look and new.due_at <= now
        moment = step_at(tx, new.due_at, settings, now, daily=settings.daily_digest and not overdue)
        tx.add_step(application, new, notify_at=moment, now=now, message=message, in_digest=overdue)
    if any(new.kind is StepKind.KEEP_IN_TOUCH for new in changes.add):
        keep_one_line(tx, application, settings, now)
    return len(changes.add)


def company_of(tx: Transaction, application: int) -> list[Application]:
    """The application, and where the star is its whole company's all the others there, it being the first."""
    known = tx.applications()
    this = next(found for found in known if found.id == application)
    others = plan.of_company(this.company, known) if this.company_starred else []
    return [this, *(one for one in others if one.id != application)]


def keep_one_line(tx: Transaction, application: int, settings: Settings, now: datetime) -> None:
    """With a company that has a star as a whole the user keeps in touch once, however many of its applications call for it."""
    company = company_of(tx, application)
    if company[0].company_starred:
        steps = [step for one in company for step in tx.steps_of(one.id)]
        told = {row.id for one in company for row in tx.step_rows_of(one.id) if row.queued_for is not None or row.notified_at is not None}
        for ended in plan.one_line(company, steps, told):
            close(tx, ended.step, ended.status, ended.cause, settings, now)


def _reopen(tx: Transaction, application: int, ended: int, settings: Settings, now: datetime, message: int | None) -> None:
    """They came back. Where that ended something, the user hears of it in the morning."""
    tx.reopen(application, now)
    tx.event(now, application, "reopened", "they came back after their rejection", message=message)
    if ended:
        tx.add_notice(application, "reopened", ended, next_morning(now, settings.calendar), now)


def pause(tx: Transaction, until: datetime | None, settings: Settings, now: datetime, cause: str) -> None:
    """Say nothing until then, or speak again; what is due keeps its due time, and is told in turn, oldest first."""
    former = tx.paused_until()
    tx.pause(until)
    if until is not None:
        tx.take_back_unsent()
    line_up(tx, max(moment for moment in (now, until, former) if moment is not None), settings, now, cause)


def line_up(tx: Transaction, until: datetime, settings: Settings, now: datetime, cause: str, *, sooner: bool = False) -> None:
    """Give everything that is due by then its turn anew, a daily digest one for all of it; with `sooner` none later than it was."""
    for one, moment in list(_in_turn(tx, until, settings, now)):
        if sooner and moment >= one.notify_at:
            continue
        if isinstance(one, StepRow):
            tell_at(tx, one.id, moment, settings, now, cause)
        else:
            tx.move_notice(one.id, moment)


def _in_turn(
    tx: Transaction, until: datetime, settings: Settings, now: datetime
) -> Iterator[tuple[StepRow | NoticeRow | NewsRow, datetime]]:
    """What waits and is due by then, and when to tell of it."""
    for one in tx.waiting_news():
        yield one, news_at(tx, one.kind, min(one.created_at, now), settings, now)
    steps = tx.waiting_steps(until)
    if settings.daily_digest:
        yield from ((row, step_at(tx, row.due_at, settings, now)) for row in steps)
    waiting: list[tuple[datetime, bool, Sequence[StepRow | NoticeRow]]] = []
    waiting += [] if settings.daily_digest else [(turn[0].due_at, True, turn) for turn in _turns(steps)]
    mornings = [(next_morning(min(notice.created_at, now), settings.calendar), False, [notice]) for notice in tx.waiting_notices()]
    waiting = sorted([*waiting, *(one for one in mornings if one[0] <= until)], key=lambda one: (*one[:2], one[2][0].id))
    moments = in_turn([due for due, _, _ in waiting], now, settings.calendar, counter(tx, settings.calendar), tx.paused_until())
    yield from ((one, moment) for (_, _, turn), moment in zip(waiting, moments, strict=True) for one in turn)


def set_right(tx: Transaction, settings: Settings, now: datetime) -> None:
    """What a clock that was wrong had put off to a far morning takes its turn by the right one; what the user named keeps its time."""
    line_up(tx, now + LONGEST, settings, now, "it had been put off too far", sooner=True)


def _turns(rows: Sequence[StepRow]) -> list[list[StepRow]]:
    """Each step by itself, but what was overdue at the first look together."""
    digest = [row for row in rows if row.in_digest]
    return [*([digest] if digest else []), *([row] for row in rows if not row.in_digest)]


def tell_at(tx: Transaction, step: int, moment: datetime, settings: Settings, now: datetime, cause: str) -> None:
    """Move the moment at which the user is told; the timeline says to when, and why."""
    tx.set_notify_at(step, moment, now, shown(moment, settings), cause)


def shown(moment: datetime, settings: Settings) -> str:
    """A moment as the timeline tells it, in the user's own time."""
    return f"{moment.astimezone(settings.calendar.timezone):%a %d %b %Y %H:%M}"


def move(tx: Transaction, step: int, due_at: datetime, settings: Settings, now: datetime, *, moved: str, cause: str) -> datetime | None:
    """Give an open step another due time; returns when the user is told, None when it is closed."""
    moment = notify_at(due_at, now, settings.calendar, counter(tx, settings.calendar), tx.paused_until())
    return moment if tx.move_step(step, due_at, moment, now, moved, cause) else None


def close(tx: Transaction, step: int, status: Status, cause: str, settings: Settings, now: datetime, *, message: int | None = None) -> bool:
    """Close a step that is still open, with what follows from that; False when it was closed already."""
    if not tx.close_step(step, status, now, cause, message=message):
        return False
    follow_up(tx, step, settings, now)
    return True


def follow_up(tx: Transaction, step: int, settings: Settings, now: datetime) -> None:
    """What follows when a step was spoken of or closed: "keep in touch" repeats."""
    row = tx.step(step)
    if row is None or row.kind != StepKind.KEEP_IN_TOUCH.value:
        return
    company = company_of(tx, row.application)
    steps = [found for one in company for found in tx.steps_of(one.id)]
    this = next(found for found in steps if found.id == step)
    changes = plan.on_closed(this, plan.as_company(company[0], company), settings.policy, settings.calendar, now=now, steps=steps)
    apply(tx, row.application, changes, settings, now)


def follow_all_up(tx: Transaction, steps: Sequence[int], settings: Settings, now: datetime) -> None:
    """The same for all the steps of one message.

    What follows may end a step of an older digest that reached nobody: the rest of that one is due anew, and with a daily digest waits for
    the next, since a morning has one.
    """
    waiting = {row.id for row in tx.due_steps(now)}
    for step in steps:
        follow_up(tx, step, settings, now)
    if settings.daily_digest:
        for row in tx.due_steps(now):
            if row.id not in waiting:
                tell_at(tx, row.id, step_at(tx, row.due_at, settings, now), settings, now, "the next morning's digest")


def counter(tx: Transaction, calendar: Calendar) -> Callable[[date], int]:
    """How many notifications a local day holds already."""

    def notified_on(day: date) -> int:
        start = datetime.combine(day, time(), calendar.timezone).astimezone(UTC)
        end = datetime.combine(day + timedelta(days=1), time(), calendar.timezone).astimezone(UTC)
        return tx.notified_between(start, end)

    return notified_on


def step_at(tx: Transaction, due: datetime, settings: Settings, now: datetime, *, daily: bool | None = None) -> datetime:
    """When to tell of a step: in its turn, or with a daily digest in the morning. What the user moved comes at the time that they named."""
    choose = digest_at if (settings.daily_digest if daily is None else daily) else notify_at
    return choose(due, now, settings.calendar, counter(tx, settings.calendar), tx.paused_until())


def news_at(tx: Transaction, kind: str, came: datetime, settings: Settings, now: datetime) -> datetime:
    """When to tell of a mail that `came`: in the next morning's digest, or at once but for quiet hours and a pause, whatever the cap."""
    if in_digest(kind, settings):
        return digest_at(came, now, settings.calendar, counter(tx, settings.calendar), tx.paused_until())
    return notify_at(came + GATHERED_FOR, now, settings.calendar, lambda _: 0, tx.paused_until())


def in_digest(kind: str, settings: Settings) -> bool:
    """Whether a mail of this kind is a line of the digest, and no notification of its own."""
    return kind == Label.REJECTION.value and settings.on_rejection == "digest"
