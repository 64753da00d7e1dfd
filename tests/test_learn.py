"""What the user's word does: to the mail, to its plan, to the log, and to what is judged afterwards."""

from __future__ import annotations

import json
import os
import pty
import select
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from parts.families import ACCELERATOR, mails_of, text_of
from parts.life import CAME, MIRELA, TOMASZ, Life

from watcher.clock import SystemClock
from watcher.core.classify import Label
from watcher.core.classify.features import features_of
from watcher.daemon import Daemon, Order, outbox
from watcher.daemon.learning import DEADLINE, SILENCE, Learning, Refitting, refit_due, request_of
from watcher.model import load
from watcher.model.kept import features_from_data, features_to_data
from watcher.model.refit import CACHE
from watcher.model.user import FILE, load_taught, read_user_model
from watcher.reader import ReadingRoom
from watcher.store import open_store
from watcher.store.migrations.versions import m0001_first
from watcher.store.rows import RefitRow
from watcher.store.version import HEAD

PROGRAM = Path(sys.executable).with_name("rejection-watcher")
NO = """\
From: Tomasz Bielak <tomasz.bielak@larkfield.example>
To: Robin <robin@mail.example>
Subject: Your application to Larkfield Robotics
Message-ID: <{number}@larkfield.example>
Content-Type: text/plain; charset=utf-8

Dear {reader},

thank you for applying for the {role} position at Larkfield Robotics. Unfortunately, we have decided not to move forward with your
application. Another candidate was the closer match. We wish you all the best for your search and keep your documents on file.

Kind regards,
Tomasz Bielak
"""


def no(number: int = 1, reader: str = "Robin", role: str = "Test Engineer") -> bytes:
    return NO.format(number=number, reader=reader, role=role).encode()


@pytest.fixture
def life(tmp_path: Path) -> Life:
    return Life(tmp_path)


def message(life: Life, what: str = "m1") -> dict:
    return life.run("show", what, "--json").json()


def application(life: Life, what: str = "a1") -> dict:
    return life.run("show", what, "--json").json()


def status(life: Life) -> dict:
    return life.run("learn", "--status", "--json").json()


# --- a mail becomes a rejection or a recruiter's


def test_an_unsure_mail_relabelled_rejection_is_planned_as_if_judged_so(life):
    life.take(unsure=True)
    assert life.agenda() == []
    told = life.run("relabel", "m1", "rejection")
    assert told.stdout.startswith("c1: m1 is a rejection, of a1.\n")
    assert {step["kind"] for step in life.agenda()} == {"reflect", "thank"}
    assert application(life)["rejected_at"] == "2026-03-02T10:15:00Z"
    assert any(event["what"] == "relabelled" for event in application(life)["timeline"])


@pytest.fixture
def certain(tmp_path: Path) -> Life:
    (tmp_path / "certain").mkdir()
    return Life(tmp_path / "certain")


def test_waits_count_from_when_the_mail_came_as_with_any_rejection(life, certain):
    life.take(unsure=True)
    life.run("relabel", "m1", "rejection")
    certain.take()
    assert [(step["kind"], step["due_at"], step["to"]) for step in life.agenda()] == [
        (step["kind"], step["due_at"], step["to"]) for step in certain.agenda()
    ]


def test_what_a_relabelled_mail_finds_overdue_comes_as_one_digest(life):
    now = datetime.now(UTC)
    for house in ("One", "Two", "Three"):
        life.take(unsure=True, at=now - timedelta(days=60), company=house, person=None)
    for number in (1, 2, 3):
        life.run("relabel", f"m{number}", "rejection")
    assert len(life.agenda()) == 3
    assert len(life.notify(now + timedelta(days=1))) == 1


def test_relabelled_recruiter_it_wants_an_answer(life):
    life.take(Label.OTHER, person=MIRELA)
    life.run("relabel", "m1", "recruiter")
    [step] = life.agenda()
    assert (step["kind"], step["to"]) == ("reply_recruiter", [MIRELA.addr])


def test_the_word_is_kept_with_the_reasons_and_is_the_judgement(life):
    life.take(unsure=True)
    life.run("relabel", "m1", "other")
    shown = message(life)
    assert (shown["label"], shown["unsure"]) == ("other", False)
    assert shown["reasons"][0] == "You said that it is neither a rejection nor from a recruiter."
    assert life.run("review", "--json").json() == []


def test_saying_what_is_held_already_changes_nothing(life):
    life.take()
    assert life.run("relabel", "m1", "rejection").stdout == "m1 is held for a rejection already.\n"
    assert status(life)["corrections"] == []


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (("m9", "other"), "there is no message m9"),
        (("a1", "other"), "a1 is an application"),
        (("m1", "spam"), "rejection, recruiter or other"),
        (("seven", "other"), "is not an id"),
    ],
)
def test_what_cannot_be_relabelled_is_refused_with_2(life, line, word):
    life.take()
    ended = life.run("relabel", *line)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert word in ended.stderr


def test_unreadable_mail_own_mail_and_mail_without_text_cannot_be_relabelled(life):
    life.take()
    life.answer(TOMASZ, at=CAME + timedelta(days=1), in_reply_to="1@larkfield.example")
    life.take_bad_one()
    store = life.store()
    with store.transaction() as tx:
        tx.purge(CAME + timedelta(hours=1))
    store.close()
    for what, word in (("m1", "was removed"), ("m2", "your own mail"), ("m3", "could not be read")):
        ended = life.run("relabel", what, "recruiter")
        assert ended.exit_code == 2
        assert word in ended.stderr


# --- a mail stops being one


def test_relabelled_away_from_rejection_its_plan_is_off_and_the_race_is_on(life):
    life.take()
    told = life.run("relabel", "m1", "other", "--yes")
    assert "s1 look back" in told.stdout
    assert life.agenda() == []
    assert {step["status"] for step in life.agenda("--all")} == {"cancelled"}
    assert (application(life)["rejected_at"], application(life)["kind"]) == (None, None)


def test_steps_stay_where_another_rejection_of_the_application_stands(life):
    life.take()
    life.take(at=CAME + timedelta(days=2), in_reply_to=("1@larkfield.example",))
    before = life.agenda()
    life.run("relabel", "m1", "other", "--yes")
    assert life.agenda() == before
    assert application(life)["rejected_at"] == "2026-03-04T10:15:00Z"
    life.run("relabel", "m2", "other", "--yes")
    assert life.agenda() == []
    assert application(life)["rejected_at"] is None


def test_what_a_false_rejection_had_cancelled_is_open_again(life):
    life.take(Label.RECRUITER, person=MIRELA)
    life.take(person=MIRELA, at=CAME + timedelta(hours=1), in_reply_to=("1@larkfield.example",))
    assert life.status("s1") == "cancelled"
    life.run("relabel", "m2", "other", "--yes")
    assert life.status("s1") == "needs_action"


def test_done_steps_stay_done(life):
    life.take()
    life.run("done", "s1")
    life.run("relabel", "m1", "other", "--yes")
    assert life.status("s1") == "completed"


def test_a_false_rejection_of_a_starred_company_ends_keeping_in_touch(life):
    life.take()
    life.run("star", "a1")
    assert "keep_in_touch" in {step["kind"] for step in life.agenda()}
    life.run("relabel", "m1", "other", "--yes")
    assert life.agenda() == []


# --- taking back


def test_an_undone_correction_leaves_mail_and_plan_as_they_were(life):
    life.take()
    before, shown = life.agenda(), message(life)
    life.run("relabel", "m1", "other", "--yes")
    told = life.run("learn", "--undo", "c1")
    assert told.stdout.startswith("c1 is taken back: m1 is held for rejection again.\n")
    assert life.agenda() == before
    assert message(life) | {"reading": None} == shown | {"reading": None}
    assert application(life)["rejected_at"] == "2026-03-02T10:15:00Z"
    assert "taken back already" in life.run("learn", "--undo", "c1").stdout


def test_a_correction_taken_back_leaves_what_the_mail_said_as_it_was(life):
    life.receive(no())
    shown, known = message(life), application(life)
    life.run("relabel", "m1", "other", "--yes")
    life.run("learn", "--undo", "c1")
    assert message(life) == shown
    assert {name: application(life)[name] for name in ("kind", "stage", "people", "role")} == {
        name: known[name] for name in ("kind", "stage", "people", "role")
    }


def test_what_a_correction_planned_is_off_when_it_is_taken_back(life):
    life.take(unsure=True)
    life.run("relabel", "m1", "rejection")
    life.run("done", "s1")
    life.run("learn", "--undo", "c1")
    assert message(life)["unsure"] is True
    assert life.agenda() == []
    assert life.status("s1") == "completed"
    assert application(life)["rejected_at"] is None


def test_taking_a_correction_back_unlearns_it_at_once(life):
    life.receive(no())
    life.run("relabel", "m1", "other", "--yes")
    life.run("learn")
    life.receive(b"Subject: Your pitch\n\nUnfortunately, we have decided not to move forward with your startup for the spring cohort.")
    life.run("relabel", "m2", "recruiter", "--yes")
    life.run("learn", "--undo", "c1")
    assert read_user_model(life.state).corrections == (2,)
    assert "larkfield" not in (life.state / FILE).read_text()


def test_a_later_word_on_the_same_mail_is_taken_back_first(life):
    life.take()
    life.run("relabel", "m1", "other", "--yes")
    life.run("relabel", "m1", "recruiter", "--yes")
    refused = life.run("learn", "--undo", "c1")
    assert refused.exit_code == 2
    assert "learn --undo c2" in refused.stderr
    life.run("learn", "--undo", "c2")
    life.run("learn", "--undo", "c1")
    assert message(life)["label"] == "rejection"


def test_reset_asks_and_takes_everything_back(life):
    life.take()
    life.take(unsure=True, company="Kestrel")
    before = life.agenda()
    life.run("relabel", "m1", "other", "--yes")
    life.run("relabel", "m2", "rejection")
    assert life.run("learn", "--reset", stdin="n\n").exit_code == 1
    assert all(one["undone_at"] is None for one in status(life)["corrections"])
    told = life.run("learn", "--reset", stdin="y\n")
    assert "2 corrections taken back" in told.stdout
    assert life.agenda() == before
    assert not (life.state / FILE).exists()
    assert all(one["undone_at"] for one in status(life)["corrections"])


def test_the_log_shows_every_correction_also_those_taken_back(life):
    life.take()
    life.run("relabel", "m1", "other", "--yes")
    life.run("learn", "--undo", "c1")
    [one] = status(life)["corrections"]
    assert (one["id"], one["message"], one["before"], one["label"]) == ("c1", "m1", {"label": "rejection", "unsure": False}, "other")
    assert one["undone_at"]
    assert "taken back" in life.run("show", "c1").stdout
    assert "taken back" in life.run("learn", "--status").stdout


# --- what is kept


def test_a_correction_outlives_the_text_of_its_mail(life):
    life.receive(no())
    life.run("relabel", "m1", "other", "--yes")
    store = life.store()
    with store.transaction() as tx:
        tx.purge(datetime.now(UTC) + timedelta(days=1))
        [row] = tx.corrections()
    store.close()
    assert features_from_data(row.features) is not None
    assert load_taught(life.state, load()).memory


def test_forgetting_an_application_unlearns_its_words_and_no_others(life):
    life.receive(no(role="Xylophonist"))
    life.receive(b"Subject: Your pitch\n\nUnfortunately, we have decided not to move forward with your startup for the spring cohort.")
    for what in ("m1", "m2"):
        life.run("relabel", what, "recruiter", "--yes")
    life.run("learn")
    assert "xylophonist" in (life.state / FILE).read_text()
    life.run("forget", "a1", "--yes")
    assert "xylophonist" not in (life.state / FILE).read_text()
    assert "cohort" in (life.state / FILE).read_text()
    assert status(life)["next_refit_at"] is None


def test_forgetting_an_application_forgets_what_its_mails_taught(life):
    life.receive(no(role="Xylophonist"))
    life.run("relabel", "m1", "other", "--yes")
    assert (life.state / FILE).exists()
    assert life.run("forget", "a1", "--yes").exit_code == 0
    assert status(life)["corrections"] == []
    assert not (life.state / FILE).exists()
    assert b"xylophonist" not in (life.state / "state.db").read_bytes().lower()


def test_what_was_taken_back_keeps_nothing_of_the_mail(life):
    life.receive(no(role="Xylophonist"))
    life.run("relabel", "m1", "other", "--yes")
    store = life.store()
    with store.transaction() as tx:
        tx.purge(datetime.now(UTC) + timedelta(days=1))
    store.wipe_log()
    store.close()
    assert b"xylophonist" in (life.state / "state.db").read_bytes().lower()
    life.run("learn", "--reset", "--yes")
    assert b"xylophonist" not in (life.state / "state.db").read_bytes().lower()


def test_features_are_kept_as_data_without_the_sentences_text():
    [mail] = mails_of(ACCELERATOR, 1, 3)
    features = features_of(mail, text_of(mail))
    data = json.loads(json.dumps(features_to_data(features)))
    kept = features_from_data(data)
    assert (kept.words, kept.flags) == (features.words, features.flags)
    assert {sentence.text for sentence in kept.sentences} == {""}
    assert features_from_data({"words": "of another version"}) is None


def test_a_state_of_the_first_version_is_brought_to_this_one(life):
    life.state.mkdir(mode=0o700)
    with closing(sqlite3.connect(life.state / "state.db")) as raw:
        for statement in m0001_first.TABLES:
            raw.execute(statement)
        raw.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        raw.execute("INSERT INTO alembic_version VALUES ('0001')")
        raw.execute(
            "INSERT INTO messages (account, mailbox, uidvalidity, uid, internaldate, sent, headers, text,"
            " label, unsure, scores, reasons, decided_at)"
            " VALUES ('personal', 'INBOX', 7, 1, '2026-03-02T10:15:00.000000Z', 0, '{\"subject\": \"Hello\"}', 'We regret to say no.',"
            " 'rejection', 1, '{\"rejection\": 0.5}', '[]', '2026-03-02T10:15:00.000000Z')"
        )
        raw.commit()
    (life.state / "state.db").chmod(0o600)
    store = open_store(life.state)
    store.close()
    with closing(sqlite3.connect(life.state / "state.db")) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)
    assert (life.state / f"state.db.before-{HEAD}").exists()
    assert life.run("relabel", "m1", "rejection").stdout.startswith("c1: m1 is a rejection")


# --- what is judged afterwards


def test_one_correction_settles_the_next_mail_of_the_template_at_once(life):
    life.receive(no())
    life.run("relabel", "m1", "other", "--yes")
    life.receive(no(2, reader="Ms. Okoro", role="Senior Data Analyst"))
    shown = message(life, "m2")
    assert (shown["label"], shown["unsure"]) == ("other", False)
    assert shown["reasons"][0] == "You said of a mail like this one, m1, that it is neither a rejection nor from a recruiter."
    life.run("learn", "--undo", "c1")
    life.receive(no(3, reader="Sam", role="Nurse"))
    assert message(life, "m3")["label"] == "rejection"


def test_the_reading_room_takes_up_what_was_taught_while_it_runs(life):
    life.receive(no())
    room = ReadingRoom(clock=SystemClock(), user_directory=life.state)
    try:
        ask = {"truncated": False, "received_on": CAME.date(), "me": frozenset()}
        assert room.read(no(2), **ask).verdict.label is Label.REJECTION
        first = room.pid
        assert room.read(no(3), **ask).verdict.label is Label.REJECTION
        assert room.pid == first
        life.run("relabel", "m1", "other", "--yes")
        assert room.read(no(4), **ask).verdict.label is Label.OTHER
        assert room.pid != first
    finally:
        room.close()


def test_learn_refits_and_the_model_knows_the_kind(life):
    mails = mails_of(ACCELERATOR, 12, 3)
    for number, mail in enumerate(mails[:5], 1):
        life.receive(f"Subject: {mail.subject}\n\n{mail.plain}".encode())
        assert life.run("relabel", f"m{number}", "recruiter", "--yes").exit_code == 0
    assert status(life)["in_use"] == {"lessons": False, "known_mails": 5, "error": None}
    told = life.run("learn")
    assert told.exit_code == 0, told
    assert told.stdout.startswith("The model has learnt")
    user = read_user_model(life.state)
    assert user.corrections == (1, 2, 3, 4, 5)
    assert user.base == load().version
    assert status(life)["in_use"] == {"lessons": True, "known_mails": 5, "error": None}
    assert status(life)["next_refit_at"] is None
    for file in (FILE, CACHE):
        assert (life.state / file).stat().st_mode & 0o777 == 0o600
    assert not (life.state / "model.user.json.new").exists()


def test_a_refused_refit_is_told_and_near_duplicates_are_known_all_the_same(life):
    life.receive(no())
    life.run("relabel", "m1", "other", "--yes")
    store = life.store()
    with store.transaction() as tx:
        tx.add_refit(datetime.now(UTC), load().version, [1], "refused", "it would change 2.2% of other mail", 0.022)
    store.close()
    told = life.run("learn", "--status")
    assert "has not learnt this, as it would change 2.2% of other mail" in told.stdout
    assert "mails like 1 corrected mail are known" in told.stdout
    assert status(life)["last_refit"] | {"result": "refused", "guard_changed": 0.022} == status(life)["last_refit"]
    life.receive(no(2))
    assert message(life, "m2")["label"] == "other"


def test_learn_with_nothing_to_learn_says_how_to_teach(life):
    life.take()
    assert "review" in life.run("learn").stdout
    assert "review" in life.run("learn", "--status").stdout


def test_a_damaged_user_model_is_told_by_check_and_stops_nothing(life):
    life.receive(no())
    life.run("relabel", "m1", "other", "--yes")
    (life.state / FILE).write_text((life.state / FILE).read_text().replace("other", "recruiter"))
    life.receive(no(2))
    assert message(life, "m2")["label"] == "rejection"
    command = [PROGRAM, "check", "--json", "--config", life.config]
    checked = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | life.environ)
    finding = next(one for one in json.loads(checked.stdout) if one["what"] == "what you taught")
    assert (finding["ok"], finding["remedy"]) == (False, "run: rejection-watcher learn")
    assert status(life)["in_use"]["error"]
    assert life.run("learn").exit_code == 0
    life.receive(no(3))
    assert message(life, "m3")["label"] == "other"


def test_with_another_shipped_model_lessons_wait_and_memory_goes_on(life):
    life.receive(no())
    life.run("relabel", "m1", "other", "--yes")
    life.run("learn")
    assert load_taught(life.state, load()).lessons is not None

    class Newer:
        version = "another"

    taught = load_taught(life.state, Newer())
    assert taught.lessons is None
    assert taught.memory
    last = RefitRow(1, CAME, "the former", [1], "accepted", "", 0.0)
    assert refit_due([1], CAME, last, "another") == CAME


# --- when it is learnt


NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LAST = RefitRow(1, NOW, "base", [1], "accepted", "", 0.0)


def test_a_refit_waits_for_ten_minutes_of_silence():
    assert refit_due([1], NOW, None, "base") == NOW + SILENCE
    assert refit_due([1, 2], NOW + timedelta(hours=1), LAST, "base") == NOW + timedelta(hours=1) + SILENCE


def test_what_was_refitted_is_not_refitted_again():
    assert refit_due([1], NOW, LAST, "base") is None
    assert refit_due([], None, None, "base") is None
    assert refit_due([1], NOW, RefitRow(1, NOW, "base", [1], "refused", "", 0.02), "base") is None


def test_a_correction_that_was_taken_back_or_forgotten_is_unlearnt():
    assert refit_due([], NOW, LAST, "base") == NOW + SILENCE
    assert refit_due([], None, LAST, "base") == NOW + SILENCE


class Hands(SystemClock):
    """A clock that is set by hand."""

    def __init__(self, now: datetime) -> None:
        self.time, self.passed = now, 0.0

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.passed


def test_the_daemon_refits_after_the_last_correction_and_writes_down_what_came_of_it(life):
    life.receive(no())
    life.run("relabel", "m1", "other", "--yes")
    store, clock = life.store(), Hands(datetime.now(UTC))
    learning = Learning(store, life.state, clock)
    learning.turn(clock.now())
    assert learning._under_way is None
    clock.time += SILENCE
    learning.turn(clock.now())
    assert learning._under_way is not None
    learning._under_way.process.wait(60)
    learning.turn(clock.now())
    with store.reading() as tx:
        last = tx.last_refit()
    assert (last.result, last.corrections, last.base) == ("accepted", [1], load().version)
    learning.turn(clock.now() + timedelta(days=1))
    assert learning._under_way is None
    (life.state / FILE).unlink()
    learning.turn(clock.now() + timedelta(days=1))
    assert learning._under_way is not None
    learning.close()
    store.close()


class Later(SystemClock):
    """The same clock a quarter of an hour ahead."""

    def now(self) -> datetime:
        return super().now() + timedelta(minutes=15)


def test_a_running_daemon_sees_a_correction_typed_elsewhere_and_learns(life):
    life.receive(no())
    life.configure(accounts={"personal": {"host": "127.0.0.1", "port": 9, "tls": "none", "username": "robin", "password": "pass0"}})
    learnt = threading.Event()

    def look(what: str, _about: object) -> None:
        if what == "idle":
            with daemon._store.reading() as tx:
                if tx.last_refit() is not None:
                    learnt.set()

    daemon = Daemon(life.settings, clock=Later(), observe=look)
    thread = threading.Thread(target=daemon.run)
    thread.start()
    try:
        assert life.run("relabel", "m1", "other", "--yes").exit_code == 0
        for _ in range(60):
            daemon.tell(Order.TICK)
            if learnt.wait(0.5):
                break
        assert learnt.is_set()
    finally:
        daemon.tell(Order.STOP)
        thread.join(20)
    assert status(life)["last_refit"]["result"] == "accepted"
    assert status(life)["in_use"]["lessons"] is True


def test_a_refit_that_never_ends_is_ended_and_not_tried_again_at_once(life):
    life.receive(no())
    life.run("relabel", "m1", "other", "--yes")
    store, clock = life.store(), Hands(datetime.now(UTC) + SILENCE)
    learning = Learning(store, life.state, clock)
    learning.turn(clock.now())
    child = learning._under_way.process
    child.send_signal(19)  # SIGSTOP: it hangs
    clock.passed += DEADLINE - 1
    learning.turn(clock.now())
    assert learning._under_way is not None
    clock.passed += 1
    learning.turn(clock.now())
    assert child.poll() is not None
    with store.reading() as tx:
        assert (tx.last_refit().result, tx.last_refit().detail) == ("failed", "took too long")
    learning.turn(clock.now() + timedelta(days=1))
    assert learning._under_way is None
    store.close()


def test_a_refit_that_dies_is_a_failure_with_a_reason(tmp_path):
    refitting = Refitting(tmp_path, request_of([]))
    refitting.process.kill()
    assert refitting.wait(10).detail == "the process ended with status -9"


def test_a_refit_keeps_within_its_memory_and_imports_no_more_than_it_needs(tmp_path):
    [mail] = mails_of(ACCELERATOR, 1, 5)
    told = {"id": 1, "label": "other", "features": features_to_data(features_of(mail, text_of(mail)))}
    script = (
        "import sys, resource, watcher.model.refit as refit\n"
        "refit.main()\n"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0], 'sklearn' in sys.modules, len(__import__('os').listdir('/proc/self/task')))"
    )
    request = json.dumps({"corrections": [told], "memory": [], "trial": None})
    done = subprocess.run([sys.executable, "-I", "-c", script, str(tmp_path)], input=request, capture_output=True, text=True, check=True)
    answer, told = done.stdout.splitlines()
    assert json.loads(answer)["result"] == "accepted"
    assert told == f"{768 * 1024 * 1024} False 1"


def test_a_damaged_corpus_cache_is_read_anew(tmp_path):
    [mail] = mails_of(ACCELERATOR, 1, 5)
    request = {
        "corrections": [{"id": 1, "label": "other", "features": features_to_data(features_of(mail, text_of(mail)))}],
        "memory": [],
        "trial": None,
    }
    assert Refitting(tmp_path, request).wait(60).result == "accepted"
    good = (tmp_path / CACHE).read_bytes()
    (tmp_path / CACHE).write_bytes(good[:-7])
    assert Refitting(tmp_path, request).wait(60).result == "accepted"
    assert (tmp_path / CACHE).read_bytes() == good


# --- the question


def test_a_word_against_a_sure_model_shows_what_it_changes_and_asks(life):
    for number in range(1, 14):
        life.receive(no(number, role=f"Role{number}"), at=CAME + timedelta(hours=number))
    life.receive(b"Subject: Lunch\n\nShall we have lunch on Friday?", at=CAME)
    store = life.store()
    with store.transaction() as tx:
        tx._db.exec_driver_sql('UPDATE messages SET scores = \'{"rejection": 0.991, "other": 0.009}\' WHERE id = 1')
    store.close()
    asked = life.run("relabel", "m1", "other", stdin="n\n")
    assert asked.exit_code == 1
    assert "mail like 12 earlier mails would be judged otherwise" in asked.stderr
    assert "and 2 more" in asked.stderr
    assert "Lunch" not in asked.stderr
    assert "rejection, then other" in asked.stderr
    assert message(life)["label"] == "rejection"
    assert status(life)["corrections"] == []
    assert not (life.state / FILE).exists()
    assert life.run("relabel", "m1", "other", stdin="y\n").exit_code == 0
    assert message(life)["label"] == "other"


# --- review


def test_review_takes_a_key_a_mail_and_starts_with_the_newest(life):
    for day in range(4):
        life.take(unsure=True, at=CAME + timedelta(days=day), company=f"House{day}", person=None)
    listed = life.run("review", "--json").json()
    assert [one["id"] for one in listed] == ["m4", "m3", "m2", "m1"]
    assert set(listed[0]) == {"id", "came_at", "subject", "from", "label", "scores", "reasons"}
    told = life.run("review", stdin="r\nc o\ns\n")
    assert "1 of 4, m4" in told.stderr
    assert "We went with another candidate." in told.stderr
    assert told.stderr.endswith("3 of 4 judged.\n")
    assert [message(life, f"m{number}")["label"] for number in (4, 3, 2)] == ["rejection", "recruiter", "other"]
    assert [one["id"] for one in life.run("review", "--json").json()] == ["m1"]


def test_review_undoes_the_last_key_and_stops_at_q(life):
    life.take(unsure=True, company="One")
    life.take(unsure=True, company="Two", at=CAME + timedelta(days=1))
    told = life.run("review", stdin="urusuxq")
    assert "There is nothing to undo." in told.stderr
    assert "c1 is taken back." in told.stdout
    assert "r rejection, c recruiter" in told.stderr
    assert told.stderr.endswith("0 of 2 judged.\n")
    assert life.agenda() == []
    assert len(life.run("review", "--json").json()) == 2


def test_the_last_mail_of_a_review_can_be_undone_too(life):
    life.take(unsure=True)
    told = life.run("review", stdin="ru o\n")
    assert "That was the last one." in told.stderr
    assert "c1 is taken back." in told.stdout
    assert message(life)["label"] == "other"
    assert told.stderr.endswith("1 of 1 judged.\n")


def test_review_with_nothing_to_review_says_so(life):
    life.take()
    assert life.run("review").stdout == "There is no mail that I am not sure about.\n"


def test_in_a_terminal_review_takes_keys_without_enter(life):
    life.take(unsure=True, at=CAME, company="One", person=None)
    life.take(unsure=True, at=CAME + timedelta(days=1), company="Two", person=None)
    here, there = pty.openpty()
    process = subprocess.Popen(
        [PROGRAM, "--config", life.config, "review"], stdin=there, stdout=there, stderr=there, env=os.environ | life.environ, close_fds=True
    )
    os.close(there)
    seen = read_until(here, b"q quit")
    os.write(here, b"r")
    seen += read_until(here, b"q quit")
    os.write(here, b"q")
    seen += read_until(here, b"judged")
    assert process.wait(20) == 0
    os.close(here)
    assert b"m2 is a rejection" in seen
    assert message(life, "m2")["label"] == "rejection"
    assert message(life, "m1")["unsure"] is True


def read_until(terminal: int, word: bytes, seconds: float = 30) -> bytes:
    seen = b""
    while word not in seen:
        ready, _, _ = select.select([terminal], [], [], seconds)
        assert ready, seen
        seen += os.read(terminal, 4096)
    return seen


def test_after_a_review_what_is_overdue_is_held_until_the_user_is_done(life):
    now = datetime.now(UTC)
    life.take(unsure=True, at=now - timedelta(days=60))
    life.run("relabel", "m1", "rejection")
    store = life.store()
    later = now + timedelta(days=1)
    assert outbox.queue_due(store, life.settings, later, hold_digest=True) == []
    assert len(outbox.queue_due(store, life.settings, later)) == 1
    store.close()
