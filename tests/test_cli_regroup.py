"""What the user decides about applications: link, merge, split, edit, add, and how they are listed. By commands, on a real state."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from parts.life import CAME, MIRELA, TOMASZ, Ended, Life
from parts.service import PROGRAM

from watcher.core.classify import Label
from watcher.core.extract import Contact, Kind, Part, Stage
from watcher.daemon import outbox, regroup
from watcher.errors import UsageError
from watcher.store import open_store

INA = Contact("Ina Berg", "ina.berg@larkfield.example", Part.INTERVIEWER, "From")
DAY = timedelta(days=1)


@pytest.fixture
def life(tmp_path) -> Life:
    return Life(tmp_path)


@pytest.fixture
def unclear(life: Life) -> Life:
    """Two applications at one company, and a mail (m3) that may belong to either, kept apart in a3."""
    life.take(Label.RECRUITER, role="Test Engineer", person=INA)
    life.take(Label.RECRUITER, role="Line Lead", person=MIRELA, at=CAME + DAY)
    life.take(role=None, person=None, at=CAME + 3 * DAY)
    return life


@pytest.fixture
def twins(life: Life) -> Life:
    """One story in two applications: a1 (m1: s1 look back, s2 thank) and a2 (m2: s3 look back, s4 ask, s5 thank)."""
    life.take()
    life.take(role="Line Lead", person=Contact("Mirela Okoro", "mirela@larkfield.example", Part.RECRUITER, "From"), at=CAME + DAY)
    return life


def said_no(ended: Ended, *words: str) -> None:
    assert ended.exit_code == 2, ended
    assert ended.stdout == ""
    for word in words:
        assert word in ended.stderr
    assert "Traceback" not in ended.stderr


def fine(ended: Ended) -> str:
    assert ended.exit_code == 0, ended
    assert not re.search("[!—]", ended.stdout)
    return ended.stdout


def shown(life: Life, what: str):
    return life.run("show", what, "--json").json()


def listed(life: Life) -> list[str]:
    return [row["id"] for row in life.run("applications", "--json").json()]


def steps(life: Life, application: str) -> dict[str, str]:
    """The open steps of an application, each kind once."""
    rows = [row for row in life.agenda() if row["application"] == application]
    kinds = {row["kind"]: row["id"] for row in rows}
    assert len(kinds) == len(rows), rows
    return kinds


def causes(life: Life, application: str) -> list[str]:
    return [f"{event['what']}: {event['cause']}" for event in shown(life, application)["timeline"]]


# --- link


def test_link_alone_lists_what_only_the_user_can_tell(unclear):
    [question] = unclear.run("link", "--json").json()
    assert question | {"id": "m3", "application": "a3"} == question
    assert question["candidates"] == [
        {"id": "a1", "company": "Larkfield Robotics", "role": "Test Engineer"},
        {"id": "a2", "company": "Larkfield Robotics", "role": "Line Lead"},
    ]
    assert "a1 (Larkfield Robotics, Test Engineer) or a2 (Larkfield Robotics, Line Lead)" in unclear.run("link").stdout
    fine(unclear.run("link", "m3", "a1"))
    assert unclear.run("link", "--json").json() == []
    assert unclear.run("link").stdout == "Every mail has its place.\n"


def test_link_with_a_mail_alone_names_the_choices(unclear):
    said_no(unclear.run("link", "m3"), "where does m3 belong", "a1 (", "a2 (", "new")
    said_no(unclear.run("link", "m1"), "where does m1 belong")


def test_the_agenda_points_at_mails_in_question(unclear):
    assert unclear.run("agenda").stderr == "1 mail may belong to several applications: rejection-watcher link\n"
    assert unclear.run("agenda", "--json").stderr == ""
    fine(unclear.run("link", "m3", "a1"))
    assert unclear.run("agenda").stderr == ""


def test_an_application_with_several_mails_in_question_does_not_stand_for_one(unclear):
    unclear.take(role=None, person=None, at=CAME + 4 * DAY)
    fine(unclear.run("merge", "a3", "a4"))
    store = unclear.store()
    with store.transaction() as tx:
        for message in (3, 4):
            tx.place_message(message, 3, (1, 2))
    store.close()
    said_no(unclear.run("link", "a3", "a1"), "2 mails in question", "m3", "m4")


def test_show_says_how_to_settle_it(unclear):
    assert "rejection-watcher link m3 a1 or a2 or new" in unclear.run("show", "m3").stdout


def test_a_linked_mail_is_planned_as_if_it_had_been_certain(unclear):
    assert set(steps(unclear, "a3")) == {"reflect"}  # nobody is known there
    assert set(steps(unclear, "a1")) == {"reply_recruiter"}
    before = steps(unclear, "a3")["reflect"]
    assert "m3 belongs to a1 (Larkfield Robotics, Test Engineer), and a3 with it." in fine(unclear.run("link", "m3", "a1"))
    now = steps(unclear, "a1")
    assert now["reflect"] == before  # the step that was there is the step that stays
    [thank] = [row for row in unclear.agenda() if row["id"] == now["thank"]]
    assert thank["to"] == [INA.addr]
    assert listed(unclear) == ["a1", "a2"]
    assert shown(unclear, "a1")["messages"] == ["m1", "m3"]
    assert shown(unclear, "a1")["rejected_at"] == "2026-03-05T10:15:00Z"
    assert "a3 merged in: you said that m3 belongs to a1" in causes(unclear, "a1")


def test_a_linked_rejection_overtakes_the_recruiters_mail_as_it_would_have(unclear):
    [reply] = steps(unclear, "a2").values()
    assert f"not needed any more: {reply}" in fine(unclear.run("link", "m3", "a2"))
    assert "reply_recruiter" not in steps(unclear, "a2")


def test_an_answer_that_is_linked_late_ends_the_question_that_it_answers(life):
    life.take(person=MIRELA)
    life.take(person=MIRELA, role="Line Lead")
    life.answer(MIRELA, at=CAME + DAY, in_reply_to="1@larkfield.example")
    life.take(Label.OTHER, person=MIRELA, company=None, role=None, at=CAME + 2 * DAY, in_reply_to=("9@x", "3@mail.example"))
    assert shown(life, "m4")["application"] == "a1"
    fine(life.run("link", "m4", "a2"))
    assert shown(life, "a2")["messages"] == ["m2", "m4"]
    assert shown(life, "a1")["messages"] == ["m1", "m3"]


def test_a_mail_that_is_rightly_apart_stays_and_is_asked_about_no_more(unclear):
    assert "m3 stays in a3" in fine(unclear.run("link", "m3", "new"))
    assert unclear.run("link", "--json").json() == []
    assert set(listed(unclear)) == {"a1", "a2", "a3"}
    assert "settled: you said that m3 belongs here" in causes(unclear, "a3")
    told = causes(unclear, "a3")
    assert "is already in a3" in fine(unclear.run("link", "m3", "new"))
    assert causes(unclear, "a3") == told


def test_linking_twice_is_linking_once(unclear):
    fine(unclear.run("link", "m3", "a1"))
    before = shown(unclear, "a1")
    assert "is already in a1" in fine(unclear.run("link", "m3", "a1"))
    assert shown(unclear, "a1") == before


def test_the_application_in_question_stands_for_its_mail(unclear):
    fine(unclear.run("link", "a3", "a2"))
    assert shown(unclear, "m3")["application"] == "a2"
    said_no(unclear.run("link", "a2", "a1"), "no mail of a2 is in question")


def test_a_mail_that_was_certain_can_be_linked_elsewhere_and_back(twins):
    before = steps(twins, "a2")
    fine(twins.run("link", "m2", "a1"))
    assert listed(twins) == ["a1"]
    assert set(steps(twins, "a1")) == {"reflect", "thank", "ask_recruiter"}
    fine(twins.run("link", "m2", "new"))
    assert listed(twins) == ["a3", "a1"]
    assert steps(twins, "a3") == before
    assert steps(twins, "a1") == {"reflect": "s1", "thank": "s2"}


def test_a_mail_of_no_application_can_be_given_one(life):
    life.take(role="Planner")
    life.take(Label.OTHER, company=None, role=None, person=None)
    assert shown(life, "m2")["application"] is None
    said_no(life.run("split", "m2"), "belongs to no application", "link m2 new")
    fine(life.run("link", "m2", "a1"))
    assert shown(life, "a1")["messages"] == ["m1", "m2"]
    life.take(Label.OTHER, company=None, role=None, person=None)
    fine(life.run("link", "m3", "new"))
    assert shown(life, "a2")["messages"] == ["m3"]
    fine(life.run("link", "m3", "a1"))
    assert listed(life) == ["a1"]


def test_a_thread_once_settled_stays_settled(unclear):
    unclear.take(role=None, person=None, company=None, in_reply_to=("1@larkfield.example", "2@larkfield.example"), at=CAME + 4 * DAY)
    assert [one["id"] for one in unclear.run("link", "--json").json()] == ["m3", "m4"]
    fine(unclear.run("link", "m4", "a2"))
    unclear.take(role=None, person=None, company=None, in_reply_to=("1@larkfield.example", "2@larkfield.example"), at=CAME + 5 * DAY)
    assert shown(unclear, "m5")["application"] == "a2"
    fine(unclear.run("link", "m5", "a1"))  # the last word counts
    unclear.take(role=None, person=None, company=None, in_reply_to=("1@larkfield.example", "2@larkfield.example"), at=CAME + 6 * DAY)
    assert shown(unclear, "m6")["application"] == "a1"


def test_a_requisition_id_once_settled_stays_settled(life):
    number = {"requisition_id": "R-204511"}
    life.take(Label.RECRUITER, company="Kestrel", role="Planner", said=number)
    life.take(Label.RECRUITER, company="Petrel", role="Planner", person=MIRELA)
    fine(life.run("edit", "a2", "requisition_id=R-204511"))
    life.take(company=None, role=None, person=None, said=number, at=CAME + DAY)
    assert shown(life, "m3")["application"] == "a2"  # the correction was a word on it
    fine(life.run("link", "m3", "a1"))
    life.take(company=None, role=None, person=None, said=number, at=CAME + 2 * DAY)
    assert shown(life, "m4")["application"] == "a1"  # the last word counts
    assert life.run("link", "--json").json() == []


def test_without_a_word_of_the_users_the_same_requisition_id_is_a_question(life):
    number = {"requisition_id": "R-204511"}
    for company, person in (("Kestrel", TOMASZ), ("Petrel", MIRELA)):
        life.take(Label.RECRUITER, company=company, role=None, person=person)
    store = life.store()
    with store.transaction() as tx:
        for application in (1, 2):
            tx.learn(application, CAME, requisition_id="R-204511")
    store.close()
    life.take(company=None, role=None, person=None, said=number, at=CAME + DAY)
    assert [one["id"] for one in life.run("link", "--json").json()] == ["m3"]
    fine(life.run("link", "m3", "a2"))
    life.take(company=None, role=None, person=None, said=number, at=CAME + 2 * DAY)
    assert shown(life, "m4")["application"] == "a2"
    assert life.run("link", "--json").json() == []


def test_what_went_while_the_command_was_typed_is_explained(twins):
    store = twins.store()
    for asked in (
        lambda tx: regroup.link(tx, 9, None, twins.settings, CAME),
        lambda tx: regroup.link(tx, 1, 9, twins.settings, CAME),
        lambda tx: regroup.merge(tx, 9, 1, twins.settings, CAME),
        lambda tx: regroup.split(tx, [1, 9], twins.settings, CAME),
    ):
        with pytest.raises(UsageError, match="any more"), store.transaction() as tx:
            asked(tx)
    store.close()


def test_a_rejection_that_came_before_the_known_one_is_the_first(life):
    life.take(Label.RECRUITER, role="Line Lead", person=MIRELA, at=CAME - DAY)
    life.take(role="Test Engineer", person=None)
    life.take(role="Line Lead", person=MIRELA, at=CAME + 5 * DAY)
    fine(life.run("link", "m2", "a1"))
    assert shown(life, "a1")["rejected_at"] == "2026-03-02T10:15:00Z"
    assert steps(life, "a1")["reflect"] == "s2"  # of the earlier mail: it falls due first


def test_a_rejection_taken_out_of_a_longer_story_is_the_first_where_it_is_linked(life):
    life.take(Label.RECRUITER, person=INA, at=CAME - DAY)
    life.take(person=INA)
    life.take(role="Line Lead", person=MIRELA, at=CAME + 5 * DAY)
    fine(life.run("link", "m2", "a2"))
    assert shown(life, "a2")["rejected_at"] == "2026-03-02T10:15:00Z"
    assert shown(life, "a1")["rejected_at"] is None
    assert set(steps(life, "a1")) == {"reply_recruiter"}


def test_a_mail_whose_reading_was_removed_can_still_be_linked(twins):
    store = twins.store()
    with store.transaction() as tx:
        tx.purge(CAME + 2 * DAY)
    store.close()
    fine(twins.run("link", "m2", "a1"))
    assert shown(twins, "a1")["messages"] == ["m1", "m2"]
    assert set(steps(twins, "a1")) == {"reflect", "thank", "ask_recruiter"}


def test_what_cannot_be_linked_is_explained(unclear):
    unclear.take(unsure=True)
    unclear.take_bad_one()
    unclear.answer(INA, at=CAME + DAY, in_reply_to="1@larkfield.example")
    said_no(unclear.run("link", "m99", "a1"), "there is no message m99")
    said_no(unclear.run("link", "m3", "a99"), "there is no application a99")
    said_no(unclear.run("link", "m4", "a1"), "m4 was too close to call")
    said_no(unclear.run("link", "m5", "a1"), "m5 could not be read")
    said_no(unclear.run("link", "m6", "a2"), "m6 is your own mail")


def test_a_recruiters_mail_that_belonged_nowhere_is_answered_once_it_has_a_place(life):
    life.take(company="Kestrel", role="Planner", person=None)
    life.take(Label.OTHER, company=None, role=None, person=None)
    store = life.store()
    with closing(sqlite3.connect(store.database)) as raw:
        raw.execute("UPDATE messages SET label = 'recruiter' WHERE id = 2")  # as it may be of an older version
        raw.commit()
    store.close()
    fine(life.run("link", "m2", "a1"))
    assert set(steps(life, "a1")) == {"reflect", "reply_recruiter"}


# --- merge


def test_merging_leaves_one_plan_and_moves_everything(twins):
    twins.run("star", "a2")
    fine(twins.run("merge", "a1", "a2"))
    assert listed(twins) == ["a1"]
    one = shown(twins, "a1")
    assert one["messages"] == ["m1", "m2"]
    assert one["starred"] is True
    assert (one["company"], one["role"]) == ("Larkfield Robotics", "Test Engineer")
    assert {person["address"] for person in one["people"]} == {TOMASZ.addr, "mirela@larkfield.example"}
    assert set(steps(twins, "a1")) == {"reflect", "thank", "ask_recruiter", "keep_in_touch"}
    assert {"s1", "s2", "s4"} <= set(steps(twins, "a1").values())
    assert "a2 merged in: you merged a2 into a1" in causes(twins, "a1")
    assert "reflect cancelled: you merged a2 into a1: one such step is enough" in causes(twins, "a1")


def test_a_person_of_both_is_one_person_with_what_is_known_of_them(life):
    life.take(person=Contact("", TOMASZ.addr, Part.CONTACT, "From"))
    life.take(role="Line Lead", person=TOMASZ, at=CAME + DAY)
    fine(life.run("merge", "a1", "a2"))
    [person] = shown(life, "a1")["people"]
    assert (person["name"], person["part"]) == ("Tomasz Bielak", "hiring_manager")


def test_nothing_is_told_twice_after_a_merge(twins):
    due = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)  # both look-backs are due
    twins.notify(due)
    fine(twins.run("merge", "a1", "a2"))
    assert twins.notify(due + timedelta(hours=1)) == []
    fine(twins.run("done", steps(twins, "a1")["reflect"]))
    assert "reflect" not in steps(twins, "a1")


def test_what_was_told_stays_and_what_was_not_goes(twins):
    twins.run("snooze", "s1", "30 days")
    twins.notify(datetime(2026, 3, 5, 9, 30, tzinfo=UTC))
    fine(twins.run("merge", "a1", "a2"))
    assert steps(twins, "a1")["reflect"] == "s3"


def test_a_notification_on_its_way_about_a_step_that_the_merge_ended_is_taken_back(twins):
    twins.run("snooze", "s1", "2026-03-04 10:00")
    due = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
    twins.notify(due, accepted=False)
    fine(twins.run("merge", "a1", "a2"))
    store = open_store(twins.state)
    with store.reading() as tx:
        assert len(tx.deliveries_due(due + timedelta(days=9))) == 1
    store.close()


def test_what_was_done_in_one_is_not_asked_for_again(twins):
    twins.run("done", "s3")
    fine(twins.run("merge", "a1", "a2"))
    assert "reflect" not in steps(twins, "a1")
    assert twins.status("s1") == "cancelled"


def test_a_merge_is_undone_by_a_split(twins):
    before = {name: steps(twins, name) for name in ("a1", "a2")}
    facts = shown(twins, "a2")
    fine(twins.run("merge", "a1", "a2"))
    assert "m2 is a3 (Larkfield Robotics, Line Lead) now." in fine(twins.run("split", "m2"))
    assert steps(twins, "a1") == before["a1"]
    assert steps(twins, "a3") == before["a2"]
    same = ("company", "role", "kind", "stage", "people", "rejected_at", "messages")
    assert {name: shown(twins, "a3")[name] for name in same} == {name: facts[name] for name in same}
    assert [person["address"] for person in shown(twins, "a1")["people"]] == [TOMASZ.addr]


def test_what_was_to_be_said_of_an_application_is_said_after_a_merge_and_undo_still_knows_it(twins):
    fine(twins.run("star", "a2"))
    store = twins.store()
    with store.transaction() as tx:
        tx.add_notice(2, "reopened", 1, CAME + 9 * DAY, CAME + DAY)
    fine(twins.run("merge", "a1", "a2"))
    with store.reading() as tx:
        assert [notice.application for notice in tx.due_notices(CAME + 9 * DAY)] == [1]
        last = tx.last_command()
    store.close()
    assert last is not None
    assert (last.command, "split m2" in (last.way_back or "")) == ("merge a1 a2", True)
    with closing(sqlite3.connect(twins.state / "state.db")) as raw:
        assert raw.execute("SELECT DISTINCT application FROM journal_changes WHERE application IS NOT NULL").fetchall() == [(1,)]


def test_a_merged_application_is_found_where_it_went(twins):
    fine(twins.run("merge", "a1", "a2"))
    for command in ("show", "star", "forget"):
        said_no(twins.run(command, "a2"), "there is no application a2 any more: it is part of a1", "show a1")
    twins.take(company="Kestrel", role="Planner")
    assert listed(twins)[-1] != "a2"
    assert set(listed(twins)) == {"a1", "a3"}


def test_merging_what_cannot_be_merged_is_explained(twins):
    said_no(twins.run("merge", "a1", "a1"), "cannot be merged into itself")
    said_no(twins.run("merge", "a1", "a9"), "there is no application a9")
    fine(twins.run("merge", "a1", "a2"))
    said_no(twins.run("merge", "a1", "a2"), "it is part of a1")


def test_merging_the_mail_in_question_settles_it(unclear):
    unclear.take(role=None, person=None, at=CAME + 4 * DAY)
    assert [one["id"] for one in unclear.run("link", "--json").json()] == ["m3", "m4"]
    fine(unclear.run("merge", "a1", "a3"))
    [left] = unclear.run("link", "--json").json()
    assert left["id"] == "m4"
    assert {one["id"] for one in left["candidates"]} == {"a1", "a2"}


def test_a_mail_into_either_thread_finds_the_merged_application(twins):
    fine(twins.run("merge", "a1", "a2"))
    twins.take(Label.OTHER, company=None, role=None, person=None, in_reply_to=("2@larkfield.example",))
    assert shown(twins, "m3")["application"] == "a1"


def test_a_merged_plan_counts_from_the_first_rejection(twins):
    fine(twins.run("merge", "a2", "a1"))
    one = shown(twins, "a2")
    assert one["rejected_at"] == "2026-03-02T10:15:00Z"
    assert (one["company"], one["role"]) == ("Larkfield Robotics", "Line Lead")
    assert steps(twins, "a2")["reflect"] == "s1"


def test_forget_removes_what_was_merged_too(twins):
    fine(twins.run("merge", "a1", "a2"))
    assert "with 2 mails" in fine(twins.run("forget", "a1", "--yes"))
    assert twins.agenda("--all") == []
    assert b"larkfield" not in (twins.state / "state.db").read_bytes().lower()


# --- split


def test_a_split_takes_the_mails_and_the_steps_that_they_called_for(life):
    life.take(Label.RECRUITER, person=INA)
    life.take(person=INA, at=CAME + DAY)  # linked, as the same person writes about the same job
    life.take(person=INA, at=CAME + 9 * DAY)
    assert shown(life, "a1")["messages"] == ["m1", "m2", "m3"]
    called = {row["id"] for row in life.agenda() if row["kind"] != "reply_recruiter"}
    fine(life.run("split", "m2", "m2"))
    assert set(steps(life, "a2").values()) == called
    assert "m2 taken out: you split m2 from a1; it belongs to a2" in causes(life, "a1")
    assert "m2 taken in: you split m2 from a1" in causes(life, "a2")
    # The later rejection is the first one now, and has its own plan from its own day.
    assert shown(life, "a1")["rejected_at"] == "2026-03-11T10:15:00Z"
    assert [row["due_at"][:10] for row in life.agenda() if row["application"] == "a1"] == ["2026-03-13", "2026-03-25"]


def test_a_wrongly_linked_rejection_gets_its_own_plan(life):
    life.take()
    life.take(at=CAME + 9 * DAY)
    assert listed(life) == ["a1"]
    assert "open: s3 look back" in fine(life.run("split", "m2"))
    assert set(steps(life, "a2")) == {"reflect", "thank"}
    assert set(steps(life, "a1")) == {"reflect", "thank"}


def test_without_its_only_rejection_an_application_has_no_plan_left(life):
    life.take(Label.RECRUITER)
    life.take(at=CAME + DAY)
    fine(life.run("star", "a1"))
    fine(life.run("split", "m2"))
    assert shown(life, "a1")["rejected_at"] is None
    assert steps(life, "a1") == {"reply_recruiter": "s1"}
    assert set(steps(life, "a2")) == {"reflect", "thank"}


def test_facts_and_people_go_with_the_mails_that_told_of_them(life):
    life.take(Label.RECRUITER, role=None, person=INA, said={"stage": Stage.APPLIED})
    told = {"kind": Kind.FILLED, "stage": Stage.FINAL, "feedback_offered": True, "reapply_after": date(2027, 1, 1)}
    life.take(role="Test Engineer", person=TOMASZ, at=CAME + DAY, said=told)
    fine(life.run("split", "m2"))
    left, new = shown(life, "a1"), shown(life, "a2")
    assert (left["role"], left["kind"], left["stage"], left["feedback_offered"], left["reapply_after"]) == (
        None,
        None,
        "applied",
        False,
        None,
    )
    assert [one["name"] for one in left["people"]] == ["Ina Berg"]
    assert (new["role"], new["kind"], new["stage"], new["feedback_offered"], new["reapply_after"]) == (
        "Test Engineer",
        "filled",
        "final",
        True,
        "2027-01-01",
    )
    assert [one["name"] for one in new["people"]] == ["Tomasz Bielak"]


def test_mails_whose_reading_was_removed_keep_what_they_told(twins):
    fine(twins.run("merge", "a1", "a2"))
    store = open_store(twins.state)
    with store.transaction() as tx:
        tx.purge(CAME + timedelta(hours=1))
    store.close()
    fine(twins.run("split", "m2"))
    assert (shown(twins, "a1")["company"], shown(twins, "a1")["role"]) == ("Larkfield Robotics", "Test Engineer")


def test_an_answer_to_a_split_mail_goes_where_the_mail_went(twins):
    fine(twins.run("merge", "a1", "a2"))
    fine(twins.run("split", "m2"))
    twins.take(Label.OTHER, company=None, role=None, person=None, references=("1@larkfield.example", "2@larkfield.example"))
    assert shown(twins, "m3")["application"] == "a3"


def test_a_correction_of_a_mail_is_taken_back_where_the_mail_is_now(twins):
    fine(twins.run("relabel", "m2", "other"))
    fine(twins.run("merge", "a1", "a2"))
    fine(twins.run("learn", "--undo", "c1"))
    assert shown(twins, "m2") | {"label": "rejection", "application": "a1"} == shown(twins, "m2")


def test_what_cannot_be_split_is_explained(twins):
    said_no(twins.run("split", "m1"), "a1 has no other mail")
    said_no(twins.run("split", "m1", "m2"), "several applications", "m1 of a1", "m2 of a2")
    said_no(twins.run("split", "a1"), "a1 is not a message")
    said_no(twins.run("split", "m9"), "there is no message m9")
    twins.answer(TOMASZ, at=CAME + DAY, in_reply_to="1@larkfield.example")
    said_no(twins.run("split", "m1"), "a1 has no other mail")
    said_no(twins.run("split", "m3"), "your own mail alone")


# --- edit


def test_a_correction_outlives_later_mails(life):
    life.take(company="Workable", role=None)
    out = fine(life.run("edit", "a1", "company=Kestrel  Logistics", "role="))
    assert out == "a1 (Kestrel Logistics): company is Kestrel Logistics, role is cleared. Later mails leave that alone.\n"
    life.take(company="Workable", role="Planner", in_reply_to=("1@larkfield.example",), said={"requisition_id": "R-204511"})
    one = shown(life, "a1")
    assert (one["company"], one["role"], one["requisition_id"]) == ("Kestrel Logistics", None, "R-204511")
    assert one["edited"] == ["company", "role"]
    assert one["evidence"]["company"] == {"said": "you said so", "message": None}
    assert "edited: you said that the company is Kestrel Logistics; it was Workable" in causes(life, "a1")
    assert "says so already" in fine(life.run("edit", "a1", "company=Kestrel Logistics"))


def test_a_correction_outlives_merge_and_split(twins):
    fine(twins.run("edit", "a1", "role=Senior Test Engineer"))
    fine(twins.run("edit", "a2", "company=Larkfield"))
    fine(twins.run("merge", "a1", "a2"))
    assert (shown(twins, "a1")["company"], shown(twins, "a1")["role"]) == ("Larkfield", "Senior Test Engineer")
    fine(twins.run("split", "m2"))
    assert (shown(twins, "a1")["company"], shown(twins, "a1")["role"]) == ("Larkfield", "Senior Test Engineer")
    assert shown(twins, "a3")["edited"] == []


def test_later_mails_are_linked_by_what_the_user_corrected(life):
    life.take(company="Workable", role=None)
    fine(life.run("edit", "a1", "company=Kestrel", "role=Planner"))
    life.take(company="Kestrel", role="Planner", person=None, at=CAME + DAY)
    assert shown(life, "m2")["application"] == "a1"


def test_all_that_is_wrong_with_a_correction_is_said_at_once(life):
    life.take()
    said_no(
        life.run("edit", "a1", "compny=x", "Kestrel", "starred=1", f"role={'x' * 300}"),
        "did you mean company",
        "is no correction",
        "'starred' cannot",
        "300",
    )
    said_no(life.run("edit", "a9", "company=x"), "there is no application a9")
    assert shown(life, "a1")["edited"] == []


def test_what_a_person_types_is_kept_to_one_clean_line(life):
    life.take()
    fine(life.run("edit", "a1", "company=  Kes\ttrel\x1b[31m \n GmbH "))
    assert shown(life, "a1")["company"] == "Kes trel [31m GmbH"


# --- add


def test_a_rejection_by_phone_is_planned_as_one_by_mail(life):
    life.store().close()
    today = datetime.now(UTC).date()
    args = ["--company", "Kestrel", "--role", "Planner", "--person", "Dana Reyes <dana@kestrel.example>", "--part", "interviewer"]
    out = fine(life.run("add", *args, "--stage", "interview", "--kind", "filled", "--on", str(today - 2 * DAY)))
    assert "m1 is noted in a1 (Kestrel, Planner)." in out
    one = shown(life, "a1")
    assert (one["kind"], one["stage"], one["messages"]) == ("filled", "interview", ["m1"])
    assert one["people"] == [{"name": "Dana Reyes", "address": "dana@kestrel.example", "part": "interviewer", "evidence": "you said so"}]
    assert set(steps(life, "a1")) == {"reflect", "thank"}
    [thank] = [row for row in life.agenda() if row["kind"] == "thank"]
    assert thank["to"] == ["dana@kestrel.example"]
    draft = shown(life, thank["id"])["draft"]
    assert "Kestrel" in draft["subject"]
    assert not draft["subject"].startswith("Re:")
    assert draft["in_reply_to"] is None
    assert "no mail, but your word" in life.run("show", "m1").stdout
    assert life.run("messages").exit_code == 0


def test_a_rejection_from_nobody_plans_a_look_back_alone(life):
    life.store().close()
    fine(life.run("add", "--company", "Kestrel"))
    assert set(steps(life, "a1")) == {"reflect"}
    out = fine(life.run("add", "--company", "Petrel", "--person", "Dana Reyes"))
    assert "Dana Reyes has no address" in out
    assert "Dana Reyes noted: you named them without an address" in causes(life, "a2")
    assert set(steps(life, "a2")) == {"reflect"}


def test_what_is_added_goes_where_a_mail_would_go(life):
    life.take(Label.RECRUITER, company="Kestrel", role="Planner", person=MIRELA, at=datetime.now(UTC) - 9 * DAY)
    fine(life.run("add", "--company", "Kestrel", "--role", "Planner"))
    assert listed(life) == ["a1"]
    assert set(steps(life, "a1")) == {"reflect", "thank", "ask_recruiter"}
    life.take(company="Kestrel", role="Planner", person=None, at=datetime.now(UTC))  # the same no, by mail
    assert len(life.agenda()) == 3


def test_added_twice_is_added_once(life):
    life.store().close()
    fine(life.run("add", "--company", "Kestrel", "--on", "2026-01-05"))
    before = life.agenda()
    assert "knows that already (m1)" in fine(life.run("add", "--company", "Kestrel", "--on", "2026-01-05"))
    assert life.agenda() == before


def test_an_added_rejection_that_may_belong_to_several_is_a_question_too(unclear):
    out = fine(unclear.run("add", "--company", "Larkfield Robotics", "--on", "2026-03-06"))
    assert "link m4 a1 or a2 or a3 or new" in out
    fine(unclear.run("link", "m4", "a1"))
    fine(unclear.run("link", "m3", "a2"))
    assert set(listed(unclear)) == {"a1", "a2"}


def test_a_recruiter_who_called_wants_an_answer(life):
    life.store().close()
    fine(life.run("add", "--company", "Kestrel", "--recruiter", "--person", "dana@kestrel.example", "--part", "recruiter"))
    assert set(steps(life, "a1")) == {"reply_recruiter"}
    assert shown(life, "a1")["rejected_at"] is None


def test_what_was_added_can_be_merged_split_and_forgotten(life):
    life.take(company="Kestrel", role="Planner")
    fine(life.run("add", "--company", "Petrel", "--on", "2026-02-01"))
    fine(life.run("merge", "a1", "a2"))
    assert shown(life, "a1")["rejected_at"].startswith("2026-02-01")
    fine(life.run("split", "m2"))
    assert shown(life, "a3")["company"] == "Petrel"
    fine(life.run("forget", "a3", "--yes"))
    assert listed(life) == ["a1"]


def test_all_that_is_wrong_with_what_is_added_is_said_at_once(life):
    life.store().close()
    args = ["--person", "Dana <dana@", "--on", "2031-01-01", "--kind", "filed", "--stage", "dinner"]
    said_no(
        life.run("add", "--company", " ", *args),
        "--company is empty",
        "Dana <dana@",
        "still to come",
        "did you mean filled",
        "--stage 'dinner'",
    )
    said_no(life.run("add", "--company", "K", "--person", "a@k.example", "--part", "hr", "--part", "hr"), "1 --person and 2 --part")
    said_no(life.run("add", "--company", "K", "--person", "no-reply@k.example"), "nobody reads")
    said_no(life.run("add", "--company", "K", "--recruiter", "--kind", "filled"), "--recruiter")
    said_no(life.run("add", "--company", "K", "--on", "soon"), "is not a date")
    said_no(life.run("add", "--company", "K", "--on", "1999-01-01"), "ten years")
    said_no(life.run("add", "--company", "K", "--person", " "), "--person is empty")
    assert listed(life) == []


# --- applications and show


def test_applications_are_listed_newest_first_with_where_they_stand(twins):
    twins.take(Label.RECRUITER, company="Kestrel", role=None, person=MIRELA, at=CAME - DAY, said={"stage": Stage.INTERVIEW})
    twins.run("star", "a1")
    twins.run("done", "s1")
    rows = twins.run("applications", "--json").json()
    assert [row["id"] for row in rows] == ["a2", "a1", "a3"]
    assert (
        rows[1] | {"company": "Larkfield Robotics", "role": "Test Engineer", "starred": True, "last_mail_at": "2026-03-02T10:15:00Z"}
        == rows[1]
    )
    assert rows[1]["next_step"]["id"] == "s2"
    lines = twins.run("applications").stdout.splitlines()
    assert re.match(r"a1 +\* +Larkfield Robotics +Test Engineer +rejected +Mon 02 Mar 2026 10:15 +s2 thank", lines[2])
    assert re.match(r"a3 +Kestrel +interview ", lines[3])


def test_no_application_is_an_empty_array_or_a_sentence(life):
    life.store().close()
    assert life.run("applications", "--json").json() == []
    assert "no application yet" in life.run("applications").stdout


def test_show_tells_people_kind_stage_and_what_was_offered_each_with_its_sentence(life):
    evidence = {"kind": "The position has been filled.", "stage": "Thank you for the interview.", "reapply_after": "Apply again in spring."}
    evidence["feedback_offered"] = "I am glad to give feedback."
    told = {
        "kind": Kind.FILLED,
        "stage": Stage.INTERVIEW,
        "feedback_offered": True,
        "reapply_after": date(2027, 3, 1),
        "evidence": evidence,
    }
    life.take(Label.RECRUITER, person=INA)
    life.take(at=CAME + DAY, said=told)
    text = life.run("show", "a1").stdout
    for part in (
        "kind of no: filled\n    The position has been filled. (m2)",
        "stage reached: interview\n    Thank you for the interview. (m2)",
        "apply again from: 2027-03-01\n    Apply again in spring. (m2)",
        "feedback: was offered\n    I am glad to give feedback. (m2)",
        "Ina Berg <ina.berg@larkfield.example>: interviewer (From)",
        "m1  Mon 02 Mar 2026 10:15  recruiter, Ina Berg: Your application 1",
        "m2  Tue 03 Mar 2026 10:15  rejection, Tomasz Bielak: Your application 2",
    ):
        assert part in text
    assert text.index("m1  Mon") < text.index("m2  Tue")
    data = shown(life, "a1")
    assert data["evidence"]["kind"] == {"said": "The position has been filled.", "message": "m2"}


# --- beside the daemon


def test_the_daemon_does_not_speak_of_what_a_command_has_just_ended(twins):
    """The daemon has looked at what is due; before it writes, a merge is typed elsewhere."""
    due = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
    store = open_store(twins.state)
    with store.reading() as tx:
        assert {row.id for row in tx.due_steps(due)} == {1, 3}
    args = [PROGRAM, "merge", "a1", "a2", "--config", str(twins.config)]
    subprocess.run(args, check=True, capture_output=True, env=os.environ | twins.environ)
    assert len(outbox.queue_due(store, twins.settings, due)) == 1
    store.close()


def test_a_step_that_was_being_delivered_while_it_was_merged_is_recorded(twins):
    due = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
    store = open_store(twins.state)
    outbox.queue_due(store, twins.settings, due)
    with store.transaction() as tx:
        for row in (waiting := tx.deliveries_due(due)):
            tx.claim(row.id, due)
    args = [PROGRAM, "merge", "a1", "a2", "--config", str(twins.config)]
    subprocess.run(args, check=True, capture_output=True, env=os.environ | twins.environ)
    with store.transaction() as tx:
        for row in waiting:
            tx.settle(row.id, due, accepted=True, detail="", next_attempt_at=due)
        assert tx.due_steps(due) == []
    store.close()


@pytest.mark.parametrize("kept", [("a1", "a2"), ("a2", "a1")])
def test_recipients_that_the_user_chose_stay_through_a_merge(twins, kept):
    fine(twins.run("recipients", "s5", "=helen@larkfield.example"))
    fine(twins.run("merge", *kept))
    [thank] = [step for step in twins.agenda() if step["kind"] == "thank"]
    assert thank["to"] == ["helen@larkfield.example"]


def test_recipients_that_the_user_took_back_are_those_of_the_plan_again(twins):
    fine(twins.run("recipients", "s5", "=helen@larkfield.example"))
    fine(twins.run("undo"))
    fine(twins.run("merge", "a1", "a2"))
    [thank] = [step for step in twins.agenda() if step["kind"] == "thank"]
    assert "helen@larkfield.example" not in thank["to"]


@pytest.mark.parametrize("command", [("stop", "a1", "--keep-in-touch"), ("hired", "--yes")])
def test_keeping_in_touch_that_the_user_ended_does_not_come_back_with_a_merge(twins, command):
    fine(twins.run("star", "a1"))
    fine(twins.run(*command))
    fine(twins.run("merge", "a1", "a2"))
    assert "keep_in_touch" not in steps(twins, "a1")


def test_a_mail_that_was_taken_for_their_coming_back_goes_and_the_plan_is_as_before(life):
    life.take()
    before = steps(life, "a1")
    said = {"forward": Stage.INTERVIEW, "invitation": True}
    life.take(Label.OTHER, at=CAME + DAY, in_reply_to=("1@larkfield.example",), said=said)
    assert steps(life, "a1") == {}
    fine(life.run("split", "m2"))
    assert steps(life, "a1") == before
    store = life.store()
    with store.reading() as tx:
        assert [one.reopened for one in tx.applications()] == [False, False]
    store.close()
