"""`classify` and `scan`: mail from files, whatever they hold and whatever they are called."""

from __future__ import annotations

import contextlib
import json
import mailbox
import math
import os
import pty
import select
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from parts.life import Life
from parts.service import PROGRAM

import watcher.model

SAID = {"company", "role", "requisition_id", "kind", "stage", "people", "feedback_offered", "reapply_after"}
FIELDS = {"path", "index", "message_id", "label", "unsure", "scores", "reasons", "error"} | SAID
LABELS = {"rejection", "recruiter", "other"}
CORPUS = Path(watcher.model.__file__).parent / "corpus"

PLAIN = b"""\
From: Ada Example <ada@kessel.example>
To: robin@mail.example
Subject: Lunch on Friday
Message-ID: <lunch@kessel.example>

Shall we meet at twelve? I will book a table for two by the window.
"""

REJECTION = """\
From: Tomasz Bielak <tomasz.bielak@larkfield-robotics.example>
To: robin@mail.example
Subject: Your interview at Larkfield Robotics
Message-ID: <{id}@larkfield-robotics.example>
{more}Content-Type: text/plain; charset=utf-8

Dear Robin,

thank you for your interest in Larkfield Robotics and for taking the time to
interview with us. After careful consideration we have decided not to move
forward with your application for the Test Engineer position. Unfortunately we
have chosen another candidate whose experience is a closer match.

{last}

Kind regards,
Tomasz Bielak
Head of Quality, Larkfield Robotics
"""
LAST = "We wish you all the best in your job search."
CAME = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)


def rejection(*, id: str = "no", more: str = "", last: str = LAST, at: datetime | None = CAME) -> bytes:  # noqa: A002 -- as in the header
    dated = f"Date: {format_datetime(at)}\n" if at else ""
    return REJECTION.format(id=id, more=dated + more, last=last).encode()


@pytest.fixture
def life(tmp_path: Path) -> Life:
    """Nobody's: no config is found unless it is named."""
    (tmp_path / "mail").mkdir()
    return Life(tmp_path)


def classify(life: Life, *paths: str | Path, stdin: bytes | None = None) -> tuple[int, list[dict]]:
    ended = life.run("classify", "--json", *map(str, paths), config=False, stdin=stdin)
    assert ended.stderr == ""
    return ended.exit_code, ended.lines()


def write(folder: Path, **files: bytes) -> list[Path]:
    for name, content in files.items():
        (folder / f"{name}.eml").write_bytes(content)
    return sorted(folder.glob("*.eml"))


def in_mbox(*mails: bytes) -> bytes:
    return b"".join(b"From nobody Mon Mar  2 10:15:00 2026\n" + mail + b"\n" for mail in mails)


# --- classify


def test_a_verdict_has_exactly_the_agreed_fields(life):
    [path] = write(life.folder / "mail", a=PLAIN)
    code, [verdict] = classify(life, path)
    assert code == 0
    assert set(verdict) == FIELDS
    assert verdict["path"] == str(path)
    assert verdict["index"] == 0
    assert verdict["message_id"] == "lunch@kessel.example"
    assert verdict["label"] == max(verdict["scores"], key=verdict["scores"].get) == "other"
    assert isinstance(verdict["unsure"], bool)
    assert verdict["error"] is None
    assert all(isinstance(reason, str) for reason in verdict["reasons"])


def test_the_scores_are_of_all_three_labels_and_sum_to_one(life):
    _, verdicts = classify(life, CORPUS / "en" / "rejection-after-interview.mbox", CORPUS / "de" / "recruiter-a.mbox")
    assert len(verdicts) > 20
    for verdict in verdicts:
        assert set(verdict["scores"]) == LABELS
        assert math.isclose(sum(verdict["scores"].values()), 1, abs_tol=1e-6)
        assert verdict["label"] == max(verdict["scores"], key=verdict["scores"].get)  # also when unsure


def test_it_needs_no_config_and_no_state_and_leaves_nothing(life):
    [path] = write(life.folder / "mail", a=PLAIN)
    life.config.write_text("this = is not [a config")
    life.environ["REJECTION_WATCHER_CONFIG"] = str(life.config)
    before = sorted(life.folder.rglob("*"))
    assert classify(life, path)[0] == 0
    assert sorted(life.folder.rglob("*")) == before


def test_a_folder_is_read_recursively_in_sorted_path_order(life):
    mail = life.folder / "mail"
    for name in ("b.eml", "a.eml", "sub/z.eml", "sub/deep/c.EML", "A.eml"):
        (mail / name).parent.mkdir(parents=True, exist_ok=True)
        (mail / name).write_bytes(PLAIN)
    (mail / "notes.txt").write_text("no mail")
    code, verdicts = classify(life, mail)
    paths = [verdict["path"] for verdict in verdicts]
    assert code == 0
    assert paths == sorted(str(mail / name) for name in ("b.eml", "a.eml", "sub/z.eml", "sub/deep/c.EML", "A.eml"))


def test_paths_are_shown_as_they_were_given(life):
    write(life.folder / "mail", a=PLAIN)
    done = subprocess.run([PROGRAM, "classify", "--json", "./mail", "mail/../mail/a.eml"], capture_output=True, cwd=life.folder, check=True)
    assert [json.loads(line)["path"] for line in done.stdout.splitlines()] == ["./mail/a.eml", "mail/../mail/a.eml"]


def test_an_mbox_is_counted_from_zero(life):
    box = life.folder / "mail" / "box"
    box.write_bytes(in_mbox(PLAIN, rejection(), PLAIN))
    code, verdicts = classify(life, box)
    assert code == 0
    assert [(verdict["path"], verdict["index"], verdict["message_id"]) for verdict in verdicts] == [
        (str(box), 0, "lunch@kessel.example"),
        (str(box), 1, "no@larkfield-robotics.example"),
        (str(box), 2, "lunch@kessel.example"),
    ]


def test_a_maildir_is_a_folder_with_cur_and_new(life):
    box = mailbox.Maildir(life.folder / "mail" / "box")
    box.add(PLAIN)
    read = mailbox.MaildirMessage(PLAIN)
    read.set_subdir("cur")
    box.add(read)
    box.close()
    (life.folder / "mail" / "box" / "tmp" / "half.eml").write_bytes(PLAIN)
    code, verdicts = classify(life, life.folder / "mail" / "box")
    assert code == 0
    assert [Path(verdict["path"]).parent.name for verdict in verdicts] == ["cur", "new"]


@pytest.mark.parametrize(("stdin", "count"), [(PLAIN, 1), (in_mbox(PLAIN, PLAIN), 2)])
def test_standard_input_is_one_mail_or_an_mbox(life, stdin, count):
    code, verdicts = classify(life, "-", stdin=stdin)
    assert code == 0
    assert [(verdict["path"], verdict["index"]) for verdict in verdicts] == [("-", index) for index in range(count)]


def test_what_cannot_be_read_is_an_entry_with_nulls_and_ends_with_1_after_the_rest(life):
    mail = life.folder / "mail"
    write(mail, a=PLAIN, c=b"", d=b"\x00\x01\x02 no mail", e=PLAIN)
    (mail / "b.eml").symlink_to(mail / "gone")
    code, verdicts = classify(life, mail, life.folder / "missing")
    assert code == 1
    by_name = {Path(verdict["path"]).name: verdict for verdict in verdicts}
    assert [verdict["path"] for verdict in verdicts] == sorted(verdict["path"] for verdict in verdicts)
    assert {name for name, verdict in by_name.items() if verdict["error"] is None} == {"a.eml", "e.eml"}
    for name in ("b.eml", "c.eml", "d.eml", "missing"):
        bad = by_name[name]
        assert set(bad) == FIELDS
        assert {name: bad[name] for name in SAID} == dict.fromkeys(SAID) | {"people": []}
        assert isinstance(bad["error"], str)
        assert bad["error"]
        assert (bad["index"], bad["message_id"], bad["label"], bad["unsure"], bad["scores"], bad["reasons"]) == (
            0,
            None,
            None,
            None,
            None,
            [],
        )


def test_a_damaged_mail_in_an_mbox_does_not_end_the_run(life):
    box = life.folder / "mail" / "box"
    deep = b"Subject: deep\n" + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(3000))
    box.write_bytes(in_mbox(PLAIN, b"", deep, PLAIN))
    code, verdicts = classify(life, box)
    assert code == 1
    assert [verdict["index"] for verdict in verdicts] == [0, 1, 2, 3]
    assert [verdict["error"] is None for verdict in verdicts][::3] == [True, True]
    assert verdicts[1]["error"]


def test_each_verdict_is_there_as_soon_as_it_is_known(life):
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen([PROGRAM, "classify", "--json", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environ) as process:
        process.stdin.write(in_mbox(PLAIN, PLAIN))
        process.stdin.flush()
        assert select.select([process.stdout], [], [], 30)[0]
        first = json.loads(process.stdout.readline())  # the second mail has not ended yet
        assert first["index"] == 0
        process.stdin.close()
        assert [json.loads(line)["index"] for line in process.stdout] == [1]
        assert process.wait(20) == 0


@pytest.mark.parametrize("json_", [True, False])
def test_a_file_name_that_is_no_utf8_is_shown_all_the_same(life, json_):
    name = os.fsencode(life.folder) + b"/mail/r\xe9sum\xe9 \x1b[31m.eml"
    Path(os.fsdecode(name)).write_bytes(PLAIN)
    args = [PROGRAM, "classify", *(["--json"] if json_ else []), life.folder / "mail"]
    done = subprocess.run(args, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    if json_:
        assert os.fsencode(json.loads(done.stdout)["path"]) == name
    else:
        assert rb"mail/r\xe9sum\xe9 \x1b[31m.eml" in done.stdout
    assert b"\x1b" not in done.stdout


def test_a_person_reads_the_label_how_sure_it_is_the_place_and_why(life):
    mail = life.folder / "mail"
    (mail / "box").write_bytes(in_mbox(PLAIN, PLAIN))
    (mail / "empty.eml").write_bytes(b"")
    ended = life.run("classify", str(mail / "box"), str(mail), config=False)
    assert ended.exit_code == 1
    lines = ended.stdout.splitlines()
    assert lines[0].startswith("other ")
    assert lines[0].endswith(str(mail / "box"))
    assert "%" in lines[0]
    assert lines[1] == "    Lunch on Friday"
    assert any(line.endswith(f"{mail / 'box'} #1") for line in lines)
    assert f"unreadable  {mail / 'empty.eml'}: empty" in lines


def test_markup_in_a_mail_stays_what_it_is(life):
    [path] = write(life.folder / "mail", a=PLAIN.replace(b"Lunch", rb"[red]Lunch[/red] [/] \[bold] :smile:"))
    assert r"[red]Lunch[/red] [/] \[bold] :smile: on Friday" in life.run("classify", str(path), config=False).stdout


@pytest.mark.parametrize("command", ["classify", "scan"])
def test_a_reader_that_has_read_enough_is_no_error(life, command):
    (life.folder / "mail" / "box").write_bytes(in_mbox(*[rejection(id=str(number)) for number in range(3)]))
    for more in ([], ["--json"]):
        reader, writer = os.pipe()
        os.close(reader)
        args = [PROGRAM, command, *more, life.folder / "mail" / "box"]
        done = subprocess.run(args, stdout=writer, stderr=subprocess.PIPE, env=os.environ | life.environ, check=False)
        os.close(writer)
        assert done.returncode == 0
        assert b"Traceback" not in done.stderr


def test_without_a_standard_input_there_is_an_entry_that_says_so(life):
    done = subprocess.run(["sh", "-c", '"$0" classify --json - <&-', PROGRAM], capture_output=True, check=False)
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]
    assert b"Traceback" not in done.stderr


# --- scan


def scan(life: Life, *args: str | Path, config: bool = False) -> list[dict]:
    ended = life.run("scan", "--json", *map(str, args), config=config)
    assert ended.exit_code == 0, ended.stderr
    steps: list[dict] = ended.json()
    return steps


def test_scan_shows_what_would_have_been_queued_as_the_agenda_does(life):
    [path] = write(life.folder / "mail", a=rejection())
    steps = scan(life, path)
    life.take()
    assert [set(step) for step in steps] == [set(life.agenda()[0])] * 2
    assert [(step["id"], step["kind"], step["status"]) for step in steps] == [
        ("s1", "reflect", "needs_action"),
        ("s2", "thank", "needs_action"),
    ]
    assert steps[0]["company"] == "Larkfield Robotics"
    assert steps[1]["to"] == ["tomasz.bielak@larkfield-robotics.example"]
    assert [step["due_at"][:10] for step in steps] == ["2026-03-04", "2026-03-16"]


def test_scan_is_read_only_and_keeps_nothing(life, tmp_path, monkeypatch):
    life.take()
    [path] = write(life.folder / "mail", a=rejection())
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    before = {place: place.read_bytes() for place in life.folder.rglob("*") if place.is_file()}
    done = subprocess.run([PROGRAM, "scan", "--config", life.config, path], capture_output=True, check=True)
    assert b"Larkfield" in done.stdout
    assert {place: place.read_bytes() for place in life.folder.rglob("*") if place.is_file()} == before
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.parametrize(
    ("received", "date", "day"),
    [
        ("Tue, 10 Mar 2026 08:00:00 +0000", "Mon, 2 Mar 2026 10:15:00 +0000", "2026-03-12"),
        (None, "Mon, 2 Mar 2026 10:15:00 +0000", "2026-03-04"),
        ("nonsense", "Mon, 2 Mar 2026 10:15:00 +0000", "2026-03-04"),
    ],
)
def test_a_files_mail_came_when_the_topmost_received_says_else_date(life, received, date, day):
    more = f"Date: {date}\n"
    if received:
        more = f"Received: from b by c; {received}\nReceived: from a by b; Sun, 1 Mar 2026 00:00:00 +0000\n{more}"
    [path] = write(life.folder / "mail", a=rejection(at=None, more=more))
    assert scan(life, path)[0]["due_at"][:10] == day


def test_a_mail_without_a_time_plans_nothing_whatever_the_files_time(life):
    [path] = write(life.folder / "mail", a=rejection(at=None))
    ended = life.run("scan", "--json", str(path), config=False)
    assert (ended.exit_code, ended.json()) == (0, [])
    assert ended.stderr == "without a date, so that nothing was planned from them: 1\n"


def test_the_order_of_the_files_does_not_matter_but_their_time_does(life):
    mail = life.folder / "mail"
    later, earlier = rejection(id="2", at=CAME + timedelta(days=7)), rejection(id="1")
    write(mail, a=later, b=earlier)
    assert [step["due_at"][:10] for step in scan(life, mail)] == ["2026-03-04", "2026-03-16"]  # from the first, one plan


def test_the_same_mail_twice_plans_once(life):
    write(life.folder / "mail", a=rejection(), b=rejection())
    assert len(scan(life, life.folder / "mail")) == 2


def test_mail_of_ones_own_completes_steps(life):
    answer = (
        "From: Robin <robin@mail.example>\nTo: tomasz.bielak@larkfield-robotics.example\nSubject: Re: Your interview\n"
        "Message-ID: <own@mail.example>\nIn-Reply-To: <no@larkfield-robotics.example>\n"
        f"Date: {format_datetime(CAME + timedelta(days=1))}\n\n"
        "Thank you all the same; I would be glad to hear of another opening.\n"
    )
    write(life.folder / "mail", a=rejection(), b=answer.encode())
    assert {step["kind"]: step["status"] for step in scan(life, life.folder / "mail", config=True)} == {
        "reflect": "needs_action",
        "thank": "completed",
    }


def test_a_date_to_apply_again_counts_from_the_day_the_mail_came(life):
    last = "Please feel free to apply again in six months."
    [path] = write(life.folder / "mail", a=rejection(at=datetime(2024, 1, 8, 10, 15, tzinfo=UTC), last=last))
    [again] = [step for step in scan(life, path) if step["kind"] == "apply_again"]
    assert again["due_at"][:7] == "2024-07"


def test_what_cannot_be_read_is_told_and_ends_with_1_after_the_rest(life):
    write(life.folder / "mail", a=rejection(), b=b"")
    ended = life.run("scan", "--json", str(life.folder / "mail"), config=False)
    assert ended.exit_code == 1
    assert len(json.loads(ended.stdout)) == 2
    assert ended.stderr == f"{life.folder / 'mail' / 'b.eml'}: empty\n"


def test_a_person_reads_the_steps_and_beside_them_what_the_mail_was(life):
    write(life.folder / "mail", a=rejection(), b=PLAIN + b"", c=rejection(id="x", at=None))
    ended = life.run("scan", str(life.folder / "mail"), config=False)
    assert "Larkfield Robotics (Test Engineer)" in ended.stdout
    assert "rejection: 1, recruiter: 0, other: 0, unsure: 0" in ended.stderr
    assert "nothing was planned from them: 2" in ended.stderr
    (life.folder / "none").mkdir()
    assert life.run("scan", str(life.folder / "none"), config=False).stdout == "Nothing would have been planned.\n"


def test_scan_takes_the_users_config_where_there_is_one(life):
    [path] = write(life.folder / "mail", a=rejection())
    life.config.write_text(life.config.read_text() + '\n[plan]\nreflect_after = "9 days"\n')
    assert scan(life, path, config=True)[0]["due_at"][:10] == "2026-03-11"
    life.environ["REJECTION_WATCHER_CONFIG"] = str(life.config)
    assert scan(life, path)[0]["due_at"][:10] == "2026-03-11"


def test_a_config_that_is_asked_for_and_is_not_there_is_no_reason_to_take_the_defaults(life):
    [path] = write(life.folder / "mail", a=rejection())
    assert life.run("scan", str(path), "--config", str(life.folder / "none"), config=False).exit_code == 78
    life.environ["REJECTION_WATCHER_CONFIG"] = str(life.folder / "none")
    ended = life.run("scan", str(path), config=False)
    assert (ended.exit_code, ended.stdout) == (78, "")
    assert "REJECTION_WATCHER_CONFIG" in ended.stderr


def test_scan_runs_no_command_of_the_config(life):
    [path] = write(life.folder / "mail", a=rejection())
    life.config.write_text(life.config.read_text().replace('"pass0"', f'{{ command = ["touch", "{life.folder}/ran"] }}'))
    assert len(scan(life, path, config=True)) == 2
    assert not (life.folder / "ran").exists()


def on_a_terminal(args: Sequence[str | Path], environ: dict[str, str]) -> tuple[bytes, bytes]:
    """Run with stderr on a terminal; what came on stdout and what on the terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(args, stdout=subprocess.PIPE, stderr=theirs, env=os.environ | {"TERM": "xterm"} | environ) as process:
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # EIO: the other end has closed
            while piece := os.read(ours, 65536):
                shown += piece
        os.close(ours)
        return process.stdout.read(), shown


def test_the_progress_is_shown_on_a_terminal_alone(life):
    (life.folder / "mail" / "box").write_bytes(in_mbox(*[rejection(id=str(number)) for number in range(13)]))
    args = [PROGRAM, "scan", "--json", life.folder / "mail" / "box"]
    stdout, shown = on_a_terminal(args, life.environ)
    assert len(json.loads(stdout)) == 2
    assert b"13/13" in shown
    assert b"reading" in shown
    done = subprocess.run(args, capture_output=True, env=os.environ | life.environ, check=True)
    assert (done.stderr, done.stdout) == (b"", stdout)
