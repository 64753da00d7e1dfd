"""IMAP: the mailboxes, looked at and, but for a draft that the user asked for, never changed.

    session   one connection: each request of the machine in core.watch as commands; EXAMINE and BODY.PEEK only
    account   one thread per account that performs those requests and posts arrivals, looks and states
    drafts    the exception: a draft appended to Drafts, by a connection of its own
    probe     what `check` wants to know of an account
    wire      the socket below imaplib: deadlines, stop(), bounds
    mail      one mail, whole or in part
    trouble   errors in words without mail or secrets

No other module imports imapclient.
"""

from watcher.core.watch import Cursor, Flags, Timings
from watcher.imap.account import AccountState, AccountWatcher, Arrival, Flagged, Looked, Posted
from watcher.imap.drafts import Appended, append_draft
from watcher.imap.probe import Finding, probe
from watcher.imap.session import AccountSettings, tls_context
from watcher.imap.wire import Signal

__all__ = [
    "AccountSettings",
    "AccountState",
    "AccountWatcher",
    "Appended",
    "Arrival",
    "Cursor",
    "Finding",
    "Flagged",
    "Flags",
    "Looked",
    "Posted",
    "Signal",
    "Timings",
    "append_draft",
    "probe",
    "tls_context",
]
