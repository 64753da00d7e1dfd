"""From labelled mail to weights: TF-IDF and flags, logistic regression, pruning, calibration, thresholds.

The features are those of `watcher.core.classify`; scikit-learn counts the same n-grams on the same words. A mail is shown to the
regression three times: whole, without what its headers show, and by its flags alone. So no header decides by itself (the corpus is
written, its headers are no sample of the world's), and a language without training mail is judged by cues that learnt to stand alone.
So is its heart, the sentence that tells most with its neighbours: mail of three sentences is common, and what a longer one says besides
must not be missed in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.optimize
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from watcher.core.classify import Label
from watcher.core.classify.features import HEADER_FLAGS, Features
from watcher.core.classify.score import FORMAT
from watcher.model.folds import each

Array = npt.NDArray[Any]
LABELS = tuple(Label)
C = 0.3
WORTH = 1.0  # of n-grams against flags: between files, cues carry over better than words do
NGRAMS = 2000
LEAST_SOURCES = 3  # an n-gram of one file alone is that file's subject, not a sign
VIEWS = ((True, True, 1.0), (True, False, 0.6), (False, True, 0.4))  # with n-grams, with headers, weight
# How often each class comes, for the calibration: an inbox of somebody who looks for work, not the even mixture of the corpus.
PRIORS = {Label.REJECTION: 0.2, Label.RECRUITER: 0.2, Label.OTHER: 0.6}
SCALE = 1000
HEART = 1.0  # what the heart of a mail counts beside the whole of it
FOLDS = 8
SEED = 20260101
_WORD = r"\S+"


@dataclass(frozen=True)
class Data:
    """Mails to fit on, read already; `weights` counts a mail as several (corrections), `groups` says what is left out together."""

    features: Sequence[Features]
    y: Array
    weights: Array
    groups: Sequence[str]
    hearts: Sequence[Features | None] = ()  # of the same mails, where they have one

    @property
    def shares(self) -> Array:
        """Weights under which plain mail and traps come as often as in an inbox."""
        return np.array([source_weight(source, INBOX) for source in self.groups])

    def part(self, places: Array) -> Data:
        """Some of the mails."""
        hearts = [self.hearts[place] for place in places] if self.hearts else ()
        return Data(
            [self.features[place] for place in places], self.y[places], self.weights[places], [self.groups[p] for p in places], hearts
        )

    def with_hearts(self) -> Data:
        """The mails, and the hearts of those that have one as mails of their own."""
        hearts = [(place, heart) for place, heart in enumerate(self.hearts) if heart is not None]
        places = np.array([place for place, _ in hearts], dtype=int)
        return Data(
            [*self.features, *(heart for _, heart in hearts)],
            np.concatenate([self.y, self.y[places]]),
            np.concatenate([self.weights, HEART * self.weights[places]]),
            [*self.groups, *(self.groups[place] for place in places)],
        )


# The corpus holds far more traps and rare wordings than an inbox does; its "plain" files stand for the everyday and count for more. So do
# its "daily" files in fitting, where rejections come as they do in life, but not in calibrating: the other mail there is more treacherous.
FITTING = {"plain": 4.0, "daily": 2.0}
INBOX = {"plain": 60.0}  # makes the whole an inbox: about one mail in twenty-five is a trap or a rare wording


def source_weight(source: str, weights: dict[str, float]) -> float:
    return next((weight for theme, weight in weights.items() if f"-{theme}" in source), 1.0)


def words_of(features: Features) -> str:
    return " ".join(features.words)


def word_vectorizer(vocabulary: Sequence[str] | None = None) -> TfidfVectorizer:
    return TfidfVectorizer(lowercase=False, token_pattern=_WORD, ngram_range=(1, 2), sublinear_tf=True, vocabulary=vocabulary)


def flag_matrix(features: Sequence[Features], names: Sequence[str]) -> sp.csr_matrix:
    place = {name: index for index, name in enumerate(names)}
    rows = [(row, place[flag]) for row, one in enumerate(features) for flag in one.flags if flag in place]
    cells = (np.ones(len(rows)), tuple(zip(*rows, strict=True)) if rows else ([], []))
    return sp.csr_matrix(cells, shape=(len(features), len(names)))


def balanced(y: Array, weights: Array) -> Array:
    """Weights with the same sum for every class."""
    totals = {label: weights[y == label].sum() for label in np.unique(y)}
    even: Array = weights * np.array([len(y) / (len(totals) * totals[label]) for label in y])
    return even


def group_weights(features: Sequence[Features]) -> Array:
    """A mail and its near-duplicates (sharing most of their word 4-grams) together count as at most two."""
    shingles = [frozenset(zip(*(one.words[offset:] for offset in range(4)), strict=False)) for one in features]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, shingle in enumerate(shingles):
        for gram in shingle:
            holders[gram].append(index)
    sizes = np.ones(len(features))
    for index, shingle in enumerate(shingles):
        shared = Counter(other for gram in shingle if len(holders[gram]) < 50 for other in holders[gram])
        sizes[index] = max(1, sum(1 for other, count in shared.items() if count > 0.5 * max(len(shingle), len(shingles[other]), 1)))
    return np.minimum(1.0, 2.0 / sizes)


def _views(ngrams: sp.csr_matrix, flags: sp.csr_matrix, names: Sequence[str]) -> sp.csr_matrix:
    """The matrix as the regression sees it: every mail in each of the three views."""
    kept = sp.diags([0.0 if name in HEADER_FLAGS else 1.0 for name in names])
    return sp.vstack(
        [sp.hstack([ngrams * WORTH * with_ngrams, flags if with_headers else flags @ kept]) for with_ngrams, with_headers, _ in VIEWS],
        format="csr",
    )


def _regress(ngrams: sp.csr_matrix, flags: sp.csr_matrix, names: Sequence[str], data: Data) -> LogisticRegression:
    weights = balanced(data.y, data.weights)
    regression = LogisticRegression(C=C, max_iter=1000, tol=1e-4)
    return regression.fit(
        _views(ngrams, flags, names),
        np.concatenate([data.y] * len(VIEWS)),
        sample_weight=np.concatenate([weights * factor for _, _, factor in VIEWS]),
    )


@dataclass(frozen=True)
class Fitted:
    """What came out: the vectorizer of the pruned n-grams, flag names and weights relative to `other`."""

    words: TfidfVectorizer
    flags: list[str]
    coef: Array  # two rows
    intercept: Array

    def decision(self, features: Sequence[Features]) -> Array:
        matrix = sp.hstack([self.words.transform([words_of(one) for one in features]), flag_matrix(features, self.flags)], format="csr")
        return np.asarray(matrix @ self.coef.T) + self.intercept


def fit(data: Data) -> Fitted:
    """Fit on every n-gram that several files hold, keep those that weigh most, fit again."""
    data = data.with_hearts()
    texts = [words_of(one) for one in data.features]
    names = sorted({flag for one in data.features for flag in one.flags})
    flags = flag_matrix(data.features, names)
    everything = word_vectorizer()
    counted = everything.fit_transform(texts)
    several = np.flatnonzero(_spread(counted, data.groups) >= LEAST_SOURCES)
    ngrams = counted[:, several]
    chosen = _weightiest(_regress(ngrams, flags, names, data), ngrams)
    pruned = word_vectorizer(sorted(everything.get_feature_names_out()[several][chosen]))
    pruned.fit(texts)
    pruned.idf_ = np.round(pruned.idf_, 2)  # as shipped
    return _relative(_regress(pruned.transform(texts), flags, names, data), pruned, names)


def _spread(matrix: sp.csr_matrix, groups: Sequence[str]) -> Array:
    """In how many sources each column occurs."""
    names = {name: index for index, name in enumerate(dict.fromkeys(groups))}
    member = sp.csr_matrix((np.ones(len(groups)), ([names[name] for name in groups], range(len(groups)))), shape=(len(names), len(groups)))
    spread: Array = np.asarray(((member @ (matrix > 0)) > 0).sum(axis=0)).ravel()
    return spread


def _weightiest(regression: LogisticRegression, ngrams: sp.csr_matrix) -> Array:
    """The columns that move scores most: weight times the spread of the value."""
    spread = np.sqrt(np.asarray(ngrams.multiply(ngrams).mean(axis=0)).ravel())
    strength = np.abs(regression.coef_[:, : ngrams.shape[1]]).max(axis=0) * spread
    return np.sort(np.argsort(-strength, kind="stable")[:NGRAMS])


def _relative(regression: LogisticRegression, pruned: TfidfVectorizer, flags: list[str]) -> Fitted:
    order = [list(regression.classes_).index(label) for label in LABELS]
    coef, intercept = regression.coef_[order].copy(), regression.intercept_[order]
    coef[:, : coef.shape[1] - len(flags)] *= WORTH
    return Fitted(pruned, flags, coef[:2] - coef[2], intercept[:2] - intercept[2])


# --- calibration ---


@dataclass(frozen=True)
class Calibration:
    """Turns raw scores into probabilities for the mixture of an inbox."""

    temperature: float
    shift: Array

    def probabilities(self, raw: Array) -> Array:
        scores = np.column_stack([raw / self.temperature + self.shift, np.zeros(len(raw))])
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances: Array = powers / powers.sum(axis=1, keepdims=True)
        return chances


def _untold(_done: int, _of: int) -> None:
    """Progress that nobody watches."""


def prior_weights(y: Array, weights: Array) -> Array:
    """Weights under which the classes come as often as in an inbox."""
    shares = {label: weights[y == label].sum() / weights.sum() for label in np.unique(y)}
    mixed: Array = weights * np.array([PRIORS[Label(label)] / shares[label] for label in y])
    return mixed


def folds_of(data: Data, told: Callable[[int, int], None] = _untold, folds: int = FOLDS) -> Iterator[tuple[Fitted, Array]]:
    """Models that were each fitted without some of the files, with the places of the mails left out."""
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=SEED)
    parts = list(splitter.split(np.zeros(len(data.y)), data.y, data.groups))
    yield from each(lambda fold: (fit(data.part(parts[fold][0])), parts[fold][1]), folds, told)


def out_of_fold(data: Data, told: Callable[[int, int], None] = _untold, folds: int = FOLDS) -> Array:
    """Raw scores of every mail by a model that saw nothing of its file."""
    raw = np.zeros((len(data.y), 2))
    for fitted, test in folds_of(data, told, folds):
        raw[test] = fitted.decision([data.features[i] for i in test])
    return raw


def calibrate(raw: Array, y: Array, mail_weights: Array) -> Calibration:
    """Temperature and shifts that make the out-of-fold probabilities true for an inbox's mixture (log loss)."""
    weights = prior_weights(y, mail_weights)
    truth = np.array([LABELS.index(Label(label)) for label in y])

    def loss(parameters: Array) -> float:
        found = Calibration(float(np.exp(parameters[0])), parameters[1:]).probabilities(raw)
        return float(-(weights * np.log(np.maximum(found[np.arange(len(y)), truth], 1e-12))).sum() / weights.sum())

    best = scipy.optimize.minimize(loss, np.zeros(3), method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-9, "maxiter": 4000})
    return Calibration(round(float(np.exp(best.x[0])), 4), np.round(best.x[1:], 4))


def threshold_at_precision(scores: Array, hits: Array, weights: Array, precision: float) -> float:
    """The lowest threshold from which on the estimated precision stays at `precision` or above."""
    order = np.argsort(-scores, kind="stable")
    right, total = np.cumsum((weights * hits)[order]), np.cumsum(weights[order])
    good = np.flatnonzero(right / total >= precision)
    return float(scores[order][good[-1]]) if len(good) else 1.0


# --- export ---


def to_data(
    fitted: Fitted, sentences: dict[str, Any], calibration: Calibration, thresholds: dict[str, float], about: dict[str, Any]
) -> dict[str, Any]:
    """The model file's content: integers in units of 1/1000 (weights) and 1/100 (idf)."""
    ints = np.rint(fitted.coef * SCALE).astype(int)
    edge = len(fitted.words.vocabulary_)
    idf = np.rint(fitted.words.idf_ * 100).astype(int)
    words = {ngram: [int(idf[i]), int(ints[0, i]), int(ints[1, i])] for ngram, i in sorted(fitted.words.vocabulary_.items())}
    flags = {name: [int(ints[0, edge + i]), int(ints[1, edge + i])] for i, name in enumerate(fitted.flags)}
    bias = [int(value) for value in np.rint(fitted.intercept * SCALE)]
    return {
        "format": FORMAT, "scale": SCALE, "words": words, "flags": flags, "bias": bias, "temperature": calibration.temperature,
        "shift": [float(value) for value in calibration.shift], "thresholds": thresholds, "about": about,
        "sentences": sentences,
    }  # fmt: skip
