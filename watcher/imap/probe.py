"""What `check` wants to know of an account: name, connection, TLS, sign-in, mailboxes, IDLE; each with its remedy."""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from watcher.clock import Clock
from watcher.core.parse import clean
from watcher.core.true_time import Word
from watcher.core.watch import Entry, Loss, Timings, acted_in, resolve
from watcher.errors import SignInRefused
from watcher.imap.dated import came_at_by, greeted_at
from watcher.imap.session import AccountSettings, MailboxRefusedError, Session
from watcher.imap.trouble import describe, lost
from watcher.imap.wire import Signal


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    what: str
    ok: bool
    detail: str
    remedy: str | None = None
    elsewhere: str | None = None  # the key of the config that is served if any account has this


# OpenSSL's words, and what to do about them.
_CERTIFICATE_REMEDIES = (
    ("expired", "The server's certificate has run out: its operator has to renew it. Check this machine's date, too."),
    ("not yet valid", "Check this machine's date and time."),
    ("self-signed", "The certificate is its own authority: if that is meant, give its PEM file as ca_file."),
    ("self signed", "The certificate is its own authority: if that is meant, give its PEM file as ca_file."),
    ("issuer", "The authority is not known here: give its PEM file as ca_file, or install ca-certificates."),
    ("mismatch", "The certificate is for another name: set host to the name that the provider documents."),
    ("not valid for", "The certificate is for another name: set host to the name that the provider documents."),
)
_SIGN_IN_REMEDIES = {
    Loss.REFUSED: "Check username and password. Gmail, Yahoo, iCloud and Fastmail want an app password, not the account's own.",
    Loss.PATIENCE: "The server asks for patience; try again later, and close other mail programs if it speaks of connections.",
    Loss.LOST: "The connection broke while signing in; try again.",
    Loss.CONSENT: "Sign in again: rejection-watcher login ACCOUNT",
}
_NOT_TAKEN = "Check that username is the account that signed in, and that IMAP is allowed for it (an organisation may have to)."


def probe(account: AccountSettings, clock: Clock, hear: Callable[[Word], None] = lambda _: None) -> Iterator[Finding]:
    """One finding after the other, to the first that makes the rest pointless. What the server says of the time, `hear` gets."""
    what, asked_at = f"accounts.{account.name}", clock.now()
    signal = Signal()
    session = Session(account, clock, signal, lambda: None, None)
    try:
        for look in (_name, _tcp, _tls, _sign_in):
            found = look(session)
            yield _fit_to_be_shown(found, what)
            if not found.ok:
                return
        if (at := greeted_at(session)) is not None:
            hear(Word(account.host, at, asked_at, clock.now()))
        for found in _mailboxes(session, lambda at: hear(Word(account.host, at, asked_at, clock.now(), at_least=True))):
            yield _fit_to_be_shown(found, what)
    finally:
        session.close()
        signal.close()


def _fit_to_be_shown(found: Finding, account: str) -> Finding:
    """What a server calls its mailboxes, or says, moves no cursor and turns no line round."""
    remedy = clean(found.remedy) if found.remedy else None
    return replace(found, what=f"{account}: {found.what}", detail=clean(found.detail), remedy=remedy)


def _name(session: Session) -> Finding:
    account = session.account
    try:
        found = socket.getaddrinfo(account.host, account.port, type=socket.SOCK_STREAM)
    except OSError as error:
        return Finding(
            "name",
            ok=False,
            detail=f"{account.host}: {describe(error)}",
            remedy="Check the spelling of host, and that this machine is online.",
        )
    return Finding("name", ok=True, detail=f"{account.host} is {', '.join(dict.fromkeys(str(entry[4][0]) for entry in found))}")


def _tcp(session: Session) -> Finding:
    session.line.within(Timings().probe)
    account = session.account
    try:
        session.dial()
    except Exception as error:  # noqa: BLE001  # a finding, whatever it is
        usual = {"implicit": 993}.get(account.tls, 143)
        remedy = f'Check host and port ({usual} is usual for tls = "{account.tls}"), and that no firewall is in the way.'
        return Finding("connection", ok=False, detail=f"port {account.port}: {describe(error)}", remedy=remedy)
    return Finding("connection", ok=True, detail=f"port {account.port} answers")


def _tls(session: Session) -> Finding:
    session.line.within(Timings().sign_in)
    try:
        session.greet()
    except ssl.SSLCertVerificationError as error:
        remedy = next((remedy for word, remedy in _CERTIFICATE_REMEDIES if word in error.verify_message.lower()), None)
        return Finding("TLS", ok=False, detail=describe(error), remedy=remedy)
    except Exception as error:  # noqa: BLE001  # a finding, whatever it is
        remedy = 'Use tls = "implicit" with port 993, or tls = "starttls" with port 143, as the provider documents.'
        return Finding("TLS", ok=False, detail=session.bye or describe(error), remedy=remedy)
    sock = session.line.sock
    secured = sock.version() if isinstance(sock, ssl.SSLSocket) else "clear text, on loopback"
    return Finding("TLS", ok=True, detail=f"{secured}")


def _sign_in(session: Session) -> Finding:
    session.line.within(Timings().sign_in)
    try:
        session.sign_in()
    except Exception as error:  # noqa: BLE001  # a finding, whatever it is
        event = lost(error, session.bye, signing_in=True)
        by_token = session.account.token is not None and event.kind is Loss.REFUSED
        usual = _NOT_TAKEN if by_token else _SIGN_IN_REMEDIES[event.kind]
        detail = error.message if isinstance(error, SignInRefused) else event.detail
        return Finding("sign-in", ok=False, detail=detail, remedy=getattr(error, "remedy", None) or usual)
    return Finding("sign-in", ok=True, detail="accepted")


def _mailboxes(session: Session, came: Callable[[datetime], None]) -> Iterator[Finding]:
    session.line.within(Timings().operation)
    try:
        can_idle, entries = session.can_idle(), session.entries()
        for wanted in session.account.mailboxes:
            yield _mailbox(session, wanted, entries, came)
        for verb, wanted in session.account.acts:
            yield _mailbox_to_act_in(session, verb, wanted, entries)
    except Exception as error:  # noqa: BLE001  # a finding, whatever it is
        yield Finding("mailboxes", ok=False, detail=session.bye or describe(error), remedy="The connection broke; try again.")
        return
    sent = resolve("\\Sent", entries)
    detail = f"your own mail is in {sent}" if sent else "none is marked as Sent: steps complete only by `done` and by answers"
    yield Finding("sent mail", ok=True, detail=detail)
    without = f"not offered: mail is seen by polling, every {session.account.poll_every:g} s"
    yield Finding("IDLE", ok=True, detail="offered: new mail is seen at once" if can_idle else without)


def _listed(entries: tuple[Entry, ...]) -> str:
    return ", ".join(sorted(entry.name for entry in entries)[:50])


def _mailbox_to_act_in(session: Session, verb: str, wanted: str, entries: tuple[Entry, ...]) -> Finding:
    """A mailbox of [act]. One account that has it is enough, since the others may be left without."""
    what = f"act.{verb}"
    name = resolve(wanted, entries)
    if name is None:
        remedy = f"Make it in your mail program, or name one of: {_listed(entries)}"
        return Finding(what, ok=False, detail=f"there is no mailbox {wanted}", remedy=remedy, elsewhere=what)
    watched = [resolve(one, entries) or one for one in (*session.account.mailboxes, "\\Sent")]
    if name not in acted_in([wanted], entries, watched):
        detail = f"{name} is watched, or filled by itself: a mail in it says nothing"
        return Finding(what, ok=False, detail=detail, remedy="Name another mailbox, one of your own.")
    others = [f"act.{other}" for other, mailbox in session.account.acts if other != verb and resolve(mailbox, entries) == name]
    if others:
        detail = f"{name} is also {' and '.join(others)}: a mail in it can say only one thing"
        return Finding(what, ok=False, detail=detail, remedy="Give each its own mailbox.")
    found = _mailbox(session, wanted, entries)
    return replace(found, what=what, detail=f"a mail moved to {name} acts", elsewhere=what) if found.ok else replace(found, what=what)


def _mailbox(session: Session, wanted: str, entries: tuple[Entry, ...], came: Callable[[datetime], None] = lambda _: None) -> Finding:
    name, there = resolve(wanted, entries), _listed(entries)
    if name is None:
        return Finding(f"mailbox {wanted}", ok=False, detail="there is no such mailbox", remedy=f"Name one of: {there}")
    with contextlib.suppress(MailboxRefusedError):
        last = session.examine(name).last
        if last and (at := came_at_by(session, last)) is not None:
            came(at)
        return Finding(f"mailbox {wanted}", ok=True, detail=f"{name} can be read" + ("" if last else "; it is empty"))
    return Finding(
        f"mailbox {wanted}", ok=False, detail=f"{name} cannot be opened", remedy=f"Check its rights, or name another of: {there}"
    )
