"""The user's own mail has an identity, and what it completed is remembered: a second copy of it completes nothing more."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE own_mail ADD COLUMN identity TEXT",
    "CREATE UNIQUE INDEX own_mail_identity ON own_mail (identity)",
    """\
CREATE TABLE own_mail_done (
    own_mail INTEGER NOT NULL,
    step INTEGER NOT NULL,
    PRIMARY KEY (own_mail, step),
    FOREIGN KEY(own_mail) REFERENCES own_mail (id) ON DELETE CASCADE,
    FOREIGN KEY(step) REFERENCES steps (id) ON DELETE CASCADE
)""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
