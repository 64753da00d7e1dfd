"""What the words of a sentence mean, in ideas that languages share.

"We chose another candidate" and "wir haben uns für eine andere Bewerberin entschieden" have no word in common, but the same ideas: we,
choose or decide, other, candidate. What one language's sentences teach about ideas, all the others know as well; and a rare word says as
much as the common one that it stands beside in `table`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from watcher.core.classify.ideas.table import IDEAS, LANGUAGES

_LONGEST_START = 12  # letters of the beginnings in the table, at most

Ideas = tuple[str, ...]  # those that one word stands for


def ideas_of(words: Sequence[str], languages: frozenset[str]) -> tuple[Ideas, ...]:
    """For each word that stands for an idea, its ideas, in the order of the words.

    Read in that one of `languages` which knows most of the words; the first of the table's where several know as many.
    """
    readings = [
        tuple(found for word in words if (found := _meant(word, *_tables()[language]))) for language in LANGUAGES if language in languages
    ]
    return max(readings, key=len, default=())


def _meant(word: str, exact: dict[str, Ideas], starts: dict[str, Ideas]) -> Ideas:
    """The ideas of a word; of several beginnings, the longest decides."""
    if word in exact:
        return exact[word]
    return next((starts[word[:size]] for size in range(min(len(word), _LONGEST_START), 0, -1) if word[:size] in starts), ())


@cache
def _tables() -> dict[str, tuple[dict[str, Ideas], dict[str, Ideas]]]:
    """For each language: ideas by whole words, and by beginnings."""
    tables: dict[str, tuple[dict[str, Ideas], dict[str, Ideas]]] = {language: ({}, {}) for language in LANGUAGES}
    once: dict[Ideas, Ideas] = {}  # thousands of words, a few hundred ideas: each is held once
    for line in IDEAS.strip().splitlines():
        idea, *columns = (cell.strip() for cell in line.split("|"))
        for language, words in zip(LANGUAGES, columns, strict=True):
            for word in words.split():
                table = tables[language][word.endswith("*")]
                ideas = (*table.get(word.rstrip("*"), ()), idea)
                table[word.rstrip("*")] = once.setdefault(ideas, ideas)
    return tables
