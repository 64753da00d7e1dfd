"""`status`, and what `check` says of the service: systemctl is played by a program that answers as it is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from parts.dovecot import wait_for
from parts.life import Life
from parts.systemctl import Systemctl

from watcher import __version__
from watcher.cli.serving import Serving, service_findings, serving
from watcher.cli.trouble import Finding
from watcher.core.trouble import Cause, Trouble
from watcher.store.running import running
from watcher.units import Manager

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # apprise, under pytest alone

NOW = datetime.now(UTC)


@pytest.fixture
def systemctl(tmp_path) -> Systemctl:
    return Systemctl(tmp_path / "bin")


@pytest.fixture
def life(tmp_path, systemctl) -> Life:
    """A state with one account in it, on a machine whose systemd knows no service of ours."""
    made = Life(tmp_path, environ={"PATH": f"{systemctl.folder}:{os.environ['PATH']}", "DISPLAY": "", "WAYLAND_DISPLAY": ""})
    with made.store().transaction() as tx:
        tx.set_account("personal", "idle", "", None, NOW)
        tx.account_looked("personal", NOW)
    return made


@pytest.fixture
def process(life) -> Iterator[subprocess.Popen[bytes]]:
    """A process that holds the state, as the daemon writes it down."""
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(120)", "watcher.daemon"]) as made:
        hold(life, made.pid)
        wait_for(lambda: running(life.state))
        yield made
        made.kill()


def hold(life: Life, pid: int, version: str = __version__) -> None:
    (life.state / "daemon.lock").write_text(f"{pid}\n{version}\n")


def installed(systemctl: Systemctl, life: Life, **more: object) -> None:
    usual = {"UnitFileState": "enabled", "ActiveState": "active", "StatusText": "watching 1 account, no step is waiting"}
    systemctl.answers(**usual | {"ExecStart": f"{{ argv[]=/x/rejection-watcher run --config {life.config} ; }}"} | more)


def found(life: Life) -> dict[str, Finding]:
    environ = os.environ | life.environ
    return {one.what: one for one in service_findings(serving(life.settings, environ), environ)}


def reload(life: Life) -> str:
    return serving(life.settings, os.environ | life.environ).reload


# --- who runs


def test_the_running_daemon_is_known_by_process_and_version(life, process):
    held = running(life.state)
    assert (held.pid, held.version) == (process.pid, __version__)
    hold(life, process.pid, "")
    assert running(life.state).version == ""


def test_a_process_that_is_gone_or_another_one_is_no_daemon(life, process, tmp_path):
    hold(life, os.getppid())
    assert running(life.state) is None or b"watcher" in Path(f"/proc/{os.getppid()}/cmdline").read_bytes()
    hold(life, process.pid)
    process.kill()
    process.wait()
    assert running(life.state) is None
    (life.state / "daemon.lock").write_text("")
    assert running(life.state) is None
    assert running(tmp_path / "nowhere") is None


# --- check


def test_without_a_service_the_way_to_one_is_named_and_nothing_is_wrong(life):
    [service] = found(life).values()
    assert service.ok
    assert "rejection-watcher install" in (service.remedy or "")


def test_one_that_runs_by_hand_is_told_as_such(life, process):
    assert f"by hand, as process {process.pid}" in found(life)["service"].detail


def test_a_service_that_is_well_says_what_it_says_itself(life, process, systemctl):
    installed(systemctl, life, MainPID=str(process.pid))
    service = found(life)["service"]
    assert (service.ok, service.detail, service.remedy) == (True, "watching 1 account, no step is waiting", None)


@pytest.mark.parametrize(
    ("state", "detail", "remedy"),
    [
        ({"UnitFileState": "disabled", "ActiveState": "inactive"}, "does not start by itself", "systemctl --user enable --now"),
        (
            {"ActiveState": "failed", "Result": "exit-code", "ExecMainStatus": "78"},
            "exit code 78",
            "journalctl --user -u rejection-watcher",
        ),
        (
            {"ActiveState": "activating", "Result": "exit-code", "ExecMainStatus": "203"},
            "cannot be started",
            "run: rejection-watcher install",
        ),
        (
            {"ActiveState": "activating", "Result": "exit-code", "ExecMainStatus": "75"},
            "exit code 75, and is tried again and again",
            "journalctl --user -u rejection-watcher",
        ),
        ({"ActiveState": "failed", "Result": "watchdog"}, "is failed (watchdog)", "systemctl --user restart"),
    ],
)
def test_a_service_that_does_not_watch_is_a_finding(life, systemctl, state, detail, remedy):
    installed(systemctl, life, **state)
    service = found(life)["service"]
    assert not service.ok
    assert detail in service.detail
    assert remedy in (service.remedy or "")


def test_the_command_that_takes_over_a_config_is_that_of_what_runs_here(life, process, systemctl):
    assert reload(life) == f"kill -HUP {process.pid}"
    installed(systemctl, life, MainPID=str(process.pid))
    assert reload(life) == "systemctl --user reload rejection-watcher"
    installed(systemctl, life, ActiveState="failed")
    assert reload(life) == "systemctl --user restart rejection-watcher"
    machine = Manager(system=True, environ=os.environ | life.environ)
    installed(systemctl, life, MainPID=str(process.pid))
    assert Serving(None, machine.look(), machine).reload == "sudo systemctl reload rejection-watcher"


def test_what_only_root_may_see_or_change_is_told_with_sudo(life, systemctl):
    machine = Manager(system=True, environ=os.environ | life.environ)
    installed(systemctl, life, ActiveState="failed", Result="exit-code", ExecMainStatus="78")
    [ended] = service_findings(Serving(None, machine.look(), machine), os.environ)
    assert ended.remedy == "see why: sudo journalctl -u rejection-watcher -n 20; then: sudo systemctl restart rejection-watcher"
    installed(systemctl, life, UnitFileState="disabled", ActiveState="inactive")
    [disabled] = service_findings(Serving(None, machine.look(), machine), os.environ)
    assert disabled.remedy == "run: sudo systemctl enable --now rejection-watcher"


def test_where_nothing_runs_the_command_is_the_one_that_starts_it(life):
    assert reload(life) == "rejection-watcher run"


@pytest.mark.parametrize("by_service", [True, False])
def test_what_check_says_of_an_account_that_rests_ends_in_that_command(life, process, systemctl, by_service):
    if by_service:
        installed(systemctl, life, MainPID=str(process.pid))
    with life.store().transaction() as tx:
        tx.set_account("personal", "resting", "[AUTHENTICATIONFAILED] no", NOW, NOW)
        tx.note_trouble("phone", Trouble(Cause.ADDRESS, NOW), "json://127.0.0.1: no")
    said = {one["what"]: one["remedy"] for one in json.loads(life.run("check", "--json").stdout)}
    command = "systemctl --user reload rejection-watcher" if by_service else f"kill -HUP {process.pid}"
    assert said["accounts.personal: watching"] == f"mend the sign-in, then: {command}"
    assert said["targets.phone: deliveries"].endswith(f"then: {command}")


def test_an_older_version_that_still_runs_is_a_finding(life, process, systemctl):
    installed(systemctl, life, MainPID=str(process.pid))
    hold(life, process.pid, "0.0.9")
    service = found(life)["service"]
    assert not service.ok
    assert service.detail == f"version 0.0.9 runs (process {process.pid}), and {__version__} is installed"
    assert service.remedy == "run: rejection-watcher install"


def test_that_it_stops_with_the_session_is_a_finding_only_where_nobody_sits_at_a_desktop(life, systemctl):
    installed(systemctl, life)
    assert not found(life)["service: linger"].ok
    life.environ["WAYLAND_DISPLAY"] = "wayland-0"
    assert found(life)["service: linger"].ok


def test_a_service_of_another_config_is_not_ours(life, systemctl):
    installed(systemctl, life, ExecStart="{ argv[]=/x/rejection-watcher run --config /home/sam/other.toml ; }")
    assert "not installed" in found(life)["service"].detail


def test_check_finds_the_credentials_where_systemd_takes_them_from(life):
    life.configure(accounts={"personal": {"host": "localhost", "username": "robin"}})
    life.config.write_text(life.config.read_text().replace('username = "robin"', 'username = "robin"\npassword = { credential = "imap" }'))
    problem = "config: accounts.personal.password"
    before = {one["what"]: one for one in json.loads(life.run("check", "--json").stdout)}
    assert "rejection-watcher install" in before[problem]["remedy"]
    (life.folder / "imap").touch(mode=0o600)
    (life.folder / "imap").write_text("plum\n")
    assert problem not in {one["what"] for one in json.loads(life.run("check", "--json").stdout)}


# --- status


def test_status_says_in_one_line_what_is_watched_and_what_comes_next(life, process):
    shown = life.run("status")
    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    assert lines[:2] == ["watching 1 account, no step is waiting", f"version {__version__}, by hand, process {process.pid}"]
    assert "watched, by push" in shown.stdout


def test_status_names_the_last_error_and_the_next_try(life, process):
    with life.store().transaction() as tx:
        tx.set_account("personal", "backoff", "Connection refused", NOW + timedelta(minutes=5), NOW)
    [account] = life.run("status", "--json").json()["accounts"]
    assert (account["state"], account["detail"]) == ("backoff", "Connection refused")
    assert account["until"] > account["since"]
    assert account["looked_at"] == account["since"]
    assert "Connection refused, next try" in life.run("status").stdout


def test_status_ends_with_1_when_nothing_watches_or_another_version_does(life, process):
    hold(life, process.pid, "0.0.9")
    outdated = life.run("status")
    assert outdated.exit_code == 1
    assert f"Version {__version__} is installed" in outdated.stdout
    hold(life, 0)
    nobody = life.run("status")
    assert nobody.exit_code == 1
    assert "Nothing watches" in nobody.stdout
    assert "rejection-watcher install" in nobody.stdout


@pytest.mark.parametrize("state", ["idle", "backoff"])
def test_what_a_watcher_that_was_killed_wrote_last_does_not_pass_for_the_present(life, state):
    with life.store().transaction() as tx:
        tx.set_account("personal", state, "what it said", NOW + timedelta(minutes=5), NOW)
    told = json.loads(life.run("status", "--json").stdout)
    assert (told["running"], [account["state"] for account in told["accounts"]]) == (False, ["stopped"])
    assert [account["detail"] for account in told["accounts"]] == ["what it said"]
    shown = life.run("status").stdout
    assert "not watched" in shown
    assert "next try" not in shown


def test_before_anything_has_watched_status_says_so_to_programs_too(life, tmp_path):
    (tmp_path / "new").mkdir()
    new = Life(tmp_path / "new", environ=dict(life.environ))
    told = json.loads(new.run("status", "--json").stdout)
    assert (told["well"], told["running"]) == (False, False)
    assert [(account["account"], account["state"]) for account in told["accounts"]] == [("personal", "unknown")]
    shown = new.run("status")
    assert (shown.exit_code, "Nothing watches" in shown.stdout, len(shown.stdout.splitlines())) == (1, True, 1)
    assert not new.state.exists()


def test_an_account_that_waits_for_its_user_is_no_well_watcher_and_one_that_waits_for_its_server_is(life, process):
    for state, code in (("backoff", 0), ("polling", 0), ("resting", 1), ("idle", 0)):
        with life.store().transaction() as tx:
            tx.set_account("personal", state, "", None, NOW)
        done = life.run("status", "--json")
        assert (done.exit_code, json.loads(done.stdout)["well"]) == (code, code == 0), state


def test_status_tells_programs_about_the_service(life, process, systemctl):
    installed(systemctl, life, MainPID=str(process.pid))
    told = life.run("status", "--json").json()
    assert (told["running"], told["version"], told["installed_version"]) == (True, __version__, __version__)
    assert told["service"]["active"] == "active"
    assert told["next_due_at"] is None
