"""What is older than it is to be kept is removed once a day, but never by a clock that may still be set right.

A machine may come up with a clock that is years ahead, and by that clock everything is old. Time servers set it right within minutes of
the network being there, which is a leap; and so nothing is removed before the clock has run for a while without one.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from watcher.clock import Clock
from watcher.config import Settings
from watcher.store import Store

EVERY = timedelta(days=1)
STEADY = 1800.0  # seconds


class Purging:
    """When to remove, and the removing."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.leapt()

    def leapt(self) -> None:
        """The wall clock was moved, or the machine slept: from now on it has to run for a while."""
        self._steady_from = self._clock.monotonic() + STEADY
        self._next: datetime | None = None  # by a clock that is no more

    def turn(self, store: Store, settings: Settings, now: datetime) -> None:
        """Remove what is too old, when it is time. Raises StateError."""
        if self._clock.monotonic() < self._steady_from or (self._next is not None and now < self._next):
            return
        with store.transaction() as tx:
            before = now - settings.keep.span
            removed = [*tx.purge(before), tx.purge_ledger(before)]
        if any(removed):
            store.wipe_log()
        self._next = now + EVERY
