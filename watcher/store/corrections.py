"""The log of corrections, as far as it is asked for and added to.

It is appended to and never rewritten: taking a correction back marks it, and drops what it kept of the mail, which nobody needs any more.
The one exception is forgetting an application: it removes the corrections of its mails with all that they keep of them, since the user
asked for nothing to remain; the lesson is lost with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from watcher.store import schema as t
from watcher.store.rows import CorrectionRow, RefitRow


class Corrections:
    """The part of a transaction that is about what the user taught."""

    _db: Connection

    def add_correction(
        self,
        message: int,
        label: str,
        at: datetime,
        *,
        before: dict[str, Any],
        did: dict[str, list[int]],
        features: dict[str, Any],
        sketch: Sequence[int],
        signs: Sequence[str],
    ) -> int:
        """Append what the user said of a mail."""
        new = insert(t.corrections).values(
            message=message,
            about=message,
            at=at,
            label=label,
            before=before,
            did=did,
            features=features,
            sketch=list(sketch),
            signs=list(signs),
        )
        return int(self._db.execute(new).inserted_primary_key[0])  # type: ignore[index]  # an insert of one row always has it

    def undo_correction(self, correction: int, now: datetime) -> bool:
        """Mark a correction as taken back and drop the mail's words from it; False when it was already."""
        c = t.corrections.c
        values = {"undone_at": now, "features": {}, "sketch": [], "signs": []}
        return bool(self._db.execute(update(t.corrections).where(c.id == correction, c.undone_at.is_(None)).values(**values)).rowcount)

    def correction(self, correction: int) -> CorrectionRow | None:
        """One correction, or None."""
        rows = self._corrections(select(t.corrections).where(t.corrections.c.id == correction))
        return rows[0] if rows else None

    def corrections(self, *, undone: bool = False) -> list[CorrectionRow]:
        """The corrections that stand, in the order in which they were made; those taken back too, if wanted."""
        c = t.corrections.c
        wanted = select(t.corrections) if undone else select(t.corrections).where(c.undone_at.is_(None))
        return self._corrections(wanted.order_by(c.id))

    def correction_of(self, message: int) -> CorrectionRow | None:
        """What the user said last of a mail and has not taken back."""
        c = t.corrections.c
        rows = self._corrections(select(t.corrections).where(c.about == message, c.undone_at.is_(None)).order_by(c.id.desc()).limit(1))
        return rows[0] if rows else None

    def corrected(self) -> list[int]:
        """The ids of the corrections that stand: cheap, for asking often."""
        c = t.corrections.c
        return [row.id for row in self._db.execute(select(c.id).where(c.undone_at.is_(None)).order_by(c.id))]

    def corrected_at(self) -> datetime | None:
        """When the user last made a correction or took one back."""
        c = t.corrections.c
        found = self._db.execute(select(func.max(c.at, type_=t.Time), func.max(c.undone_at, type_=t.Time))).one()
        return max((moment for moment in found if moment is not None), default=None)

    def _corrections(self, statement: Select[Any]) -> list[CorrectionRow]:
        return [CorrectionRow(**row) for row in self._db.execute(statement).mappings()]

    def _drop_corrections(self, messages: Select[Any]) -> None:
        self._db.execute(delete(t.corrections).where(t.corrections.c.message.in_(messages)))

    def add_refit(self, at: datetime, base: str, corrections: Sequence[int], result: str, detail: str, share: float | None) -> None:
        """Append what a refit came to."""
        values = {"at": at, "base": base, "corrections": list(corrections), "result": result, "detail": detail, "share": share}
        self._db.execute(insert(t.refits).values(**values))

    def last_refit(self) -> RefitRow | None:
        """What the newest refit came to."""
        row = self._db.execute(select(t.refits).order_by(t.refits.c.id.desc()).limit(1)).mappings().first()
        return None if row is None else RefitRow(**row)
