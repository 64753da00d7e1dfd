"""`star` and `unstar`: which companies to keep in touch with."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from watcher.cli.ids import application_of
from watcher.cli.output import KINDS, application_name, local
from watcher.daemon import starring

if TYPE_CHECKING:
    from watcher.config import Settings
    from watcher.store import Transaction


def set_star(tx: Transaction, what: str, settings: Settings, now: datetime, *, starred: bool) -> list[str]:
    """Set or take the star of the application that `what` leads to; returns what to tell the user."""
    row = application_of(tx, what)
    cause = f"you said {'star' if starred else 'unstar'}"
    changes = starring.set_star(tx, row.id, settings, now, starred=starred, cause=cause)
    if changes is None:
        return [f"{application_name(row)} {'has a star' if starred else 'has no star'} already."]
    planned = [f"  {KINDS[new.kind.value]}: {local(new.due_at, settings)}" for new in changes.add]
    return [f"{application_name(row)}: {'starred' if starred else 'no star any more'}.", *planned]
