"""What the service manager is told: by the real protocol, on a socket that keeps what it hears."""

from __future__ import annotations

import contextlib
import os
import queue
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from parts.dovecot import free_port, wait_for
from parts.service import toml

from watcher.clock import SystemClock
from watcher.config import Account, Settings, load
from watcher.daemon import LIFE_SIGN, NAP, Daemon, Order
from watcher.daemon.supervisor import Supervisor
from watcher.daemon.words import status_line
from watcher.imap import AccountState, AccountWatcher

NOTHING = "no step is waiting"
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
LIVES = 20.0  # seconds between signs of life, at the very most; the daemon is patient for nine times as long


class Manager:
    """systemd's end of NOTIFY_SOCKET."""

    def __init__(self, path: Path) -> None:
        self.path, self.heard = path, list[str]()
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(path))
        self.socket.setblocking(False)

    def hear(self) -> list[str]:
        with contextlib.suppress(BlockingIOError):
            while True:
                self.heard += self.socket.recv(4096).decode().splitlines()
        return self.heard

    @property
    def environ(self) -> dict[str, str]:
        return {"NOTIFY_SOCKET": str(self.path), "WATCHDOG_USEC": "240000000"}


@pytest.mark.parametrize(
    ("environ", "command"),
    [
        ({"NOTIFY_SOCKET": "/run/user/1000/systemd/notify", "MANAGERPID": "812"}, "systemctl --user reload rejection-watcher"),
        ({"NOTIFY_SOCKET": "/run/systemd/notify"}, "sudo systemctl reload rejection-watcher"),
        ({"INVOCATION_ID": "of the terminal that it was typed into", "MANAGERPID": "812"}, f"kill -HUP {os.getpid()}"),
    ],
    ids=["the user's unit", "the machine's unit", "a terminal"],  # said here: a process number is another in every worker
)
def test_what_the_user_is_told_to_run_fits_how_it_was_installed(environ, command):
    assert Supervisor(SystemClock(), environ).reload == command


@pytest.fixture
def manager(tmp_path) -> Iterator[Manager]:
    made = Manager(tmp_path / "notify")
    yield made
    made.socket.close()


def state(name: str, what: str, detail: str = "", wait: timedelta | None = None) -> AccountState:
    return AccountState(name, what, detail, None if wait is None else NOW + wait, NOW)


@pytest.mark.parametrize(
    ("states", "due", "line"),
    [
        ([state("home", "idle"), state("work", "polling")], timedelta(days=3, hours=5), "watching 2 accounts, next step in 3 days"),
        ([state("home", "idle")], None, "watching 1 account, no step is waiting"),
        ([state("home", "idle")], timedelta(seconds=-5), "watching 1 account, a step is due"),
        ([state("home", "idle")], timedelta(hours=1, minutes=59), "watching 1 account, next step in 1 hour"),
        ([state("home", "connecting")], timedelta(minutes=12), "connecting to home, next step in 12 minutes"),
        (
            [state("home", "idle"), state("work", "backoff", "connection refused", timedelta(minutes=4, seconds=30))],
            timedelta(days=1),
            "watching 1 of 2 accounts, work is out of reach (connection refused), next try in 4 minutes, next step in 1 day",
        ),
        (
            [state("home", "resting", "[AUTHENTICATIONFAILED]", timedelta(hours=6))],
            None,
            "home did not accept the sign-in ([AUTHENTICATIONFAILED]), next try in 6 hours, no step is waiting",
        ),
        ([state("home", "backoff", "", timedelta(seconds=9))], None, f"home is out of reach, next try in less than a minute, {NOTHING}"),
        ([state("home", "backoff", "", timedelta(0))], None, f"home is out of reach, trying again now, {NOTHING}"),
        ([state("home", "stopped", "a fault (KeyError)")], None, f"home stopped by a fault (KeyError) and is started again, {NOTHING}"),
    ],
)
def test_the_status_line_is_what_a_person_understands(states, due, line):
    known = {one.account: one for one in states}
    assert status_line(known, known, None if due is None else NOW + due, NOW) == line


def test_an_account_that_has_not_said_anything_yet_is_being_connected_to():
    assert status_line(["home"], {}, None, NOW) == "connecting to home, no step is waiting"


def test_a_status_is_told_once_and_a_reload_with_the_moment_of_its_start(manager):
    supervisor = Supervisor(SystemClock(), manager.environ)
    supervisor.status("watching 1 account")
    supervisor.status("watching 1 account")
    supervisor.reloading()
    assert manager.hear()[:2] == ["STATUS=watching 1 account", "RELOADING=1"]
    assert manager.heard[2].startswith("MONOTONIC_USEC=")


def test_the_watchdog_is_fed_at_half_of_its_time_and_without_one_nothing_is_said(manager):
    assert Supervisor(SystemClock(), manager.environ).feed_every == 120
    assert Supervisor(SystemClock(), {"NOTIFY_SOCKET": str(manager.path)}).feed_every == float("inf")
    Supervisor(SystemClock(), {}).alive()
    assert manager.hear() == []


def test_a_manager_that_went_away_does_not_end_the_watching(manager):
    supervisor = Supervisor(SystemClock(), manager.environ)
    manager.path.unlink()
    supervisor.ready()


class Leaping(SystemClock):
    """Waits for servers alone: whatever else is waited for, the time is later by it at once."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.before_wait = lambda: None

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self.passed)

    def monotonic(self) -> float:
        return super().monotonic() + self.passed

    def boottime(self) -> float:
        return super().boottime() + self.passed

    def wait_readable(self, fds, seconds: float) -> list[int]:
        self.before_wait()
        if len(fds) > 1:  # a server's answer takes the time that it takes
            return super().wait_readable(fds, seconds)
        self.passed += seconds
        return super().wait_readable(fds, 0)


def configured(folder: Path, **entry: object) -> Settings:
    """One account on this machine."""
    config = folder / "config.toml"
    config.touch(mode=0o600)
    entries = {"host": "localhost", "username": "sam", "password": "plum"} | entry
    config.write_text(toml("state", {"directory": str(folder / "state")}) + toml("accounts.home", entries))
    return load(config, {}, reveal=True)


def longest_silence(account: Account, state: str, seconds: float) -> float:
    """The longest that a thread gave no sign of life, while it went through `state` for so long."""
    clock, posted, silences = Leaping(), queue.SimpleQueue(), [0.0]
    watcher = AccountWatcher(account, clock=clock, post=posted.put, cursors={})
    clock.before_wait = lambda: silences.append(clock.monotonic() - watcher.heartbeat)
    seen: list[AccountState] = []
    watcher.start()

    def lasted() -> bool:
        while not posted.empty():
            seen.append(posted.get())
        at = [one.at for one in seen if one.state == state]
        return bool(at) and clock.now() - at[0] > timedelta(seconds=seconds)

    try:
        wait_for(lasted, 30)
    finally:
        watcher.stop()
        watcher.join(5)
    return max(silences)


def test_a_thread_gives_signs_of_life_while_it_waits_for_a_server_that_is_down(tmp_path):
    account = configured(tmp_path, port=free_port()).accounts["home"]
    assert longest_silence(account, "backoff", 3600) < LIVES < LIFE_SIGN


def test_a_thread_gives_signs_of_life_while_it_rests_after_a_refused_password(tmp_path, dovecot):
    user, _ = dovecot.fresh_user()
    account = configured(tmp_path, port=dovecot.imaps, username=user, password="wrong", ca_file=str(dovecot.ca)).accounts["home"]
    assert longest_silence(account, "resting", 7 * 3600) < LIVES < LIFE_SIGN


class Stuck(SystemClock):
    """The main thread's naps pass at once; from a moment on, the accounts' threads wait for ever."""

    def __init__(self) -> None:
        self.passed, self.stuck, self.end = 0.0, threading.Event(), threading.Event()

    def monotonic(self) -> float:
        return super().monotonic() + self.passed

    def wait_readable(self, fds, seconds: float) -> list[int]:
        if self.stuck.is_set():
            self.end.wait(30)
        return super().wait_readable(fds, min(seconds, 0.01))

    def get(self, inbox, seconds: float):
        if inbox.empty() and self.stuck.is_set():
            self.passed += seconds
        return super().get(inbox, 0.01)


def test_the_watchdog_is_no_longer_fed_when_the_thread_of_one_account_hangs(manager, tmp_path):
    clock = Stuck()
    daemon = Daemon(configured(tmp_path, port=free_port()), clock=clock, environ=manager.environ)
    running = threading.Thread(target=daemon.run)
    running.start()
    try:
        wait_for(lambda: manager.hear().count("WATCHDOG=1") > 3)  # the server is down, and that is no reason
        assert manager.heard.index("READY=1") < manager.heard.index("WATCHDOG=1")
        clock.stuck.set()
        wait_for(lambda: manager.hear() and clock.passed > LIFE_SIGN + NAP)  # a socket that nobody reads from is full after ten lines
        fed = manager.hear().count("WATCHDOG=1")
        wait_for(lambda: manager.hear() and clock.passed > 2 * LIFE_SIGN)
        assert manager.hear().count("WATCHDOG=1") == fed
    finally:
        clock.end.set()
        daemon.tell(Order.STOP)
        running.join(10)
    assert manager.hear()[-1] == "STOPPING=1"
