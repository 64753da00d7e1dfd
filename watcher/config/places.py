"""Where things are: the config file, the state that belongs to it, the home folder, the machine's time zone.

The state follows from the config in use and not from $STATE_DIRECTORY, so that a command typed in a shell and the daemon started by systemd
always mean the same state.
"""

from __future__ import annotations

import os
import pwd
import shlex
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from zoneinfo import ZoneInfo

from watcher.errors import ConfigError, Problem

VARIABLE = "REJECTION_WATCHER_CONFIG"
NAME = "rejection-watcher"
SYSTEM_WIDE = Path("/etc")


def home(environ: Mapping[str, str]) -> Path:
    """The user's home folder; / for a user that has none, as systemd's dynamic ones."""
    if environ.get("HOME", "").startswith("/"):
        return Path(environ["HOME"])
    try:
        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError:
        return Path("/")


def _xdg(variable: str, default: str, environ: Mapping[str, str]) -> Path:
    """A folder of the XDG base directory specification, which tells us to ignore relative paths."""
    given = environ.get(variable, "")
    return Path(given) if given.startswith("/") else home(environ) / default


def absolute(text: str, base: Path, environ: Mapping[str, str]) -> Path:
    """A path of the config: ~ is the home folder, and a relative one counts from `base`, the config file's folder."""
    if text == "~" or text.startswith("~/"):
        return home(environ) / text[2:]
    return base / os.path.expanduser(text)  # noqa: PTH111 - ~name; Path.expanduser raises for a name that nobody has


def candidates(environ: Mapping[str, str]) -> Iterator[Path]:
    yield _xdg("XDG_CONFIG_HOME", ".config", environ) / NAME / "config.toml"
    yield SYSTEM_WIDE / NAME / "config.toml"


def _is_there(path: Path) -> bool:
    """Whether something stands at `path`. A folder that we may not enter counts: opening the file will explain it."""
    try:
        path.stat()
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False
    return True


def _how_to_start(path: Path, *, system: bool = False) -> str:
    folder, file = shlex.quote(str(path.parent)), shlex.quote(str(path))
    edit = f"{shlex.quote(sys.executable)} -m watcher.config > {file} && ${{EDITOR:-nano}} {file}"
    if system:  # the service runs as a user of its own, who has to read it; `init` would write one of root's own
        return f"run: sudo sh -c {shlex.quote(f'umask 022; mkdir -p {folder} && {edit}')}"
    return f"run: rejection-watcher init; or, to write it yourself: umask 077; mkdir -p {folder} && {edit}"


def find(explicit: Path | None, environ: Mapping[str, str], *, system: bool = False) -> Path:
    """The config file to use: the one asked for, else the first of the known places. Raises ConfigError when there is none.

    For the service of the whole machine (`system`) only the machine's own place counts, never root's home, which that service cannot read.
    """
    given = explicit or (Path(environ[VARIABLE]) if environ.get(VARIABLE) else None)
    if given is not None:
        if _is_there(given):
            return given
        asked = "--config" if explicit else f"${VARIABLE}"
        raise ConfigError(str(given), (Problem("", f"there is no such file; {asked} asks for it", _how_to_start(given, system=system)),))
    places = list(candidates(environ))[-1 if system else 0 :]
    for place in places:
        if _is_there(place):
            return place
    looked = f"--config (not given), ${VARIABLE} (not set), {', '.join(map(str, places))}"
    raise ConfigError("config", (Problem("", f"no config file was found. Looked at: {looked}", _how_to_start(places[0], system=system)),))


def place_for_new(explicit: Path | None, environ: Mapping[str, str]) -> Path:
    """Where a config that does not exist yet belongs, so that `find` finds it."""
    return explicit or (Path(environ[VARIABLE]) if environ.get(VARIABLE) else next(candidates(environ)))


def state_directory(source: Path, environ: Mapping[str, str]) -> Path:
    """The default of [state] directory, by the config in use."""
    if source.is_relative_to(SYSTEM_WIDE):
        return Path("/var/lib") / NAME
    return _xdg("XDG_STATE_HOME", ".local/state", environ) / NAME


def zone(key: str) -> ZoneInfo | None:
    """The time zone of that name, if there is one."""
    try:
        return ZoneInfo(key)
    except (LookupError, ValueError, OSError):  # unknown (ZoneInfoNotFoundError); a path or not a zone file; a folder such as "Europe"
        return None


def _zone_names(environ: Mapping[str, str], root: Path) -> Iterator[str]:
    yield environ.get("TZ", "").removeprefix(":")
    with suppress(OSError, UnicodeDecodeError):
        yield (root / "etc/timezone").read_text(encoding="utf-8").strip()
    with suppress(OSError):
        yield str((root / "etc/localtime").readlink()).rpartition("zoneinfo/")[2]


def system_zone(environ: Mapping[str, str], root: Path = Path("/")) -> ZoneInfo:
    """The machine's own time zone: $TZ, /etc/timezone (Debian), the link /etc/localtime (systemd), else UTC."""
    found = (zone(name) for name in _zone_names(environ, root) if name)
    return next((zone for zone in found if zone is not None), ZoneInfo("UTC"))
