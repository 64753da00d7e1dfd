"""What systemd is told, by the datagram protocol of sd_notify(3): ready, reloading, stopping, a status line, and that we live."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from math import inf

from watcher.clock import Clock
from watcher.core.compose.alarms import RELOAD

SYSTEM_RELOAD = "sudo systemctl reload rejection-watcher"


class Supervisor:
    """The service manager's socket; without one, says nothing."""

    def __init__(self, clock: Clock, environ: Mapping[str, str] = os.environ) -> None:
        self._clock = clock
        self._address = environ.get("NOTIFY_SOCKET", "")
        if self._address.startswith("@"):
            self._address = "\0" + self._address[1:]
        self._of_a_user = "MANAGERPID" in environ  # systemd.exec(5): set by the managers of users alone
        self._last_status = ""
        # sd_watchdog_enabled(3): to be fed at half of the time that systemd waits
        microseconds = environ.get("WATCHDOG_USEC", "") if self._address else ""
        self.feed_every = int(microseconds) / 2_000_000 if microseconds.isdecimal() else inf

    @property
    def reload(self) -> str:
        """The command that has this very process read its config anew, for whoever installed it in which way."""
        if not self._address:
            return f"kill -HUP {os.getpid()}"
        return RELOAD if self._of_a_user else SYSTEM_RELOAD

    def ready(self) -> None:
        self._tell("READY=1")

    def reloading(self) -> None:
        # systemd pairs this with the READY=1 that follows by the monotonic time of the start (sd_notify(3), RELOADING=1).
        self._tell(f"RELOADING=1\nMONOTONIC_USEC={int(self._clock.monotonic() * 1_000_000)}")

    def stopping(self) -> None:
        self._tell("STOPPING=1")

    def longer(self, seconds: float) -> None:
        """The start takes so much longer than TimeoutStartSec= allows."""
        self._tell(f"EXTEND_TIMEOUT_USEC={int(seconds * 1_000_000)}")

    def alive(self) -> None:
        self._tell("WATCHDOG=1")

    def status(self, line: str) -> None:
        if line != self._last_status:
            self._last_status = line
            self._tell(f"STATUS={line}")

    def _tell(self, message: str) -> None:
        if not self._address:
            return
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as notify:
            try:
                notify.sendto(message.encode(), self._address)
            except OSError:
                return  # a service manager that does not listen is no reason to stop watching
