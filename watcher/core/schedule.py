"""What is due, when to notify, how long to sleep; durations, dates, working days, quiet hours, retries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Unit(StrEnum):
    """What a DURATION counts."""

    SECOND = "s"
    MINUTE = "m"
    HOUR = "h"
    DAY = "day"
    WEEK = "week"
    WORKING_DAY = "working day"
    MONTH = "month"  # only where months are allowed: [state] keep, and dates that a mail names


@dataclass(frozen=True, slots=True)
class Wait:
    """A DURATION: seconds, minutes and hours are exact; days, weeks, months and working days land on a local calendar day."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Calendar:
    """The user's days and hours. `is_holiday` answers for a local date (public holidays; weekends are known here)."""

    timezone: ZoneInfo
    preferred_hour: time
    quiet: tuple[time, time] | None  # local, start to end, may cross midnight
    per_day: int
    is_holiday: Callable[[date], bool]


def parse_duration(text: str, *, months: bool = False) -> Wait:
    """DURATION: integer, optional space, unit (s, m/min, h, d/day(s), w/week(s), working day(s)). Raises ValueError that says what is wanted."""
    raise NotImplementedError


def parse_when(text: str, now: datetime, calendar: Calendar) -> datetime:
    """WHEN: DURATION | ISO date | ISO date-time | weekday [time] | tomorrow [time]. Aware UTC. Raises ValueError, also for the past."""
    raise NotImplementedError


def due_at(start: datetime, wait: Wait, calendar: Calendar) -> datetime:
    """When something is due that waits from `start`; aware UTC."""
    raise NotImplementedError


def notify_at(due: datetime, now: datetime, calendar: Calendar, notified_on: Callable[[date], int]) -> datetime:
    """The first moment at or after `due` (and `now`) that is outside quiet hours and on a local day with room under per_day.

    `notified_on` tells how many notifications a local day already holds. The rest of a full day waits for the next morning.
    """
    raise NotImplementedError


def retry_after(attempts: int, jitter: float) -> timedelta:
    """How long to wait after the n-th failed delivery; `jitter` in 0..1."""
    raise NotImplementedError
