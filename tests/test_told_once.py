"""Where the parts that tell of things meet: the digest, the cap, the night, a target that is down, and the user who changes their mind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from parts.life import CAME, Life
from parts.told import Heard, Telling

from watcher.clock import SystemClock
from watcher.core.plan import Status
from watcher.daemon import outbox
from watcher.daemon.changes import close, move, pause, set_right
from watcher.daemon.health import Health
from watcher.daemon.starring import set_star

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
DUE = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)  # the look back on a mail of CAME
BOTH = {"phone": "json://127.0.0.1:9/phone", "desk": "json://127.0.0.1:9/desk"}
COMPANIES = ("Kestrel", "Brightwell", "Larkfield")


class Moved(SystemClock):
    """The wall clock of a test, and no other."""

    def __init__(self, telling: Telling) -> None:
        self.telling = telling

    def monotonic(self) -> float:
        return self.telling.now.timestamp()


@pytest.fixture
def life(tmp_path: Path) -> Life:
    return Life(tmp_path)


@pytest.fixture
def telling(life: Life) -> Iterator[Telling]:
    """Three steps are due in one digest, for two targets."""
    life.configure(targets=BOTH, digest="daily")
    for company in COMPANIES:
        life.take(company=company, person=None)
    made = Telling(life)
    yield made
    made.close()


def heard_by(telling: Telling, target: str) -> list[Heard]:
    return [one for one in telling.heard if one.target == target]


def done(telling: Telling, *steps: int) -> None:
    for step in steps:
        assert telling.change(lambda tx, step=step: close(tx, step, Status.COMPLETED, "you said done", telling.settings, telling.now))


def half_told(telling: Telling) -> None:
    """The phone has the digest, the desk is down."""
    telling.office.down = {"desk"}
    telling.until(DUE + MINUTE)
    assert [one.title for one in telling.heard] == ["3 steps are due."]


def mended(telling: Telling, *, after: timedelta = HOUR) -> list[Heard]:
    """What the desk hears once it is up."""
    telling.office.down = set()
    telling.until(telling.now + after)
    return heard_by(telling, "desk")


# --- a digest that one has and the other has not ---


def test_a_step_that_is_done_is_not_told_to_the_target_that_was_down(telling: Telling) -> None:
    half_told(telling)
    done(telling, 2)
    [one] = mended(telling)
    assert one.title == "2 steps are due."
    assert "Brightwell" not in one.body
    assert len(heard_by(telling, "phone")) == 1


def test_with_one_step_left_it_is_told_as_one_step_is(telling: Telling) -> None:
    half_told(telling)
    done(telling, 1, 2)
    [one] = mended(telling)
    assert one.title == "Looking back: Larkfield"
    assert "Done: rejection-watcher done s3" in one.body


def test_a_step_that_is_put_off_takes_no_other_along(telling: Telling) -> None:
    half_told(telling)
    later = telling.now + 5 * DAY
    telling.change(lambda tx: move(tx, 2, later, telling.settings, telling.now, moved="put off", cause="you said snooze"))
    [one] = mended(telling)
    assert one.title == "2 steps are due."
    assert "Brightwell" not in one.body
    telling.until(DUE + 9 * DAY)
    assert [len(heard_by(telling, target)) for target in BOTH] == [2, 2]


def test_an_application_that_is_forgotten_takes_no_other_along(telling: Telling) -> None:
    half_told(telling)
    telling.change(lambda tx: tx.forget(2))
    [one] = mended(telling)
    assert one.title == "2 steps are due."
    assert "Brightwell" not in one.body


def test_what_is_all_over_is_told_to_nobody(telling: Telling) -> None:
    half_told(telling)
    done(telling, 1, 2, 3)
    assert mended(telling) == []


def test_what_is_done_by_mistake_and_open_again_is_told_to_whoever_was_down(telling: Telling) -> None:
    half_told(telling)
    done(telling, 1, 2, 3)
    for step in (1, 2, 3):
        telling.change(lambda tx, step=step: tx.reopen_step(step, telling.now, "you said undo"))
    [one] = mended(telling)
    assert one.title == "3 steps are due."
    assert len(heard_by(telling, "phone")) == 1


def test_undo_brings_it_back_to_whoever_was_down(life: Life) -> None:
    life.configure(targets=BOTH)
    life.take(person=None)
    telling = Telling(life)
    telling.office.down = {"desk"}
    telling.until(DUE + MINUTE)
    assert life.run("done", "s1").exit_code == 0
    assert life.run("undo").exit_code == 0
    assert [one.title for one in mended(telling)] == ["Looking back: Larkfield Robotics"]
    assert len(telling.heard) == 2
    telling.close()


def test_a_step_that_was_put_off_after_it_was_told_is_told_again_though_its_second_notification_was_withdrawn(telling: Telling) -> None:
    telling.until(DUE)
    telling.change(lambda tx: move(tx, 1, DUE + DAY, telling.settings, telling.now, moved="put off", cause="you said snooze"))
    telling.change(lambda tx: move(tx, 2, DUE + DAY, telling.settings, telling.now, moved="put off", cause="you said snooze"))
    telling.office.down = set(BOTH)
    telling.until(DUE + DAY + MINUTE)
    done(telling, 2)  # and so the digest with both, which nobody has, is dropped
    assert [one.title for one in mended(telling)] == ["3 steps are due.", "Looking back: Kestrel"]


def half_told_news(life: Life, *companies: str) -> Telling:
    """The phone has heard of these rejections, the desk is down."""
    life.configure(targets=BOTH, on_rejection="now")
    for company in companies:
        life.take(company=company, person=None)
    telling = Telling(life)
    telling.office.down = {"desk"}
    telling.until(CAME + HOUR)
    return telling


def test_news_of_several_outlives_one_that_is_forgotten(life: Life) -> None:
    telling = half_told_news(life, *COMPANIES)
    telling.change(lambda tx: tx.forget(2))
    [one] = mended(telling, after=8 * HOUR)
    assert one.title == "2 rejections have come"
    assert "Brightwell" not in one.body
    telling.close()


@pytest.mark.parametrize(("companies", "left"), [(COMPANIES, ["2 rejections have come"]), (COMPANIES[1:2], [])])
def test_news_that_is_none_any_more_is_not_told_to_the_target_that_was_down(life: Life, companies: Sequence[str], left: list[str]) -> None:
    telling = half_told_news(life, *companies)
    assert life.run("relabel", f"m{companies.index('Brightwell') + 1}", "other").exit_code == 0
    said = mended(telling, after=8 * HOUR)
    assert [one.title for one in said] == left
    assert not any("Brightwell" in one.body for one in said)
    assert len(heard_by(telling, "phone")) == 1
    telling.close()


def half_told_line(life: Life) -> Telling:
    """The phone has heard of one step and, in the same digest, of Brightwell's rejection; the desk is down."""
    life.configure(targets=BOTH, digest="daily", on_rejection="digest")
    life.take(company="Kestrel", person=None)
    telling = Telling(life)
    telling.until(CAME + DAY)
    life.take(company="Brightwell", person=None, at=CAME + DAY)
    telling.office.down = {"desk"}
    telling.until(DUE + MINUTE)
    assert "Brightwell" in heard_by(telling, "phone")[-1].body
    return telling


def test_a_line_of_a_digest_outlives_its_steps_for_the_target_that_was_down(life: Life) -> None:
    telling = half_told_line(life)
    done(telling, 1)
    assert [one.title for one in mended(telling)][1:] == ["A rejection has come: Brightwell"]
    telling.close()


def test_but_not_the_search_for_a_job(life: Life) -> None:
    telling = half_told_line(life)
    assert life.run("hired", stdin="y\n").exit_code == 0
    assert len(mended(telling, after=DAY)) == 1
    telling.close()


# --- an alarm that is over ---


def test_an_alarm_that_ends_while_it_is_under_way_is_not_tried_again(life: Life) -> None:
    telling = Telling(life)
    with telling.store.transaction() as tx:
        number = outbox.queue_notice(tx, telling.settings, telling.now, "The watcher cannot see 'personal'", "")
        tx.blind_told("personal", number, telling.now)
    telling.outbox.send_due(telling.settings, telling.now)
    [under_way] = telling.office.waiting
    telling.change(lambda tx: (tx.seen("personal"), tx.withdraw(number)))
    telling.office.waiting.clear()
    telling.office.down = {"phone"}
    telling.answer(under_way)
    assert mended(telling, after=DAY) == []
    assert telling.heard == []
    telling.close()


def test_that_all_is_well_is_not_told_when_it_is_so_no_more(life: Life) -> None:
    life.configure(targets=BOTH, blind_after="1h")
    telling = Telling(life)
    clock = Moved(telling)
    health = Health(telling.store, telling.office, clock, outbox.queue_notice)  # type: ignore[arg-type]  # it pings nobody

    def is_blind(*down: str) -> None:
        telling.office.down = set(down)
        for _ in range(61):
            telling.now += MINUTE
            health.turn(telling.settings, {}, telling.now)
        telling.until(telling.now + MINUTE)

    def sees(*down: str) -> None:
        telling.office.down = set(down)
        telling.change(lambda tx: health.looked(tx, "personal", telling.settings, telling.now))
        health.turn(telling.settings, {}, telling.now)
        telling.until(telling.now + MINUTE)

    is_blind()
    sees("desk")
    is_blind("desk")
    sees()
    telling.until(telling.now + DAY)
    blind, well = "The watcher cannot see 'personal'", "The watcher sees 'personal' again"
    assert [one.title for one in heard_by(telling, "phone")] == [blind, well, blind, well]
    assert [one.title for one in heard_by(telling, "desk")] == [blind, well]
    telling.close()


# --- the cap ---


def test_what_reached_nobody_fills_no_day(life: Life) -> None:
    life.configure(digest="daily", per_day=1)
    for company in COMPANIES:
        life.take(company=company, person=None)
    telling = Telling(life)
    telling.office.down = {"phone"}
    telling.until(DUE + MINUTE)
    done(telling, 2)
    telling.office.down = set()
    telling.until(DUE + HOUR)
    assert [one.title for one in telling.heard] == ["2 steps are due."]
    telling.close()


# --- the clock ---


def test_a_try_that_a_wrong_clock_put_years_ahead_is_made_when_it_is_right(life: Life) -> None:
    life.take(person=None)
    telling = Telling(life)
    telling.office.down = {"phone"}
    telling.now = DUE + 1500 * DAY
    telling.turn()
    telling.office.down = set()
    telling.now = DUE + DAY
    telling.until(DUE + DAY + HOUR)
    assert len(telling.heard) == 1
    telling.close()


def test_what_a_wrong_clock_put_off_to_a_far_morning_is_told_when_it_is_right(life: Life) -> None:
    life.configure(quiet_hours="20:00-08:00", on_rejection="now")
    life.take(person=None)
    telling = Telling(life)
    telling.now = DUE + 1500 * DAY - 7 * HOUR  # a night
    telling.turn()
    telling.now = CAME + 2 * HOUR
    telling.change(lambda tx: set_right(tx, telling.settings, telling.now))
    telling.until(DUE + HOUR)
    assert [(one.at, one.title) for one in telling.heard] == [
        (CAME + 2 * HOUR, "A rejection has come: Larkfield Robotics"),
        (DUE, "Looking back: Larkfield Robotics"),
    ]
    telling.close()


def test_when_the_clock_is_set_right_nothing_is_told_later_than_it_was_to_be(life: Life) -> None:
    life.configure(digest="daily")
    for company in COMPANIES:
        life.take(company=company, person=None)
    telling = Telling(life)
    named = DUE + 4 * HOUR
    telling.change(lambda tx: move(tx, 2, named, telling.settings, CAME, moved="put off", cause="you said snooze"))
    before = [(row.id, row.notify_at) for row in telling.change(lambda tx: tx.agenda())]
    telling.change(lambda tx: set_right(tx, telling.settings, CAME + HOUR))
    assert [(row.id, row.notify_at) for row in telling.change(lambda tx: tx.agenda())] == before
    telling.until(named)
    assert [one.at for one in telling.heard] == [DUE, named], "the user named the time"
    telling.close()


# --- a pause that ends early ---


def test_a_pause_that_ends_early_leaves_the_first_digest_whole(life: Life) -> None:
    life.configure(per_day=1)
    for company in COMPANIES:
        life.take(company=company, person=None)
    telling = Telling(life)
    telling.change(lambda tx: tx._db.exec_driver_sql("UPDATE steps SET in_digest = 1"))
    telling.change(lambda tx: pause(tx, DUE + 9 * DAY, telling.settings, CAME, "you said pause"))
    telling.now = DUE + DAY
    telling.change(lambda tx: pause(tx, None, telling.settings, telling.now, "you said resume"))
    telling.until(DUE + 6 * DAY)
    assert [one.title for one in telling.heard] == ["3 steps are due."]
    telling.close()


def test_what_is_due_anew_since_a_later_touch_ended_an_older_one_waits_for_the_next_morning(life: Life) -> None:
    life.configure(digest="daily")
    with life.config.open("a") as config:
        config.write('\n[plan]\nkeep_in_touch_after = "2 days"\nkeep_in_touch_every = "2 days"\n')
    life.take(company="Kestrel", person=None)
    telling = Telling(life)
    telling.change(lambda tx: set_star(tx, 1, telling.settings, telling.now, starred=True, cause="you starred it"))
    telling.office.down = {"phone"}
    telling.until(DUE + MINUTE)
    assert told_of(telling) == [[1, 2]]  # the look back and the first touch, on their way to nobody
    telling.until(DUE + 2 * DAY + MINUTE)
    assert told_of(telling) == [[1, 2], [3]]
    telling.until(DUE + 3 * DAY + MINUTE)
    assert told_of(telling) == [[1, 2], [3], [1]]
    telling.close()


def told_of(telling: Telling) -> list[list[int]]:
    """The steps of each notification, in the order in which they were made."""
    with telling.store.reading() as tx:
        made = [tx.notification(number) for number in range(1, 20)]
    return [one.steps for one in made if one is not None]
