"""Who wrote, and what they have to do with the application: From, Reply-To and the block under the closing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from watcher.core.classify import Label
from watcher.core.extract import sender
from watcher.core.extract.house import is_person
from watcher.core.extract.invitation import Invitation
from watcher.core.extract.names import company_key, fold, given_name, in_address, person_like, plain_person, wordset
from watcher.core.extract.others import Scene, copied, invited, signed
from watcher.core.extract.reading import Contact, Part
from watcher.core.extract.titles import part_of
from watcher.core.extract.unread import nobody_reads
from watcher.core.extract.vendors import Trade, vendor_of
from watcher.core.parse import Address, Message

_CLIENT = re.compile(
    r"\b(?:my|our|the) clients?\b|\bon behalf of (?:my|our) client|\b(?:mein|unser)(?:e[mnrs]?)? (?:mandant|kunde|"
    r"auftraggeber)\w*|\b(?:mon|notre) client\b|\b(?:mi|nuestro) cliente\b|"
    r"\b(?:nostro|mio) cliente\b|\b(?:nosso|meu) cliente\b|\b(?:mijn|onze) (?:opdrachtgever|klant)\b",
    re.IGNORECASE,
)
_AGENCY_HOST = re.compile(
    r"staffing|recruit|headhunt|personalberat|personalvermitt|personaldienst|execsearch|search-?partners|uitzend|"
    r"interim|talentpartners|manpower|selection"
)
_INTRO = re.compile(
    (
        r"\b(?:i(?:'|’)?m|i am|it's|this is|my name is|ich bin|mein name ist|je suis|je m['’]appelle|soy|mi nombre es|"
        r"me llamo|sono|mi chiamo|sou|chamo-me|me chamo|ik ben|mijn naam is)\b(?P<title>[^\n.!?]{0,120})"
    ),
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\s+(?:via|at|from|of|bei|von|über|chez|@|from the|par|de chez|bij)\s+|\s*[|(@]\s*|\s+[-–]\s+", re.IGNORECASE)
_ON_BEHALF = re.compile(r"^(?:i\.\s?[av]\.|i\.\s?a\.|ppa\.?|gez\.|p\.\s?[po]\.|namens|pp)\s+", re.IGNORECASE)
_DESKS: tuple[tuple[Part, frozenset[str]], ...] = (
    (
        Part.RECRUITER,
        wordset(
            "recruiting recruitment recruiter recruiters talent talents talentteam talentacquisition career careers karriere "
            "carriere jobs job hiring vacancies "
            "recrutement recrutamento reclutamiento seleccion selezione selecao empleo vagas werving vacatures"
        ),
    ),
    (
        Part.HR,
        wordset(
            "hr people personal personalabteilung personalamt rh rrhh humanresources bewerbung bewerbungen personeel personnel "
            "personeelszaken risorseumane"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Writer:
    """The person behind a mail: "" where no name is known."""

    name: str
    part: Part | None  # as far as a title says
    evidence: str


def people_of(
    scene: Scene, block: list[str], label: Label, invitation: Invitation | None, *, interview: bool
) -> tuple[tuple[Contact, ...], bool]:
    """The contacts of a mail, the writer first, and whether a person wrote it."""
    message, text = scene.message, scene.text
    writer = writer_of(message, text, block)
    contacts: dict[str, Contact] = {}
    unread = message.from_.addr.casefold() if message.from_ and nobody_reads("\n".join((text, *block))) else None
    for where, address in _addresses(message, writer, unread):
        contact = _contact(where, address, writer, message, text, label)
        if contact is not None:
            contacts.setdefault(contact.addr, contact)
    personal = any(contact.name for contact in contacts.values()) and not message.automatic
    scene = replace(scene, written_by_a_person=personal)
    for other in (*invited(scene, invitation, interview=interview), *copied(scene, interview=interview)):
        _add(contacts, other, told=writer.part is not None)
    if not contacts:
        contacts.update((contact.addr, contact) for contact in signed(scene, block, writer.name, writer.part))
    return tuple(contact for addr, contact in contacts.items() if addr.casefold() != unread), personal


def _add(contacts: dict[str, Contact], other: Contact, *, told: bool) -> None:
    """One more person; whom an appointment names is an interviewer unless the mail `told` another part of the writer."""
    known = contacts.get(other.addr)
    if known is None:
        contacts[other.addr] = other
    elif other.part is Part.INTERVIEWER and not (told and known.evidence.startswith(("From", "Reply-To"))):
        contacts[other.addr] = replace(known, part=other.part, evidence=f"{known.evidence}, {other.evidence}")


def _addresses(message: Message, writer: Writer, unread: str | None) -> list[tuple[str, Address]]:
    """Where an answer would go: Reply-To (RFC 5322 3.6.2), and From where it can be answered and is somebody else's."""
    open_to = [reply for reply in message.reply_to[:4] if reply.addr.casefold() != unread and sender.answerable(reply.addr)]
    replies = [("Reply-To", reply) for reply in open_to]
    own = message.from_
    if own is None or unread or not sender.answerable(own.addr):
        return replies
    if not replies or any(reply.addr == own.addr for _, reply in replies):
        return [("From", own), *((where, reply) for where, reply in replies if reply.addr != own.addr)]
    desk = sender.generic(sender.split_address(own.addr)[0]) and not is_person(_bare(own.name), own, [])
    same = any(not reply.name or fold(_bare(reply.name)) in {fold(_bare(own.name)), fold(writer.name)} for _, reply in replies)
    return replies if same or desk else [("From", own), *replies]


def writer_of(message: Message, text: str, block: list[str]) -> Writer:
    """The name in From where it is a person's, completed or replaced by the signature's."""
    display = message.from_.name if message.from_ else ""
    bare = _bare(display)
    signed = _signed_name(block, bare, message)
    intro = _INTRO.search(text[:600])
    titles = ("\n".join(block[:5]), display[len(bare) :], intro["title"] if intro else "")
    part = next((found for found in map(part_of, titles) if found), None)
    if message.from_ and is_person(bare, message.from_, block):
        longer = len(signed.split()) > len(plain_person(bare).split()) and fold(signed).startswith(fold(plain_person(bare)).split()[0])
        return Writer(signed if longer else plain_person(bare), part, "signature" if longer else "From")
    return Writer(signed, part or part_of(display), "signature")


def _bare(display: str) -> str:
    """As "Dana Reyes (Kestrel)", "Dana from Kestrel", "Dana Reyes - Repr.", "Dana Reyes via LinkedIn": the person alone."""
    cut = _BESIDE.split(display[:120].strip(" \"'"), maxsplit=1)[0]
    given, comma, rest = cut.partition(",")
    return given if comma and len(given.split()) > 1 and rest else cut


def _signed_name(block: list[str], display: str, message: Message) -> str:
    own = [message.from_] if message.from_ else []
    locals_ = [sender.split_address(address.addr)[0] for address in (*own, *message.reply_to[:4])]
    for line in block[:3]:
        name = plain_person(_ON_BEHALF.sub("", re.split(r"\s*[|,(–]\s*|\s+-\s+|\s{2,}", line.strip("-– *"), maxsplit=1)[0]))
        if person_like(name) and part_of(name) is None and not _greets(name) and (given_name(name) or not _is_house(name, message)):
            return name
        if (
            name
            and len(name.split()) == 1
            and person_like(f"{name} {name}")
            and part_of(name) is None
            and _known_as(name, display, locals_)
        ):
            return name
    return ""


def _is_house(name: str, message: Message) -> bool:
    """The display name goes on or begins with it, and it stands in no address: "Trautwein Ehlers Sommerfeld", lawyers."""
    own = message.from_
    return own is not None and company_key(name) in company_key(own.name) and not is_person(_bare(own.name), own, [])


def _known_as(name: str, display: str, locals_: list[str]) -> bool:
    return given_name(name) or any(in_address(name, local) for local in locals_) or fold(display).split(" ")[0] == fold(name)


def _greets(name: str) -> bool:
    return fold(name).split()[0] in {
        "hi",
        "dear",
        "hello",
        "hallo",
        "liebe",
        "lieber",
        "hey",
        "bonjour",
        "hola",
        "ciao",
        "ola",
        "beste",
        "guten",
        "buenos",
        "good",
    }


def _contact(where: str, address: Address, writer: Writer, message: Message, text: str, label: Label) -> Contact | None:
    name, seen = _name_for(address, where, writer, message)
    if name and name == writer.name:
        return Contact(name, address.addr, _part(writer, address, text, label), seen)
    if name:
        return Contact(name, address.addr, Part.CONTACT, seen)
    if message.automatic or label is Label.OTHER:
        return None  # a desk is only worth writing to when it speaks of this reader's application
    return Contact("", address.addr, writer.part or _desk(address.addr) or Part.HR, where)


def _name_for(address: Address, where: str, writer: Writer, message: Message) -> tuple[str, str]:
    """The name that belongs to an address, and where the two were seen: the address in a header, the name there too or in the signature."""
    own = plain_person(_bare(address.name))
    local = sender.split_address(address.addr)[0]
    somebody = (
        person_like(own) and not (message.from_ and address.name == message.from_.name) and (in_address(own, local) or given_name(own))
    )
    if where == "Reply-To" and somebody and fold(own) != fold(writer.name):
        return own, where
    if not writer.name:
        return "", where
    return writer.name, where if writer.evidence == "From" else f"{where}, {writer.evidence}"


def _part(writer: Writer, address: Address, text: str, label: Label) -> Part:
    host = sender.split_address(address.addr)[1]
    vendor = vendor_of(host)
    if label is not Label.OTHER and (_CLIENT.search(text[:3000]) or (vendor is None and _AGENCY_HOST.search(host))):
        return Part.AGENCY
    freemail = vendor is not None and vendor.trade is Trade.FREEMAIL
    if label is Label.RECRUITER and freemail and writer.part in {None, Part.RECRUITER}:
        return Part.AGENCY
    return writer.part or _desk(address.addr) or (Part.RECRUITER if label is Label.RECRUITER else Part.CONTACT)


def _desk(addr: str) -> Part | None:
    """What the local part says: recruiting@, hr@, lucy.talent@."""
    words = set(re.split(r"[^a-z]+", sender.split_address(addr)[0]))
    return next((part for part, names in _DESKS if not words.isdisjoint(names)), None)
