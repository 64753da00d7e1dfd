"""Which application a reading belongs to, or "ambiguous"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from watcher.core.classify import Label
from watcher.core.extract import Contact, Reading
from watcher.core.parse import Message


@dataclass(frozen=True, slots=True)
class Application:
    """One attempt at one job: what `link` and `plan` need to know of it."""

    id: int
    company: str | None
    role: str | None
    requisition_id: str | None
    starred: bool
    rejected_at: datetime | None  # when the first rejection came
    last_mail_at: datetime
    contacts: tuple[Contact, ...]
    message_ids: frozenset[str]  # of its mails and of the user's own answers


@dataclass(frozen=True, slots=True)
class Link:
    """Where a mail belongs: an application's id, None for a new one, or several candidates that only the user can tell apart."""

    application: int | None
    candidates: tuple[int, ...] = ()

    @property
    def ambiguous(self) -> bool:
        return bool(self.candidates)


def link(message: Message, label: Label, reading: Reading, at: datetime, applications: Sequence[Application]) -> Link:
    """Find the application of a mail that came `at`."""
    raise NotImplementedError
