"""The part of a transaction that knows which notification speaks of a step, and what is left of one that speaks of several.

A step that was put off and fell due again is spoken of by its newest notification; what an older one came to says nothing of it any more.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ColumnElement, ScalarSelect, and_, func, or_, select, update

from watcher.store import schema as t
from watcher.store.connected import Connected

_OPEN = "needs_action"


def newest_of(step: Column[int]) -> ScalarSelect[int]:
    """The newest notification of a step."""
    other = t.notification_steps.alias()
    return select(func.max(other.c.notification)).where(other.c.step == step).correlate(step.table).scalar_subquery()


def _is_told_here() -> ColumnElement[bool]:
    """Whether the step of such a row is open, and due as it was when this notification was made."""
    s = t.steps.c
    return and_(s.status == _OPEN, s.queued_for == s.due_at, _is_newest())


def _is_newest() -> ColumnElement[bool]:
    """Whether a row of `notification_steps` is the newest of its step."""
    link = t.notification_steps.c
    return link.notification == newest_of(link.step)


class Tellings(Connected):
    """What is still to be told."""

    def steps_left(self, notification: int) -> list[int]:
        """The steps of a notification that it is still true of."""
        link, s = t.notification_steps.c, t.steps.c
        mine = select(link.step).join(t.steps, s.id == link.step).where(link.notification == notification, _is_told_here())
        return [step for (step,) in self._db.execute(mine.order_by(link.step))]

    def drop_stale(self) -> bool:
        """What is all over is told to nobody more; what is over in part, and has reached nobody, is dropped whole, to be told anew without
        it. What is over in part, and has reached somebody, the others hear without it (daemon.retold). Returns whether anything was.
        """
        link, s, d, n = t.notification_steps.c, t.steps.c, t.deliveries.c, t.notices.c
        about = select(link.notification).join(t.steps, s.id == link.step)
        begun = select(d.notification).where(d.status.in_(["accepted", "in_flight"]))
        lines = select(n.notification).where(n.notification.is_not(None))
        is_empty = and_(d.notification.not_in(about.where(_is_told_here())), d.notification.not_in(lines))
        over = or_(is_empty, d.notification.not_in(begun))
        parts = about.where(or_(s.status != _OPEN, s.queued_for.is_(None), s.queued_for != s.due_at, ~_is_newest()))
        stale = d.status == "pending", d.notification.in_(parts), over
        return bool(self._db.execute(update(t.deliveries).where(*stale).values(status="dropped")).rowcount)

    def revive_deliveries(self, step: int, now: datetime) -> None:
        """A step is open again that some targets have heard of, and others were not to hear of any more: now they are."""
        link, s, d = t.notification_steps.c, t.steps.c, t.deliveries.c
        told = select(link.notification).join(t.steps, s.id == link.step).where(link.step == step, _is_told_here())
        again = d.status == "dropped", d.notification.in_(told)
        self._db.execute(update(t.deliveries).where(*again).values(status="pending", next_attempt_at=now))
