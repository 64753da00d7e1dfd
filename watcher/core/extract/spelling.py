"""How to write a company that is spelled in several ways: "ACME GmbH", "Acme" and "Acme Inc." are one company (`company_key`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from watcher.core.extract.names import company_key


def spelled(names: Iterable[str]) -> str:
    """The spelling that shouts least, then the most common, then the shortest; `names` are one company's, at least one."""
    found = Counter(names)
    return min(found, key=lambda name: (name.islower() or _shouts(name), -found[name], len(name), name))


def spellings(names: Iterable[str]) -> dict[str, str]:
    """Each name that occurs, and how its company is to be written."""
    companies: dict[str, list[str]] = {}
    for name in names:
        companies.setdefault(company_key(name) or name, []).append(name)
    return {name: spelled(mine) for mine in companies.values() for name in mine}


def _shouts(name: str) -> bool:
    """A word of more than four letters in capitals is no abbreviation."""
    return any(word.isupper() and len(word) > 4 for word in name.split())
