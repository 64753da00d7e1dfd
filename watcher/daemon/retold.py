"""What is still true of a notification: for a target that was down while others had it, and for what lies on the desktop.

A digest, or news of several applications, waits for each target by itself, for a week if need be. Meanwhile steps are done, put off or
forgotten, mails relabelled, accounts seen again. What is left is said in new words; where nothing is, nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from watcher import log
from watcher.config import Settings, Target
from watcher.core.compose import Detail, Notification
from watcher.core.compose.extras import Extras
from watcher.daemon import levels, news
from watcher.errors import StateError
from watcher.store import DeliveryRow, NewsRow, NotificationRow, Transaction

if TYPE_CHECKING:  # it sends what is made here
    from watcher.daemon.outbox import Due

Said = Callable[[Transaction, Sequence["Due"], Sequence[NewsRow], Detail, Settings], tuple[Notification, Extras]]


@dataclass(frozen=True, slots=True)
class Left:
    """The steps and lines of a notification that it is still true of; `is_whole`: nothing of it is over."""

    steps: list[int]
    lines: list[NewsRow]
    is_whole: bool


def left_in(tx: Transaction, notification: NotificationRow, settings: Settings) -> Left | None:
    """What is left of a notification; None where all of it is over."""
    if notification.kind in {"alarm", "notice"}:
        return Left([], [], is_whole=True) if _is_so(tx, notification) else None
    steps, told = tx.steps_left(notification.id), tx.news_in(notification.id)
    lines = news.holding(tx, told, settings)
    return Left(steps, lines, is_whole=(steps, lines) == (notification.steps, told)) if steps or lines else None


def _is_so(tx: Transaction, notification: NotificationRow) -> bool:
    """Whether what is about no step and no mail is as it was said."""
    if notification.kind == "alarm":
        return tx.is_alarm_on(notification.id)
    row = tx.application(notification.application) if notification.application is not None else None
    return row.reopened_at is not None if row is not None else not tx.is_overtaken(notification.id)


@dataclass(frozen=True, slots=True)
class Retelling:
    """Says anew what is left. `gather` and `say` are the outbox's, which words messages of steps and lines."""

    gather: levels.Gather
    say: Said

    def left_of(self, tx: Transaction, row: DeliveryRow, target: Target, settings: Settings) -> DeliveryRow | None:
        """A delivery as it is to be sent now; None where nothing of it is true any more."""
        notification = tx.notification(row.notification)
        if notification is None:
            return row
        left = left_in(tx, notification, settings)
        if left is not None and (not left.is_whole or not row.title):  # without a title: it told of something that the user had forgotten
            return self.anew(tx, row, notification, left, target, settings)
        return row if left is not None else None

    def anew(
        self, tx: Transaction, row: DeliveryRow, notification: NotificationRow, left: Left, target: Target, settings: Settings
    ) -> DeliveryRow:
        """The same delivery in the words that what is left of its notification has today."""
        try:
            if notification.kind == "news":
                shown, beside = news.words(tx, left.lines, target.detail, settings, self.gather)
            else:
                steps = [step for number in left.steps if (step := tx.step(number)) is not None]
                shown, beside = self.say(tx, [self.gather(tx, step, settings) for step in steps], left.lines, target.detail, settings)
        except StateError:
            raise
        except Exception as error:  # noqa: BLE001 -- it still goes out, and says less
            log.step_set_aside(", ".join(f"s{number}" for number in left.steps) or "-", type(error).__name__)
            shown, beside = levels.something(replace(notification, steps=left.steps), settings), Extras()
        return replace(row, title=shown.title, body=shown.body, extras=levels.noted(beside, target))
