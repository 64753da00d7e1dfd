"""The shipped units on a live systemd: a machine is booted, a mail host stands beside it, and what systemd does to services is done."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from parts.dovecot import wait_for
from parts.machine import PROGRAM, Machine, install_program
from parts.mail_host import CA, HOOK, NAME, PASSWORD, MailHost, rejection
from parts.service import toml
from parts.terminal import Terminal, terminal

from watcher.clock import SystemClock
from watcher.daemon.supervisor import Supervisor

UNIT = "rejection-watcher"
ETC = "/etc/rejection-watcher"
HOME = "/home/sam"
ODD = f"{HOME}/job hunt 100% $HOME"  # a folder whose name would mean something else in a unit file
QUICK = "[Service]\nRestartSec=100ms\n"


@dataclass
class Service:
    """The watcher as a service, of the machine or of a user."""

    machine: Machine
    user: str = "root"
    program: str = PROGRAM

    @property
    def drop_ins(self) -> str:
        return f"{'/etc/systemd/system' if self.user == 'root' else f'{HOME}/.config/systemd/user'}/{UNIT}.service.d"

    def ctl(self, *arguments: str) -> str:
        return self.machine.run("systemctl", *([] if self.user == "root" else ["--user"]), *arguments, user=self.user).stdout.strip()

    def show(self, name: str) -> str:
        return self.ctl("show", UNIT, "--value", f"--property={name}")

    @property
    def pid(self) -> int:
        return int(self.show("MainPID"))

    def drop_in(self, name: str, text: str) -> None:
        self.machine.put(f"{self.drop_ins}/{name}.conf", text, owner=self.user)
        self.ctl("daemon-reload")

    def take_out(self, name: str) -> None:
        self.machine.run("rm", f"{self.drop_ins}/{name}.conf")
        self.ctl("daemon-reload")

    def until_it_says(self, text: str, seconds: float = 30) -> str:
        """Wait for a status line that holds `text`."""
        try:
            return wait_for(lambda: text in (line := self.show("StatusText")) and line, seconds)
        except TimeoutError:
            raise AssertionError(f"{text!r} was not said: {self.show('StatusText')!r}\n{self.log}") from None

    def until_it_watches(self, accounts: str = "1 account") -> None:
        self.until_it_says(f"watching {accounts}, ")
        assert self.show("ActiveState") == "active"

    @property
    def log(self) -> str:
        by = f"_SYSTEMD_UNIT={UNIT}.service" if self.user == "root" else f"_SYSTEMD_USER_UNIT={UNIT}.service"
        return self.machine.journal(by, "+", "UNIT=rejection-watcher.service", "+", "USER_UNIT=rejection-watcher.service")

    def type(self, *arguments: str, check: bool = True) -> str:
        """A command typed in a shell: all that it wrote."""
        done = self.machine.run(self.program, *arguments, user=self.user, check=check)
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    def labels(self) -> list[str]:
        return [json.loads(line)["label"] for line in self.type("messages", "--json").splitlines()]

    def within(self, script: str) -> str:
        """What a script prints that is run in place of the watcher, behind the same walls."""
        name = "walls"
        self.machine.put(f"/srv/{name}.py", script)
        self.drop_in(
            name, f"[Service]\nType=oneshot\nWatchdogSec=0\nExecStart=\nExecStart=/usr/bin/python3 -I /srv/{name}.py\nRestart=no\n"
        )
        began = self.machine.run("date", "+%s.%N").stdout.strip()
        try:
            self.ctl("restart", UNIT)
        finally:
            self.take_out(name)
        wait_for(lambda: "done" in self.machine.journal(f"--since=@{began}"))
        [line] = [line for line in self.machine.journal(f"--since=@{began}").splitlines() if line.startswith("{")]
        return line


def config(password: object, *accounts: str, calendar: str = "") -> str:
    tables = toml("export", {"ics": calendar}) if calendar else ""
    for name in accounts:
        tables += (
            f'[accounts.{name}]\nhost = "{NAME}"\nusername = "{name}"\npassword = {password}\nca_file = "{CA}"\nmailboxes = ["INBOX"]\n'
        )
    tables += toml("targets.hook", {"url": HOOK}) + toml("notify", {"timezone": "Etc/UTC", "quiet_hours": "", "per_day": 1000})
    return tables + toml("plan", {"reflect_after": "1s", "thank_after": ""})


@pytest.fixture(scope="module")
def host(machine) -> MailHost:
    made = MailHost(machine)
    made.build()
    made.plug()
    made.names()
    made.serve()
    install_program(machine)
    return made


CALENDAR = f"{HOME}/my calendars/jobs.ics"
BY_CREDENTIAL = '{ credential = "imap" }'


@pytest.fixture(scope="module")
def system(machine, host) -> Service:
    """The unit of the machine, put in place as the README says."""
    service = Service(machine)
    machine.put(f"{ETC}/config.toml", config(BY_CREDENTIAL, "robin"))
    missing = service.type("install", "--system")
    assert "not started" in missing
    assert f"cat > {ETC}/imap" in missing
    assert "sudo journalctl -u rejection-watcher -f" in missing
    machine.put(f"{ETC}/imap", f"{PASSWORD}\n", mode="600")
    service.drop_in("test", QUICK)
    service.type("install", "--system")
    return service


@pytest.fixture(scope="module")
def user(machine, host) -> Service:
    """The unit of a user whose folders have odd names, and who is not signed in."""
    machine.run("useradd", "--create-home", "--shell", "/bin/bash", "sam")
    machine.run("loginctl", "enable-linger", "sam")
    wait_for(lambda: machine.ok("systemctl", "--user", "is-active", "--quiet", "basic.target", user="sam"))
    service = Service(machine, "sam", install_program(machine, f"{ODD}/environment", user="sam"))
    machine.put(f"{HOME}/.config/rejection-watcher/config.toml", config(BY_CREDENTIAL, "wren", calendar=CALENDAR), owner="sam", mode="600")
    machine.run("mkdir", "-p", CALENDAR.rpartition("/")[0], user="sam")
    machine.put(f"{HOME}/.config/rejection-watcher/imap", f"{PASSWORD}\n", owner="sam", mode="600")
    service.drop_in("test", QUICK)
    service.type("install")
    return service


@pytest.fixture
def pia(machine, host) -> Iterator[tuple[str, Terminal]]:
    """A user who has the program and nothing else, in front of a terminal with `init` in it."""
    machine.run("useradd", "--create-home", "--shell", "/bin/bash", "pia")
    machine.run("loginctl", "enable-linger", "pia")
    wait_for(lambda: machine.ok("systemctl", "--user", "is-active", "--quiet", "basic.target", user="pia"))
    program = install_program(machine, "/home/pia/environment", user="pia")
    screen = terminal(machine.entered("env", "TERM=dumb", program, "init", user="pia"), os.environ)
    yield program, screen
    screen.close()


def test_a_set_up_by_questions_ends_with_a_service_that_watches(machine, host, pia):
    program, screen = pia
    for question, answer in (
        ("Your mail address", f"pia@{NAME}"),
        ("Is that right? [Y/n]", "n"),
        ("Mail server", NAME),
        ("1 to 2 [1]", ""),
        ("Port [993]", ""),
        ("Name to sign in with", "pia"),
        ("1 to 2 [1]", ""),
        ("Password of pia", PASSWORD),
        ("What now?", "certificate"),
        ("File of the certificate", CA),
        ("Where shall notifications go?", "url"),
        ("apprise URL", HOOK),
        ("Did it reach you?", ""),
        ("Your name", "Pia Sample"),
        ("Is that right? [Y/n]", ""),
        ("Let it run as a service of yours, from now on? [Y/n]", ""),
        ("Write it? [Y/n]", ""),
    ):
        screen.answer(question, answer)
    screen.wait("Watching 1 account, ")
    assert screen.end() == 0
    service = Service(machine, "pia", program)
    service.until_it_watches()
    before = len(host.heard())
    host.deliver("pia", rejection("Quillwood Press"))
    wait_for(lambda: service.labels() == ["rejection"])
    assert before > 0  # the test notification
    service.type("uninstall")


BOTH = ["system", "user"]
IN_FULL = BOTH if os.environ.get("WATCHER_FULL") else ["system"]  # where the other one could only tell the same


@pytest.fixture(params=BOTH)
def service(request, machine) -> Iterator[Service]:
    """Each of the two, watching."""
    made: Service = request.getfixturevalue(request.param)
    if made.show("ActiveState") != "active":
        made.ctl("reset-failed", UNIT)
        made.ctl("start", UNIT)
    made.until_it_watches()
    return made


def account_of(service: Service) -> str:
    return "robin" if service.user == "root" else "wren"


def test_it_is_ready_reads_its_credential_and_tells_what_a_mail_leads_to(service, host):
    assert service.show("UnitFileState") == "enabled"
    assert service.until_it_says("watching") == "watching 1 account, no step is waiting"
    before = len(host.heard())
    host.deliver(account_of(service), rejection("Larkfield Robotics"))
    told = wait_for(lambda: host.heard()[before:])
    assert "Larkfield Robotics" in told[0]["title"]
    assert service.labels() == ["rejection"]
    if service.user == "sam":
        wait_for(lambda: "BEGIN:VTODO" in service.machine.run("cat", CALENDAR, check=False).stdout)
    assert "a step is due" in service.until_it_says("watching 1 account, a step is due")


def test_killed_it_comes_back_and_a_mail_of_the_meantime_is_planned_once(service, host):
    pid, before = service.pid, service.labels()
    host.deliver(account_of(service), rejection("Kestrel Logistics"))
    service.machine.run("kill", "-9", str(pid))
    wait_for(lambda: service.pid not in {0, pid})
    service.until_it_watches()
    wait_for(lambda: service.labels() == [*before, "rejection"])
    steps = json.loads(service.type("agenda", "--all", "--json"))
    assert [step["company"] for step in steps].count("Kestrel Logistics") == 1


@pytest.mark.parametrize("service", IN_FULL, indirect=True)
def test_a_stalled_one_is_ended_by_the_watchdog_and_comes_back(service):
    service.drop_in("watchdog", "[Service]\nWatchdogSec=4s\n")
    service.ctl("restart", UNIT)
    service.until_it_watches()
    pid = service.pid
    service.machine.run("kill", "-STOP", str(pid))
    wait_for(lambda: service.pid not in {0, pid}, 30)
    service.take_out("watchdog")
    service.until_it_watches()
    assert "Watchdog timeout" in service.log


@pytest.mark.parametrize("service", IN_FULL, indirect=True)
def test_a_reload_takes_over_a_new_account_without_a_restart_and_refuses_a_wrong_config(service):
    place = f"{ETC}/config.toml" if service.user == "root" else f"{HOME}/.config/rejection-watcher/config.toml"
    mode = "644" if service.user == "root" else "600"
    pid = service.pid
    try:
        service.machine.put(place, config(BY_CREDENTIAL, "robin", "wren"), owner=service.user, mode=mode)
        service.ctl("reload", UNIT)
        service.until_it_watches("2 accounts")
        service.machine.put(place, config(BY_CREDENTIAL, "robin", "wren") + "quiet_ours = 1\n", owner=service.user, mode=mode)
        service.ctl("reload", UNIT)
        wait_for(lambda: "event=reload-refused" in service.log)
        service.until_it_watches("2 accounts")
    finally:
        calendar = CALENDAR if service.user == "sam" else ""
        service.machine.put(place, config(BY_CREDENTIAL, account_of(service), calendar=calendar), owner=service.user, mode=mode)
    service.ctl("reload", UNIT)
    service.until_it_watches("1 account")
    assert service.pid == pid


def test_what_the_user_is_told_to_run_fits_the_unit(service):
    environ = service.machine.run("cat", f"/proc/{service.pid}/environ").stdout
    variables = dict(line.partition("=")[::2] for line in environ.split("\0"))
    expected = "sudo systemctl reload rejection-watcher" if service.user == "root" else "systemctl --user reload rejection-watcher"
    assert Supervisor(SystemClock(), variables).reload == expected


def test_a_wrong_config_is_told_and_does_not_start_over_and_over(system):
    try:
        system.machine.put(f"{ETC}/config.toml", config(BY_CREDENTIAL, "robin") + "quiet_ours = 1\n")
        assert not system.machine.ok("systemctl", "restart", UNIT)
        assert (system.show("ActiveState"), system.show("ExecMainStatus"), system.show("NRestarts")) == ("failed", "78", "0")
        assert "quiet_ours" in system.log
    finally:
        system.machine.put(f"{ETC}/config.toml", config(BY_CREDENTIAL, "robin"))
        system.ctl("reset-failed", UNIT)


def test_it_stops_within_five_seconds(service):
    began = time.monotonic()
    service.ctl("stop", UNIT)
    assert time.monotonic() - began < 5
    assert service.show("Result") == "success"


WALLS = f"""
import json, os, resource, socket
def can(what):
    try:
        what()
    except OSError as error:
        return type(error).__name__
    return True
def listing(path):
    return lambda: os.listdir(path)
def writing(path):
    def write():
        with open(path, "a"):
            pass
    return write
print(json.dumps({{
    "home": can(listing("{HOME}")),
    "homes": can(listing("/home")),
    "write home": can(writing("{HOME}/.bashrc")),
    "state": [can(writing(path + "/probe")) for path in ("/var/lib/rejection-watcher", "{HOME}/.local/state/rejection-watcher")],
    "system": [can(writing(path)) for path in ("/usr/probe", "/etc/probe", "/boot/probe", "/srv/probe", "/opt/probe")],
    "processes": [name for name in os.listdir("/proc") if name == "1"],
    "packets": can(lambda: socket.socket(17, socket.SOCK_RAW)),
    "namespace": can(lambda: os.unshare(0x10000000)) if hasattr(os, "unshare") else "OSError",
    "core": resource.getrlimit(resource.RLIMIT_CORE)[0],
    "imap socket": can(lambda: socket.create_connection(("{NAME}", 993), 5).close()),
}}))
print("done")
"""


def test_behind_the_walls_of_the_system_unit_no_home_can_be_seen_and_nothing_but_the_state_changed(system):
    found = json.loads(system.within(WALLS))
    assert found["homes"] == "PermissionError"
    assert found["home"] in {"PermissionError", "FileNotFoundError"}
    assert found["state"] == [True, found["home"]]
    assert set(found["system"]) <= {"OSError", "PermissionError"}
    assert found["processes"] == []
    assert found["packets"] in {"OSError", "PermissionError"}
    assert (found["core"], found["imap socket"]) == (0, True)


TOKENS = """
import glob, json, sys
from pathlib import Path
sys.path[:0] = glob.glob("/opt/rejection-watcher/lib/python3*/site-packages")
from dataclasses import replace
from watcher.config.bearer import OAuth2, Renewed
from watcher.oauth2.tokens import Kept, Tokens
oauth2 = OAuth2("", "client", None, (), "https://login.test/token")
kept = Kept(Renewed("robin", oauth2, Path("/var/lib/rejection-watcher"), {}))
with kept.locked():
    before = kept.read()
    kept.make_room()
    tokens = replace(before, refresh=before.refresh + "+") if before else Tokens("access", "R", None, "client", "https://login.test/token")
    kept.write(tokens)
print(json.dumps({"refresh": tokens.refresh, "done": True}))
"""


@pytest.mark.parametrize("first", ["signed in while it runs", "signed in before its first start"])
def test_tokens_of_a_sign_in_by_root_are_the_services_own_to_renew(system, first):
    machine, state = system.machine, "/var/lib/private/rejection-watcher"
    if "before" in first:
        system.ctl("stop", UNIT)
        machine.run("rm", "-rf", "/var/lib/rejection-watcher", state)
    else:
        machine.run("rm", "-rf", f"{state}/oauth2")
    signed_in = machine.run("/usr/bin/python3", "-I", "-c", TOKENS, user="root")
    assert json.loads(signed_in.stdout)["refresh"] == "R"
    try:
        assert json.loads(system.within(TOKENS))["refresh"] == "R+", "read, and put back renewed, behind the walls"
    finally:
        system.ctl("restart", UNIT)
    system.until_it_watches()
    owners = machine.run("stat", "-c", "%u %a", state, f"{state}/oauth2", f"{state}/oauth2/robin.json").stdout.split()
    assert len(set(owners[::2])) == 1
    assert owners[1::2] == ["700", "700", "600"]
    signed_in = machine.run("/usr/bin/python3", "-I", "-c", TOKENS, user="root")
    assert json.loads(signed_in.stdout)["refresh"] == "R++", "and root may sign in again over it"
    owners_now = machine.run("stat", "-c", "%u %a", state, f"{state}/oauth2", f"{state}/oauth2/robin.json").stdout.split()
    assert owners_now == owners


def test_behind_the_walls_of_the_user_unit_the_home_is_read_only(user):
    found = json.loads(user.within(WALLS))
    assert (found["home"], found["write home"]) == (True, "OSError")
    assert found["state"][1] is True
    assert set(found["system"]) <= {"OSError", "PermissionError"}
    assert found["packets"] in {"OSError", "PermissionError"}
    assert (found["core"], found["imap socket"]) == (0, True)


def test_systemd_finds_nothing_to_say_against_the_units_and_little_to_improve(system, user):
    for service, most in ((system, 1.5), (user, 2.0)):
        manager = [] if service.user == "root" else ["--user"]
        verified = service.machine.run("systemd-analyze", *manager, "verify", "--man=no", f"{UNIT}.service", user=service.user)
        assert verified.stdout + verified.stderr == ""
        judged = service.machine.run("systemd-analyze", *manager, "security", f"{UNIT}.service", "--no-pager", user=service.user).stdout
        assert float(judged.rpartition(f"{UNIT}.service: ")[2].split()[0]) <= most


def test_after_a_reboot_both_wait_for_network_names_and_server_and_then_watch_by_themselves(system, user, host):
    for service in (system, user):
        if service.show("ActiveState") != "active":
            service.ctl("start", UNIT)
    system.machine.reboot()
    wait_for(lambda: system.machine.ok("systemctl", "--user", "is-active", "--quiet", "basic.target", user="sam"))
    pids = [service.until_it_says("is out of reach (") and service.pid for service in (system, user)]
    host.names()
    for service in (system, user):
        service.until_it_says("Network is unreachable")
    host.plug()
    for service in (system, user):
        service.until_it_says("Connection refused")
    host.serve()
    for service in (system, user):
        service.until_it_watches()
    assert [service.pid for service in (system, user)] == pids
    assert [service.show("NRestarts") for service in (system, user)] == ["0", "0"]


def test_installing_again_changes_nothing_and_an_older_one_that_runs_is_replaced_and_told(service):
    pid = service.pid
    again = service.type("install", *(["--system"] if service.user == "root" else []))
    assert "as it should be" in again
    assert service.pid == pid
    package = f"{service.program.rpartition('/bin/')[0]}/lib"
    service.machine.run("sh", "-c", 'touch "$0"/*/site-packages/watcher/__init__.py', package)
    same_version = service.type("install", *(["--system"] if service.user == "root" else []))
    assert "began before this was installed" in same_version
    assert service.pid not in {0, pid}
    pid = service.pid
    service.machine.run(
        "sh", "-c", 'sed -i "s/^__version__ = .*/__version__ = \\"9.9.9\\"/" "$0"/*/site-packages/watcher/__init__.py', package
    )
    upgraded = service.type("install", *(["--system"] if service.user == "root" else []))
    assert "version 0.1.0" in upgraded
    assert service.pid not in {0, pid}
    service.until_it_watches()


def test_uninstalling_takes_our_files_away_and_keeps_what_it_knows_and_what_others_wrote(service):
    state = "/var/lib/rejection-watcher" if service.user == "root" else f"{HOME}/.local/state/rejection-watcher"
    said = service.type("uninstall", *(["--system"] if service.user == "root" else []))
    assert state in said
    assert service.show("LoadState") != "loaded"
    assert service.machine.ok("test", "-s", f"{state}/state.db")
    assert service.machine.ok("test", "-e", f"{service.drop_ins}/test.conf")
