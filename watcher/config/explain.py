"""Why a config was refused, in words: pydantic's and tomli's errors become Problems with a path, a reason and a remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from watcher import __version__
from watcher.config.document import NAMED, TABLES
from watcher.config.example import as_toml
from watcher.config.words import Refused, did_you_mean, kind_of, shown_key, shown_value
from watcher.errors import Problem

SMALLEST = """
      [accounts.personal]
      host = "imap.example.com"
      username = "sam@example.com"
      password = { command = ["pass", "show", "mail"] }
    """
NO_ACCOUNT = Problem(
    "accounts", f"there is no mail account to watch yet; the smallest one is\n{SMALLEST}", "every option: config.example.toml"
)
Location = Sequence[str | int]
_Details = Mapping[str, Any]


def where(location: Location) -> str:
    """The path of a value as it is written in TOML; the n-th of a list is counted from 1."""
    keys = ".".join(shown_key(part) for part in location if isinstance(part, str))
    return keys + "".join(f", entry {part + 1}" for part in location if isinstance(part, int))


def check_failed(error: ValidationError) -> list[Problem]:
    """All that pydantic found."""
    return [_problem(details) for details in error.errors(include_url=False)]


def _problem(details: _Details) -> Problem:
    location = [part for part in details["loc"] if part != "[key]"]
    refused = details.get("ctx", {}).get("error")
    if isinstance(refused, Refused):
        return Problem(where(location), refused.message, refused.remedy)
    if details["type"] == "extra_forbidden":
        return unknown_key(location)
    if details["type"] == "missing":
        return missing(location)
    return Problem(where(location), f"wants {_wanted(details)}, got {_got(details)}", _repair(details))


def missing(location: Location) -> Problem:
    """A key that has to be there."""
    return Problem(where(location), "is missing", f"write: {_example(location)}")


def _got(details: _Details) -> str:
    value = details["input"]
    return kind_of(value) if details["type"] in {"model_type", "dict_type"} else shown_value(value)


_WANTED = {
    "int_type": "a whole number",
    "string_type": "a text in quotes",
    "bool_type": "true or false",
    "list_type": "a list in brackets",
    "too_short": "at least one",
}


def _wanted(details: _Details) -> str:
    """What a place wants, by the type of the error."""
    kind, context, location = details["type"], details.get("ctx", {}), details["loc"]
    if kind == "literal_error":
        return f"one of {context['expected'].replace(chr(39), chr(34))}"
    if kind in {"model_type", "dict_type"}:
        name = ".".join(shown_key(str(part)) for part in location)
        return f"tables, such as [{name}.{NAMED[location[0]]}]" if kind == "dict_type" else f"a table, such as [{name}]"
    bounds = {"greater_than_equal": "ge", "less_than_equal": "le"}
    if kind in bounds:
        return f"a whole number, {'at least' if kind == 'greater_than_equal' else 'at most'} {context[bounds[kind]]}"
    return _WANTED.get(kind, "something else")


def _repair(details: _Details) -> str | None:
    value = details["input"]
    if details["type"] == "literal_error" and isinstance(value, str):
        close = did_you_mean(value, re.findall(r"'([^']*)'", details["ctx"]["expected"]))
        return f'did you mean "{close}"?' if close else None
    if details["type"] == "int_type" and isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
        return f"write {value} without the quotes"
    if details["type"] == "bool_type" and isinstance(value, str) and value.lower() in {"true", "false"}:
        return f"write {value.lower()} without the quotes"
    if details["type"] == "list_type" and isinstance(value, str):
        return "write it in brackets: [...]"
    return None


def _example(location: Location) -> str:
    """The line that is missing."""
    table, key = str(location[0]), str(location[-1])
    examples = TABLES[table].model_fields[key].examples or [""]
    return f"{key} = {as_toml(examples[0])}"


def unknown_key(location: Location) -> Problem:
    """A key or table that does not exist: what it may have been meant to be, or where it belongs."""
    key = str(location[-1])
    known = list(TABLES) if len(location) == 1 else list(TABLES[str(location[0])].model_fields)
    kind = "table" if len(location) == 1 else "key"
    return Problem(where(location), f"is no {kind} of this config", _meant(key, known))


def misspelt(table: str, keys: Iterable[str]) -> bool:
    """Whether one of the unknown `keys` is probably meant to be that table."""
    return any(key not in TABLES and did_you_mean(key, TABLES) == table for key in keys)


def _meant(key: str, known: Sequence[str]) -> str:
    close = did_you_mean(key.replace("-", "_"), known)
    if close:
        return f"did you mean {close}?"
    homes = [f"[{table}{'.' + NAMED[table] if table in NAMED else ''}]" for table, model in TABLES.items() if key in model.model_fields]
    if homes:
        return f"it belongs under {' or '.join(homes)}"
    return f"known here: {', '.join(known)}; a newer version may know more (this is {__version__})"


# --- what is no TOML ---

_POSITION = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)", re.DOTALL)
_REPAIRS = (  # (what tomli says, what to do); the first that fits
    (r"Unescaped '\\'", 'a backslash in "..." is written twice: "\\\\Junk"'),
    (r"Invalid value", 'a text stands in quotes: "..."; true and false are written small'),
    (r"Cannot overwrite", "the key stands there twice: keep one"),
    (r"Cannot declare", "the table stands there twice: keep one, or give the second another name"),
    (r"Unterminated string|Illegal character", "close the quotes on the same line"),
    (r"Unclosed array", "the list wants commas between its entries and ] at its end"),
    (r"Unclosed inline table", "the table wants commas between its entries and } at its end"),
    (r"Expected '\]'", "a table's name stands between [ and ], with nothing else on the line"),
    (r"Expected '='", "write key = value, or put # in front of a comment"),
    (r"Expected newline", "put one key = value on a line, a text in quotes"),
)


def no_toml(text: str, error: Exception) -> Problem:
    """A syntax error: the line, and what is probably to be done. The line itself is not shown, a password may stand there."""
    match = _POSITION.fullmatch(str(error))
    if match is None:  # RecursionError for thousands of brackets; ValueError for a number of thousands of digits
        return Problem("", "this is no TOML file that can be read", "look for a number or a nest of brackets that goes on for ever")
    line = match["line"] or str(max(1, len(text.rstrip().splitlines())))
    place = f"line {line}" + (f", column {match['column']}" if match["column"] else ", the end of the file")
    remedy = next((remedy for pattern, remedy in _REPAIRS if re.search(pattern, match["what"])), None)
    return Problem(place, f"TOML cannot be read here: {_decapitalised(match['what'])}", remedy)


def _decapitalised(text: str) -> str:
    return shown[:1].lower() + shown[1:] if (shown := "".join(char if char.isprintable() else " " for char in text)[:120]) else ""
