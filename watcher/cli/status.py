"""`status`: whether it watches, what each account is doing, and what comes next."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from watcher import __version__
from watcher.cli.output import console, dump, local, print_table, utc
from watcher.daemon.words import status_line
from watcher.imap import AccountState
from watcher.units import NAME

if TYPE_CHECKING:
    from watcher.cli.serving import Serving
    from watcher.config import Settings
    from watcher.store import AccountRow, Transaction

_WORDS = {"idle": "watched, by push", "polling": "watched, by polls", "connecting": "being connected to", "resting": "resting"}


def show_status(tx: Transaction, found: Serving, settings: Settings, now: datetime, *, json: bool) -> bool:
    """Print how the watcher is doing; returns whether it runs, in the version that is installed."""
    rows = {row.account: row for row in tx.account_rows() if row.account in settings.accounts}
    due = tx.next_due()
    if json:
        dump(_json(found, rows, settings, due))
    else:
        for line in _lines(found, rows, settings, due, now):
            console().print(line, markup=False)
        print_table(("account", "state", "last look", ""), [_account(rows[name], settings) for name in settings.accounts if name in rows])
    return found.process is not None and not found.outdated


def _lines(found: Serving, rows: dict[str, AccountRow], settings: Settings, due: datetime | None, now: datetime) -> list[str]:
    if found.process is None:
        return [f"Nothing watches. To let systemd run it: {found.install}; to watch in this terminal: {NAME} run"]
    states = {name: AccountState(name, row.state, row.detail, row.until, row.at) for name, row in rows.items()}
    by = "as a service" if found.service is not None else "by hand"
    lines = [
        status_line(settings.accounts, states, due, now),
        f"version {found.process.version or 'of old'}, {by}, process {found.process.pid}",
    ]
    if found.outdated:
        lines.append(f"Version {__version__} is installed. To run that: {found.install}")
    return lines


def _account(row: AccountRow, settings: Settings) -> tuple[str, ...]:
    until = f", next try {local(row.until, settings)}" if row.until and row.state in {"backoff", "resting"} else ""
    return row.account, _WORDS.get(row.state, "out of reach"), local(row.looked_at, settings), f"{row.detail}{until}".lstrip(", ")


def _json(found: Serving, rows: dict[str, AccountRow], settings: Settings, due: datetime | None) -> dict[str, Any]:
    process, service = found.process, found.service
    return {
        "running": process is not None,
        "pid": process.pid if process else None,
        "version": process.version if process else None,
        "installed_version": __version__,
        "service": None
        if service is None
        else {
            "unit": "system" if found.manager.system else "user",
            "active": service.active,
            "enabled": service.enabled,
            "says": service.says,
        },
        "accounts": [_account_json(name, rows.get(name)) for name in settings.accounts],
        "next_due_at": utc(due),
    }


def _account_json(name: str, row: AccountRow | None) -> dict[str, Any]:
    if row is None:
        return {"account": name, "state": "unknown", "detail": "", "since": None, "until": None, "looked_at": None}
    return {
        "account": name,
        "state": row.state,
        "detail": row.detail,
        "since": utc(row.at),
        "until": utc(row.until),
        "looked_at": utc(row.looked_at),
    }
