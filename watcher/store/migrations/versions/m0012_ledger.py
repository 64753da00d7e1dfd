"""The ledger of deliveries: why a try failed, which target is in trouble; and for how long an account has not been seen."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0007"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE attempts ADD COLUMN why TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE deliveries ADD COLUMN extras JSON",
    """\
CREATE TABLE target_troubles (
    target TEXT NOT NULL,
    rule TEXT NOT NULL,
    since VARCHAR NOT NULL,
    detail TEXT NOT NULL,
    notification INTEGER,
    told_at VARCHAR,
    PRIMARY KEY (target),
    FOREIGN KEY(notification) REFERENCES notifications (id) ON DELETE SET NULL
)""",
    """\
CREATE TABLE sights (
    account TEXT NOT NULL,
    unseen FLOAT NOT NULL,
    notification INTEGER,
    told_at VARCHAR,
    PRIMARY KEY (account),
    FOREIGN KEY(notification) REFERENCES notifications (id) ON DELETE SET NULL
)""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
