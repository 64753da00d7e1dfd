"""Text to the plain letters that features are counted on, so that two ways of writing the same words are the same words.

Senders, mail clients and those who try to hide write one phrase in many forms: typographic or straight apostrophes, composed or decomposed
accents (NFC, NFD), no-break spaces, zero-width characters between letters, Cyrillic letters that look Latin, capitals, and quoted-printable
(RFC 2045, 6.7) that some relay left undecoded. All of them fold to lower-case letters without accents. Folding accents away loses a
little ("esta", "está") and wins more: keyboards without accents, and one form to write patterns in.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain

_MARKS = range(0x300, 0x370)  # combining accents, left over by NFKD
_UNSEEN = (
    0xAD,
    0x34F,
    0x61C,
    0x115F,
    0x1160,
    0x17B4,
    0x17B5,
    0x180E,
    0x2800,
    0x3164,
    0xFEFF,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
)
_UNSEEN_TOO = (*range(0x2060, 0x2070), *range(0xFE00, 0xFE10), *range(0xE0000, 0xE0080))
_LETTERS = {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th", "ħ": "h"}
_SIGNS = {sign: plain for plain, signs in {"'": "’‘‛´`ʼ＇′", '"': "“”„«»‟", "-": "‐‑‒–—―−"}.items() for sign in signs}
_CLEAR = dict.fromkeys(chain(_UNSEEN, _UNSEEN_TOO), "")
_FOLD = {**dict.fromkeys(chain(_MARKS, _UNSEEN, _UNSEEN_TOO), ""), **str.maketrans(_LETTERS), **str.maketrans(_SIGNS)}

# Letters that most typefaces draw as the Latin one (after lower-casing), from the Unicode confusables (UTS 39).
_LOOK_ALIKES = str.maketrans("аеорсухіѕјԁһӏԛԝкмнтвгпαορνκτιγεηυχωσъь", "aeopcyxisjdhlqwkmhtbrnaopvktiyenuxwobb")
_FOREIGN = re.compile(r"[Ͱ-Ͽа-ӿԀ-ԯ]")
_LATIN = re.compile(r"[a-z]")
_MOSTLY = 4  # Latin letters for each foreign one, from which on the foreign ones are taken for disguise

_QUOTED_PRINTABLE = re.compile(r"(?:=[0-9A-F]{2})+")
_SOFT_BREAK = re.compile(r"=(?:\r?\n|[ ]\n?|$)")


def clear(text: str) -> str:
    """Text as it was meant: quoted-printable leftovers decoded, unseen characters left out. Comes before sentences are cut."""
    text = _decode_leftovers(text) if "=" in text else text
    return text if text.isascii() else text.translate(_CLEAR)


def fold(text: str) -> str:
    """Lower-case letters without accents or disguise."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text).lower().translate(_FOLD)
    foreign = len(_FOREIGN.findall(text))
    if foreign and len(_LATIN.findall(text)) > _MOSTLY * foreign:
        text = text.translate(_LOOK_ALIKES)
    return text


def _decode_leftovers(text: str) -> str:
    """Undo quoted-printable that a relay left in the text. One code may be chance (a link, a sum), unless it is a blank; two are not."""
    if "=20" not in text and sum(len(run) for run in _QUOTED_PRINTABLE.findall(text)) < _TWO_CODES:
        return text
    return _QUOTED_PRINTABLE.sub(_decoded, _SOFT_BREAK.sub("", text))


_TWO_CODES = 6  # characters


def _decoded(match: re.Match[str]) -> str:
    octets = bytes.fromhex(match[0].replace("=", ""))
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return octets.decode("cp1252", errors="replace")
