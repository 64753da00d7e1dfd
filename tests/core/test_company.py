"""A company as a whole: which applications are at one, where keeping in touch with it runs, and how its name is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from test_plan import INA, application, step

from watcher.core.extract import spelled, spellings
from watcher.core.plan import Status, StepKind, as_company, newest_no, of_company, one_line
from watcher.core.plan.company import ONE_LINE

MARCH = datetime(2027, 3, 1, 9, tzinfo=UTC)
KEEP = StepKind.KEEP_IN_TOUCH


def at(number, company="Acme", *, rejected=MARCH, reopened=False, people=()):
    made = replace(application(*people), id=number, company=company, rejected_at=rejected, reopened=reopened)
    return replace(made, starred=True, company_starred=True, last_mail_at=rejected or MARCH)


def touch(number, of, *to, **more):
    return replace(step(number, KEEP, *to, **more), application=of)


def test_a_company_is_one_however_it_is_spelled_and_no_name_is_none():
    rows = [at(1, "Acme"), at(2, "ACME GmbH"), at(3, "Acme Inc."), at(4, "Larkfield"), at(5, None)]
    assert [one.id for one in of_company("acme", rows)] == [1, 2, 3]
    assert of_company(None, rows) == []


def test_the_newest_no_is_one_that_still_stands():
    rows = [
        at(1),
        at(2, rejected=MARCH + timedelta(days=9)),
        at(3, rejected=MARCH + timedelta(days=20), reopened=True),
        at(4, rejected=None),
    ]
    assert newest_no(rows).id == 2
    assert newest_no([rows[3]]) is None


def test_of_what_is_to_come_the_step_of_the_newest_no_stays_and_what_was_told_is_left_alone():
    rows = [at(1), at(2, rejected=MARCH + timedelta(days=9)), at(3, rejected=None)]
    steps = [
        touch(1, 1),
        touch(2, 2),
        touch(3, 3),
        touch(4, 1),
        touch(5, 1, status=Status.SKIPPED),
        replace(step(6, StepKind.THANK), application=1),
    ]
    closed = one_line(rows, steps, told={4})
    assert [(ended.step, ended.status, ended.cause) for ended in closed] == [
        (1, Status.CANCELLED, ONE_LINE),
        (3, Status.CANCELLED, ONE_LINE),
    ]
    assert one_line(rows, steps[:1], told=set()) == ()
    assert one_line(rows, [], told=set()) == ()


def test_a_word_from_anybody_there_is_a_word_from_them():
    later = MARCH + timedelta(days=30)
    assert as_company(at(1), [at(1), at(2, rejected=later)]).last_mail_at == later
    assert as_company(at(1), []).last_mail_at == MARCH


def test_a_form_letter_takes_nobody_away_whom_the_user_has_met():
    rows = [at(1, people=(INA,)), at(2, rejected=MARCH + timedelta(days=9))]
    assert newest_no(rows).id == 1
    closed = one_line(rows, [touch(1, 1, INA), touch(2, 2)], told=set())
    assert [ended.step for ended in closed] == [2]


@pytest.mark.parametrize(
    ("names", "written"),
    [
        (["ACME GmbH", "Acme", "Acme Inc."], "Acme"),
        (["SERRA AZUL Logística", "Serra Azul Logística"], "Serra Azul Logística"),
        (["IBM", "IBM Deutschland GmbH", "IBM"], "IBM"),
        (["acme", "Acme Inc."], "Acme Inc."),
        (["Kestrel Inc.", "Kestrel Inc.", "Kestrel"], "Kestrel Inc."),
    ],
)
def test_of_several_spellings_the_calm_common_and_short_one_is_written(names, written):
    assert spelled(names) == written


def test_each_spelling_leads_to_the_one_that_is_written():
    assert spellings(["ACME GmbH", "Acme", "Kestrel", "&"]) == {"ACME GmbH": "Acme", "Acme": "Acme", "Kestrel": "Kestrel", "&": "&"}
