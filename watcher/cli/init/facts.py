"""What the machine tells before anything is asked."""

from __future__ import annotations

import os
import pwd
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import tomli

from watcher.clock import SystemClock
from watcher.config import find, load
from watcher.config.places import home, place_for_new, system_zone
from watcher.config.public_holidays import lookup
from watcher.config.putting import there_is_a_keyring
from watcher.config.words import Refused
from watcher.core.setup import Facts, country_of
from watcher.errors import ConfigError, NoPermission, UnitError
from watcher.units import Manager, Service

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that looks like something else; 16 of them are 79 bits


def place(explicit: Path | None, environ: Mapping[str, str]) -> tuple[Path, bytes | None]:
    """Where the config belongs, and what stands there now. Raises NoPermission when nothing could be written there."""
    try:
        path = find(explicit, environ)
    except ConfigError:
        path = place_for_new(explicit, environ)
    path = Path(os.path.abspath(path))  # noqa: PTH100 -- as in loading: a linked config keeps the folder it is found in
    before = None
    try:
        with suppress(FileNotFoundError):
            before = path.read_bytes()
        nearest = next(folder for folder in path.parents if folder.exists())
    except (PermissionError, IsADirectoryError):
        raise _elsewhere(path, environ) from None
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise _elsewhere(nearest, environ)
    return path, before


def _elsewhere(path: Path, environ: Mapping[str, str]) -> NoPermission:
    own = home(environ) / ".config/rejection-watcher/config.toml"
    return NoPermission(f"this user may not write {path}", remedy=f"for a config of your own: rejection-watcher init --config {own}")


def gathered(path: Path, before: bytes | None, environ: Mapping[str, str]) -> Facts:
    """Everything that can be known. Raises ConfigError for a config that is there and broken."""
    zone, locale = system_zone(environ).key, _locale(environ)
    service = _service(environ)
    accounts, has_target = (None, False) if before is None else _in_it(path, before, environ)
    return Facts(
        path=_short(path, environ),
        topic="-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4)),
        accounts=accounts,
        has_target=has_target,
        locale=locale,
        zone=zone,
        country=_known(country_of(zone, _zone_table(), locale)),
        gecos=_gecos(),
        keyring=there_is_a_keyring(environ),
        desktop=_desktop(environ),
        oauth=frozenset({"microsoft"}),  # Google wants a client secret as well, and still has app passwords
        service=service is not None,
        running=service is not None and service.running,
    )


def _in_it(path: Path, before: bytes, environ: Mapping[str, str]) -> tuple[tuple[str, ...], bool]:
    """The accounts of the config that is there, and whether it tells anybody. One that lacks nothing but an account is welcome."""
    try:
        settings = load(path, environ)
    except ConfigError as error:
        if any(problem.path != "accounts" for problem in error.problems):
            error.remedy = "mend that, or move the file away; then: rejection-watcher init"
            raise
        return (), bool(tomli.loads(before.decode("utf-8-sig")).get("targets"))
    return tuple(settings.accounts), bool(settings.targets)


def _short(path: Path, environ: Mapping[str, str]) -> str:
    below = home(environ)
    return f"~/{path.relative_to(below)}" if path.is_relative_to(below) and below != Path("/") else str(path)


def _locale(environ: Mapping[str, str]) -> str:
    """The language of messages, as setlocale(3) finds it."""
    return next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")


def _zone_table() -> str:
    with suppress(OSError):
        return Path("/usr/share/zoneinfo/zone.tab").read_text(encoding="utf-8")
    return ""


def _known(country: str) -> str:
    """The country, if the holiday calendar knows it."""
    if country:
        with suppress(Refused):
            lookup(country, "")
            return country
    return ""


def _desktop(environ: Mapping[str, str]) -> bool:
    """Whether bubbles can be shown here."""
    from watcher.desktop import Trouble
    from watcher.desktop.trial import try_out

    with suppress(Trouble):
        try_out(None, clock=SystemClock(), environ=environ)
        return True
    return False


def _service(environ: Mapping[str, str]) -> Service | None:
    """What systemd knows of our service; None where it runs none of this user's, as root's."""
    if os.geteuid():
        with suppress(UnitError):
            return Manager(system=False, environ=environ).look()
    return None


def _gecos() -> str:
    with suppress(KeyError):
        return pwd.getpwuid(os.getuid()).pw_gecos if os.getuid() else ""  # root is nobody's name
    return ""
