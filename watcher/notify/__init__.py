"""Deliveries: a title and a text to a target, by apprise, in a child process per target.

The children exist because a service may hang, sleep (apprise throttles) or crash, and because apprise is big: the daemon never loads it.
One child serves one target, so that a target that hangs delays no other; it starts when there is work and ends when there was none for
five seconds. A thread of the parent stands beside each child: it hands over one delivery at a time, waits for the answer until a deadline
of the monotonic clock, and kills the child that misses it.

- The target's URL goes through the pipe alone: never into the arguments, the environment, a log or an error text (`words`).
- `post` gets one `Delivered` for each delivery that was tried. What is still waiting when `close` is called was not tried, is not reported,
  and stays in `in_flight`.
- An id leaves `in_flight` after its `Delivered` has been posted.
"""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from watcher.clock import Clock
from watcher.core.parse.letters import clean
from watcher.notify.quiet import quieted
from watcher.notify.words import BODY_LENGTH, PERMANENT, TITLE_LENGTH, Answer, Why, pack, redact, unpack

__all__ = ["Delivered", "Deliverer", "Delivery", "redact"]

IDLE_SECONDS = 5.0
# How long to pause when a pipe is full: the child is still starting, which takes a second or so.
_PIPE_PAUSE = 0.05
# The way to the service and its certificates may be a matter of the environment; nothing else of it reaches the child.
_INHERITED = (
    "TZ",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "REQUESTS_CA_BUNDLE",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
)
# Without NETRC, requests would look for passwords in ~/.netrc. One arena for each thread would count 64 MB each against the child's limit.
_FIXED = {"LC_ALL": "C.UTF-8", "NETRC": os.devnull, "HOME": os.devnull, "MALLOC_ARENA_MAX": "2"}


@dataclass(frozen=True, slots=True)
class Delivery:
    """One try: what goes where."""

    id: int
    target: str
    url: str
    title: str
    body: str
    ping: bool = False  # no message, but a GET to the URL
    extras: Mapping[str, Any] = field(default_factory=dict)  # tags, urgency, click, click_label (core.compose.extras)

    def __repr__(self) -> str:
        return f"Delivery(id={self.id}, target={self.target!r}, url={redact(self.url)!r})"


@dataclass(frozen=True, slots=True)
class Delivered:
    """How it went. `permanent`: trying again cannot help. `detail` holds scheme and host of the URL at most, `why` the reason in a word."""

    id: int
    ok: bool
    permanent: bool
    detail: str
    why: str = field(default="", compare=False)
    date: int = field(default=0, compare=False)  # the time by the service's clock, in seconds since 1970; 0 when it told none


class Deliverer:
    """Sends deliveries and posts what became of them; nothing here waits but `close`."""

    def __init__(self, *, clock: Clock, post: Callable[[Delivered], None], time_limit: float = 30.0) -> None:
        self._clock = clock
        self._post = post
        self._time_limit = time_limit
        self._lock = threading.Lock()
        self._lanes: dict[str, _Lane] = {}
        self._in_flight: set[int] = set()
        self._ended: queue.SimpleQueue[_Lane] = queue.SimpleQueue()
        self._closed = False

    @property
    def in_flight(self) -> set[int]:
        """The ids that were sent and not yet reported."""
        with self._lock:
            return set(self._in_flight)

    def send(self, delivery: Delivery) -> None:
        """Take one delivery. An id that is in flight already is not sent twice."""
        with self._lock:
            if self._closed:
                raise RuntimeError("this deliverer is closed")
            if delivery.id in self._in_flight:
                return
            lane = self._lanes.get(delivery.target)
            if lane is None:
                lane = _Lane(delivery.target, self._clock, self._time_limit, leave=self._leave, report=self._report, ended=self._ended)
                lane.start()
                self._lanes[delivery.target] = lane
            self._in_flight.add(delivery.id)
            lane.inbox.put(delivery)

    def close(self, seconds: float) -> None:
        """Take no more; give what is under way `seconds` to end, then kill it. Returns within about a second more."""
        with self._lock:
            self._closed = True
            lanes = set(self._lanes.values())
        for lane in lanes:
            lane.close()
        lanes = self._wait_for(lanes, seconds)
        for lane in lanes:
            lane.kill()
        self._wait_for(lanes, 1.0)

    def _wait_for(self, lanes: set[_Lane], seconds: float) -> set[_Lane]:
        deadline = self._clock.monotonic() + seconds
        while lanes and (lane := self._clock.get(self._ended, deadline - self._clock.monotonic())) is not None:
            lanes = lanes - {lane}
        return lanes

    def _leave(self, lane: _Lane) -> bool:
        """Let a lane end, unless a delivery came in just now."""
        with self._lock:
            if not (self._closed or lane.inbox.empty()):
                return False
            del self._lanes[lane.target]
            return True

    def _report(self, delivered: Delivered) -> None:
        self._post(delivered)
        with self._lock:
            self._in_flight.discard(delivered.id)


class _Lane:
    """One target's thread: its deliveries one after the other, each with a deadline.

    It lives as long as its child. That matters: the child asks the kernel to be killed when its parent dies (PR_SET_PDEATHSIG), and the
    parent in that sense is the thread that started it.
    """

    def __init__(
        self,
        target: str,
        clock: Clock,
        time_limit: float,
        *,
        leave: Callable[[_Lane], bool],
        report: Callable[[Delivered], None],
        ended: queue.SimpleQueue[_Lane],
    ) -> None:
        self.target = target
        self.inbox: queue.SimpleQueue[Delivery | None] = queue.SimpleQueue()
        self._clock = clock
        self._time_limit = time_limit
        self._leave = leave
        self._report = report
        self._ended = ended
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._closing = False
        self._killed = False

    def start(self) -> None:
        # A daemon thread: the end of the program does not wait for a service, and the child dies with it.
        threading.Thread(target=self._run, name=f"deliver-{self.target}", daemon=True).start()

    def close(self) -> None:
        self._closing = True
        self.inbox.put(None)

    def kill(self) -> None:
        with self._lock:
            self._killed = True
            if self._child is not None:
                self._child.kill()

    def _run(self) -> None:
        while (delivery := self._next()) is not None:
            answer = self._try(delivery)
            if answer.why in {Why.HUNG, Why.DIED, Why.STOPPED}:
                self._end_child()
            self._report(_delivered(delivery, answer))
        self._end_child()
        if self._closing:
            self._ended.put(self)

    def _next(self) -> Delivery | None:
        while True:
            delivery = self._clock.get(self.inbox, IDLE_SECONDS)
            if delivery is not None and not self._closing:
                return delivery
            if self._leave(self):
                return None

    def _try(self, delivery: Delivery) -> Answer:
        deadline = self._clock.monotonic() + self._time_limit
        try:
            child = self._running_child()
        except OSError:
            return Answer(Why.NOT_STARTED)
        if child is None:
            return Answer(Why.STOPPED)
        try:
            return child.ask(_request(delivery), deadline)
        except TimeoutError:
            return Answer(Why.HUNG, round(self._time_limit))
        except Exception:  # noqa: BLE001  whatever the child wrote instead of an answer: it is ended, this thread goes on
            return Answer(Why.STOPPED if self._killed else Why.DIED)

    def _running_child(self) -> _Child | None:
        with self._lock:
            if self._killed:
                return None
            if self._child is not None and self._child.has_ended():
                self._child.end()
                self._child = None
            if self._child is None:
                self._child = _Child(self._clock)
            return self._child

    def _end_child(self) -> None:
        """Kill it: between two deliveries a child holds nothing that could be lost."""
        with self._lock:
            child, self._child = self._child, None
        if child is not None:
            child.end()


class _Child:
    """One deliverer process and the pipes to it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        # -I: no path, no variable of the user's environment decides what is imported; -B: the child may write no file.
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-m", "watcher.notify"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback would hold the URL
            bufsize=0,
            close_fds=True,
            cwd="/",
            env=_environment(os.environ),
        )
        assert self._process.stdin is not None  # noqa: S101  both are pipes, which the type checker cannot see
        assert self._process.stdout is not None  # noqa: S101
        self._stdin = self._process.stdin
        self._stdout = self._process.stdout
        os.set_blocking(self._stdin.fileno(), False)

    def ask(self, request: bytes, deadline: float) -> Answer:
        """Hand over one delivery and wait for its answer. Raises TimeoutError, EOFError, OSError, or what a bad answer raises."""
        self._write(request, deadline)
        data = b""
        while True:
            message, missing = unpack(data)
            if message is not None:
                return Answer(Why(str(message.get("why"))), int(message.get("number", 0)), int(message.get("date", 0)))
            data += self._read(missing, deadline)

    def _write(self, data: bytes, deadline: float) -> None:
        while data:
            written = self._stdin.write(data)  # None: the pipe is full
            data = data[written or 0 :]
            if data and self._clock.wait_readable([self._stdout.fileno()], min(_PIPE_PAUSE, self._left(deadline))):
                raise EOFError  # it says something before it has heard all: it has ended

    def _read(self, size: int, deadline: float) -> bytes:
        if not self._clock.wait_readable([self._stdout.fileno()], self._left(deadline)):
            raise TimeoutError
        data: bytes = os.read(self._stdout.fileno(), size)
        if not data:
            raise EOFError
        return data

    def _left(self, deadline: float) -> float:
        left = deadline - self._clock.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> None:
        self._process.kill()
        with contextlib.suppress(OSError):
            self._stdin.close()
        self._stdout.close()
        self._process.wait()


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    return {name: environ[name] for name in _INHERITED if name in environ} | _FIXED


def _request(delivery: Delivery) -> bytes:
    """Clean once more at this edge: a service that chokes on a lone surrogate would choke on every retry."""
    if delivery.ping:
        return pack({"url": delivery.url, "ping": True})
    title = _cut(clean(delivery.title[: 4 * TITLE_LENGTH]), TITLE_LENGTH)
    body = _cut(clean(delivery.body[: 4 * BODY_LENGTH], lines=True), BODY_LENGTH)
    said = {"title": quieted(title), "body": quieted(body)}
    return pack({"url": delivery.url, "extras": dict(delivery.extras)} | said)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _delivered(delivery: Delivery, answer: Answer) -> Delivered:
    detail = f"{redact(delivery.url)}: {answer.sentence()}"
    return Delivered(delivery.id, answer.why is Why.SENT, answer.why in PERMANENT, detail, answer.word, answer.date)
