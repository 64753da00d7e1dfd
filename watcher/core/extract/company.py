"""Which company a mail is about; None rather than a guess.

Looked for in the order in which places proved right in real mail: the subject's own words, the display name, the opening sentences of the
body, the closing, the customer's slot in a tracking system's address, the sender's own domain. Never the body at large: footers and lists
of benefits name other companies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from watcher.core.extract import sender
from watcher.core.extract.house import NO_NAME, Hints, hints_of, is_person, spelled, trimmed
from watcher.core.extract.leads import (
    ASKS,
    BRACKETED,
    FIRST_IN_SUBJECT,
    LAST_IN_SUBJECT,
    LEADS,
    NAME,
    PREFIX,
    ROLE_AT,
    SEGMENT,
    SIGNED,
    STOP,
    TALK,
    TEAM_OF,
)
from watcher.core.extract.names import company_key, company_tokens, fold, form_alone, given_name, person_like, wordset
from watcher.core.extract.occupations import role_like
from watcher.core.extract.titles import part_of
from watcher.core.extract.vendors import BRANDS
from watcher.core.parse import Message

_OPENING = 600  # characters of the body in which the company of the letter is named
_WORDS = 7
# "the ... position": a job, whatever capitals it begins with.
_A_JOB = re.compile(r"[^.\n;:!?]{0,70}?\s(?:position|role|job|opening|vacancy|internship)\b", re.IGNORECASE)
_DAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)[,.]?\s+\d{1,2}\b|\d+(?::\d|\s?(?:am|pm|uhr|h)\b)")
_WRITER_END = re.compile(r"\s+(?:via|über|par|from|at|-)\s+|\s*[,(|]")
_FIRST = wordset(
    "our your this that these those an a us you we my their his her such any all both no not unser unsere unserem "
    "unserer unseren ihr ihre ihrem ihrer deine dein "
    "deiner dem den einer einem eine uns nous notre votre vos nos cette ce ces nuestra nuestro nosotros tu su esta "
    "este nossa nosso sua seu esta "
    "nostra nostro vostra tua questa ons onze jouw uw deze dit thank thanks re fwd update application applying at "
    "for with i if it he she confirmation confirmacao confirmacion conferma bestatigung eingangsbestatigung bevestiging"
)


def company_of(message: Message, subject: str, text: str, block: list[str]) -> tuple[str, str] | None:
    """The company's name and where it stood; `block` is what stands under the closing."""
    hints = hints_of(message, block)
    writer = message.from_.name if message.from_ else ""
    for where, name in _candidates(subject, text[:_OPENING], block, writer, hints):
        if name and plausible(name, hints) and not _is_somebody(name, message, block):
            return name, where
    return None


def _candidates(subject: str, opening: str, block: list[str], writer: str, hints: Hints) -> Iterator[tuple[str, str]]:
    subject = PREFIX.sub("", subject)
    flat = opening.replace("Sr.", "Sr").replace("Jr.", "Jr")
    yield from (("Subject", name) for name in _in_subject(subject, hints))
    if hints.display:
        yield "From", hints.display
    yield from (("body", name) for name in _led(flat, hints))
    yield from (("signature", name) for name in _signed(block, writer))
    yield from (("Subject", name) for name in _segments(subject, hints, sure=False))
    words = f"{subject}\n{flat}\n" + "\n".join(block)
    if hints.tenant:
        yield "From", spelled(hints.tenant, words)
    if hints.label:
        yield "From", spelled(hints.label, words)


def _in_subject(subject: str, hints: Hints) -> Iterator[str]:
    at = ROLE_AT.match(subject)
    if at and role_like(at["role"]):
        yield _run(subject[at.end() :], hints) or ""
    yield from _led(subject, hints, silent=hints.silent())
    asks = ASKS.match(subject)
    if asks and not _like_a_person(asks["name"]):
        yield trimmed(asks["name"])
    bracketed = BRACKETED.match(subject)
    if bracketed and (hints.machine or hints.confirms(bracketed["name"])):
        yield trimmed(bracketed["name"])
    last = LAST_IN_SUBJECT.search(subject)
    if last:
        name = _run(subject[last.end() :], hints)
        stranger = person_like(name or "") and not TALK.search(subject)  # "New message from Dana Reyes"
        if name and (hints.confirms(name) or not (stranger or _like_a_person(name))):
            yield name
    yield from _segments(subject, hints, sure=True)
    first = FIRST_IN_SUBJECT.match(subject)
    if first and (hints.confirms(first["name"]) or hints.silent()):
        yield trimmed(first["name"])


def _segments(subject: str, hints: Hints, *, sure: bool) -> Iterator[str]:
    """Parts of "Kestrel | Your application": those that the sender confirms, else those beside a part that speaks of applications."""
    parts = [part.strip() for part in SEGMENT.split(subject) if part.strip()]
    if sure:
        yield from (
            trimmed(part) for part in parts if hints.confirms(part) and len(part) < 60 and not TALK.search(part) and not role_like(part)
        )
    elif any(TALK.search(part) for part in parts) and not hints.spellings():
        rest = [part for part in parts if not TALK.search(part) and not role_like(part) and not re.search(r"\d{3}", part)]
        yield from (trimmed(part) for part in rest[:1] if NAME.fullmatch(trimmed(part)) and not given_name(part))


def _led(text: str, hints: Hints, *, silent: bool = False) -> Iterator[str]:
    """Names behind one of the leads, in the order of the leads. `silent`: nobody could confirm them."""
    for lead in LEADS:
        for match in lead.pattern.finditer(text):
            if match[0].endswith("the ") and _A_JOB.match(text, match.end()):
                continue
            name = _run(text[match.end() :], hints)
            if name and (not lead.confirmed or hints.confirms(name) or (silent and not _like_a_person(name))):
                yield name


def _run(rest: str, hints: Hints) -> str | None:
    """The name with which the text goes on: as the sender spells it, else a run of capitalised words."""
    rest = rest[:120].split("\n", maxsplit=1)[0]
    known = _known(rest, hints)
    match = NAME.match(rest)
    if match is None:
        return known
    name = trimmed(STOP.sub("", match["name"]))
    return known if known and len(company_key(known)) > len(company_key(name)) else name


def _known(rest: str, hints: Hints) -> str | None:
    """The longest start of the text that closes up to one of the sender's spellings, whatever its case."""
    spellings, words = hints.spellings(), rest.split()[:6]
    starts = (" ".join(words[:end]).strip("\"“”„«»'‘’.,;:!?()") for end in range(len(words), 0, -1)) if spellings else ()
    return next((start for start in starts if company_key(start) in spellings), None)


def _signed(block: list[str], writer: str) -> Iterator[str]:
    """The house in a closing: "The Kestrel Recruiting Team", or below a name and beside or below a title."""
    for line in block[:4]:
        match = TEAM_OF.match(line) or SIGNED.match(line)
        if match:
            yield trimmed(match["name"])
    if not block or not person_like(block[0]) or not (given_name(block[0]) or fold(block[0]) == fold(writer)):
        return
    for line in block[1:4]:
        *titles, last = re.split(r"\s*[,|·]\s*|\s[-–]\s|\sat\s", line)
        titled = part_of(" ".join(titles)) is not None
        if NAME.fullmatch(last) and part_of(last) is None and not role_like(last) and (titled or (not titles and len(last.split()) > 1)):
            yield trimmed(last)


def _like_a_person(name: str) -> bool:
    return given_name(name) and (person_like(name) or len(name.split()) == 1)


def plausible(name: str, hints: Hints) -> bool:
    """A name that can stand for a company: no vendor, no common word, no role."""
    key = company_key(name)
    words = company_tokens(name)
    if not key or len(name) > 60 or len(name.split()) > _WORDS or key in BRANDS or key in NO_NAME or key.isdigit() or "@" in name:
        return False
    if fold(name).split()[0] in _FIRST or all(word in NO_NAME for word in words) or form_alone(words) or _DAY.match(fold(name)):
        return False
    return hints.confirms(name) or (not role_like(name) and any(char.isupper() or char.isdigit() or ord(char) > 0x3000 for char in name))


def _is_somebody(name: str, message: Message, block: list[str]) -> bool:
    """The reader's own name, or the writer's."""
    key = company_key(name)
    if key in {company_key(own) for to in message.to[:5] for own in (to.name, sender.split_address(to.addr)[0])}:
        return True
    if message.from_ is None:
        return False
    writer = _WRITER_END.split(message.from_.name[:120], maxsplit=1)[0]
    return key == company_key(writer) and is_person(writer, message.from_, block)
