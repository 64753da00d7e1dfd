"""What no mail tells, but the user: a rejection by phone or portal, and what is really right about an application.

What is told is recorded as a mail would be (account "", as no mailbox holds it) and goes the same way, so that it is linked, planned, moved
and forgotten like any mail.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from watcher.config import Settings
from watcher.core.classify import Label, Verdict
from watcher.core.extract import Reading
from watcher.core.link import link_keys
from watcher.core.parse import Message
from watcher.daemon.companies import change_company
from watcher.daemon.intake import follow, reading_to_data
from watcher.reader import Read
from watcher.store import BY_WORD, NewMessage, Transaction

REASON = "you said so"


@dataclass(frozen=True, slots=True)
class Told:
    """What became of it."""

    message: int
    application: int
    candidates: tuple[int, ...]
    known: bool  # the same had been told before


def add(tx: Transaction, label: Label, reading: Reading, at: datetime, settings: Settings, now: datetime) -> Told:
    """Record what the user was told `at`, with all that follows from it; told twice, it is one."""
    data = reading_to_data(reading)
    fingerprint = hashlib.sha256(json.dumps([label.value, at.date().isoformat(), data], sort_keys=True).encode()).hexdigest()
    same = tx.same_mail(BY_WORD, None, fingerprint)
    if same is not None:
        return _told(tx, same, known=True)
    read = Read(_message(label, fingerprint), "", _verdict(label), reading)
    row = NewMessage(
        account=BY_WORD,
        mailbox="",
        uidvalidity=0,
        uid=0,
        internaldate=at,
        decided_at=now,
        content_hash=fingerprint,
        headers={"subject": read.message.subject},
        label=label.value,
        unsure=False,
        scores={one.value: score for one, score in read.verdict.scores.items()},
        reasons=read.verdict.reasons,
        reading=data,
    )
    outcome = follow(tx, read, at, settings, now, lambda *place: tx.add_message(row, *place), first_look=True)
    return _told(tx, outcome.message or 0, known=False)


def _told(tx: Transaction, message: int, *, known: bool) -> Told:
    row = tx.message(message)
    assert row is not None  # noqa: S101 -- it was found or written in this transaction
    assert row.application is not None  # noqa: S101 -- only other mail belongs to none
    return Told(message, row.application, tuple(row.candidates), known)


def _verdict(label: Label) -> Verdict:
    return Verdict(label, {one: float(one is label) for one in Label}, unsure=False, reasons=(REASON,))


def _message(label: Label, fingerprint: str) -> Message:
    """The mail that it would have been, as far as it goes."""
    return Message(
        message_id=None,
        subject="A rejection, as you said" if label is Label.REJECTION else "A recruiter got in touch, as you said",
        from_=None,
        sender=None,
        reply_to=(),
        to=(),
        cc=(),
        in_reply_to=(),
        references=(),
        date=None,
        received=None,
        list_id=None,
        list_unsubscribe=False,
        auto_submitted=None,
        precedence=None,
        plain="",
        html="",
        attachments=(),
        content_hash=fingerprint,
        problems=(),
        truncated=False,
    )


def edit(tx: Transaction, application: int, fields: Mapping[str, str | None], settings: Settings, now: datetime) -> list[str]:
    """Correct an application, for good; None clears. Returns what changed, in words."""
    before = tx.application(application)
    changed = []
    for name, value in fields.items():
        old, what = getattr(before, name), name.replace("_", " ")
        if old == value and name in tx.edited_fields(application):
            continue
        tx.edit(application, **{name: value})
        said = f"you said that the {what} is {value}" if value else f"you cleared the {what}"
        tx.event(now, application, "edited", said + (f"; it was {old}" if old and old != value else ""))
        changed.append(f"{what} is {value}" if value else f"{what} is cleared")
    if "company" in fields:
        change_company(tx, application, before.company if before else None, settings, now, "you corrected the company")
    if number := fields.get("requisition_id"):
        row = tx.application(application)
        reading = Reading(row.company if row else None, None, number, (), None, None, False, None, False, {})
        tx.settle_keys(link_keys((), (), reading), application)
    return changed
