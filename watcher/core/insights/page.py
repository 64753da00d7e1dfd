"""Insights as one HTML page: no script, no request to anybody, nothing that a mail says can become markup.

The page reads on a phone and in the dark. Plots are SVG in the page, each with its numbers as text, so that nothing is told by colour or
length alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from zoneinfo import ZoneInfo

from watcher.core.insights.count import Company, Insights, Month, Stumble

MONTHS_MOST = 24
LATEST = 5  # of what was written; the rest is folded away, without a script
STAGES = {
    "applied": "application",
    "screening": "first talk",
    "assessment": "task or test",
    "interview": "interview",
    "final": "last round",
    "offer": "offer",
    None: "not known",
}
_STYLE = """
:root { color-scheme: light dark; --text: #1c2430; --dim: #5a6675; --ground: #fff; --line: #d8dee6; --no: #b4543a; --yes: #2f6f9f; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e4e9ef; --dim: #9aa7b5; --ground: #14181d; --line: #333c47; --no: #e08a6d; --yes: #74b3e0; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 46rem; background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; }
p { margin: 0 0 .75rem; } .dim { color: var(--dim); } .no { color: var(--no); } .yes { color: var(--yes); }
svg { display: block; width: 100%; max-width: 36rem; height: auto; } svg text { fill: var(--text); font: 15px system-ui, sans-serif; }
svg .dim { fill: var(--dim); } svg .no { fill: var(--no); } svg .yes { fill: var(--yes); } svg line { stroke: var(--line); }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 600; color: var(--dim); } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
.said { border-left: 3px solid var(--line); padding-left: .75rem; margin: 0 0 1.25rem; white-space: pre-line; }
td:first-child { overflow-wrap: anywhere; min-width: 8rem; } summary { cursor: pointer; margin-bottom: 1rem; color: var(--dim); }
.said b, .said .dim { display: block; }
@media (max-width: 34rem) {
  svg text { font-size: 19px; }
  .stack thead { display: none; } .stack tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); }
  .stack td { display: flex; justify-content: space-between; gap: 1rem; border: 0; padding: .1rem 0; text-align: right; }
  .stack td:first-child { font-weight: 600; text-align: left; }
  .stack td::before { content: attr(data-of); color: var(--dim); text-align: left; } .stack td:first-child::before { content: none; }
}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(found: Insights, today: date, zone: ZoneInfo) -> str:
    """The whole page."""
    parts = [
        "<!doctype html>",
        '<html lang="en">',
        f'<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">',
        f"<title>What your applications show</title><style>{_STYLE}</style></head>",
        "<body><h1>What your applications show</h1>",
        f'<p class="dim">As of {_day(today)}. This page stays on your machine and asks nobody for anything.</p>',
        *([*_body(found, zone)] if not found.empty else ["<p>There is nothing to count yet.</p>"]),
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


def _body(found: Insights, zone: ZoneInfo) -> Iterator[str]:
    yield "<h2>What stumped you</h2>"
    yield from _stumbles(found, zone)
    yield "<h2>Where applications end</h2>"
    yield _bars([(STAGES.get(one.stage, one.stage or ""), one.count) for one in found.ended]) if found.ended else _nothing("No no so far.")
    yield "<h2>Month by month</h2>"
    yield from _months(found.months)
    yield "<h2>Who answers, and how fast</h2>"
    yield _companies(found.companies) if found.companies else _nothing("No application is known yet.")


def _nothing(words: str) -> str:
    return f'<p class="dim">{escape(words)}</p>'


def _stumbles(found: Insights, zone: ZoneInfo) -> Iterator[str]:
    if not found.stumbles:
        yield _nothing("Nothing was written yet. rejection-watcher reflect opens the questions for one application.")
    if found.again:
        yield "<p>Comes up again: " + ", ".join(f"{escape(word)} ({count})" for word, count in found.again) + "</p>"
    newest_first = [_said(one, zone) for one in reversed(found.stumbles)]
    yield from newest_first[:LATEST]
    if len(newest_first) > LATEST:
        yield f"<details><summary>Earlier: {len(newest_first) - LATEST}</summary>"
        yield from newest_first[LATEST:]
        yield "</details>"


def _said(one: Stumble, zone: ZoneInfo) -> str:
    where = ", ".join(filter(None, (one.company or "a company not named", one.role)))
    when = f"{_day(one.at.astimezone(zone).date())}, {STAGES.get(one.stage, one.stage or '')}"
    return f'<div class="said"><b>{escape(where)}</b><span class="dim">{escape(when)}</span>{escape(one.answer)}</div>'


def _bars(rows: Sequence[tuple[str, int]]) -> str:
    """Horizontal bars, longest for the most."""
    most, height = max(count for _, count in rows), 26
    lines = [
        f'<text x="122" y="{y + 17}" text-anchor="end">{escape(name)}</text>'
        f'<rect class="no" x="132" y="{y + 5}" width="{_length(count, most, 300)}" height="16" rx="2"/>'
        f'<text x="{138 + _length(count, most, 300)}" y="{y + 17}">{count}</text>'
        for y, (name, count) in ((place * height, row) for place, row in enumerate(rows))
    ]
    label = ", ".join(f"{name} {count}" for name, count in rows)
    return _svg(480, len(rows) * height, lines, label)


def _months(months: Sequence[Month]) -> Iterator[str]:
    shown = months[-MONTHS_MOST:]
    if not shown:
        yield _nothing("Nothing happened yet.")
        return
    most = max(1, *(max(month.rejections, month.replies) for month in shown))
    for kind, name, counts in (
        ("no", "Rejections", [month.rejections for month in shown]),
        ("yes", "Answers to what you wrote", [month.replies for month in shown]),
    ):
        yield f'<p><span class="{kind}">&#9632;</span> {name}</p>'
        yield _columns(shown, counts, kind, most)
    if len(months) > len(shown):
        yield _nothing(f"The last {MONTHS_MOST} months; before them were {len(months) - len(shown)} more.")


def _columns(months: Sequence[Month], counts: Sequence[int], kind: str, most: int) -> str:
    """A column for each month, with its number on top; both plots have the same scale."""
    width, floor = max(20, min(56, 476 // len(months))), 100
    bar = min(24, width - 4)
    every = max(1, -(-52 // width))  # months between two names, so that they do not touch
    lines = [f'<line x1="0" x2="480" y1="{floor}" y2="{floor}"/>']
    for place, (month, count) in enumerate(zip(months, counts, strict=True)):
        x, tall = 2 + place * width, _length(count, most, 76)
        if count:
            lines.append(f'<rect class="{kind}" x="{x}" y="{floor - tall}" width="{bar}" height="{tall}" rx="1"/>')
            lines.append(f'<text x="{x + bar / 2:g}" y="{floor - tall - 5}" text-anchor="middle">{count}</text>')
        if place % every == 0:
            lines.append(f'<text class="dim" x="{x}" y="{floor + 17}">{month.first:%b}</text>')
            lines.append(f'<text class="dim" x="{x}" y="{floor + 34}">{month.first:%Y}</text>' if _names_year(months, place, every) else "")
    label = "; ".join(f"{month.first:%B %Y}: {count}" for month, count in zip(months, counts, strict=True))
    return _svg(480, floor + 40, lines, label)


def _names_year(months: Sequence[Month], place: int, every: int) -> bool:
    return place == 0 or months[place].first.year != months[place - every].first.year


def _length(count: int, most: int, longest: int) -> int:
    return round(count / most * longest)


def _svg(width: int, height: int, lines: Iterable[str], label: str) -> str:
    return f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(label)}">{"".join(lines)}</svg>'


def _companies(companies: Sequence[Company]) -> str:
    names = ("applied", "rejections", "you wrote", "answers", "days to answer", "days to a no")
    head = "<th>company</th>" + "".join(f'<th class="n">{name}</th>' for name in names)
    rows = "".join(_company(one, names) for one in companies)
    return f'<div class="wide"><table class="stack"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _company(one: Company, names: Sequence[str]) -> str:
    numbers = (one.applications, one.rejections, one.letters, one.answers, one.answer_days, one.no_days)
    cells = "".join(
        f'<td class="n" data-of="{name}">{"" if number is None else f"{number:g}"}</td>'
        for name, number in zip(names, numbers, strict=True)
    )
    return f"<tr><td>{escape(one.name or 'not named')}</td>{cells}</tr>"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
