"""A star set in any mail program: the flag is read from real servers and never set, and becomes the star of the application."""

from __future__ import annotations

from contextlib import closing

import pytest
from parts import dovecot as dovecot_part
from parts.dovecot import wait_for
from parts.life import CAME, Life
from test_daemon import account
from test_imap import Account, Known, scripted, watching

from watcher.daemon.starring import take_flags
from watcher.imap import Arrival, Flagged, Flags, Looked
from watcher.store import open_store

NO_CONDSTORE = "imap_capability = IMAP4rev1 IDLE NAMESPACE SPECIAL-USE LIST-EXTENDED UIDPLUS MOVE LITERAL+\n"
FLAG = b"\\Flagged"
REJECTION = b"""\
From: Tomasz Bielak <tomasz.bielak@larkfield-robotics.example>
To: robin@mail.example
Subject: Your application at Larkfield Robotics
Message-ID: <1@larkfield-robotics.example>
Content-Type: text/plain; charset=utf-8

Dear Robin,

thank you for your application for the Test Engineer position and for the
interview last week. Unfortunately, we have decided not to move forward with
your application. We regret to inform you that you were not selected; another
candidate was the closer match.

Kind regards,
Tomasz Bielak
"""


# --- what a real server tells


@pytest.fixture(scope="module")
def plain_dovecot(dovecot):
    """One that keeps its mod-sequences to itself; `dovecot` is asked for so that a missing part is told."""
    with dovecot_part.running(NO_CONDSTORE) as server:
        yield server


@pytest.fixture(params=["condstore", "plain"])
def server(request, dovecot):
    return dovecot if request.param == "condstore" else request.getfixturevalue("plain_dovecot")


@pytest.fixture
def watched(server):
    """An account that is looked at often."""
    user, password = server.fresh_user()
    return Account(user, Known(password), server.imaps, server.ca, poll_every=0.3)


def told(seen, mailbox):
    return [one for one in seen.all(Flagged) if one.flags.mailbox == mailbox and (one.new or one.unflagged or one.vanished)]


def letter(number: int) -> bytes:
    return f"From: Ada <ada@example.org>\r\nMessage-ID:\r\n <{number}@example.org>\r\nSubject: {number}\r\n\r\nHello.\r\n".encode()


def test_a_flag_is_seen_at_the_first_look_after_its_mail_and_later_at_each_change(server, watched):
    server.deliver(watched.username, letter(1), letter(2))
    with server.client(watched.username) as client:
        client.select_folder("INBOX")
        client.add_flags([1], [FLAG])
        with watching(watched) as seen:
            first = wait_for(lambda: told(seen, "INBOX"))[0]
            assert first.new == {1: "1@example.org"}
            assert seen.posted.index(first) > max(seen.posted.index(one) for one in seen.all(Arrival))
            client.add_flags([2], [FLAG, b"\\Seen"])
            wait_for(lambda: len(told(seen, "INBOX")) == 2)
            client.remove_flags([1], [FLAG])
            wait_for(lambda: len(told(seen, "INBOX")) == 3)
            client.delete_messages([2])
            client.expunge()
            wait_for(lambda: len(told(seen, "INBOX")) == 4)
            assert "backoff" not in seen.states
        changes = [(one.new, one.unflagged, one.vanished) for one in told(seen, "INBOX")[1:]]
    assert changes == [({2: "2@example.org"}, (), ()), ({}, (1,), ()), ({}, (), (2,))]


def test_an_archived_mail_is_known_by_its_message_id_and_is_not_read_as_mail(server, watched):
    server.deliver(watched.username, letter(1))
    with server.client(watched.username) as client:
        client.create_folder("Archive")
        with watching(watched) as seen:
            seen.until("idle")
            client.select_folder("INBOX")
            client.add_flags([1], [FLAG])
            client.move([1], "Archive")
            [moved] = wait_for(lambda: told(seen, "Archive"))
            assert moved.new == {1: "1@example.org"}
            assert [one.mailbox for one in seen.all(Arrival)] == ["INBOX"]
            assert "Archive" not in {one.cursor.mailbox for one in seen.all(Looked)}


def test_a_restart_goes_on_from_the_flags_that_were_stored(server, watched):
    server.deliver(watched.username, letter(1), letter(2))
    with server.client(watched.username) as client:
        client.select_folder("INBOX")
        client.add_flags([1], [FLAG])
        with watching(watched) as seen:
            flags = wait_for(lambda: told(seen, "INBOX"))[0].flags
        assert (flags.modseq is not None) == (b"CONDSTORE" in client.capabilities())
        client.add_flags([2], [FLAG])
        with watching(watched, flags={"INBOX": flags}) as seen:
            [again] = wait_for(lambda: told(seen, "INBOX"))
            assert again.new == {2: "2@example.org"}


def test_looking_at_flags_changes_nothing_in_any_mailbox(server, watched):
    server.deliver(watched.username, letter(1), letter(2))
    with server.client(watched.username) as client:
        client.create_folder("Archive")
        client.select_folder("INBOX")
        client.add_flags([1], [FLAG])
        client.copy([2], "Archive")
    before = server.flags(watched.username)
    with watching(watched) as seen:
        wait_for(lambda: told(seen, "INBOX"))
        wait_for(lambda: [one for one in seen.all(Flagged) if one.flags.mailbox == "Archive"])
    assert server.flags(watched.username) == before


def test_the_whole_way_a_star_in_a_mail_program_plans_and_taking_it_cancels(service, server, receiver):
    user, password = server.fresh_user()
    entry = account(server, user, password, poll_every="1s")
    service.configure(accounts={"personal": entry}, targets={"hook": receiver.url()}, plan={"keep_in_touch_every": "90 days"})
    server.deliver(user, REJECTION)
    service.start()
    wait_for(service.messages)
    with server.client(user) as client:
        client.select_folder("INBOX")
        client.add_flags([1], [FLAG])
        touch = wait_for(lambda: [step for step in service.agenda() if step["kind"] == "keep_in_touch"])
        assert touch[0]["to"] == ["tomasz.bielak@larkfield-robotics.example"]
        client.remove_flags([1], [FLAG])
        wait_for(lambda: not service.json("show", "a1")["starred"])
    story = [(event["what"], event["cause"], event["message"]) for event in service.json("show", "a1")["timeline"]]
    assert ("starred", "you flagged m1 in your mail program", "m1") in story
    assert ("unstarred", "you took the flag from m1 in your mail program", "m1") in story
    assert [step["status"] for step in service.agenda("--all") if step["kind"] == "keep_in_touch"] == ["cancelled"]
    assert service.stop() == 0


@pytest.fixture
def service(tmp_path):
    from parts.service import Service

    made = Service(tmp_path)
    yield made
    if made.process is not None and made.process.poll() is None:
        made.kill()


# --- what becomes of it


@pytest.fixture
def life(tmp_path):
    """After a rejection on 2 March 2026: m1, a1."""
    made = Life(tmp_path)
    made.take()
    return made


class Program:
    """The user's mail program: what a look at one mailbox finds, taken in as the daemon takes it in."""

    def __init__(self, life: Life) -> None:
        self.life, self.known = life, {}

    def look(self, mailbox="INBOX", *, new=None, unflagged=(), vanished=(), view=False, uidvalidity=7, now=CAME):
        new = {uid: f"{uid}@larkfield.example" for uid in new} if isinstance(new, (list, tuple)) else new or {}
        flags = self.known[mailbox] = Flags(mailbox, uidvalidity, 9, (), view)
        with closing(self.life.store()) as store, store.transaction() as tx:
            return take_flags(tx, Flagged("personal", flags, new, tuple(unflagged), tuple(vanished)), self.life.settings, now)

    @property
    def starred(self) -> bool:
        return self.life.run("show", "a1", "--json").json()["starred"]

    @property
    def touches(self) -> list[str]:
        return [step["status"] for step in self.life.agenda("--all") if step["kind"] == "keep_in_touch"]

    def story(self):
        return [event["what"] for event in self.life.run("show", "a1", "--json").json()["timeline"] if "starred" in event["what"]]


@pytest.fixture
def program(life):
    return Program(life)


def test_a_flag_stars_the_application_and_plans_once_however_often_it_is_seen(program):
    assert [one.starred for one in program.look(new=[1])] == [True]
    assert program.look(new=[1]) == []
    assert program.starred
    assert program.touches == ["needs_action"]
    assert program.story() == ["starred"]


def test_taking_the_flag_takes_the_star_that_came_from_it(program):
    program.look(new=[1])
    assert [one.starred for one in program.look(unflagged=[1])] == [False]
    assert not program.starred
    assert program.touches == ["cancelled"]
    program.look(new=[1])
    assert program.starred


def test_a_star_set_by_command_is_no_flags_to_take(program):
    program.life.run("star", "a1")
    program.look(new=[1])
    program.look(unflagged=[1])
    assert program.starred
    assert program.story() == ["starred"]


def test_a_command_makes_a_star_that_came_from_a_flag_the_users_own(program):
    program.look(new=[1])
    assert "already" in program.life.run("star", "a1").stdout
    program.look(unflagged=[1])
    assert program.starred


def test_a_star_taken_by_command_stays_taken_wherever_the_flagged_mail_goes(program):
    program.look(new=[1])
    program.life.run("unstar", "a1")
    program.look(vanished=[1])
    program.look("Archive", new={4: "1@larkfield.example"})
    assert not program.starred
    program.look("Archive", uidvalidity=8, new={1: "1@larkfield.example"})  # rebuilt
    assert not program.starred
    program.look("Archive", uidvalidity=8, unflagged=[1])
    program.look("Archive", uidvalidity=8, new={1: "1@larkfield.example"})  # and flagged anew
    assert program.starred


def test_an_archived_mail_keeps_its_star_and_loses_it_there(program):
    program.look(new=[1])
    program.look("Archive", new={4: "1@larkfield.example"})
    program.look(vanished=[1])
    assert program.starred
    program.look("Archive", unflagged=[4])
    assert not program.starred


def test_a_mail_that_is_flagged_only_after_it_was_archived_counts(program):
    program.look("Archive", new={4: "1@larkfield.example", 5: "somebody@elsewhere.example", 6: None})
    assert program.starred


def test_deleting_a_flagged_mail_does_not_take_the_star(program):
    program.look(new=[1])
    program.look(vanished=[1])
    assert program.starred


def test_of_two_places_of_one_mail_both_have_to_lose_the_flag(program):
    program.look(new=[1])
    program.look("All", new={9: "1@larkfield.example"})
    program.look(unflagged=[1])
    assert program.starred
    program.look("All", unflagged=[9])
    assert not program.starred


def test_the_servers_own_list_of_flagged_mails_gives_a_star_and_proves_nothing_after(program):
    program.look("Starred", new={9: "1@larkfield.example"}, view=True)
    assert program.starred
    program.look("Starred", vanished=[9], view=True)
    assert program.starred
    program.look("Starred", new={10: "1@larkfield.example"}, view=True)
    program.look("All", new={3: "1@larkfield.example"})
    program.look("All", unflagged=[3])
    assert not program.starred


def test_while_another_mail_of_the_application_is_flagged_the_star_stays(program):
    program.life.take()  # m2 of a1
    program.look(new=[1, 2])
    assert program.look(unflagged=[1]) == []
    assert program.starred
    program.look(unflagged=[2])
    assert not program.starred
    assert program.story() == ["starred", "unstarred"]


def test_a_flag_that_was_seen_before_the_mail_was_read_counts_when_it_is(tmp_path):
    life = Life(tmp_path)
    program = Program(life)
    program.look(new=[1])  # the very place
    life.take()
    assert program.starred
    program.look("Archive", new={3: "2@larkfield.example"})
    life.take(company="Brightwell", role="Analyst")
    assert life.run("show", "a2", "--json").json()["starred"]
    program.look("Archive", new={4: "3@larkfield.example"})
    program.look("Archive", vanished=[4])
    life.take(company="Northgate", role="Buyer")
    assert not life.run("show", "a3", "--json").json()["starred"]


def test_a_late_star_plans_from_now(program):
    late = CAME.replace(year=2027)
    program.look(new=[1], now=late)
    [touch] = [step for step in program.life.agenda() if step["kind"] == "keep_in_touch"]
    assert touch["due_at"] > "2027-05-30"


def test_of_two_mails_with_one_message_id_nobody_can_tell_which_is_meant(program):
    program.life.take()  # m2 of a1
    with closing(open_store(program.life.state)) as store, store.transaction() as tx:
        tx._db.exec_driver_sql("UPDATE messages SET message_id = '1@larkfield.example'")
    program.look("Archive", new={4: "1@larkfield.example"})
    assert not program.starred
    program.look(new={2: "1@larkfield.example"})  # the place tells
    assert program.starred


def test_a_flag_on_a_mail_that_is_forgotten_or_none_of_our_business_does_nothing(program):
    program.life.run("forget", "a1", "--yes")
    assert program.look(new=[1, 77]) == []
    assert program.look(unflagged=[1, 77, 78]) == []


def test_a_star_by_command_and_its_undo_work_beside_flags(program):
    program.look(new=[1])
    program.life.run("unstar", "a1")
    assert program.life.run("undo").exit_code == 0
    program.look(unflagged=[1])
    assert program.starred  # put back by a command: the user's own


def test_no_message_id_of_flagged_mail_stands_in_the_state_in_clear(program):
    program.look(new={5: "private@elsewhere.example"})
    with closing(program.life.store()) as store:
        store.wipe_log()
        assert b"elsewhere" not in store.database.read_bytes()


def test_where_a_flagged_mail_once_lay_is_forgotten_after_a_while(program):
    program.look(new=[1, 5])
    program.look(vanished=[5])
    with closing(open_store(program.life.state)) as store, store.transaction() as tx:
        tx.purge(CAME.replace(year=2028))
        assert tx.flags("personal")["INBOX"].flagged == (1,)
        assert tx.was_flagged("personal", "Archive", 1, 1, "5@larkfield.example", 1) is False
        assert tx.application(1) is not None


def test_a_flagged_mail_that_was_too_close_to_call_stars_once_the_user_says_what_it_is(tmp_path):
    life = Life(tmp_path)
    life.take(unsure=True)
    program = Program(life)
    assert program.look(new=[1]) == []
    assert life.run("relabel", "m1", "rejection").exit_code == 0
    assert program.starred
    assert program.touches == ["needs_action"]


def test_a_server_that_declines_every_question_about_flags_costs_no_connection():
    declines = {b"UID SEARCH FLAGGED": b"TAG BAD what\r\n"}
    with scripted(declines) as (server, seen):
        assert seen.arrivals(1)[0].uid == 9
        wait_for(lambda: sum(b"FLAGGED" in line for line in server.heard) > 3)
        assert seen.all(Flagged) == []
        assert "backoff" not in seen.states


def test_where_only_the_question_for_changes_is_declined_everything_is_asked():
    rules = {
        b"CAPABILITY": b"* CAPABILITY IMAP4rev1 CONDSTORE ENABLE\r\nTAG OK done\r\n",
        b"ENABLE": b"TAG NO not today\r\n",
        b"EXAMINE": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 10] ok\r\n* OK [HIGHESTMODSEQ 5] ok\r\nTAG OK done\r\n",
        b"UID SEARCH FLAGGED MODSEQ": b"TAG NO cannot\r\n",
        b"UID FETCH 9 (FLAGS)": b"* 1 FETCH (UID 9 FLAGS (\\Seen))\r\nTAG OK done\r\n",
    }
    with scripted(rules) as (server, seen):
        [first] = wait_for(lambda: told(seen, "INBOX"))
        assert first.new == {9: None}
        server.rules[b"EXAMINE"] = rules[b"EXAMINE"].replace(b"HIGHESTMODSEQ 5", b"HIGHESTMODSEQ 6")
        server.rules[b"UID SEARCH FLAGGED UID"] = b"* SEARCH\r\nTAG OK done\r\n"
        wait_for(lambda: len(told(seen, "INBOX")) == 2)
        assert told(seen, "INBOX")[1].unflagged == (9,)
        assert any(b"MODSEQ 6" in line for line in server.heard)
