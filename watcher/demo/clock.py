"""The demo's clock: the calendar jumps, everything else is real."""

from __future__ import annotations

from datetime import datetime, timedelta

from watcher.clock import SystemClock


class JumpingClock(SystemClock):
    """The machine's clock with its calendar moved: waits and time-outs stay as they are."""

    def __init__(self, start: datetime) -> None:
        self._offset = start - super().now()

    def now(self) -> datetime:
        return super().now() + self._offset

    def jump_to(self, moment: datetime) -> None:
        """Let the calendar show `moment`; never back."""
        self._offset += max(timedelta(0), moment - self.now())
