"""How things are printed: tables for people, JSON for programs."""

from __future__ import annotations

import json as json_
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from watcher.cli.trouble import Finding
    from watcher.config import Settings
    from watcher.store import ApplicationRow, MessageRow, StepRow

UNBROKEN = 10_000  # columns
READ_TO_THE_END = 500  # rows
LATELY = timedelta(days=30)  # how long a mail that was too close to call is pointed at

KINDS = {
    "reflect": "look back",
    "ask_recruiter": "ask the recruiter",
    "thank": "thank, and ask to be considered",
    "keep_in_touch": "keep in touch",
    "reply_recruiter": "answer the recruiter",
    "apply_again": "apply again",
    "nudge": "ask how it stands",
}


class _Console(Console):
    """rich's own would end the program with status 1 when `| head` has read enough."""

    def on_broken_pipe(self) -> None:
        raise  # noqa: PLE0704 -- rich calls this while it handles the BrokenPipeError


def console(*, err: bool = False, wrapped: bool = False) -> Console:
    """A console that interprets nothing that strangers write; it breaks no line in a pipe, unless lines are to be `wrapped` everywhere."""
    shown = wrapped or (sys.stderr if err else sys.stdout).isatty()
    return _Console(stderr=err, highlight=False, emoji=False, soft_wrap=not shown, width=None if shown else UNBROKEN)


def dump(data: object, *, lines: bool = False) -> None:
    """JSON to stdout, flushed, so that a reader at the other end of a pipe sees it at once."""
    unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    sys.stdout.write(json_.dumps(data, ensure_ascii=not unicode, indent=None if lines else 2) + "\n")
    sys.stdout.flush()


def file_name(path: str) -> str:
    """A file's name for a person: bytes that are no UTF-8 and control characters as their numbers."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)


def utc(moment: datetime | None) -> str | None:
    """2026-01-31T08:30:00Z."""
    return None if moment is None else moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def local(moment: datetime | None, settings: Settings) -> str:
    """A moment in the user's own time."""
    return "" if moment is None else f"{moment.astimezone(settings.calendar.timezone):%a %d %b %Y %H:%M}"


def job(company: str | None, role: str | None) -> str:
    """`Kestrel Logistics (Shift Planner)`, with what is known."""
    return f"{company or 'a company not named'} ({role})" if role else company or "a company not named"


def name_of(step: StepRow) -> str:
    """`s31 (look back, Kestrel Logistics)`."""
    return f"s{step.id} ({KINDS[step.kind]}, {job(step.company, None)})"


def application_name(row: ApplicationRow) -> str:
    """`a7 (Kestrel Logistics, Shift Planner)`."""
    return f"a{row.id} ({', '.join(filter(None, (row.company or 'a company not named', row.role)))})"


def step_json(row: StepRow) -> dict[str, Any]:
    """A step as `agenda --json` lists it."""
    return {
        "id": f"s{row.id}",
        "kind": row.kind,
        "status": row.status,
        "due_at": utc(row.due_at),
        "notify_at": utc(row.notify_at),
        "company": row.company,
        "role": row.role,
        "application": f"a{row.application}",
        "to": [person["addr"] for person in row.to],
        "notified_at": utc(row.notified_at),
        "attempts": row.attempts,
    }


NOTHING_PLANNED = "Nothing is planned. When a rejection comes, its next steps will stand here."


def print_agenda(rows: Sequence[StepRow], settings: Settings, now: datetime, *, json: bool, nothing: str = NOTHING_PLANNED) -> None:
    """Steps by due time."""
    if json:
        dump([step_json(row) for row in rows])
        return
    if not rows:
        console().print(nothing)
        return
    print_table(("", "due", "what", "where", "to whom", ""), [_agenda_line(row, settings, now) for row in rows])


def _agenda_line(row: StepRow, settings: Settings, now: datetime) -> tuple[str, ...]:
    people = ", ".join(person["name"] or person["addr"] for person in row.to)
    return (f"s{row.id}", local(row.due_at, settings), KINDS[row.kind], job(row.company, row.role), people, _state(row, now))


def print_table(headings: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    """In a terminal long cells are folded; in a pipe, and for what nobody reads to its end, a row is a line."""
    if not sys.stdout.isatty() or len(lines) > READ_TO_THE_END:
        print_columns(headings, lines)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for line in lines:
        table.add_row(*(escape(text) for text in line))
    console().print(table)


def print_columns(headings: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    """Rows as lines, columns below each other."""
    rows = [headings, *lines]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (text + " " * (width - cell_len(text)) for text, width in zip(row, widths, strict=True))
        sys.stdout.write("  ".join(cells).rstrip() + "\n")
    sys.stdout.flush()


def hint_at_unsure(count: int) -> None:
    """Mails that nothing was planned from, because they were too close to call."""
    if count:
        mails = "1 mail" if count == 1 else f"{count} mails"
        console(err=True).print(f"{mails} I am not sure about: rejection-watcher review")


def hint_at_ambiguous(count: int) -> None:
    """Mails that were kept apart, because only the user knows where they belong."""
    if count:
        mails = "1 mail may" if count == 1 else f"{count} mails may"
        console(err=True).print(f"{mails} belong to several applications: rejection-watcher link")


def hint_at_pause(until: datetime | None, settings: Settings, now: datetime) -> None:
    """Why nothing is said just now."""
    if until is not None and until > now:
        console(err=True).print(f"Paused until {local(until, settings)}: rejection-watcher resume")


def hint_at_job(hired_at: datetime | None, settings: Settings) -> None:
    """Why new mail plans nothing."""
    if hired_at is not None:
        console(err=True).print(f"You were hired ({local(hired_at, settings)}), so mail plans nothing: rejection-watcher resume")


def _state(row: StepRow, now: datetime) -> str:
    if row.status != "needs_action":
        return row.status
    if row.due_at > now:
        return ""
    return "due, you were told" if row.notified_at else "due"


def message_json(row: MessageRow) -> dict[str, Any]:
    """A message as `messages --json` lists it."""
    return {
        "id": f"m{row.id}",
        "account": row.account,
        "mailbox": row.mailbox,
        "uid": row.uid,
        "message_id": row.message_id,
        "label": row.label,
        "unsure": row.unsure,
        "error": row.error,
        "decided_at": utc(row.decided_at),
        "application": f"a{row.application}" if row.application is not None else None,
    }


def print_messages(rows: Iterable[MessageRow], settings: Settings, *, json: bool) -> None:
    """Judged mails, oldest first."""
    if json:
        for row in rows:
            dump(message_json(row), lines=True)
        return
    lines = [_message_line(row, settings) for row in rows]
    if lines:
        print_table(("", "came", "taken for", "subject", "application"), lines)
    else:
        console().print("No mail has been judged yet.")


def _message_line(row: MessageRow, settings: Settings) -> tuple[str, ...]:
    verdict = "unreadable" if row.error else f"{row.label}{' (unsure)' if row.unsure else ''}"
    return (f"m{row.id}", local(row.internaldate, settings), verdict, row.headers.get("subject", ""), _belongs(row))


def _belongs(row: MessageRow) -> str:
    """`a3`; where only the user can tell, `a3, or a1, a2?`."""
    own = [f"a{row.application}"] if row.application is not None else []
    others = ", ".join(f"a{candidate}" for candidate in row.candidates)
    return ", or ".join([*own, *([f"{others}?"] if others else [])])


def print_findings(found: Iterable[Finding], *, json: bool) -> bool:
    """What `check` found; True when all is well."""
    listed, out = [], console()
    for finding in found:
        listed.append(finding)
        if not json:
            mark = "[green]ok[/green]  " if finding.ok else "[red]look[/red]"
            out.print(f"{mark} {escape(finding.what)}: {escape(finding.detail)}")
            if finding.remedy and not finding.ok:
                out.print(f"     {escape(finding.remedy)}")
    if json:
        dump([{"what": one.what, "ok": one.ok, "detail": one.detail, "remedy": one.remedy} for one in listed])
    return all(finding.ok for finding in listed)
