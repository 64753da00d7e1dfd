"""The outbox as the daemon drives it, over a post office that remembers what it took; the clock is the test's.

What is asked of it is what a user would see: who was told what, and when.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from parts.life import CAME, Life
from watcher.clock import SystemClock
from watcher.daemon import outbox
from watcher.notify import Delivered, Delivery
from watcher.store import Store


@dataclass
class PostOffice:
    """Takes what is sent, except for targets that are down just now."""

    down: set[str] = field(default_factory=set)
    waiting: list[Delivery] = field(default_factory=list)

    def send(self, delivery: Delivery) -> None:
        self.waiting.append(delivery)


@dataclass(frozen=True)
class Heard:
    """What one target took."""

    at: datetime
    target: str
    title: str
    body: str


class Living:
    """Goes from one thing that is due to the next; `turn` does what is due now."""

    store: Store
    now: datetime

    def turn(self) -> None:
        raise NotImplementedError

    def until(self, moment: datetime) -> None:
        """Live until then."""
        while self.now < moment:
            self.turn()
            with self.store.reading() as tx:
                following = tx.next_moment(self.now)
            self.now = min(moment, following or moment)
        self.turn()


class Telling(Living):
    """A life's outbox, from one thing that is due to the next. `settings` is what was read at the last reload."""

    def __init__(self, life: Life, now: datetime = CAME) -> None:
        self.life, self.now, self.settings = life, now, life.settings
        self.store: Store = life.store()
        self.office = PostOffice()
        self.heard: list[Heard] = []
        self.start()

    def start(self) -> None:
        """As the daemon starts: what was under way at its end may have arrived."""
        self.office.waiting.clear()
        self.outbox = outbox.Outbox(self.store, self.office, SystemClock())  # type: ignore[arg-type]  # all that is used of it is `send`
        with self.store.transaction() as tx:
            tx.recover(self.now)
            tx.drop_deliveries_except(self.settings.targets)

    def reload(self, **options: Any) -> None:
        """As the daemon reloads."""
        self.life.configure(**options)
        self.settings = self.life.settings
        with self.store.transaction() as tx:
            tx.drop_deliveries_except(self.settings.targets)
            tx.try_deliveries_at(self.now)
        self.outbox.follow(self.settings)

    def turn(self) -> None:
        """Queue and send what is due now, and record what became of it."""
        outbox.queue_due(self.store, self.settings, self.now)
        self.outbox.send_due(self.settings, self.now)
        while self.office.waiting:
            self.answer(self.office.waiting.pop(0))
            self.outbox.send_due(self.settings, self.now)

    def answer(self, delivery: Delivery) -> None:
        """The target's answer."""
        ok = delivery.target not in self.office.down
        if ok:
            self.heard.append(Heard(self.now, delivery.target, delivery.title, delivery.body))
        self.outbox.settle(
            Delivered(delivery.id, ok=ok, permanent=False, detail="" if ok else "refused", why="" if ok else "refused"), self.now
        )

    def change(self, do: Any) -> Any:
        with self.store.transaction() as tx:
            return do(tx)

    def close(self) -> None:
        self.store.close()
