"""`undo`: the last command that changed something, taken back where nothing else changed the same things since."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from watcher.cli.output import KINDS, local
from watcher.core.plan import Status, StepKind
from watcher.daemon.changes import line_up
from watcher.errors import UsageError

if TYPE_CHECKING:
    from watcher.config import Settings
    from watcher.store import StepRow, Transaction
    from watcher.store.journal import Entry, Undone

CAUSE = "you said undo"


def undo(tx: Transaction, settings: Settings, now: datetime) -> list[str]:
    """Take the last command back; returns what to tell the user. Raises UsageError that says what stands in the way."""
    entry = tx.last_command()
    if entry is None:
        raise UsageError("there is nothing to take back")
    if entry.way_back is not None:
        raise UsageError(f"`{entry.command}` cannot be taken back by undo", remedy=entry.way_back)
    changed = tx.changed_since(entry)
    if changed:
        names = ", ".join(dict.fromkeys(_name(tx, change) for change in changed))
        raise UsageError(
            f"`{entry.command}` cannot be taken back: since then something else has changed {names}", remedy="`show` tells what"
        )
    _check_room(tx, entry)
    paused = tx.paused_until()
    for change in entry.changes:
        if change.step is not None and change.before is None:
            tx.close_step(change.step, Status.CANCELLED, now, CAUSE)
    tx.take_back(entry, now)
    tx.tell_anew()
    for step in [change.step for change in entry.changes if change.step is not None and change.before is not None]:
        tx.revive_deliveries(step, now)
    lines = [line for change in entry.changes for line in _told(tx, change, settings, now)]
    if tx.paused_until() != paused:
        line_up(tx, max(moment for moment in (now, paused, tx.paused_until()) if moment is not None), settings, now, CAUSE)
    return [f"Taken back: {entry.command} ({local(entry.at, settings)}).", *lines]


def _check_room(tx: Transaction, entry: Entry) -> None:
    """Of each kind one step is open, of keeping in touch one that was told of and one to come: what was planned since keeps its place."""
    touched = {change.step for change in entry.changes}
    for change in entry.changes:
        row = tx.step(change.step) if change.step is not None and _opens(change) else None
        if row is None:
            continue
        for other in tx.step_rows_of(row.application):
            same = other.kind == row.kind and (row.kind != StepKind.KEEP_IN_TOUCH.value or _told_of(other) == _told_of(row))
            if same and other.status == Status.NEEDS_ACTION.value and other.id not in touched:
                taken = f"s{other.id} ({KINDS[other.kind]}) is open by now in place of s{row.id}"
                raise UsageError(f"`{entry.command}` cannot be taken back: {taken}", remedy="`show` tells what")


def _opens(change: Undone) -> bool:
    """Whether taking this back opens a step again."""
    is_open = Status.NEEDS_ACTION.value
    return change.before is not None and change.before["status"] == is_open and change.after["status"] != is_open


def _told_of(row: StepRow) -> bool:
    return row.queued_for is not None or row.notified_at is not None


def _name(tx: Transaction, change: Undone) -> str:
    if change.step is not None:
        row = tx.step(change.step)
        return f"s{change.step} ({KINDS[row.kind]})" if row else f"s{change.step}"
    if change.application is not None:
        return f"a{change.application}"
    return "the pause" if change.before is not None and change.before["until"] != change.after["until"] else "that you were hired"


def _told_of_all(tx: Transaction, change: Undone, settings: Settings, now: datetime) -> list[str]:
    """The pause, and whether the user has a job."""
    before, until, lines = change.before or {}, tx.paused_until(), []
    if before.get("until") != change.after["until"]:
        lines.append(f"  paused until {local(until, settings)}" if until and until > now else "  no pause")
    if before.get("hired") != change.after.get("hired"):
        lines.append("  you were hired" if before.get("hired") else "  you are looking for a job")
    return lines


def _told(tx: Transaction, change: Undone, settings: Settings, now: datetime) -> list[str]:
    """The line for the timeline and the one for the user."""
    if change.step is None and change.application is None:
        return _told_of_all(tx, change, settings, now)
    if change.before is None:
        return [f"  {_name(tx, change)}: cancelled"]
    if change.step is None:
        what = "starred" if change.before["starred"] or change.before.get("company_starred") else "unstarred"
        tx.event(now, change.application or 0, what, CAUSE)
        return [f"  {_name(tx, change)}: {what}"]
    row = tx.step(change.step)
    if row is None:  # pragma: no cover -- it was there a moment ago, in this transaction
        return []
    said = [
        "open again" if change.before["status"] != change.after["status"] else "",
        f"due {local(row.due_at, settings)}" if change.before["due_at"] != change.after["due_at"] else "",
        "to its former recipients" if change.before["to"] != change.after["to"] else "",
    ]
    what = ", ".join(filter(None, said))
    tx.event(now, row.application, f"{row.kind} {what}", CAUSE, step=row.id)
    return [f"  {_name(tx, change)}: {what}"]
