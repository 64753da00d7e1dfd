"""The installed program, run as a user runs it: a config file, the daemon in a process of its own, commands beside it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from parts.dovecot import wait_for
from watcher.config.example import as_toml

PROGRAM = Path(sys.executable).with_name("rejection-watcher")
SOON = {
    "reflect_after": "1s",
    "ask_recruiter_after": "1s",
    "thank_after": "2s",
    "reply_recruiter_after": "1s",
}


@dataclass
class Service:
    """A config in a folder of its own; `start` runs the daemon on it."""

    folder: Path
    process: subprocess.Popen[bytes] | None = None
    environ: dict[str, str] = field(default_factory=dict)

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    @property
    def log(self) -> str:
        path = self.folder / "daemon.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def configure(
        self,
        *,
        accounts: dict[str, dict[str, Any]],
        targets: dict[str, Any],
        plan: dict[str, str] | None = None,
        act: dict[str, str] | None = None,
        me: dict[str, Any] | None = None,
        **notify: Any,
    ) -> None:
        """Write the config; `accounts` and `targets` as in TOML, a target by its URL alone gets everything in full."""
        state = {"directory": str(self.folder / "state")}
        tables: list[tuple[str, dict[str, Any]]] = [("state", state), ("me", {"name": "Robin Sample"} | (me or {}))]
        tables += [(f"accounts.{name}", account) for name, account in accounts.items()]
        tables += [(f"targets.{name}", {"url": to, "detail": "full"} if isinstance(to, str) else to) for name, to in targets.items()]
        tables += [
            ("notify", {"timezone": "Etc/UTC", "quiet_hours": "", "per_day": 1000} | notify),
            ("plan", SOON if plan is None else plan),
            ("act", act or {}),
        ]
        self.config.touch(mode=0o600)
        self.config.write_text("\n".join(toml(name, table) for name, table in tables))

    def start(self) -> None:
        """Run the daemon in the background; its log goes into daemon.log."""
        with (self.folder / "daemon.log").open("ab") as log:
            command = [PROGRAM, "run", "--debug", "--config", self.config]
            self.process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=os.environ | self.environ)

    def signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def stop(self, seconds: float = 5.0) -> int:
        """SIGTERM, and its exit code; TimeoutExpired when it does not end in time."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(seconds)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def command(self, *args: str) -> subprocess.CompletedProcess[str]:
        """A command typed in another shell."""
        command = [PROGRAM, *args, "--config", self.config]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=os.environ | self.environ)
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def json(self, *args: str) -> Any:
        done = self.command(*args, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def agenda(self, *args: str) -> list[dict[str, Any]]:
        agenda: list[dict[str, Any]] = self.json("agenda", *args)
        return agenda

    def messages(self) -> list[dict[str, Any]]:
        done = self.command("messages", "--json")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def children(self) -> list[int]:
        """The daemon's child processes."""
        assert self.process is not None
        return children_of(self.process.pid)

    def pss(self) -> float:
        """The daemon's own share of memory in MB; its children are not counted."""
        assert self.process is not None
        try:
            rollup = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
        except PermissionError:
            pytest.skip("ONLY ROOT MAY LOOK INTO THE DAEMON, so its size is not measured")
        found = re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)
        assert found
        return int(found[1]) / 1024

    def wait_until_watching(self, accounts: int = 1) -> None:
        wait_for(lambda: self.log.count("state=idle") >= accounts or (self.process is not None and self.process.poll() is not None), 30)
        assert self.process is not None
        assert self.process.poll() is None, self.log


def toml(name: str, table: dict[str, Any]) -> str:
    """One table."""
    return f"[{name}]\n" + "".join(f"{key} = {as_toml(value)}\n" for key, value in table.items())


def children_of(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # a thread may end while we look
            found += map(int, (task / "children").read_text().split())
    return found
