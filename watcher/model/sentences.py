"""The sentence model's part of fitting: single sentences with what they say, each thing told from all others by a logistic regression.

Sentences come from two places. The mails of the corpus give theirs: what stands in other mail says neither no nor work; in a rejection the
sentence that most says no by a first model is taken to say it, and those that clearly do not are what stands around a no (as in
multiple-instance learning, Andrews et al., 2003); likewise for recruiters. A mail is then judged by a sentence model that saw nothing of
its file, or the second stage would learn to trust sentence scores more than new mail justifies (stacking, Wolpert, 1992).

The bank is a folder of text files, LANGUAGE/sentences*.txt: a line `[TAG THEME]` opens a section, every other line is one sentence (or two
short ones that belong together). Every sentence was written for this project. TAG says what it says:

    no     a refusal of the reader          wish   good wishes and praise around one
    if     a refusal that may come          not    sounds like a refusal and is none of the reader's job
    rec    somebody speaks to the reader about a job or a candidacy
    auto   what programs send about jobs    life   everything else
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from watcher.core.classify import Label
from watcher.core.classify.features import Features, Sentence, part_of, read_sentence, with_said
from watcher.core.classify.sentence import (
    BUCKETS,
    THINGS,
    SentenceModel,
    buckets_of,
    idea_buckets_of,
    log_odds,
    packed,
    sentence_model_from_data,
)
from watcher.model.corpus import Example

Array = npt.NDArray[Any]
TAG_OF = {"no": "no", "if": "if", "work": "rec", "wish": "wish"}
TAGS = ("no", "wish", "if", "not", "rec", "auto", "life")
C = 20.0
STOCK = 8.0  # what a sentence of a "stock" section counts: those few stand for most of what companies send
CLEARLY_NOT = -1.5  # log-odds by the first model
FOLDS = 8
LEAST = 2  # sentences that a bucket must occur in
# For each thing, how many buckets: those that weigh most. Twice as many added next to nothing, and would double the file.
MOST_BUCKETS = {"no": 17_000, "if": 8_000, "work": 14_000, "wish": 12_000}
LARGEST = 31  # of a weight as shipped: finer steps added nothing either, and cost half of the file
_SECTION = re.compile(r"\[(?P<tag>\w+) (?P<theme>[^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the bank."""

    language: str
    tag: str
    theme: str
    sentence: Sentence


def read_bank(folder: Path) -> list[Line]:
    """Every sentence of the bank, in the order of the file names; raises ValueError for a section with a tag that nobody knows."""
    return list(chain.from_iterable(_read(path) for path in sorted(folder.glob("*/sentences*.txt"))))


def _read(path: Path) -> Iterable[Line]:
    tag = theme = ""
    for text in path.read_text(encoding="utf-8").splitlines():
        if match := _SECTION.fullmatch(text.strip()):
            tag, theme = match["tag"], match["theme"]
            if tag not in TAGS:
                raise ValueError(f"{path.name}: [{tag} {theme}] is none of {', '.join(TAGS)}")
        elif text.strip():
            yield Line(path.parent.name, tag, theme, read_sentence(text))


def matrix(sentences: Sequence[Sentence], marks: Sequence[str]) -> sp.csr_matrix:
    """Bucket counts over the square root of their number, those of words and those of ideas apart; then the marks."""
    place = {mark: BUCKETS + index for index, mark in enumerate(marks)}
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for sentence in sentences:
        parts = [buckets_of(sentence.words), idea_buckets_of(sentence.ideas)]
        known = [place[mark] for mark in sorted(sentence.marks) if mark in place]
        columns += [*chain.from_iterable(parts), *known]
        values += [len(part) ** -0.5 for part in parts for _ in part] + [1.0] * len(known)
        ends.append(len(columns))
    found = sp.csr_matrix((values, columns, ends), shape=(len(sentences), BUCKETS + len(marks)))
    found.sum_duplicates()
    return found


def fit_sentences(lines: Sequence[Line]) -> dict[str, Any]:
    """The sentence model as data."""
    sentences = [line.sentence for line in lines]
    marks = sorted({mark for sentence in sentences for mark in sentence.marks})
    counted = matrix(sentences, marks)
    tags = np.array([line.tag for line in lines])
    weights = np.array([STOCK if line.theme.startswith("stock") else 1.0 for line in lines])
    return _as_data({thing: _pruned(counted, tags == TAG_OF[thing], weights, MOST_BUCKETS[thing]) for thing in THINGS}, marks)


def _pruned(counted: sp.csr_matrix, y: Array, weights: Array, most: int) -> tuple[Array, float]:
    """Weights of all columns, most of them 0, and the bias: fitted on all that occur often enough, then on those that weigh most."""
    often = np.asarray((counted > 0).sum(axis=0)).ravel()
    kept = np.flatnonzero(often >= LEAST)
    first = _regression(counted[:, kept], y, weights).coef_[0]
    worth = np.where(kept < BUCKETS, np.abs(first) * np.sqrt(often[kept]), np.inf)
    kept = kept[np.sort(np.argsort(-worth, kind="stable")[:most])]
    regression = _regression(counted[:, kept], y, weights)
    whole = np.zeros(counted.shape[1])
    whole[kept] = regression.coef_[0]
    return whole, float(regression.intercept_[0])


def _regression(counted: sp.csr_matrix, y: Array, weights: Array) -> LogisticRegression:
    return LogisticRegression(C=C, max_iter=1000, tol=1e-4, class_weight="balanced").fit(counted, y, sample_weight=weights)


def _as_data(fitted: dict[str, tuple[Array, float]], marks: list[str]) -> dict[str, Any]:
    texts, scales, columns = {}, [], []
    for thing in THINGS:
        whole = fitted[thing][0]
        scale = float(f"{max(np.abs(whole[:BUCKETS]).max(), 1e-6) / LARGEST:.4g}")
        texts[thing] = packed(int(value) for value in np.clip(np.rint(whole[:BUCKETS] / scale), -LARGEST, LARGEST))
        scales.append(scale)
        columns.append(whole[BUCKETS:])
    rows = {mark: [round(float(column[index]), 3) for column in columns] for index, mark in enumerate(marks)}
    return {"weights": texts, "scales": scales, "marks": rows, "bias": [round(fitted[thing][1], 3) for thing in THINGS]}


def lines_of(examples: Iterable[Example], first: SentenceModel) -> list[Line]:
    """What the sentences of labelled mails say, as far as the labels and a first model tell."""
    return [line for example in examples for line in _lines_of(example, first)]


def _lines_of(example: Example, first: SentenceModel) -> Iterable[Line]:
    sentences = [sentence for sentence in example.features().sentences if len(sentence.words) > 1]
    thing = {Label.REJECTION: THINGS.index("no"), Label.RECRUITER: THINGS.index("work")}.get(example.label)
    scores = [log_odds(first, sentence)[thing] if thing is not None else -math.inf for sentence in sentences]
    telling = max(scores, default=-math.inf)
    for sentence, score in zip(sentences, scores, strict=True):
        if thing is not None and score == telling:
            yield Line(example.language, TAG_OF[THINGS[thing]], example.source, sentence)
        elif score < CLEARLY_NOT:
            yield Line(example.language, "life" if thing is None else "wish", example.source, sentence)


@dataclass(frozen=True, slots=True)
class Told:
    """A mail with what a sentence model says of it that saw nothing of its file: of the whole, and of its heart alone."""

    whole: Features
    heart: Features | None  # None where the mail has none, or is hardly longer


def said_out_of_file(examples: Sequence[Example], bank: Sequence[Line], told: Callable[[int, int], None]) -> tuple[list[Told], list[Line]]:
    """What is told of each mail; and all lines, to fit the shipped sentence model on."""
    own = lines_of(examples, sentence_model(bank))
    files = sorted({example.source for example in examples})
    found: dict[str, Told] = {}
    for fold in range(FOLDS):
        told(fold, FOLDS)
        left_out = set(files[fold::FOLDS])
        model = sentence_model([*bank, *(line for line in own if line.theme not in left_out)])
        found |= {example.id: _told(example, model) for example in examples if example.source in left_out}
    told(FOLDS, FOLDS)
    return [found[example.id] for example in examples], [*bank, *own]


_BESIDE = 1  # sentences before and after the most telling one that belong to the heart


def _told(example: Example, model: SentenceModel) -> Told:
    """The heart is what most says no, with its neighbours: many a mail is no longer.

    Recruiters' mail has none. Out of its mail "call me tonight" is anybody's, and a friend's note must not be taken for an application.
    """
    features = example.features()
    scores = [log_odds(model, sentence)[THINGS.index("no")] if sentence.words else -math.inf for sentence in features.sentences]
    at = max(range(len(scores)), key=scores.__getitem__)
    places = range(max(0, at - _BESIDE), min(len(scores), at + _BESIDE + 1))
    alone = example.label is not Label.RECRUITER and len(scores) - len(places) > 1
    heart = with_said(part_of(features, example.message, places), model) if alone else None
    return Told(with_said(features, model), heart)


def sentence_model(lines: Sequence[Line]) -> SentenceModel:
    """Fitted and rounded, as shipped."""
    return sentence_model_from_data(fit_sentences(lines))
