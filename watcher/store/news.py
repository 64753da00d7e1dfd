"""The part of a transaction that keeps which mails the user is to hear of because they came: rejections and recruiters' mail.

Such news is a row of `notices` with a message. It is written together with the mail and becomes part of a notification once; when that
notification is dropped before it reached anybody, it is news again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, or_, select, union, update

from watcher.store import schema as t
from watcher.store.connected import Connected
from watcher.store.rows import NewsRow


class News(Connected):
    """Mails to be told of."""

    def add_news(self, application: int, kind: str, message: int, notify_at: datetime, now: datetime) -> None:
        """The user is to hear that this mail came; `kind` is its label."""
        values = {"application": application, "kind": kind, "steps": 0, "message": message, "notify_at": notify_at, "created_at": now}
        self._db.execute(insert(t.notices).values(**values))

    def waiting_news(self) -> list[NewsRow]:
        """What is to be told, oldest first."""
        n = t.notices.c
        wanted = select(n.id, n.application, n.kind, n.message, n.notify_at, n.created_at).where(
            n.message.is_not(None), n.queued_at.is_(None)
        )
        return [NewsRow(**row) for row in self._db.execute(wanted.order_by(n.created_at, n.id)).mappings()]

    def news_in(self, notification: int) -> list[NewsRow]:
        """The news that a notification tells, oldest first."""
        n = t.notices.c
        wanted = select(n.id, n.application, n.kind, n.message, n.notify_at, n.created_at).where(
            n.message.is_not(None), n.notification == notification
        )
        return [NewsRow(**row) for row in self._db.execute(wanted.order_by(n.created_at, n.id)).mappings()]

    def news_queued(self, news: Iterable[int], notification: int, now: datetime) -> None:
        """It is in the outbox, as part of this notification."""
        n = t.notices.c
        self._db.execute(update(t.notices).where(n.id.in_(list(news))).values(queued_at=now, notification=notification))

    def drop_news(self, news: Iterable[int]) -> None:
        """It is true no more, and nobody was told."""
        self._db.execute(delete(t.notices).where(t.notices.c.id.in_(list(news))))

    def withdraw_news(self, message: int) -> None:
        """A mail is not what it was held for: if nobody was told yet, nobody is. `tell_anew` sees to what was to be told with it."""
        n, d = t.notices.c, t.deliveries.c
        told = select(d.notification).where(d.status.in_(["accepted", "in_flight"]))
        mine = n.message == message, or_(n.notification.is_(None), n.notification.not_in(told))
        self._drop_pending(self._db.execute(select(n.notification).where(*mine, n.notification.is_not(None))).scalars().all())
        self._db.execute(delete(t.notices).where(*mine))

    def end_news(self) -> None:
        """No mail that came is told of any more."""
        n, d, made = t.notices.c, t.deliveries.c, t.notifications.c
        self._db.execute(delete(t.notices).where(n.message.is_not(None), n.queued_at.is_(None)))
        news = d.status == "pending", d.notification.in_(select(made.id).where(made.kind == "news"))
        self._db.execute(update(t.deliveries).where(*news).values(status="dropped"))
        self._db.execute(delete(t.notices).where(*self._lost()))

    def _drop_pending(self, notifications: Collection[int]) -> None:
        d = t.deliveries.c
        self._db.execute(update(t.deliveries).where(d.notification.in_(notifications), d.status == "pending").values(status="dropped"))

    def _tell_news_anew(self) -> None:
        """What reached nobody, and is on no way to anybody, is news again."""
        self._db.execute(update(t.notices).where(*self._lost()).values(queued_at=None, notification=None))

    def _lost(self) -> tuple[ColumnElement[bool], ...]:
        n, d = t.notices.c, t.deliveries.c
        under_way = select(d.notification).where(d.status != "dropped")
        return n.message.is_not(None), n.notification.is_not(None), n.notification.not_in(under_way)

    def _drop_words_about(self, application: int) -> None:
        """No words about an application are kept. What tells of others too keeps its place in the ledger, but not its words."""
        n, link, s, d = t.notices.c, t.notification_steps.c, t.steps.c, t.deliveries.c
        steps = select(link.notification, s.application).join(t.steps, s.id == link.step)
        news = select(n.notification, n.application).where(n.notification.is_not(None))
        about = [(row.notification, row.application) for row in self._db.execute(union(steps, news))]
        others = {notification for notification, one in about if one != application}
        mine = {notification for notification, one in about if one == application}
        self._db.execute(delete(t.notifications).where(t.notifications.c.id.in_(mine - others)))
        begun = select(d.notification).where(d.notification.in_(mine & others), d.status.in_(["accepted", "in_flight"]))
        self._drop_pending(mine & others - set(self._db.execute(begun).scalars()))  # the words of the rest are made anew: daemon.retold
        self._db.execute(update(t.deliveries).where(d.notification.in_(mine & others)).values(title="", body="", extras=None))
        self._db.execute(delete(t.notification_steps).where(link.step.in_(select(s.id).where(s.application == application))))
