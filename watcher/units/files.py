"""Writing the unit's files, and taking away what was written; what somebody else wrote is kept or left alone."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from watcher.errors import NoPermission, WatcherError
from watcher.units.text import MARK, UNIT

_OURS = MARK.partition(",")[0]
BEFORE = ".before"  # systemd reads no file of that ending


@dataclass(frozen=True, slots=True)
class Written:
    """One file: what was done with it ("written", "changed", "unchanged", "removed"), and where the former one of somebody else is."""

    path: Path
    what: str
    kept: Path | None = None


def write(folder: Path, wanted: Mapping[str, str]) -> Iterator[Written]:
    """Make the files what they should be, and remove drop-ins of ours that are no longer needed. Raises NoPermission, WatcherError."""
    for name, text in wanted.items():
        yield _write(folder / name, text)
    for path in _ours(folder):
        if str(path.relative_to(folder)) not in wanted:
            yield _remove(path)


def remove(folder: Path) -> Iterator[Written]:
    """Take away every file of ours. Raises NoPermission, WatcherError."""
    for path in _ours(folder):
        yield _remove(path)
    with suppress(OSError):  # it holds something else
        (folder / f"{UNIT}.d").rmdir()


def _ours(folder: Path) -> Iterator[Path]:
    for path in [folder / UNIT, *sorted((folder / f"{UNIT}.d").glob("*.conf"))]:
        with suppress(OSError, UnicodeDecodeError):
            if path.read_text(encoding="utf-8").startswith(_OURS):
                yield path


def _write(path: Path, text: str) -> Written:
    """Whole or not at all: systemd never reads half a file."""
    try:
        former = path.read_bytes() if path.is_file() else None
        if former == text.encode():
            return Written(path, "unchanged")
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
        kept = None
        if former is not None and not former.startswith(_OURS.encode()):
            kept = path.with_name(path.name + BEFORE)
            path.replace(kept)
        new = path.with_name(path.name + ".new")
        new.write_text(text, encoding="utf-8")
        new.chmod(0o644)
        new.replace(path)
    except OSError as error:
        raise _refused(path, error) from None
    return Written(path, "written" if former is None else "changed", kept)


def _remove(path: Path) -> Written:
    try:
        path.unlink()
    except OSError as error:
        raise _refused(path, error) from None
    return Written(path, "removed")


def _refused(path: Path, error: OSError) -> WatcherError:
    if isinstance(error, PermissionError):
        return NoPermission(f"no permission for {path}", remedy=f"run: sudo chown -R $USER {shlex.quote(str(path.parent))}")
    remedy = "free some space or make the file system writable, then try again"
    return WatcherError(f"{path} cannot be written: {error.strerror}", remedy=remedy)
