"""What one sentence says, judged by a small model of its own: patterns know phrases, this knows the company that words keep.

A sentence becomes counts of the beginnings of its words (five letters, so that endings matter less: "decided", "decision") and of pairs of
them that stand side by side or near each other. So do the ideas that its words stand for, which are the same in every language: alone, two
and three in a row, and pairs that stand near each other in either order. Each is hashed to a bucket (Weinberger et al., "Feature hashing
for large scale multitask learning", 2009), and a bucket has one small weight for each thing that a sentence may say. So the model is a few
arrays of signed bytes: it holds no word of any mail, and a user's corrections leave none in it. The cues of the sentence count as well.

What the sentences of a mail say is pooled: for each thing, how strongly the two sentences that say it most do so. The steps of that scale
become flags beside the others of `features`.
"""

from __future__ import annotations

import math
import zlib
from array import array
from base64 import b85decode, b85encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any, Protocol

from watcher.core.classify.ideas import Ideas

# A refusal of the reader; one that may come; somebody speaks to the reader about a job; what stands around a refusal (thanks, good wishes).
THINGS = ("no", "if", "work", "wish")
BUCKETS = 1 << 17
_MOST_WORDS = 80  # of a sentence
_START = 5  # letters of a word's beginning
_REACH = 4  # how many words apart a pair may be
_MOST_IDEAS = 40  # of a sentence
_IDEAS_REACH = 3  # how many ideas apart a pair may be
_STEPS = (-3, -2, -1, 0, 1, 2, 3)  # log-odds at which a pooled score raises a flag


class Said(Protocol):
    """What is judged here of a sentence of `features`."""

    @property
    def words(self) -> tuple[str, ...]: ...
    @property
    def ideas(self) -> tuple[Ideas, ...]: ...
    @property
    def marks(self) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """For each of THINGS: a weight for each bucket (in units of `scale`), for each cue, and a bias (log-odds)."""

    weights: tuple[array[int], ...]
    scales: tuple[float, ...]
    marks: dict[str, tuple[float, ...]]
    bias: tuple[float, ...]


def buckets_of(words: Sequence[str]) -> list[int]:
    """The buckets of a sentence, one for each time that something in it occurs."""
    starts = ["^", *(word[:_START] for word in words[:_MOST_WORDS]), "$"]
    return [zlib.crc32(gram.encode()) % BUCKETS for gram in _grams(starts)]


def _grams(starts: list[str]) -> Iterator[str]:
    yield from starts
    yield from (f"{one} {other}" for one, other in pairwise(starts))
    for at, one in enumerate(starts):
        yield from (f"{one}~{other}" for other in starts[at + 2 : at + 1 + _REACH])


def idea_buckets_of(ideas: Sequence[Ideas]) -> list[int]:
    """The buckets of what a sentence's words stand for, one for each time that something in it occurs."""
    return [zlib.crc32(gram.encode()) % BUCKETS for gram in _idea_grams([_OPEN, *ideas[:_MOST_IDEAS], _END])] if ideas else []


_OPEN, _END = ("^",), ("$",)


def _idea_grams(ideas: Sequence[Ideas]) -> Iterator[str]:
    # "@" keeps them from being taken for words.
    for at, ones in enumerate(ideas):
        yield from (f"@{one}" for one in ones)
        yield from (f"@{'>'.join(row)}" for size in (2, 3) for row in product(*ideas[at : at + size]) if len(row) == size)
        for others in ideas[at + 1 : at + 1 + _IDEAS_REACH]:
            yield from (f"@{min(pair)}&{max(pair)}" for pair in product(ones, others))


def log_odds(model: SentenceModel, sentence: Said) -> tuple[float, ...]:
    """How much the sentence speaks for each of THINGS."""
    parts = [(buckets, math.sqrt(len(buckets))) for buckets in (buckets_of(sentence.words), idea_buckets_of(sentence.ideas)) if buckets]
    marks = [model.marks[mark] for mark in sentence.marks if mark in model.marks]
    return tuple(
        bias + scale * sum(sum(map(weights.__getitem__, buckets)) / norm for buckets, norm in parts) + sum(mark[thing] for mark in marks)
        for thing, (weights, scale, bias) in enumerate(zip(model.weights, model.scales, model.bias, strict=True))
    )


def pooled(scores: Iterable[tuple[float, ...]]) -> frozenset[str]:
    """The flags of a mail whose sentences have these scores."""
    flags: set[str] = set()
    for thing, column in zip(THINGS, zip(*scores, strict=True), strict=False):
        first, second = (*sorted(column, reverse=True), -math.inf)[:2]
        flags |= {f"says {thing}>{step}" for step in _STEPS if first > step}
        flags |= {f"says {thing} twice>{step}" for step in _STEPS if second > step}
    return frozenset(flags)


def sentence_flags(model: SentenceModel, sentences: Iterable[Said]) -> frozenset[str]:
    """What a mail's sentences say, as flags."""
    return pooled([log_odds(model, sentence) for sentence in sentences if sentence.words])


# --- as data ---


def sentence_model_from_data(data: dict[str, Any]) -> SentenceModel:
    """Take over the part of the model file; raises KeyError, TypeError or ValueError where it is not what it should be."""
    weights = tuple(_unpacked(data["weights"][thing]) for thing in THINGS)
    marks = {str(mark): _numbers(row) for mark, row in data["marks"].items()}
    return SentenceModel(weights, _numbers(data["scales"]), marks, _numbers(data["bias"]))


def _numbers(row: Sequence[float]) -> tuple[float, ...]:
    if len(row) != len(THINGS) or not all(isinstance(value, int | float) and math.isfinite(value) for value in row):
        raise ValueError(f"{row!r} are not {len(THINGS)} numbers")
    return tuple(float(value) for value in row)


def packed(weights: Iterable[int]) -> str:
    """Weights between -127 and 127 as text: most are 0."""
    return b85encode(zlib.compress(array("b", weights).tobytes(), 9)).decode()


def _unpacked(text: str) -> array[int]:
    # No more is unpacked than there are buckets, whatever the text says.
    octets = zlib.decompressobj().decompress(b85decode(text), BUCKETS + 1)
    if len(octets) != BUCKETS:
        raise ValueError(f"{len(octets)} weights instead of {BUCKETS}")
    return array("b", octets)
