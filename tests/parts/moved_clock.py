"""A clock that a test moves under real processes, by libfaketime: the wall clock alone, so that waits and time-outs stay as they are.

It goes on from where it was set, at its own pace. It has to lie in the past: a mail server that keeps the real time dates no mail into the
future. Children with a scrubbed environment keep the real time.
"""

from __future__ import annotations

import importlib.util
import time
from datetime import UTC, datetime
from pathlib import Path


def library() -> Path | None:
    """The library that is preloaded, from the package `libfaketime`, which itself is never imported."""
    spec = importlib.util.find_spec("libfaketime")
    if spec is None or spec.origin is None:
        return None
    return next(Path(spec.origin).parent.glob("vendor/libfaketime/src/libfaketime.so*"), None)


class MovedClock:
    """Processes that are started with its `environ` have its time."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        self._ahead = 0.0  # seconds; of the real clock

    @property
    def environ(self) -> dict[str, str]:
        return {
            "LD_PRELOAD": str(library()),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            # Else the waits of the interpreter's own lock end at once, and two busy threads do nothing but take it from each other.
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",
            "NO_FAKE_STAT": "1",  # files keep their real times
        }

    def set(self, moment: datetime) -> None:
        """From now on it is `moment`; whoever asks meanwhile gets the old time or the new."""
        self._ahead = moment.timestamp() - time.time()
        new = self._file.with_suffix(".new")
        new.write_text(f"{self._ahead:+.3f}\n")
        new.replace(self._file)

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self._ahead, UTC)
