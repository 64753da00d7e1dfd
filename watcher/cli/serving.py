"""How the watcher is run just now: by which process, of which version, by systemd or by hand; for `check` and `status`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from watcher import __version__
from watcher.errors import UnitError
from watcher.store.running import Running, running
from watcher.units import NAME, Manager, Service

if TYPE_CHECKING:
    from watcher.cli.trouble import Finding
    from watcher.config import Settings

_INSTALL = f"{NAME} install"
_SYSTEM_WIDE = Path("/etc")
_NO_PROGRAM = 203  # EXIT_EXEC of systemd.exec(5)


@dataclass(frozen=True, slots=True)
class Serving:
    """What is known of the process and of the service that belong to one config."""

    process: Running | None
    service: Service | None  # None: systemd knows of none, or is not there
    manager: Manager

    @property
    def outdated(self) -> bool:
        """Whether what runs is not what is installed."""
        return self.process is not None and self.process.version != __version__

    @property
    def reload(self) -> str:
        """The command that has the watcher read its config anew, as it is run here; or that starts it."""
        if self.service is not None:
            verb = "reload" if self.service.running else "restart"
            return f"{self.manager.sudo}{self.manager.systemctl} {verb} {NAME}"
        return f"kill -HUP {self.process.pid}" if self.process is not None else f"{NAME} run"

    @property
    def install(self) -> str:
        """The command that brings the service up to date."""
        return f"sudo {_INSTALL} --system" if self.manager.system else _INSTALL


def serving(settings: Settings, environ: Mapping[str, str]) -> Serving:
    """Look; a config below /etc is the business of the whole machine."""
    manager = Manager(system=settings.source.is_relative_to(_SYSTEM_WIDE), environ=environ)
    try:
        service: Service | None = manager.look()
    except UnitError:
        service = None
    if service is not None and not _runs_this(service, settings.source):
        service = None
    return Serving(running(settings.state_directory), service, manager)


def _runs_this(service: Service, config: Path) -> bool:
    """Whether the unit is there, and about this config; one that names none takes the usual one."""
    return bool(service.enabled) and ("--config" not in service.command or str(config) in service.command)


def with_credentials(config: Path, environ: Mapping[str, str]) -> Mapping[str, str]:
    """Outside of the service, credentials are looked for where `install` lets systemd take them from: beside the config."""
    return {"CREDENTIALS_DIRECTORY": str(config.parent)} | dict(environ)


def service_findings(found: Serving, environ: Mapping[str, str]) -> Iterator[Finding]:
    """Whether something watches, and whether it will go on when nobody looks."""
    from watcher.cli.trouble import Finding

    ok, detail, remedy = _watched(found)
    yield Finding("service", ok, detail, remedy)
    if found.service is None or found.manager.system or found.manager.lingers():
        return
    here = any(environ.get(variable) for variable in ("DISPLAY", "WAYLAND_DISPLAY"))  # who sits at a desktop may want just that
    detail = "it stops when you sign out, and starts when you sign in"
    remedy = f"to let it always run: loginctl enable-linger; if denied: sudo loginctl enable-linger {found.manager.user}"
    yield Finding("service: linger", ok=here, detail=detail, remedy=remedy)


def _watched(found: Serving) -> tuple[bool, str, str | None]:
    service, process, systemctl = found.service, found.process, f"{found.manager.sudo}{found.manager.systemctl}"
    if process is not None and found.outdated:
        again = f"run: {found.install}" if service else "end it, and start it again"
        return False, f"version {process.version or 'of old'} runs (process {process.pid}), and {__version__} is installed", again
    if service is None:
        by_hand = f"runs by hand, as process {process.pid}" if process else "is not installed as one"
        return True, by_hand, f"to let systemd run it: {found.install}"
    if service.enabled == "disabled":
        return False, "is installed, but does not start by itself", f"run: {systemctl} enable --now {NAME}"
    if not service.running:
        if service.exit_code == _NO_PROGRAM and service.result == "exit-code":
            return False, "the program that its unit names cannot be started, as when it was moved", f"run: {found.install}"
        how = f"ended with exit code {service.exit_code}" if service.result == "exit-code" else f"is {service.active} ({service.result})"
        how += ", and is tried again and again" if service.stumbles else ""
        return False, how, f"see why: {found.manager.journalctl} -n 20; then: {systemctl} restart {NAME}"
    return True, service.says or service.active, None
