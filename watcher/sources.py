"""Mails from files: an .eml, a folder of them, a Maildir, an mbox, or standard input. Nothing is written, nothing is held but one mail.

Paths stay text here: they are shown as they were given, and pathlib would tidy "./a" to "a".

What cannot be read becomes an entry that says why, and the next one follows: a broken link or a file that is no mail ends no run.
"""

# ruff: noqa: PTH112, PTH116, PTH118, PTH123

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

FILE_SIZE = 50 * 1024 * 1024  # of one mail
CHUNK = 64 * 1024
STDIN = "-"
OWN_PIPES = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")  # what a shell gives for <(command)
HEADER_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9_.-]*[ \t]*:")
STAMP = re.compile(rb"\d\d?:\d\d(?::\d\d)?\b.*\d{4}")  # asctime, with which every From_ line ends (RFC 4155)
ESCAPED = re.compile(rb">+From ")  # mboxrd


@dataclass(frozen=True, slots=True)
class Source:
    """One mail, or why there is none."""

    path: str  # as given, or joined below what was given
    index: int  # from 0 in an mbox, else 0
    raw: bytes | None
    error: str | None


def read_sources(paths: Sequence[str], stdin: BinaryIO) -> Iterator[Source]:
    """All mails of all paths, in sorted path order."""
    for path, error in sorted((entry for given in paths for entry in _files(given)), key=lambda entry: entry[0]):
        if error is not None:
            yield Source(path, 0, None, error)
        elif path == STDIN:
            yield from _mails(path, stdin)
        else:
            yield from _open(path)


def count_sources(paths: Sequence[str]) -> int:
    """How many entries read_sources will give, for a progress bar; what comes on standard input counts as one."""
    return sum(_count(path) if error is None else 1 for given in paths for path, error in _files(given))


def _files(given: str) -> Iterator[tuple[str, str | None]]:
    """The files below a path, or the path itself; each with what keeps it from being read."""
    if given == STDIN or not os.path.isdir(given):
        yield given, None
        return
    waiting, visited = [given], set()
    while waiting:
        folder = waiting.pop()
        try:
            status = os.stat(folder)
            entries = list(os.scandir(folder))
        except OSError as error:
            yield folder, _why(error)
            continue
        if (status.st_dev, status.st_ino) in visited:  # a link that leads back
            continue
        visited.add((status.st_dev, status.st_ino))
        folders = {entry.name for entry in entries if _is_folder(entry)}
        maildir = {"cur", "new"} <= folders
        for entry in entries:
            path = os.path.join(folder, entry.name)
            if entry.name in folders:
                if maildir and entry.name in ("cur", "new"):
                    yield from _delivered(path)
                elif not (maildir and entry.name == "tmp"):
                    waiting.append(path)
            elif entry.name.lower().endswith(".eml"):
                yield path, None


def _delivered(folder: str) -> Iterator[tuple[str, str | None]]:
    """The mails of a Maildir's cur or new; names that begin with a dot are none (maildir(5))."""
    try:
        for entry in os.scandir(folder):
            if not entry.name.startswith(".") and not _is_folder(entry):
                yield os.path.join(folder, entry.name), None
    except OSError as error:
        yield folder, _why(error)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _open(path: str) -> Iterator[Source]:
    try:
        # A named pipe in a folder would wait for a writer for ever.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if stat.S_ISREG(mode) or (stat.S_ISFIFO(mode) and path.startswith(OWN_PIPES)):
                os.set_blocking(file.fileno(), True)
                yield from _mails(path, file)
            else:
                yield Source(path, 0, None, "not a file")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        yield Source(path, 0, None, _why(error))


def _mails(path: str, file: BinaryIO) -> Iterator[Source]:
    lines = _lines(file)
    first = next(lines, b"")
    if first.startswith(b"From "):
        for index, raw in enumerate(_mbox(lines)):
            yield _checked(path, index, raw)
        return
    rest = file.read(FILE_SIZE + 1 - len(first)) if first else b""
    while rest and len(first) + len(rest) <= FILE_SIZE and (more := file.read(FILE_SIZE + 1 - len(first) - len(rest))):
        rest += more  # a terminal or a pipe may give less than was asked for
    yield _checked(path, 0, first + rest if len(first) + len(rest) <= FILE_SIZE else None)


def _checked(path: str, index: int, raw: bytes | None) -> Source:
    if raw is None:
        return Source(path, index, None, f"larger than {FILE_SIZE // 1024 // 1024} MB")
    start = raw[:CHUNK].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if not start.strip():
        return Source(path, index, None, "empty")
    return (
        Source(path, index, raw, None)
        if HEADER_FIELD.match(start)
        else Source(path, index, None, "no mail: it begins with no header field")
    )


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines; one that is very long comes in pieces."""
    while line := file.readline(CHUNK):
        yield line


def _mbox(lines: Iterator[bytes]) -> Iterator[bytes | None]:
    """The messages of an mbox whose first From_ line is taken already; None for one that is too large."""
    message, size = bytearray(), 0
    for line, fresh, separates in _marked(lines):
        if separates:
            yield _message(message, size)
            message, size = bytearray(), 0
            continue
        size += len(line)
        if size <= FILE_SIZE:
            message += line[1:] if fresh and ESCAPED.match(line) else line
    yield _message(message, size)


def _message(message: bytearray, size: int) -> bytes | None:
    if size > FILE_SIZE:
        return None
    raw = bytes(message)  # the empty line before the next From_ line is the mbox's own
    return raw[:-2] if raw.endswith(b"\r\n\r\n") else raw[:-1] if raw.endswith(b"\n\n") else raw


def _marked(lines: Iterator[bytes]) -> Iterator[tuple[bytes, bool, bool]]:
    """Each line with: does it begin a line, does it part two messages. "From here on ..." in a text parts nothing."""
    fresh, blank = True, False
    line = next(lines, None)
    while line is not None:
        following = next(lines, None)
        yield line, fresh, fresh and line.startswith(b"From ") and _separates(line, following, blank=blank)
        blank, fresh = fresh and not line.strip(b"\r\n"), line.endswith(b"\n")
        line = following


def _separates(line: bytes, following: bytes | None, *, blank: bool) -> bool:
    stamped, header = bool(STAMP.search(line)), bool(following and HEADER_FIELD.match(following))
    return (blank and (stamped or header)) or (stamped and header)


def _count(path: str) -> int:
    if path == STDIN:
        return 1
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return 1
        with open(path, "rb") as file:
            lines = _lines(file)
            if not next(lines, b"").startswith(b"From "):
                return 1
            return 1 + sum(separates for _, _, separates in _marked(lines))
    except (OSError, ValueError):
        return 1


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
