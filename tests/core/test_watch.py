"""The mailbox watcher, walked against a simulated server: no mail is missed, nobody is locked out, nothing spins."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from watcher.core.watch import (
    BATCH,
    FLAGGED_MOST,
    RETRY_MOST,
    TRIES_MOST,
    Connect,
    Connected,
    Cursor,
    Disconnect,
    Entry,
    Examine,
    Examined,
    Fetch,
    Fetched,
    Flags,
    FlagsRead,
    FlagsRefused,
    Found,
    Idle,
    IdleRefused,
    Listed,
    ListMailboxes,
    LookNow,
    Loss,
    Lost,
    MailboxRefused,
    Measure,
    Measured,
    Named,
    Note,
    NoteFlags,
    NotFetched,
    ReadFlags,
    Report,
    Search,
    SignedIn,
    SignIn,
    Size,
    Start,
    State,
    Status,
    StatusIs,
    Stop,
    Timings,
    Wait,
    Watch,
    Woke,
    advance,
    backoff,
    judge_refusal,
    resolve,
)

DAY = 86400.0
JUNK = Entry("Junk", frozenset({"\\junk"}))
SENT = Entry("Gesendet", frozenset({"\\sent"}))
INBOX = Entry("INBOX", frozenset())


@dataclass
class Box:
    """A mailbox of the simulated server: UID -> mail."""

    uidvalidity: int = 1
    uidnext: int = 1
    mails: dict[int, int] = field(default_factory=dict)
    old: set[int] = field(default_factory=set)  # mails from before the look-back
    flagged: set[int] = field(default_factory=set)  # UIDs
    modseq: int = 1
    changed: dict[int, int] = field(default_factory=dict)  # UID -> modseq

    def touch(self, uid: int) -> None:
        self.modseq += 1
        self.changed[uid] = self.modseq

    def flag(self, uid: int, *, flagged: bool = True) -> None:
        (self.flagged.add if flagged else self.flagged.discard)(uid)
        self.touch(uid)

    def remove(self, uid: int) -> int:
        self.modseq += 1
        self.flagged.discard(uid)
        self.changed.pop(uid, None)
        return self.mails.pop(uid)

    def add(self, mail: int, *, old: bool = False) -> int:
        self.mails[self.uidnext] = mail
        self.uidnext += 1
        if old:
            self.old.add(mail)
        self.touch(self.uidnext - 1)
        return self.uidnext - 1


@dataclass
class Server:
    """Answers each request of the machine, and misbehaves as told."""

    boxes: dict[str, Box] = field(default_factory=lambda: {"INBOX": Box(), "Junk": Box(), "Gesendet": Box()})
    has_idle: bool = True
    idle_works: bool = True
    tells: bool = True  # pushes news in IDLE
    entries: tuple[Entry, ...] = (JUNK, SENT, INBOX)
    drop_in: int | None = None  # the connection is lost at the n-th request from now
    refusals: list[Lost] = field(default_factory=list)  # what the next sign-ins meet
    shut: set[str] = field(default_factory=set)  # mailboxes that EXAMINE and STATUS refuse
    withheld: dict[int, int] = field(default_factory=dict)  # mail -> how often it is not given
    poisoned: dict[int, int] = field(default_factory=dict)  # mail -> how often it ends the connection
    condstore: bool = True
    counts: bool = True  # as `condstore` was when the mailbox was opened: no server takes its word back while it is open
    no_flags: bool = False  # a NO to each question about flags
    deaf_to_flags: bool = False  # ends the connection at them
    news: bool = False
    snapped: bool = False  # the open mailbox was rebuilt: its connection ends
    selected: str | None = None


class Account:
    """A machine at work on a server: performs its actions, keeps what a main thread would have committed."""

    def __init__(self, server: Server, **given) -> None:
        self.server = server
        self.now = 1000.0
        self.stored: dict[str, Cursor] = {}
        self.posted: list[int] = []
        self.reports: list[Report] = []
        self.notes: list[Note] = []
        self.stars: dict[str, Flags] = {}  # as a main thread would have stored them
        self.flag_notes: list[NoteFlags] = []
        self.asked: list[object] = []
        self.failed: dict[int, int] = {}
        self.given_up: set[int] = set()
        self.connects: list[float] = []
        self.sign_ins: list[float] = []
        self.given = {"wanted": ("INBOX", "\\Junk"), "poll_every": 1800.0} | given
        self.restart()

    def restart(self) -> None:
        """A new process, with what was committed."""
        self.server.selected, self.server.snapped = None, False
        self.watch = Watch(cursors=dict(self.stored), flags=dict(self.stars), **self.given)
        self.feed(Start())

    def feed(self, event) -> None:
        self.watch, actions = advance(self.watch, event, self.now)
        for action in actions[:-1]:
            self.tell(action)
        if isinstance(event, LookNow):
            assert actions == ()
        elif actions:
            self.request = actions[-1]

    def tell(self, action) -> None:
        if isinstance(action, Disconnect):
            self.server.selected, self.server.snapped = None, False
        elif isinstance(action, NoteFlags):
            self.flag_notes.append(action)
            self.stars[action.flags.mailbox] = action.flags
        elif isinstance(action, Note):
            self.notes.append(action)
            self.store(action.cursor)
        else:
            assert isinstance(action, Report)
            self.reports.append(action)
            if "given up" in action.detail:
                uid, mailbox = int(action.detail.split()[1]), action.detail.split()[3]
                mail = self.server.boxes[mailbox].mails.get(uid)
                assert mail is None or self.failed[mail] >= TRIES_MOST
                self.given_up.add(mail)

    def store(self, cursor: Cursor) -> None:
        """Committed; a cursor may never claim a mail that was neither posted nor noted as owed."""
        self.stored[cursor.mailbox] = cursor
        box = self.server.boxes[cursor.mailbox]
        if box.uidvalidity == cursor.uidvalidity:
            skipped = {mail for uid, mail in box.mails.items() if uid <= cursor.uid and uid not in cursor.retry}
            assert skipped - box.old <= set(self.posted) | self.given_up

    def step(self, event=None) -> None:
        """Perform what is asked for."""
        self.asked.append(self.request)
        self.feed(event or self.answer(self.request))

    def answer(self, request):
        server = self.server
        if server.drop_in is not None and not isinstance(request, Wait):
            server.drop_in -= 1
            if server.drop_in < 0:
                server.drop_in = None
                if isinstance(request, Fetch | Measure):
                    self.count_failure()
                return Lost(Loss.LOST, "reset", None, 0.5)
        if server.snapped and not isinstance(request, Wait | Connect):
            return Lost(Loss.LOST, "the mailbox was rebuilt", None, 0.5)
        self.now += 0.01
        return getattr(self, "on_" + type(request).__name__.lower())(request)

    def count_failure(self) -> None:
        look = self.watch.look
        mail = self.server.boxes[look.mailbox].mails.get(look.todo[0])
        self.failed[mail] = self.failed.get(mail, 0) + 1

    def on_connect(self, _request):
        self.connects.append(self.now)
        return Connected()

    def on_signin(self, _request):
        self.sign_ins.append(self.now)
        return self.server.refusals.pop(0) if self.server.refusals else SignedIn(self.server.has_idle)

    def on_listmailboxes(self, _request):
        return Listed(self.server.entries)

    def on_status(self, request):
        assert request.mailbox != self.server.selected
        if request.mailbox in self.server.shut:
            return MailboxRefused("no")
        box = self.server.boxes[request.mailbox]
        return StatusIs(box.uidvalidity, box.uidnext, box.modseq if self.server.condstore else None)

    def on_examine(self, request):
        if request.mailbox in self.server.shut:
            return MailboxRefused("no")
        self.server.selected, self.server.news = request.mailbox, False
        self.server.counts = self.server.condstore
        box = self.server.boxes[request.mailbox]
        return Examined(box.uidvalidity, box.uidnext, max(box.mails, default=0), box.modseq if self.server.condstore else None)

    def on_search(self, request):
        self.server.news = False
        box = self.server.boxes[self.server.selected]
        found = {uid for uid, mail in box.mails.items() if uid > request.above and not (request.recent and mail in box.old)}
        found |= set(request.owed) & set(box.mails)
        if box.mails and not request.recent:
            found.add(max(box.mails))  # n:* names the last one, too
        return Found(tuple(found))

    def on_measure(self, request):
        box = self.server.boxes[self.server.selected]
        assert len(request.uids) <= BATCH
        return Measured({uid: Size(100) for uid in request.uids if uid in box.mails})

    def on_fetch(self, request):
        box = self.server.boxes[self.server.selected]
        assert request.cursor.uidvalidity == box.uidvalidity
        mail = box.mails.get(request.uid)
        if mail is None:
            return NotFetched()
        for failing, event in ((self.server.poisoned, Lost(Loss.LOST, "poison")), (self.server.withheld, NotFetched())):
            if failing.get(mail, 0) > 0:
                failing[mail] -= 1
                self.count_failure()
                return event
        assert request.sent == (self.server.selected == "Gesendet")
        self.posted.append(mail)
        self.store(request.cursor)
        return Fetched()

    def on_readflags(self, request):
        box = self.server.boxes[self.server.selected]
        if self.server.deaf_to_flags:
            return Lost(Loss.LOST, "deaf", None, 0.5)
        if self.server.no_flags:
            return FlagsRefused()
        assert request.since is None or self.server.counts
        asked = set(box.mails)
        if request.since is not None:
            asked = {uid for uid in box.mails if box.changed.get(uid, 0) > request.since}
        there = set(request.known) & set(box.mails)
        plain = (there | (asked if request.since is not None else set())) - box.flagged
        return FlagsRead(frozenset((asked | there) & box.flagged), frozenset(plain))

    def on_name(self, request):
        box = self.server.boxes[self.server.selected]
        assert 0 < len(request.uids) <= BATCH
        return Named({uid: f"mail-{box.mails[uid]}" for uid in request.uids if uid in box.mails})

    def on_idle(self, request):
        assert self.server.selected == next(name for name in ("INBOX", "Junk", "Gesendet") if name in self.watch.mailboxes)
        if not self.server.idle_works:
            return IdleRefused()
        if not (self.server.news and self.server.tells):
            self.now += request.seconds
        return Woke()

    def on_wait(self, request):
        self.now += request.seconds
        return Woke()

    def run(self, seconds: float) -> None:
        """On and on, until so much time has passed."""
        end = self.now + seconds
        while self.now < end:
            self.step()

    def until(self, kind: type) -> None:
        for _ in range(1000):
            if isinstance(self.request, kind):
                return
            self.step()
        raise AssertionError(f"no {kind.__name__} is asked for")


@settings(max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))
class NoMailIsMissed(RuleBasedStateMachine):
    """Whatever happens to link, server, mailboxes and process: in the end every mail that is there was posted."""

    def __init__(self) -> None:
        super().__init__()
        self.server = Server()
        self.account = Account(self.server)
        self.mail = 0

    boxes = st.sampled_from(["INBOX", "INBOX", "Junk", "Gesendet"])

    @rule(name=boxes, count=st.integers(1, 4))
    def deliver(self, name, count):
        for _ in range(count):
            self.mail += 1
            self.server.boxes[name].add(self.mail)
            self.server.news |= name == self.server.selected

    @rule(steps=st.integers(1, 12))
    def work(self, steps):
        for _ in range(steps):
            self.account.step()

    @rule(name=boxes, which=st.integers(0, 100))
    def vanish(self, name, which):
        mails = self.server.boxes[name].mails
        if mails:
            del mails[sorted(mails)[which % len(mails)]]

    @rule(name=boxes, which=st.integers(0, 100), to=boxes)
    def move(self, name, which, to):
        mails = self.server.boxes[name].mails
        if mails:
            self.server.boxes[to].add(mails.pop(sorted(mails)[which % len(mails)]))
            self.server.news |= to == self.server.selected

    @rule(name=boxes)
    def rebuild(self, name):
        """New UIDs under a new UIDVALIDITY; an open connection to it cannot go on."""
        box = self.server.boxes[name]
        self.server.boxes[name] = rebuilt = Box(box.uidvalidity + 1)
        for mail in sorted(box.mails.values(), reverse=True):
            rebuilt.add(mail)
        self.server.snapped |= name == self.server.selected

    @rule(requests=st.integers(0, 8))
    def drop(self, requests):
        self.server.drop_in = requests

    @rule(has=st.booleans(), works=st.booleans(), tells=st.booleans())
    def change_idle(self, has, works, tells):
        self.server.has_idle, self.server.idle_works, self.server.tells = has, works, tells

    @rule(kinds=st.lists(st.sampled_from(Loss), min_size=1, max_size=4), after=st.sampled_from([None, 1.0, 900.0]))
    def refuse(self, kinds, after):
        self.server.refusals = [Lost(kind, "no", after if kind is Loss.PATIENCE else None, 0.1) for kind in kinds]
        self.server.drop_in = 0

    @rule(back=st.integers(0, 3), times=st.integers(1, 5), how=st.sampled_from(["withheld", "poisoned"]))
    def hide(self, back, times, how):
        getattr(self.server, how)[self.mail - back] = times

    @rule(name=st.sampled_from(["INBOX", "Junk"]))
    def shut(self, name):
        self.server.shut ^= {name}

    @rule()
    def ask_to_look(self):
        self.account.feed(LookNow())

    @precondition(lambda self: isinstance(self.account.request, Wait | Idle))
    @rule()
    def sleep_and_wake(self):
        self.account.step(Woke(slept=True))

    @rule()
    def crash(self):
        self.account.restart()

    @invariant()
    def arrivals_are_not_lost_to_spinning(self):
        assert all(later - earlier > 0.005 for earlier, later in zip(self.account.connects, self.account.connects[1:], strict=False))

    def teardown(self):
        self.server.drop_in, self.server.shut, self.server.refusals = None, set(), []
        self.account.run(DAY + 12 * 3600)
        there = {mail for box in self.server.boxes.values() for mail in box.mails.values()}
        assert there <= set(self.account.posted) | self.account.given_up
        assert all(not cursor.retry for name, cursor in self.account.stored.items() if name in self.account.watch.mailboxes)


TestNoMailIsMissed = NoMailIsMissed.TestCase


def account_at_rest(**given) -> Account:
    account = Account(Server(), **given)
    account.until(Idle)
    return account


def test_the_first_look_takes_what_is_recent_and_says_that_it_is_the_first():
    server = Server()
    server.boxes["INBOX"].add(1, old=True)
    server.boxes["INBOX"].add(2)
    account = Account(server)
    account.until(Fetch)
    assert account.request.first_look
    assert account.request.cursor == Cursor("INBOX", 1, 2, first_look_done=False)
    account.until(Idle)
    assert account.posted == [2]
    assert account.stored["INBOX"] == Cursor("INBOX", 1, 2, first_look_done=True)


def test_mail_that_comes_during_the_first_look_is_found_after_it_and_is_no_first_look():
    account = Account(Server(entries=(INBOX,)), wanted=("INBOX",))
    account.until(Search)
    account.server.boxes["INBOX"].add(1)
    account.until(Fetch)
    assert not account.request.first_look
    assert account.now < 1001


def test_a_first_look_that_was_cut_off_goes_on_where_it_was():
    server = Server()
    for mail in range(3):
        server.boxes["INBOX"].add(mail)
    account = Account(server)
    account.until(Fetch)
    account.step()
    account.restart()
    account.until(Fetch)
    assert (account.request.uid, account.request.first_look) == (2, True)


def test_the_users_own_mailbox_of_sent_mail_is_looked_at_and_marked():
    account = account_at_rest()
    account.server.boxes["Gesendet"].add(1)
    account.until(Fetch)
    assert account.request.sent
    account.until(Idle)
    assert account.notes[-2].sent


def test_idle_rounds_end_after_five_minutes_and_a_search_follows_each():
    account = account_at_rest()
    assert account.request == Idle(300.0)
    account.step()
    assert account.request == Search(0, (), recent=False)


def test_a_round_is_shorter_when_the_poll_comes_first():
    assert account_at_rest(poll_every=60.0).request.seconds == pytest.approx(60.0, abs=1.0)


def test_without_idle_the_mailboxes_are_polled():
    account = Account(Server(has_idle=False))
    account.until(Wait)
    assert account.reports[-1] == Report(State.POLLING)
    account.server.boxes["INBOX"].add(1)
    account.run(1801)
    assert account.posted == [1]


def test_a_declined_idle_leaves_polling():
    account = Account(Server(idle_works=False))
    account.until(Wait)
    assert account.watch.state is State.POLLING


def test_status_alone_is_enough_where_nothing_changed():
    account = account_at_rest()
    account.run(1900)
    account.until(Idle)
    assert Status("Junk", along=("Gesendet",)) in account.asked
    assert account.asked.count(Examine("Junk")) == 1


def test_a_server_without_uidnext_in_status_is_asked_by_examine():
    account = account_at_rest()
    account.until(Status)
    account.step(StatusIs(1, None))
    assert account.request == Examine("Junk")


def test_idle_goes_on_in_inbox_after_another_mailbox_was_opened():
    account = account_at_rest()
    account.server.boxes["Junk"].add(1)
    account.run(1801)
    account.until(Idle)
    assert account.server.selected == "INBOX"
    assert account.posted == [1]


def test_a_new_uidvalidity_means_to_look_again_from_the_look_back():
    account = account_at_rest()
    account.server.boxes["INBOX"] = Box(2)
    account.server.boxes["INBOX"].add(7)
    account.step(Lost(Loss.LOST, "reset"))
    account.until(Fetch)
    assert account.request.first_look
    account.until(Idle)
    assert account.stored["INBOX"].uidvalidity == 2


def test_a_uidnext_that_went_backwards_means_the_same():
    account = account_at_rest()
    for mail in range(5):
        account.server.boxes["INBOX"].add(mail)
    account.run(400)
    account.server.boxes["INBOX"] = Box(1)
    account.server.boxes["INBOX"].add(9)
    account.step(Lost(Loss.LOST, "reset"))
    account.until(Idle)
    assert 9 in account.posted
    assert account.stored["INBOX"].uid == 1


def test_a_uidnext_that_is_wrong_is_not_believed():
    account = Account(Server())
    account.until(Examine)
    account.step(Examined(1, 1, last=500))
    account.step(Found((499, 500)))
    assert account.request == Measure((499, 500))
    account.step(Measured({499: Size(1), 500: Size(1)}))
    assert account.request.first_look


def test_mail_that_is_not_given_is_owed_and_asked_for_again_later_and_later():
    account = account_at_rest()
    account.server.boxes["INBOX"].add(1)
    account.server.withheld[1] = 3
    account.until(Fetch)
    account.step()
    assert account.watch.cursors["INBOX"] == Cursor("INBOX", 1, 1, first_look_done=True, retry=(1,))
    start = account.now
    account.run(31 + 121 + 481 + 30)
    assert account.posted == [1]
    assert [request.attempt for request in account.asked if isinstance(request, Fetch)] == [0, 1, 2, 3]
    assert account.now - start > 600
    assert account.stored["INBOX"].retry == ()


def test_owed_mail_that_has_vanished_is_owed_no_more():
    account = account_at_rest()
    account.server.boxes["INBOX"].add(1)
    account.until(Fetch)
    account.server.boxes["INBOX"].mails.clear()
    account.run(3600)
    assert account.stored["INBOX"] == Cursor("INBOX", 1, 1, first_look_done=True)
    assert account.watch.tries == {}


def test_mail_that_vanishes_before_it_is_measured_is_owed_until_the_next_search():
    account = account_at_rest()
    account.server.boxes["INBOX"].add(1)
    account.until(Measure)
    account.server.boxes["INBOX"].mails.clear()
    account.step()
    assert account.watch.cursors["INBOX"].retry == (1,)


def test_mail_that_is_never_given_is_given_up_after_a_day_and_that_is_told():
    account = account_at_rest()
    account.server.boxes["INBOX"].add(1)
    account.server.boxes["INBOX"].add(2)
    account.server.withheld[1] = 1000
    start = account.now
    while not account.given_up:
        account.step()
        assert account.now < start + 2 * DAY
    assert account.now - start > 0.75 * DAY
    assert account.posted == [2]
    account.until(Idle)
    assert account.stored["INBOX"].retry == ()


def test_mail_owed_from_an_earlier_run_is_asked_for_at_once():
    server = Server()
    server.boxes["INBOX"].add(1)
    server.boxes["INBOX"].add(2)
    account = Account(server)
    account.stored = {"INBOX": Cursor("INBOX", 1, 2, first_look_done=True, retry=(1,))}
    account.posted = [2]
    account.restart()
    account.until(Idle)
    assert account.posted == [2, 1]


def test_a_server_that_gives_none_of_what_it_lists_is_not_believed():
    account = account_at_rest()
    for mail in range(RETRY_MOST + 10):
        account.server.boxes["INBOX"].add(mail)
        account.server.withheld[mail] = 1
    account.until(Wait)
    assert account.watch.state is State.BACKOFF
    assert account.watch.cursors["INBOX"].uid == RETRY_MOST
    account.run(DAY)
    assert len(account.posted) == RETRY_MOST + 10


def test_a_mail_that_ends_the_connection_does_not_hold_up_the_next():
    account = account_at_rest()
    for mail in (1, 2, 3):
        account.server.boxes["INBOX"].add(mail)
    account.server.poisoned[2] = 1000
    account.run(3600)
    assert account.posted == [1, 3]
    assert account.stored["INBOX"].retry == (2,)


def test_a_batch_whose_measuring_ends_the_connection_is_measured_one_by_one():
    account = account_at_rest()
    for mail in (1, 2):
        account.server.boxes["INBOX"].add(mail)
    account.until(Measure)
    account.step(Lost(Loss.LOST, "poison"))
    account.until(Measure)
    assert account.request == Measure((1,))
    account.until(Idle)
    assert account.posted == [1, 2]
    assert account.watch.batch == BATCH


def test_back_off_grows_to_five_minutes_and_only_a_connection_that_lived_resets_it():
    account = Account(Server())
    waits = []
    for _ in range(10):
        account.until(Connect)
        account.step(Lost(Loss.LOST, "refused"))
        waits.append(account.request.seconds)
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    account.until(Idle)
    account.step(Lost(Loss.LOST, "reset"))
    assert account.request.seconds == 300
    account.until(Idle)
    account.now += 61
    account.step(Lost(Loss.LOST, "reset"))
    assert account.request.seconds == 2


def test_jitter_shortens_a_back_off_by_up_to_half_and_never_below_the_least():
    assert backoff(9, 0.0, Timings()) == 150
    assert backoff(1, 0.0, Timings()) == 2
    assert backoff(10_000, 1.0, Timings()) == 300


def test_after_three_real_refusals_the_account_rests_for_six_hours():
    account = Account(Server(refusals=[Lost(Loss.REFUSED, "[AUTHENTICATIONFAILED]")] * 5))
    account.run(24 * 3600)
    first = account.sign_ins[0]
    assert [round(at - first, -1) for at in account.sign_ins[:5]] == [0, 60, 120, 21720, 43320]
    assert [report.state for report in account.reports].count(State.RESTING) == 3
    assert account.watch.refusals == 0  # the sixth was accepted
    assert account.watch.state is State.IDLE


def test_a_resting_account_is_probed_when_the_user_asks_and_not_when_the_machine_wakes():
    account = Account(Server(refusals=[Lost(Loss.REFUSED, "no")] * 4))
    account.until(SignIn)
    while account.watch.state is not State.RESTING:
        account.step()
        assert account.now < 2000
    account.step(Woke(slept=True))
    assert isinstance(account.request, Wait)
    account.feed(LookNow())
    account.step(Woke())
    assert account.request == Connect()
    assert account.reports[-1].state is State.RESTING


def test_without_the_users_consent_the_account_rests_at_once_until_it_is_asked_to_look():
    account = Account(Server(refusals=[Lost(Loss.CONSENT, "sign in again")]))
    account.until(Wait)
    assert account.request == Wait(Timings().rest)
    assert [report.state for report in account.reports] == [State.CONNECTING, State.RESTING]
    account.step(Woke(slept=True))
    assert isinstance(account.request, Wait)
    account.feed(LookNow())
    account.step(Woke())
    account.until(Idle)
    assert (account.watch.state, account.watch.refusals) == (State.IDLE, 0)


def test_refusals_that_ask_for_patience_never_make_an_account_rest():
    account = Account(Server(refusals=[Lost(Loss.PATIENCE, "[UNAVAILABLE]")] * 20))
    account.run(3600)
    assert all(report.state is not State.RESTING for report in account.reports)
    assert min(b - a for a, b in zip(account.sign_ins, account.sign_ins[1:], strict=False)) >= 15


def test_a_time_that_the_server_names_is_kept_also_when_the_user_asks():
    account = Account(Server(refusals=[Lost(Loss.PATIENCE, "wait", 900.0)]))
    account.until(Wait)
    assert account.request == Wait(900.0)
    account.feed(LookNow())
    account.step(Woke())
    assert isinstance(account.request, Wait)
    account.until(Idle)
    assert account.sign_ins[1] - account.sign_ins[0] >= 900


def test_after_suspend_a_back_off_is_cut_short():
    account = Account(Server())
    account.step(Lost(Loss.LOST, "unreachable"))
    account.step(Woke(slept=True))
    assert account.request == Connect()


def test_look_now_opens_every_mailbox_at_once():
    account = account_at_rest()
    account.asked.clear()
    account.feed(LookNow())
    account.step(Woke())
    account.until(Idle)
    assert {Examine("Junk"), Examine("Gesendet")} <= set(account.asked)
    assert not account.watch.look_asked


def test_look_now_during_a_look_is_not_forgotten():
    account = account_at_rest()
    account.server.boxes["INBOX"].add(1)
    account.until(Fetch)
    account.feed(LookNow())
    account.asked.clear()
    account.until(Idle)
    assert Examine("Junk") in account.asked


def test_mailboxes_are_listed_again_every_hour():
    account = account_at_rest()
    account.asked.clear()
    account.run(3700)
    assert account.asked.count(ListMailboxes()) == 1


def test_a_mailbox_that_cannot_be_opened_is_left_out_and_told():
    account = Account(Server(shut={"Junk"}))
    account.until(Idle)
    assert account.reports[-1] == Report(State.IDLE, "not found: Junk (no)")
    account.server.shut.clear()
    account.server.boxes["Junk"].add(1)
    account.run(1810)
    account.until(Idle)
    assert account.posted == [1]
    assert account.reports[-1] == Report(State.IDLE, "")


def test_an_account_without_any_mailbox_backs_off():
    account = Account(Server(shut={"INBOX", "Junk", "Gesendet"}))
    account.until(Wait)
    assert account.watch.state is State.BACKOFF
    assert "INBOX (no)" in account.reports[-1].detail


def test_a_mailbox_that_does_not_exist_is_told():
    account = Account(Server(), wanted=("INBOX", "Jobs"))
    account.until(Idle)
    assert account.reports[-1] == Report(State.IDLE, "not found: Jobs")


def test_a_server_that_ends_idle_rounds_at_once_for_nothing_gets_a_breather():
    account = account_at_rest()
    for _ in range(200):
        account.step(Woke() if isinstance(account.request, Idle) else None)
        if isinstance(account.request, Wait):
            break
    assert account.request == Wait(5.0)
    account.step()
    account.until(Idle)


def test_stop_ends_it_and_nothing_moves_it_any_more():
    account = account_at_rest()
    account.watch, actions = advance(account.watch, Stop(), account.now)
    assert actions == (Disconnect(), Report(State.STOPPED))
    assert advance(account.watch, Woke(), account.now) == (account.watch, ())


def test_an_answer_that_was_not_asked_for_is_a_fault_of_ours():
    with pytest.raises(AssertionError):
        advance(Watch(("INBOX",), 300.0), Found((1,)), 0.0)


def entry(name: str, *attributes: str, delimiter: str | None = "/") -> Entry:
    return Entry(name, frozenset(attributes), delimiter)


@pytest.mark.parametrize(
    ("wanted", "entries", "name"),
    [
        ("\\Junk", [entry("Spamverdacht", "\\junk"), entry("Junk")], "Spamverdacht"),
        ("\\junk", [entry("INBOX.Junk E-Mail", delimiter=".")], "INBOX.Junk E-Mail"),
        ("\\Sent", [entry("Éléments envoyés")], "Éléments envoyés"),
        ("\\Sent", [entry("Sent", "\\noselect")], None),
        ("\\Important", [entry("Important")], None),
        ("inbox", [], "INBOX"),
        ("Jobs", [entry("jobs"), entry("Jobs")], "Jobs"),
        ("Bewerbungen/Läufe", [entry("bewerbungen.la\u0308ufe", delimiter=".")], "bewerbungen.la\u0308ufe"),
        ("Jobs", [entry("Jobs", "\\nonexistent")], None),
        ("Jobs", [entry("JOBS", delimiter=None)], "JOBS"),
        ("Jobs/Done", [entry("INBOX.Jobs.Done", delimiter=".")], "INBOX.Jobs.Done"),
        ("Jobs", [entry("INBOX/Jobs"), entry("jobs")], "jobs"),
    ],
)
def test_a_mailbox_is_found_by_special_use_or_by_name(wanted, entries, name):
    assert resolve(wanted, entries) == name


@pytest.mark.parametrize(
    ("text", "kind", "seconds"),
    [
        ("[AUTHENTICATIONFAILED] Invalid credentials (Failure)", Loss.REFUSED, None),
        ("[AUTHENTICATIONFAILED] Too many login failures, try again later", Loss.REFUSED, None),
        ("LOGIN failed.", Loss.REFUSED, None),
        ("[UNAVAILABLE] Temporary authentication failure.", Loss.PATIENCE, None),
        ("[ALERT] Too many simultaneous connections. (Failure)", Loss.PATIENCE, None),
        ("User is authenticated but not connected.", Loss.PATIENCE, None),
        ("[OVERQUOTA] Account exceeded command or bandwidth limits.", Loss.PATIENCE, None),
        ("[LIMIT] LOGIN Rate limit hit.", Loss.PATIENCE, None),
        ("[INUSE] Mailbox in use", Loss.PATIENCE, None),
        ("Request is throttled. Suggested Backoff Time: 299000 milliseconds", Loss.PATIENCE, 299.0),
        ("Suggested Backoff Time: 30 seconds", Loss.PATIENCE, 30.0),
        ("Suggested Backoff Time: 999999999", Loss.PATIENCE, 3600.0),
    ],
)
def test_a_wrong_password_is_told_from_a_server_that_asks_for_patience(text, kind, seconds):
    assert judge_refusal(text, signing_in=True) == (kind, seconds)


def test_a_refusal_outside_sign_in_is_no_matter_of_the_password():
    assert judge_refusal("Mailbox is broken") == (Loss.LOST, None)


def test_the_state_survives_as_a_value():
    watch = Watch(("INBOX",), 300.0)
    assert replace(watch) == watch


# --- flags


ARCHIVE, ALL = Entry("Archiv", frozenset({"\\archive"})), Entry("All", frozenset({"\\all"}))
STARRED = Entry("Starred", frozenset({"\\flagged"}))


def starring(account: Account) -> dict[str, tuple[dict[int, str | None], tuple[int, ...], tuple[int, ...]]]:
    """What was told of each mailbox since the last call."""
    told = {note.flags.mailbox: (dict(note.new), note.unflagged, note.vanished) for note in account.flag_notes}
    account.flag_notes.clear()
    return told


def after_a_poll(account: Account) -> dict:
    account.flag_notes.clear()
    account.run(1810)
    account.until(Idle)
    return starring(account)


@pytest.mark.parametrize("condstore", [True, False])
def test_a_star_that_stands_at_the_first_look_is_told_after_the_mail_itself(condstore):
    server = Server(condstore=condstore)
    server.boxes["INBOX"].flag(server.boxes["INBOX"].add(7))
    account = Account(server)
    account.until(Idle)
    assert account.posted == [7]
    assert starring(account)["INBOX"] == ({1: "mail-7"}, (), ())
    asked = [request for request in account.asked if isinstance(request, Fetch | ReadFlags)]
    assert isinstance(asked[0], Fetch)
    assert account.watch.flags["INBOX"].flagged == (1,)


@pytest.mark.parametrize("condstore", [True, False])
def test_a_star_set_or_taken_later_is_told_at_the_next_poll_and_once(condstore):
    account = account_at_rest()
    account.server.condstore = condstore
    box = account.server.boxes["INBOX"]
    box.add(1)
    account.run(400)
    box.flag(1)
    assert after_a_poll(account)["INBOX"] == ({1: "mail-1"}, (), ())
    assert after_a_poll(account).get("INBOX", ({}, (), ())) == ({}, (), ())
    box.flag(1, flagged=False)
    assert after_a_poll(account)["INBOX"] == ({}, (1,), ())
    box.flag(1)
    after_a_poll(account)
    box.remove(1)
    assert after_a_poll(account)["INBOX"] == ({}, (), (1,))


def test_where_the_modseq_stands_still_nothing_is_asked_about_flags():
    account = account_at_rest()
    account.asked.clear()
    account.run(5 * 1800)
    assert not [request for request in account.asked if isinstance(request, ReadFlags)]


def test_only_what_changed_is_asked_for_where_the_server_counts_changes():
    account = account_at_rest()
    before = account.watch.flags["INBOX"].modseq
    account.server.boxes["INBOX"].flag(account.server.boxes["INBOX"].add(1))
    account.asked.clear()
    account.run(1810)
    assert [request.since for request in account.asked if isinstance(request, ReadFlags)] == [before]


def test_after_a_rebuilt_mailbox_or_a_modseq_that_went_backwards_everything_is_asked_again():
    account = account_at_rest()
    box = account.server.boxes["INBOX"]
    for mail in range(3):
        box.flag(box.add(mail))
    account.run(3700)
    account.server.boxes["INBOX"].modseq = 2
    account.asked.clear()
    account.run(1810)
    assert ReadFlags(3, None, (1, 2, 3)) in account.asked
    account.server.boxes["INBOX"] = Box(2)
    account.server.boxes["INBOX"].flag(account.server.boxes["INBOX"].add(9))
    account.asked.clear()
    account.step(Lost(Loss.LOST, "reset"))
    account.until(Idle)
    assert ReadFlags(1, None, ()) in account.asked
    assert account.watch.flags["INBOX"].flagged == (1,)


def test_the_archive_and_the_list_of_flagged_mails_are_looked_at_in_turn_and_for_flags_alone():
    server = Server(entries=(INBOX, STARRED, ARCHIVE, ALL))
    server.boxes |= {"Starred": Box(), "Archiv": Box(), "All": Box()}
    server.boxes["Archiv"].flag(server.boxes["Archiv"].add(5))
    account = Account(server, wanted=("INBOX",))
    account.until(Idle)
    assert starring(account)["Archiv"] == ({1: "mail-5"}, (), ())
    assert account.posted == []
    assert set(account.stored) == {"INBOX"}
    account.asked.clear()
    account.run(1810)
    looked = [request.mailbox for request in account.asked if isinstance(request, Examine)]
    assert looked == ["INBOX", "Archiv", "INBOX"]
    assert account.stars["Starred"].view
    assert not account.stars["Archiv"].view
    assert server.selected == "INBOX"


def test_without_an_archive_the_mailbox_of_all_mail_stands_for_it_and_one_that_refuses_is_left_out():
    server = Server(entries=(INBOX, ALL), shut={"All"})
    server.boxes["All"] = Box()
    account = Account(server, wanted=("INBOX",))
    account.until(Idle)
    assert Examine("All") in account.asked
    assert account.watch.starred_in == ()
    assert account.watch.missing == ()


def test_what_is_new_is_named_some_at_a_time_and_the_newest_count():
    server = Server(entries=(INBOX,))
    box = server.boxes["INBOX"]
    for mail in range(FLAGGED_MOST + 7):
        box.flag(box.add(mail, old=True))
    account = Account(server, wanted=("INBOX",))
    account.until(Idle)
    [note] = account.flag_notes
    assert len(note.new) == len(note.flags.flagged) == FLAGGED_MOST
    assert note.flags.flagged[0] == 8
    assert after_a_poll(account) == {}


def test_a_mail_that_vanishes_before_it_is_named_is_no_star():
    account = account_at_rest()
    account.server.boxes["INBOX"].flag(account.server.boxes["INBOX"].add(1))
    account.run(1700)
    account.until(ReadFlags)
    account.step()
    account.server.boxes["INBOX"].remove(1)
    account.flag_notes.clear()
    account.until(Idle)
    assert starring(account)["INBOX"] == ({}, (), ())


def test_a_server_that_will_not_tell_flags_costs_no_mail_and_no_connection():
    account = Account(Server(no_flags=True))
    account.until(Idle)
    account.server.boxes["INBOX"].add(1)
    account.run(1810)
    assert account.posted == [1]
    assert len(account.connects) == 1


def test_a_server_that_hangs_up_at_flags_is_asked_three_times_and_then_once_an_hour():
    account = Account(Server(deaf_to_flags=True))
    account.until(Idle)
    assert len(account.connects) == 4
    account.server.boxes["INBOX"].add(1)
    account.run(600)
    assert account.posted == [1]
    account.run(3 * 3600)
    assert 5 <= len(account.connects) <= 8
    account.server.deaf_to_flags = False
    account.server.boxes["INBOX"].flag(1)
    account.until(Idle)
    account.feed(LookNow())
    account.step(Woke())
    account.until(Idle)
    assert account.watch.flags["INBOX"].flagged == (1,)


def test_an_answer_about_flags_that_nobody_asked_for_is_a_fault():
    with pytest.raises(AssertionError):
        advance(Watch(("INBOX",), 300.0), FlagsRead(frozenset()), 0.0)


@settings(max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))
class StarsAreSeen(RuleBasedStateMachine):
    """Whatever happens to flags, mails, link and process: what was told adds up to what is flagged, and nothing is told twice."""

    def __init__(self) -> None:
        super().__init__()
        self.server = Server(entries=(INBOX, JUNK, SENT, ARCHIVE))
        self.server.boxes["Archiv"] = Box()
        self.account = Account(self.server)
        self.mail, self.told, self.heard = 0, {}, 0

    boxes = st.sampled_from(["INBOX", "Junk", "Archiv"])

    @rule(name=boxes, flagged=st.booleans())
    def deliver(self, name, flagged):
        self.mail += 1
        uid = self.server.boxes[name].add(self.mail)
        if flagged:
            self.server.boxes[name].flag(uid)

    @rule(name=boxes, which=st.integers(0, 100))
    def turn_flag(self, name, which):
        box = self.server.boxes[name]
        if box.mails:
            uid = sorted(box.mails)[which % len(box.mails)]
            box.flag(uid, flagged=uid not in box.flagged)

    @rule(name=boxes, which=st.integers(0, 100), to=boxes)
    def move(self, name, which, to):
        box = self.server.boxes[name]
        if box.mails:
            uid = sorted(box.mails)[which % len(box.mails)]
            flagged = uid in box.flagged
            moved = self.server.boxes[to].add(box.remove(uid))
            if flagged:
                self.server.boxes[to].flag(moved)

    @rule(name=boxes)
    def rebuild(self, name):
        box = self.server.boxes[name]
        self.server.boxes[name] = Box(box.uidvalidity + 1)
        self.server.snapped |= name == self.server.selected

    @rule(condstore=st.booleans(), refuses=st.booleans())
    def change_server(self, condstore, refuses):
        self.server.condstore, self.server.no_flags = condstore, refuses

    @rule(requests=st.integers(0, 8))
    def drop(self, requests):
        self.server.drop_in = requests

    @rule(steps=st.integers(1, 20))
    def work(self, steps):
        for _ in range(steps):
            self.account.step()

    @rule()
    def crash(self):
        self.account.restart()

    @rule()
    def ask_to_look(self):
        self.account.feed(LookNow())

    @invariant()
    def nothing_is_told_twice_and_nothing_is_taken_that_was_not_given(self):
        for note in self.account.flag_notes[self.heard :]:
            told = self.told.setdefault((note.flags.mailbox, note.flags.uidvalidity), set())
            assert not told & set(note.new)
            assert set(note.unflagged) | set(note.vanished) <= told
            told |= set(note.new)
            told -= {*note.unflagged, *note.vanished}
            assert told == set(note.flags.flagged)
        self.heard = len(self.account.flag_notes)

    def teardown(self):
        self.server.drop_in, self.server.no_flags = None, False
        self.account.feed(LookNow())
        self.account.run(3 * 3600)
        self.account.until(Idle)
        self.nothing_is_told_twice_and_nothing_is_taken_that_was_not_given()
        for name in ("INBOX", "Junk", "Archiv"):
            box = self.server.boxes[name]
            assert self.told.get((name, box.uidvalidity), set()) == box.flagged


TestStarsAreSeen = StarsAreSeen.TestCase
