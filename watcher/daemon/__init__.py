"""The service: joins the rooms.

One thread per account watches; everything that it sees, every delivery that ended and every signal goes into one inbox, and the main
thread alone takes from it, decides and writes. It sleeps until the next thing is due, and never longer than `NAP`: so that a suspend, a
moved clock and a `done` typed in another shell are seen without any channel between processes. What cannot be recorded just now (disk
full, reading room that does not start) stays at the head of the line and is tried again; nothing behind it overtakes, no cursor moves.
"""

from __future__ import annotations

import os
import queue
import signal
import ssl
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path

from watcher import log
from watcher.clock import Clock, SystemClock
from watcher.config import Account, Settings
from watcher.config.apart import load_apart
from watcher.core.classify import Label
from watcher.daemon import intake, outbox
from watcher.daemon.supervisor import Supervisor
from watcher.daemon.words import account_notice, status_line
from watcher.errors import ConfigError, NoPermission, ReaderUnavailable, StateError, Unreadable
from watcher.imap import AccountState, AccountWatcher, Arrival, Cursor, Looked, Posted
from watcher.notify import Delivered, Deliverer
from watcher.reader import ReadingRoom
from watcher.store import hold, open_store

NAP = 15.0  # seconds; also the longest that a command typed elsewhere waits to be seen
PURGE_EVERY = timedelta(days=1)
LIFE_SIGN = 180.0  # seconds without a sign of life from an account's thread before the watchdog is no longer fed


class Order(Enum):
    """What a signal asks for."""

    STOP = "stop"
    RELOAD = "reload"
    TICK = "tick"  # look at the clock: the demo and tests have moved it


Item = Posted | Delivered | Order


class Daemon:
    """Watches, decides, reminds. `run` returns when it was told to stop."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock | None = None,
        environ: Mapping[str, str] = os.environ,
        observe: Callable[[str, object], None] | None = None,
        model_path: Path | None = None,
    ) -> None:
        self.settings = settings
        self.clock = clock or SystemClock()
        self._environ = environ
        self._observe = observe or (lambda _kind, _what: None)
        self._model_path = model_path
        self._inbox: queue.SimpleQueue[Item] = queue.SimpleQueue()
        self._line: deque[Item] = deque()
        self._again_at = 0.0
        self._failures = 0
        self._watchers: dict[str, AccountWatcher] = {}
        self._states: dict[str, AccountState] = {}
        self._first_looks: set[str] = set()
        self._purge_at: datetime | None = None
        self._stopping = False
        self._supervisor = Supervisor(self.clock, environ)

    def tell(self, order: Order) -> None:
        """Give an order; safe from signal handlers and other threads."""
        if order is Order.STOP:
            self._stopping = True
        self._inbox.put(order)

    def look_now(self) -> None:
        """Let every account look at all its mailboxes at once; safe from other threads."""
        for watcher in list(self._watchers.values()):
            watcher.look_now()

    def run(self) -> None:
        """Watch until told to stop. Raises StateBusy, StateError, NoPermission at the start only."""
        with ExitStack() as stack:
            stack.enter_context(hold(self.settings.state_directory))
            self._store = open_store(self.settings.state_directory)
            stack.callback(self._store.close)
            self._room = ReadingRoom(clock=self.clock, model_path=self._model_path)
            stack.callback(self._room.close)
            self._deliverer = Deliverer(clock=self.clock, post=self._inbox.put)
            stack.callback(self._deliverer.close, 2.0)
            stack.callback(self._stop_watching)
            self._outbox = outbox.Outbox(self._store, self._deliverer, self.clock)
            self._start()
            while not self._stopping:
                self._turn()
            self._supervisor.stopping()
        log.stopped("asked to")

    def listen_to_signals(self) -> None:
        """SIGTERM and SIGINT end the daemon, SIGHUP reloads it. Only in the main thread."""

        def stop(_signal: int, _frame: object) -> None:
            self.tell(Order.STOP)
            if hasattr(self, "_room"):
                self._room.abort()  # a mail that is being read is read again after the next start

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        signal.signal(signal.SIGHUP, lambda _signal, _frame: self.tell(Order.RELOAD))

    # Starting and changing

    def _start(self) -> None:
        now = self.clock.now()
        with self._store.transaction() as tx:
            tx.recover(now)
            tx.drop_deliveries_except(self.settings.targets)
        for account in self.settings.accounts.values():
            self._watch(account)
        log.started(len(self.settings.accounts), len(self.settings.targets), str(self.settings.state_directory))
        self._supervisor.ready()

    def _watch(self, account: Account) -> None:
        with self._store.reading() as tx:
            rows = tx.cursors(account.name)
        cursors = {name: Cursor(name, row.uidvalidity, row.uid, row.first_look_done, row.retry) for name, row in rows.items()}
        if not any(cursor.first_look_done for cursor in cursors.values()):
            self._first_looks.add(account.name)
        watcher = AccountWatcher(account, clock=self.clock, post=self._inbox.put, cursors=cursors, ssl_context=self._tls(account))
        self._watchers[account.name] = watcher
        watcher.start()

    def _tls(self, account: Account) -> ssl.SSLContext | None:
        """One context for all accounts that trust the system's authorities (own ones cost 0.8 MB each)."""
        if account.ca_file is not None or account.tls == "none":
            return None
        if not hasattr(self, "_context"):
            self._context = ssl.create_default_context()
        return self._context

    def _unwatch(self, name: str) -> None:
        self._watchers[name].stop()
        self._watchers.pop(name).join(3.0)
        self._states.pop(name, None)
        self._first_looks.discard(name)
        self._line = deque(item for item in self._line if getattr(item, "account", None) != name)

    def _stop_watching(self) -> None:
        for watcher in self._watchers.values():
            watcher.stop()
        for watcher in self._watchers.values():
            watcher.join(2.0)

    def _reload(self) -> None:
        """Take over a changed config, all of it or nothing; then look at everything at once."""
        self._supervisor.reloading()
        try:
            new = load_apart(self.settings.source, self._environ)
            if new.state_directory != self.settings.state_directory:
                log.reload_refused("[state] directory cannot change while running: restart instead")
                new = self.settings
        except (ConfigError, NoPermission) as error:
            log.reload_refused(str(error))
            new = self.settings
        self._change_accounts(new)
        self.settings = new
        with self._store.transaction() as tx:
            tx.drop_deliveries_except(new.targets)
        self.look_now()
        log.reloaded(len(new.accounts), len(new.targets))
        self._supervisor.ready()

    def _change_accounts(self, new: Settings) -> None:
        old = self.settings.accounts
        for name in [name for name in self._watchers if new.accounts.get(name) != old.get(name)]:
            self._unwatch(name)
        for name, account in new.accounts.items():
            if name not in self._watchers:
                self._watch(account)

    # One turn of the loop

    def _turn(self) -> None:
        item = self.clock.get(self._inbox, self._sleep())
        while item is not None:
            self._line.append(item)
            item = self.clock.get(self._inbox, 0)
        self._work_off()
        try:
            self._what_is_due()
        except StateError as error:
            self._step_back(log.state_unavailable, str(error))
        self._room.close_if_idle(self.clock.monotonic())
        self._revive()
        self._report()

    def _sleep(self) -> float:
        """Until the next thing is due, and never longer than a nap."""
        if self._line or self._failures:
            return min(NAP, max(0.0, self._again_at - self.clock.monotonic()))
        now = self.clock.now()
        try:
            with self._store.reading() as tx:
                moment = tx.next_moment(now)
        except StateError:
            return NAP
        return NAP if moment is None else min(NAP, max(0.05, (moment - now).total_seconds()))

    def _work_off(self) -> None:
        """Handle what has come in, in order; stop at what cannot be recorded just now."""
        if self._line and self.clock.monotonic() < self._again_at:
            self._urgent()
            return
        while self._line and not (self._stopping and not isinstance(self._line[0], Order)):
            try:
                self._handle(self._line[0])
            except ReaderUnavailable as error:
                if not self._stopping:
                    self._step_back(log.reader_unavailable, error.message)
                return
            except StateError as error:
                self._step_back(log.state_unavailable, error.message)
                return
            self._line.popleft()
            self._failures = 0

    def _urgent(self) -> None:
        """While something waits to be recorded, a reload is obeyed all the same: it may be what mends it."""
        if Order.RELOAD in self._line:
            self._line.remove(Order.RELOAD)
            self._again_at = 0.0
            self._reload()

    def _step_back(self, say: Callable[[str, float], None], reason: str) -> None:
        self._failures += 1
        wait = min(60.0, 2.0 ** min(self._failures - 1, 6))
        self._again_at = self.clock.monotonic() + wait
        say(reason, wait)

    def _handle(self, item: Item) -> None:
        match item:
            case Arrival():
                self._arrived(item)
            case Looked():
                self._looked(item)
            case AccountState():
                self._account_state(item)
            case Delivered():
                self._outbox.settle(item, self.clock.now())
                self._observe("delivered", item)
            case Order.RELOAD:
                self._reload()
            case Order.STOP | Order.TICK:
                pass

    def _arrived(self, arrival: Arrival) -> None:
        watcher = self._watchers.get(arrival.account)
        if watcher is None:
            return  # the account left the config while its mail was on the way
        began = self.clock.monotonic()
        with self._store.reading() as tx:
            known = tx.is_recorded(arrival.account, arrival.mailbox, arrival.uidvalidity, arrival.uid)
        if not known:
            self._read_and_record(arrival, began)
        watcher.committed()

    def _read_and_record(self, arrival: Arrival, began: float) -> None:
        settings, now = self.settings, self.clock.now()
        received_on = min(arrival.internaldate, now).astimezone(settings.calendar.timezone).date()
        try:
            read = self._room.read(arrival.raw, truncated=arrival.truncated, received_on=received_on, me=settings.me_addresses)
        except Unreadable as error:
            with self._store.transaction() as tx:
                outcome = intake.take_unreadable(tx, arrival, error.message, now)
            log.mail_unreadable(f"m{outcome.message}", arrival.account, arrival.uid, error.message)
            return
        with self._store.transaction() as tx:
            outcome = intake.take_in(tx, arrival, read, settings, now)
        self._log(arrival, outcome, began)
        self._observe("mail", (arrival, read, outcome))

    def _log(self, arrival: Arrival, outcome: intake.Outcome, began: float) -> None:
        message = f"m{outcome.message}" if outcome.message is not None else "-"
        application = f"a{outcome.application}" if outcome.application is not None else None
        if outcome.known:
            log.mail_known(arrival.account, arrival.mailbox, arrival.uid, message)
        elif arrival.sent:
            log.mail_sent(message, arrival.account, arrival.uid, application, outcome.closed)
        else:
            log.mail_decided(
                message,
                arrival.account,
                arrival.uid,
                outcome.label or Label.OTHER.value,
                unsure=outcome.unsure,
                application=application,
                steps=outcome.planned,
                ms=round((self.clock.monotonic() - began) * 1000),
                company=(outcome.company or "") if self.settings.log_content else None,
            )

    def _looked(self, looked: Looked) -> None:
        cursor = looked.cursor
        with self._store.transaction() as tx:
            tx.set_cursor(looked.account, intake.cursor_row(cursor), looked.at)
            tx.account_looked(looked.account, looked.at)
        log.looked(looked.account, cursor.mailbox, cursor.uid, first=looked.account in self._first_looks)
        if cursor.first_look_done and cursor.mailbox.upper() == "INBOX":
            self._first_looks.discard(looked.account)
        self._observe("looked", looked)

    def _account_state(self, state: AccountState) -> None:
        self._states[state.account] = state
        if state.state in {"backoff", "resting", "stopped"}:
            self._first_looks.discard(state.account)  # what is known is not held back for a server that does not answer
        with self._store.transaction() as tx:
            tx.set_account(state.account, state.state, state.detail, state.until, state.at)
            if state.state == "resting" and tx.account_told(state.account, state.at):
                outbox.queue_notice(tx, self.settings, self.clock.now(), *account_notice(state.account, state.detail))
        log.account_state(state.account, state.state, state.detail, state.until)
        self._observe("account", state)

    def _what_is_due(self) -> None:
        now = self.clock.now()
        with self._store.reading() as tx:
            due = bool(tx.due_steps(now))
        if due:
            with self._store.transaction() as tx:
                outbox.queue_due(tx, self.settings, now, hold_digest=bool(self._first_looks))
        self._outbox.send_due(self.settings, now)
        if self._purge_at is None or now >= self._purge_at:
            self._purge_at = now + PURGE_EVERY
            with self._store.transaction() as tx:
                tx.purge(now - self.settings.keep.span)

    def _revive(self) -> None:
        """A thread that ended by a fault of ours is started again from the stored cursors."""
        for name in [name for name, watcher in self._watchers.items() if not watcher.alive]:
            state = self._states.get(name)
            log.thread_died(name, state.detail if state else "before it said anything")
            del self._watchers[name]
            self._watch(self.settings.accounts[name])

    def _report(self) -> None:
        now = self.clock.monotonic()
        if all(now - watcher.heartbeat < LIFE_SIGN for watcher in self._watchers.values()):
            self._supervisor.alive()
        try:
            with self._store.reading() as tx:
                due = tx.next_due()
        except StateError:
            due = None
        self._supervisor.status(status_line(self._states.values(), due, self.clock.now()))
        self._observe("idle", not self._line)
