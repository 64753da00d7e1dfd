"""`star` and `unstar`: which companies to keep in touch with."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from watcher.cli.ids import application_of
from watcher.cli.output import KINDS, application_name, local
from watcher.core import plan
from watcher.daemon.changes import apply

if TYPE_CHECKING:
    from watcher.config import Settings
    from watcher.store import Transaction


def set_star(tx: Transaction, what: str, settings: Settings, now: datetime, *, starred: bool) -> list[str]:
    """Set or take the star of the application that `what` leads to; returns what to tell the user."""
    row = application_of(tx, what)
    is_new = tx.star(row.id, starred=starred)
    application = next(found for found in tx.applications() if found.id == row.id)
    steps = tx.steps_of(row.id)
    changes = plan.on_star(now, application, steps, settings.policy, settings.calendar) if starred else plan.on_unstar(steps)
    if not (is_new or changes.add):  # with a star from before, keeping in touch may have been stopped: then it begins again
        return [f"{application_name(row)} {'has a star' if starred else 'has no star'} already."]
    tx.event(now, row.id, "starred" if starred else "unstarred", f"you said {'star' if starred else 'unstar'}")
    apply(tx, row.id, changes, settings, now)
    planned = [f"  {KINDS[new.kind.value]}: {local(new.due_at, settings)}" for new in changes.add]
    return [f"{application_name(row)}: {'starred' if starred else 'no star any more'}.", *planned]
