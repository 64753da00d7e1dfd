"""What the rest of the program knows of the config: checked, complete, and unchanging until the next reload."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from watcher.config.bearer import Bearer, secret_of
from watcher.config.secret import Secret

if TYPE_CHECKING:  # the child processes of this package import it as well, and have no use for half of the core
    from watcher.core.compose import Detail, Letters, Writer
    from watcher.core.plan import Policy
    from watcher.core.schedule import Calendar, Wait

Tls = Literal["implicit", "starttls", "none"]
OnRejection = Literal["never", "digest", "now"]
OnRecruiter = Literal["step", "now"]


@dataclass(frozen=True, slots=True)
class Account:
    """A mailbox owner at a server. Two are equal when nothing about them changed, the fetched secret included."""

    name: str
    host: str
    port: int
    tls: Tls
    ca_file: Path | None
    username: str
    password: Secret | None
    mailboxes: tuple[str, ...]  # names, or special-use attributes such as \Junk (RFC 6154)
    poll_every: float  # seconds
    look_back: Wait
    token: Bearer | None = None  # in place of a password
    acts: tuple[tuple[str, str], ...] = ()  # [act], the same for every account: what it does, and the mailbox


@dataclass(frozen=True, slots=True)
class Target:
    """Where notifications go."""

    name: str
    url: Secret
    detail: Detail


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole config."""

    source: Path
    state_directory: Path
    keep: Wait
    me: Writer
    me_addresses: frozenset[str]  # lower case, with every username that is an address
    accounts: dict[str, Account]
    targets: dict[str, Target]
    calendar: Calendar
    policy: Policy
    log_content: bool
    letters: Letters
    save_drafts: bool = False  # into the account's Drafts mailbox
    export_ics: Path | None = None  # the calendar file to keep up to date
    blind_after: timedelta | None = None  # tell when an account was not seen for so long, awake and running
    ping: Secret | None = None  # the URL of a dead-man service
    ping_every: float = 300.0  # seconds
    daily_digest: bool = False  # one message a day for what falls due
    on_rejection: OnRejection = "never"
    on_recruiter: OnRecruiter = "step"

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """Every password and address, none of them fetched by this."""
        signing_in = [account.password or secret_of(account.token) for account in self.accounts.values()]
        found = [*signing_in, *(target.url for target in self.targets.values()), self.ping]
        return tuple(secret for secret in found if secret is not None)

    @property
    def me_name(self) -> str:
        """The name that signs drafts."""
        return self.me.name
