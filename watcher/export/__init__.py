"""The calendar file on disk: written beside and renamed, readable by its owner alone, so that a calendar program never reads half of it.

`write` does it at once, for a command. `Exporter` does it for the daemon, in a child that ends when it has written: icalendar and what it
brings would otherwise stay in memory for months, for a file that changes a few times a week.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from watcher.core.export import Entry
from watcher.errors import StateError

LONGEST = 60.0  # seconds for the child; it takes half of one
_TIMES = ("due_at", "notify_at", "created_at", "changed_at")


def write(path: Path, content: bytes) -> None:
    """Put the content in the file's place, all of it or nothing. Raises StateError."""
    try:
        beside, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
        try:
            with open(beside, "wb") as file:  # noqa: PTH123 -- a descriptor
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, path)  # noqa: PTH105 -- of a name
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        remedy = "name a file in a folder that exists and that you may write into"
        raise StateError(f"{path} cannot be written: {error.strerror}", remedy=remedy) from None


def to_json(path: Path, entries: Iterable[Entry], installation: str) -> str:
    """What the child is told."""
    plain = [{key: value.isoformat() if key in _TIMES else value for key, value in asdict(entry).items()} for entry in entries]
    return json.dumps({"path": str(path), "installation": installation, "entries": plain})


def from_json(text: str) -> tuple[Path, list[Entry], str]:
    """What the child was told."""
    told = json.loads(text)
    entries = [Entry(**(entry | {name: datetime.fromisoformat(entry[name]) for name in _TIMES})) for entry in told["entries"]]
    return Path(told["path"]), entries, str(told["installation"])


class Exporter:
    """Writes the file in a child, one at a time; whoever asks is not kept waiting."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._until = 0.0

    @property
    def busy(self) -> bool:
        """A child is at work."""
        return self._child is not None

    def start(self, path: Path, entries: Iterable[Entry], installation: str, now_monotonic: float) -> None:
        """Begin to write; `ended` tells when it is done."""
        with tempfile.TemporaryFile() as told:  # a pipe might fill up and keep us waiting
            told.write(to_json(path, entries, installation).encode())
            told.seek(0)
            command = [sys.executable, "-I", "-B", "-m", "watcher.export"]
            environ = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL") if key in os.environ}
            self._child = subprocess.Popen(command, stdin=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environ)
        self._until = now_monotonic + LONGEST

    def ended(self, now_monotonic: float) -> bool | None:
        """Whether the file was written; None while the child is at work, and when there is none."""
        if self._child is None:
            return None
        code = self._child.poll()
        if code is None and now_monotonic < self._until:
            return None
        self.close()
        return code == 0

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            self._child = None
