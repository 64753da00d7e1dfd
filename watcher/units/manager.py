"""systemctl(1) and loginctl(1), and what they say of our service."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from watcher.errors import UnitError
from watcher.units.text import NAME, UNIT

START = 330.0  # seconds: TimeoutStartSec= of the unit, and a little
ASK = 30.0
_WITHOUT = "systemd does not run this machine; let what starts services here run: rejection-watcher run"


@dataclass(frozen=True, slots=True)
class Service:
    """What systemd knows of the service."""

    active: str  # active, reloading, inactive, failed, activating, deactivating
    enabled: str  # enabled, disabled, or "" where there is no such unit
    pid: int  # 0: none
    says: str  # the STATUS= line
    result: str  # how it ended last: success, exit-code, watchdog, timeout ...
    exit_code: int
    command: str  # what it runs, as systemd shows it
    restarts: int = 0  # how often it was started again by itself

    @property
    def running(self) -> bool:
        return self.active in {"active", "reloading", "activating"} and not self.stumbles

    @property
    def stumbles(self) -> bool:
        """Whether it ended by a fault, and waits to be started again; systemd calls that activating, too."""
        return self.active == "activating" and self.result not in {"success", ""}


class Manager:
    """The service manager of this user, or of the machine."""

    def __init__(self, *, system: bool, environ: Mapping[str, str]) -> None:
        self.system = system
        self._environ = dict(environ)
        if not system:  # `su`, cron and some SSH set-ups leave it out; the socket is there all the same
            self._environ.setdefault("XDG_RUNTIME_DIR", f"/run/user/{os.getuid()}")

    @property
    def systemctl(self) -> str:
        """As a person types it."""
        return "systemctl" if self.system else "systemctl --user"

    @property
    def sudo(self) -> str:
        """What stands before a command that changes something, or reads what only root may."""
        return "sudo " if self.system else ""

    @property
    def journalctl(self) -> str:
        """As a person types it: to most users, the journal of the whole machine is shown as empty."""
        return f"{self.sudo}journalctl {'' if self.system else '--user '}-u {NAME}"

    def look(self) -> Service:
        """Raises UnitError where systemd does not answer."""
        names = ("ActiveState", "UnitFileState", "MainPID", "StatusText", "Result", "ExecMainStatus", "ExecStart", "NRestarts")
        said = self._run("show", UNIT, f"--property={','.join(names)}")
        found = dict(line.partition("=")[::2] for line in said.splitlines())
        active, enabled, pid, says, result, code, command, restarts = (found.get(name, "") for name in names)
        return Service(active, enabled, int(pid or 0), says, result, int(code or 0), command, int(restarts or 0))

    def reread(self) -> None:
        self._run("daemon-reload")

    def enable(self) -> None:
        self._run("enable", "--quiet", UNIT)

    def restart(self) -> bool:
        """Start it, anew if it runs; whether it then says that it watches."""
        self._run("reset-failed", UNIT, refuse=False)
        return self._done(("restart", UNIT), START).returncode == 0

    def reload(self) -> None:
        """Let it read its config anew. Raises UnitError."""
        self._run("reload", UNIT)

    def disable(self) -> None:
        self._run("disable", "--now", "--quiet", UNIT)

    def forget_failures(self) -> None:
        self._run("reset-failed", UNIT, refuse=False)

    @property
    def user(self) -> str:
        return pwd.getpwuid(os.getuid()).pw_name

    def lingers(self) -> bool | None:
        """Whether this user's services run while the user is signed out; None where nobody can tell."""
        try:
            # By its own files, since loginctl knows only who is signed in or lingers already.
            return (Path("/var/lib/systemd/linger") / self.user).exists()
        except OSError:
            return None

    def _run(self, *arguments: str, refuse: bool = True) -> str:
        done = self._done(arguments, ASK)
        if done.returncode and refuse:
            raise self._refused(arguments[0], done.stderr.strip())
        return done.stdout

    def _done(self, arguments: tuple[str, ...], seconds: float) -> subprocess.CompletedProcess[str]:
        command = ["systemctl", *(() if self.system else ("--user",)), "--no-pager", "--no-ask-password", *arguments]
        try:
            return subprocess.run(
                command, env=self._environ, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, timeout=seconds
            )
        except FileNotFoundError:
            raise UnitError("there is no systemd here (no systemctl)", remedy=_WITHOUT) from None
        except subprocess.TimeoutExpired:
            said = f"systemd gave no answer to `{arguments[0]}` within {seconds:g} s"
            raise UnitError(said, remedy=f"look closer: {self.systemctl} status") from None

    def _refused(self, verb: str, said: str) -> UnitError:
        """The last line that systemctl wrote, and what to do."""
        line = said.rpartition("\n")[2] or "it does not say why"
        remedy = f"look closer: {self.systemctl} status"
        if "bus" in line or "not been booted" in line:
            here = "sign in as this user (not by su or sudo), or let the user's services run always: sudo loginctl enable-linger $USER"
            remedy = _WITHOUT if self.system else here
        return UnitError(f"systemd does not {verb}: {line}", remedy=remedy)
