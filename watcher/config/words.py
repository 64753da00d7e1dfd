"""What several checks of the config share: a refusal, a look-alike, a value fit to be shown, a name fit to be shown, a loopback host."""

from __future__ import annotations

import difflib
import ipaddress
import json
import re
import unicodedata
from collections.abc import Iterable

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")
_SHOWN = 40  # characters of a value or a name that a message repeats


class Refused(ValueError):
    """A value that cannot be used; `remedy` says what to do. Raised inside checks, and turned into a Problem at its place."""

    def __init__(self, message: str, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class Away(Refused):
    """A secret that cannot be had just now: a keyring is locked, a key waits for its passphrase. Later it may be had, by itself."""


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The known word that looks most like `word`, or else the one that contains it ("Berlin": "Europe/Berlin")."""
    words = {name.lower(): name for name in known}
    wanted = word[:80].lower()  # difflib is quadratic, and a word of that length resembles nothing
    close = difflib.get_close_matches(wanted, words, n=1, cutoff=0.6)
    inside = sorted(name for name in words if len(wanted) > 3 and (wanted in name or name in wanted))
    return words[(close or inside)[0]] if close or inside else None


def has_control_characters(text: str) -> bool:
    """Whether a character would end or garble an IMAP command, a header or a line on the terminal (Cc, Zl, Zp, surrogates)."""
    return any(unicodedata.category(char) in {"Cc", "Zl", "Zp", "Cs"} for char in text)


def one_line(text: str, longest: int = 200) -> str:
    """The first line of a text from outside, fit to be shown."""
    lines = text.strip().splitlines()
    return "".join(char if char.isprintable() else " " for char in (lines[0] if lines else ""))[:longest]


def shown_key(key: str) -> str:
    """A key as a message names it: bare where TOML allows it, else in quotes, and never long."""
    if _BARE_KEY.fullmatch(key):
        return key
    return json.dumps(key if len(key) <= _SHOWN else f"{key[:_SHOWN]}...")


def shown_value(value: object) -> str:
    """A value of a wrong type as a message names it: short ones in full, the others by their kind."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and len(value) <= _SHOWN:
        return json.dumps(value, ensure_ascii=has_control_characters(value))
    if isinstance(value, float) or (isinstance(value, int) and abs(value) < 10**_SHOWN):
        return str(value)
    return "a number too long to show" if isinstance(value, int) else kind_of(value)


_KINDS: tuple[tuple[type, str], ...] = (
    (bool, "true or false"),
    (str, "a text"),
    (int, "a whole number"),
    (float, "a number"),
    (list, "a list"),
    (dict, "a table"),
)


def kind_of(value: object) -> str:
    """What TOML calls a value, for messages that must not repeat it."""
    return next((name for kind, name in _KINDS if isinstance(value, kind)), "a date or time")


def is_loopback(host: str) -> bool:
    """Whether a connection to `host` stays on this machine (RFC 1122 3.2.1.3, RFC 4291 2.5.3, RFC 6761 6.3)."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
