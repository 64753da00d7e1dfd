"""config.example.toml, made from document.py: every option, commented out at its default, under what it is for.

Prose starts with "# " and options with "#" alone, so that taking a "#" away sets an option. With values, the same text is a config: what is
given stands there as it is, and the rest commented out around it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic.fields import FieldInfo

from watcher.config.document import NAMED, TABLES, Table

HEAD = """\
# The config of rejection-watcher. Every option is here, commented out at its default: take the "#" away to change one.
# Only one account, with host, username and password, is needed. It lives in ~/.config/rejection-watcher/config.toml
# (or /etc/rejection-watcher/config.toml for the whole machine); keep it to yourself: chmod 600. Then: rejection-watcher check
# Times are written as "30s", "5m", "2h", "3 days", "2 weeks" or "1 working day".
"""


def as_toml(value: object) -> str:
    """A value as TOML writes it (JSON's texts, numbers and true/false are TOML's, too)."""
    if isinstance(value, dict):
        if not value:
            return "{}"
        return "{ " + ", ".join(f"{key} = {as_toml(part)}" for key, part in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(as_toml(part) for part in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _option(name: str, field: FieldInfo, given: Mapping[str, Any]) -> Iterator[str]:
    for line in (field.description or "").splitlines():
        yield f"# {line}"
    value = field.examples[0] if field.examples else field.default
    yield f"{name} = {as_toml(given[name])}" if name in given else f"#{name} = {as_toml(value)}"


def _table(name: str, model: type[Table], given: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield f"# {'-' * 100}"
    yield f"# {model.__doc__}"
    if name in NAMED and not given:
        yield f"#[{name}.{NAMED[name]}]"
        yield from _options(model, {})
    elif name in NAMED:
        for entry, values in given.items():
            yield f"[{name}.{entry}]"
            yield from _options(model, values)
    else:
        yield f"[{name}]" if given else f"#[{name}]"
        yield from _options(model, given)


def _options(model: type[Table], given: Mapping[str, Any]) -> Iterator[str]:
    for key, field in model.model_fields.items():
        yield ""
        yield from _option(key, field, given)


def text(values: Mapping[str, Mapping[str, Any]] | None = None, head: str = HEAD) -> str:
    """The whole example; with `values`, by table, a config that holds them."""
    lines = [line for name, model in TABLES.items() for line in _table(name, model, (values or {}).get(name, {}))]
    return head + "\n".join(lines) + "\n"
