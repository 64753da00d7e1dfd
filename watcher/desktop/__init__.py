"""Bubbles with buttons on the user's desktop: one connection to the session bus, in one thread, and the only home of jeepney.

The thread shows what it is given, takes away what is over, and posts what became of it and what was clicked; what a click means is for
others to decide. It holds the connection for as long as there is one, since clicks come in at any time; without a bus it tries again, ever
more rarely, and a delivery that is given meanwhile fails at once, to be tried later like any other.

    words    what this thread and the rest of the program say to each other
    bus      the session bus
    server   the notification server behind it
    opening  a link is opened by the desktop
    trial    `check`: is there a desktop, and does a bubble show?

The bubbles on the screen outlive this process; `Held` names them for the next one.
"""

from __future__ import annotations

import os
import queue
import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watcher.clock import Clock
from watcher.core.compose import Bubble
from watcher.desktop.words import Appeared, Clicked, Held, Lost, Opened, Reached, Shown, Told, Trouble

if TYPE_CHECKING:
    from watcher.desktop.connection import Connection

__all__ = ["SCHEME", "Appeared", "Clicked", "Desktop", "Held", "Opened", "Reached", "Shown", "Told", "Trouble", "is_desktop"]

SCHEME = "desktop"
URL = f"{SCHEME}://"
_FIRST_WAIT, _LONGEST_WAIT = 2.0, 300.0  # seconds between two tries to reach the bus


def is_desktop(url: str) -> bool:
    """Whether a target's URL names the user's own desktop."""
    return url.strip().partition("://")[0].lower() == SCHEME


@dataclass(frozen=True, slots=True)
class _Show:
    id: int
    subject: str
    bubble: Bubble
    stamp: str


@dataclass(frozen=True, slots=True)
class _TakeAway:
    subject: str


@dataclass(frozen=True, slots=True)
class _Clear:
    """Take every bubble away, and end."""


@dataclass(frozen=True, slots=True)
class _Open:
    subject: str
    link: str


_Order = _Show | _TakeAway | _Clear | _Open


class Desktop:
    """The desktop of the user who runs this program. Nothing here waits but `close`."""

    def __init__(
        self, *, clock: Clock, post: Callable[[Told], None], mark: str, held: Held | None = None, environ: Mapping[str, str] = os.environ
    ) -> None:
        """`mark` tells the bubbles of this installation from those of others; `held` are those that an earlier process left."""
        self._clock, self._post, self._mark, self._environ = clock, post, mark, environ
        self._held = held or Held()
        self._orders: queue.SimpleQueue[_Order] = queue.SimpleQueue()
        self._bell = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._stopping = False
        self._connection: Connection | None = None
        self._reached: bool | None = None
        self._reason = ""
        self._last_server = ""  # the run of a server that was there when the bus was reached last
        self._failures, self._again_at = 0, 0.0
        self._thread = threading.Thread(target=self._run, name="desktop", daemon=True)
        self._thread.start()

    def show(self, delivery: int, subject: str, bubble: Bubble, stamp: str = "") -> None:
        """Show a bubble, in place of an earlier one about the same subject (`s31`, `n5`); `Shown` tells how it went.

        `stamp`, up to 32 hexadecimal digits, comes back with each click: whether the subject is still the same is for the caller to say.
        """
        self._order(_Show(delivery, subject, bubble, stamp))

    def take_away(self, subject: str) -> None:
        """Take a bubble off the desktop, if it is there."""
        self._order(_TakeAway(subject))

    def open_link(self, subject: str, link: str) -> None:
        """Open a mailto: link in the user's mail program; `Opened` tells whether somebody took it."""
        self._order(_Open(subject, link))

    def close(self, seconds: float, *, clear: bool = False) -> None:
        """Leave the bus, within `seconds`. The bubbles stay where they are, unless all is to be cleared away."""
        if clear:
            self._orders.put(_Clear())
        else:
            self._stopping = True
        self._ring()
        self._thread.join(seconds)
        if not self._thread.is_alive():
            os.close(self._bell)

    def _order(self, order: _Order) -> None:
        self._orders.put(order)
        self._ring()

    def _ring(self) -> None:
        os.eventfd_write(self._bell, 1)

    # The thread

    def _run(self) -> None:
        while not self._stopping:
            self._attend()
            self._wait()
        if self._connection is not None:
            self._connection.bus.close()

    def _attend(self) -> None:
        """Reach the bus if it is time to, carry out what was ordered, and pass on what has come in."""
        if self._connection is None and self._clock.monotonic() >= self._again_at:
            self._reach()
        while not self._stopping and (order := self._next()) is not None:
            self._carry_out(order)
        self._try(self._pass_on)

    def _next(self) -> _Order | None:
        try:
            return self._orders.get_nowait()
        except queue.Empty:
            return None

    def _wait(self) -> None:
        connection = self._connection
        fds = [self._bell, *([connection.bus.fd] if connection else [])]
        seconds = _LONGEST_WAIT if connection else self._again_at - self._clock.monotonic()
        ready = self._clock.wait_readable(fds, seconds)
        if self._bell in ready:
            os.eventfd_read(self._bell)
        if connection and connection.bus.fd in ready:
            self._try(lambda connection: connection.bus.receive())

    def _carry_out(self, order: _Order) -> None:
        if self._connection is None and not isinstance(order, _TakeAway):
            self._reach()
        match order:
            case _Show():
                problem = self._try(lambda connection: connection.server.show(order.subject, order.bubble, order.stamp))
                self._post(Shown(order.id, not problem, f"{URL}: {problem or 'delivered'}"))
            case _TakeAway():
                self._try(lambda connection: connection.server.take_away(order.subject))
            case _Clear():
                self._try(lambda connection: connection.server.clear())
                self._stopping = True
            case _Open():
                problem = self._try(lambda connection: connection.opener.open(order.subject, order.link))
                self._post(Opened(order.subject, not problem, problem))

    def _pass_on(self, connection: Connection) -> None:
        for told in connection.news():
            self._post(told)
        if connection.server.held != self._held:
            self._held = connection.server.held
            self._post(self._held)

    def _try(self, what: Callable[[Connection], None]) -> str:
        """Do something on the bus; what went wrong, or "". After what cannot be understood, too, the connection is made anew."""
        if self._connection is None:
            return self._reason
        try:
            what(self._connection)
        except Lost as error:
            self._lose(str(error))
            return str(error)
        except Trouble as error:
            return str(error)
        except Exception as error:  # noqa: BLE001  whatever a server says that is no answer: this thread goes on
            self._lose(_nonsense(error))
            return self._reason
        return ""

    def _reach(self) -> None:
        from watcher.desktop.connection import Connection  # noqa: PLC0415  jeepney is for those who have a desktop

        try:
            self._connection = Connection(self._environ, self._clock, self._mark, self._held)
        except Lost as error:
            self._lose(str(error))
            return
        except Exception as error:  # noqa: BLE001  as above
            self._lose(_nonsense(error))
            return
        self._failures = 0
        self._tell(Reached(ok=True, detail=""))
        if self._connection.server.name not in {"", self._last_server}:
            self._post(Appeared())
        self._last_server = self._connection.server.name

    def _lose(self, reason: str) -> None:
        if self._connection is not None:
            self._connection.bus.close()
            self._connection = None
        wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(self._failures, 8)) * random.uniform(0.8, 1.2)  # noqa: S311 -- no secret
        self._failures, self._again_at, self._reason = self._failures + 1, self._clock.monotonic() + wait, reason
        self._tell(Reached(ok=False, detail=reason))

    def _tell(self, reached: Reached) -> None:
        """Once for each change, not for each try."""
        if reached.ok != self._reached:
            self._reached = reached.ok
            self._post(reached)


def _nonsense(error: Exception) -> str:
    return f"the desktop answers what is no answer ({type(error).__name__})"
