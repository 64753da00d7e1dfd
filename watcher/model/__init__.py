"""The corpus, fitting and measuring; the fitted model as plain data beside them.

corpus      our own mail, read as the service reads mail
fit         from mail to weights (scikit-learn; short-lived processes alone import it)
sentences   what single sentences say: the sentence model's part of fitting
folds       the folds of cross-validation, several at a time
instances   regression on single sentences and on whole mails at once
train       `python -m watcher.model.train` writes model.json
kept        features as data, for corrections
refit       `python -I -m watcher.model.refit`: learns from the user's corrections
user        what the user taught, as a file beside the state
evaluate    `python -m watcher.model.evaluate [FILE.jsonl | FOLDER]`
"""

from __future__ import annotations

import hashlib
import json
from importlib import resources
from pathlib import Path
from typing import Any

from watcher.core.classify import Model, model_from_data
from watcher.errors import ModelError

NAME = "model.json"
_REMEDY = "Reinstall rejection-watcher, or run: python -m watcher.model.train"


def load(path: Path | None = None) -> Model:
    """The shipped model, or the one at `path`; raises ModelError when it is missing or is not what was fitted."""
    return model_from_data(read_data(path))


def read_data(path: Path | None = None) -> dict[str, Any]:
    """The content of the shipped model file, or of the one at `path`, if it matches its hash; raises ModelError."""
    try:
        octets = path.read_bytes() if path else resources.files(__package__).joinpath(NAME).read_bytes()
    except OSError as error:
        raise ModelError(f"The model cannot be read: {error.strerror}: {path or NAME}", remedy=_REMEDY) from error
    try:
        data = json.loads(octets)
    except ValueError as error:
        raise ModelError(f"The model is damaged: {path or NAME} is not JSON", remedy=_REMEDY) from error
    if not isinstance(data, dict) or data.get("version") != version_of(data):
        raise ModelError(f"The model is damaged: {path or NAME} does not match its hash", remedy=_REMEDY)
    return data


def version_of(data: dict[str, Any]) -> str:
    """The hash of everything in the model file but the hash itself."""
    rest = {name: value for name, value in data.items() if name != "version"}
    canonical = json.dumps(rest, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def to_json(data: dict[str, Any]) -> str:
    """The model file's text: the same data gives the same bytes."""
    return json.dumps({**data, "version": version_of(data)}, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
