"""`install` and `uninstall`: the watcher as a service of systemd.

What the config needs of the unit is found out here, because it joins two rooms: the config knows its secrets and files, `watcher.units`
knows how a unit says so.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import watcher
from watcher import __version__
from watcher.cli.fitting import credential_files, environment_of, misfits
from watcher.config.places import home
from watcher.config.secret import Command
from watcher.errors import ConfigError, NoPermission, UnitError, UsageError
from watcher.store.running import Running, running
from watcher.units import NAME, UNIT, Loaded, Manager, Wanted, Written, folder, is_ours, remove, rendered, write

if TYPE_CHECKING:
    from watcher.config import Settings

_DONE = {"written": "wrote", "changed": "changed", "unchanged": "as it should be:", "removed": "removed"}


def install(settings: Settings, *, system: bool, start: bool = True, environ: Mapping[str, str] = os.environ) -> Iterator[str]:
    """Write the unit, enable and start it; yields what was done, and what there is to do, line by line.

    May be run again at any time: what is as it should be is left alone. Raises UsageError, NoPermission, ConfigError (the config does not
    fit the unit), UnitError.
    """
    _refuse_the_wrong_user(system=system)
    wanted = _wanted(settings, system=system, environ=environ)
    manager = Manager(system=system, environ=environ)
    before = manager.look()
    held = running(settings.state_directory)
    if held is not None and held.pid != before.pid:
        raise UnitError(f"the watcher runs already, as process {held.pid}", remedy=f"end that one (kill {held.pid}), then run this again")
    written = list(write(_folder(environ, system=system), rendered(wanted)))
    yield from map(_told, written)
    manager.reread()
    manager.enable()
    changed = any(one.what != "unchanged" for one in written)
    older = held is not None and _is_older(held)
    if held is not None and older:
        another = f"What runs is version {held.version or 'unknown'}, and this is {__version__}."
        yield another if held.version != __version__ else "What runs began before this was installed."  # as from a newer checkout
    missing = [one for one in wanted.credentials if not one.file.exists()]
    if not start or missing:
        yield f"{UNIT} is in place, and not {'started' if not before.running else 'started anew'}."
    else:
        yield _brought_up(manager, outdated=changed or older)
    yield from _next(manager, missing, start=start)


def uninstall(*, system: bool, state: Path | None, environ: Mapping[str, str] = os.environ) -> Iterator[str]:
    """Stop the service and take its files away; what the watcher knows stays. Yields what was done. Raises as `install`."""
    _refuse_the_wrong_user(system=system)
    yield from take_away(Manager(system=system, environ=environ), _folder(environ, system=system), state)


def take_away(manager: Manager, place: Path, state: Path | None) -> Iterator[str]:
    """The same for a service whose unit is in this folder; one that is not ours is neither stopped nor removed."""
    known = manager.look()
    if (place / UNIT).exists() and not is_ours(place / UNIT):
        remedy = f"to stop it: {manager.sudo}{manager.systemctl} disable --now {NAME}; to have ours in its place: {NAME} install"
        raise UnitError(f"{place / UNIT} was not written by install, and is left alone", remedy=remedy)
    if known.enabled:
        manager.disable()
    written = list(remove(place))
    yield from map(_told, written)
    manager.reread()
    manager.forget_failures()
    yield f"The service is gone{f'; what it knows is still in {state}' if state else ''}." if written else "There was no service of ours."


def _refuse_the_wrong_user(*, system: bool) -> None:
    root, again = os.geteuid() == 0, shlex.join([*_program(), "install"])
    if system and not root:
        raise NoPermission("a system unit is root's to install", remedy=f"run: sudo {again} --system")
    if root and not system:
        remedy = f"run {again} without sudo, for a service of your own; or with --system, for a machine that nobody is signed in to"
        raise UsageError("this would be a service of root's, and that reads no mail", remedy=remedy)


def _program() -> tuple[str, ...]:
    """What starts the interpreter that is running now: the command beside it (venv, pipx and uv put it there), or the module."""
    script = Path(sys.executable).with_name(NAME)
    return (str(script),) if os.access(script, os.X_OK) else (sys.executable, "-I", "-m", "watcher.cli")


def _folder(environ: Mapping[str, str], *, system: bool) -> Path:
    return folder(system=system, config_home=_xdg("XDG_CONFIG_HOME", environ) or home(environ) / ".config")


def _xdg(variable: str, environ: Mapping[str, str]) -> Path | None:
    """A folder of the XDG base directory specification, which tells us to ignore relative paths."""
    return Path(environ[variable]) if environ.get(variable, "").startswith("/") else None


def _wanted(settings: Settings, *, system: bool, environ: Mapping[str, str]) -> Wanted:
    """Raises ConfigError with everything of the config that a unit cannot do."""
    problems = tuple(misfits(settings, system=system))
    if problems:
        raise ConfigError(str(settings.source), problems)
    state, calendar = settings.state_directory, settings.export_ics
    state_home = _xdg("XDG_STATE_HOME", environ)
    helpers = tuple(source.argv[0] for source in (secret.source for secret in settings.secrets) if isinstance(source, Command))
    return Wanted(
        system=system,
        command=(*_program(), "run", "--config", str(settings.source)),
        state=state,
        state_home=str(state_home) if state_home and state == state_home / NAME else None,
        credentials=tuple(credential_files(settings, system=system)),
        calendar_folder=calendar.parent if calendar and not calendar.is_relative_to(state) else None,
        helpers=helpers,
        environment=tuple(environment_of(helpers, environ)),
    )


def _told(one: Written) -> str:
    kept = f"; the former one, which somebody had written or changed, is {one.kept}" if one.kept else ""
    return f"{_DONE[one.what]} {one.path}{kept}"


def _is_older(held: Running) -> bool:
    """Whether a daemon runs by another version than this, or by files that an installation has replaced since."""
    return held.version != __version__ or held.since < Path(watcher.__file__).stat().st_ctime


def _brought_up(manager: Manager, *, outdated: bool) -> str:
    """Start what does not run, and what runs by an older version or another unit. Raises UnitError."""
    before = manager.look()
    if before.running and not outdated:
        return f"It runs: {before.says or before.active}."
    if not manager.restart():
        ended = manager.look()
        how = f"exit code {ended.exit_code}" if ended.result == "exit-code" else ended.result
        raise UnitError(f"{UNIT} is in place, but does not run: {how}", remedy=f"see why: {manager.journalctl} -n 20")
    return f"It runs{' anew' if before.running else ''}: {manager.look().says}."


def _next(manager: Manager, missing: list[Loaded], *, start: bool) -> Iterator[str]:
    yield "Next:"
    yield from (f"  {_how_to_write(one, system=manager.system)}   then type the secret, Enter and Ctrl-D" for one in missing)
    if missing or not start:
        yield f"  {manager.sudo}{manager.systemctl} restart {NAME}"
    if not manager.system and manager.lingers() is False:
        yield f"  loginctl enable-linger   lets it run while you are signed out, too; if denied: sudo loginctl enable-linger {manager.user}"
    yield f"  {manager.systemctl} status {NAME}   what it is doing"
    yield f"  {manager.journalctl} -f   what it does, as it happens"


def _how_to_write(one: Loaded, *, system: bool) -> str:
    command = f"umask 077; cat > {shlex.quote(str(one.file))}"
    return f"sudo sh -c {shlex.quote(command)}" if system else f"({command})"
