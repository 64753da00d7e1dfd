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
    from collections.abc import Iterable

    from watcher.cli.serving import Serving
    from watcher.config import Settings
    from watcher.store import AccountRow

_WORDS = {"idle": "watched, by push", "polling": "watched, by polls", "connecting": "being connected to", "resting": "resting"}


def show_status(found: Serving, settings: Settings, told: Iterable[AccountRow], due: datetime | None, now: datetime, *, json: bool) -> bool:
    """Print how the watcher is doing; returns whether all is well, as far as only the user could mend it."""
    rows = {row.account: row for row in told if row.account in settings.accounts}
    well = found.process is not None and not found.outdated and not any(row.state == "resting" for row in rows.values())
    if json:
        dump({"well": well} | _json(found, rows, settings, due))
    else:
        for line in _lines(found, rows, settings, due, now):
            console().print(line, markup=False)
        runs, known = found.process is not None, [rows[name] for name in settings.accounts if name in rows]
        if known:
            print_table(("account", "state", "last look", ""), [_account(row, settings, runs=runs) for row in known])
    return well


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


def _account(row: AccountRow, settings: Settings, *, runs: bool) -> tuple[str, ...]:
    if not runs:  # what it wrote down last may be of the moment before it was killed
        return row.account, "not watched", local(row.looked_at, settings), row.detail
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
            "result": service.result,
            "exit_code": service.exit_code,
        },
        "accounts": [_account_json(name, rows.get(name), runs=process is not None) for name in settings.accounts],
        "next_due_at": utc(due),
    }


def _account_json(name: str, row: AccountRow | None, *, runs: bool) -> dict[str, Any]:
    if row is None:
        return {"account": name, "state": "unknown", "detail": "", "since": None, "until": None, "looked_at": None}
    return {
        "account": name,
        "state": row.state if runs else "stopped",
        "detail": row.detail,
        "since": utc(row.at),
        "until": utc(row.until) if runs else None,
        "looked_at": utc(row.looked_at),
    }
