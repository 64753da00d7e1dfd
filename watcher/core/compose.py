"""Step and application to the words: a notification, and the draft of the mail to send."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from watcher.core.link import Application
from watcher.core.plan import Step


class Detail(StrEnum):
    """How much a notification says."""

    FULL = "full"
    SHORT = "short"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail for the user to send. The program never sends it."""

    to: tuple[str, ...]  # addr-specs
    subject: str
    body: str
    in_reply_to: str | None
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notification:
    """What the user is shown at one level of detail: title (one line) and body (plain text)."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Original:
    """The mail that a draft answers."""

    message_id: str | None
    references: tuple[str, ...]
    subject: str


def draft(step: Step, application: Application, original: Original | None, me: str) -> Draft | None:
    """The mail that this step proposes; None where it proposes none (reflect) or has nobody to write to. `me` signs."""
    raise NotImplementedError


def notification(step: Step, application: Application, draft: Draft | None, detail: Detail) -> Notification:
    """What to show when the step is due."""
    raise NotImplementedError


def digest(items: Sequence[tuple[Step, Application]], detail: Detail) -> Notification:
    """Several steps at once: what had already fallen due at the first look."""
    raise NotImplementedError
