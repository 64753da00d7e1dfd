"""Passwords and notification URLs: where they are kept, and how they are fetched without ever being shown.

A `Secret` is a place, not a text. `reveal()` fetches the text when it is needed and keeps it, so that a keyring that locks itself at night
does not stop the mail; a reload makes new ones and so fetches again. repr, str, errors and logs never hold the text, and neither does
pickle.
"""

from __future__ import annotations

import codecs
import os
import re
import shlex
import stat
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Never, Protocol

from watcher.config import child
from watcher.config.files import opened, read
from watcher.config.words import Away, Refused, has_control_characters, one_line
from watcher.errors import ConfigError, Problem

TIME_LIMIT = 30.0  # seconds for a command or the keyring: time to touch a key, and not so long that a start seems to hang
LONGEST = 16384  # bytes; OAuth tokens of several thousand exist
_SHORTEST = 6  # letters of an argument that may be secret: what it looks for ("mail") and its own verbs ("show") help to understand
_WORDS = re.compile(r"[\s'\"=]+")  # in a script for a shell, or key=value, the secret is a part of the argument
SYSTEMD_CREDENTIALS = Path("/run/credentials")
KEYRING_SERVICE = "rejection-watcher"


class SecretError(ConfigError):
    """A secret cannot be fetched, or is not fit for use; `away` if it may be had later, without anybody changing the config."""

    def __init__(self, source: str, problem: Problem, *, away: bool = False) -> None:
        super().__init__(source, (problem,))
        self.problem, self.away = problem, away


class Source(Protocol):
    """Where a secret is kept; `fetch` raises Refused."""

    def fetch(self) -> str: ...


class Secret:
    """A password or URL that shows itself to nobody but the caller of `reveal`."""

    __slots__ = ("_check", "_file", "_source", "_text", "path")

    def __init__(self, source: Source, *, path: str, file: str, check: Callable[[str], None] | None = None) -> None:
        self.path = path  # accounts.personal.password
        self._file = file  # the config file, for errors
        self._source = source
        self._check = check
        self._text: str | None = None

    @classmethod
    def of(cls, text: str) -> Secret:
        """A secret whose text is at hand, for the demo and for tests."""
        return cls(Literal(text), path="secret", file="config")

    @property
    def source(self) -> Source:
        """Where it is kept; none of the sources shows a secret."""
        return self._source

    def reveal(self) -> str:
        """The text itself. Raises SecretError, which says what to do and holds nothing secret."""
        if self._text is None:
            try:
                text = sound(self._source.fetch())
                if self._check is not None:
                    self._check(text)
            except Refused as refused:
                raise SecretError(self._file, Problem(self.path, refused.message, refused.remedy), away=isinstance(refused, Away)) from None
            self._text = text
        return self._text

    @property
    def fetched(self) -> str | None:
        """The text, if it has been revealed before."""
        return self._text

    def __repr__(self) -> str:
        return f"<secret {self.path}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and (self._source, self._text) == (other._source, other._text)

    def __hash__(self) -> int:
        return hash(self._source)

    def __reduce__(self) -> Never:
        raise TypeError("a secret is not copied or written down")


def sound(text: str) -> str:
    """Refuse what no password or URL is, and what would end an IMAP command early (RFC 9051 4.3: no CR, LF or NUL)."""
    if not text:
        raise Refused("the secret is empty")
    if "\n" in text or "\r" in text:
        raise Refused(
            "the secret has more than one line", "leave the password alone there: other lines, such as notes, do not belong to it"
        )
    if has_control_characters(text):
        raise Refused("the secret holds a control character, such as a tab or escape", "write it again, by typing it")
    return text


def _text(raw: bytes) -> str:
    """Decode, and cut what editors add: a byte order mark at the front, the one newline at the end, which is `echo`'s, too."""
    if len(raw) > LONGEST:
        raise Refused(f"the secret is longer than {LONGEST} bytes")
    try:
        text = raw.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError:
        raise Refused("the secret is not UTF-8 text") from None
    return text.removesuffix("\n").removesuffix("\r") if text.endswith("\n") else text


@dataclass(frozen=True, slots=True)
class Literal:
    """Written in the config itself."""

    text: str = field(repr=False)

    def fetch(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Command:
    """Printed by a program. Of its words only the first is shown: the others may be secret themselves."""

    argv: tuple[str, ...] = field(repr=False)
    environ: Mapping[str, str] = field(repr=False, compare=False)
    time_limit: float = TIME_LIMIT

    def fetch(self) -> str:
        ended = child.run(self.argv, self.environ, self.time_limit)
        if ended.code:
            raise Away(f"the command {self.argv[0]!r} {_how(ended, self.argv)}", f"try it: {self.argv[0]} ... (no shell, nothing on stdin)")
        return _text(ended.stdout)


def _how(ended: child.Ended, argv: tuple[str, ...]) -> str:
    """How a command failed, with the first line that it wrote to stderr, but for what that repeats of what it printed or was given."""
    first = one_line(ended.stderr.decode(errors="replace"), child.MOST)  # cut short only after masking: half a secret is not recognised
    said = _masked(first, ended.stdout.decode(errors="replace").splitlines(), argv[1:])
    how = f"failed with exit code {ended.code}" if ended.code > 0 else f"was killed by signal {-ended.code}"
    return f"{how}: {said}" if said else how


def _masked(said: str, printed: Iterable[str], given: Iterable[str]) -> str:
    words = {line.strip() for line in printed} | {word for text in given for word in _WORDS.split(text) if len(word) >= _SHORTEST}
    for word in sorted(words - {""}, key=len, reverse=True):
        said = said.replace(word, "***")
    return one_line(said)


@dataclass(frozen=True, slots=True)
class File:
    """The only line of a file that nobody else can read."""

    path: Path
    credentials: Path | None = None  # $CREDENTIALS_DIRECTORY, where systemd sets the modes

    def fetch(self) -> str:
        return _text(_read(self.path, self._guarded()))

    def _guarded(self) -> bool:
        """Whether mode and owner are ours to judge; below systemd's own folder they are not (it adds an access list for the service)."""
        real = Path(os.path.realpath(self.path))
        folders = (SYSTEMD_CREDENTIALS, *([self.credentials] if self.credentials else ()))
        return not any(real.is_relative_to(folder) for folder in folders)


def _read(path: Path, guarded: bool) -> bytes:
    return read_guarded(path, LONGEST + 1, guarded=guarded)


def read_guarded(path: Path, most: int, *, guarded: bool = True, owner: int | None = None) -> bytes:
    """A file that nobody but us (or its `owner`, for root) can read or write, if `guarded`. Raises Refused."""
    try:
        with opened(path) as (fd, status):
            _fit(path, status, guarded, {os.geteuid(), 0, *([owner] if owner is not None else ())})
            return read(fd, most)
    except OSError as error:
        raise _cannot_open(path, error) from None


def _cannot_open(path: Path, error: OSError) -> Refused:
    quoted = shlex.quote(str(path))
    if isinstance(error, FileNotFoundError):
        return Refused(f"there is no file {path}", f"make it: (umask 077; cat > {quoted}), then type the secret, Enter and Ctrl-D")
    if isinstance(error, PermissionError):
        return Refused(f"{path} cannot be read by this user", f"run: sudo chown {os.geteuid()} {quoted} && sudo chmod 600 {quoted}")
    return Refused(f"{path} cannot be read: {error.strerror}")


def _fit(path: Path, status: os.stat_result, guarded: bool, owners: set[int]) -> None:
    quoted, mode = shlex.quote(str(path)), stat.S_IMODE(status.st_mode)
    if not stat.S_ISREG(status.st_mode):
        raise Refused(f"{path} is not a regular file", "name the file that holds the secret")
    if guarded and status.st_uid not in owners:
        raise Refused(f"{path} belongs to another user", f"run: sudo chown {os.geteuid()} {quoted}")
    if guarded and mode & ~0o600:
        raise Refused(f"{path} is open to more than its owner (mode {mode:04o})", f"run: chmod 600 {quoted}")


@dataclass(frozen=True, slots=True)
class Credential:
    """Handed over by systemd (systemd.exec(5), LoadCredential=)."""

    name: str
    directory: str | None  # $CREDENTIALS_DIRECTORY

    def fetch(self) -> str:
        remedy = "run: rejection-watcher install, which lets systemd hand it over, and says where it belongs"
        if not self.directory:
            raise Refused(f"the credential {self.name!r} is only there inside the systemd unit", remedy)
        path = Path(self.directory) / self.name
        if not path.exists():
            raise Refused(f"there is no credential {self.name!r}", remedy)
        return _text(_read(path, guarded=False))


@dataclass(frozen=True, slots=True)
class Keyring:
    """Kept by the desktop's keyring (Secret Service), asked in a child process: a locked one may wait for a prompt that nobody sees."""

    user: str
    environ: Mapping[str, str] = field(repr=False, compare=False)
    time_limit: float = TIME_LIMIT

    def fetch(self) -> str:
        return _text(self._run().stdout)

    def put(self, text: str) -> None:
        """Keep another text there. Raises Refused."""
        self._run("--put", given=text.encode())

    def _run(self, *option: str, given: bytes | None = None) -> child.Ended:
        command = (sys.executable, "-I", "-m", "watcher.config.from_keyring", KEYRING_SERVICE, self.user, *option)
        try:
            ended = child.run(command, self.environ, self.time_limit, given)
        except Refused:
            unlock = "unlock it by signing in to the desktop; where there is none, use { file = } or { credential = }"
            raise Away(f"the keyring gave no answer within {self.time_limit:g} s: it is probably locked", unlock) from None
        if ended.code:
            raise self._failure(ended)
        return ended

    def _failure(self, ended: child.Ended) -> Refused:
        put = f"run: {shlex.quote(sys.executable)} -m keyring set {KEYRING_SERVICE} {shlex.quote(self.user)}"
        known = {
            3: Refused("the Python package keyring is not installed", 'install it: pipx inject rejection-watcher "keyring>=25"'),
            4: Refused(f"the keyring has no password of {KEYRING_SERVICE!r} for {self.user!r}", put),
        }
        said = one_line(ended.stderr.decode(errors="replace"))
        return known.get(ended.code) or Away(f"the keyring cannot be asked: {said}", "unlock it, or use { file = } or { command = }")
