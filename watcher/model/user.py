"""What one user taught, as a file: `model.json` in the state directory, beside the shipped model and never instead of it.

    {"format": 1, "base": hash of the shipped model, "lessons": {...} or null, "memory": [...], "corrections": [ids], "version": hash}

The lessons are weights that `refit` found for one shipped model: with another one (an upgrade) they wait for the next refit, and the memory
of near-duplicates, which depends on no model, goes on. The file is 0600, checked by its hash like the shipped one, written beside itself,
synced and renamed, under a lock: a command may remember while a refit lands. A damaged file stops nothing: the shipped model judges alone,
and `check` says so.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from watcher.core.classify import Model
from watcher.core.classify.lessons import lessons_from_data
from watcher.core.classify.memory import Memory, Remembered
from watcher.core.classify.taught import Taught
from watcher.errors import ModelError, StateError
from watcher.model import load, to_json, version_of

FILE = "model.json"
FORMAT = 1
_REMEDY = "run: rejection-watcher learn"


@dataclass(frozen=True, slots=True)
class UserModel:
    """The file's content, checked as a whole but for the lessons' numbers."""

    base: str | None = None  # the shipped model that the lessons were fitted on
    lessons: dict[str, Any] | None = None
    memory: Memory = ()
    corrections: tuple[int, ...] = field(default=())  # what the lessons were fitted from


def read_user_model(directory: Path) -> UserModel | None:
    """What the user taught; None when there is nothing. Raises ModelError when the file is damaged or cannot be read."""
    path = directory / FILE
    try:
        octets = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ModelError(f"What you taught cannot be read: {error.strerror}: {path}", remedy=_REMEDY) from error
    try:
        data = json.loads(octets)
        if data["version"] != version_of(data) or data["format"] != FORMAT:
            raise ModelError(f"What you taught is damaged: {path} does not match its hash", remedy=_REMEDY)
        found = msgspec.convert({name: data[name] for name in UserModel.__dataclass_fields__}, type=UserModel)
        if found.lessons is not None:
            lessons_from_data(found.lessons)
    except (ValueError, KeyError, TypeError) as error:  # msgspec's errors are ValueErrors
        raise ModelError(f"What you taught is damaged: {path} is not what was written", remedy=_REMEDY) from error
    return found


def load_taught(directory: Path | None, model: Model) -> Taught:
    """What judging uses beside the shipped model; nothing where there is nothing or it is damaged."""
    try:
        found = read_user_model(directory) if directory else None
    except ModelError:
        found = None
    if found is None:
        return Taught()
    lessons = lessons_from_data(found.lessons) if found.lessons is not None and found.base == model.version else None
    return Taught(lessons, found.memory)


def stamp(directory: Path | None) -> tuple[int, int] | None:
    """Tells whether the file has changed; None when there is none."""
    if directory is None:
        return None
    try:
        found = (directory / FILE).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def shipped_version() -> str:
    """The hash of the shipped model, without loading it. Raises ModelError."""
    return load().version


def remember(directory: Path, look_up: Callable[[], Memory], *, unlearn: bool = False) -> None:
    """Take over the memory of near-duplicates at once; lessons wait for the next refit. With nothing to remember the file goes.

    With `unlearn` the lessons go, words of mail among them, until the next refit. The memory is looked up under the lock, so that of two
    that remember at a time none writes what is old already.
    """
    with _locked(directory):
        memory = look_up()
        if not memory:
            (directory / FILE).unlink(missing_ok=True)
            return
        before = UserModel() if unlearn else _read_or_nothing(directory)
        _write(directory, UserModel(before.base, before.lessons, memory, before.corrections))


def land(directory: Path, base: str, lessons: dict[str, Any] | None, corrections: Sequence[int], memory: Sequence[Remembered]) -> None:
    """Take over new lessons, or that there are none to be fitted.

    The memory that stands there by now is kept; `memory` counts where there is none to be read.

    Raises ModelError when what was written does not load again, StateError when it cannot be written; the former file then stays.
    """
    with _locked(directory):
        before = _read_or_nothing(directory)
        _write(directory, UserModel(base, lessons, before.memory or tuple(memory), tuple(corrections)))


def _read_or_nothing(directory: Path) -> UserModel:
    with suppress(ModelError):
        return read_user_model(directory) or UserModel()
    return UserModel()


@contextmanager
def _locked(directory: Path) -> Iterator[None]:
    try:
        lock = os.open(directory / "model.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StateError(f"{directory / 'model.lock'}: {error.strerror}") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    except OSError as error:
        raise StateError(f"{directory / FILE} cannot be written: {error.strerror}", remedy="free some space, then try again") from None
    finally:
        os.close(lock)


def _write(directory: Path, content: UserModel) -> None:
    """Beside, checked by reading it back, synced, renamed."""
    text = to_json({"format": FORMAT, **msgspec.to_builtins(content)})
    beside = directory / "model.user.json.new"
    beside.unlink(missing_ok=True)
    file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(file, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    data = json.loads(beside.read_bytes())
    if data["version"] != version_of(data):
        beside.unlink()
        raise ModelError("What was learnt could not be written down faithfully", remedy=_REMEDY)
    beside.rename(directory / FILE)
    _sync_folder(directory)


def _sync_folder(directory: Path) -> None:
    folder = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
