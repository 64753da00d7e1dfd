"""What the user's corrections add to the model: a thin layer of weights upon the shipped model's own probabilities.

The shipped model stays what it is. A lesson moves the log-odds that it gives, by the words and flags of the corrected mails, so that the
layer depends on nothing inside the model, weighs a few kilobytes, and is gone without a trace when a correction is taken back. Fitting the
whole model anew with corrections of weight 30 was measured as well: it moved the flags that all mail shares, and with them 3 to 7 % of all
decisions; the layer moves .1 to .3 %.

An n-gram counts by its rarity, divided by the length of the mail's vector as in TF-IDF; n-grams that no lesson holds count as rare.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from watcher.core.classify import Label, Model, Verdict, decided
from watcher.core.classify.score import word_ngrams
from watcher.errors import ModelError

if TYPE_CHECKING:
    from watcher.core.classify.features import Features

FLAG = 0.1  # what a flag counts; far less than a word, as all mail shares the flags
SURE = 1e-4  # the model is taken to be no surer than this, or no correction could move it
_MOST_REASONS = 8
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Lessons:
    """The layer: n-grams with their rarity (idf) and flags, each with what it adds to the log-odds of rejection and recruiter."""

    rarity: dict[str, float]
    words: dict[str, tuple[float, float]]
    flags: dict[str, tuple[float, float]]
    unknown: float  # the rarity of any other n-gram


def lessons_from_data(data: Mapping[str, Any]) -> Lessons:
    """Check and take over what `refit` wrote; raises ModelError."""
    try:
        rows = {str(ngram): tuple(map(_finite, row)) for ngram, row in data["words"].items()}
        flags = {str(flag): tuple(map(_finite, row)) for flag, row in data["flags"].items()}
        return Lessons(
            rarity={ngram: rarity for ngram, (rarity, _, _) in rows.items()},
            words={ngram: (first, second) for ngram, (_, first, second) in rows.items()},
            flags={flag: (first, second) for flag, (first, second) in flags.items()},
            unknown=_finite(data["unknown"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(f"What you taught is damaged: {type(error).__name__} {error}", remedy="run: rejection-watcher learn") from error


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(f"{value!r} is not a number")
    return float(value)


def ngram_values(words: Sequence[str], rarity: Mapping[str, float], unknown: float) -> list[tuple[str, float]]:
    """The n-grams of a mail that lessons know, each with its share of the mail's vector."""
    found = sorted(set(word_ngrams(words)))
    known = [(ngram, rarity[ngram]) for ngram in found if ngram in rarity]
    length = math.sqrt(sum(value * value for _, value in known) + (len(found) - len(known)) * unknown * unknown) or 1.0
    return [(ngram, value / length) for ngram, value in known]


def log_scores(scores: tuple[float, float, float]) -> tuple[float, float, float]:
    """Their logarithms, none surer than `SURE`."""
    return math.log(max(scores[0], SURE)), math.log(max(scores[1], SURE)), math.log(max(scores[2], SURE))


def moved(scores: tuple[float, float, float], words: Sequence[str], flags: frozenset[str], lessons: Lessons) -> tuple[float, float, float]:
    """Probabilities of rejection, recruiter and other, moved by what the lessons say of a mail's words and flags."""
    return _moved(scores, list(_contributions(words, flags, lessons)))


def applied(verdict: Verdict, features: Features, lessons: Lessons, model: Model) -> Verdict:
    """The model's verdict on a mail, moved by what the user taught."""
    told = list(_contributions(features.words, features.flags, lessons))
    if not told:
        return verdict
    rejection, recruiter, other = (verdict.scores[label] for label in Label)
    scores = _moved((rejection, recruiter, other), told)
    label, unsure = decided(scores, model)
    same = (label, unsure) == (verdict.label, verdict.unsure)
    reasons = verdict.reasons if same else _reasons(told, tuple(Label).index(label), features, model)
    return Verdict(label, dict(zip(Label, scores, strict=True)), unsure, reasons)


def _moved(scores: tuple[float, float, float], told: Sequence[tuple[str, float, float]]) -> tuple[float, float, float]:
    first, second, third = log_scores(scores)
    first += sum(row[1] for row in told)
    second += sum(row[2] for row in told)
    top = max(first, second, third)
    powers = (math.exp(first - top), math.exp(second - top), math.exp(third - top))
    return powers[0] / sum(powers), powers[1] / sum(powers), powers[2] / sum(powers)


def _contributions(words: Sequence[str], flags: frozenset[str], lessons: Lessons) -> Iterator[tuple[str, float, float]]:
    for ngram, value in ngram_values(words, lessons.rarity, lessons.unknown):
        first, second = lessons.words[ngram]
        yield ngram, value * first, value * second
    for flag in sorted(flags & lessons.flags.keys()):
        first, second = lessons.flags[flag]
        yield "", FLAG * first, FLAG * second


def _reasons(told: list[tuple[str, float, float]], label: int, features: Features, model: Model) -> tuple[str, ...]:
    from watcher.core.classify.reasons import reasons  # noqa: PLC0415 -- its patterns are for whoever judges

    strength = [((first, second, -(first + second) / 2)[label], ngram) for ngram, first, second in told if ngram]
    best = [ngram for value, ngram in sorted(strength, reverse=True)[:_MOST_WORDS] if value > 0]
    words = " by " + ", ".join(f"“{ngram}”" for ngram in best) if best else ""
    return (f"Your corrections decided this{words}.", *reasons(features, model, label))[:_MOST_REASONS]
