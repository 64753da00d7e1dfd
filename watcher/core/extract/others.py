"""Who is there besides the writer: in To and Cc, in an invitation, and with an address of their own in the signature.

Anybody can write a name into a header, so only those count who are at home where the writer or the company is, or whom the appointment
names; and a machine's Cc says nothing, for it copies in whom it is told to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from watcher.core.extract import sender
from watcher.core.extract.house import Hints
from watcher.core.extract.invitation import Guest, Invitation
from watcher.core.extract.names import fold, given_name, person_like, plain_person
from watcher.core.extract.reading import Contact, Part
from watcher.core.extract.titles import part_of
from watcher.core.extract.vendors import Trade, vendor_of
from watcher.core.parse import Address, Message
from watcher.core.text import sentences

_COMPANY = 12  # people at most: more are a class, a fair or a mailing, and nobody's interview
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"'@|]{1,64}@[A-Za-z0-9.-]{3,253}[A-Za-z]")
_MEETS = re.compile(
    r"\binterview|\b(?:meet|speak|talk|chat|call)\b|\bpanel|gesprach|kennenlernen|\bentretien|rencontr|\bentrevist|\bcolloqui|"
    r"incontr|\bgesprek|kennismak"
)
_PLACE = re.compile(r"room|raum|salle|\bsala\b|zaal|meet|conf|zoom|teams|calendar|kalender")  # what a calendar invites besides people
_CLAUSE = re.compile(r";|\b(?:and|while|und|et|y|e|en)\b")
_BESIDE = 60  # characters before and behind a name in which a title is this person's


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of a mail when its other people are looked for."""

    message: Message
    text: str
    company: str | None
    me: frozenset[str]
    written_by_a_person: bool

    @property
    def own(self) -> frozenset[str]:
        """The reader's addresses; where none of theirs is known, the only one that the mail went to."""
        to = {address.addr.casefold() for address in self.message.to}
        return self.me if to & self.me or len(to) != 1 else self.me | to

    def at_home(self, addr: str) -> bool:
        """The same house as the writer's, by its domain, or one that is called like the company."""
        label = sender.label(addr)
        writers = (*([self.message.from_] if self.message.from_ else []), *self.message.reply_to[:4])
        if label is None:
            return False
        return any(sender.label(each.addr) == label for each in writers) or bool(self.company and Hints(label=label).confirms(self.company))


def copied(scene: Scene, *, interview: bool) -> Iterator[Contact]:
    """People in To and Cc beside the reader; only where there is talk of an interview does a meeting make an interviewer."""
    message = scene.message
    there = [*(("To", address) for address in message.to), *(("Cc", address) for address in message.cc)]
    if not scene.written_by_a_person or len(there) > _COMPANY:
        return
    writers = {address.addr.casefold() for address in (*([message.from_] if message.from_ else []), *message.reply_to)}
    for where, address in there:
        if address.addr.casefold() not in scene.own | writers and scene.at_home(address.addr):
            for contact in _contact(address, where, Part.CONTACT):
                part = _part_told(contact.name, address.name, scene.text)
                yield replace(contact, part=part if interview or part is not Part.INTERVIEWER else Part.CONTACT)


def invited(scene: Scene, invitation: Invitation | None, *, interview: bool) -> Iterator[Contact]:
    """Whom an invitation names: those of an interview that stands, and who did not decline, are interviewers."""
    if invitation is None or invitation.cancelled or len(invitation.guests) > _COMPANY:
        return
    private = all(_is_private(guest.addr) for guest in invitation.guests)
    for guest in invitation.guests:
        if guest.addr.casefold() in scene.own or (_is_private(guest.addr) and not private and not guest.organizer):
            continue  # another candidate, or the reader at an address of theirs that is not known
        part = Part.INTERVIEWER if interview and not guest.declined else Part.CONTACT
        yield from _contact(_address(guest), "invitation", part)


def signed(scene: Scene, block: Sequence[str], name: str, part: Part | None) -> Iterator[Contact]:
    """The writer's own address in the signature, where the mail came from a machine. Known, but nothing yet says that it is true."""
    for found in _ADDRESS.findall("\n".join(block)):
        if name and scene.at_home(found) and found.casefold() not in scene.own and not _is_desk(found):
            yield from _contact(Address(name, found), "signature", part or Part.CONTACT)


def _contact(address: Address, where: str, part: Part) -> Iterator[Contact]:
    """Somebody with a name of their own, at least in the address; desks and machines are nobody."""
    if not sender.answerable(address.addr) or _is_desk(address.addr) or _is_tool(address.addr):
        return
    name = plain_person(re.split(r"\s*[(|@]|\s[-–]\s|\svia\s", address.name, maxsplit=1)[0])
    name = name if person_like(name) or (len(name.split()) == 1 and given_name(name)) else name_in(address.addr)
    if name or (where == "invitation" and _is_somebody(address.addr)):
        yield Contact(name, address.addr, part, where)


def _is_somebody(addr: str) -> bool:
    """A local part made like somebody's, though it spells out no name: t.okafor@, okafor@."""
    local = sender.split_address(addr)[0]
    return re.fullmatch(r"[^\W\d_]+(?:[._-][^\W\d_]+){0,2}", local) is not None and not _PLACE.search(local)


def name_in(addr: str) -> str:
    """The name that an address spells out: tom.okafor@ is Tom Okafor, dana@ is Dana; "" where it could be anything else."""
    words = re.split(r"[._-]", sender.split_address(addr)[0].split("+", maxsplit=1)[0])
    name = " ".join(word.capitalize() for word in words)
    telling = 1 <= len(words) <= 3 and all(len(word) > 1 and word.isalpha() for word in words) and not _PLACE.search(name.lower())
    return name if telling and (given_name(name) or (len(words) == 2 and min(map(len, words)) > 2 and person_like(name))) else ""


def _address(guest: Guest) -> Address:
    return Address(guest.name if "@" not in guest.name else "", guest.addr)


def _is_desk(addr: str) -> bool:
    return sender.generic(sender.split_address(addr)[0])


def _is_private(addr: str) -> bool:
    vendor = vendor_of(sender.split_address(addr)[1])
    return vendor is not None and vendor.trade is Trade.FREEMAIL


def _is_tool(addr: str) -> bool:
    vendor = vendor_of(sender.split_address(addr)[1])
    return vendor is not None and vendor.trade in {Trade.TOOL, Trade.BOARD}


def _part_told(name: str, display: str, text: str) -> Part:
    """What the mail says of somebody it copies in: "Tom (in copy) will interview you", "our Head of Data, Tom Okafor"."""
    titled = part_of(display)
    called = re.compile(rf"\b{re.escape(fold(name).split(' ')[0])}\b")
    for sentence in map(fold, sentences(text)[:40]):
        at = called.search(sentence)
        if at is None:
            continue
        before, after = _CLAUSE.split(sentence[: at.start()])[-1], _CLAUSE.split(sentence[at.end() :], maxsplit=1)[0]
        if _MEETS.search(before) or _MEETS.search(after):
            return Part.INTERVIEWER
        titled = titled or part_of(after[:_BESIDE]) or part_of(before[-_BESIDE:])
        if titled is None and _MEETS.search(sentence):
            return Part.INTERVIEWER
    return titled or Part.CONTACT
