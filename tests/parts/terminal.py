"""A real terminal (a pty) with a program in it, and somebody who waits for questions and types."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|[\x01\x02\r\x07]")  # colours and modes; what readline marks with


@dataclass
class Terminal:
    """`screen` is what was shown so far, without colours; `read` how much of it was waited for."""

    process: subprocess.Popen[bytes]
    master: int
    raw: bytes = b""
    read: int = 0

    @property
    def screen(self) -> str:
        return _SEQUENCE.sub("", self.raw.decode(errors="replace"))

    def wait(self, text: str, seconds: float = 30.0) -> None:
        """Until `text` has been shown, however it is broken over lines, after what was waited for last."""
        deadline = time.monotonic() + seconds
        pattern = re.compile(r"\s+".join(map(re.escape, re.split(r"\s+", text))))
        while (found := pattern.search(self.screen, self.read)) is None:
            assert self._more(deadline), f"{text!r} was not shown; the screen:\n{self.screen[self.read :]}"
        self.read = found.end()

    def type(self, text: str, *, enter: bool = True) -> None:
        os.write(self.master, text.encode() + (b"\r" if enter else b""))

    def answer(self, question: str, text: str = "") -> None:
        """Wait for a question and answer it."""
        self.wait(question)
        self.wait(": ")
        self.settle()
        self.type(text)

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def echoes(self) -> bool:
        return bool(termios.tcgetattr(self.master)[3] & termios.ECHO)

    def end(self, seconds: float = 30.0) -> int:
        """Wait for its end; the exit code."""
        deadline = time.monotonic() + seconds
        while self._more(deadline):
            pass
        try:
            return self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise AssertionError(f"it did not end; the screen:\n{self.screen}") from None

    def close(self) -> None:
        """End what is left of it."""
        self.process.kill()
        self.process.wait()
        os.close(self.master)

    def _more(self, deadline: float) -> bool:
        ready, _, _ = select.select([self.master], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:  # EIO: the other side is closed
            return False
        self.raw += data
        return bool(data)

    def settle(self) -> None:
        """What is typed before getpass has changed the terminal's modes would be thrown away: wait until the program sleeps."""
        stat = Path(f"/proc/{self.process.pid}/stat")
        deadline = time.monotonic() + 10
        while stat.read_text().rpartition(")")[2].split()[0] != "S" and time.monotonic() < deadline:
            time.sleep(0.005)


def terminal(command: Sequence[str | Path], environ: Mapping[str, str], *, columns: int = 100) -> Terminal:
    """Start a program in a terminal of its own; the caller ends it."""
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))

    # setsid --ctty: Ctrl-C reaches the program only in a terminal of its own
    process = subprocess.Popen(["setsid", "--ctty", *command], stdin=slave, stdout=slave, stderr=slave, env=dict(environ))
    os.close(slave)
    return Terminal(process, master)
