"""Which daemon holds a state, and which version of this program it is: an upgrade does not change a process that runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LOCK = "daemon.lock"  # process id and version, a line each, written by `hold`
_LONGEST = 200  # bytes


@dataclass(frozen=True, slots=True)
class Running:
    """A daemon. `version` is "" for one that was too old to say; it began at `since`, in seconds since 1970, as files are dated."""

    pid: int
    version: str
    since: float


def running(directory: Path) -> Running | None:
    """The daemon of this state; None when there is none, or when this user may not know.

    The lock itself is not tried: a daemon that starts at that moment would take us for another.
    """
    try:
        lock = directory / LOCK
        pid, _, version = lock.read_bytes()[:_LONGEST].decode(errors="replace").partition("\n")
        since = lock.stat().st_mtime
        started = Path(f"/proc/{int(pid)}/cmdline").read_bytes()
    except (OSError, ValueError):
        return None
    return Running(int(pid), version.strip(), since) if b"watcher" in started else None
