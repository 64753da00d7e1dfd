"""The fitted model and its arithmetic, on the standard library alone.

Weights are those of a multinomial logistic regression, relative to the class `other`, over two blocks: TF-IDF (sublinear, L2 norm) of word
1- and 2-grams, and flags. scikit-learn gives the same numbers for the same weights; a test holds the two together. Letter n-grams cost
half of the time and added nothing for files that fitting had not seen.
"""

from __future__ import annotations

import itertools
import math
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from watcher.core.classify.sentence import SentenceModel, sentence_model_from_data
from watcher.errors import ModelError

FORMAT = 3
SCORED = ("rejection", "recruiter")  # `other` scores 0
_REMEDY = "Reinstall rejection-watcher, or run: python -m watcher.model.train"

Weights = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Model:
    """The fitted model as plain data."""

    version: str  # hash of the data
    words: dict[str, tuple[float, float, float]]  # n-gram -> idf and its two weights
    flags: dict[str, Weights]
    bias: Weights
    temperature: float
    shift: Weights  # added after dividing by the temperature
    act: float  # a rejection at or above this is acted on
    ask: float  # between the two the user is asked
    recruiter_act: float
    sentences: SentenceModel


def model_from_data(data: dict[str, Any]) -> Model:
    """Check and take over the model file's JSON; raises ModelError."""
    try:
        if data["format"] != FORMAT:
            raise ModelError(f"The model has format {data['format']}; this program reads {FORMAT}", remedy=_REMEDY)
        return Model(
            version=str(data["version"]),
            words=_block(data["words"], data["scale"]),
            flags={name: _weights(pair, data["scale"]) for name, pair in data["flags"].items()},
            bias=_weights(data["bias"], data["scale"]),
            temperature=_number(data["temperature"], at_least=0.01),
            shift=_weights(data["shift"], 1),
            **{name: _number(data["thresholds"][name], at_least=0.0) for name in ("act", "ask", "recruiter_act")},
            sentences=sentence_model_from_data(data["sentences"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, zlib.error) as error:
        raise ModelError(f"The model is damaged: {type(error).__name__} {error}", remedy=_REMEDY) from error


def _number(value: float, *, at_least: float) -> float:
    if not (isinstance(value, int | float) and math.isfinite(value) and value >= at_least):
        raise ValueError(f"{value!r} is not a number of at least {at_least}")
    return float(value)


def _weights(pair: Sequence[float], scale: float) -> Weights:
    first, second = pair
    return first / scale, second / scale


def _block(rows: dict[str, list[float]], scale: float) -> dict[str, tuple[float, float, float]]:
    return {ngram: (idf / 100, first / scale, second / scale) for ngram, (idf, first, second) in rows.items()}


# --- n-grams, as scikit-learn's "word" analyzer cuts them ---


def word_ngrams(words: Sequence[str]) -> Iterator[str]:
    yield from words
    for first, second in itertools.pairwise(words):
        yield f"{first} {second}"


def _tf_idf(counts: dict[str, int], block: dict[str, tuple[float, float, float]]) -> Iterator[tuple[str, float, float]]:
    """For each n-gram what it adds to the two scores."""
    rows = [(ngram, (1.0 + math.log(count)) * block[ngram][0], block[ngram]) for ngram, count in counts.items()]
    norm = math.sqrt(sum(value * value for _, value, _ in rows)) or 1.0
    return ((ngram, value / norm * row[1], value / norm * row[2]) for ngram, value, row in rows)


def contributions(model: Model, words: Sequence[str], flags: frozenset[str]) -> Iterator[tuple[str, float, float]]:
    """Every feature that is present, with what it adds to the scores of rejection and recruiter."""
    yield from _tf_idf(Counter(ngram for ngram in word_ngrams(words) if ngram in model.words), model.words)
    yield from (("#" + flag, *model.flags[flag]) for flag in sorted(flags) if flag in model.flags)


def decision(model: Model, words: Sequence[str], flags: frozenset[str]) -> Weights:
    """The raw scores of rejection and recruiter relative to other."""
    rejection, recruiter = model.bias
    for _, first, second in contributions(model, words, flags):
        rejection += first
        recruiter += second
    return rejection, recruiter


def probabilities(model: Model, raw: Weights) -> tuple[float, float, float]:
    """Calibrated probabilities of rejection, recruiter, other."""
    scores = [*(score / model.temperature + shift for score, shift in zip(raw, model.shift, strict=True)), 0.0]
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return powers[0] / total, powers[1] / total, powers[2] / total
