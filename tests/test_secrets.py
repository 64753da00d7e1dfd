"""Secrets stay secret: canaries in every one of them, in every form, while things go right and wrong; and no process leaves a dump.

Looked through: all that the daemon and the commands print (at debug level), the command lines and environments of every process that is
started, and every file of the state.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from parts.canaries import Cage, files_below, watched_processes
from parts.dovecot import free_port, wait_for
from parts.service import Service, toml

REJECTION = b"""\
From: Tomasz Bielak <tomasz.bielak@larkfield-robotics.example>
To: robin@mail.example
Subject: Your interview at Larkfield Robotics
Message-ID: <%d.canary@larkfield-robotics.example>
Content-Type: text/plain; charset=utf-8

Dear Robin,

thank you for coming in last week. In the end we have decided not to move
forward with your application for the Test Engineer position; another
candidate was the closer match.

Kind regards,
Tomasz Bielak
"""
READING = [  # every command that shows something of what is configured or kept, for people and for programs
    [*words, *json]
    for words in (
        ["check"],
        ["status"],
        ["agenda", "--all"],
        ["messages"],
        ["applications"],
        ["notifications", "--all"],
        ["learn", "--status"],
    )
    for json in ([], ["--json"])
] + [["show", "n1"], ["show", "s1"], ["show", "m1"], ["insights"], ["templates"], ["export", "--ics", "-"], ["simulate"], ["link"]]
FORMS = ("plain", "file", "command", "credential", "keyring")


@pytest.fixture
def cage(tmp_path):
    folder = tmp_path / "cage"
    folder.mkdir(mode=0o700)
    return Cage(folder)


@pytest.fixture
def service(tmp_path, cage):
    made = Service(tmp_path, environ=cage.environ)
    yield made
    if made.process is not None and made.process.poll() is None:
        made.kill()


def accounts_of_every_form(cage: Cage, dovecot) -> dict[str, dict]:
    entries = {}
    odd = {"plain": ' "ü\\', "file": "+/="}  # what has to be quoted, what is no ASCII
    for form in FORMS:
        user, password = f"{form}-{free_port()}", cage.canary(f"password{form}", odd.get(form, ""))
        dovecot.add_user(user, password)
        entries[form] = {
            "host": "localhost",
            "port": dovecot.imaps,
            "ca_file": str(dovecot.ca),
            "username": user,
            "password": cage.value(form, f"account-{form}", password, user),
        }
    return entries


def targets_of_every_form(cage: Cage, address: str) -> dict[str, dict]:
    targets = {}
    for form in FORMS:
        url = f"json://sam:{cage.canary('key' + form)}@{address}/{cage.canary('topic' + form)}"
        targets[form] = {"url": cage.value(form, f"target-{form}", url, f"target:{form}"), "detail": "full"}
    return targets


def ping(service: Service, cage: Cage, address: str) -> None:
    """A dead-man service that is told of health, by an address that is a secret."""
    url = cage.value("file", "ping", f"http://{address}/{cage.canary('ping')}", "")
    service.config.write_text(service.config.read_text() + "\n" + toml("health", {"ping": url, "every": "1s"}))


def test_no_secret_of_any_form_escapes_while_all_goes_well(service, cage, dovecot, receiver):
    accounts = accounts_of_every_form(cage, dovecot)
    service.configure(accounts=accounts, targets=targets_of_every_form(cage, receiver.address))
    ping(service, cage, receiver.address)
    service.start()
    with watched_processes(service) as processes:
        service.wait_until_watching(len(FORMS))
        dovecot.deliver(accounts["plain"]["username"], REJECTION % 1)
        wait_for(lambda: len(receiver.requests) >= 2 * len(FORMS), 60)  # two steps
        service.signal(signal.SIGHUP)
        wait_for(lambda: "event=reloaded" in service.log)
        told = [service.command(*words) for words in [["check", "--send"], *READING]]
        assert told[0].returncode == 0, told[0].stdout
        assert not [one.args for one in told if one.returncode == 2]
        assert service.stop() == 0
    paths = " ".join(request.path for request in receiver.requests)
    assert all(word in paths for word in cage.words if "topic" in word or "ping" in word)
    printed = [(one.stdout + one.stderr).encode() for one in told]
    assert cage.escaped(service.log.encode(), *printed) == set()
    assert len(processes) > 2 * len(FORMS)
    assert cage.escaped(*processes) == set()
    assert cage.escaped(*files_below(service.folder / "state")) == set()


def test_no_secret_of_any_form_escapes_while_much_goes_wrong(service, cage, dovecot, receiver):
    """Refused passwords, a name that is not found, a target that refuses, one that is not there, one that is no service."""
    accounts = accounts_of_every_form(cage, dovecot)
    for form in FORMS:
        if form not in {"plain", "credential"}:
            accounts[form]["username"] += "-unknown"
    cage.keyring |= {accounts["keyring"]["username"]: next(word for word in cage.words if "keyring" in word)}
    cage._write_keyring()
    accounts["credential"]["host"] = "nowhere.invalid"
    receiver.fail(500)
    targets = targets_of_every_form(cage, receiver.address) | {
        "gone": f"json://sam:{cage.canary('gone')}@127.0.0.1:{free_port()}/{cage.canary('gonetoo')}",
        "unknown": f"nosuchservice://{cage.canary('unknown')}/{cage.canary('unknowntoo')}",
        "port": f"json://{cage.canary('port')}:99999999/{cage.canary('porttoo')}",
    }
    service.configure(accounts=accounts, targets=targets)
    ping(service, cage, receiver.address)
    service.start()
    with watched_processes(service) as processes:
        wait_for(lambda: service.log.count("state=backoff") >= 4 and "state=idle" in service.log, 60)
        dovecot.deliver(accounts["plain"]["username"], REJECTION % 2)
        wait_for(lambda: service.log.count("event=delivery-failed") >= len(targets), 60)
        told = [service.command(*words) for words in (["check", "--send"], ["check", "--json"], ["show", "n1"])]
        assert "nosuchservice" in told[0].stdout
        assert service.stop() == 0
    assert cage.escaped(service.log.encode(), *processes, *((one.stdout + one.stderr).encode() for one in told)) == set()
    assert cage.escaped(*files_below(service.folder / "state")) == set()


@pytest.mark.parametrize(
    "wrong",
    [
        'password = "{0}',
        'password = "{0}\\n{0}"',
        'password = "{0}"\npassword = "{0}"',
        'password = {{ command = ["sh", "-c", "echo {0}; echo {0} >&2; exit 3"] }}\n[targets.t]\nurl = "no url {0}"',
        'password = {{ command = ["sh", "-c", "echo {0}; echo {0}"] }}\n[targets.t]\nurl = {{ command = ["echo", "{0} {0}"] }}',
        'password = {{ file = "{0}", keyring = true }}\n[targets.t]\nurl = ["{0}"]\n[targets.u]\nurl = {{ file = {{ a = "{0}" }} }}',
        'pasword = "{0}"\npassword = [{{ {0} = 1 }}]\ntoken = {{ command = ["false", "{0}"] }}\nauth = "{0}"',
        'auth = {{ oauth2 = "google", client_id = "c", client_secret = ["{0}"] }}\n[health]\nping = "no url {0}"',
    ],
)
def test_a_wrong_config_is_explained_without_the_secret_in_it(service, wrong):
    service.config.touch(0o600)
    service.config.write_text(
        f'[state]\ndirectory = "{service.folder}/state"\n[accounts.p]\nhost = "localhost"\nusername = "u"\n' + wrong.format("canary")
    )
    done = [service.command("run"), service.command("check")]
    assert "canary" not in "".join(one.stdout + one.stderr for one in done)
    assert done[0].returncode in {75, 78}
    assert done[1].returncode == 1
    assert b"canary" not in b"".join(files_below(service.folder / "state"))


# --- dumps ----------------------------------------------------------------------------------------------------


def unlimited() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def ends_by_fault(command: list[str], folder: Path, started, environ: dict[str, str] | None = None) -> bool:
    """Whether the kernel wrote a dump, or gave one to a handler, when a process met SIGSEGV."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | (environ or {}),
        preexec_fn=unlimited if os.geteuid() == 0 else None,  # noqa: PLW1509  # takes no lock
    )
    try:
        wait_for(lambda: started(process.pid))
        process.send_signal(signal.SIGSEGV)
        status = os.waitpid(process.pid, 0)[1]
        process.returncode = -signal.SIGSEGV
        assert os.WTERMSIG(status) == signal.SIGSEGV
    finally:
        with suppress(OSError):
            process.kill()
        process.stdin.close()
    return os.WCOREDUMP(status) or bool(list(folder.glob("*core*")))


def limited(pid: int) -> bool:
    """The process has come so far as to forbid its dump."""
    line = next(line for line in Path(f"/proc/{pid}/limits").read_text().splitlines() if line.startswith("Max core"))
    return line.split()[4:6] in (["1", "1"], ["0", "0"])


def test_the_kernel_of_this_test_writes_dumps_where_nobody_forbids_them(tmp_path):
    """Else what follows would prove nothing; a machine that forbids them to everybody is as good."""
    program = [sys.executable, "-c", "print(flush=True); import time; time.sleep(60)"]
    dumped = ends_by_fault(
        program, tmp_path, lambda pid: b"time.sleep" in Path(f"/proc/{pid}/cmdline").read_bytes() and not time.sleep(0.2)
    )
    assert dumped or resource.getrlimit(resource.RLIMIT_CORE)[1] == 0 or os.geteuid() != 0


@pytest.mark.parametrize(
    "module",
    [
        "watcher.cli",
        "watcher.daemon",
        "watcher.config.apart",
        "watcher.config.from_keyring",
        "watcher.config.to_keyring",
        "watcher.export",
        "watcher.model.refit",
        "watcher.notify",
        "watcher.oauth2",
        "watcher.reader",
    ],
)
def test_a_process_that_holds_secrets_or_mail_leaves_no_dump(tmp_path, cage, module):
    config = tmp_path / "config.toml"
    config.write_text('[accounts.p]\nhost = "localhost"\nusername = "u"\npassword = { command = ["sleep", "60"] }\n')
    cage._write_keyring()
    (cage.folder / "caged.py").write_text(
        (cage.folder / "caged.py").read_text().replace("        return", "        import time; time.sleep(60); return")
    )
    words = {
        "watcher.daemon": [str(config)],
        "watcher.config.apart": [str(config)],
        "watcher.cli": ["check", "--config", str(config)],
        "watcher.config.from_keyring": ["service", "user"],
        "watcher.config.to_keyring": ["set", "service", "user"],
        "watcher.reader": [str(1 << 30), "10", "", ""],
        "watcher.model.refit": [str(tmp_path)],
    }.get(module, [])
    assert not ends_by_fault([sys.executable, "-I", "-m", module, *words], tmp_path, limited, cage.environ)


def test_a_program_that_prints_a_password_leaves_no_dump_either(tmp_path):
    config = tmp_path / "config.toml"
    told = tmp_path / "told"
    crash = f'{{ command = ["sh", "-c", "cat /proc/self/limits > {told}; kill -SEGV $$"] }}'
    config.write_text(f'[accounts.p]\nhost = "localhost"\nusername = "u"\npassword = {crash}\n')
    done = subprocess.run(
        [sys.executable, "-I", "-m", "watcher.daemon", str(config)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=unlimited,
    )
    assert (done.returncode, "killed by signal 11" in done.stderr) == (75, True)
    assert [line.split()[4:6] for line in told.read_text().splitlines() if line.startswith("Max core")] == [["1", "1"]]
    assert not list(tmp_path.glob("*core*"))
