"""`simulate`: mail from files, or the present state, played forward on a moved clock in a state that is thrown away.

The very code of the daemon decides: mail is taken in at the time it came, and between two mails whatever is due is queued, within quiet
hours, working days and the daily cap. The user of the simulation is told everything and does nothing.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from watcher import log
from watcher.cli.output import dump, local, print_table, utc
from watcher.clock import SystemClock
from watcher.config import Secret, Target
from watcher.core.compose import Detail
from watcher.core.schedule import add_months
from watcher.daemon.outbox import queue_due
from watcher.store import FILE, NotificationRow, Store, Transaction, open_store

if TYPE_CHECKING:
    from watcher.cli.judge import Dated
    from watcher.config import Settings

_LISTED = re.compile(r"[as][0-9]+  ")  # a line of a digest: a step, or an application

_TARGET = "simulation"


def simulate_state(store: Store, settings: Settings, now: datetime, *, months: int, json: bool) -> None:
    """Play a copy of the state forward."""
    with tempfile.TemporaryDirectory(prefix="rejection-watcher-") as directory:
        store.backup(Path(directory) / FILE)
        copy = open_store(Path(directory))
        try:
            _print(_play(copy, settings, [], now, months), settings, json=json)
        finally:
            copy.close()


def simulate_paths(paths: Sequence[str], config: Path | None, *, months: int, json: bool) -> bool:
    """Play the mails through, then forward; True when all could be read."""
    from watcher.cli.judge import dated_mails

    settings, mails, all_read = dated_mails(paths, config)
    with tempfile.TemporaryDirectory(prefix="rejection-watcher-") as directory:
        store = open_store(Path(directory))
        try:
            _print(_play(store, settings, mails, mails[0].time if mails else SystemClock().now(), months), settings, json=json)
        finally:
            store.close()
    return all_read


def _play(store: Store, settings: Settings, mails: Sequence[Dated], start: datetime, months: int) -> Iterator[dict[str, Any]]:
    """Every notification, in the order of time."""
    from watcher.cli.judge import take_dated

    log.set_up(quiet=True)
    told = replace(settings, targets={_TARGET: Target(_TARGET, Secret.of("json://127.0.0.1:9/"), Detail.FULL)})
    now = start
    for uid, mail in enumerate(mails, start=1):
        yield from _until(store, told, now, mail.time)
        now = mail.time
        with store.transaction() as tx:
            take_dated(tx, mail, uid, told)
    today = now.astimezone(settings.calendar.timezone).date()
    horizon = datetime.combine(add_months(today, months), time(), settings.calendar.timezone)
    yield from _until(store, told, now, horizon.astimezone(UTC))


def _until(store: Store, settings: Settings, now: datetime, end: datetime) -> Iterator[dict[str, Any]]:
    moment: datetime | None = now
    while moment is not None and moment < end:
        made = queue_due(store, settings, moment)
        with store.transaction() as tx:
            for delivery in tx.deliveries_due(moment):
                tx.claim(delivery.id, moment)
                tx.settle(delivery.id, moment, accepted=True, detail="", next_attempt_at=moment)
            shown = [_shown(tx, row) for number in made if (row := tx.notification(number)) is not None]
            moment = tx.next_moment(moment)
        yield from shown


def _shown(tx: Transaction, row: NotificationRow) -> dict[str, Any]:
    steps = [step for step in (tx.step(number) for number in row.steps) if step is not None]
    return {
        "at": utc(row.created_at),
        "kind": row.kind,
        "title": row.deliveries[0].title if row.deliveries else "",
        "body": row.deliveries[0].body if row.deliveries else "",
        "to": list(dict.fromkeys(person["addr"] for step in steps for person in step.to)),
        "steps": [{"kind": step.kind, "company": step.company, "role": step.role, "due_at": utc(step.due_at)} for step in steps],
        "application": f"a{row.application or steps[0].application}" if row.application or steps else None,
    }


def _print(shown: Iterator[dict[str, Any]], settings: Settings, *, json: bool) -> None:
    listed = list(shown)
    if json:
        dump(listed)
    elif listed:
        print_table(("when", "what", "to whom"), [line for one in listed for line in _lines(one, settings)])
    else:
        typer.echo("No notification would come.")


def _lines(one: dict[str, Any], settings: Settings) -> Iterator[tuple[str, str, str]]:
    """A notification, and below it what it lists where it is about several."""
    yield local(datetime.fromisoformat(one["at"]), settings), one["title"], ", ".join(one["to"])
    if one["kind"] in {"digest", "news"}:
        yield from (("", f"  {line}", "") for line in one["body"].split("\n") if _LISTED.match(line))
