"""When to learn from corrections, and the process that does.

The log in the database is the meeting place: commands append to it, the daemon sees that what stands in it is not what the last refit knew,
waits until the user has been silent for ten minutes, and lets a child refit (`watcher.model.refit`). What came of it is written down; a
refit that was refused or failed is not repeated until the log or the shipped model changes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from watcher import log
from watcher.clock import Clock
from watcher.core.classify import Label
from watcher.core.classify.memory import Memory, Remembered
from watcher.errors import ModelError, StateError
from watcher.model.user import remember, shipped_version, stamp
from watcher.store import CorrectionRow, RefitRow, Store, Transaction

SILENCE = timedelta(minutes=10)  # after the last correction: a review is one refit, not twenty
DIGEST_WAITS = timedelta(minutes=2)  # what corrections find overdue comes as one digest after the last of them
DEADLINE = 300.0  # seconds on the wall, for a child that may wait for another one's refit
_COMMAND = ("-I", "-m", "watcher.model.refit")


@dataclass(frozen=True, slots=True)
class Refit:
    """What refitting came to."""

    result: str  # accepted | refused | failed
    detail: str = ""
    base: str = ""
    share: float | None = None
    changed: tuple[dict[str, Any], ...] = ()  # of the mails of a trial


def refit_due(standing: Sequence[int], changed_at: datetime | None, last: RefitRow | None, base: str) -> datetime | None:
    """When to refit: ten minutes after the log's last change, at once for another shipped model; None when there is nothing to learn."""
    known = last.corrections if last else []
    if list(standing) != known:
        moments = [moment for moment in (changed_at, last.at if last else None) if moment is not None]
        return max(moments) + SILENCE if moments else None
    return last.at if last and standing and last.base != base else None


def memory_of(corrections: Sequence[CorrectionRow]) -> Memory:
    """The near-duplicates to be known, by what the user said last of each mail."""
    return tuple(Remembered(row.about, Label(row.label), tuple(row.sketch), tuple(row.signs)) for row in _newest(corrections) if row.sketch)


def _newest(corrections: Sequence[CorrectionRow]) -> list[CorrectionRow]:
    latest = {row.about: row for row in corrections}
    return sorted(latest.values(), key=lambda row: row.id)


def remember_all(store: Store, directory: Path, *, unlearn: bool = False) -> None:
    """Let every reading from now on know the mails that the user corrected, before any refit. Raises StateError."""

    def look_up() -> Memory:
        with store.reading() as tx:
            return memory_of(tx.corrections())

    remember(directory, look_up, unlearn=unlearn)


def request_of(corrections: Sequence[CorrectionRow], trial: Sequence[dict[str, Any]] | None = None) -> dict[str, Any]:
    """What a refit is asked."""
    told = [{"id": row.id, "label": row.label, "features": row.features} for row in _newest(corrections)]
    return {"corrections": told, "memory": [asdict(one) for one in memory_of(corrections)], "trial": trial}


class Refitting:
    """A refit under way, in a process of its own."""

    def __init__(self, directory: Path, request: dict[str, Any]) -> None:
        # Files and not pipes: nobody has to read or write in time.
        with tempfile.TemporaryFile() as asked:
            asked.write(json.dumps(request).encode())
            asked.seek(0)
            self._answer = tempfile.TemporaryFile()  # noqa: SIM115 -- open as long as this
            try:
                self.process = subprocess.Popen(
                    [sys.executable, *_COMMAND, str(directory)],
                    stdin=asked,
                    stdout=self._answer,
                    stderr=subprocess.DEVNULL,  # a traceback could hold a mail's words
                    close_fds=True,
                    start_new_session=True,
                    cwd="/",
                    env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
                )
            except OSError:
                self._answer.close()
                raise

    def ended(self) -> Refit | None:
        """What came of it; None while it works."""
        return None if self.process.poll() is None else self._result()

    def wait(self, seconds: float) -> Refit:
        """Wait for it, and end it when it takes longer."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.close()
            return Refit("failed", "took too long")
        return self._result()

    def _result(self) -> Refit:
        self._answer.seek(0)
        said = self._answer.read()
        self._answer.close()
        try:
            answer = json.loads(said)
            return Refit(
                str(answer["result"]),
                str(answer["detail"]),
                str(answer.get("base", "")),
                answer.get("share"),
                tuple(answer.get("changed", ())),
            )
        except (ValueError, KeyError, TypeError):
            return Refit("failed", f"the process ended with status {self.process.returncode}")

    def close(self) -> None:
        """End it; what it has not taken over is as if it had never been."""
        self.process.kill()
        self.process.wait()
        self._answer.close()


def refit_now(store: Store, directory: Path, now: datetime, *, unlearn: bool = False) -> Refit:
    """Refit and wait for it; what came of it is written down. With `unlearn` nothing that was learnt before stands meanwhile.

    Raises StateError, ModelError.
    """
    with store.reading() as tx:
        corrections = tx.corrections()
    remember_all(store, directory, unlearn=unlearn)
    done = _refitted(directory, corrections)
    with store.transaction() as tx:
        _write_down(tx, [row.id for row in corrections], done, now, shipped_version())
    return done


def try_out(directory: Path, corrections: Sequence[CorrectionRow], mails: Sequence[dict[str, Any]]) -> Refit:
    """What these corrections would do to these mails; nothing is taken over."""
    try:
        return Refitting(directory, request_of(corrections, mails)).wait(DEADLINE)
    except OSError as error:
        return Refit("failed", error.strerror or "")


def _refitted(directory: Path, corrections: Sequence[CorrectionRow]) -> Refit:
    if not corrections:
        return Refit("accepted", "nothing to learn")
    try:
        return Refitting(directory, request_of(corrections)).wait(DEADLINE)
    except OSError as error:
        return Refit("failed", error.strerror or "")


def _write_down(tx: Transaction, known: Sequence[int], done: Refit, at: datetime, base: str) -> None:
    tx.add_refit(at, base, known, done.result, done.detail, done.share)


class Learning:
    """The daemon's part: sees that there is something to learn, and has it done. One turn takes milliseconds."""

    def __init__(self, store: Store, directory: Path, clock: Clock) -> None:
        self._store, self._directory, self._clock = store, directory, clock
        self._under_way: Refitting | None = None
        self._known: list[int] = []
        self._since: tuple[datetime, float] = (clock.now(), clock.monotonic())
        self._base: str | None = None

    def turn(self, now: datetime) -> None:
        """Start what is due, take what has ended. Raises StateError."""
        if self._under_way is not None:
            self._look_after(self._under_way)
            return
        with self._store.reading() as tx:
            standing, changed_at, last = tx.corrected(), tx.corrected_at(), tx.last_refit()
        if not standing and not (last and last.corrections):
            return
        try:
            self._base = self._base or shipped_version()
        except ModelError:
            return  # nothing is read without it either, and the log says so there
        due = refit_due(standing, changed_at, last, self._base)
        if due is None and standing and last and last.result == "accepted" and stamp(self._directory) is None:
            due = last.at  # the file is gone
        if due is None or due > now:
            return
        try:
            self._start(now)
        except StateError as error:
            self._record(Refit("failed", error.message), standing, now)
        except OSError as error:
            self._record(Refit("failed", error.strerror or ""), standing, now)

    def remember(self) -> None:
        """Let every reading from now on know what was just corrected. Where that fails, the next refit does it."""
        with suppress(StateError, ModelError):
            remember_all(self._store, self._directory)

    def _start(self, now: datetime) -> None:
        with self._store.reading() as tx:
            corrections = tx.corrections()
        self._known, self._since = [row.id for row in corrections], (now, self._clock.monotonic())
        remember_all(self._store, self._directory)
        if corrections:
            self._under_way = Refitting(self._directory, request_of(corrections))
        else:
            self._record(Refit("accepted", "nothing to learn"), [], now)

    def _look_after(self, refitting: Refitting) -> None:
        started_at, since = self._since
        done = refitting.ended()
        if done is None:
            if self._clock.monotonic() - since < DEADLINE:
                return
            refitting.close()
            done = Refit("failed", "took too long")
        self._under_way = None
        self._record(done, self._known, started_at)

    def _record(self, done: Refit, known: Sequence[int], at: datetime) -> None:
        with self._store.transaction() as tx:
            _write_down(tx, known, done, at, self._base or "")
        log.refitted(done.result, len(known), done.share, done.detail)

    def close(self) -> None:
        """End a refit that is under way; the next start does it again. One that has ended is written down."""
        if self._under_way is None:
            return
        with suppress(StateError):
            self._look_after(self._under_way)
        if self._under_way is not None:
            self._under_way.close()
            self._under_way = None
