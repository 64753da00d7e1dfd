"""Writing the unit's files, and taking away what was written; what somebody else wrote is kept or left alone.

A file of ours has a seal of its text in its second line, so that it shows when somebody has changed it by hand: such a change is kept, too.
"""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from watcher.errors import NoPermission, WatcherError
from watcher.units.text import MARK, UNIT

_OURS = MARK.partition(",")[0]
_SEAL = "# As written: "
BEFORE = ".before"  # systemd reads no file of that ending


@dataclass(frozen=True, slots=True)
class Written:
    """One file: what was done ("written", "changed", "unchanged", "removed"), and where the former one is, unless it was just ours."""

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


def is_ours(path: Path) -> bool:
    """Whether `install` wrote it, also if somebody has changed it since."""
    with suppress(OSError):
        return path.read_bytes().startswith(_OURS.encode())
    return False


def _ours(folder: Path) -> Iterator[Path]:
    yield from (path for path in [folder / UNIT, *sorted((folder / f"{UNIT}.d").glob("*.conf"))] if is_ours(path))


def _sealed(text: str) -> bytes:
    mark, _, rest = text.partition("\n")
    return f"{mark}\n{_SEAL}{hashlib.sha256(rest.encode()).hexdigest()[:16]}\n{rest}".encode()


def _as_written(content: bytes) -> bool:
    """Whether nobody has changed it since it was written."""
    mark, _, rest = content.decode(errors="replace").partition("\n")
    return content == _sealed(f"{mark}\n{rest.partition(chr(10))[2]}")


def _set_aside(path: Path, former: bytes) -> Path | None:
    """Keep what somebody wrote, or changed, beside it; what was kept before stays."""
    if _as_written(former):
        return None
    names = (path.with_name(f"{path.name}{BEFORE}{number}") for number in ("", *range(2, 1000)))
    kept = next(name for name in names if not name.exists())
    path.replace(kept)
    return kept


def _write(path: Path, text: str) -> Written:
    """Whole or not at all: systemd never reads half a file."""
    content = _sealed(text)
    try:
        former = path.read_bytes() if path.is_file() else None
        if former == content:
            return Written(path, "unchanged")
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
        kept = _set_aside(path, former) if former is not None else None
        new = path.with_name(path.name + ".new")
        new.write_bytes(content)
        new.chmod(0o644)
        new.replace(path)
    except OSError as error:
        raise _refused(path, error) from None
    return Written(path, "written" if former is None else "changed", kept)


def _remove(path: Path) -> Written:
    try:
        kept = _set_aside(path, path.read_bytes())
        path.unlink(missing_ok=kept is not None)
    except OSError as error:
        raise _refused(path, error) from None
    return Written(path, "removed", kept)


def _refused(path: Path, error: OSError) -> WatcherError:
    if isinstance(error, PermissionError):
        return NoPermission(f"no permission for {path}", remedy=f"run: sudo chown -R $USER {shlex.quote(str(path.parent))}")
    remedy = "free some space or make the file system writable, then try again"
    return WatcherError(f"{path} cannot be written: {error.strerror}", remedy=remedy)
