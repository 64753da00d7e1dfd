"""Strings of a mail made fit to be shown, and names as people say them.

Company, role, names and subject come from strangers. `display` is for what the user sends and reads as text; `harmless` also takes away
what a notification service could turn into markup, a link or a call to everybody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import Template

from watcher.core.compose.template import listed
from watcher.core.compose.words import Words
from watcher.core.extract import Contact
from watcher.core.parse import clean

_LINK = re.compile(r"\b(?:[a-z][a-z0-9+.-]{1,20}://|www\.|(?:mailto|tel|sms|xmpp|javascript):(?=\S))\S*", re.IGNORECASE)
_CALL = re.compile(r"(?<![\w.])@+(?=\w)")  # @everyone, @channel; not the one of an address
# Of letters, which `clean` leaves and nobody sees; and what is a letter or a sign to Unicode and a blank to the eye: fillers of Hangul,
# vowels of Khmer that are not to be used, Braille without dots, selectors of variants that few fonts have.
_JOINERS = str.maketrans(
    dict.fromkeys("\u200c\u200d\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
    | dict.fromkeys(map(chr, range(0xE0100, 0xE01F0)))
)
_MARKUP = str.maketrans({"<": "‹", ">": "›", "*": None, "`": None, "~": None})

# What is no part of a name: everything from here on, titles before it, and words that tell of a desk and not of a person.
_NAME_ENDS = re.compile(r"[(\[|/@]|\s[-–—]\s|\s(?:via|from|at|bei|chez)\s", re.IGNORECASE)
_TITLES = frozenset(
    {"dr", "prof", "mr", "mrs", "ms", "miss", "mx", "sir", "herr", "frau", "dipl-ing", "ing", "mag", "m", "mme", "mlle", "sr", "sra"}
)
# fmt: off
_DESKS = frozenset({
    "team", "hiring", "hr", "hrm", "recruiting", "recruitment", "recruiter", "recruiters", "talent", "careers", "career", "jobs",
    "job", "people", "people-team", "personal", "personalabteilung", "bewerbung", "bewerbungen", "acquisition", "staffing", "human",
    "resources", "group", "gmbh", "ag", "inc", "llc", "ltd", "support", "office", "notifications", "noreply", "no-reply", "the",
})
# fmt: on


def display(text: str, limit: int = 80) -> str:
    """One line without anything invisible, at most `limit` characters."""
    line = _one_line(text)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def harmless(text: str, limit: int = 80) -> str:
    """One line that no notification service takes for markup, a link or a call to everybody."""
    line = _CALL.sub("", _LINK.sub("(link)", _one_line(text).translate(_MARKUP)))
    return display(line.replace("](", "] ("), limit)


def _one_line(text: str) -> str:
    return clean(text.translate(_JOINERS))


def first_name(name: str, company: str | None = None) -> str | None:
    """How to greet somebody; None when the name does not tell: "Reyes, Dana" is Dana, "Ms Reyes" and "Kestrel Hiring Team" are nobody."""
    name = _NAME_ENDS.split(display(name), maxsplit=1)[0]
    family, comma, given = name.partition(",")
    all_words = (given if comma else family).split()
    words = [word for word in all_words if word.casefold().strip(".") not in _TITLES]
    surname = not comma and len(words) == 1 < len(all_words)
    if not words or surname or _is_a_desk(name, company):
        return None
    return _as_written(words[0])


def full_name(name: str, company: str | None = None) -> str | None:
    """How to greet somebody where first names are for friends: Ina Berg; None where `first_name` is."""
    first = first_name(name, company)
    if first is None:
        return None
    plain = _NAME_ENDS.split(display(name), maxsplit=1)[0]
    family, comma, given = plain.partition(",")
    ordered = f"{given} {family}" if comma else plain
    words = [word for word in ordered.split() if word.casefold().strip(".") not in _TITLES]
    shouted = ordered in {ordered.upper(), ordered.lower()}
    return " ".join([first, *(word.title() if shouted else word for word in words[1:])])


def _is_a_desk(name: str, company: str | None) -> bool:
    words = {word.strip(".,&").casefold() for word in name.split()}
    return bool(words & _DESKS) or name.strip().casefold() == (company or "").strip().casefold()


def _as_written(word: str) -> str | None:
    """The name in its own letters, unless the case says nothing; an initial or an address is no name."""
    letters = word.replace("-", "").replace("'", "").replace("’", "")
    if not letters.isalpha() or (len(letters) < 2 and letters.isascii()):
        return None
    return word.title() if letters in {letters.upper(), letters.lower()} else word


def people(to: Sequence[Contact], words: Words) -> str:
    """Who is meant: up to two by name, more as a number; "" for nobody."""
    names = [harmless(_spoken(person.name), 40) or harmless(person.addr, 60) for person in to]
    if len(names) <= 2:
        return listed(names, words.conjunction)
    return Template(words.others).substitute(first=names[0], count=len(names) - 1)


def _spoken(name: str) -> str:
    """As people are called: "Hale, Tom" is Tom Hale."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and "," not in given else name
