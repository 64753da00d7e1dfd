"""Durations, dates, working days and quiet hours, over five time zones whose clocks change in different ways."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.core.schedule import (
    LONGEST,
    Calendar,
    Unit,
    Wait,
    add_months,
    digest_at,
    due_at,
    in_quiet_hours,
    in_turn,
    is_working_day,
    next_morning,
    notify_at,
    parse_duration,
    parse_quiet_hours,
    parse_time,
    parse_when,
    retry_after,
)

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")]
NIGHT = (time(20), time(8))
CHRISTMAS = {date(2026, 12, 25), date(2026, 12, 26)}


def calendar(zone=BERLIN, preferred=time(9, 30), quiet=NIGHT, per_day=3, holidays=frozenset()):
    return Calendar(zone, preferred, quiet, per_day, holidays.__contains__)


def local(*parts, zone=BERLIN):
    return datetime(*parts, tzinfo=zone).astimezone(UTC)


def empty(day):
    return 0


minutes = st.builds(time, st.integers(0, 23), st.integers(0, 59))
holidays = st.frozensets(st.dates(date(2026, 1, 1), date(2028, 12, 31)), max_size=60)
quiet_hours = st.none() | st.tuples(minutes, minutes)
calendars = st.builds(calendar, st.sampled_from(ZONES), minutes, quiet_hours, st.integers(1, 4), holidays)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 (hypothesis wants naive bounds)
landing = st.builds(Wait, st.integers(0, 100), st.sampled_from([Unit.DAY, Unit.WEEK, Unit.WORKING_DAY, Unit.MONTH]))

# --- reading durations ---


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        ("30s", Wait(30, Unit.SECOND)),
        ("5m", Wait(5, Unit.MINUTE)),
        ("5 min", Wait(5, Unit.MINUTE)),
        ("6h", Wait(6, Unit.HOUR)),
        ("2d", Wait(2, Unit.DAY)),
        ("1 day", Wait(1, Unit.DAY)),
        ("2 Days", Wait(2, Unit.DAY)),
        ("3W", Wait(3, Unit.WEEK)),
        ("1 week", Wait(1, Unit.WEEK)),
        ("2weeks", Wait(2, Unit.WEEK)),
        ("1 working day", Wait(1, Unit.WORKING_DAY)),
        (" 2  Working  Days ", Wait(2, Unit.WORKING_DAY)),
        ("007 d", Wait(7, Unit.DAY)),
        ("0 d", Wait(0, Unit.DAY)),
    ],
)
def test_a_duration_is_an_integer_and_a_unit_in_any_case(text, wait):
    assert parse_duration(text) == wait


@pytest.mark.parametrize(
    "text", ["", "days", "2", "-1 d", "1.5 d", "2 fortnights", "2 d 3 h", "²d", "2 months", "working day", "2 days later"]
)
def test_what_is_no_duration_is_refused_with_what_is_wanted(text):
    with pytest.raises(ValueError, match="wanted is a number and a unit"):
        parse_duration(text)


def test_months_are_read_only_where_they_are_allowed():
    assert parse_duration("18 months", months=True) == Wait(18, Unit.MONTH)
    assert parse_duration("1 month", months=True) == Wait(1, Unit.MONTH)
    with pytest.raises(ValueError, match="is not a duration"):
        parse_duration("18 months")
    with pytest.raises(ValueError, match="or months, such as"):
        parse_duration("18 moons", months=True)


@pytest.mark.parametrize("text", ["11 years", "4000 d", "999999999 s", "9999999999 s", "1" * 5000 + " d", "523 w", "2700 working days"])
def test_a_count_beyond_ten_years_is_refused_and_named_as_such(text):
    with pytest.raises(ValueError, match=r"longer than ten years|is not a duration") as refused:
        parse_duration(text)
    assert len(str(refused.value)) < 200


@given(st.integers(0, 1000), st.sampled_from(Unit))
def test_a_wait_reads_back_from_what_it_shows(count, unit):
    wait = Wait(count, unit)
    if wait.span <= LONGEST:
        assert parse_duration(str(wait), months=True) == wait


@pytest.mark.parametrize(
    ("wait", "shown"),
    [
        (Wait(5, Unit.MINUTE), "5m"),
        (Wait(1, Unit.DAY), "1 day"),
        (Wait(30, Unit.DAY), "30 days"),
        (Wait(1, Unit.WORKING_DAY), "1 working day"),
        (Wait(18, Unit.MONTH), "18 months"),
    ],
)
def test_a_wait_is_shown_as_the_config_writes_it(wait, shown):
    assert str(wait) == shown


def test_a_span_is_exact_up_to_weeks_and_an_average_beyond():
    assert Wait(90, Unit.SECOND).span == timedelta(seconds=90)
    assert Wait(2, Unit.WEEK).span == timedelta(days=14)
    assert Wait(5, Unit.WORKING_DAY).span == timedelta(days=7)
    assert timedelta(days=547) < Wait(18, Unit.MONTH).span < timedelta(days=549)


# --- reading times of day and quiet hours ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("09:30", time(9, 30)),
        ("9:30", time(9, 30)),
        ("9am", time(9)),
        ("9 AM", time(9)),
        ("9:30pm", time(21, 30)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("00:00", time(0)),
        ("23:59", time(23, 59)),
    ],
)
def test_a_time_of_day_is_read_in_both_forms(text, expected):
    assert parse_time(text) == expected


@pytest.mark.parametrize("text", ["", "9", "24:00", "12:60", "13pm", "0am", "9.30", "noon", "09:30:00", "９:30"])
def test_what_is_no_time_of_day_is_refused(text):
    with pytest.raises(ValueError, match="is not a time of day"):
        parse_time(text)


def test_quiet_hours_are_a_range_or_nothing():
    assert parse_quiet_hours("20:00-08:00") == NIGHT
    assert parse_quiet_hours(" 8pm - 8am ") == NIGHT
    assert parse_quiet_hours("") is None
    assert parse_quiet_hours("08:00-08:00") is None
    with pytest.raises(ValueError, match="are no quiet hours"):
        parse_quiet_hours("20:00")
    with pytest.raises(ValueError, match="is not a time of day"):
        parse_quiet_hours("20:00-25:00")


# --- reading WHEN; the reference is Monday, 23 November 2026, 10:15 in Berlin ---

NOW = local(2026, 11, 23, 10, 15)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30 min", local(2026, 11, 23, 10, 45)),
        ("2 days", local(2026, 11, 25, 9, 30)),
        ("1 working day", local(2026, 11, 24, 9, 30)),
        ("5 days", local(2026, 11, 30, 9, 30)),  # a Saturday, so the Monday after
        ("1 week", local(2026, 11, 30, 9, 30)),
        ("2026-11-28", local(2026, 11, 28, 9, 30)),  # a Saturday that was named
        ("2026-11-23 14:00", local(2026, 11, 23, 14)),
        ("2026-11-28T14:00", local(2026, 11, 28, 14)),
        ("2026-11-28T14:00Z", datetime(2026, 11, 28, 14, tzinfo=UTC)),
        ("2026-11-28T14:00+05:30", datetime(2026, 11, 28, 8, 30, tzinfo=UTC)),
        ("friday", local(2026, 11, 27, 9, 30)),
        ("Fri 9am", local(2026, 11, 27, 9)),
        ("SUNDAY 21:00", local(2026, 11, 29, 21)),
        ("monday 11:00", local(2026, 11, 30, 11)),  # never today
        ("tomorrow", local(2026, 11, 24, 9, 30)),
        (" tomorrow  9:30pm ", local(2026, 11, 24, 21, 30)),
    ],
)
def test_a_time_is_read_in_the_zone_of_the_user(text, expected):
    assert parse_when(text, NOW, calendar()) == expected


def test_a_date_of_today_is_taken_while_its_preferred_hour_lies_ahead():
    assert parse_when("2026-11-23", local(2026, 11, 23, 9, 29), calendar()) == local(2026, 11, 23, 9, 30)
    with pytest.raises(ValueError, match="is not in the future"):
        parse_when("2026-11-23", NOW, calendar())


@pytest.mark.parametrize("text", ["2026-11-22", "2026-11-23 10:15", "2026-11-23T09:14Z", "0001-01-01", "0 days", "0 s"])
def test_the_past_is_refused_with_what_is_accepted(text):
    with pytest.raises(ValueError, match=r'is not in the future; say "2 days", .* or "tomorrow 09:30"'):
        parse_when(text, NOW, calendar())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is not a time that I know"),
        ("soon", "is not a time that I know"),
        ("next friday", "is not a time that I know"),
        ("(friday)", "is not a time that I know"),
        ("friday 13pm", "is not a time of day"),
        ("2026-02-30", "is not a date of the calendar"),
        ("2026-12-01T25:00", "is not a date of the calendar"),
        ("2 fortnights", "is not a duration"),
        ("1 month", "is not a duration"),
        ("2046-01-01", "is more than ten years away"),
        ("9999-12-31T23:59-12:00", "is more than ten years away"),
        ("20 years", "is not a duration"),
        ("x" * 10_000, "is not a time that I know"),
    ],
)
def test_what_is_no_time_is_refused_with_the_reason(text, why):
    with pytest.raises(ValueError, match=why) as refused:
        parse_when(text, NOW, calendar())
    assert len(str(refused.value)) < 250


@given(st.text(max_size=40) | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2})?", fullmatch=True), moments, calendars)
def test_whatever_is_typed_gives_a_future_time_or_a_sentence(text, now, cal):
    try:
        moment = parse_when(text, now, cal)
    except ValueError:
        return
    assert now < moment <= now + LONGEST
    assert moment.tzinfo is UTC


@given(st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), moments, calendars)
def test_a_weekday_is_the_first_such_day_after_today(name, now, cal):
    day = parse_when(name, now, cal).astimezone(cal.timezone).date()
    assert 1 <= (day - now.astimezone(cal.timezone).date()).days <= 7
    assert day.strftime("%a").lower() == name


# --- when something is due ---


@pytest.mark.parametrize(
    ("start", "wait", "expected"),
    [
        (local(2026, 11, 23, 10, 15), "1 working day", local(2026, 11, 24, 9, 30)),  # Monday
        (local(2026, 11, 27, 10, 15), "1 working day", local(2026, 11, 30, 9, 30)),  # Friday
        (local(2026, 11, 28, 10, 15), "1 working day", local(2026, 11, 30, 9, 30)),  # Saturday
        (local(2026, 12, 24, 10, 15), "1 working day", local(2026, 12, 28, 9, 30)),  # Thursday, then Christmas and a weekend
        (local(2026, 12, 23, 10, 15), "2 days", local(2026, 12, 28, 9, 30)),  # a holiday, so the next working day
        (local(2026, 11, 26, 23, 59), "2 days", local(2026, 11, 30, 9, 30)),  # Saturday by date
        (local(2026, 11, 23, 0, 5), "2 days", local(2026, 11, 25, 9, 30)),  # counted from the local date, not from UTC's
        (local(2026, 11, 23, 10, 15), "14 days", local(2026, 12, 7, 9, 30)),
        (local(2026, 11, 23, 10, 15), "2 weeks", local(2026, 12, 7, 9, 30)),
        (local(2026, 8, 31, 10, 15), "6 months", local(2027, 3, 1, 9, 30)),  # 28 February is a Sunday
        (local(2026, 11, 28, 10, 15), "90 s", local(2026, 11, 28, 10, 16, 30)),
        (local(2026, 11, 28, 10, 15), "36 h", local(2026, 11, 29, 22, 15)),
        (local(2026, 3, 28, 10, 15), "24 h", local(2026, 3, 29, 11, 15)),  # exact, across the change of the clock
        (local(2026, 11, 23, 10, 15), "0 days", local(2026, 11, 23, 10, 15)),  # never before its start
        (local(2026, 11, 23, 8, 15), "0 days", local(2026, 11, 23, 9, 30)),
        (local(2026, 11, 28, 10, 15), "0 working days", local(2026, 11, 30, 9, 30)),
    ],
)
def test_waits_land_on_working_days_of_the_user(start, wait, expected):
    cal = calendar(holidays=CHRISTMAS)
    assert due_at(start, parse_duration(wait, months=True), cal) == expected


@pytest.mark.parametrize(
    ("zone", "start", "preferred", "expected"),
    [
        # The clock goes from 02:00 to 03:00 (Berlin, Sunday 29 March) and from 02:00 to 02:30 (Lord Howe, Sunday 4 October).
        ("Europe/Berlin", datetime(2026, 3, 28, 12, tzinfo=UTC), time(2, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2026, 10, 3, 0, tzinfo=UTC), time(2, 15), datetime(2026, 10, 3, 15, 45, tzinfo=UTC)),
        # The clock shows 02:30 twice (Berlin, Sunday 25 October) and 01:45 twice (Lord Howe, Sunday 5 April): the first one counts.
        ("Europe/Berlin", datetime(2026, 10, 24, 12, tzinfo=UTC), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2026, 4, 4, 0, tzinfo=UTC), time(1, 45), datetime(2026, 4, 4, 14, 45, tzinfo=UTC)),
    ],
)
def test_an_hour_that_the_clock_skips_moves_by_the_gap_and_a_double_one_is_the_first(zone, start, preferred, expected):
    cal = calendar(ZoneInfo(zone), preferred)
    assert parse_when("tomorrow", start, cal) == expected


@given(moments, landing, calendars)
def test_a_wait_in_days_never_lands_early_or_on_a_free_day_or_beside_the_preferred_hour(start, wait, cal):
    due = due_at(start, wait, cal)
    day, first = due.astimezone(cal.timezone), start.astimezone(cal.timezone).date()
    assert due >= start
    if due > start:
        assert is_working_day(day.date(), cal)
        naive = datetime.combine(day.date(), cal.preferred_hour, cal.timezone)
        assert due == naive.astimezone(UTC)
    days = {Unit.DAY: 1, Unit.WEEK: 7}.get(wait.unit)
    if days:
        free = [first + timedelta(ahead) for ahead in range(wait.count * days, (day.date() - first).days)]
        assert not any(is_working_day(each, cal) for each in free)


@given(moments, st.integers(1, 100), calendars)
def test_working_days_are_counted_after_the_local_date(start, count, cal):
    first = start.astimezone(cal.timezone).date()
    last = due_at(start, Wait(count, Unit.WORKING_DAY), cal).astimezone(cal.timezone).date()
    between = [first + timedelta(ahead) for ahead in range(1, (last - first).days + 1)]
    assert sum(is_working_day(day, cal) for day in between) == count


@given(moments, st.integers(0, 10**6), st.sampled_from([Unit.SECOND, Unit.MINUTE, Unit.HOUR]), calendars)
def test_seconds_minutes_and_hours_are_exact(start, count, unit, cal):
    assert due_at(start, Wait(count, unit), cal) - start == Wait(count, unit).span


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(0, 240))
def test_months_keep_the_day_or_take_the_last_of_the_month(day, months):
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(1)).day == 1)


# --- when to say so ---


@pytest.mark.parametrize(
    ("preferred", "quiet", "due", "expected"),
    [
        (time(9, 30), NIGHT, local(2026, 11, 23, 14), local(2026, 11, 23, 14)),
        (time(9, 30), NIGHT, local(2026, 11, 23, 8), local(2026, 11, 23, 8)),  # quiet hours end, and it is loud again
        (time(9, 30), NIGHT, local(2026, 11, 23, 20), local(2026, 11, 24, 9, 30)),
        (time(9, 30), NIGHT, local(2026, 11, 23, 2), local(2026, 11, 23, 9, 30)),  # one slot in the morning
        (time(7), NIGHT, local(2026, 11, 23, 2), local(2026, 11, 23, 8)),  # a preferred hour that is quiet gives way
        (time(21), NIGHT, local(2026, 11, 23, 22), local(2026, 11, 24, 8)),
        (time(0, 30), (time(1), time(8)), local(2026, 11, 23, 2), local(2026, 11, 23, 8)),
        (time(9, 30), (time(12), time(14)), local(2026, 11, 23, 13), local(2026, 11, 23, 14)),
        (time(9, 30), (time(8), time(8)), local(2026, 11, 23, 8), local(2026, 11, 23, 8)),
        (time(9, 30), None, local(2026, 11, 23, 3), local(2026, 11, 23, 3)),
    ],
)
def test_quiet_hours_are_kept(preferred, quiet, due, expected):
    assert notify_at(due, NOW - timedelta(days=9), calendar(preferred=preferred, quiet=quiet), empty) == expected


def test_what_was_missed_while_the_machine_slept_comes_now():
    assert notify_at(NOW - timedelta(days=30), NOW, calendar(), empty) == NOW


@pytest.mark.parametrize(
    ("preferred", "quiet", "expected"),
    [
        (time(9, 30), NIGHT, local(2026, 11, 25, 9, 30)),
        (time(7), NIGHT, local(2026, 11, 25, 8)),
        (time(9, 30), None, local(2026, 11, 25, 9, 30)),
    ],
)
def test_the_rest_of_a_full_day_waits_for_the_first_morning_with_room(preferred, quiet, expected):
    held = {date(2026, 11, 23): 3, date(2026, 11, 24): 4, date(2026, 11, 25): 2}
    assert notify_at(NOW, NOW, calendar(preferred=preferred, quiet=quiet), lambda day: held.get(day, 0)) == expected


def test_a_cap_of_nothing_is_a_cap_of_one():
    assert notify_at(NOW, NOW, calendar(per_day=0), empty) == NOW


@given(moments, moments, calendars, st.dictionaries(st.integers(0, 20), st.integers(0, 5)))
def test_a_notification_is_never_early_never_in_quiet_hours_and_never_over_the_cap(due, now, cal, full):
    first = max(due, now).astimezone(cal.timezone).date()
    held = {first + timedelta(ahead): count for ahead, count in full.items()}
    said = notify_at(due, now, cal, lambda day: held.get(day, 0))
    assert said >= max(due, now)
    assert not in_quiet_hours(said, cal)
    assert held.get(said.astimezone(cal.timezone).date(), 0) < cal.per_day
    assert said - max(due, now) < timedelta(days=25)
    assert notify_at(due, said, cal, lambda day: held.get(day, 0)) == said  # asked again at that moment, it stands


@given(moments, calendars)
def test_what_falls_outside_quiet_hours_on_a_day_with_room_comes_to_the_second(due, cal):
    if not in_quiet_hours(due, cal):
        assert notify_at(due, due, cal, empty) == due


@given(moments, calendars, st.integers(2, 30))
def test_a_backlog_is_spread_over_days_and_ends(now, cal, backlog):
    held = Counter()
    for _ in range(backlog):
        said = notify_at(now, now, cal, held.__getitem__)
        held[said.astimezone(cal.timezone).date()] += 1
    assert max(held.values()) <= cal.per_day
    assert len(held) <= backlog // cal.per_day + 1


# The second 02:10 of the night when the clock goes back, with quiet hours that end between the two.
def test_the_end_of_quiet_hours_that_comes_twice_is_waited_for_twice():
    cal = calendar(preferred=time(1), quiet=(time(20), time(2, 30)))
    second_pass = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    assert notify_at(second_pass, second_pass, cal, empty) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


# --- when a delivery is tried again ---


def test_retries_slow_down_from_half_a_minute_to_six_hours():
    waits = [retry_after(attempts, 0.5) for attempts in range(1, 15)]
    assert waits[0] == timedelta(seconds=30)
    assert waits == sorted(waits)
    assert waits[9:] == [timedelta(hours=6)] * 5
    assert retry_after(0, 0.5) == timedelta(seconds=30)


@given(st.integers(1, 10**9), st.floats(0, 1))
def test_jitter_spreads_a_retry_by_a_fifth(attempts, jitter):
    middle = retry_after(attempts, 0.5)
    assert middle * 0.799 <= retry_after(attempts, jitter) <= middle * 1.201


# --- pauses, and turns ---

PAUSED_UNTIL = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)


def test_in_a_pause_nothing_is_said_before_its_end():
    calendar = Calendar(ZoneInfo("Etc/UTC"), time(9, 30), None, 3, lambda _: False)
    due = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert notify_at(due, due, calendar, lambda _: 0, PAUSED_UNTIL) == PAUSED_UNTIL
    after = PAUSED_UNTIL + timedelta(days=1)
    assert notify_at(due, after, calendar, lambda _: 0, PAUSED_UNTIL) == after


def test_what_waited_comes_in_turn_a_few_a_day():
    calendar = Calendar(ZoneInfo("Etc/UTC"), time(9, 30), None, 2, lambda _: False)
    dues = [datetime(2026, 3, day, 9, 30, tzinfo=UTC) for day in (2, 3, 4, 5, 20)]
    said = in_turn(dues, dues[0], calendar, lambda day: int(day == PAUSED_UNTIL.date()), PAUSED_UNTIL)
    morning = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)
    assert said == [PAUSED_UNTIL, morning, morning, morning + timedelta(days=1), dues[4]]
    assert in_turn([], dues[0], calendar, lambda _: 0) == []


def test_the_next_morning_may_be_this_one():
    calendar = Calendar(ZoneInfo("Europe/Berlin"), time(9, 30), None, 2, lambda _: False)
    night, day = datetime(2026, 3, 2, 1, 0, tzinfo=UTC), datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    assert next_morning(night, calendar) == day
    assert next_morning(day, calendar) == day + timedelta(days=1)


# --- the daily digest ---


@pytest.mark.parametrize(
    ("due", "preferred", "quiet", "held", "expected"),
    [
        (local(2026, 11, 23, 9, 30), time(9, 30), NIGHT, {}, local(2026, 11, 23, 9, 30)),
        (local(2026, 11, 23, 9, 31), time(9, 30), NIGHT, {}, local(2026, 11, 24, 9, 30)),
        (local(2026, 11, 23, 14), time(9, 30), NIGHT, {}, local(2026, 11, 24, 9, 30)),
        (local(2026, 11, 23, 3), time(9, 30), NIGHT, {}, local(2026, 11, 23, 9, 30)),
        (local(2026, 11, 23, 3), time(6), NIGHT, {}, local(2026, 11, 23, 8)),  # the preferred hour is a quiet one
        (local(2026, 11, 23, 3), time(6), None, {}, local(2026, 11, 23, 6)),
        (local(2026, 11, 23, 3), time(9, 30), NIGHT, {date(2026, 11, 23): 3, date(2026, 11, 24): 3}, local(2026, 11, 25, 9, 30)),
    ],
)
def test_the_digest_comes_in_the_first_morning_with_room(due, preferred, quiet, held, expected):
    found = digest_at(due, due - timedelta(days=1), calendar(preferred=preferred, quiet=quiet), lambda day: held.get(day, 0))
    assert found == expected


def test_the_digest_waits_for_the_end_of_a_pause_and_never_comes_in_the_past():
    due = local(2026, 11, 23, 9, 30)
    assert digest_at(due, due, calendar(), empty, due + timedelta(days=2, hours=1)) == local(2026, 11, 26, 9, 30)
    assert digest_at(due, due + timedelta(days=4, hours=2), calendar(), empty, due) == local(2026, 11, 28, 9, 30)
    assert digest_at(due, due, calendar(), empty) == local(2026, 11, 24, 9, 30)  # that of this moment is on its way


@given(calendars, moments, moments)
def test_whatever_falls_due_between_two_mornings_comes_in_one_digest(cal, due, now):
    moment = digest_at(due, now, cal, empty)
    assert moment >= due
    assert moment > now
    assert not in_quiet_hours(moment, cal)
    assert digest_at(moment, now, cal, empty) == moment
    assert digest_at(due + (moment - max(due, now)) / 2, now, cal, empty) == moment
    assert moment - max(due, now) <= timedelta(days=2)
