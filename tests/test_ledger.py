"""The delivery ledger: every try of every notification at every target, and what is told of a target that takes nothing.

Deliveries go by the real deliverer and its children to real HTTP servers; the clock is moved.
"""

from __future__ import annotations

import json
import queue
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from parts.dovecot import Dovecot
from parts.life import CAME, Life
from parts.receivers import Receiver, wait_for
from parts.service import Service
from parts.told import Living

from watcher.clock import SystemClock
from watcher.core.compose import extras
from watcher.core.plan import Status
from watcher.daemon import outbox
from watcher.notify import Delivered, Deliverer
from watcher.store import Store

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # apprise, under pytest alone
REJECTION = b"""\
From: Tomasz Bielak <tomasz.bielak@larkfield.example>
To: robin@mail.example
Subject: Your interview at Larkfield Robotics
Message-ID: <one@larkfield.example>
Content-Type: text/plain; charset=utf-8

Dear Robin,

thank you for coming in last week. In the end we have decided not to move
forward with your application for the Test Engineer position; another
candidate was the closer match.

Kind regards,
Tomasz Bielak
"""


class Running(Living):
    """The outbox as the daemon drives it, with a clock that jumps to the next thing that is due."""

    def __init__(self, life: Life) -> None:
        self.life, self.now = life, CAME
        self.store: Store = life.store()
        self._ended: queue.SimpleQueue[Delivered] = queue.SimpleQueue()
        self.deliverer = Deliverer(clock=SystemClock(), post=self._ended.put)
        self.outbox = outbox.Outbox(self.store, self.deliverer, SystemClock(), reload="sudo systemctl reload rejection-watcher")

    def turn(self) -> None:
        """Queue and send what is due now, and record what became of it."""
        settings = self.life.settings
        outbox.queue_due(self.store, settings, self.now)
        while True:
            self.outbox.send_due(settings, self.now)
            if not self.outbox.busy:
                return
            self.outbox.settle(self._ended.get(timeout=45), self.now)

    def close(self) -> None:
        self.deliverer.close(0)
        self.store.close()


@pytest.fixture
def life(tmp_path: Path) -> Life:
    return Life(tmp_path)


@pytest.fixture
def run(life: Life) -> Iterator[Callable[[], Running]]:
    made: list[Running] = []

    def start() -> Running:
        made.append(Running(life))
        return made[-1]

    yield start
    for one in made:
        one.close()


def in_check(life: Life, what: str) -> list[dict[str, str]]:
    """What `check` finds about one thing; it exits with 1 in these tests, as no mail server answers."""
    return [one for one in json.loads(life.run("check", "--json").stdout) if one["what"] == what]


def titles(receiver: Receiver) -> list[str]:
    return [request.json()["title"] for request in receiver.requests]


def test_a_week_of_failure_at_one_of_three_targets(life: Life, run: Callable[[], Running], receivers: Callable[[], Receiver]) -> None:
    """The others get each notification once, the third gets each once after it heals, and the ledger shows it all."""
    phone, desk, mail = receivers(), receivers(), receivers()
    life.configure(targets={"phone": phone.url(), "desk": desk.url(), "mail": mail.url()})
    life.take()
    running = run()
    mail.fail(503)
    running.until(CAME + timedelta(days=9, hours=12))
    steps = [title for title in titles(phone) if "Larkfield" in title]
    assert len(steps) == 1, "the look back, two days later"
    told = [title for title in titles(phone) if title not in steps]
    assert told == ["Notifications do not reach your target 'mail'"]
    assert titles(phone) == titles(desk)
    refused = len(mail.requests)
    assert refused > 20

    mail.recover()
    mail.requests.clear()
    running.until(CAME + timedelta(days=20))
    assert sorted(titles(mail)) == sorted(title for title in titles(phone) if "Larkfield" in title)
    assert titles(phone) == titles(desk)
    assert len(set(titles(phone))) == len(titles(phone)), "each once"

    listed = life.run("notifications", "--json", "--all").json()
    look_back = listed[0]
    assert look_back["kind"] == "step"
    by_target = {one["target"]: one for one in look_back["deliveries"]}
    assert [len(by_target[name]["tries"]) for name in ("phone", "desk")] == [1, 1]
    tries = by_target["mail"]["tries"]
    assert len(tries) == refused + 1
    assert [one["result"] for one in tries] == ["failed"] * refused + ["accepted"]
    assert {one["why"] for one in tries[:-1]} == {"status-503"}
    assert not by_target["mail"]["may_have_come_twice"]
    assert all(one["status"] == "accepted" for row in listed for one in row["deliveries"])


def test_a_refused_sign_in_is_told_by_another_target_once_and_again_only_after_it_healed(
    life: Life, run: Callable[[], Running], receivers: Callable[[], Receiver]
) -> None:
    phone, desk = receivers(), receivers()
    life.configure(targets={"phone": phone.url(), "desk": desk.url()})
    life.take()
    running = run()
    phone.fail(401)
    running.until(CAME + timedelta(days=2, hours=12))
    assert [title for title in titles(desk) if "phone" in title] == ["Notifications do not reach your target 'phone'"]
    body = next(request.json()["message"] for request in desk.requests if "phone" in request.json()["title"])
    assert "refused the sign-in four times" in body
    assert "The last answer was: HTTP 401: sign-in refused" in body
    assert "then: sudo systemctl reload rejection-watcher" in body, "as this one is run"
    running.until(CAME + timedelta(days=5))
    assert len([title for title in titles(desk) if "phone" in title]) == 1, "once"
    [found] = in_check(life, "targets.phone: deliveries")
    assert "has taken nothing since" in found["detail"]
    assert "token into its url" in found["remedy"]

    phone.recover()
    running.until(CAME + timedelta(days=6))
    assert not in_check(life, "targets.phone: deliveries")
    phone.fail(401)
    life.take(at=running.now, company="Brightwell")
    running.until(running.now + timedelta(days=3))
    assert len([title for title in titles(desk) if "phone" in title]) == 2, "it had healed in between"


def test_what_healed_before_anybody_was_told_is_not_told(life: Life, run: Callable[[], Running], receivers: Callable[[], Receiver]) -> None:
    """The other target is away too, and both come back: nothing is left to say."""
    phone, desk = receivers(), receivers()
    life.configure(targets={"phone": phone.url(), "desk": desk.url()})
    life.take()
    running = run()
    phone.fail(401)
    desk.fail(503)
    running.until(CAME + timedelta(days=2, hours=1))
    phone.recover()
    running.until(CAME + timedelta(days=2, hours=4))
    desk.recover()
    desk.requests.clear()
    running.until(CAME + timedelta(days=2, hours=20))
    assert len(titles(desk)) == 1
    assert "Larkfield" in titles(desk)[0]


def test_with_one_target_alone_check_shows_the_trouble_and_a_new_target_is_told_of_it(
    life: Life, run: Callable[[], Running], receivers: Callable[[], Receiver]
) -> None:
    phone, desk = receivers(), receivers()
    life.configure(targets={"phone": phone.url()})
    life.take()
    running = run()
    phone.fail(403)
    running.until(CAME + timedelta(days=2, hours=12))
    assert in_check(life, "targets.phone: deliveries")
    life.configure(targets={"phone": phone.url(), "desk": desk.url()})
    running.until(CAME + timedelta(days=3))
    assert titles(desk) == ["Notifications do not reach your target 'phone'"]


def test_what_was_under_way_at_a_crash_is_marked_as_perhaps_twice(life: Life, run: Callable[[], Running], receiver: Receiver) -> None:
    life.configure(targets={"phone": receiver.url()})
    life.take()
    crashed = run()
    crashed.now = CAME + timedelta(days=3)
    outbox.queue_due(crashed.store, life.settings, crashed.now)
    crashed.outbox.send_due(life.settings, crashed.now)  # it is sent, and the answer is never recorded
    receiver.next()
    shown = life.run("notifications").stdout
    assert "phone: under way" in shown
    running = run()
    running.now = crashed.now + timedelta(minutes=1)
    with running.store.transaction() as tx:
        tx.recover(running.now)
    running.turn()
    assert len(receiver.requests) == 2
    shown = life.run("notifications", "--all").stdout
    assert "may have come twice" in shown
    assert "try 2" in shown
    [row] = life.run("notifications", "--all", "--json").json()
    assert row["deliveries"][0]["may_have_come_twice"]
    assert [one["result"] for one in row["deliveries"][0]["tries"]] == ["interrupted", "accepted"]


def test_kill_9_in_the_middle_of_a_delivery_is_in_the_ledger(tmp_path: Path, dovecot: Dovecot, receiver: Receiver) -> None:
    service = Service(tmp_path)
    user, password = dovecot.fresh_user()
    account = {"host": "localhost", "port": dovecot.imaps, "ca_file": str(dovecot.ca), "username": user, "password": password}
    service.configure(accounts={"personal": account}, targets={"hook": receiver.url()}, plan={"reflect_after": "1s", "thank_after": ""})
    service.start()
    service.wait_until_watching()
    receiver.hang()
    dovecot.deliver(user, REJECTION)
    receiver.next(40)
    service.kill()
    receiver.recover()
    service.start()
    try:
        wait_for(lambda: len(receiver.requests) >= 2, 40)
        [told] = wait_for(lambda: [row for row in service.json("notifications") if row["deliveries"][0]["status"] == "accepted"])
    finally:
        service.kill()
    [delivery] = told["deliveries"]
    assert [one["result"] for one in delivery["tries"]] == ["interrupted", "accepted"]
    assert delivery["may_have_come_twice"]
    assert titles(receiver)[0] == titles(receiver)[1]


def test_the_list_folds_what_came_to_the_same_and_show_does_not(life: Life, run: Callable[[], Running], receiver: Receiver) -> None:
    life.configure(targets={"phone": receiver.url()})
    life.take()
    running = run()
    receiver.fail(500)
    running.until(CAME + timedelta(days=2, hours=2))
    listed = life.run("notifications", "--all").stdout
    assert "try 1 to " in listed
    assert "not taken (json://127.0.0.1: HTTP 500: trouble at the service)" in listed
    assert ", next try " in listed
    shown = life.run("show", "n1").stdout
    assert shown.count("not taken (json://127.0.0.1: HTTP 500: trouble at the service)") == len(receiver.requests)
    assert "try 2, " in shown
    one = life.run("show", "n1", "--json").json()
    assert len(one["deliveries"][0]["tries"]) == len(receiver.requests)
    assert one["deliveries"][0]["next_attempt_at"]


def test_the_list_says_when_there_is_nothing_in_it(life: Life) -> None:
    life.store().close()
    assert "Nothing was notified in the last 30 days" in life.run("notifications").stdout
    assert "Nothing has been notified yet" in life.run("notifications", "--all").stdout
    assert life.run("notifications", "--json").json() == []


def test_what_is_older_than_keep_leaves_the_ledger_but_not_while_its_step_is_open(
    life: Life, run: Callable[[], Running], receiver: Receiver
) -> None:
    life.configure(targets={"phone": receiver.url()})
    life.take()
    running = run()
    running.until(CAME + timedelta(days=4))
    with running.store.transaction() as tx:
        assert outbox.queue_notice(tx, life.settings, running.now, "A title", "A body")
        notices = len(tx.notifications_since(None))
        assert tx.purge_ledger(running.now + timedelta(days=1)) == 1, "the notice; the steps are open"
        for row in tx.agenda():
            tx.close_step(row.id, Status.SKIPPED, running.now, "you said skip")
        assert tx.purge_ledger(running.now + timedelta(days=1)) == notices - 1
        assert tx.notifications_since(None) == []
        assert tx._db.exec_driver_sql("SELECT count(*) FROM attempts").scalar() == 0


def test_what_a_target_took_ends_the_row_of_its_failures(life: Life, run: Callable[[], Running], receiver: Receiver) -> None:
    life.configure(targets={"phone": receiver.url()})
    life.take()
    running = run()
    receiver.fail(401)
    running.until(CAME + timedelta(days=2, hours=1))
    with running.store.reading() as tx:
        assert len(tx.failures_of("phone")) == len(receiver.requests) > 1
    receiver.recover()
    running.until(CAME + timedelta(days=2, hours=12))
    receiver.fail(401)
    with running.store.transaction() as tx:
        assert tx.failures_of("phone") == []
        outbox.queue_notice(tx, life.settings, running.now, "A title", "A body", extras.ALL_CLEAR)
    running.turn()
    with running.store.reading() as tx:
        assert [one.why for one in tx.failures_of("phone")] == ["status-401"]
        assert tx.failures_of("desk") == []


def test_a_target_that_leaves_the_config_takes_its_trouble_along(life: Life, run: Callable[[], Running], receiver: Receiver) -> None:
    life.configure(targets={"phone": receiver.url()})
    life.take()
    running = run()
    receiver.fail(401)
    running.until(CAME + timedelta(days=2, hours=12))
    with running.store.transaction() as tx:
        assert set(tx.troubles()) == {"phone"}
        tx.drop_deliveries_except(["desk"])
        assert tx.troubles() == {}
