"""`applications`, and `show` for one of them: what is known, from which sentence, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from watcher.cli.output import KINDS, application_name, console, dump, local, print_table, step_json, utc
from watcher.core.extract import spellings

if TYPE_CHECKING:
    from watcher.config import Settings
    from watcher.core.extract import Contact
    from watcher.store import ApplicationRow, EventRow, MessageRow, ReflectionRow, StepRow, Transaction

NONE_YET = "There is no application yet. The first mail about one makes it."
_FACTS = {
    "company": "company",
    "role": "role",
    "requisition_id": "requisition id",
    "kind": "kind of no",
    "stage": "stage reached",
    "reapply_after": "apply again from",
    "feedback_offered": "feedback",
}
_REACHED = {"applied": "before any talk", "final": "after the final round", "offer": "after an offer"}


def print_applications(tx: Transaction, settings: Settings, *, json: bool) -> None:
    """Every application, the one heard of last first."""
    rows, next_step = tx.application_rows(), {}
    for step in reversed(tx.agenda()):
        next_step[step.application] = step
    if json:
        dump([_row_json(row, next_step.get(row.id)) for row in rows])
    elif not rows:
        console().print(NONE_YET)
    else:
        names = spellings(row.company for row in rows if row.company)
        lines = [_row_line(row, next_step.get(row.id), settings, names) for row in rows]
        print_table(("", "", "company", "role", "where it stands", "last mail", "next step"), lines)


def _row_json(row: ApplicationRow, step: StepRow | None) -> dict[str, Any]:
    return {
        "id": f"a{row.id}",
        "company": row.company,
        "role": row.role,
        "requisition_id": row.requisition_id,
        "stage": row.stage,
        "rejected_at": utc(row.rejected_at),
        "kind": row.kind,
        "last_mail_at": utc(row.last_mail_at),
        "next_step": step_json(step) if step else None,
        "starred": row.has_star,
        "company_starred": row.company_starred,
    }


def _row_line(row: ApplicationRow, step: StepRow | None, settings: Settings, names: dict[str, str]) -> tuple[str, ...]:
    following = f"s{step.id} {KINDS[step.kind]}, {local(step.due_at, settings)}" if step else ""
    return (
        f"a{row.id}",
        "*" if row.has_star else "",
        names[row.company] if row.company else "not named",
        row.role or "",
        _standing(row),
        local(row.last_mail_at, settings),
        following,
    )


def _standing(row: ApplicationRow) -> str:
    """`position filled, after interview`."""
    stage = (row.stage or "").replace("_", " ")
    if row.rejected_at is None:
        return stage or "open"
    kind = (row.kind or "rejected").replace("_", " ")
    return f"{kind}, {_REACHED.get(row.stage or '', f'after {stage}')}" if stage else kind


# --- one of them


def application_shown(tx: Transaction, row: ApplicationRow, settings: Settings) -> dict[str, Any]:
    """What `show` says of an application: JSON, and lines for a person."""
    steps, mails, people, story = tx.step_rows_of(row.id), tx.messages_of(row.id), tx.contacts_of(row.id), tx.timeline(row.id)
    evidence, looked_back = _evidence(row, mails), tx.reflections(row.id)
    lines = [
        f"{application_name(row)}{'  *' if row.has_star else ''}",
        *_fact_lines(row, evidence),
        *_section("People", [_person(one) for one in people]),
        *_reflection_lines(looked_back, settings),
        *_section("Steps", [_step_line(step, settings) for step in steps], always=True),
        *_section("Mails", [_mail_line(mail, settings) for mail in mails]),
        *_section("What happened", [_event_line(event, settings) for event in story], always=True),
    ]
    data = _json(row, evidence, steps, mails, people, story) | {"reflections": [_reflection_json(one) for one in looked_back]}
    return {"json": data, "lines": lines}


def _reflection_lines(reflections: Sequence[ReflectionRow], settings: Settings) -> list[str]:
    lines = []
    for one in reflections:
        lines += ["", f"What you wrote, {local(one.written_at, settings)}"]
        for question, answer in one.answers:
            if answer:
                lines += [*([f"  {question}"] if question else []), *(f"    {line}".rstrip() for line in answer.split("\n"))]
    return lines


def _reflection_json(one: ReflectionRow) -> dict[str, Any]:
    answers = [{"question": question or None, "answer": answer} for question, answer in one.answers if answer]
    return {"stage": one.stage, "written_at": utc(one.written_at), "changed_at": utc(one.changed_at), "answers": answers}


def _section(title: str, lines: Sequence[str], *, always: bool = False) -> list[str]:
    return ["", title, *(f"  {line}" for line in lines)] if lines or always else []


def _evidence(row: ApplicationRow, mails: Sequence[MessageRow]) -> dict[str, dict[str, str | None]]:
    """For each thing known, the sentence that says so and its mail: the first mail that said just this."""
    found: dict[str, dict[str, str | None]] = {}
    for name in _FACTS:
        value = getattr(row, name)
        if not value:
            continue
        if name in row.edited:
            found[name] = {"said": "you said so", "message": None}
            continue
        source = next((mail for mail in mails if (mail.reading or {}).get(name) == value), None)
        said = (source.reading or {}).get("evidence", {}).get(name) if source else None
        if source is not None:
            found[name] = {"said": said, "message": f"m{source.id}"}
    return found


def _fact_lines(row: ApplicationRow, evidence: dict[str, dict[str, str | None]]) -> list[str]:
    lines = []
    for name, title in _FACTS.items():
        value = getattr(row, name)
        if not value:
            continue
        shown = "was offered" if value is True else value.replace("_", " ") if name in {"kind", "stage"} else value
        source = evidence.get(name, {})
        where = f" ({source['message']})" if source.get("message") else ""
        why = f": {source['said']}" if source.get("said") else ""
        if why or name not in {"company", "role"}:  # these two stand in the first line
            lines.append(f"  {title}: {shown}{where if not why else ''}")
        lines += [f"    {source['said']}{where}"] if why else []
    return lines


def _person(one: Contact) -> str:
    return f"{one.name or one.addr} <{one.addr}>: {one.part.value.replace('_', ' ')} ({one.evidence})"


def _step_line(step: StepRow, settings: Settings) -> str:
    return f"s{step.id}  {KINDS[step.kind]}: {step.status.replace('_', ' ')}, due {local(step.due_at, settings)}"


def _mail_line(mail: MessageRow, settings: Settings) -> str:
    sender = mail.headers.get("from") or {}
    writer = sender.get("name") or sender.get("addr")
    what = "your own mail" if mail.sent else f"{mail.label}, {writer}" if writer else str(mail.label)
    return f"m{mail.id}  {local(mail.internaldate, settings)}  {what}: {mail.headers.get('subject', '')}"


def _event_line(event: EventRow, settings: Settings) -> str:
    return f"{local(event.at, settings)}  {event.what}{f' (m{event.message})' if event.message else ''}: {event.cause}"


def _json(
    row: ApplicationRow,
    evidence: dict[str, dict[str, str | None]],
    steps: Sequence[StepRow],
    mails: Sequence[MessageRow],
    people: Sequence[Contact],
    story: Sequence[EventRow],
) -> dict[str, Any]:
    return {
        "id": f"a{row.id}",
        "company": row.company,
        "role": row.role,
        "requisition_id": row.requisition_id,
        "kind": row.kind,
        "stage": row.stage,
        "starred": row.has_star,
        "company_starred": row.company_starred,
        "feedback_offered": row.feedback_offered,
        "reapply_after": row.reapply_after,
        "rejected_at": utc(row.rejected_at),
        "edited": row.edited,
        "evidence": evidence,
        "people": [{"name": one.name, "address": one.addr, "part": one.part.value, "evidence": one.evidence} for one in people],
        "steps": [step_json(step) for step in steps],
        "messages": [f"m{mail.id}" for mail in mails],
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
