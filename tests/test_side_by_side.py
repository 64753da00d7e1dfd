"""Several slow looks at once, told one after the other."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from watcher.cli.side_by_side import side_by_side


def test_each_begins_at_once_and_is_told_in_its_turn():
    both_are_there = threading.Barrier(2, timeout=20)

    def look(name: str) -> Iterator[str]:
        yield f"{name} begins"
        both_are_there.wait()
        yield f"{name} ends"

    assert list(side_by_side([lambda: look("a"), lambda: look("b")])) == ["a begins", "a ends", "b begins", "b ends"]


def test_what_is_found_is_told_while_the_rest_is_waited_for():
    go_on = threading.Event()

    def slow() -> Iterator[int]:
        yield 1
        assert go_on.wait(20)
        yield 2

    told = side_by_side([slow])
    assert next(told) == 1
    go_on.set()
    assert list(told) == [2]


def test_what_one_raises_is_raised_in_its_turn():
    def broken() -> Iterator[int]:
        yield 2
        raise ValueError("broken")

    told = side_by_side([lambda: [1], broken])
    assert [next(told), next(told)] == [1, 2]
    with pytest.raises(ValueError, match="broken"):
        next(told)


def test_nothing_to_look_at_is_nothing_to_tell():
    assert list(side_by_side([])) == []
