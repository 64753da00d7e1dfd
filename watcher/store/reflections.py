"""What the user wrote when looking back on an application, and what `insights` counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select, update

from watcher.core.insights import Mail, Story, Written
from watcher.store import schema as t
from watcher.store.rows import ReflectionRow
from watcher.store.stars import Stars

Answers = Sequence[tuple[str, str]]  # question and answer


class Reflections(Stars):
    """The part of a transaction that is about looking back."""

    def reflections(self, application: int | None = None) -> list[ReflectionRow]:
        """What was written, about one application or about all, oldest first."""
        r = t.reflections.c
        wanted = select(t.reflections) if application is None else select(t.reflections).where(r.application == application)
        return [
            ReflectionRow(**{**row, "answers": tuple((question, answer) for question, answer in row["answers"])})
            for row in self._db.execute(wanted.order_by(r.written_at, r.id)).mappings()
        ]

    def add_reflection(self, application: int, stage: str | None, answers: Answers, now: datetime) -> None:
        """Keep what the user wrote."""
        values = {"application": application, "stage": stage, "answers": [list(pair) for pair in answers]}
        self._db.execute(insert(t.reflections).values(**values, written_at=now, changed_at=now))

    def change_reflection(self, reflection: int, answers: Answers, now: datetime) -> None:
        """The user wrote more, or something else."""
        values = {"answers": [list(pair) for pair in answers], "changed_at": now}
        self._db.execute(update(t.reflections).where(t.reflections.c.id == reflection).values(**values))

    def stories(self) -> list[Story]:
        """Every application as `insights` counts it, oldest first."""
        mails: dict[int, list[Mail]] = {}
        m = t.messages.c
        wanted = select(m.application, m.internaldate, m.sent, m.label).where(m.application.is_not(None)).order_by(m.internaldate, m.id)
        for row in self._db.execute(wanted):
            mails.setdefault(row.application, []).append(Mail(row.internaldate, own=row.sent, rejection=row.label == "rejection"))
        written: dict[int, list[Written]] = {}
        for found in self.reflections():
            written.setdefault(found.application, []).append(Written(found.written_at, found.answers))
        return [
            Story(
                id=row.id,
                company=row.company,
                role=row.role,
                stage=row.stage,
                rejected_at=row.rejected_at,
                reopened=row.reopened_at is not None,
                mails=tuple(mails.get(row.id, ())),
                written=tuple(written.get(row.id, ())),
            )
            for row in self._db.execute(select(t.applications).order_by(t.applications.c.id))
        ]
