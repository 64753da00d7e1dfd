"""A mail as the features it is judged by, the same for fitting and for the service.

Three kinds: n-grams of the folded words (counted by `score` for the service and by scikit-learn for fitting), marks (how many sentences
hold which cue, and which cues meet), and what the headers and the shape of the text show. Addresses, links and numbers are masked:
which ones they are says nothing about the next mail.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import chain

from watcher.core.classify.cues import CUES, words_of
from watcher.core.classify.fold import clear, fold
from watcher.core.classify.ideas import Ideas, ideas_of
from watcher.core.classify.languages import languages_of
from watcher.core.classify.sentence import SentenceModel, sentence_flags
from watcher.core.parse import Message
from watcher.core.text import is_forwarded, sentences

MOST_SENTENCES = 60
MOST_WORDS = 2500
_SUBJECT_SIZE = 500
LONGEST_WORD = 40  # of anything longer, no letter n-gram means a thing

# A line that goes on in lower case was broken inside a sentence. After a short line with a comma it was not: that is whom the mail greets.
_BROKEN = re.compile(r"(?<![.!?:;,])\n(?=[^\W\dA-ZÀ-ÖØ-Þ])|(?<=[^\n]{45},)\n(?=[^\W\dA-ZÀ-ÖØ-Þ])")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_LINK = re.compile(r"(?<!\S)(?:\S{0,9}://|www\.)\S*")
_ADDRESS = re.compile(r"(?<!\S)[^\s@]*@\S*")
_REPLY = re.compile(r"(?i)\s*(?:re|aw|antw|sv|vs|odp|ynt|res|rif|r)\s*(?:\[\d+\])?\s*:")
_ROBOT = re.compile(
    r"(?:no|not|non|do)[-_.]?(?:t[-_.]?)?(?:reply|respond|responder|answer)|notif|mailer|daemon|automat|noreply|system@|alert"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as its folded words, what they stand for, and the families of cues found in it."""

    text: str
    words: tuple[str, ...]
    ideas: tuple[Ideas, ...]
    marks: frozenset[str]
    noes: int  # how many ways of saying no fit it: a plain refusal is caught by several, a chance likeness by one


@dataclass(frozen=True, slots=True)
class Features:
    """What a mail is judged by."""

    sentences: tuple[Sentence, ...]  # the subject is the first
    words: tuple[str, ...]
    flags: frozenset[str]  # marks and structure that are present


def features_of(message: Message, text: str) -> Features:
    """Read a mail; `text` is judged_text(message)."""
    text = clear(text)
    read = _read(message.subject, text)
    words = tuple(word for sentence in read for word in sentence.words)[:MOST_WORDS]
    marks = _marks(read)
    return Features(read, words, frozenset(marks | _structure(message, text, marks)))


def part_of(features: Features, message: Message, places: Collection[int]) -> Features:
    """The same mail as if it held these sentences alone."""
    read = tuple(features.sentences[place] for place in places)
    marks = _marks(read)
    return Features(read, tuple(word for sentence in read for word in sentence.words), frozenset(marks | _structure(message, "", marks)))


def with_said(features: Features, model: SentenceModel) -> Features:
    """The same mail, with flags for what its sentences say by the sentence model."""
    return replace(features, flags=features.flags | sentence_flags(model, features.sentences))


def _read(subject: str, text: str) -> tuple[Sentence, ...]:
    said = [clear(subject[:_SUBJECT_SIZE]), *sentences(_BROKEN.sub(" ", text))[:MOST_SENTENCES]]
    tokens = [words_of(_masked(fold(sentence))) for sentence in said]
    languages = languages_of(chain.from_iterable(tokens))
    return tuple(_sentence(sentence, words, languages) for sentence, words in zip(said, tokens, strict=True))


def read_sentence(text: str) -> Sentence:
    """A sentence that stands alone, as fitting reads it."""
    tokens = words_of(_masked(fold(clear(text))))
    return _sentence(text, tokens, languages_of(tokens))


def _sentence(text: str, tokens: list[str], languages: frozenset[str]) -> Sentence:
    found = CUES.in_words(tokens, languages)
    words = tuple(word[:LONGEST_WORD] for word in tokens if word not in ",?")
    return Sentence(text, words, ideas_of(words, languages), frozenset(found), found.get("refusal", 0))


def _masked(folded: str) -> str:
    if "@" in folded:
        folded = _ADDRESS.sub("xaddress", folded)
    if "www." in folded or "://" in folded:
        folded = _LINK.sub("xlink", folded)
    return _NUMBER.sub("0", folded)


# --- marks ---

_PAIRS = (
    ("refusal", "job"),
    ("refusal", "praise"),
    ("refusal", "wishes"),
    ("refusal", "regret"),
    ("refusal", "receipt"),
    ("refusal", "elsewhere"),
    ("refusal", "hearsay"),
    ("refusal", "withdrawn"),
    ("refusal", "pending"),
    ("refusal", "invitation"),
    ("refusal", "outreach"),
    ("refusal", "alert"),
    ("refusal_if", "receipt"),
    ("outreach", "job"),
    ("outreach", "screening"),
    ("scheduling", "job"),
    ("scheduling", "invitation"),
    ("job", "hearsay"),
    ("job", "elsewhere"),
)
_WITHOUT_A_NO = (
    "job",
    "receipt",
    "wishes",
    "regret",
    "praise",
    "pending",
    "weak_refusal",
    "refusal_if",
    "scheduling",
    "outreach",
    "screening",
    "alert",
)
_ALONE_ONLY = frozenset({"weak_refusal"})
_COUNTED = {"refusal": (2, 3), "job": (2, 4), "outreach": (2, 3), "screening": (2,), "scheduling": (2,), "represents": (2,), "alert": (2,)}
_LEVELS = (2, 3, 5)  # of noes in one sentence


def _marks(read: tuple[Sentence, ...]) -> set[str]:
    """Flags for cues, for cues that meet in a mail, for those that stand without a refusal, and for what the refusing sentence holds."""
    counts = Counter(mark for sentence in read for mark in sentence.marks)
    flags = {f"{mark}>0" for mark in counts if mark not in _ALONE_ONLY}
    flags |= {f"{mark}>{step - 1}" for mark, steps in _COUNTED.items() for step in steps if counts[mark] >= step}
    flags |= {f"{one}+{other}" for one, other in _PAIRS if one in counts and other in counts}
    flags |= {f"{mark} alone" for mark in _WITHOUT_A_NO if mark in counts and "refusal" not in counts}
    flags |= _softly(counts)
    plainest = max(sentence.noes for sentence in read)
    flags |= {f"noes>{level - 1}" for level in _LEVELS if plainest >= level}
    flags |= {f"refusal&{mark}" for sentence in read if "refusal" in sentence.marks for mark in sentence.marks & _BESIDE}
    flags |= {f"{mark}&{sign}" for sentence in read for mark in sentence.marks & _NOES for sign in _signs(sentence)}
    flags |= _asked(read) if "refusal" not in counts else set()
    flags |= {f"subject:{mark}" for mark in read[0].marks & {"refusal", "receipt", "alert", "invitation", "offer"}}
    return flags or {"nothing"}


def _asked(read: tuple[Sentence, ...]) -> set[str]:
    """What is asked of the reader. In a refusal, questions are manners."""
    asking = [sentence for sentence in read if "?" in sentence.text]
    personal = [sentence for sentence in asking if not _YOU.isdisjoint(sentence.words)]
    return {name for name, holds in (("question", personal), ("question of work", [one for one in asking if one.marks & _WORK])) if holds}


_WORK = frozenset({"job", "outreach", "screening", "scheduling", "represents", "invitation"})


def _softly(counts: Counter[str]) -> set[str]:
    """Thanks, regret and good wishes, and no word of what comes next: a no that is not said."""
    if "refusal" in counts or "regret" not in counts:
        return set()
    if counts.keys() & {"invitation", "scheduling", "pending", "offer", "screening"}:
        return set()
    return {f"softly:{mark}" for mark in ("wishes", "praise", "job") if mark in counts}


_BESIDE = frozenset({"job", "regret", "elsewhere", "hearsay", "withdrawn"})
_NOES = frozenset({"refusal", "refusal_if"})
_YOU = frozenset(
    """
    you your yours ihnen ihre ihrer ihren ihrem sie dir dich dein deine deiner deinen vous votre vos tu te toi ton ta tes usted su
    sus tus contigo ti tua teu tuas teus sua seu voce consigo lei suo tuo suoi tuoi je jij jou jouw u uw dig din ditt deg
    """.split()  # noqa: SIM905 (one text to read)
)
_ME = frozenset(
    """
    i my me mine ich mich mir meine meiner meinen j mon ma mes me mi mis yo eu meu minha io mia mio ik mij mijn
    """.split()  # noqa: SIM905 (one text to read)
)


def _signs(sentence: Sentence) -> set[str]:
    """Who is meant by a refusal: the reader, the writer, or somebody who is quoted."""
    words = set(sentence.words)
    quoted = any(mark in sentence.text for mark in '"“”„«»')
    signs = {"you": not words.isdisjoint(_YOU), "me": not words.isdisjoint(_ME), "quoted": quoted, "us": not words.isdisjoint(_US)}
    return {name for name, holds in signs.items() if holds}


_US = frozenset(
    """
    we our us wir uns unser unsere unserer nous notre nos nosotros hemos nuestro nuestra nos nossa nosso abbiamo nostro nostra noi
    wij we ons onze
    """.split()  # noqa: SIM905 (one text to read)
)


# --- structure ---

HEADER_FLAGS = frozenset({"reply", "bulk", "automatic", "robot"})  # fitting drops these at times, so that the judgement can do without


_AT_WORK = frozenset(
    {
        "job>0",
        "outreach>0",
        "screening>0",
        "scheduling>0",
        "represents>0",
        "invitation>0",
        "refusal>0",
        "receipt>0",
        "assessment>0",
        "offer>0",
    }
)


def _structure(message: Message, text: str, marks: set[str]) -> set[str]:
    """Flags for headers and shape. An answer, a question, a short note say something only where there is a word of work as well."""
    at_work = not marks.isdisjoint(_AT_WORK)
    tests = {
        "reply": at_work and bool(message.in_reply_to or message.references or _REPLY.match(message.subject)),
        "bulk": bool(message.list_id or message.list_unsubscribe),
        "automatic": bool(message.auto_submitted or message.precedence),
        "robot": message.from_ is not None and bool(_ROBOT.search(message.from_.addr.lower())),
        "forwarded": is_forwarded(message, text),
        "leisure": not at_work,
    }
    return {name for name, holds in tests.items() if holds}
