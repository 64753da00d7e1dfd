"""What is due becomes notifications, and notifications become deliveries: the end of "the way of one message".

A notification is put into the outbox together with one delivery per target, each with its own words, in one transaction. A delivery is
claimed before it is sent and settled afterwards; only a delivery that failed is tried again. One delivery at a time is under way per
target.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from watcher import log
from watcher.clock import Clock
from watcher.config import Settings, Target
from watcher.core import compose
from watcher.core.compose import Bubble, Detail, Draft, Notification, Original, extras
from watcher.core.compose.alarms import RELOAD
from watcher.core.compose.extras import Extras
from watcher.core.extract import Kind, Stage
from watcher.core.link import Application
from watcher.core.plan import Step
from watcher.core.schedule import Calendar, in_quiet_hours, notify_at, retry_after
from watcher.daemon import levels, news, retold, trouble
from watcher.daemon.changes import counter, follow_all_up, news_at, step_at, tell_at
from watcher.daemon.marking import marked
from watcher.desktop import is_desktop
from watcher.errors import StateError, WatcherError
from watcher.notify import Delivered, Deliverer, Delivery
from watcher.store import BY_WORD, DeliveryRow, MessageRow, NewsRow, StepRow, Store, Transaction

Show = Callable[[DeliveryRow, Target, Settings], None]
HOPELESS = 99  # tries: as slow as retries get, for what only a changed config can mend


@dataclass(frozen=True, slots=True)
class Due:
    """A step that is to be spoken of, with all that its words need."""

    step: Step
    application: Application
    draft: Draft | None
    stage: Stage | None
    language: str  # the user's

    def words(self, detail: Detail) -> tuple[str, str]:
        """Title and body."""
        words = compose.words_of(self.language)
        shown = compose.notification(self.step, self.application, self.draft, detail, words, stage=self.stage)
        return shown.title, shown.body

    def bubble(self, detail: Detail) -> Bubble:
        """The same on the desktop."""
        return compose.bubble(self.step, self.application, self.draft, detail, compose.words_of(self.language), stage=self.stage)


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is told in one message: ids of steps, and of the news that are lines beside them."""

    steps: list[int]
    rejections: list[int] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """By which they are set aside."""
        return [*map(_step, self.steps), *map(_notice, self.rejections)]


def due_of(tx: Transaction, row: StepRow, settings: Settings) -> Due:
    """Gather what the words of a step need."""
    application = next(found for found in tx.applications() if found.id == row.application)
    step = next(found for found in tx.steps_of(row.application) if found.id == row.id)
    known = tx.application(row.application)
    stage = Stage(known.stage) if known and known.stage else None
    kind = Kind(known.kind) if known and known.kind else None
    draft = compose.draft(step, application, _original(tx, row), settings.me, settings.letters, kind=kind, stage=stage)
    return Due(step, application, draft, stage, settings.me.language)


def _original(tx: Transaction, row: StepRow) -> Original | None:
    message = answered(tx, row)
    if message is None:
        return None
    headers = message.headers
    return Original(message.message_id, tuple(headers.get("references", ())), headers.get("subject", ""), message.text or "")


def answered(tx: Transaction, row: StepRow) -> MessageRow | None:
    """The mail that a step's draft answers: the last one from somebody it is to, so that they find it in a thread of theirs; else the one
    that called for the step, else the last one from anybody there.
    """
    theirs = [mail for mail in tx.messages_of(row.application) if not mail.sent and mail.error is None and mail.account != BY_WORD]
    to = {person["addr"].casefold() for person in row.to}
    from_them = [mail for mail in theirs if str((mail.headers.get("from") or {}).get("addr", "")).casefold() in to]
    called = [mail for mail in theirs if mail.id == row.message]
    return next((found[-1] for found in (from_them, called, theirs) if found), None)


def queue_due(
    store: Store, settings: Settings, now: datetime, *, hold_digest: bool = False, set_aside: set[str] | None = None
) -> list[int]:
    """Turn what is due into notifications; returns their ids. With no target configured nothing is due to anybody.

    `hold_digest`: what was overdue at the first look waits, so that it comes as one digest. A step or notice whose words cannot be made is
    put into `set_aside` and stops no other.
    """
    if not settings.targets:
        return []
    apart = set() if set_aside is None else set_aside
    with store.reading() as tx:
        notices = [notice.id for notice in tx.due_notices(now) if _notice(notice.id) not in apart]
        rows = [row for row in tx.due_steps(now) if _step(row.id) not in apart]
        own, lines = (
            [one for one in news.due_news(tx, settings, now, digest=digest) if _notice(one.id) not in apart] for digest in (False, True)
        )
    queued = []
    for notice in notices:
        queued += _guarded(store, partial(_queue_planned_notice, number=notice, settings=settings, now=now), [_notice(notice)], apart)
    for kind in dict.fromkeys(one.kind for one in own):
        names = [_notice(one.id) for one in own if one.kind == kind]
        queued += _guarded(store, partial(news.queue_news, kind=kind, settings=settings, now=now, gather=due_of), names, apart)
    for bundle in _bundles(rows, [one.id for one in lines], settings, hold_digest=hold_digest):
        queued += _queue_bundle(store, bundle, settings, now, apart)
    return queued


def _bundles(rows: Sequence[StepRow], rejections: list[int], settings: Settings, *, hold_digest: bool) -> Iterator[Bundle]:
    """What is one message each."""
    overdue = [] if hold_digest else [row.id for row in rows if row.in_digest]
    others = [row.id for row in rows if not row.in_digest]
    if settings.daily_digest:
        bundles = [Bundle([*overdue, *others], rejections)]
    else:
        bundles = [Bundle(overdue), Bundle([], rejections), *(Bundle([step]) for step in others)]
    yield from (bundle for bundle in bundles if bundle.names)


def _queue_bundle(store: Store, bundle: Bundle, settings: Settings, now: datetime, set_aside: set[str]) -> list[int]:
    """One message; where its words cannot be made, each of its parts alone, since one of them is to blame."""
    made = _guarded(store, partial(_queue, bundle=bundle, settings=settings, now=now), bundle.names, set_aside)
    if len(bundle.names) == 1 or not set_aside.issuperset(bundle.names):
        return made
    set_aside -= set(bundle.names)
    parts = [*(Bundle([step]) for step in bundle.steps), *(Bundle([], [one]) for one in bundle.rejections)]
    return [number for part in parts for number in _queue_bundle(store, part, settings, now, set_aside)]


def is_due(tx: Transaction, now: datetime, set_aside: AbstractSet[str]) -> bool:
    """Whether there is anything to tell that was not set aside."""
    notices = [*(one.id for one in tx.due_notices(now)), *(one.id for one in tx.waiting_news() if one.notify_at <= now)]
    names = (*map(_notice, notices), *(_step(row.id) for row in tx.due_steps(now)))
    return any(name not in set_aside for name in names)


def _step(number: int) -> str:
    return f"s{number}"


def _notice(number: int) -> str:
    return f"notice {number}"


def _guarded(store: Store, queue: Callable[[Transaction], list[int]], names: Sequence[str], set_aside: set[str]) -> list[int]:
    """What is queued in a transaction of its own; what our own code stumbles over is set aside and silences nothing else."""
    try:
        with store.transaction() as tx:
            return queue(tx)
    except StateError:
        raise
    except Exception as error:  # noqa: BLE001 -- see above
        set_aside |= set(names)
        log.step_set_aside(", ".join(names), type(error).__name__)
        return []


def _queue(tx: Transaction, bundle: Bundle, settings: Settings, now: datetime) -> list[int]:
    wanted = set(bundle.steps)
    rows = [row for row in tx.due_steps(now) if row.id in wanted]  # a `done` may have come between
    lines = news.still_true(tx, [one for one in tx.waiting_news() if one.id in bundle.rejections], settings)
    if not rows and not lines:
        return []
    if _is_too_early(tx, rows, lines, settings, now):
        return []
    due = [due_of(tx, row, settings) for row in rows]
    shown = {target.name: _said(tx, due, lines, target.detail, settings) for target in settings.targets.values()}
    kind = "step" if len(rows) == 1 and not lines else "digest"
    said = ((name, one.title, one.body) for name, (one, _) in shown.items())
    notification = tx.add_notification(kind, rows, said, now)
    levels.carry(tx, notification, {name: beside for name, (_, beside) in shown.items()}, settings)
    tx.news_queued([one.id for one in lines], notification, now)
    log.notification_queued(f"n{notification}", kind, len(rows), len(settings.targets))
    for row, item in zip(rows, due, strict=True):
        if settings.save_drafts and item.draft is not None:
            tx.want_draft(row.id, now)
    follow_all_up(tx, [row.id for row in rows], settings, now)
    return [notification]


def _is_too_early(tx: Transaction, rows: Sequence[StepRow], lines: Sequence[NewsRow], settings: Settings, now: datetime) -> bool:
    """Whether quiet hours, a pause or the cap stand against it; then its time is moved."""
    room = _room(tx, rows[0], settings.calendar, now) if rows and not settings.daily_digest else counter(tx, settings.calendar)
    moment = notify_at(now, now, settings.calendar, room, tx.paused_until())
    if moment <= now:
        return False
    for row in rows:
        later = moment if not settings.daily_digest else step_at(tx, row.due_at, settings, now)
        tell_at(tx, row.id, later, settings, now, "quiet hours, a pause, or a full day")
    for one in lines:
        tx.move_notice(one.id, news_at(tx, one.kind, one.created_at, settings, now))
    return True


def _room(tx: Transaction, row: StepRow, calendar: Calendar, now: datetime) -> Callable[[date], int]:
    """How full a day is for this step: older ones that wait for that day go first, else a full week could starve them."""
    older = [other for other in tx.waiting_steps(row.due_at) if (other.due_at, other.id) < (row.due_at, row.id) and other.notify_at > now]
    days = Counter(other.notify_at.astimezone(calendar.timezone).date() for other in older)
    notified_on = counter(tx, calendar)
    return lambda day: notified_on(day) + days[day]


def _queue_planned_notice(tx: Transaction, number: int, settings: Settings, now: datetime) -> list[int]:
    """Within the cap, as a step: it is about the user's life and not about the watcher. What is true no more is not told."""
    notice = next((one for one in tx.due_notices(now) if one.id == number), None)  # a rejection may have come between
    if notice is None:
        return []
    application = next(found for found in tx.applications() if found.id == notice.application)
    if not application.reopened:
        tx.drop_notices(application.id)
        return []
    moment = notify_at(notice.notify_at, now, settings.calendar, counter(tx, settings.calendar), tx.paused_until())
    if moment > now:
        tx.move_notice(notice.id, moment)
        return []
    words = compose.words_of(settings.me.language)
    shown = [(target.name, compose.reopened(application, notice.steps, target.detail, words)) for target in settings.targets.values()]
    said = ((name, one.title, one.body) for name, one in shown)
    notification = tx.add_notification("notice", [], said, now, application=application.id)
    levels.carry(tx, notification, _at_level(extras.NEWS, settings), settings)
    tx.notice_queued(notice.id, now)
    log.notification_queued(f"n{notification}", "notice", 0, len(settings.targets))
    return [notification]


def _said(tx: Transaction, due: Sequence[Due], lines: Sequence[NewsRow], detail: Detail, settings: Settings) -> tuple[Notification, Extras]:
    """The words of one message, and what goes out beside them."""
    words, rejected = compose.words_of(settings.me.language), news.applications_of(tx, lines)
    if not due:
        return news.rejected(tx, rejected, detail, settings), extras.at_level(extras.DIGEST, detail)
    if len(due) == 1:
        one = compose.beside(Notification(*due[0].words(detail)), rejected, detail, words)
        return one, extras.extras(due[0].step.kind, due[0].draft, detail, words)
    several = compose.digest([(item.step, item.application) for item in due], detail, words)
    return compose.beside(several, rejected, detail, words), extras.at_level(extras.DIGEST, detail)


def _at_level(beside: Extras, settings: Settings) -> dict[str, Extras]:
    return {target.name: extras.at_level(beside, target.detail) for target in settings.targets.values()}


def queue_notice(tx: Transaction, settings: Settings, now: datetime, title: str, body: str, beside: Extras = extras.ALARM) -> int | None:
    """Tell the user something about the watcher itself: outside the daily cap, but not in quiet hours."""
    if not settings.targets:
        return None
    less = compose.words_of(settings.me.language)
    silent, whole = (less.news, less.check), (title, body)
    words = ((target.name, *(silent if target.detail is Detail.SILENT else whole)) for target in settings.targets.values())
    kind = "alarm" if beside is extras.ALARM else "notice"  # an alarm is over as soon as nothing stands behind it
    notification = tx.add_notification(kind, [], words, now, counts=False)
    levels.carry(tx, notification, _at_level(beside, settings), settings)
    log.notification_queued(f"n{notification}", kind, 0, len(settings.targets))
    return notification


RETELLING = retold.Retelling(due_of, _said)


class Outbox:
    """Hands due deliveries to the deliverer and records what became of them."""

    def __init__(self, store: Store, deliverer: Deliverer, clock: Clock, show: Show | None = None, *, reload: str = RELOAD) -> None:
        """`show` delivers to a target that is the user's own desktop; without it, that is a target like any. `reload`: to be told."""
        self._reload = reload
        self._store = store
        self._deliverer = deliverer
        self._show = show
        self._clock = clock
        self._busy: dict[int, DeliveryRow] = {}
        self._settings: Settings | None = None

    @property
    def busy(self) -> bool:
        """Whether any delivery is under way."""
        return bool(self._busy)

    def follow(self, settings: Settings) -> None:
        """What is settled from now on is settled by this config."""
        self._settings = settings

    def send_due(self, settings: Settings, now: datetime) -> None:
        """Start every delivery whose time has come and whose target is free. In quiet hours and in a pause nothing is sent at all."""
        self.follow(settings)
        if in_quiet_hours(now, settings.calendar):
            return
        with self._store.reading() as tx:
            paused_until = tx.paused_until()
            due = tx.deliveries_due(now)
        if paused_until is not None and now < paused_until:
            return
        if any(row.target not in settings.targets for row in due):
            with self._store.transaction() as tx:
                tx.drop_deliveries_except(settings.targets)
        taken = {row.target for row in self._busy.values()}
        for row in due:
            target = settings.targets.get(row.target)
            if target is None or row.target in taken:
                continue
            taken.add(row.target)
            self._send(row, target, settings, now)

    def _send(self, row: DeliveryRow, target: Target, settings: Settings, now: datetime) -> None:
        with self._store.transaction() as tx:
            left = RETELLING.left_of(tx, row, target, settings)
            if left is None:
                tx.withdraw(row.notification)
            if left is None or not tx.claim(row.id, now):
                return
            row = levels.as_told(tx, left, target, settings, due_of)
            beside = levels.sent_with(row) | marked(tx, row.notification)
        self._busy[row.id] = row
        try:
            url = target.url.reveal()
        except WatcherError as error:
            self.settle(Delivered(row.id, ok=False, permanent=False, detail=error.message, why="secret"), now)
            return
        if self._show is not None and is_desktop(url):
            self._show(row, target, settings)
            return
        self._deliverer.send(Delivery(row.id, row.target, url, row.title, row.body, extras=beside))

    def settle(self, delivered: Delivered, now: datetime) -> None:
        """Record how a delivery ended."""
        row = self._busy.get(delivered.id)
        if row is None:
            return
        attempt = row.attempts + 1
        again = now + retry_after(HOPELESS if delivered.permanent else attempt, random.random())  # noqa: S311 -- jitter, not a secret
        with self._store.transaction() as tx:
            tx.settle(delivered.id, now, accepted=delivered.ok, detail=delivered.detail, why=delivered.why, next_attempt_at=again)
            if self._settings is not None and row.target not in self._settings.targets:
                tx.drop_deliveries_except(self._settings.targets)  # it left the config meanwhile
            elif self._settings is not None:
                trouble.weigh(tx, row.target, delivered, self._settings, now, tell=queue_notice, reload=self._reload)
        del self._busy[delivered.id]  # only now: a state that refuses is asked again
        if delivered.ok:
            log.delivered(f"n{row.notification}", row.target, attempt)
        else:
            log.delivery_failed(f"n{row.notification}", row.target, attempt, delivered.detail, again)
