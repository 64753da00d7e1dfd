"""Acting from a mail program: where a mailbox begins, and that a move acts once whatever happens to link, server and process."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from test_watch import INBOX, JUNK, SENT, Account, Box, Server, entry

from watcher.core.act import ONE_MOVE, Told, Verb, earliest, same_move
from watcher.core.classify import Label
from watcher.core.watch import Cursor, Examine, Fetch, Fetched, Idle, LookNow, Search, Status, Woke, acted_in

DONE, DRAFTS = entry("Done"), entry("Drafts", "\\drafts")
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Acting(Account):
    """A machine with a mailbox to act in. What it posts waits in a line until it is committed, as in the daemon."""

    def __init__(self, server: Server, **given) -> None:
        self.line: list[tuple[Cursor, int | None]] = []  # with the UID of an arrival
        self.acted: list[tuple[int, int]] = []  # UIDVALIDITY, UID
        super().__init__(server, **{"wanted": ("INBOX",), "acting": ("Done",), "poll_every": 600.0} | given)

    def store(self, cursor: Cursor) -> None:
        self.line.append((cursor, None))

    def on_fetch(self, request):
        event = super().on_fetch(request)
        if isinstance(event, Fetched):
            self.line[-1] = (self.line[-1][0], request.uid)
        return event

    def commit(self, count: int = 1000) -> None:
        """The main thread has taken so much from the line; mail that acts does so in the transaction that stores its cursor."""
        for cursor, uid in self.line[:count]:
            self.stored[cursor.mailbox] = cursor
            if uid is not None and cursor.acts is not None:
                self.acted.append((cursor.uidvalidity, uid))
        del self.line[:count]

    def crash(self) -> None:
        self.line.clear()
        self.restart()

    def look(self) -> None:
        """Everything is looked at, and recorded."""
        self.until(Idle)
        self.feed(LookNow())
        self.step(Woke())
        self.until(Idle)
        self.commit()


def server_with(*mails: int, name: str = "Done", **more) -> Server:
    server = Server(entries=(INBOX, SENT, entry(name, **more)))
    server.boxes[name] = Box()
    for mail in mails:
        server.boxes[name].add(mail)
    return server


def test_what_lies_there_at_the_first_look_does_not_act_and_what_comes_does():
    account = Acting(server_with(1, 2))
    account.look()
    assert account.acted == []
    account.server.boxes["Done"].add(3)
    account.run(700)
    account.commit()
    assert account.acted == [(1, 3)]
    assert account.stored["Done"] == Cursor("Done", 1, 3, first_look_done=True, acts="Done")


def test_where_it_begins_is_told_before_anything_is_asked_for():
    account = Acting(server_with(1))
    while not (isinstance(account.request, Examine) and account.request.mailbox == "Done"):
        account.step()
    account.step()
    assert account.line[-1] == (Cursor("Done", 1, 1, first_look_done=True, acts="Done"), None)


def test_where_nothing_was_moved_status_is_enough():
    account = Acting(server_with(1))
    account.look()
    account.asked.clear()
    account.run(1900)
    assert Status("Done") in account.asked
    assert Examine("Done") not in account.asked


def test_a_move_is_seen_at_once_when_the_server_tells_that_the_mail_has_left_the_inbox():
    account = Acting(server_with(1))
    account.look()
    account.asked.clear()
    began = account.now
    account.server.boxes["Done"].add(2)
    account.server.news = True  # EXPUNGE
    account.step()
    account.until(Idle)
    account.commit()
    assert account.acted == [(1, 2)]
    assert account.now - began < 1
    account.step(Woke())
    account.until(Idle)
    assert [request for request in account.asked[-3:] if not isinstance(request, Search)] == [Idle(300.0), Status("Done")]


def test_mail_that_acts_is_not_silent_and_not_the_users_own():
    account = Acting(server_with())
    account.look()
    account.server.boxes["Done"].add(1)
    account.until(Fetch)
    assert (account.request.cursor.acts, account.request.first_look, account.request.sent) == ("Done", False, False)


def test_a_mailbox_that_is_made_after_it_was_named_begins_at_its_first_mail():
    server = Server(entries=(INBOX,))
    account = Acting(server)
    account.look()
    account.crash()
    server.entries, server.boxes["Done"] = (INBOX, DONE), Box(7)
    server.boxes["Done"].add(1)
    account.look()
    assert account.acted == [(7, 1)]


def test_so_does_one_that_the_server_spells_otherwise():
    server = Server(entries=(INBOX,))
    account = Acting(server, acting=("Jobs/Done",))
    account.look()
    server.entries, server.boxes["INBOX.jobs.Done"] = (INBOX, entry("INBOX.jobs.Done", delimiter=".")), Box()
    server.boxes["INBOX.jobs.Done"].add(1)
    account.look()
    assert account.acted == [(1, 1)]
    server.boxes["INBOX.jobs.Done"] = Box(2)
    server.boxes["INBOX.jobs.Done"].add(1)
    account.look()
    assert account.acted == [(1, 1)]


def test_one_that_appears_with_a_past_was_renamed_and_begins_above_it():
    server = Server(entries=(INBOX,))
    account = Acting(server)
    account.look()
    server.entries, server.boxes["Done"] = (INBOX, DONE), Box()
    for mail in range(51):
        server.boxes["Done"].add(mail)
    account.look()
    server.boxes["Done"].add(99)
    account.look()
    assert account.acted == [(1, 52)]


def test_one_that_is_left_out_of_a_listing_and_comes_back_goes_on_where_it_was():
    account = Acting(server_with(1))
    account.look()
    account.server.entries = (INBOX,)
    account.look()
    account.server.entries = (INBOX, DONE)
    account.server.boxes["Done"].add(2)
    account.look()
    assert account.acted == [(1, 2)]


def test_a_rebuilt_mailbox_begins_above_what_it_holds():
    account = Acting(server_with(1, 2))
    account.look()
    account.server.boxes["Done"] = Box(2)
    account.server.boxes["Done"].add(1)
    account.look()
    account.server.boxes["Done"].add(3)
    account.look()
    assert account.acted == [(2, 2)]


def test_a_watched_mailbox_that_is_to_act_begins_above_its_mail_and_one_that_is_watched_again_at_its_look_back():
    server = server_with(1)
    account = Acting(server, wanted=("INBOX", "Done"), acting=())
    account.look()
    account.given |= {"wanted": ("INBOX",), "acting": ("Done",)}
    server.boxes["Done"].add(2)
    account.crash()
    account.look()
    assert account.acted == []
    account.given |= {"wanted": ("INBOX", "Done"), "acting": ()}
    account.crash()
    account.until(Fetch)
    assert account.request.first_look


@pytest.mark.parametrize(("acting", "entries"), [("Junk", (INBOX, JUNK)), ("gesendet", (INBOX, SENT)), ("Drafts", (INBOX, DRAFTS))])
def test_where_mail_comes_by_itself_or_is_the_users_own_nothing_acts(acting, entries):
    server = Server(entries=entries)
    account = Acting(server, wanted=("INBOX", "\\Junk"), acting=(acting,))
    account.look()
    for box in server.boxes.values():
        box.add(1)
    account.look()
    assert account.acted == []


@settings(max_examples=80, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))
class AMoveActsOnce(RuleBasedStateMachine):
    """Moves, copies, rebuilds, lost links, kills between posting and committing: nothing acts twice, and what is to act is not left out."""

    @initialize(there=st.booleans(), mails=st.integers(0, 3))
    def begin(self, there, mails):
        self.server = server_with(*range(100, 100 + mails)) if there else Server(entries=(INBOX,))
        self.account = Acting(self.server)
        self.mail, self.uidvalidity = 0, 1
        self.moves: dict[int, int] = {}  # mail -> how often it was put there
        self.due: set[tuple[int, int]] = set()  # places that have to act
        self.mails: dict[tuple[int, int], int] = {}  # place -> mail

    def put(self, mail):
        box = self.server.boxes.get("Done")
        if box is None:
            return False
        uid = box.add(mail)
        self.moves[mail] = self.moves.get(mail, 0) + 1
        self.mails[box.uidvalidity, uid] = mail
        known = self.account.stored.get("Done")
        if known is not None and (known.uidvalidity == box.uidvalidity or (known.uidvalidity == -1 and box.uidvalidity == self.made)):
            self.due.add((box.uidvalidity, uid))
        return True

    @rule(where=st.sampled_from(["INBOX", "Done"]))
    def deliver(self, where):
        """Into the inbox; or a mail that nobody saw before is filed at once."""
        self.mail += 1
        if where == "INBOX" or not self.put(self.mail):
            self.server.boxes["INBOX"].add(self.mail)

    @rule(which=st.integers(0, 100), copy=st.booleans())
    def move_in(self, which, copy):
        box = self.server.boxes["INBOX"]
        if box.mails:
            uid = sorted(box.mails)[which % len(box.mails)]
            if self.put(box.mails[uid]) and not copy:
                box.remove(uid)

    @rule(which=st.integers(0, 100))
    def move_out(self, which):
        box = self.server.boxes.get("Done")
        if box is not None and box.mails:
            self.server.boxes["INBOX"].add(box.remove(sorted(box.mails)[which % len(box.mails)]))

    @rule()
    def rebuild(self):
        """New UIDs under a new UIDVALIDITY: what was not recorded by then says nothing."""
        box = self.server.boxes.get("Done")
        if box is None:
            return
        self.server.boxes["Done"] = rebuilt = Box(box.uidvalidity + 1)
        for mail in sorted(box.mails.values(), reverse=True):
            self.mails[rebuilt.uidvalidity, rebuilt.add(mail)] = mail
        self.server.snapped |= self.server.selected == "Done"
        self.due &= set(self.account.acted)

    @rule()
    def make(self):
        if "Done" not in self.server.boxes:
            self.server.boxes["Done"], self.server.entries, self.made = Box(), (INBOX, DONE), 1

    @rule(requests=st.integers(0, 12))
    def drop(self, requests):
        self.server.drop_in = requests

    @rule(steps=st.integers(1, 25))
    def work(self, steps):
        for _ in range(steps):
            self.account.step()

    @rule(count=st.integers(1, 4))
    def commit(self, count):
        self.account.commit(count)

    @rule()
    def crash(self):
        self.account.crash()

    @rule()
    def ask_to_look(self):
        self.account.feed(LookNow())

    @invariant()
    def nothing_acts_twice(self):
        if hasattr(self, "account"):
            acted = self.account.acted
            assert len(acted) == len(set(acted))
            for mail in set(self.mails.values()):
                assert sum(self.mails.get(place) == mail for place in acted) <= self.moves.get(mail, 0)
            assert all(place in self.mails for place in acted)  # what lay there before says nothing

    def teardown(self):
        if not hasattr(self, "account"):
            return
        self.server.drop_in = None
        self.account.run(2 * 3600)
        self.account.look()
        self.nothing_acts_twice()
        box = self.server.boxes.get("Done", Box())
        still_there = {place for place in self.due if place[0] == box.uidvalidity and place[1] in box.mails}
        assert still_there <= set(self.account.acted)


TestAMoveActsOnce = AMoveActsOnce.TestCase


# --- what a move is about


def test_three_verbs_say_what_a_mail_is():
    assert [verb.label for verb in Verb] == [None, None, Label.REJECTION, Label.RECRUITER, Label.OTHER]


def test_the_earliest_step_is_meant():
    first, second = Told(2, NOW), Told(1, NOW + timedelta(days=1))
    assert earliest([second, first]) == first
    assert earliest([]) is None


def test_a_conversation_that_is_moved_mail_by_mail_is_one_move():
    assert same_move([NOW - timedelta(days=1), NOW], NOW + ONE_MOVE / 2)
    assert not same_move([NOW], NOW + ONE_MOVE)
    assert not same_move([], NOW)


@pytest.mark.parametrize("use", ["\\all", "\\flagged", "\\important", "\\drafts"])
def test_where_mail_comes_by_itself_nothing_acts_also_when_it_is_named_by_its_name(use: str) -> None:
    entries = (INBOX, entry("[Gmail]/View", use), entry("Done"))
    assert acted_in(["[Gmail]/View", "Done", "inbox"], entries, ["INBOX"]) == {"Done": "Done"}
