"""Every sentence that the user is told, as data, a file a language: to change what is said, start there.

The languages are those of letters, which are templates (`template`). A notification is to the user, so it is in the user's language,
whatever the mail was in.
"""

from __future__ import annotations

from watcher.core.compose.words import de, en, es, fr, it, nl, pt
from watcher.core.compose.words.form import Counted, Said, Words

__all__ = ["WORDS", "Counted", "Said", "Words", "words_of"]

WORDS = {"en": en.WORDS, "de": de.WORDS, "fr": fr.WORDS, "es": es.WORDS, "pt": pt.WORDS, "it": it.WORDS, "nl": nl.WORDS}


def words_of(language: str) -> Words:
    """The words of a language of `[me] language`."""
    return WORDS[language]
