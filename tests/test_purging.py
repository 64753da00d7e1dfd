"""What is older than it is to be kept goes, but by a clock that can be trusted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from parts.life import CAME, Life

from watcher.clock import SystemClock
from watcher.core.schedule import Unit, Wait
from watcher.daemon.purging import EVERY, STEADY, Purging

Kept = Callable[..., bool]


class Hands(SystemClock):
    """A clock whose hands a test moves."""

    def __init__(self) -> None:
        self.wall, self.ran = CAME, 1000.0

    def monotonic(self):
        return self.ran

    def passes(self, seconds):
        self.ran += seconds
        self.wall += timedelta(seconds=seconds)


@pytest.fixture
def clock():
    return Hands()


@pytest.fixture
def purging(clock):
    return Purging(clock)


@pytest.fixture
def kept(tmp_path: Path, clock, purging) -> Kept:
    """The daemon's turn has come: whether the text of a mail of `CAME` is still there."""
    life = Life(tmp_path)
    life.take()
    store, settings = life.store(), life.settings

    def looked(keep: Wait = settings.keep) -> bool:
        purging.turn(store, replace(settings, keep=keep), clock.wall)
        with store.reading() as tx:
            return tx.message(1).text is not None

    return looked


def test_a_clock_that_is_years_ahead_at_the_start_and_is_then_set_right_removes_nothing(kept, clock, purging):
    clock.wall += 3000 * EVERY
    assert kept()
    clock.passes(STEADY - 1)
    assert kept()
    clock.wall -= 3000 * EVERY
    purging.leapt()
    clock.passes(STEADY + 1)
    assert kept()


def test_so_does_a_clock_that_leaps_while_the_daemon_runs(kept, clock, purging):
    clock.passes(STEADY)
    assert kept()
    clock.wall += 3000 * EVERY
    purging.leapt()
    assert kept()
    clock.wall -= 3000 * EVERY
    purging.leapt()
    clock.passes(STEADY)
    assert kept()


def test_after_a_sleep_of_years_what_is_too_old_goes_when_the_clock_has_run_for_a_while(kept, clock, purging):
    clock.wall += 3000 * EVERY
    purging.leapt()
    assert kept()
    clock.passes(STEADY)
    assert not kept()


def test_it_is_looked_for_once_a_day(kept, clock):
    clock.passes(STEADY)
    assert kept()
    clock.passes(EVERY.total_seconds() - 1)
    assert kept(Wait(1, Unit.HOUR))
    clock.passes(1)
    assert not kept(Wait(1, Unit.HOUR))
