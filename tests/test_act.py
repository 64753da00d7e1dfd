"""Acting from a mail program: a mail is moved as a phone moves it, over a connection of its own, and the plan follows."""

from __future__ import annotations

import json
import re
import signal
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes

import pytest
from parts import dovecot as dovecot_part
from parts.dovecot import wait_for
from parts.life import CAME, ME, Life
from parts.receivers import taking_mail
from parts.service import Service
from test_daemon import account
from test_imap import Account, Known, watching

from watcher.clock import SystemClock
from watcher.core.act import Verb
from watcher.core.classify import Label
from watcher.core.mark import mark
from watcher.daemon.acting import Acted, take_move, verb_of
from watcher.daemon.marking import marked
from watcher.daemon.outbox import queue_notice
from watcher.imap import Arrival, Cursor, Looked, probe
from watcher.model import load as load_model
from watcher.reader import ReadingRoom, read_mail
from watcher.store import CursorRow, open_store

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


def story(one, what="a1"):
    """The timeline, of a service or of a life."""
    shown = one.run("show", what, "--json").json() if isinstance(one, Life) else one.json("show", what)
    return [(event["what"], event["cause"], event["message"]) for event in shown["timeline"]]


def test_moves_on_a_phone_complete_put_off_and_correct_once_each_through_a_kill(begin, service, dovecot, phone):
    phone.make(DONE, LATER, NO, OTHER)
    dovecot.append(phone.user, DONE, rejection(8, "Brightwell Foods"))
    dovecot.append(phone.user, NO, newsletter(8))
    begin()
    dovecot.deliver(phone.user, rejection(1), rejection(2, "Kestrel Logistics"), newsletter(3))
    told(service, 2)
    wait_for(lambda: service.log.count("event=mail ") == 3)
    before = dovecot.flags(phone.user)
    phone.move("1@larkfield-robotics.example", DONE)
    phone.copy("2@kestrel-logistics.example", LATER)
    wait_for(lambda: sorted(moved(service)) == ["completed", "snoozed"])
    assert steps(service) == [("s1", "completed"), ("s2", "needs_action")]
    assert ("reflect completed", f"you moved m1 to {DONE}", "m1") in story(service)
    assert service.command("undo").stdout.startswith("Taken back: moved m")

    phone.copy("3@garden.example", NO)
    wait_for(lambda: "relabelled" in moved(service))
    assert [row["label"] for row in service.messages()] == ["rejection", "rejection", "rejection"]
    assert "learn --undo c1" in service.command("undo").stderr
    dovecot.append(phone.user, OTHER, rejection(4, "Aldgate Press"))
    wait_for(lambda: moved(service).count("relabelled") == 2)
    service.kill()
    phone.copy("3@garden.example", OTHER)
    done = len(moved(service))
    service.start()
    wait_for(lambda: len(moved(service)) == done + 1)
    service.kill()
    looks = service.log.count(f"mailbox={OTHER}")
    service.start()
    wait_for(lambda: service.log.count(f"mailbox={OTHER}") > looks)
    assert len(moved(service)) == done + 1
    after = dovecot.flags(phone.user)
    assert {uid: after["INBOX"][uid] for uid in (2, 3)} == {uid: before["INBOX"][uid] for uid in (2, 3)}
    assert not any(flag for box in (DONE, LATER, NO, OTHER) for mine in after[box].values() for flag in mine)
    # What lay there at first is not among them.
    assert [row["label"] for row in service.messages()] == ["rejection", "rejection", "other", "other"]
    assert service.stop() == 0


def test_a_mailbox_named_by_a_reload_and_made_afterwards_acts_from_its_first_mail(begin, service, dovecot, phone):
    begin(act=None)
    dovecot.deliver(phone.user, rejection(1))
    told(service)
    text = service.config.read_text()
    service.config.write_text(text.replace("[act]\n", f'[act]\ndone = "{DONE}"\n'))
    service.signal(signal.SIGHUP)
    wait_for(lambda: "mailbox=Follow-ups/Done" in service.log)
    phone.make(DONE)
    phone.move("1@larkfield-robotics.example", DONE)
    service.signal(signal.SIGHUP)
    wait_for(lambda: moved(service) == ["completed"])


def test_a_mailbox_that_is_not_there_is_not_waited_for_at_the_next_start(begin, service, dovecot, phone):
    begin(plan=REFLECT | {"reflect_after": "4s"})
    dovecot.deliver(phone.user, rejection(1))
    wait_for(lambda: "event=mail " in service.log)
    service.stop()
    service.start()
    told(service)  # not after the minute that mailboxes are waited for


def test_a_star_that_is_set_in_the_moment_of_a_move_counts_and_a_move_takes_none_away(begin, service, dovecot, phone):
    def starred():
        return service.json("show", "a1")["starred"]

    def seen_once_more():
        looks = service.log.count(f"mailbox={DONE}")
        wait_for(lambda: service.log.count(f"mailbox={DONE}") > looks + 1)

    phone.make(DONE)
    begin()
    dovecot.deliver(phone.user, rejection(1))
    told(service)
    phone.client.select_folder("INBOX")
    phone.client.add_flags([1], [b"\\Flagged"])
    phone.move("1@larkfield-robotics.example", DONE)
    wait_for(lambda: moved(service) == ["completed"])
    wait_for(starred)
    for start, to in ((DONE, "INBOX"), ("INBOX", DONE)):
        phone.move("1@larkfield-robotics.example", to, start=start)
        seen_once_more()
        assert starred()
    phone.client.select_folder(DONE)
    phone.client.remove_flags(phone.client.search(), [b"\\Flagged"])
    wait_for(lambda: not starred())
    assert service.log.count("event=star ") == 2


def test_a_mailbox_to_act_in_that_was_looked_at_does_not_end_the_first_look_at_the_mail(begin, service, phone):
    with closing(open_store(service.folder / "state")) as store, store.transaction() as tx:
        tx.set_cursor("personal", CursorRow(DONE, 1, 0, True, (), DONE))
    begin()
    wait_for(lambda: "event=looked account=personal mailbox=INBOX" in service.log)
    assert re.search("event=looked account=personal mailbox=INBOX uid=0 first=yes", service.log)


# --- what the watcher sees of it, on real servers


@pytest.fixture
def watched(dovecot, phone):
    return Account(phone.user, Known(dovecot.users[phone.user]), dovecot.imaps, dovecot.ca, poll_every=0.3, acts=(("done", DONE),))


def put_in(seen):
    return [message_from_bytes(one.raw)["Message-ID"] for one in seen.all(Arrival) if one.cursor.acts is not None]


def cursor_of(seen, mailbox=DONE):
    return wait_for(lambda: [one.cursor for one in seen.all(Looked) if one.cursor.mailbox == mailbox])[-1]


def test_what_lies_there_is_not_fetched_and_a_mailbox_made_anew_under_the_name_begins_anew(dovecot, phone, watched):
    phone.make(DONE)
    dovecot.append(phone.user, DONE, newsletter(1))
    dovecot.append(phone.user, "INBOX", newsletter(2))
    with watching(watched) as seen:
        first = cursor_of(seen)
        phone.move("2@garden.example", DONE)
        wait_for(lambda: put_in(seen) == ["<2@garden.example>"])
        phone.client.select_folder("INBOX")
        phone.client.delete_folder(DONE)
        phone.make(DONE)
        dovecot.append(phone.user, DONE, newsletter(3))
        seen.watcher.look_now()
        anew = wait_for(lambda: [one for one in [cursor_of(seen)] if one.uidvalidity != first.uidvalidity])[0]
        dovecot.append(phone.user, DONE, newsletter(4))
        wait_for(lambda: put_in(seen) == ["<2@garden.example>", "<4@garden.example>"])
        assert (first.uid, first.acts, anew.acts) == (1, DONE, DONE)
        assert "backoff" not in seen.states


def test_a_move_out_of_the_inbox_is_seen_at_once(dovecot, phone, watched):
    phone.make(DONE)
    dovecot.append(phone.user, "INBOX", newsletter(1))
    with watching(replace(watched, poll_every=3600.0)) as seen:
        seen.until("idle")
        phone.move("1@garden.example", DONE)
        wait_for(lambda: put_in(seen) == ["<1@garden.example>"])


def test_a_restart_goes_on_from_the_stored_place_and_fetches_what_came_meanwhile(dovecot, phone, watched):
    phone.make(DONE)
    with watching(watched) as seen:
        stored = cursor_of(seen)
    dovecot.append(phone.user, DONE, newsletter(1))
    with watching(watched, cursors={DONE: stored}) as seen:
        wait_for(lambda: put_in(seen) == ["<1@garden.example>"])


def test_a_name_beyond_ascii_and_a_server_that_keeps_everything_below_inbox_with_dots(dovecot):
    with dovecot_part.running("namespace inbox {\n  separator = .\n  prefix = INBOX.\n}\n") as server:
        user, password = server.fresh_user()
        wanted, there = "Rückmeldungen/Erledigt & fertig", "INBOX.Rückmeldungen.Erledigt & fertig"
        account = Account(user, Known(password), server.imaps, server.ca, poll_every=0.3, acts=(("done", wanted),))
        with server.client(user) as client:
            client.create_folder(there)
            with watching(account) as seen:
                cursor_of(seen, there)
                client.append(there, newsletter(1))
                wait_for(lambda: put_in(seen) == ["<1@garden.example>"])
                assert seen.all(Arrival)[0].cursor.acts == wanted


def test_a_mailbox_that_another_program_keeps_for_the_user_says_nothing(dovecot, phone, watched):
    acts = (("done", "drafts"), ("snooze", "Sent"), ("other", "Junk"))
    found = {one.what: one for one in probe(replace(watched, acts=acts), SystemClock())}
    for verb, _ in acts:
        assert not found[f"accounts.personal: act.{verb}"].ok
        assert "says nothing" in found[f"accounts.personal: act.{verb}"].detail
    with watching(replace(watched, acts=acts)) as seen:
        seen.until("idle")
        for mailbox in ("Drafts", "Sent", "Junk"):
            dovecot.append(phone.user, mailbox, newsletter(1))
        seen.watcher.look_now()
        wait_for(lambda: {one.mailbox for one in seen.all(Arrival)} == {"Sent", "Junk"})
        assert put_in(seen) == []


def test_check_finds_two_names_of_one_mailbox(dovecot, phone, watched):
    phone.make(DONE)
    found = {one.what: one for one in probe(replace(watched, acts=(("done", DONE), ("snooze", DONE.upper()))), SystemClock())}
    for verb, other in (("done", "snooze"), ("snooze", "done")):
        assert not found[f"accounts.personal: act.{verb}"].ok
        assert f"is also act.{other}" in found[f"accounts.personal: act.{verb}"].detail


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # apprise, under pytest alone
def test_check_names_what_there_is_where_a_mailbox_is_in_no_account(life, dovecot, phone, receiver):
    other, _ = dovecot.fresh_user()
    entries = {"personal": account(dovecot, phone.user, dovecot.users[phone.user]), "work": account(dovecot, other, dovecot.users[other])}
    life.configure(accounts=entries, targets={"hook": receiver.url()})
    life.config.write_text(life.config.read_text() + f'\n[act]\ndone = "{DONE}"\nother = "{OTHER}"\n')
    phone.make(DONE)
    found = {one["what"]: one for one in json.loads(life.run("check", "--json").stdout)}
    assert found["accounts.personal: act.done"]["detail"] == f"a mail moved to {DONE} acts"
    assert found["accounts.work: act.done"]["ok"]
    assert "another account has it" in found["accounts.work: act.done"]["detail"]
    for name in ("personal", "work"):
        missing = found[f"accounts.{name}: act.other"]
        assert not missing["ok"]
        assert "Make it in your mail program, or name one of: Drafts, " in missing["remedy"]


# --- what becomes of it, without a server


def read_as(raw, said=None, me=ME):
    return read_mail(raw, truncated=False, received_on=CAME.date(), me=frozenset({me}), model=load_model(), said=said)


class Folders:
    """Mails put into mailboxes that act, taken in as the daemon takes them in."""

    def __init__(self, life: Life) -> None:
        self.life, self.uid, self.names = life, 0, ACT

    def put(self, raw: bytes, verb: Verb, now=CAME, *, uid: int | None = None, account: str = "personal") -> Acted:
        self.uid = uid or self.uid + 1
        mailbox = self.names[verb.value]
        cursor = Cursor(mailbox, 1, self.uid, first_look_done=True, acts=mailbox)
        arrival = Arrival(account, mailbox, 1, self.uid, CAME, len(raw), raw, False, False, False, cursor)
        settings = self.settings
        assert verb_of(arrival, settings) is verb
        with closing(self.life.store()) as store, store.transaction() as tx:
            return take_move(tx, arrival, verb, read_as(raw, verb.label), settings, now)

    @property
    def settings(self):
        plain = self.life.settings
        mine = replace(plain.accounts["personal"], acts=tuple(self.names.items()))
        return replace(plain, accounts={"personal": mine, "work": replace(mine, name="work")})


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
    assert ("reflect completed", f"you moved m1 to {DONE}", "m1") in story(life)


def test_nothing_is_done_before_the_user_was_told_and_the_timeline_says_so_once(life, folders):
    assert folders.put(rejection(1), Verb.DONE, day(4)).did == "nothing: told of no open step"
    assert folders.put(rejection(1), Verb.DONE, day(4)).did == "nothing: told of no open step"
    told = [event for event in story(life) if event[0] == f"moved to {DONE}"]
    assert told == [(f"moved to {DONE}", f"you moved m1 to {DONE}: you were told of no step that is open", "m1")]
    assert life.status("s1") == "needs_action"
    assert "nothing to take back" in life.run("undo").stderr


def test_a_notification_that_has_reached_nobody_is_not_told(life, folders):
    life.notify(day(5), accepted=False)
    assert folders.put(rejection(1), Verb.DONE, day(5)).step is None


def test_a_step_put_off_is_three_days_later_and_acts_again_only_when_it_is_told_again(life, folders):
    life.notify(day(4))
    assert folders.put(rejection(1), Verb.SNOOZE, day(4)).did == "snoozed"
    [step] = [step for step in life.agenda() if step["id"] == "s1"]
    assert step["due_at"] == "2026-03-09T09:30:00Z"  # Saturday the 7th is no working day
    assert ("reflect snoozed until Mon 09 Mar 2026 09:30", f"you moved m1 to {LATER}", None) in story(life)
    assert folders.put(rejection(1), Verb.DONE, day(5)).did == "nothing: told of no open step"
    life.notify(day(9))
    assert folders.put(rejection(1), Verb.DONE, day(9)).did == "completed"


def test_a_place_acts_once_and_a_mail_moved_out_and_in_again_acts_on_the_next_step(life, folders):
    life.notify(day(17))
    assert folders.put(rejection(1), Verb.DONE, day(17)).step == 1
    assert folders.put(rejection(1), Verb.DONE, day(18), uid=1).did == "nothing: it has acted"
    assert folders.put(rejection(1), Verb.DONE, day(18)).step == 2
    assert folders.put(rejection(1), Verb.DONE, day(19)).did == "nothing: told of no open step"


def test_a_conversation_moved_as_a_whole_is_one_move(life, folders):
    life.receive(rejection(2, subject="Once more: your application at"), at=day(3))
    assert {row["application"] for row in life.run("messages", "--json").lines()} == {"a1"}
    life.notify(day(17))
    moves = [folders.put(rejection(1), Verb.DONE, day(17))]
    moves += [folders.put(rejection(2, subject="Once more: your application at"), Verb.DONE, day(17) + timedelta(minutes=9))]
    assert [(move.did, move.step) for move in moves] == [("completed", 1), ("nothing: the same move", None)]
    assert folders.put(rejection(1), Verb.DONE, day(17) + timedelta(minutes=10)).step == 2


def test_a_mailbox_that_is_renamed_after_its_new_name_was_written_down_does_not_act_again(life, folders):
    """A server leaves UIDVALIDITY and UIDs as they are; the watcher takes a mailbox that has just appeared for one that the user made."""
    life.notify(day(4))
    assert folders.put(rejection(1), Verb.DONE, day(4), uid=5).step == 1
    life.notify(day(17))
    folders.names = ACT | {"done": "Erledigt"}
    with closing(life.store()) as store, store.transaction() as tx:
        tx.drop_acting_except("personal", folders.names.values())  # as at a reload
    assert folders.put(rejection(1), Verb.DONE, day(17), uid=5).did == "nothing: it has acted"
    assert folders.put(rejection(1), Verb.DONE, day(17), uid=6).step == 2


@pytest.mark.parametrize("verb", [Verb.DONE, Verb.SNOOZE])
def test_after_undo_the_same_move_can_be_made_again_at_once(life, folders, verb):
    life.notify(day(17))
    assert folders.put(rejection(1), verb, day(17)).step == 1
    assert life.run("undo").exit_code == 0
    again = folders.put(rejection(1), verb, day(17) + timedelta(minutes=2))
    assert (again.did, again.step) == ("completed" if verb is Verb.DONE else "snoozed", 1)
    assert folders.put(rejection(1), verb, day(17) + timedelta(minutes=3)).did == "nothing: the same move"


def test_a_mail_without_a_message_id_acts_and_of_two_with_one_id_the_one_that_was_moved(life, folders):
    bare = rejection(2, "Brightwell Foods").replace(b"Message-ID: <2@brightwell-foods.example>\n", b"")
    assert b"Message-ID" not in bare
    life.receive(bare)
    life.receive(rejection(3, "Aldgate Press").replace(b"<3@aldgate-press.example>", b"<1@larkfield-robotics.example>"))
    life.notify(day(6))
    assert folders.put(bare, Verb.DONE, day(6)).application == 2
    copied = rejection(3, "Aldgate Press").replace(b"<3@aldgate-press.example>", b"<1@larkfield-robotics.example>")
    assert folders.put(copied, Verb.DONE, day(6)).application == 3
    assert folders.put(rejection(1), Verb.DONE, day(6)).application == 1


def test_another_applications_mail_acts_at_the_same_time(life, folders):
    life.receive(rejection(2, "Brightwell Foods"))
    life.notify(day(6))
    assert folders.put(rejection(1), Verb.DONE, day(6)).application == 1
    assert folders.put(rejection(2, "Brightwell Foods"), Verb.DONE, day(6)).application == 2


def test_undo_takes_a_move_back_and_not_the_command_before_it(life, folders):
    life.notify(day(17))
    assert life.run("star", "a1").exit_code == 0
    folders.put(rejection(1), Verb.DONE, day(17))
    assert f"Taken back: moved m1 to {DONE}" in life.run("undo").stdout
    assert life.status("s1") == "needs_action"
    assert life.run("undo").stdout.startswith("Taken back: star a1")


def test_the_users_own_mail_and_mail_that_nobody_knows_say_nothing(life, folders):
    life.notify(day(4))
    own = rejection(7).replace(b"tomasz.bielak@larkfield-robotics.example", ME.encode())
    for verb in Verb:
        assert folders.put(own, verb, day(4)).did == "nothing: a mail that is not known"
    assert len(life.run("messages", "--json").lines()) == 1
    assert life.status("s1") == "needs_action"


def test_mail_that_was_put_off_before_it_was_ever_seen_is_mail_like_any_other_unless_it_is_of_former_years(life, folders):
    """Moved while the watcher was down, or in the moment between two looks: that decides nothing."""
    taken = folders.put(rejection(2, "Brightwell Foods"), Verb.SNOOZE, day(3))
    assert (taken.did, taken.message, taken.application, taken.step) == ("taken in", 2, 2, None)
    assert {step["application"] for step in life.agenda()} == {"a1", "a2"}
    old = folders.put(rejection(3, "Aldgate Press"), Verb.DONE, CAME + timedelta(days=31))
    assert old.did == "nothing: a mail that is not known"
    assert len(life.run("messages", "--json").lines()) == 2


def test_a_mail_that_is_moved_from_one_account_to_the_mailbox_of_another_acts(life, folders):
    life.notify(day(4))
    moved = folders.put(rejection(1), Verb.DONE, day(4), account="work")
    assert (moved.did, moved.step) == ("completed", 1)
    assert folders.put(rejection(1), Verb.OTHER, day(4), account="work").corrected
    assert len(life.run("messages", "--json").lines()) == 1
    assert life.run("forget", "a1", "--yes").exit_code == 0
    assert folders.put(rejection(1), Verb.REJECTION, day(5), account="work").did == "nothing: a mail that is not known"


def test_mail_of_no_application_has_no_step(life, folders):
    life.receive(newsletter(1))
    assert folders.put(newsletter(1), Verb.DONE, day(4)).did == "nothing: of no application"


def test_a_rejection_that_was_taken_for_other_mail_is_planned_from_when_it_came_and_learned_from(life, folders):
    life.receive(newsletter(1))
    moved = folders.put(newsletter(1), Verb.REJECTION, day(3))
    assert (moved.did, moved.message, moved.application, moved.corrected) == ("relabelled", 2, 2, True)
    assert ("relabelled", f"you moved m2 to {NO}: it is a rejection", "m2") in story(life, "a2")
    assert {step["application"] for step in life.agenda()} == {"a1", "a2"}
    ended = life.run("undo")
    assert f"`moved m2 to {NO}` cannot be taken back by undo" in ended.stderr
    assert "learn --undo c1" in ended.stderr
    assert life.run("learn", "--undo", "c1").exit_code == 0
    assert {step["application"] for step in life.agenda()} == {"a1"}


def test_other_mail_that_was_taken_for_a_rejection_ends_its_plan(life, folders):
    assert folders.put(rejection(1), Verb.OTHER, day(3)).corrected
    assert life.agenda() == []
    assert life.run("show", "m1", "--json").json()["label"] == "other"
    assert folders.put(rejection(1), Verb.OTHER, day(3)).did == "nothing: it is held for that"
    assert folders.put(rejection(1), Verb.REJECTION, day(3)).corrected
    assert {step["kind"] for step in life.agenda()} == {"reflect", "thank"}


def corrections(life):
    with closing(life.store()) as store, store.reading() as tx:
        return tx.corrections(), tx.message(2)


def test_a_correction_by_a_move_is_the_one_that_relabel_makes(tmp_path):
    """To the last word that is learned and the last field of the reading."""
    made = []
    for name in ("move", "command"):
        (tmp_path / name).mkdir()
        one = Life(tmp_path / name)
        one.receive(rejection(1))
        one.receive(newsletter(1))
        if name == "move":
            assert Folders(one).put(newsletter(1), Verb.REJECTION, day(3)).corrected
        else:
            assert one.run("relabel", "m2", "rejection", "--yes").exit_code == 0
        [correction], row = corrections(one)
        kept = {"at": None, "did": None}
        made.append((replace(correction, **kept), replace(row, decided_at=None)))
    assert made[0] == made[1]


def test_mail_that_was_filed_before_it_was_ever_seen_is_what_the_user_says(life, folders):
    filed = folders.put(newsletter(1), Verb.REJECTION, day(3))
    assert (filed.did, filed.message, filed.application) == ("relabelled", 2, 2)
    assert {step["application"] for step in life.agenda()} == {"a1", "a2"}
    shown = life.run("show", "m2", "--json").json()
    assert (shown["label"], shown["unsure"]) == ("rejection", False)
    other = folders.put(rejection(3, "Brightwell Foods"), Verb.OTHER, day(3))
    assert other.did == "relabelled"
    assert {step["application"] for step in life.agenda()} == {"a1", "a2"}
    assert [row["label"] for row in life.run("messages", "--json").lines()] == ["rejection", "rejection", "other"]
    assert {step["application"] for step in life.agenda("--all")} == {"a1", "a2"}  # nothing was planned to be cancelled
    assert life.receive(rejection(3, "Brightwell Foods")).known


def test_filed_as_what_it_is_anyway_it_goes_the_way_of_all_mail_and_teaches_nothing(life, folders):
    filed = folders.put(rejection(3, "Brightwell Foods"), Verb.REJECTION, day(3))
    assert (filed.did, filed.application, filed.corrected) == ("taken in", 2, False)
    assert corrections(life)[0] == []


def test_forgotten_mail_stays_forgotten_wherever_it_is_moved(life, folders):
    assert life.run("forget", "a1", "--yes").exit_code == 0
    for verb in Verb:
        assert folders.put(rejection(1), verb, day(4)).did == "nothing: a mail that is not known"
    assert life.run("messages", "--json").lines() == []


def test_a_mail_whose_text_was_removed_can_still_be_said_to_be_something_else(life, folders):
    with closing(life.store()) as store, store.transaction() as tx:
        tx.star(1, starred=True)
        tx.purge(day(30))
    assert folders.put(rejection(1), Verb.OTHER, day(31)).corrected


def test_a_mailbox_that_leaves_the_config_begins_anew_when_it_comes_back(tmp_path):
    with closing(Life(tmp_path).store()) as store, store.transaction() as tx:
        for mailbox, acts in ((DONE, DONE), ("INBOX.No", NO), ("INBOX", None)):
            tx.set_cursor("personal", CursorRow(mailbox, 1, 5, True, (), acts))
        tx.drop_acting_except("personal", [NO])
        assert {name: row.acts for name, row in tx.cursors("personal").items()} == {"INBOX.No": NO, "INBOX": None}


def test_the_reading_room_gives_the_lesson_along_and_of_the_users_own_mail_none():
    with closing(ReadingRoom(clock=SystemClock())) as room:
        asked = {"truncated": False, "received_on": CAME.date(), "me": frozenset({ME}), "said": Label.REJECTION}
        here = read_as(newsletter(1), Label.REJECTION)
        as_json = replace(here.lesson, features=json.loads(json.dumps(here.lesson.features)))
        assert room.read(newsletter(1), **asked) == replace(here, lesson=as_json)
        assert room.read(newsletter(1).replace(b"news@garden.example", ME.encode()), **asked).lesson is None
        assert room.read(newsletter(1), **asked | {"said": None}).lesson is None


# --- a notification that came as mail


def as_mail(life: Life, notification: int, **changed: str) -> bytes:
    """A notification as its mail reaches the user, who sends it to themself."""
    with closing(life.store()) as store, store.transaction() as tx:
        mark = marked(tx, notification)["mark"]
    head = {"From": ME, "To": ME, "Message-ID": f"<{notification}@post.example>", "X-Rejection-Watcher": mark} | changed
    return "".join(f"{name}: {value}\n" for name, value in head.items() if value).encode() + NOTIFICATION


NOTIFICATION = b"""\
Subject: Thank Tomasz Bielak (Larkfield Robotics)
Content-Type: text/plain; charset=utf-8

Unfortunately we have decided not to move forward with your application. Please write to
tomasz.bielak@larkfield-robotics.example; I withdraw my application.
"""
"""What a notification could quote at worst."""


def test_a_notification_that_is_moved_acts_on_its_own_step_and_on_no_other(life, folders):
    [first] = life.notify(day(4))
    [second] = life.notify(day(16))
    done = folders.put(as_mail(life, second), Verb.DONE, day(17))
    assert (done.did, done.application, done.step) == ("completed", 1, 2)
    assert (life.status("s1"), life.status("s2")) == ("needs_action", "completed")
    assert ("thank completed", f"you moved n{second} to {DONE}", None) in story(life)
    assert folders.put(as_mail(life, second), Verb.DONE, day(17)).did == "nothing: its steps are closed or put off"
    # The mail that it is about, moved along with it, is the same move.
    assert folders.put(rejection(1), Verb.DONE, day(17)).did == "nothing: the same move"
    assert life.run("undo").stdout.startswith(f"Taken back: moved n{second} to {DONE}")
    assert life.status("s2") == "needs_action"
    assert folders.put(as_mail(life, first), Verb.SNOOZE, day(17)).did == "snoozed"
    assert next(step for step in life.agenda() if step["id"] == "s1")["due_at"] == "2026-03-20T09:30:00Z"


def test_a_step_that_was_put_off_can_still_be_done_by_its_notification_and_is_not_put_off_twice(life, folders):
    [first] = life.notify(day(4))
    assert folders.put(as_mail(life, first), Verb.SNOOZE, day(4)).did == "snoozed"
    assert folders.put(as_mail(life, first), Verb.SNOOZE, day(5)).did == "nothing: its steps are closed or put off"
    assert folders.put(as_mail(life, first), Verb.DONE, day(5)).did == "completed"


def test_a_digest_that_is_moved_is_about_all_that_it_tells_of_and_that_was_not_put_off(life, folders):
    life.configure(digest="daily")
    life.receive(rejection(2, "Brightwell Foods"))
    life.receive(rejection(3, "Aldgate Press"))
    [digest] = life.notify(day(5))
    assert life.run("snooze", "s5", "2 days").exit_code == 0
    assert {life.status(step) for step in ("s1", "s3", "s5")} == {"needs_action"}
    assert folders.put(as_mail(life, digest), Verb.DONE, day(5)).did == "completed"
    assert [life.status(step) for step in ("s1", "s3", "s5")] == ["completed", "completed", "needs_action"]
    assert life.run("undo").stdout.startswith(f"Taken back: moved n{digest} to {DONE}")
    assert {life.status(step) for step in ("s1", "s3", "s5")} == {"needs_action"}


def test_nobody_else_can_write_a_notification(life, folders, tmp_path):
    [first] = life.notify(day(4))
    with closing(life.store()) as store, store.transaction() as tx:
        created_at, name = tx.notification(first).created_at, bytes.fromhex(tx.installation())
    (tmp_path / "other").mkdir()
    others = Life(tmp_path / "other")
    others.receive(rejection(1))
    others.notify(day(4))
    forged = ["n1", f"n{first}.{int(created_at.timestamp())}.{'0' * 32}", mark(name, first, created_at)]
    for field in ("", *forged, re.search(rb"X-Rejection-Watcher: (.*)", as_mail(others, first))[1].decode()):
        assert folders.put(as_mail(life, first, **{"X-Rejection-Watcher": field}), Verb.DONE, day(4)).step is None
    assert life.status("s1") == "needs_action"


def test_a_notification_of_a_state_that_was_lost_is_not_taken_for_the_one_that_has_its_number_now(life, folders):
    with closing(life.store()) as store, store.transaction() as tx:
        tx.mark_key()
    before = (life.state / "state.db").read_bytes()
    [first] = life.notify(day(4))
    old = as_mail(life, first)
    (life.state / "state.db").write_bytes(before)
    assert life.notify(day(5)) == [first]
    assert folders.put(old, Verb.DONE, day(5)).did == "nothing: a notification without a step"
    assert folders.put(as_mail(life, first), Verb.DONE, day(5)).did == "completed"


def test_what_a_notification_is_cannot_be_corrected_and_a_notice_has_no_step(life, folders):
    [first] = life.notify(day(4))
    with closing(life.store()) as store, store.transaction() as tx:
        notice = queue_notice(tx, life.settings, day(4), "Blind", "An account cannot be seen.")
    for verb in (Verb.REJECTION, Verb.RECRUITER, Verb.OTHER):
        assert folders.put(as_mail(life, first), verb, day(4)).did == "nothing: a notification is not the mail that it tells of"
    cause = f"you moved n1 to {OTHER}: what a mail is, is said by moving that mail, or by relabel"
    assert cause in [line["cause"] for line in life.run("show", "a1", "--json").json()["timeline"]]
    assert folders.put(as_mail(life, notice), Verb.DONE, day(4)).did == "nothing: a notification without a step"
    assert life.status("s1") == "needs_action"
    assert len(life.run("messages", "--json").lines()) == 1


@pytest.mark.parametrize("sender", [ME, "no-reply@post.example"])
def test_the_watcher_does_not_take_its_own_notification_for_mail(life, sender):
    [first] = life.notify(day(4))
    before = story(life)
    taken = life.receive(as_mail(life, first, From=sender), at=day(4))
    assert (taken.known, taken.message) == (True, None)
    assert len(life.run("messages", "--json").lines()) == 1
    assert story(life) == before
    # An answer to one, which quotes it and names it, is mail like any other.
    answer = as_mail(
        life, first, From="tomasz.bielak@larkfield-robotics.example", References="<1@post.example>", **{"X-Rejection-Watcher": ""}
    )
    assert life.receive(answer, at=day(5)).message == 2


def test_a_notification_that_came_as_mail_is_known_in_the_inbox_and_acts_when_it_is_moved(service, dovecot, phone):
    phone.make(DONE)
    with taking_mail() as post:
        entry = account(dovecot, phone.user, dovecot.users[phone.user], poll_every="1s")
        url = f"mailto://127.0.0.1:{post.port}/?mode=insecure&from=robin@mail.example&to=robin@mail.example"
        service.configure(accounts={"personal": entry}, targets={"mail": url}, plan=REFLECT, act=ACT)
        service.start()
        service.wait_until_watching()
        dovecot.deliver(phone.user, rejection(1))
        told = post.next()
    told.replace_header("Message-ID", "<told@post.example>")  # as services do that give mails one of their own
    dovecot.deliver(phone.user, told.as_bytes())
    wait_for(lambda: "event=mail-known" in service.log)
    phone.move("told@post.example", DONE)
    wait_for(lambda: moved(service) == ["completed"])
    assert steps(service) == [("s1", "completed")]
    assert len(service.messages()) == 1
    assert service.stop() == 0
