"""For how long accounts have not been seen, kept over restarts; and which notification told of it."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from watcher.store import schema as t
from watcher.store.connected import Connected
from watcher.store.pauses import fact, set_fact

_HEARD, _ALL_CLEAR = "alarms_heard", "all_clears"


@dataclass(frozen=True, slots=True)
class SightRow:
    """An account that has not been seen for some time."""

    account: str
    unseen: float  # seconds, awake and running
    notification: int | None
    told_at: datetime | None


class Sights(Connected):
    """The part of a transaction that is about seeing."""

    def sights(self) -> dict[str, SightRow]:
        """The accounts that are not seen as they should be, by name."""
        rows = self._db.execute(select(t.sights).order_by(t.sights.c.account)).mappings()
        return {row["account"]: SightRow(**row) for row in rows}

    def set_unseen(self, account: str, seconds: float) -> None:
        """Remember for how long it was not seen."""
        self._upsert(account, {"unseen": seconds}, {})

    def blind_told(self, account: str, notification: int | None, now: datetime) -> None:
        """The user is told that it is not seen."""
        self._upsert(account, {"notification": notification, "told_at": now}, {"unseen": 0.0})

    def _upsert(self, account: str, values: dict[str, object], else_: dict[str, object]) -> None:
        row = upsert(t.sights).values(account=account, **else_, **values)
        self._db.execute(row.on_conflict_do_update(index_elements=["account"], set_=values))

    def seen(self, account: str) -> SightRow | None:
        """A look succeeded: what was remembered is returned and forgotten."""
        row = self.sights().get(account)
        if row is not None:
            self._db.execute(delete(t.sights).where(t.sights.c.account == account))
        return row

    def forget_sights_except(self, accounts: Collection[str]) -> None:
        """What left the config is not looked at; if it comes back, it is told of anew."""
        self._db.execute(delete(t.sights).where(t.sights.c.account.not_in(list(accounts))))
        self._db.execute(update(t.accounts).where(t.accounts.c.account.not_in(list(accounts))).values(told_at=None))

    def heard_before(self, account: str) -> list[str]:
        """The targets that heard an alarm about an account which a later notice has replaced."""
        return list(self._by_account(_HEARD).get(account, []))

    def keep_heard(self, account: str, targets: Collection[str]) -> None:
        """Remember them, or with none forget them."""
        self._keep(_HEARD, account, sorted(targets) or None)

    def all_clear(self, account: str) -> int | None:
        """The notification that told of an account that it is seen again."""
        return self._by_account(_ALL_CLEAR).get(account)

    def keep_all_clear(self, account: str, notification: int | None) -> None:
        """Remember it, or forget it."""
        self._keep(_ALL_CLEAR, account, notification)

    def is_overtaken(self, notification: int) -> bool:
        """Whether it told that an account is seen again of which there is another alarm by now."""
        about = {account for account, number in self._by_account(_ALL_CLEAR).items() if number == notification}
        return any(row.told_at is not None for account, row in self.sights().items() if account in about)

    def _by_account(self, name: str) -> dict[str, Any]:
        return dict(json.loads(fact(self._db, name) or "{}"))

    def _keep(self, name: str, account: str, value: list[str] | int | None) -> None:
        kept = {of: one for of, one in (self._by_account(name) | {account: value}).items() if one is not None}
        set_fact(self._db, name, json.dumps(kept) if kept else None)
