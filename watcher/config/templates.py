"""The files of letter templates: those that come with the program, and the user's own in `templates/` beside the config.

A file of the user's takes the place of ours of the same name (`templates/de/thank.txt`). What is wrong with one is told by `check`; the
letter is then written with ours, so that nothing of a letter stops the watcher.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import watcher.core
from watcher.config.files import opened, read
from watcher.config.words import did_you_mean
from watcher.core.compose.template import LANGUAGES, NAMES, Letters, fault
from watcher.errors import Problem

FOLDER = "templates"
LARGEST = 64 * 1024  # bytes; a letter has a few hundred
MOST = 1_000  # files looked at; there are some 300 names
_SHIPPED = Path(watcher.core.__file__).parent / "compose" / FOLDER


class Shipped(Mapping[str, str]):
    """Those that come with the program, by name, each read when it is first asked for: an idle daemon holds none."""

    def __getitem__(self, name: str) -> str:
        return _shipped()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_shipped())

    def __len__(self) -> int:
        return len(_shipped())


@cache
def _shipped() -> dict[str, str]:
    return {str(path.relative_to(_SHIPPED)): path.read_text(encoding="utf-8") for path in sorted(_SHIPPED.glob("*/*.txt"))}


def letters(config: Path) -> Letters:
    """All templates for the config file at `config`; of the user's own those that can be read."""
    own = {}
    for name, path in _files(config):
        if name in NAMES:
            with suppress(OSError, ValueError):
                own[name] = _text(path)
    return Letters(Shipped(), own)


def problems(config: Path) -> Iterator[Problem]:
    """What is wrong with the user's own templates: the file and the line, and what to do."""
    for name, path in _files(config):
        if name not in NAMES:
            yield Problem(str(path), "is no template of this program", _meant(name))
            continue
        try:
            found = fault(name, _text(path))
        except (OSError, ValueError) as error:
            yield Problem(str(path), f"cannot be read: {getattr(error, 'strerror', None) or error}", "save it as UTF-8 text of its own")
            continue
        if found:
            yield Problem(
                f"{path}, line {found.line}", found.message, "mend the line, or remove the file; until then the letter is written with ours"
            )


def _meant(name: str) -> str:
    close = did_you_mean(name, NAMES)
    return f"did you mean {close}?" if close else f"files are named as {LANGUAGES[0]}/thank.txt: rejection-watcher templates lists them"


def _files(config: Path) -> list[tuple[str, Path]]:
    """The user's files by name, hidden ones and the copies that editors leave aside."""
    folder = config.parent / FOLDER
    found: list[tuple[str, Path]] = []
    with suppress(OSError):
        found = [(str(path.relative_to(folder)), path) for path in sorted([*folder.glob("*"), *folder.glob("*/*")])[:MOST]]
    return [(name, path) for name, path in found if not path.is_dir() and not path.name.startswith(".") and not path.name.endswith("~")]


def _text(path: Path) -> str:
    with opened(path) as (fd, status):
        if not stat.S_ISREG(status.st_mode):
            raise ValueError("it is not a regular file")
        content = read(fd, LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError(f"it is larger than {LARGEST} bytes")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8 text") from None
