"""`review`: the mails that were too close to call, one after the other, one key each.

In a terminal a key needs no Enter; from a pipe the characters of its lines are the keys, so that it can be scripted. What a key does is
done when it is pressed; leaving loses nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import typer

from watcher.cli.output import console, dump, local, utc
from watcher.cli.relabel import say, say_steps, settled
from watcher.core.classify import Label
from watcher.daemon.learning import remember_all
from watcher.daemon.relabel import prepare, take_back

if TYPE_CHECKING:
    from watcher.config import Settings
    from watcher.store import MessageRow, Store

KEYS = {"r": Label.REJECTION, "c": Label.RECRUITER, "o": Label.OTHER}
HELP = "r rejection, c recruiter, o other, s later, u undo the last, q quit"
MOST_REASONS = 4


def print_unsure(rows: Sequence[MessageRow]) -> None:
    """The mails of a review as JSON."""
    dump([_json(row) for row in rows])


def _json(row: MessageRow) -> dict[str, Any]:
    sender = row.headers.get("from") or {}
    return {
        "id": f"m{row.id}",
        "came_at": utc(row.internaldate),
        "subject": row.headers.get("subject"),
        "from": {"name": sender.get("name"), "address": sender.get("addr")} if sender else None,
        "label": row.label,
        "scores": row.scores,
        "reasons": row.reasons,
    }


@dataclass
class Review:
    """A review under way: the mails, where it stands, and what was done so far."""

    store: Store
    settings: Settings
    rows: Sequence[MessageRow]
    now: Callable[[], datetime]
    place: int = 0
    done: list[tuple[int, int | None]] = field(default_factory=list)  # place, and the correction if it was one

    def run(self, keys: Iterator[str]) -> int:
        """Go through the mails; returns how many were judged."""
        self._show()
        for key in keys:
            if key == "q" or not self._press(key):
                break
        return sum(1 for _, correction in self.done if correction is not None)

    def _press(self, key: str) -> bool:
        """What a key does; False when it ends the review."""
        if self.place >= len(self.rows) and key != "u":
            return False
        if key in KEYS:
            self._judge(KEYS[key])
        elif key == "s":
            self.done.append((self.place, None))
        elif key == "u" and self.done:
            self._undo()
        else:
            typer.echo("There is nothing to undo." if key == "u" else HELP, err=True)
            return True
        if key != "u":
            self.place += 1
        self._show()
        return True

    def _judge(self, label: Label) -> None:
        row = self.rows[self.place]
        done = settled(self.store, prepare(row, label, self.settings), self.settings, self.now())
        say(row, label, done, self.settings)
        self.done.append((self.place, done.correction if done else None))

    def _undo(self) -> None:
        self.place, correction = self.done.pop()
        if correction is None:
            return
        with self.store.transaction() as tx:
            found = tx.correction(correction)
            undone = take_back(tx, found, self.settings, self.now()) if found else None
        remember_all(self.store, self.settings.state_directory)
        typer.echo(f"c{correction} is taken back.")
        if undone:
            say_steps(undone, self.settings)

    def _show(self) -> None:
        out = console(err=True)
        if self.place >= len(self.rows):
            out.print("\nThat was the last one. u undo it, any other key ends.", markup=False)
            return
        row = self.rows[self.place]
        sender = row.headers.get("from") or {}
        name, addr = sender.get("name"), sender.get("addr")
        out.print(f"\n{self.place + 1} of {len(self.rows)}, m{row.id}", markup=False)
        lines = [row.headers.get("subject") or "(no subject)", f"from {name} <{addr}>" if name else f"from {addr or 'nobody'}"]
        lines += [local(row.internaldate, self.settings), *row.reasons[:MOST_REASONS]]
        for line in lines:
            out.print(f"  {line}", markup=False)
        scores = ", ".join(f"{label} {score:.0%}" for label, score in (row.scores or {}).items())
        out.print(f"  {scores}\n{HELP}", markup=False)


def keys_of_input() -> Iterator[str]:
    """Keys as they are pressed, or the characters of a pipe's lines; ends with the input or with Ctrl-C."""
    if sys.stdin is None:  # a shell's <&- leaves none
        return
    try:
        yield from _pressed() if sys.stdin.isatty() else _piped()
    except KeyboardInterrupt:
        return


def _piped() -> Iterator[str]:
    for line in sys.stdin:
        yield from (char.lower() for char in line if not char.isspace())


def _pressed() -> Iterator[str]:
    """Single keys. Between two of them the terminal is as it was, so that words and Ctrl-C behave as ever."""
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    while True:
        try:
            tty.setcbreak(descriptor, termios.TCSANOW)
            key = sys.stdin.read(1)
        finally:
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
        if not key or key == "\x04":  # Ctrl-D
            return
        if not key.isspace():
            yield key.lower()
