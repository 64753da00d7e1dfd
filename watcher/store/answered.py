"""What the user's own mail answered and to whom it went, kept as fingerprints: Sent may be read before the mail that it answers.

Most mail that people send is none of our business. So nothing of it is stored that could be read: of addresses and Message-IDs a keyed hash
is kept, with a key that is this installation's alone, and compared with what an application knows. The mail itself has a fingerprint too:
seen again in another mailbox, it is the same mail, and what it has completed it completes once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from watcher.store import schema as t
from watcher.store.pauses import Pauses


@dataclass(frozen=True, slots=True)
class Own:
    """A mail of the user's, as far as an application recognises it."""

    id: int
    at: datetime
    to: list[str]  # those of the addresses asked about that it went to
    answered: list[str]  # those of the message ids asked about that it answers


class Answered(Pauses):
    """The part of a transaction that remembers the user's own mail."""

    def add_own_mail(self, at: datetime, to: Iterable[str], answered: Iterable[str], *, message_id: str | None, content_hash: str) -> int:
        """Remember that the user wrote; a copy of a mail that is known is that mail. Returns its id."""
        identity = self._fingerprint(f"{message_id or ''}\0{content_hash}")
        values = {"at": at, "to": sorted(map(self._fingerprint, to)), "answered": sorted(map(self._fingerprint, answered))}
        self._db.execute(upsert(t.own_mail).values(identity=identity, **values).on_conflict_do_nothing())
        return int(self._db.execute(select(t.own_mail.c.id).where(t.own_mail.c.identity == identity)).scalar_one())

    def add_own_mail_done(self, own_mail: int, steps: Iterable[int]) -> None:
        """Remember what a mail of the user's own completed."""
        for step in steps:
            self._db.execute(upsert(t.own_mail_done).values(own_mail=own_mail, step=step).on_conflict_do_nothing())

    def own_mail_counted(self, own_mail: int) -> bool:
        """Whether a mail of the user's own has completed a step before."""
        done = t.own_mail_done.c
        return self._db.execute(select(done.step).where(done.own_mail == own_mail).limit(1)).first() is not None

    def own_mail_since(self, at: datetime, addresses: Iterable[str], message_ids: Iterable[str]) -> list[Own]:
        """What the user wrote since then to one of these addresses, or in answer to one of these mails; oldest first."""
        people = {self._fingerprint(addr): addr for addr in addresses}
        mails = {self._fingerprint(one): one for one in message_ids}
        rows = self._db.execute(select(t.own_mail).where(t.own_mail.c.at >= at).order_by(t.own_mail.c.at, t.own_mail.c.id))
        found = [
            Own(row.id, row.at, [people[one] for one in row.to if one in people], [mails[one] for one in row.answered if one in mails])
            for row in rows
        ]
        return [one for one in found if one.to or one.answered]

    def purge_own_mail(self, before: datetime) -> None:
        """What is that old is answered by nothing that still comes."""
        self._db.execute(delete(t.own_mail).where(t.own_mail.c.at < before))

    def _fingerprint(self, text: str) -> str:
        key = bytes.fromhex(self.installation())
        return hashlib.blake2b(text.strip().casefold().encode("utf-8", "surrogatepass"), key=key, digest_size=16).hexdigest()
