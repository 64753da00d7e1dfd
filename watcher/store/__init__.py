"""State: messages, applications, steps, outbox, cursors. SQLite by SQLAlchemy Core; what changes together is one transaction.

`Store` opens the database (`state.db` in the state directory, mode 0600, WAL, synchronous FULL) and hands out transactions;
`Transaction` has one method per need. Writers take the write lock at the start (BEGIN IMMEDIATE), so that what they read stays true until
they commit, whether they are the daemon or a command typed in another shell. Migrations run in a child process (`migrate`), and only when
the version differs.
"""

from __future__ import annotations

import errno
import fcntl
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from watcher import __version__
from watcher.errors import NoPermission, NothingYet, StateBusy, StateError, StateTooNew
from watcher.store.ledger import AttemptRow, TroubleRow
from watcher.store.own_mail import AppliedRow
from watcher.store.place import fault_of
from watcher.store.regrouping import EDITABLE
from watcher.store.rows import (
    AccountRow,
    ApplicationRow,
    CorrectionRow,
    CursorRow,
    DeliveryRow,
    EventRow,
    MessageRow,
    NewMessage,
    NewsRow,
    NoticeRow,
    NotificationRow,
    RefitRow,
    ReflectionRow,
    StepRow,
)
from watcher.store.running import LOCK
from watcher.store.saved_drafts import SavedDraft
from watcher.store.sights import SightRow
from watcher.store.transaction import BY_WORD, Transaction
from watcher.store.version import HEAD, KNOWN, found_version

__all__ = [
    "BY_WORD",
    "EDITABLE",
    "FILE",
    "AccountRow",
    "ApplicationRow",
    "AppliedRow",
    "AttemptRow",
    "CorrectionRow",
    "CursorRow",
    "DeliveryRow",
    "EventRow",
    "MessageRow",
    "NewMessage",
    "NewsRow",
    "NoticeRow",
    "NotificationRow",
    "RefitRow",
    "ReflectionRow",
    "SavedDraft",
    "SightRow",
    "StepRow",
    "Store",
    "Transaction",
    "TroubleRow",
    "hold",
    "open_store",
]

FILE = "state.db"
_LOOK = "is something wrong with the disk? `rejection-watcher check` looks, and so does: journalctl -k -p err"
_BUSY_MS = 3_000  # a transaction takes milliseconds; a disk that stalls for longer is an error worth telling


@contextmanager
def hold(directory: Path) -> Iterator[None]:
    """Be the one daemon of this state until the block ends; raises StateBusy when another is."""
    make_directory(directory)
    lock = directory / LOCK
    with _open_lock(lock) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in {errno.EAGAIN, errno.EACCES}:
                raise StateError(f"{lock} cannot be locked: {error.strerror}") from None
            owner = os.pread(file, 32, 0).decode(errors="replace").partition("\n")[0] or "unknown"
            raise StateBusy(
                f"another rejection-watcher (process {owner}) is running on {directory}",
                remedy="stop it first, or give this one its own [state] directory",
            ) from None
        try:
            os.ftruncate(file, 0)
            os.pwrite(file, f"{os.getpid()}\n{__version__}\n".encode(), 0)
        except OSError as error:
            raise _os_error(lock, error) from None
        yield


@contextmanager
def _open_lock(lock: Path) -> Iterator[int]:
    try:
        file = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise _os_error(lock, error) from None
    try:
        yield file
    finally:
        os.close(file)


def make_directory(directory: Path) -> None:
    """Make the state directory, readable by its owner alone."""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _os_error(directory, error) from None


def _os_error(path: Path, error: OSError) -> StateError | NoPermission:
    if (fault := fault_of(path)) is not None:
        return fault
    if isinstance(error, PermissionError):
        return NoPermission(f"no permission for {path}", remedy=f"run it as the owner of {path}, or: sudo chown -R $USER {path}")
    if isinstance(error, FileExistsError | NotADirectoryError):
        return StateError(f"{path} is not a directory", remedy="change [state] directory, or move the file away")
    if isinstance(error, FileNotFoundError):
        return StateError(f"there is no folder {path.parent}", remedy=f"make it: mkdir -p {path.parent}")
    return StateError(f"{path}: {error.strerror}", remedy="free some space or make the file system writable, then try again")


def open_store(directory: Path, *, create: bool = True) -> Store:
    """Open the state in `directory`; it is made, or migrated after a copy, when it needs to be.

    With `create` off a missing database raises StateError: for commands that only look. Raises StateTooNew, StateError, NoPermission.
    """
    database = directory / FILE
    if create:
        make_directory(directory)
    elif not _is_there(database):
        raise NothingYet(f"there is nothing yet in {directory}", remedy="start the watcher once: rejection-watcher run")
    _bring_up_to_date(database)
    return Store(database)


def _is_there(database: Path) -> bool:
    try:
        return database.exists()
    except PermissionError as error:
        raise _os_error(database.parent, error) from None


def _bring_up_to_date(database: Path) -> None:
    try:
        found = found_version(database)
    except sqlite3.OperationalError as error:
        if not os.access(database, os.R_OK | os.W_OK):
            raise _os_error(database, PermissionError()) from None
        raise (fault_of(database) or StateError(f"{database} cannot be opened: {error}", remedy=_LOOK)) from None
    except (sqlite3.Error, OSError) as error:
        if isinstance(error, PermissionError):
            raise _os_error(database, error) from None
        raise StateError(f"{database} is damaged: {error}", remedy="put a copy made by `rejection-watcher backup` in its place") from None
    if found == HEAD:
        return
    if found == "":
        raise StateError(f"{database} is a database of another program", remedy="change [state] directory")
    if found is not None and found not in KNOWN:
        raise StateTooNew(
            f"{database} was written by a newer version of rejection-watcher (schema {found}, this one knows {HEAD})",
            remedy="install the newer version again, or restore an older copy",
        )
    _migrate_in_child(database)


def _migrate_in_child(database: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-m", "watcher.store.migrate", str(database)],
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        last = done.stderr.strip().rsplit("\n", 1)[-1]
        if not os.access(database.parent, os.W_OK):
            raise _os_error(database.parent, PermissionError())
        raise fault_of(database) or StateError(
            f"{database} could not be brought up to date: {last}", remedy="free some space, then try again; the old state is untouched"
        )


class Store:
    """An open database."""

    def __init__(self, database: Path) -> None:
        self.database = database
        self._engine = create_engine(
            URL.create("sqlite", database=str(database)), poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
        event.listen(self._engine, "connect", _set_up)
        event.listen(self._engine, "begin", _begin)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Read and write; all of it or nothing. Raises StateError when the database refuses (disk full, locked, damaged)."""
        with self._guarded(), self._engine.begin() as connection:
            yield Transaction(connection)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """Look, without taking the write lock."""
        with self._guarded(), self._engine.connect().execution_options(reading=True) as connection:
            yield Transaction(connection)

    def data_version(self) -> int:
        """A number that changes when another process has written (SQLite's PRAGMA data_version)."""
        with self._guarded(), self._engine.connect().execution_options(reading=True) as connection:
            return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())

    def backup(self, copy: Path) -> None:
        """Write a consistent copy, mode 0600; an existing file is not overwritten."""
        try:
            os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            raise StateError(f"{copy} exists already", remedy="name a file that does not") from None
        except OSError as error:
            raise _os_error(copy, error) from None
        try:
            with self._guarded(), self._engine.connect().execution_options(reading=True) as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint")
                source = connection.connection.driver_connection
                with sqlite3.connect(copy) as target:
                    source.backup(target)  # type: ignore[union-attr]  # SQLAlchemy types the driver's connection as optional
                target.execute("PRAGMA journal_mode = DELETE")
                target.close()
        except (StateError, sqlite3.Error) as error:
            copy.unlink(missing_ok=True)
            raise StateError(f"the copy could not be written: {error}", remedy="free some space, then try again") from None

    def wipe_log(self) -> None:
        """Empty the write-ahead log, so that what was removed stands nowhere any more (pages themselves are overwritten: secure_delete)."""
        with self._guarded(), self._engine.connect().execution_options(reading=True) as connection:
            connection.commit()
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]  # as above

    def close(self) -> None:
        """Close the connection; the write-ahead log goes back into the database."""
        self._engine.dispose()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise (fault_of(self.database) or StateError(f"the state cannot be used just now: {error.orig}", remedy=_LOOK)) from error


def _set_up(dbapi: sqlite3.Connection, _: object) -> None:
    dbapi.isolation_level = None  # we say when a transaction begins
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        f"busy_timeout = {_BUSY_MS}",
        "secure_delete = ON",
        "cache_size = -1000",
    ):
        dbapi.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
