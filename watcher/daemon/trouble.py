"""A target that has failed for too often or too long: noted for `check`, and told to the user once, by the targets that work."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Protocol

from watcher import log
from watcher.config import Settings
from watcher.core.compose import alarms, words_of
from watcher.core.compose.extras import ALARM, Extras
from watcher.core.trouble import Cause, judge
from watcher.notify import Delivered
from watcher.store import Transaction, TroubleRow


class Tell(Protocol):
    """outbox.queue_notice."""

    def __call__(self, tx: Transaction, settings: Settings, now: datetime, title: str, body: str, beside: Extras = ALARM) -> int | None:
        """Put a notice into the outbox; its id, or None when there is nobody to tell."""
        ...


def weigh(tx: Transaction, target: str, delivered: Delivered, settings: Settings, now: datetime, *, tell: Tell, reload: str) -> None:
    """After a delivery was settled: is its target well again, or in trouble, and is there anybody to tell?"""
    if delivered.ok:
        if tx.healed(target) is not None:
            log.target_healed(target)
        return
    trouble = judge(tx.failures_of(target), now)
    if trouble is None:
        return
    known = tx.troubles().get(target)
    row = tx.note_trouble(target, trouble, delivered.detail)
    if known is None:
        log.target_in_trouble(target, row.rule, row.since)
    if row.told_at is None:
        _tell(tx, row, settings, now, tell, reload)


def _tell(tx: Transaction, row: TroubleRow, settings: Settings, now: datetime, tell: Tell, reload: str) -> None:
    """By every target that is not in trouble itself. With none, `check` alone shows it, until there is one."""
    in_trouble = tx.troubles()
    well = {name: target for name, target in settings.targets.items() if name not in in_trouble}
    since, words = row.since.astimezone(settings.calendar.timezone), words_of(settings.me.language)
    address, _, answer = row.detail.partition(": ")
    said = answer if answer and "://" in address else row.detail  # the address, even shortened, would be shown as a link
    shown = alarms.target_trouble(row.target, Cause(row.rule), since, said, words, reload=reload)
    notification = tell(tx, replace(settings, targets=well), now, shown.title, shown.body)
    if notification is not None:
        tx.trouble_told(row.target, notification, now)
