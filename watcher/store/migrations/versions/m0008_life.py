"""Stars of whole companies, and which mails a star belonged to when applications became one."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0009"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE applications ADD COLUMN company_starred BOOLEAN DEFAULT 0 NOT NULL",
    "ALTER TABLE messages ADD COLUMN star_home BOOLEAN DEFAULT 0 NOT NULL",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
