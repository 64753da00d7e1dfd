"""Whether an account can be seen: what counts is the time in which it could have been looked at."""

from __future__ import annotations

from datetime import timedelta

from watcher.core.sight import LONGEST_TURN, blind_limit, late_limit, unseen_for

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def test_it_is_never_told_when_that_is_what_the_user_wants() -> None:
    assert blind_limit(None, 5 * MINUTE) is None


def test_an_account_that_is_polled_rarely_is_not_blind_between_two_polls() -> None:
    assert blind_limit(6 * HOUR, 5 * MINUTE) == 6 * HOUR
    assert blind_limit(6 * HOUR, 12 * HOUR) == 24 * HOUR


def test_two_polls_missed_are_late() -> None:
    assert late_limit(5 * MINUTE) > 2 * 5 * MINUTE


def test_a_process_that_stood_still_could_not_look() -> None:
    assert unseen_for(HOUR, timedelta(seconds=15)) == HOUR + timedelta(seconds=15)
    assert unseen_for(HOUR, timedelta(days=2)) == HOUR + LONGEST_TURN
    assert unseen_for(HOUR, timedelta(seconds=-5)) == HOUR
