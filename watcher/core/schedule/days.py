"""The user's calendar, and when something is due by it.

A wait in days, weeks, months or working days means a day of the user's calendar, so it is counted on local dates and lands at the preferred
hour, whatever daylight saving did in between. A wait in seconds, minutes or hours is exact.

Local to UTC is PEP 495 with fold=0: an hour that the clock skips moves forward by the gap, an hour that it shows twice is the first one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from watcher.core.schedule.wait import EXACT, Unit, Wait


@dataclass(frozen=True, slots=True)
class Calendar:
    """The user's days and hours. `is_holiday` answers for a local date (public holidays; weekends are known here)."""

    timezone: ZoneInfo
    preferred_hour: time
    quiet: tuple[time, time] | None  # local, start to end, may cross midnight; none when start equals end
    per_day: int
    is_holiday: Callable[[date], bool]


def due_at(start: datetime, wait: Wait, calendar: Calendar) -> datetime:
    """When something is due that waits from `start`, never before it; aware UTC."""
    if wait.unit in EXACT:
        return start.astimezone(UTC) + wait.span
    day = _STRIDES[wait.unit](start.astimezone(calendar.timezone).date(), wait.count, calendar)
    return max(working_morning(day, calendar), start.astimezone(UTC))


def working_morning(day: date, calendar: Calendar) -> datetime:
    """The preferred hour of `day`, or of the first working day after it; aware UTC."""
    while not is_working_day(day, calendar):
        day += timedelta(1)
    return at(day, calendar.preferred_hour, calendar)


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


def at(day: date, hour: time, calendar: Calendar, fold: int = 0) -> datetime:
    return datetime.combine(day, hour.replace(fold=fold), calendar.timezone).astimezone(UTC)
