"""The ledger: every try of every delivery, and the targets that need the user."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, func, literal, or_, select, union_all, update
from sqlalchemy.dialects.sqlite import insert as upsert

from watcher.core.trouble import Failure, Trouble
from watcher.store import schema as t
from watcher.store.connected import Connected

_OPEN = "needs_action"  # a step that is; its notification is what keeps it from being told again


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One try of a delivery."""

    id: int
    delivery: int
    started_at: datetime
    ended_at: datetime | None
    result: str  # in_flight | accepted | failed | interrupted
    detail: str
    why: str


@dataclass(frozen=True, slots=True)
class TroubleRow:
    """A target that has failed for too often or too long (core.trouble)."""

    target: str
    rule: str
    since: datetime
    detail: str
    notification: int | None
    told_at: datetime | None


class Ledger(Connected):
    """The part of a transaction that is about what became of deliveries."""

    def attempts_of(self, notification: int) -> dict[int, list[AttemptRow]]:
        """Every try of each delivery of a notification, oldest first."""
        a, d = t.attempts.c, t.deliveries.c
        mine = select(t.attempts).join(t.deliveries, d.id == a.delivery).where(d.notification == notification).order_by(a.id)
        found: dict[int, list[AttemptRow]] = {}
        for row in self._db.execute(mine).mappings():
            found.setdefault(row["delivery"], []).append(AttemptRow(**row))
        return found

    def notifications_since(self, since: datetime | None) -> list[int]:
        """Notifications made since then, or still on their way; all of them for None. Oldest first."""
        n, d = t.notifications.c, t.deliveries.c
        on_the_way = n.id.in_(select(d.notification).where(d.status.in_(["pending", "in_flight"])))
        wanted = select(n.id).order_by(n.id)
        return [number for (number,) in self._db.execute(wanted if since is None else wanted.where(or_(n.created_at >= since, on_the_way)))]

    def failures_of(self, target: str) -> list[Failure]:
        """How a target has failed since it last took something, oldest first; what a crash cut off tells nothing."""
        a, d = t.attempts.c, t.deliveries.c
        theirs = select(t.attempts).join(t.deliveries, d.id == a.delivery).where(d.target == target)
        taken = theirs.with_only_columns(func.coalesce(func.max(a.id), 0)).where(a.result == "accepted").scalar_subquery()
        failed = theirs.where(a.result == "failed", a.id > taken).order_by(a.id)
        return [Failure(row.started_at, row.why) for row in self._db.execute(failed)]

    def troubles(self) -> dict[str, TroubleRow]:
        """The targets in trouble, by name."""
        rows = self._db.execute(select(t.target_troubles).order_by(t.target_troubles.c.since)).mappings()
        return {row["target"]: TroubleRow(**row) for row in rows}

    def note_trouble(self, target: str, trouble: Trouble, detail: str) -> TroubleRow:
        """Record that a target needs the user; since when, and whether it was told, stays as it was."""
        news = {"rule": trouble.cause.value, "detail": detail}
        new = upsert(t.target_troubles).values(target=target, since=trouble.since, **news)
        self._db.execute(new.on_conflict_do_update(index_elements=["target"], set_=news))
        return self.troubles()[target]

    def trouble_told(self, target: str, notification: int, now: datetime) -> None:
        """The user is told by this notification."""
        mine = update(t.target_troubles).where(t.target_troubles.c.target == target)
        self._db.execute(mine.values(notification=notification, told_at=now))

    def healed(self, target: str) -> TroubleRow | None:
        """A target took something: its trouble is over, and what has not been told of it yet need not be."""
        row = self.troubles().get(target)
        if row is not None:
            self._db.execute(delete(t.target_troubles).where(t.target_troubles.c.target == target))
            if row.notification is not None:
                self.withdraw(row.notification)
        return row

    def forget_targets_except(self, targets: Collection[str]) -> None:
        """The trouble of a target that left the config is nobody's; that of another, which only it was to tell of, is to be told anew."""
        mine, d = t.target_troubles.c, t.deliveries.c
        self._db.execute(delete(t.target_troubles).where(mine.target.not_in(list(targets))))
        under_way = select(d.notification).where(d.status != "dropped")
        untold = update(t.target_troubles).where(mine.notification.is_not(None), mine.notification.not_in(under_way))
        self._db.execute(untold.values(notification=None, told_at=None))

    def move_notices(self, targets: Collection[str]) -> None:
        """A notice that only targets outside of these were to hear, and that none has heard, is for these. Not one about a target in
        trouble: that is told again as long as it is true, and never by itself.
        """
        n, d, trouble = t.notifications.c, t.deliveries.c, t.target_troubles.c
        kept = select(d.notification).where(
            or_(d.status.in_(["accepted", "in_flight"]), and_(d.status == "pending", d.target.in_(targets)))
        )
        waiting = d.status == "pending", n.kind.in_(["alarm", "notice"]), d.notification.not_in(kept)
        others = d.notification.not_in(select(trouble.notification).where(trouble.notification.is_not(None)))
        wanted = select(t.deliveries, n.created_at).join(t.notifications, n.id == d.notification).where(*waiting, others)
        rows = {row.notification: row for row in self._db.execute(wanted.order_by(func.length(d.body)))}  # the one that says most
        for row in rows.values():
            words = {"title": row.title, "body": row.body, "extras": row.extras}
            anew = {"status": "pending", "next_attempt_at": row.created_at, **words}
            for target in targets:  # one of which may have had it before, and left, and come back
                made = upsert(t.deliveries).values(notification=row.notification, target=target, attempts=0, **anew)
                self._db.execute(made.on_conflict_do_update(index_elements=["notification", "target"], set_=anew))

    def is_alarm_on(self, notification: int) -> bool:
        """Whether an account or a target is still as this notification says."""
        behind = [select(table.c.notification).where(table.c.notification == notification) for table in (t.sights, t.target_troubles)]
        return self._db.execute(union_all(*behind)).first() is not None

    def withdraw(self, notification: int) -> list[str]:
        """What a notification says is true no more: who has not heard it does not. Returns the targets that have, or may have."""
        d, a = t.deliveries.c, t.attempts.c
        waiting = and_(d.notification == notification, d.status == "pending")
        cut_off = select(a.delivery).where(a.result == "interrupted")
        heard = or_(d.status.in_(["accepted", "in_flight"]), d.id.in_(cut_off))
        told = select(d.target).where(d.notification == notification, heard).order_by(d.id)
        names = [name for (name,) in self._db.execute(told)]
        self._db.execute(update(t.deliveries).where(waiting).values(status="dropped"))
        return names

    def set_extras(self, notification: int, extras: Mapping[str, Mapping[str, Any]]) -> None:
        """What the deliveries of a notification carry beside their words, by target."""
        d = t.deliveries.c
        for target, beside in extras.items():
            mine = update(t.deliveries).where(d.notification == notification, d.target == target)
            self._db.execute(mine.values(extras=dict(beside) or None))

    def purge_ledger(self, before: datetime) -> int:
        """Remove old notifications, with their deliveries and tries, but those about a step that is still open; returns how many."""
        n, d, s, link = t.notifications.c, t.deliveries.c, t.steps.c, t.notification_steps.c
        under_way = select(d.notification).where(d.status == "in_flight")
        about_open = select(link.notification).join(t.steps, s.id == link.step).where(s.status == _OPEN)
        old = delete(t.notifications).where(n.created_at < literal(before, t.Time), n.id.not_in(under_way), n.id.not_in(about_open))
        return int(self._db.execute(old).rowcount)
