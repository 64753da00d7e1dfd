"""`reflect ID`: the questions in the user's own editor, and what was written kept with the application.

The page lies in a folder of its own in the state directory, readable by its owner alone. The folder is removed, with whatever the editor
left beside the page, when what was written is in the state, and not before: after an editor that failed, or a disk that was full, it is
still there, and the next `reflect` goes on with it.
"""

from __future__ import annotations

import fcntl
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from watcher.cli.ids import application_of
from watcher.cli.output import application_name, file_name, name_of
from watcher.core.compose import words_of
from watcher.core.extract import Stage
from watcher.core.plan import Status, StepKind
from watcher.core.reflect import answers_on, page
from watcher.daemon.changes import close
from watcher.errors import StateError, UsageError

if TYPE_CHECKING:
    from watcher.config import Settings
    from watcher.store import ApplicationRow, Store, Transaction

EDITORS = ("sensible-editor", "nano", "vi")  # where neither VISUAL nor EDITOR is set


@dataclass(frozen=True, slots=True)
class Paper:
    """What there is to write on."""

    row: ApplicationRow
    title: str
    hint: tuple[str, ...]
    questions: tuple[str, ...]
    former: int | None  # the reflection that is gone on with
    answers: dict[str, str]


def reflect(store: Store, what: str, text: str | None, settings: Settings, clock: Callable[[], datetime]) -> list[str]:
    """Ask, or take `text` ("-" is standard input); returns what to tell the user. No transaction is open while the editor is."""
    with store.reading() as tx:
        paper = _paper(tx, what, settings.me.language)
    nothing = [f"Nothing was written about {application_name(paper.row)}; nothing has changed."]
    if text is not None:
        return _keep(store, what, paper, sys.stdin.read() if text == "-" else text, settings, clock()) or nothing
    path = settings.state_directory / f"reflect-a{paper.row.id}" / "page.txt"
    blank = page(paper.title, paper.hint, paper.questions, paper.answers)
    with _held(path, blank):
        _edit(path)
        written = path.read_text(encoding="utf-8", errors="replace") if path.exists() else blank
        lines = [] if written == blank else _keep(store, what, paper, written, settings, clock())
        shutil.rmtree(path.parent)
    return lines or nothing


def _paper(tx: Transaction, what: str, language: str) -> Paper:
    row = application_of(tx, what)
    words = words_of(language)
    questions = words.questions[Stage(row.stage) if row.stage else None]
    written = tx.reflections(row.id)
    # A rejection that came after they had come back is another story, with a page of its own.
    former = written[-1] if written and (row.rejected_at is None or written[-1].written_at >= row.rejected_at) else None
    answers = dict(former.answers) if former else {}
    return Paper(row, application_name(row), words.page_hint, questions, former.id if former else None, answers)


def _keep(store: Store, what: str, paper: Paper, text: str, settings: Settings, now: datetime) -> list[str]:
    answers = answers_on(text, paper.title, paper.hint, paper.questions, tuple(paper.answers))
    if not any(answer for _, answer in answers):
        return []
    with store.transaction() as tx, tx.recorded(f"reflect {what}", now):
        if tx.application(paper.row.id) is None:
            raise UsageError(f"{paper.title} was forgotten meanwhile")
        if paper.former is None:
            tx.add_reflection(paper.row.id, paper.row.stage, answers, now)
        else:
            tx.change_reflection(paper.former, answers, now)
        tx.event(now, paper.row.id, "looked back", "you said reflect")
        done = _complete(tx, paper.row.id, settings, now)
    return [f"Kept with {paper.title}: rejection-watcher show a{paper.row.id}", *done]


def _complete(tx: Transaction, application: int, settings: Settings, now: datetime) -> list[str]:
    """Having looked back is what the step was for."""
    waiting = [row for row in tx.step_rows_of(application) if row.kind == StepKind.REFLECT.value and row.status == "needs_action"]
    return [f"{name_of(row)}: completed." for row in waiting if close(tx, row.id, Status.COMPLETED, "you looked back", settings, now)]


@contextmanager
def _held(path: Path, blank: str) -> Iterator[None]:
    """The page, made or found again, for one editor at a time. The lock is on the folder: editors put a new file in the page's place."""
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise StateError(f"{path.parent}: {error.strerror}", remedy="free some space, or use --text") from None
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise UsageError("this page is open in another window", remedy="close it there first") from None
        if not path.exists() or not path.stat().st_size:
            path.touch(mode=0o600)
            path.write_text(blank, encoding="utf-8")
        yield
    finally:
        os.close(folder)


def _edit(path: Path) -> None:
    """Raises StateError when the editor does not come to a good end; what was written stays where it is."""
    command = _editor()
    left = f"what you wrote is still in {file_name(str(path))}; `reflect` goes on with it"
    try:
        ended = subprocess.run([*command, str(path)], check=False).returncode
    except OSError as error:
        reason = f"the editor {command[0]!r} cannot be started: {error.strerror}"
        raise StateError(reason, remedy=f"set EDITOR, or use --text; {left}") from None
    if ended:
        raise StateError(f"the editor {command[0]!r} ended with status {ended}", remedy=left)


def _editor() -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        try:
            chosen = shlex.split(os.environ.get(name, ""))
        except ValueError:
            raise UsageError(f"{name} cannot be understood: a quote is missing") from None
        if chosen:
            return chosen
    found = next((editor for editor in EDITORS if shutil.which(editor)), None)
    if found is None:
        raise UsageError("no editor was found", remedy="set EDITOR, or use --text")
    return [found]
