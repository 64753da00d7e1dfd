"""Mailboxes that the user puts a mail into to act: where they begin.

A move is told from what lay there before by its UID alone: a mailbox that is met for the first time, or that was rebuilt, begins above all
that it holds, and nothing of that acts. One that the config named and the server did not have yet begins at its first mail: the user made
it for that. Never both: a mailbox appears once, and not with a past (then it was renamed).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from watcher.core.watch.mailboxes import resolve
from watcher.core.watch.nouns import Cursor, Entry, Note
from watcher.core.watch.state import Watch, with_cursor

ABSENT = -1  # in place of a UIDVALIDITY: the mailbox was not there (RFC 9051, 2.3.1.1, has those above 0)
NEW_MOST = 50  # mails that a mailbox that has just appeared may hold; one with more was renamed, and begins above them

_FILLED_BY_ITSELF = frozenset({"\\all", "\\flagged", "\\important"})  # RFC 6154, RFC 8457: the server's own views of all mail


def acted_in(acting: Iterable[str], entries: Sequence[Entry], watched: Iterable[str]) -> dict[str, str]:
    """The mailboxes to act in, by the server's name. Where mail arrives by itself, or is the user's own, a mail in it says nothing."""
    silent = {*watched, resolve("\\Drafts", entries), *(entry.name for entry in entries if entry.attributes & _FILLED_BY_ITSELF)}
    found = {resolve(wanted, entries): wanted for wanted in acting}
    return {name: wanted for name, wanted in found.items() if name is not None and name not in silent}


def note_absent(watch: Watch, entries: Sequence[Entry]) -> tuple[Watch, tuple[Note, ...]]:
    """Remember which of the mailboxes to act in are not there, unless they were seen before."""
    absent = [name for name in watch.acting if resolve(name, entries) is None and _known(watch, name) is None]
    marks = [Cursor(name, ABSENT, 0, first_look_done=True, acts=name) for name in absent]
    for mark in marks:
        watch = with_cursor(watch, mark)
    return watch, tuple(Note(mark, sent=False) for mark in marks)


def _known(watch: Watch, wanted: str) -> Cursor | None:
    return next((cursor for cursor in watch.cursors.values() if cursor.acts == wanted), None)


def beginning(watch: Watch, mailbox: str, uidvalidity: int, top: int) -> Cursor:
    """The cursor of a mailbox of which nothing is known, or nothing any more; `top` is the highest UID in it."""
    wanted = watch.acts.get(mailbox)
    if wanted is None:
        return Cursor(mailbox, uidvalidity, 0, first_look_done=False)
    known = watch.cursors.get(mailbox) or watch.cursors.get(wanted)
    appeared = known is not None and (known.acts, known.uidvalidity) == (wanted, ABSENT) and top <= NEW_MOST
    return Cursor(mailbox, uidvalidity, 0 if appeared else top, first_look_done=True, acts=wanted)
