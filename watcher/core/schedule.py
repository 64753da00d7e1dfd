"""What is due, and when to say so: durations, dates, working days, quiet hours, retries.

Three times that never mix. `due_at` is fixed when a step is planned; `notify_at` moves for quiet hours and the daily cap; retries move the
next attempt alone. A wait in days, weeks, months or working days means a day of the user's calendar, so it is counted on local dates and
lands at the preferred hour, whatever daylight saving did in between. A wait in seconds, minutes or hours is exact.

Local to UTC is PEP 495 with fold=0: an hour that the clock skips moves forward by the gap, an hour that it shows twice is the first one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import count
from zoneinfo import ZoneInfo

DURATION_WANTED = 'a number and a unit (s, min, h, days, weeks, working days), such as "30 min", "2 days" or "1 working day"'
WHEN_WANTED = 'say "2 days", "1 working day", "2026-01-31", "2026-01-31 14:00", "friday 9am" or "tomorrow 09:30"'
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
_EXACT = frozenset({Unit.SECOND, Unit.MINUTE, Unit.HOUR})


@dataclass(frozen=True, slots=True)
class Wait:
    """A DURATION: seconds, minutes and hours are exact; days, weeks, months and working days land on a local calendar day."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        if self.unit in _EXACT:
            return f"{self.count}{self.unit}"
        return f"{self.count} {self.unit}" + ("" if self.count == 1 else "s")

    @property
    def span(self) -> timedelta:
        """Its length where no calendar is needed: exact up to weeks, on average for working days and months."""
        return self.count * _SPANS[self.unit]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The user's days and hours. `is_holiday` answers for a local date (public holidays; weekends are known here)."""

    timezone: ZoneInfo
    preferred_hour: time
    quiet: tuple[time, time] | None  # local, start to end, may cross midnight; none when start equals end
    per_day: int
    is_holiday: Callable[[date], bool]


# --- reading what the user wrote ---

_DURATION = re.compile(r"([0-9]+)\s*([a-z]+(?:\s+[a-z]+)?)", re.IGNORECASE)
_TIME = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))?\s*(am|pm)?", re.IGNORECASE)
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY_AND_TIME = re.compile(r"([a-z]+)(?:\s+(.+))?", re.IGNORECASE)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_NAMES = {name[:length]: number for number, name in enumerate(_WEEKDAYS) for length in (3, len(name))}


def parse_duration(text: str, *, months: bool = False) -> Wait:
    """DURATION: integer, optional space, unit (s, m/min, h, d/day(s), w/week(s), working day(s)).

    Raises ValueError that says what is wanted.
    """
    match = _DURATION.fullmatch(text.strip())
    unit = _SPELLINGS.get(" ".join(match[2].lower().split())) if match else None
    if match is None or unit is None or (unit is Unit.MONTH and not months):
        also = ', or months, such as "18 months"' if months else ""
        raise ValueError(f"{_shown(text)} is not a duration; wanted is {DURATION_WANTED}{also}")
    digits = match[1].lstrip("0") or "0"
    if len(digits) > 9 or Wait(int(digits), unit).span > LONGEST:
        raise ValueError(f"{_shown(text)} is longer than ten years; wanted is {DURATION_WANTED}")
    return Wait(int(digits), unit)


def parse_time(text: str) -> time:
    """A time of day: 09:30, 9am, 9:30pm. Raises ValueError that says what is wanted."""
    match = _TIME.fullmatch(text.strip())
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (24, 0)
    if match and match[3]:  # 12am is midnight, 12pm is noon
        hour = hour % 12 + (12 if match[3].lower() == "pm" else 0) if 1 <= hour <= 12 else 24
    if not match or not (match[2] or match[3]) or hour > 23 or minute > 59:
        raise ValueError(f'{_shown(text)} is not a time of day; wanted is "09:30" or "9am"')
    return time(hour, minute)


def parse_quiet_hours(text: str) -> tuple[time, time] | None:
    """Quiet hours "20:00-08:00"; "" and a start that equals the end mean none. Raises ValueError that says what is wanted."""
    if not text.strip():
        return None
    start, dash, end = text.partition("-")
    if not dash:
        raise ValueError(f'{_shown(text)} are no quiet hours; wanted is "20:00-08:00", or "" for none')
    quiet = parse_time(start), parse_time(end)
    return None if quiet[0] == quiet[1] else quiet


def parse_when(text: str, now: datetime, calendar: Calendar) -> datetime:
    """WHEN: DURATION | ISO date | ISO date-time | weekday [time] | tomorrow [time]. Aware UTC. Raises ValueError, also for the past.

    A DURATION lands as `due_at` says, on a working day; a day that is named is taken as it is. A weekday is never today: on a Friday,
    "friday" is a week ahead.
    """
    try:
        moment = _moment(text.strip(), now, calendar)
    except OverflowError:
        moment = None
    if moment is None or moment - now > LONGEST:
        raise ValueError(f"{_shown(text)} is more than ten years away; {WHEN_WANTED}")
    if moment <= now:
        raise ValueError(f"{_shown(text)} is not in the future; {WHEN_WANTED}")
    return moment


def _moment(text: str, now: datetime, calendar: Calendar) -> datetime:
    if text[:1].isdigit():
        return _dated(text, calendar) if _ISO_DATE.match(text) else due_at(now, parse_duration(text), calendar)
    match = _DAY_AND_TIME.fullmatch(text)
    today = now.astimezone(calendar.timezone).date()
    days = _days_ahead(match[1].lower(), today) if match else None
    if match is None or days is None:
        raise ValueError(f"{_shown(text)} is not a time that I know; {WHEN_WANTED}")
    hour = parse_time(match[2]) if match[2] else calendar.preferred_hour
    return _at(today + timedelta(days), hour, calendar)


def _dated(text: str, calendar: Calendar) -> datetime:
    """An ISO 8601 date at the preferred hour, or a date-time, which is local unless it names its offset."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{_shown(text)} is not a date of the calendar; {WHEN_WANTED}") from None
    if _ISO_DATE.fullmatch(text):
        return _at(moment.date(), calendar.preferred_hour, calendar)
    return (moment if moment.tzinfo else moment.replace(tzinfo=calendar.timezone)).astimezone(UTC)


def _days_ahead(name: str, today: date) -> int | None:
    if name == "tomorrow":
        return 1
    return (_DAY_NAMES[name] - today.weekday() - 1) % 7 + 1 if name in _DAY_NAMES else None


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")


# --- when something is due ---


def due_at(start: datetime, wait: Wait, calendar: Calendar) -> datetime:
    """When something is due that waits from `start`, never before it; aware UTC."""
    if wait.unit in _EXACT:
        return start.astimezone(UTC) + wait.span
    day = _STRIDES[wait.unit](start.astimezone(calendar.timezone).date(), wait.count, calendar)
    return max(working_morning(day, calendar), start.astimezone(UTC))


def working_morning(day: date, calendar: Calendar) -> datetime:
    """The preferred hour of `day`, or of the first working day after it; aware UTC."""
    while not is_working_day(day, calendar):
        day += timedelta(1)
    return _at(day, calendar.preferred_hour, calendar)


def is_working_day(day: date, calendar: Calendar) -> bool:
    return day.weekday() < 5 and not calendar.is_holiday(day)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day: 31 August and six months is 28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(day.day - 1), following - timedelta(1))


def _add_working_days(day: date, working_days: int, calendar: Calendar) -> date:
    for _ in range(working_days):
        day += timedelta(1)
        while not is_working_day(day, calendar):
            day += timedelta(1)
    return day


_STRIDES: dict[Unit, Callable[[date, int, Calendar], date]] = {
    Unit.DAY: lambda day, days, _: day + timedelta(days),
    Unit.WEEK: lambda day, weeks, _: day + timedelta(weeks=weeks),
    Unit.MONTH: lambda day, months, _: add_months(day, months),
    Unit.WORKING_DAY: _add_working_days,
}


def _at(day: date, hour: time, calendar: Calendar, fold: int = 0) -> datetime:
    return datetime.combine(day, hour.replace(fold=fold), calendar.timezone).astimezone(UTC)


# --- when to say so ---


def notify_at(due: datetime, now: datetime, calendar: Calendar, notified_on: Callable[[date], int]) -> datetime:
    """The first moment at or after `due` (and `now`) that is outside quiet hours and on a local day with room under per_day.

    `notified_on` tells how many notifications a local day already holds. The rest of a full day waits for the next morning. What falls
    into quiet hours waits for the preferred hour when that comes on the day on which they end, so that a morning brings its notifications
    at one time; else for their end.
    """
    moments = _moments(max(due, now).astimezone(UTC), calendar)
    return next(moment for moment in moments if notified_on(moment.astimezone(calendar.timezone).date()) < max(1, calendar.per_day))


def in_quiet_hours(moment: datetime, calendar: Calendar) -> bool:
    start, end = calendar.quiet or _NEVER
    clock = moment.astimezone(calendar.timezone).time()
    return start <= clock < end if start <= end else clock >= start or clock < end


_NEVER = (time(), time())  # from midnight to midnight, which is no time at all


def _moments(first: datetime, calendar: Calendar) -> Iterator[datetime]:
    """`first`, or the time after its quiet hours; then one moment in each following morning."""
    if in_quiet_hours(first, calendar):
        first = _after_quiet_hours(first, calendar)
    yield first
    today = first.astimezone(calendar.timezone).date()
    yield from (morning for ahead in count(1) for morning in _outside(_hours(today + timedelta(ahead), calendar), calendar)[:1])


def _after_quiet_hours(moment: datetime, calendar: Calendar) -> datetime:
    today = moment.astimezone(calendar.timezone).date()
    ends = [end for ahead in range(4) for end in _hours(today + timedelta(ahead), calendar)[1:] if end >= moment]
    end = min(_outside(ends, calendar))
    preferred = _hours(end.astimezone(calendar.timezone).date(), calendar)[0]
    return max([end, *_outside([preferred], calendar)])


def _hours(day: date, calendar: Calendar) -> list[datetime]:
    """When a day may begin to speak, best first: the preferred hour, then the end of quiet hours (both, if the clock shows it twice)."""
    end = (calendar.quiet or _NEVER)[1]
    return [_at(day, calendar.preferred_hour, calendar), _at(day, end, calendar), _at(day, end, calendar, fold=1)]


def _outside(moments: Iterable[datetime], calendar: Calendar) -> list[datetime]:
    return [moment for moment in moments if not in_quiet_hours(moment, calendar)]


# --- when a delivery is tried again ---

# Fast at first, since most failures are a dropped connection; then ever slower, so that a service that is down for a day is not hammered
# and one that is down for a week still gets its notification within hours of healing.
_RETRIES = tuple(timedelta(seconds=seconds) for seconds in (30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 21600))


def retry_after(attempts: int, jitter: float) -> timedelta:
    """How long to wait after the n-th failed delivery; `jitter` in 0..1 spreads it by a fifth either way."""
    return _RETRIES[min(max(attempts, 1), len(_RETRIES)) - 1] * (0.8 + 0.4 * jitter)
