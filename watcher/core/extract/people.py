"""Who wrote, and what they have to do with the application: From, Reply-To and the block under the closing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from watcher.core.classify import Label
from watcher.core.extract import sender
from watcher.core.extract.company import is_person
from watcher.core.extract.names import fold, given_name, in_address, person_like, plain_person
from watcher.core.extract.vendors import Trade, vendor_of
from watcher.core.parse import Address, Message


class Part(StrEnum):
    """What somebody has to do with an application."""

    RECRUITER = "recruiter"  # in-house
    AGENCY = "agency"  # recruiter of an agency
    INTERVIEWER = "interviewer"
    HIRING_MANAGER = "hiring_manager"
    HR = "hr"
    CONTACT = "contact"  # a person whose part is not known


@dataclass(frozen=True, slots=True)
class Contact:
    """A person with an address that can be answered; no-reply addresses never become contacts."""

    name: str
    addr: str
    part: Part
    evidence: str  # where this was seen: "From", "Reply-To", "signature", ...


# Titles, first match wins: an agency's recruiter is an agency, a Head of People belongs to HR and not to the hiring managers.
_TITLES: tuple[tuple[Part, re.Pattern[str]], ...] = tuple(
    (part, re.compile(pattern, re.IGNORECASE))
    for part, pattern in (
        (
            Part.AGENCY,
            r"\b(?:recruitment (?:agency|consultan\w+)|recruiting (?:agency|consultant)|staffing|search (?:consultant|partners?)|executive search|head-?hunt\w*|"
            r"personalberat\w+|personalvermitt\w+|personaldienstleist\w+|zeitarbeit|cabinet de recrutement|consultant en recrutement|intérim|"
            r"consultor[a]? de selección|ett\b|agenzia per il lavoro|consultor[a]? de recrutamento|uitzend\w+|detachering|intercedent\w*|recruitment bureau)\b",
        ),
        (
            Part.RECRUITER,
            r"\b(?:recruit(?:er|erin|ing|ment)\w*|talent(?! show)\w*|sourc(?:er|ing)|recrut\w+|reclut\w+|selecci[oó]n|selezione|seleção|werving|bewerbermanagement|acquisition)\b",
        ),
        (
            Part.HR,
            r"\b(?:hr|hrbp|human resources?|people|personal(?:abteilung|referent\w*|leit\w+|wesen|management|sachbearbeit\w*|entwicklung|büro)?|rh|drh|ressources humaines|recursos humanos|"
            r"rrhh|risorse umane|p&o|personeels\w*|personnel|employee)\b",
        ),
        (
            Part.HIRING_MANAGER,
            r"\b(?:hiring manager|head of|vp|vice president|director|cto|ceo|coo|cfo|cio|chief|founder|co-?founder|owner|partner|manager\w*|team ?lead|teamleit\w+|lead|supervisor|"
            r"(?:abteilungs|bereichs|gruppen|filial|küchen|stations|werkstatt|schul|pflegedienst|labor|projekt|büro|markt|praxis|fach|betriebs|produktions)leit\w+|geschäftsführ\w+|inhaber\w*|chef\w*|directeur|directrice|responsable|"
            r"gérante?|directora?|jefe|jefa|gerente|encargad[oa]|fundador\w*|diretor\w*|responsabile|direttore|direttrice|titolare|hoofd|eigenaar|leidinggevende|directeur|"
            r"principal|professor|prof\.|dean|headteacher|matron|ward sister|foreman|meister\w*|vorstand|leiter\w*|leitung)\b",
        ),
    )
)  # fmt: skip
_CLIENT = re.compile(
    r"\b(?:my|our|the) clients?\b|\bon behalf of (?:my|our) client|\b(?:mein|unser)(?:e[mnrs]?)? (?:mandant|kunde|auftraggeber)\w*|\b(?:mon|notre) client\b|\b(?:mi|nuestro) cliente\b|"
    r"\b(?:nostro|mio) cliente\b|\b(?:nosso|meu) cliente\b|\b(?:mijn|onze) (?:opdrachtgever|klant)\b",
    re.IGNORECASE,
)
_AGENCY_HOST = re.compile(
    r"staffing|recruit|headhunt|personalberat|personalvermitt|personaldienst|execsearch|search-?partners|uitzend|interim|talentpartners|manpower|selection"
)
_INTRO = re.compile(
    r"\b(?:i(?:'|’)?m|i am|my name is|ich bin|mein name ist|je suis|je m['’]appelle|soy|mi nombre es|me llamo|sono|mi chiamo|sou|chamo-me|me chamo|ik ben|mijn naam is)\b(?P<title>[^\n.!?]{0,120})",
    re.IGNORECASE,
)
_BULK = frozenset({"bulk", "list", "junk"})


@dataclass(frozen=True, slots=True)
class Writer:
    """The person behind a mail: "" where no name is known."""

    name: str
    title: str  # signature, display name and introduction: where the part shows
    evidence: str


def people_of(message: Message, text: str, block: list[str], label: Label) -> tuple[tuple[Contact, ...], bool]:
    """The contacts of a mail, the writer first, and whether a person wrote it."""
    writer = writer_of(message, text, block)
    part = _part(writer, message, text, label)
    contacts: list[Contact] = []
    for where, address in _addresses(message):
        name, seen = _name_for(address, where, writer, message)
        mine = part if seen == writer.evidence or not name or name == writer.name else Part.CONTACT
        contact = Contact(name, address.addr, mine if name or mine is not Part.CONTACT else Part.HR, seen)
        if address.addr not in {known.addr for known in contacts}:
            contacts.append(contact)
    personal = bool(writer.name) and bool(contacts) and not _mass(message)
    return (() if _mass(message) and not writer.name else tuple(contacts)), personal


def _mass(message: Message) -> bool:
    return message.list_id is not None or message.list_unsubscribe or message.precedence in _BULK or message.auto_submitted is not None


def _addresses(message: Message) -> list[tuple[str, Address]]:
    """Where an answer would go: Reply-To by RFC 5322 3.6.2, and From where it can be answered and is somebody else's."""
    replies = [("Reply-To", reply) for reply in message.reply_to[:4] if sender.answerable(reply.addr)]
    own = message.from_
    if own is None or not sender.answerable(own.addr):
        return replies
    if not replies or any(reply.addr == own.addr for _, reply in replies):
        return [("From", own), *((where, reply) for where, reply in replies if reply.addr != own.addr)]
    same = any(not reply.name or fold(reply.name) == fold(own.name) for _, reply in replies)
    return replies if same else [("From", own), *replies]


def writer_of(message: Message, text: str, block: list[str]) -> Writer:
    """The name in From where it is a person's, completed or replaced by the signature's."""
    display = message.from_.name if message.from_ else ""
    bare = _bare(display)
    signed = _signed_name(block, bare, message)
    intro = _INTRO.search(text[:600])
    title = "\n".join([display, *block[:5], intro["title"] if intro else ""])
    if bare and is_person(bare, message, block):
        longer = signed and len(signed.split()) > len(bare.split()) and fold(signed).startswith(fold(bare).split()[0])
        return Writer(signed if longer else plain_person(bare), title, "signature" if longer else "From")
    return Writer(signed, title, "signature")


def _bare(display: str) -> str:
    """ "Dana Reyes (Kestrel)", "Dana from Kestrel", "Dana Reyes - Repr.", "Dana Reyes via LinkedIn": the person alone."""
    cut = re.split(
        r"\s+(?:via|at|from|of|bei|von|chez|@|from the)\s+|\s*[|(@]\s*|\s+[-–]\s+",
        display[:120].strip(" \"'"),
        maxsplit=1,
        flags=re.IGNORECASE,
    )[0]
    given, comma, rest = cut.partition(",")
    return given if comma and len(given.split()) > 1 and rest else cut


def _signed_name(block: list[str], display: str, message: Message) -> str:
    local = sender.split_address(message.from_.addr)[0] if message.from_ else ""
    replies = [sender.split_address(reply.addr)[0] for reply in message.reply_to[:4]]
    for line in block[:3]:
        name = plain_person(re.split(r"\s*[|,(–]\s*|\s+-\s+|\s{2,}", line, maxsplit=1)[0].strip("-– *"))
        if person_like(name) and not _title_alone(name):
            return name
        if (
            len(name.split()) == 1
            and person_like(f"{name} {name}")
            and (given_name(name) or any(in_address(name, each) for each in (local, *replies)) or fold(display).startswith(fold(name)))
        ):
            return name
    return ""


def _title_alone(name: str) -> bool:
    return any(pattern.search(name) for _, pattern in _TITLES)


def _name_for(address: Address, where: str, writer: Writer, message: Message) -> tuple[str, str]:
    """The name that belongs to an address, and where it was seen."""
    own = _bare(address.name)
    local, host = sender.split_address(address.addr)
    if where == "From" or not own or fold(own) == fold(writer.name) or (message.from_ and address.name == message.from_.name):
        fits = writer.name and (
            where == "From" or not own or fold(own) == fold(writer.name) or in_address(writer.name, local) or vendor_of(host) is not None
        )
        return (writer.name, where if writer.evidence == "From" else writer.evidence) if fits else ("", where)
    if person_like(own) and (in_address(own, local) or given_name(own)):
        return plain_person(own), where
    return (writer.name, writer.evidence) if writer.name and not in_address(own, local) else ("", where)


def _part(writer: Writer, message: Message, text: str, label: Label) -> Part:
    host = sender.split_address(message.from_.addr)[1] if message.from_ else ""
    vendor = vendor_of(host)
    if label is not Label.OTHER and (_CLIENT.search(text[:3000]) or (vendor is None and _AGENCY_HOST.search(host))):
        return Part.AGENCY
    for part, pattern in _TITLES:
        if pattern.search(writer.title):
            return part
    local = re.sub(r"[^a-z]", "", sender.split_address(message.from_.addr)[0]) if message.from_ else ""
    for part, words in (
        (Part.RECRUITER, ("recruit", "talent", "recrut", "bewerb", "karriere", "career", "jobs")),
        (Part.HR, ("hr", "personal", "people", "rh", "rrhh")),
    ):
        if any(local.startswith(word) or local.endswith(word) for word in words):
            return part
    if label is Label.RECRUITER:
        return Part.AGENCY if vendor is not None and vendor.trade is Trade.FREEMAIL else Part.RECRUITER
    return Part.CONTACT
