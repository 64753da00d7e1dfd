"""A mail judged by the shipped model and by what the user taught on top of it: lessons, then near-duplicates of corrected mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from watcher.core.classify import Model, Verdict, judge
from watcher.core.classify.lessons import Lessons, applied
from watcher.core.classify.memory import Memory, recall, settled, signs_of

if TYPE_CHECKING:
    from watcher.core.classify.features import Features
    from watcher.core.parse import Message


@dataclass(frozen=True, slots=True)
class Taught:
    """What one user taught; nothing, to begin with."""

    lessons: Lessons | None = None
    memory: Memory = ()


def classify_as_taught(message: Message, text: str, model: Model, taught: Taught) -> Verdict:
    """Judge a mail; `text` is judged_text(message)."""
    from watcher.core.classify.features import features_of  # noqa: PLC0415 -- its patterns are for whoever judges

    features = features_of(message, text)
    verdict = judge_as_taught(features, model, taught.lessons)
    known = recall(taught.memory, message, text, signs_of(features.flags))
    return settled(verdict, known) if known else verdict


def judge_as_taught(features: Features, model: Model, lessons: Lessons | None) -> Verdict:
    """Judge a mail that was read already, near-duplicates aside."""
    verdict = judge(features, model)
    return applied(verdict, features, lessons, model) if lessons else verdict
