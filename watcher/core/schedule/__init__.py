"""What is due, and when to say so: durations, dates, working days, quiet hours, retries.

    wait       a DURATION, and the times of day that the user writes
    days       the user's calendar: when something is due
    when       a WHEN, such as "2 days" or "friday 9am"
    hours      when to say so, and when to try again

Three times that never mix. `due_at` is fixed when a step is planned; `notify_at` moves for quiet hours and the daily cap; retries move the
next attempt alone.
"""

from __future__ import annotations

from watcher.core.schedule.days import Calendar, add_months, due_at, is_working_day, working_morning
from watcher.core.schedule.hours import LONGEST_RETRY, digest_at, in_quiet_hours, in_turn, next_morning, notify_at, retry_after
from watcher.core.schedule.wait import LONGEST, Unit, Wait, parse_duration, parse_quiet_hours, parse_time
from watcher.core.schedule.when import parse_when

__all__ = [
    "LONGEST",
    "LONGEST_RETRY",
    "Calendar",
    "Unit",
    "Wait",
    "add_months",
    "digest_at",
    "due_at",
    "in_quiet_hours",
    "in_turn",
    "is_working_day",
    "next_morning",
    "notify_at",
    "parse_duration",
    "parse_quiet_hours",
    "parse_time",
    "parse_when",
    "retry_after",
    "working_morning",
]
