"""Bytes to characters, and characters to ones that can be shown: every displayed string of a mail goes through `clean`."""

from __future__ import annotations

import codecs
import re
import unicodedata

# What people name and what they mean, as browsers do (WHATWG Encoding, section 4.2): the wider set contains the narrower.
MEANT = {
    "ascii": "utf-8",
    "us-ascii": "utf-8",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# Names that Python does not know and mail has.
ALIASES = {
    "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "x-sjis": "cp932",
    "cp-850": "cp850",
}
# These are text encodings to Python, but no charset of mail: slow, raising whatever the error handler, or running escapes.
REFUSED = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"})
CHARSET_NAME = re.compile(r"[A-Za-z0-9_.:+-]{1,40}")

# General category Cc; marks of direction that reorder a line (Trojan Source); characters that nobody sees; noncharacters.
# The joiners U+200C and U+200D stay: Persian words and emoji need them.
UNSEEN = [
    *range(0x20),
    *range(0x7F, 0xA0),
    0xAD,
    0x061C,
    0x180E,
    0x200B,
    0x200E,
    0x200F,
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    0xFFFE,
    0xFFFF,
    *range(0xE0000, 0xE0080),
]
BREAKS = dict.fromkeys([0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029], "\n")
DROP: dict[int, str | None] = {**dict.fromkeys(UNSEEN), **dict.fromkeys(range(0xD800, 0xE000), "�"), **BREAKS, 0x09: " "}
MARKS_IN_A_ROW = 30  # UAX 15, Stream-Safe Text Format; normalising a longer run costs the square of its length


def codec_name(charset: str | None) -> str | None:
    """The codec for a charset that a mail names; None when there is none that can be trusted."""
    if not charset or not CHARSET_NAME.fullmatch(charset):
        return None
    charset = ALIASES.get(charset.lower(), charset)
    try:
        name = codecs.lookup(charset).name
        b"a".decode(name, "replace")  # refuses what is no text encoding (rot13, zip)
    except (LookupError, ValueError):
        return None
    return None if name.replace("-", "_") in REFUSED else MEANT.get(name, name)  # some Pythons spell "unicode-escape"


def decode(data: bytes, charset: str | None = None) -> str:
    """Read bytes by the charset they claim, else as UTF-8, else as what is still most common; every byte string can be read."""
    claimed = codec_name(charset)
    for name in (claimed or "utf-8", "utf-8"):
        try:
            return data.decode(name)
        except ValueError:  # UnicodeError is one
            continue
    legacy = claimed if claimed and claimed != "utf-8" else "utf-8" if _mostly_utf8(data) else "cp1252"
    return data.decode(legacy, "replace")


def _mostly_utf8(data: bytes) -> bool:
    """True when UTF-8 was cut or hurt in a few places rather than being another charset."""
    text = data.decode("utf-8", "replace")
    broken = text.count("�")
    return broken * 4 <= len(text) - len(text.encode("ascii", "ignore"))


def clean(text: str, *, lines: bool = False) -> str:
    """What can be shown and stored: NFC, no control, direction or invisible characters, no lone surrogates; one line unless `lines`."""
    if lines:
        text = text.replace("\r\n", "\n")
    text = unicodedata.normalize("NFC", few_marks(text.translate(DROP)))
    return text if lines else " ".join(text.split())


def few_marks(text: str) -> str:
    """Drop the combining marks after the 30th in a row."""
    if text.isascii():
        return text
    kept: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if char > "\u02ff" and unicodedata.combining(char) else 0
        if run <= MARKS_IN_A_ROW:
            kept.append(char)
    return "".join(kept)
