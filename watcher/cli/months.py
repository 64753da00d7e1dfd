"""`agenda --months N`: a calendar of the months ahead, with what is due on its day."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from rich.cells import cell_len

from watcher.cli.output import KINDS, console, dump, job, step_json
from watcher.core.schedule import add_months, is_working_day

if TYPE_CHECKING:
    from watcher.config import Settings
    from watcher.store import StepRow

HINT = "* something is due   . a weekend or a public holiday   [ ] today"


def print_months(rows: Sequence[StepRow], settings: Settings, now: datetime, months: int, *, json: bool) -> None:
    """The months from this one on, and the steps that are due in them; what is overdue stands before them."""
    zone = settings.calendar.timezone
    today = now.astimezone(zone).date()
    first = today.replace(day=1)
    end = add_months(first, months)
    shown = [row for row in rows if row.due_at.astimezone(zone).date() < end]
    if json:
        dump([step_json(row) for row in shown])
        return
    out = console()
    for line in _lines(shown, settings, today, first, months):
        out.print(line, markup=False)
    later = len(rows) - len(shown)
    if later:
        out.print(f"Later than that: {later}. `rejection-watcher agenda` lists all.", markup=False)


def _lines(rows: Sequence[StepRow], settings: Settings, today: date, first: date, months: int) -> Iterator[str]:
    zone = settings.calendar.timezone
    by_day: dict[date, list[StepRow]] = {}
    for row in rows:
        by_day.setdefault(row.due_at.astimezone(zone).date(), []).append(row)
    overdue = [row for day, mine in sorted(by_day.items()) if day < first for row in mine]
    if overdue:
        yield "Due since earlier"
        yield from (f"  {row.due_at.astimezone(zone):%d %b %Y}  {_what(row)}" for row in overdue)
        yield ""
    for ahead in range(months):
        yield from _month(add_months(first, ahead), by_day, settings, today)
        yield ""
    yield HINT


def _month(first: date, by_day: dict[date, list[StepRow]], settings: Settings, today: date) -> Iterator[str]:
    zone, last = settings.calendar.timezone, calendar.monthrange(first.year, first.month)[1]
    days = [first + timedelta(offset) for offset in range(last)]
    yield f"{first:%B %Y}"
    yield "  Mo   Tu   We   Th   Fr   Sa   Su"
    cells = ["     "] * first.weekday() + [_day(day, by_day, settings, today) for day in days]
    for start in range(0, len(cells), 7):
        yield "".join(cells[start : start + 7]).rstrip()
    for day in days:
        for row in by_day.get(day, []):
            yield f"  {row.due_at.astimezone(zone):%a %d %H:%M}  {_what(row)}"


def _day(day: date, by_day: dict[date, list[StepRow]], settings: Settings, today: date) -> str:
    left, right = "[]" if day == today else "  "
    mark = "*" if by_day.get(day) else " " if is_working_day(day, settings.calendar) else "."
    cell = f"{left}{day.day:2}{mark if right == ' ' or mark == '*' else right}"
    return cell + " " * (5 - cell_len(cell))


def _what(row: StepRow) -> str:
    people = ", ".join(person["name"] or person["addr"] for person in row.to)
    return f"s{row.id}  {KINDS[row.kind]}: {job(row.company, row.role)}{f', to {people}' if people else ''}"
