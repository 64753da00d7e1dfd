"""The target `desktop://`: deliveries become bubbles, and clicks become what the user could have typed.

A bubble is about a step (`s31`), or about a notification without buttons (`n5`: a digest, a notice). Two targets that are the desktop show
one bubble. It is taken away when its step is closed or moved, whoever did that, or when nothing of what it says is true any more (all steps
of a digest, the mail that was news, the alarm), and comes back where that is taken back while the watcher runs. What is on the screen is
kept in the state, with the run of the server that shows it: so a bubble from before a restart is replaced and taken away as well, and its
clicks count, as they say by themselves what they are about, and which step had that number then.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from datetime import datetime

from watcher import log
from watcher.clock import Clock
from watcher.config import Settings, Target
from watcher.core.compose import Bubble, Button, Detail, mailto, not_opened, words_of
from watcher.core.compose.extras import Urgency
from watcher.core.plan import Status
from watcher.core.schedule import in_quiet_hours
from watcher.daemon.clicks import finish, put_off
from watcher.daemon.levels import as_told, is_lowered
from watcher.daemon.outbox import RETELLING, Due, due_of
from watcher.daemon.retold import left_in
from watcher.desktop import Appeared, Clicked, Desktop, Held, Opened, Reached, Shown, Told, is_desktop
from watcher.errors import StateError, WatcherError
from watcher.notify import Delivered
from watcher.store import DeliveryRow, StepRow, Store, Transaction

CAUSE = "clicked on the desktop"
_NOBODYS = 0  # the id of no delivery
_MOST = 100  # bubbles to bring back; three a day are made
_ACTS = {Button.DONE: finish, Button.SNOOZE: put_off}


class Bubbles:
    """Shows, takes away, and acts on clicks. A desktop is looked for only where a target is one."""

    def __init__(self, store: Store, clock: Clock, post: Callable[[Told], None], environ: Mapping[str, str] = os.environ) -> None:
        self._store, self._clock, self._post, self._environ = store, clock, post, environ
        self._desktop: Desktop | None = None
        self._followed: Settings | None = None
        self._held = Held()
        self._told: dict[str, datetime] = {}  # for which due time a bubble tells of its step
        self._away: dict[str, datetime] = {}  # the same of those that were taken away
        self._weighed: tuple[tuple[int, int], bool] | None = None  # the state in which these were last looked at

    def follow(self, settings: Settings) -> None:
        """Be there as long as a target is the desktop, take away what is over, and bring back what is over no more."""
        if settings is not self._followed:
            self._change(settings)
            self._followed = settings
        if self._desktop is not None and (self._held.bubbles or self._away):
            with self._store.reading() as tx:
                stands = {one: _waits_for(tx, one, settings) for one in self._held.bubbles}
                self._told |= {one: due for one, due in stands.items() if due is not None}
                speaking = not _is_silent(tx, settings, self._clock.now())
                weighed = tx.revision(), speaking
                away = self._away if speaking and weighed != self._weighed else {}  # nothing opens again by itself
                open_again = {one: due for one in away if (due := _waits_for(tx, one, settings)) is not None}
            over = [subject for subject, due in stands.items() if due is None]
            for subject in over:
                self._take_away(subject)
            level = _level(settings)
            for subject, due in open_again.items():
                if self._away.pop(subject) == due and level is not None:  # else it is spoken of anew, with a delivery of its own
                    self._show_anew(subject, settings, level)
            self._weighed = weighed

    def _change(self, settings: Settings) -> None:
        """A config is new, by a start or a reload: bubbles that say more than they may by now are shown anew."""
        level = _level(settings)
        with self._store.transaction() as tx:
            before = tx.bubbles_level(level.value if level else None)
        if level is None:
            self._leave()
            return
        desktop = self._open()
        if before is not None and is_lowered(Detail(before), level):
            for subject in self._held.bubbles:
                desktop.take_away(subject)
                self._show_anew(subject, settings, level)

    def show(self, row: DeliveryRow, target: Target, settings: Settings) -> None:
        """Deliver to the desktop; the answer comes by `post`."""
        with self._store.reading() as tx:
            subject, made = _bubble(tx, row, target, settings)
        self._away.pop(subject, None)
        self._put(row.id, subject, made)

    def take(self, told: Told, settings: Settings, now: datetime) -> Delivered | None:
        """Record what the desktop told; returns a delivery that ended."""
        match told:
            case Shown():
                return Delivered(told.id, ok=told.ok, permanent=False, detail=told.detail, why="" if told.ok else "no-desktop")
            case Clicked():
                self._clicked(told, settings, now)
            case Held():
                self._held = told
                with self._store.transaction() as tx:
                    tx.keep_bubbles(told.server, told.bubbles)
            case Opened():
                log.draft_opened(told.subject, ok=told.ok, detail=told.detail)
                if not told.ok:
                    self._not_opened(int(told.subject[1:]), settings)
            case Appeared():
                names = [name for name, target in settings.targets.items() if _is_desktop(target)]
                with self._store.transaction() as tx:
                    tx.try_deliveries_at(now, names)
            case Reached():
                log.desktop(ok=told.ok, detail=told.detail)
        return None

    def close(self, seconds: float = 1.0) -> None:
        """Leave the bus. The bubbles stay."""
        if self._desktop is not None:
            self._desktop.close(seconds)
            self._desktop = None

    def _leave(self) -> None:
        """The desktop is no target any more: no bubble stays whose buttons nobody hears, not even one from before this start."""
        if self._desktop is None:
            with self._store.reading() as tx:
                if not tx.bubbles()[1]:
                    return
        self._open().close(1.0, clear=True)
        self._desktop = None

    def _open(self) -> Desktop:
        if self._desktop is None:
            with self._store.transaction() as tx:
                self._held = Held(*tx.bubbles())
                mark = hashlib.blake2b(f"{tx.installation()} desktop".encode(), digest_size=8).hexdigest()
            self._desktop = Desktop(clock=self._clock, post=self._post, mark=mark, held=self._held, environ=self._environ)
        return self._desktop

    def _clicked(self, click: Clicked, settings: Settings, now: datetime) -> None:
        step = int(click.subject[1:])
        button = next((one for one in Button if one.value == click.button), None)
        if button is None or not click.subject.startswith("s"):
            return
        with self._store.transaction() as tx:
            told, same = _waits_for(tx, click.subject, settings), click.stamp in {"", _stamp(tx, click.subject)}
            act = _ACTS.get(button, self._draft)
            counted = same and act(tx, step, settings, now, CAUSE)
            over = same and _waits_for(tx, click.subject, settings) is None
        log.clicked(click.subject, click.button, counted=counted)
        if told is not None:
            self._told[click.subject] = told
        if over:
            self._take_away(click.subject)

    def _take_away(self, subject: str) -> None:
        """Off the screen; what `undo` opens again is shown again. What the user dismissed is not: nobody takes that away here."""
        if self._desktop is not None:
            self._desktop.take_away(subject)
        if (due := self._told.pop(subject, None)) is not None:
            self._away[subject] = due
        for oldest in list(self._away)[:-_MOST]:
            del self._away[oldest]

    def _draft(self, tx: Transaction, step: int, settings: Settings, now: datetime, cause: str) -> bool:
        row = tx.step(step)
        due = _due(tx, row, settings) if row and row.status == Status.NEEDS_ACTION.value else None
        if row is None or due is None or due.draft is None or self._desktop is None:
            return False
        tx.event(now, row.application, f"{row.kind} draft opened", cause, step=step)
        self._desktop.open_link(f"s{step}", mailto(due.draft))
        return True

    def _not_opened(self, step: int, settings: Settings) -> None:
        level, due = _level(settings), self._waiting(step, settings)
        if due is not None and level is not None and self._desktop is not None:
            self._put(_NOBODYS, f"s{step}", not_opened(due.bubble(level), due.step, words_of(settings.me.language)))

    def _show_anew(self, subject: str, settings: Settings, level: Detail) -> None:
        if subject.startswith("n"):
            with self._store.reading() as tx:
                made = _left(tx, int(subject[1:]), settings)
        else:
            due = self._waiting(int(subject[1:]), settings)
            made = due.bubble(level) if due is not None else None
        if made is not None:
            self._put(_NOBODYS, subject, made)

    def _put(self, delivery: int, subject: str, made: Bubble) -> None:
        with self._store.reading() as tx:
            stamp = _stamp(tx, subject)
        self._open().show(delivery, subject, made, stamp)

    def _waiting(self, step: int, settings: Settings) -> Due | None:
        """A step that was told of and is still open."""
        with self._store.reading() as tx:
            row = tx.step(step)
            return _due(tx, row, settings) if row and _is_waiting(tx, step) else None


def _level(settings: Settings) -> Detail | None:
    """How much a bubble says: of two targets that are the desktop, which share it, as much as the less talkative; None without any."""
    levels = [target.detail for target in settings.targets.values() if _is_desktop(target)]
    return max(levels, key=list(Detail).index, default=None)


def _is_desktop(target: Target) -> bool:
    try:
        return is_desktop(target.url.reveal())
    except WatcherError:
        return False  # the outbox tells of it


def _bubble(tx: Transaction, row: DeliveryRow, target: Target, settings: Settings) -> tuple[str, Bubble]:
    notification = tx.notification(row.notification)
    steps = [tx.step(number) for number in notification.steps] if notification else []
    step = steps[0] if notification and notification.kind == "step" and len(steps) == 1 else None
    due = _due(tx, step, settings) if step else None
    if step is None or due is None:
        return f"n{row.notification}", _plain(row)
    return f"s{step.id}", due.bubble(_level(settings) or target.detail)


def _plain(row: DeliveryRow) -> Bubble:
    """Without buttons."""
    return Bubble(row.title, row.body, quiet=(row.extras or {}).get("urgency") == Urgency.LOW)


def _left(tx: Transaction, number: int, settings: Settings) -> Bubble | None:
    """What is left of a notification that the desktop had, as it would be told today."""
    notification = tx.notification(number)
    for row in notification.deliveries if notification else ():
        target = settings.targets.get(row.target)
        if target is not None and _is_desktop(target) and target.detail is _level(settings):
            left = RETELLING.left_of(tx, row, target, settings)
            return _plain(as_told(tx, left, target, settings, due_of)) if left is not None else None
    return None


def _due(tx: Transaction, row: StepRow, settings: Settings) -> Due | None:
    """What the words of a step need; None where our own code stumbles over it, which is to stop nothing else."""
    try:
        return due_of(tx, row, settings)
    except StateError:
        raise
    except Exception as error:  # noqa: BLE001 -- see above
        log.step_set_aside(f"s{row.id}", type(error).__name__)
        return None


def _is_silent(tx: Transaction, settings: Settings, now: datetime) -> bool:
    """What is open again is shown like all else: not in quiet hours, nor in a pause."""
    paused_until = tx.paused_until()
    return in_quiet_hours(now, settings.calendar) or (paused_until is not None and now < paused_until)


def _stamp(tx: Transaction, subject: str) -> str:
    """Which step it is, beyond its number: after the state was brought back from a copy, another may have that by now."""
    row = tx.step(int(subject[1:])) if subject.startswith("s") else None
    if row is None:
        return ""
    return hashlib.blake2b(f"{row.kind} {tx.step_called_at(row.id).isoformat()}".encode(), digest_size=4).hexdigest()


def _waits_for(tx: Transaction, subject: str, settings: Settings) -> datetime | None:
    """The due time of an open step that the user was told of for it, or when a notification was made that still says something true; None
    for what the user need not see any more.
    """
    if subject.startswith("s"):
        row = tx.step(int(subject[1:]))
        return row.due_at if row is not None and _is_waiting(tx, row.id) else None
    notification = tx.notification(int(subject[1:]))
    return notification.created_at if notification is not None and left_in(tx, notification, settings) is not None else None


def _is_waiting(tx: Transaction, step: int) -> bool:
    row = tx.step(step)
    return row is not None and row.status == Status.NEEDS_ACTION.value and row.queued_for == row.due_at
