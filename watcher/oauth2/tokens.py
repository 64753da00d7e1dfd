"""The tokens of an account: kept in a file of mode 0600 in the state, or in the keyring with a note of it in that file.

Whoever renews holds a lock, and looks again once it is his: with rotated refresh tokens (RFC 9700, 4.14) a second use of the old one may
end the whole sign-in. Before the service is asked, room for the answer is made on the disk: a new refresh token that cannot be kept is
one that is lost.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from watcher.config.bearer import Renewed, digest
from watcher.config.secret import Keyring, read_guarded
from watcher.config.words import Refused
from watcher.errors import StateError

MOST = 65536  # bytes
MARGIN = 300.0  # seconds that a token has to be good for when it is given out
_SECRET = ("access", "refresh")  # what the keyring keeps


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a sign-in gave, and whose it is."""

    access: str = field(repr=False)
    refresh: str | None = field(repr=False)
    expires_at: float | None  # seconds since 1970; None: the service did not say
    client_id: str  # a refresh token is bound to its client (RFC 6749, 6)
    token_endpoint: str
    ended: str = ""  # the service's word for why the refresh token is good no more

    def good_at(self, now: datetime) -> bool:
        return self.expires_at is None or self.expires_at - now.timestamp() > MARGIN

    def is_refused(self, refused: str | None) -> bool:
        return digest(self.access) == refused


class Kept:
    """Where the tokens of one account are."""

    def __init__(self, account: Renewed) -> None:
        self.path, self._login = account.path, account.login
        self._keyring = Keyring(f"{account.account}:tokens", account.environ) if account.oauth2.keep == "keyring" else None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """While nobody else renews. Raises StateError where nothing can be written."""
        with _as_state_error(self.path.parent):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = os.open(self.path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            for place in (self.path.parent, lock):
                self._give(place)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def read(self) -> Tokens | None:
        """None when there was no sign-in yet. Raises Refused for a file open to others, a keyring that does not answer, nonsense."""
        if not self.path.exists():
            return None
        found = self._table(read_guarded(self.path, MOST, owner=self._owner.st_uid))
        if found.pop("kept", None) == "keyring":
            if self._keyring is None:
                return None  # the config wants them in a file now
            found |= self._table(self._keyring.fetch().encode())
        try:
            return Tokens(**found)
        except TypeError:
            raise self._nonsense() from None

    def make_room(self) -> None:
        """Write as much as the answer may take. Raises StateError."""
        with _as_state_error(self.path.parent):
            self._fill(b" " * MOST)

    def write(self, tokens: Tokens) -> None:
        """All of it or nothing, on the disk when this returns. Raises StateError or Refused."""
        plain = asdict(tokens)
        if self._keyring is not None:
            self._keyring.put(json.dumps({key: plain.pop(key) for key in _SECRET}))
            plain["kept"] = "keyring"
        with _as_state_error(self.path.parent):
            self._fill(json.dumps(plain).encode())
            self._new.replace(self.path)
            _sync(self.path.parent)

    @property
    def _new(self) -> Path:
        return self.path.with_suffix(".new")

    def _fill(self, content: bytes) -> None:
        # Written over what make_room wrote, so that its room is used.
        descriptor = os.open(self._new, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(descriptor, 0o600)
            self._give(descriptor)
            file.write(content)
            file.truncate()
            file.flush()
            os.fsync(descriptor)

    def _give(self, place: Path | int) -> None:
        """What root makes (`sudo rejection-watcher login`, for the unit of the machine) belongs to the state's owner."""
        if os.geteuid() == 0:
            os.chown(place, self._owner.st_uid, self._owner.st_gid)

    @property
    def _owner(self) -> os.stat_result:
        return self.path.parent.parent.stat()

    def _table(self, content: bytes) -> dict[str, Any]:
        known = {one.name for one in fields(Tokens)} | {"kept"}
        with suppress(ValueError):
            found = json.loads(content)
            if isinstance(found, dict):
                return {key: value for key, value in found.items() if key in known}
        raise self._nonsense()

    def _nonsense(self) -> Refused:
        return Refused(f"{self.path} holds no tokens that can be used", f"run: {self._login}")


@contextmanager
def _as_state_error(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        remedy = "run it as the state's owner; for a service of the whole machine with sudo" if isinstance(error, PermissionError) else None
        raise StateError(f"tokens cannot be kept in {folder}: {error.strerror}", remedy=remedy) from None


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
