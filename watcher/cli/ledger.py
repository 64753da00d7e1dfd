"""The delivery ledger for a person and as JSON: each notification, each target, each try."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from watcher.cli.output import console, dump, local, utc

if TYPE_CHECKING:
    from watcher.config import Settings
    from watcher.store import AttemptRow, DeliveryRow, NotificationRow, Transaction

LATELY = timedelta(days=30)

_STATUS = {
    "pending": "waits",
    "in_flight": "under way",
    "accepted": "delivered",
    "dropped": "not wanted any more",
}
_RESULT = {
    "in_flight": "under way",
    "accepted": "taken",
    "failed": "not taken",
    "interrupted": "cut off when the watcher ended: it may have come, and so may have come twice",
}


def print_ledger(tx: Transaction, settings: Settings, now: datetime, *, everything: bool, json: bool) -> None:
    """Notifications of the last 30 days and whatever is still on its way, oldest first; or all."""
    numbers = tx.notifications_since(None if everything else now - LATELY)
    rows = [row for row in map(tx.notification, numbers) if row is not None]
    if json:
        dump([notification_json(row, tx.attempts_of(row.id)) for row in rows])
        return
    if not rows:
        console().print("Nothing has been notified yet." if everything else "Nothing was notified in the last 30 days; --all shows all.")
    for row in rows:
        for line in notification_lines(row, tx.attempts_of(row.id), settings, folded=True):
            console().print(escape(line))


def notification_json(row: NotificationRow, attempts: dict[int, list[AttemptRow]]) -> dict[str, Any]:
    """A notification with every try of each of its deliveries."""
    return {
        "id": f"n{row.id}",
        "kind": row.kind,
        "created_at": utc(row.created_at),
        "steps": [f"s{step}" for step in row.steps],
        "application": f"a{row.application}" if row.application else None,
        "deliveries": [_delivery_json(one, attempts.get(one.id, [])) for one in sorted(row.deliveries, key=lambda one: one.id)],
    }


def _delivery_json(one: DeliveryRow, tries: Sequence[AttemptRow]) -> dict[str, Any]:
    return {
        "target": one.target,
        "status": one.status,
        "attempts": one.attempts,
        "accepted_at": utc(one.accepted_at),
        "next_attempt_at": utc(one.next_attempt_at) if one.status == "pending" else None,
        "may_have_come_twice": _may_be_twice(one, tries),
        "tries": [
            {
                "started_at": utc(attempt.started_at),
                "ended_at": utc(attempt.ended_at),
                "result": attempt.result,
                "why": attempt.why or None,
                "detail": attempt.detail,
            }
            for attempt in tries
        ],
    }


def _may_be_twice(one: DeliveryRow, tries: Sequence[AttemptRow]) -> bool:
    """Cut off, and sent once more."""
    return any(attempt.result == "interrupted" for attempt in tries) and one.status in {"accepted", "in_flight", "pending"}


def notification_lines(row: NotificationRow, attempts: dict[int, list[AttemptRow]], settings: Settings, *, folded: bool) -> list[str]:
    """For a person; `folded`: tries one after the other that came to the same are one line."""
    others = "the watcher" if row.kind in {"alarm", "notice"} else "mail that came"
    about = ", ".join(f"s{step}" for step in row.steps) or (f"a{row.application}" if row.application else others)
    lines = [f"n{row.id}  {row.kind}, {local(row.created_at, settings)}, about {about}"]
    for one in sorted(row.deliveries, key=lambda one: one.id):
        again = f", next try {local(one.next_attempt_at, settings)}" if one.status == "pending" else ""
        lines.append(f"  {one.target}: {_STATUS[one.status]}{again}")
        tries = list(enumerate(attempts.get(one.id, []), 1))
        groups = (list(group) for _, group in groupby(tries, key=_outcome)) if folded else ([one] for one in tries)
        lines += _try_lines(groups, settings)
    return lines


def _outcome(numbered: tuple[int, AttemptRow]) -> tuple[str, str]:
    return numbered[1].result, numbered[1].detail


def _try_lines(groups: Iterator[list[tuple[int, AttemptRow]]], settings: Settings) -> Iterator[str]:
    for group in groups:
        (first, began), (last, ended) = group[0], group[-1]
        number, when = f"{first}", local(began.started_at, settings)
        if last > first:
            number, when = f"{first} to {last}", f"{when} to {local(ended.started_at, settings)}"
        said = f" ({began.detail})" if began.result == "failed" and began.detail else ""
        yield f"    try {number}, {when}: {_RESULT[began.result]}{said}"
