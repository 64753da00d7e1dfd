"""Whether an account can be seen: what counts is the time in which it could have been looked at."""

from __future__ import annotations

from datetime import timedelta

import pytest

from watcher.core.compose import alarms
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


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        (timedelta(seconds=50), "a minute"),
        (90 * MINUTE, "90 minutes"),
        (6 * HOUR, "6 hours"),
        (47 * HOUR, "47 hours"),
        (49 * HOUR, "2 days"),
    ],
)
def test_the_time_is_said_as_people_say_it(span: timedelta, shown: str) -> None:
    _, body = alarms.blind("personal", span, "")
    assert body.startswith(f"For {shown} of running time")
    assert "What it met" not in body


def test_what_was_met_is_shown_on_one_line() -> None:
    title, body = alarms.blind("personal", 6 * HOUR, "no route\nto the \x1b[31mhost")
    assert title == "The watcher cannot see 'personal'"
    assert "\nWhat it met last: no route to the [31mhost\n" in body
    assert "\x1b" not in body
