"""Whom to write to: everyone known once, under the most telling part, at an address where they read their mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from watcher.core.extract import Contact, Part, Reading
from watcher.core.extract.sender import generic, split_address

BY_WORD = "you said so"  # the evidence of people whom the user named
_RECRUITERS = (Part.RECRUITER, Part.AGENCY)

# Whom to thank: everyone who gave the user an interview; else the one who would decide on a next time.
_THANKED = ((Part.INTERVIEWER, None), (Part.HIRING_MANAGER, 1), (Part.HR, 1), (Part.CONTACT, 1), (Part.RECRUITER, 1), (Part.AGENCY, 1))
_WROTE = frozenset({"from", "reply-to"})
_SILENT = frozenset({"sent", "signature"})

# Whom to ask how it stands: whose work it is to answer that comes first.
_ASKED = (Part.RECRUITER, Part.AGENCY, Part.HR, Part.CONTACT, Part.HIRING_MANAGER, Part.INTERVIEWER)

# Where an address must have been seen to be written to. The user's own mail (Sent) is the best evidence that there is somebody. Headers
# and invitations are what the sender's own mail program or calendar acted on: whoever stands in Cc or among the guests got that mail too,
# so that a lie there would have been noticed. A text, its signature included, can hold any address, copied or forged, and nobody was
# written to by it.
_SEEN_IN = frozenset({"from", "reply-to", "to", "cc", "invitation", "sent", BY_WORD})


def reachable(*sources: Iterable[Contact]) -> tuple[Contact, ...]:
    """Everyone who can be written to, each once, under the most telling part known of them; who comes first stays first."""
    contacts = [contact for source in sources for contact in sorted(source, key=_not_reply_to)]
    told = [contact for contact in contacts if contact.part is not Part.CONTACT]
    people: list[Contact] = []
    for contact in contacts:
        if seen_in_header(contact) and not any(_one_person(contact, known) for known in people):
            part = next((one.part for one in told if _one_person(one, contact)), contact.part)
            name = contact.name or next((one.name for one in contacts if one.name and _one_person(one, contact)), "")
            people.append(_at_own_address(replace(contact, name=name, part=part), contacts))
    return tuple(people)


def _at_own_address(person: Contact, contacts: Sequence[Contact]) -> Contact:
    """Who writes from recruiting@ is written to at an address of their own that was seen beside it, unless they asked for the desk."""
    if not _desk(person) or not person.name or not _not_reply_to(person):
        return person
    own = (one for one in contacts if one.name and _one_person(one, person) and seen_in_header(one) and not _desk(one))
    found = next(own, None)
    return replace(person, addr=found.addr, evidence=f"{person.evidence}, {found.evidence}") if found else person


def _desk(contact: Contact) -> bool:
    return generic(split_address(contact.addr)[0])


def seen_in_header(contact: Contact) -> bool:
    """Evidence is a list of places, "From, signature": one that counts is enough."""
    return not _SEEN_IN.isdisjoint(_places(contact))


def _places(contact: Contact) -> list[str]:
    return contact.evidence.lower().split(", ")


def _not_reply_to(contact: Contact) -> bool:
    """Sorts Reply-To before From: it is where the author wants the answer (RFC 5322, 3.6.2)."""
    return not contact.evidence.lower().startswith("reply-to")


def _one_person(one: Contact, other: Contact) -> bool:
    return same(one.addr) == same(other.addr) or (bool(one.name) and same(one.name) == same(other.name))


def to_thank(people: Sequence[Contact]) -> tuple[Contact, ...]:
    """Somebody of an unknown part who was only copied in comes last: who wrote is closer."""
    close = [person for person in people if person.part is not Part.CONTACT or not _WROTE.isdisjoint(_places(person))]
    groups = (tuple(person for person in close if person.part is part)[:most] for part, most in _THANKED)
    return next((group for group in groups if group), tuple(people[:1]))


def in_contact(people: Sequence[Contact]) -> bool:
    """Whether a person there has written or was met; to whom the user alone has written has not answered yet."""
    return any(_is_person(one) and not _SILENT.issuperset(_places(one)) for one in people)


def _is_person(contact: Contact) -> bool:
    """A desk (recruiting@) signs with no name; who interviews, and whom the user named, is a person whatever the address says."""
    return bool(contact.name) or contact.part is Part.INTERVIEWER or BY_WORD in _places(contact)


def to_ask(people: Sequence[Contact]) -> tuple[Contact, ...]:
    """The one who would know how an application stands."""
    return tuple(sorted(people, key=lambda person: _ASKED.index(person.part)))[:1]


def recruiter(people: Sequence[Contact]) -> tuple[Contact, ...]:
    """One recruiter: the one who passed the no on, if it was one."""
    return tuple(person for person in people if person.part in _RECRUITERS)[:1]


def writer(reading: Reading, sender: str | None) -> tuple[Contact, ...]:
    """Whom an answer to this mail goes to; nobody when it came from an address that cannot be answered."""
    wrote = [one for one in reading.contacts if not sender or same(one.addr) == same(sender) or not _not_reply_to(one)]
    writers = (person for person in reachable(reading.contacts) if any(_one_person(person, one) for one in wrote))
    return tuple(writers)[:1]


def addresses(people: Iterable[Contact]) -> set[str]:
    return {same(person.addr) for person in people}


def same(word: str | None) -> str:
    """For comparing addresses and names: nobody has two mailboxes that differ in case alone."""
    return (word or "").strip().casefold()
