"""What the user hears of because it came, and the digest: when, in how many messages, once, and never what is true no more."""

from __future__ import annotations

import os
import queue
import random
import sqlite3
import subprocess
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from parts.dovecot import wait_for
from parts.life import CAME, MIRELA, TOMASZ, Life, _arrival, _message
from parts.service import Service, toml
from test_daemon import account, rejection
from test_plan_commands import MBOX

from watcher.clock import SystemClock
from watcher.config import load
from watcher.core.classify import Label, Verdict
from watcher.core.extract import Reading, Stage
from watcher.core.parse import Address
from watcher.daemon import Daemon, Order, outbox
from watcher.daemon.changes import pause
from watcher.daemon.intake import take_in
from watcher.demo.clock import JumpingClock
from watcher.reader import Read
from watcher.store import open_store

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MORNING = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)  # the one after CAME, which is a Monday at 10:15
NO_PLAN = {"reflect_after": "", "ask_recruiter_after": "", "thank_after": "", "reply_recruiter_after": "", "apply_again": False}


class Told(Life):
    """A life whose notifications are collected as they come, with what its targets are shown."""

    def set(self, *, plan=None, language="en", detail="full", **notify):
        self.configure(**notify)
        text = self.config.read_text().replace('[me]\nname = "Robin Sample"', f'[me]\nname = "Robin Sample"\nlanguage = "{language}"')
        text = text.replace('hook"', f'hook"\ndetail = "{detail}"')
        self.config.write_text(text + "\n" + toml("plan", plan) if plan else text)

    def hear(self, until, *, start=CAME, accepted=True):
        """(when, kind, title, body) of all that is said until then, as the daemon sleeps: from one thing to the next."""
        store, said, moment = self.store(), [], start
        while moment is not None and moment <= until:
            made = outbox.queue_due(store, self.settings, moment)
            with store.transaction() as tx:
                for number in made:
                    row = tx.notification(number)
                    said += [(moment, row.kind, one.title, one.body) for one in row.deliveries]
                for one in tx.deliveries_due(moment):
                    if accepted:
                        tx.claim(one.id, moment)
                        tx.settle(one.id, moment, accepted=True, detail="", next_attempt_at=moment)
                moment = tx.next_moment(moment)
        store.close()
        return said

    def look_back(self, *, label=Label.REJECTION, company="Larkfield Robotics", at=CAME):
        """A mail is read in the first look."""
        uid = next(self._uid)
        verdict = Verdict(label, dict.fromkeys(Label, 0.05) | {label: 0.9}, unsure=False, reasons=())
        reading = Reading(company, "Test Engineer", None, (), None, None, False, None, False, {})
        message = _message(f"{uid}@larkfield.example", "Your application", Address(TOMASZ.name, TOMASZ.addr))
        store = self.store()
        with store.transaction() as tx:
            arrival = replace(_arrival(uid, at, sent=False), first_look=True)
            outcome = take_in(tx, arrival, Read(message, "", verdict, reading), self.settings, at)
        store.close()
        return outcome

    def waiting(self):
        store = self.store()
        with store.reading() as tx:
            found = tx.waiting_news()
        store.close()
        return found

    def change(self, do):
        store = self.store()
        with store.transaction() as tx:
            done = do(tx)
        store.close()
        return done


@pytest.fixture
def life(tmp_path):
    return Told(tmp_path)


def brief(said):
    return [(moment, title) for moment, _, title, _ in said]


# --- rejections ---


def test_by_default_nobody_hears_of_a_rejection_when_it_comes(life):
    life.take()
    assert life.hear(MORNING) == []
    assert life.waiting() == []


def test_now_is_one_gentle_notice_and_says_what_is_to_do_today(life):
    life.set(on_rejection="now")
    life.take()
    [(moment, kind, title, body)] = life.hear(MORNING)
    assert (moment, kind, title) == (CAME + MINUTE, "news", "A rejection has come: Test Engineer at Larkfield Robotics")
    assert body.startswith("There is nothing you have to do today. The next steps are planned")
    assert body.endswith("See it: rejection-watcher show a1")


def test_where_nothing_follows_none_is_promised(life):
    life.set(on_rejection="now", plan=NO_PLAN)
    life.take()
    [(_, _, _, body)] = life.hear(MORNING)
    assert body == "There is nothing you have to do today.\n\nSee it: rejection-watcher show a1"


@pytest.mark.parametrize(
    ("detail", "title"), [("short", "Eine Absage ist gekommen: Larkfield Robotics"), ("silent", "Es gibt etwas Neues.")]
)
def test_it_is_in_the_user_s_language_and_says_no_more_than_its_target_may_know(life, detail, title):
    life.set(on_rejection="now", detail=detail, language="de")
    life.take()
    [(_, _, said, body)] = life.hear(MORNING)
    assert said == title
    assert "Test Engineer" not in said + body


def test_ten_at_once_are_one_message(life):
    life.set(on_rejection="now")
    for number in range(10):
        life.take(company=f"Kestrel {number}", person=None, at=CAME + number * timedelta(seconds=8))
    [(moment, _, title, body)] = life.hear(MORNING)
    assert (moment, title) == (CAME + MINUTE, "10 rejections have come")
    assert [line for line in body.split("\n") if line.startswith("a")] == [f"a{n + 1}  Test Engineer at Kestrel {n}" for n in range(10)]


def test_what_comes_now_is_not_counted_against_the_cap(life):
    life.set(on_rejection="now", per_day=1, plan={"reflect_after": "2h"})
    life.take(person=None)
    assert [kind for _, kind, _, _ in life.hear(CAME + 3 * HOUR)] == ["news", "step"]


def test_what_comes_in_quiet_hours_waits_for_the_morning_and_is_one_message(life):
    life.set(on_rejection="now", quiet_hours="20:00-08:00")
    for hour in (11, 12, 20):
        life.take(company=f"Kestrel {hour}", person=None, at=CAME + hour * HOUR)
    assert brief(life.hear(MORNING, start=CAME + 11 * HOUR)) == [(MORNING, "3 rejections have come")]


def test_a_pause_holds_it_back_and_its_end_lets_it_out(life):
    life.set(on_rejection="now")
    life.take()
    life.change(lambda tx: pause(tx, CAME + 5 * DAY, life.settings, CAME, "you said pause"))
    assert life.hear(CAME + 4 * DAY) == []
    life.change(lambda tx: pause(tx, None, life.settings, CAME + 4 * DAY, "you said resume"))
    assert life.hear(CAME + 4 * DAY + MINUTE, start=CAME + 4 * DAY)[0][1:3] == (
        "news",
        "A rejection has come: Test Engineer at Larkfield Robotics",
    )


def test_what_fell_due_while_the_machine_slept_through_the_day_waits_for_the_morning(life):
    life.set(on_rejection="now", quiet_hours="20:00-08:00")
    life.take()
    assert brief(life.hear(MORNING, start=CAME + 12 * HOUR)) == [(MORNING, "A rejection has come: Test Engineer at Larkfield Robotics")]


def test_in_the_digest_it_is_a_line_of_the_next_morning(life):
    life.set(on_rejection="digest")
    life.take(person=None)
    life.take(company="Kestrel", person=None, at=CAME + HOUR)
    [(moment, kind, title, body)] = life.hear(MORNING)
    assert (moment, kind, title) == (MORNING, "digest", "2 rejections have come")
    assert "a2  Test Engineer at Kestrel" in body
    assert life.hear(MORNING + HOUR, start=MORNING) == []


def test_a_full_day_moves_the_line_to_the_morning_after(life):
    life.set(on_rejection="digest", per_day=1, plan={"reflect_after": "1 day"})
    life.take(company="Kestrel", person=None)
    life.take(company="Brightwell", person=None)
    life.run("stop", "a2")
    said = life.hear(MORNING + DAY)
    assert [moment for moment, *_ in said] == [MORNING, MORNING + DAY]
    assert len({kind for _, kind, _, _ in said}) == 2


@pytest.mark.parametrize("on_rejection", ["now", "digest"])
def test_neither_the_first_look_nor_an_unsure_mail_nor_a_second_no_is_news(life, on_rejection):
    life.set(on_rejection=on_rejection, on_recruiter="now")
    life.look_back(at=CAME - 3 * DAY)
    life.look_back(label=Label.RECRUITER, company="Kestrel", at=CAME - 3 * DAY)
    life.take(company="Brightwell", unsure=True)
    life.take(at=CAME + HOUR)  # Larkfield's no again
    assert life.waiting() == []


def test_a_no_that_may_be_one_of_two_that_are_known_is_no_news(life):
    life.set(on_rejection="now")
    for role in ("Test Engineer", "Planner"):
        life.take(role=role, person=None)
    life.hear(CAME + HOUR)
    life.take(role=None, person=None, at=CAME + DAY)
    assert [row.application for row in life.change(lambda tx: tx.messages())] == [1, 2, 3]
    assert life.waiting() == []


def test_news_for_nobody_is_none(life):
    life.configure(targets={}, on_rejection="now")
    life.take()
    assert life.waiting() == []


def test_what_the_user_no_longer_wants_to_hear_is_not_told(life):
    life.set(on_rejection="now", on_recruiter="now")
    life.take()
    life.take(Label.RECRUITER, company="Kestrel", person=MIRELA)
    life.set()
    assert life.hear(CAME + HOUR) == []
    assert life.waiting() == []


def test_the_ledger_says_what_news_of_several_is_about(life):
    life.set(on_rejection="now")
    for company in ("Kestrel", "Brightwell"):
        life.take(company=company, person=None)
    life.hear(CAME + HOUR)
    assert life.run("notifications", "--all").stdout.splitlines()[0].endswith("about mail that came")


def test_a_mail_that_is_relabelled_before_it_is_told_is_not_told(life):
    life.set(on_rejection="now")
    life.take()
    assert life.run("relabel", "m1", "other").exit_code == 0
    assert life.hear(CAME + HOUR) == []
    assert life.run("relabel", "m1", "rejection").exit_code == 0  # the user's own word is no news
    assert life.hear(CAME + HOUR) == []


def test_a_mail_that_is_relabelled_while_its_target_is_down_is_taken_out_and_the_rest_is_told_anew(life):
    life.set(on_rejection="now")
    for company in ("Kestrel", "Brightwell", "Larkfield"):
        life.take(company=company, person=None)
    assert brief(life.hear(CAME + HOUR, accepted=False)) == [(CAME + MINUTE, "3 rejections have come")]
    life.run("relabel", "m2", "other")
    [(_, _, title, body)] = life.hear(CAME + HOUR, start=CAME + HOUR)
    assert title == "2 rejections have come"
    assert "Brightwell" not in body


def test_what_one_target_was_told_is_told(life):
    """A relabel after that takes nothing back from who has it, and tells nobody else."""
    life.set(on_rejection="now")
    life.configure(targets={"phone": "json://127.0.0.1:9/hook", "desk": "json://127.0.0.1:9/desk"}, on_rejection="now")
    life.take()
    life.hear(CAME + MINUTE, accepted=False)

    def one_is_told(tx):
        first, _ = tx.deliveries_due(CAME + HOUR)
        tx.claim(first.id, CAME + HOUR)
        tx.settle(first.id, CAME + HOUR, accepted=True, detail="", next_attempt_at=CAME)

    life.change(one_is_told)
    life.run("relabel", "m1", "other")
    assert sorted(one.status for one in life.change(lambda tx: tx.notification(1)).deliveries) == ["accepted", "pending"]  # see told_once
    assert life.hear(CAME + 2 * HOUR, start=CAME + 2 * HOUR) == []


def test_a_no_that_they_took_back_meanwhile_is_not_told(life):
    life.set(on_rejection="digest")
    life.take()
    again = {"forward": Stage.INTERVIEW, "advances": True, "invitation": True}
    life.take(Label.OTHER, at=CAME + HOUR, said=again, in_reply_to=("1@larkfield.example",))
    assert [title for _, title in brief(life.hear(MORNING))] == ["They wrote again, and the plan has ended: Larkfield Robotics"]


def test_hired_ends_what_was_to_be_told(life):
    life.set(on_rejection="now")
    life.take()
    life.take(company="Kestrel", person=None)
    life.hear(CAME + MINUTE, accepted=False)
    life.take(company="Brightwell", person=None, at=CAME + HOUR)
    assert life.run("hired", stdin="y\n").exit_code == 0
    life.take(company="Harbour", person=None, at=CAME + 2 * HOUR)
    assert life.hear(CAME + DAY) == []


def test_what_a_forgotten_application_was_told_of_with_others_keeps_no_words(life):
    life.set(on_rejection="now")
    life.take(company="Kestrel", person=None)
    life.take(company="Brightwell", person=None)
    life.hear(CAME + HOUR, accepted=False)
    assert life.run("forget", "a1", "--yes").exit_code == 0
    with closing(sqlite3.connect(life.state / "state.db")) as state:
        words = state.execute("SELECT title || body FROM deliveries").fetchall()
    assert not any("Kestrel" in text for (text,) in words)
    [(_, _, title, _)] = life.hear(CAME + HOUR, start=CAME + HOUR)
    assert title == "A rejection has come: Test Engineer at Brightwell"
    assert life.run("forget", "a2", "--yes").exit_code == 0
    with closing(sqlite3.connect(life.state / "state.db")) as state:
        assert state.execute("SELECT count(*) FROM notices").fetchone() == (0,)
        assert not any("Brightwell" in text for (text,) in state.execute("SELECT title || body FROM deliveries"))


def test_a_digest_with_the_steps_of_one_and_the_no_of_another_outlives_either(life):
    life.set(on_rejection="digest", digest="daily", plan={"reflect_after": "1 day"})
    life.take(company="Kestrel", person=None, at=CAME - 2 * HOUR)
    life.take(company="Brightwell", person=None)
    life.run("stop", "a2")
    assert len(life.hear(MORNING, accepted=False)) == 2  # Kestrel's line, then the digest
    assert life.run("forget", "a1", "--yes").exit_code == 0
    [(_, _, title, _)] = life.hear(MORNING + HOUR, start=MORNING + HOUR)
    assert title == "A rejection has come: Test Engineer at Brightwell"


def test_a_target_of_another_name_hears_what_the_old_one_did_not(life):
    life.set(on_rejection="now")
    life.take()
    life.hear(CAME + HOUR, accepted=False)
    life.configure(targets={"desk": "json://127.0.0.1:9/desk"}, on_rejection="now")
    life.change(lambda tx: tx.drop_deliveries_except(life.settings.targets))
    assert brief(life.hear(CAME + 2 * HOUR, start=CAME + 2 * HOUR)) == [(CAME + 2 * HOUR, "A rejection has come: Larkfield Robotics")]


def test_news_goes_where_its_mail_goes(life):
    life.set(on_rejection="digest")
    life.take()
    life.take(company="Kestrel", person=None)
    for command in (("merge", "a1", "a2"), ("split", "m2")):
        assert life.run(*command).exit_code == 0
        there = [row.application for row in life.waiting()]
        assert there == [message.application for message in life.change(lambda tx: tx.messages())]
    assert brief(life.hear(MORNING)) == [(MORNING, "2 rejections have come")]


def test_a_mail_and_its_news_are_recorded_together_or_not_at_all(life):
    life.set(on_rejection="now")
    life.store().close()

    def killed(tx):
        verdict = Verdict(Label.REJECTION, dict.fromkeys(Label, 0.05), unsure=False, reasons=())
        reading = Reading("Kestrel", "Planner", None, (), None, None, False, None, False, {})
        message = _message("9@kestrel.example", "No", Address("", "no-reply@ats.example"))
        arrival, read = _arrival(9, CAME, sent=False), Read(message, "", verdict, reading)
        return lambda: take_in(tx, arrival, read, life.settings, CAME)

    with pytest.raises(RuntimeError):
        life.change(lambda tx: (killed(tx)(), (_ for _ in ()).throw(RuntimeError("killed"))))
    assert life.waiting() == []
    life.change(lambda tx: killed(tx)())
    life.change(lambda tx: killed(tx)())  # fetched again
    assert len(life.waiting()) == 1
    assert len(life.hear(CAME + HOUR)) == 1
    assert life.hear(CAME + HOUR) == []


# --- recruiters ---


def test_a_recruiter_is_answered_by_the_step_alone(life):
    life.take(Label.RECRUITER, person=MIRELA)
    assert [(moment, kind) for moment, kind, _, _ in life.hear(MORNING)] == [(MORNING, "step")]


def test_a_recruiter_s_mail_is_told_when_it_comes_with_the_draft_of_the_answer_and_the_step_stays(life):
    life.set(on_recruiter="now", per_day=1)
    life.take(Label.RECRUITER, person=MIRELA)
    now, later = life.hear(MORNING)
    assert now[:3] == (CAME + MINUTE, "news", "Mirela Okoro has written to you: Test Engineer at Larkfield Robotics")
    assert now[3].startswith("A short reply is enough.")
    assert f"To: {MIRELA.addr}\nSubject: Re: Your application 1" in now[3]
    assert now[3].endswith("skip s1")
    assert later[:2] == (MORNING, "step")


@pytest.mark.parametrize(
    ("detail", "title", "body"),
    [
        ("short", "A recruiter has written to you: Larkfield Robotics", "If there is no sign of one, you will be reminded.\nDraft: "),
        ("silent", "There is news.", "See it: rejection-watcher agenda"),
    ],
)
def test_a_recruiter_is_not_named_to_everybody(life, detail, title, body):
    life.set(on_recruiter="now", detail=detail)
    life.take(Label.RECRUITER, person=MIRELA)
    [(_, _, said, how)] = life.hear(CAME + HOUR)
    assert said == title
    assert body in how
    assert "Mirela" not in said + how


def test_a_recruiter_without_a_name_or_a_step_is_told_of_all_the_same(life):
    life.set(on_recruiter="now", plan=NO_PLAN)
    life.take(Label.RECRUITER, person=None)
    [(_, _, title, body)] = life.hear(CAME + HOUR)
    assert title == "A recruiter has written to you: Test Engineer at Larkfield Robotics"
    assert body == "Have a look at it when it suits you.\n\nSee it: rejection-watcher show a1"


def test_several_recruiters_are_one_message(life):
    life.set(on_recruiter="now")
    life.take(Label.RECRUITER, person=MIRELA, company="Kestrel")
    life.take(Label.RECRUITER, person=replace(MIRELA, name="Ann Lee", addr="ann@brightwell.example"), company="Brightwell")
    [(_, _, title, body)] = life.hear(CAME + HOUR)
    assert title == "2 mails from recruiters have come"
    assert "a1  Mirela Okoro has written to you: Test Engineer at Kestrel\na2  Ann Lee has written" in body


def test_a_recruiter_whom_the_user_has_answered_is_no_news(life):
    life.set(on_recruiter="now")
    life.take(Label.RECRUITER, person=MIRELA)
    life.answer(MIRELA, at=CAME + timedelta(seconds=30), in_reply_to="1@larkfield.example")
    assert life.hear(CAME + HOUR) == []


# --- the digest ---


def test_what_falls_due_on_one_day_is_one_message_and_counts_as_one(life):
    life.set(digest="daily", per_day=1)
    for company in ("Kestrel", "Brightwell", "Larkfield"):
        life.take(company=company, person=None)
    [(moment, kind, title, body)] = life.hear(MORNING + DAY)
    assert (moment, kind, title) == (MORNING + DAY, "digest", "3 steps are due.")
    assert "s1  Look back: Test Engineer at Kestrel\ns2  Look back" in body
    assert life.change(lambda tx: tx.notified_between(MORNING, MORNING + 2 * DAY)) == 1


def test_without_the_digest_each_is_a_message_of_its_own(life):
    life.take(company="Kestrel", person=None)
    life.take(company="Brightwell", person=None)
    assert [kind for _, kind, _, _ in life.hear(MORNING + DAY)] == ["step", "step"]


def test_one_step_alone_is_told_in_full(life):
    life.set(digest="daily")
    life.take(person=None)
    [(moment, kind, title, body)] = life.hear(MORNING + DAY)
    assert (moment, kind, title) == (MORNING + DAY, "step", "Look back: Test Engineer at Larkfield Robotics")
    assert "1. Did your qualifications" in body


def test_what_falls_due_during_the_day_waits_for_the_morning_but_what_the_user_named_does_not(life):
    life.set(digest="daily", plan={"reflect_after": "5h"})
    life.take(company="Kestrel", person=None)
    life.take(company="Brightwell", person=None)
    life.change(lambda tx: tx.move_step(2, CAME + 3 * HOUR, CAME + 3 * HOUR, CAME, "to", "you said snooze"))
    assert [(moment, kind) for moment, kind, _, _ in life.hear(MORNING)] == [(CAME + 3 * HOUR, "step"), (MORNING, "step")]


def test_a_machine_that_slept_through_the_morning_tells_when_it_wakes(life):
    life.set(digest="daily", quiet_hours="20:00-08:00")
    life.take(company="Kestrel", person=None)
    life.take(company="Brightwell", person=None)
    awake = MORNING + DAY + 2 * HOUR
    assert brief(life.hear(awake, start=awake)) == [(awake, "2 steps are due.")]


def test_a_machine_that_wakes_at_night_tells_all_the_next_morning(life):
    life.set(digest="daily", quiet_hours="20:00-08:00")
    life.take(company="Kestrel", person=None)
    life.take(company="Brightwell", person=None)
    assert brief(life.hear(MORNING + 2 * DAY, start=MORNING + DAY + 12 * HOUR)) == [(MORNING + 2 * DAY, "2 steps are due.")]


def test_after_a_pause_all_of_it_is_one_message(life):
    life.set(digest="daily", per_day=1)
    for number in range(5):
        life.take(company=f"Kestrel {number}", person=None, at=CAME + number * HOUR)
    life.change(lambda tx: pause(tx, CAME + 9 * DAY, life.settings, CAME + 5 * HOUR, "you said pause"))
    assert brief(life.hear(CAME + 12 * DAY)) == [(MORNING + 9 * DAY, "5 steps are due.")]


def test_a_rejection_s_line_joins_the_steps_of_that_morning(life):
    life.set(digest="daily", on_rejection="digest", plan={"thank_after": ""})
    life.take(company="Kestrel", person=None, at=CAME - DAY)
    life.take(company="Brightwell", person=None, at=CAME)
    said = life.hear(MORNING)
    assert brief(said)[1:] == [(MORNING, "Look back: Test Engineer at Kestrel")]
    assert said[1][3].endswith("skip s1\n\na2  A rejection has come: Test Engineer at Brightwell")
    assert "a2" not in said[0][3]


def test_a_line_of_a_digest_whose_steps_were_all_done_before_it_was_told_is_told_all_the_same(life):
    life.set(digest="daily", on_rejection="digest")
    life.take(company="Kestrel", person=None, at=CAME - DAY)
    life.take(company="Brightwell", person=None, at=CAME)
    life.hear(MORNING - HOUR, start=CAME - DAY)
    assert [kind for _, kind, _, _ in life.hear(MORNING, start=MORNING, accepted=False)] == ["digest"]
    assert life.run("done", "s1").exit_code == 0
    assert brief(life.hear(MORNING + HOUR, start=MORNING + HOUR)) == [(MORNING + HOUR, "A rejection has come: Test Engineer at Brightwell")]


def test_a_digest_that_nobody_has_yet_leaves_out_what_was_done_meanwhile(life):
    life.set(digest="daily")
    for company in ("Kestrel", "Brightwell", "Larkfield"):
        life.take(company=company, person=None)
    assert brief(life.hear(MORNING + DAY, accepted=False)) == [(MORNING + DAY, "3 steps are due.")]
    assert life.run("done", "s2").exit_code == 0
    [(_, _, title, body)] = life.hear(MORNING + DAY + HOUR, start=MORNING + DAY + HOUR)
    assert title == "2 steps are due."
    assert "Brightwell" not in body
    assert life.run("done", "s1").exit_code == 0  # told already: what the target has, it has
    assert life.hear(MORNING + DAY + 2 * HOUR, start=MORNING + DAY + 2 * HOUR) == []


def test_a_step_whose_words_cannot_be_made_does_not_silence_the_digest(life):
    life.set(digest="daily")
    for company in ("Kestrel", "Brightwell", "Larkfield"):
        life.take(company=company, person=None)
    with closing(sqlite3.connect(life.state / "state.db")) as state, state:
        state.execute("UPDATE applications SET company = x'ff' WHERE id = 2")  # no text: our own words stumble over it
    store, aside = life.store(), set()
    made = outbox.queue_due(store, life.settings, MORNING + DAY, set_aside=aside)
    store.close()
    assert len(made) == 2
    assert aside == {"s2"}


def test_what_was_overdue_at_the_first_look_is_in_the_same_message(life):
    life.set(digest="daily")
    for company in ("Kestrel", "Brightwell"):
        life.look_back(company=company, at=CAME)
    store = life.store()
    with store.transaction() as tx:
        tx._db.exec_driver_sql("UPDATE steps SET in_digest = 1 WHERE id = 1")
    assert outbox.queue_due(store, life.settings, MORNING + DAY, hold_digest=True) != []
    assert len(outbox.queue_due(store, life.settings, MORNING + DAY)) == 1
    store.close()


def test_simulate_shows_the_digest_and_the_news_as_they_will_come(life):
    life.set(digest="daily", on_rejection="now")
    life.take(company="Kestrel", person=None)
    life.take(company="Brightwell", person=None)
    shown = life.run("simulate", "--json").json()
    assert [(one["kind"], one["title"]) for one in shown] == [("news", "2 rejections have come"), ("digest", "2 steps are due.")]
    table = life.run("simulate").stdout
    assert "  s1  Look back: Test Engineer at Kestrel\n" in table
    assert "  a2  Test Engineer at Brightwell\n" in table


def test_simulate_plays_files_with_their_news_though_no_target_is_set_up_yet(life, tmp_path):
    life.configure(targets={}, on_rejection="now")
    (tmp_path / "mail.mbox").write_text(MBOX)
    shown = life.run("simulate", str(tmp_path / "mail.mbox"), "--json").json()
    assert [one["kind"] for one in shown] == ["news", "step", "step"]
    assert "The next steps are planned" in shown[0]["body"]


# --- on real parts ---


def test_ten_rejections_pushed_at_once_are_one_message_and_the_first_look_none(tmp_path, dovecot, receiver):
    user, password = dovecot.fresh_user()
    dovecot.deliver(user, rejection("Oldcastle"))
    service = Service(tmp_path)
    service.configure(
        accounts={"personal": account(dovecot, user, password)}, targets={"hook": receiver.url()}, plan=NO_PLAN, on_rejection="now"
    )
    seen: queue.SimpleQueue = queue.SimpleQueue()
    clock = JumpingClock(SystemClock().now())
    settings = load(service.config, os.environ, reveal=True)
    daemon = Daemon(settings, clock=clock, observe=lambda kind, _: seen.put(kind) if kind in {"mail", "looked"} else None)
    thread = threading.Thread(target=daemon.run)
    thread.start()
    try:
        while seen.get(timeout=60) != "looked":
            pass
        for number in range(10):
            dovecot.deliver(user, rejection(f"Kestrel{number}"))
        mails = 0
        while mails < 10:
            mails += seen.get(timeout=60) == "mail"
        for _ in range(2):
            clock.jump_to(clock.now() + 2 * MINUTE)
            daemon.tell(Order.TICK)
        told = receiver.next(30).json()
    finally:
        daemon.tell(Order.STOP)
        thread.join(20)
    assert told["title"] == "10 rejections have come"
    assert all(f"Kestrel{number}" in told["message"] for number in range(10))
    assert "Oldcastle" not in told["message"]
    assert len(receiver.requests) == 1


def test_killing_it_at_random_moments_leaves_each_mail_told_of_once(tmp_path, dovecot, receiver):
    kills, chance = 30 if os.environ.get("WATCHER_FULL") else 4, random.Random(5)
    user, password = dovecot.fresh_user()
    service = Service(tmp_path)
    accounts = {"personal": account(dovecot, user, password)}
    service.configure(accounts=accounts, targets={"hook": receiver.url()}, plan=NO_PLAN, on_rejection="now")
    service.start()
    service.wait_until_watching()
    assert service.command("pause", "2 days").returncode == 0  # so that what was written can be counted
    for kill in range(kills):
        dovecot.deliver(user, *(rejection(f"Kestrel{kill}{letter}") for letter in "ab"))
        with pytest.raises(subprocess.TimeoutExpired):
            service.process.wait(chance.uniform(0.2, 1.6))
        service.kill()
        service.start()
    wait_for(lambda: len(service.messages()) == 2 * kills, 120)
    service.stop(20)
    with closing(open_store(tmp_path / "state")) as store, store.reading() as tx:
        assert sorted(one.message for one in tx.waiting_news()) == sorted(message.id for message in tx.messages())
