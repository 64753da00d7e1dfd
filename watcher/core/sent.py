"""What the user's own mail tells of their applications: which ones it is about, and who is there.

Whom the user writes to is the best evidence of who somebody is, and it is private mail: what touches no application leaves no trace.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from watcher.core.extract import Contact, host_of
from watcher.core.extract.names import fold
from watcher.core.link import RECENT, Application
from watcher.core.parse import Message

_READ = 20_000  # characters: what a mail is about it says early


def touched(
    message: Message, written: Sequence[Contact], at: datetime, applications: Sequence[Application], *, text: str = ""
) -> list[Application]:
    """The applications that the user's own mail is about: by thread, else by whom it went to, else by whose house, where that is clear.

    Of several, as an agency's recruiter has, those that subject or `text` name; several left mean that it cannot be told.
    """
    answered = {*message.in_reply_to, *message.references}
    by_thread = [application for application in applications if application.message_ids & answered]
    to = {contact.addr.casefold() for contact in written}
    by_person = [application for application in applications if to & {contact.addr.casefold() for contact in application.contacts}]
    if by_thread or by_person:
        return _named(by_thread or by_person, fold(f"{message.subject}\n{text[:_READ]}"))
    by_house = [a for a in applications if abs(at - a.last_mail_at) <= RECENT and any(_at_home(one, a) for one in written)]
    return by_house if len(by_house) == 1 else []


def _named(found: list[Application], text: str) -> list[Application]:
    for name in ("requisition_id", "role", "company"):
        named = [application for application in found if _says(text, getattr(application, name))]
        found = named or found
    return found


def _says(text: str, name: str | None) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(fold(name or ''))}(?!\w)", text) is not None


def met(written: Iterable[Contact], application: Application) -> tuple[Contact, ...]:
    """Of those written to, the people of this application: the known ones, and others of a known one's house. A friend is nobody here."""
    known = {contact.addr.casefold() for contact in application.contacts}
    return tuple(one for one in written if one.addr.casefold() in known or _at_home(one, application))


def answers(message: Message, message_id: str | None, written: Iterable[Contact], sent_at: datetime, at: datetime) -> bool:
    """Whether a mail that came `at` answers the one by which the user applied: in its thread, or later from the house that it went to."""
    if message_id and message_id in {*message.in_reply_to, *message.references}:
        return True
    house = host_of(message.from_.addr) if message.from_ else None
    return house is not None and sent_at <= at <= sent_at + RECENT and any(same_house(house, host_of(one.addr)) for one in written)


def _at_home(one: Contact, application: Application) -> bool:
    return any(same_house(host_of(one.addr), host_of(known.addr)) for known in application.contacts)


def same_house(one: str | None, other: str | None) -> bool:
    """One domain, or one below the other: mail.kestrel.com and kestrel.com. Free mail and the machines of others are no house (None)."""
    return bool(one and other) and (one == other or f"{one}".endswith(f".{other}") or f"{other}".endswith(f".{one}"))
