"""A WHEN: a DURATION, a date, a date and time, a weekday or tomorrow, in the user's own time zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from watcher.core.schedule.days import Calendar, at, due_at
from watcher.core.schedule.wait import LONGEST, parse_duration, parse_time, shown

WHEN_WANTED = 'say "2 days", "1 working day", "2026-01-31", "2026-01-31 14:00", "friday 9am" or "tomorrow 09:30"'
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY_AND_TIME = re.compile(r"([a-z]+)(?:\s+(.+))?", re.IGNORECASE)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_NAMES = {name[:length]: number for number, name in enumerate(_WEEKDAYS) for length in (3, len(name))}


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
        raise ValueError(f"{shown(text)} is more than ten years away; {WHEN_WANTED}")
    if moment <= now:
        raise ValueError(f"{shown(text)} is not in the future; {WHEN_WANTED}")
    return moment


def _moment(text: str, now: datetime, calendar: Calendar) -> datetime:
    if text[:1].isdigit():
        return _dated(text, calendar) if _ISO_DATE.match(text) else due_at(now, parse_duration(text), calendar)
    match = _DAY_AND_TIME.fullmatch(text)
    today = now.astimezone(calendar.timezone).date()
    days = _days_ahead(match[1].lower(), today) if match else None
    if match is None or days is None:
        raise ValueError(f"{shown(text)} is not a time that I know; {WHEN_WANTED}")
    hour = parse_time(match[2]) if match[2] else calendar.preferred_hour
    return at(today + timedelta(days), hour, calendar)


def _dated(text: str, calendar: Calendar) -> datetime:
    """An ISO 8601 date at the preferred hour, or a date-time, which is local unless it names its offset."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{shown(text)} is not a date of the calendar; {WHEN_WANTED}") from None
    if _ISO_DATE.fullmatch(text):
        return at(moment.date(), calendar.preferred_hour, calendar)
    return (moment if moment.tzinfo else moment.replace(tzinfo=calendar.timezone)).astimezone(UTC)


def _days_ahead(name: str, today: date) -> int | None:
    if name == "tomorrow":
        return 1
    return (_DAY_NAMES[name] - today.weekday() - 1) % 7 + 1 if name in _DAY_NAMES else None
