"""The state: what it keeps through crashes, migrations, two writers and the wish to forget."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import create_engine, inspect
from sqlalchemy.exc import StatementError

import watcher.store
from watcher.core.extract import Contact, Part
from watcher.core.plan import NewStep, Status, StepKind
from watcher.errors import NoPermission, StateBusy, StateError, StateTooNew
from watcher.store import CursorRow, NewMessage, Store, hold, migrate, open_store
from watcher.store.schema import metadata
from watcher.store.version import HEAD

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DANA = Contact("Dana Reyes", "dana@kestrel.example", Part.RECRUITER, "From")


def mail(uid: int = 1, **content) -> NewMessage:
    facts = {"message_id": f"{uid}@kestrel.example", "content_hash": f"hash{uid}", "label": "rejection", "unsure": False} | content
    return NewMessage("personal", "INBOX", 7, uid, NOW, NOW, **facts)


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "state")
    yield opened
    opened.close()


def rejected(store: Store, uid: int = 1, kinds=(StepKind.REFLECT,)) -> tuple[int, list[int]]:
    with store.transaction() as tx:
        application = tx.add_application(NOW, NOW)
        tx.add_message(mail(uid), application)
        steps = [tx.add_step(application, NewStep(kind, NOW, (DANA,), "rejected"), notify_at=NOW, now=NOW) for kind in kinds]
    return application, steps


def words(*targets):
    return [(target, "A title", "A body") for target in targets]


def test_the_state_is_readable_by_its_owner_alone(store):
    assert store.database.stat().st_mode & 0o777 == 0o600
    assert store.database.parent.stat().st_mode & 0o777 == 0o700


def test_every_commit_reaches_the_disk_and_readers_do_not_wait(store):
    with store.reading() as tx:
        pragma = {name: tx._db.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert pragma == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_the_migrations_end_in_the_schema_that_the_code_uses(store):
    engine = create_engine(f"sqlite:///{store.database}")
    found = inspect(engine)
    for table in metadata.sorted_tables:
        in_database = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
        assert in_database == {column.name: bool(column.nullable) for column in table.columns}, table.name
        assert {index["name"] for index in found.get_indexes(table.name)} == {index.name for index in table.indexes}
    assert set(found.get_table_names()) - {"alembic_version", "sqlite_sequence"} == {table.name for table in metadata.sorted_tables}
    engine.dispose()


def test_an_application_of_an_older_database_has_no_corrections_yet(tmp_path):
    database = tmp_path / "state.db"
    engine = create_engine(f"sqlite:///{database}")
    config = migrate._config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    with closing(sqlite3.connect(database)) as raw:
        raw.execute(
            "INSERT INTO applications (company, feedback_offered, starred, created_at, last_mail_at) VALUES ('Kestrel', 0, 1, ?, ?)",
            ("2026-01-05T10:00:00.000000Z",) * 2,
        )
        raw.commit()
    store = open_store(tmp_path)
    with store.transaction() as tx:
        assert (tx.application(1).company, tx.application(1).starred, tx.application(1).edited) == ("Kestrel", True, [])
        tx.edit(1, company="Kestrel Logistics")
        tx.learn(1, NOW, company="Workable")
        assert tx.application(1).company == "Kestrel Logistics"
    store.close()
    assert (tmp_path / f"state.db.before-{HEAD}").exists()


def test_what_fails_half_way_leaves_nothing_behind(store):
    def half_done():
        with store.transaction() as tx:
            tx.add_message(mail())
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        half_done()
    with store.reading() as tx:
        assert tx.messages() == []
        assert not tx.is_recorded("personal", "INBOX", 7, 1)


def test_an_id_is_never_used_again(store):
    first, _ = rejected(store)
    with store.transaction() as tx:
        tx.forget(first)
    second, _ = rejected(store, uid=2)
    assert second > first


def test_a_copy_of_a_mail_is_known_by_id_and_content_in_its_account(store):
    with store.transaction() as tx:
        message = tx.add_message(mail())
        assert tx.same_mail("personal", "1@kestrel.example", "hash1") == message
        assert tx.same_mail("personal", "1@kestrel.example", "another") is None
        assert tx.same_mail("work", "1@kestrel.example", "hash1") is None
        anonymous = tx.add_message(mail(2, message_id=None))
        assert tx.same_mail("personal", None, "hash2") == anonymous


def test_forgetting_removes_every_trace_but_a_fingerprint_that_keeps_it_from_being_read_again(store):
    application, _ = rejected(store)
    with store.transaction() as tx:
        tx.add_contacts(application, [DANA], NOW)
        row = tx.due_steps(NOW)[0]
        tx.add_notification("step", [row], words("phone"), NOW)
        assert tx.forget(application) == 1
        assert tx.is_forgotten("personal", "1@kestrel.example", "hash1")
        assert tx.is_recorded("personal", "INBOX", 7, 1)
        assert tx.applications() == []
        assert tx.agenda(closed=True) == []
        assert tx.deliveries_due(NOW) == []
    with closing(sqlite3.connect(store.database)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"kestrel" not in store.database.read_bytes()


def test_old_text_and_closed_applications_go_but_stars_and_open_steps_stay(store):
    closed, [step] = rejected(store)
    still_open, _ = rejected(store, uid=2)
    starred, [other] = rejected(store, uid=3)
    with store.transaction() as tx:
        tx.add_message(mail(4, label="other", text="An old newsletter", headers={"subject": "News"}))
        tx.star(starred, starred=True)
        for done in (step, other):
            tx.close_step(done, Status.COMPLETED, NOW, "done")
        assert tx.purge(NOW + timedelta(days=1)) == (1, 1)
        assert {application.id for application in tx.applications()} == {still_open, starred}
        assert tx.message(4).text is None
        assert tx.message(4).headers == {}
        assert tx.application(closed) is None
        assert tx.purge(NOW + timedelta(days=1)) == (0, 0)


def test_done_typed_while_a_delivery_waits_wins(store):
    _, [step] = rejected(store)
    with store.transaction() as tx:
        tx.add_notification("step", tx.due_steps(NOW), words("phone", "desktop"), NOW)
        phone, desktop = tx.deliveries_due(NOW)
        assert tx.claim(phone.id, NOW)
        assert tx.close_step(step, Status.COMPLETED, NOW, "you said done")
        assert not tx.claim(desktop.id, NOW)
        assert not tx.close_step(step, Status.SKIPPED, NOW, "too late")
        assert tx.step(step).status == "completed"


def test_only_the_target_that_failed_is_tried_again(store):
    rejected(store)
    with store.transaction() as tx:
        tx.add_notification("step", tx.due_steps(NOW), words("phone", "desktop"), NOW)
        phone, desktop = tx.deliveries_due(NOW)
        for delivery in (phone, desktop):
            tx.claim(delivery.id, NOW)
        later = NOW + timedelta(minutes=1)
        tx.settle(phone.id, NOW, accepted=True, detail="", next_attempt_at=later)
        tx.settle(desktop.id, NOW, accepted=False, detail="refused", next_attempt_at=later)
        assert tx.deliveries_due(NOW) == []
        assert [delivery.target for delivery in tx.deliveries_due(later)] == ["desktop"]
        [row] = tx.agenda()
        assert (row.notified_at, row.attempts) == (NOW, 2)


def test_after_a_crash_what_was_in_flight_is_marked_and_tried_again(store):
    rejected(store)
    with store.transaction() as tx:
        tx.add_notification("step", tx.due_steps(NOW), words("phone"), NOW)
        [delivery] = tx.deliveries_due(NOW)
        tx.claim(delivery.id, NOW)
    with store.transaction() as tx:
        assert tx.deliveries_due(NOW) == []
        assert tx.recover(NOW) == 1
        assert [again.id for again in tx.deliveries_due(NOW)] == [delivery.id]
        results = tx._db.exec_driver_sql("SELECT result FROM attempts").scalars().all()
        assert results == ["interrupted"]


def test_a_snooze_makes_a_step_due_again_and_takes_back_what_was_not_yet_sent(store):
    _, [step] = rejected(store)
    later = NOW + timedelta(days=2)
    with store.transaction() as tx:
        tx.add_notification("step", tx.due_steps(NOW), words("phone"), NOW)
        assert tx.due_steps(NOW) == []
        assert tx.move_step(step, later, later, NOW, "snoozed", "you said snooze")
        assert tx.deliveries_due(NOW) == []
        assert tx.due_steps(NOW) == []
        assert [row.id for row in tx.due_steps(later)] == [step]


def test_what_a_mail_says_fills_gaps_and_never_overwrites(store):
    application, _ = rejected(store)
    with store.transaction() as tx:
        tx.learn(application, NOW, company="Kestrel Logistics", role=None, rejected=True)
        tx.learn(application, NOW + timedelta(days=1), company="Workable", role="Shift Planner", rejected=True, feedback_offered=True)
        row = tx.application(application)
    assert (row.company, row.role, row.rejected_at, row.feedback_offered) == ("Kestrel Logistics", "Shift Planner", NOW, True)
    assert row.last_mail_at == NOW + timedelta(days=1)


def test_a_person_keeps_the_part_that_was_known_first(store):
    application, _ = rejected(store)
    with store.transaction() as tx:
        tx.add_contacts(application, [Contact("", DANA.addr, Part.CONTACT, "Cc")], NOW)
        tx.add_contacts(application, [DANA], NOW)
        tx.add_contacts(application, [Contact("D.", DANA.addr, Part.HR, "signature")], None)
        assert [(person.name, person.part) for person in tx.contacts_of(application)] == [("Dana Reyes", Part.RECRUITER)]


def test_each_further_place_where_somebody_was_seen_is_added_once(store):
    application, _ = rejected(store)
    with store.transaction() as tx:
        for seen in ("signature", "Sent", "From, signature", "Sent"):
            tx.add_contacts(application, [Contact("Dana", DANA.addr, Part.CONTACT, seen)], None)
        assert [person.evidence for person in tx.contacts_of(application)] == ["signature, Sent, From"]


def test_a_mail_by_which_the_user_applied_waits_and_is_given_away_once(store):
    application, _ = rejected(store)
    reading = {"contacts": [{"name": "Dana", "addr": "d@x.example", "part": "contact", "evidence": "Sent"}], "company": "Kestrel"}
    with store.transaction() as tx:
        applied = tx.add_message(mail(7, sent=True, message_id="own@x", reading=reading | {"role": None, "requisition_id": None}))
        tx.add_message(mail(8, sent=True))  # emptied by [state] keep: it waits for nothing any more
        assert [(row.id, row.company, row.contacts[0].addr) for row in tx.applied_by_mail()] == [(applied, "Kestrel", "d@x.example")]
        assert tx.attach(applied, application)
        assert not tx.attach(applied, application)
        assert tx.applied_by_mail() == []


def test_the_application_that_holds_an_answer_to_a_mail_is_found(store):
    application, _ = rejected(store)
    with store.transaction() as tx:
        tx.add_message(mail(7, headers={"in_reply_to": ["own@x"], "references": ["first@x", "own@x"]}), application)
        tx.add_message(mail(8, headers={"in_reply_to": ["other@x"], "references": []}))
        assert tx.answered_in("first@x") == tx.answered_in("own@x") == {application}
        assert tx.answered_in("other@x") == tx.answered_in(None) == set()


def test_an_application_goes_forward_and_never_back(store):
    application, _ = rejected(store)
    with store.transaction() as tx:
        assert tx.reach(application, "interview", ["applied", "screening"])
        assert not tx.reach(application, "applied", [])
        assert tx.application(application).stage == "interview"


def test_a_cursor_is_kept_as_it_was_given(store):
    with store.transaction() as tx:
        for cursor in (
            CursorRow("INBOX", 7, 5, first_look_done=False, retry=()),
            CursorRow("INBOX", 8, 9, first_look_done=True, retry=(3,)),
        ):
            tx.set_cursor("personal", cursor, NOW)
            assert tx.cursors("personal") == {"INBOX": cursor}
        assert tx.cursors("work") == {}


def test_the_user_is_told_once_of_an_account_and_again_after_it_was_well(store):
    with store.transaction() as tx:
        tx.set_account("personal", "resting", "refused", None, NOW)
        assert tx.account_told("personal", NOW)
        assert not tx.account_told("personal", NOW)
        tx.account_looked("personal", NOW)
        assert tx.account_told("personal", NOW)


def test_a_second_daemon_on_the_same_state_is_refused_by_name(tmp_path):
    with hold(tmp_path), pytest.raises(StateBusy, match=str(os.getpid())), hold(tmp_path):
        pass
    with hold(tmp_path):
        pass


def test_a_database_of_a_newer_version_is_refused_and_left_alone(store):
    store.close()
    with closing(sqlite3.connect(store.database)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    before = store.database.read_bytes()
    with pytest.raises(StateTooNew, match="9999"):
        open_store(store.database.parent)
    assert store.database.read_bytes() == before


def test_a_state_of_the_first_version_is_brought_up_to_date_with_all_that_it_holds(tmp_path):
    """Written as 0001 wrote it: an application, a step, a notification; and a copy of it is kept."""
    engine = create_engine(f"sqlite:///{tmp_path / 'state.db'}")
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(watcher.store.__file__).with_name("migrations")))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        at = "2026-03-02T09:30:00.000000Z"
        for statement in (
            "INSERT INTO applications VALUES (1, 'Kestrel', NULL, NULL, NULL, NULL, 0, NULL, 1, 'AT', 'AT', 'AT')",
            "INSERT INTO steps VALUES (1, 1, 'thank', 'needs_action', 'AT', 'AT', 'AT', 'AT', 0, '[]', 0, NULL, 'AT', NULL)",
            "INSERT INTO notifications VALUES (1, 'step', 'AT', 1)",
            "INSERT INTO notification_steps VALUES (1, 1)",
        ):
            connection.exec_driver_sql(statement.replace("AT", at))
    engine.dispose()
    opened = open_store(tmp_path)
    with opened.transaction() as tx:
        assert [(row.company, row.kind, row.notified_at) for row in tx.agenda()] == [("Kestrel", "thank", NOW)]
        assert (tx.notification(1).kind, tx.notification(1).application) == ("step", None)
        assert (tx.applications()[0].reopened, tx.paused_until(), tx.last_command()) == (False, None, None)
        with tx.recorded("skip s1", NOW):
            tx.close_step(1, Status.SKIPPED, NOW, "you said skip")
        assert tx.last_command().command == "skip s1"
    opened.close()
    assert (tmp_path / f"state.db.before-{HEAD}").exists()


@pytest.mark.parametrize("content", [b"", None])
def test_an_empty_or_missing_file_becomes_a_state(tmp_path, content):
    if content is not None:
        (tmp_path / "state.db").write_bytes(content)
    open_store(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "state.db")) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)


def test_a_damaged_file_and_another_programs_database_are_told_apart(tmp_path):
    (tmp_path / "state.db").write_bytes(b"not a database at all" * 300)
    with pytest.raises(StateError, match="damaged"):
        open_store(tmp_path)
    (tmp_path / "state.db").unlink()
    with closing(sqlite3.connect(tmp_path / "state.db")) as raw:
        raw.execute("CREATE TABLE something (a)")
    with pytest.raises(StateError, match="another program"):
        open_store(tmp_path)


def test_commands_that_only_look_do_not_make_a_state(tmp_path):
    with pytest.raises(StateError, match="nothing yet"):
        open_store(tmp_path / "state", create=False)
    assert not (tmp_path / "state").exists()


def test_a_directory_that_is_a_file_is_explained(tmp_path):
    (tmp_path / "state").write_text("")
    with pytest.raises(StateError, match="not a directory"):
        open_store(tmp_path / "state")


def test_a_state_of_another_user_names_the_command_to_run(tmp_path):
    program = """
import os, sys, pathlib
from watcher.errors import NoPermission
from watcher.store import open_store
os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    open_store(pathlib.Path(sys.argv[1]))
except NoPermission as error:
    print(error.exit_code, error.remedy)
"""
    if os.getuid() != 0:
        blocked = tmp_path / "blocked"
        blocked.mkdir(mode=0o500)
        with pytest.raises(NoPermission):
            open_store(blocked / "state")
        return
    open_store(tmp_path / "state").close()
    tmp_path.chmod(0o755)
    for parent in (tmp_path.parent, tmp_path.parent.parent):
        parent.chmod(0o755)
    done = subprocess.run([sys.executable, "-I", "-c", program, str(tmp_path / "state")], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("77 ")
    assert "chown" in done.stdout


def test_a_backup_is_whole_private_and_never_overwrites(store, tmp_path):
    rejected(store)
    copy = tmp_path / "copy.db"
    store.backup(copy)
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(copy)) as raw:
        assert raw.execute("SELECT count(*) FROM applications").fetchone() == (1,)
    with pytest.raises(StateError, match="exists already"):
        store.backup(copy)


def test_what_another_process_writes_is_seen(store):
    before = store.data_version()
    other = open_store(store.database.parent)
    with other.transaction() as tx:
        tx.add_application(NOW, NOW)
    other.close()
    assert store.data_version() != before


def test_a_full_disk_is_an_error_and_not_a_loss(store):
    rejected(store)
    with store.reading() as tx:
        pages = tx._db.exec_driver_sql("PRAGMA page_count").scalar()
        tx._db.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    def fill():
        for uid in range(2, 200):
            with store.transaction() as tx:
                tx.add_message(mail(uid, text="x" * 20_000))

    with pytest.raises(StateError, match="full"):
        fill()
    with store.reading() as tx:
        assert tx.message(1) is not None


def test_a_time_without_a_zone_is_refused(store):
    with pytest.raises(StatementError, match="without a zone"), store.transaction() as tx:
        tx.set_account("personal", "idle", "", None, NOW.replace(tzinfo=None))


class Outbox(RuleBasedStateMachine):
    """Deliveries under random commands, failures and crashes: none is lost, none goes out after `done`, none twice unmarked."""

    @initialize(directory=st.uuids())
    def begin(self, directory):
        self.path = Path(os.environ["PYTEST_OUTBOX"]) / str(directory)
        self.store = open_store(self.path)
        self.now = NOW
        self.uid = 0
        self.accepted: dict[int, int] = {}
        self.closed: set[int] = set()

    @rule()
    def a_rejection_comes(self):
        self.uid += 1
        rejected(self.store, self.uid)

    @rule()
    def time_passes_and_what_is_due_is_queued(self):
        self.now += timedelta(hours=1)
        with self.store.transaction() as tx:
            for row in tx.due_steps(self.now):
                tx.add_notification("step", [row], words("phone", "desktop"), self.now)

    @rule(well=st.booleans())
    def one_delivery_is_tried(self, well):
        with self.store.transaction() as tx:
            due = tx.deliveries_due(self.now)
            if not due or not tx.claim(due[0].id, self.now):
                return
            [step] = tx.notification(due[0].notification).steps
            assert step not in self.closed
            tx.settle(due[0].id, self.now, accepted=well, detail="", next_attempt_at=self.now + timedelta(minutes=1))
            self.accepted[due[0].id] = self.accepted.get(due[0].id, 0) + well

    @rule()
    def the_process_dies_in_a_delivery(self):
        with self.store.transaction() as tx:
            due = tx.deliveries_due(self.now)
            if due:
                tx.claim(due[0].id, self.now)
        self.store.close()
        self.store = open_store(self.path)
        with self.store.transaction() as tx:
            tx.recover(self.now)

    @rule()
    def the_user_says_done(self):
        with self.store.transaction() as tx:
            for row in tx.agenda()[:1]:
                tx.close_step(row.id, Status.COMPLETED, self.now, "done")
                self.closed.add(row.id)

    @invariant()
    def nothing_is_accepted_twice_and_nothing_open_is_lost(self):
        if not hasattr(self, "store"):
            return
        assert all(count <= 1 for count in self.accepted.values())
        with self.store.reading() as tx:
            for row in tx.agenda():
                waiting = (
                    row.queued_for is None
                    or tx._db.exec_driver_sql(
                        "SELECT count(*) FROM deliveries d JOIN notification_steps n ON n.notification = d.notification "
                        "WHERE n.step = ? AND d.status IN ('pending', 'accepted')",
                        (row.id,),
                    ).scalar()
                )
                assert waiting

    def teardown(self):
        if hasattr(self, "store"):
            self.store.close()


@pytest.fixture(autouse=True)
def _place_for_the_machine(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("PYTEST_OUTBOX", str(tmp_path_factory.mktemp("outbox")))


TestOutbox = Outbox.TestCase
TestOutbox.settings = settings(max_examples=200 if os.environ.get("WATCHER_FULL") else 6, stateful_step_count=25, deadline=None)


def digest_of(store: Store, uids=(1, 2, 3)) -> list[int]:
    """Steps of several applications, told of together to one target."""
    steps = [rejected(store, uid)[1][0] for uid in uids]
    with store.transaction() as tx:
        tx.add_notification("digest", tx.due_steps(NOW), words("phone"), NOW)
    return steps


def test_a_snooze_inside_a_digest_that_has_not_arrived_leaves_the_others_to_be_told_anew(store):
    first, *others = digest_of(store)
    later = NOW + timedelta(days=1)
    with store.transaction() as tx:
        tx.move_step(first, later, later, NOW, "snoozed", "you said snooze")
        assert [row.id for row in tx.due_steps(NOW)] == others
        assert tx.deliveries_due(NOW) == []


def test_forgetting_one_of_a_digest_sends_no_empty_words_and_tells_the_others_anew(store):
    first, *others = digest_of(store)
    with store.transaction() as tx:
        tx.forget(tx.step(first).application)
        assert tx.deliveries_due(NOW) == []
        assert [row.id for row in tx.due_steps(NOW)] == others


def test_what_a_removed_target_never_heard_is_told_to_the_others(store):
    steps = digest_of(store)
    with store.transaction() as tx:
        tx.drop_deliveries_except(["mobile"])
        assert [row.id for row in tx.due_steps(NOW)] == steps


def test_what_one_target_has_heard_is_not_told_anew_when_another_goes(store):
    rejected(store)
    with store.transaction() as tx:
        tx.add_notification("step", tx.due_steps(NOW), words("phone", "hook"), NOW)
        phone = next(row for row in tx.deliveries_due(NOW) if row.target == "phone")
        tx.claim(phone.id, NOW)
        tx.settle(phone.id, NOW, accepted=True, detail="", next_attempt_at=NOW)
        tx.drop_deliveries_except(["phone"])
        assert tx.due_steps(NOW) == []


def test_a_reload_tries_what_is_waiting_at_once(store):
    rejected(store)
    with store.transaction() as tx:
        tx.add_notification("step", tx.due_steps(NOW), words("phone"), NOW)
        [row] = tx.deliveries_due(NOW)
        tx.claim(row.id, NOW)
        tx.settle(row.id, NOW, accepted=False, detail="401", next_attempt_at=NOW + timedelta(hours=6))
        assert tx.next_moment(NOW) == NOW + timedelta(hours=6)
        tx.try_deliveries_at(NOW)
        assert [waiting.id for waiting in tx.deliveries_due(NOW)] == [row.id]


def test_what_was_forgotten_is_gone_from_the_write_ahead_log_too(store):
    application, _ = rejected(store)
    with store.transaction() as tx:
        tx.forget(application)
    store.wipe_log()
    left = [path for path in store.database.parent.iterdir() if b"kestrel" in path.read_bytes()]
    assert left == []
