"""`[export] ics`: the calendar file follows the state, a moment after each change."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from watcher import log
from watcher.config import Settings
from watcher.core import compose
from watcher.core.export import Entry
from watcher.daemon.outbox import due_of
from watcher.export import Exporter
from watcher.store import StepRow, Store, Transaction

AGAIN = 60.0  # seconds after a failure


def entries(tx: Transaction, settings: Settings) -> list[Entry]:
    """The open steps as a calendar shows them."""
    revisions = tx.step_revisions()
    return [_entry(tx, row, settings, revisions[row.id]) for row in tx.agenda()]


def _entry(tx: Transaction, row: StepRow, settings: Settings, revision: tuple[int, datetime]) -> Entry:
    due = due_of(tx, row, settings)
    shown = compose.ahead(due.step, due.application, due.draft, compose.words_of(due.language))
    lines, changed_at = revision
    return Entry(row.id, shown.title, shown.body, row.due_at, row.notify_at, row.created_at, changed_at, lines - 1)


class CalendarFile:
    """Keeps the file up to date."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._exporter = Exporter()
        self._written: tuple[Path, int, int] | None = None
        self._under_way: tuple[Path, int, int] | None = None
        self._not_before = 0.0

    def follow(self, settings: Settings, now_monotonic: float) -> None:
        """Write it anew where something has changed since; returns at once."""
        self._settle(now_monotonic)
        path = settings.export_ics
        if path is None or self._exporter.busy or now_monotonic < self._not_before:
            return
        with self._store.reading() as tx:
            wanted = (path, *tx.revision())
        if wanted == self._written:
            return
        with self._store.transaction() as tx:  # the first time, the installation is given its name
            listed, installation = entries(tx, settings), tx.installation()
        self._exporter.start(path, listed, installation, now_monotonic)
        self._under_way = wanted

    def _settle(self, now_monotonic: float) -> None:
        written = self._exporter.ended(now_monotonic)
        if written:
            self._written = self._under_way
        elif written is False:
            self._not_before = now_monotonic + AGAIN
            log.export_failed(AGAIN)

    @property
    def busy(self) -> bool:
        """A change is on its way to the disk."""
        return self._exporter.busy

    def close(self) -> None:
        """Give up what is under way; the next start writes it."""
        self._exporter.close()
