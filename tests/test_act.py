"""Acting from a mail program: a mail is moved as a phone moves it, over a connection of its own, and the plan follows."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from parts.dovecot import wait_for
from parts.life import CAME, ME, Life
from parts.service import Service
from test_daemon import account

from watcher.core.act import Verb
from watcher.daemon.acting import Acted, take_move, verb_of
from watcher.imap import Arrival, Cursor
from watcher.model import load as load_model
from watcher.reader import read_mail

DONE, LATER, NO, RECRUITER, OTHER = (f"Follow-ups/{name}" for name in ("Done", "Later", "No", "Recruiters", "Nothing"))
ACT = {"done": DONE, "snooze": LATER, "rejection": NO, "recruiter": RECRUITER, "other": OTHER}
REFLECT = {"reflect_after": "1s", "ask_recruiter_after": "", "thank_after": "", "reply_recruiter_after": "20 days"}


def rejection(number: int, company: str = "Larkfield Robotics", subject: str = "Your application at") -> bytes:
    domain = company.lower().replace(" ", "-") + ".example"
    return f"""\
From: Tomasz Bielak <tomasz.bielak@{domain}>
To: robin@mail.example
Subject: {subject} {company}
Message-ID: <{number}@{domain}>
Content-Type: text/plain; charset=utf-8

Dear Robin,

thank you for your application for the Test Engineer position and for the
interview last week. Unfortunately, we have decided not to move forward with
your application. We regret to inform you that you were not selected; another
candidate was the closer match.

Kind regards,
Tomasz Bielak
{company}
""".encode()


def newsletter(number: int) -> bytes:
    return f"""\
From: Kestrel Garden Club <news@garden.example>
To: robin@mail.example
Subject: What to plant in March
Message-ID: <{number}@garden.example>
List-Id: <news.garden.example>
Content-Type: text/plain; charset=utf-8

Dear members, the days are longer again. This week we sow the first peas and
look at the roses. The next meeting is on Thursday in the old greenhouse.
""".encode()


@pytest.fixture
def service(tmp_path):
    made = Service(tmp_path)
    yield made
    if made.process is not None and made.process.poll() is None:
        made.kill()


class Phone:
    """The user's mail program: another connection, which moves and copies."""

    def __init__(self, server, user, client) -> None:
        self.server, self.user, self.client = server, user, client

    def make(self, *mailboxes: str) -> None:
        for mailbox in mailboxes:
            self.client.create_folder(mailbox)

    def move(self, message_id: str, to: str, *, start: str = "INBOX") -> None:
        self.client.move(self._find(message_id, start), to)

    def copy(self, message_id: str, to: str, *, start: str = "INBOX") -> None:
        self.client.copy(self._find(message_id, start), to)

    def _find(self, message_id: str, mailbox: str) -> list[int]:
        self.client.select_folder(mailbox)
        found = self.client.search(["HEADER", "Message-ID", message_id])
        assert found, f"{message_id} is not in {mailbox}"
        return found


@pytest.fixture
def phone(dovecot):
    user, _ = dovecot.fresh_user()
    with dovecot.client(user) as client:
        yield Phone(dovecot, user, client)


@pytest.fixture
def begin(service, dovecot, phone, receiver):
    """Start the watcher on the phone's account, and wait until it has looked at everything once."""

    def go(act=ACT, plan=REFLECT, **more):
        entry = account(dovecot, phone.user, dovecot.users[phone.user], poll_every="1s") | more
        service.configure(accounts={"personal": entry}, targets={"hook": receiver.url()}, plan=plan, act=act)
        service.start()
        service.wait_until_watching()

    return go


def steps(service, kind="reflect"):
    return [(step["id"], step["status"]) for step in service.agenda("--all") if step["kind"] == kind]


def told(service, count=1):
    """So many steps were told of, and that is recorded."""
    wait_for(lambda: service.log.count("event=delivered") >= count)


def moved(service):
    """What moves did, by the log."""
    return [line.split(" did=")[1].strip('"') for line in service.log.splitlines() if "event=moved" in line]


def story(service, what="a1"):
    return [(event["what"], event["cause"], event["message"]) for event in service.json("show", what)["timeline"]]


def test_a_mail_moved_to_the_mailbox_for_what_is_done_completes_the_step_that_was_told_of(begin, service, dovecot, phone):
    phone.make(DONE, LATER)
    begin()
    dovecot.deliver(phone.user, rejection(1))
    told(service)
    phone.move("1@larkfield-robotics.example", DONE)
    wait_for(lambda: moved(service) == ["completed"])
    assert steps(service) == [("s1", "completed")]
    assert ("reflect completed", f"you moved m1 to {DONE}", "m1") in story(service)
    assert service.command("undo").stdout.startswith(f"Taken back: moved m1 to {DONE}")
    assert steps(service) == [("s1", "needs_action")]
    assert service.stop() == 0


# --- what becomes of it, without a server


def read_as(raw, said=None, me=ME):
    return read_mail(raw, truncated=False, received_on=CAME.date(), me=frozenset({me}), model=load_model(), said=said)


class Folders:
    """Mails put into mailboxes that act, taken in as the daemon takes them in."""

    def __init__(self, life: Life) -> None:
        self.life, self.uid = life, 0

    def put(self, raw: bytes, verb: Verb, now=CAME, *, uid: int | None = None) -> Acted:
        self.uid = uid or self.uid + 1
        mailbox = ACT[verb.value]
        cursor = Cursor(mailbox, 1, self.uid, first_look_done=True, acts=mailbox)
        arrival = Arrival("personal", mailbox, 1, self.uid, CAME, len(raw), raw, False, False, False, cursor)
        settings = self.settings
        assert verb_of(arrival, settings) is verb
        with closing(self.life.store()) as store, store.transaction() as tx:
            return take_move(tx, arrival, verb, read_as(raw, verb.label), settings, now)

    @property
    def settings(self):
        plain = self.life.settings
        mine = replace(plain.accounts["personal"], acts=tuple(ACT.items()))
        return replace(plain, accounts={"personal": mine})


@pytest.fixture
def life(tmp_path):
    """After a rejection on 2 March 2026: m1, a1, with s1 to look back on 4 March and s2 to thank on 16 March."""
    made = Life(tmp_path)
    made.receive(rejection(1))
    return made


@pytest.fixture
def folders(life):
    return Folders(life)


def day(number: int, hour: int = 12) -> datetime:
    return datetime(2026, 3, number, hour, tzinfo=UTC)


def test_a_move_is_about_the_earliest_step_that_the_user_was_told_of(life, folders):
    life.notify(day(17))
    assert {step["kind"] for step in life.agenda()} == {"reflect", "thank"}
    done = folders.put(rejection(1), Verb.DONE, day(17))
    assert (done.did, done.step) == ("completed", 1)
    assert (life.status("s1"), life.status("s2")) == ("completed", "needs_action")
