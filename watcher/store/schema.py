"""The tables, as the newest migration leaves them (a test compares the two).

Ids are AUTOINCREMENT, so that an id shown to a person is never used again. Times are text in UTC with microseconds, which sorts as time
sorts and can be read with the sqlite3 shell. What is a list or a map for the core is JSON here.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)


class Time(TypeDecorator[datetime]):
    """An aware datetime, kept as `2026-01-31T08:30:00.000000Z`."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 -- SQLAlchemy's signature
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401, ARG002 -- SQLAlchemy's signature
        return None if value is None else datetime.fromisoformat(value)


metadata = MetaData()

applications = Table(
    "applications",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("company", Text),
    Column("role", Text),
    Column("requisition_id", Text),
    Column("kind", Text),  # of the rejection
    Column("stage", Text),
    Column("feedback_offered", Boolean, nullable=False, default=False),
    Column("reapply_after", Text),  # ISO date
    Column("starred", Boolean, nullable=False, default=False),
    Column("rejected_at", Time),
    Column("created_at", Time, nullable=False),
    Column("last_mail_at", Time, nullable=False),
    Column("edited", JSON, nullable=False, default=list),  # fields that the user corrected: no mail changes them
    Column("reopened_at", Time),  # they came back after the rejection, with an invitation or an offer
    Column("star_mail", Integer),  # the message whose flag set the star; null: the user's own command
    Column("company_starred", Boolean, nullable=False, default=False, server_default=text("0")),  # with all others of its company
    sqlite_autoincrement=True,
)

# What the user decided on where mails belong; a key is a thread's message id or a requisition id (core.link.link_keys).
settled = Table(
    "settled",
    metadata,
    Column("key", Text, primary_key=True),
    Column("application", ForeignKey("applications.id", ondelete="CASCADE"), nullable=False),
)

contacts = Table(
    "contacts",
    metadata,
    Column("application", ForeignKey("applications.id", ondelete="CASCADE"), primary_key=True),
    Column("addr", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("part", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("last_mail_at", Time),  # the last mail from them
)

messages = Table(
    "messages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", Text, nullable=False),
    Column("mailbox", Text, nullable=False),  # where it was first seen
    Column("uidvalidity", Integer, nullable=False),
    Column("uid", Integer, nullable=False),
    Column("message_id", Text),
    Column("content_hash", Text),
    Column("internaldate", Time, nullable=False),
    Column("sent", Boolean, nullable=False, default=False),  # the user's own mail
    Column("headers", JSON),  # subject, from, reply_to, to, in_reply_to, references
    Column("text", Text),  # the judged text, removed after [state] keep
    Column("label", Text),
    Column("unsure", Boolean),
    Column("scores", JSON),
    Column("reasons", JSON),
    Column("reading", JSON),
    Column("error", Text),  # why it could not be read
    Column("decided_at", Time, nullable=False),
    Column("application", ForeignKey("applications.id", ondelete="CASCADE")),
    Column("candidates", JSON),  # applications that only the user can tell apart
    Column("star_home", Boolean, nullable=False, default=False, server_default=text("0")),  # its application had a star before a merge
    Index("messages_identity", "account", "message_id", "content_hash"),
    Index("messages_application", "application"),
    sqlite_autoincrement=True,
)

locations = Table(
    "locations",
    metadata,
    Column("account", Text, primary_key=True),
    Column("mailbox", Text, primary_key=True),
    Column("uidvalidity", Integer, primary_key=True),
    Column("uid", Integer, primary_key=True),
    Column(
        "message", ForeignKey("messages.id", ondelete="SET NULL")
    ),  # null: removed at the user's wish or by [state] keep; not read again
)

forgotten = Table(
    "forgotten",
    metadata,
    Column("identity", Text, primary_key=True),  # a hash, so that nothing of the mail itself remains
)

steps = Table(
    "steps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("application", ForeignKey("applications.id", ondelete="CASCADE"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("due_at", Time, nullable=False),
    Column("notify_at", Time, nullable=False),
    Column("queued_for", Time),  # the due_at that a notification was made for; a snooze makes the two differ again
    Column("notified_at", Time),  # first accepted delivery
    Column("in_digest", Boolean, nullable=False, default=False),  # was overdue when first seen
    Column("to", JSON, nullable=False),
    Column("touches", Integer, nullable=False, default=0),
    Column("message", ForeignKey("messages.id", ondelete="SET NULL")),  # the mail that called for it
    Column("created_at", Time, nullable=False),
    Column("closed_at", Time),
    Index("steps_open", "status", "due_at"),
    Index("steps_application", "application"),
    sqlite_autoincrement=True,
)

# Cancelled only because mails came together or apart; when they come apart or together again, these open again.
set_aside = Table(
    "set_aside",
    metadata,
    Column("step", ForeignKey("steps.id", ondelete="CASCADE"), primary_key=True),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Time, nullable=False),
    Column("application", ForeignKey("applications.id", ondelete="CASCADE"), nullable=False),
    Column("step", ForeignKey("steps.id", ondelete="CASCADE")),
    Column("message", ForeignKey("messages.id", ondelete="CASCADE")),
    Column("what", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Index("events_application", "application"),
    sqlite_autoincrement=True,
)

notifications = Table(
    "notifications",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),  # step | digest | notice | alarm | news
    Column("created_at", Time, nullable=False),
    Column("counts", Boolean, nullable=False, default=True),  # towards per_day
    Column("application", ForeignKey("applications.id", ondelete="CASCADE")),  # of a notice that is about one
    sqlite_autoincrement=True,
)

notification_steps = Table(
    "notification_steps",
    metadata,
    Column("notification", ForeignKey("notifications.id", ondelete="CASCADE"), primary_key=True),
    Column("step", ForeignKey("steps.id", ondelete="CASCADE"), primary_key=True),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("notification", ForeignKey("notifications.id", ondelete="CASCADE"), nullable=False),
    Column("target", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("status", Text, nullable=False),  # pending | in_flight | accepted | dropped
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_attempt_at", Time, nullable=False),
    Column("accepted_at", Time),
    Column("extras", JSON(none_as_null=True)),  # urgency, tags, click: what a service can do beside showing words
    UniqueConstraint("notification", "target"),
    Index("deliveries_next", "status", "next_attempt_at"),
    sqlite_autoincrement=True,
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("delivery", ForeignKey("deliveries.id", ondelete="CASCADE"), nullable=False),
    Column("started_at", Time, nullable=False),
    Column("ended_at", Time),
    Column("result", Text, nullable=False),  # in_flight | accepted | failed | interrupted
    Column("detail", Text, nullable=False, default=""),
    Column("why", Text, nullable=False, default="", server_default=text("''")),  # the reason of a failure as one word (core.trouble)
    Index("attempts_delivery", "delivery"),
    sqlite_autoincrement=True,
)

# Targets that have taken nothing for so often or so long that the user should know. Removed when one takes something again.
target_troubles = Table(
    "target_troubles",
    metadata,
    Column("target", Text, primary_key=True),
    Column("rule", Text, nullable=False),  # core.trouble
    Column("since", Time, nullable=False),  # the first failure of the row
    Column("detail", Text, nullable=False),  # what the last try came to
    Column("notification", ForeignKey("notifications.id", ondelete="SET NULL")),  # that told of it
    Column("told_at", Time),
)

# For how long an account has not been seen, and whether the user was told.
sights = Table(
    "sights",
    metadata,
    Column("account", Text, primary_key=True),
    Column("unseen", Float, nullable=False),  # seconds in which it could have been looked at: awake, and the watcher running
    Column("notification", ForeignKey("notifications.id", ondelete="SET NULL")),  # that told of it
    Column("told_at", Time),
)

# Only appended to; a correction that is taken back is marked so. Forgetting its application removes it (see store.corrections).
corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("message", ForeignKey("messages.id", ondelete="SET NULL")),
    Column("about", Integer, nullable=False),  # the message's id, also when the message is gone
    Column("at", Time, nullable=False),
    Column("label", Text, nullable=False),
    Column("before", JSON, nullable=False),  # label, unsure, scores, application
    Column("did", JSON, nullable=False),  # steps added and closed
    Column("features", JSON, nullable=False),  # words and flags: the lesson outlives the mail's text
    Column("sketch", JSON, nullable=False),
    Column("signs", JSON, nullable=False),
    Column("undone_at", Time),
    Index("corrections_message", "message"),
    sqlite_autoincrement=True,
)

refits = Table(
    "refits",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Time, nullable=False),
    Column("base", Text, nullable=False),  # the shipped model
    Column("corrections", JSON, nullable=False),  # ids
    Column("result", Text, nullable=False),  # accepted | refused | failed
    Column("detail", Text, nullable=False),
    Column("share", Float),  # of the guard set that changes
    sqlite_autoincrement=True,
)

cursors = Table(
    "cursors",
    metadata,
    Column("account", Text, primary_key=True),
    Column("mailbox", Text, primary_key=True),
    Column("uidvalidity", Integer, nullable=False),
    Column("uid", Integer, nullable=False),
    Column("first_look_done", Boolean, nullable=False),
    Column("retry", JSON, nullable=False),
    Column("looked_at", Time),
    Column("acts", Text),  # the config's name of a mailbox of [act]; null: mail is read there
)

flag_looks = Table(
    "flag_looks",
    metadata,
    Column("account", Text, primary_key=True),
    Column("mailbox", Text, primary_key=True),
    Column("uidvalidity", Integer, nullable=False),
    Column("modseq", Integer),
    Column("view", Boolean, nullable=False),  # the server's own list of flagged mails
)

flagged = Table(
    "flagged",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", Text, nullable=False),
    Column("mailbox", Text, nullable=False),
    Column("uidvalidity", Integer, nullable=False),
    Column("uid", Integer, nullable=False),
    Column("mail", Text),  # a keyed hash of the Message-ID: most flagged mail is none of our business
    Column("message", ForeignKey("messages.id", ondelete="SET NULL")),
    Column("gone", Boolean, nullable=False, default=False),  # it lies there no more; whether it is flagged elsewhere is not known
    Column("seen_at", Time, nullable=False),
    UniqueConstraint("account", "mailbox", "uidvalidity", "uid"),
    Index("flagged_mail", "account", "mail"),
    Index("flagged_message", "message"),
    sqlite_autoincrement=True,
)

reflections = Table(
    "reflections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("application", ForeignKey("applications.id", ondelete="CASCADE"), nullable=False),
    Column("stage", Text),  # that chose the questions
    Column("answers", JSON, nullable=False),  # pairs of question and answer; what belongs to no question stands under ""
    Column("written_at", Time, nullable=False),
    Column("changed_at", Time, nullable=False),
    Index("reflections_application", "application"),
    sqlite_autoincrement=True,
)

accounts = Table(
    "accounts",
    metadata,
    Column("account", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("until", Time),
    Column("at", Time, nullable=False),
    Column("looked_at", Time),
    Column("told_at", Time),  # when the user was told that it needs them
)

facts = Table(
    "facts",
    metadata,
    Column("name", Text, primary_key=True),  # installation, paused_until, hired_at, bubbles, and who heard of what account
    Column("value", Text, nullable=False),
)

own_mail = Table(
    "own_mail",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Time, nullable=False),
    Column("to", JSON, nullable=False),  # keyed hashes of addresses
    Column("answered", JSON, nullable=False),  # keyed hashes of message ids
    Column("identity", Text),  # keyed hash of Message-ID and content; null: read before there was one
    Index("own_mail_at", "at"),
    Index("own_mail_identity", "identity", unique=True),
    sqlite_autoincrement=True,
)

# What a mail of the user's own completed; kept by step, so that it goes along when applications are merged or split.
own_mail_done = Table(
    "own_mail_done",
    metadata,
    Column("own_mail", ForeignKey("own_mail.id", ondelete="CASCADE"), primary_key=True),
    Column("step", ForeignKey("steps.id", ondelete="CASCADE"), primary_key=True),
)

notices = Table(
    "notices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("application", ForeignKey("applications.id", ondelete="CASCADE"), nullable=False),
    Column("kind", Text, nullable=False),  # reopened | rejection | recruiter
    Column("steps", Integer, nullable=False),  # how many it is about
    Column("notify_at", Time, nullable=False),
    Column("created_at", Time, nullable=False),
    Column("queued_at", Time),
    Column("message", ForeignKey("messages.id", ondelete="CASCADE")),  # that came; null: it is about no mail
    Column("notification", ForeignKey("notifications.id", ondelete="SET NULL")),  # that tells of the mail, perhaps among others
    Index("notices_message", "message"),
    sqlite_autoincrement=True,
)

journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Time, nullable=False),
    Column("command", Text, nullable=False),
    Column("undone_at", Time),
    sqlite_autoincrement=True,
)

journal_changes = Table(
    "journal_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entry", ForeignKey("journal.id", ondelete="CASCADE"), nullable=False),
    Column("step", ForeignKey("steps.id", ondelete="CASCADE")),
    Column("application", ForeignKey("applications.id", ondelete="CASCADE")),
    Column("before", JSON(none_as_null=True)),  # null: the command planned this step
    Column("after", JSON, nullable=False),
    Index("journal_changes_entry", "entry"),
    sqlite_autoincrement=True,
)

saved_drafts = Table(
    "saved_drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("step", ForeignKey("steps.id", ondelete="CASCADE"), nullable=False),
    Column("asked", Boolean, nullable=False),  # by `draft --save`, else by [drafts] save
    Column("status", Text, nullable=False),  # pending | in_flight | uncertain | saved | dropped
    Column("attempts", Integer, nullable=False),
    Column("next_attempt_at", Time, nullable=False),
    Column("created_at", Time, nullable=False),
    Column("ended_at", Time),
    Column("detail", Text, nullable=False),  # where it was put, or why not
    Index("saved_drafts_once", "step", unique=True, sqlite_where=text("NOT asked")),
    Index("saved_drafts_step", "step"),
    sqlite_autoincrement=True,
)
