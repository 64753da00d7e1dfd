"""The folds of cross-validation, as many at a time as there are processors: one does not need another."""

from __future__ import annotations

import multiprocessing
import os
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

MOST_AT_ONCE = 4  # each takes some hundred megabytes of its own
Found = TypeVar("Found")
_work: Callable[[int], Any]


def each(work: Callable[[int], Found], folds: int, told: Callable[[int, int], None]) -> Iterator[Found]:
    """What `work` finds for each fold, in order; `told` hears how many are done.

    An error of one comes out here, and BrokenProcessPool when a process was killed. The numerical libraries are to use one thread each
    (OMP_NUM_THREADS=1 before they are loaded, as `train` sets it): not every one of them can be forked after it has used several.
    """
    workers = min(folds, MOST_AT_ONCE, len(os.sched_getaffinity(0)))
    # Forked, not spawned: the processes read what `work` holds where it lies, which is far more than what they give back.
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), _begin, (work,))
    try:
        told(0, folds)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns of every fork beside threads
            coming = pool.map(_run, range(folds))
        for done, found in enumerate(coming, start=1):
            yield found
            told(done, folds)
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(work: Callable[[int], Any]) -> None:
    global _work  # noqa: PLW0603 (of the forked process alone)
    _work = work


def _run(fold: int) -> Any:  # noqa: ANN401 (whatever the work finds)
    return _work(fold)
