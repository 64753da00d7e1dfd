"""The mark by which the watcher knows its own notifications among the mail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from watcher.core.mark import Marked, mark, read_mark

KEY = bytes(range(32))
MADE = datetime(2026, 3, 4, 9, 30, 0, 250_000, tzinfo=UTC)


def test_a_mark_names_its_notification_and_when_that_was_made() -> None:
    found = read_mark(KEY, mark(KEY, 31, MADE))
    assert found == Marked(31, int(MADE.timestamp()))
    assert found.is_from(MADE)
    assert not found.is_from(MADE + timedelta(seconds=1))


def test_a_mark_holds_nothing_but_that() -> None:
    assert mark(KEY, 31, MADE).startswith(f"n31.{int(MADE.timestamp())}.")
    assert len(mark(KEY, 31, MADE)) < 78  # no line of a mail that would be folded


@pytest.mark.parametrize(
    "field",
    [
        None,
        "",
        "n31",
        mark(KEY, 31, MADE).replace("n31", "n32"),
        mark(KEY, 31, MADE).replace(".1", ".2"),
        mark(KEY, 31, MADE)[:-1] + "g",
        mark(KEY, 31, MADE) + " ",
        mark(KEY, 31, MADE).replace("1", "١"),
        mark(KEY[::-1], 31, MADE),
    ],
)
def test_nothing_else_is_one(field: str | None) -> None:
    assert read_mark(KEY, field) is None
