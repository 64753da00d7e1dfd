"""What the store gives back: rows as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A mail about to be recorded."""

    account: str
    mailbox: str
    uidvalidity: int
    uid: int
    internaldate: datetime
    decided_at: datetime
    message_id: str | None = None
    content_hash: str | None = None
    sent: bool = False
    headers: dict[str, Any] = field(default_factory=dict)
    text: str | None = None
    label: str | None = None
    unsure: bool | None = None
    scores: dict[str, float] | None = None
    reasons: tuple[str, ...] = ()
    reading: dict[str, Any] | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A recorded mail."""

    id: int
    account: str
    mailbox: str
    uidvalidity: int
    uid: int
    message_id: str | None
    internaldate: datetime
    sent: bool
    headers: dict[str, Any]
    text: str | None
    label: str | None
    unsure: bool | None
    scores: dict[str, float] | None
    reasons: list[str]
    reading: dict[str, Any] | None
    error: str | None
    decided_at: datetime
    application: int | None
    candidates: list[int]


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """An application as the commands show it."""

    id: int
    company: str | None
    role: str | None
    requisition_id: str | None
    kind: str | None
    stage: str | None
    feedback_offered: bool
    reapply_after: str | None
    starred: bool
    rejected_at: datetime | None
    created_at: datetime
    last_mail_at: datetime
    edited: list[str]
    reopened_at: datetime | None = None
    star_mail: int | None = None
    company_starred: bool = False

    @property
    def has_star(self) -> bool:
        """Its own, or its company's."""
        return self.starred or self.company_starred


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step with its application's names."""

    id: int
    application: int
    kind: str
    status: str
    due_at: datetime
    notify_at: datetime
    queued_for: datetime | None
    notified_at: datetime | None
    in_digest: bool
    to: list[dict[str, str]]
    touches: int
    message: int | None
    created_at: datetime
    closed_at: datetime | None
    company: str | None
    role: str | None
    attempts: int


@dataclass(frozen=True, slots=True)
class EventRow:
    """A line of an application's timeline."""

    at: datetime
    step: int | None
    message: int | None
    what: str
    cause: str


@dataclass(frozen=True, slots=True)
class ReflectionRow:
    """What the user wrote when looking back on an application."""

    id: int
    application: int
    stage: str | None
    answers: tuple[tuple[str, str], ...]  # question and answer
    written_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """What the user is to be told about an application, and about no step of it."""

    id: int
    application: int
    kind: str
    steps: int
    notify_at: datetime
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NewsRow:
    """A mail that the user is to hear of because it came."""

    id: int
    application: int
    kind: str  # its label
    message: int
    notify_at: datetime
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NotificationRow:
    """A notification and how its deliveries stand."""

    id: int
    kind: str
    created_at: datetime
    steps: list[int]
    deliveries: list[DeliveryRow]
    application: int | None = None  # of a notice that is about one


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One notification on its way to one target."""

    id: int
    notification: int
    target: str
    title: str
    body: str
    status: str
    attempts: int
    next_attempt_at: datetime
    accepted_at: datetime | None
    extras: dict[str, Any] | None = None  # urgency, tags, click


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A correction of the user's."""

    id: int
    message: int | None  # None when the mail is gone
    about: int  # its id all the same
    at: datetime
    label: str
    before: dict[str, Any]
    did: dict[str, list[int]]
    features: dict[str, Any]
    sketch: list[int]
    signs: list[str]
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class RefitRow:
    """What refitting with the corrections came to."""

    id: int
    at: datetime
    base: str
    corrections: list[int]
    result: str
    detail: str
    share: float | None


@dataclass(frozen=True, slots=True)
class CursorRow:
    """How far a mailbox has been read."""

    mailbox: str
    uidvalidity: int
    uid: int
    first_look_done: bool
    retry: tuple[int, ...]
    acts: str | None = None  # where putting a mail acts: the config's name of the mailbox


@dataclass(frozen=True, slots=True)
class AccountRow:
    """How an account is doing."""

    account: str
    state: str
    detail: str
    until: datetime | None
    at: datetime
    looked_at: datetime | None
    told_at: datetime | None
