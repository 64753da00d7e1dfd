"""What can go wrong, and whose fault it is.

    WatcherError                 exit code 1
    +-- UsageError               2   the command line asks for something that cannot be
    |   +-- Ambiguous            2   an id leads to several objects; they are listed
    +-- ConfigError              78  the config file: every problem at once (EX_CONFIG of sysexits.h)
    |   +-- SecretError          78  a password or address that cannot be fetched (in config.secret)
    |   +-- SecretsAway          75  the config is right, but secrets cannot be had just now: try again later (EX_TEMPFAIL)
    +-- NoPermission             77  the operating system refuses; says the command to run (EX_NOPERM)
    +-- StateError               1   the database
    |   +-- StateBusy            1   another daemon holds this state
    |   +-- NothingYet           1   there is no database: nothing has watched so far
    |   +-- StateTooNew          1   written by a newer version of this program
    +-- UnitError                1   systemd is not there, or refuses
    +-- ModelError               1   the fitted model is missing or damaged
    +-- Unreadable               1   this one mail cannot be read; the next one can
    +-- ReaderUnavailable        1   the reading room does not start: no mail's fault, no cursor moves
    +-- ServerError              1   the mail server or the way to it
        +-- ConnectionLost       1   network, TLS or protocol: try again after a back-off
        +-- TemporarilyRefused   1   throttled, busy, too many connections: try again later, maybe at a time it named
        +-- SignInRefused        1   wrong password or name: rest, tell the user once

A user's error shows no traceback: the command prints `str(error)` and, if there is one, the remedy.
"""

from __future__ import annotations

from dataclasses import dataclass


class WatcherError(Exception):
    """Base of all errors that this program raises on purpose."""

    exit_code = 1

    def __init__(self, message: str, *, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class UsageError(WatcherError):
    """The command line asks for something that cannot be."""

    exit_code = 2


class Ambiguous(UsageError):
    """An id leads to several objects; `candidates` are their typed ids with a word on each."""

    def __init__(self, message: str, candidates: tuple[str, ...]) -> None:
        super().__init__(message, remedy="Name one of: " + "; ".join(candidates))
        self.candidates = candidates


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in the config: where (`accounts.personal.port`), what, and what to do."""

    path: str
    message: str
    remedy: str | None = None

    def __str__(self) -> str:
        where = f"{self.path}: " if self.path else ""
        return f"{where}{self.message}" + (f" ({self.remedy})" if self.remedy else "")


class ConfigError(WatcherError):
    """The config file cannot be used; all its problems at once."""

    exit_code = 78

    def __init__(self, source: str, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join([f"{source}:", *(f"  {problem}" for problem in problems)]))
        self.source = source
        self.problems = problems


class SecretsAway(ConfigError):
    """The config is right, but secrets cannot be had just now, as of a keyring that is locked until somebody signs in."""

    exit_code = 75


class NoPermission(WatcherError):
    """The operating system refuses; `remedy` is the command to run."""

    exit_code = 77


class StateError(WatcherError):
    """The database cannot be used."""


class StateBusy(StateError):
    """Another daemon holds this state."""


class NothingYet(StateError):
    """There is no database: nothing has watched so far."""


class StateTooNew(StateError):
    """The database was written by a newer version of this program."""


class UnitError(WatcherError):
    """systemd is not there, or refuses."""


class ModelError(WatcherError):
    """The fitted model is missing or damaged."""


class Unreadable(WatcherError):
    """One mail cannot be read; the next one can."""


class ReaderUnavailable(WatcherError):
    """The reading room does not start; no mail is to blame."""


class ServerError(WatcherError):
    """The mail server, or the way to it."""


class ConnectionLost(ServerError):
    """Network, TLS or protocol: the connection is gone and is replaced."""


class TemporarilyRefused(ServerError):
    """The server asks for patience; `retry_after` (seconds) if it said how much."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class SignInRefused(ServerError):
    """The server does not accept name and password."""
