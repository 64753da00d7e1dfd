"""Near-duplicates of mail that the user judged: one correction settles every mail of the same template, whatever the model thinks.

Two mails come from one template when they share most of their word 4-grams once names and numbers are masked. Of these shingles only
hashes are kept, of them the 128 smallest (a bottom-k sketch: Broder, 1997; Cohen and Kaplan, 2007), which estimate how much two mails
have in common to some 4 %. So what is remembered holds no text and about a kilobyte a mail.

What is masked: words with a digit, links and addresses, and capitalised words that do not begin a sentence, neighbours as one: people,
companies, places and the titles of jobs are longer and shorter, the template is not. German masks its nouns so, and keeps enough between
them. Words that shout everywhere are not masked, or nothing would be left.

A tracking system sends its receipts and its refusals in one frame. Therefore a mail is like a corrected one only if both say the same of
what decides: that it is a no, an offer, an invitation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from watcher.core.classify import Label, Verdict
from watcher.core.classify.fold import clear, fold
from watcher.core.text import sentences

if TYPE_CHECKING:
    from watcher.core.parse import Message

SHINGLE = 4  # words
SKETCH = 128  # hashes that are kept
MOST_WORDS = 1_500
ALIKE = 0.5  # of all shingles of two mails; measured: swapped names leave .8 and more, no two of our 1,600 share more than .36
FEW = 10  # shingles; a mail so short is like another only if all of them agree
_SHOUTED = 0.75  # share of capitalised words from which on capitals mean nothing
_DECISIVE = ("refusal>0", "offer>0", "invitation>0")
_MASK = "0"
_MOST_REASONS = 8

_WRAPPED = re.compile(r"(?<!\n)\n(?!\n)")
_WORD = re.compile(r"\S*(?:@|://|www\.)\S*|\w+(?:['’]\w+)?")
_WHAT = {
    Label.REJECTION: "a rejection",
    Label.RECRUITER: "from a recruiter",
    Label.OTHER: "neither a rejection nor from a recruiter",
}


@dataclass(frozen=True, slots=True)
class Remembered:
    """A corrected mail as far as its like are to be known by it."""

    message: int  # its id, shown as m12
    label: Label
    sketch: tuple[int, ...]
    signs: tuple[str, ...]  # what it says of what decides


Memory = tuple[Remembered, ...]  # in the order in which the user spoke


def sketch_of(message: Message, text: str) -> tuple[int, ...]:
    """The sketch of a mail, in ascending order; `text` is judged_text(message). Empty for a mail without words."""
    words = list(_masked(message.subject, text))[:MOST_WORDS]
    grams = {" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))} - {""}
    return tuple(sorted(_hash(gram) for gram in grams)[:SKETCH])


def signs_of(flags: frozenset[str]) -> tuple[str, ...]:
    """What a mail with these feature flags says of what decides."""
    return tuple(flag for flag in _DECISIVE if flag in flags)


def alike(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of shingles that two mails have in common, of all that they have (Jaccard), from their sketches."""
    union = sorted({*one, *other})[:SKETCH]
    common = {*one} & {*other} & {*union}
    return len(common) / len(union) if union else 0.0


def recall(memory: Memory, message: Message, text: str, signs: tuple[str, ...]) -> Remembered | None:
    """The corrected mail that this one is like, the likest and of equals the one the user spoke of last; None when there is none."""
    candidates = [known for known in memory if known.signs == signs]
    if not candidates:
        return None
    sketch = sketch_of(message, text)
    least = ALIKE if len(sketch) >= FEW else 1.0
    likeness, _, known = max((alike(sketch, known.sketch), place, known) for place, known in enumerate(candidates))
    return known if likeness >= least else None


def settled(verdict: Verdict, known: Remembered) -> Verdict:
    """The verdict on a mail like one that the user judged: theirs, with the reason first."""
    said = f"You said of a mail like this one, m{known.message}, that it is {_WHAT[known.label]}."
    scores = {label: float(label is known.label) for label in Label}
    return Verdict(known.label, scores, unsure=False, reasons=(said, *verdict.reasons)[:_MOST_REASONS])


def _hash(gram: str) -> int:
    return int.from_bytes(blake2b(gram.encode(), digest_size=4).digest(), "big")


def _masked(subject: str, text: str) -> Iterator[str]:
    """The words of a mail, folded, with runs of names and numbers as one sign."""
    paragraphs = _WRAPPED.sub(" ", clear(text)).split("\n")
    said = [_WORD.findall(sentence) for part in (clear(subject), *paragraphs) for sentence in sentences(part)]
    words = [word for sentence in said for word in sentence]
    shouted = sum(map(_is_capitalised, words)) > _SHOUTED * len(words)
    before = ""
    for sentence in said:
        for place, word in enumerate(sentence):
            token = _MASK if _is_masked(sentence, place, shouted=shouted) else fold(word)
            if token != _MASK or before != _MASK:
                yield token
            before = token


def _is_masked(sentence: Sequence[str], place: int, *, shouted: bool) -> bool:
    word = sentence[place]
    if not word.replace("'", "").replace("’", "").isalpha():
        return True
    if shouted or not _is_capitalised(word):
        return False
    # The first word is a name where another follows: "Larkfield Robotics has ...", and not in "We at Larkfield ...".
    return place > 0 or any(map(_is_capitalised, sentence[1:2]))


def _is_capitalised(word: str) -> bool:
    return word[:1].isupper()
