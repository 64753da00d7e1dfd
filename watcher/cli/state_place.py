"""What `check` says of the place where the state is, or is to be. Looking makes nothing: what root makes would shut the watcher out."""

from __future__ import annotations

import os
import shlex
import shutil
import stat
from pathlib import Path

from watcher.cli.trouble import Finding
from watcher.store.place import fault_of, nearest

ROOM = 50 * 1024 * 1024  # bytes that the state should have left


def place_for_state(directory: Path) -> Finding:
    """There is no state yet: can one be made?"""
    place = nearest(directory)
    if not place.is_dir():
        return Finding("state", ok=False, detail=f"{place} is not a directory", remedy="change [state] directory, or move the file away")
    if (amiss := _of_the_disk(directory)) is not None:
        return amiss
    if os.access(place, os.W_OK | os.X_OK):
        return Finding("state", ok=True, detail=f"nothing yet; it is made in {directory} when the watcher starts")
    remedy = f"run: sudo install -d -m 700 -o {os.geteuid()} {shlex.quote(str(directory))}; or change [state] directory"
    return Finding("state", ok=False, detail=f"this user may not write into {place}", remedy=remedy)


def state_itself(directory: Path, database: Path) -> Finding:
    """It can be read: can it be written as well, for some time, and by its owner alone?"""
    if (amiss := _of_the_disk(directory)) is not None:
        return amiss
    if stat.S_IMODE(database.stat().st_mode) & 0o077:
        detail = f"{database} is open to other users"
        return Finding("state", ok=False, detail=detail, remedy=f"run: chmod 600 {shlex.quote(str(database))}")
    return Finding("state", ok=True, detail=f"{directory} can be written")


def _of_the_disk(directory: Path) -> Finding | None:
    fault, place = fault_of(directory), nearest(directory)
    if fault is not None:
        return Finding("state", ok=False, detail=fault.message, remedy=fault.remedy)
    free = shutil.disk_usage(place).free
    if free < ROOM:
        detail = f"only {free // 1024**2} MB are left for {directory}"
        return Finding("state", ok=False, detail=detail, remedy=f"free some space (see: df -h {shlex.quote(str(place))})")
    return None
