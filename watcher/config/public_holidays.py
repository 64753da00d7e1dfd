"""Public holidays of one country, computed in a child process.

The package `holidays` imports all of its 250 countries as soon as one is asked for: 16 MB that the daemon would hold for ever, for a few
dates a year. The child costs a third of a second when the config is read, checks country and subdivision on the way, and hands back plain
dates.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Container
from datetime import date

from watcher.config.words import Refused, did_you_mean

YEARS = range(1990, 2080)
TIME_LIMIT = 60.0
_NAME = re.compile(r"[\w .,'()&-]{1,60}")


class Unknown(Refused):
    """A country or subdivision that the package does not know; `key` says which of the two."""

    def __init__(self, key: str, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.key = key


def lookup(country: str, subdivision: str) -> Container[date]:
    """The public holidays of `country` (ISO 3166-1) and `subdivision` ("" for none). Raises Unknown, or Refused if that fails."""
    for key, name, such_as in (("country", country, "DE"), ("subdivision", subdivision, "BE")):
        if name and not _NAME.fullmatch(name):
            raise Unknown(key, f'wants a short name such as "{such_as}"', "see ISO 3166")
    argv = (sys.executable, "-I", "-m", "watcher.config.public_holidays", country, subdivision)
    try:
        ended = subprocess.run(argv, stdin=subprocess.DEVNULL, capture_output=True, timeout=TIME_LIMIT, check=True)
        answer = json.loads(ended.stdout)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise Refused(
            f"the public holidays cannot be computed ({type(error).__name__})", "leave country empty to count every weekday"
        ) from None
    if "unknown" in answer:
        raise Unknown(answer["unknown"], answer["message"], answer["remedy"])
    return frozenset(date.fromordinal(day) for day in answer["days"])


def _answer(country: str, subdivision: str) -> dict[str, object]:
    import holidays  # noqa: PLC0415 - 16 MB that only the child may hold
    from holidays.registry import COUNTRIES  # noqa: PLC0415

    names = {name.replace("_", " "): codes[1] for name, codes in COUNTRIES.items()}
    codes = {code for entry in COUNTRIES.values() for code in entry[1:]}
    if country not in codes:
        return _unknown("country", country, {**{code: code for code in codes}, **names}, "see ISO 3166-1, such as DE, US, GB")
    found = holidays.country_holidays(country)
    parts = {part: part for part in found.subdivisions} | found.subdivisions_aliases
    if subdivision and subdivision not in parts:
        known = ", ".join(found.subdivisions) or "none"
        return _unknown("subdivision", subdivision, parts, f"known for {country}: {known}")
    days = holidays.country_holidays(country, subdiv=subdivision or None, years=YEARS)
    return {"days": sorted(day.toordinal() for day in days)}


def _unknown(key: str, name: str, known: dict[str, str], otherwise: str) -> dict[str, object]:
    close = did_you_mean(name, known)
    remedy = f'did you mean "{known[close]}"?' if close else otherwise
    return {"unknown": key, "message": f'"{name}" is not a {key} that the holiday calendar knows', "remedy": remedy}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_answer(*sys.argv[1:3])))
