"""The log of corrections, and what refitting with them came to."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    """\
CREATE TABLE corrections (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    message INTEGER,
    about INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    label TEXT NOT NULL,
    before JSON NOT NULL,
    did JSON NOT NULL,
    features JSON NOT NULL,
    sketch JSON NOT NULL,
    signs JSON NOT NULL,
    undone_at VARCHAR,
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE SET NULL
)""",
    """\
CREATE INDEX corrections_message ON corrections (message)""",
    """\
CREATE TABLE refits (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at VARCHAR NOT NULL,
    base TEXT NOT NULL,
    corrections JSON NOT NULL,
    result TEXT NOT NULL,
    detail TEXT NOT NULL,
    share FLOAT
)""",
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
