"""When a target has failed for so often or so long that the user should know, and why.

One failure is nothing: services restart, laptops sleep, and the outbox tries again by itself (`schedule.retry_after`). What trying again
does not mend is told, once, by a target that still works. The rules are a table, looked at from the top. A rule counts the unbroken row
of failures of its kind that ends now; whatever the target took before is past.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import takewhile

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
NEVER_MIND = timedelta(0)


class Cause(StrEnum):
    """What is the matter, as far as it changes what there is to do."""

    ADDRESS = "address"
    SIGN_IN = "sign-in"
    GONE = "gone"
    SECRET = "secret"  # noqa: S105 -- the word, not one
    NAME = "name"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Failure:
    """One try that failed: when it began and why, in one word (`401`-like answers as `status-401`)."""

    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Rule:
    """So many failures of these kinds in a row, the first of them so long ago."""

    cause: Cause
    whys: frozenset[str]  # empty: any
    tries: int
    span: timedelta

    def counts(self, failure: Failure) -> bool:
        return not self.whys or failure.why in self.whys


@dataclass(frozen=True, slots=True)
class Trouble:
    """A target that needs the user."""

    cause: Cause
    since: datetime


def _whys(*words: str) -> frozenset[str]:
    return frozenset(words)


RULES = (
    # The config names nothing that could ever be sent to.
    Rule(Cause.ADDRESS, _whys("no-address", "unknown-service", "web-address", "bad-address", "missing-package"), 1, NEVER_MIND),
    # A password does not become right by itself; four tries are five minutes, in which a service that restarts is back.
    Rule(Cause.SIGN_IN, _whys("status-401", "status-403", "sign-in"), 4, NEVER_MIND),
    # A topic, room or webhook that was removed, or an address that moved. A proxy whose service is being upgraded answers so for hours, and
    # so do a train's network and a mail server that makes strangers wait.
    Rule(Cause.GONE, _whys("status-404", "status-410", "status-301", "status-302", "status-307", "status-308", "mail-refused"), 4, DAY),
    # A keyring is locked until somebody signs in, which people do within a day.
    Rule(Cause.SECRET, _whys("secret"), 4, DAY),
    # Without a network every name is unknown, and a laptop may be without one for days. Twelve tries in a week show that it was awake.
    Rule(Cause.NAME, _whys("name"), 12, WEEK),
    # Anything else that lasts for a week is no hiccup.
    Rule(Cause.SILENCE, frozenset(), 12, WEEK),
)


def judge(failures: Sequence[Failure], now: datetime) -> Trouble | None:
    """What the failures of a target since it last took something come to; oldest first. None: nothing to tell of yet."""
    newest = list(reversed(failures))
    for rule in RULES:
        row = list(takewhile(rule.counts, newest))
        if len(row) >= rule.tries and now - row[-1].at >= rule.span:
            return Trouble(rule.cause, row[-1].at)
    return None
