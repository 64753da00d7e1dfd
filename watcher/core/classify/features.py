"""A mail as the features it is judged by, the same for fitting and for the service.

Three kinds: n-grams of the folded words (counted by `score` for the service and by scikit-learn for fitting), marks (how many sentences
hold which cue, and which cues meet), and what the headers and the shape of the text show. Addresses, links and numbers are masked:
which ones they are says nothing about the next mail.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from watcher.core.classify.cues import CUES, words_of
from watcher.core.classify.fold import fold
from watcher.core.parse import Message
from watcher.core.text import is_forwarded, sentences

MOST_SENTENCES = 60
MOST_WORDS = 2500
LONGEST_WORD = 40  # of anything longer, no letter n-gram means a thing

_BROKEN = re.compile(r"(?<![.!?:;])\n(?=[^\W\dA-ZÀ-ÖØ-Þ])")  # a line that goes on in lower case was broken inside a sentence
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_LINK = re.compile(r"(?<!\S)(?:\S{0,9}://|www\.)\S*")
_ADDRESS = re.compile(r"(?<!\S)[^\s@]*@\S*")
_REPLY = re.compile(r"(?i)\s*(?:re|aw|antw|sv|vs|odp|ynt|res|rif|r)\s*(?:\[\d+\])?\s*:")
_ROBOT = re.compile(
    r"(?:no|not|non|do)[-_.]?(?:t[-_.]?)?(?:reply|respond|responder|answer)|notif|mailer|daemon|automat|noreply|system@|alert"
)
_SHORT, _TINY, _LONG = 300, 120, 2500


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as its folded words, with the families of cues found in it."""

    text: str
    words: tuple[str, ...]
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Features:
    """What a mail is judged by."""

    sentences: tuple[Sentence, ...]  # the subject is the first
    words: tuple[str, ...]
    flags: frozenset[str]  # marks and structure that are present


def features_of(message: Message, text: str) -> Features:
    """Read a mail; `text` is judged_text(message)."""
    read = tuple(sentence_of(sentence) for sentence in _sentences(message.subject, text))
    words = tuple(word for sentence in read for word in sentence.words)[:MOST_WORDS]
    marks = _marks(read)
    return Features(read, words, frozenset(marks | _structure(message, text, at_work=not marks.isdisjoint(_AT_WORK))))


def _sentences(subject: str, text: str) -> list[str]:
    return [subject[:500], *sentences(_BROKEN.sub(" ", text))[:MOST_SENTENCES]]


def sentence_of(text: str) -> Sentence:
    tokens = words_of(_masked(fold(text)))
    return Sentence(text, tuple(word[:LONGEST_WORD] for word in tokens if word not in ",?"), frozenset(CUES.in_words(tokens)))


def _masked(folded: str) -> str:
    if "@" in folded:
        folded = _ADDRESS.sub("xaddress", folded)
    if "www." in folded or "://" in folded:
        folded = _LINK.sub("xlink", folded)
    return _NUMBER.sub("0", folded)


# --- marks ---

_STEPS = (1, 2, 3)
_PAIRS = (
    ("refusal", "job"),
    ("refusal", "elsewhere"),
    ("refusal", "hearsay"),
    ("refusal", "withdrawn"),
    ("refusal", "pending"),
    ("refusal", "invitation"),
    ("refusal", "outreach"),
    ("refusal", "wishes"),
    ("refusal", "regret"),
    ("refusal", "refusal_if"),
    ("refusal_if", "receipt"),
    ("weak_refusal", "job"),
    ("weak_refusal", "elsewhere"),
    ("weak_refusal", "wishes"),
    ("regret", "wishes"),
    ("regret", "praise"),
    ("praise", "wishes"),
    ("receipt", "praise"),
    ("outreach", "job"),
    ("outreach", "screening"),
    ("scheduling", "job"),
    ("scheduling", "invitation"),
    ("job", "hearsay"),
    ("job", "elsewhere"),
)
_LACKING = (
    ("refusal", "job"),
    ("refusal", "refusal_if"),
    ("refusal", "elsewhere"),
    ("weak_refusal", "job"),
    ("weak_refusal", "refusal"),
    ("refusal_if", "refusal"),
    ("receipt", "refusal"),
    ("wishes", "refusal"),
    ("regret", "refusal"),
    ("pending", "refusal"),
    ("scheduling", "refusal"),
    ("outreach", "refusal"),
    ("outreach", "alert"),
    ("job", "refusal"),
)


def _marks(read: tuple[Sentence, ...]) -> set[str]:
    """Flags for how many sentences hold a cue, for cues that meet in a mail, and for those that stand without another."""
    counts = Counter(mark for sentence in read for mark in sentence.marks)
    flags = {f"{mark}>{step - 1}" for mark, count in counts.items() for step in _STEPS if count >= step}
    flags |= {f"{one}+{other}" for one, other in _PAIRS if one in counts and other in counts}
    flags |= {f"{one}-{other}" for one, other in _LACKING if one in counts and other not in counts}
    flags |= {
        f"{mark}&job" for sentence in read if "job" in sentence.marks for mark in sentence.marks & {"refusal", "weak_refusal", "regret"}
    }
    flags |= {f"{mark}&{sign}" for sentence in read for mark in sentence.marks & _NOES for sign in _signs(sentence)}
    flags |= {f"subject:{mark}" for mark in read[0].marks & {"refusal", "receipt", "alert", "invitation", "offer"}}
    return flags or {"nothing"}


_NOES = frozenset({"refusal", "weak_refusal", "refusal_if"})
_YOU = frozenset(
    "you your yours ihnen ihre ihrer ihren ihrem sie dir dich dein deine deiner deinen vous votre vos tu te toi ton ta tes usted su sus tus contigo ti tua teu tuas "
    "teus sua seu voce si consigo lei suo tuo suoi tuoi je jij jou jouw u uw dig din ditt deg".split()
)
_ME = frozenset("i my me mine ich mich mir meine meiner meinen je j mon ma mes me mi mis yo eu meu minha io mia mio ik mij mijn".split()) - {"je"}


def _signs(sentence: Sentence) -> set[str]:
    """Who is meant by a refusal: the reader, the writer, or somebody who is quoted."""
    words = set(sentence.words)
    quoted = any(mark in sentence.text for mark in '"“”„«»')
    signs = {"you": not words.isdisjoint(_YOU), "me": not words.isdisjoint(_ME), "quoted": quoted, "us": not words.isdisjoint(_US)}
    return {name for name, holds in signs.items() if holds}


_US = frozenset("we our us wir uns unser unsere unserer nous notre nos on nosotros hemos nuestro nuestra nos nossa nosso abbiamo nostro nostra noi wij we ons onze vi".split())


# --- structure ---

HEADER_FLAGS = frozenset({"reply", "bulk", "automatic", "robot"})  # fitting drops these at times, so that the judgement can do without


_AT_WORK = frozenset(
    {"job>0", "outreach>0", "screening>0", "scheduling>0", "represents>0", "invitation>0", "refusal>0", "receipt>0", "assessment>0", "offer>0"}
)


def _structure(message: Message, text: str, *, at_work: bool) -> set[str]:
    """Flags for headers and shape. An answer, a question, a short note say something only where there is a word of work as well."""
    questions = text.count("?")
    tests = {
        "reply": at_work and bool(message.in_reply_to or message.references or _REPLY.match(message.subject)),
        "bulk": bool(message.list_id or message.list_unsubscribe),
        "automatic": bool(message.auto_submitted or message.precedence),
        "robot": message.from_ is not None and bool(_ROBOT.search(message.from_.addr.lower())),
        "forwarded": is_forwarded(message, text),
        "question": at_work and questions > 0,
        "questions": at_work and questions > 1,
        "tiny": at_work and len(text) < _TINY,
        "short": at_work and len(text) < _SHORT,
        "long": len(text) > _LONG,
        "leisure": not at_work,
    }
    return {name for name, holds in tests.items() if holds}
