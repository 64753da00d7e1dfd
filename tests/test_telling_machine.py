"""Rejections come, steps fall due, targets are down, the user changes steps and config, the machine sleeps and the watcher is killed, in
any order: nothing is told twice, at night, above the cap or after it is over, and nothing is lost.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from parts.life import Life
from parts.service import toml
from parts.told import Heard, Telling

from watcher.core.plan import Status
from watcher.core.schedule import in_quiet_hours
from watcher.daemon import outbox
from watcher.daemon.changes import close, move, pause
from watcher.store import StepRow

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TARGETS = ("phone", "desk")
MOST = 5  # applications: more need no other rules
PICK = st.integers(0, 20)
SPANS = st.sampled_from([MINUTE, HOUR, 3 * HOUR, 7 * HOUR, 13 * HOUR, DAY, 3 * DAY])
QUIET = st.sampled_from(["", "20:00-08:00", "23:00-11:00", "12:00-15:00"])
DIGEST = st.sampled_from(["never", "daily"])
ZONES = st.sampled_from(["Etc/UTC", "Europe/Berlin", "America/New_York"])  # CAME is six days before New York's clocks change
PLAN = {"reflect_after": "5h", "ask_recruiter_after": "", "thank_after": "", "reply_recruiter_after": "", "apply_again": False}
Told = tuple[str, int, datetime]  # target, step, the due time for which it was told


class EveryTelling(RuleBasedStateMachine):
    """Knows what each target has heard of each step, and for which due time."""

    @initialize(digest=DIGEST, quiet=QUIET, per_day=st.integers(1, 3), zone=ZONES)
    def begin(self, digest: str, quiet: str, per_day: int, zone: str) -> None:
        self.life = Life(Path(tempfile.mkdtemp(dir=os.environ["PYTEST_TELLING"])))
        self.options = {"digest": digest, "quiet_hours": quiet, "per_day": per_day, "timezone": zone}
        self.life.configure = self._configured(self.life.configure)  # type: ignore[method-assign]  # with the plan
        self.life.configure(**self.options)
        self.telling = Telling(self.life)
        self.told: Counter[Told] = Counter()
        self.perhaps: Counter[Told] = Counter()  # told, or not: the watcher was killed
        self.companies = 0
        for first in (False, False, True, True):
            self.a_rejection_comes(first)
        self.time_passes(5 * HOUR - MINUTE)  # and a minute later all of them are due

    def _configured(self, configure):
        def with_plan(**notify):
            configure(targets={name: f"json://127.0.0.1:9/{name}" for name in TARGETS}, **notify)
            text = self.life.config.read_text().replace('/desk"', '/desk"\ndetail = "full"').replace('/phone"', '/phone"\ndetail = "full"')
            self.life.config.write_text(text + "\n" + toml("plan", PLAN))

        return with_plan

    # What happens

    @rule(first=st.booleans())
    def a_rejection_comes(self, first: bool) -> None:
        """In a first look it would have been overdue, and waits for the digest."""
        if len(self._open()) < MOST:
            self.companies += 1
            with self.telling.store.transaction() as tx:
                before = {row.id for row in tx.agenda(closed=True)}
            self.life.take(company=f"Kestrel{self.companies} Works", person=None, at=self.telling.now)
            if first:
                with self.telling.store.transaction() as tx:
                    for row in tx.agenda():
                        if row.id not in before:
                            tx._db.exec_driver_sql("UPDATE steps SET in_digest = 1 WHERE id = ?", (row.id,))

    @rule(span=SPANS)
    def time_passes(self, span: timedelta) -> None:
        end = self.telling.now + span
        while self.telling.now < end:
            self._turn()
            with self.telling.store.reading() as tx:
                following, held_back = tx.next_moment(self.telling.now), tx.deliveries_due(self.telling.now)
            nap = self.telling.now + 2 * HOUR if held_back else end  # by the night, or a pause
            self.telling.now = min(end, nap, following or end)
        self._turn()

    @rule(span=SPANS)
    def the_machine_sleeps(self, span: timedelta) -> None:
        self.telling.now += span
        self._turn()

    @rule(down=st.sampled_from([set(), {"desk"}, {"phone"}, {"desk", "phone"}]))
    def targets_are_down(self, down: set[str]) -> None:
        self.telling.office.down = down

    @rule(arrived=st.booleans())
    def it_is_killed_while_it_sends(self, arrived: bool) -> None:
        telling = self.telling
        self._queue()
        telling.outbox.send_due(telling.settings, telling.now)
        for delivery in telling.office.waiting:
            for one in self._tells(Heard(telling.now, delivery.target, delivery.title, delivery.body)):
                self.perhaps[one] += 1
                self.told[one] += arrived
        telling.start()

    @rule(does=st.sampled_from(["done", "open again", "put off", "put off", "forgotten", "pause", "resume"]), pick=PICK, span=SPANS)
    def the_user_changes_their_mind(self, does: str, pick: int, span: timedelta) -> None:
        telling, now, until = self.telling, self.telling.now, self.telling.now + span
        rows = self._closed() if does == "open again" else self._open()
        if not rows:
            return
        row = rows[pick % len(rows)]
        telling.change(
            {
                "done": lambda tx: close(tx, row.id, Status.COMPLETED, "done", telling.settings, now),
                "open again": lambda tx: tx.reopen_step(row.id, now, "undo"),
                "put off": lambda tx: move(tx, row.id, until, telling.settings, now, moved="put off", cause="snooze"),
                "forgotten": lambda tx: tx.forget(row.application),
                "pause": lambda tx: pause(tx, until, telling.settings, now, "pause"),
                "resume": lambda tx: pause(tx, None, telling.settings, now, "resume"),
            }[does]
        )

    @rule(digest=DIGEST, quiet=QUIET, per_day=st.integers(1, 3), zone=ZONES)
    def the_config_changes(self, digest: str, quiet: str, per_day: int, zone: str) -> None:
        self.options = {"digest": digest, "quiet_hours": quiet, "per_day": per_day, "timezone": zone}
        self.telling.reload(**self.options)

    # What holds

    def _turn(self) -> None:
        telling = self.telling
        self._queue()
        before = len(telling.heard)
        telling.outbox.send_due(telling.settings, telling.now)
        while telling.office.waiting:
            telling.answer(telling.office.waiting.pop(0))
            telling.outbox.send_due(telling.settings, telling.now)
        for heard in telling.heard[before:]:
            self._check(heard)

    def _queue(self) -> None:
        telling = self.telling
        made = outbox.queue_due(telling.store, telling.settings, telling.now)
        if made:
            start = telling.now.astimezone(telling.settings.calendar.timezone).replace(hour=0, minute=0, second=0, microsecond=0)
            with telling.store.reading() as tx:
                today = [row for n in tx.notifications_since(None) if (row := tx.notification(n)) and row.created_at >= start]
            live = [row for row in today if any(one.status != "dropped" for one in row.deliveries)]
            assert len(live) <= telling.settings.calendar.per_day, "the cap holds"

    def _check(self, heard: Heard) -> None:
        calendar = self.telling.settings.calendar
        assert not in_quiet_hours(heard.at, calendar), "nothing at night"
        with self.telling.store.reading() as tx:
            until = tx.paused_until()
        assert until is None or heard.at >= until, "nothing in a pause"
        told = self._tells(heard)
        is_alarm = heard.title.startswith("Notifications do not reach") and f"'{heard.target}'" not in heard.title
        assert told or is_alarm, heard  # of the other target, that was down for a week
        for one in told:
            self.told[one] += 1
            assert self.told[one] <= 1 + self.perhaps[one], f"{one} is told once"

    def _tells(self, heard: Heard) -> list[Told]:
        """The steps that a message names: open, due, and of an application that is known."""
        found = []
        for number in sorted(set(re.findall(r"\bs(\d+)\b", heard.body))):
            with self.telling.store.reading() as tx:
                row = tx.step(int(number))
            assert row is not None, f"s{number} was forgotten"
            assert row.status == Status.NEEDS_ACTION.value, f"s{number} is over"
            assert row.due_at <= heard.at, f"s{number} is not due"
            found.append((heard.target, row.id, row.due_at))
        return found

    def _open(self) -> list[StepRow]:
        with self.telling.store.reading() as tx:
            return tx.agenda()

    def _closed(self) -> list[StepRow]:
        with self.telling.store.reading() as tx:
            return [row for row in tx.agenda(closed=True) if row.status != Status.NEEDS_ACTION.value]

    def teardown(self) -> None:
        """In the end all is well for some weeks, and whatever is due has been told to everybody."""
        if not hasattr(self, "telling"):
            return
        self.telling.office.down = set()
        self.time_passes(40 * DAY)
        for row in self._open():
            for target in TARGETS:
                assert row.due_at <= self.telling.now
                assert self.told[target, row.id, row.due_at] >= 1, f"{target} has heard of s{row.id}"
        self.telling.close()


@pytest.fixture(autouse=True)
def _place_for_the_machine(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("PYTEST_TELLING", str(tmp_path_factory.mktemp("telling")))


TestTelling = EveryTelling.TestCase
TestTelling.settings = settings(max_examples=200 if os.environ.get("WATCHER_FULL") else 25, stateful_step_count=25, deadline=None)
