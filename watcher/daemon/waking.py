"""After sleep, mail first: what fell due meanwhile is told only once the mailboxes have been looked at.

A machine that was off or suspended has missed mail: the rejection that makes an enquiry needless, or the user's own answer. So after a
start, and after each leap of the wall clock, nothing is told until every mailbox that is known has been looked at; but not for long, since
a server that does not answer must not silence what is due.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from watcher.clock import Clock

LONGEST = 60.0  # seconds to wait for the mailboxes
LEAP = 120.0  # seconds by which the wall clock is ahead of what has passed; the daemon's own naps are shorter


class Waking:
    """What is still to be looked at."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._unseen: dict[str, set[str]] = {}
        self._until = 0.0
        self._ahead = self._asked = self._difference()

    def begin(self, mailboxes: Mapping[str, Iterable[str]]) -> None:
        """Wait for a look at these, by account."""
        self._unseen = {account: set(names) for account, names in mailboxes.items() if names}
        self._until = self._clock.monotonic() + LONGEST

    def looked(self, account: str, mailbox: str) -> None:
        """A look at a mailbox ended, and what was found there is recorded."""
        waiting = self._unseen.get(account, set())
        waiting.discard(mailbox)
        if not waiting:
            self.not_for(account)

    def not_for(self, account: str) -> None:
        """Do not wait for this account: it has been seen, or its server does not answer."""
        self._unseen.pop(account, None)

    def leapt(self) -> float:
        """By how many seconds the wall clock has leapt ahead, below 0 where it was set back; 0: not at all."""
        self._asked = self._difference()
        leap = self._asked - self._ahead
        if abs(leap) > LEAP:
            return leap
        self._ahead = self._asked
        return 0.0

    def followed(self) -> None:
        """What a leap calls for is done; until then it is told of again."""
        self._ahead = self._asked

    @property
    def left(self) -> float:
        """Seconds for which nothing is told yet."""
        return max(0.0, self._until - self._clock.monotonic()) if self._unseen else 0.0

    def _difference(self) -> float:
        return self._clock.now().timestamp() - self._clock.monotonic()
