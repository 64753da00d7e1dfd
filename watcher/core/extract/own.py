"""What the user's own mail tells: whom they wrote to, the best evidence of who somebody is, and whether they applied or withdrew by it.

It is never judged: what it quotes or passes on was said by others, on other days.
"""

from __future__ import annotations

import re

from watcher.core.extract import sender
from watcher.core.extract.company import company_of
from watcher.core.extract.house import spelled
from watcher.core.extract.names import fold, person_like, plain_person
from watcher.core.extract.others import name_in
from watcher.core.extract.reading import Contact, Part, Reading, Stage
from watcher.core.extract.requisition import requisition_of
from watcher.core.extract.role import role_of
from watcher.core.extract.titles import part_of
from watcher.core.extract.withdrawal import withdrawal_of
from watcher.core.parse import Message
from watcher.core.text import sentences

_ASKED = 3  # who applies writes to one or two; more are a circular
_APPLIES = re.compile(
    r"\b(?:my|an?|job|speculative|unsolicited) application (?:for|as|to)\b|^(?:job )?application\b(?! fee)|\bappl(?:y|ying) for\b|"
    r"\b(?:i'm|i am|would like to|like to) apply(?:ing)?\b|\bbewerbung(?:sunterlagen)?\b|\bbewerbe (?:ich )?mich\b|"
    r"\bcandidature\b|\bpostule\b|\bcandidatura\b|\bme postulo\b|\bcandidatar(?:-me)?\b|\bmi candido\b|\bsollicit(?:atie|eer|eren)\b|"
    r"\bsolicitud de (?:empleo|trabajo)\b"
)
_PAPERS = re.compile(
    r"\b(?:cv|resume|curriculum|cover letter|lebenslauf|anschreiben|zeugnisse|lettre de motivation|carta de presentacion|"
    r"carta de apresentacao|lettera di presentazione|motivatiebrief|job|role|position|vacancy|vacature|stelle|poste|puesto|"
    r"vaga|posizione)\b"
)
_OTHERWISE = re.compile(
    r"\b(?:loan|mortgage|visa|passport|membership|planning|tenancy|flat|apartment|card|grant|permit|kredit|wohnung\w*|mitglied\w*|"
    r"reisepass|appartement|logement|pret|visado|piso|prestamo|affitto|mutuo|huurwoning|hypotheek|emprestimo)\b"
)


def read_own(message: Message, subject: str, body: str, me: frozenset[str]) -> Reading:
    """Read a mail of the user's; `subject` and `body` as for others' mail."""
    contacts = written_to(message, me)
    withdrawn = withdrawal_of(subject, body)
    sentence = None if withdrawn else _applying(message, subject, body, contacts)
    company = role = requisition = None
    if sentence:
        found = company_of(message, subject, body, [])
        labels = (sender.label(contact.addr) for contact in contacts)
        label = next(filter(None, labels), None)
        company = found[0] if found else spelled(label, f"{subject}\n{body}") if label else None
        role = role_of(subject, body, company, [address.name for address in message.to[:5]])
        requisition = requisition_of(subject, body)
    return Reading(
        company=company,
        role=role[0] if role else None,
        requisition_id=requisition[0] if requisition else None,
        contacts=contacts,
        kind=None,
        stage=Stage.APPLIED if sentence else None,
        feedback_offered=False,
        reapply_after=None,
        personal=True,
        evidence={"stage": sentence} if sentence else {"withdrawn": withdrawn} if withdrawn else {},
        withdrawn=withdrawn is not None,
    )


def written_to(message: Message, me: frozenset[str]) -> tuple[Contact, ...]:
    """The people in To and Cc of the user's own mail, with their names as the user's address book has them."""
    own = me | ({message.from_.addr.casefold()} if message.from_ else set())
    people: dict[str, Contact] = {}
    for address in (*message.to[:20], *message.cc[:20]):
        if address.addr.casefold() not in own and sender.answerable(address.addr):
            shown = plain_person(address.name)
            name = shown if person_like(shown) or len(shown.split()) == 1 else name_in(address.addr)
            people.setdefault(address.addr.casefold(), Contact(name, address.addr, part_of(address.name) or Part.CONTACT, "Sent"))
    return tuple(people.values())


def _applying(message: Message, subject: str, body: str, contacts: tuple[Contact, ...]) -> str | None:
    """The words by which the user applies, in a mail that begins a thread; None where it is some other mail."""
    if message.in_reply_to or message.references or not 1 <= len(contacts) <= _ASKED or re.match(r"\w{1,4}\s?:", subject):
        return None
    opening = [subject, *sentences(body)[:8]]
    flat = [fold(sentence).replace("’", "'") for sentence in opening]
    if _OTHERWISE.search("\n".join(flat)) or not _PAPERS.search("\n".join(flat)):
        return None
    return next((opening[at] for at, sentence in enumerate(flat) if _APPLIES.search(sentence)), None)
