"""Readings of real mail, printed for a person to judge: what a written set cannot show.

The file holds one JSON object a line with subject, body, from, label and kind, as collections of labelled mail do. Addresses may be masked
("<user>@host"). Nothing of it is kept.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from watcher.core.classify import Label
from watcher.core.parse import parse

from .measure import Sample, person

CAME = datetime(2026, 3, 10, tzinfo=UTC)
SHOWN = 350  # characters of the body


def readings(path: Path, count: int = 50, *, with_from: bool = True) -> Iterator[str]:
    """A sample of the real records that have a From (or, asked for, of the rejections that have none), always the same of one file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    real = [row for row in rows if row.get("kind") == "real"]
    wanted = [row for row in real if (row.get("from") if with_from else not row.get("from") and row["label"] == "rejection")]
    for number, row in enumerate(random.Random(4).sample(wanted, min(count, len(wanted))), 1):
        yield f"{number:3}  {_shown(row)}"


def _shown(row: dict[str, Any]) -> str:
    sender, subject = (" ".join(str(row.get(key) or "").replace("<user>", "user").split()) for key in ("from", "subject"))
    mail = EmailMessage()
    mail["X-Blank"] = "x"
    mail.set_content(str(row["body"]))
    head = f"From: {sender}\nSubject: {subject}\n" if sender else f"Subject: {subject}\n"
    message = parse(head.encode("utf-8", "replace") + mail.as_bytes())
    reading = Sample("", message, Label(row["label"]), {}, (), CAME, None, None).read()
    people = "; ".join(map(person, reading.contacts)) or None
    body = " / ".join(str(row["body"]).split("\n"))[:SHOWN]
    read = f"company {reading.company!r}  role {reading.role!r}  people {people!r}  receipt {reading.confirmation}"
    return f"{row['label']} | {sender} | {subject}\n     {read}\n     {body}\n"
