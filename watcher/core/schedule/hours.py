"""When to say so, outside quiet hours and under the daily cap; and when to try a delivery again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from watcher.core.schedule.days import Calendar, at


def notify_at(
    due: datetime, now: datetime, calendar: Calendar, notified_on: Callable[[date], int], paused_until: datetime | None = None
) -> datetime:
    """The first moment at or after `due` (and `now`) that is outside quiet hours and on a local day with room under per_day.

    In a pause nothing is said before its end.

    `notified_on` tells how many notifications a local day already holds. The rest of a full day waits for the next morning. What falls
    into quiet hours waits for the preferred hour when that comes on the day on which they end, so that a morning brings its notifications
    at one time; else for their end.
    """
    moments = _moments(max(due, now, paused_until or now).astimezone(UTC), calendar)
    return next(moment for moment in moments if notified_on(moment.astimezone(calendar.timezone).date()) < max(1, calendar.per_day))


def digest_at(
    due: datetime, now: datetime, calendar: Calendar, notified_on: Callable[[date], int], paused_until: datetime | None = None
) -> datetime:
    """The first morning after `now`, at or after `due` and the end of a pause, whose day has room for a message with all that is due.

    A morning begins at the preferred hour, or where that is in quiet hours, at their end.
    """
    first = max(due, now, paused_until or now).astimezone(UTC)
    today = first.astimezone(calendar.timezone).date()
    return next(
        morning
        for day in (today + timedelta(ahead) for ahead in count())
        for morning in _mornings(day, calendar)
        if morning >= first and morning > now and notified_on(day) < max(1, calendar.per_day)
    )


def in_turn(
    dues: Sequence[datetime], now: datetime, calendar: Calendar, notified_on: Callable[[date], int], paused_until: datetime | None = None
) -> list[datetime]:
    """When to speak of several that wait for one another, given and returned oldest first: at most per_day a day, none before an older."""
    said: list[datetime] = []

    def taken(day: date) -> int:
        return notified_on(day) + sum(moment.astimezone(calendar.timezone).date() == day for moment in said)

    for due in dues:
        said.append(notify_at(max([due, *said[-1:]]), now, calendar, taken, paused_until))
    return said


def next_morning(now: datetime, calendar: Calendar) -> datetime:
    """The first preferred hour after `now`, be it of today."""
    today = now.astimezone(calendar.timezone).date()
    return next(moment for ahead in count() if (moment := at(today + timedelta(ahead), calendar.preferred_hour, calendar)) > now)


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
    yield from (morning for ahead in count(1) for morning in _mornings(today + timedelta(ahead), calendar))


def _after_quiet_hours(moment: datetime, calendar: Calendar) -> datetime:
    today = moment.astimezone(calendar.timezone).date()
    ends = [end for ahead in range(4) for end in _hours(today + timedelta(ahead), calendar)[1:] if end >= moment]
    end = min(_outside(ends, calendar))
    preferred = _hours(end.astimezone(calendar.timezone).date(), calendar)[0]
    return max([end, *_outside([preferred], calendar)])


def _hours(day: date, calendar: Calendar) -> list[datetime]:
    """When a day may begin to speak, best first: the preferred hour, then the end of quiet hours (both, if the clock shows it twice)."""
    end = (calendar.quiet or _NEVER)[1]
    return [at(day, calendar.preferred_hour, calendar), at(day, end, calendar), at(day, end, calendar, fold=1)]


def _mornings(day: date, calendar: Calendar) -> list[datetime]:
    """When a day begins to speak; none, or one."""
    return _outside(_hours(day, calendar), calendar)[:1]


def _outside(moments: Iterable[datetime], calendar: Calendar) -> list[datetime]:
    return [moment for moment in moments if not in_quiet_hours(moment, calendar)]


# --- when a delivery is tried again ---

# Fast at first, since most failures are a dropped connection; then ever slower, so that a service that is down for a day is not hammered
# and one that is down for a week still gets its notification within hours of healing.
_RETRIES = tuple(timedelta(seconds=seconds) for seconds in (30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 21600))


def retry_after(attempts: int, jitter: float) -> timedelta:
    """How long to wait after the n-th failed delivery; `jitter` in 0..1 spreads it by a fifth either way."""
    return _RETRIES[min(max(attempts, 1), len(_RETRIES)) - 1] * (0.8 + 0.4 * jitter)


LONGEST_RETRY = retry_after(len(_RETRIES), 1)
