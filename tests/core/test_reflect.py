"""The page on which the user looks back: whatever is written on it is kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from watcher.core.compose import words_of
from watcher.core.reflect import answers_on, page

HINT = words_of("en").page_hint
TITLE, QUESTIONS = "a1 (Kestrel, Planner)", ("What fitted?", "What stumped you?", "What went unsaid?")


def read(text: str, before=()):
    return dict(answers_on(text, TITLE, HINT, QUESTIONS, before))


def test_an_empty_page_has_each_question_and_no_answer():
    blank = page(TITLE, HINT, QUESTIONS, {})
    assert all(question in blank for question in QUESTIONS)
    assert read(blank) == dict.fromkeys(QUESTIONS, "")


def test_what_stands_above_the_first_question_is_a_note():
    assert read("Nerves.\n" + page(TITLE, HINT, QUESTIONS, {}))[""] == "Nerves."


def test_a_question_that_was_removed_leaves_its_answer_to_the_one_before():
    text = page(TITLE, HINT, QUESTIONS, {QUESTIONS[0]: "The tools", QUESTIONS[1]: "Recursion"}).replace("# 2. What stumped you?\n", "")
    assert read(text)[QUESTIONS[0]] == "The tools\n\n\nRecursion"


def test_answers_to_questions_of_an_earlier_stage_come_back_below():
    former = {"What was the task?": "Sorting", "Unanswered?": "", QUESTIONS[1]: "Recursion", "": "A note"}
    text = page(TITLE, HINT, QUESTIONS, former)
    assert "Unanswered?" not in text
    assert read(text, tuple(former)) == {
        QUESTIONS[0]: "",
        QUESTIONS[1]: "Recursion",
        QUESTIONS[2]: "",
        "What was the task?": "Sorting",
        "": "A note",
    }


def test_line_ends_of_other_systems_and_marks_of_the_users_own_are_kept():
    text = page(TITLE, HINT, QUESTIONS, {}).replace("# 1. What fitted?", "# 1. What fitted?\n# mine\n#1").replace("\n", "\r\n")
    assert read(text)[QUESTIONS[0]] == "# mine\n#1"


words = st.lists(st.text("ab #.1", min_size=1, max_size=8).map(str.strip).filter(bool), max_size=4).map("\n".join)


@given(words, words, words, words)
def test_what_was_written_comes_back_as_it_was(note, first, second, third):
    answers = dict(zip(("", *QUESTIONS), (note, first, second, third), strict=True))
    kept = read(page(TITLE, HINT, QUESTIONS, answers))
    assert {"": "", **kept} == answers
    assert page(TITLE, HINT, QUESTIONS, kept) == page(TITLE, HINT, QUESTIONS, answers)
