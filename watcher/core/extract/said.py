"""Sentences of a mail, folded for the tables of `kind`, `stage` and `feedback`, and told whether they say "if"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from watcher.core.extract.names import fold

CONDITION = re.compile(
    r"^(?:\W*(?:and|but|also|please note(?: that)?|note that)\s+)?(?:if|unless|should|when|once|until|in case|whether|"
    r"wenn|falls|sollte\w*|sobald|bis|si|cuando|en cuanto|hasta|se|quando|caso|finche|als|zodra|indien|mocht\w*|tot)\b"
    r"|\b(?:until|once|if|as soon as) (?:the|this|a) (?:position|role|vacancy)\b|\bbis die stelle\b"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as it stands, and folded: lower case, no accents, straight quotes."""

    sentence: str
    flat: str

    @property
    def conditional(self) -> bool:
        """Says what would be, not what is."""
        return CONDITION.search(self.flat) is not None


def said(sentences: list[str]) -> list[Said]:
    return [Said(sentence, fold(sentence).replace("’", "'")) for sentence in sentences]


def any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


def where(pattern: re.Pattern[str], sentences: list[Said], *, unless: re.Pattern[str] | None = None) -> Iterator[str]:
    """The sentences that assert the pattern."""
    for each in sentences:
        if pattern.search(each.flat) and not each.conditional and not (unless and unless.search(each.flat)):
            yield each.sentence
