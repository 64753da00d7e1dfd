"""The ping of a dead-man service, as healthchecks.io documents it (healthchecks.io/docs/http_api): such a service raises the alarm when no
ping comes, and so also when this machine, its network or the watcher itself is gone.

A GET to the URL says that all is well and is sent only while it is; a GET to the same with `/fail` says at once that it is not. `/start` is
for jobs that end, and not for us. Requests go by the deliverer, in a child: a service that hangs delays nothing here.
"""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from watcher import log
from watcher.clock import Clock
from watcher.config import Settings
from watcher.errors import WatcherError
from watcher.notify import Delivered, Deliverer, Delivery

LANE = "(health)"  # no name that a target can have
WELL, UNWELL = -1, -2  # ids that no delivery of the outbox has
AGAIN = 60.0  # seconds until a ping that failed is tried again; the service counts minutes or hours


class Pulse:
    """Sends the pings that are due."""

    def __init__(self, deliverer: Deliverer, clock: Clock) -> None:
        self._deliverer, self._clock = deliverer, clock
        self._next_at = clock.monotonic()
        self._every = AGAIN
        self._was_blind = False
        self._unwell_told = False
        self._failing = False

    def turn(self, settings: Settings, *, sees: bool, blind: bool) -> None:
        """One ping, if its time has come. While it neither surely sees nor surely does not, nothing is said."""
        if settings.ping is None:
            return
        if blind != self._was_blind:
            self._was_blind, self._unwell_told = blind, False
            self._next_at = self._clock.monotonic()  # a change is said at once
        self._every = settings.ping_every
        wanted = not self._unwell_told if blind else sees
        if not wanted or self._clock.monotonic() < self._next_at:
            return
        try:
            url = settings.ping.reveal()
        except WatcherError as error:
            self._failed(error.message)
            return
        self._next_at = self._clock.monotonic() + self._every
        self._deliverer.send(Delivery(UNWELL if blind else WELL, LANE, failure(url) if blind else url, "", "", ping=True))

    def settle(self, delivered: Delivered) -> None:
        """How it ended; a failure is logged once, until one arrives."""
        if not delivered.ok:
            self._failed(delivered.detail)
            return
        self._failing = False
        if delivered.id == UNWELL:
            self._unwell_told = self._was_blind

    def _failed(self, detail: str) -> None:
        self._next_at = self._clock.monotonic() + min(AGAIN, self._every)
        if not self._failing:
            log.ping_failed(detail)
        self._failing = True


def failure(url: str) -> str:
    """The address that takes failures: `/fail` after the path, before a query."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=parts.path.rstrip("/") + "/fail"))
