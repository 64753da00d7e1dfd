"""The only reader of the time, and the only place that waits.

Three clocks, because they answer three questions: `now` (what does the calendar say: plans, notifications), `monotonic` (how long has this
taken: time-outs, back-off) and `boottime` (as monotonic, but running on through suspend: a jump of boottime against monotonic means
that the machine slept). Everything else gets a `Clock` handed in, so that tests and the demo can move time.
"""

from __future__ import annotations

import queue
import select
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Protocol, TypeVar

T = TypeVar("T")


class Clock(Protocol):
    """What the rest of the program may ask of time."""

    def now(self) -> datetime:
        """The wall clock, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never run backwards and stand still in suspend."""
        ...

    def boottime(self) -> float:
        """Seconds since boot, suspend included."""
        ...

    def wait_readable(self, fds: Sequence[int], seconds: float) -> list[int]:
        """Wait until one of the file descriptors is readable or hung up, or `seconds` have passed; return the ready ones."""
        ...

    def get(self, inbox: queue.SimpleQueue[T], seconds: float) -> T | None:
        """Take the next item, waiting at most `seconds`; None when there was none."""
        ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def boottime(self) -> float:
        return time.clock_gettime(time.CLOCK_BOOTTIME)

    def wait_readable(self, fds: Sequence[int], seconds: float) -> list[int]:
        poll = select.poll()
        for fd in fds:
            poll.register(fd, select.POLLIN)
        return [fd for fd, _ in poll.poll(max(0.0, seconds) * 1000)]

    def get(self, inbox: queue.SimpleQueue[T], seconds: float) -> T | None:
        try:
            return inbox.get(timeout=max(0.0, seconds))
        except queue.Empty:
            return None
