"""What a correction makes of other mail: its near-duplicates by memory, its wider kind by lessons."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import watcher.model
from watcher.core.classify import Label, Model, Verdict, classify, judge, model_from_data
from watcher.core.classify.features import features_of
from watcher.core.classify.lessons import SURE, Lessons, applied, lessons_from_data, moved, ngram_values
from watcher.core.classify.memory import FEW, SKETCH, Remembered, alike, recall, settled, signs_of, sketch_of
from watcher.core.classify.sentence import BUCKETS, THINGS, packed
from watcher.core.classify.taught import Taught, classify_as_taught
from watcher.core.parse import Message, parse
from watcher.core.text import judged_text
from watcher.errors import ModelError

TEMPLATE = """\
Dear {reader},

thank you for your interest in the {role} position at {house} and for the time that you took to apply. The team at {house} has read your
documents with care. We have decided to continue with applicants whose experience is closer to what the {role} needs right now. We will
keep your documents for {days} days, and we hope that you will think of {house} again when another position fits.

Kind regards,
{sender}
{house}
"""
ONE = {"reader": "Robin", "role": "Test Engineer", "house": "Larkfield Robotics", "days": "90", "sender": "Tomasz Bielak"}
OTHER = {"reader": "Ms. Okoro", "role": "Senior Data Analyst", "house": "Kestrel", "days": "180", "sender": "Anna Maria de Groot"}
RECEIPT = """\
Dear {reader},

thank you for your interest in the {role} position at {house} and for the time that you took to apply. The team at {house} has received your
documents and will read them with care. You will hear from us within two weeks. We will keep your documents for {days} days.

Kind regards,
{sender}
{house}
"""


def mail(body: str, subject: str = "Your application") -> Message:
    return parse(f"Subject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{body}".encode())


def sketch(body: str, subject: str = "Your application") -> tuple[int, ...]:
    message = mail(body, subject)
    return sketch_of(message, judged_text(message))


def signs(body: str) -> tuple[str, ...]:
    message = mail(body)
    return signs_of(features_of(message, judged_text(message)).flags)


def remembered(body: str, label: Label = Label.OTHER, message: int = 12) -> Remembered:
    return Remembered(message, label, sketch(body), signs(body))


def recalled(body: str, *memory: Remembered) -> Remembered | None:
    message = mail(body)
    return recall(memory, message, judged_text(message), signs(body))


# --- near-duplicates ---


def test_other_names_roles_and_numbers_make_no_other_template():
    assert alike(sketch(TEMPLATE.format(**ONE)), sketch(TEMPLATE.format(**OTHER))) > 0.8
    assert recalled(TEMPLATE.format(**OTHER), remembered(TEMPLATE.format(**ONE))) is not None


def test_another_text_is_another_template():
    assert (
        recalled("Hello Robin, shall we have lunch on Friday? The new place by the river is open.", remembered(TEMPLATE.format(**ONE)))
        is None
    )


def test_a_receipt_in_the_frame_of_a_refusal_is_not_like_it():
    receipt, refusal = RECEIPT.format(**OTHER), TEMPLATE.format(**ONE)
    assert (
        recalled(refusal.replace("decided to continue with applicants", "decided not to go on with applicants"), remembered(receipt))
        is None
    )
    assert signs(receipt) != signs(refusal)
    assert recalled(receipt, remembered(refusal)) is None


def test_line_breaks_and_capitals_of_a_whole_mail_do_not_hide_a_template():
    plain = TEMPLATE.format(**ONE)
    paragraphs = [" ".join(part.split("\n")) for part in plain.split("\n\n")]
    assert alike(sketch(plain), sketch("\n\n".join(paragraphs))) == 1.0
    assert len(sketch(plain.upper())) > len(sketch(plain)) / 2


def test_a_very_short_mail_is_like_another_only_if_all_of_it_is():
    short = "Sorry, not this time. The role went to somebody else."
    assert len(sketch(short)) < FEW
    assert recalled(short, remembered(short)) is not None
    assert recalled("Sorry, not this week. The role went to somebody else.", remembered(short)) is None


def test_a_mail_without_words_has_nothing_to_be_known_by():
    assert sketch("", subject="") == ()
    assert alike((), ()) == 0.0


def test_of_what_the_user_said_of_one_template_the_last_word_counts():
    first, last = (remembered(TEMPLATE.format(**ONE), label, message) for label, message in ((Label.OTHER, 3), (Label.RECRUITER, 9)))
    found = recalled(TEMPLATE.format(**OTHER), first, last)
    assert found == last


def test_a_sketch_is_small_and_holds_no_text():
    long = sketch(" ".join(f"this is sentence {chr(97 + place % 26)} about thing {chr(97 + place // 26)}" for place in range(500)))
    assert len(long) == SKETCH
    assert all(isinstance(number, int) and number < 2**32 for number in long)


def test_the_verdict_on_a_near_duplicate_is_the_users_and_says_so():
    verdict = Verdict(Label.REJECTION, {Label.REJECTION: 0.9, Label.RECRUITER: 0.0, Label.OTHER: 0.1}, unsure=True, reasons=("a",) * 8)
    told = settled(verdict, remembered(TEMPLATE.format(**ONE)))
    assert (told.label, told.unsure, told.scores[Label.OTHER], len(told.reasons)) == (Label.OTHER, False, 1.0, 8)
    assert told.reasons[0] == "You said of a mail like this one, m12, that it is neither a rejection nor from a recruiter."


# --- lessons ---


def model() -> Model:
    data: dict[str, Any] = {
        "format": 3, "version": "by hand", "scale": 1000, "words": {}, "flags": {"refusal>0": [4000, 0]}, "bias": [-2000, -2000],
        "temperature": 1.0, "shift": [0.0, 0.0], "thresholds": {"act": 0.8, "ask": 0.3, "recruiter_act": 0.6},
        "sentences": SILENT,
    }  # fmt: skip
    return model_from_data(data)


SILENT = {"weights": dict.fromkeys(THINGS, packed([0] * BUCKETS)), "scales": [1, 1, 1, 1], "marks": {}, "bias": [-9, -9, -9, -9]}


def lessons(**more: Any) -> Lessons:
    return lessons_from_data({"words": {"startup": [3.0, -9.0, 0.0]}, "flags": {"question": [0.0, -1.0]}, "unknown": 2.0} | more)


def judged(body: str, taught: Lessons) -> tuple[Verdict, Verdict]:
    message = mail(body)
    features = features_of(message, judged_text(message))
    verdict = judge(features, model())
    return verdict, applied(verdict, features, taught, model())


NO = "Unfortunately we have decided not to move forward with your startup."


def test_a_lesson_moves_the_mail_that_it_is_about_and_says_so():
    before, after = judged(NO, lessons())
    assert (before.label, after.label) == (Label.REJECTION, Label.OTHER)
    assert sum(after.scores.values()) == pytest.approx(1.0)
    assert after.reasons[0] == "Your corrections decided this by “startup”."


def test_a_lesson_leaves_other_mail_untouched():
    before, after = judged("The library opens at nine.", lessons())
    assert after is before


def test_a_lesson_that_changes_no_decision_keeps_the_models_reasons():
    before, after = judged(NO, lessons(words={"startup": [3.0, 0.001, 0.0]}))
    assert (after.label, after.reasons) == (before.label, before.reasons)
    assert after.scores != before.scores


def test_a_lesson_of_flags_alone_names_no_words():
    _, after = judged(NO, lessons(words={}, flags={"refusal>0": [-200.0, 0.0]}))
    assert after.label is Label.OTHER
    assert after.reasons[0] == "Your corrections decided this."


def test_the_model_is_never_too_sure_to_be_corrected():
    sure = (1.0, 0.0, 0.0)
    taught = lessons(words={"startup": [3.0, math.log(SURE) * 3, 0.0]})
    assert moved(sure, ("startup",), frozenset(), taught)[0] < 0.01


@given(st.lists(st.sampled_from(["startup", "fund", "we", "are"]), max_size=30))
def test_the_known_ngrams_of_a_mail_are_a_part_of_a_unit_vector(words):
    values = ngram_values(words, {"startup": 3.0, "we are": 1.5}, 2.0)
    assert sum(value * value for _, value in values) <= 1.0 + 1e-9


@pytest.mark.parametrize(
    "damage", [{"words": {"startup": [1.0]}}, {"flags": {"question": [1.0, float("nan")]}}, {"unknown": "much"}, {"words": 3}]
)
def test_damaged_lessons_are_refused(damage):
    with pytest.raises(ModelError, match="taught is damaged"):
        lessons(**damage)


def test_with_nothing_taught_the_shipped_model_judges_alone():
    shipped = watcher.model.load()
    message = mail(TEMPLATE.format(**ONE))
    text = judged_text(message)
    assert classify_as_taught(message, text, shipped, Taught()) == classify(message, text, shipped)


def test_memory_comes_before_lessons():
    message = mail(NO)
    taught = Taught(lessons(), (remembered(NO, Label.RECRUITER),))
    assert classify_as_taught(message, judged_text(message), model(), taught).label is Label.RECRUITER
    assert classify_as_taught(message, judged_text(message), model(), Taught(lessons())).label is Label.OTHER


def test_the_corpus_holds_no_two_mails_that_memory_takes_for_one():
    """The floor under the threshold: what is not from one template must never be settled by another's correction."""
    from watcher.model.corpus import read_mboxes

    examples = read_mboxes(Path(watcher.model.__file__).parent / "corpus" / "en")
    sketches = [sketch_of(example.message, example.text) for example in examples if len(example.text) > 100]
    holders: dict[int, list[int]] = {}
    for place, one in enumerate(sketches):
        for gram in one:
            holders.setdefault(gram, []).append(place)
    pairs = {(one, other) for places in holders.values() if len(places) < 40 for one in places for other in places if one < other}
    assert max(alike(sketches[one], sketches[other]) for one, other in pairs) < 0.45
