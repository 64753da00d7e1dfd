"""IMAP against a real Dovecot, over good links and bad ones; a scripted server stands in only for what no real one says on demand."""

from __future__ import annotations

import base64
import contextlib
import logging
import queue
import socket
import ssl
import threading
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes
from pathlib import Path

import pytest
from parts.dovecot import ODD_USER, Dovecot, free_port, make_certificate, wait_for
from parts.fault_proxy import FaultProxy, fault_proxy

from watcher.clock import SystemClock
from watcher.core.schedule import Unit, Wait
from watcher.errors import ConnectionLost, SignInRefused, TemporarilyRefused, WatcherError
from watcher.imap import AccountState, AccountWatcher, Arrival, Cursor, Looked, Timings, probe
from watcher.imap.mail import Part, chosen, read_structure, recompose
from watcher.imap.session import Session
from watcher.imap.wire import Line, Signal

QUICK = Timings(
    backoff_least=0.05, backoff_most=0.4, patience=0.1, refusal_pause=0.1, rest=60.0, sign_in=10.0, operation=20.0, probe=1.0, breather=0.2
)


@dataclass(frozen=True)
class Known:
    """A password as config has it."""

    word: str

    def reveal(self) -> str:
        return self.word


@dataclass(frozen=True)
class Account:
    """What config says of an account."""

    username: str
    password: Known
    port: int
    ca_file: Path | None = None
    tls: str = "implicit"
    host: str = "localhost"
    name: str = "personal"
    mailboxes: tuple[str, ...] = ("INBOX", "\\Junk")
    poll_every: float = 300.0
    look_back: Wait = field(default_factory=lambda: Wait(30, Unit.DAY))
    acts: tuple[tuple[str, str], ...] = ()
    token: object = None


class SlowedClock(SystemClock):
    """The machine's time, and suspends that a test asks for."""

    def __init__(self) -> None:
        self.suspended = 0.0

    def boottime(self) -> float:
        return super().boottime() + self.suspended


@dataclass
class Watching:
    """A watcher at work, and the main thread's part: what was posted, in order, each arrival committed."""

    watcher: AccountWatcher
    inbox: queue.SimpleQueue = field(default_factory=queue.SimpleQueue)
    posted: list = field(default_factory=list)
    commits: bool = True

    def drain(self) -> list:
        with contextlib.suppress(queue.Empty):
            while True:
                self.posted.append(self.inbox.get_nowait())
                if isinstance(self.posted[-1], Arrival) and self.commits:
                    self.watcher.committed()
        return self.posted

    def all(self, kind: type) -> list:
        return [posted for posted in self.drain() if isinstance(posted, kind)]

    @property
    def states(self) -> list[str]:
        return [state.state for state in self.all(AccountState)]

    def arrivals(self, count: int = 0, seconds: float = 20.0) -> list[Arrival]:
        return wait_for(lambda: len(self.all(Arrival)) >= count and [self.all(Arrival)], seconds)[0]

    def until(self, state: str, times: int = 1, seconds: float = 20.0) -> AccountState:
        wait_for(lambda: self.states.count(state) >= times, seconds)
        return [posted for posted in self.all(AccountState) if posted.state == state][-1]


@contextlib.contextmanager
def watching(account: Account, cursors=None, timings: Timings = QUICK, clock=None, flags=None) -> Iterator[Watching]:
    inbox: queue.SimpleQueue = queue.SimpleQueue()
    watcher = AccountWatcher(account, clock=clock or SystemClock(), post=inbox.put, cursors=cursors or {}, flags=flags, timings=timings)
    watcher.start()
    try:
        yield Watching(watcher, inbox)
    finally:
        watcher.stop()
        watcher.join(5)
        assert not watcher.alive


@pytest.fixture
def account(dovecot: Dovecot) -> Account:
    user, password = dovecot.fresh_user()
    return Account(user, Known(password), dovecot.imaps, dovecot.ca)


def letter(subject: str, body: str = "Hello.") -> bytes:
    return f"From: Ada <ada@example.org>\r\nTo: sam@example.net\r\nSubject: {subject}\r\n\r\n{body}\r\n".encode()


def subjects(arrivals: list[Arrival]) -> list[str]:
    return [message_from_bytes(arrival.raw)["Subject"] for arrival in arrivals]


# --- what comes in


def test_the_first_look_reads_the_look_back_and_later_mail_comes_as_it_arrives(dovecot, account):
    now = datetime.now(UTC)
    dovecot.append(account.username, "INBOX", letter("too old"), now - timedelta(days=40))
    dovecot.append(account.username, "INBOX", letter("recent"), now - timedelta(days=5))
    with watching(account) as seen:
        seen.until("idle")
        dovecot.deliver(account.username, letter("new"))
        arrivals = seen.arrivals(2)
    assert subjects(arrivals) == ["recent", "new"]
    assert [arrival.first_look for arrival in arrivals] == [True, False]
    assert abs(arrivals[0].internaldate - (now - timedelta(days=5))) < timedelta(seconds=2)
    assert seen.states == ["connecting", "idle", "stopped"]
    assert arrivals[1].cursor == Cursor("INBOX", arrivals[1].uidvalidity, 3, first_look_done=True)


def test_a_mail_pushed_by_the_server_is_there_within_a_moment_of_its_push(dovecot, account):
    with watching(account) as seen:
        seen.until("idle")
        start = time.monotonic()
        dovecot.deliver(account.username, letter("new"))
        seen.arrivals(1)
        assert time.monotonic() - start < 2  # Dovecot itself waits half a second


def test_a_burst_while_idle_rounds_begin_and_end_is_seen_whole(dovecot, account):
    with watching(account) as seen:
        seen.until("idle")
        for i in range(60):
            dovecot.deliver(account.username, letter(f"mail {i}"))
        arrivals = seen.arrivals(60)
    assert sorted(subjects(arrivals)) == sorted(f"mail {i}" for i in range(60))
    assert [arrival.uid for arrival in arrivals] == list(range(1, 61))


@pytest.mark.parametrize("tls", ["implicit", "starttls", "none"])
def test_mail_comes_over_tls_starttls_and_clear_loopback(dovecot, account, tls):
    account = replace(account, tls=tls, port=dovecot.imaps if tls == "implicit" else dovecot.imap)
    dovecot.deliver(account.username, letter("hello"))
    with watching(account) as seen:
        assert subjects(seen.arrivals(1)) == ["hello"]


def test_junk_and_the_users_own_mail_are_found_by_their_special_use_and_polled(dovecot, account):
    with watching(replace(account, poll_every=0.3)) as seen:
        seen.until("idle")
        dovecot.append(account.username, "Junk", letter("a rejection that landed in junk"))
        dovecot.append(account.username, "Sent", letter("my answer"))
        arrivals = {arrival.mailbox: arrival for arrival in seen.arrivals(2)}
    assert not arrivals["Junk"].sent
    assert arrivals["Sent"].sent
    assert not arrivals["Sent"].first_look


def test_look_now_sees_every_mailbox_without_waiting_for_the_poll(dovecot, account):
    with watching(account) as seen:
        seen.until("idle")
        dovecot.append(account.username, "Junk", letter("in junk"))
        seen.watcher.look_now()
        assert subjects(seen.arrivals(1, seconds=5)) == ["in junk"]


def test_a_restart_goes_on_where_the_stored_cursors_stand(dovecot, account):
    dovecot.deliver(account.username, letter("one"))
    with watching(account) as seen:
        seen.until("idle")
        cursors = {looked.cursor.mailbox: looked.cursor for looked in seen.all(Looked)}
    dovecot.deliver(account.username, letter("two"))
    with watching(account, cursors) as seen:
        arrivals = seen.arrivals(1)
        seen.until("idle")
    assert subjects(arrivals) == ["two"]
    assert len(seen.all(Arrival)) == 1


def test_a_rebuilt_mailbox_is_looked_at_again(dovecot, account):
    dovecot.deliver(account.username, letter("one"))
    with watching(account, {"INBOX": Cursor("INBOX", 1, 500, first_look_done=True)}) as seen:
        arrival = seen.arrivals(1)[0]
    assert arrival.first_look
    assert arrival.cursor.uidvalidity != 1


def test_a_mailbox_with_a_name_beyond_ascii_is_watched(dovecot, account):
    with dovecot.client(account.username) as client:
        client.create_folder("Bewerbungen & Läufe")
        client.append("Bewerbungen & Läufe", letter("there"))
    with watching(replace(account, mailboxes=("INBOX", "bewerbungen & läufe"))) as seen:
        assert seen.arrivals(1)[0].mailbox == "Bewerbungen & Läufe"


def test_a_mailbox_that_is_missing_is_told_and_the_others_are_watched(dovecot, account):
    with watching(replace(account, mailboxes=("INBOX", "Jobs"))) as seen:
        assert seen.until("idle").detail == "not found: Jobs"


def test_no_more_than_eight_arrivals_wait_for_their_commit(dovecot, account):
    dovecot.deliver(account.username, *(letter(f"mail {i}") for i in range(12)))
    with watching(account) as seen:
        seen.commits = False
        seen.arrivals(8)
        before = seen.watcher.heartbeat
        wait_for(lambda: seen.watcher.heartbeat > before, 10)  # waiting, and alive
        assert len(seen.arrivals()) == 8
        seen.watcher.committed()
        seen.arrivals(9)


def test_nothing_in_any_mailbox_is_changed(dovecot, account):
    for mailbox in ("INBOX", "Junk", "Sent"):
        dovecot.append(account.username, mailbox, letter("unread"))
        dovecot.append(account.username, mailbox, letter("big", "x" * 70 + "\r\n" + "y" * 300_000))
    with dovecot.client(account.username) as client:
        client.select_folder("INBOX")
        client.add_flags([1], [b"\\Flagged"])
    before = dovecot.flags(account.username)
    with fault_proxy("127.0.0.1", dovecot.imap) as proxy, watching(replace(account, tls="none", port=proxy.port)) as seen:
        seen.arrivals(6)
        seen.until("idle")
    assert dovecot.flags(account.username) == before
    commands = {line.split()[1].upper() for line in bytes(proxy.sent).splitlines() if len(line.split()) > 1}
    assert commands == {b"CAPABILITY", b"LOGIN", b"ENABLE", b"LIST", b"EXAMINE", b"NOOP", b"UID", b"IDLE"}
    assert {line.split()[2].upper() for line in bytes(proxy.sent).splitlines() if b" UID " in line} == {b"SEARCH", b"FETCH"}
    fetches = [line for line in bytes(proxy.sent).splitlines() if b"FETCH" in line]
    assert fetches
    assert all(b"BODY[" not in line and b"RFC822 " not in line for line in fetches)


# --- big mails


def big_mail(text: str, attachment: int) -> bytes:
    payload = "\r\n".join("QUJD" * 18 for _ in range(attachment // 74))
    return (
        "From: Ada <ada@example.org>\r\nSubject: Your application\r\nMessage-ID: <big@example.org>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed;\r\n boundary="outer"\r\n\r\npreamble\r\n'
        '--outer\r\nContent-Type: multipart/alternative; boundary="inner"\r\n\r\n'
        f'--inner\r\nContent-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{text}\r\n'
        f"--inner\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>{text}</p>\r\n--inner--\r\n"
        '--outer\r\nContent-Type: application/pdf; name="letter.pdf"\r\nContent-Disposition: attachment; filename="letter.pdf"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{payload}\r\n"
        "--outer\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
        '--outer\r\nContent-Type: text/plain; name="notes.txt"\r\nContent-Disposition: attachment; filename="notes.txt"\r\n\r\nnotes\r\n'
        "--outer--\r\n"
    ).encode()


def test_of_a_big_mail_header_texts_and_invitations_come_and_no_attachment(dovecot, account):
    dovecot.append(account.username, "INBOX", big_mail("We regret=2C Sam.", 2_000_000))
    with fault_proxy("127.0.0.1", dovecot.imap) as proxy, watching(replace(account, tls="none", port=proxy.port)) as seen:
        arrival = seen.arrivals(1)[0]
    assert arrival.truncated
    assert arrival.size > 2_000_000
    assert len(arrival.raw) < 10_000
    parts = {part.get_content_type(): part for part in message_from_bytes(arrival.raw).walk()}
    assert parts["text/plain"].get_payload(decode=True).strip() in {b"We regret, Sam.", b""}
    assert b"We regret, Sam." in [
        part.get_payload(decode=True).strip() for part in message_from_bytes(arrival.raw).walk() if not part.is_multipart()
    ]
    assert b"We regret" in parts["text/html"].get_payload(decode=True)
    assert b"VCALENDAR" in parts["text/calendar"].get_payload(decode=True)
    assert parts["text/calendar"].get_param("method") == "REQUEST"
    assert parts["application/pdf"].get_payload(decode=True).strip() == b""
    assert parts["application/pdf"].get_filename() == "letter.pdf"
    assert message_from_bytes(arrival.raw)["Message-ID"] == "<big@example.org>"


def test_a_big_mail_of_one_text_part_is_cut_at_256_kib(dovecot, account):
    dovecot.append(account.username, "INBOX", letter("long", "\r\n".join("0123456789" * 7 for _ in range(10_000))))
    with watching(account) as seen:
        arrival = seen.arrivals(1)[0]
    assert arrival.truncated
    assert 250_000 < len(arrival.raw) <= 256 * 1024
    assert message_from_bytes(arrival.raw)["Subject"] == "long"


def test_a_mail_of_256_kib_comes_whole(dovecot, account):
    body = "\r\n".join("0123456789" * 7 for _ in range(3_500))
    dovecot.append(account.username, "INBOX", letter("long", body))
    with watching(account) as seen:
        arrival = seen.arrivals(1)[0]
    assert not arrival.truncated
    assert arrival.raw == letter("long", body)
    assert arrival.size == len(arrival.raw)


def test_the_same_big_mail_is_put_together_the_same_way_each_time(dovecot, account):
    dovecot.append(account.username, "INBOX", big_mail("We regret.", 500_000))
    raws = set()
    for _ in range(2):
        with watching(account) as seen:
            raws.add(seen.arrivals(1)[0].raw)
    assert len(raws) == 1


def test_a_recomposed_mail_keeps_hostile_names_from_becoming_headers():
    part = Part("1", "application/pdf", (("name", 'x"\r\nBcc: evil'),), "base64", "attachment", 'y"\r\nTo: evil')
    whole = Part("", "multipart/mixed", children=(part, Part("2", "text/plain")))
    mail = message_from_bytes(
        recompose(b"Subject: s\r\nContent-Type: multipart/mixed;\r\n boundary=old\r\n\r\n", whole, {"2": b"hello\r\n"})
    )
    assert mail.keys() == ["Subject", "MIME-Version", "Content-Type"]
    assert mail.get_payload()[0].keys() == ["Content-Type", "Content-Transfer-Encoding", "Content-Disposition"]
    assert mail.get_payload()[1].get_payload().strip() == "hello"


def test_an_attached_text_is_fetched_only_where_there_is_no_other():
    attached = Part("2", "text/plain", disposition="attachment")
    assert chosen(Part("", "multipart/mixed", children=(Part("1", "text/html"), attached))) == [Part("1", "text/html")]
    assert chosen(Part("", "multipart/mixed", children=(attached,))) == [attached]


def test_structures_nested_without_end_are_declined():
    body: object = (b"text", b"plain", None, None, None, b"7bit", 1, 1)
    for _ in range(200):
        body = ([body], b"mixed")
    with pytest.raises(ValueError, match="deep"):
        read_structure(body)


# --- bad links


def through(proxy: FaultProxy, account: Account, **changes) -> Account:
    return replace(account, port=proxy.port, **changes)


def test_a_connection_that_ends_in_idle_is_replaced_and_what_came_meanwhile_is_there(dovecot, account):
    for end in (FaultProxy.finish, FaultProxy.reset):
        with fault_proxy("127.0.0.1", dovecot.imaps) as proxy, watching(through(proxy, account)) as seen:
            seen.until("idle")
            end(proxy)
            dovecot.deliver(account.username, letter(end.__name__))
            wait_for(lambda seen=seen, end=end: end.__name__ in subjects(seen.all(Arrival)))
            assert "backoff" in seen.states


def test_a_server_that_hangs_up_at_every_stage_loses_nothing_and_never_spins(dovecot, account):
    dovecot.deliver(account.username, *(letter(f"mail {i}") for i in range(5)))
    with fault_proxy("127.0.0.1", dovecot.imap) as proxy, watching(through(proxy, account, tls="none")) as seen:
        start = time.monotonic()
        for cut in range(0, 6000, 300):
            proxy.fault.cut_after = cut
            connections = proxy.connections
            wait_for(lambda connections=connections: proxy.finish() or proxy.connections > connections)
        assert proxy.connections < 30 * (time.monotonic() - start) + 10
        proxy.fault.cut_after = None
        proxy.finish()
        wait_for(lambda: len(set(subjects(seen.all(Arrival)))) == 5, 60)  # a torn answer: what it left out comes half a minute later
    uids = [arrival.uid for arrival in seen.all(Arrival)]
    assert uids == sorted(set(uids))


def test_garbled_answers_replace_the_connection(dovecot, account):
    dovecot.deliver(account.username, letter("clean"))
    with fault_proxy("127.0.0.1", dovecot.imap) as proxy:
        proxy.fault.garble = True
        with watching(through(proxy, account, tls="none")) as seen:
            seen.until("backoff", 2)
            proxy.fault.garble = False
            assert subjects(seen.arrivals(1)) == ["clean"]


def test_a_server_that_drips_meets_the_deadline_of_the_whole_operation(dovecot, account):
    with fault_proxy("127.0.0.1", dovecot.imap) as proxy:
        proxy.fault.drip = 20.0
        with watching(through(proxy, account, tls="none"), timings=replace(QUICK, sign_in=1.0, operation=1.0)) as seen:
            start = time.monotonic()
            assert "not done within 1 s" in seen.until("backoff").detail
            assert time.monotonic() - start < 4


def test_a_black_hole_during_sign_in_meets_its_deadline(dovecot, account):
    with fault_proxy("127.0.0.1", dovecot.imaps) as proxy:
        proxy.fault.black_hole = True
        with watching(through(proxy, account), timings=replace(QUICK, sign_in=0.5)) as seen:
            assert "not done within 0.5 s" in seen.until("backoff").detail


def test_after_suspend_a_dead_connection_is_noticed_at_once(dovecot, account):
    clock = SlowedClock()
    with fault_proxy("127.0.0.1", dovecot.imaps) as proxy, watching(through(proxy, account), clock=clock) as seen:
        seen.until("idle")
        proxy.fault.black_hole = True
        clock.suspended += 3600
        seen.until("backoff", seconds=12)


def test_a_suspend_in_the_middle_of_a_command_leaves_it_only_the_time_of_a_probe(dovecot, account):
    clock = SlowedClock()
    with fault_proxy("127.0.0.1", dovecot.imaps) as proxy:
        proxy.fault.black_hole = True
        with watching(through(proxy, account), clock=clock, timings=replace(QUICK, sign_in=60.0)) as seen:
            wait_for(lambda: proxy.connections)
            clock.suspended += 3600
            seen.until("backoff", seconds=12)


def test_after_suspend_a_connection_that_lives_goes_on(dovecot, account):
    clock = SlowedClock()
    with fault_proxy("127.0.0.1", dovecot.imaps) as proxy, watching(through(proxy, account), clock=clock) as seen:
        seen.until("idle")
        looks = len(seen.all(Looked))
        clock.suspended += 3600
        wait_for(lambda: len(seen.all(Looked)) > looks, 12)
        assert proxy.connections == 1


def test_a_server_that_is_not_there_is_tried_again_with_growing_waits(account):
    with watching(replace(account, port=free_port())) as seen:
        seen.until("backoff", 4)
        waits = [state.until - state.at for state in seen.all(AccountState) if state.state == "backoff"]
    assert waits[0] < waits[3]
    assert seen.all(AccountState)[1].detail == "Connection refused"


def test_dead_links_are_probed_by_the_kernel_within_two_minutes(dovecot, account):
    line = Line(SystemClock(), Signal())
    line.within(5)
    line.dial("127.0.0.1", dovecot.imap, loopback_only=True)
    get = line.sock.getsockopt
    assert get(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
    idle, every, count = (get(socket.IPPROTO_TCP, name) for name in (socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL, socket.TCP_KEEPCNT))
    assert (idle, every, count) == (60, 20, 3)
    assert get(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) <= 120_000
    line.close()


@pytest.mark.parametrize("where", ["idle", "backoff", "fetch", "sign-in", "slots"])
def test_stop_ends_the_thread_within_two_seconds_wherever_it_is(dovecot, account, where):
    dovecot.deliver(account.username, *(letter(f"mail {i}", "x" * 3000) for i in range(12)))
    with fault_proxy("127.0.0.1", dovecot.imaps) as proxy:
        proxy.fault.black_hole = where == "sign-in"
        port = free_port() if where == "backoff" else proxy.port
        with watching(replace(account, port=port), timings=replace(QUICK, backoff_least=60, backoff_most=60)) as seen:
            seen.commits = where != "slots"
            if where in {"idle", "backoff"}:
                seen.until(where)
            elif where in {"fetch", "slots"}:
                seen.arrivals(2 if where == "fetch" else 8)
                proxy.fault.black_hole = where == "fetch"
            else:
                wait_for(lambda: proxy.connections)
            start = time.monotonic()
            seen.watcher.stop()
            seen.watcher.join(5)
            assert time.monotonic() - start < 2
            assert seen.states[-1] == "stopped"
            seen.watcher.look_now()
            seen.watcher.committed()  # harmless after the end


# --- sign-in


def test_a_wrong_password_rests_after_three_tries_and_a_reload_tries_once_more(dovecot, account):
    wrong = replace(account, password=Known('wr"ong\\'))
    with fault_proxy("127.0.0.1", dovecot.imaps) as proxy, watching(through(proxy, wrong)) as seen:
        resting = seen.until("resting")
        assert proxy.connections == 3
        assert "AUTHENTICATIONFAILED" in resting.detail
        assert resting.until - resting.at > timedelta(seconds=50)
        seen.watcher.look_now()
        seen.until("resting", 2)
        assert proxy.connections == 4


def test_a_password_beyond_ascii_and_a_name_with_odd_characters_are_carried(dovecot, account, caplog):
    caplog.set_level(logging.DEBUG)
    name, password = ODD_USER
    with watching(replace(account, username=name, password=Known(password))) as seen:
        seen.until("idle")
    with watching(replace(account, username=name + '"x"\\', password=Known('w"r\\ng'))) as seen:
        assert "AUTHENTICATIONFAILED" in seen.until("backoff").detail
    assert "grün" not in caplog.text


@pytest.mark.parametrize("field", ["username", "password", "mailboxes"])
def test_a_control_character_never_leaves_in_a_command(dovecot, account, field):
    evil = "user0\r\nX1 DELETE Junk"
    value = {"username": evil, "password": Known(evil), "mailboxes": (evil,)}[field]
    with fault_proxy("127.0.0.1", dovecot.imap) as proxy, watching(through(proxy, account, tls="none", **{field: value})) as seen:
        wait_for(lambda: {"backoff", "idle"} & set(seen.states))
        assert b"DELETE" not in bytes(proxy.sent)


def test_the_wire_itself_sends_no_control_character():
    server = Scripted({})
    session = Session(
        Account("sam", Known("secret"), server.port, tls="none", host="127.0.0.1"), SystemClock(), Signal(), lambda: None, None
    )
    session.line.within(5)
    session.connect()
    for command in (b"X1 NOOP\r\nX2 DELETE Junk\r\n", b"X1 NOOP\x00\r\n"):
        with pytest.raises(ValueError, match="control character"):
            session.client.wire.send(command)
    session.close()
    server.close()
    assert server.heard == [line for line in server.heard if line.endswith(b"CAPABILITY\r\n")]


def test_an_unknown_authority_is_refused_and_clear_text_is_never_the_way_out(dovecot, account):
    for tls, port in (("implicit", dovecot.imaps), ("starttls", dovecot.imap)):
        with fault_proxy("127.0.0.1", port) as proxy, watching(through(proxy, account, tls=tls, ca_file=None)) as seen:
            assert "certificate is not accepted" in seen.until("backoff").detail
            assert b"LOGIN" not in bytes(proxy.sent)


def test_clear_text_is_refused_where_the_host_is_not_loopback(account):
    with watching(replace(account, tls="none", host="192.0.2.1")) as seen:
        assert "loopback only" in seen.until("backoff").detail


# --- servers that say what no real one says on demand


HANG_UP = b"* BYE"


@dataclass
class Scripted:
    """A server that answers each command by the first rule that fits; the rest with OK."""

    rules: dict[bytes, bytes]
    greeting: bytes = b"* OK ready\r\n"
    heard: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.threads = [threading.Thread(target=self.accept, daemon=True)]
        self.threads[0].start()

    def accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                self.threads.append(threading.Thread(target=self.serve, args=(client,), daemon=True))
                self.threads[-1].start()

    def serve(self, client: socket.socket) -> None:
        with client, client.makefile("rb") as lines, contextlib.suppress(OSError):
            client.sendall(self.greeting)
            for line in lines:
                self.heard.append(line)
                tag, _, command = line.strip().partition(b" ")
                answer = self.answer(tag, command) if command else b""
                client.sendall(answer)
                if HANG_UP in answer:
                    return

    def answer(self, tag: bytes, command: bytes) -> bytes:
        for start, answer in [*self.rules.items(), *PLAIN_SERVER.items()]:
            if command.startswith(start):
                return answer.replace(b"TAG", tag)
        return tag + b" OK done\r\n"

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for thread in self.threads:
            thread.join(5)


PLAIN_SERVER = {
    b"CAPABILITY": b"* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n",
    b"LIST": b'* LIST () "/" INBOX\r\nTAG OK done\r\n',
    b"EXAMINE": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 10] ok\r\nTAG OK [READ-ONLY] done\r\n",
    b"UID SEARCH": b"* SEARCH 9\r\nTAG OK done\r\n",
    b"UID FETCH 9 (RFC822": b'* 1 FETCH (UID 9 RFC822.SIZE 5 INTERNALDATE "01-Feb-2024 10:00:00 +0000")\r\nTAG OK done\r\n',
    b"UID FETCH 9 (BODY": b"* 1 FETCH (UID 9 BODY[] {5}\r\nhello)\r\nTAG OK done\r\n",
}


@contextlib.contextmanager
def scripted(rules: dict[bytes, bytes], timings: Timings = QUICK, **changes) -> Iterator[tuple[Scripted, Watching]]:
    server = Scripted(rules, changes.pop("greeting", b"* OK ready\r\n"))
    account = Account("sam", Known("secret"), server.port, tls="none", host="127.0.0.1", mailboxes=("INBOX",), poll_every=0.2)
    try:
        with watching(replace(account, **changes), timings=timings) as seen:
            yield server, seen
    finally:
        server.close()


def test_a_time_without_zone_is_taken_as_utc_and_one_beyond_time_as_now():
    session = Session(Account("sam", Known("secret"), 1), SystemClock(), Signal(), lambda: None, None)
    assert session.mended(datetime(2024, 2, 1, 10, 0)) == datetime(2024, 2, 1, 10, 0, tzinfo=UTC)  # noqa: DTZ001
    beyond = datetime(9999, 12, 31, 23, 0, tzinfo=timezone(timedelta(hours=-12)))
    assert session.mended(beyond) <= datetime.now(UTC)
    assert session.mended(datetime.now(UTC) + timedelta(days=1)) <= datetime.now(UTC)


def test_a_server_without_idle_and_special_use_is_polled():
    with scripted({}) as (server, seen):
        assert seen.arrivals(1)[0].raw == b"hello"
        seen.until("polling")
        polls = len(server.heard)
        wait_for(lambda: len(server.heard) > polls + 3)


def test_flags_are_read_from_a_server_that_finds_nothing_by_uid_star():
    unsaid = b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\nTAG OK [READ-ONLY] done\r\n"
    with scripted({b"UID SEARCH UID *": b"* SEARCH\r\nTAG OK done\r\n", b"EXAMINE": unsaid}) as (server, _):  # as Courier does
        wait_for(lambda: any(b"UID SEARCH FLAGGED UID 1:9" in line for line in server.heard))


@pytest.mark.parametrize(
    ("given", "year"),
    [
        (b'"01-Feb-2024 10:00:00 +0000"', 2024),
        (b'"01-Feb-2024 10:00:00"', None),
        (b'"31-Dec-9999 23:00:00 -1200"', None),
        (b'"01-Feb-2024 10:00:00 +9900"', None),
        (b'"17-Foo-2024 10:00:00 +0000"', None),
        (b'"01-Jan-1970 00:00:00 +0000"', None),
        (b"NIL", None),
    ],
)
def test_an_absurd_internaldate_is_mended_and_never_later_than_now(given, year):
    rules = {b"UID FETCH 9 (RFC822": b"* 1 FETCH (UID 9 RFC822.SIZE 5 INTERNALDATE " + given + b")\r\nTAG OK done\r\n"}
    with scripted(rules) as (_, seen):
        at = seen.arrivals(1)[0].internaldate
    assert at.tzinfo is UTC
    assert at <= datetime.now(UTC)
    assert at.year == (year or datetime.now(UTC).year)


@pytest.mark.parametrize(
    "answer",
    [
        b"* 1 FETCH (UID 9 BODY[] NIL)\r\nTAG OK done\r\n",
        b'* 1 FETCH (UID 9 BODY[] "")\r\nTAG OK done\r\n',
        b"* 1 FETCH (UID 8 BODY[] {5}\r\nhello)\r\nTAG OK done\r\n",
        b"TAG OK done\r\n",
        b"TAG NO [SERVERBUG-ISH] cannot convert this message\r\n",
        b"TAG BAD no\r\n",
    ],
)
def test_a_mail_that_is_not_given_is_owed_and_tried_in_another_way(answer):
    rules = {
        b"UID FETCH 9 (BODY.PEEK[])": answer,
        b"UID FETCH 9 (BODY.PEEK[]<0": b"* 1 FETCH (UID 9 BODY[]<0> {5}\r\nhello)\r\nTAG OK done\r\n",
    }
    with scripted(rules, replace(QUICK, retry_least=0.1)) as (_, seen):
        wait_for(lambda: any(looked.cursor.retry == (9,) for looked in seen.all(Looked)))
        arrival = seen.arrivals(1)[0]
        wait_for(lambda: seen.all(Looked)[-1].cursor == Cursor("INBOX", 7, 9, first_look_done=True))
    assert (arrival.raw, arrival.truncated) == (b"hello", False)


def test_a_big_mail_whose_structure_makes_no_sense_is_cut_instead():
    rules = {
        b"UID FETCH 9 (RFC822": b"* 1 FETCH (UID 9 RFC822.SIZE 900000)\r\nTAG OK done\r\n",
        b"UID FETCH 9 (BODYSTRUCTURE": b"* 1 FETCH (UID 9 BODYSTRUCTURE ((((NIL) NIL) 5 ()))\r\nTAG OK done\r\n",
        b"UID FETCH 9 (BODY.PEEK[]<0.262144>)": b"* 1 FETCH (UID 9 BODY[]<0> {5}\r\nhello)\r\nTAG OK done\r\n",
    }
    with scripted(rules) as (_, seen):
        arrival = seen.arrivals(1)[0]
        assert "backoff" not in seen.states
    assert arrival.raw == b"hello"


@pytest.mark.parametrize(
    "answer",
    [
        b"* 1 FETCH (UID 9 BODY[] {999999999999}\r\n",
        b"* 1 FETCH (UID 9 BODY[] {2000000}\r\n",
        b"* SEARCH 1\r\n* SEARCH 2\r\n" + b"(" * 5000 + b"\r\n",
        b"* 1 FETCH " + b"(" * 100_000 + b"\r\nTAG OK done\r\n",
        b"* BYE \xff\xfe going down\r\n",
        b"* 1 FETCH (UID 9 BODY[] {" + b"9" * 5000 + b"}\r\n",
        b"+ what\r\n+ what\r\nTAG BAD\r\n",
        b"x" * 1_100_000,
    ],
)
def test_an_answer_that_breaks_the_client_costs_a_connection_and_not_the_thread(answer):
    rules = {b"UID FETCH 9 (BODY.PEEK[])": answer}
    with scripted(rules, replace(QUICK, operation=1.0)) as (_, seen):
        seen.until("backoff")
        assert seen.watcher.alive


@pytest.mark.parametrize("text", [b"[UNAVAILABLE] Temporary authentication failure.", b"Too many simultaneous connections."])
def test_a_server_that_asks_for_patience_at_sign_in_never_makes_the_account_rest(text):
    with scripted({b"LOGIN": b"TAG NO " + text + b"\r\n"}) as (_, seen):
        seen.until("backoff", 5)
        assert "resting" not in seen.states
        assert text.decode() in seen.until("backoff").detail


@pytest.mark.parametrize("answer", [HANG_UP + b"\r\n", HANG_UP])
def test_a_connection_that_ends_during_sign_in_is_no_refusal(answer):
    with scripted({b"LOGIN": answer}) as (_, seen):
        seen.until("backoff", 5)
        assert "resting" not in seen.states


def test_a_named_time_is_waited_for():
    with scripted({b"LOGIN": b"TAG NO Request is throttled. Suggested Backoff Time: 90000 milliseconds\r\n"}) as (_, seen):
        state = seen.until("backoff")
    assert state.until - state.at == timedelta(seconds=90)


def test_a_farewell_as_greeting_is_understood():
    with scripted({}, greeting=b"* BYE [UNAVAILABLE] too many connections\r\n") as (_, seen):
        seen.until("backoff", 4)
        assert "resting" not in seen.states


def test_a_server_that_echoes_the_password_does_not_put_it_into_the_state():
    with scripted({b"LOGIN": b"TAG NO cannot sign in sam with secret\r\n"}) as (_, seen):
        assert "secret" not in seen.until("backoff").detail


def test_a_mail_in_an_error_stays_out_of_the_state():
    with scripted({b"UID FETCH 9 (BODY.PEEK[])": b"Dear Sam, unfortunately\r\nTAG OK done\r\n"}) as (_, seen):
        assert "unfortunately" not in seen.until("backoff").detail


@pytest.mark.parametrize("capabilities", [b"IMAP4rev1", b"IMAP4rev1 STARTTLS"])
def test_a_stripped_or_declined_starttls_sends_no_password(capabilities):
    rules = {b"CAPABILITY": b"* CAPABILITY " + capabilities + b"\r\nTAG OK done\r\n", b"STARTTLS": b"TAG NO not today\r\n"}
    with scripted(rules, tls="starttls") as (server, seen):
        seen.until("backoff")
        assert not any(b"LOGIN" in line for line in server.heard)


def test_what_was_said_before_tls_was_up_ends_the_connection():
    rules = {
        b"CAPABILITY": b"* CAPABILITY IMAP4rev1 STARTTLS\r\nTAG OK done\r\n",
        b"STARTTLS": b'TAG OK go\r\n* LIST () "/" INJECTED\r\n',
    }
    with scripted(rules, tls="starttls") as (_, seen):
        assert "before TLS" in seen.until("backoff").detail


def test_news_in_the_same_breath_as_the_beginning_of_idle_is_seen():
    rules = {
        b"CAPABILITY": b"* CAPABILITY IMAP4rev1 IDLE\r\nTAG OK done\r\n",
        b"IDLE": b"* 1 RECENT\r\n+ idling\r\n* 2 EXISTS\r\n",
    }
    with scripted(rules, poll_every=300.0) as (server, seen):
        seen.until("idle")
        wait_for(lambda: b"DONE\r\n" in server.heard, 5)


def test_news_told_with_the_answer_to_a_search_is_looked_for_before_idle_begins():
    rules = {
        b"CAPABILITY": b"* CAPABILITY IMAP4rev1 IDLE\r\nTAG OK done\r\n",
        b"IDLE": b"+ idling\r\n",
        b"UID SEARCH UID 10:*": b"* SEARCH\r\n* 2 EXISTS\r\nTAG OK done\r\n",
    }
    with scripted(rules, poll_every=300.0) as (server, seen):
        seen.until("idle")
        searches = wait_for(lambda: sum(b"SEARCH UID 10:*" in line for line in server.heard) > 5)
        assert searches
        assert not any(line.endswith(b"IDLE\r\n") for line in server.heard)
        server.rules[b"UID SEARCH UID 10:*"] = b"* SEARCH\r\nTAG OK done\r\n"
        wait_for(lambda: any(line.endswith(b"IDLE\r\n") for line in server.heard))


def test_a_secret_that_cannot_be_read_is_told_and_tried_again(dovecot, account):
    class Locked:
        def reveal(self) -> str:
            raise ConnectionLost("the agent is locked")

    with watching(replace(account, password=Locked())) as seen:
        seen.until("backoff", 4)
        assert seen.until("backoff").detail == "the agent is locked"
        assert "resting" not in seen.states


class Behind(SystemClock):
    """The machine's clock, set wrong."""

    off = timedelta(minutes=-12)

    def now(self) -> datetime:
        return super().now() + self.off


def test_a_mail_from_the_future_is_told_with_the_accounts_state_until_the_clock_is_right(dovecot, account):
    clock = Behind()
    dovecot.deliver(account.username, b"Subject: x\r\n\r\nhello\r\n")
    with watching(account, clock=clock) as seen:
        assert seen.until("idle").detail == "this machine's clock is 12 minutes behind the mail server's"
        clock.off = timedelta()
        dovecot.deliver(account.username, b"Subject: x\r\n\r\nhello\r\n")
        seen.arrivals(2)
        assert seen.until("idle", 2).detail == ""
        clock.off = timedelta(hours=-2)
        dovecot.deliver(account.username, b"Subject: x\r\n\r\nhello\r\n")
        late = seen.arrivals(3)[-1]
        assert "2 hours behind" in seen.until("idle", 3).detail
        assert late.internaldate <= clock.now()


# --- check


def test_probe_finds_all_well(dovecot, account):
    found = list(probe(account, SystemClock()))
    assert all(finding.ok for finding in found)
    assert [finding.what.removeprefix("accounts.personal: ") for finding in found] == [
        "name", "connection", "TLS", "sign-in", "mailbox INBOX", "mailbox \\Junk", "sent mail", "IDLE",
    ]  # fmt: skip


def last_finding(account: Account):
    found = list(probe(account, SystemClock()))
    assert all(finding.ok for finding in found[:-1])
    return found[-1]


def test_probe_explains_what_is_wrong_and_what_to_do(dovecot, account):
    assert "spelling" in last_finding(replace(account, host="imap.invalid")).remedy
    assert "993" in last_finding(replace(account, port=free_port())).remedy
    assert "ca_file" in last_finding(replace(account, ca_file=None)).remedy
    assert "app password" in last_finding(replace(account, password=Known("wrong"))).remedy
    assert "implicit" in last_finding(replace(account, port=dovecot.imap, tls="implicit")).remedy


def test_probe_lists_what_exists_where_a_mailbox_is_missing(dovecot, account):
    missing = [finding for finding in probe(replace(account, mailboxes=("INBOX", "Jobs")), SystemClock()) if not finding.ok]
    assert [finding.what for finding in missing] == ["accounts.personal: mailbox Jobs"]
    assert "Drafts, INBOX, Junk, Sent" in missing[0].remedy


def test_probe_explains_an_expired_certificate(tmp_path, account):
    make_certificate(tmp_path / "cert.pem", tmp_path / "key.pem", until="20200201000000Z")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            client, _ = listener.accept()
            with client, contextlib.suppress(OSError):
                context.wrap_socket(client, server_side=True).close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        found = last_finding(replace(account, port=listener.getsockname()[1], ca_file=tmp_path / "cert.pem"))
        thread.join(5)
    assert "expired" in found.detail
    assert "run out" in found.remedy


def test_probe_hears_the_date_of_a_greeting_that_has_one(account):
    server = Scripted({}, b"* OK mail.example IMAP4rev1 2007f.404 at Mon, 2 Mar 2026 11:00:00 +0100 (CET)\r\n")
    heard = []
    try:
        asked_at = datetime.now(UTC)
        list(probe(replace(account, host="127.0.0.1", port=server.port, tls="none"), SystemClock(), heard.append))
    finally:
        server.close()
    [word] = [word for word in heard if not word.at_least]
    assert (word.who, word.at) == ("127.0.0.1", datetime(2026, 3, 2, 10, tzinfo=UTC))
    assert asked_at <= word.asked_at <= word.answered_at <= datetime.now(UTC)


def test_probe_hears_nothing_of_the_time_where_nothing_is_said(dovecot, account):
    heard = []
    list(probe(account, SystemClock(), heard.append))
    assert heard == []


GARBAGE = {
    "a web page": b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n<html>no</html>\r\n* BYE\r\n",
    "nothing": b"\r\n* BYE \r\n",
    "bytes": bytes(range(256)) * 20 + b"\r\n* BYE\r\n",
    "a farewell in colours": b"* BYE \x1b[2J\x1b]0;owned\x07 \xe2\x80\xaeeybdoog\r\n",
    "a refusal in colours": b"TAG NO [X \x1b[2J] \xe2\x80\xaeno \xc2\x9b31m\r\n",
    "what is misspelt": b"TAG BAD \x1b[2Jno\xff\r\n",
    "no end": b"x" * 2_000_000 + b"\r\n",
    "all memory": b'* LIST () "/" {99999999999}\r\n',
    "nesting": b"* LIST " + b"(" * 5000 + b"\r\nTAG OK done\r\n",
    "names": b'* LIST () "/" "a&ABs-[2J&IC4-evil"\r\n* LIST () "/" "b\x1b[31m\xff"\r\nTAG OK done\r\n',
    "another tag": b"ZZ9 OK done\r\n* BYE\r\n",
}


@pytest.mark.parametrize("garbage", GARBAGE)
@pytest.mark.parametrize("stage", ["greeting", "CAPABILITY", "LOGIN", "LIST", "EXAMINE", "UID"])
def test_probe_explains_whatever_a_server_says_in_words_that_do_nothing_to_a_terminal(account, stage, garbage):
    rules = {} if stage == "greeting" else {stage.encode(): GARBAGE[garbage]}
    server = Scripted(rules, GARBAGE[garbage] if stage == "greeting" else b"* OK ready\r\n")
    try:
        found = list(probe(replace(account, host="127.0.0.1", port=server.port, tls="none", mailboxes=("INBOX", "Jobs")), SystemClock()))
    finally:
        server.close()
    assert not all(finding.ok for finding in found), "there is no mailbox Jobs, if nothing else"
    for finding in found:
        assert finding.detail
        assert finding.ok or finding.remedy
        for text in (finding.what, finding.detail, finding.remedy or ""):
            assert not {unicodedata.category(char) for char in text} & {"Cc", "Cf", "Cs"}, text


def test_a_first_look_at_a_huge_mailbox_asks_in_windows_that_fit_a_line():
    rules = {
        b"EXAMINE": b"* 99 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 120001] ok\r\nTAG OK done\r\n",
        b"UID SEARCH UID *": b"* SEARCH 120000\r\nTAG OK done\r\n",
        b"UID SEARCH UID 50001:100000 SINCE": b"* SEARCH 77777\r\nTAG OK done\r\n",
        b"UID SEARCH": b"* SEARCH\r\nTAG OK done\r\n",
        b"UID FETCH 77777 (RFC": b"* 1 FETCH (UID 77777 RFC822.SIZE 5)\r\nTAG OK done\r\n",
        b"UID FETCH 77777 (BODY": b"* 1 FETCH (UID 77777 BODY[] {5}\r\nhello)\r\nTAG OK done\r\n",
    }
    with scripted(rules) as (server, seen):
        assert seen.arrivals(1)[0].uid == 77777
        assert wait_for(lambda: [looked for looked in seen.all(Looked) if looked.cursor.uid == 120_000])
    assert sum(b"SINCE" in line for line in server.heard) == 3


def test_special_uses_are_asked_for_and_a_name_that_is_no_utf7_does_no_harm():
    rules = {
        b"CAPABILITY": b"* CAPABILITY IMAP4rev1 SPECIAL-USE LIST-EXTENDED\r\nTAG OK done\r\n",
        b'LIST "" "*" RETURN (SPECIAL-USE)': b'* LIST () "/" "bad\xff&name"\r\n* LIST (\\Junk) NIL 2024\r\nTAG OK done\r\n',
    }
    with scripted(rules, mailboxes=("\\Junk",)) as (_, seen):
        assert seen.arrivals(1)[0].mailbox == "2024"


def test_where_login_is_disabled_the_password_goes_by_authenticate():
    with scripted({b"CAPABILITY": b"* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=PLAIN\r\nTAG OK done\r\n", b"AUTHENTICATE": b"+ \r\n"}) as (
        server,
        _,
    ):
        wait_for(lambda: any(line.startswith(b"AHNhbQBzZWNyZXQ") for line in server.heard))
        assert not any(b"LOGIN " in line for line in server.heard)


def test_a_mailbox_that_asks_for_patience_is_waited_for_and_one_that_is_forbidden_is_left_out():
    with scripted({b"EXAMINE": b"TAG NO [INUSE] busy\r\n"}) as (_, seen):
        assert seen.until("backoff").detail == "[INUSE] busy"
    with scripted({b"EXAMINE": b"TAG NO [NOPERM] not yours\r\n"}) as (_, seen):
        assert "INBOX ([NOPERM] not yours)" in seen.until("backoff").detail


def test_while_polling_a_suspend_is_followed_by_a_sign_of_life():
    clock = SlowedClock()
    server = Scripted({})
    account = Account("sam", Known("secret"), server.port, tls="none", host="127.0.0.1", mailboxes=("INBOX",))
    with watching(account, clock=clock) as seen:
        seen.until("polling")
        server.rules[b"NOOP"] = b""  # the server is there no more
        clock.suspended += 3600
        assert "not done within 1 s" in seen.until("backoff").detail
    server.close()


def test_a_server_that_offers_no_sign_in_and_an_unknown_tls_setting_are_told(dovecot, account):
    with scripted({b"CAPABILITY": b"* CAPABILITY IMAP4rev1 LOGINDISABLED\r\nTAG OK done\r\n"}) as (_, seen):
        assert "no sign-in" in seen.until("backoff").detail
    with watching(replace(account, tls="maybe")) as seen:
        assert "unknown tls" in seen.until("backoff").detail


def test_a_line_without_end_and_a_flood_end_the_connection():
    for flood in (b"* 1 FLAGS " + b"x" * 1_200_000, (b"* OK " + b"x" * 900_000 + b"\r\n") * 20):
        with scripted({b"LIST": flood}) as (_, seen):
            assert "says more" in (detail := seen.until("backoff").detail) or "without an end" in detail


# --- a token in place of a password


@dataclass
class Tokens:
    """A token as config has it: what is given out in turn, and what was said to be refused."""

    words: list[str]
    refused: list[str | None] = field(default_factory=list)
    error: WatcherError | None = None

    def reveal(self, refused: str | None = None) -> str:
        self.refused.append(refused)
        if self.error is not None:
            raise self.error
        return self.words.pop(0) if len(self.words) > 1 else self.words[0]


XOAUTH2 = {b"CAPABILITY": b"* CAPABILITY IMAP4rev1 AUTH=XOAUTH2\r\nTAG OK done\r\n"}
BOTH = {b"CAPABILITY": b"* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 AUTH=OAUTHBEARER\r\nTAG OK done\r\n"}


class Challenging(Scripted):
    """Takes the token `good` alone; to others it says why in a challenge, and NO once that has been answered (RFC 7628, 3.2.3)."""

    def serve(self, client: socket.socket) -> None:
        with client, client.makefile("rb") as lines, contextlib.suppress(OSError):
            client.sendall(self.greeting)
            for line in lines:
                tag, _, command = line.strip().partition(b" ")
                if not command.startswith(b"AUTHENTICATE"):
                    client.sendall(self.answer(tag, command))
                    continue
                client.sendall(b"+ \r\n")
                said = base64.b64decode(lines.readline())
                self.heard += [command, said]
                if b"Bearer good\x01" in said:
                    client.sendall(tag + b" OK in\r\n")
                    continue
                client.sendall(b"+ " + base64.b64encode(b'{"status":"invalid_token"}') + b"\r\n")
                self.heard.append(base64.b64decode(lines.readline()))
                client.sendall(tag + b" NO [AUTHENTICATIONFAILED] token bad is refused\r\n")


@contextlib.contextmanager
def challenging(rules: dict[bytes, bytes], tokens: Tokens, username: str = "sam") -> Iterator[tuple[Scripted, Watching]]:
    server = Challenging(rules)
    account = Account(username, None, server.port, tls="none", host="127.0.0.1", mailboxes=("INBOX",), poll_every=60.0, token=tokens)
    try:
        with watching(account) as seen:
            yield server, seen
    finally:
        server.close()


def test_a_token_goes_by_xoauth2_where_there_is_nothing_better():
    with challenging(XOAUTH2, Tokens(["good"])) as (server, seen):
        seen.until("polling")
    assert server.heard == [b"AUTHENTICATE XOAUTH2", b"user=sam\x01auth=Bearer good\x01\x01"]


def test_a_token_goes_by_oauthbearer_with_the_name_as_the_standard_wants_it():
    with challenging(BOTH, Tokens(["good"]), username="a,b=c@example.com") as (server, seen):
        seen.until("polling")
        port = b"port=%d" % server.port
    assert server.heard[0] == b"AUTHENTICATE OAUTHBEARER"
    assert server.heard[1] == b"n,a=a=2Cb=3Dc@example.com,\x01host=127.0.0.1\x01" + port + b"\x01auth=Bearer good\x01\x01"


@pytest.mark.parametrize(("rules", "answered"), [(XOAUTH2, b""), (BOTH, b"\x01")])
def test_a_token_that_has_expired_is_fetched_anew_and_tried_on_the_same_connection(rules, answered):
    tokens = Tokens(["bad", "good"])
    with challenging(rules, tokens) as (server, seen):
        seen.until("polling")
    assert server.heard[2] == answered
    assert (tokens.refused, seen.states[:2]) == ([None, "bad"], ["connecting", "polling"])


def test_a_token_that_is_refused_even_when_new_is_a_refusal_as_of_a_password_and_not_shown():
    tokens = Tokens(["bad"])
    with challenging(BOTH, tokens) as (_, seen):
        said = seen.until("resting").detail
        assert seen.states == ["connecting", "backoff", "connecting", "backoff", "connecting", "resting"]
    assert said == "[AUTHENTICATIONFAILED] token *** is refused"


def test_where_only_the_user_can_mend_the_sign_in_the_account_rests_at_once():
    with challenging(BOTH, Tokens(["x"], error=SignInRefused("taken back", remedy="run: login"))) as (_, seen):
        assert seen.until("resting").detail == "taken back; run: login"
        assert seen.states == ["connecting", "resting"]


def test_a_service_that_gives_no_token_just_now_is_waited_for():
    with challenging(BOTH, Tokens(["x"], error=TemporarilyRefused("not now", retry_after=77.0))) as (_, seen):
        state = seen.until("backoff")
        assert (state.detail, round((state.until - state.at).total_seconds())) == ("not now", 77)


def test_a_server_that_takes_no_tokens_is_told():
    with challenging({}, Tokens(["good"])) as (_, seen):
        assert "no sign-in with a token" in seen.until("backoff").detail
