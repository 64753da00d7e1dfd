"""The first schema.

Written out in SQL rather than taken from `schema`, which moves on: a migration must do tomorrow what it did on the day it was written.
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    """\
CREATE TABLE accounts (
    account TEXT NOT NULL,
    state TEXT NOT NULL,
    detail TEXT NOT NULL,
    until VARCHAR,
    at VARCHAR NOT NULL,
    looked_at VARCHAR,
    told_at VARCHAR,
    PRIMARY KEY (account)
)""",
    """\
CREATE TABLE applications (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    company TEXT,
    role TEXT,
    requisition_id TEXT,
    kind TEXT,
    stage TEXT,
    feedback_offered BOOLEAN NOT NULL,
    reapply_after TEXT,
    starred BOOLEAN NOT NULL,
    rejected_at VARCHAR,
    created_at VARCHAR NOT NULL,
    last_mail_at VARCHAR NOT NULL
)""",
    """\
CREATE TABLE cursors (
    account TEXT NOT NULL,
    mailbox TEXT NOT NULL,
    uidvalidity INTEGER NOT NULL,
    uid INTEGER NOT NULL,
    first_look_done BOOLEAN NOT NULL,
    retry JSON NOT NULL,
    looked_at VARCHAR,
    PRIMARY KEY (account, mailbox)
)""",
    """\
CREATE TABLE forgotten (
    identity TEXT NOT NULL,
    PRIMARY KEY (identity)
)""",
    """\
CREATE TABLE notifications (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    created_at VARCHAR NOT NULL,
    counts BOOLEAN NOT NULL
)""",
    """\
CREATE TABLE contacts (
    application INTEGER NOT NULL,
    addr TEXT NOT NULL,
    name TEXT NOT NULL,
    part TEXT NOT NULL,
    evidence TEXT NOT NULL,
    last_mail_at VARCHAR,
    PRIMARY KEY (application, addr),
    FOREIGN KEY(application) REFERENCES applications (id) ON DELETE CASCADE
)""",
    """\
CREATE TABLE deliveries (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    notification INTEGER NOT NULL,
    target TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    status TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at VARCHAR NOT NULL,
    accepted_at VARCHAR,
    UNIQUE (notification, target),
    FOREIGN KEY(notification) REFERENCES notifications (id) ON DELETE CASCADE
)""",
    """\
CREATE INDEX deliveries_next ON deliveries (status, next_attempt_at)""",
    """\
CREATE TABLE messages (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL,
    mailbox TEXT NOT NULL,
    uidvalidity INTEGER NOT NULL,
    uid INTEGER NOT NULL,
    message_id TEXT,
    content_hash TEXT,
    internaldate VARCHAR NOT NULL,
    sent BOOLEAN NOT NULL,
    headers JSON,
    text TEXT,
    label TEXT,
    unsure BOOLEAN,
    scores JSON,
    reasons JSON,
    reading JSON,
    error TEXT,
    decided_at VARCHAR NOT NULL,
    application INTEGER,
    candidates JSON,
    FOREIGN KEY(application) REFERENCES applications (id) ON DELETE CASCADE
)""",
    """\
CREATE INDEX messages_application ON messages (application)""",
    """\
CREATE INDEX messages_identity ON messages (account, message_id, content_hash)""",
    """\
CREATE TABLE attempts (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    delivery INTEGER NOT NULL,
    started_at VARCHAR NOT NULL,
    ended_at VARCHAR,
    result TEXT NOT NULL,
    detail TEXT NOT NULL,
    FOREIGN KEY(delivery) REFERENCES deliveries (id) ON DELETE CASCADE
)""",
    """\
CREATE INDEX attempts_delivery ON attempts (delivery)""",
    """\
CREATE TABLE locations (
    account TEXT NOT NULL,
    mailbox TEXT NOT NULL,
    uidvalidity INTEGER NOT NULL,
    uid INTEGER NOT NULL,
    message INTEGER,
    PRIMARY KEY (account, mailbox, uidvalidity, uid),
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE SET NULL
)""",
    """\
CREATE TABLE steps (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    application INTEGER NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    due_at VARCHAR NOT NULL,
    notify_at VARCHAR NOT NULL,
    queued_for VARCHAR,
    notified_at VARCHAR,
    in_digest BOOLEAN NOT NULL,
    "to" JSON NOT NULL,
    touches INTEGER NOT NULL,
    message INTEGER,
    created_at VARCHAR NOT NULL,
    closed_at VARCHAR,
    FOREIGN KEY(application) REFERENCES applications (id) ON DELETE CASCADE,
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE SET NULL
)""",
    """\
CREATE INDEX steps_application ON steps (application)""",
    """\
CREATE INDEX steps_open ON steps (status, due_at)""",
    """\
CREATE TABLE events (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at VARCHAR NOT NULL,
    application INTEGER NOT NULL,
    step INTEGER,
    message INTEGER,
    what TEXT NOT NULL,
    cause TEXT NOT NULL,
    FOREIGN KEY(application) REFERENCES applications (id) ON DELETE CASCADE,
    FOREIGN KEY(step) REFERENCES steps (id) ON DELETE CASCADE,
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE CASCADE
)""",
    """\
CREATE INDEX events_application ON events (application)""",
    """\
CREATE TABLE notification_steps (
    notification INTEGER NOT NULL,
    step INTEGER NOT NULL,
    PRIMARY KEY (notification, step),
    FOREIGN KEY(notification) REFERENCES notifications (id) ON DELETE CASCADE,
    FOREIGN KEY(step) REFERENCES steps (id) ON DELETE CASCADE
)""",
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
