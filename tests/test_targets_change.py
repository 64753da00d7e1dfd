"""Targets that leave the config, come, or change their name while something waits for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from parts.life import CAME, Life
from parts.receivers import Receiver
from test_ledger import Running, titles

from watcher.daemon import outbox
from watcher.store import NotificationRow

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # apprise, under pytest alone
DUE = CAME + timedelta(days=2, hours=1)  # the look back


@pytest.fixture
def life(tmp_path: Path) -> Life:
    return Life(tmp_path)


@pytest.fixture
def running(life: Life) -> Iterator[Running]:
    made = Running(life)
    yield made
    made.close()


def reload(running: Running, targets: dict[str, Any]) -> None:
    """As the daemon does."""
    running.life.configure(targets=targets)
    settings = running.life.settings
    with running.store.transaction() as tx:
        tx.drop_deliveries_except(settings.targets)
        tx.try_deliveries_at(running.now)
    running.outbox.follow(settings)


def alarm(running: Running, title: str = "The watcher cannot see 'personal'") -> int:
    with running.store.transaction() as tx:
        number = outbox.queue_notice(tx, running.life.settings, running.now, title, "A body")
        tx.blind_told("personal", number, running.now)
    assert number is not None
    return number


def row_of(running: Running, number: int) -> NotificationRow:
    with running.store.reading() as tx:
        row = tx.notification(number)
    assert row is not None
    return row


def statuses(running: Running, number: int) -> dict[str, str]:
    return {one.target: one.status for one in row_of(running, number).deliveries}


def test_an_alarm_that_only_a_removed_target_was_to_hear_is_told_by_what_there_is_now(
    running: Running, receivers: Callable[[], Receiver]
) -> None:
    former, new = receivers(), receivers()
    reload(running, {"phone": former.url()})
    former.fail(503)
    number = alarm(running)
    running.turn()
    reload(running, {"mobile": new.url()})
    running.turn()
    assert titles(new) == ["The watcher cannot see 'personal'"]
    assert statuses(running, number) == {"phone": "dropped", "mobile": "accepted"}


def test_an_alarm_that_somebody_has_heard_is_not_told_to_whoever_comes(running: Running, receivers: Callable[[], Receiver]) -> None:
    heard, failing, new = receivers(), receivers(), receivers()
    failing.fail(503)
    reload(running, {"desk": heard.url(), "phone": failing.url()})
    number = alarm(running)
    running.turn()
    reload(running, {"desk": heard.url(), "mobile": new.url()})
    running.turn()
    assert new.requests == []
    assert len(heard.requests) == 1
    assert statuses(running, number) == {"desk": "accepted", "phone": "dropped"}


def test_names_that_come_and_go_lose_no_alarm_and_repeat_none(running: Running, receivers: Callable[[], Receiver]) -> None:
    one = receivers()
    one.fail(503)
    reload(running, {"a": one.url()})
    number = alarm(running)
    for name in ("b", "a", "b"):
        running.turn()
        reload(running, {name: one.url()})
    one.requests.clear()
    one.recover()
    reload(running, {"a": one.url()})
    running.turn()
    assert titles(one) == ["The watcher cannot see 'personal'"]
    assert statuses(running, number) == {"a": "accepted", "b": "dropped"}


def test_a_renamed_target_gets_what_it_has_not_heard_and_nothing_again(life: Life, running: Running, receiver: Receiver) -> None:
    life.configure(targets={"phone": receiver.url()})
    life.take()
    running.until(DUE)
    assert len(titles(receiver)) == 1
    reload(running, {"mobile": receiver.url()})
    running.until(DUE + timedelta(hours=3))
    assert len(titles(receiver)) == 1, "it has heard the look back under its former name"


def test_a_waiting_retry_of_a_removed_target_ends_and_the_ledger_says_so(
    life: Life, running: Running, receivers: Callable[[], Receiver]
) -> None:
    phone, desk = receivers(), receivers()
    phone.fail(503)
    life.configure(targets={"phone": phone.url(), "desk": desk.url()})
    life.take()
    running.until(DUE)
    reload(running, {"desk": desk.url()})
    phone.requests.clear()
    running.until(DUE + timedelta(days=3))
    assert phone.requests == []
    told = life.run("notifications", "--all").stdout
    assert "phone: not wanted any more" in told
    assert "desk: delivered" in told


def test_a_try_that_was_under_way_when_its_target_left_fails_without_an_alarm(
    life: Life, running: Running, receivers: Callable[[], Receiver]
) -> None:
    phone, desk = receivers(), receivers()
    life.configure(targets={"phone": phone.url(), "desk": "json://127.0.0.1:9/nobody"})
    phone.fail(401)
    life.take()
    running.until(DUE)
    with running.store.transaction() as tx:
        for one in tx.troubles():
            tx.healed(one)
    number = alarm(running)
    settings = running.life.settings
    running.outbox.send_due(settings, running.now)
    reload(running, {"desk": desk.url()})
    while running.outbox.busy:
        running.outbox.settle(running._ended.get(timeout=45), running.now)
    with running.store.reading() as tx:
        assert "phone" not in tx.troubles()
    assert statuses(running, number)["phone"] == "dropped"
    running.turn()
    assert not [title for title in titles(desk) if "phone" in title]


def test_trouble_that_only_a_removed_target_was_to_tell_of_is_told_by_its_successor(
    life: Life, running: Running, receivers: Callable[[], Receiver]
) -> None:
    phone, mail, mobile = receivers(), receivers(), receivers()
    phone.fail(401)
    mail.fail(503)
    life.configure(targets={"phone": phone.url(), "mail": mail.url()})
    life.take()
    running.until(DUE + timedelta(hours=2))
    with running.store.reading() as tx:
        assert tx.troubles()["phone"].told_at is not None
    assert "accepted" not in {status for number in (1, 2) for status in statuses(running, number).values()}
    reload(running, {"phone": phone.url(), "mobile": mobile.url()})
    running.until(DUE + timedelta(hours=4))
    assert [title for title in titles(mobile) if "phone" in title] == ["Notifications do not reach your target 'phone'"]
    assert not [title for title in titles(phone) if "do not reach" in title]


def test_an_address_that_changes_under_its_name_is_where_the_rest_goes_and_is_kept_nowhere(
    life: Life, running: Running, receivers: Callable[[], Receiver]
) -> None:
    former, new = receivers(), receivers()
    former.fail(503)
    life.configure(targets={"phone": former.url("hook-of-old-TOKEN1")})
    life.take()
    running.until(DUE)
    reload(running, {"phone": new.url("hook-of-new-TOKEN2")})
    running.until(DUE + timedelta(hours=1))
    assert len(titles(new)) == 1
    said = (
        life.run("notifications", "--all").stdout
        + life.run("notifications", "--json", "--all").stdout
        + life.run("status", "--json").stdout
    )
    assert "TOKEN" not in said
    kept = b"".join(path.read_bytes() for path in life.state.iterdir() if path.is_file())
    assert b"TOKEN" not in kept
