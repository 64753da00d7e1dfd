"""What the user decides about applications: corrected fields, settled questions, and steps that only a merge had cancelled."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS = (
    """\
ALTER TABLE applications ADD COLUMN edited JSON NOT NULL DEFAULT '[]'""",
    """\
CREATE TABLE settled (
    key TEXT NOT NULL,
    application INTEGER NOT NULL,
    PRIMARY KEY (key),
    FOREIGN KEY(application) REFERENCES applications (id) ON DELETE CASCADE
)""",
    """\
CREATE TABLE set_aside (
    step INTEGER NOT NULL,
    PRIMARY KEY (step),
    FOREIGN KEY(step) REFERENCES steps (id) ON DELETE CASCADE
)""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
