"""What the bubble of a step says, and what can be clicked."""

from __future__ import annotations

import pytest
from core.test_compose import INA, PLANNER, RITA, UNKNOWN, letter, step
from hypothesis import given
from hypothesis import strategies as st

from watcher.core.compose import Bubble, Button, Detail, bubble, not_opened, shown
from watcher.core.compose.words import WORDS
from watcher.core.plan import StepKind

PLAIN = ("body",)
ALL = ("actions", "body", "body-markup")


def of(kind, *to, detail=Detail.FULL, app=PLANNER, language="en"):
    draft = letter(kind, *to, app=app) if to else None
    return bubble(step(kind, *to), app, draft, detail, WORDS[language])


def keys(made: Bubble) -> list[Button]:
    return [button for button, _label in made.buttons]


def test_a_step_with_a_letter_says_to_whom_and_has_three_buttons():
    made = shown(of(StepKind.ASK_RECRUITER, RITA), ALL)
    assert made.title == "Ask Rita Moss what decided it: Transport Planner at Kestrel Logistics"
    assert "To: rita@kestrel.example" in made.body
    assert "rejection-watcher" not in made.body
    assert made.buttons == ((Button.DONE, "Done"), (Button.SNOOZE, "In 3 days"), (Button.DRAFT, "Open the draft"))


def test_the_letter_itself_is_not_in_the_bubble():
    draft = letter(StepKind.THANK, INA)
    made = of(StepKind.THANK, INA)
    longest = max(draft.body.splitlines(), key=len)
    assert longest not in made.body + made.finish
    assert f"Subject: {draft.subject}" in made.body


def test_looking_back_asks_its_questions_and_has_no_letter_to_open():
    made = of(StepKind.REFLECT)
    assert "1. " in made.body
    assert keys(made) == [Button.DONE, Button.SNOOZE]


@pytest.mark.parametrize(("kind", "said"), [(StepKind.APPLY_AGAIN, "fresh application"), (StepKind.THANK, "keeps the door open")])
def test_a_step_with_nobody_to_write_to_says_what_to_do_instead(kind, said):
    made = of(kind)
    assert said in made.body
    assert Button.DRAFT not in keys(made)


def test_a_short_bubble_names_kind_and_company_alone():
    made = shown(of(StepKind.THANK, INA, detail=Detail.SHORT), ALL)
    assert (made.title, made.body) == ("Thank-you note: Kestrel Logistics", "Now is a good time for it, and the draft is ready.")
    assert keys(made) == [Button.DONE, Button.SNOOZE, Button.DRAFT]


def test_a_silent_bubble_names_nothing_so_that_it_cannot_be_done_from_there_and_tells_of_no_letter():
    made = shown(of(StepKind.THANK, INA, detail=Detail.SILENT), ALL)
    assert (made.title, made.body) == ("One step is due.", "")
    assert keys(made) == [Button.SNOOZE]
    assert made == shown(of(StepKind.REFLECT, detail=Detail.SILENT), ALL)


@pytest.mark.parametrize(
    ("detail", "said"), [(Detail.FULL, "done s31"), (Detail.SHORT, "done s31"), (Detail.SILENT, "rejection-watcher agenda")]
)
def test_without_buttons_it_says_what_to_type(detail, said):
    made = shown(of(StepKind.THANK, INA, detail=detail), PLAIN)
    assert made.buttons == ()
    assert said in made.body


def test_a_letter_that_could_not_be_opened_is_named_and_cannot_be_clicked_again():
    made = not_opened(of(StepKind.THANK, INA), step(StepKind.THANK, INA), WORDS["en"])
    assert "rejection-watcher show s31" in made.body
    assert keys(made) == [Button.DONE, Button.SNOOZE]


@pytest.mark.parametrize("language", WORDS)
def test_the_buttons_are_short_and_in_the_users_language(language):
    labels = [label for _button, label in of(StepKind.THANK, INA, language=language).buttons]
    assert len(set(labels)) == 3
    assert all(len(label) <= 20 for label in labels)
    others = {label for other, words in WORDS.items() if other != language for label in (*words.buttons, words.open_draft)}
    assert not others & set(labels)


def test_markup_is_escaped_where_the_server_reads_it_and_nowhere_else():
    made = Bubble("A & B <b>", "A & B <b>bold</b> &lt;")
    assert shown(made, ALL) == Bubble("A & B <b>", "A &amp; B &lt;b&gt;bold&lt;/b&gt; &amp;lt;")
    assert shown(made, PLAIN) == made


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_text_becomes_markup_or_breaks_a_server(title, body):
    made = shown(Bubble(title, body), ALL)
    assert not {"<", ">"} & set(made.body)
    assert "\n" not in made.title
    for text in (made.title, made.body):
        assert "\0" not in text
        text.encode()  # no lone surrogate, which D-Bus cannot carry


def test_what_is_too_long_is_cut():
    made = shown(Bubble("x" * 5_000, "x\n" * 50_000), PLAIN)
    assert len(made.title) <= 250
    assert len(made.body) <= 4_000


def test_an_application_that_nobody_named_still_has_a_bubble():
    assert of(StepKind.REFLECT, app=UNKNOWN).title == "Look back"
