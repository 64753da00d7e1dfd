"""`learn`: refit now, see what was taught, take it back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import typer

from watcher.cli.ids import correction_of_id
from watcher.cli.output import dump, local, print_table, utc
from watcher.cli.relabel import say_steps
from watcher.daemon.learning import Refit, refit_due, refit_now
from watcher.daemon.relabel import take_back
from watcher.errors import ModelError
from watcher.model.user import read_user_model, shipped_version

if TYPE_CHECKING:
    from watcher.config import Settings
    from watcher.store import CorrectionRow, RefitRow, Store, Transaction

NOTHING = "Nothing was taught yet: `rejection-watcher review` and `rejection-watcher relabel` do."


def learn_now(store: Store, settings: Settings, now: datetime) -> bool:
    """Refit and say what came of it; True when it was taken over."""
    with store.reading() as tx:
        standing = tx.corrected()
    if standing:
        typer.echo(f"Learning from {_count(len(standing), 'correction')} ...", err=True)
    done = refit_now(store, settings.state_directory, now)
    typer.echo(_outcome(done) if standing else NOTHING)
    return done.result == "accepted"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _outcome(done: Refit | RefitRow) -> str:
    if done.result == "accepted":
        share = f"; {done.share:.1%} of the mail that it is checked on is judged otherwise" if done.share is not None else ""
        return f"The model has learnt{share}."
    if done.result == "refused":
        return f"The model has not learnt this, as {done.detail}. Mails of the same template as yours are known all the same."
    return f"Learning failed: {done.detail}. What was learnt before is in use; mails of the same template as yours are known all the same."


def take_one_back(store: Store, what: str, settings: Settings, now: datetime) -> None:
    """Take one correction back."""
    with store.transaction() as tx:
        row = correction_of_id(tx, what)
        done = take_back(tx, row, settings, now)
    if done is None:
        typer.echo(f"c{row.id} was taken back already.")
        return
    store.wipe_log()
    refitted = refit_now(store, settings.state_directory, now, unlearn=True)
    typer.echo(f"c{row.id} is taken back: m{row.about} is held for {_before(row)} again.")
    say_steps(done, settings)
    if refitted.result != "accepted":
        typer.echo(_outcome(refitted), err=True)


def _before(row: CorrectionRow) -> str:
    return f"{row.before['label']}{' (unsure)' if row.before['unsure'] else ''}"


def take_all_back(store: Store, settings: Settings, now: datetime, *, yes: bool) -> None:
    """Take everything back, after asking; the newest first, all or nothing."""
    with store.reading() as tx:
        standing = tx.corrections()
    if not standing:
        typer.echo(NOTHING)
        return
    count = _count(len(standing), "correction")
    if not yes:
        typer.confirm(f"Take back {count}, with what they planned?", abort=True, err=True)
    with store.transaction() as tx:
        for row in reversed(tx.corrections()):
            take_back(tx, row, settings, now)
    store.wipe_log()
    refit_now(store, settings.state_directory, now)
    typer.echo(f"{count} taken back; the model is the one that came with the program.")


# --- status ---


def print_status(store: Store, settings: Settings, *, json: bool) -> None:
    """What was taught, what the last refit came to, when the next one is due, and what is in use."""
    with store.reading() as tx:
        rows, last = tx.corrections(undone=True), tx.last_refit()
        due = refit_due(tx.corrected(), tx.corrected_at(), last, shipped_version())
        subjects = {row.id: _subject(tx, row) for row in rows}
    if json:
        dump(_status_json(rows, last, due, subjects, settings))
        return
    if not rows:
        typer.echo(NOTHING)
        return
    lines = [
        (
            f"c{row.id}",
            local(row.at, settings),
            f"m{row.about}",
            f"{_before(row)} -> {row.label}",
            "taken back" if row.undone_at else "",
            subjects[row.id] or "",
        )
        for row in rows
    ]
    print_table(("", "said", "mail", "was, is", "", "subject"), lines)
    if last is not None:
        typer.echo(f"\n{local(last.at, settings)}: {_outcome(last)}")
    if due is not None:
        typer.echo(f"The watcher learns next at {local(due, settings)}, if it runs; at once: rejection-watcher learn")
    typer.echo(_in_use(settings))


def _subject(tx: Transaction, row: CorrectionRow) -> str | None:
    message = tx.message(row.message) if row.message is not None else None
    return message.headers.get("subject") if message else None


def _in_use(settings: Settings) -> str:
    try:
        found = read_user_model(settings.state_directory)
    except ModelError as error:
        return f"{error.message}. The model that came with the program is in use; mend it: rejection-watcher learn"
    if found is None:
        return "The model that came with the program is in use."
    near = f"mails like {_count(len(found.memory), 'corrected mail')} are known"
    if found.lessons is None or found.base != shipped_version():
        return f"The model that came with the program is in use, and {near}."
    return f"What the model learnt from {_count(len(found.corrections), 'correction')} is in use, and {near}."


def _status_json(
    rows: list[CorrectionRow], last: RefitRow | None, due: datetime | None, subjects: dict[int, str | None], settings: Settings
) -> dict[str, Any]:
    return {
        "corrections": [
            {
                "id": f"c{row.id}",
                "message": f"m{row.about}",
                "subject": subjects[row.id],
                "at": utc(row.at),
                "before": {name: row.before.get(name) for name in ("label", "unsure")},
                "label": row.label,
                "undone_at": utc(row.undone_at),
            }
            for row in rows
        ],
        "last_refit": None
        if last is None
        else {
            "at": utc(last.at),
            "result": last.result,
            "detail": last.detail,
            "corrections": [f"c{number}" for number in last.corrections],
            "guard_changed": last.share,
        },
        "next_refit_at": utc(due),
        "in_use": _in_use_json(settings),
    }


def _in_use_json(settings: Settings) -> dict[str, Any]:
    try:
        found = read_user_model(settings.state_directory)
    except ModelError as error:
        return {"lessons": False, "known_mails": 0, "error": error.message}
    lessons = found is not None and found.lessons is not None and found.base == shipped_version()
    return {"lessons": lessons, "known_mails": len(found.memory) if found else 0, "error": None}
