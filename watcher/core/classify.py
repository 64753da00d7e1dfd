"""Message and fitted model to rejection, recruiter or other, with calibrated scores, or unsure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from watcher.core.parse import Message


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


@dataclass(frozen=True, slots=True)
class Model:
    """The fitted model as plain data."""

    version: str  # hash of the data


def model_from_data(data: dict[str, Any]) -> Model:
    """Check and take over the model file's JSON; raises ModelError."""
    raise NotImplementedError


def classify(message: Message, text: str, model: Model) -> Verdict:
    """Judge a mail; `text` is judged_text(message)."""
    raise NotImplementedError
