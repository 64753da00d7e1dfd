"""The block under a letter's closing: who signs, with which title, for whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from watcher.core.extract.names import given_name, in_address
from watcher.core.parse import Address, Message
from watcher.core.text import fold

_LINES = 8  # of a signature; what stands lower is a footer
_WIDTH = 90
_QUOTED = re.compile(
    r"\s*>|.{0,200}\b(?:wrote|schrieb|écrit|escribió|scritto|escreveu|schreef)\b.{0,80}:\s*$|\s*[-_]{5,}|\s*(?:From|Von|De|Da|Van)\s?:"
)
_CLOSING = re.compile(
    r"\W*(?:(?:with|mit|con|com|met|avec|my|our|very|kindest|warmest|best|kind|warm|many|beste[nr]?|freundlichen?|"
    r"herzlichen?|viele|liebe|schöne|"
    r"sonnige|cordiali|distinti|cordiales|un|cordial|atentos|vriendelijke|hartelijke|melhores|meilleures|sincères|"
    r"bien|respectful|muchos?|todos?|os|as|meus|minhas|los|mis|le|la|i|je) )*"
    r"(?:regards|wishes|best|thanks|thank you|sincerely|cheers|cordially|yours|grü(?:ß|ss)en?|gruss|gruß|cordialement|"
    r"salutations|bien à vous|saludos?|"
    r"atentamente|cordialmente|saluti|distintamente|cumprimentos|atenciosamente|abraços?|groet(?:en)?|hoogachtend|mvg|"
    r"vg|lg|mfg|kr|br|respectfully|"
    r"warmly|all the best|take care|hochachtungsvoll|gracias|merci|grazie|obrigad[oa]|bedankt)"
    r"(?: (?:again|from|aus|sincerely|yours|truly|faithfully|very much|so much|cordiales|cordiais|dank)\b.{0,30})?\s*[,.!–-]*\s*",
    re.IGNORECASE,
)
GREETING = re.compile(
    (
        r"(?:hi|hello|hey|dear|hallo|liebe[r]?|guten|sehr|moin|bonjour|madame|hola|estimad|ciao|gentile|buon|ol[áa]|"
        r"car[oa]|prezad|beste|geachte|dag|grüß|servus|hoi)\b"
    ),
    re.IGNORECASE,
)
_INLINE = re.compile(
    (
        r"(?:thanks|cheers|best|regards|gruß|grüße|groetjes|groet|saludos|un saludo|saluti|merci|lg|"
        r"vg)[,!.]? +[-–]?\s*(?P<name>[A-Z][^\n,.!?]{1,40})"
    ),
    re.IGNORECASE,
)


def letter(message: Message, text: str) -> tuple[str, list[str]]:
    """The letter without its signature, and the signature: what stands under the last closing ("Kind regards,") or signature mark."""
    own = text.splitlines()
    closing = _closing(own)
    if closing is None:
        body, block = _unclosed(own, message.from_)
    else:
        body, block = own[:closing], [line for line in own[closing + 1 :] if line][:_LINES]
    return "\n".join(body), [line for line in block if len(line) <= _WIDTH] + _marked(message)


def _closing(own: list[str]) -> int | None:
    found = (index for index in range(len(own) - 1, -1, -1) if len(own[index]) <= _WIDTH and _CLOSING.fullmatch(own[index]))
    return next(found, None)


def _unclosed(own: list[str], writer: Address | None) -> tuple[list[str], list[str]]:
    """A letter that ends "Cheers, Dana", or in short lines that could be a name and a title; a robot's may end in the job's."""
    for index in range(max(1, len(own) - 4), len(own)):
        inline = _INLINE.fullmatch(own[index][:_WIDTH].strip())
        if inline:
            return own[:index], [inline["name"], *own[index + 1 :]]
    start = len(own)
    while start > max(1, len(own) - 3) and _could_sign(own[start - 1]):
        start -= 1
    local = writer.addr.partition("@")[0] if writer else ""
    named = start < len(own) and (given_name(own[start]) or in_address(own[start], local))
    return own[: start if named else None], own[start:]


def _could_sign(line: str) -> bool:
    most = 10 if re.search(r" [|–-] |, ", line) else 5
    return (
        len(line) <= _WIDTH
        and 1 <= len(line.split()) <= most
        and line[-1] not in ".!?:,"
        and not line[0].isdigit()
        and not GREETING.match(line)
    )


def _marked(message: Message) -> list[str]:
    """What stands below "-- " (RFC 3676 4.3): the judged text has it cut."""
    lines = iter(message.plain[:20_000].split("\n"))
    for line in lines:
        if line.rstrip() == "--":
            return [fold(below.strip()) for below in islice(_until_quoted(lines), _LINES) if below.strip() and len(below) <= _WIDTH]
        if _QUOTED.match(line[:300]):
            return []
    return []


def _until_quoted(lines: Iterator[str]) -> Iterator[str]:
    return takewhile(lambda line: not _QUOTED.match(line[:300]), lines)
