"""When a target has failed for so often or so long that the user should know."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from watcher.core.trouble import RULES, Cause, Failure, Trouble, judge

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def every(step: timedelta, *whys: str) -> list[Failure]:
    return [Failure(START + number * step, why) for number, why in enumerate(whys)]


def test_without_failures_there_is_no_trouble() -> None:
    assert judge([], START) is None


def test_the_fourth_refusal_of_a_sign_in_is_told_and_not_the_third() -> None:
    refused = every(timedelta(minutes=1), *["status-401"] * 4)
    assert judge(refused[:3], START + HOUR) is None
    assert judge(refused, START + timedelta(minutes=3)) == Trouble(Cause.SIGN_IN, START)


def test_another_answer_in_between_begins_the_row_anew() -> None:
    mixed = every(timedelta(minutes=1), "status-401", "status-401", "status-503", "status-401", "status-401")
    assert judge(mixed, START + HOUR) is None


def test_several_words_for_one_cause_make_one_row() -> None:
    assert judge(every(timedelta(minutes=1), "status-401", "status-403", "sign-in", "status-401"), START + HOUR) == Trouble(
        Cause.SIGN_IN, START
    )


def test_an_address_that_can_never_work_is_told_at_once() -> None:
    assert judge(every(HOUR, "bad-address"), START) == Trouble(Cause.ADDRESS, START)


def test_a_name_that_is_not_found_is_told_after_a_week_and_not_before() -> None:
    unknown = every(6 * HOUR, *["name"] * 29)
    assert judge(unknown[:-1], START + timedelta(days=6, hours=23)) is None
    assert judge(unknown, START + 7 * DAY) == Trouble(Cause.NAME, START)


def test_a_laptop_that_slept_for_a_month_has_not_tried_for_a_week() -> None:
    """Two tries, one before and one after, while the network was still away."""
    assert judge([Failure(START, "name"), Failure(START + 30 * DAY, "name")], START + 30 * DAY) is None


def test_whatever_it_says_a_week_of_it_is_told() -> None:
    whys = [("status-500", "time-out", "reset")[number % 3] for number in range(29)]
    assert judge(every(6 * HOUR, *whys), START + 7 * DAY) == Trouble(Cause.SILENCE, START)


def test_a_service_that_is_away_behind_its_proxy_for_some_hours_is_not_gone() -> None:
    away = every(6 * HOUR, *["status-404"] * 5)
    assert judge(away[:-1], START + 23 * HOUR) is None
    assert judge(away, START + DAY) == Trouble(Cause.GONE, START)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.cause)
def test_each_rule_can_be_reached(rule) -> None:
    why = next(iter(sorted(rule.whys)), "time-out")
    found = judge(every(rule.span / max(1, rule.tries - 1), *[why] * rule.tries), START + rule.span)
    assert found is not None
    assert found.cause is rule.cause
