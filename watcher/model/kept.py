"""Features as data: what a correction keeps of a mail, so that the lesson outlives the mail's text.

The one place that knows how features are written down. Fields that the features gain are written too; what was written by a version whose
features differ is not read any more, and its correction then counts by its near-duplicates alone. Sentences keep their folded words and
marks, not their text.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec

from watcher.core.classify.features import Features


def features_to_data(features: Features) -> dict[str, Any]:
    """Features as JSON takes them; the same features give the same data."""
    silent = replace(features, sentences=tuple(replace(sentence, text="") for sentence in features.sentences))
    data: dict[str, Any] = msgspec.to_builtins(silent, order="deterministic")
    return data


def features_from_data(data: object) -> Features | None:
    """The features that were written down; None when they are of a form that this version does not judge by."""
    try:
        return msgspec.convert(data, type=Features)
    except msgspec.ValidationError:
        return None
