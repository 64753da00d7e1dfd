"""`insights` in the terminal: tables, and plots of plain characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from watcher.cli.output import console, dump, job, print_table, utc
from watcher.core.insights.page import STAGES

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from watcher.core.insights import Company, Insights, Month, Stumble

MONTHS_MOST = 12
WIDTH = 32  # characters of the longest bar
NOTHING = "There is nothing to count yet. When rejections come, and you look back on them, it stands here."


def print_insights(found: Insights, zone: ZoneInfo, *, json: bool) -> None:
    """Everything that was counted."""
    if json:
        dump(_json(found))
        return
    out = console(wrapped=True)
    if found.empty:
        out.print(NOTHING, markup=False)
        return
    _print_stumbles(found, zone)
    _heading("Where applications end")
    _plot([(STAGES.get(one.stage, one.stage or ""), one.count) for one in found.ended] or [("nowhere yet", 0)])
    _heading("Month by month  (# rejections, = answers to what you wrote)")
    _print_months(found.months)
    _heading("Who answers, and how fast")
    print_table(
        ("company", "applied", "rejections", "you wrote", "answers", "days to answer", "days to a no"),
        [_line(one) for one in found.companies],
    )


def _heading(text: str) -> None:
    console().print(f"\n{text}\n", markup=False, style="bold")


def _print_stumbles(found: Insights, zone: ZoneInfo) -> None:
    console().print("What stumped you\n", markup=False, style="bold")
    if not found.stumbles:
        console().print("Nothing was written yet: rejection-watcher reflect ID opens the questions.", markup=False)
        return
    print_table(("", "where", "stage", "what you wrote"), [_stumble(one, zone) for one in found.stumbles])
    if found.again:
        again = ", ".join(f"{word} ({count})" for word, count in found.again)
        console().print(f"\nComes up again: {again}", markup=False)


def _stumble(one: Stumble, zone: ZoneInfo) -> tuple[str, ...]:
    where = f"{job(one.company, one.role)}, a{one.application}"
    return (f"{one.at.astimezone(zone):%d %b %Y}", where, STAGES.get(one.stage, one.stage or ""), " ".join(one.answer.split()))


def _plot(rows: Sequence[tuple[str, int]], mark: str = "#") -> None:
    """One bar a row; a count that is not nothing shows."""
    most = max(1, *(count for _, count in rows)) if rows else 1
    name_width = max((len(name) for name, _ in rows), default=0)
    for name, count in rows:
        console().print(f"  {name:<{name_width}}  {_bar(count, most, mark)}{count}", markup=False)


def _bar(count: int, most: int, mark: str) -> str:
    length = max(1, round(count / most * WIDTH)) if count else 0
    return mark * length + " " * bool(length)


def _print_months(months: Sequence[Month]) -> None:
    shown = months[-MONTHS_MOST:]
    most = max([1, *(max(month.rejections, month.replies) for month in shown)])
    for month in shown:
        console().print(f"  {month.first:%b %Y}  {_bar(month.rejections, most, '#')}{month.rejections}", markup=False)
        console().print(f"  {'':8}  {_bar(month.replies, most, '=')}{month.replies}", markup=False)
    if len(months) > len(shown):
        console().print(f"  Earlier months: {len(months) - len(shown)}; --html and --json have them.", markup=False)


def _line(one: Company) -> tuple[str, ...]:
    days = tuple("" if number is None else f"{number:g}" for number in (one.answer_days, one.no_days))
    return (one.name or "not named", str(one.applications), str(one.rejections), str(one.letters), str(one.answers), *days)


def _json(found: Insights) -> dict[str, Any]:
    return {
        "stumbles": [asdict(one) | {"at": utc(one.at), "application": f"a{one.application}"} for one in found.stumbles],
        "again": [{"word": word, "times": count} for word, count in found.again],
        "ended": [asdict(one) for one in found.ended],
        "months": [{"month": _month(one.first), "rejections": one.rejections, "replies": one.replies} for one in found.months],
        "companies": [asdict(one) for one in found.companies],
    }


def _month(first: date) -> str:
    return f"{first:%Y-%m}"
