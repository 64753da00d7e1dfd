"""A token instead of a password (RFC 6750): where it comes from, and how it is fetched anew when it has run out.

    auth = { oauth2 = "microsoft", client_id = "..." }   renewed by ourselves, after `rejection-watcher login ACCOUNT`
    token = { command = ["my-token-helper"] }            printed by a program, which is run again when the server says that it has expired

Like a `Secret` it shows itself to nobody but the caller of `reveal`. What it takes (a token endpoint, a helper, a keyring) is asked by a
child process (`python -I -m watcher.oauth2`): what speaks OAuth2 stays out of the daemon, and an endpoint that hangs is ended by ending
the child. The refresh token never comes here.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from watcher.config.secret import TIME_LIMIT, Command, Secret
from watcher.errors import ConnectionLost, SignInRefused, TemporarilyRefused

DEADLINE = 45.0  # seconds; the server that waits for our sign-in gives a minute
_OF_THE_MACHINE = "/var/lib"
FOLDER = "oauth2"  # in the state's


def sudo_for(state: Path) -> str:
    """What stands before a command that writes there: the state of the machine's own service is root's to write into."""
    return "sudo " if state.is_relative_to(_OF_THE_MACHINE) else ""


@dataclass(frozen=True, slots=True)
class OAuth2:
    """What the config says of the sign-in service (RFC 6749). Endpoints are https, or http on loopback."""

    provider: str  # "microsoft", "google", or "" for endpoints of one's own
    client_id: str
    client_secret: Secret | None
    scopes: tuple[str, ...]
    token_endpoint: str
    authorization_endpoint: str = ""
    device_authorization_endpoint: str = ""
    keep: Literal["file", "keyring"] = "file"


@dataclass(frozen=True, slots=True)
class Renewed:
    """The token of an account that signed in by `login`."""

    account: str
    oauth2: OAuth2
    directory: Path  # of the state
    environ: Mapping[str, str] = field(repr=False, compare=False)

    @property
    def path(self) -> Path:
        """Where the tokens are kept, or (with the keyring) what is known of them."""
        return self.directory / FOLDER / f"{self.account}.json"

    @property
    def login(self) -> str:
        """The command that signs in, anew too."""
        return f"{sudo_for(self.directory)}rejection-watcher login {self.account}"

    def changed_at(self) -> int | None:
        """A number that changes whenever the tokens do; None while there are none."""
        try:
            return self.path.stat().st_mtime_ns
        except OSError:
            return None

    def reveal(self, refused: str | None = None) -> str:
        """A token that is good for some minutes at least, and not the `refused` one."""
        return _asked({"kind": "oauth2"} | self.request() | {"refused": digest(refused)}, self.environ)

    def request(self) -> dict[str, Any]:
        """What the child has to know, as JSON."""
        secret = self.oauth2.client_secret
        plain = {name: getattr(self.oauth2, name) for name in OAuth2.__slots__}
        return plain | {
            "account": self.account,
            "directory": str(self.directory),
            "client_secret": secret.reveal() if secret else None,
            "scopes": list(self.oauth2.scopes),
        }


@dataclass(frozen=True, slots=True)
class Helper:
    """The token that a program prints. It is kept until the server refuses it."""

    account: str
    command: tuple[str, ...] = field(repr=False)
    environ: Mapping[str, str] = field(repr=False, compare=False)
    _kept: list[str] = field(default_factory=list, repr=False, compare=False)

    def changed_at(self) -> int | None:
        return None

    def secret(self, path: str, file: str) -> Secret:
        """The same as a secret that is fetched once: for looking over the config."""
        return Secret(Command(self.command, self.environ), path=path, file=file)

    def keep(self, token: str) -> None:
        self._kept[:] = [token]

    def reveal(self, refused: str | None = None) -> str:
        """What the program printed last, or prints now."""
        if not self._kept or self._kept[0] == refused:
            self.keep(_asked({"kind": "command", "command": list(self.command), "time_limit": TIME_LIMIT}, self.environ))
        return self._kept[0]


Bearer = Renewed | Helper


def secret_of(bearer: Bearer | None) -> Secret | None:
    """What a token in place of a password needs from elsewhere: the client's secret, or what a program prints."""
    if isinstance(bearer, Helper):
        return bearer.secret(f"accounts.{bearer.account}.token", "")
    return bearer.oauth2.client_secret if bearer is not None else None


def digest(token: str | None) -> str | None:
    """A token's name: which one the server refused is told without showing it."""
    return None if token is None else hashlib.sha256(token.encode()).hexdigest()


def _asked(request: dict[str, Any], environ: Mapping[str, str]) -> str:
    """Ask the child. Raises SignInRefused when only the user can mend it, TemporarilyRefused or ConnectionLost when time may."""
    try:
        answer = _answer(json.dumps(request).encode(), environ)
    except subprocess.TimeoutExpired:
        raise ConnectionLost(f"there was no token within {DEADLINE:g} s") from None
    except (OSError, ValueError):
        raise ConnectionLost("the process that fetches tokens gave no answer") from None
    if "token" in answer:
        return str(answer["token"])
    if "ended" in answer:
        raise SignInRefused(answer["ended"], remedy=answer["remedy"])
    if answer.get("retry_after") is not None:
        raise TemporarilyRefused(answer["temporary"], retry_after=answer["retry_after"])
    raise ConnectionLost(answer["temporary"])


def _answer(request: bytes, environ: Mapping[str, str]) -> dict[str, Any]:
    command = [sys.executable, "-I", "-B", "-m", "watcher.oauth2"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(environ), cwd=os.sep
    ) as process:
        try:
            answer: dict[str, Any] = json.loads(process.communicate(request, DEADLINE)[0])
        except KeyboardInterrupt:  # the child keeps what is on its way to it; it ends within a few seconds by itself
            process.wait(DEADLINE)
            raise
        finally:
            process.kill()
    return answer
