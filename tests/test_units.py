"""The units as text, and putting them in place: what `install` writes for a config, and what it refuses to write."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from parts.service import toml
from parts.systemctl import Systemctl

import watcher
from watcher.cli import install as command
from watcher.cli.fitting import credential_files, environment_of, misfits
from watcher.config import load
from watcher.errors import NoPermission, UnitError, WatcherError
from watcher.units import Loaded, Manager, Wanted, remove, rendered, write
from watcher.units.quoting import to_the_end, word
from watcher.units.text import shipped

ROOT = Path(__file__).parent.parent
UNITS = Path(watcher.__file__).parent / "units/systemd"
FILES = {"user": UNITS / "rejection-watcher.service", "system": UNITS / "system/rejection-watcher.service"}
WANTED = Wanted(
    system=False,
    command=("/home/sam/.local/bin/rejection-watcher", "run", "--config", "/home/sam/.config/rejection-watcher/config.toml"),
    state=Path("/home/sam/.local/state/rejection-watcher"),
)


def settings(unit: str) -> dict[str, list[str]]:
    """A unit file's settings, each with all its values."""
    found: dict[str, list[str]] = {}
    for line in unit.splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith(("#", ";", "[")):
            found.setdefault(name, []).append(value)
    return found


# --- as text


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="SYSTEMD IS MISSING, the units are not verified: apt-get install systemd")
@pytest.mark.parametrize(("kind", "most"), [("system", 15), ("user", 20)])
def test_the_exposure_is_as_small_as_promised(kind, most, tmp_path):
    unit = tmp_path / "rejection-watcher.service"
    unit.write_text(FILES[kind].read_text())
    analyze = ["systemd-analyze", "security", "--no-pager", "--offline=true", f"--threshold={most}", str(unit)]
    done = subprocess.run(analyze, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout.splitlines()[-1]
    assert done.stderr == ""  # every setting is known to this systemd


def test_what_the_units_promise_to_administrators_stands_in_them():
    for kind in FILES:
        unit = settings(shipped(system=kind == "system"))
        assert unit["Type"] == ["notify"]
        assert unit["RestartPreventExitStatus"] == ["78"]
        assert unit["LimitCORE"] == ["0"]
        assert unit["WatchdogSec"] == ["4min"]
        assert "notify-reload" not in str(unit), "systemd 252 does not know it"
    assert "StateDirectory" not in settings(shipped(system=False)), "it names another folder on systemd 252 than later"


def test_the_folder_that_people_look_into_is_the_one_that_is_shipped():
    assert (ROOT / "systemd").resolve() == UNITS.resolve()
    data = re.search(r"package-data\]\nwatcher = \[(.*?)\]", (ROOT / "pyproject.toml").read_text(), re.DOTALL)
    patterns = re.findall(r'"([^"]+)"', data[1]) if data else []
    package = Path(watcher.__file__).parent
    shipped_files = {path for pattern in patterns for path in package.glob(pattern)}
    assert {path for path in UNITS.rglob("*") if path.is_file()} <= shipped_files


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/opt/rejection-watcher", "/opt/rejection-watcher"),
        ("/home/sam/job hunt", '"/home/sam/job hunt"'),
        ("/srv/50%", "/srv/50%%"),
        ('/srv/a "b" \\c', '"/srv/a \\"b\\" \\\\c"'),
    ],
)
def test_a_path_is_written_so_that_systemd_reads_it_back(path, written):
    assert word(path) == written


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="SYSTEMD IS MISSING, the units are not verified: apt-get install systemd")
@pytest.mark.parametrize("system", [False, True])
def test_systemd_itself_has_no_word_to_say_of_a_unit_full_of_odd_paths(tmp_path, system):
    odd = Path('/srv/50% a$b "q" \\x ;ü')
    wanted = Wanted(
        system=system,
        command=("/bin/true", "run", "--config", str(odd / "config.toml")),
        state=odd,
        state_home=str(odd),
        credentials=(Loaded("imap", odd / "imap"), Loaded("phone", odd / "phone.cred", encrypted=True)),
        calendar_folder=odd,
        helpers=("my token",),
        environment=(f"PATH={odd}:/bin",),
    )
    list(write(tmp_path, rendered(wanted)))
    verify = ["systemd-analyze", "verify", "--man=no", *([] if system else ["--user"]), str(tmp_path / "rejection-watcher.service")]
    environ = os.environ | {"XDG_RUNTIME_DIR": str(tmp_path)}
    done = subprocess.run(verify, capture_output=True, text=True, check=False, env=environ)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_a_path_to_the_end_of_the_line_needs_no_quotes():
    assert to_the_end("/srv/job hunt/50%") == "/srv/job hunt/50%%"


def test_a_program_of_a_name_that_systemd_refuses_is_started_by_the_shell():
    unit = rendered(replace(WANTED, command=("/srv/$HOME/bin/watch", "run")))["rejection-watcher.service"]
    assert settings(unit)["ExecStart"] == ['/bin/sh -c "exec \\"$$0\\" \\"$$@\\"" "/srv/$$HOME/bin/watch" run']


def test_the_unit_of_a_user_names_program_config_and_state():
    files = rendered(WANTED)
    assert list(files) == ["rejection-watcher.service"]
    unit = settings(files["rejection-watcher.service"])
    assert unit["ExecStart"] == [" ".join(WANTED.command)]
    assert unit["ReadWritePaths"] == [str(WANTED.state)]
    assert unit["ExecStartPre"] == [f"+/bin/mkdir -p -m 700 {WANTED.state}"]
    assert not {"LoadCredential", "Environment"} & set(unit)


def test_a_state_that_follows_from_the_shells_environment_is_the_services_too():
    unit = rendered(replace(WANTED, state_home="/srv/my state"))["rejection-watcher.service"]
    assert settings(unit)["Environment"] == ['"XDG_STATE_HOME=/srv/my state"']


def test_each_credential_is_a_line():
    loaded = (
        Loaded("imap", Path("/etc/rejection-watcher/imap")),
        Loaded("phone", Path("/etc/rejection-watcher/phone.cred"), encrypted=True),
    )
    for system in (False, True):
        unit = settings(rendered(replace(WANTED, system=system, credentials=loaded))["rejection-watcher.service"])
        assert unit["LoadCredential"] == ["imap:/etc/rejection-watcher/imap"]
        assert unit["LoadCredentialEncrypted"] == ["phone:/etc/rejection-watcher/phone.cred"]


def test_a_hole_is_a_drop_in_that_is_written_only_where_the_config_needs_it():
    files = rendered(replace(WANTED, calendar_folder=Path("/home/sam/my calendars"), helpers=("/usr/bin/pass", "/home/sam/bin/my-token")))
    calendar = settings(files["rejection-watcher.service.d/calendar-file.conf"])
    assert calendar == {"ReadWritePaths": ['"-/home/sam/my calendars"']}
    command = files["rejection-watcher.service.d/password-command.conf"]
    assert "by: my-token. What" in command
    assert settings(command) == {}, "what it needs only its user knows"
    assert list(rendered(replace(WANTED, helpers=("pass", "secret-tool")))) == ["rejection-watcher.service"]


def test_a_helper_is_found_by_the_service_where_the_shell_found_it(tmp_path):
    """In ~/.local/bin, say: in a terminal all is well, and the service would end for good, with a program that is not there."""
    helper = tmp_path / "my bin" / "my-token"
    helper.parent.mkdir()
    helper.write_text("#!/bin/sh\n")
    helper.chmod(0o755)
    shell = {"PATH": f"/usr/bin:{helper.parent}:/bin", "PASSWORD_STORE_DIR": "/srv/50%", "GNUPGHOME": "relative"}
    environment = tuple(environment_of(("my-token", "cat", "/srv/other", "not-there"), shell))
    assert environment == (
        f"PATH={helper.parent}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "PASSWORD_STORE_DIR=/srv/50%",
    )
    files = rendered(replace(WANTED, environment=environment))
    lines = settings(files["rejection-watcher.service.d/password-environment.conf"])["Environment"]
    assert lines == [f'"{environment[0]}"', "PASSWORD_STORE_DIR=/srv/50%%"]


def test_programs_that_a_service_finds_by_itself_need_nothing_of_the_shell():
    assert list(environment_of(("cat", "/srv/other"), {"PATH": "/usr/bin:/bin"})) == []
    assert list(environment_of((), {"PATH": "/usr/bin", "GNUPGHOME": "/srv/keys"})) == []


# --- as files


def written(folder: Path, wanted: Wanted) -> dict[str, str]:
    return {str(one.path.relative_to(folder)): one.what for one in write(folder, rendered(wanted))}


def test_writing_again_changes_nothing_and_a_hole_that_is_not_needed_any_more_is_closed(tmp_path):
    with_calendar = replace(WANTED, calendar_folder=Path("/srv/calendars"))
    drop_in = "rejection-watcher.service.d/calendar-file.conf"
    assert written(tmp_path, with_calendar) == {"rejection-watcher.service": "written", drop_in: "written"}
    assert set(written(tmp_path, with_calendar).values()) == {"unchanged"}
    assert written(tmp_path, WANTED) == {"rejection-watcher.service": "unchanged", drop_in: "removed"}
    assert not (tmp_path / drop_in).exists()


def test_a_unit_of_somebody_else_is_kept_beside_ours(tmp_path):
    unit = tmp_path / "rejection-watcher.service"
    unit.write_text("[Service]\nExecStart=/usr/bin/mine\n")
    [one] = write(tmp_path, rendered(WANTED))
    assert (one.what, one.kept) == ("changed", tmp_path / "rejection-watcher.service.before")
    assert "mine" in (tmp_path / "rejection-watcher.service.before").read_text()


def edited(path: Path, line: str) -> None:
    path.write_text(path.read_text() + line)


def test_what_somebody_changed_by_hand_in_a_file_of_ours_is_kept_beside_it_each_time(tmp_path):
    list(write(tmp_path, rendered(WANTED)))
    unit = tmp_path / "rejection-watcher.service"
    edited(unit, "Nice=5\n")
    [first] = write(tmp_path, rendered(WANTED))
    edited(unit, "Nice=6\n")
    [second] = write(tmp_path, rendered(WANTED))
    assert [(one.what, one.kept.name) for one in (first, second)] == [
        ("changed", "rejection-watcher.service.before"),
        ("changed", "rejection-watcher.service.before2"),
    ]
    assert [one.kept.read_text()[-7:] for one in (first, second)] == ["Nice=5\n", "Nice=6\n"]
    assert "Nice" not in unit.read_text()


def test_another_config_changes_the_file_without_leaving_a_copy_that_nobody_made(tmp_path):
    list(write(tmp_path, rendered(WANTED)))
    [one] = write(tmp_path, rendered(replace(WANTED, state=Path("/srv/state"))))
    assert (one.what, one.kept) == ("changed", None)
    assert len(list(tmp_path.iterdir())) == 1


def test_taking_away_keeps_what_somebody_changed_by_hand(tmp_path):
    list(write(tmp_path, rendered(WANTED)))
    edited(tmp_path / "rejection-watcher.service", "Nice=5\n")
    [one] = remove(tmp_path)
    assert (one.what, one.kept) == ("removed", tmp_path / "rejection-watcher.service.before")
    assert [path.name for path in tmp_path.iterdir()] == ["rejection-watcher.service.before"]


def test_taking_away_leaves_what_is_not_ours(tmp_path):
    list(write(tmp_path, rendered(replace(WANTED, helpers=("my-token",)))))
    override = tmp_path / "rejection-watcher.service.d/override.conf"
    override.write_text("[Service]\nNice=5\n")
    assert [one.path.name for one in remove(tmp_path)] == ["rejection-watcher.service", "password-command.conf"]
    assert list(tmp_path.rglob("*.*")) == [override.parent, override]
    override.unlink()
    list(remove(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_explained(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WatcherError, match="cannot be written"):
        list(write(tmp_path / "file", rendered(WANTED)))


# --- what a config asks of a unit


def config(
    folder: Path, *, by: str = '{ credential = "imap" }', more: str = "", url: str = "json://localhost:8080", mode: int = 0o644
) -> Path:
    path = folder / "config.toml"
    path.touch()
    account = f'[accounts.home]\nhost = "mail.example"\nusername = "sam"\npassword = {by}\n'
    path.write_text(more + account + toml("targets.hook", {"url": url}))
    path.chmod(mode)
    return path


@pytest.fixture
def etc(tmp_path_factory):
    """A folder that everybody may read and that no wall hides."""
    folder = Path("/etc") / f"rejection-watcher-test-{os.getpid()}"
    try:
        folder.mkdir(mode=0o755)
    except PermissionError:
        folder = tmp_path_factory.mktemp("etc")
    yield folder
    shutil.rmtree(folder)


def told(path: Path) -> dict[str, str]:
    return {problem.path: str(problem) for problem in misfits(load(path, {"HOME": "/nowhere"}), system=True) if problem.path}


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ('{ file = "/etc/secret" }', "a file that the service's own user cannot read"),
        ("{ keyring = true }", "a keyring"),
        ('{ command = ["/usr/bin/pass", "show", "mail"] }', "'pass'"),
        ('"plum"', "stands in the config"),
    ],
)
def test_a_secret_that_the_machines_own_service_cannot_reach_is_told_with_the_way_out(tmp_path, password, word):
    found = told(config(tmp_path, by=password, mode=0o600))
    assert word in found["accounts.home.password"]
    assert '{ credential = "home" }' in found["accounts.home.password"]


def test_everything_that_does_not_fit_the_machines_own_service_is_told_at_once(tmp_path):
    more = toml("state", {"directory": "/srv/state"}) + toml("export", {"ics": "/home/sam/jobs.ics"})
    found = told(config(tmp_path, more=more, url="desktop://"))
    assert set(found) == {"targets.hook.url", "state.directory", "export.ics"}
    nameless = [problem.message for problem in misfits(load(config(tmp_path), {}), system=True) if not problem.path]
    assert "a service of the whole machine cannot read a config in a home or temporary folder" in nameless


def test_a_user_may_use_all_of_them(tmp_path):
    more = toml("export", {"ics": "/home/sam/jobs.ics"})
    path = config(tmp_path, by="{ keyring = true }", more=more, url="desktop://")
    assert list(misfits(load(path, {}), system=False)) == []


def test_a_config_that_only_root_can_read_is_told(etc):
    path = config(etc, mode=0o600)
    if not path.is_relative_to("/etc"):
        pytest.skip("NOT RUN AS ROOT: there is no folder that nothing hides")
    [problem] = [problem for problem in misfits(load(path, {}), system=True) if "config" in problem.message]
    assert "chmod 644" in (problem.remedy or "")
    path.chmod(0o644)
    assert not [problem for problem in misfits(load(path, {}), system=True) if "config" in problem.message]


def test_a_credential_is_taken_from_where_it_is_and_else_from_beside_the_config(tmp_path):
    path = config(tmp_path)
    [plain] = credential_files(load(path, {}), system=False)
    assert plain == Loaded("imap", tmp_path / "imap")
    (tmp_path / "imap.cred").write_text("sealed")
    [sealed] = credential_files(load(path, {}), system=False)
    assert sealed == Loaded("imap", tmp_path / "imap.cred", encrypted=True)


# --- the command, with a systemctl that remembers what it was asked


@pytest.fixture
def systemctl(tmp_path) -> Systemctl:
    return Systemctl(tmp_path / "bin")


def test_a_systemd_that_is_not_there_or_does_not_answer_is_explained(systemctl):
    with pytest.raises(UnitError, match="no systemd here"):
        Manager(system=True, environ={"PATH": "/nowhere"}).look()
    systemctl.answers(fails={"show": "Failed to connect to bus: No medium found"})
    with pytest.raises(UnitError, match="No medium found") as raised:
        Manager(system=False, environ=systemctl.environ).look()
    assert "enable-linger" in (raised.value.remedy or "")


def test_a_service_that_is_not_ours_is_neither_stopped_nor_taken_away(systemctl, tmp_path):
    systemctl.answers(UnitFileState="enabled", ActiveState="active")
    unit = tmp_path / "rejection-watcher.service"
    unit.write_text("[Service]\nExecStart=/usr/bin/mine\n")
    with pytest.raises(UnitError, match="left alone"):
        list(command.take_away(Manager(system=False, environ=systemctl.environ), tmp_path, None))
    assert unit.exists()
    assert not [asked for asked in systemctl.asked if not asked.startswith("show")]


def test_a_service_is_stopped_before_it_is_taken_away_and_what_it_knows_is_named(systemctl, tmp_path):
    systemctl.answers(UnitFileState="enabled", ActiveState="active")
    list(write(tmp_path, rendered(WANTED)))
    told = list(command.take_away(Manager(system=False, environ=systemctl.environ), tmp_path, Path("/srv/state")))
    assert told[-1] == "The service is gone; what it knows is still in /srv/state."
    assert [asked.split()[0] for asked in systemctl.asked] == ["show", "disable", "daemon-reload", "reset-failed"]
    systemctl.answers(UnitFileState="", ActiveState="inactive")
    told = list(command.take_away(Manager(system=False, environ=systemctl.environ), tmp_path, None))
    assert told == ["There was no service of ours."]


def test_root_and_others_are_told_which_of_the_two_is_theirs(tmp_path):
    found = load(config(tmp_path), {})
    as_root = os.geteuid() == 0
    with pytest.raises(WatcherError) as raised:
        list(command.install(found, system=not as_root))
    assert "--system" in (raised.value.remedy or "")
    assert isinstance(raised.value, NoPermission) is not as_root


def test_what_install_would_run_is_the_command_beside_this_interpreter(tmp_path):
    assert command._program() == (str(Path(sys.executable).with_name("rejection-watcher")),)


def test_the_command_to_write_a_credential_can_be_pasted(tmp_path):
    for system in (False, True):
        line = command._how_to_write(Loaded("imap", tmp_path / "it's here"), system=system)
        done = subprocess.run(["sh", "-c", line.replace("sudo ", "")], input="plum\n", text=True, check=True)
        assert done.returncode == 0
        assert (tmp_path / "it's here").read_text() == "plum\n"
        assert (tmp_path / "it's here").stat().st_mode & 0o777 == 0o600
        (tmp_path / "it's here").unlink()
        assert shlex.split(line)
