"""The world of one job seeker: a mail server, the daemon in a process of its own under a clock that is moved, targets that remember.

The story (story.txt) is lived through from one thing to the next, as the daemon would sleep through it; what the user is told, and when the
clock on the wall showed what, is written down as it comes.
"""

from __future__ import annotations

import email
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.policy import compat32
from pathlib import Path
from zoneinfo import ZoneInfo

from parts.dovecot import Dovecot, wait_for
from parts.moved_clock import MovedClock
from parts.receivers import Receiver
from parts.service import Service

from watcher.store import Store

ZONE = ZoneInfo("Europe/Berlin")
LEVELS = ("full", "short", "silent")
# What comes every morning and is of no interest; the same mail again leaves no trace, and wakes who waits for mail.
PAPER = b"From: News <news@paper.example>\r\nMessage-ID: <daily@paper.example>\r\nSubject: Your paper is here\r\n\r\nGood morning.\r\n"
STORY = Path(__file__).with_name("story.txt")
_HEAD = re.compile(r"^=== (\d{4}-\d\d-\d\d \d\d:\d\d) (\w+) ?(.*)\n", re.MULTILINE)


@dataclass(frozen=True)
class Event:
    """One thing that happens: a mail, a command, a flag, or the machine."""

    at: datetime
    kind: str
    what: str
    text: str


def events() -> list[Event]:
    """The story, in its order."""
    parts = _HEAD.split(STORY.read_text())
    rows = zip(parts[1::4], parts[2::4], parts[3::4], parts[4::4], strict=True)
    story = [
        Event(datetime.fromisoformat(at).replace(tzinfo=ZONE).astimezone(UTC), kind, what, text.strip("\n"))
        for at, kind, what, text in rows
    ]
    assert story == sorted(story, key=lambda event: event.at)
    return story


@dataclass
class World:
    """`live` plays an event; `told` is what there is to read afterwards."""

    service: Service
    dovecot: Dovecot
    user: str
    receiver: Receiver
    clock: MovedClock
    told: list[str] = field(default_factory=list)
    store: Store | None = None
    appended: int = 0
    heard: int = 0
    asleep: bool = False

    # --- time

    def state(self) -> Store:
        if self.store is None:
            self.store = Store(self.service.folder / "state" / "state.db")
        return self.store

    def go_to(self, moment: datetime) -> None:
        """From one thing that is due to the next."""
        while not self.asleep:
            with self.state().reading() as tx:
                following = tx.next_moment(self.clock.now())
            if following is None or following >= moment:
                break
            self.clock.set(following + timedelta(milliseconds=20))
            self.wake()
        self.clock.set(max(moment, self.clock.now()))

    def wake(self) -> None:
        """A mail wakes the daemon, which then looks at the clock."""
        self.append("INBOX", PAPER, self.clock.now())
        self.settle()

    def settle(self) -> None:
        """Until all that came is recorded, and all that is due is told; a machine that is off does neither."""
        if self.asleep:
            return
        wait_for(self._settled, 30)
        new, self.heard = self.receiver.requests[self.heard :], len(self.receiver.requests)
        if new:
            self._write_down(new)

    def _settled(self) -> bool:
        now = self.clock.now()
        with self.state().reading() as tx:
            one = tx._db.exec_driver_sql
            if one("SELECT count(*) FROM locations").scalar_one() < self.appended:
                return False
            waiting = one("SELECT count(*) FROM deliveries WHERE status IN ('pending', 'in_flight')").scalar_one()
            return not (waiting or tx.due_steps(now) or tx.due_notices(now))

    # --- what happens

    def append(self, mailbox: str, mail: bytes, at: datetime) -> None:
        self.dovecot.append(self.user, mailbox, mail, at)
        self.appended += 1

    def live(self, event: Event) -> None:
        self.go_to(event.at)
        getattr(self, f"_{event.kind}")(event)

    def _mail(self, event: Event) -> None:
        raw = event.text + "\n"
        mail = email.message_from_string(raw, policy=compat32)
        self._say(event.at, f"{_name(mail['From'])} writes: {mail['Subject']}")
        self.append("INBOX", _on_the_wire(raw), event.at)
        self.settle()

    def _sent(self, event: Event) -> None:
        raw = event.text + "\n"
        mail = email.message_from_string(raw, policy=compat32)
        self._say(event.at, f"you write to {_name(mail['To'])}: {mail['Subject']}")
        self.append("Sent", _on_the_wire(raw), event.at)
        if not self.asleep:
            self.service.signal(signal.SIGHUP)
        self.settle()

    def _does(self, event: Event) -> None:
        words = [self._id(word) for word in event.what.split()]
        done = self.service.command(*words)
        self._say(event.at, f"you type: {' '.join(words)}", *(done.stdout + done.stderr).splitlines())
        self.settle()

    def _flags(self, event: Event) -> None:
        self._flag(event, flagged=True)

    def _unflags(self, event: Event) -> None:
        self._flag(event, flagged=False)

    def _flag(self, event: Event, *, flagged: bool) -> None:
        before = self._looks()
        with self.dovecot.client(self.user) as client:
            client.select_folder("INBOX")
            [uid] = client.search(["HEADER", "Message-ID", event.what])
            (client.add_flags if flagged else client.remove_flags)([uid], [b"\\Flagged"])
            subject = email.message_from_bytes(client.fetch([uid], ["BODY.PEEK[HEADER]"])[uid][b"BODY[HEADER]"])["Subject"]
        self._say(event.at, f'you {"star" if flagged else "take the star from"} the mail "{subject}" in your mail program')
        self.service.signal(signal.SIGHUP)
        wait_for(lambda: self._looks() != before, 20)
        self.settle()

    def _looks(self) -> list[int]:
        with self.state().reading() as tx:
            return list(tx._db.exec_driver_sql("SELECT uid FROM flagged WHERE NOT gone ORDER BY uid").scalars())

    def _machine(self, event: Event) -> None:
        """off, on: it is shut down, and started; killed: it falls over, and starts again."""
        self._say(
            event.at,
            {"off": "the machine is shut down", "on": "the machine starts", "killed": "the machine falls over and starts again"}[
                event.what
            ],
        )
        if event.what == "off":
            assert self.service.stop() == 0
            self.asleep = True
        else:
            if event.what == "killed":
                self.service.kill()
            self.asleep = False
            self.service.start()
            self.settle()

    def _rests(self, event: Event) -> None:
        """Nothing happens; what is due is told."""

    # --- what is read

    def _id(self, word: str) -> str:
        """`{thank Larkfield}` is the open step of that kind there, `{Larkfield}` its application."""
        if not (found := re.fullmatch(r"\{(?:(\w+):)?(.+)\}", word)):
            return word
        kind, company = found[1], found[2].replace("_", " ")
        with self.state().reading() as tx:
            if kind == "mail":
                [message] = [row.id for row in tx.messages() if (row.message_id or "").startswith(company)]
                return f"m{message}"
            if kind:
                [step] = [row.id for row in tx.agenda() if row.kind == kind and (row.company or "").startswith(company)]
                return f"s{step}"
            [application] = [row.id for row in tx.application_rows() if (row.company or "").startswith(company)]
            return f"a{application}"

    def _say(self, at: datetime, what: str, *lines: str) -> None:
        self.told.append(f"{_shown(at)}  {what}")
        self.told += [f"    {line}".rstrip() for line in lines]

    def _write_down(self, requests: list) -> None:
        at = self.clock.now()
        told = {level: [(one.json()["title"], one.json()["message"]) for one in requests if one.path == f"/{level}"] for level in LEVELS}
        assert len({len(each) for each in told.values()}) == 1, told
        for each in zip(*(told[level] for level in LEVELS), strict=True):
            self.told.append(f"{_shown(at)}  you are told")
            for level, (title, body) in zip(LEVELS, each, strict=True):
                text = f"{title}\n{body}" if level == "full" else " | ".join([title, *body.splitlines()])
                self.told += [f"    {level if not number else '':6}  {line}".rstrip() for number, line in enumerate(text.splitlines())]


def _shown(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%a %d %b %Y %H:%M}"


def _name(header: str) -> str:
    return str(email.header.make_header(email.header.decode_header(header)))


def _on_the_wire(raw: str) -> bytes:
    return raw.replace("\n", "\r\n").encode()


@contextmanager
def living(folder: Path, dovecot: Dovecot, receiver: Receiver, begins: datetime) -> Iterator[World]:
    """A world at its beginning: nothing in the mailbox, the daemon running."""
    user, password = dovecot.fresh_user()
    clock = MovedClock(folder)
    clock.set(begins)
    service = Service(folder, environ=clock.environ)
    _configure(service, dovecot, user, password, receiver)
    service.start()
    try:
        service.wait_until_watching()
        world = World(service, dovecot, user, receiver, clock)
        yield world
    finally:
        if service.process is not None and service.process.poll() is None:
            service.kill()


def _configure(service: Service, dovecot: Dovecot, user: str, password: str, receiver: Receiver) -> None:
    account = {"host": "localhost", "port": dovecot.imaps, "ca_file": str(dovecot.ca), "username": user, "password": password}
    service.configure(
        accounts={"personal": account},
        targets={level: {"url": receiver.url(level), "detail": level} for level in LEVELS},
        plan={"nudge_after": "21 days"},
        me={"addresses": ["robin@mail.example"], "news": ["I have finished a course in statistical process control."]},
        timezone="Europe/Berlin",
        country="DE",
        subdivision="BE",
        quiet_hours="20:00-08:00",
        per_day=3,
    )


def six_months(folder: Path, dovecot: Dovecot, receiver: Receiver) -> str:
    """The whole story, and all that was told."""
    story = events()
    with living(folder, dovecot, receiver, story[0].at) as world:
        for event in story:
            try:
                world.live(event)

            except Exception as error:
                error.add_note("\n".join([f"at {event}", *world.told[-30:], world.service.log[-3000:]]))
                raise
        world.told.append("")
        return "\n".join(world.told)
