"""What the interview starts from and what it ends with."""

from __future__ import annotations

from dataclasses import dataclass, field

from watcher.core.setup.steps import NewAccount


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the machine before the first question."""

    path: str  # of the config, as it is shown
    topic: str = field(repr=False)  # a random name for an ntfy topic: who knows it can read along
    accounts: tuple[str, ...] | None = None  # of the config that is there; None without one
    has_target: bool = False  # that config tells somebody already
    locale: str = ""
    zone: str = "UTC"
    country: str = ""  # ISO 3166, one that the holiday calendar knows; "" for none
    gecos: str = ""
    keyring: bool = False  # there is one that can be written
    desktop: bool = False  # bubbles can be shown here
    oauth: frozenset[str] = frozenset()  # providers whose OAuth2 this program can do
    service: bool = False  # systemd runs services of this user
    running: bool = False  # ours is one of them already


@dataclass(frozen=True, slots=True)
class Person:
    """Who signs, in which language, and when it is day and holiday there."""

    name: str
    language: str
    zone: str
    country: str
    subdivision: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written. `person` is None when the config has one already; `url` is "" for no target."""

    account: NewAccount
    url: str = field(repr=False)
    person: Person | None
    start: bool = False  # as a service, now and from now on
