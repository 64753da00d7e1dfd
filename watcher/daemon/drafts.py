"""`[drafts] save`: the letter of a step is put into the Drafts mailbox when its user is told of the step.

Recorded before and after, one at a time, in a thread that does nothing else. What is known to have failed is tried again, ever more rarely;
of what was cut off the mailbox itself says whether it arrived. A draft whose step is closed by then is not saved any more.
"""

from __future__ import annotations

import hashlib
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from watcher import log
from watcher.clock import Clock
from watcher.config import Account, Settings
from watcher.core import compose
from watcher.core.compose import Draft
from watcher.core.schedule import retry_after
from watcher.daemon.outbox import HOPELESS, answered, due_of
from watcher.imap import Appended, Signal, append_draft
from watcher.store import SavedDraft, StepRow, Store, Transaction

CAUSE = "[drafts] save is on"


@dataclass(frozen=True, slots=True)
class Letter:
    """A draft as it goes into a mailbox."""

    account: Account
    mail: bytes
    message_id: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A try that ended."""

    draft: SavedDraft
    account: str
    appended: Appended


def letter(tx: Transaction, row: StepRow, settings: Settings, now: datetime, number: int) -> Letter | None:
    """The mail of a step, for the account that watches its thread; None where there is nothing to write. `number` is the saved draft's."""
    draft = due_of(tx, row, settings).draft
    account = account_of(tx, row, settings)
    if draft is None or account is None:
        return None
    # Other people may come to see this id: it tells nothing of this program. The same for each try, so that it can be looked for.
    unique = hashlib.blake2b(f"{tx.installation()} draft {number}".encode(), digest_size=16).hexdigest()
    sender = sender_of(account, settings)
    message_id = f"{unique}@{sender.rpartition('@')[2] if sender else account.host}"
    return Letter(account, as_mail(draft, account, settings, now, message_id), message_id)


def account_of(tx: Transaction, row: StepRow, settings: Settings) -> Account | None:
    """The account in which the mail is that a step answers, else the first."""
    mail = answered(tx, row)
    named = settings.accounts.get(mail.account) if mail else None
    return named or next(iter(settings.accounts.values()), None)


def sender_of(account: Account, settings: Settings) -> str | None:
    """The user's own address there, as far as it is known."""
    return account.username if "@" in account.username else min(settings.me_addresses, default=None)


def as_mail(draft: Draft, account: Account | None, settings: Settings, now: datetime, message_id: str | None = None) -> bytes:
    """The draft as RFC 5322 text, dated by the user's own clock."""
    sender = sender_of(account, settings) if account else min(settings.me_addresses, default=None)
    at = now.astimezone(settings.calendar.timezone)
    return compose.rfc5322(draft, sender=sender, name=settings.me_name, at=at, message_id=message_id)


class DraftSaver:
    """Saves what is wanted, one after the other."""

    def __init__(self, store: Store, clock: Clock, post: Callable[[Saved], None]) -> None:
        self._store, self._clock, self._post = store, clock, post
        self._thread: threading.Thread | None = None
        self._signal = Signal()
        self._busy = False

    def save_due(self, settings: Settings, now: datetime, reachable: Callable[[str], bool]) -> None:
        """Start the next try whose time has come; returns at once. Accounts that are not `reachable` just now are left in peace."""
        if self._busy or not settings.save_drafts:
            return
        with self._store.reading() as tx:
            draft = tx.next_draft(now)
            row = tx.step(draft.step) if draft else None
            account = account_of(tx, row, settings) if row else None
        if draft is None or row is None or account is None or not reachable(account.name):
            return
        with self._store.transaction() as tx:
            made = self._claimed(tx, draft, settings, now)
        if made is not None:
            self._busy = True
            self._thread = threading.Thread(target=self._save, args=(draft, made), name="drafts", daemon=True)
            self._thread.start()

    def _claimed(self, tx: Transaction, draft: SavedDraft, settings: Settings, now: datetime) -> Letter | None:
        row = tx.step(draft.step)
        if row is None or not tx.claim_draft(draft.id):
            return None
        made = letter(tx, row, settings, now, draft.id) if row.status == "needs_action" else None
        if made is None:
            tx.settle_draft(draft.id, now, "dropped", "the step was closed, or has nobody to write to")
        return made

    def _save(self, draft: SavedDraft, made: Letter) -> None:
        look_first = draft.attempts > 0
        appended = append_draft(made.account, made.mail, made.message_id, self._clock, self._signal, look_first=look_first)
        self._post(Saved(draft, made.account.name, appended))

    def settle(self, saved: Saved, now: datetime) -> None:
        """Record how a try ended."""
        draft, attempt = saved.draft, saved.draft.attempts + 1
        with self._store.transaction() as tx:
            again = settle(tx, draft.id, draft.step, attempt, saved.appended, now, CAUSE)
        self._busy = False
        if again is None:
            log.draft_saved(f"d{draft.id}", f"s{draft.step}", saved.account, attempt)
        else:
            log.draft_failed(f"d{draft.id}", saved.account, attempt, saved.appended.detail, again)

    def close(self) -> None:
        """End what is under way."""
        self._signal.stopping = True
        self._signal.ring()
        if self._thread is not None:
            self._thread.join(1.5)
        self._signal.close()


def settle(tx: Transaction, draft: int, step: int, attempt: int, appended: Appended, now: datetime, cause: str) -> datetime | None:
    """Write down how a try ended; when the next would be, None where it is saved."""
    row = tx.step(step)
    if appended.saved:
        if tx.settle_draft(draft, now, "saved", appended.detail) and row is not None:
            tx.event(now, row.application, f"{row.kind} draft saved to {appended.detail}", cause, step=step)
        return None
    again = now + retry_after(HOPELESS if appended.patience else attempt, random.random())  # noqa: S311 -- jitter, not a secret
    tx.settle_draft(draft, now, "pending" if appended.certain else "uncertain", appended.detail, again)
    return again
