"""The whole way of a message on real parts: Dovecot pushes, the daemon decides, brokers and receivers hear of it, a person says done."""

from __future__ import annotations

import logging
import mailbox
import os
import queue
import random
import re
import signal
import subprocess
import sys
import threading
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import make_msgid
from pathlib import Path

import pytest
from parts.dovecot import wait_for
from parts.service import Service

import watcher.model
from watcher.clock import SystemClock
from watcher.config import load
from watcher.daemon import Daemon, Order
from watcher.store import open_store

CORPUS = Path(watcher.model.__file__).parent / "corpus"
IDLE_BUDGET_MB = 50

REJECTION = b"""\
From: Tomasz Bielak <tomasz.bielak@larkfield-robotics.example>
To: robin@mail.example
Subject: Your interview at Larkfield Robotics
Message-ID: %s
Content-Type: text/plain; charset=utf-8

Dear Robin,

thank you for coming in last week. In the end we have decided not to move
forward with your application for the Test Engineer position; another
candidate was the closer match.

Kind regards,
Tomasz Bielak
"""


def rejection(company: str = "Larkfield") -> bytes:
    mail = REJECTION % make_msgid(domain="larkfield-robotics.example").encode()
    return mail.replace(b"Larkfield", company.encode()).replace(b"larkfield", company.lower().encode())


def in_mbox(path: Path) -> list[mailbox.mboxMessage]:
    with closing(mailbox.mbox(path, create=False)) as box:
        return list(box)


def sample(count: int) -> list[bytes]:
    """Mails of our own corpus, each with an id of its own, rejections and recruiters and all else in turn."""
    chosen = random.Random(7)
    by_label = {label: sorted(CORPUS.glob(f"*/{label}*.mbox")) for label in ("rejection", "recruiter", "other")}
    mails: list[bytes] = []
    pools = [[mail for path in paths for mail in in_mbox(path)] for paths in by_label.values()]
    for pool in pools:
        chosen.shuffle(pool)
    for turn in range(count):
        mail = pools[turn % 3][turn // 3]
        del mail["Message-ID"], mail["X-Kind"], mail["In-Reply-To"], mail["References"]
        mail["Message-ID"] = f"<{turn}.{chosen.getrandbits(64):x}@sample.example>"
        mails.append(mail.as_bytes())
    return mails


def account(dovecot, user: str, password: str, **more) -> dict:
    return {"host": "localhost", "port": dovecot.imaps, "ca_file": str(dovecot.ca), "username": user, "password": password} | more


@pytest.fixture
def service(tmp_path):
    made = Service(tmp_path)
    yield made
    if made.process is not None and made.process.poll() is None:
        made.kill()


@pytest.fixture
def watching(service, dovecot, receiver):
    """One account, one target, running."""
    user, password = dovecot.fresh_user()
    service.configure(accounts={"personal": account(dovecot, user, password)}, targets={"hook": receiver.url()})
    service.start()
    service.wait_until_watching()
    return service, user


def unheard(service: Service) -> list[dict]:
    """Open steps that the user has not been told of; a mail may name a date months ahead."""
    return [step for step in service.agenda() if not step["notified_at"] and step["kind"] != "apply_again"]


def open_steps(service: Service, **wanted: str) -> list[dict]:
    return [step for step in service.agenda("--all") if all(step[key] == value for key, value in wanted.items())]


def test_a_pushed_rejection_is_read_planned_notified_and_done(watching, dovecot, receiver):
    service, user = watching
    dovecot.deliver(user, rejection())
    heard = wait_for(lambda: len(receiver.requests) >= 2 and receiver.requests)
    titles = sorted(request.json()["title"] for request in heard)
    assert all("Larkfield Robotics" in title for title in titles)
    steps = {step["kind"]: step for step in wait_for(lambda: [s for s in service.agenda() if s["notified_at"]])}
    assert set(steps) == {"reflect", "thank"}
    assert steps["thank"]["to"] == ["tomasz.bielak@larkfield-robotics.example"]
    shown = service.command("show", steps["thank"]["id"]).stdout
    assert "Subject: Re: Your interview at Larkfield Robotics" in shown
    assert service.command("done", steps["reflect"]["id"]).returncode == 0
    assert [step["status"] for step in open_steps(service, kind="reflect")] == ["completed"]
    [message] = service.messages()
    assert (message["label"], message["unsure"], message["error"]) == ("rejection", False, None)


def test_done_typed_in_another_shell_reaches_the_running_daemon(service, dovecot, receiver):
    user, password = dovecot.fresh_user()
    plan = {"reflect_after": "1s", "thank_after": "25s"}
    service.configure(accounts={"personal": account(dovecot, user, password)}, targets={"hook": receiver.url()}, plan=plan)
    service.start()
    service.wait_until_watching()
    dovecot.deliver(user, rejection())
    receiver.next()
    [thank] = [step for step in service.agenda() if step["kind"] == "thank"]
    assert service.command("done", thank["id"]).returncode == 0
    snoozed = service.command("snooze", "s1", "30s")
    assert snoozed.returncode == 0, snoozed.stderr
    receiver.next(80)  # the snoozed step comes again; the one that was done never does
    assert len(receiver.requests) == 2
    assert open_steps(service, id=thank["id"])[0]["notified_at"] is None


def test_the_users_own_mail_in_sent_completes_the_step_it_answers(watching, dovecot):
    service, user = watching
    dovecot.deliver(user, rejection())
    wait_for(lambda: open_steps(service, kind="thank"))
    [message] = service.messages()
    answer = (
        f"From: robin@mail.example\r\nTo: tomasz.bielak@larkfield-robotics.example\r\nSubject: Re: Your interview\r\n"
        f"Message-ID: {make_msgid(domain='mail.example')}\r\nIn-Reply-To: <{message['message_id']}>\r\n\r\nThank you all the same.\r\n"
    )
    dovecot.append(user, "Sent", answer.encode())
    service.signal(signal.SIGHUP)
    wait_for(lambda: open_steps(service, kind="thank", status="completed"))
    assert len(service.messages()) == 1


def test_two_hundred_mails_over_two_accounts_give_the_right_agenda_and_leave_no_mark(service, dovecot, receiver, broker):
    users = [dovecot.fresh_user() for _ in range(2)]
    mails = sample(200)
    for user, _ in users:
        dovecot.deliver(user, b"Subject: before\r\n\r\nThis was here before.\r\n")
    before = [dovecot.flags(user) for user, _ in users]
    accounts = {name: account(dovecot, *user) for name, user in zip(("personal", "work"), users, strict=True)}
    service.configure(accounts=accounts, targets={"hook": receiver.url(), "phone": broker.url()})
    service.start()
    service.wait_until_watching(2)
    for turn, mail in enumerate(mails):
        dovecot.deliver(users[turn % 2][0], mail)
    wait_for(lambda: len(service.messages()) == 202, 120)
    messages = service.messages()
    assert not [message for message in messages if message["error"]]
    acted_on = {m["application"] for m in messages if m["label"] == "rejection" and not m["unsure"]}
    steps = service.agenda("--all")
    assert sorted(step["application"] for step in steps if step["kind"] == "reflect") == sorted(acted_on)
    assert not [step for step in steps if any("reply" in to.split("@")[0] and "no" in to for to in step["to"])]
    alive = [step for step in steps if step["status"] == "needs_action" and step["kind"] != "apply_again"]
    wait_for(lambda: not unheard(service), 120)
    numbers = [len(alive), len(receiver.requests), len(broker.messages)]
    assert wait_for(lambda: len(receiver.requests) >= len(alive) <= len(broker.messages), 60), numbers
    notified = [step for step in service.agenda("--all") if step["notified_at"]]
    assert len(receiver.requests) == len(broker.messages) == len(notified)
    assert all(step["attempts"] == 2 for step in service.agenda() if step["notified_at"])
    assert service.stop() == 0
    for (user, _), old in zip(users, before, strict=True):
        new = dovecot.flags(user)
        assert {box: set(flags.values()) for box, flags in new.items() if flags} == {"INBOX": {()}}
        assert all(new["INBOX"][uid] == flags for uid, flags in old["INBOX"].items())


def test_killing_it_at_fifty_random_moments_loses_nothing_and_plans_nothing_twice(service, dovecot, receiver):
    kills, chance = 250 if os.environ.get("WATCHER_FULL") else 50, random.Random(11)
    user, password = dovecot.fresh_user()
    service.configure(accounts={"personal": account(dovecot, user, password)}, targets={"hook": receiver.url()})
    mails = sample(2 * kills)
    for kill in range(kills):
        service.start()
        dovecot.deliver(user, *mails[2 * kill : 2 * kill + 2])
        with pytest.raises(subprocess.TimeoutExpired):
            service.process.wait(chance.uniform(0.2, 1.6))
        orphans = service.children()
        service.kill()
        wait_for(lambda orphans=orphans: not [pid for pid in orphans if Path(f"/proc/{pid}").exists()], 5)
    service.start()
    wait_for(lambda: len(service.messages()) == len(mails), 120)
    messages = service.messages()
    assert len({message["message_id"] for message in messages}) == len(mails)
    steps = service.agenda("--all")
    once = [(step["application"], step["kind"]) for step in steps if step["kind"] in {"reflect", "thank", "ask_recruiter"}]
    assert len(once) == len(set(once))
    rejected = {m["application"] for m in messages if m["label"] == "rejection" and not m["unsure"]}
    assert {step["application"] for step in steps if step["kind"] == "reflect"} == rejected
    wait_for(lambda: not unheard(service), 120)


def test_idle_it_is_one_small_process(watching, dovecot, receiver):
    service, user = watching
    dovecot.deliver(user, rejection())
    wait_for(lambda: len(receiver.requests) >= 2)
    wait_for(lambda: not service.children(), 30)
    assert service.pss() <= IDLE_BUDGET_MB


def test_the_idle_daemon_holds_no_heavy_library():
    program = "import sys, watcher.daemon; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    held = set(subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True).stdout.split())
    assert held.isdisjoint(
        {
            "apprise",
            "alembic",
            "typer",
            "rich",
            "mailparser",
            "sklearn",
            "numpy",
            "scipy",
            "selectolax",
            "tldextract",
            "requests",
            "icalendar",
            "jinja2",
            "jeepney",
        }
    )


def test_sigterm_ends_it_within_five_seconds_even_with_a_target_that_hangs(watching, dovecot, receiver):
    service, user = watching
    receiver.hang()
    dovecot.deliver(user, rejection())
    receiver.next()
    assert service.stop(5) == 0


def test_a_second_daemon_on_the_same_state_is_refused(watching):
    service, _ = watching
    second = service.command("run")
    assert second.returncode == 1
    assert str(service.process.pid) in second.stderr


def test_a_broken_config_is_refused_on_reload_and_the_watching_goes_on(watching, dovecot, receiver):
    service, user = watching
    good = service.config.read_text()
    service.config.write_text(good.replace("[notify]", "[notify]\nquiet_ours = 1"))
    service.signal(signal.SIGHUP)
    wait_for(lambda: "event=reload-refused" in service.log)
    assert "quiet_hours" in service.log
    dovecot.deliver(user, rejection())
    receiver.next()
    assert service.command("agenda").returncode == 78


def test_a_reload_takes_over_a_new_account_and_drops_an_old_one(watching, dovecot):
    service, _ = watching
    user, password = dovecot.fresh_user()
    text = service.config.read_text()
    service.config.write_text(text.replace("[accounts.personal]", "[accounts.work]").replace("user", "user", 1))
    entry = account(dovecot, user, password)
    service.configure(accounts={"work": entry}, targets={})
    service.signal(signal.SIGHUP)
    wait_for(lambda: re.search(r"account=work state=idle", service.log))
    dovecot.deliver(user, rejection())
    wait_for(lambda: [message for message in service.messages() if message["account"] == "work"])


def test_the_first_look_is_silent_and_what_is_overdue_becomes_one_digest(service, dovecot, receiver):
    user, password = dovecot.fresh_user()
    long_ago = datetime.now(UTC) - timedelta(days=20)
    for company in ("Larkfield", "Brightwell", "Kestrel"):
        dovecot.append(user, "INBOX", rejection(company), long_ago)
    dovecot.append(user, "INBOX", rejection("Ancient"), long_ago - timedelta(days=40))
    service.configure(accounts={"personal": account(dovecot, user, password)}, targets={"hook": receiver.url()}, plan={})
    service.start()
    body = receiver.next(40).json()
    service.wait_until_watching()
    assert len(service.messages()) == 3
    for company in ("Larkfield", "Brightwell", "Kestrel"):
        assert company in body["message"]
    wait_for(lambda: all(step["notified_at"] for step in service.agenda()))
    assert len(receiver.requests) == 1


def test_a_mail_that_kills_the_reader_is_recorded_and_the_next_one_is_read(watching, dovecot):
    service, user = watching
    bomb = b"Subject: deep\r\nMessage-ID: <deep@x.example>\r\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (i, i) for i in range(6000)
    )
    dovecot.deliver(user, bomb, rejection())
    wait_for(lambda: len(service.messages()) == 2, 90)
    assert [message["label"] for message in service.messages()][1] == "rejection"


def test_no_subject_address_text_or_secret_is_logged(watching, dovecot, receiver):
    service, user = watching
    dovecot.deliver(user, rejection())
    receiver.next()
    assert service.stop() == 0
    password = dovecot.users[user]
    lines = service.log.replace("user=", "")
    for secret in ("Larkfield", "larkfield", "Bielak", "interview", f'"{password}"', "hook/"):
        assert secret not in lines
    assert "event=mail" in lines


class HurriedClock(SystemClock):
    """Ten seconds in one: what waits for minutes is seen in seconds."""

    PACE = 10

    def monotonic(self) -> float:
        return super().monotonic() * self.PACE

    def boottime(self) -> float:
        return super().boottime() * self.PACE

    def wait_readable(self, fds, seconds):
        return super().wait_readable(fds, seconds / self.PACE)

    def get(self, inbox, seconds):
        return super().get(inbox, seconds / self.PACE)


@contextmanager
def resting(service):
    """A daemon in this process, once its only account rests; with the states that follow."""
    states: queue.SimpleQueue = queue.SimpleQueue()
    daemon = Daemon(
        load(service.config, os.environ, reveal=True),
        clock=HurriedClock(),
        observe=lambda kind, what: states.put(what.state) if kind == "account" else None,
    )
    thread = threading.Thread(target=daemon.run)
    thread.start()
    try:
        while (state := states.get(timeout=60)) != "resting":
            assert state in {"connecting", "backoff"}
        yield daemon, states
    finally:
        daemon.tell(Order.STOP)
        thread.join(20)


def test_a_wrong_password_rests_the_account_and_tells_the_user_once(service, dovecot, receiver):
    user, _ = dovecot.fresh_user()
    service.configure(accounts={"personal": account(dovecot, user, "wrong")}, targets={"hook": receiver.url()})
    with resting(service) as (daemon, states):
        told = receiver.next(30).json()
        assert "personal" in told["title"]
        assert "password" in told["message"]
        assert f"kill -HUP {os.getpid()}\n" in told["message"], "it runs by hand"
        daemon.look_now()  # one more refusal
        while states.get(timeout=60) != "resting":
            pass
    assert len(receiver.requests) == 1
    with closing(open_store(daemon.settings.state_directory)) as store, store.reading() as tx:
        assert [row.state for row in tx.account_rows()] == ["resting"]


def test_who_had_nobody_to_tell_of_a_wrong_password_tells_the_first_target_that_there_is(service, dovecot, receiver):
    user, _ = dovecot.fresh_user()
    accounts = {"personal": account(dovecot, user, "wrong")}
    service.configure(accounts=accounts, targets={})
    with resting(service) as (daemon, _):
        service.configure(accounts=accounts, targets={"hook": receiver.url()})
        daemon.tell(Order.RELOAD)
        assert "personal" in receiver.next(30).json()["title"]


def test_the_word_that_all_is_looked_at_overtakes_no_first_look(service, dovecot, caplog):
    caplog.set_level(logging.INFO, "watcher")
    user, password = dovecot.fresh_user()
    service.configure(accounts={"personal": account(dovecot, user, password)}, targets={})
    looked = threading.Event()

    def observe(kind, what):
        if kind == "account" and what.state == "connecting":
            wait_for(lambda: daemon._inbox.qsize() >= 5)  # busy until three mailboxes are looked at and the word for it is there
        if kind == "looked" and what.cursor.mailbox == "INBOX":
            looked.set()

    daemon = Daemon(load(service.config, os.environ, reveal=True), observe=observe)
    thread = threading.Thread(target=daemon.run)
    thread.start()
    try:
        assert looked.wait(60)
    finally:
        daemon.tell(Order.STOP)
        thread.join(20)
    assert "event=looked account=personal mailbox=INBOX uid=0 first=yes" in caplog.text


def test_what_a_wrong_clock_put_off_for_years_is_brought_forward_at_the_next_start(service, dovecot):
    user, password = dovecot.fresh_user()
    service.configure(accounts={"personal": account(dovecot, user, password)}, targets={"hook": "json://127.0.0.1:9/"}, plan={})
    service.start()
    service.wait_until_watching()
    dovecot.deliver(user, rejection("Larkfield"))
    wait_for(lambda: "event=mail message=m1" in service.log)
    service.stop()
    now = datetime.now(UTC)
    with closing(open_store(service.folder / "state")) as store:
        with store.transaction() as tx:
            step = tx.agenda()[0].id
            tx.set_notify_at(step, now + timedelta(days=4000), now, "in eleven years", "a wrong clock")
        service.start()
        wait_for(lambda: service.log.count("event=started") == 2)
        service.wait_until_watching()
        with store.reading() as tx:
            assert tx.step(step).notify_at < now + timedelta(days=30)
