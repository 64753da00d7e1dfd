"""Which schema a database has, read by plain SQL: what `run` asks before it decides whether a migration is needed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

HEAD = "0008"
KNOWN = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0012",
    "0011",
    "0009",
    "0008",
)  # every version that this program can bring to HEAD, oldest first


def found_version(database: Path) -> str | None:
    """The database's version, "" for a database that is not ours, None when there is none yet. Raises sqlite3.Error for a damaged one."""
    if not database.exists() or database.stat().st_size == 0:
        return None
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            return None
        if "alembic_version" not in tables:
            return ""
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return row[0] if row else ""
