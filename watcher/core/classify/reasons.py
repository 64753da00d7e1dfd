"""Why a mail was taken for what it was, in sentences that a person understands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from watcher.core.classify.cues import FAMILIES
from watcher.core.classify.features import Features, Sentence
from watcher.core.classify.score import Model, contributions, decision
from watcher.core.classify.sentence import sentence_flags

MOST_REASONS = 8
MOST_QUOTED = 3
MOST_SCORED = 12  # sentences scored alone; those with marks come first
QUOTED_SIZE = 200
_UNTOLD = frozenset({"job"})
_SHAPES = {
    "reply": "It answers an earlier mail.",
    "bulk": "It was sent to many (it carries a mailing list's headers).",
    "automatic": "It says in its headers that a program sent it.",
    "robot": "Its sender's address is one that takes no answers.",
    "forwarded": "It passes on what somebody else received.",
    "question": "It asks a question.",
}


def reasons(features: Features, model: Model, label: int) -> tuple[str, ...]:
    """Deciding sentences with their marks, then the strongest terms; `label` is 0 rejection, 1 recruiter, 2 other."""
    told = [*_sentences(features, model, label), *_shapes(features, model, label), *_terms(features, model, label)]
    return tuple(told[:MOST_REASONS])


def _towards(first: float, second: float, label: int) -> float:
    """How much a pair of weights speaks for a label against its best rival."""
    scores = (first, second, 0.0)
    return scores[label] - max(score for place, score in enumerate(scores) if place != label)


def _sentences(features: Features, model: Model, label: int) -> Iterator[str]:
    candidates = sorted(features.sentences, key=lambda sentence: not sentence.marks - _UNTOLD)[:MOST_SCORED]
    scored = [
        (_towards(*decision(model, sentence.words, _alone(sentence, model)), label), sentence) for sentence in candidates if sentence.words
    ]
    base = _towards(*model.bias, label)
    best = sorted((pair for pair in scored if pair[0] > base), key=lambda pair: -pair[0])[:MOST_QUOTED]
    for _, sentence in best:
        marks = [FAMILIES[mark] for mark in FAMILIES if mark in sentence.marks - _UNTOLD]
        yield f"“{_cut(sentence.text)}”" + (f": {', '.join(marks)}" if marks else "")


def _alone(sentence: Sentence, model: Model) -> frozenset[str]:
    """The flags of a mail of this one sentence."""
    return sentence_flags(model.sentences, [sentence]) | {f"{mark}>0" for mark in sentence.marks}


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= QUOTED_SIZE else text[: QUOTED_SIZE - 1].rstrip() + "…"


def _shapes(features: Features, model: Model, label: int) -> Iterator[str]:
    for flag, sentence in _SHAPES.items():
        if flag in features.flags and flag in model.flags and _towards(*model.flags[flag], label) > 0.3:
            yield sentence


def _terms(features: Features, model: Model, label: int) -> Iterator[str]:
    found = contributions(model, features.words, frozenset())
    words = [(_towards(first, second, label), ngram) for ngram, first, second in found]
    strongest: Sequence[tuple[float, str]] = sorted((pair for pair in words if pair[0] > 0), key=lambda pair: (-pair[0], pair[1]))[:5]
    if strongest:
        yield "Words that speak for it: " + ", ".join(f"“{ngram}”" for _, ngram in strongest) + "."
