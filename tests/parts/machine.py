"""A throw-away machine with a systemd of its own: this machine's root under an overlay that is dropped at the end, booted in a container.

Nothing of it touches the host: the overlay lies in memory, the mounts are in a mount namespace of their own, and there is no network but
what a test makes inside. What the host's packages would start at boot is taken out first, so that it is up in about a second. All of the
unit's settings are really in force inside, limits of memory and tasks excepted.

Needs root and Debian's systemd-container, libpam-systemd, libnss-systemd, dbus-user-session and iproute2; systemd 257 comes from a root of
its own, made by mmdebstrap (`trixie`).
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from parts.dovecot import wait_for
from parts.service import children_of

PACKAGES = "systemd-container libpam-systemd libnss-systemd dbus-user-session iproute2 dovecot-imapd openssl"
REPOSITORY = Path(__file__).parent.parent.parent
OPT = "/opt/rejection-watcher"  # where the program is, inside
PYTHON = f"/usr/bin/python3.{sys.version_info.minor}"  # the machine's own, of the version that the libraries are made for
PROGRAM = f"{OPT}/bin/rejection-watcher"

# All mounts end with the mount namespace. The host may still use the older cgroup tree; inside, systemd wants the newer.
_BOOT = """
umount -R /sys/fs/cgroup && mount -t cgroup2 cgroup2 /sys/fs/cgroup
mount -t tmpfs -o size=4g,mode=700 tmpfs "$folder/layers"
mkdir "$folder/layers/upper" "$folder/layers/work"
mount -t overlay overlay -o "lowerdir=$lower,upperdir=$folder/layers/upper,workdir=$folder/layers/work" "$folder/root"
rm -rf "$folder"/root/etc/systemd/system/*.wants "$folder"/root/etc/rc?.d "$folder/root/etc/systemd/system/default.target"
ln -s /lib/systemd/system/multi-user.target "$folder/root/etc/systemd/system/default.target"
mkdir "$folder/root/etc/systemd/system/sysinit.target.wants"
ln -s ../kmsg.service "$folder/root/etc/systemd/system/sysinit.target.wants/"
cat > "$folder/root/etc/systemd/system/kmsg.service" <<'KMSG'
[Unit]
# nspawn hides this by a file that is unlinked, over which a user's unit cannot mount anything; no real machine has it so.
DefaultDependencies=no
[Service]
Type=oneshot
ExecStart=/bin/umount /proc/kmsg
KMSG
rm -f "$folder/root/etc/resolv.conf"; echo "nameserver 127.0.0.1" > "$folder/root/etc/resolv.conf"
until systemd-nspawn --quiet -D "$folder/root" --boot --register=no --keep-unit --private-network --resolv-conf=off \
  --console=read-only --kill-signal=SIGRTMIN+3 --capability=CAP_BPF,CAP_PERFMON --system-call-filter=bpf -M "$name" "$@"
do [ $? = 133 ] || exit 1; done  # 133: it wants to be started again
"""

_SIGNED_IN = 'XDG_RUNTIME_DIR=/run/user/$(id -u) exec "$@"'


@dataclass
class Machine:
    """A booted machine; `run` runs a command inside."""

    name: str
    folder: Path
    shell: subprocess.Popen[bytes]

    def run(
        self, *command: str, user: str = "root", stdin: str = "", check: bool = True, seconds: float = 60
    ) -> subprocess.CompletedProcess[str]:
        """A command inside, as `user`, who is signed in as far as systemd knows."""
        inside = self.entered(*command, user=user)
        done = subprocess.run(inside, input=stdin, capture_output=True, text=True, check=False, timeout=seconds)
        assert not check or done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def entered(self, *command: str, user: str) -> list[str]:
        """The command of this machine that runs one inside."""
        leader = children_of(children_of(self.shell.pid)[0])[0]  # shell, nspawn, systemd
        home = "/root" if user == "root" else f"/home/{user}"
        environ = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": home, "USER": user, "LANG": "C.UTF-8"}
        variables = [f"{name}={value}" for name, value in environ.items()]
        inside = ["nsenter", "-t", str(leader), "-m", "-u", "-i", "-n", "-p", "-C", "--", "env", "-i", "-C", "/", *variables]
        as_user = [] if user == "root" else ["runuser", "-u", user, "--", "sh", "-c", _SIGNED_IN, "sh"]
        return [*inside, *as_user, *command]

    def ok(self, *command: str, user: str = "root") -> bool:
        return self.run(*command, user=user, check=False).returncode == 0

    def put(self, path: str, text: str, *, owner: str = "root", mode: str = "644") -> None:
        """Write a file, and the folders that lead there."""
        write = 'mkdir -p "${1%/*}" && cat > "$1" && chmod "$2" "$1"'
        self.run("sh", "-c", write, "sh", path, mode, user=owner, stdin=text)

    def journal(self, *arguments: str) -> str:
        return self.run("journalctl", "--no-pager", "-o", "cat", *arguments).stdout

    def reboot(self) -> None:
        before = children_of(self.shell.pid)
        self.run("systemctl", "reboot", check=False)
        wait_for(lambda: children_of(self.shell.pid) not in ([], before), 90)
        self.wait_until_up()

    def wait_until_up(self) -> None:
        def up() -> bool:
            assert self.shell.poll() is None, self.console
            with contextlib.suppress(OSError, IndexError):  # between two starts
                return self.run("systemctl", "is-system-running", check=False).stdout.strip() in {"running", "degraded"}
            return False

        wait_for(up, 60)

    @property
    def console(self) -> str:
        return (self.folder / "console").read_text(errors="replace")


def missing() -> str:
    """What keeps a machine from being booted here, and how to get it; "" when nothing does."""
    if os.geteuid() != 0:
        return "LIVE SYSTEMD IS NOT TESTED: booting a machine in a container needs root"
    tools = ("systemd-nspawn", "nsenter", "unshare", "runuser", "ip", "dovecot", "openssl", "loginctl")
    if not all(map(shutil.which, tools)) or not Path("/usr/lib/systemd/user/dbus.socket").exists():
        return f"LIVE SYSTEMD IS NOT TESTED: apt-get install --no-install-recommends {PACKAGES}"
    if not Path(PYTHON).exists():
        return f"LIVE SYSTEMD IS NOT TESTED: there is no {PYTHON}; set up the environment by the machine's own Python"
    return ""


@contextlib.contextmanager
def booted(*, lower: Path = Path("/"), binds: Mapping[Path, str] | None = None) -> Iterator[Machine]:
    """Boot a machine from a root folder, with some of the host's folders to read inside; end it with all that it left."""
    folder = Path(tempfile.mkdtemp(prefix="machine-", dir="/var/tmp"))
    for name in ("root", "layers"):
        (folder / name).mkdir()
    shown = [f"--bind-ro={there}:{here}" for there, here in (binds or {}).items()]
    command = ["unshare", "-m", "--propagation", "private", "bash", "-ec", _BOOT, "boot", *shown]
    environ = os.environ | {"folder": str(folder), "lower": str(lower), "name": folder.name.replace("_", "x")}
    with (folder / "console").open("wb") as console:
        shell = subprocess.Popen(command, env=environ, stdin=subprocess.DEVNULL, stdout=console, stderr=console, start_new_session=True)
    machine = Machine(folder.name, folder, shell)
    try:
        machine.wait_until_up()
        yield machine
    finally:
        for nspawn in children_of(shell.pid) if shell.poll() is None else []:
            os.kill(nspawn, signal.SIGTERM)  # it hands this on as an order to power off
        try:
            shell.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(shell.pid, signal.SIGKILL)
            shell.wait()
        shutil.rmtree(folder, ignore_errors=True)


def program_binds() -> dict[Path, str]:
    """The libraries, the program and these parts, where a service may read them: its walls hide /root and /home."""
    [libraries] = [Path(path) for path in sys.path if path.startswith(sys.prefix) and path.endswith("site-packages")]
    return {libraries: "/mnt/libraries", REPOSITORY / "watcher": "/mnt/watcher", REPOSITORY / "tests/parts": "/mnt/parts"}


def install_program(machine: Machine, to: str = OPT, *, user: str = "root") -> str:
    """An environment with the program in it, as pip makes one; returns the command."""
    machine.run(PYTHON, "-m", "venv", "--without-pip", to, user=user)
    place = f"{to}/lib/{Path(PYTHON).name}/site-packages"
    machine.run("cp", "-a", "/mnt/watcher", place)  # with what is compiled already
    machine.run("chown", "-R", f"{user}:", f"{place}/watcher")
    machine.put(f"{place}/libraries.pth", "/mnt/libraries\n", owner=user)
    start = f'#!/bin/sh\nexec {shlex.quote(to)}/bin/python -I -m watcher.cli "$@"\n'  # a first line of Python's may hold no space
    machine.put(f"{to}/bin/rejection-watcher", start, owner=user, mode="755")
    return f"{to}/bin/rejection-watcher"


ROOTS = Path("/var/cache/rejection-watcher-tests")  # kept: a root takes up to two minutes
TRIXIE = ROOTS / "trixie"
_INSIDE = (
    "systemd,systemd-sysv,dbus,dbus-user-session,libpam-systemd,libnss-systemd,dovecot-imapd,openssl,iproute2,python3,"
    "pass,gnupg,gpg-agent,gnome-keyring,libsecret-tools"
)


def trixie() -> Path:
    """A root folder of Debian 13, which has systemd 257."""
    return root_folder("trixie", "trixie", _INSIDE)


def root_folder(name: str, suite: str, packages: str) -> Path:
    """A root folder of a Debian with these packages; the first that asks makes it, and others wait. Another list makes it anew."""
    root, made_of = ROOTS / name, ROOTS / f"{name}.packages"
    ROOTS.mkdir(parents=True, exist_ok=True)
    with (ROOTS / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not root.exists() or not made_of.exists() or made_of.read_text() != packages:
            half = ROOTS / f"{name}.half"
            for old in (root, half):
                shutil.rmtree(old, ignore_errors=True)
            subprocess.run(["mmdebstrap", "--quiet", "--variant=minbase", f"--include={packages}", suite, str(half)], check=True)
            half.rename(root)
            made_of.write_text(packages)
    return root


def _interpreter() -> dict[Path, str]:
    """This machine's Python, in a root that has another one: the libraries are made for this one."""
    return {path: str(path) for path in (Path(PYTHON), Path("/usr/lib") / Path(PYTHON).name)}


@pytest.fixture(scope="session", params=["this", "trixie"] if os.environ.get("WATCHER_FULL") else ["this"])
def machine(request: pytest.FixtureRequest) -> Iterator[Machine]:
    """One machine for the whole session, with this machine's systemd or a newer one; its services start from nothing."""
    if why := missing():
        pytest.skip(why)
    newer = request.param == "trixie"
    if newer and not TRIXIE.exists() and not shutil.which("mmdebstrap"):
        pytest.skip("SYSTEMD 257 IS NOT TESTED: apt-get install --no-install-recommends mmdebstrap")
    binds = program_binds() | (_interpreter() if newer else {})
    with booted(lower=trixie() if newer else Path("/"), binds=binds) as made:
        yield made
