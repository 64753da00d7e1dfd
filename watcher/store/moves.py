"""What the state knows of acting from a mail program: the steps that the user was told of, the mailboxes that acted once, and the key of
the marks on notifications that go out as mail.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from sqlalchemy import Connection, delete, select

from watcher.core.act import Told
from watcher.core.plan import Status
from watcher.store import schema as t
from watcher.store.pauses import fact, set_fact

_MARK_KEY = "mark_key"


class Moves:
    """The part of a transaction that is about mails put into a mailbox that acts."""

    _db: Connection

    def told_steps(self, application: int) -> list[Told]:
        """The open steps of an application whose notification has reached somebody, and for the due time that they have now."""
        s = t.steps.c
        told = s.application == application, s.status == Status.NEEDS_ACTION.value, s.notified_at.is_not(None), s.queued_for == s.due_at
        return [Told(row.id, row.due_at) for row in self._db.execute(select(s.id, s.due_at).where(*told))]

    def lay_there(self, account: str, mailbox: str, uidvalidity: int, uid: int, message: int) -> bool:
        """Whether this very place is recorded under the name of a mailbox of which nothing is known any more: it has been renamed.

        RFC 9051, 6.3.6, leaves UIDs and UIDVALIDITY as they are.
        """
        place, c = t.locations.c, t.cursors.c
        known = select(c.mailbox).where(c.account == account)
        same = place.account == account, place.uidvalidity == uidvalidity, place.uid == uid, place.message == message
        return self._db.execute(select(place.uid).where(*same, place.mailbox != mailbox, place.mailbox.not_in(known))).first() is not None

    def drop_acting_except(self, account: str, mailboxes: Iterable[str]) -> None:
        """Mailboxes that left [act] begin anew when they come back: what was put there meanwhile said nothing."""
        c = t.cursors.c
        gone = c.account == account, c.acts.is_not(None), c.acts.not_in(list(mailboxes))
        self._db.execute(delete(t.cursors).where(*gone))

    def mark_key(self) -> bytes:
        """The secret that marks are made with, made at the first call; in a transaction that may write.

        Not the installation's name: a calendar file tells that.
        """
        known = fact(self._db, _MARK_KEY)
        if known is None:
            known = secrets.token_hex(32)
            set_fact(self._db, _MARK_KEY, known)
        return bytes.fromhex(known)
