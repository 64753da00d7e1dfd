"""The commands on a state: what they print, what they change, and how they end."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from parts.life import CAME, MIRELA, TOMASZ, Ended, Life
from parts.service import PROGRAM, Service
from rich.cells import cell_len

import watcher
from watcher.core.classify import Label
from watcher.core.plan import Status

UTC_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
WATCHING = tuple("run check demo agenda messages show done skip snooze star unstar forget backup classify scan".split())  # noqa: SIM905 -- short
TEACHING = ("relabel", "review", "learn")
ORGANISING = ("applications", "link", "merge", "split", "edit", "add")
COMMANDS = (*WATCHING, *TEACHING, *ORGANISING)

COMMANDS += ("reschedule", "recipients", "stop", "hired", "pause", "resume", "undo", "simulate", "export")


@pytest.fixture
def life(tmp_path: Path) -> Life:
    """An empty one."""
    return Life(tmp_path)


@pytest.fixture
def rejected(life: Life) -> Life:
    """After one rejection by a hiring manager: m1, a1, s1 (look back), s2 (thank)."""
    life.take()
    return life


def usage_error(ended: Ended, *words: str) -> None:
    assert ended.exit_code == 2, ended
    assert ended.stdout == ""
    for word in words:
        assert word in ended.stderr


# --- the frame


def test_every_command_has_help_that_says_what_it_does(life):
    listed = life.run("--help", config=False)
    assert listed.exit_code == 0
    for command in COMMANDS:
        assert re.search(rf"^\W*{command} ", listed.stdout, re.MULTILINE), command
        help_ = life.run(command, "--help", config=False)
        assert (help_.exit_code, help_.stderr) == (0, "")
        assert "--config" in help_.stdout
        assert life.run(command, "-h", config=False) == help_


def test_the_listing_commands_all_take_json(life):
    for command in ("check", "agenda", "messages", "applications", "show", "link", "classify", "scan", "simulate"):
        assert "--json" in life.run(command, "--help", config=False).stdout


def test_the_version_is_printed(life):
    assert life.run("--version", config=False).stdout == f"rejection-watcher {watcher.__version__}\n"


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "agenda --nonsense",
        "show",
        "done",
        "snooze s1",
        "snooze",
        "star",
        "forget",
        "backup",
        "classify",
        "scan",
        "done s1 s2",
        "merge a1",
        "split",
        "edit a1",
        "add",
        "link m1 a1 a2",
        "",
    ],
)
def test_a_command_line_that_cannot_be_is_refused_with_2(life, line):
    assert life.run(*line.split(), config=False).exit_code == 2


def test_the_config_is_named_before_the_command_or_after_it(rejected):
    config = str(rejected.config)
    after = rejected.run("agenda", "--json", "--config", config, config=False)
    assert after.exit_code == 0
    assert after == rejected.run("--config", config, "agenda", "--json", config=False)


def test_a_config_that_was_named_for_one_command_is_not_used_for_the_next(rejected):
    rejected.run("agenda")
    assert rejected.run("agenda", config=False).exit_code == 78


def test_the_config_after_the_command_wins(rejected, tmp_path):
    assert rejected.run("agenda", "--config", str(tmp_path / "none.toml")).exit_code == 78


@pytest.mark.parametrize(
    "command", ["agenda", "messages", "show s1", "done s1", "skip s1", "snooze s1 2d", "star a1", "forget a1", "link", "edit a1 role=x"]
)
def test_a_wrong_config_ends_with_78_and_all_its_problems(rejected, command):
    rejected.config.write_text(rejected.config.read_text().replace("quiet_hours", "quiet_ours") + "\n[nonsense]\n")
    ended = rejected.run(*command.split())
    assert (ended.exit_code, ended.stdout) == (78, "")
    assert str(rejected.config) in ended.stderr
    assert "quiet_hours" in ended.stderr
    assert "nonsense" in ended.stderr


def test_a_config_that_is_nowhere_ends_with_78_and_how_to_start(life):
    ended = life.run("agenda", config=False)
    assert (ended.exit_code, ended.stdout) == (78, "")
    assert "mkdir -p" in ended.stderr


def as_nobody(*args: str | Path) -> subprocess.CompletedProcess[str]:
    """The program, run by a user to whom doors can be closed."""
    script = (
        "import os, sys; from typer.testing import CliRunner; from watcher.cli import app, main\n"
        "CliRunner().invoke(app, sys.argv[1:])\n"  # imports what it needs while it still can
        "if os.getuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "sys.argv[0] = 'rejection-watcher'; main()"
    )
    command = [sys.executable, "-c", script, *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(watcher.__file__).parents[1])


def test_what_the_system_refuses_ends_with_77_and_the_command_to_run():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        life = Life(folder)
        life.store().close()
        life.config.chmod(0o644)
        life.config.write_text(life.config.read_text().replace('password = "pass0"', "password = { keyring = true }"))
        for path in (life.state, *life.state.iterdir(), life.config):
            if os.geteuid() == 0:
                os.chown(path, 65534, 65534)
        life.state.chmod(0)
        closed = as_nobody("agenda", "--config", life.config)
        assert (closed.returncode, closed.stdout) == (77, ""), closed.stderr
        assert str(life.state) in closed.stderr
        assert "chown" in closed.stderr
        life.config.chmod(0)
        closed = as_nobody("agenda", "--config", life.config)
        assert (closed.returncode, closed.stdout) == (77, "")
        assert f"chmod 600 {life.config}" in closed.stderr
        life.state.chmod(0o700)


def test_before_the_first_run_there_is_nothing_and_nothing_is_made(life):
    ended = life.run("agenda")
    assert (ended.exit_code, ended.stdout) == (1, "")
    assert "rejection-watcher run" in ended.stderr
    assert not life.state.exists()


# --- the installed program


def test_the_installed_program_speaks_the_same(rejected):
    environ = os.environ | rejected.environ
    for args in (["agenda", "--json"], ["show", "s2"], ["done", "s99"], ["nonsense"]):
        done = subprocess.run([PROGRAM, *args, "--config", rejected.config], capture_output=True, text=True, check=False, env=environ)
        here = rejected.run(*args, "--config", str(rejected.config), config=False)
        assert (done.returncode, done.stdout) == (here.exit_code, here.stdout)
        assert "Traceback" not in done.stderr


def test_a_reader_that_has_read_enough_is_no_error(rejected):
    for _ in range(3):
        rejected.take(company="Kestrel", role="Planner")
    for command in (["agenda"], ["agenda", "--json"], ["messages"], ["messages", "--json"], ["show", "s2"]):
        reader, writer = os.pipe()
        os.close(reader)
        args = [PROGRAM, *command, "--config", rejected.config]
        done = subprocess.run(args, stdout=writer, stderr=subprocess.PIPE, check=False)
        os.close(writer)
        assert (done.returncode, done.stderr) == (0, b""), command


def test_output_that_cannot_be_written_is_a_sentence(rejected):
    for command in (["agenda"], ["agenda", "--json"], ["done", "s1"]):
        with Path("/dev/full").open("w") as full:
            args = [PROGRAM, *command, "--config", rejected.config]
            done = subprocess.run(args, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        assert done.returncode == 1
        assert done.stderr.splitlines() == ["rejection-watcher: the output cannot be written: No space left on device"]


def test_a_terminal_that_lacks_letters_is_shown_their_numbers(life):
    life.take(company="Łódź Robotics")
    environ = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    for args in (["agenda"], ["agenda", "--json"]):
        done = subprocess.run([PROGRAM, *args, "--config", life.config], capture_output=True, check=False, env=environ)
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"\\u0141\\xf3d" in done.stdout or b"\\u0141\\u00f3d" in done.stdout
    assert json.loads(done.stdout)[0]["company"] == "Łódź Robotics"


# --- agenda


def test_the_agenda_lists_exactly_what_was_agreed(rejected):
    assert rejected.agenda() == [
        {
            "id": "s1",
            "kind": "reflect",
            "status": "needs_action",
            "due_at": "2026-03-04T09:30:00Z",
            "notify_at": "2026-03-04T09:30:00Z",
            "company": "Larkfield Robotics",
            "role": "Test Engineer",
            "application": "a1",
            "to": [],
            "notified_at": None,
            "attempts": 0,
        },
        {
            "id": "s2",
            "kind": "thank",
            "status": "needs_action",
            "due_at": "2026-03-16T09:30:00Z",
            "notify_at": "2026-03-16T09:30:00Z",
            "company": "Larkfield Robotics",
            "role": "Test Engineer",
            "application": "a1",
            "to": ["tomasz.bielak@larkfield.example"],
            "notified_at": None,
            "attempts": 0,
        },
    ]


def test_an_empty_agenda_is_an_empty_array_or_a_sentence(life):
    life.store().close()
    assert life.agenda() == []
    assert "Nothing is planned" in life.run("agenda").stdout


def test_the_agenda_is_sorted_by_the_due_time(rejected):
    rejected.take(company="Kestrel", role="Planner", person=MIRELA, at=CAME + timedelta(days=3))
    rejected.run("snooze", "s1", "20", "days")
    due = [row["due_at"] for row in rejected.agenda("--all")]
    assert len(due) == 5
    assert due == sorted(due)


def test_the_agenda_holds_open_steps_and_with_all_the_closed_ones_too(rejected):
    rejected.run("done", "s1")
    assert [row["id"] for row in rejected.agenda()] == ["s2"]
    assert [(row["id"], row["status"]) for row in rejected.agenda("--all")] == [("s1", "completed"), ("s2", "needs_action")]


def test_the_agenda_tells_when_a_step_was_told_and_how_often_that_was_tried(rejected):
    rejected.configure(targets={"phone": "json://127.0.0.1:9/a", "desk": "json://127.0.0.1:9/b"})
    due = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
    rejected.notify(due, accepted=False, tries=2)
    row = rejected.agenda()[0]
    assert (row["notified_at"], row["attempts"]) == (None, 4)
    rejected.notify(due + timedelta(minutes=5))
    row = rejected.agenda()[0]
    assert (row["notified_at"], row["attempts"]) == ("2026-03-04T09:35:00Z", 6)


def test_times_in_json_are_utc_to_the_second(rejected):
    rejected.configure(timezone="America/New_York", quiet_hours="20:00-08:00")
    rejected.take(company="Kestrel", role="Planner", at=CAME.replace(microsecond=123456))
    rejected.notify(datetime(2026, 3, 4, 17, 0, 0, 123456, tzinfo=UTC))  # noon in New York
    shown = [*rejected.agenda(), *rejected.run("messages", "--json").lines(), rejected.run("show", "a1", "--json").json()]
    text = json.dumps([*shown, rejected.run("show", "n1", "--json").json()])
    moments = re.findall(r'"(?:\w+_at|at)": "([^"]*)"', text)
    assert len(moments) > 15
    assert all(UTC_TIME.fullmatch(moment) for moment in moments)


def test_people_read_times_in_their_own_zone(rejected):
    rejected.configure(timezone="America/New_York")
    assert "Wed 04 Mar 2026 04:30" in rejected.run("agenda").stdout


def test_a_person_reads_the_agenda_line_by_line_in_a_pipe_too(rejected):
    rejected.take(company="A company with a name that is " + "very " * 30 + "long", role="Planner")
    lines = rejected.run("agenda").stdout.splitlines()
    assert len(lines) == 1 + 4
    assert any(
        "s2" in line and "thank" in line and "Larkfield Robotics (Test Engineer)" in line and "Tomasz Bielak" in line for line in lines
    )


def test_in_a_terminal_long_cells_are_folded_and_nothing_is_cut(life):
    life.take(company="Larkfield Robotics and Sons of the Upper Valley", role="Senior Test Engineer for Pumps")
    ours, theirs = pty.openpty()
    environ = os.environ | {"COLUMNS": "60", "TERM": "xterm"}
    process = subprocess.Popen([PROGRAM, "agenda", "--config", life.config], stdout=theirs, stderr=subprocess.PIPE, env=environ)
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # EIO: the other end has closed
        while piece := os.read(ours, 65536):
            shown += piece
    os.close(ours)
    assert process.communicate() == (None, b"")
    text = re.sub(r"\x1b\[[0-9;]*m", "", shown.decode())
    assert max(map(len, text.splitlines())) <= 60
    words = set(re.findall(r"\w+", text))
    assert {"Senior", "Valley", "Tomasz", "Bielak"} <= words


def test_columns_stand_below_each_other_in_a_pipe_whatever_the_letters(life):
    for company in ("Åkermans", "株式会社", "Kestrel"):
        life.take(company=company, role="Planner")
    lines = life.run("agenda").stdout.splitlines()
    at = {cell_len(line[: line.index("Planner")]) - cell_len(re.search(r"(\S+) \(Planner", line)[1]) for line in lines[1:]}
    assert len(at) == 1


def test_markup_in_a_company_stays_what_it_is(life):
    life.take(company="[red]Evil[/red] :smile:")
    assert "[red]Evil[/red] :smile:" in life.run("agenda").stdout
    assert "[red]Evil[/red] :smile:" in life.run("show", "a1").stdout


def test_mail_that_was_too_close_to_call_is_pointed_at_beside_the_agenda(life):
    now = datetime.now(UTC)
    life.take(unsure=True, at=now)
    assert life.run("agenda").stderr == "1 mail I am not sure about: rejection-watcher review\n"
    life.take(unsure=True, at=now - timedelta(days=2))
    life.take(unsure=True, at=now - timedelta(days=60))  # by now it has been seen or does not matter
    assert life.run("agenda").stderr == "2 mails I am not sure about: rejection-watcher review\n"
    assert life.run("agenda", "--json").stderr == ""


# --- messages


def test_messages_are_json_lines_of_exactly_what_was_agreed(rejected):
    rejected.take(Label.OTHER, unsure=True, at=CAME + timedelta(hours=1))
    rejected.take_bad_one(at=CAME + timedelta(hours=2))
    place = {"account": "personal", "mailbox": "INBOX"}
    assert rejected.run("messages", "--json").lines() == [
        place
        | {"id": "m1", "uid": 1, "message_id": "1@larkfield.example", "label": "rejection", "unsure": False, "error": None}
        | {"decided_at": "2026-03-02T10:15:00Z", "application": "a1"},
        place
        | {"id": "m2", "uid": 2, "message_id": "2@larkfield.example", "label": "other", "unsure": True, "error": None}
        | {"decided_at": "2026-03-02T11:15:00Z", "application": None},
        place
        | {"id": "m3", "uid": 3, "message_id": None, "label": None, "unsure": None, "error": "took too long"}
        | {"decided_at": "2026-03-02T12:15:00Z", "application": None},
    ]


def test_messages_show_a_person_what_is_unsure_unreadable_or_may_belong_elsewhere(rejected):
    rejected.take(company="Larkfield Robotics", role="Line Lead", person=None)
    rejected.take(company="Larkfield Robotics", role=None, person=None)
    rejected.take(Label.RECRUITER, unsure=True)
    rejected.take_bad_one()
    lines = {line.split()[0]: line for line in rejected.run("messages").stdout.splitlines() if line.startswith("m")}
    assert "a3, or a1, a2?" in lines["m3"]
    assert "recruiter (unsure)" in lines["m4"]
    assert "unreadable" in lines["m5"]


def test_no_message_is_no_line_of_json_and_one_for_a_person(life):
    life.store().close()
    assert life.run("messages", "--json").stdout == ""
    assert life.run("messages").stdout == "No mail has been judged yet.\n"


def test_the_users_own_mail_is_no_message(rejected):
    rejected.answer(TOMASZ, at=CAME + timedelta(days=1), in_reply_to="1@larkfield.example")
    assert [row["id"] for row in rejected.run("messages", "--json").lines()] == ["m1"]
    assert rejected.status("s2") == "completed"


# --- ids


def test_a_step_is_found_by_every_id_that_leads_to_it_alone(rejected):
    [told] = rejected.notify(CAME + timedelta(days=3))
    assert rejected.run("done", f"n{told}").exit_code == 0
    assert rejected.status("s1") == "completed"
    assert rejected.run("done", "a1").exit_code == 0  # s2 is the only open one left
    assert rejected.status("s2") == "completed"


def test_a_step_is_found_by_the_mail_that_called_for_it(rejected):
    rejected.run("skip", "s1")
    assert "s2" in rejected.run("skip", "m1").stdout
    assert rejected.status("s2") == "skipped"


@pytest.mark.parametrize("what", ["a1", "m1"])
@pytest.mark.parametrize("command", [["done"], ["skip"], ["snooze"]])
def test_an_id_that_leads_to_several_steps_lists_them_and_changes_nothing(rejected, what, command):
    when = ["2d"] if command == ["snooze"] else []
    usage_error(rejected.run(*command, what, *when), "2 open steps", "s1 (look back, Larkfield Robotics)", "s2 (thank")
    assert [row["status"] for row in rejected.agenda()] == ["needs_action"] * 2


def test_a_digest_leads_to_several_steps_and_applications(rejected):
    rejected.take(company="Kestrel", role="Planner", person=None)
    store = rejected.store()
    with store.transaction() as tx:
        number = tx.add_notification("digest", tx.agenda(), [("phone", "Several", "steps")], CAME)
    store.close()
    usage_error(rejected.run("done", f"n{number}"), "s1 ", "s2 ", "s3 ")
    usage_error(rejected.run("star", f"n{number}"), "a1 (Larkfield Robotics, Test Engineer)", "a2 (Kestrel, Planner)")


@pytest.mark.parametrize("what", ["m1", "s1", "s2", "a1", "A1", "n1"])
def test_an_application_is_found_by_everything_of_it(rejected, what):
    rejected.notify(CAME + timedelta(days=3))
    assert rejected.run("star", what).stdout.startswith("a1 (Larkfield Robotics, Test Engineer): starred.")


@pytest.mark.parametrize("command", ["show", "done", "skip", "star", "unstar", "forget"])
@pytest.mark.parametrize("what", ["m99", "a99", "s99", "n99"])
def test_an_id_that_leads_nowhere_is_refused_with_2(rejected, command, what):
    noun = {"m": "message", "a": "application", "s": "step", "n": "notification"}[what[0]]
    usage_error(rejected.run(command, what), f"there is no {noun} {what}")


@pytest.mark.parametrize("what", ["", "7", "s", "s0", "s-1", "s1x", "x1", "31s", "s99999999999999999999", "s١"])
def test_what_is_no_id_is_refused_with_2_and_what_ids_look_like(rejected, what):
    usage_error(rejected.run("show", "--", what), "is not an id", "s31")


def test_ids_are_never_given_twice(rejected):
    rejected.run("forget", "a1", "--yes")
    rejected.take(company="Kestrel", role="Planner")
    assert {row["application"] for row in rejected.agenda()} == {"a2"}
    assert {row["id"] for row in rejected.agenda()} == {"s3", "s4"}
    assert [row["id"] for row in rejected.run("messages", "--json").lines()] == ["m2"]


def test_mail_that_nothing_came_of_belongs_to_no_application(life):
    life.take(unsure=True)
    usage_error(life.run("star", "m1"), "m1 belongs to no application")
    usage_error(life.run("done", "m1"), "m1 belongs to no application")


# --- done, skip, snooze


def test_done_closes_a_step_and_says_so(rejected):
    ended = rejected.run("done", "s1")
    assert (ended.exit_code, ended.stdout, ended.stderr) == (0, "s1 (look back, Larkfield Robotics): completed.\n", "")
    assert rejected.status("s1") == "completed"
    assert "you said done" in rejected.run("show", "a1").stdout


def test_done_twice_changes_nothing_and_says_so(rejected):
    rejected.run("done", "s1")
    told = rejected.run("show", "a1", "--json").json()["timeline"]
    for again in ("s1", "s1"):
        ended = rejected.run("done", again)
        assert (ended.exit_code, ended.stdout) == (0, "s1 (look back, Larkfield Robotics) is completed already.\n")
    assert rejected.run("show", "a1", "--json").json()["timeline"] == told


def test_done_twice_by_another_id_says_the_same(rejected):
    [told] = rejected.notify(CAME + timedelta(days=3))
    for _ in range(2):
        ended = rejected.run("done", f"n{told}")
        assert ended.exit_code == 0
    assert "is completed already" in ended.stdout


def test_skip_closes_a_step_as_not_done(rejected):
    assert rejected.run("skip", "s2").stdout == "s2 (thank, and ask to be considered, Larkfield Robotics): skipped.\n"
    assert rejected.status("s2") == "skipped"
    assert "is skipped already" in rejected.run("skip", "s2").stdout


def test_a_step_that_was_closed_otherwise_stays_so(rejected):
    rejected.run("skip", "s1")
    usage_error(rejected.run("done", "s1"), "s1 (look back, Larkfield Robotics) is skipped already")
    assert rejected.status("s1") == "skipped"


def test_an_application_without_an_open_step_is_told_so(rejected):
    rejected.run("done", "s1")
    rejected.run("done", "s2")
    usage_error(rejected.run("done", "a1"), "a1 has no open step")


@pytest.mark.parametrize(
    ("when", "due"),
    [
        (["2099-03-01"], "2099-03-01T09:30:00Z"),
        (["2099-03-01", "14:00"], "2099-03-01T14:00:00Z"),
        (["2099-03-01T14:00"], "2099-03-01T14:00:00Z"),
        (["2099-03-01 14:00"], "2099-03-01T14:00:00Z"),
        (["2099-03-01T14:00+02:00"], "2099-03-01T12:00:00Z"),
    ],
)
def test_a_date_is_a_when(rejected, when, due):
    ended = rejected.run("snooze", "s1", *when)
    if ended.exit_code:  # more than ten years ahead
        usage_error(ended, "ten years")
        near = [word.replace("2099", str(datetime.now(UTC).year + 1)) for word in when]
        ended = rejected.run("snooze", "s1", *near)
        due = due.replace("2099", str(datetime.now(UTC).year + 1))
    assert ended.exit_code == 0
    [row] = [row for row in rejected.agenda() if row["id"] == "s1"]
    assert row["due_at"] == due


@pytest.mark.parametrize(
    ("when", "ahead"),
    [
        (["90s"], timedelta(seconds=90)),
        (["5m"], timedelta(minutes=5)),
        (["5", "min"], timedelta(minutes=5)),
        (["3h"], timedelta(hours=3)),
        (["3 h"], timedelta(hours=3)),
        (["2d"], timedelta(days=2)),
        (["2", "days"], timedelta(days=2)),
        (["1", "day"], timedelta(days=1)),
        (["1w"], timedelta(weeks=1)),
        (["2", "weeks"], timedelta(weeks=2)),
        (["1", "working", "day"], timedelta(days=1)),
        (["3 working days"], timedelta(days=3)),
        (["tomorrow"], timedelta(days=1)),
        (["tomorrow", "9am"], timedelta(days=1)),
        (["tomorrow", "09:30"], timedelta(days=1)),
        (["friday"], timedelta(days=4)),
        (["Friday", "9am"], timedelta(days=4)),
        (["mon", "18:45"], timedelta(days=4)),
    ],
)
def test_every_form_of_when_is_taken_in_any_number_of_words(rejected, when, ahead):
    before = datetime.now(UTC)
    ended = rejected.run("snooze", "s1", *when)
    assert (ended.exit_code, ended.stderr) == (0, "")
    [row] = [row for row in rejected.agenda() if row["id"] == "s1"]
    due = datetime.fromisoformat(row["due_at"])
    assert before < due < before + ahead + timedelta(days=5)  # what lands on a weekend waits; `core.schedule` knows to the minute
    if ahead < timedelta(days=1):
        assert abs(due - before - ahead) < timedelta(seconds=30)


@pytest.mark.parametrize(
    "when",
    [
        ["yesterday"],
        ["2020-01-01"],
        ["0s"],
        ["2 months"],
        ["soon"],
        ["25:00"],
        ["tomorrow", "25:00"],
        ["2026-02-30"],
        [""],
        ["--", "-2", "days"],
    ],
)
def test_a_when_that_cannot_be_or_is_past_is_refused_with_2(rejected, when):
    before = rejected.agenda()
    ended = rejected.run("snooze", "s1", *when)
    usage_error(ended)
    assert re.search("2 days|9am", ended.stderr)  # says what is wanted
    assert rejected.agenda() == before


def test_snooze_says_when_the_step_is_due_in_the_users_own_time(rejected):
    rejected.configure(timezone="Asia/Tokyo")
    year = datetime.now(UTC).year + 1
    ended = rejected.run("snooze", "s1", f"{year}-03-01", "14:00")
    assert re.fullmatch(rf"s1 \(look back, Larkfield Robotics\): due \w{{3}} 01 Mar {year} 14:00\.\n", ended.stdout)
    assert rejected.agenda()[-1]["due_at"] == f"{year}-03-01T05:00:00Z"


def test_snooze_into_quiet_hours_says_when_the_user_is_told(rejected):
    rejected.configure(quiet_hours="20:00-08:00")
    year = datetime.now(UTC).year + 1
    ended = rejected.run("snooze", "s1", f"{year}-03-01", "21:00")
    assert "21:00; you are told " in ended.stdout
    assert f"02 Mar {year} 09:30" in ended.stdout


def test_a_snoozed_step_is_notified_again(rejected):
    rejected.notify(CAME + timedelta(days=3))
    assert rejected.notify(CAME + timedelta(days=4)) == []
    rejected.run("snooze", "s1", "1s")
    assert len(rejected.notify(datetime.now(UTC) + timedelta(seconds=2))) >= 1


def test_a_closed_step_cannot_be_snoozed(rejected):
    rejected.run("done", "s1")
    usage_error(rejected.run("snooze", "s1", "2 days"), "s1 (look back, Larkfield Robotics) is completed already")


# --- star


def test_star_plans_to_keep_in_touch_and_unstar_takes_that_back(rejected):
    ended = rejected.run("star", "a1")
    assert ended.stdout.splitlines()[0] == "a1 (Larkfield Robotics, Test Engineer): starred."
    assert "keep in touch" in ended.stdout.splitlines()[1]
    [step] = [row for row in rejected.agenda() if row["kind"] == "keep_in_touch"]
    assert step["to"] == ["tomasz.bielak@larkfield.example"]
    assert datetime.fromisoformat(step["due_at"]) > CAME + timedelta(days=80)
    assert rejected.run("show", "a1", "--json").json()["starred"] is True
    assert rejected.run("unstar", "a1").stdout == "a1 (Larkfield Robotics, Test Engineer): no star any more.\n"
    assert rejected.status(step["id"]) == "cancelled"
    assert rejected.run("show", "a1", "--json").json()["starred"] is False


def test_star_and_unstar_twice_change_nothing_and_say_so(rejected):
    rejected.run("star", "a1")
    assert rejected.run("star", "a1").stdout == "a1 (Larkfield Robotics, Test Engineer) has a star already.\n"
    assert len([row for row in rejected.agenda("--all") if row["kind"] == "keep_in_touch"]) == 1
    rejected.run("unstar", "a1")
    ended = rejected.run("unstar", "a1")
    assert (ended.exit_code, ended.stdout) == (0, "a1 (Larkfield Robotics, Test Engineer) has no star already.\n")


def test_done_with_keeping_in_touch_plans_the_next_time(rejected):
    rejected.run("star", "a1")
    [step] = [row for row in rejected.agenda() if row["kind"] == "keep_in_touch"]
    rejected.run("done", step["id"])
    [following] = [row for row in rejected.agenda() if row["kind"] == "keep_in_touch"]
    assert following["due_at"] > step["due_at"]


# --- show


def test_show_a_message(rejected):
    shown = rejected.run("show", "m1").stdout
    for part in (
        "m1  Your application 1",
        "Tomasz Bielak",
        "taken for: rejection",
        "90.0%",
        "We went with another candidate",
        "personal INBOX",
    ):
        assert part in shown
    data = rejected.run("show", "m1", "--json").json()
    assert data | {"id": "m1", "label": "rejection", "application": "a1", "subject": "Your application 1"} == data
    assert data["scores"] == {"rejection": 0.9, "recruiter": 0.05, "other": 0.05}
    assert data["reasons"] == ["“We went with another candidate.”: says that it is a no"]


def test_show_a_message_that_is_unsure_unreadable_or_may_belong_elsewhere(rejected):
    rejected.take(company="Larkfield Robotics", role="Line Lead", person=None)
    rejected.take(company="Larkfield Robotics", role=None, person=None)
    rejected.take(unsure=True)
    rejected.take_bad_one("took too long")
    assert "may belong to a1, a2" in rejected.run("show", "m3").stdout
    assert "unsure: nothing is planned from it" in rejected.run("show", "m4").stdout
    assert "could not be read: took too long" in rejected.run("show", "m5").stdout
    assert rejected.run("show", "m5", "--json").json()["error"] == "took too long"


def test_show_a_message_of_the_users_own_and_one_whose_text_was_removed(rejected):
    rejected.answer(TOMASZ, at=CAME + timedelta(days=1), in_reply_to="1@larkfield.example")
    assert "your own mail" in rejected.run("show", "m2").stdout
    store = rejected.store()
    with store.transaction() as tx:
        tx.purge(CAME + timedelta(hours=1))
    store.close()
    assert rejected.run("show", "m1").exit_code == 0
    assert rejected.run("messages").exit_code == 0


def test_show_an_application(rejected):
    rejected.run("star", "a1")
    rejected.run("done", "s1")
    shown = rejected.run("show", "a1").stdout
    for part in (
        "a1 (Larkfield Robotics, Test Engineer)",
        "Tomasz Bielak <tomasz.bielak@larkfield.example>: hiring manager",
        "s1  look back: completed",
    ):
        assert part in shown
    for part in ("What happened", "rejection mail (m1)", "reflect completed: you said done", "starred"):
        assert part in shown
    data = rejected.run("show", "a1", "--json").json()
    assert data | {"id": "a1", "company": "Larkfield Robotics", "role": "Test Engineer", "starred": True} == data
    assert data["rejected_at"] == "2026-03-02T10:15:00Z"
    assert data["people"] == [
        {"name": "Tomasz Bielak", "address": "tomasz.bielak@larkfield.example", "part": "hiring_manager", "evidence": "From"}
    ]
    assert [step["id"] for step in data["steps"]] == ["s1", "s2", "s3"]
    assert data["steps"] == [row for row in rejected.agenda("--all") if row["application"] == "a1"]
    assert data["messages"] == ["m1"]
    assert data["timeline"][0] | {"what": "rejection mail", "message": "m1"} == data["timeline"][0]


def test_show_a_step_with_the_draft_to_send(rejected):
    shown = rejected.run("show", "s2").stdout
    for part in (
        "s2 (thank",
        "needs action",
        "due Mon 16 Mar 2026 09:30",
        "To: tomasz.bielak@larkfield.example",
        "Subject: Re: Your application 1",
    ):
        assert part in shown
    assert "Tomasz" in shown.partition("Subject:")[2]
    assert "Robin Sample" in shown
    data = rejected.run("show", "s2", "--json").json()
    assert {key: data[key] for key in rejected.agenda()[1]} == rejected.agenda()[1]
    assert data["draft"]["to"] == ["tomasz.bielak@larkfield.example"]
    assert data["draft"]["subject"] == "Re: Your application 1"
    assert data["draft"]["in_reply_to"] == "1@larkfield.example"
    assert rejected.run("show", "s1", "--json").json()["draft"] is None


def test_show_a_notification_with_its_deliveries(rejected):
    [told] = rejected.notify(CAME + timedelta(days=3), accepted=False)
    shown = rejected.run("show", f"n{told}").stdout
    for part in (
        "n1  step",
        "about s1",
        "phone: waits, next try Thu 05 Mar",
        "try 1, Thu 05 Mar 2026 10:15: not taken (json://127.0.0.1: refused)",
    ):
        assert part in shown
    rejected.notify(CAME + timedelta(days=3, minutes=1))
    assert "phone: delivered" in rejected.run("show", f"n{told}").stdout
    data = rejected.run("show", f"n{told}", "--json").json()
    assert (data["id"], data["kind"], data["steps"]) == ("n1", "step", ["s1"])
    [delivery] = data["deliveries"]
    tries = delivery.pop("tries")
    assert delivery == {
        "target": "phone",
        "status": "accepted",
        "attempts": 2,
        "accepted_at": "2026-03-05T10:16:00Z",
        "next_attempt_at": None,
        "may_have_come_twice": False,
    }
    assert [(one["started_at"], one["result"]) for one in tries] == [
        ("2026-03-05T10:15:00Z", "failed"),
        ("2026-03-05T10:16:00Z", "accepted"),
    ]


# --- forget and backup


def test_forget_asks_first_and_a_no_changes_nothing(rejected):
    for answer in ("n\n", "\n", ""):
        ended = rejected.run("forget", "a1", stdin=answer)
        assert ended.exit_code == 1
        assert "Remove a1 (Larkfield Robotics, Test Engineer)" in ended.stderr
    assert len(rejected.agenda()) == 2


@pytest.mark.parametrize("said", [["--yes"], ["-y"], []])
def test_forget_removes_everything_of_an_application(rejected, said):
    rejected.take(company="Kestrel", role="Planner")
    rejected.notify(CAME + timedelta(days=3))
    ended = rejected.run("forget", "a1", *said, stdin="" if said else "y\n")
    assert ended.exit_code == 0
    assert ended.stdout.endswith("a1 (Larkfield Robotics, Test Engineer) is forgotten, with 1 mail.\n")
    assert {row["application"] for row in rejected.agenda("--all")} == {"a2"}
    assert [row["id"] for row in rejected.run("messages", "--json").lines()] == ["m2"]
    usage_error(rejected.run("show", "a1"), "there is no application a1")


def test_forget_of_an_unknown_id_does_not_ask(rejected):
    usage_error(rejected.run("forget", "a99", stdin="y\n"), "there is no application a99")


def test_a_backup_opens_and_is_whole(rejected, tmp_path):
    copy = tmp_path / "copy" / "state.db"
    copy.parent.mkdir()
    ended = rejected.run("backup", str(copy))
    assert ended.exit_code == 0
    assert str(copy) in ended.stdout
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in copy.parent.iterdir()] == ["state.db"]
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    before = rejected.agenda("--all")
    rejected.config.write_text(rejected.config.read_text().replace(str(rejected.state), str(copy.parent)))
    assert rejected.agenda("--all") == before


def test_a_backup_is_taken_while_another_process_writes(rejected, tmp_path):
    store = rejected.store()
    with store.transaction() as tx:
        tx.close_step(1, Status.COMPLETED, CAME, "half done")
        assert rejected.run("backup", str(tmp_path / "copy.db")).exit_code == 0
    store.close()
    with closing(sqlite3.connect(tmp_path / "copy.db")) as database:
        assert database.execute("SELECT status FROM steps WHERE id = 1").fetchone() == ("needs_action",)


def test_a_backup_overwrites_nothing_and_makes_no_folders(rejected, tmp_path):
    there = tmp_path / "there"
    there.write_text("precious")
    ended = rejected.run("backup", str(there))
    assert (ended.exit_code, there.read_text()) == (1, "precious")
    assert "exists already" in ended.stderr
    ended = rejected.run("backup", str(tmp_path / "none" / "copy"))
    assert ended.exit_code == 1
    assert "mkdir -p" in ended.stderr


# --- run


def test_run_says_on_stderr_what_it_does_and_ends_on_request(tmp_path, dovecot):
    user, password = dovecot.fresh_user()
    service = Service(tmp_path)
    entry = {"host": "localhost", "port": dovecot.imaps, "ca_file": str(dovecot.ca), "username": user, "password": password}
    service.configure(accounts={"personal": entry}, targets={})
    process = subprocess.Popen([PROGRAM, "--config", service.config, "run"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        line = next(line for line in process.stderr if "event=looked" in line)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=10)
    finally:
        process.kill()
    assert (process.returncode, stdout) == (0, "")
    assert "event=stopped" in line + stderr
    assert "Traceback" not in stderr


def test_run_ends_with_78_for_a_wrong_config_and_with_75_for_a_secret_that_cannot_be_had_just_now(life):
    good = life.config.read_text()
    away, wrong_key = ('password = { command = ["false"] }', "accounts.personal.password", 75), ("pasword = 1", "password", 78)
    for wrong, place, code in (away, wrong_key):
        life.config.write_text(good.replace('password = "pass0"', wrong))
        ended = subprocess.run([PROGRAM, "run", "--config", life.config], capture_output=True, text=True, check=False, timeout=60)
        assert (ended.returncode, ended.stdout) == (code, ""), ended.stderr
        assert place in ended.stderr
        assert "Traceback" not in ended.stderr
    assert subprocess.run([PROGRAM, "run", "--config", life.folder / "none"], capture_output=True, check=False, timeout=60).returncode == 78


def test_the_state_of_a_newer_version_is_refused_with_a_sentence(rejected):
    with closing(sqlite3.connect(rejected.state / "state.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    ended = rejected.run("agenda")
    assert (ended.exit_code, ended.stdout) == (1, "")
    assert "newer version" in ended.stderr


def test_what_another_program_wrote_is_refused_with_a_sentence(life):
    life.state.mkdir()
    (life.state / "state.db").write_bytes(b"no database at all" * 100)
    ended = life.run("agenda")
    assert ended.exit_code == 1
    assert "damaged" in ended.stderr
