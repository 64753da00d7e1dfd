"""IMAP: the mailboxes, looked at and never changed.

    session   one connection: each request of the machine in core.watch as commands; EXAMINE and BODY.PEEK only
    account   one thread per account that performs those requests and posts arrivals, looks and states
    probe     what `check` wants to know of an account
    wire      the socket below imaplib: deadlines, stop(), bounds
    mail      one mail, whole or in part
    trouble   errors in words without mail or secrets

No other module imports imapclient.
"""

from watcher.core.watch import Cursor, Flags, Timings
from watcher.imap.account import AccountState, AccountWatcher, Arrival, Flagged, Looked, Posted
from watcher.imap.probe import Finding, probe
from watcher.imap.session import AccountSettings, tls_context

__all__ = [
    "AccountSettings",
    "AccountState",
    "AccountWatcher",
    "Arrival",
    "Cursor",
    "Finding",
    "Flagged",
    "Flags",
    "Looked",
    "Posted",
    "Timings",
    "probe",
    "tls_context",
]
