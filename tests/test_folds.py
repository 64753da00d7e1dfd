"""The folds of cross-validation are worked on side by side, and nobody who takes their results can tell."""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures.process import BrokenProcessPool

import pytest

from watcher.model.folds import MOST_AT_ONCE, each


def untold(_done: int, _of: int) -> None:
    """Progress that nobody watches."""


def test_results_come_in_the_order_of_the_folds_and_two_run_side_by_side() -> None:
    after_others = multiprocessing.get_context("fork").Event()

    def work(fold: int) -> tuple[int, bool]:
        if fold == MOST_AT_ONCE:  # begins only when one of those before it is done, and the first is not
            after_others.set()
        return fold, fold > 0 or after_others.wait(5)

    side_by_side = len(os.sched_getaffinity(0)) > 1
    found = list(each(work, MOST_AT_ONCE + 1, untold))
    assert found == [(0, side_by_side), *((fold, True) for fold in range(1, MOST_AT_ONCE + 1))]


def test_the_work_is_done_in_other_processes_and_its_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    found = list(each(lambda _fold: os.getpid(), 5, lambda done, of: told.append((done, of))))
    assert os.getpid() not in found
    assert told == [(done, 5) for done in range(6)]


def test_an_error_in_one_fold_comes_out() -> None:
    with pytest.raises(ZeroDivisionError):
        list(each(lambda fold: 1 // (fold - 2), 4, untold))


def test_a_process_that_is_killed_ends_it_instead_of_being_waited_for() -> None:
    with pytest.raises(BrokenProcessPool):
        list(each(lambda fold: os.kill(os.getpid(), signal.SIGKILL) if fold == 1 else fold, 4, untold))


def test_who_stops_half_way_leaves_no_process_behind() -> None:
    found = each(lambda fold: fold, 8, untold)
    assert next(found) == 0
    found.close()
    assert multiprocessing.active_children() == []


def test_what_the_work_holds_is_read_where_it_lies() -> None:
    unpicklable = (line for line in "abc")  # to be sent to another process it would have to be pickled
    assert list(each(lambda fold: (fold, unpicklable is not None), 2, untold)) == [(0, True), (1, True)]
