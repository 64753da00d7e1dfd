"""A DURATION, and the times of day that the user writes. Whatever cannot be read is refused with a sentence that says what is wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum

DURATION_WANTED = 'a number and a unit (s, min, h, days, weeks, working days), such as "30 min", "2 days" or "1 working day"'
LONGEST = timedelta(days=3660)  # ten years: more is a slip of the finger, and stays far from the end of datetime


class Unit(StrEnum):
    """What a DURATION counts."""

    SECOND = "s"
    MINUTE = "m"
    HOUR = "h"
    DAY = "day"
    WEEK = "week"
    WORKING_DAY = "working day"
    MONTH = "month"  # only where months are allowed: [state] keep, and dates that a mail names


_SPELLINGS = {"s": Unit.SECOND, "m": Unit.MINUTE, "min": Unit.MINUTE, "h": Unit.HOUR, "d": Unit.DAY, "w": Unit.WEEK} | {
    f"{unit}{plural}": unit for unit in (Unit.DAY, Unit.WEEK, Unit.WORKING_DAY, Unit.MONTH) for plural in ("", "s")
}
_SPANS = {
    Unit.SECOND: timedelta(seconds=1),
    Unit.MINUTE: timedelta(minutes=1),
    Unit.HOUR: timedelta(hours=1),
    Unit.DAY: timedelta(days=1),
    Unit.WEEK: timedelta(weeks=1),
    Unit.WORKING_DAY: timedelta(days=7) / 5,
    Unit.MONTH: timedelta(days=365.25) / 12,
}
EXACT = frozenset({Unit.SECOND, Unit.MINUTE, Unit.HOUR})


@dataclass(frozen=True, slots=True)
class Wait:
    """A DURATION: seconds, minutes and hours are exact; days, weeks, months and working days land on a local calendar day."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        if self.unit in EXACT:
            return f"{self.count}{self.unit}"
        return f"{self.count} {self.unit}" + ("" if self.count == 1 else "s")

    @property
    def span(self) -> timedelta:
        """Its length where no calendar is needed: exact up to weeks, on average for working days and months."""
        return self.count * _SPANS[self.unit]


_DURATION = re.compile(r"([0-9]+)\s*([a-z]+(?:\s+[a-z]+)?)", re.IGNORECASE)
_TIME = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))?\s*(am|pm)?", re.IGNORECASE)


def parse_duration(text: str, *, months: bool = False) -> Wait:
    """DURATION: integer, optional space, unit (s, m/min, h, d/day(s), w/week(s), working day(s)).

    Raises ValueError that says what is wanted.
    """
    match = _DURATION.fullmatch(text.strip())
    unit = _SPELLINGS.get(" ".join(match[2].lower().split())) if match else None
    if match is None or unit is None or (unit is Unit.MONTH and not months):
        also = ', or months, such as "18 months"' if months else ""
        raise ValueError(f"{shown(text)} is not a duration; wanted is {DURATION_WANTED}{also}")
    digits = match[1].lstrip("0") or "0"
    if len(digits) > 9 or Wait(int(digits), unit).span > LONGEST:
        raise ValueError(f"{shown(text)} is longer than ten years; wanted is {DURATION_WANTED}")
    return Wait(int(digits), unit)


def parse_time(text: str) -> time:
    """A time of day: 09:30, 9am, 9:30pm. Raises ValueError that says what is wanted."""
    match = _TIME.fullmatch(text.strip())
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (24, 0)
    if match and match[3]:  # 12am is midnight, 12pm is noon
        hour = hour % 12 + (12 if match[3].lower() == "pm" else 0) if 1 <= hour <= 12 else 24
    if not match or not (match[2] or match[3]) or hour > 23 or minute > 59:
        raise ValueError(f'{shown(text)} is not a time of day; wanted is "09:30" or "9am"')
    return time(hour, minute)


def parse_quiet_hours(text: str) -> tuple[time, time] | None:
    """Quiet hours "20:00-08:00"; "" and a start that equals the end mean none. Raises ValueError that says what is wanted."""
    if not text.strip():
        return None
    start, dash, end = text.partition("-")
    if not dash:
        raise ValueError(f'{shown(text)} are no quiet hours; wanted is "20:00-08:00", or "" for none')
    quiet = parse_time(start), parse_time(end)
    return None if quiet[0] == quiet[1] else quiet


def shown(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")
