"""`show ID`: everything about one thing, for a person or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.markup import escape

from watcher.cli.applications import application_shown
from watcher.cli.ids import parse_id, unknown
from watcher.cli.ledger import notification_json, notification_lines
from watcher.cli.output import console, dump, job, local, message_json, name_of, step_json, utc
from watcher.core.compose import mailto, words_of
from watcher.core.plan import Status, StepKind
from watcher.daemon.outbox import due_of
from watcher.daemon.relabel import SAID
from watcher.store import BY_WORD

if TYPE_CHECKING:
    from watcher.config import Settings
    from watcher.core.compose import Draft
    from watcher.store import MessageRow, SavedDraft, StepRow, Transaction


def show_object(tx: Transaction, what: str, settings: Settings, *, json: bool) -> None:
    """Print what an id stands for; raises UsageError."""
    kind, number = parse_id(what)
    data = {"m": _message, "a": _application, "s": _step, "n": _notification, "c": _correction}[kind](tx, number, settings)
    if data is None:
        raise unknown(what, tx)
    if json:
        dump(data["json"])
        return
    for line in data["lines"]:
        console().print(escape(line))


def _message(tx: Transaction, number: int, settings: Settings) -> dict[str, Any] | None:
    row = tx.message(number)
    if row is None:
        return None
    details = {"subject": row.headers.get("subject"), "scores": row.scores, "reasons": row.reasons, "reading": row.reading}
    return {"json": message_json(row) | details, "lines": _message_lines(row, settings)}


def _message_lines(row: MessageRow, settings: Settings) -> list[str]:
    sender = row.headers.get("from") or {}
    when, writer = local(row.internaldate, settings), sender.get("name") or sender.get("addr") or "nobody"
    source = f"no mail, but your word, {when}" if row.account == BY_WORD else f"from {writer}, {when}, {row.account} {row.mailbox}"
    lines = [f"m{row.id}  {row.headers.get('subject', '')}", f"  {source}"]
    if row.sent:
        return [*lines, "  your own mail"]
    if row.error:
        return [*lines, f"  could not be read: {row.error}"]
    scores = ", ".join(f"{label} {score:.1%}" for label, score in (row.scores or {}).items())
    if row.reasons and row.reasons[0].startswith(SAID):
        lines.append(f"  you said: {row.label}  (the model: {scores})")
    else:
        lines.append(f"  taken for: {row.label}{', but unsure: nothing is planned from it' if row.unsure else ''}  ({scores})")
    lines += [f"    {reason}" for reason in row.reasons]
    if row.candidates:
        lines.append(f"  may belong to {', '.join(f'a{candidate}' for candidate in row.candidates)}; it was kept apart")
        lines.append(f"    rejection-watcher link m{row.id} {' or '.join(f'a{candidate}' for candidate in row.candidates)} or new")
    return lines


def _application(tx: Transaction, number: int, settings: Settings) -> dict[str, Any] | None:
    row = tx.application(number)
    return None if row is None else application_shown(tx, row, settings)


def _step(tx: Transaction, number: int, settings: Settings) -> dict[str, Any] | None:
    row = tx.step(number)
    if row is None:
        return None
    due = due_of(tx, row, settings)
    lines = [
        f"{name_of(row)}: {row.status.replace('_', ' ')}",
        f"  {job(row.company, row.role)}, application a{row.application}",
        f"  due {local(row.due_at, settings)}, you are told {local(row.notify_at, settings)}",
    ]
    lines += [f"  you were told {local(row.notified_at, settings)}"] if row.notified_at else []
    saved = tx.saved_drafts_of(number)
    lines += [f"  {_saved_line(one, settings)}" for one in saved]
    lines += ["", *_draft_lines(due.draft)] if due.draft else _no_draft_lines(row)
    data = step_json(row) | {"draft": _draft_json(due.draft), "saved_drafts": [_saved_json(one) for one in saved]}
    return {"json": data, "lines": lines}


_SAVED = {
    "saved": "the draft was saved to {detail}",
    "dropped": "the draft was not saved: {detail}",
    "in_flight": "the draft is being saved, or that was cut off",
    "pending": "the draft is not saved yet: {detail}",
    "uncertain": "the draft may be in Drafts: {detail}",
}


def _saved_line(one: SavedDraft, settings: Settings) -> str:
    line = _SAVED[one.status].format(detail=one.detail or "it is its turn soon")
    return f"{line}, {local(one.ended_at or one.created_at, settings)}{', as you asked' if one.asked else ''}"


def _saved_json(one: SavedDraft) -> dict[str, Any]:
    return {
        "status": one.status,
        "asked": one.asked,
        "attempts": one.attempts,
        "at": utc(one.ended_at or one.created_at),
        "detail": one.detail,
    }


def _draft_lines(draft: Draft) -> list[str]:
    return ["Draft, for you to send:", "", f"To: {', '.join(draft.to)}", f"Subject: {draft.subject}", "", *draft.body.splitlines()]


def _no_draft_lines(row: StepRow) -> list[str]:
    """Where there is nobody to write to: what to do instead, as the notification says it."""
    said = words_of("en").no_draft.get(StepKind(row.kind)) if row.status == Status.NEEDS_ACTION.value else None
    return ["", said] if said else []


def _draft_json(draft: Draft | None) -> dict[str, Any] | None:
    if draft is None:
        return None
    return {
        "to": list(draft.to),
        "subject": draft.subject,
        "body": draft.body,
        "language": draft.language,
        "mailto": mailto(draft),
        "in_reply_to": draft.in_reply_to,
        "references": list(draft.references),
    }


def _correction(tx: Transaction, number: int, settings: Settings) -> dict[str, Any] | None:
    row = tx.correction(number)
    if row is None:
        return None
    was = f"{row.before['label']}{' (unsure)' if row.before['unsure'] else ''}"
    lines = [f"c{row.id}  {local(row.at, settings)}: you said that m{row.about} is {row.label}; it was held for {was}"]
    lines += [f"  taken back {local(row.undone_at, settings)}"] if row.undone_at else []
    steps = {name: [f"s{step}" for step in row.did.get(name, [])] for name in ("added", "closed")}
    lines += [f"  steps {name}: {', '.join(found)}" for name, found in steps.items() if found]
    data = {
        "id": f"c{row.id}",
        "message": f"m{row.about}",
        "at": utc(row.at),
        "before": row.before,
        "label": row.label,
        "steps": steps,
        "undone_at": utc(row.undone_at),
    }
    return {"json": data, "lines": lines}


def _notification(tx: Transaction, number: int, settings: Settings) -> dict[str, Any] | None:
    row = tx.notification(number)
    if row is None:
        return None
    attempts = tx.attempts_of(number)
    lines = notification_lines(row, attempts, settings, folded=False)
    if row.deliveries:
        lines += ["", row.deliveries[0].title, *row.deliveries[0].body.splitlines()]
    return {"json": notification_json(row, attempts), "lines": lines}
