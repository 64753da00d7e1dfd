"""What is promised of the judge of single sentences, on a model made by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.core.classify.sentence import (
    BUCKETS,
    THINGS,
    buckets_of,
    idea_buckets_of,
    log_odds,
    packed,
    pooled,
    sentence_flags,
    sentence_model_from_data,
)


@dataclass(frozen=True)
class Said:
    words: tuple[str, ...]
    marks: frozenset[str] = field(default_factory=frozenset)
    ideas: tuple[tuple[str, ...], ...] = ()


def data(no: dict[str, int] | None = None, **changes: Any) -> dict[str, Any]:
    """A model in which the words of `no` have weights, and nothing else."""
    weights = [0] * BUCKETS
    for word, weight in (no or {}).items():
        weights[buckets_of([word])[1]] = weight  # "^" comes first
    rest = packed([0] * BUCKETS)
    made = {
        "weights": dict.fromkeys(THINGS, rest) | {"no": packed(weights)},
        "scales": [0.5, 1, 1, 1],
        "marks": {},
        "bias": [-1, -2, -3, -4],
    }
    return {**made, **changes}


def test_a_sentence_scores_what_its_words_and_cues_weigh_and_nothing_else() -> None:
    model = sentence_model_from_data(data({"refus": 4}, marks={"refusal": [3.0, 0.0, -1.0, 0.0]}))
    count = len(buckets_of(("they", "refused")))
    assert log_odds(model, Said(("they", "refused"))) == pytest.approx((-1 + 0.5 * 4 / count**0.5, -2, -3, -4))
    assert log_odds(model, Said(("they", "agreed"))) == (-1, -2, -3, -4)
    assert log_odds(model, Said(("they", "agreed"), frozenset({"refusal", "unheard of"}))) == (2, -2, -4, -4)


def test_what_the_words_stand_for_weighs_beside_the_words() -> None:
    weights = [0] * BUCKETS
    of_not = set(idea_buckets_of((("not",), ("offer",)))) - set(idea_buckets_of((("offer",),)))
    for bucket in of_not:
        weights[bucket] = 4
    model = sentence_model_from_data(data(weights=dict.fromkeys(THINGS, packed(weights))))
    assert log_odds(model, Said(("nein",), ideas=(("not",), ("offer",))))[0] > log_odds(model, Said(("nein",), ideas=(("offer",),)))[0]


def test_endings_do_not_matter_and_order_does() -> None:
    assert buckets_of(("decided", "against")) == buckets_of(("decidedly", "against"))
    assert sorted(buckets_of(("one", "two", "three"))) != sorted(buckets_of(("three", "two", "one")))


def test_a_long_sentence_costs_no_more_than_eighty_words() -> None:
    assert len(buckets_of(("word",) * 5000)) == len(buckets_of(("word",) * 80))


def test_a_mail_is_flagged_by_the_two_sentences_that_say_a_thing_most() -> None:
    flags = pooled([(2.5, -9, -9), (-0.5, -9, -9), (-2.5, -9, -9)])
    assert {flag for flag in flags if "twice" not in flag} == {f"says no>{step}" for step in (-3, -2, -1, 0, 1, 2)}
    assert {flag for flag in flags if "twice" in flag} == {f"says no twice>{step}" for step in (-3, -2, -1)}


def test_one_sentence_says_nothing_twice_and_no_sentence_says_nothing() -> None:
    assert not any("twice" in flag for flag in pooled([(9.0, 9.0, 9.0)]))
    assert pooled([]) == frozenset()
    assert sentence_flags(sentence_model_from_data(data()), [Said(())]) == frozenset()


@pytest.mark.parametrize(
    "changes",
    [
        {"weights": {}},
        {"weights": dict.fromkeys(THINGS, packed([0] * (BUCKETS - 1)))},
        {"weights": dict.fromkeys(THINGS, packed([0] * (BUCKETS + 1)))},
        {"scales": [1, 1, 1]},
        {"bias": [float("nan"), 0, 0, 0]},
        {"marks": {"refusal": ["a", 0, 0, 0]}},
    ],
)
def test_a_model_that_is_not_what_it_should_be_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        sentence_model_from_data(data(**changes))


@given(st.lists(st.integers(-127, 127), max_size=50))
def test_packed_weights_come_back_as_they_were(weights: list[int]) -> None:
    whole = weights + [0] * (BUCKETS - len(weights))
    model = sentence_model_from_data(data(weights=dict.fromkeys(THINGS, packed(whole))))
    assert list(model.weights[0][: len(weights)]) == weights


@given(st.lists(st.text(max_size=12), max_size=30).map(tuple))
def test_no_words_make_it_stumble(words: tuple[str, ...]) -> None:
    model = sentence_model_from_data(data({"refus": 9}))
    assert len(log_odds(model, Said(words))) == len(THINGS)
