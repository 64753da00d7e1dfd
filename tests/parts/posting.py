"""A deliverer with its inbox of results, and a look at its child processes."""

from __future__ import annotations

import os
import queue
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watcher.clock import SystemClock
from watcher.notify import Delivered, Deliverer, Delivery


class Post:
    """A deliverer, its inbox of results, and short ways to use both."""

    def __init__(self, time_limit: float = 30.0) -> None:
        self.results: queue.SimpleQueue[Delivered] = queue.SimpleQueue()
        self.deliverer = Deliverer(clock=SystemClock(), post=self.results.put, time_limit=time_limit)
        self._last = 0

    def send(self, url: str, title: str = "A title", body: str = "A body", *, target: str = "phone") -> int:
        self._last += 1
        self.deliverer.send(Delivery(self._last, target, url, title, body))
        return self._last

    def result(self, seconds: float = 45.0) -> Delivered:
        return self.results.get(timeout=seconds)

    def deliver(self, url: str, title: str = "A title", body: str = "A body", *, target: str = "phone") -> Delivered:
        sent = self.send(url, title, body, target=target)
        result = self.result()
        assert result.id == sent
        return result


@contextmanager
def posting(time_limit: float = 30.0) -> Iterator[Post]:
    post = Post(time_limit)
    try:
        yield post
    finally:
        post.deliverer.close(0)


def children(pid: int | None = None) -> list[int]:
    """Deliverer processes whose parent is `pid`."""
    tasks = Path(f"/proc/{pid or os.getpid()}/task")
    found = [int(child) for task in tasks.iterdir() for child in (task / "children").read_text().split()]
    return [child for child in found if b"watcher.notify" in command(child)]


def command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def alive(pid: int) -> bool:
    try:
        return " Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2][:3]
    except OSError:
        return False
