"""Brings a database to this version's schema: a short-lived process, so that the daemon never loads Alembic.

    python -I -m watcher.store.migrate DATABASE

A database that exists is copied beside itself first (`state.db.before-0002`), by SQLite's own backup, which is right also while others
write. Migrations only append; there is no way back but the copy.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, create_engine, event
from sqlalchemy.pool import NullPool

from watcher.lifeline import die_with_parent, leave_no_dump
from watcher.store.version import HEAD, found_version


def _config() -> Config:
    config = Config()
    folder = str(Path(__file__).with_name("migrations"))
    config.set_main_option("script_location", folder.replace("%", "%%"))  # Alembic's configparser interpolates
    return config


def backup(database: Path, copy: Path) -> None:
    """Write a consistent copy of the database, readable by its owner alone."""
    copy.touch(mode=0o600)
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")


def migrate(database: Path) -> None:
    """Create or upgrade the database; runs twice without harm."""
    before = found_version(database)
    if before == HEAD:
        return
    if before is not None:
        backup(database, database.with_name(f"{database.name}.before-{HEAD}"))
    else:
        database.touch(mode=0o600)
    config = _config()
    engine = create_engine(URL.create("sqlite", database=str(database)), poolclass=NullPool)
    event.listen(engine, "connect", _own_transactions)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN EXCLUSIVE"))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()
    with closing(sqlite3.connect(database)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")


def _own_transactions(dbapi: sqlite3.Connection, _: object) -> None:
    # Python's sqlite3 would commit before DDL; a half-made schema must roll back as a whole.
    dbapi.isolation_level = None
    dbapi.execute("PRAGMA busy_timeout = 30000")
    dbapi.execute("PRAGMA synchronous = FULL")


if __name__ == "__main__":
    die_with_parent()
    leave_no_dump()
    os.umask(0o077)
    migrate(Path(sys.argv[1]))
