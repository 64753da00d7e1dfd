"""What holds for the whole state: the pause, a job that was found, this installation's name, what is on the
desktop, and notices that wait for their morning.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, insert, select, true, update
from sqlalchemy.dialects.sqlite import insert as upsert

from watcher.store import schema as t
from watcher.store.connected import Connected
from watcher.store.rows import NoticeRow

_PAUSED, _HIRED, _INSTALLATION, _BUBBLES, _BUBBLES_LEVEL = "paused_until", "hired_at", "installation", "bubbles", "bubbles_level"


def fact(db: Connection, name: str) -> str | None:
    """One of the few things that the state keeps by name."""
    value = db.execute(select(t.facts.c.value).where(t.facts.c.name == name)).scalar()
    return None if value is None else str(value)


def set_fact(db: Connection, name: str, value: str | None) -> None:
    """Keep it, or keep it no longer."""
    if value is None:
        db.execute(delete(t.facts).where(t.facts.c.name == name))
    else:
        db.execute(upsert(t.facts).values(name=name, value=value).on_conflict_do_update(index_elements=["name"], set_={"value": value}))


class Pauses(Connected):
    """The part of a transaction that is about no step in particular."""

    def paused_until(self) -> datetime | None:
        """Until when nothing is to be notified; it may have passed."""
        value = fact(self._db, _PAUSED)
        return datetime.fromisoformat(value) if value else None

    def pause(self, until: datetime | None) -> None:
        """Say nothing until then; None ends the pause."""
        set_fact(self._db, _PAUSED, until.astimezone(UTC).isoformat() if until else None)

    def hired_at(self) -> datetime | None:
        """Since when the user has a job and mail plans nothing; None while they look for one."""
        value = fact(self._db, _HIRED)
        return datetime.fromisoformat(value) if value else None

    def set_hired(self, at: datetime | None) -> None:
        """The user has found a job; None: they look for one again."""
        set_fact(self._db, _HIRED, at.astimezone(UTC).isoformat() if at else None)

    def installation(self) -> str:
        """A name that no other installation has, made at the first call; in a transaction that may write."""
        known = fact(self._db, _INSTALLATION)
        if known is None:
            known = uuid.uuid4().hex
            set_fact(self._db, _INSTALLATION, known)
        return known

    def bubbles(self) -> tuple[str, dict[str, int]]:
        """What is on the user's desktop: the run of the server that shows it, and its number for each subject."""
        kept = fact(self._db, _BUBBLES)
        if kept is None:
            return "", {}
        server, bubbles = json.loads(kept)
        return str(server), dict(bubbles)

    def bubbles_level(self, level: str | None) -> str | None:
        """How much the bubbles on the desktop may say from now on; returns what held before, over restarts, None when there were none."""
        before = fact(self._db, _BUBBLES_LEVEL)
        set_fact(self._db, _BUBBLES_LEVEL, level)
        return before

    def keep_bubbles(self, server: str, bubbles: Mapping[str, int]) -> None:
        """Remember it for the next start of the watcher, which replaces bubbles and takes them away."""
        set_fact(self._db, _BUBBLES, json.dumps([server, dict(bubbles)]) if bubbles else None)

    def add_notice(self, application: int, kind: str, steps: int, notify_at: datetime, now: datetime) -> None:
        """The user is to be told something about an application, about no step of it."""
        values = {"application": application, "kind": kind, "steps": steps, "notify_at": notify_at, "created_at": now}
        self._db.execute(insert(t.notices).values(**values))

    def due_notices(self, now: datetime) -> list[NoticeRow]:
        """Notices whose time has come, oldest first."""
        return [notice for notice in self.waiting_notices() if notice.notify_at <= now]

    def waiting_notices(self) -> list[NoticeRow]:
        """Notices that are to come, oldest first; for mails that came see `waiting_news`."""
        n = t.notices.c
        wanted = select(n.id, n.application, n.kind, n.steps, n.notify_at, n.created_at).where(n.queued_at.is_(None), n.message.is_(None))
        return [NoticeRow(**row) for row in self._db.execute(wanted.order_by(n.created_at, n.id)).mappings()]

    def next_notice(self, now: datetime) -> datetime | None:
        """When the next notice is due after `now`."""
        n = t.notices.c
        return self._db.execute(select(func.min(n.notify_at, type_=t.Time)).where(n.queued_at.is_(None), n.notify_at > now)).scalar()

    def move_notice(self, notice: int, notify_at: datetime) -> None:
        """Tell it later."""
        self._db.execute(update(t.notices).where(t.notices.c.id == notice).values(notify_at=notify_at))

    def drop_notices(self, application: int | None = None) -> None:
        """They are true no more: of one application, or of all. Those in the outbox go to nobody who was not told yet."""
        n, d, made = t.notices.c, t.deliveries.c, t.notifications.c
        of = made.application.is_not(None) if application is None else made.application == application
        about = true() if application is None else n.application == application
        self._db.execute(delete(t.notices).where(n.queued_at.is_(None), n.message.is_(None), about))
        told = select(made.id).where(made.kind == "notice", of)
        self._db.execute(update(t.deliveries).where(d.status == "pending", d.notification.in_(told)).values(status="dropped"))

    def notice_queued(self, notice: int, now: datetime) -> None:
        """It is in the outbox."""
        self._db.execute(update(t.notices).where(t.notices.c.id == notice).values(queued_at=now))
