"""The level of a delivery: it never says more than its target is to hear on the day that it is sent.

Words are written when a notification is queued, and a target may be silent for weeks before it takes them. Where the user has lowered its
level since, the words that were written are not sent: those of one step are written anew, and what is about several things, or about mail
that came, says no more than that there is something. A level that was raised changes nothing of what waits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from watcher import log
from watcher.config import Settings, Target
from watcher.core.compose import Detail, Notification, words_of
from watcher.core.compose.extras import Extras
from watcher.core.compose.extras import extras as beside_step
from watcher.core.compose.notice import filled
from watcher.errors import StateError
from watcher.store import DeliveryRow, NotificationRow, StepRow, Transaction

if TYPE_CHECKING:  # it sends what is made here
    from watcher.daemon.outbox import Due

Gather = Callable[[Transaction, StepRow, Settings], "Due"]  # outbox.due_of
_LEVEL = "detail"
_LESS_AND_LESS = list(Detail)


def carry(tx: Transaction, notification: int, beside: Mapping[str, Extras], settings: Settings) -> None:
    """Note what the deliveries of a notification carry beside their words, and the level of these."""
    tx.set_extras(notification, {name: noted(one, settings.targets[name]) for name, one in beside.items()})


def noted(beside: Extras, target: Target) -> dict[str, Any]:
    """What a delivery carries, with the level of its words."""
    return beside.plain() | {_LEVEL: str(target.detail)}


def as_told(tx: Transaction, row: DeliveryRow, target: Target, settings: Settings, gather: Gather) -> DeliveryRow:
    """The delivery as its target is to hear it now."""
    if not is_lowered(Detail((row.extras or {}).get(_LEVEL, Detail.SILENT)), target.detail):
        return row
    notification = tx.notification(row.notification)
    if notification is not None and target.detail is Detail.SHORT and _is_about_the_watcher(notification):
        return row
    due = _one_step(tx, notification, settings, gather)
    if due is None:
        shown = something(notification, settings)
        return replace(row, title=shown.title, body=shown.body, extras={})
    title, body = due.words(target.detail)
    more = beside_step(due.step.kind, due.draft, target.detail, words_of(settings.me.language))
    return replace(row, title=title, body=body, extras=more.plain())


def _one_step(tx: Transaction, notification: NotificationRow | None, settings: Settings, gather: Gather) -> Due | None:
    """What the words of a notification of one step need; None for any other, and where our own code stumbles over it."""
    step = tx.step(notification.steps[0]) if notification and notification.kind == "step" and notification.steps else None
    try:
        return gather(tx, step, settings) if step else None
    except StateError:
        raise
    except Exception as error:  # noqa: BLE001 -- it still goes out, and says less
        log.step_set_aside(f"s{step.id}" if step else "-", type(error).__name__)
        return None


def is_lowered(former: Detail, now: Detail) -> bool:
    """Whether less is to be said than was."""
    return _LESS_AND_LESS.index(now) > _LESS_AND_LESS.index(former)


def _is_about_the_watcher(notification: NotificationRow) -> bool:
    """Such a notice has no level between all and nothing."""
    return notification.kind in {"alarm", "notice"} and notification.application is None


def something(notification: NotificationRow | None, settings: Settings) -> Notification:
    """That something is due, or that there is news."""
    words = words_of(settings.me.language)
    count = len(notification.steps) if notification else 0
    if notification is not None and _is_about_the_watcher(notification):
        return Notification(words.news, words.check)
    if not count:
        return Notification(words.news, words.agenda.one)
    return Notification(filled(words.due.of(count), count=count), words.agenda.of(count))


def sent_with(row: DeliveryRow) -> dict[str, Any]:
    """What goes out beside the words; the level stays here."""
    return {name: value for name, value in (row.extras or {}).items() if name != _LEVEL}
