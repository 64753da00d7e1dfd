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
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from watcher import log
from watcher.clock import Clock, SystemClock
from watcher.config import Account, Settings
from watcher.config.apart import load_apart
from watcher.config.bearer import Renewed
from watcher.core.act import Verb
from watcher.core.classify import Label
from watcher.core.watch import ABSENT
from watcher.daemon import acting, intake, outbox, starring
from watcher.daemon.bubbles import Bubbles
from watcher.daemon.changes import set_right
from watcher.daemon.consent import Consents
from watcher.daemon.drafts import DraftSaver, Saved
from watcher.daemon.exporting import CalendarFile
from watcher.daemon.health import Health
from watcher.daemon.learning import DIGEST_WAITS, Learning
from watcher.daemon.purging import Purging
from watcher.daemon.supervisor import Supervisor
from watcher.daemon.trust import Trust
from watcher.daemon.waking import Waking
from watcher.daemon.words import account_notice, status_line
from watcher.desktop import Told
from watcher.errors import ConfigError, NoPermission, ReaderUnavailable, StateError, Unreadable
from watcher.imap import AccountState, AccountWatcher, Arrival, Cursor, Flagged, Looked, Posted
from watcher.notify import Delivered, Deliverer
from watcher.reader import Read, ReadingRoom
from watcher.store import hold, open_store

NAP = 15.0  # seconds; also the longest that a command typed elsewhere waits to be seen
LIFE_SIGN = 180.0  # seconds without a sign of life from an account's thread before the watchdog is no longer fed


class Order(Enum):
    """What a signal asks for."""

    STOP = "stop"
    RELOAD = "reload"
    TICK = "tick"  # look at the clock: the demo and tests have moved it


@dataclass(frozen=True, slots=True)
class Seen:
    """What an account's thread posted. Threads come and go with the config: what a replaced one left behind does not count."""

    generation: int
    item: Posted


Urgent = Delivered | Saved | Told
Item = Seen | Urgent | Order


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
        self._urgent: deque[Seen | Urgent] = deque()  # what waits for nothing
        self._line: deque[Seen] = deque()  # mails and looks, in order
        self._line_again_at, self._line_failures = 0.0, 0  # the reading room did not start
        self._again_at, self._failures = 0.0, 0  # the state could not be used
        self._reload_wanted = False
        self._generations: dict[str, int] = {}
        self._revivals: dict[str, tuple[int, float]] = {}  # how often a thread had to be started again, and when it may be next
        self._set_aside: set[str] = set()  # steps and notices whose words fail, until the next start
        self._watchers: dict[str, AccountWatcher] = {}
        self._states: dict[str, AccountState] = {}
        self._first_looks: dict[str, bool] = {}  # of which accounts, and whether the last of its looks has come in
        self._consents, self._trust = Consents(), Trust()
        self._purging = Purging(self.clock)
        self._stopping = False
        self._supervisor = Supervisor(self.clock, environ)
        self._nap = min(NAP, self._supervisor.feed_every)
        self._waking = Waking(self.clock)

    def tell(self, order: Order) -> None:
        """Give an order; safe from signal handlers and other threads."""
        if order is Order.STOP:
            self._stopping = True
        if order is Order.RELOAD:
            self._reload_wanted = True  # however many are asked for at once, one is enough
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
            self._room = ReadingRoom(clock=self.clock, model_path=self._model_path, user_directory=self.settings.state_directory)
            stack.callback(self._room.close)
            self._learning = Learning(self._store, self.settings.state_directory, self.clock)
            stack.callback(self._learning.close)
            self._deliverer = Deliverer(clock=self.clock, post=self._inbox.put)
            stack.callback(self._settle_the_last)
            stack.callback(self._deliverer.close, 1.5)
            stack.callback(self._stop_watching)
            self._drafts = DraftSaver(self._store, self.clock, self._inbox.put)
            stack.callback(self._drafts.close)
            self._bubbles = Bubbles(self._store, self.clock, self._inbox.put, self._environ)
            stack.callback(self._bubbles.close)
            self._outbox = outbox.Outbox(self._store, self._deliverer, self.clock, self._bubbles.show, reload=self._supervisor.reload)
            self._health = Health(self._store, self._deliverer, self.clock, outbox.queue_notice)
            stack.callback(self._keep_health)
            self._calendar_file = CalendarFile(self._store)
            stack.callback(self._calendar_file.close)
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
            tx.recover_drafts(now)
            tx.drop_deliveries_except(self.settings.targets)
            set_right(tx, self.settings, now)
        for account in self.settings.accounts.values():
            self._watch(account)
        self._look_first()
        log.started(len(self.settings.accounts), len(self.settings.targets), str(self.settings.state_directory))
        self._say_status()
        self._supervisor.ready()

    def _look_first(self) -> None:
        """After sleep: mail may have made needless what fell due."""
        with self._store.reading() as tx:
            known = {name: tx.cursors(name) for name in self._watchers}
        self._waking.begin({name: [box for box, row in rows.items() if row.uidvalidity != ABSENT] for name, rows in known.items()})
        self.look_now()

    def _watch(self, account: Account) -> None:
        with self._store.transaction() as tx:
            tx.drop_acting_except(account.name, [mailbox for _, mailbox in account.acts])
            rows, flags = tx.cursors(account.name), tx.flags(account.name)
        cursors = {name: Cursor(name, row.uidvalidity, row.uid, row.first_look_done, row.retry, row.acts) for name, row in rows.items()}
        if not any(cursor.first_look_done for cursor in cursors.values() if cursor.acts is None):
            self._first_looks[account.name] = False
        generation = self._generations[account.name] = self._generations.get(account.name, 0) + 1
        watcher = AccountWatcher(
            account,
            clock=self.clock,
            post=lambda item: self._inbox.put(Seen(generation, item)),
            cursors=cursors,
            flags=flags,
            ssl_context=self._trust.of(account),
        )
        self._watchers[account.name] = watcher
        watcher.start()

    def _unwatch(self, name: str) -> None:
        watcher = self._watchers.pop(name)
        watcher.stop()
        watcher.join(2.0)
        self._generations[name] += 1  # what it posted and nobody has handled is fetched again by its successor
        self._states.pop(name, None)
        self._first_looks.pop(name, None)
        self._waking.not_for(name)

    def _stop_watching(self) -> None:
        for watcher in self._watchers.values():
            watcher.stop()
        deadline = self.clock.monotonic() + 2.0
        for watcher in self._watchers.values():
            watcher.join(max(0.0, deadline - self.clock.monotonic()))

    def _settle_the_last(self) -> None:
        """Deliveries and drafts that ended while we were closing are recorded, so that the next start does not repeat them."""
        waiting: list[Item] = [*self._urgent]
        while (item := self.clock.get(self._inbox, 0)) is not None:
            waiting.append(item)
        for item in waiting:
            with suppress(StateError):
                if isinstance(item, Urgent):
                    self._settle(item)

    def _keep_health(self) -> None:
        with suppress(StateError):
            self._health.close()

    def _reload(self) -> None:
        """Take over a changed config, all of it or nothing; then look at everything at once."""
        self._supervisor.reloading()
        try:
            new = load_apart(self.settings.source, self._environ, stopping=self._told_to_stop)
            if new.state_directory != self.settings.state_directory:
                log.reload_refused("[state] directory cannot change while running: restart instead")
                new = self.settings
        except ConfigError as error:
            for problem in error.problems:
                log.reload_refused(str(problem))
            new = self.settings
        except NoPermission as error:
            log.reload_refused(error.message)
            new = self.settings
        self._change_accounts(new)
        self.settings = new
        with self._store.transaction() as tx:
            tx.drop_deliveries_except(new.targets)
            tx.try_deliveries_at(self.clock.now())
        self._outbox.follow(new)
        self.look_now()
        log.reloaded(len(new.accounts), len(new.targets))
        self._supervisor.ready()

    def _told_to_stop(self) -> bool:
        """Asked while a child fetches secrets, each of which may take its time: we live, and wait."""
        self._supervisor.alive()
        return self._stopping

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
            self._sort(item)
            item = self.clock.get(self._inbox, 0)
        if not self._stopping and (self._reload_wanted or self.clock.monotonic() >= self._again_at):
            try:
                self._work()
                self._failures = 0
            except StateError as error:
                self._failures, self._again_at = self._step_back(self._failures, log.state_unavailable, error.message)
        self._room.close_if_idle(self.clock.monotonic())
        self._report()

    def _sort(self, item: Item) -> None:
        """Mails, flags and looks keep their order; what else comes in does not wait behind a mail that cannot be recorded just now."""
        if isinstance(item, Seen) and isinstance(item.item, Arrival | Looked | Flagged):
            self._line.append(item)
        elif not isinstance(item, Order):
            self._urgent.append(item)

    def _sleep(self) -> float:
        """Until the next thing is due, and never longer than a nap."""
        if self._failures:
            return self._until(self._again_at)
        if self._line:
            return self._until(self._line_again_at)
        now = self.clock.now()
        nap = 0.5 if self._calendar_file.busy else self._nap
        try:
            with self._store.reading() as tx:
                moment = tx.next_moment(now)
        except StateError:
            return nap
        if self._waking.left:
            return min(nap, self._waking.left)
        return nap if moment is None else min(nap, max(0.05, (moment - now).total_seconds()))

    def _until(self, moment: float) -> float:
        return min(self._nap, max(0.05, moment - self.clock.monotonic()))

    def _work(self) -> None:
        """Everything that there is to do now. Raises StateError; what was not done is still there."""
        if self._reload_wanted:
            self._reload()
            self._reload_wanted = False
        while self._urgent and not self._stopping:
            self._handle(self._urgent[0])
            self._urgent.popleft()
        if self.clock.monotonic() >= self._line_again_at:
            self._work_off()
        if not self._stopping:
            self._what_is_due()
            self._learning.turn(self.clock.now())
            self._calendar_file.follow(self.settings, self.clock.monotonic())
            self._revive()
            for name in self._consents.given(self.settings.accounts):
                self._watchers[name].look_now()

    def _work_off(self) -> None:
        """Record what has come in, in order; stop at what cannot be read just now."""
        while self._line and not self._stopping:
            try:
                self._handle(self._line[0])
            except ReaderUnavailable as error:
                if not self._stopping:
                    self._line_failures, self._line_again_at = self._step_back(self._line_failures, log.reader_unavailable, error.message)
                return
            self._line.popleft()
            self._line_failures = 0
            self._supervisor.alive()
        # A state does not wait in line, and so overtakes the looks that were made before it.
        self._first_looks = {name: over for name, over in self._first_looks.items() if not over}

    def _step_back(self, failures: int, say: Callable[[str, float], None], reason: str) -> tuple[int, float]:
        wait = min(60.0, 2.0 ** min(failures, 6))
        say(reason, wait)
        return failures + 1, self.clock.monotonic() + wait

    def _settle(self, item: Urgent) -> None:
        """Record what ended, and what was clicked."""
        now = self.clock.now()
        if isinstance(item, Saved):
            self._drafts.settle(item, now)
            return
        delivered = item if isinstance(item, Delivered) else self._bubbles.take(item, self.settings, now)
        if delivered is not None and delivered.id < 0:
            self._health.settle(delivered)
        elif delivered is not None:
            self._outbox.settle(delivered, now)
            self._observe("delivered", delivered)

    def _handle(self, item: Seen | Urgent) -> None:
        if not isinstance(item, Seen):
            self._settle(item)
            return
        posted = item.item
        if self._generations.get(posted.account) != item.generation or posted.account not in self._watchers:
            return
        match posted:
            case Arrival():
                self._arrived(posted)
            case Looked():
                self._looked(posted)
            case Flagged():
                self._flagged(posted)
            case AccountState():
                self._account_state(posted)

    def _arrived(self, arrival: Arrival) -> None:
        began = self.clock.monotonic()
        with self._store.reading() as tx:
            known = tx.is_recorded(arrival.account, arrival.mailbox, arrival.uidvalidity, arrival.uid)
        if not known:
            self._read_and_record(arrival, began)
        self._health.arrived(arrival.account)
        self._watchers[arrival.account].committed()

    def _read_and_record(self, arrival: Arrival, began: float) -> None:
        settings, now = self.settings, self.clock.now()
        verb = acting.verb_of(arrival, settings)
        received_on = min(arrival.internaldate, now).astimezone(settings.calendar.timezone).date()
        with self._store.transaction() as tx:
            if intake.is_known_unreadable(tx, arrival):
                return
        try:
            me, sent, said = settings.me_addresses, arrival.sent, verb.label if verb else None
            read = self._room.read(arrival.raw, truncated=arrival.truncated, received_on=received_on, me=me, sent=sent, said=said)
            if verb is not None:
                self._act(arrival, verb, read, now)
                return
            with self._store.transaction() as tx:
                outcome = intake.take_in(tx, arrival, read, settings, now)
        except (StateError, ReaderUnavailable):
            raise
        except Exception as error:  # noqa: BLE001 -- one bad mail stops nothing, also one that our own code stumbles over
            reason = error.message if isinstance(error, Unreadable) else f"{type(error).__name__} while it was recorded"
            with self._store.transaction() as tx:
                outcome = intake.take_unreadable(tx, arrival, reason, now)
            log.mail_unreadable(f"m{outcome.message}", arrival.account, arrival.uid, reason)
            return
        self._log(arrival, outcome, began)
        self._observe("mail", (arrival, read, outcome))

    def _act(self, arrival: Arrival, verb: Verb, read: Read, now: datetime) -> None:
        with self._store.transaction() as tx:
            acted = acting.take_move(tx, arrival, verb, read, self.settings, now)
        if acted.corrected:
            self._learning.remember()
        acting.log_moved(arrival, verb, acted)
        self._observe("moved", (arrival, acted))

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
            self._health.looked(tx, looked.account, self.settings, self.clock.now())
        log.looked(looked.account, cursor.mailbox, cursor.uid, first=looked.account in self._first_looks)
        self._waking.looked(looked.account, cursor.mailbox)
        self._observe("looked", looked)

    def _flagged(self, seen: Flagged) -> None:
        with self._store.transaction() as tx:
            changed = starring.take_flags(tx, seen, self.settings, self.clock.now())
        for one in changed:
            log.star_flagged(f"a{one.application}", f"m{one.message}", starred=one.starred)
        self._observe("flagged", seen)

    def _account_state(self, state: AccountState) -> None:
        self._states[state.account] = state
        account = self.settings.accounts[state.account]
        self._consents.note(account, state)
        if state.state != "connecting" and state.account in self._first_looks:
            # All mailboxes have been looked at, or the server does not answer: then what is known is not held back.
            self._first_looks[state.account] = True
        if state.state not in {"connecting", "idle", "polling"}:
            self._waking.not_for(state.account)
        with self._store.transaction() as tx:
            tx.set_account(state.account, state.state, state.detail, state.until, state.at)
            if state.state == "resting" and self.settings.targets and tx.account_told(state.account, state.at):
                login = account.token.login if isinstance(account.token, Renewed) else None
                language, reload = self.settings.me.language, self._supervisor.reload
                said = account_notice(state.account, state.detail, language, login=login, reload=reload)
                told = outbox.queue_notice(tx, self.settings, self.clock.now(), *said)
                self._health.refused(tx, state.account, told, self.clock.now())
        log.account_state(state.account, state.state, state.detail, state.until)
        self._observe("account", state)

    def _what_is_due(self) -> None:
        now = self.clock.now()
        leap = self._waking.leapt()
        if leap:
            self._purging.leapt()
        if leap > 0:
            self._look_first()
        elif leap < 0:
            with self._store.transaction() as tx:
                set_right(tx, self.settings, now)
        self._waking.followed()
        self._health.turn(self.settings, self._states, now)
        self._bubbles.follow(self.settings)
        if self._waking.left:
            return
        with self._store.reading() as tx:
            due = outbox.is_due(tx, now, self._set_aside)
            corrected_at = tx.corrected_at()
        if due:
            # What was overdue at the first look waits until all of it is known, so that it comes as one digest; so with a review.
            reviewing = corrected_at is not None and corrected_at <= now < corrected_at + DIGEST_WAITS
            hold = bool(self._first_looks or self._line or reviewing)
            outbox.queue_due(self._store, self.settings, now, hold_digest=hold, set_aside=self._set_aside)
        self._outbox.send_due(self.settings, now)
        self._drafts.save_due(self.settings, now, self._reachable)
        self._purging.turn(self._store, self.settings, now)

    def _reachable(self, account: str) -> bool:
        """Whether the server answers: a sign-in beside one that is refused would lock the user out the sooner."""
        state = self._states.get(account)
        return state is not None and state.state in {"idle", "polling"}

    def _revive(self) -> None:
        """A thread that ended by a fault of ours is started again from the stored cursors, ever more rarely if it ends again."""
        for name in [name for name, watcher in self._watchers.items() if not watcher.alive]:
            count, not_before = self._revivals.get(name, (0, 0.0))
            if self.clock.monotonic() < not_before:
                continue
            self._revivals[name] = (count + 1, self.clock.monotonic() + min(300.0, 2.0 ** min(count + 1, 9)))
            state = self._states.get(name)
            log.thread_died(name, state.detail if state else "before it said anything")
            self._watch(self.settings.accounts[name])

    def _report(self) -> None:
        now = self.clock.monotonic()
        if all(now - watcher.heartbeat < LIFE_SIGN for watcher in self._watchers.values()):
            self._supervisor.alive()
        self._say_status()
        self._observe("idle", not self._line)

    def _say_status(self) -> None:
        try:
            with self._store.reading() as tx:
                due = tx.next_due()
        except StateError:
            due = None
        self._supervisor.status(status_line(self._watchers, self._states, due, self.clock.now()))
