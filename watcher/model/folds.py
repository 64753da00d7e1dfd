"""The folds of cross-validation, as many at a time as there are processors: one does not need another."""

from __future__ import annotations

import multiprocessing
import os
import warnings
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

Found = TypeVar("Found")
_work: Callable[[int], Any]


def each(work: Callable[[int], Found], folds: int, told: Callable[[int, int], None]) -> Iterator[Found]:
    """What `work` finds for each fold, in order; `told` hears how many are done. An error of one comes out here."""
    # Forked, not spawned: the processes read what `work` holds where it lies, which is far more than what they give back.
    with warnings.catch_warnings():
        # Python 3.12 warns of forking where there are threads; those of the algebra library take care of it themselves.
        warnings.simplefilter("ignore", DeprecationWarning)
        pool = multiprocessing.get_context("fork").Pool(min(folds, len(os.sched_getaffinity(0))), _begin, (work,))
    with pool:
        told(0, folds)
        for done, found in enumerate(pool.imap(_run, range(folds)), start=1):
            yield found
            told(done, folds)


def _begin(work: Callable[[int], Any]) -> None:
    global _work  # noqa: PLW0603 (of the forked process alone)
    _work = work


def _run(fold: int) -> Any:  # noqa: ANN401 (whatever the work finds)
    return _work(fold)
