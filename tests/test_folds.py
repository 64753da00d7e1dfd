"""The folds of cross-validation are worked on side by side, and nobody who takes their results can tell."""

from __future__ import annotations

import os

import pytest

from watcher.model.folds import each


def test_results_come_in_the_order_of_the_folds_from_other_processes() -> None:
    told: list[tuple[int, int]] = []
    found = list(each(lambda fold: (fold, os.getpid()), 5, lambda done, of: told.append((done, of))))
    assert [fold for fold, _ in found] == [0, 1, 2, 3, 4]
    assert os.getpid() not in {process for _, process in found}
    assert told == [(done, 5) for done in range(6)]


def test_an_error_in_one_fold_comes_out() -> None:
    with pytest.raises(ZeroDivisionError):
        list(each(lambda fold: 1 // (fold - 2), 4, lambda _done, _of: None))


def test_what_the_work_holds_is_read_where_it_lies() -> None:
    unpicklable = (line for line in "abc")  # to be sent to another process it would have to be pickled
    assert list(each(lambda fold: (fold, unpicklable is not None), 2, lambda _done, _of: None)) == [(0, True), (1, True)]
