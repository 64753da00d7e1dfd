"""Message and fitted model to rejection, recruiter or other, with calibrated scores, or unsure.

fold        one form for all ways of writing a word
cues        what sentences say, in fourteen languages
sentence    what one sentence says, by a small model of its own
features    a mail as what it is judged by
score       the model and its arithmetic
reasons     why, for a person
lessons     what the user's corrections add to the model
memory      near-duplicates of mail that the user corrected
taught      the model with both

Nothing here learns; `watcher.model` fits. The words for a verdict are light and everybody's; what makes one is loaded by the first
judgement, so that the idle daemon, which never judges, does without some megabytes of patterns.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from watcher.core.classify.score import Model, decision, model_from_data, probabilities
from watcher.core.parse import Message

if TYPE_CHECKING:
    from watcher.core.classify.features import Features

__all__ = ["Label", "Model", "Verdict", "classify", "decided", "judge", "judge_said", "model_from_data"]


class Label(StrEnum):
    """What a mail is to a job seeker."""

    REJECTION = "rejection"
    RECRUITER = "recruiter"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement on one mail."""

    label: Label  # the most probable, also when unsure
    scores: dict[Label, float]  # calibrated, sums to 1, all three labels
    unsure: bool  # too close to act on: makes no plan
    reasons: tuple[str, ...]  # deciding sentences first, then strongest terms; at most 8


def classify(message: Message, text: str, model: Model) -> Verdict:
    """Judge a mail; `text` is judged_text(message)."""
    from watcher.core.classify.features import features_of  # noqa: PLC0415 -- see above

    return judge(features_of(message, text), model)


def judge(features: Features, model: Model) -> Verdict:
    """Judge a mail that was read already."""
    from watcher.core.classify.features import with_said  # noqa: PLC0415 -- see above

    return judge_said(with_said(features, model.sentences), model)


def judge_said(features: Features, model: Model) -> Verdict:
    """Judge a mail whose sentences have been heard: `features` hold the flags of `with_said`."""
    from watcher.core.classify.reasons import reasons  # noqa: PLC0415 -- see above

    scores = probabilities(model, decision(model, features.words, features.flags))
    label, unsure = decided(scores, model)
    return Verdict(label, dict(zip(Label, scores, strict=True)), unsure, reasons(features, model, tuple(Label).index(label)))


def decided(scores: tuple[float, float, float], model: Model) -> tuple[Label, bool]:
    """The label that scores of rejection, recruiter and other come to, and whether that is too close to act on."""
    label = tuple(Label)[max(range(3), key=lambda place: scores[place])]
    return label, _unsure(label, scores, model)


def _unsure(label: Label, scores: tuple[float, float, float], model: Model) -> bool:
    """A rejection is acted on from one threshold, asked about from a lower one; a recruiter's mail is acted on from one, too."""
    rejection, recruiter, _ = scores
    if label is Label.REJECTION:
        return rejection < model.act
    if rejection >= model.ask:
        return True
    return label is Label.RECRUITER and recruiter < model.recruiter_act
