"""Learning from mails of which only the label is known: which of their sentences tells."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from watcher.model.instances import Bags, Cases, fit_bags

TELLING, COMMON, _RARE = range(3)  # what a sentence may hold
Mails = list[tuple[bool, list[set[int]]]]  # the label, and what each sentence holds
NOTHING = Cases(sp.csr_matrix((0, 3)), np.zeros(0, dtype=bool), np.zeros(0))


def bags(mails: Mails) -> Bags:
    """Mails as their label and what each of their sentences holds."""
    sentences = [sentence for _, mail in mails for sentence in mail]
    rows = sp.csr_matrix(np.array([[float(place in sentence) for place in range(3)] for sentence in sentences]))
    starts = np.cumsum([0, *(len(mail) for _, mail in mails)])[:-1]
    return Bags(rows, np.array([meant for meant, _ in mails]), np.ones(len(mails)), starts)


def weights_of(mails: Mails, single: Cases = NOTHING) -> np.ndarray:
    weights, _ = fit_bags(single, bags(mails), (np.zeros(3), 0.0), 20.0)
    return weights


def test_what_one_sentence_of_every_rejection_holds_is_found_among_the_rest() -> None:
    weights = weights_of(
        [(True, [{COMMON}, {COMMON}, {TELLING}]), (True, [{TELLING}, {COMMON}]), (False, [{COMMON}, {COMMON}]), (False, [{COMMON}])]
    )
    assert weights[TELLING] > 1 > weights[COMMON]


def test_a_sentence_that_other_mail_holds_does_not_tell_however_often_it_stands_in_rejections() -> None:
    refused = [(True, [{COMMON}, {COMMON}, {TELLING}])] * 20
    weights = weights_of([*refused, *([(False, [{COMMON}, set()])] * 3)])
    assert weights[TELLING] > weights[COMMON] + 1


def test_single_sentences_speak_where_the_labels_of_mails_are_silent() -> None:
    single = Cases(sp.csr_matrix(np.eye(3)[[TELLING, COMMON]]), np.array([False, True]), np.ones(2))
    mails: Mails = [(True, [{TELLING, COMMON}]), (False, [set()])]
    weights = weights_of(mails, single)
    assert weights[COMMON] > weights[TELLING]
    assert abs(weights_of(mails)[COMMON] - weights_of(mails)[TELLING]) < 1e-6


MAILS = st.lists(st.tuples(st.booleans(), st.lists(st.sets(st.sampled_from(range(3))), min_size=1, max_size=4)), min_size=2, max_size=12)


@settings(deadline=None)
@given(MAILS, st.data())
def test_some_of_the_mails_keep_their_sentences(mails: Mails, data: st.DataObject) -> None:
    places = data.draw(st.lists(st.sampled_from(range(len(mails))), min_size=1, unique=True))
    part, alone = bags(mails).part(np.array(places)), bags([mails[place] for place in places])
    assert (part.rows != alone.rows).nnz == 0
    assert part.starts.tolist() == alone.starts.tolist()
    assert part.y.tolist() == alone.y.tolist()


def loss(mails: Mails, weights: np.ndarray, bias: float) -> float:
    """What fitting is to make small, sentence by sentence and mail by mail."""
    total = 0.05 * float(weights @ weights)
    kinds = [meant for meant, _ in mails]
    for meant, mail in mails:
        score = math.log(sum(math.exp(bias + sum(weights[place] for place in sentence)) for sentence in mail))
        total += len(mails) / (2 * kinds.count(meant)) * math.log1p(math.exp(-score if meant else score))
    return total


BOTH = MAILS.filter(lambda mails: len({meant for meant, _ in mails}) == 2)


@settings(deadline=None, max_examples=40)
@given(BOTH, st.lists(st.floats(-0.001, 0.001), min_size=4, max_size=4))
def test_no_weights_close_to_the_found_ones_do_better(mails: Mails, beside: list[float]) -> None:
    weights, bias = fit_bags(NOTHING, bags(mails), (np.zeros(3), 0.0), 10.0)  # level ground, if only of a saddle
    assert loss(mails, weights, bias) <= loss(mails, weights + np.array(beside[:3]), bias + beside[3]) + 5e-5


@settings(deadline=None, max_examples=40)
@given(BOTH)
def test_fitting_ends_with_numbers_however_far_off_it_starts(mails: Mails) -> None:
    weights, bias = fit_bags(NOTHING, bags(mails), (np.full(3, 900.0), -900.0), 20.0)
    assert np.isfinite([*weights, bias]).all()
    assert np.abs(weights).max() <= 900.0 + 1e-6


@pytest.mark.parametrize("meant", [True, False])
def test_mails_of_one_kind_alone_teach_nothing_wrong(meant: bool) -> None:
    weights, bias = fit_bags(NOTHING, bags([(meant, [{COMMON}])] * 3), (np.zeros(3), 0.0), 20.0)
    assert bool(weights[COMMON] + bias > 0) is meant
