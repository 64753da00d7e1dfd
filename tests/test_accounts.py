"""Several accounts with several mailboxes each: one connection per account, one TLS context, and none disturbs another."""

from __future__ import annotations

import gc
import os
import ssl
import subprocess
import threading
from collections import Counter
from email.utils import make_msgid
from typing import Self

import pytest
from parts.dovecot import wait_for
from parts.service import Service

from watcher.config import load
from watcher.daemon import Daemon, Order

MAILBOXES = ["INBOX", "Junk", "Jobs", "Jobs/2026"]


@pytest.fixture
def service(tmp_path):
    return Service(tmp_path)


@pytest.fixture
def users(dovecot):
    """Three users, each with mailboxes of their own making."""
    found = [dovecot.fresh_user() for _ in range(3)]
    for user, _ in found:
        with dovecot.client(user) as client:
            for name in MAILBOXES[2:]:
                client.create_folder(name)
    return found


def accounts(dovecot, users) -> dict[str, dict]:
    common = {"host": "localhost", "port": dovecot.imaps, "ca_file": str(dovecot.ca), "mailboxes": MAILBOXES, "poll_every": "1s"}
    return {user: common | {"username": user, "password": password} for user, password in users}


def connections(dovecot, users) -> Counter:
    """How many connections each user has, as the server counts them."""
    conf = str(dovecot.home / "dovecot.conf")
    listed = subprocess.run(["doveadm", "-c", conf, "who", "-1"], capture_output=True, text=True, check=True).stdout
    ours = {user for user, _ in users}
    return Counter(line.split()[0] for line in listed.splitlines() if line.split() and line.split()[0] in ours)


class Running:
    """A daemon in this process, and what it has seen."""

    def __init__(self, service: Service) -> None:
        self.states: dict[str, list[str]] = {}
        self.mails: list[tuple[str, str]] = []
        self.looked: Counter = Counter()
        self.daemon = Daemon(load(service.config, os.environ, reveal=True), observe=self._note)
        self.thread = threading.Thread(target=self.daemon.run)

    def _note(self, kind: str, what) -> None:
        if kind == "account":
            self.states.setdefault(what.account, []).append(what.state)
        elif kind == "mail":
            self.mails.append((what[0].account, what[0].mailbox))
        elif kind == "looked":
            self.looked[what.account, what.cursor.mailbox] += 1

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.daemon.tell(Order.STOP)
        self.thread.join(20)
        assert not self.thread.is_alive()

    def until_idle(self, names, times: int = 1) -> None:
        wait_for(lambda: all(self.states.get(name, []).count("idle") >= times for name in names), 60)


def contexts() -> int:
    gc.collect()
    return sum(isinstance(one, ssl.SSLContext) for one in gc.get_objects())


def letter() -> bytes:
    return f"From: a@example.org\r\nSubject: Hello\r\nMessage-ID: {make_msgid(domain='example.org')}\r\n\r\nHello.\r\n".encode()


def test_each_account_has_one_connection_and_all_of_them_one_context_while_every_mailbox_is_seen(service, dovecot, users):
    service.configure(accounts=accounts(dovecot, users), targets={})
    names, before = [user for user, _ in users], contexts()
    with Running(service) as running:
        running.until_idle(names)
        for user in names:
            for mailbox in MAILBOXES:
                dovecot.append(user, mailbox, letter())
        everywhere = {(user, mailbox) for user in names for mailbox in MAILBOXES}
        wait_for(lambda: set(running.mails) == everywhere, 60)
        assert len(running.mails) == len(everywhere)
        rounds = min(running.looked[where] for where in everywhere)
        wait_for(lambda: min(running.looked[where] for where in everywhere) > rounds, 60)  # they are looked at in turn, on and on
        assert connections(dovecot, users) == dict.fromkeys(names, 1)
        assert contexts() - before == 1
        dovecot.kick(names[0])
        running.until_idle(names[:1], 2)
        assert connections(dovecot, users) == dict.fromkeys(names, 1)
        assert contexts() - before == 1  # a new connection brings no new one
        assert all(running.states[name] == ["connecting", "idle"] for name in names[1:])


def test_an_account_that_is_not_let_in_and_one_that_is_nowhere_leave_the_others_alone(service, dovecot, users):
    entries = accounts(dovecot, users)
    entries[users[0][0]]["password"] = "wrong"
    entries[users[1][0]]["host"] = "nowhere.invalid"
    service.configure(accounts=entries, targets={})
    with Running(service) as running:
        running.until_idle([users[2][0]])
        wait_for(lambda: all("backoff" in running.states.get(user, []) for user, _ in users[:2]), 60)
        dovecot.append(users[2][0], "Jobs", letter())
        wait_for(lambda: running.mails == [(users[2][0], "Jobs")], 60)
        assert running.states[users[2][0]] == ["connecting", "idle"]


def test_a_file_of_certificates_that_changed_is_read_again_at_a_reload_and_a_bad_one_is_told(service, dovecot, users, tmp_path):
    own = tmp_path / "ca.pem"
    own.write_bytes(dovecot.ca.read_bytes())
    user, _ = users[0]
    entries = accounts(dovecot, users[:1])
    entries[user]["ca_file"] = str(own)
    service.configure(accounts=entries, targets={})
    with Running(service) as running:
        running.until_idle([user])
        own.write_text("no certificate")
        entries[user]["poll_every"] = "2s"  # so that the account is watched anew
        service.configure(accounts=entries, targets={})
        running.daemon.tell(Order.RELOAD)
        wait_for(lambda: "backoff" in running.states[user], 60)
        own.write_bytes(dovecot.ca.read_bytes())
        running.daemon.look_now()
        running.until_idle([user], 2)
