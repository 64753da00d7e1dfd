import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from watcher.clock import SystemClock
from watcher.core.classify import Label
from watcher.errors import ReaderUnavailable, Unreadable
from watcher.model import load
from watcher.reader import Limits, ReadingRoom, read_mail

DAY = date(2026, 3, 2)
MAIL = b"From: Ada Example <ada@kessel.example>\r\nSubject: Your application\r\nMessage-ID: <1@kessel.example>\r\n\r\nHello Sam.\r\n"

# Real children with one thing exchanged: what reading does to the process.
PRELUDE = """
import os, sys, time
import watcher.reader as r
from types import SimpleNamespace
from watcher.core.extract import Reading
from watcher.core.parse import parse
from watcher.core.text import judged_text
from dataclasses import replace
READING = Reading(None, None, None, (), None, None, False, None, False, {})
def calmly(raw, *, truncated, **rest):
    message = parse(raw, truncated=truncated)
    return r.Read(replace(message, plain="", html=""), judged_text(message), r.BY_THE_USER, READING)
def read_mail(raw, **rest):
    BODY
    return calmly(raw, **rest)
r.read_mail = read_mail
r._load = lambda path: SimpleNamespace(version="test")
sys.exit(r.main())
"""


def program(body: str = "pass") -> tuple[str, ...]:
    return ("-c", PRELUDE.replace("BODY", body))


@pytest.fixture
def rooms():
    opened: list[ReadingRoom] = []

    def room(body: str = "pass", *, raw_program: str | None = None, **limits) -> ReadingRoom:
        opened.append(
            ReadingRoom(clock=SystemClock(), limits=Limits(**limits), program=("-c", raw_program) if raw_program else program(body))
        )
        return opened[-1]

    yield room
    for one in opened:
        one.close()


def read(room: ReadingRoom, raw: bytes = MAIL):
    return room.read(raw, truncated=False, received_on=DAY, me=frozenset({"sam@example.com"}))


def gone(pid: int, seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


def test_a_mail_comes_back_as_what_it_says_without_its_raw_body(rooms):
    got = read(rooms())
    assert got.message.subject == "Your application"
    assert got.message.from_.addr == "ada@kessel.example"
    assert (got.text, got.message.plain, got.message.html) == ("Hello Sam.", "", "")


def test_one_child_reads_many_mails_and_ends_when_idle(rooms):
    room = rooms(idle_seconds=5.0)
    read(room)
    pid = room.pid
    read(room)
    assert room.pid == pid
    room.close_if_idle(time.monotonic())
    assert room.pid == pid
    room.close_if_idle(time.monotonic() + 6)
    assert room.pid is None
    assert gone(pid)
    assert read(room).text == "Hello Sam."


def test_a_mail_bigger_than_a_pipe_goes_through_and_what_is_too_big_is_cut(rooms):
    room = rooms()
    assert read(room, MAIL + b"x" * 200_000).message.truncated is False
    assert read(room, MAIL + b"x" * 30_000_000).message.truncated is True


def test_a_mail_that_burns_computing_time_is_unreadable_after_three_deaths_and_the_next_is_read(rooms):
    room = rooms('if b"burn" in raw:\n        while True: pass', cpu_seconds=1)
    with pytest.raises(Unreadable, match="computing time"):
        read(room, MAIL + b"burn")
    assert read(room).text == "Hello Sam."


def test_a_mail_that_takes_too_long_is_killed_at_the_deadline(rooms):
    room = rooms('time.sleep(60) if b"sleep" in raw else 0', seconds_per_mail=0.5, deaths=2)
    began = time.monotonic()
    with pytest.raises(Unreadable, match="too long"):
        read(room, MAIL + b"sleep")
    assert time.monotonic() - began < 10
    room = rooms('time.sleep(60) if b"sleep" in raw else 0')
    assert read(room).text == "Hello Sam."


def test_a_mail_that_eats_memory_is_unreadable_and_the_next_is_read(rooms):
    room = rooms('x = bytearray(3 << 30) if b"eat" in raw else 0', memory=400 << 20)
    with pytest.raises(Unreadable, match="MemoryError"):
        read(room, MAIL + b"eat")
    assert read(room).text == "Hello Sam."


def test_an_error_in_reading_is_told_without_the_words_of_the_mail(rooms):
    room = rooms('r.parse(raw) and [].index(raw) if b"secret" in raw else 0')
    with pytest.raises(Unreadable) as caught:
        read(room, MAIL + b"secret")
    assert str(caught.value) == "ValueError in watcher.reader._serve"
    assert read(room).text == "Hello Sam."


def test_a_child_killed_between_two_mails_is_nobodys_fault(rooms):
    room = rooms(deaths=1)
    read(room)
    os.kill(room.pid, signal.SIGKILL)
    assert gone(room.pid)
    assert read(room).text == "Hello Sam."


def test_a_mail_that_kills_the_child_outright_names_the_signal(rooms):
    with pytest.raises(Unreadable, match="SIGKILL"):
        read(rooms("os.kill(os.getpid(), 9)"))


HELLO = """
import sys, json, struct, time, os
o = sys.stdout.buffer
def say(b): o.write(struct.pack('>I', len(b)) + b); o.flush()
say(b'{"hello": 1}')
"""


@pytest.mark.parametrize(
    "words",
    [
        "say(b'not json')",
        "say(b'[1,2]')",
        "say(b'[' * 100000)",
        "o.write(b'\\xff' * 100); o.flush()",
        "say(b'{}')",
        'say(b\'{"read": {"text": 5}}\')',
        'say(b\'{"read": {"text": "\\\\ud800"}}\')',
        "say(b'\\x00' * 3000000)",
        "o.write(b'\\x00\\x00'); o.flush()",
        "o.write(b'\\x00\\x00\\x10\\x00abc'); o.flush(); time.sleep(60)",
        "os.close(1); time.sleep(60)",
        "os.close(0); time.sleep(60)",
        "pass",
        "sys.exit(3)",
    ],
)
def test_the_parent_outlives_whatever_the_child_says(rooms, words):
    room = rooms(raw_program=HELLO + words, seconds_per_mail=0.5, deaths=2)
    with pytest.raises(Unreadable):
        read(room, MAIL + b"x" * 200_000)


def test_a_reading_out_of_bounds_is_not_believed(rooms):
    room = rooms("return replace(calmly(raw, **rest), text='x' * 30_000)", deaths=2)
    with pytest.raises(Unreadable, match="something else"):
        read(room)


@pytest.mark.parametrize("words", ["pass", "raise SystemExit(1)", "print('hello', flush=True)", "import time; time.sleep(60)"])
def test_a_child_that_cannot_start_is_no_mails_fault(rooms, words):
    with pytest.raises(ReaderUnavailable):
        read(rooms(raw_program=words, seconds_to_start=1.0))


def test_why_a_child_did_not_start_is_told(rooms):
    room = rooms(raw_program=PRELUDE.replace('SimpleNamespace(version="test")', "1/0"))
    with pytest.raises(ReaderUnavailable, match="ZeroDivisionError"):
        read(room)


def test_a_python_that_is_not_there_is_no_mails_fault(rooms, tmp_path):
    room = rooms()
    room._command[0] = str(tmp_path / "python")
    with pytest.raises(ReaderUnavailable):
        read(room)


def test_the_child_can_write_no_file_and_sees_nothing_of_the_environment(rooms, tmp_path, monkeypatch):
    monkeypatch.setenv("REJECTION_WATCHER_SECRET", "hunter2")
    probe = f"""
    import resource, json
    wrote = "no"
    try:
        fd = os.open({str(tmp_path / "f")!r}, os.O_CREAT | os.O_WRONLY)
        import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        os.write(fd, b"x"); wrote = "yes"
    except OSError: pass
    raise type("wrote_" + wrote + "_env_" + "_".join(sorted(os.environ)), (Exception,), {{}})
    """.strip()
    with pytest.raises(Unreadable) as caught:
        read(rooms(probe))
    assert str(caught.value).startswith("wrote_no_env_LANG_PATH")
    assert "HOME" not in str(caught.value)
    assert "SECRET" not in str(caught.value)


def test_what_a_library_prints_does_not_reach_the_frames(rooms):
    assert read(rooms("print('x' * 100, flush=True); os.write(1, b'y')")).text == "Hello Sam."


def test_no_descriptor_of_the_parent_reaches_the_child(rooms, tmp_path):
    with (tmp_path / "held").open("w") as held:
        os.set_inheritable(held.fileno(), True)
        number = os.fstat(held.fileno()).st_ino
        probe = f"""
    for fd in range(64):
        try: found = os.fstat(fd).st_ino == {number}
        except OSError: found = False
        if found: raise KeyError
    """.strip()
        assert read(rooms(probe)).text == "Hello Sam."


def test_the_child_dies_with_a_parent_that_is_killed(tmp_path):
    parent = f"""
import sys
from datetime import date
from watcher.clock import SystemClock
from watcher.model import load
from watcher.reader import Limits, ReadingRoom, read_mail
limits = Limits(cpu_seconds=60, seconds_per_mail=60)
room = ReadingRoom(clock=SystemClock(), limits=limits, program=("-c", {program("while b'burn' in raw: pass")[1]!r}))
ask = dict(truncated=False, received_on=date(2026, 3, 2), me=frozenset())
room.read({MAIL!r}, **ask)
print(room.pid, flush=True)
room.read({MAIL + b"burn"!r}, **ask)
"""
    process = subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True)
    child = int(process.stdout.readline())
    process.kill()
    process.communicate()
    assert gone(child)


# --- with the classifier and the extractor themselves


@pytest.fixture
def room():
    real = ReadingRoom(clock=SystemClock())
    yield real
    real.close()


def test_a_mail_written_by_the_user_is_other_and_never_unsure(room):
    raw = (
        b"From: Sam <Sam@Example.com>\r\nTo: x@y.example\r\nSubject: Fwd: no\r\n\r\n"
        b"Unfortunately we decided not to move forward with your application.\r\n"
    )
    verdict = read(room, raw).verdict
    assert (verdict.label, verdict.unsure, verdict.reasons) == (Label.OTHER, False, ("written by yourself",))
    assert sum(verdict.scores.values()) == pytest.approx(1)


def test_the_room_says_what_reading_in_this_process_says(room):
    raw = (
        b"From: Kessel Works Recruiting <jobs@kessel.example>\r\nTo: Sam <sam@example.com>\r\nDate: Mon, 2 Mar 2026 10:00:00 +0100\r\n"
        b"Subject: Your application for Stoker (R-12345)\r\n\r\nDear Sam,\r\n\r\nthank you for applying. Unfortunately, we have decided "
        b"not to move forward with your application. You are welcome to apply again in six months.\r\n\r\nBest regards,\r\nAda Example\r\n"
    )
    assert read(room, raw) == read_mail(raw, truncated=False, received_on=DAY, me=frozenset(), model=load(None))


def test_hostile_html_is_read_within_the_limits(room):
    for body in (b"<div>" * 40_000, b"<a " + b" ".join(b"a%d=1" % i for i in range(30_000)) + b">", b"<?" * 100_000):
        read(room, b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n" + body)
