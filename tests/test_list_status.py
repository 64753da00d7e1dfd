"""Polling several mailboxes: one command where the server has LIST-STATUS, a STATUS each where it has not, declines, or leaves one out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from parts.dovecot import wait_for
from parts.fault_proxy import fault_proxy
from test_imap import Account, Known, letter, scripted, subjects, watching

from watcher.clock import SystemClock
from watcher.imap.session import Session
from watcher.imap.wire import Signal

NAMES = ["Jobs 2026", 'The "good" ones', "Bewerbungen/Übersicht", "2026", "back\\slash", "NIL"]


@pytest.fixture
def account(dovecot):
    """With mailboxes whose names need care, a Sent, and two to act in."""
    user, password = dovecot.fresh_user()
    with dovecot.client(user) as client:
        for name in [*NAMES, "Done", "Later on"]:
            client.create_folder(name)
    acts = (("done", "Done"), ("later", "Later on"))
    account = Account(user, Known(password), dovecot.imaps, dovecot.ca, mailboxes=("INBOX", "\\Junk", *NAMES), acts=acts, poll_every=1.0)
    return replace(account, tls="none")


def commands(sent: bytes) -> Counter:
    """How often each command was sent; a LIST that asks for the status is one of its own."""
    lines = [line.split(b" ", 2)[1:] for line in sent.splitlines() if line.count(b" ")]
    return Counter("LIST-STATUS" if b"RETURN (STATUS" in rest[-1] else rest[0].decode() for rest in lines)


def test_one_command_polls_all_mailboxes_and_finds_what_is_new_in_any(dovecot, account):
    with fault_proxy("127.0.0.1", dovecot.imap) as proxy, watching(replace(account, port=proxy.port)) as seen:
        seen.until("idle")
        before = len(proxy.sent)
        wait_for(lambda: commands(bytes(proxy.sent[before:]))["LIST-STATUS"] >= 3)
        polled = commands(bytes(proxy.sent[before:]))
        assert polled["STATUS"] == 0
        [asked] = {line.split(b" ", 1)[1] for line in bytes(proxy.sent[before:]).splitlines() if b"RETURN (STATUS" in line}
        for name in (b'"Junk"', b'"Sent"', b'"Done"', b'"Later on"', b'"The \\"good\\" ones"', b'"2026"'):
            assert name in asked
        for name in [*NAMES, "Junk", "Sent"]:
            dovecot.append(account.username, name, letter(f"in {name}".encode("ascii", "replace").decode()))
        found = seen.arrivals(len(NAMES) + 2)
        assert len(set(subjects(found))) == len(NAMES) + 2
        assert {arrival.mailbox for arrival in found} == {*NAMES, "Junk", "Sent"}
        assert "backoff" not in seen.states


def test_a_name_that_a_server_cannot_tell_from_a_pattern_is_asked_about_alone(dovecot, account):
    with dovecot.client(account.username) as client:
        client.create_folder("50% there")
    account = replace(account, mailboxes=("INBOX", "50% there", "2026"))
    with fault_proxy("127.0.0.1", dovecot.imap) as proxy, watching(replace(account, port=proxy.port)) as seen:
        seen.until("idle")
        wait_for(lambda: commands(bytes(proxy.sent))["LIST-STATUS"] >= 2)
        assert commands(bytes(proxy.sent))["STATUS"] >= 1
        assert all(b"50% there" not in line for line in bytes(proxy.sent).splitlines() if b"RETURN (STATUS" in line)
        dovecot.append(account.username, "50% there", letter("new"))
        assert subjects(seen.arrivals(1)) == ["new"]


LISTED = b"".join(b'* LIST () "/" %s\r\n' % name for name in (b"INBOX", b"A", b'"B b"', b"3")) + b"TAG OK done\r\n"
OFFERED = {
    b"CAPABILITY": b"* CAPABILITY IMAP4rev1 LIST-EXTENDED LIST-STATUS\r\nTAG OK done\r\n",
    b'LIST "" "*"': LISTED,
    b"STATUS": b"* STATUS x (UIDNEXT 10 UIDVALIDITY 7)\r\nTAG OK done\r\n",
}
SEVERAL = {"mailboxes": ("INBOX", "A", "B b", "3"), "poll_every": 0.2}
ASKED = b'LIST "" ("A" "B b" "3") RETURN (STATUS (UIDVALIDITY UIDNEXT))'


def polling(rules: dict[bytes, bytes], polls: int = 3) -> Counter:
    """The commands of a server with these rules, once it has been polled some times."""
    with scripted(OFFERED | rules, **SEVERAL) as (server, seen):
        seen.until("polling")
        before = len(server.heard)
        wait_for(lambda: sum(b"NOOP" in line for line in server.heard[before:]) > 4 * polls)
        assert "backoff" not in seen.states
        return Counter(line.strip().split(b" ", 1)[-1] for line in server.heard)


def test_an_answer_may_spell_names_in_any_way():
    answer = b'* LIST () "/" A\r\n* STATUS A (UIDNEXT 10 UIDVALIDITY 7)\r\n* STATUS 3 (UIDVALIDITY 7 UIDNEXT 10)\r\n'
    heard = polling({ASKED: answer + b"* STATUS {3}\r\nB b (UIDNEXT 10 UIDVALIDITY 7)\r\nTAG OK done\r\n"})
    assert heard[ASKED] >= 3
    assert not [command for command in heard if command.startswith(b"STATUS")]


@pytest.mark.parametrize("answer", [b"TAG NO not today\r\n", b"TAG BAD what is RETURN?\r\n"])
def test_a_server_that_declines_is_asked_once_and_then_about_each(answer):
    heard = polling({ASKED: answer})
    assert heard[ASKED] == 1
    assert min(heard[b'STATUS "B b" (UIDVALIDITY UIDNEXT)'], heard[b'STATUS "A" (UIDVALIDITY UIDNEXT)']) >= 2


@pytest.mark.parametrize(
    "left",
    [
        b'* STATUS "B b" (UIDNEXT 10)\r\n',  # half of it
        b'* STATUS "B b" UIDNEXT\r\n',
        b"* STATUS B\r\n",
        b"",
    ],
)
def test_what_an_answer_leaves_out_is_asked_about_alone(left):
    whole = b"* STATUS A (UIDNEXT 10 UIDVALIDITY 7)\r\n* STATUS 3 (UIDNEXT 10 UIDVALIDITY 7)\r\n"
    heard = polling({ASKED: whole + left + b"TAG OK done\r\n"})
    assert heard[ASKED] >= 2
    assert {command.split(b" (")[0] for command in heard if command.startswith(b"STATUS")} == {b'STATUS "B b"'}


def test_a_server_that_asks_for_patience_is_left_alone_for_a_while():
    with scripted(OFFERED | {ASKED: b"TAG NO [LIMIT] too much\r\n"}, **SEVERAL) as (server, seen):
        assert "too much" in seen.until("backoff").detail
        assert not [line for line in server.heard if b"STATUS" in line and b"RETURN" not in line]


def test_a_server_without_it_is_asked_about_each():
    heard = polling({b"CAPABILITY": b"* CAPABILITY IMAP4rev1 LIST-STATUS\r\nTAG OK done\r\n"})
    assert not [command for command in heard if b"RETURN" in command]
    assert heard[b'STATUS "A" (UIDVALIDITY UIDNEXT)'] >= 2


class Later(SystemClock):
    """A clock that a test moves on."""

    ahead = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.ahead


def test_answers_are_used_once_and_not_when_they_are_old(dovecot, account):
    clock = Later()
    with fault_proxy("127.0.0.1", dovecot.imap) as proxy:
        session = Session(replace(account, port=proxy.port), clock, Signal(), lambda: None, None)
        session.line.within(60.0)
        session.connect()
        session.sign_in()

        def polled(*mailboxes: str) -> tuple[int, int | None]:
            found = session.status(mailboxes[0], mailboxes[1:])
            return commands(bytes(proxy.sent))["LIST-STATUS"], found.uidnext

        assert polled("Junk", "Sent", "2026") == (1, 1)
        dovecot.append(account.username, "Sent", letter("new"))
        assert polled("Sent", "2026") == (1, 1)
        assert polled("Sent", "2026") == (2, 2)
        dovecot.append(account.username, "2026", letter("new"))
        clock.ahead += 61
        session.line.within(60.0)
        assert polled("2026", "Junk") == (3, 2)
        session.entries()
        assert polled("Junk", "2026") == (4, 1)
        session.close()
