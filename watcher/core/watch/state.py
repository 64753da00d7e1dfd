"""What the machine knows of one account, and of the look that is under way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from watcher.core.watch.flags import FlagLook
from watcher.core.watch.nouns import Action, Cursor, Flags, Size, State, Timings

REFUSALS_MOST = 3  # then the account rests
STRIKES_MOST = 3  # lost connections at one mail, then it is passed
RETRY_MOST = 64  # UIDs owed in one mailbox
TRIES_MOST = 9  # at one owed UID, a day in all
BATCH = 50  # UIDs measured at once
BARREN_MOST = 10  # IDLE rounds that end at once and bring nothing


@dataclass(frozen=True, slots=True)
class Look:
    """A look at one mailbox, under way."""

    mailbox: str
    top: int  # of a first look: what came later is for the next one
    owed: tuple[int, ...] = ()
    todo: tuple[int, ...] = ()
    sizes: Mapping[int, Size] = field(default_factory=dict)
    flags: FlagLook | None = None  # what there is to know of its flags, after an EXAMINE


@dataclass(frozen=True, slots=True)
class Tries:
    """How often an owed UID was tried, and when it may be tried again."""

    count: int
    next_at: float


@dataclass(frozen=True, slots=True)
class Watch:
    """One account. Cursors are kept over connections, the rest of what a server said is not."""

    wanted: tuple[str, ...]  # the config's mailboxes: names or special uses
    poll_every: float
    cursors: Mapping[str, Cursor] = field(default_factory=dict)
    flags: Mapping[str, Flags] = field(default_factory=dict)
    timings: Timings = field(default_factory=Timings)
    state: State = State.CONNECTING
    # of this connection
    can_idle: bool = False
    mailboxes: tuple[str, ...] = ()  # as the server spells them; the first one is where IDLE sits
    sent: str | None = None
    missing: tuple[str, ...] = ()
    missing_told: tuple[str, ...] = ()
    selected: str | None = None
    uidnexts: Mapping[str, int | None] = field(default_factory=dict)  # at the last EXAMINE
    queue: tuple[str, ...] = ()  # mailboxes of this round still to look at
    thorough: bool = True  # this round opens every mailbox, whatever STATUS says
    look: Look | None = None
    starred_in: tuple[str, ...] = ()  # looked at for their flags alone, in turn
    view: str | None = None  # the server's own list of flagged mails
    flags_due: frozenset[str] = frozenset()  # mailboxes of this round whose flags are still to look at
    flag_look: FlagLook | None = None
    batch: int = BATCH
    settled_at: float | None = None  # when the first round of this connection ended
    idle_since: float | None = None
    barren: int = 0
    # over connections
    look_asked: bool = False
    next_poll: float = 0.0
    next_list: float = 0.0
    failures: int = 0
    refusals: int = 0
    wake_at: float | None = None  # disconnected, until then
    not_before: float = 0.0  # the server named this time
    tries: Mapping[tuple[str, int], Tries] = field(default_factory=dict)
    strikes: tuple[str, int, int] = ("", 0, 0)  # mailbox, UID, connections lost at it in a row
    flag_strikes: int = 0  # connections lost at flags in a row
    turn: int = 0  # which of `starred_in` is next
    acting: tuple[str, ...] = ()  # the config's mailboxes that a mail is put into to act
    acts: Mapping[str, str] = field(default_factory=dict)  # of this connection: those of them that are there, as the server spells them


Step = tuple[Watch, tuple[Action, ...]]


def unlooking(watch: Watch) -> Watch:
    """No look is under way."""
    return replace(watch, look=None, flag_look=None, flags_due=frozenset(), queue=(), selected=None)


def with_cursor(watch: Watch, cursor: Cursor) -> Watch:
    """With one cursor moved."""
    return replace(watch, cursors={**watch.cursors, cursor.mailbox: cursor})


def looking(watch: Watch) -> Look:
    """The look that is under way; an answer without one is a fault of ours."""
    if watch.look is None:
        raise AssertionError("an answer about a mailbox, and none is looked at")
    return watch.look
