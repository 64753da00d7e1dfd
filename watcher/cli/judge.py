"""`classify` and `scan`: mail from files, read in the reading room, so that a hostile file stops neither."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from watcher.cli.output import console, dump, file_name, job, print_agenda
from watcher.clock import SystemClock
from watcher.core.classify import Label
from watcher.core.extract import Reading
from watcher.errors import ConfigError, Unreadable
from watcher.reader import Read, ReadingRoom
from watcher.sources import Source, count_sources, read_sources

if TYPE_CHECKING:
    from watcher.config import Settings
    from watcher.daemon.intake import Outcome
    from watcher.store import Transaction


@contextmanager
def _room(settings: Settings | None = None) -> Iterator[ReadingRoom]:
    room = ReadingRoom(clock=SystemClock(), user_directory=settings.state_directory if settings else None)
    try:
        yield room
    finally:
        room.close()


@dataclass(frozen=True, slots=True)
class Judged:
    """A source and what came of it: a reading, or why there is none."""

    source: Source
    read: Read | None
    error: str | None


def _sources(paths: Sequence[str]) -> Iterator[Source]:
    return read_sources(paths, sys.stdin.buffer if sys.stdin else io.BytesIO())  # a shell's <&- leaves none


def _judge(sources: Iterable[Source], read: Callable[[bytes], Read]) -> Iterator[Judged]:
    for source in sources:
        if source.raw is None:
            yield Judged(source, None, source.error or "could not be read")
            continue
        try:
            yield Judged(source, read(source.raw), None)
        except Unreadable as error:
            yield Judged(source, None, error.message)


def classify_paths(paths: Sequence[str], *, json: bool) -> bool:
    """Print a verdict for every mail; True when all could be read."""
    all_read, out = True, console()
    with _room() as room:
        today = SystemClock().now().date()
        for judged in _judge(_sources(paths), lambda raw: room.read(raw, truncated=False, received_on=today, me=frozenset())):
            all_read = all_read and judged.read is not None
            if json:
                dump(_verdict_json(judged), lines=True)
            else:
                _print_verdict(out, judged)
    return all_read


def _verdict_json(judged: Judged) -> dict[str, Any]:
    place = {"path": judged.source.path, "index": judged.source.index}
    if judged.read is None:
        nothing: dict[str, Any] = {"message_id": None, "label": None, "unsure": None, "scores": None, "reasons": []}
        return place | nothing | _reading_json(None) | {"error": judged.error or "could not be read"}
    verdict = judged.read.verdict
    return place | {
        "message_id": judged.read.message.message_id,
        "label": verdict.label.value,
        "unsure": verdict.unsure,
        "scores": {label.value: score for label, score in verdict.scores.items()},
        "reasons": list(verdict.reasons),
        **_reading_json(judged.read.reading),
        "error": None,
    }


def _reading_json(reading: Reading | None) -> dict[str, Any]:
    again = reading.reapply_after if reading else None
    return {
        "company": reading.company if reading else None,
        "role": reading.role if reading else None,
        "requisition_id": reading.requisition_id if reading else None,
        "kind": reading.kind.value if reading and reading.kind else None,
        "stage": reading.stage.value if reading and reading.stage else None,
        "people": [{"name": one.name, "address": one.addr, "part": one.part.value} for one in (reading.contacts if reading else ())],
        "feedback_offered": reading.feedback_offered if reading else None,
        "reapply_after": again.isoformat() if again else None,
    }


def _print_verdict(out: Console, judged: Judged) -> None:
    where = _place(judged.source)
    if judged.read is None:
        out.print(f"[red]unreadable[/red]  {escape(where)}: {escape(judged.error or '')}")
        return
    verdict = judged.read.verdict
    unsure = ", unsure" if verdict.unsure else ""
    out.print(f"[bold]{verdict.label.value}[/bold]{unsure} ({verdict.scores[verdict.label]:.1%})  {escape(where)}")
    for line in (judged.read.message.subject, *_reading_lines(judged.read.reading), *verdict.reasons):
        out.print(f"    {line}", markup=False)


def _reading_lines(reading: Reading) -> list[str]:
    """About which job and what kind of no, and who is involved, as far as the mail says."""
    number = f"[{reading.requisition_id}]" if reading.requisition_id else ""
    told = (
        " ".join(filter(None, (job(reading.company, reading.role) if reading.company or reading.role else "", number))),
        reading.kind.value.replace("_", " ") if reading.kind else "",
        f"stage: {reading.stage.value}" if reading.stage else "",
        "feedback is offered" if reading.feedback_offered else "",
        f"apply again from {reading.reapply_after.isoformat()}" if reading.reapply_after else "",
    )
    people = ", ".join(f"{one.name or one.addr} <{one.addr}> ({one.part.value.replace('_', ' ')})" for one in reading.contacts)
    return [line for line in (", ".join(filter(None, told)), people) if line]


def _place(source: Source) -> str:
    return f"{file_name(source.path)} #{source.index}" if source.index else file_name(source.path)


def scan_paths(paths: Sequence[str], config: Path | None, *, json: bool) -> bool:
    """Play the mails through application and plan in a state that is thrown away; True when all could be read."""
    settings = _settings(config)
    with tempfile.TemporaryDirectory(prefix="rejection-watcher-") as directory:
        judged = _judged(paths, settings)
        _plan(judged, settings, Path(directory), json=json)
    return _say_what_failed(judged)


def dated_mails(paths: Sequence[str], config: Path | None) -> tuple[Settings, list[Dated], bool]:
    """Settings, the mails in the order in which they came, and whether all could be read: to be played through a state."""
    settings = _settings(config)
    judged = _judged(paths, settings)
    return settings, _dated(judged, settings), _say_what_failed(judged)


def _judged(paths: Sequence[str], settings: Settings) -> list[Judged]:
    with _room(settings) as room:
        return list(_progress(paths, _judge(_sources(paths), lambda raw: _read_as_of_its_day(room, raw, settings))))


def _say_what_failed(judged: Sequence[Judged]) -> bool:
    failed, undated = 0, 0
    for one in judged:
        failed += one.read is None
        undated += one.read is not None and _time(one.read) is None
        if one.read is None:
            typer.echo(f"{_place(one.source)}: {one.error}", err=True)
    if undated:
        typer.echo(f"without a date, so that nothing was planned from them: {undated}", err=True)
    return not failed


def _read_as_of_its_day(room: ReadingRoom, raw: bytes, settings: Settings) -> Read:
    """A rejection is read a second time once its day is known: "apply again in March" counts from the day it came."""
    today = SystemClock().now().astimezone(settings.calendar.timezone).date()
    read = room.read(raw, truncated=False, received_on=today, me=settings.me_addresses)
    time = _time(read)
    if time is None or read.verdict.label is not Label.REJECTION:
        return read
    with suppress(OverflowError):  # the first or the last day of the calendar
        today = min(today, time.astimezone(settings.calendar.timezone).date())
    return room.read(raw, truncated=False, received_on=today, me=settings.me_addresses)


def _settings(config: Path | None) -> Settings:
    """The user's config where there is one, else the defaults; one that is asked for has to be there."""
    from watcher.config import defaults, find, load
    from watcher.config.places import VARIABLE

    try:
        path = find(config, os.environ)
    except ConfigError:
        if config is not None or os.environ.get(VARIABLE):
            raise
        return defaults(os.environ)
    return load(path, os.environ)


def _progress(paths: Sequence[str], judged: Iterator[Judged]) -> Iterator[Judged]:
    shown = sys.stderr.isatty()
    with Progress(
        TextColumn("reading"), BarColumn(), MofNCompleteColumn(), console=console(err=True), transient=True, disable=not shown
    ) as bar:
        task = bar.add_task("", total=count_sources(paths) if shown and "-" not in paths else None)
        for one in judged:
            bar.advance(task)
            yield replace(one, source=replace(one.source, raw=None))  # the bytes have been read: a big mbox must not pile up


def _time(read: Read) -> datetime | None:
    """When a file's mail came: the topmost Received, else Date; never the file's own time."""
    return read.message.received or read.message.date


@dataclass(frozen=True, slots=True)
class Dated:
    """A mail and when it came; `sent` by the user."""

    time: datetime
    read: Read
    sent: bool


def _dated(judged: Sequence[Judged], settings: Settings) -> list[Dated]:
    """In the order in which they came; the future is now."""
    now = SystemClock().now()
    dated = [(time, one.read) for one in judged if one.read is not None and (time := _time(one.read)) is not None]
    return [
        Dated(min(time.astimezone(UTC), now), read, _is_from(read, settings.me_addresses))
        for time, read in sorted(dated, key=lambda found: found[0])
    ]


def _is_from(read: Read, me: frozenset[str]) -> bool:
    return read.message.from_ is not None and read.message.from_.addr.lower() in me


def take_dated(tx: Transaction, mail: Dated, uid: int, settings: Settings) -> Outcome:
    """Take a mail in at the time it came."""
    from watcher.daemon.intake import take_in
    from watcher.imap import Arrival, Cursor

    cursor = Cursor("files", 1, uid, True)
    arrival = Arrival("scan", "files", 1, uid, mail.time, 0, b"", truncated=False, sent=mail.sent, first_look=False, cursor=cursor)
    return take_in(tx, arrival, mail.read, settings, mail.time)


def _plan(judged: Sequence[Judged], settings: Settings, directory: Path, *, json: bool) -> None:
    from watcher.store import open_store

    now, counts = SystemClock().now(), dict.fromkeys(("rejection", "recruiter", "other", "unsure"), 0)
    store = open_store(directory)
    for uid, mail in enumerate(_dated(judged, settings), start=1):
        with store.transaction() as tx:
            outcome = take_dated(tx, mail, uid, settings)
        if outcome.label:
            counts["unsure" if outcome.unsure else outcome.label] += 1
    with store.reading() as tx:
        rows = tx.agenda(closed=True)
    store.close()
    print_agenda(rows, settings, now, json=json, nothing="Nothing would have been planned.")
    if not json:
        typer.echo(", ".join(f"{label}: {count}" for label, count in counts.items()), err=True)
