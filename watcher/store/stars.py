"""Stars: by command, and by the flag that the user sets on a mail in a mail program.

Where each flagged mail lies is kept, so that the next look can tell what changed. Most flagged mail is none of our business: of it no
more is kept than its place and a keyed hash of its Message-ID, by which a mail is known that was flagged before it was read here, or that
was moved. A mail that left a mailbox keeps its row, marked as gone: seen flagged elsewhere later, it is no new star.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, delete, false, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from watcher.core.extract import company_key
from watcher.core.watch import Flags
from watcher.store import schema as t
from watcher.store.answered import Answered


class Stars(Answered):
    """The part of a transaction that is about stars and flags."""

    def star(self, application: int, *, starred: bool, by: int | None = None) -> bool:
        """Set or take the star; False when it stood so already. `by` is the mail whose flag did it; without, the star is the user's own."""
        c = t.applications.c
        done = self._db.execute(
            update(t.applications).where(c.id == application, c.starred != starred).values(starred=starred, star_mail=by)
        )
        if by is None:
            self._db.execute(update(t.applications).where(c.id == application).values(star_mail=None))
            self._db.execute(update(t.messages).where(t.messages.c.application == application).values(star_home=False))
        return bool(done.rowcount)

    def inherit_star(self, application: int) -> bool:
        """The star of what was merged in counts for the whole, and still belongs to the mails that it had; False when it stood so."""
        c = t.applications.c
        return bool(self._db.execute(update(t.applications).where(c.id == application, ~c.starred).values(starred=True)).rowcount)

    def mark_star_home(self, application: int) -> None:
        """The star belongs to these mails, whatever else comes into their application by a merge."""
        self._db.execute(update(t.messages).where(t.messages.c.application == application).values(star_home=True))

    def is_star_home(self, application: int, star_mail: int | None) -> bool:
        """Whether a mail to which the star belongs is in an application: marked, or the one whose flag set it."""
        m = t.messages.c
        found = select(m.id).where(m.application == application, or_(m.star_home, m.id == star_mail if star_mail else false()))
        return self._db.execute(found.limit(1)).first() is not None

    # Whole companies

    def company_stars(self) -> set[str]:
        """The companies that have a star as a whole, as `company_key` spells them."""
        c = t.applications.c
        names = self._db.execute(select(c.company).where(c.company_starred, c.company.is_not(None)).distinct()).scalars()
        return {company_key(name) for name in names}

    def star_company(self, applications: Iterable[int], *, starred: bool) -> list[int]:
        """Set the star of a company on its applications, or take every star there; returns those where that changed something."""
        c = t.applications.c
        there = c.id.in_(list(applications))
        other = and_(there, ~c.company_starred) if starred else and_(there, or_(c.company_starred, c.starred))
        changed = [int(number) for number in self._db.execute(select(c.id).where(other).order_by(c.id)).scalars()]
        values = {"company_starred": True} if starred else {"company_starred": False, "starred": False, "star_mail": None}
        self._db.execute(update(t.applications).where(c.id.in_(changed)).values(**values))
        return changed

    def join_company(self, application: int) -> None:
        """Let an application have the star of its company, if that has one; the star stays when the others are forgotten."""
        c = t.applications.c
        name = self._db.execute(select(c.company).where(c.id == application, ~c.company_starred)).scalar()
        if name and company_key(name) in self.company_stars():
            self._db.execute(update(t.applications).where(c.id == application).values(company_starred=True))

    def leave_company(self, application: int) -> None:
        """An application is of another company."""
        self._db.execute(update(t.applications).where(t.applications.c.id == application).values(company_starred=False))

    def pass_star(self, application: int, mail: int) -> None:
        """The star came from one flag and stands by another now."""
        self._db.execute(update(t.applications).where(t.applications.c.id == application).values(star_mail=mail))

    def starred_by(self, mail: int) -> int | None:
        """The application whose star came from the flag of this mail."""
        c = t.applications.c
        found = self._db.execute(select(c.id).where(c.starred, c.star_mail == mail)).scalar()
        return None if found is None else int(found)

    # Looks

    def flags(self, account: str) -> dict[str, Flags]:
        """What each mailbox of an account held when its flags were last looked at."""
        place, look = t.flagged.c, t.flag_looks.c
        known: dict[str, list[int]] = {}
        for row in self._db.execute(select(place.mailbox, place.uid).where(place.account == account, ~place.gone).order_by(place.uid)):
            known.setdefault(row.mailbox, []).append(row.uid)
        looks = self._db.execute(select(look.mailbox, look.uidvalidity, look.modseq, look.view).where(look.account == account))
        return {row.mailbox: Flags(row.mailbox, row.uidvalidity, row.modseq, tuple(known.get(row.mailbox, ())), row.view) for row in looks}

    def set_flags(self, account: str, flags: Flags) -> None:
        """Remember the look; what lay in a mailbox before it was rebuilt lies there no more."""
        values = {"uidvalidity": flags.uidvalidity, "modseq": flags.modseq, "view": flags.view}
        row = upsert(t.flag_looks).values(account=account, mailbox=flags.mailbox, **values)
        self._db.execute(row.on_conflict_do_update(index_elements=["account", "mailbox"], set_=values))
        place = t.flagged.c
        rebuilt = and_(place.account == account, place.mailbox == flags.mailbox, place.uidvalidity != flags.uidvalidity)
        self._db.execute(update(t.flagged).where(rebuilt).values(gone=True))

    def add_flagged(self, account: str, flags: Flags, uid: int, message_id: str | None, message: int | None, now: datetime) -> bool:
        """A mail is seen flagged here; False when its flag was known, from here or from where it lay before."""
        known = self._flag_rows(account, flags.mailbox, flags.uidvalidity, uid, message_id)
        values = {"mail": self._fingerprint(message_id) if message_id else None, "message": message, "gone": False, "seen_at": now}
        row = upsert(t.flagged).values(account=account, mailbox=flags.mailbox, uidvalidity=flags.uidvalidity, uid=uid, **values)
        self._db.execute(row.on_conflict_do_update(index_elements=["account", "mailbox", "uidvalidity", "uid"], set_=values))
        return all(row.message is None for row in known)

    def flags_vanished(self, account: str, flags: Flags, uids: Iterable[int]) -> None:
        """Flagged mails that lie here no more: moved, deleted or, in a list of flagged mails, unflagged. Nobody can tell."""
        self._db.execute(update(t.flagged).where(self._here(account, flags), t.flagged.c.uid.in_(list(uids))).values(gone=True))

    def take_flag(self, account: str, flags: Flags, uid: int) -> int | None:
        """A mail is seen here without the flag that it had: the message that has no flag any more, if it is one of ours.

        A copy that is known to be flagged elsewhere keeps the flag; a list of flagged mails, and a place that it left, prove nothing.
        """
        f = t.flagged.c
        row = self._db.execute(select(f.id, f.mail, f.message).where(self._here(account, flags), f.uid == uid)).first()
        if row is None:
            return None
        self._db.execute(delete(t.flagged).where(f.id == row.id))
        if row.mail is not None:
            same = and_(f.account == account, f.mail == row.mail)
            self._db.execute(delete(t.flagged).where(same, or_(f.gone, f.mailbox.in_(self._views(account)))))
            if self._db.execute(select(f.id).where(same)).first():
                return None
        return None if row.message is None else int(row.message)

    def is_flagged(self, message: int) -> bool:
        """Whether a mail is known to be flagged somewhere."""
        f = t.flagged.c
        return self._db.execute(select(f.id).where(f.message == message, ~f.gone)).first() is not None

    def flagged_mails(self, application: int) -> list[int]:
        """The mails of an application that are known to be flagged."""
        f, m = t.flagged.c, t.messages.c
        wanted = select(m.id).join(t.flagged, f.message == m.id).where(m.application == application, ~f.gone)
        look = t.flag_looks.c
        wanted = wanted.join(t.flag_looks, and_(look.account == f.account, look.mailbox == f.mailbox)).where(~look.view)
        return [int(number) for (number,) in self._db.execute(wanted.order_by(m.id).distinct())]

    def messages_at(self, account: str, flags: Flags, uid: int, message_id: str | None) -> list[int]:
        """The recorded mails that a flagged mail can be: the one that was read in this place, else those of its Message-ID."""
        place, m = t.locations.c, t.messages.c
        here = and_(place.account == account, place.mailbox == flags.mailbox, place.uidvalidity == flags.uidvalidity, place.uid == uid)
        found = self._db.execute(select(place.message).where(here, place.message.is_not(None))).scalars().all()
        if not found and message_id:
            found = self._db.execute(select(m.id).where(m.account == account, m.message_id == message_id)).scalars().all()
        return [int(number) for number in found]

    def was_flagged(self, account: str, mailbox: str, uidvalidity: int, uid: int, message_id: str | None, message: int) -> bool:
        """Whether a mail that is read only now was seen flagged before; its flag belongs to `message` from now on."""
        rows = self._flag_rows(account, mailbox, uidvalidity, uid, message_id)
        self._db.execute(update(t.flagged).where(t.flagged.c.id.in_([row.id for row in rows])).values(message=message))
        return any(not row.gone for row in rows)

    def purge_flags(self, before: datetime) -> None:
        """Where a flagged mail lay that long ago is of no use."""
        self._db.execute(delete(t.flagged).where(t.flagged.c.gone, t.flagged.c.seen_at < before))

    def _here(self, account: str, flags: Flags) -> Any:  # noqa: ANN401 -- SQLAlchemy's column expressions
        f = t.flagged.c
        return and_(f.account == account, f.mailbox == flags.mailbox, f.uidvalidity == flags.uidvalidity)

    def _views(self, account: str) -> Any:  # noqa: ANN401 -- as above
        look = t.flag_looks.c
        return select(look.mailbox).where(look.account == account, look.view)

    def _flag_rows(self, account: str, mailbox: str, uidvalidity: int, uid: int, message_id: str | None) -> Sequence[Row[int, bool, int]]:
        """The rows of this mail, by place or by Message-ID."""
        f = t.flagged.c
        here = and_(f.mailbox == mailbox, f.uidvalidity == uidvalidity, f.uid == uid, ~f.gone)
        same = f.mail == self._fingerprint(message_id) if message_id else false()
        return self._db.execute(select(f.id, f.gone, f.message).where(f.account == account, or_(here, same))).all()
