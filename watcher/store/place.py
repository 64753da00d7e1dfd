"""What is amiss with the place where the state is to be: a file system that nobody may write to, or a full one.

SQLite says no more of it than "disk I/O error" or "unable to open database file".
"""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from watcher.errors import StateError

LEAST = 256 * 1024  # bytes: what SQLite needs to open and to write a transaction


def fault_of(path: Path) -> StateError | None:
    """What the file system of this path has that keeps anybody from writing; None when it is something else."""
    place = nearest(path)
    try:
        found = os.statvfs(place)
    except OSError:
        return None
    if found.f_flag & os.ST_RDONLY:
        remedy = "mount it for writing again; if nobody made it so, Linux did, after errors of the disk (see: journalctl -k -p err)"
        return StateError(f"{path} is on a file system that is read-only", remedy=remedy)
    if found.f_bavail * found.f_frsize < LEAST or (found.f_files and not found.f_favail):
        return StateError(f"the disk is full where {path} is", remedy=f"free some space (see: df -h {shlex.quote(str(place))})")
    return None


def nearest(path: Path) -> Path:
    """The path, or what there is of the way to it."""
    return next(place for place in (path, *path.parents) if os.path.lexists(place))
