"""Our own mail, and other sets of labelled mail, read through the same `parse` and `judged_text` as in the service.

The corpus is a folder of mbox files, LANGUAGE/LABEL-theme.mbox; the label is the first word of the file's name. `X-Kind` says which kind of
mail it is, for reports; the features never see it. Every text was written for this project.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from watcher.core.classify import Label
from watcher.core.classify.features import Features, features_of
from watcher.core.parse import Message, parse
from watcher.core.text import judged_text

CORPUS = Path(__file__).parent / "corpus"
_SEPARATOR = b"From corpus "


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled mail."""

    id: str
    label: Label
    language: str
    kind: str
    source: str  # the file: what is left out together when measuring
    raw: bytes
    message: Message
    text: str

    def features(self) -> Features:
        return features_of(self.message, self.text)


def read_mboxes(folder: Path) -> list[Example]:
    """Every mail of a folder of mboxes, in the order of the file names."""
    return [example for path in sorted(folder.glob("**/*.mbox")) for example in _read_mbox(path, folder)]


def _read_mbox(path: Path, folder: Path) -> Iterator[Example]:
    label = Label(path.stem.split("-")[0])
    source = path.relative_to(folder).as_posix()
    for index, raw in enumerate(_split(path.read_bytes())):
        head, _, _ = raw.partition(b"\n\n")
        kind = next((line.split(b":", 1)[1].strip().decode() for line in head.split(b"\n") if line.lower().startswith(b"x-kind:")), "")
        yield _example(f"{source}#{index}", label, path.parent.name, kind, source, _without_kind(raw))


def _split(octets: bytes) -> Iterator[bytes]:
    """The mails of an mbox (RFC 4155): a separator line after an empty line; ">From " is undone."""
    for piece in (b"\n\n" + octets).split(b"\n\n" + _SEPARATOR)[1:]:
        yield piece.partition(b"\n")[2].replace(b"\n>From ", b"\nFrom ") + b"\n"


def _without_kind(raw: bytes) -> bytes:
    head, gap, body = raw.partition(b"\n\n")
    return b"\n".join(line for line in head.split(b"\n") if not line.lower().startswith(b"x-kind:")) + gap + body


def _example(identity: str, label: Label, language: str, kind: str, source: str, raw: bytes) -> Example:
    message = parse(raw)
    return Example(identity, label, language, kind, source, raw, message, judged_text(message))


def read_jsonl(path: Path) -> list[Example]:
    """Records of id, lang, kind, source, subject, from, body, label."""
    with path.open(encoding="utf-8") as lines:
        return [_from_record(json.loads(line)) for line in lines if line.strip()]


def _from_record(record: dict[str, Any]) -> Example:
    raw = _as_mail(record)
    return _example(str(record["id"]), Label(record["label"]), record["lang"], record["kind"], record["source"], raw)


def _as_mail(record: dict[str, Any]) -> bytes:
    mail = EmailMessage()
    mail.set_content(record["body"] or "", charset="utf-8", cte="base64")
    fields = [f"{name}: {_encoded(record.get(field))}\n" for name, field in (("From", "from"), ("Subject", "subject")) if record.get(field)]
    return "".join(fields).encode() + mail.as_bytes()


def _encoded(value: str | None) -> str:
    line = " ".join((value or "").split())
    return line if line.isascii() else Header(line, "utf-8", maxlinelen=0).encode()
