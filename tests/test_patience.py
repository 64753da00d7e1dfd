"""A person who has dismissed a prompt for a secret is not asked again three times a minute."""

from __future__ import annotations

from pathlib import Path

import pytest
from parts.systemctl import Systemctl
from test_supervisor import Manager

from watcher.clock import SystemClock
from watcher.daemon.patience import PAUSE, PROMPT, pause, restarts
from watcher.daemon.supervisor import Supervisor


class Clock(SystemClock):
    """Remembers what was to be waited for."""

    def __init__(self) -> None:
        self.waited: list[float] = []

    def wait_readable(self, _fds: object, seconds: float) -> list[int]:
        self.waited.append(seconds)
        return []


@pytest.mark.parametrize(
    ("took", "again", "waited"),
    [
        (PROMPT + 1, 1, [PAUSE]),
        (PROMPT + 1, 7, [PAUSE]),
        (PROMPT + 1, 0, []),  # the first time: `install` waits to hear how it went
        (PROMPT - 1, 7, []),  # nobody was asked: the keyring is not there yet, and may be in a moment
    ],
)
def test_who_was_asked_in_vain_is_left_alone_for_minutes(tmp_path: Path, took: float, again: int, waited: list[float]) -> None:
    manager, clock = Manager(tmp_path / "notify"), Clock()
    pause(took, lambda: again, clock, Supervisor(clock, manager.environ))
    assert clock.waited == waited
    said = manager.hear()
    manager.socket.close()
    assert [line.partition("=")[0] for line in said] == (["EXTEND_TIMEOUT_USEC", "STATUS"] if waited else [])
    assert not waited or (int(said[0].partition("=")[2]) > PAUSE * 1_000_000 and "next try in 3 minutes" in said[1])


def test_systemd_says_how_often_it_has_tried_and_nobody_else_does(tmp_path: Path) -> None:
    systemctl = Systemctl(tmp_path / "bin")
    systemctl.answers(NRestarts="3")
    environ = systemctl.environ | {"NOTIFY_SOCKET": "/run/notify", "XDG_RUNTIME_DIR": "/run/user/1000"}
    assert restarts(environ) == 3
    assert restarts(systemctl.environ) == 0
    assert restarts({"NOTIFY_SOCKET": "/run/notify", "PATH": "/nowhere"}) == 0
