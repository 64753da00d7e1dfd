"""The thread of one account: performs what the machine of core.watch asks for, and posts what comes in."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from watcher.clock import Clock
from watcher.core import watch as machine
from watcher.core.true_time import came_at, from_the_future
from watcher.core.watch import Cursor, Event, Flags, Timings, Watch, Woke, advance
from watcher.imap.session import AccountSettings, MailboxRefusedError, Session
from watcher.imap.trouble import lost
from watcher.imap.wire import BEAT, SLEPT, Interrupted, Signal, asleep

HEADER_MOST = 16_384  # bytes in which the topmost Received is looked for
SLOTS = 8  # arrivals posted and not yet committed


@dataclass(frozen=True, slots=True)
class Arrival:
    """A mail, fetched."""

    account: str
    mailbox: str
    uidvalidity: int
    uid: int
    internaldate: datetime  # aware UTC, never later than now
    size: int  # RFC822.SIZE
    raw: bytes
    truncated: bool
    sent: bool  # from the mailbox of the user's own mail
    first_look: bool  # of the look-back: read silently
    cursor: Cursor  # to be stored in the transaction that commits this arrival


@dataclass(frozen=True, slots=True)
class Looked:
    """A look at one mailbox ended; posted after its arrivals."""

    account: str
    cursor: Cursor
    at: datetime
    sent: bool


@dataclass(frozen=True, slots=True)
class Flagged:
    """The flags of one mailbox were looked at, and something had changed; posted after the mailbox's arrivals."""

    account: str
    flags: Flags  # to be stored in the transaction that commits the rest
    new: Mapping[int, str | None]  # UID -> Message-ID
    unflagged: tuple[int, ...]
    vanished: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AccountState:
    """What the account is doing, for the user."""

    account: str
    state: str  # connecting | idle | polling | backoff | resting | stopped
    detail: str
    until: datetime | None
    at: datetime


Posted = Arrival | Looked | Flagged | AccountState


class AccountWatcher:
    """Watches the mailboxes of one account until it is stopped. All methods may be called from any thread."""

    def __init__(
        self,
        account: AccountSettings,
        *,
        clock: Clock,
        post: Callable[[Posted], None],
        cursors: Mapping[str, Cursor],
        flags: Mapping[str, Flags] | None = None,
        ssl_context: ssl.SSLContext | None = None,
        timings: Timings | None = None,
    ) -> None:
        self.account, self._clock, self._post, self._context = account, clock, post, ssl_context
        self._timings = timings or Timings()
        acting = tuple(mailbox for _, mailbox in account.acts)
        self._watch = Watch(account.mailboxes, account.poll_every, dict(cursors), dict(flags or {}), self._timings, acting=acting)
        self._signal = Signal()
        self._slots, self._slots_lock = SLOTS, threading.Lock()
        self._session: Session | None = None
        self._asleep_before = asleep(clock)
        self._reported, self._behind = machine.Report(machine.State.CONNECTING), ""
        self.heartbeat = clock.monotonic()
        self._thread = threading.Thread(target=self._run, name=f"imap-{account.name}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def committed(self) -> None:
        """The main thread has committed one arrival."""
        with self._slots_lock:
            self._slots += 1
        self._signal.ring()

    def look_now(self) -> None:
        """Look at every mailbox at once; end a back-off or a rest."""
        self._signal.look = True
        self._signal.ring()

    def stop(self) -> None:
        self._signal.stopping = True
        self._signal.ring()

    def join(self, timeout: float | None = None) -> None:
        self._thread.join(timeout)

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    # --- the thread

    def _run(self) -> None:
        watch, event = self._watch, machine.Start()  # type: Watch, Event
        try:
            while True:
                watch, actions = advance(watch, event, self._clock.monotonic())
                for action in actions:
                    event = self._perform(action)
                if watch.state is machine.State.STOPPED:
                    return
                if self._signal.look:
                    self._signal.look = False
                    watch, _ = advance(watch, machine.LookNow(), self._clock.monotonic())
        except Exception as error:
            self._report(machine.Report(machine.State.STOPPED, f"a fault of this program ({type(error).__name__})"))
            raise
        finally:
            self._drop()
            self._signal.close()

    def _perform(self, action: machine.Action) -> Event:
        """One action. Whatever the client or a server makes Python raise, the connection is replaced."""
        self._beat()
        performer: Callable[[Any], Event | None] = self._performers[type(action)].__get__(self)
        try:
            if not isinstance(action, machine.Report | machine.Disconnect):
                self._signal.check()
            return performer(action) or Woke()
        except Interrupted:
            return machine.Stop()
        except MailboxRefusedError as error:
            return machine.MailboxRefused(str(error))
        except Exception as error:  # noqa: BLE001  # and MemoryError: a server may name any length
            bye = self._session.bye if self._session else None
            return lost(error, bye, signing_in=isinstance(action, machine.SignIn))

    def _beat(self) -> None:
        self.heartbeat = self._clock.monotonic()

    @property
    def _open(self) -> Session:
        assert self._session is not None, "the machine asks for nothing before Connect"  # noqa: S101  # would be a fault of ours
        return self._session

    def _within(self, seconds: float | None = None) -> Session:
        self._open.line.within(self._timings.operation if seconds is None else seconds)
        return self._open

    def _drop(self) -> None:
        if self._session is not None:
            self._session.close()
        self._session = None

    # --- performers: connection

    def _connect(self, _action: machine.Connect) -> Event:
        self._drop()
        self._has_slept()  # what was before this connection does not concern it
        self._session = Session(self.account, self._clock, self._signal, self._beat, self._context)
        self._session.line.probe = self._timings.probe
        self._within(self._timings.sign_in).connect()
        return machine.Connected()

    def _sign_in(self, _action: machine.SignIn) -> Event:
        session = self._within(self._timings.sign_in)
        session.sign_in()
        session.count_changes()
        return machine.SignedIn(session.can_idle())

    def _disconnect(self, _action: machine.Disconnect) -> None:
        self._drop()

    # --- performers: mailboxes and mails

    def _list(self, _action: machine.ListMailboxes) -> Event:
        return machine.Listed(self._within().entries())

    def _status(self, action: machine.Status) -> Event:
        return self._within().status(action.mailbox, action.along)

    def _examine(self, action: machine.Examine) -> Event:
        return self._within().examine(action.mailbox)

    def _search(self, action: machine.Search) -> Event:
        return machine.Found(self._within().search(action.above, action.owed, recent=action.recent))

    def _measure(self, action: machine.Measure) -> Event:
        return machine.Measured(self._within().measure(action.uids))

    def _fetch(self, action: machine.Fetch) -> Event:
        self._take_slot()
        session = self._within()
        mail = None
        try:
            mail = session.fetch(action.uid, action.size.octets, action.attempt)
        finally:
            if mail is None:
                self.committed()
        if mail is None:
            return machine.NotFetched()
        octets = len(mail.raw) if action.size.octets is None else action.size.octets
        at = session.mended(action.size.internaldate)
        self._compare_clocks(action.size.internaldate, mail.raw)
        cursor = action.cursor
        where = (self.account.name, cursor.mailbox, cursor.uidvalidity, action.uid)
        self._post(Arrival(*where, at, octets, mail.raw, mail.truncated, action.sent, action.first_look, cursor))
        return machine.Fetched()

    def _read_flags(self, action: machine.ReadFlags) -> Event:
        return self._within().flags(action.top, action.since, action.known) or machine.FlagsRefused()

    def _name(self, action: machine.Name) -> Event:
        found = self._within().message_ids(action.uids)
        return machine.FlagsRefused() if found is None else machine.Named(found)

    def _take_slot(self) -> None:
        """Wait until fewer than 8 arrivals are uncommitted."""
        while True:
            with self._slots_lock:
                if self._slots > 0:
                    self._slots -= 1
                    return
            self._clock.wait_readable([self._signal.fd], BEAT)
            self._beat()
            self._signal.check()

    # --- performers: waiting

    def _idle(self, action: machine.Idle) -> Event:
        session = self._within()
        wire = session.client.wire
        if wire.news:
            return Woke()
        tag = wire.idle()
        if tag is None:
            return machine.IdleRefused()
        slept = self._rest(action.seconds, session)
        self._within(self._timings.probe if slept else self._timings.operation / 4)
        wire.done(tag)
        return Woke(slept)

    def _wait(self, action: machine.Wait) -> Event:
        slept = self._rest(action.seconds, None)
        if slept and self._session is not None:
            self._within(self._timings.probe).look_alive()
        return Woke(slept)

    def _rest(self, seconds: float, session: Session | None) -> bool:
        """Until the time is over, the server says something, the user asks, or the machine has slept: true only then."""
        end = self._clock.monotonic() + seconds
        while not (session and session.line.has_news()):
            self._signal.check()
            left = end - self._clock.monotonic()
            if self._signal.look or left <= 0:
                return False
            if self._has_slept():
                return True
            fds = [self._signal.fd, *([session.line.sock.fileno()] if session else [])]
            self._clock.wait_readable(fds, min(left, BEAT))
            self._beat()
        return False

    def _has_slept(self) -> bool:
        """Since this was last asked; a suspend in the middle of a command counts as well."""
        now, before = asleep(self._clock), self._asleep_before
        self._asleep_before = now
        return now - before > SLEPT

    # --- performers: telling

    def _note(self, action: machine.Note) -> None:
        self._post(Looked(self.account.name, action.cursor, self._clock.now(), action.sent))

    def _note_flags(self, action: machine.NoteFlags) -> None:
        self._post(Flagged(self.account.name, action.flags, action.new, action.unflagged, action.vanished))

    def _compare_clocks(self, internaldate: object, raw: bytes) -> None:
        """A mail that came later than now is told with the account's state, until one has come that did not."""
        header = raw[:HEADER_MOST].decode("latin-1")
        behind = from_the_future(came_at(internaldate, header), self._clock.now())
        if behind != self._behind:
            self._behind = behind
            if self._reported.state in {machine.State.IDLE, machine.State.POLLING}:  # else the report is still to come
                self._report(self._reported)

    def _report(self, action: machine.Report) -> None:
        self._reported, now = action, self._clock.now()
        detail = "; ".join(filter(None, [action.detail, self._behind]))
        until = None if action.wait is None else now + timedelta(seconds=action.wait)
        self._post(AccountState(self.account.name, str(action.state), detail, until, now))

    _performers: Mapping[type, Any] = {
        machine.Connect: _connect,
        machine.SignIn: _sign_in,
        machine.Disconnect: _disconnect,
        machine.ListMailboxes: _list,
        machine.Status: _status,
        machine.Examine: _examine,
        machine.Search: _search,
        machine.Measure: _measure,
        machine.Fetch: _fetch,
        machine.ReadFlags: _read_flags,
        machine.Name: _name,
        machine.Idle: _idle,
        machine.Wait: _wait,
        machine.Note: _note,
        machine.NoteFlags: _note_flags,
        machine.Report: _report,
    }
