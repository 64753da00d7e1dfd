"""The one thing that is ever written to a mailbox: a draft, appended to Drafts where the user asked for it by name in the config.

RFC 9051, 6.3.12 (APPEND) and RFC 6154 (special use). A short connection of its own: the watcher's sits in IDLE with a mailbox opened for
reading alone. Nothing that is in the mailbox is touched; before another try after one that was cut off, the mailbox is looked at (EXAMINE,
SEARCH by our own Message-ID).
"""

from __future__ import annotations

from dataclasses import dataclass

from watcher.clock import Clock
from watcher.core.watch import Loss, Timings, resolve
from watcher.imap.session import AccountSettings, Session
from watcher.imap.trouble import describe, lost, server_text
from watcher.imap.wire import Interrupted, Signal

_FLAG = "(\\Draft)"


@dataclass(frozen=True, slots=True)
class Appended:
    """How it ended. Where it is neither saved nor `certain`, the link broke after the mail had gone out: it may be there."""

    saved: bool
    certain: bool
    detail: str
    patience: bool = False  # the server refused the sign-in, or asks for patience: not again soon


def append_draft(account: AccountSettings, mail: bytes, message_id: str, clock: Clock, signal: Signal, *, look_first: bool) -> Appended:
    """Put a mail (CRLF lines) into the account's Drafts, flagged as a draft. `look_first`: unless one with its Message-ID is there."""
    session = Session(account, clock, signal, lambda: None, None)
    try:
        return _append(session, mail, message_id, look_first=look_first)
    except Interrupted:
        return Appended(saved=False, certain=True, detail="the watcher was asked to stop")
    except Exception as error:  # noqa: BLE001 -- whatever a server makes of it, the next try begins anew
        event = lost(error, session.bye, signing_in=True)
        return Appended(saved=False, certain=True, detail=event.detail, patience=event.kind is not Loss.LOST)
    finally:
        session.close()


def _append(session: Session, mail: bytes, message_id: str, *, look_first: bool) -> Appended:
    session.line.within(Timings().sign_in)
    session.connect()
    session.sign_in()
    session.line.within(Timings().operation)
    mailbox = resolve("\\Drafts", session.entries())
    if mailbox is None:
        return Appended(saved=False, certain=True, detail="the account has no mailbox for drafts", patience=True)
    if look_first and session.holds(mailbox, message_id):
        return Appended(saved=True, certain=True, detail=mailbox)
    try:
        session.append(mailbox, _FLAG, mail)
    except Interrupted:
        return Appended(saved=False, certain=False, detail="the watcher was asked to stop")
    except Exception as error:  # noqa: BLE001 -- as above
        refusal = server_text(error)
        return Appended(saved=False, certain=refusal is not None, detail=refusal or describe(error), patience=refusal is not None)
    return Appended(saved=True, certain=True, detail=mailbox)
