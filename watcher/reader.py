"""The reading room: mails are read in a child process, because a hostile mail may kill whoever reads it.

    parent (ReadingRoom)                         child (main)
      start ------------------------------------>  limits itself, loads the model
            <----------------------------- hello   makes itself unreadable to other processes
      header {truncated, received_on, me, sent, said}->
      the mail's bytes -------------------------->
            <------------- {"read": ...} or {"unreadable": reason}

Frames on two pipes: four bytes of length, then JSON or the mail; never pickle. What comes back is checked field by field, so that a child
taken over by a mail can at worst lie about that mail. The parent waits no longer than its deadline in any read or write, and kills. Three
deaths over one mail make that mail unreadable; a child that does not even start is nobody's mail's fault.

The child dies with the thread that started it (PR_SET_PDEATHSIG looks at the thread), which is the daemon's main thread.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import signal
import struct
import subprocess
import sys
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from watcher.clock import Clock
from watcher.core.classify import Label, Model, Verdict
from watcher.core.classify.memory import signs_of, sketch_of
from watcher.core.classify.taught import Taught, classify_as_taught
from watcher.core.extract import Reading, extract
from watcher.core.parse import MESSAGE_SIZE, Message, parse
from watcher.core.text import MAX_BYTES, judged_text
from watcher.errors import ReaderUnavailable, Unreadable, WatcherError
from watcher.lifeline import die_with_parent, leave_no_dump
from watcher.model.user import load_taught, stamp

LENGTH = struct.Struct(">I")
MAX_ANSWER = 4 * 1024 * 1024  # an answer is some 30 kB
NOTHING_TAUGHT = Taught()
TOO_MUCH = (MemoryError, RecursionError)

logging.getLogger("mailparser").setLevel(logging.CRITICAL)  # it logs what the sender wrote


@dataclass(frozen=True, slots=True)
class Lesson:
    """A mail read as what the user says that it is, and what is to be learnt from it."""

    reading: Reading
    features: dict[str, Any]  # as model.kept writes them
    sketch: tuple[int, ...]
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """What is known of a mail once it has been read."""

    message: Message  # plain, html and calendars emptied
    text: str  # judged text
    verdict: Verdict
    reading: Reading
    lesson: Lesson | None = None  # where the user said what it is


@dataclass(frozen=True, slots=True)
class Limits:
    """What one mail may cost."""

    seconds_per_mail: float = 20.0
    seconds_to_start: float = 20.0
    idle_seconds: float = 10.0
    deaths: int = 3
    memory: int = 1024 * 1024 * 1024  # address space; a normal child uses 150 MB of it
    cpu_seconds: int = 20


class ReadingRoom:
    """Reads mails one after the other; starts its child when there is work. For use by one thread."""

    def __init__(
        self,
        *,
        clock: Clock,
        limits: Limits | None = None,
        model_path: Path | None = None,
        user_directory: Path | None = None,
        program: tuple[str, ...] = ("-m", "watcher.reader"),
    ) -> None:
        self._clock = clock
        self._limits = limits or Limits()
        models = (str(model_path or ""), str(user_directory or ""))
        self._user_directory, self._stamp = user_directory, stamp(None)
        # -I: nothing from the environment, the user's site or the current directory; -B: it may write no files.
        self._command = [sys.executable, "-I", "-B", *program, str(self._limits.memory), str(self._limits.cpu_seconds), *models]
        self._child: _Child | None = None
        self._last_used = 0.0
        self._aborted = False

    @property
    def pid(self) -> int | None:
        """The child's process id while there is one."""
        return self._child.process.pid if self._child else None

    def read(
        self, raw: bytes, *, truncated: bool, received_on: date, me: frozenset[str], sent: bool = False, said: Label | None = None
    ) -> Read:
        """Read a mail; one that was `sent` is the user's own, whatever address it was written from. `said` asks for a lesson.

        Raises Unreadable (this mail's fault) or ReaderUnavailable (no mail's fault).
        """
        truncated = truncated or len(raw) > MESSAGE_SIZE
        asked = {"truncated": truncated, "received_on": received_on.isoformat(), "me": sorted(me), "sent": sent, "said": said}
        header = json.dumps(asked).encode()
        why = ""
        for _ in range(self._limits.deaths):
            try:
                return self._ask(header, raw[:MESSAGE_SIZE])
            except _Died as death:
                why = str(death)
                self.close()
                if self._aborted:
                    raise ReaderUnavailable("the watcher is ending") from death
        raise Unreadable(why)

    def _ask(self, header: bytes, raw: bytes) -> Read:
        child = self._running()
        deadline = self._clock.monotonic() + self._limits.seconds_per_mail
        child.send(header, deadline)
        child.send(raw, deadline)
        answer = child.receive(deadline)
        self._last_used = self._clock.monotonic()
        if "unreadable" in answer:
            raise Unreadable(str(answer["unreadable"])[:200])
        try:
            return _checked(answer.get("read"))
        except ValueError as error:
            raise _Died("the reading room answered something else than a reading") from error

    def _running(self) -> _Child:
        if self._child is not None and self._child.process.poll() is not None:
            self.close()  # ended between two mails: nobody's fault
        if self._child is not None and self._stamp != stamp(self._user_directory):
            self.close()  # the user taught something: the next child knows it
        if self._child is None:
            self._child = self._start()
        return self._child

    def _start(self) -> _Child:
        deadline = self._clock.monotonic() + self._limits.seconds_to_start
        self._stamp = stamp(self._user_directory)
        child = None
        try:
            child = _Child(self._clock, self._command)
            hello = child.receive(deadline)
        except (OSError, _Died) as error:
            if child is not None:
                child.close()
            raise ReaderUnavailable(f"the reading room does not start: {error}") from error
        if "hello" not in hello:
            child.close()
            raise ReaderUnavailable(f"the reading room does not start: {str(hello.get('failed', 'no greeting'))[:300]}")
        return child

    def abort(self) -> None:
        """Let a `read` that is under way end with ReaderUnavailable, at once; safe from a signal handler. The room stays closed."""
        self._aborted = True
        if self._child is not None:
            self._child.process.kill()

    def close(self) -> None:
        """End the child, if there is one."""
        if self._child is not None:
            self._child.close()
            self._child = None

    def close_if_idle(self, now_monotonic: float) -> None:
        """End the child when it had nothing to do for a while; it costs 60 MB."""
        if self._child is not None and now_monotonic - self._last_used >= self._limits.idle_seconds:
            self.close()


class _Died(Exception):
    """The child is of no use any more: ended, too slow, or talking nonsense."""


class _Child:
    """The child as the parent sees it."""

    def __init__(self, clock: Clock, command: list[str]) -> None:
        self._clock = clock
        # A session of its own: Ctrl-C in a terminal is for the daemon, which then closes this.
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback could hold a mail's text
            close_fds=True,
            start_new_session=True,
            bufsize=0,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        )
        self._to, self._from = _fileno(self.process.stdin), _fileno(self.process.stdout)
        os.set_blocking(self._to, False)
        os.set_blocking(self._from, False)

    def send(self, frame: bytes, deadline: float) -> None:
        left = memoryview(LENGTH.pack(len(frame)) + frame)
        pause = 0.001
        while left:
            try:
                left = left[os.write(self._to, left) :]
            except BlockingIOError:
                # The pipe is full and the child is slow. It says nothing before it has read all, so that words from it mean its end.
                if self._clock.wait_readable([self._from], self._left(deadline, pause)):
                    raise self._death() from None
                pause = min(pause * 2, 0.05)
            except OSError:
                raise self._death() from None

    def receive(self, deadline: float) -> dict[str, Any]:
        (size,) = LENGTH.unpack(self._exactly(LENGTH.size, deadline))
        if size > MAX_ANSWER:
            raise _Died("the reading room answered without end")
        try:
            answer = json.loads(self._exactly(size, deadline))
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise _Died("the reading room answered nonsense")
        return answer

    def _exactly(self, size: int, deadline: float) -> bytes:
        got = bytearray()
        while len(got) < size:
            if not self._clock.wait_readable([self._from], self._left(deadline)):
                continue
            try:
                piece = os.read(self._from, size - len(got))
            except BlockingIOError:
                continue
            if not piece:
                raise self._death()
            got += piece
        return bytes(got)

    def _left(self, deadline: float, most: float = 60.0) -> float:
        left = deadline - self._clock.monotonic()
        if left <= 0:
            raise _Died("took too long")
        return min(left, most)

    def _death(self) -> _Died:
        try:
            code = self.process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return _Died("the reading room fell silent")
        if code == -signal.SIGXCPU:
            return _Died("took too much computing time")
        return _Died(
            f"the reading room was killed by {signal.Signals(-code).name}" if code < 0 else f"the reading room ended with status {code}"
        )

    def close(self) -> None:
        """Kill: it holds nothing that would be lost."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


def _fileno(pipe: Any) -> int:  # noqa: ANN401  # IO[bytes] | None to the type checker
    return int(pipe.fileno())


def _checked(read: object) -> Read:
    """The child's answer as a Read, field by field; raises ValueError."""
    try:
        checked: Read = msgspec.convert(read, type=Read)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error
    if len(checked.text.encode()) > MAX_BYTES or not all(0 <= score <= 1 for score in checked.verdict.scores.values()):
        raise ValueError("out of bounds")
    return checked


# --- what the child does; `classify` and `scan` do the same for files


def read_mail(
    raw: bytes,
    *,
    truncated: bool,
    received_on: date,
    me: frozenset[str],
    model: Model,
    taught: Taught = NOTHING_TAUGHT,
    sent: bool = False,
    said: Label | None = None,
) -> Read:
    """Parse, find the text, judge, extract. What the user wrote is never a rejection, whatever it quotes or passes on."""
    message = parse(raw, truncated=truncated)
    if sent and message.from_:
        me |= {message.from_.addr.lower()}
    text = judged_text(message)
    own = _is_from(message, me)
    verdict = BY_THE_USER if own else classify_as_taught(message, text, model, taught)
    reading = extract(message, text, verdict, received_on=received_on, me=me)
    kept = replace(message, plain="", html="", calendars=())
    if said is None or own:
        return Read(kept, text, verdict, reading)
    as_said = extract(message, text, replace(verdict, label=said, unsure=False), received_on=received_on, me=me)
    return Read(kept, text, verdict, reading, _lesson(kept, text, as_said))


def _lesson(message: Message, text: str, reading: Reading) -> Lesson:
    from watcher.core.classify.features import features_of  # noqa: PLC0415  # the daemon does without patterns
    from watcher.model.kept import features_to_data  # noqa: PLC0415  # as above

    features = features_of(message, text)
    return Lesson(reading, features_to_data(features), sketch_of(message, text), signs_of(features.flags))


BY_THE_USER = Verdict(
    label=Label.OTHER,
    scores={Label.REJECTION: 0.0, Label.RECRUITER: 0.0, Label.OTHER: 1.0},
    unsure=False,
    reasons=("written by yourself",),
)


def _is_from(message: Message, me: frozenset[str]) -> bool:
    return message.from_ is not None and message.from_.addr.lower() in me


def main() -> int:
    """The child: read mails from standard input until it ends."""
    memory, cpu_seconds = int(sys.argv[1]), int(sys.argv[2])
    frames_in, frames_out = _take_pipes()
    die_with_parent()
    leave_no_dump()
    try:
        shipped, users = (Path(given) if given else None for given in sys.argv[3:5])
        model = _load(shipped)
        taught = load_taught(users, model)
        _limit(memory)
    except Exception as error:  # noqa: BLE001  # the parent tells the user
        said = str(error) if isinstance(error, WatcherError) else ""
        _answer(frames_out, {"failed": f"{type(error).__name__} {said}".strip()})
        return 1
    _answer(frames_out, {"hello": model.version})
    while (header := _next(frames_in)) is not None and (raw := _next(frames_in)) is not None:
        _grant_cpu(cpu_seconds)
        if not _serve(frames_out, json.loads(header), raw, model, taught):
            return 1
    return 0


def _serve(out: BinaryIO, header: dict[str, Any], raw: bytes, model: Model, taught: Taught) -> bool:
    """Read one mail and answer; False when this process should not go on."""
    try:
        read = read_mail(
            raw,
            truncated=bool(header["truncated"]),
            received_on=date.fromisoformat(header["received_on"]),
            me=frozenset(header["me"]),
            model=model,
            taught=taught,
            sent=bool(header["sent"]),
            said=Label(header["said"]) if header["said"] else None,
        )
        answer = {"read": asdict(read)}
    except Exception as error:  # noqa: BLE001  # any error in reading is this mail's, and told without the mail's words
        _answer(out, {"unreadable": _place(error)})
        return not isinstance(error, TOO_MUCH)
    _answer(out, answer)
    return True


def _place(error: Exception) -> str:
    """What happened and where, with nothing of the mail in it."""
    where, trace = "", error.__traceback__
    while trace is not None:
        if str(trace.tb_frame.f_globals.get("__name__", "")).startswith("watcher."):
            where = f" in {trace.tb_frame.f_globals['__name__']}.{trace.tb_frame.f_code.co_name}"
        trace = trace.tb_next
    return f"{type(error).__name__}{where}"


def _load(model_path: Path | None) -> Model:
    """Everything that reading needs, so that the first mail does not wait for it and no file is opened for the second."""
    from watcher.model import load  # noqa: PLC0415  # the daemon does without the model

    model = load(model_path)
    head = b"From: Ada Example <ada@example.org>\r\nSubject: =?utf-8?q?Hello?=\r\nContent-Type: "
    calendar = b"text/calendar\r\n\r\nBEGIN:VEVENT\r\nORGANIZER;CN=Ada:mailto:ada@example.org\r\nSUMMARY:Hello\r\nEND:VEVENT\r\n"
    for warm_up in (head + b"text/html\r\n\r\n<p>Hello Sam.</p>\r\n", head + calendar):
        read_mail(warm_up, truncated=False, received_on=date(2026, 1, 1), me=frozenset(), model=model)
    return model


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes under numbers of their own; what anything prints goes nowhere."""
    frames_in, frames_out = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    return open(frames_in, "rb"), open(frames_out, "wb")  # noqa: PTH123  # descriptors, open as long as the process


def _limit(memory: int) -> None:
    """From here on mails are read: no new files, no more memory than granted."""
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: 16,
    }
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))


def _grant_cpu(seconds: int) -> None:
    """A share of computing time for the next mail; the kernel counts a process's whole life."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, resource.RLIM_INFINITY))


def _next(frames: BinaryIO) -> bytes | None:
    head = frames.read(LENGTH.size)
    return frames.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else None


def _answer(frames: BinaryIO, answer: dict[str, Any]) -> None:
    data = json.dumps(answer, default=_as_json).encode()
    frames.write(LENGTH.pack(len(data)) + data)
    frames.flush()


def _as_json(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


if __name__ == "__main__":
    sys.exit(main())
