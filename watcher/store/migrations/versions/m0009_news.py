"""A notice can be about a mail that came (a rejection, a recruiter's), and knows the notification that it became part of."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0011"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE notices ADD COLUMN message INTEGER REFERENCES messages (id) ON DELETE CASCADE",
    "ALTER TABLE notices ADD COLUMN notification INTEGER REFERENCES notifications (id) ON DELETE SET NULL",
    "CREATE INDEX notices_message ON notices (message)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
