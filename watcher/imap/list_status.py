"""STATUS of several mailboxes by one command: LIST with RETURN (STATUS ...) (RFC 5819), of just those that are named (RFC 5258).

Nothing depends on it. A server that has it and declines is not asked again on this connection, and what an answer leaves out is asked for
by a STATUS of its own, as everything is elsewhere.
"""

from __future__ import annotations

import imaplib
from collections.abc import Iterable, Sequence
from typing import Any

from imapclient.response_parser import parse_response

from watcher.clock import Clock
from watcher.core.watch import Loss, judge_refusal
from watcher.imap.trouble import server_text
from watcher.imap.wire import CONTROL, Client, quoted

Items = dict[bytes, Any]
FRESH = 60.0  # seconds; mails that took longer to fetch lie between question and use, so it is asked again
AT_ONCE = 50  # mailboxes in one command: RFC 9051 has no bound for a line, some servers have 8,192 bytes
_WILD = b"%*"  # no name in LIST, and there is no way to say that they are meant literally
_NEEDED = frozenset({b"UIDNEXT", b"UIDVALIDITY"})


class Statuses:
    """What one connection knows of mailboxes that it will be asked about next; each answer is given once."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[bytes, Items | None] = {}  # None: the answer left it out
        self._known_at = 0.0
        self._declined = False

    def forget(self) -> None:
        """A round has been given up."""
        self._known = {}

    def take(self, client: Client, mailbox: bytes, along: Iterable[bytes], asked: Sequence[str]) -> Items | None:
        """The items of `mailbox`, asking for it and those `along` in one command; None when STATUS has to be asked."""
        if self._clock.monotonic() - self._known_at > FRESH:
            self.forget()
        if mailbox not in self._known:
            names = [name for name in dict.fromkeys([mailbox, *along]) if _can_be_listed(name)][:AT_ONCE]
            if mailbox not in names or len(names) < 2 or not self._offered(client):
                return None
            found = self._ask(client, names, asked)
            self._known, self._known_at = {name: found.get(name) for name in names}, self._clock.monotonic()
        return self._known.pop(mailbox, None)

    def _offered(self, client: Client) -> bool:
        return not self._declined and all(client.has_capability(name) for name in ("LIST-STATUS", "LIST-EXTENDED"))

    def _ask(self, client: Client, names: Sequence[bytes], asked: Sequence[str]) -> dict[bytes, Items]:
        wire = client.wire
        wire.untagged_responses.clear()
        patterns = b"(" + b" ".join(map(quoted, names)) + b")"
        try:
            typ, data = wire._simple_command("LIST", '""', patterns, "RETURN", f"(STATUS ({' '.join(asked)}))")  # noqa: SLF001  # imaplib's own verb has no third argument; it takes bytes
            if typ != "OK":
                raise wire.error(f"LIST command error: {typ} {data!r}")
        except imaplib.IMAP4.error as error:
            text = server_text(error)
            if text is None or judge_refusal(text)[0] is Loss.PATIENCE:
                raise
            self._declined = True
            return {}
        _, lines = wire._untagged_response(typ, data, "STATUS")  # noqa: SLF001  # as above
        return _read(lines)


def _can_be_listed(name: bytes) -> bool:
    """In a pattern of LIST, as itself: modified UTF-7 is ASCII, and what is not was spelled by a server in its own way."""
    return name.isascii() and not any(wild in name for wild in _WILD) and not CONTROL.search(name)


def _read(lines: Sequence[Any]) -> dict[bytes, Items]:
    """By name; the parser gives one row of names and lists, and takes a name of digits for a number."""
    row = parse_response([line for line in lines if line is not None])
    found: dict[bytes, Items] = {}
    for name, items in zip(row[::2], row[1::2], strict=False):
        if isinstance(items, tuple) and len(items) % 2 == 0:
            spelled = name if isinstance(name, bytes) else str(name).encode("ascii", "replace")
            found[b"INBOX" if spelled.upper() == b"INBOX" else spelled] = dict(zip(items[::2], items[1::2], strict=True))
    return {name: items for name, items in found.items() if items.keys() >= _NEEDED}
