"""One letter for what looks like one: the same sentence has the same characters however its sender typed or disguised it."""

from __future__ import annotations

import re
import unicodedata

from watcher.core.parse.letters import few_marks

# Nobody sees these; they are put into words to hide them from filters, or to hint at line breaks.
UNSEEN = dict.fromkeys(
    [0xAD, 0x034F, 0x115F, 0x1160, 0x180E, 0x200B, 0x200C, 0x200D, 0x2060, 0x3164, 0xFEFF, 0xFFA0, *range(0xFE00, 0xFE10)]
)
QUOTES = {
    **dict.fromkeys(map(ord, "‘’‚‛′‹›ʼ＇`´"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″«»〝〞＂"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒"), "-"),
}
# Cyrillic and Greek letters that look like Latin ones (Unicode UTS 39, confusables), those that occur in disguised words.
CYRILLIC = str.maketrans("авсԁеһіјԛорѕтухԝүАВСЕНІЈКМОРЅТУХԜ", "abcdehijqopstyxwyABCEHIJKMOPSTYXW")
GREEK = str.maketrans("αινορυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aivopuxABEZHIKMNOPTYX")
LOOKALIKES = {**CYRILLIC, **GREEK}
FOREIGN = re.compile(r"[\u0370-\u052f]")
LATIN = re.compile(r"[A-Za-z]")
WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """NFKC, straight quotes, no invisible characters, no Cyrillic or Greek letters inside Latin words."""
    if text.isascii():
        return text.replace("`", "'")
    text = few_marks(text.translate(UNSEEN)).translate(QUOTES)
    text = unicodedata.normalize("NFKC", text).translate(QUOTES)
    if FOREIGN.search(text) and LATIN.search(text):
        text = WORD.sub(lambda word: _latin(word[0]), text)
    return text


def _latin(word: str) -> str:
    return word.translate(LOOKALIKES) if LATIN.search(word) and FOREIGN.search(word) else word
