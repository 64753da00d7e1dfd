"""The nouns that parsing makes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox of RFC 5322: display name (may be "") and addr-spec, the domain in lower case."""

    name: str
    addr: str


_BULK = frozenset({"bulk", "list", "junk", "auto_reply"})


@dataclass(frozen=True, slots=True)
class Message:
    """What the program knows of one mail. Every string is clean: no control characters, no lone surrogates, header folds undone."""

    message_id: str | None  # without angle brackets
    subject: str
    from_: Address | None
    sender: Address | None
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    in_reply_to: tuple[str, ...]  # message ids without brackets
    references: tuple[str, ...]
    date: datetime | None  # Date, aware UTC
    received: datetime | None  # topmost Received, aware UTC
    list_id: str | None
    list_unsubscribe: bool
    auto_submitted: str | None  # RFC 3834, lower case; None when absent or "no"
    precedence: str | None
    plain: str  # the text/plain parts that are the body, joined; "" if none
    html: str  # the text/html parts that are the body, joined; "" if none
    attachments: tuple[str, ...]  # media types, "message/rfc822" among them
    content_hash: str  # sha256 hex of what makes this mail this mail; transport headers (Received, Return-Path, X-*) do not count
    problems: tuple[str, ...]  # what had to be mended to read it
    truncated: bool  # cut off before parsing
    calendars: tuple[str, ...] = ()  # the calendar parts (RFC 5545), at most four, each cut at 32 KiB
    mark: str | None = None  # as it stands there; who wrote it is for core.mark to say

    @property
    def automatic(self) -> bool:
        """Sent to many (RFC 2369, RFC 2919) or by a machine (RFC 3834): nobody has sat down and written it to the user."""
        return self.list_id is not None or self.list_unsubscribe or self.precedence in _BULK or self.auto_submitted is not None
