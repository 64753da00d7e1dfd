"""Open a file that somebody named in a config, without trusting what stands at that name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def opened(path: Path) -> Iterator[tuple[int, os.stat_result]]:
    """Its descriptor and what it is: asked of the open file, so that nobody can exchange the two in between. Raises OSError."""
    # O_NONBLOCK: a pipe that nobody writes to must not hang us; O_NOCTTY: a terminal must not become ours
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY)
    try:
        yield fd, os.fstat(fd)
    finally:
        os.close(fd)


def read(fd: int, most: int) -> bytes:
    """At most so many bytes of a regular file."""
    with os.fdopen(fd, "rb", closefd=False) as file:
        return file.read(most)
