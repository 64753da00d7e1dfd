"""What the machine and its edge say to each other: the cursor, the timings, the events and the actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """What the user is told of an account."""

    CONNECTING = "connecting"
    IDLE = "idle"
    POLLING = "polling"
    BACKOFF = "backoff"
    RESTING = "resting"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far one mailbox has been read."""

    mailbox: str
    uidvalidity: int
    uid: int  # highest UID taken
    first_look_done: bool
    retry: tuple[int, ...] = ()  # UIDs still owed: listed by the server, not given
    acts: str | None = None  # the config's name of this mailbox, where putting a mail into it acts (core.act)


@dataclass(frozen=True, slots=True)
class Flags:
    """Which mails of one mailbox were flagged when it was last looked at."""

    mailbox: str
    uidvalidity: int
    modseq: int | None  # HIGHESTMODSEQ of that look (RFC 7162); None where the server keeps none
    flagged: tuple[int, ...] = ()  # UIDs, ascending
    view: bool = False  # the server's own list of flagged mails: what leaves it may be unflagged, moved or deleted


@dataclass(frozen=True, slots=True)
class Timings:
    """Every wait and limit, in seconds."""

    idle: float = 300.0  # one IDLE round; servers log out after 30 minutes (RFC 9051, 5.4), routers forget sooner
    operation: float = 120.0  # one whole operation, however slowly it drips
    sign_in: float = 60.0
    probe: float = 15.0  # is the connection alive after the machine slept?
    backoff_least: float = 2.0
    backoff_most: float = 300.0
    patience: float = 30.0  # the least wait when a server asks for patience and names no time
    refusal_pause: float = 60.0  # between real refusals, so that three of them are not one hiccup
    rest: float = 6 * 3600.0
    steady: float = 60.0  # a connection that lived this long in peace resets the back-off
    relist: float = 3600.0  # a Sent or Junk mailbox may be made later
    retry_least: float = 30.0
    retry_most: float = 6 * 3600.0
    breather: float = 5.0  # pause when a server ends IDLE rounds at once, again and again


# --- what the edge tells ------------------------------------------------------------------------------------------------------------------


class Loss(StrEnum):
    """Why there is no connection any more."""

    LOST = "lost"  # network, TLS, protocol
    PATIENCE = "patience"  # throttled, busy, too many connections
    REFUSED = "refused"  # wrong name or password
    CONSENT = "consent"  # only the user can mend it: there is no token until he has signed in again


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of LIST: name, attributes in lower case, hierarchy delimiter."""

    name: str
    attributes: frozenset[str]
    delimiter: str | None = "/"


@dataclass(frozen=True, slots=True)
class Size:
    """RFC822.SIZE and INTERNALDATE as the server gave them; the edge mends the date."""

    octets: int | None
    internaldate: Any = None


@dataclass(frozen=True, slots=True)
class Start:
    """Begin."""


@dataclass(frozen=True, slots=True)
class Connected:
    """Connected, secured and greeted."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    can_idle: bool


@dataclass(frozen=True, slots=True)
class Listed:
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class StatusIs:
    uidvalidity: int
    uidnext: int | None
    modseq: int | None = None  # HIGHESTMODSEQ, from a server that has CONDSTORE


@dataclass(frozen=True, slots=True)
class Examined:
    uidvalidity: int
    uidnext: int | None
    last: int  # highest UID present, 0 in an empty mailbox
    modseq: int | None = None


@dataclass(frozen=True, slots=True)
class MailboxRefused:
    """The server answered NO for this mailbox; the connection is sound."""

    detail: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the search gave; `n:*` may hold the last UID though it is below n (RFC 9051, 6.4.8)."""

    uids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    sizes: Mapping[int, Size]


@dataclass(frozen=True, slots=True)
class Fetched:
    """The mail asked for was fetched and posted."""


@dataclass(frozen=True, slots=True)
class NotFetched:
    """The server said OK or NO and gave no such mail; the connection is sound."""


@dataclass(frozen=True, slots=True)
class FlagsRead:
    """UIDs that have the flag, and UIDs that are there without it; of neither kind: vanished, or not asked about."""

    flagged: frozenset[int]
    plain: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Named:
    """Message-IDs as a mail's own reading has them, None where there is none; a mail that vanished is missing."""

    message_ids: Mapping[int, str | None]


@dataclass(frozen=True, slots=True)
class FlagsRefused:
    """The server does not answer about flags; the connection is sound."""


@dataclass(frozen=True, slots=True)
class Woke:
    """IDLE or a wait ended: by time, by the server, or because the user asked. `slept`: the machine was suspended meanwhile."""

    slept: bool = False


@dataclass(frozen=True, slots=True)
class IdleRefused:
    """The server offers IDLE and declines it."""


@dataclass(frozen=True, slots=True)
class Lost:
    kind: Loss
    detail: str
    retry_after: float | None = None  # seconds, when the server named them
    jitter: float = 1.0  # 0..1


@dataclass(frozen=True, slots=True)
class LookNow:
    """The user wants every mailbox looked at, now. May come at any time and asks for nothing by itself."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The end. May come at any time."""


Event = (
    Start | Connected | SignedIn | Listed | StatusIs | Examined | MailboxRefused | Found | Measured | Fetched | NotFetched
    | FlagsRead | Named | FlagsRefused | Woke | IdleRefused | Lost | LookNow | Stop
)  # fmt: skip

# --- what the edge is asked to do ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Connect:
    """Connect and secure. -> Connected"""


@dataclass(frozen=True, slots=True)
class SignIn:
    """-> SignedIn"""


@dataclass(frozen=True, slots=True)
class ListMailboxes:
    """-> Listed"""


@dataclass(frozen=True, slots=True)
class Status:
    """STATUS of a mailbox that is not open. -> StatusIs | MailboxRefused"""

    mailbox: str
    along: tuple[str, ...] = ()  # those that will be asked for next, as it looks: one command may bring them all (RFC 5819)


@dataclass(frozen=True, slots=True)
class Examine:
    """EXAMINE, never SELECT. -> Examined | MailboxRefused"""

    mailbox: str


@dataclass(frozen=True, slots=True)
class Search:
    """UIDs above `above` (since the look-back's first day, if `recent`), and which of `owed` are still there. -> Found"""

    above: int
    owed: tuple[int, ...]
    recent: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """RFC822.SIZE and INTERNALDATE. -> Measured"""

    uids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fetch:
    """Fetch one mail and post it, in a simpler way with each attempt. -> Fetched | NotFetched"""

    uid: int
    size: Size
    attempt: int
    cursor: Cursor  # true as soon as this mail is committed
    sent: bool
    first_look: bool


@dataclass(frozen=True, slots=True)
class ReadFlags:
    """What is flagged up to `top`; only what changed `since` that modseq, if it is given. And how the `known` ones stand. -> FlagsRead"""

    top: int
    since: int | None
    known: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """Message-ID alone. -> Named"""

    uids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Idle:
    """One IDLE round; ends at once when the server has already told of news. -> Woke | IdleRefused"""

    seconds: float


@dataclass(frozen=True, slots=True)
class Wait:
    """-> Woke"""

    seconds: float


@dataclass(frozen=True, slots=True)
class Disconnect:
    """Drop the connection, if any."""


@dataclass(frozen=True, slots=True)
class Note:
    """A look at one mailbox ended: post its cursor."""

    cursor: Cursor
    sent: bool


@dataclass(frozen=True, slots=True)
class NoteFlags:
    """The flags of one mailbox were looked at: post what changed since the last look."""

    flags: Flags
    new: Mapping[int, str | None] = field(default_factory=dict)  # UID -> Message-ID
    unflagged: tuple[int, ...] = ()
    vanished: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Post the account's state; `wait` in seconds from now."""

    state: State
    detail: str = ""
    wait: float | None = None


Action = (
    Connect | SignIn | ListMailboxes | Status | Examine | Search | Measure | Fetch | ReadFlags | Name | Idle | Wait | Disconnect
    | Note | NoteFlags | Report
)  # fmt: skip
