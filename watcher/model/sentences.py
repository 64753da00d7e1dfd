"""The sentence model's part of fitting: single sentences with what they say, each thing told from all others by a logistic regression.

Sentences come from two places. The bank below says of each what it says. The mails of the corpus have one label for many sentences: in a
rejection some sentence must say no, in other mail none may (`instances`); likewise for recruiters. Good wishes and noes under a condition
have no label of their own. For them mails give single sentences: that of a rejection which most says no by a first model counts as a no,
those that clearly say none as what stands around one (as in Andrews et al., 2003), and all of other mail as life; likewise for recruiters.
A mail is then judged by a sentence model that was fitted without its file, or the second stage would learn to trust sentence scores more
than new mail justifies (stacking, Wolpert, 1992).

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
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
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
from watcher.model.fit import Array
from watcher.model.folds import each
from watcher.model.instances import Bags, Cases, fit_bags

TAG_OF = {"no": "no", "if": "if", "work": "rec", "wish": "wish"}
LABEL_OF = {"no": Label.REJECTION, "work": Label.RECRUITER}  # of the mail in which some sentence says it
TAGS = ("no", "wish", "if", "not", "rec", "auto", "life")
C = 20.0
STOCK = 8.0  # what a sentence of a "stock" section counts: those few stand for most of what companies send
CLEARLY_NOT = -1.5  # log-odds by the first model
FOLDS = 8
LEAST = 2  # times that a bucket must occur; a sentence that tells counts twice, by itself and in its mail
# For each thing, how many buckets: those that weigh most. Twice as many added next to nothing, and would double the file.
MOST_BUCKETS = {"no": 17_000, "if": 8_000, "work": 14_000, "wish": 12_000}
LARGEST = 31  # of a weight as shipped: finer steps added nothing either, and cost half of the file
_SECTION = re.compile(r"\[(?P<tag>\w+) (?P<theme>[^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the bank, or of a mail: then its theme is the mail's file."""

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


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a sentence model is fitted on, counted once: fitting without some of the mail takes rows of it."""

    marks: list[str]
    lines: Cases  # the bank, then the sentences of mails of which the label tells what they say; `y` holds tags
    origins: Array  # of the lines: a mail's file, "" for the bank
    mails: Bags  # `y` holds labels
    sources: Array  # of the mails

    def without(self, files: Collection[str]) -> Evidence:
        """The same, but for the mails of these files."""
        lines = np.flatnonzero(~np.isin(self.origins, list(files)))
        mails = np.flatnonzero(~np.isin(self.sources, list(files)))
        return replace(self, lines=self.lines.part(lines), origins=self.origins[lines], mails=self.mails.part(mails))

    @property
    def bank(self) -> Cases:
        return self.lines.part(np.flatnonzero(self.origins == ""))


def evidence_of(mails: Sequence[Read], bank: Sequence[Line]) -> Evidence:
    """Count what there is.

    Which sentence of a mail tells is asked twice: first a model of the bank alone, then one that has seen what the first one said, in all
    files. So a file that is left out later has had a small say in which sentences of the others tell; its own sentences are left out.
    """
    own: list[Line] = []
    for _ in range(2):
        own = lines_of(mails, sentence_model_from_data(fit_sentences(_counted([*bank, *own], len(bank)))))
    return _counted([*bank, *own], len(bank), mails)


def _counted(lines: Sequence[Line], of_bank: int, mails: Sequence[Read] = ()) -> Evidence:
    """The first lines are those of the bank."""
    spoken = [read for read in mails if read.sentences]  # a bag without rows has no maximum
    sentences = [sentence for read in spoken for sentence in read.sentences]
    marks = sorted({mark for sentence in chain(sentences, (line.sentence for line in lines)) for mark in sentence.marks})
    return Evidence(
        marks,
        Cases(
            matrix([line.sentence for line in lines], marks),
            np.array([line.tag for line in lines]),
            np.array([STOCK if line.theme.startswith("stock") else 1.0 for line in lines]),
        ),
        np.array(["" if place < of_bank else line.theme for place, line in enumerate(lines)]),
        Bags(
            matrix(sentences, marks),
            np.array([read.example.label.value for read in spoken]),
            np.ones(len(spoken)),
            np.cumsum([0, *(len(read.sentences) for read in spoken)])[: len(spoken)],
        ),
        np.array([read.example.source for read in spoken]),
    )


def fit_sentences(evidence: Evidence) -> dict[str, Any]:
    """The sentence model as data."""
    return _as_data({thing: _fitted(evidence, thing) for thing in THINGS}, evidence.marks)


def _fitted(evidence: Evidence, thing: str) -> tuple[Array, float]:
    """Weights of all columns, most of them 0, and the bias: fitted on all that occur often enough, then on those that weigh most.

    What the label of a mail says is learnt from whole mails and the bank. What it does not say, from the single lines alone.
    """
    lines, bank = evidence.lines.meant(TAG_OF[thing]), evidence.bank.meant(TAG_OF[thing])
    mails = evidence.mails.meant(LABEL_OF[thing].value) if thing in LABEL_OF and evidence.mails.y.size else None
    often = np.asarray((lines.rows > 0).sum(axis=0)).ravel() + (np.asarray((mails.rows > 0).sum(axis=0)).ravel() if mails else 0)
    kept = np.flatnonzero(often >= LEAST)
    weights, bias = _regression(lines.columns(kept))
    if mails:
        weights, bias = fit_bags(bank.columns(kept), mails.columns(kept), (weights, bias), C)
    worth = np.where(kept < BUCKETS, np.abs(weights) * np.sqrt(often[kept]), np.inf)
    strongest = np.sort(np.argsort(-worth, kind="stable")[: MOST_BUCKETS[thing]])
    kept = kept[strongest]
    if mails:
        weights, bias = fit_bags(bank.columns(kept), mails.columns(kept), (weights[strongest], bias), C)
    else:
        weights, bias = _regression(lines.columns(kept))
    whole = np.zeros(lines.rows.shape[1])
    whole[kept] = weights
    return whole, bias


def _regression(cases: Cases) -> tuple[Array, float]:
    fitted = LogisticRegression(C=C, max_iter=1000, tol=1e-4, class_weight="balanced").fit(cases.rows, cases.y, sample_weight=cases.weights)
    return fitted.coef_[0], float(fitted.intercept_[0])


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


@dataclass(frozen=True, slots=True)
class Read:
    """A mail of the corpus, and what is read in it."""

    example: Example
    features: Features

    @property
    def sentences(self) -> list[Sentence]:
        return [sentence for sentence in self.features.sentences if sentence.words]


def lines_of(mails: Iterable[Read], first: SentenceModel) -> list[Line]:
    """What the sentences of labelled mails say, as far as the labels and a first model tell."""
    return [line for read in mails for line in _lines_of(read, first)]


def _lines_of(read: Read, first: SentenceModel) -> Iterable[Line]:
    sentences = [sentence for sentence in read.sentences if len(sentence.words) > 1]
    language, source = read.example.language, read.example.source
    thing = next((THINGS.index(thing) for thing, label in LABEL_OF.items() if label is read.example.label), None)
    scores = [log_odds(first, sentence)[thing] if thing is not None else -math.inf for sentence in sentences]
    telling = max(scores, default=-math.inf)
    for sentence, score in zip(sentences, scores, strict=True):
        if thing is not None and score == telling:
            yield Line(language, TAG_OF[THINGS[thing]], source, sentence)
        elif score < CLEARLY_NOT:
            yield Line(language, "life" if thing is None else "wish", source, sentence)


@dataclass(frozen=True, slots=True)
class Told:
    """A mail with what a sentence model says of it that saw nothing of its file: of the whole, and of its heart alone."""

    whole: Features
    heart: Features | None  # None where the mail has none, or is hardly longer


def said_out_of_file(mails: Sequence[Read], evidence: Evidence, told: Callable[[int, int], None]) -> list[Told]:
    """What is told of each mail, in their order, by models that were fitted without its file."""
    files = sorted({read.example.source for read in mails})

    def without(fold: int) -> dict[str, Told]:
        left_out = set(files[fold::FOLDS])
        model = sentence_model_from_data(fit_sentences(evidence.without(left_out)))
        return {read.example.id: _told(read, model) for read in mails if read.example.source in left_out}

    found = dict(chain.from_iterable(part.items() for part in each(without, FOLDS, told)))
    return [found[read.example.id] for read in mails]


_BESIDE = 1  # sentences before and after the most telling one that belong to the heart


def _told(read: Read, model: SentenceModel) -> Told:
    """The heart is what most says no, with its neighbours: many a mail is no longer.

    Recruiters' mail has none. Out of its mail "call me tonight" is anybody's, and a friend's note must not be taken for an application.
    """
    features = read.features
    scores = [log_odds(model, sentence)[THINGS.index("no")] if sentence.words else -math.inf for sentence in features.sentences]
    at = max(range(len(scores)), key=scores.__getitem__)
    places = range(max(0, at - _BESIDE), min(len(scores), at + _BESIDE + 1))
    alone = read.example.label is not Label.RECRUITER and len(scores) - len(places) > 1
    heart = with_said(part_of(features, read.example.message, places), model) if alone else None
    return Told(with_said(features, model), heart)
