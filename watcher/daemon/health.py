"""Is the watcher well? How long each account has not been seen; the alarm; and the ping for a dead-man service.

Looks come in as facts; `turn` counts the time between them. A look that succeeds ends it all: an alarm that nobody has heard yet is
withdrawn, and who has heard it is told that it is over. What was counted is kept over restarts, at most a minute late.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from watcher import log
from watcher.clock import Clock
from watcher.config import Account, Settings
from watcher.core.compose import alarms, words_of
from watcher.core.compose.extras import ALL_CLEAR
from watcher.core.sight import blind_limit, late_limit, unseen_for
from watcher.daemon.pulse import Pulse
from watcher.daemon.trouble import Tell
from watcher.imap import AccountState
from watcher.notify import Delivered, Deliverer
from watcher.store import SightRow, Store, Transaction

KEPT_EVERY = timedelta(minutes=1)
_NONE = timedelta()


class Health:
    """What the main thread knows of how well it sees."""

    def __init__(self, store: Store, deliverer: Deliverer, clock: Clock, tell: Tell) -> None:
        self._store, self._clock, self._tell = store, clock, tell
        self._pulse = Pulse(deliverer, clock)
        self._counted_at = clock.monotonic()
        self._looked: set[str] = set()  # since this start
        self._over: set[str] = set()  # seen again, as soon as what was written of it stands
        with store.reading() as tx:
            rows = tx.sights()
        self._kept = {name: timedelta(seconds=row.unseen) for name, row in rows.items()}
        self._unseen = dict(self._kept)
        self._told = {name for name, row in rows.items() if row.told_at is not None}
        self._unheard: set[str] = set()  # alarms for whom there was no target yet

    # What happens

    def arrived(self, account: str) -> None:
        """A mail came in: a first look may take hours, and sees all the while."""
        self._unseen[account] = _NONE

    def looked(self, tx: Transaction, account: str, settings: Settings, now: datetime) -> None:
        """A look at the account succeeded."""
        self._unseen[account] = _NONE
        self._looked.add(account)
        if account not in self._kept and account not in self._told:
            return
        row = tx.seen(account)
        self._over.add(account)
        if row is None or (row.told_at is None and account not in self._unheard):
            return
        log.account_sees(account)
        heard = _withdraw(tx, account, row)
        tx.keep_heard(account, ())
        targets = {name: target for name, target in settings.targets.items() if name in heard}
        shown = alarms.sees_again(account, words_of(settings.me.language))
        tx.keep_all_clear(account, self._tell(tx, replace(settings, targets=targets), now, shown.title, shown.body, ALL_CLEAR))

    def refused(self, tx: Transaction, account: str, notification: int | None, now: datetime) -> None:
        """The user is told that the sign-in is refused, which says more than the alarm would; and is told when that is over."""
        row = tx.sights().get(account)
        if row is not None:
            tx.keep_heard(account, _withdraw(tx, account, row))
        _overtake(tx, account)
        tx.blind_told(account, notification, now)
        self._told.add(account)

    # What time does

    def turn(self, settings: Settings, states: Mapping[str, AccountState], now: datetime) -> None:
        """Count the time since the last turn, raise the alarm where it is due, and ping."""
        before, self._counted_at = self._counted_at, self._clock.monotonic()
        turn = timedelta(seconds=self._counted_at - before)
        self._forget_but(settings)
        self._told -= self._over
        self._unheard -= self._over
        self._kept = {name: kept for name, kept in self._kept.items() if name not in self._over}
        self._over.clear()
        for account in settings.accounts.values():
            unseen = self._unseen[account.name] = unseen_for(self._unseen.get(account.name, _NONE), turn)
            limit = blind_limit(settings.blind_after, _poll(account))
            untold = account.name not in self._told or (account.name in self._unheard and bool(settings.targets))
            if limit is not None and unseen >= limit and untold:
                self._alarm(account.name, states.get(account.name), settings, now)
            if unseen >= late_limit(_poll(account)) and unseen - self._kept.get(account.name, _NONE) >= KEPT_EVERY:
                self._keep([account.name])
        self._pulse.turn(settings, sees=self._sees(settings), blind=self._is_blind(settings))

    def _alarm(self, name: str, state: AccountState | None, settings: Settings, now: datetime) -> None:
        detail = state.detail if state is not None and state.state in {"backoff", "resting", "stopped"} else ""
        shown = alarms.blind(name, self._unseen[name], detail, words_of(settings.me.language))
        with self._store.transaction() as tx:
            notification = self._tell(tx, settings, now, shown.title, shown.body)
            tx.set_unseen(name, self._unseen[name].total_seconds())
            if notification is not None:
                _overtake(tx, name)
                tx.blind_told(name, notification, now)
        self._kept[name] = self._unseen[name]
        if name not in self._told:
            log.account_blind(name, self._unseen[name])
        self._told.add(name)
        (self._unheard.add if notification is None else self._unheard.discard)(name)

    def _sees(self, settings: Settings) -> bool:
        """Every account was looked at since this start, and within its time."""
        return all(
            account.name in self._looked and self._unseen[account.name] < late_limit(_poll(account))
            for account in settings.accounts.values()
        )

    def _is_blind(self, settings: Settings) -> bool:
        return settings.blind_after is not None and any(name in self._told for name in settings.accounts)

    def _forget_but(self, settings: Settings) -> None:
        self._unseen = {name: unseen for name, unseen in self._unseen.items() if name in settings.accounts}
        gone = (self._kept.keys() | self._told) - settings.accounts.keys()
        if gone:
            with self._store.transaction() as tx:
                for name, row in tx.sights().items():
                    if name in gone:
                        _withdraw(tx, name, row)
                        tx.keep_heard(name, ())
                        tx.keep_all_clear(name, None)
                tx.forget_sights_except(settings.accounts)
            self._told -= gone
            self._unheard -= gone
            self._kept = {name: kept for name, kept in self._kept.items() if name not in gone}

    def settle(self, delivered: Delivered) -> None:
        """How a ping ended."""
        self._pulse.settle(delivered)

    def close(self) -> None:
        """Keep what was counted: restarts, however many, do not make it see."""
        self._keep([name for name, unseen in self._unseen.items() if unseen > self._kept.get(name, _NONE)])

    def _keep(self, names: list[str]) -> None:
        if not names:
            return
        with self._store.transaction() as tx:
            for name in names:
                tx.set_unseen(name, self._unseen[name].total_seconds())
                self._kept[name] = self._unseen[name]


def _withdraw(tx: Transaction, account: str, row: SightRow) -> set[str]:
    """Who has not heard yet that an account is not seen does not hear it; returns who has."""
    heard = tx.withdraw(row.notification) if row.notification is not None else []
    return {*heard, *tx.heard_before(account)}


def _overtake(tx: Transaction, account: str) -> None:
    """Who is still to hear of the end of the former alarm hears of the end of this one instead (daemon.retold drops the other)."""
    former = tx.all_clear(account)
    notification = tx.notification(former) if former is not None else None
    waiting = {one.target for one in notification.deliveries if one.status in {"pending", "in_flight"}} if notification else set()
    tx.keep_heard(account, {*tx.heard_before(account), *waiting})


def _poll(account: Account) -> timedelta:
    return timedelta(seconds=account.poll_every)
