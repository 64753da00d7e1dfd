"""The star of a whole company: one keeping in touch with it, whoever there said no, however its name is spelled."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from parts.life import MIRELA, TOMASZ, Life

from watcher.clock import SystemClock
from watcher.core.classify import Label

RECENTLY = SystemClock().now().replace(microsecond=0) - timedelta(days=3)
INA = replace(TOMASZ, name="Ina Berg", addr="ina.berg@acme.example")


@pytest.fixture
def life(tmp_path):
    """Two rejections at one company, spelled in two ways: a1 by Tomasz, two days later a2 by nobody; and a3 elsewhere."""
    made = Life(tmp_path)
    made.take(at=RECENTLY, company="Acme")
    made.take(at=RECENTLY + timedelta(days=2), company="ACME GmbH", role="Night Nurse", person=None)
    made.take(at=RECENTLY, company="Larkfield", role="Planner", person=MIRELA)
    return made


def touches(life, *, status="needs_action"):
    return [(row["application"], row["to"]) for row in life.agenda("--all") if row["kind"] == "keep_in_touch" and row["status"] == status]


def starred(life):
    return [row["id"] for row in life.run("applications", "--json").json() if row["starred"]]


def fine(ended):
    assert ended.exit_code == 0, ended.stderr
    return ended.stdout


@pytest.mark.parametrize("words", [("acme",), ("Acme", "Inc."), ("a1", "--company"), ("a2", "--company")])
def test_the_star_of_a_company_plans_one_step_where_the_user_knows_somebody(life, words):
    said = fine(life.run("star", *words))
    assert said.startswith("Acme, all of it (a1, a2): starred.")
    assert "keep in touch" in said
    assert touches(life) == [("a1", [TOMASZ.addr])]
    assert sorted(starred(life)) == ["a1", "a2"]
    assert "already" in fine(life.run("star", *words))
    assert len(touches(life)) == 1


def test_stars_of_single_applications_become_one_line(life):
    life.run("star", "a1")
    life.run("star", "a2")
    assert len(touches(life)) == 2
    fine(life.run("star", "Acme"))
    assert touches(life) == [("a1", [TOMASZ.addr])]
    assert fine(life.run("undo")).count("open again") == 1
    assert len(touches(life)) == 2


def test_a_new_no_of_the_company_takes_the_line_over(life):
    life.run("star", "Acme")
    life.take(at=RECENTLY + timedelta(days=3), company="Acme Inc.", role="Welder", person=INA)
    assert touches(life) == [("a4", [INA.addr])]
    assert touches(life, status="cancelled") == [("a1", [TOMASZ.addr])]
    assert "a4" in starred(life)


def test_the_star_outlives_the_applications_that_it_was_set_on(life):
    life.run("star", "Acme")
    life.take(Label.OTHER, at=RECENTLY, company="Acme", role="Welder", said={"confirmation": True})
    for gone in ("a1", "a2"):
        fine(life.run("forget", gone, "--yes"))
    life.take(at=RECENTLY + timedelta(days=3), company="ACME", role="Welder", person=INA)
    assert [who for _, who in touches(life)] == [[INA.addr]]


def test_taking_the_star_of_a_company_takes_every_star_there(life):
    life.run("star", "a1")
    life.run("star", "Acme")
    assert "no star any more" in fine(life.run("unstar", "acme"))
    assert starred(life) == []
    assert touches(life) == []
    assert "has no star already" in fine(life.run("unstar", "Acme"))
    fine(life.run("undo"))
    assert sorted(starred(life)) == ["a1", "a2"]
    assert touches(life) == [("a1", [TOMASZ.addr])]


def test_an_application_of_a_starred_company_has_no_star_of_its_own_to_take(life):
    life.run("star", "Acme")
    refused = life.run("unstar", "a1")
    assert refused.exit_code == 2
    assert "unstar a1 --company" in refused.stderr
    assert "already" in fine(life.run("star", "a1"))


def test_what_was_stopped_begins_again_with_a_star(life):
    life.run("star", "Acme")
    life.run("stop", "a1", "--keep-in-touch")
    assert touches(life) == []
    assert "starred" in fine(life.run("star", "a1"))
    assert len(touches(life)) == 1


def test_keeping_in_touch_repeats_once_for_the_company(life):
    life.run("star", "Acme")
    due = life.agenda()[-1]["due_at"]
    now = RECENTLY + timedelta(days=130)
    assert due < now.isoformat()
    for _ in range(6):  # three a day
        now += timedelta(days=1)
        life.notify(now)
    assert len(touches(life)) == 2  # the one that was told, and the next
    life.take(at=now + timedelta(days=1), company="Acme", role="Welder", person=INA)
    assert [where for where, _ in touches(life)].count("a4") == 1
    told = next(row["id"] for row in life.agenda() if row["application"] == "a1" and row["kind"] == "keep_in_touch")
    fine(life.run("done", told))
    assert [where for where, _ in touches(life)] == ["a4"]


def test_a_form_letter_of_the_company_neither_moves_nor_ends_the_line(life):
    life.run("star", "Acme")
    life.take(at=RECENTLY + timedelta(days=3), company="Acme", role="Welder", person=None)
    assert touches(life) == [("a1", [TOMASZ.addr])]
    now = RECENTLY + timedelta(days=130)
    for _ in range(6):
        now += timedelta(days=1)
        life.notify(now)
    assert touches(life) == [("a1", [TOMASZ.addr])] * 2


def test_a_company_that_is_not_known_is_asked_for(life):
    assert "did you mean Larkfield?" in life.run("star", "Larkfeld").stderr
    assert life.run("star", "Nobody").exit_code == 2
    life.take(at=RECENTLY, company=None, role="Welder", person=None)
    assert "company is not known" in life.run("star", "a4", "--company").stderr


def test_the_beginning_of_a_name_is_enough_where_it_means_one_company(life):
    life.take(at=RECENTLY, company="Kestrel Freight", role="Packer", person=None)
    assert "Kestrel Freight, all of it" in fine(life.run("star", "kestrel"))
    life.take(at=RECENTLY, company="Kestrel Air", role="Steward", person=None)
    refused = life.run("star", "Kestrel")
    assert refused.exit_code == 2
    assert "2 companies" in refused.stderr


def test_a_corrected_company_takes_the_star_along_or_leaves_it_there(life):
    life.run("star", "Larkfield")
    fine(life.run("edit", "a3", "company=Lark Field Robotics"))  # its only application: the name was wrong
    assert starred(life) == ["a3"]
    life.run("star", "Acme")
    fine(life.run("edit", "a2", "company=Brightwell"))  # that one was never at Acme
    assert sorted(starred(life)) == ["a1", "a3"]
    assert sorted(touches(life)) == [("a1", [TOMASZ.addr]), ("a3", [MIRELA.addr])]
    fine(life.run("edit", "a2", "company=Acme Ltd"))
    assert sorted(starred(life)) == ["a1", "a2", "a3"]
    assert len(touches(life)) == 2


def test_lists_and_insights_know_one_company(life):
    rows = life.run("applications").stdout
    assert "ACME" not in rows
    assert rows.count("Acme") == 2
    found = [(row["name"], row["applications"]) for row in life.run("insights", "--json").json()["companies"]]
    assert found == [("Acme", 2), ("Larkfield", 1)]


# --- whose the star is when mails come apart


def split_again(life, mail="m2"):
    fine(life.run("merge", "a1", "a2"))
    fine(life.run("split", mail))
    return sorted(starred(life)), sorted(touches(life))


def test_a_star_from_before_a_merge_goes_back_to_its_mails(life):
    life.run("star", "a2")
    new, kept = split_again(life)
    assert new == ["a4"]
    assert kept == [("a4", [])]


def test_a_star_that_was_there_before_the_merge_stays(life):
    life.run("star", "a1")
    assert split_again(life) == (["a1"], [("a1", [TOMASZ.addr])])


def test_both_sides_that_had_a_star_have_it_again(life):
    life.run("star", "a1")
    life.run("star", "a2")
    assert split_again(life)[0] == ["a1", "a4"]


def test_a_star_given_to_the_whole_stays_with_it(life):
    fine(life.run("merge", "a1", "a2"))
    life.run("star", "a1")
    fine(life.run("split", "m2"))
    assert starred(life) == ["a1"]


def test_a_star_given_anew_after_a_merge_is_of_the_whole(life):
    life.run("star", "a2")
    fine(life.run("merge", "a1", "a2"))
    life.run("star", "a1")
    fine(life.run("split", "m2"))
    assert starred(life) == ["a1"]
