"""Cues: what a sentence says, found by patterns; the part of the judgement that carries over to wordings and languages never seen.

A cue has a family (the names in `FAMILIES`), the same in every language. Patterns stand in one module a language, written in a small
language of their own over folded words, one blank between any two of them:

    decided not to (move|go) forward      words, alternatives, `?` for what may be missing: "(very )?close"
    *ed   selec*                          the rest of a word
    not ~3 selected                       at most three words between

Contractions are undone first (`won't` is `will not`), so that no pattern stumbles over an apostrophe. A refusal under a condition (`if you
are not selected`) is the opposite of a refusal: it stands in every other confirmation. So refusals are looked at a second time: after
the words of their language that open a condition they count as `refusal_if`; in a question they do not count.

To be quick, each pattern is filed under a word that it cannot match without (its anchor, found by reading the pattern), and only
patterns whose anchors stand in a sentence are tried on it. Patterns are compiled when first tried: a mail in one language costs one
language.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from watcher.core.classify.cues import de, en, es, fr, it, more, nl, pt
from watcher.core.classify.languages import ALL_LANGUAGES

# family -> what a person is told
FAMILIES = {
    "refusal": "says that it is a no",
    "refusal_if": "speaks of a no that may come",
    "weak_refusal": "turns something down",
    "regret": "regrets",
    "wishes": "wishes good luck or keeps the documents",
    "praise": "thanks for the interest or the time",
    "receipt": "confirms that an application came in",
    "pending": "says that it is not decided yet",
    "invitation": "invites to an interview or a call",
    "scheduling": "looks for a time to talk",
    "outreach": "offers a job to somebody who did not ask",
    "screening": "asks what a recruiter wants to know",
    "represents": "is written by somebody who fills jobs",
    "assessment": "asks to take a test",
    "alert": "lists new jobs",
    "offer": "offers the job",
    "withdrawn": "was withdrawn by the reader",
    "hearsay": "tells of somebody else's no",
    "elsewhere": "is about something other than a job",
    "job": "speaks of a job or an application",
}

_CONTRACTIONS = {
    "won't": "will not", "wont": "will not", "can't": "can not", "cant": "can not", "cannot": "can not", "shan't": "shall not",
    "didnt": "did not", "dont": "do not", "doesnt": "does not", "isnt": "is not", "arent": "are not", "wasnt": "was not",
    "werent": "were not", "havent": "have not", "hasnt": "has not", "couldnt": "could not", "wouldnt": "would not", "ive": "i have",
    "weve": "we have", "youve": "you have", "i'm": "i am", "im": "i am", "let's": "let us", "it's": "it is", "that's": "that is", "there's": "there is", "here's": "here is",
    "what's": "what is", "he's": "he has", "she's": "she has", "theyve": "they have", "theyre": "they are", "youre": "you are", "wouldve": "would have",
    "shouldnt": "should not", "hadnt": "had not", "thats": "that is", "its": "it is", "youll": "you will", "weren": "were", "gonna": "going to",
}  # fmt: skip
_ENDINGS = {"n't": " not", "'re": " are", "'ve": " have", "'ll": " will", "'d": " would"}
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*|[,;:()?]|(?<=\s)-(?=\s)")
_STOPS = dict.fromkeys(";:()-", ",")


def words_of(folded: str) -> list[str]:
    """The words of a folded sentence, contractions undone; "," for what parts clauses, "?" for a question."""
    tokens: list[str] = []
    for token in _TOKEN.findall(folded):
        if "'" in token or token in _CONTRACTIONS:
            tokens += _undone(token)
        else:
            tokens.append(_STOPS.get(token, token))
    return tokens


def _undone(token: str) -> list[str]:
    if token in _CONTRACTIONS:
        return _CONTRACTIONS[token].split()
    for ending, words in _ENDINGS.items():
        if token.endswith(ending):
            return (token.removesuffix(ending) + words).split()
    return token.split("'")


# --- the small language of patterns ---

_GAP = re.compile(r"~(\d) ")
_GROUP = re.compile(r"\((?!\?)")


def to_regex(pattern: str) -> str:
    """A pattern as a regular expression over words that have one blank on either side."""
    regex = _GROUP.sub("(?:", pattern.replace("*", r"\S*"))
    return " (?:" + _GAP.sub(r"(?:\\S+ ){0,\1}", regex) + ")(?= )"


def anchors_of(pattern: str) -> frozenset[str]:
    """Words (`selec*` for beginnings) of which a sentence must hold one for the pattern to match; the most telling such set."""
    return max((_openings(part) for part in _required(pattern)), key=_tellingness)


def _required(pattern: str) -> Iterator[str]:
    """The parts of a pattern at its top level that may not be missing; an alternative at the top level is one part."""
    if any(depth == 0 for _, depth in _bars(pattern)):
        yield pattern
        return
    part, depth = "", 0
    for sign in pattern + " ":
        depth += (sign == "(") - (sign == ")")
        if sign == " " and depth == 0:
            if part and not part.startswith("~"):
                yield part
            part = ""
        elif sign == "?" and depth == 0 and part.endswith(")"):
            part = ""
        else:
            part += sign


def _bars(pattern: str) -> Iterator[tuple[int, int]]:
    depth = 0
    for place, sign in enumerate(pattern):
        depth += (sign == "(") - (sign == ")")
        if sign == "|":
            yield place, depth


def _openings(part: str) -> frozenset[str]:
    """One word for each alternative of a part: its first required word."""
    if part.startswith("(") and part.endswith(")") and _is_one_group(part):
        part = part[1:-1]
    ends = [place for place, depth in _bars(part) if depth == 0]
    if ends:
        return frozenset().union(*(_openings(piece) for piece in _cut(part, ends)))
    if "(" in part or " " in part:
        pieces = [] if part.startswith("(") and _is_one_group(part) else [piece for piece in _required(part) if piece != part]
        return max((_openings(piece) for piece in pieces), key=_tellingness, default=frozenset({"*"}))
    return frozenset({part})


def _is_one_group(part: str) -> bool:
    depths = accumulate((sign == "(") - (sign == ")") for sign in part)
    return next(place for place, depth in enumerate(depths) if depth == 0) == len(part) - 1


def _cut(part: str, ends: list[int]) -> Iterator[str]:
    starts = [0, *(end + 1 for end in ends)]
    return (part[start:end] for start, end in zip(starts, [*ends, len(part)], strict=True))


_COMMON = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "by",
        "can",
        "de",
        "den",
        "der",
        "des",
        "die",
        "do",
        "du",
        "el",
        "en",
        "for",
        "from",
        "has",
        "have",
        "i",
        "il",
        "in",
        "is",
        "it",
        "je",
        "la",
        "le",
        "les",
        "no",
        "non",
        "not",
        "of",
        "on",
        "os",
        "our",
        "que",
        "sie",
        "te",
        "that",
        "the",
        "this",
        "to",
        "um",
        "un",
        "we",
        "wij",
        "wir",
        "with",
        "you",
        "your",
    ]
)


def _tellingness(anchors: frozenset[str]) -> float:
    """How much a set of anchors narrows: the length of its shortest word, common words last."""
    return min((0.5 if word in _COMMON else float(len(word.rstrip("*"))) - 0.5 * word.endswith("*")) for word in anchors)


# --- finding cues ---


@dataclass(frozen=True)
class _Pattern:
    language: str
    family: str
    source: str
    conditions: re.Pattern[str] | None  # what makes it a refusal under a condition

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(to_regex(self.source))


@dataclass(frozen=True, slots=True)
class Cues:
    """The patterns of all languages, by the words without which they cannot match."""

    exact: dict[str, list[_Pattern]] = field(default_factory=lambda: defaultdict(list))
    starts: dict[str, list[_Pattern]] = field(default_factory=lambda: defaultdict(list))
    lengths: list[int] = field(default_factory=list)

    def in_words(self, words: list[str], languages: frozenset[str] = ALL_LANGUAGES) -> dict[str, int]:
        """The families found in the words of one sentence, with how many of their patterns fit (refusals; for others one is enough)."""
        found: dict[str, int] = {}
        text = f" {' '.join(words)} "
        for pattern in self._candidates(words):
            if pattern.language not in languages or (pattern.family in found and pattern.family != "refusal"):
                continue
            if match := pattern.regex.search(text):
                family = _family(pattern, text, match)
                found[family] = found.get(family, 0) + 1
        unwanted = _NOT_IN_A_REFUSAL if found.keys() & _NOES else _NOTHING
        return {family: count for family, count in found.items() if family not in unwanted}

    def _candidates(self, words: list[str]) -> Iterable[_Pattern]:
        candidates: dict[int, _Pattern] = {}
        for word in dict.fromkeys(words):
            for pattern in self.exact.get(word, ()):
                candidates[id(pattern)] = pattern
            for length in self.lengths:
                for pattern in self.starts.get(word[:length], ()):
                    candidates[id(pattern)] = pattern
        return candidates.values()


_QUESTION = " ? "
_REACH = 120  # characters before a refusal in which a condition still governs it
_REFUSALS = frozenset({"refusal", "weak_refusal"})
_NOES = frozenset({"refusal", "refusal_if"})
_NOTHING = frozenset({""})
_NOT_IN_A_REFUSAL = frozenset({"", "invitation", "offer"})  # "not selected for an interview" invites nobody


def _family(pattern: _Pattern, text: str, match: re.Match[str]) -> str:
    """A refusal in a question is none; after a condition it is one that may come."""
    if pattern.family not in _REFUSALS:
        return pattern.family
    if _QUESTION in text[match.start() :]:
        return ""
    before = text[max(0, match.start() - _REACH) : match.end() + 1]
    return "refusal_if" if pattern.conditions and pattern.conditions.search(before) else pattern.family


def gather(languages: Iterable[tuple[str, str, dict[str, str]]]) -> Cues:
    """File the patterns of all languages under their anchors."""
    cues = Cues()
    for language, conditions, table in languages:
        condition = re.compile(to_regex(conditions)) if conditions else None
        for family, lines in table.items():
            for source in filter(None, map(str.strip, lines.splitlines())):
                _file(cues, _Pattern(language, family, source, condition))
    cues.lengths.extend(sorted({len(start) for start in cues.starts}))
    return cues


def _file(cues: Cues, pattern: _Pattern) -> None:
    for anchor in anchors_of(pattern.source):
        home = cues.starts if anchor.endswith("*") else cues.exact
        home[anchor.strip("\\*")].append(pattern)


LANGUAGES: tuple[tuple[str, str, dict[str, str]], ...] = (
    *((module.__name__.rpartition(".")[2], module.CONDITIONS, module.CUES) for module in (en, de, fr, es, pt, it, nl)),
    *more.LANGUAGES,
)
CUES = gather(LANGUAGES)
