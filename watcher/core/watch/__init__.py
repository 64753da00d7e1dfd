"""The mailbox watcher without its sockets: `advance(watch, event, now) -> (watch, actions)`.

One `Watch` is the state of one account. An edge performs the actions in order; the last of them asks for something (a connection, a
search, a wait), and what came of it is the next event. Nothing else drives the machine, so "no mail is missed" can be proven by walking it
against a simulated server. `now` is monotonic time.

The rules it keeps:
- Mail is found by UID above the cursor, never by a flag (RFC 9051, 2.3.1.1). A search follows every IDLE round (RFC 2177), whatever the
  server said in it; a poll of every mailbox stands behind IDLE, on the same connection, by STATUS.
- A changed UIDVALIDITY, or a UIDNEXT that went backwards, means that the mailbox was rebuilt: it is looked at again from `look_back`.
- The cursor passes a mail that could not be fetched only by noting it in `Cursor.retry`; that list is short, and a server that fills it
  is not believed. A mail that ends the connection three times running is passed in the same way.
- The flags of the mailboxes are looked at once per poll, after their mails (`flags`); a server that will not tell them costs no mail.
- After any error the connection is replaced, after a back-off that only a connection that lived resets.
- Real refusals are told apart from a server that asks for patience (`judge_refusal`); three of them, and the account rests. It
  rests at once where a token is wanted and the user has to sign in anew (`Loss.CONSENT`).
"""

from watcher.core.watch.acting import ABSENT, acted_in
from watcher.core.watch.connecting import backoff
from watcher.core.watch.flags import FLAGGED_MOST
from watcher.core.watch.machine import advance
from watcher.core.watch.mailboxes import resolve
from watcher.core.watch.nouns import (
    Action,
    Connect,
    Connected,
    Cursor,
    Disconnect,
    Entry,
    Event,
    Examine,
    Examined,
    Fetch,
    Fetched,
    Flags,
    FlagsRead,
    FlagsRefused,
    Found,
    Idle,
    IdleRefused,
    Listed,
    ListMailboxes,
    LookNow,
    Loss,
    Lost,
    MailboxRefused,
    Measure,
    Measured,
    Name,
    Named,
    Note,
    NoteFlags,
    NotFetched,
    ReadFlags,
    Report,
    Search,
    SignedIn,
    SignIn,
    Size,
    Start,
    State,
    Status,
    StatusIs,
    Stop,
    Timings,
    Wait,
    Woke,
)
from watcher.core.watch.refusals import judge_refusal
from watcher.core.watch.state import BATCH, RETRY_MOST, TRIES_MOST, Look, Step, Tries, Watch

__all__ = [
    "ABSENT",
    "BATCH",
    "FLAGGED_MOST",
    "RETRY_MOST",
    "TRIES_MOST",
    "Action",
    "Connect",
    "Connected",
    "Cursor",
    "Disconnect",
    "Entry",
    "Event",
    "Examine",
    "Examined",
    "Fetch",
    "Fetched",
    "Flags",
    "FlagsRead",
    "FlagsRefused",
    "Found",
    "Idle",
    "IdleRefused",
    "ListMailboxes",
    "Listed",
    "Look",
    "LookNow",
    "Loss",
    "Lost",
    "MailboxRefused",
    "Measure",
    "Measured",
    "Name",
    "Named",
    "NotFetched",
    "Note",
    "NoteFlags",
    "ReadFlags",
    "Report",
    "Search",
    "SignIn",
    "SignedIn",
    "Size",
    "Start",
    "State",
    "Status",
    "StatusIs",
    "Step",
    "Stop",
    "Timings",
    "Tries",
    "Wait",
    "Watch",
    "Woke",
    "acted_in",
    "advance",
    "backoff",
    "judge_refusal",
    "resolve",
]
