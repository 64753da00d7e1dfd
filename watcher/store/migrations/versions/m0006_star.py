"""Stars that come from the mail program's own flag, and what the user wrote when looking back."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE applications ADD COLUMN star_mail INTEGER",
    """\
CREATE TABLE flag_looks (
    account TEXT NOT NULL,
    mailbox TEXT NOT NULL,
    uidvalidity INTEGER NOT NULL,
    modseq INTEGER,
    view BOOLEAN NOT NULL,
    PRIMARY KEY (account, mailbox)
)""",
    """\
CREATE TABLE flagged (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL,
    mailbox TEXT NOT NULL,
    uidvalidity INTEGER NOT NULL,
    uid INTEGER NOT NULL,
    mail TEXT,
    message INTEGER,
    gone BOOLEAN NOT NULL,
    seen_at VARCHAR NOT NULL,
    UNIQUE (account, mailbox, uidvalidity, uid),
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE SET NULL
)""",
    "CREATE INDEX flagged_mail ON flagged (account, mail)",
    "CREATE INDEX flagged_message ON flagged (message)",
    """\
CREATE TABLE reflections (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    application INTEGER NOT NULL,
    stage TEXT,
    answers JSON NOT NULL,
    written_at VARCHAR NOT NULL,
    changed_at VARCHAR NOT NULL,
    FOREIGN KEY(application) REFERENCES applications (id) ON DELETE CASCADE
)""",
    "CREATE INDEX reflections_application ON reflections (application)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
