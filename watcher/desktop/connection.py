"""The bus with the two services on it that matter here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from watcher.clock import Clock
from watcher.desktop.bus import Bus
from watcher.desktop.opening import Opener
from watcher.desktop.server import Server
from watcher.desktop.words import Appeared, Clicked, Held, Lost, Opened, Trouble


class Connection:
    """An open connection with a notification server and a portal behind it. Raises Lost, also when it is made."""

    def __init__(self, environ: Mapping[str, str], clock: Clock, mark: str, held: Held) -> None:
        self.bus = Bus(environ, clock)
        try:
            self.server = Server(self.bus, mark, held)
        except Lost:
            self.bus.close()
            raise
        except Trouble as error:
            self.bus.close()
            raise Lost(f"the session bus refuses what it is asked ({error})") from None
        self.opener = Opener(self.bus)

    def news(self) -> Iterator[Clicked | Appeared | Opened]:
        """What the signals that have come in tell."""
        while self.bus.signals:
            signal = self.bus.signals.popleft()
            told = self.server.heard(signal) or self.opener.heard(signal)
            if told is not None:
                yield told
