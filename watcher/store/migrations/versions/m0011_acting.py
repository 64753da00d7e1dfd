"""A mailbox may be one that a mail is put into to act: its cursor says so, and by which name the config knows it."""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0012"
branch_labels = None
depends_on = None

STATEMENTS = ("ALTER TABLE cursors ADD COLUMN acts TEXT",)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
