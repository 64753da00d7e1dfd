"""The commands that change a plan or look ahead, and what mail does to it in the state: pause, undo, stop, hired, coming back, nudges."""

from __future__ import annotations

import re
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar as Ics
from parts.life import CAME, MIRELA, TOMASZ, Life, _arrival, _message
from parts.service import toml

from watcher.clock import SystemClock
from watcher.core.classify import Label, Verdict
from watcher.core.extract import Reading, Stage
from watcher.core.parse import Address
from watcher.core.plan import NewStep
from watcher.daemon import outbox
from watcher.daemon.changes import pause
from watcher.daemon.intake import take_in
from watcher.reader import Read

RECENTLY = SystemClock().now().replace(microsecond=0) - timedelta(hours=1)


@pytest.fixture
def life(tmp_path):
    return Life(tmp_path)


@pytest.fixture
def rejected(life):
    """After one rejection by a hiring manager an hour ago: m1, a1, s1 (look back), s2 (thank)."""
    life.take(at=RECENTLY)
    return life


def plan(life, **options):
    """The config with a [plan] table."""
    life.configure()
    life.config.write_text(life.config.read_text() + "\n" + toml("plan", options))


def steps(life, *args):
    return {row["id"]: (row["kind"], row["status"]) for row in life.agenda(*args)}


def word(life, at, *, label=Label.OTHER, person=TOMASZ, forward=None, confirmation=False, stage=None, now=None, **message):
    """A mail comes at `at` and is read `now`."""
    uid = next(life._uid)
    sender = Address(person.name, person.addr) if person else Address("", "no-reply@ats.example")
    mail = _message(f"{uid}@larkfield.example", "Your application", sender, **message)
    verdict = Verdict(label, dict.fromkeys(Label, 0.05) | {label: 0.9}, False, ())
    people = (person,) if person else ()
    said = Reading("Larkfield Robotics", "Test Engineer", None, people, None, stage, False, None, bool(person), {}, confirmation, forward)
    said = replace(said, advances=forward is not None, invitation=forward is not None)
    store = life.store()
    with store.transaction() as tx:
        outcome = take_in(tx, _arrival(uid, at, sent=False), Read(mail, "", verdict, said), life.settings, now or at)
    store.close()
    return outcome


def last_word(life):
    store = life.store()
    with store.reading() as tx:
        at = next(one.last_mail_at for one in tx.applications() if one.id == 1)
    store.close()
    return at


def story(life, application="a1"):
    return [(event["what"], event["cause"]) for event in life.run("show", application, "--json").json()["timeline"]]


def test_a_step_to_nobody_is_shown_with_what_to_do_instead(life):
    word(life, RECENTLY, label=Label.RECRUITER, person=None)
    assert steps(life)["s1"] == ("reply_recruiter", "needs_action")
    instead = "reply where they wrote to you"
    assert instead in " ".join(life.run("show", "s1").stdout.split())
    assert life.run("show", "s1", "--json").json()["draft"] is None
    life.run("done", "s1")
    assert instead not in " ".join(life.run("show", "s1").stdout.split())


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.APPLIED, "before any talk"),
        (Stage.INTERVIEW, "after interview"),
        (Stage.FINAL, "after the final round"),
        (Stage.OFFER, "after an offer"),
    ],
)
def test_applications_say_how_far_it_had_come_when_the_no_came(life, stage, words):
    word(life, RECENTLY, label=Label.REJECTION, stage=stage)
    assert words in " ".join(life.run("applications").stdout.split())


def test_a_field_that_is_corrected_twice_at_once_is_refused(rejected):
    refused = rejected.run("edit", "a1", "company=Kestrel", "company=Petrel", "role=Planner")
    assert refused.exit_code == 2
    assert "company stands there more than once" in " ".join(refused.stderr.split())
    assert rejected.run("show", "a1", "--json").json()["edited"] in ([], {}, ())


# --- reschedule and recipients


def test_a_step_is_rescheduled_to_a_day_and_the_timeline_says_who_did_it(rejected):
    ended = rejected.run("reschedule", "s2", "2099-03-02")
    assert ended.exit_code == 2
    assert "ten years" in ended.stderr
    day = (RECENTLY + timedelta(days=40)).date().isoformat()
    assert "due" in rejected.run("reschedule", "s2", day).stdout
    assert rejected.agenda()[1]["due_at"] == f"{day}T09:30:00Z"
    assert any(what.startswith("thank rescheduled to") and cause == "you said reschedule" for what, cause in story(rejected))
    assert rejected.run("reschedule", "s2", "never").exit_code == 2


def test_recipients_are_shown_added_taken_away_and_replaced(rejected):
    tomasz, dana, sam = TOMASZ.addr, "dana@larkfield.example", "helen@larkfield.example"
    assert tomasz in rejected.run("recipients", "s2").stdout
    assert rejected.run("recipients", "s2", f"+{dana}", f"-{tomasz}").exit_code == 0
    assert rejected.agenda()[1]["to"] == [dana]
    assert rejected.run("recipients", "s2", f"={sam}").exit_code == 0
    assert rejected.agenda()[1]["to"] == [sam]
    assert rejected.run("recipients", "s2", f"-{sam}").exit_code == 0  # -h is help, -helen@... is an address
    assert rejected.agenda()[1]["to"] == []
    assert "nobody" in rejected.run("recipients", "s2").stdout
    assert rejected.run("recipients", "s2", f"+{tomasz}").stdout.count("Tomasz Bielak") == 1  # a name that is known comes with it
    assert "so already" in rejected.run("recipients", "s2", f"+{tomasz}").stdout
    assert f"To: {tomasz}" in rejected.run("show", "s2").stdout


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        ("+no-reply@larkfield.example", "nobody reads"),
        ("=donotreply@myworkday.com", "nobody reads"),
        ("+not an address", "no mail address"),
        ("+a@b\nBcc: c@d", "no mail address"),
        ("dana@larkfield.example", "neither to add"),
        ("-dana@larkfield.example", "not among the recipients"),
    ],
)
def test_a_recipient_that_cannot_be_is_refused_with_the_reason(rejected, edit, says):
    ended = rejected.run("recipients", "s2", edit)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert says in ended.stderr
    assert rejected.agenda()[1]["to"] == [TOMASZ.addr]


def test_the_recipients_of_a_closed_step_stay(rejected):
    rejected.run("done", "s2")
    assert rejected.run("recipients", "s2", "+dana@larkfield.example").exit_code == 2


# --- stop and hired


def test_stop_ends_keeping_in_touch_or_the_whole_plan(rejected):
    rejected.run("star", "a1")
    assert "keeping in touch has ended" in rejected.run("stop", "s3").stdout
    assert steps(rejected, "--all")["s3"] == ("keep_in_touch", "cancelled")
    assert rejected.run("stop", "a1", "--keep-in-touch").stdout.endswith("there is nothing to stop.\n")
    assert "starred" in rejected.run("star", "a1").stdout  # and a star begins it again
    refused = rejected.run("stop", "s1")
    assert refused.exit_code == 2
    assert "skip s1" in refused.stderr
    assert "stop a1" in refused.stderr
    assert rejected.run("stop", "a1").exit_code == 0
    assert rejected.agenda() == []


def test_hired_asks_and_ends_every_plan(rejected):
    rejected.take(at=RECENTLY, company="Kestrel", person=MIRELA)
    assert rejected.run("hired", stdin="n\n").exit_code == 1
    assert len(rejected.agenda()) == 5
    ended = rejected.run("hired", "a2", stdin="y\n")
    assert "5 steps of 2 applications ended" in ended.stdout
    assert "Kestrel" in ended.stdout
    assert rejected.agenda() == []
    assert ("hired", "you said hired") in story(rejected, "a2")
    assert ("thank cancelled", "you were hired") in story(rejected)
    assert "No plan was open" in rejected.run("hired").stdout
    assert rejected.run("hired", "a9", "--yes").exit_code == 2


def test_after_hired_mail_is_read_and_plans_nothing_until_resume(rejected):
    rejected.run("hired", "--yes")
    for label in (Label.REJECTION, Label.RECRUITER):
        assert rejected.take(label, at=RECENTLY, company="Kestrel", person=MIRELA).planned == 0
    assert rejected.agenda() == []
    assert ("nothing planned", "you have a job since you said hired") in story(rejected, "a2")
    assert "You were hired" in rejected.run("agenda").stderr
    assert rejected.run("agenda").stdout == "Nothing is planned.\n"
    assert "looking again" in rejected.run("resume").stdout
    assert "hired" not in rejected.run("agenda").stderr
    assert rejected.run("resume").stdout == "Nothing is paused.\n"
    assert rejected.take(at=RECENTLY, company="Norrvind").planned == 2


def test_after_hired_the_users_own_word_still_plans(rejected):
    rejected.run("hired", "--yes")
    assert "starred" in rejected.run("star", "a1").stdout
    assert [step["kind"] for step in rejected.agenda()] == ["keep_in_touch"]
    added = rejected.run("add", "--company", "Kestrel", "--person", "Rita Moss <rita@kestrel.example>")
    assert added.stdout.startswith("You are looking again")
    assert {"reflect", "thank"} <= {step["kind"] for step in rejected.agenda()}


def test_mails_that_come_together_after_hired_open_no_plan_again(rejected):
    rejected.take(at=RECENTLY, role="Field Engineer")
    rejected.run("merge", "a1", "a2")
    rejected.run("hired", "--yes")
    assert rejected.run("split", "m2").exit_code == 0
    assert rejected.agenda() == []


def test_undo_takes_hired_back_and_mail_plans_again(rejected):
    before = steps(rejected)
    rejected.run("hired", "--yes")
    undone = rejected.run("undo").stdout
    assert "you are looking for a job" in undone
    assert "pause" not in undone
    assert steps(rejected) == before
    assert rejected.take(at=RECENTLY, company="Kestrel", person=MIRELA).planned > 0
    rejected.run("hired", "--yes")
    rejected.run("resume")
    assert "you were hired" in rejected.run("undo").stdout
    assert rejected.take(at=RECENTLY, company="Norrvind").planned == 0


# --- pause and resume


def test_in_a_pause_nothing_is_made_or_sent_and_afterwards_it_comes_in_turn(life):
    for company in ("Larkfield", "Kestrel", "Brightwell", "Norrvind", "Ovalstone"):
        life.take(company=company, person=None)
    day, store = timedelta(days=1), life.store()
    with store.transaction() as tx:
        pause(tx, CAME + 20 * day, life.settings, CAME + day, "you said pause")
    for offset in range(20):
        assert outbox.queue_due(store, life.settings, CAME + offset * day) == []
    told = [len(outbox.queue_due(store, life.settings, CAME + (20 + offset) * day)) for offset in range(3)]
    assert told == [3, 2, 0]
    with store.reading() as tx:
        assert [row.due_at for row in tx.agenda()] == [datetime(2026, 3, 4, 9, 30, tzinfo=UTC)] * 5
        assert {row.notify_at for row in tx.agenda()[:3]} == {CAME + 20 * day}
    store.close()


def test_what_had_not_reached_anybody_waits_for_the_end_of_the_pause(rejected):
    moment = RECENTLY + timedelta(days=8)
    rejected.notify(moment, accepted=False)
    store = rejected.store()
    with store.transaction() as tx:
        pause(tx, moment + timedelta(days=3), rejected.settings, moment, "you said pause")
        assert tx.deliveries_due(moment) == []
        assert tx.due_steps(moment) == []
    assert len(outbox.queue_due(store, rejected.settings, moment + timedelta(days=3))) == 1
    store.close()


def test_pause_and_resume_say_what_they_do_and_the_agenda_reminds_of_it(rejected):
    assert "Nothing is paused" in rejected.run("resume").stdout
    assert "Nothing is said until" in rejected.run("pause", "2", "weeks").stdout
    assert "Paused until" in rejected.run("agenda").stderr
    assert rejected.run("agenda", "--json").stderr == ""
    assert "pause is over" in rejected.run("resume").stdout
    assert rejected.run("agenda").stderr == ""
    assert rejected.run("pause", "yesterday").exit_code == 2
    for nothing in (("0", "days"), ("0d",), ("00", "weeks")):
        refused = rejected.run("pause", *nothing)
        assert (refused.exit_code, "is none" in refused.stderr) == (2, True)
    assert [what for what, cause in story(rejected) if cause in {"you said pause", "you said resume"}][-1] == "resumed"


# --- undo


@pytest.mark.parametrize(
    "command",
    [
        "done s1",
        "skip s2",
        "snooze s2 3 days",
        "reschedule s1 2 weeks",
        "recipients s2 =dana@larkfield.example",
        "star a1",
        "unstar a2",
        "stop a1",
        "stop s4",
        "hired --yes",
        "pause 1 week",
    ],
)
def test_undo_takes_back_the_last_command_and_nothing_else(rejected, command):
    rejected.take(at=RECENTLY, company="Kestrel", role="Planner", person=None)  # a2, s3 (look back)
    rejected.run("star", "a2")  # s4 (keep in touch)

    def state():
        seen = [row | {"notify_at": None} for row in rejected.agenda("--all") if row["id"] != "s5"]
        return seen, [rejected.run("show", app, "--json").json()["starred"] for app in ("a1", "a2")], rejected.run("agenda").stderr

    before = state()
    done = rejected.run(*command.split())
    assert done.exit_code == 0, done.stderr
    assert state() != before or command == "star a1"
    undone = rejected.run("undo")
    assert undone.stdout.startswith(f"Taken back: {command.split()[0]}")
    assert state() == before
    assert steps(rejected, "--all").get("s5", ("", "cancelled"))[1] == "cancelled"


def test_undo_goes_back_step_by_step_until_nothing_is_left(rejected):
    rejected.run("done", "s1")
    rejected.run("done", "s1")  # changes nothing
    rejected.run("snooze", "s2", "2", "days")
    assert "snooze s2" in rejected.run("undo").stdout
    assert "done s1" in rejected.run("undo").stdout
    ended = rejected.run("undo")
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert "nothing to take back" in ended.stderr


def test_undo_says_plainly_when_something_else_has_changed_the_same_thing(rejected):
    rejected.run("snooze", "s2", "2", "days")
    rejected.answer(TOMASZ, at=SystemClock().now(), in_reply_to="1@larkfield.example")
    assert rejected.status("s2") == "completed"
    ended = rejected.run("undo")
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert "cannot be taken back" in ended.stderr
    assert "s2" in ended.stderr
    assert rejected.status("s2") == "completed"


def test_what_was_told_of_meanwhile_is_not_taken_back(rejected):
    rejected.run("snooze", "s2", "2", "days")
    rejected.notify(RECENTLY + timedelta(days=9))
    assert "cannot be taken back" in rejected.run("undo").stderr


def test_what_was_done_before_it_could_be_told_is_told_after_an_undo(rejected):
    moment = RECENTLY + timedelta(days=8)
    rejected.notify(moment, accepted=False)
    rejected.run("done", "s1")
    rejected.run("undo")
    store = rejected.store()
    with store.reading() as tx:
        assert "s1" in {f"s{row.id}" for row in tx.due_steps(moment)}
    store.close()


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("edit a1 role=Planner", "edit a1"),
        ("merge a1 a2", "split m2"),
        ("split m3", "merge a1 a3"),
        ("link m3 new", "link m3 a1"),
        ("link m3 a2", "link m3 a1"),
        ("link m2 a1", "split m2"),
        ("add --company Fernvale", "forget a3"),
        ("add --company Kestrel --role Planner", "split m4"),
        ("forget a2 --yes", "gone from here"),
        ("relabel m2 other --yes", "learn --undo c1"),
    ],
)
def test_undo_takes_back_no_older_command_in_place_of_one_that_it_cannot(rejected, command, says):
    rejected.take(at=RECENTLY, company="Kestrel", role="Planner", person=None)  # m2, a2, s3 (look back)
    word(rejected, RECENTLY, in_reply_to=("1@larkfield.example",))  # m3 of a1
    rejected.run("done", "s1")
    done = rejected.run(*command.split())
    assert done.exit_code == 0, done.stderr
    before = rejected.agenda("--all")
    ended = rejected.run("undo")
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert f"{command.split()[0]}" in ended.stderr
    assert says in ended.stderr
    assert rejected.agenda("--all") == before
    rejected.run("snooze", "s2", "3", "days")
    assert "Taken back: snooze s2" in rejected.run("undo").stdout
    assert says in rejected.run("undo").stderr


def test_undo_of_a_correction_stops_undo_too_and_what_changed_nothing_does_not(rejected):
    rejected.run("relabel", "m1", "other", "--yes")
    rejected.run("learn", "--undo", "c1")
    assert "relabel m1 other" in rejected.run("undo").stderr
    rejected.run("done", "s1")
    rejected.run("relabel", "m1", "rejection", "--yes")  # as it is
    assert "Taken back: done s1" in rejected.run("undo").stdout


def test_undo_opens_no_second_step_of_a_kind(rejected):
    rejected.run("skip", "s1")
    store = rejected.store()
    with store.transaction() as tx:
        [row] = [row for row in tx.steps_of(1) if row.id == 1]
        tx.add_step(1, NewStep(row.kind, row.due_at, (), "another mail"), notify_at=row.due_at, now=RECENTLY)
    store.close()
    ended = rejected.run("undo")
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert "s3 (look back) is open by now in place of s1" in ended.stderr
    assert rejected.status("s1") == "skipped"


def test_what_is_forgotten_leaves_the_journal_too(rejected):
    rejected.run("recipients", "s2", "=dana.secret@larkfield.example")
    rejected.run("forget", "a1", "--yes")
    assert "forget a1" in rejected.run("undo").stderr
    assert b"dana.secret" not in (rejected.state / "state.db").read_bytes()


# --- mail: they come back, nudges, answers that were seen first


def test_an_invitation_ends_the_plan_and_one_notice_says_so_in_the_morning_within_the_cap(life):
    life.configure(per_day=1)
    life.take()
    came = CAME + timedelta(days=1)  # Tuesday 10:15; look back is due on Wednesday at 9:30
    word(life, came, forward=Stage.INTERVIEW)
    word(life, came + timedelta(hours=1), forward=Stage.INTERVIEW)
    assert [status for _, status in steps(life, "--all").values()] == ["cancelled", "cancelled"]
    life.take(company="Kestrel", person=None, at=CAME)  # something that is due on the same morning
    store, made = life.store(), []
    for hours in range(24 * 6):
        moment = came + timedelta(hours=hours, minutes=15)
        made += [(moment.day, number) for number in outbox.queue_due(store, life.settings, moment)]
    with store.reading() as tx:
        rows = [(day, tx.notification(number)) for day, number in made]
    store.close()
    assert [(day, row.kind) for day, row in rows] == [(4, "notice"), (5, "step")]
    assert rows[0][1].application == 1
    assert "Larkfield Robotics" in rows[0][1].deliveries[0].title
    assert ("reopened", "they came back after their rejection") in story(life)
    assert "notice" in life.run("show", "n1").stdout
    assert "about a1" in life.run("show", "n1").stdout
    assert "starred" in life.run("star", "n1").stdout
    life.run("forget", "a1", "--yes")
    assert "there is no notification" in life.run("show", "n1").stderr


def test_after_they_came_back_a_second_no_is_planned_as_the_first_was(life):
    life.take()
    word(life, CAME + timedelta(days=1), forward=Stage.INTERVIEW)
    life.take(at=CAME + timedelta(days=9))
    life.take(at=CAME + timedelta(days=10))
    assert [kind for kind, _ in steps(life).values()] == ["reflect", "thank"]
    assert life.run("show", "a1", "--json").json()["rejected_at"] == "2026-03-11T10:15:00Z"


@pytest.mark.parametrize(
    "sign", [{"list_id": "news"}, {"list_unsubscribe": True}, {"precedence": "bulk"}, {"auto_submitted": "auto-replied"}]
)
def test_automatic_mail_after_the_no_ends_nothing_answers_nothing_and_is_no_word_from_them(life, sign):
    life.take()
    life.answer(TOMASZ, at=CAME + timedelta(hours=1), in_reply_to="1@larkfield.example")
    before = steps(life, "--all")
    word(life, CAME + timedelta(days=1), forward=Stage.INTERVIEW, in_reply_to=("2@mail.example",), **sign)
    assert steps(life, "--all") == before
    assert "reopened" not in [what for what, _ in story(life)]
    assert last_word(life) == CAME
    word(life, CAME + timedelta(days=2))
    assert last_word(life) == CAME + timedelta(days=2)


def test_an_automatic_no_or_receipt_is_a_word_from_them(life):
    word(life, CAME, confirmation=True, list_unsubscribe=True)
    word(life, CAME + timedelta(days=1), confirmation=True, list_unsubscribe=True)
    assert last_word(life) == CAME + timedelta(days=1)
    life.take(at=CAME + timedelta(days=2), auto_submitted="auto-generated")
    assert last_word(life) == CAME + timedelta(days=2)


def test_mail_that_was_split_off_tells_when_they_wrote_without_automatic_mail(life):
    life.take()
    word(life, CAME + timedelta(days=1), in_reply_to=("1@larkfield.example",))
    word(life, CAME + timedelta(days=2), auto_submitted="auto-replied", in_reply_to=("1@larkfield.example",))
    assert life.run("split", "m2").exit_code == 0
    assert last_word(life) == CAME


def came_back(life, **notify):
    """A plan that an invitation of Tuesday has ended; the notice is to come on Wednesday at 9:30."""
    life.configure(**notify)
    life.take()
    word(life, CAME + timedelta(days=1), forward=Stage.INTERVIEW)


def told(life, since=timedelta(days=1), days=4):
    """The kinds of what is told in these days, with the day of March."""
    store, made = life.store(), []
    for hours in range(24 * days):
        moment = CAME + since + timedelta(hours=hours, minutes=15)
        for number in outbox.queue_due(store, life.settings, moment):
            with store.reading() as tx:
                made.append((moment.day, tx.notification(number).kind))
    store.close()
    return made


def test_that_they_came_back_is_not_told_after_the_next_no(life):
    came_back(life)
    life.take(at=CAME + timedelta(days=1, hours=2))
    assert "notice" not in {kind for _, kind in told(life, days=2)}
    word(life, CAME + timedelta(days=3), forward=Stage.INTERVIEW)  # what is true again is told, once
    assert told(life, since=timedelta(days=3)) == [(6, "notice")]


def test_what_waits_in_the_outbox_is_not_sent_after_the_next_no(life):
    came_back(life)
    moment = CAME + timedelta(days=2)
    store = life.store()
    assert len(outbox.queue_due(store, life.settings, moment)) == 1
    store.close()
    life.take(at=moment)
    store = life.store()
    with store.reading() as tx:
        assert tx.deliveries_due(moment) == []
    store.close()


def test_that_they_came_back_is_not_told_after_hired(life):
    came_back(life)
    assert life.run("hired", "a1", "--yes").exit_code == 0
    assert told(life) == []


def test_after_a_split_of_the_invitation_the_application_is_rejected_as_before(life):
    came_back(life)
    assert life.run("split", "m2").exit_code == 0
    assert {row["kind"] for row in life.agenda() if row["application"] == "a1"} == {"reflect", "thank"}
    store = life.store()
    with store.reading() as tx:
        assert not next(one for one in tx.applications() if one.id == 1).reopened
    store.close()
    assert "notice" not in {kind for _, kind in told(life)}


def test_a_split_of_another_mail_leaves_the_application_alive_and_tells_no_stale_news(life):
    came_back(life)
    word(life, CAME + timedelta(days=1, hours=1))
    assert life.run("split", "m3").exit_code == 0
    store = life.store()
    with store.reading() as tx:
        assert next(one for one in tx.applications() if one.id == 1).reopened
    store.close()
    assert told(life) == []


def test_a_notice_waits_for_the_end_of_a_pause_and_comes_sooner_when_it_ends_sooner(life):
    came_back(life)
    now = CAME + timedelta(days=1, hours=1)
    store = life.store()
    with store.transaction() as tx:
        pause(tx, now + timedelta(days=20), life.settings, now, "you said pause")
        assert [notice.notify_at for notice in tx.waiting_notices()] == [now + timedelta(days=20)]
        pause(tx, None, life.settings, now + timedelta(hours=1), "you said resume")
        assert [notice.notify_at for notice in tx.waiting_notices()] == [datetime(2026, 3, 4, 9, 30, tzinfo=UTC)]
        pause(tx, now + timedelta(hours=2), life.settings, now, "you said pause")  # it ends before that morning
        assert [notice.notify_at for notice in tx.waiting_notices()] == [datetime(2026, 3, 4, 9, 30, tzinfo=UTC)]
    store.close()
    assert told(life) == [(4, "notice")]


def test_notices_and_steps_take_turns_after_a_pause(life):
    came_back(life, per_day=1)
    life.take(company="Kestrel", person=None, at=CAME)
    now, ahead = CAME + timedelta(days=1, hours=1), timedelta(days=20)
    store = life.store()
    with store.transaction() as tx:
        pause(tx, now + ahead, life.settings, now, "you said pause")
        moments = [*(one.notify_at for one in tx.waiting_notices()), *(row.notify_at for row in tx.waiting_steps(now + ahead))]
    store.close()
    assert len({moment.date() for moment in moments}) == len(moments) == 2


def test_a_notice_whose_words_cannot_be_made_stops_no_other(life):
    came_back(life)
    life.take(company="Kestrel", person=None, at=CAME)
    with closing(sqlite3.connect(life.state / "state.db")) as state, state:
        state.execute("UPDATE applications SET company = x'ff' WHERE id = 1")  # no text: our own words stumble over it
    store, moment, aside = life.store(), CAME + timedelta(days=2), set()
    with store.reading() as tx:
        assert outbox.is_due(tx, moment, aside)
    assert len(outbox.queue_due(store, life.settings, moment, set_aside=aside)) == 1
    assert len(aside) == 1
    with store.reading() as tx:
        assert [row.company for row in tx.due_steps(moment)] == []
        assert not outbox.is_due(tx, moment, aside)
    assert outbox.queue_due(store, life.settings, moment, set_aside=aside) == []
    store.close()


def test_an_invitation_with_nothing_left_to_end_is_no_news(life):
    life.take()
    life.run("stop", "a1")
    word(life, CAME + timedelta(days=1), forward=Stage.INTERVIEW)
    assert life.notify(CAME + timedelta(days=3)) == []


def test_a_receipt_begins_an_application_where_nudges_are_wanted(life):
    word(life, CAME, confirmation=True, person=None)
    assert life.run("agenda", "--all", "--json").json() == []
    plan(life, nudge_after="21 days")
    word(life, CAME, confirmation=True, person=None)
    assert list(steps(life).values()) == [("nudge", "needs_action")]
    word(life, CAME + timedelta(days=7), person=TOMASZ, in_reply_to=("2@larkfield.example",))
    assert [row["due_at"][:10] for row in life.agenda()] == ["2026-03-30"]
    assert [row["to"] for row in life.agenda()] == [[TOMASZ.addr]]
    assert "Re: Your application" in life.run("show", life.agenda()[0]["id"]).stdout
    life.take(at=CAME + timedelta(days=8))
    assert ("nudge", "cancelled") in steps(life, "--all").values()
    assert "nudge" not in {kind for kind, _ in steps(life).values()}


def test_an_answer_that_was_seen_before_the_mail_that_it_answers_counts(life):
    """Sent was looked at first, or somebody answered within the minute."""
    life.take(person=None, company="Elsewhere", role="Cook")  # a state
    life.answer(MIRELA, at=CAME + timedelta(minutes=30), in_reply_to="3@larkfield.example")
    life.take(Label.RECRUITER, at=CAME + timedelta(minutes=10), person=MIRELA, company="Brightwell")
    assert life.status("s2") == "completed"
    assert ("reply_recruiter completed", "you wrote to them") in story(life, "a2")
    raw = b"".join(path.read_bytes() for path in life.state.iterdir())
    life.answer(replace(MIRELA, addr="a.friend@home.example"), at=CAME, in_reply_to="x@home.example")
    assert b"a.friend@home.example" not in raw + b"".join(path.read_bytes() for path in life.state.iterdir())


def test_an_answer_that_is_older_than_the_mail_answers_nothing(life):
    life.take(person=None, company="Elsewhere", role="Cook")
    life.answer(MIRELA, at=CAME - timedelta(days=1), in_reply_to="0@larkfield.example")
    life.take(Label.RECRUITER, at=CAME, person=MIRELA, company="Brightwell")
    assert life.status("s2") == "needs_action"


# --- agenda --months, simulate, export


def test_the_agenda_as_a_calendar_shows_days_and_steps(rejected):
    shown = rejected.run("agenda", "--months", "3").stdout
    assert len(re.findall(r"^[A-Z][a-z]+ 20\d\d$", shown, re.MULTILINE)) == 3
    assert "look back: Larkfield Robotics" in shown
    assert re.search(r"\d\*", shown)
    assert re.search(r"\d\.", shown)
    assert "to Tomasz Bielak" in shown
    assert len(rejected.run("agenda", "--months", "12", "--json").json()) == 2
    rejected.run("reschedule", "s2", "400", "days")
    assert "Later than that: 1" in rejected.run("agenda", "--months", "2").stdout
    assert rejected.run("agenda", "--months", "0").exit_code == 2


def test_what_is_due_since_earlier_months_stands_before_the_calendar(life):
    life.take()
    assert "Due since earlier" in life.run("agenda", "--months", "1").stdout


MBOX = """\
From - Mon Mar  2 10:15:00 2026
From: Tomasz Bielak <tomasz.bielak@larkfield.example>
To: robin@mail.example
Date: Mon, 2 Mar 2026 10:15:00 +0000
Message-ID: <1@larkfield.example>
Subject: Your interview at Larkfield Robotics

Dear Robin,

thank you for coming to the interview for the Test Engineer position. We are
sorry to tell you that we have decided not to move forward with your
application. Unfortunately you were not selected for this role, and we have
offered it to another candidate.

Kind regards,
Tomasz Bielak
"""


def test_simulate_plays_files_forward_and_keeps_nothing(life, tmp_path):
    (tmp_path / "mail.mbox").write_text(MBOX)
    shown = life.run("simulate", str(tmp_path / "mail.mbox"), "--json").json()
    assert [(one["at"], one["steps"][0]["kind"], one["to"]) for one in shown] == [
        ("2026-03-04T09:30:00Z", "reflect", []),
        ("2026-03-16T09:30:00Z", "thank", ["tomasz.bielak@larkfield.example"]),
    ]
    assert "Tomasz Bielak" in shown[1]["title"]
    table = life.run("simulate", str(tmp_path / "mail.mbox")).stdout
    assert "Mon 16 Mar 2026 09:30" in table
    assert not life.state.exists()
    assert life.run("simulate", str(tmp_path / "none.mbox")).exit_code == 1


def test_simulate_plays_the_present_state_forward_and_leaves_it_as_it_is(rejected):
    rejected.run("star", "a1")
    before = rejected.agenda("--all")
    shown = rejected.run("simulate", "--months", "14", "--json").json()
    kinds = [step["kind"] for one in shown for step in one["steps"]]
    assert kinds == ["reflect", "thank", *["keep_in_touch"] * 4]
    assert rejected.agenda("--all") == before


def test_a_simulation_in_which_nothing_happens_says_so(rejected):
    rejected.run("stop", "a1")
    assert rejected.run("simulate").stdout == "No notification would come.\n"
    assert rejected.run("simulate", "--json").json() == []


def read(path):
    content = Ics.from_ical(path.read_bytes())
    return {str(part["uid"]): part for part in content.walk() if part.name in {"VTODO", "VEVENT"}}


def test_the_calendar_file_holds_each_open_step_with_an_id_that_stays(rejected, tmp_path):
    file = tmp_path / "steps.ics"
    assert rejected.run("export", "--ics", str(file)).exit_code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    first = read(file)
    assert {part.name for part in first.values()} == {"VTODO", "VEVENT"}
    assert len(first) == 4
    due = {row["due_at"]: row for row in rejected.agenda()}
    todos = [part for part in first.values() if part.name == "VTODO"]
    assert {part.decoded("due").strftime("%Y-%m-%dT%H:%M:%SZ") for part in todos} == set(due)
    assert not any("attendee" in part or "organizer" in part for part in first.values())
    rejected.run("snooze", "s2", "3", "days")
    rejected.run("done", "s1")
    rejected.run("export", "--ics", str(file))
    second = read(file)
    assert set(second) < set(first)
    for uid, part in second.items():
        assert part["sequence"] > first[uid]["sequence"]
        assert part.decoded("last-modified") >= first[uid].decoded("last-modified")
    assert rejected.run("export", "--ics", "-").stdout.startswith("BEGIN:VCALENDAR")
    assert "cannot be written" in rejected.run("export", "--ics", str(tmp_path / "none" / "x.ics")).stderr
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".steps")] == []


def test_what_waits_longest_goes_first_however_much_comes_early_each_day(life):
    """With one a day, what is due at seven each morning would else keep what waits for half past nine from ever being told."""
    life.configure(per_day=1)
    plan(life, reflect_after="1h", thank_after="")
    life.config.write_text(life.config.read_text().replace('quiet_hours = ""', 'quiet_hours = ""\nper_day = 1'))
    first = datetime(2026, 3, 2, 20, tzinfo=UTC)
    for company in ("Alder", "Birch", "Cedar"):  # two of these wait for the morning
        life.take(at=first, company=company, person=None)
    store, told = life.store(), []
    for hour in range(24 * 7):
        moment = first + timedelta(hours=1 + hour)
        if moment.hour == 6 and hour < 24 * 3:
            life.take(at=moment, company=f"Early{moment.day}", person=None)
        for number in outbox.queue_due(store, life.settings, moment):
            with store.reading() as tx:
                told += [tx.step(step).company for step in tx.notification(number).steps]
    store.close()
    assert told == ["Alder", "Birch", "Cedar", "Early3", "Early4", "Early5"]
