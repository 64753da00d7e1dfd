"""Pauses, notices, what the user's own mail answered, what can be taken back, and applications that live again."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE applications ADD COLUMN reopened_at VARCHAR",
    "ALTER TABLE notifications ADD COLUMN application INTEGER REFERENCES applications (id) ON DELETE CASCADE",
    """\
CREATE TABLE facts (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
)""",
    """\
CREATE TABLE own_mail (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at VARCHAR NOT NULL,
    "to" JSON NOT NULL,
    answered JSON NOT NULL
)""",
    "CREATE INDEX own_mail_at ON own_mail (at)",
    """\
CREATE TABLE notices (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    application INTEGER NOT NULL,
    kind TEXT NOT NULL,
    steps INTEGER NOT NULL,
    notify_at VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    queued_at VARCHAR,
    FOREIGN KEY(application) REFERENCES applications (id) ON DELETE CASCADE
)""",
    """\
CREATE TABLE journal (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at VARCHAR NOT NULL,
    command TEXT NOT NULL,
    undone_at VARCHAR
)""",
    """\
CREATE TABLE journal_changes (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    entry INTEGER NOT NULL,
    step INTEGER,
    application INTEGER,
    before JSON,
    after JSON NOT NULL,
    FOREIGN KEY(entry) REFERENCES journal (id) ON DELETE CASCADE,
    FOREIGN KEY(step) REFERENCES steps (id) ON DELETE CASCADE,
    FOREIGN KEY(application) REFERENCES applications (id) ON DELETE CASCADE
)""",
    "CREATE INDEX journal_changes_entry ON journal_changes (entry)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
