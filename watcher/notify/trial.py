"""`check`: is a target's URL understood, and does a test notification arrive?"""

from __future__ import annotations

import queue
from collections.abc import Callable
from datetime import UTC, datetime

from watcher.clock import Clock
from watcher.core.true_time import Word
from watcher.notify import Delivered, Deliverer, Delivery, redact

PATIENCE = 40.0  # seconds: a little more than a delivery may take


def not_understood(url: str) -> str | None:
    """Why apprise makes nothing of this URL; None when it does. Loads apprise."""
    from watcher.notify.service import opened  # noqa: PLC0415 -- apprise is big, and the daemon imports this package

    answer = opened(url)
    return answer.sentence() if answer else None


def try_out(url: str, title: str, body: str, *, clock: Clock, hear: Callable[[Word], None] = lambda _: None) -> str | None:
    """Send one message as the daemon would; why it did not arrive, or None. What the service says of the time, `hear` gets."""
    return tried(Delivery(0, "check", url, title, body), clock=clock, hear=hear)


def tried(delivery: Delivery, *, clock: Clock, hear: Callable[[Word], None] = lambda _: None) -> str | None:
    """Send it and wait for what becomes of it; why it did not arrive, or None."""
    asked_at = clock.now()
    ended: queue.SimpleQueue[Delivered] = queue.SimpleQueue()
    deliverer = Deliverer(clock=clock, post=ended.put)
    try:
        deliverer.send(delivery)
        delivered = clock.get(ended, PATIENCE)
    finally:
        deliverer.close(0)
    if delivered is None:
        return "no answer"
    if delivered.date:
        hear(Word(redact(delivery.url), datetime.fromtimestamp(delivered.date, UTC), asked_at, clock.now()))
    return None if delivered.ok else delivered.detail.removeprefix(f"{redact(delivery.url)}: ")  # who asks says where it went
