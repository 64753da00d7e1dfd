"""What a person answers to the guided set-up, checked as the config will check it, and brought into the form that is written.

Each raises Refused with a sentence and, if there is one, a remedy; so nothing is asked at the end that was wrong at the beginning.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from watcher.config import forms, public_holidays
from watcher.config.document import Account, Address, Me, Name, Notify, Table
from watcher.config.explain import check_failed
from watcher.config.secret import sound
from watcher.config.words import Refused
from watcher.core.setup import Kind

# What nobody sees and everybody pastes, from web pages and mails: blanks of no width, marks of direction, a byte order mark, soft hyphens.
_PASTED = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF])
_AS_TYPED = frozenset({Kind.SECRET, Kind.LINE, Kind.FILE, Kind.COMMAND})  # where such a character may be meant


def checked(kind: Kind, answer: str, context: str = "") -> str:
    """The answer as it is used; raises Refused."""
    if kind not in _AS_TYPED:
        answer = answer.translate(_PASTED)
    return _CHECKS[kind](answer, context) if kind in _CHECKS else answer


def _as(annotation: Any, answer: object) -> str:  # noqa: ANN401 -- what pydantic takes
    """As the config checks a field of that type."""
    try:
        TypeAdapter(annotation).validate_python(answer, strict=True)
    except ValidationError as error:
        problem = check_failed(error)[0]
        raise Refused(problem.message, problem.remedy) from None
    return str(answer)


def _field(table: type[Table], key: str) -> Callable[[str, str], str]:
    field = table.model_fields[key]
    annotation = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    return lambda answer, _context: _as(annotation, answer)


def _address(answer: str, _context: str) -> str:
    if answer.count("@") != 1 or not answer.partition("@")[2].strip("."):
        raise Refused("is no mail address", "write it as sam@example.com")
    return _as(Address, answer)


def _port(answer: str, _context: str) -> str:
    if not (answer.isascii() and answer.isdigit() and 1 <= int(answer[:6]) <= 65535):
        raise Refused("wants a number from 1 to 65535")
    return answer


def _account(answer: str, context: str) -> str:
    if answer in context.split():
        raise Refused(f"there is an account {answer} already", "take another name")
    return _as(Name, answer)


def _secret(answer: str, _context: str) -> str:
    return sound(answer)


def _command(answer: str, _context: str) -> str:
    try:
        words = shlex.split(answer)
    except ValueError as error:
        raise Refused(f"cannot be taken apart: {str(error).lower()}", "quote as in a shell") from None
    if not words:
        raise Refused("is empty", "write it as: pass show mail/robin")
    return shlex.join(words)


def _file(answer: str, _context: str) -> str:
    path = Path(answer).expanduser().absolute()  # the config counts relative paths from its own folder, a person from here
    if not (path.is_file() and os.access(path, os.R_OK)):
        raise Refused(f"{path} is no file that can be read", "name a file of certificates (PEM)")
    return str(path)


def _url(answer: str, _context: str) -> str:
    forms.check_url(sound(answer))
    return answer


def _country(answer: str, _context: str) -> str:
    country = answer.strip("-").upper() if len(answer) < 3 else answer
    if country:
        public_holidays.lookup(country, "")
    return country


def _subdivision(answer: str, context: str) -> str:
    if answer:
        public_holidays.lookup(context, answer)
    return answer


_CHECKS: dict[Kind, Callable[[str, str], str]] = {
    Kind.LINE: _field(Me, "name"),
    Kind.ADDRESS: _address,
    Kind.HOST: _field(Account, "host"),
    Kind.PORT: _port,
    Kind.USERNAME: _field(Account, "username"),
    Kind.SECRET: _secret,
    Kind.COMMAND: _command,
    Kind.FILE: _file,
    Kind.ACCOUNT: _account,
    Kind.URL: _url,
    Kind.ZONE: _field(Notify, "timezone"),
    Kind.COUNTRY: _country,
    Kind.SUBDIVISION: _subdivision,
}
