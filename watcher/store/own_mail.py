"""The user's own mail in the state: what waits for its application, and what the answers to it are; and how far an application came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, or_, select, update

from watcher.core.extract import Contact, Part
from watcher.store import schema as t


def contact_to_json(contact: Contact) -> dict[str, str]:
    return {"name": contact.name, "addr": contact.addr, "part": contact.part.value, "evidence": contact.evidence}


def contact_from_json(data: dict[str, str]) -> Contact:
    return Contact(data["name"], data["addr"], Part(data["part"]), data["evidence"])


@dataclass(frozen=True, slots=True)
class AppliedRow:
    """A mail by which the user applied, and that no answer has given an application yet."""

    id: int
    message_id: str | None
    at: datetime
    contacts: tuple[Contact, ...]
    company: str | None
    role: str | None
    requisition_id: str | None


class OwnMail:
    """The part of an open transaction that is about the user's own mail."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def applied_by_mail(self) -> list[AppliedRow]:
        """The mails that wait for an answer, oldest first."""
        m = t.messages.c
        wanted = select(m.id, m.message_id, m.internaldate, m.reading).where(m.sent, m.application.is_(None)).order_by(m.internaldate)
        return [_applied(row.id, row.message_id, row.internaldate, row.reading) for row in self._db.execute(wanted) if row.reading]

    def attach(self, message: int, application: int) -> bool:
        """Give a mail to an application; False when it belongs to one already."""
        m = t.messages.c
        done = self._db.execute(update(t.messages).where(m.id == message, m.application.is_(None)).values(application=application))
        return bool(done.rowcount)

    def answered_in(self, message_id: str | None) -> set[int]:
        """The applications that hold an answer to this mail: Sent is often looked at after the answer came."""
        if message_id is None:
            return set()
        m, found = t.messages.c, set()
        for field in ("in_reply_to", "references"):
            ids = func.json_each(m.headers, f"$.{field}").table_valued("value", name=field)
            holding = select(m.application).select_from(t.messages).join(ids, ids.c.value == message_id)
            found |= {row.application for row in self._db.execute(holding.where(m.application.is_not(None)))}
        return found

    def reach(self, application: int, stage: str, earlier: Sequence[str]) -> bool:
        """Note how far an application came, if that is further than what was known."""
        c = t.applications.c
        further = or_(c.stage.is_(None), c.stage.in_(earlier))
        return bool(self._db.execute(update(t.applications).where(c.id == application, further).values(stage=stage)).rowcount)


def _applied(number: int, message_id: str | None, at: datetime, reading: dict[str, Any]) -> AppliedRow:
    contacts = tuple(contact_from_json(contact) for contact in reading["contacts"])
    return AppliedRow(number, message_id, at, contacts, reading["company"], reading["role"], reading["requisition_id"])
