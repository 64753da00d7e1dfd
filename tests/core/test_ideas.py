"""What is promised of ideas: sentences of several languages that say the same stand for the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.core.classify.features import read_sentence
from watcher.core.classify.ideas import ideas_of
from watcher.core.classify.ideas.table import IDEAS, LANGUAGES
from watcher.core.classify.sentence import idea_buckets_of

REFUSALS = [
    "Unfortunately we have decided in favour of another candidate.",
    "Leider haben wir uns für eine andere Bewerberin entschieden.",
    "Malheureusement, nous avons choisi une autre candidate.",
    "Lamentablemente hemos elegido a otra candidata.",
    "Infelizmente, decidimos escolher outra candidata.",
    "Purtroppo abbiamo scelto un'altra candidata.",
    "Helaas hebben wij voor een andere kandidaat gekozen.",
]


def said(text: str) -> set[str]:
    return {idea for ideas in read_sentence(text).ideas for idea in ideas}


@pytest.mark.parametrize("text", REFUSALS, ids=LANGUAGES)
def test_the_same_refusal_stands_for_the_same_ideas_in_every_language(text: str) -> None:
    assert {"unfortunately", "other", "candidate"} <= said(text)
    assert said(text) & {"choose", "decide"}


def test_two_languages_share_what_they_are_judged_by_though_no_word_is_the_same() -> None:
    english, german = (read_sentence(text) for text in REFUSALS[:2])
    assert set(english.words).isdisjoint(german.words)
    assert len(set(idea_buckets_of(english.ideas)) & set(idea_buckets_of(german.ideas))) > 10


def test_word_order_is_kept_for_neighbours_and_not_for_what_is_only_near() -> None:
    there, back = (idea_buckets_of((("we",), ("not",), ("offer",))[::way]) for way in (1, -1))
    assert set(there) != set(back)
    alone, near, near_the_ends = 5, 3, 6  # the ends are ideas as well
    assert len(set(there) & set(back)) == alone + near + near_the_ends


def test_a_word_is_read_in_the_language_of_its_sentence() -> None:
    assert ideas_of(["die", "gut"], frozenset({"de"})) == (("impress",),)
    assert ideas_of(["die", "gut"], frozenset({"en"})) == ()
    assert ideas_of(["leider", "die"], frozenset({"en", "de"})) == (("unfortunately",),)
    assert ideas_of(["leider"], frozenset({"ru"})) == ()


def test_the_longest_beginning_decides_and_a_whole_word_before_any() -> None:
    assert ideas_of(["anything"], frozenset({"en"})) == ()
    assert ideas_of(["offered"], frozenset({"en"})) == (("offer",),)
    assert ideas_of(["position"], frozenset({"fr"})) == ()
    assert ideas_of(["mehr"], frozenset({"de"})) == (("anymore", "better"),)


def test_every_line_of_the_table_has_its_name_once_and_a_column_for_every_language() -> None:
    lines = [[cell.strip() for cell in line.split("|")] for line in IDEAS.strip().splitlines()]
    names = [line[0] for line in lines]
    assert len(set(names)) == len(names)
    assert {len(line) for line in lines} == {1 + len(LANGUAGES)}
    words = {word.removesuffix("*") for line in lines for cell in line[1:] for word in cell.split()}
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in words)
    assert max(len(word) for line in lines for cell in line[1:] for word in cell.split() if word.endswith("*")) <= 13


@given(st.lists(st.sampled_from(["we", "not", "offer", "other", "x", "", "a" * 90]), max_size=200))
def test_a_long_sentence_costs_no_more_than_forty_ideas(words: list[str]) -> None:
    ideas = ideas_of(words, frozenset(LANGUAGES))
    assert idea_buckets_of(ideas) == idea_buckets_of(ideas[:40])
