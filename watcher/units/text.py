"""The shipped unit, and what is known of this machine and config, become the files to write. No file is written here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from watcher.units.quoting import command, to_the_end, word

NAME = "rejection-watcher"
UNIT = f"{NAME}.service"
MARK = "# Written by `rejection-watcher install`, which writes it anew each time. Your own changes are safe in `{edit}`.\n"
_SYSTEM_FOLDER = Path("/etc/systemd/system")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A credential that systemd hands over: the name by which the config asks for it, and the file that holds it."""

    name: str
    file: Path
    encrypted: bool = False  # by systemd-creds(1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the unit has to know. Paths are absolute."""

    system: bool
    command: tuple[str, ...]  # what starts the watcher, from the interpreter that is running now
    state: Path
    state_home: str | None = None  # $XDG_STATE_HOME, where the state follows from it
    credentials: tuple[Loaded, ...] = ()
    calendar_folder: Path | None = None  # of [export] ics, where it lies outside of the state
    helpers: tuple[str, ...] = ()  # the programs that print passwords
    environment: tuple[str, ...] = ()  # NAME=value, each: what those programs need of the shell where `install` was typed


def folder(*, system: bool, config_home: Path) -> Path:
    """Where an administrator's own units belong: systemd.unit(5), UNIT FILE LOAD PATH."""
    return _SYSTEM_FOLDER if system else config_home / "systemd/user"


def shipped(*, system: bool) -> str:
    """The unit as it comes with the program."""
    return (files(__package__) / "systemd" / ("system/" if system else "") / UNIT).read_text(encoding="utf-8")


def rendered(wanted: Wanted) -> dict[str, str]:
    """The files by their names, the unit first, then its drop-ins as far as they are needed."""
    mark = MARK.format(edit="sudo systemctl edit rejection-watcher" if wanted.system else "systemctl --user edit rejection-watcher")
    drop_ins = dict(_drop_ins(wanted))
    return {UNIT: mark + _unit(wanted)} | {f"{UNIT}.d/{name}": mark + text for name, text in drop_ins.items()}


def _unit(wanted: Wanted) -> str:
    text = _set(shipped(system=wanted.system), "ExecStart", [f"ExecStart={command(wanted.command)}"])
    if wanted.credentials:
        text = _set(text, "#LoadCredential", _credentials(wanted.credentials))
    if wanted.system:
        return text
    make = ("/bin/mkdir", "-p", "-m", "700", str(wanted.state))
    text = _set(text, "ExecStartPre", [f"ExecStartPre=+{command(make)}"])
    return _set(text, "ReadWritePaths", [f"ReadWritePaths={word(str(wanted.state))}", *_environment(wanted)])


def _set(text: str, key: str, lines: Iterable[str]) -> str:
    """Put lines in place of the one that sets `key`."""
    pattern = re.compile(rf"^{re.escape(key)}=.*$", re.MULTILINE)
    return pattern.sub(lambda _: "\n".join(lines), text, count=1)


def _credentials(credentials: Iterable[Loaded]) -> Iterator[str]:
    for one in credentials:
        yield f"LoadCredential{'Encrypted' if one.encrypted else ''}={one.name}:{to_the_end(str(one.file))}"


def _environment(wanted: Wanted) -> Iterator[str]:
    if wanted.state_home is not None:
        yield "# The shell of whoever ran `install` has this; so commands that are typed there and the service mean the same state."
        yield f"Environment={word(f'XDG_STATE_HOME={wanted.state_home}')}"


# --- drop-ins: each opens one hole, and says why ---


def _drop_ins(wanted: Wanted) -> Iterator[tuple[str, str]]:
    if wanted.calendar_folder is not None:
        yield "calendar-file.conf", _CALENDAR.format(folder=word(f"-{wanted.calendar_folder}"))
    strangers = sorted({Path(helper).name for helper in wanted.helpers} - _KEEP_NOTHING)
    if strangers and not wanted.system:
        yield "password-command.conf", _COMMAND.format(helpers=", ".join(map(str, strangers)))
    if wanted.environment:
        yield "password-environment.conf", _ENVIRONMENT + "".join(f"Environment={word(one)}\n" for one in wanted.environment)


# These read what they print, or ask an agent or the session bus, which do their work outside of our walls. They need no hole.
_KEEP_NOTHING = frozenset({"pass", "gpg", "gpg2", "secret-tool", "cat", "echo", "printf", "head", "keyring", "kwallet-query"})

_CALENDAR = """\
# Your config asks for a calendar file ([export] ics). It is written beside its place and moved there whole: its folder has to be writable.
# "-": that the folder is not there is no reason not to start.
[Service]
ReadWritePaths={folder}
"""

_ENVIRONMENT = """\
# The shell of whoever ran `install` has these, and the programs that your config asks for passwords or tokens are found or work by them.
[Service]
"""

_COMMAND = """\
# Your config asks for passwords or tokens by: {helpers}. What is asked may read your home, and write nowhere.
# Should it keep tokens or a cache of its own, or compile as it runs (node, Java), open that by `systemctl --user edit rejection-watcher`:
#
#   [Service]
#   ReadWritePaths=%h/.the/folder/it/writes/to
#   MemoryDenyWriteExecute=no
"""
