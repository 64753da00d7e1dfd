"""The machine: events in, actions out. Its rules are in the package's docstring."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from watcher.core.watch.connecting import connect, connected, lost, signed_in, stop
from watcher.core.watch.flag_looks import flags_read, flags_refused, named
from watcher.core.watch.looks import examined, fetched, found, mailbox_refused, measured, not_fetched, status_is
from watcher.core.watch.nouns import (
    Connected,
    Event,
    Examined,
    Fetched,
    FlagsRead,
    FlagsRefused,
    Found,
    IdleRefused,
    Listed,
    LookNow,
    Lost,
    MailboxRefused,
    Measured,
    Named,
    NotFetched,
    SignedIn,
    Start,
    State,
    StatusIs,
    Stop,
    Woke,
)
from watcher.core.watch.rounds import idle_refused, listed, look_now, woke
from watcher.core.watch.state import Step, Watch


def advance(watch: Watch, event: Event, now: float) -> Step:
    """What an event does."""
    if watch.state is State.STOPPED:
        return watch, ()
    return _HANDLERS[type(event)](watch, event, now)


_HANDLERS: dict[type, Callable[[Watch, Any, float], Step]] = {
    Start: connect,
    Connected: connected,
    SignedIn: signed_in,
    Listed: listed,
    StatusIs: status_is,
    Examined: examined,
    MailboxRefused: mailbox_refused,
    Found: found,
    Measured: measured,
    Fetched: fetched,
    NotFetched: not_fetched,
    FlagsRead: flags_read,
    Named: named,
    FlagsRefused: flags_refused,
    Woke: woke,
    IdleRefused: idle_refused,
    Lost: lost,
    LookNow: look_now,
    Stop: stop,
}
