"""After sleep, mail first: what the daemon waits for before it tells what fell due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from watcher.clock import SystemClock
from watcher.daemon.waking import LEAP, LONGEST, Waking


class Hands(SystemClock):
    """A clock whose hands a test moves."""

    def __init__(self) -> None:
        self.wall, self.ran = datetime(2026, 3, 6, 9, 30, tzinfo=UTC), 1000.0

    def now(self):
        return self.wall

    def monotonic(self):
        return self.ran

    def passes(self, seconds, asleep=0.0):
        self.ran += seconds
        self.wall += timedelta(seconds=seconds + asleep)


@pytest.fixture
def clock():
    return Hands()


@pytest.fixture
def waking(clock):
    return Waking(clock)


def test_a_wait_ends_when_every_mailbox_has_been_looked_at(waking):
    assert waking.left == 0
    waking.begin({"personal": ["INBOX", "Sent"], "work": ["INBOX"], "new": []})
    for account, mailbox in [("personal", "INBOX"), ("work", "INBOX"), ("work", "INBOX")]:
        waking.looked(account, mailbox)
        assert waking.left == LONGEST
    waking.looked("personal", "Sent")
    assert waking.left == 0


def test_a_server_that_does_not_answer_is_not_waited_for(waking, clock):
    waking.begin({"personal": ["INBOX"], "work": ["INBOX"]})
    waking.not_for("personal")
    clock.passes(LONGEST - 1)
    assert waking.left == 1
    clock.passes(1)
    assert waking.left == 0


def test_a_leap_of_the_wall_clock_is_seen_once_and_the_passing_of_time_is_none(waking, clock):
    clock.passes(100_000)
    assert not waking.leapt()
    clock.passes(15, asleep=LEAP + 1)
    assert waking.leapt()
    assert waking.leapt(), "until it was followed"
    waking.followed()
    assert not waking.leapt()
    clock.passes(15, asleep=-3600)
    assert waking.leapt() == -3600
    waking.followed()
    clock.passes(15, asleep=-LEAP + 1)  # a small correction
    assert not waking.leapt()
