"""Is the watcher well: the alarm when it cannot see, and the ping of a dead-man service. Time is moved; the services are real."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from parts.fault_proxy import fault_proxy
from parts.life import Life
from parts.receivers import Receiver, receiving, wait_for
from parts.service import toml

from watcher.clock import SystemClock
from watcher.config import Secret, Settings, load
from watcher.daemon import Daemon, Order, outbox
from watcher.daemon.health import Health
from watcher.errors import ConfigError
from watcher.imap import AccountState
from watcher.notify import Delivered, Deliverer, Delivery

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # apprise, under pytest alone

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


class Moved(SystemClock):
    """A clock whose monotonic time is what the test says; suspend moves the other two alone."""

    def __init__(self) -> None:
        self.running = 1000.0

    def monotonic(self) -> float:
        return self.running


@dataclass
class Watch:
    """The health of a daemon that is driven by the test, minute by minute."""

    life: Life
    clock: Moved
    now: datetime = START

    def __post_init__(self) -> None:
        self.store = self.life.store()
        self.ended: queue.SimpleQueue[Delivered] = queue.SimpleQueue()
        self.deliverer = Deliverer(clock=SystemClock(), post=self.ended.put)
        self.start()

    def start(self) -> None:
        self.health = Health(self.store, self.deliverer, self.clock, outbox.queue_notice)

    @property
    def settings(self) -> Settings:
        return self.life.settings

    def run(self, span: timedelta, *, looks: bool = False, state: str = "backoff", settings: Settings | None = None) -> None:
        """Awake and running for so long."""
        used = settings or self.settings
        states = {"personal": AccountState("personal", state, "the network is away", None, self.now)}
        for _ in range(int(span / MINUTE)):
            self.clock.running += 60
            self.now += MINUTE
            if looks:
                self.look(used)
            self.health.turn(used, states, self.now)
            while (delivered := SystemClock().get(self.ended, 20 if self.deliverer.in_flight else 0)) is not None:
                self.health.settle(delivered)

    def look(self, settings: Settings | None = None) -> None:
        with self.store.transaction() as tx:
            self.health.looked(tx, "personal", settings or self.settings, self.now)

    def sleep(self, span: timedelta) -> None:
        """Suspended: the wall clock alone runs."""
        self.now += span

    def told(self) -> list[tuple[str, dict[str, str]]]:
        """Every notification's title, and how it stands at each target."""
        with self.store.reading() as tx:
            rows = [tx.notification(number) for number in tx.notifications_since(None)]
        return [(row.deliveries[0].title, {one.target: one.status for one in row.deliveries}) for row in rows if row]

    def titles(self) -> list[str]:
        return [title for title, _ in self.told()]

    def deliver(self) -> None:
        """Whoever is waiting hears it."""
        with self.store.transaction() as tx:
            for row in tx.deliveries_due(self.now):
                tx.claim(row.id, self.now)
                tx.settle(row.id, self.now, accepted=True, detail="", next_attempt_at=self.now)

    def close(self) -> None:
        self.deliverer.close(0)
        self.store.close()


@pytest.fixture
def life(tmp_path: Path) -> Life:
    made = Life(tmp_path)
    made.configure(blind_after="1h")
    return made


@pytest.fixture
def watch(life: Life) -> Iterator[Watch]:
    made = Watch(life, Moved())
    yield made
    made.close()


BLIND, SEES = "The watcher cannot see 'personal'", "The watcher sees 'personal' again"
REFUSED = "The watcher cannot sign in to 'personal'"


def test_six_hours_are_the_default(tmp_path: Path) -> None:
    assert Life(tmp_path).settings.blind_after == 6 * HOUR


def test_too_long_without_a_look_is_told_once_and_again_when_it_sees(watch: Watch) -> None:
    watch.run(10 * MINUTE, looks=True)
    watch.run(HOUR - 2 * MINUTE)
    assert watch.titles() == []
    watch.run(2 * MINUTE)
    assert watch.titles() == [BLIND]
    watch.run(3 * HOUR)
    assert watch.titles() == [BLIND]
    watch.deliver()
    watch.run(5 * MINUTE, looks=True)
    assert watch.titles() == [BLIND, SEES]
    watch.run(HOUR + MINUTE)
    assert watch.titles() == [BLIND, SEES, BLIND]


def test_the_alarm_says_what_was_met_and_what_to_do(watch: Watch) -> None:
    watch.run(2 * HOUR + MINUTE)
    with watch.store.reading() as tx:
        body = tx.notification(1).deliveries[0].body
    for words in ("In 60 minutes of running time", "the network is away", "rejection-watcher check", "Nothing is lost"):
        assert words in body


def test_a_laptop_asleep_for_two_days_is_not_blind(watch: Watch) -> None:
    watch.run(HOUR / 2)
    watch.sleep(timedelta(days=2))
    watch.run(HOUR / 2 - MINUTE)
    assert watch.titles() == []
    watch.look()
    watch.run(MINUTE)
    assert watch.titles() == []


def test_restarts_do_not_make_it_see(watch: Watch) -> None:
    for _ in range(6):
        watch.run(10 * MINUTE - MINUTE)
        watch.health.close()
        watch.start()
    watch.run(6 * MINUTE)
    assert watch.titles() == [BLIND]
    watch.start()
    watch.run(HOUR)
    assert watch.titles() == [BLIND], "told once, whoever tells it"


def test_kill_9_loses_a_minute_of_it_and_not_more(watch: Watch) -> None:
    for _ in range(3):
        watch.run(HOUR / 2)
        watch.start()
    assert watch.titles() == [BLIND]


def test_what_nobody_has_heard_yet_is_withdrawn_when_it_sees(watch: Watch) -> None:
    """In quiet hours, in a pause, or while the network is away for the notification as well."""
    watch.run(HOUR + MINUTE)
    assert watch.told() == [(BLIND, {"phone": "pending"})]
    watch.run(MINUTE, looks=True)
    assert watch.told() == [(BLIND, {"phone": "dropped"})]


def test_only_who_heard_the_alarm_hears_that_it_is_over(life: Life) -> None:
    life.configure(targets={"phone": "json://127.0.0.1:9/hook", "desk": "json://127.0.0.1:9/hook"}, blind_after="1h")
    watch = Watch(life, Moved())
    watch.run(HOUR + MINUTE)
    with watch.store.transaction() as tx:
        [phone, _] = tx.deliveries_due(watch.now)
        tx.claim(phone.id, watch.now)
        tx.settle(phone.id, watch.now, accepted=True, detail="", next_attempt_at=watch.now)
    watch.run(MINUTE, looks=True)
    assert watch.told() == [(BLIND, {"phone": "accepted", "desk": "dropped"}), (SEES, {"phone": "pending"})]
    watch.close()


def test_an_alarm_for_nobody_is_told_to_the_first_target_that_there_is(watch: Watch) -> None:
    nobody = replace(watch.settings, targets={})
    watch.run(HOUR + MINUTE, settings=nobody)
    watch.run(MINUTE, settings=nobody)
    assert watch.told() == []
    watch.start()  # and a restart
    watch.run(MINUTE, settings=nobody)
    watch.run(MINUTE)
    watch.run(MINUTE)
    assert watch.told() == [(BLIND, {"phone": "pending"})]
    watch.deliver()
    watch.run(MINUTE, looks=True)
    assert watch.titles() == [BLIND, SEES]


def test_an_alarm_for_nobody_that_is_over_is_told_to_nobody(watch: Watch) -> None:
    watch.run(HOUR + MINUTE, settings=replace(watch.settings, targets={}))
    watch.run(MINUTE, looks=True)
    watch.run(MINUTE)
    assert watch.told() == []


def test_never_means_never(watch: Watch) -> None:
    watch.run(3 * HOUR, settings=replace(watch.settings, blind_after=None))
    assert watch.titles() == []


def test_a_refused_sign_in_that_was_told_is_not_told_again_as_blindness(watch: Watch) -> None:
    with watch.store.transaction() as tx:
        told = outbox.queue_notice(tx, watch.settings, watch.now, "The watcher cannot sign in to 'personal'", "")
        watch.health.refused(tx, "personal", told, watch.now)
    watch.deliver()
    watch.run(2 * HOUR, state="resting")
    watch.run(MINUTE, looks=True)
    assert watch.titles() == ["The watcher cannot sign in to 'personal'", SEES]


def refuse(watch: Watch) -> None:
    with watch.store.transaction() as tx:
        told = outbox.queue_notice(tx, watch.settings, watch.now, REFUSED, "")
        watch.health.refused(tx, "personal", told, watch.now)


def test_a_refused_sign_in_takes_the_place_of_an_alarm_that_nobody_has_heard_yet(watch: Watch) -> None:
    watch.run(HOUR + MINUTE)
    refuse(watch)
    watch.run(MINUTE, looks=True)
    assert watch.told() == [(BLIND, {"phone": "dropped"}), (REFUSED, {"phone": "dropped"})]


def test_who_heard_the_alarm_hears_of_its_end_though_a_refused_sign_in_came_between(watch: Watch) -> None:
    watch.run(HOUR + MINUTE)
    watch.deliver()
    refuse(watch)
    watch.start()  # and a restart
    watch.run(MINUTE, looks=True)
    assert watch.told() == [(BLIND, {"phone": "accepted"}), (REFUSED, {"phone": "dropped"}), (SEES, {"phone": "pending"})]
    watch.deliver()
    watch.run(HOUR + MINUTE)
    watch.run(MINUTE, looks=True)  # the next alarm, which nobody has heard, is told of to nobody
    assert watch.titles() == [BLIND, REFUSED, SEES, BLIND]


def test_an_alarm_about_an_account_that_left_the_config_is_told_to_nobody_more(watch: Watch) -> None:
    watch.run(HOUR + MINUTE)
    watch.run(MINUTE, settings=replace(watch.settings, accounts={}))
    assert watch.told() == [(BLIND, {"phone": "dropped"})]


def test_an_account_that_comes_back_is_told_of_anew(watch: Watch) -> None:
    with watch.store.transaction() as tx:
        tx.set_account("personal", "resting", "", None, watch.now)
        assert tx.account_told("personal", watch.now)
    refuse(watch)
    watch.run(MINUTE, settings=replace(watch.settings, accounts={}))
    with watch.store.transaction() as tx:
        assert tx.account_told("personal", watch.now)


def test_a_first_look_that_takes_hours_sees_all_the_while(watch: Watch) -> None:
    for _ in range(5):
        watch.run(HOUR / 2)
        watch.health.arrived("personal")
    assert watch.titles() == []


def test_an_account_that_left_the_config_is_not_missed(watch: Watch) -> None:
    watch.run(HOUR + MINUTE)
    with watch.store.reading() as tx:
        assert set(tx.sights()) == {"personal"}
    watch.run(MINUTE, settings=replace(watch.settings, accounts={}))
    with watch.store.reading() as tx:
        assert tx.sights() == {}


def test_check_shows_an_account_that_was_not_seen(watch: Watch) -> None:
    watch.run(HOUR + MINUTE)
    assert "accounts.personal: watching" in watch.life.run("check", "--json").stdout


# --- the ping


def pinged(watch: Watch, receiver: Receiver, **more: float) -> Settings:
    url = Secret.of(f"http://{receiver.address}/5bf66975-d4c7")
    return replace(watch.settings, ping=url, ping_every=300.0, **more)


def paths(receiver: Receiver) -> list[str]:
    return [f"{request.method} {request.path}" for request in receiver.requests]


def test_it_pings_while_it_sees_and_says_fail_once_when_it_does_not(watch: Watch, receiver: Receiver) -> None:
    settings = pinged(watch, receiver)
    watch.run(2 * MINUTE, settings=settings)
    assert paths(receiver) == [], "it has seen nothing since it started"
    watch.run(20 * MINUTE, looks=True, settings=settings)
    assert paths(receiver) == ["GET /5bf66975-d4c7"] * 4
    watch.run(HOUR - 2 * MINUTE, settings=settings)
    silent = paths(receiver)
    assert 4 <= len(silent) <= 9, "late, and so silent: the service raises the alarm by itself"
    watch.run(HOUR, settings=settings)
    assert paths(receiver)[len(silent) :] == ["GET /5bf66975-d4c7/fail"]
    watch.run(MINUTE, looks=True, settings=settings)
    watch.run(MINUTE, looks=True, settings=settings)
    assert paths(receiver)[-1] == "GET /5bf66975-d4c7"


def test_the_request_is_a_plain_get_that_tells_nothing(watch: Watch, receiver: Receiver) -> None:
    watch.run(MINUTE, looks=True, settings=pinged(watch, receiver))
    [request] = receiver.requests
    assert request.body == b""
    assert set(request.headers) <= {"host", "user-agent", "accept-encoding", "connection"}
    assert request.headers["user-agent"] == "rejection-watcher"


def test_a_failure_that_did_not_arrive_is_said_again(watch: Watch, receiver: Receiver) -> None:
    settings = pinged(watch, receiver)
    watch.run(MINUTE, looks=True, settings=settings)
    receiver.fail(503)
    watch.run(HOUR + 3 * MINUTE, settings=settings)
    failed = [path for path in paths(receiver) if path.endswith("/fail")]
    assert len(failed) >= 2
    receiver.recover()
    watch.run(10 * MINUTE, settings=settings)
    assert [path for path in paths(receiver) if path.endswith("/fail")] == [*failed, failed[0]]


def test_a_query_stays_behind_the_path(receiver: Receiver) -> None:
    from watcher.daemon.pulse import failure

    assert failure("https://hc.example/ping/abc?create=1") == "https://hc.example/ping/abc/fail?create=1"
    assert failure("https://hc.example/ping/abc/") == "https://hc.example/ping/abc/fail"


@contextmanager
def sending() -> Iterator[Callable[[str], Delivered]]:
    ended: queue.SimpleQueue[Delivered] = queue.SimpleQueue()
    deliverer = Deliverer(clock=SystemClock(), post=ended.put, time_limit=4.0)

    def send(url: str) -> Delivered:
        deliverer.send(Delivery(-1, "(health)", url, "", "", ping=True))
        return ended.get(timeout=30)

    yield send
    deliverer.close(0)


def test_a_redirect_is_not_followed_and_every_failure_is_named() -> None:
    with receiving() as here, receiving() as elsewhere, sending() as send:
        here.fail(302, location=f"http://{elsewhere.address}/stolen")
        assert send(f"http://{here.address}/uuid").why == "status-302"
        assert elsewhere.requests == []
        here.fail(404)
        assert "HTTP 404" in send(f"http://{here.address}/uuid").detail
        here.recover()
        assert send(f"http://{here.address}/uuid").ok
        here.hang()
        assert send(f"http://{here.address}/secret-uuid").detail == "http://127.0.0.1: no answer within 4 s"
    with sending() as send:
        assert send("http://127.0.0.1:9/uuid").why == "refused"
        assert send("https://no-such-host.invalid/uuid").why == "name"


def test_what_pings_loads_neither_apprise_nor_requests() -> None:
    program = "import sys, watcher.notify.__main__, watcher.notify.ping; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    held = set(subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True).stdout.split())
    assert held.isdisjoint({"apprise", "requests", "urllib3"})


def test_the_daemon_holds_nothing_that_speaks_http() -> None:
    program = "import sys, watcher.daemon; print('urllib.request' in sys.modules, 'http.client' in sys.modules)"
    assert subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True).stdout.split() == ["False"] * 2


# --- the config


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ('"http://hc-ping.com/uuid"', "clear text"),
        ('"hc-ping.com/uuid"', "is no web address"),
        ('"ntfy://ntfy.sh/topic"', "is no web address"),
        ('{ comand = ["x"] }', "did you mean"),
        ("7", "wants a text or one way"),
    ],
)
def test_an_address_that_is_none_is_explained(life: Life, given: str, words: str) -> None:
    life.config.write_text(life.config.read_text() + f"\n[health]\nping = {given}\n")
    with pytest.raises(ConfigError) as refused:
        load(life.config, os.environ)
    [problem] = refused.value.problems
    assert problem.path == "health.ping"
    assert words in f"{problem.message} {problem.remedy}"


def test_an_address_may_be_kept_elsewhere_and_must_be_private(life: Life) -> None:
    (life.folder / "ping").touch(mode=0o600)
    (life.folder / "ping").write_text("https://hc-ping.com/uuid\n")
    life.config.write_text(life.config.read_text() + '\n[health]\nping = { file = "ping" }\nevery = "1m"\n')
    settings = load(life.config, os.environ, reveal=True)
    assert settings.ping is not None
    assert (settings.ping.reveal(), settings.ping_every) == ("https://hc-ping.com/uuid", 60.0)
    (life.folder / "ping").write_text("http://hc-ping.com/uuid\n")
    with pytest.raises(ConfigError, match="clear text"):
        load(life.config, os.environ, reveal=True)
    life.config.write_text(life.config.read_text().replace('{ file = "ping" }', '"https://hc-ping.com/uuid"'))
    life.config.chmod(0o644)
    with pytest.raises(ConfigError) as refused:
        load(life.config, os.environ)
    assert "health.ping" in [problem.path for problem in refused.value.problems]


def test_check_tries_the_ping_when_asked_to_send(life: Life, receiver: Receiver) -> None:
    life.config.write_text(life.config.read_text() + f'\n[health]\nping = "http://{receiver.address}/uuid"\n')
    assert "http://127.0.0.1; --send tries it" in life.run("check").stdout
    assert paths(receiver) == []
    assert "http://127.0.0.1 took a ping" in life.run("check", "--send").stdout
    assert paths(receiver) == ["GET /uuid"]
    receiver.fail(404)
    assert "http://127.0.0.1: HTTP 404" in life.run("check", "--send").stdout


# --- all of it


def titles(receiver: Receiver) -> list[str]:
    """What was told, each once: in hurried time a sender that is slow to start is ended, and its message sent again."""
    return list(dict.fromkeys(request.json()["title"] for request in receiver.requests))


class Hurried(SystemClock):
    """Ten seconds in one."""

    PACE = 10

    def monotonic(self) -> float:
        return super().monotonic() * self.PACE

    def boottime(self) -> float:
        return super().boottime() * self.PACE

    def wait_readable(self, fds, seconds):
        return super().wait_readable(fds, seconds / self.PACE)

    def get(self, inbox, seconds):
        return super().get(inbox, seconds / self.PACE)


def test_a_daemon_whose_mail_server_goes_away_and_comes_back(tmp_path: Path, dovecot, receivers: Callable[[], Receiver]) -> None:
    phone, hc = receivers(), receivers()
    user, password = dovecot.fresh_user()
    with fault_proxy("127.0.0.1", dovecot.imap) as proxy:
        tables = [
            ("state", {"directory": str(tmp_path / "state")}),
            (
                "accounts.personal",
                {"host": "127.0.0.1", "port": proxy.port, "tls": "none", "username": user, "password": password, "poll_every": "20s"},
            ),
            ("targets.phone", {"url": phone.url()}),
            ("notify", {"quiet_hours": "", "blind_after": "1m"}),
            ("health", {"ping": f"http://{hc.address}/uuid", "every": "10s"}),
        ]
        config = tmp_path / "config.toml"
        config.touch(mode=0o600)
        config.write_text("\n".join(toml(name, table) for name, table in tables))
        daemon = Daemon(load(config, os.environ, reveal=True), clock=Hurried())
        thread = threading.Thread(target=daemon.run)
        thread.start()
        try:
            wait_for(lambda: "GET /uuid" in paths(hc), 60)
            proxy.fault.refuse = True
            proxy.reset()
            wait_for(lambda: titles(phone) == [BLIND], 90)
            wait_for(lambda: "GET /uuid/fail" in paths(hc), 30)
            proxy.fault.refuse = False
            wait_for(lambda: SEES in titles(phone), 90)
            wait_for(lambda: paths(hc)[-1] == "GET /uuid", 30)
        finally:
            daemon.tell(Order.STOP)
            thread.join(20)
    assert titles(phone) == [BLIND, SEES]
