"""`show ID`: everything about one thing, for a person or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.markup import escape

from watcher.cli.ids import parse_id, unknown
from watcher.cli.output import KINDS, application_name, console, dump, job, local, message_json, name_of, step_json, utc
from watcher.daemon.outbox import due_of
from watcher.daemon.relabel import SAID

if TYPE_CHECKING:
    from watcher.config import Settings
    from watcher.core.compose import Draft
    from watcher.store import MessageRow, NotificationRow, ReflectionRow, StepRow, Transaction


def show_object(tx: Transaction, what: str, settings: Settings, *, json: bool) -> None:
    """Print what an id stands for; raises UsageError."""
    kind, number = parse_id(what)
    data = {"m": _message, "a": _application, "s": _step, "n": _notification, "c": _correction}[kind](tx, number, settings)
    if data is None:
        raise unknown(what)
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
    lines = [
        f"m{row.id}  {row.headers.get('subject', '')}",
        f"  from {sender.get('name') or sender.get('addr') or 'nobody'}, {local(row.internaldate, settings)}, {row.account} {row.mailbox}",
    ]
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
    return lines


def _application(tx: Transaction, number: int, settings: Settings) -> dict[str, Any] | None:
    row = tx.application(number)
    if row is None:
        return None
    steps, mails, people, story = tx.step_rows_of(number), tx.messages_of(number), tx.contacts_of(number), tx.timeline(number)
    facts = {
        "requisition id": row.requisition_id,
        "kind of no": row.kind,
        "stage reached": row.stage,
        "apply again from": row.reapply_after,
    }
    lines = [f"{application_name(row)}{'  *' if row.starred else ''}"]
    lines += [f"  {name}: {value.replace('_', ' ')}" for name, value in facts.items() if value]
    lines += ["  feedback was offered"] if row.feedback_offered else []
    lines += [
        f"  {person.name or person.addr} <{person.addr}>: {person.part.value.replace('_', ' ')} ({person.evidence})" for person in people
    ]
    looked_back = tx.reflections(number)
    lines += [line for one in looked_back for line in _reflection_lines(one, settings)]
    lines += ["", "Steps"] + [f"  {_step_line(step, settings)}" for step in steps]
    lines += ["", "What happened"]
    lines += [
        f"  {local(event.at, settings)}  {event.what}{f' (m{event.message})' if event.message else ''}: {event.cause}" for event in story
    ]
    data = {
        "id": f"a{row.id}",
        "company": row.company,
        "role": row.role,
        "requisition_id": row.requisition_id,
        "kind": row.kind,
        "stage": row.stage,
        "starred": row.starred,
        "feedback_offered": row.feedback_offered,
        "reapply_after": row.reapply_after,
        "rejected_at": utc(row.rejected_at),
        "people": [{"name": person.name, "address": person.addr, "part": person.part.value} for person in people],
        "steps": [step_json(step) for step in steps],
        "messages": [f"m{mail.id}" for mail in mails],
        "reflections": [_reflection_json(one) for one in looked_back],
        "timeline": [
            {
                "at": utc(event.at),
                "what": event.what,
                "cause": event.cause,
                "step": f"s{event.step}" if event.step else None,
                "message": f"m{event.message}" if event.message else None,
            }
            for event in story
        ],
    }
    return {"json": data, "lines": lines}


def _reflection_lines(one: ReflectionRow, settings: Settings) -> list[str]:
    lines = ["", f"What you wrote, {local(one.written_at, settings)}"]
    for question, answer in one.answers:
        if answer:
            lines += [*([f"  {question}"] if question else []), *(f"    {line}".rstrip() for line in answer.split("\n"))]
    return lines


def _reflection_json(one: ReflectionRow) -> dict[str, Any]:
    answers = [{"question": question or None, "answer": answer} for question, answer in one.answers if answer]
    return {"stage": one.stage, "written_at": utc(one.written_at), "changed_at": utc(one.changed_at), "answers": answers}


def _step_line(step: StepRow, settings: Settings) -> str:
    return f"s{step.id}  {KINDS[step.kind]}: {step.status.replace('_', ' ')}, due {local(step.due_at, settings)}"


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
    lines += ["", *_draft_lines(due.draft)] if due.draft else []
    data = step_json(row) | {"draft": _draft_json(due.draft)}
    return {"json": data, "lines": lines}


def _draft_lines(draft: Draft) -> list[str]:
    return ["Draft, for you to send:", "", f"To: {', '.join(draft.to)}", f"Subject: {draft.subject}", "", *draft.body.splitlines()]


def _draft_json(draft: Draft | None) -> dict[str, Any] | None:
    if draft is None:
        return None
    return {
        "to": list(draft.to),
        "subject": draft.subject,
        "body": draft.body,
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
    return None if row is None else {"json": _notification_json(row), "lines": _notification_lines(row, settings)}


def _notification_json(row: NotificationRow) -> dict[str, Any]:
    return {
        "id": f"n{row.id}",
        "kind": row.kind,
        "created_at": utc(row.created_at),
        "steps": [f"s{step}" for step in row.steps],
        "application": f"a{row.application}" if row.application else None,
        "deliveries": [
            {
                "target": one.target,
                "status": one.status,
                "attempts": one.attempts,
                "accepted_at": utc(one.accepted_at),
                "next_attempt_at": utc(one.next_attempt_at) if one.status == "pending" else None,
            }
            for one in row.deliveries
        ],
    }


def _notification_lines(row: NotificationRow, settings: Settings) -> list[str]:
    about = ", ".join(f"s{step}" for step in row.steps) or (f"a{row.application}" if row.application else "the watcher")
    lines = [f"n{row.id}  {row.kind}, {local(row.created_at, settings)}, about {about}"]
    for one in row.deliveries:
        when = f" {local(one.accepted_at, settings)}" if one.accepted_at else ""
        again = f", again {local(one.next_attempt_at, settings)}" if one.status == "pending" else ""
        lines.append(f"  {one.target}: {one.status.replace('_', ' ')}{when}, {one.attempts} tried{again}")
    if row.deliveries:
        lines += ["", row.deliveries[0].title, *row.deliveries[0].body.splitlines()]
    return lines
