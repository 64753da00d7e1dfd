"""What a target that was down is told of a notification that others have had: what is left of it.

A digest, or news of several applications, waits for each target by itself, for a week if need be. Meanwhile steps are done, put off or
forgotten. What is left is said in new words; where nothing is, nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from watcher import log
from watcher.config import Settings, Target
from watcher.core.compose import Detail, Notification
from watcher.core.compose.extras import Extras
from watcher.daemon import levels, news
from watcher.errors import StateError
from watcher.store import DeliveryRow, NewsRow, StepRow, Transaction

if TYPE_CHECKING:  # it sends what is made here
    from watcher.daemon.outbox import Due

Said = Callable[[Transaction, Sequence["Due"], Sequence[NewsRow], Detail, Settings], tuple[Notification, Extras]]


def left_of(tx: Transaction, row: DeliveryRow, target: Target, settings: Settings, gather: levels.Gather, say: Said) -> DeliveryRow | None:
    """A delivery as it is to be sent now; None where nothing of it is true any more. `say` words a message of steps and lines."""
    notification = tx.notification(row.notification)
    is_empty = not row.title  # its words told of something that the user had forgotten
    if notification is None or notification.kind not in {"digest", "news"}:
        return row
    left = tx.steps_left(notification.id)
    if left == notification.steps and not is_empty:
        return row
    lines = news.holding(tx, tx.news_in(notification.id), settings)
    steps: list[StepRow] = [step for number in left if (step := tx.step(number)) is not None]
    if not steps and not lines:
        return None
    try:
        if notification.kind == "news":
            shown, beside = news.words(tx, lines, target.detail, settings, gather)
        else:
            shown, beside = say(tx, [gather(tx, step, settings) for step in steps], lines, target.detail, settings)
    except StateError:
        raise
    except Exception as error:  # noqa: BLE001 -- it still goes out, and says less
        log.step_set_aside(", ".join(f"s{number}" for number in left) or "-", type(error).__name__)
        shown, beside = levels.something(replace(notification, steps=left), settings), Extras()
    return replace(row, title=shown.title, body=shown.body, extras=levels.noted(beside, target))
