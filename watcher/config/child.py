"""Run a program for the one line that it prints: a secret, in practice.

No shell, no terminal on stdin, a session of its own (so that a time-out ends the helpers it started, too). Its end is waited for first, and
only then what stands in the pipes is read: an agent that the program left behind keeps stdout open for ever, and that must not hang us.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from watcher.config.words import Away, Refused
from watcher.lifeline import die_with_parent

MOST = 65536  # what a pipe holds; no password is longer, and a program that prints more blocks until the time-out


@dataclass(frozen=True, slots=True, repr=False)  # what it printed is a secret
class Ended:
    """How a program ended, and what it printed."""

    code: int
    stdout: bytes
    stderr: bytes


def _take(pipe: IO[bytes]) -> bytes:
    os.set_blocking(pipe.fileno(), False)
    try:
        return os.read(pipe.fileno(), MOST)
    except BlockingIOError:
        return b""


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
            code = process.wait(time_limit)
        except subprocess.TimeoutExpired:
            _kill(process)
            waits = "it may be waiting for a passphrase; unlock its keys first, or let it ask without a terminal"
            raise Away(f"the command {argv[0]!r} did not end within {time_limit:g} s", waits) from None
        except BaseException:  # somebody wants to leave: they do not wait for it
            _kill(process)
            raise
        assert process.stdout is not None  # noqa: S101 - both are pipes, as asked above
        assert process.stderr is not None  # noqa: S101
        return Ended(code, _take(process.stdout), _take(process.stderr))


def _does_not_start(program: str, error: Exception) -> Refused:
    if isinstance(error, FileNotFoundError):
        return Refused(
            f"there is no program {program!r}", "install it or give its full path; no shell is involved, so ~ and $ are not expanded"
        )
    if isinstance(error, PermissionError):
        return Refused(f"the program {program!r} may not be run", f"see: ls -l {program}")
    return Refused(f"the program {program!r} does not start: {getattr(error, 'strerror', None) or 'not a program'}")
