"""The calendar file: made of values, read back, written whole, and kept up to date by the daemon in a child."""

from __future__ import annotations

import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from parts.dovecot import wait_for
from parts.life import TOMASZ, Life

from watcher.core import export as core
from watcher.core.export import Entry, Unsound, calendar
from watcher.daemon.exporting import CalendarFile
from watcher.errors import StateError
from watcher.export import Exporter, from_json, to_json, write

NOW = datetime(2026, 3, 2, 9, 30, 0, 123456, tzinfo=UTC)
ENTRY = Entry(7, "Thank Dana Reyes: Planner at Kestrel", "To: Dana\n\nDone: s7", NOW, NOW + timedelta(days=1), NOW, NOW, 3)

texts = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=300)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- hypothesis adds the zone


def test_a_calendar_says_what_to_do_and_when_the_watcher_says_so():
    read = Calendar.from_ical(calendar([ENTRY], "abc"))
    (todo,), (event,) = read.walk("VTODO"), read.walk("VEVENT")
    assert (todo["uid"], event["uid"]) == ("s7.abc@rejection-watcher", "told-s7.abc@rejection-watcher")
    assert todo.decoded("due") == NOW.replace(microsecond=0)
    assert event.decoded("dtstart") == ENTRY.notify_at.replace(microsecond=0)
    assert (todo["status"], todo["class"], todo["sequence"]) == ("NEEDS-ACTION", "PRIVATE", 3)
    assert str(todo["summary"]) == ENTRY.title


@given(st.lists(st.builds(Entry, st.integers(1), texts, texts, moments, moments, moments, moments, st.integers(0, 99)), max_size=4))
def test_whatever_stands_in_it_reads_back_as_it_was(entries):
    listed = {entry.step: entry for entry in entries}
    todos = Calendar.from_ical(calendar(listed.values(), "abc")).walk("VTODO")
    assert {str(todo["uid"]): str(todo["summary"]) for todo in todos} == {core.uid(entry, "abc"): entry.title for entry in listed.values()}


def test_two_entries_of_one_step_are_refused():
    later = Entry(7, "Another", "", NOW + timedelta(days=3), NOW, NOW, NOW, 0)
    with pytest.raises(Unsound):
        core._read_back(calendar([ENTRY], "abc"), [later], "abc")


def test_a_file_is_replaced_whole_and_is_its_owners_alone(tmp_path):
    file = tmp_path / "steps.ics"
    file.write_text("old")
    file.chmod(0o644)
    write(file, b"new")
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new", 0o600)
    (tmp_path / "taken.ics").mkdir()
    with pytest.raises(StateError):
        write(tmp_path / "taken.ics", b"x")
    assert {path.name for path in tmp_path.iterdir()} == {"steps.ics", "taken.ics"}


def test_the_child_is_told_what_there_is(tmp_path):
    path, entries, installation = from_json(to_json(tmp_path / "x.ics", [ENTRY], "abc"))
    assert (path, entries, installation) == (tmp_path / "x.ics", [ENTRY], "abc")


def test_a_child_that_cannot_write_or_does_not_end_is_a_failure(tmp_path):
    exporter = Exporter()
    assert exporter.ended(0.0) is None
    exporter.start(tmp_path / "none" / "x.ics", [ENTRY], "abc", 0.0)
    assert wait_for(lambda: exporter.ended(0.0) is False and "ended", 30)
    exporter.start(tmp_path / "x.ics", [ENTRY], "abc", 0.0)
    assert exporter.ended(1000.0) is False
    assert not exporter.busy


def test_the_file_follows_the_state_and_is_written_only_for_a_change(tmp_path):
    life = Life(tmp_path)
    life.take()
    life.config.write_text(life.config.read_text() + '\n[export]\nics = "steps.ics"\n')
    settings, store, file = life.settings, life.store(), tmp_path / "steps.ics"
    assert settings.export_ics == file
    kept, ticks = CalendarFile(store), iter(range(1, 100_000))

    def written():
        kept.follow(settings, float(next(ticks)) / 1000)
        return not kept.busy and file.exists() and len(Calendar.from_ical(file.read_bytes()).walk("VTODO"))

    assert wait_for(written, 30) == 2
    inode = file.stat().st_ino
    assert written() == 2
    assert not kept.busy
    assert file.stat().st_ino == inode
    assert life.run("done", "s1").exit_code == 0
    assert wait_for(lambda: written() == 1, 30)
    kept.close()
    store.close()


def test_what_makes_the_calendar_stays_out_of_the_daemon():
    code = "import sys, watcher.daemon, watcher.daemon.exporting; print('icalendar' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_step_to_somebody_says_to_whom(tmp_path):
    life = Life(tmp_path)
    life.take()
    shown = life.run("export", "--ics", "-").stdout.replace("\r\n ", "")
    assert TOMASZ.addr in shown
    assert "ATTENDEE" not in shown
