"""Drafts that were put into a Drafts mailbox: once per step by itself, and as often as the user asks."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATEMENTS = (
    """\
CREATE TABLE saved_drafts (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    step INTEGER NOT NULL,
    asked BOOLEAN NOT NULL,
    status TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    ended_at VARCHAR,
    detail TEXT NOT NULL,
    FOREIGN KEY(step) REFERENCES steps (id) ON DELETE CASCADE
)""",
    "CREATE UNIQUE INDEX saved_drafts_once ON saved_drafts (step) WHERE NOT asked",
    "CREATE INDEX saved_drafts_step ON saved_drafts (step)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
