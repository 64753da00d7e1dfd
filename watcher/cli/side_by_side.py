"""Several slow looks at once, told one after the other: who waits for a server that is silent need not wait for the next one, too."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from queue import SimpleQueue
from typing import TypeVar

T = TypeVar("T")


def side_by_side(looks: Sequence[Callable[[], Iterable[T]]]) -> Iterator[T]:
    """What each finds, in the order of `looks`, as soon as it is its turn. What a look raises is raised in its turn."""
    # Threads that end with the program: Ctrl-C waits for no server.
    turns = [_begun(look) for look in looks]
    for turn in turns:
        while (found := turn.get()) is not None:
            one, error = found
            if error is not None:
                raise error
            yield from one


_Told = SimpleQueue[tuple[list[T], BaseException | None] | None]


def _begun(look: Callable[[], Iterable[T]]) -> _Told[T]:
    told: _Told[T] = SimpleQueue()

    def run() -> None:
        try:
            for one in look():
                told.put(([one], None))
        except BaseException as error:  # noqa: BLE001  # it is the other thread's to handle
            told.put(([], error))
        finally:
            told.put(None)

    threading.Thread(target=run, daemon=True).start()
    return told
