"""Run a program for the one line that it prints: a secret, in practice.

No shell, no terminal on stdin, a session of its own (so that a time-out ends the helpers it started, too). What it prints is read while it
runs, since a pipe that is full would stop it; but its own end is what counts, and not that of the pipes: an agent that the program left
behind keeps stdout open for ever, and that must not hang us.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from watcher.clock import SystemClock
from watcher.config.words import Away, Refused
from watcher.lifeline import die_with_parent

MOST = 65536  # bytes; no password or token is longer. What goes to stderr beyond it is read and forgotten
_LOOK = 0.05  # seconds between two looks whether it has ended


@dataclass(frozen=True, slots=True, repr=False)  # what it printed is a secret
class Ended:
    """How a program ended, and what it printed."""

    code: int
    stdout: bytes
    stderr: bytes


class _Pipes:
    """What a program has printed so far."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None  # noqa: S101 - both are pipes, as `run` asked
        assert process.stderr is not None  # noqa: S101
        self.stdout, self.stderr = process.stdout.fileno(), process.stderr.fileno()
        self.said = {self.stdout: b"", self.stderr: b""}
        self._open = [self.stdout, self.stderr]
        for pipe in self._open:
            os.set_blocking(pipe, False)

    def drain(self, seconds: float) -> None:
        """Wait that long for something, and take what there is."""
        for pipe in SystemClock().wait_readable(self._open, seconds):
            with suppress(BlockingIOError):
                if not (more := os.read(pipe, MOST)):
                    self._open.remove(pipe)  # nobody holds its other end
                self.said[pipe] += more[: MOST + 1 - len(self.said[pipe])]


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def run(argv: Sequence[str], environ: Mapping[str, str], time_limit: float, given: bytes | None = None) -> Ended:
    """Run it to its end, with what is `given` on its stdin (less than a pipe holds). Raises Refused if it does not start or end."""
    try:
        process = subprocess.Popen(
            argv,
            env=dict(environ),
            stdin=subprocess.DEVNULL if given is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - this process has one thread; a killed daemon leaves no command waiting
        )
    except (OSError, ValueError) as error:
        raise _does_not_start(argv[0], error) from None
    with process:
        if process.stdin is not None and given is not None:
            with suppress(BrokenPipeError):  # it ended without listening; its exit code tells why
                process.stdin.write(given)
                process.stdin.close()
        try:
            return _until_its_end(process, argv[0], time_limit)
        except BaseException:  # it takes too long or says too much, or somebody wants to leave: they do not wait for it
            _kill(process)
            raise


def _until_its_end(process: subprocess.Popen[bytes], name: str, time_limit: float) -> Ended:
    clock, pipes = SystemClock(), _Pipes(process)
    end = clock.monotonic() + time_limit
    while (code := process.poll()) is None:
        if clock.monotonic() >= end:
            waits = "it may be waiting for a passphrase; unlock its keys first, or let it ask without a terminal"
            raise Away(f"the command {name!r} did not end within {time_limit:g} s", waits)
        pipes.drain(_LOOK)
        if len(pipes.said[pipes.stdout]) > MOST:
            raise Refused(f"the command {name!r} prints more than {MOST} bytes", "let it print the secret alone")
    pipes.drain(0)
    return Ended(code, pipes.said[pipes.stdout], pipes.said[pipes.stderr])


def _does_not_start(program: str, error: Exception) -> Refused:
    if isinstance(error, FileNotFoundError):
        return Refused(
            f"there is no program {program!r}", "install it or give its full path; no shell is involved, so ~ and $ are not expanded"
        )
    if isinstance(error, PermissionError):
        return Refused(f"the program {program!r} may not be run", f"see: ls -l {program}")
    return Refused(f"the program {program!r} does not start: {getattr(error, 'strerror', None) or 'not a program'}")
