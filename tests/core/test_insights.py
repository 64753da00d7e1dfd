"""What many applications show together, counted; and the page of it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.core.insights import Ended, Mail, Month, Story, Written, insights, page

START = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)
BERLIN, LONDON = ZoneInfo("Europe/Berlin"), ZoneInfo("Europe/London")


def days(*numbers: float) -> list[datetime]:
    return [START + timedelta(number) for number in numbers]


def story(number: int = 1, company: str | None = "Kestrel", *, mails=(), written=(), stage=None, rejected=None, reopened=False) -> Story:
    """`mails` as (day, "own" | "theirs")."""
    listed = tuple(Mail(START + timedelta(day), own=who == "own") for day, who in mails)
    at = None if rejected is None else START + timedelta(rejected)
    return Story(number, company, "Planner", stage, at, reopened, listed, tuple(written))


def wrote(day: float, *answers: str, note: str = "") -> Written:
    return Written(
        START + timedelta(day), (*((f"question {n}", answer) for n, answer in enumerate(answers)), *([("", note)] if note else []))
    )


def test_where_applications_end_goes_by_stage_and_leaves_out_what_lives_again():
    stories = [
        story(1, stage="interview", rejected=1),
        story(2, stage="applied", rejected=2),
        story(3, stage="interview", rejected=3),
        story(4, rejected=4),
        story(5, stage="offer", rejected=5, reopened=True),
        story(6, stage="screening"),
    ]
    assert insights(stories, LONDON).ended == (Ended("applied", 1), Ended("interview", 2), Ended(None, 1))


def test_a_letter_is_answered_by_the_next_mail_of_theirs_and_writing_twice_is_one_letter():
    mails = [(0, "theirs"), (1, "own"), (2, "own"), (5, "theirs"), (6, "theirs"), (7, "own"), (9, "theirs"), (20, "own")]
    [company] = insights([story(mails=mails, rejected=6)], LONDON).companies
    assert (company.letters, company.answers) == (3, 2)
    assert company.answer_days == 3.0  # of 4 and 2 days
    assert company.no_days == 6.0


def test_companies_are_one_whatever_the_case_and_the_most_tried_stands_first():
    stories = [story(1, "Alder"), story(2, "Kestrel", rejected=1), story(3, "KESTREL"), story(4, None)]
    assert [(one.name, one.applications, one.rejections) for one in insights(stories, LONDON).companies] == [
        ("Kestrel", 2, 1), ("Alder", 1, 0), (None, 1, 0),
    ]  # fmt: skip


def test_a_month_is_the_users_own_and_none_between_is_left_out():
    told = [story(1, rejected=0), story(2, mails=[(0, "own"), (62, "theirs")])]
    assert insights(told, LONDON).months == (
        Month(date(2026, 1, 1), 1, 0), Month(date(2026, 2, 1), 0, 0), Month(date(2026, 3, 1), 0, 0), Month(date(2026, 4, 1), 0, 1),
    )  # fmt: skip
    assert insights(told, BERLIN).months[0] == Month(date(2026, 2, 1), 1, 0)
    assert insights([], LONDON).months == ()


def test_what_stumped_is_the_second_answer_else_the_note_in_the_order_of_time():
    stories = [
        story(1, written=[wrote(9, "fit", "Recursion", "unsaid"), wrote(3, "fit", "", note="Nerves")]),
        story(2, written=[wrote(5, "fit", "Salary and recursion")]),
        story(3, written=[wrote(1, "only the first")]),
    ]
    found = insights(stories, LONDON)
    assert [one.answer for one in found.stumbles] == ["Nerves", "Salary and recursion", "Recursion"]
    assert found.again == (("recursion", 2),)


def test_nothing_is_empty():
    assert insights([], LONDON).empty
    assert not insights([story()], LONDON).empty


def test_the_page_has_words_where_there_is_nothing_to_plot():
    text = page(insights([story(rejected=None)], LONDON), date(2026, 3, 1), LONDON)
    assert "Nothing was written yet" in text
    assert "No no so far" in text
    assert "Nothing happened yet" in text
    nobody = page(insights([], LONDON), date(2026, 3, 1), LONDON)
    assert "nothing to count" in nobody
    assert "<svg" not in nobody


@pytest.mark.parametrize("months", [1, 6, 24, 40])
def test_every_column_stands_inside_its_plot(months):
    stories = [story(n, rejected=31 * n, mails=[(31 * n - 9, "own"), (31 * n - 2, "theirs")]) for n in range(months)]
    found = insights(stories, LONDON)
    text = page(found, date(2026, 3, 1), LONDON)
    columns = [tuple(map(int, found)) for found in re.findall(r'<rect class="(?:no|yes)" x="(\d+)" y="\d+" width="(\d+)"', text)]
    assert columns
    assert all(x + width <= 480 for x, width in columns)
    assert ("before them were" in text) == (len(found.months) > 24)


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_that_was_written_or_read_becomes_markup(company, answer):
    told = [story(1, company or None, rejected=1, written=[wrote(1, "", answer)])]
    text = page(insights(told, LONDON), date(2026, 3, 1), LONDON)
    plain = page(insights([story(1, "x", rejected=1, written=[wrote(1, "", "y" if answer else "")])], LONDON), date(2026, 3, 1), LONDON)
    assert text.count("<") == plain.count("<")


def test_what_comes_up_again_is_counted_and_what_is_old_folds_away():
    found = insights([story(written=[wrote(day, "", "the question about budgets") for day in range(40)])], LONDON)
    assert found.again
    shown = page(found, date(2026, 3, 1), LONDON)
    assert "Comes up again: " in shown
    assert "<summary>Earlier: " in shown
