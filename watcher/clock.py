"""The only reader of the time, and the only place that waits.

Three clocks, because they answer three questions: `now` (what does the calendar say: plans, notifications), `monotonic` (how long has this
taken: time-outs, back-off) and `boottime` (as monotonic, but running on through suspend: a jump of boottime against monotonic means
that the machine slept). Everything else gets a `Clock` handed in, so that tests and the demo can move time.
"""

from __future__ import annotations

import ctypes
import os
import queue
import select
import struct
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
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


_STA_UNSYNC = 0x0040  # linux/timex.h
# struct timex of linux/timex.h begins with modes, offset, freq, maxerror, esterror, status: an int, four longs, an int.
_TIMEX = struct.Struct("@I4li")
_TIMEX_SIZE = 512  # bytes; more than the struct has anywhere


def kept_right() -> bool | None:
    """Whether something (a time server, as a rule) keeps the clock right; a hint and no more. None: it is not this machine's to know."""
    if any(mark.exists() for mark in _CONTAINED) or "container" in os.environ:
        return None
    return synchronised()


def synchronised() -> bool | None:
    """What the kernel says of its clock, by adjtimex(2), which changes nothing when it is given no mode; None if it does not say."""
    state = ctypes.create_string_buffer(_TIMEX_SIZE)
    if ctypes.CDLL(None).adjtimex(state) < 0:
        return None
    return not _TIMEX.unpack_from(state.raw)[-1] & _STA_UNSYNC


# What systemd, Docker and Podman leave in a container, where others see to the time; systemd-detect-virt(1) looks at the same.
_CONTAINED = tuple(map(Path, ("/run/systemd/container", "/.dockerenv", "/run/.containerenv")))
