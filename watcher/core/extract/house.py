"""What a sender says of the house it writes for: display name, address slot, own domain; and whether the display name is a person's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from watcher.core.extract import sender
from watcher.core.extract.names import company_key, company_tokens, fold, form_alone, given_name, in_address, person_like, wordset
from watcher.core.extract.occupations import role_like
from watcher.core.extract.titles import part_of
from watcher.core.extract.vendors import BRANDS, Trade, vendor_of
from watcher.core.parse import Address, Message

_TAIL = re.compile(
    r"[\s,|–-]+(?:(?:the\s+)?(?:talent(?:\s+(?:acquisition|team|management|community|solutions))*|hiring|"
    r"recruit(?:ing|ment|er|ers)|careers?|jobs?|hr|people(?:\s+(?:team|ops|operations|"
    r"& culture|and culture))?|human resources|team|resourcing|karriere|personalamt|department|personalabteilung|personal(?:wesen|"
    r"team)?|bewerbermanagement|bewerbungen|"
    r"(?:équipe )?(?:recrutement|rh)|ressources humaines|recursos humanos|rrhh|selecci[oó]n|empleo|risorse umane|"
    r"selezione|recrutamento(?: e sele[cç][aã]o)?|"
    r"vagas|werving(?: (?:&|en) selectie)?|vacatures|notifications?|updates|no-?\s?reply|noreply|workday|admin|repr\.?|hrteam|"
    r"acquisition|application system|"
    r"bewerberportal|onboarding|interviews?|scheduling|candidate (?:experience|care|support)|early careers|graduate recruitment))+\s*$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^\s*(?:(?:(?:(?:el )?equipo de (?:talento|selección|recursos humanos|rrhh)|équipe (?:recrutement|rh)|"
    r"equip[ae] de (?:recrutamento|talentos?|rh)|"
    r"ufficio (?:personale|hr|selezione|risorse umane)|service (?:rh|recrutement|du personnel)|"
    r"departamento de \w+(?: humanos)?|vertrieb|personalamt|personalwesen|personeelszaken|hr-dienst|dienst hr|kundenservice|"
    r"customer (?:service|care)|sales|workday(?:\.admin)?|"
    r"no[\s-]?reply|donotreply(?:_\w+)?|do not reply|notifications?|careers?|karriere|jobs|recruiting|recruitment|"
    r"recrutement|"
    r"hr|rh|rrhh|talent acquisition|hiring team|(?:the )?team|talent|empleo|selezione|recrutamento|recursos humanos|"
    r"risorse umane|ressources humaines|"
    r"human resources|werving|werken|personalabteilung|personal|bewerbermanagement|people(?: team)?|équipe)(?:\s+(?:@|"
    r"at|bei|der|chez|de|di|da|du|en|bij|of|van|from|von)\s+|\s*[-–|:]\s*|\s+(?=\S))|@\s*))+",
    re.IGNORECASE,
)
_VIA = re.compile(
    r"\s*(?:(?:,|\(|\||-)?\s*\b(?:via|through|über|durch|powered by|@)\s*(?P<machine>[^@()|]{2,40}?)\)?\s*)$|\s*\(via [^()]*\)\s*$",
    re.IGNORECASE,
)
_AT = re.compile(
    r"(?P<person>.{2,60}?)(?:\s+(?:at|from|bei|chez|@)\s+|\s*[|(–]\s*|\s+-\s+|(?P<comma>,\s+))(?P<house>[^()]{2,60}?)\)?",
    re.IGNORECASE,
)
NO_NAME = wordset(
    "us you me we them application applications applicationstatus position role job opportunity team company "
    "organization organisation status update next steps "
    "interview candidate candidates candidacy your our the a an this that these those it all recruiting recruitment "
    "hiring careers talent jobs hr "
    "humanresources notification notifications noreply donotreply uns unsere unser ihnen bewerbung bewerber stelle "
    "nous vous poste candidature nosotros "
    "empresa candidatura lei noi azienda ons jou u wij sollicitatie vacature linkedin indeed hello hi dear karriere "
    "personalabteilung recrutement "
    "recursoshumanos risorseumane present home office remote time once least first last any large monday tuesday "
    "wednesday thursday friday saturday "
    "sunday montag dienstag mittwoch donnerstag freitag january february march april may june july august september "
    "october november december "
    "germany berlin london paris madrid münchen munich hamburg wien zürich lisboa porto roma milano amsterdam "
    "utrecht rotterdam barcelona hr team "
    "peopleteam talentteam hiringteam recruitingteam talentacquisition department hrdepartment service rh rrhh drh "
    "recrutement recrutamento reclutamiento werving vacatures ufficio personale selezione seleccion recursos humanos "
    "ressources humaines risorse umane human resources equipo equipe equipa talento vagas empleo bewerbermanagement "
    "bewerbung bewerbungen recruitingteam abteilung vertrieb sales personalamt personeelszaken urgent urgente "
    "urgentissimo servizio direzione direction support info mail email online portal "
    "bewerberportal system systems mailerdamon maildeliverysystem maildeliverysubsystem webmaster postmaster "
    "invitation invitacion einladung convite convocation convocatoria uitnodiging invito "
    "updatedinvitation canceledevent termin event received submitted confirmed"
)
_SMALL = wordset("am an auf im in and der die das zum zur of the de la le les du des di da do van von und et y")
_INITIALS = re.compile(r"(?!dr)[a-z]{2}|[bcdfghjklmnpqrstvwxz]{3}")
_GLUED = re.compile(r"^(\w{3,})(group|gruppe|holding|recruitment|recruiting|consulting|logistics|logistik|solutions|software|gmbh)$")


@dataclass(frozen=True, slots=True)
class Hints:
    """What the sender says of the employer: spellings that confirm a name found elsewhere."""

    display: str | None = None
    tenant: str | None = None
    label: str | None = None  # of the sender's or the answer's own domain
    machine: bool = False  # a tracking system, board or tool sends

    def confirms(self, name: str) -> bool:
        """One of the sender's spellings begins like this name, or this name like the spelling."""
        key = _bare_key(name)
        return any(
            key == hint or (len(min(key, hint, key=len)) > 3 and _same_start(key, hint)) for hint in map(_bare_key, self.spellings()) if key
        )

    def spellings(self) -> list[str]:
        return [key for key in map(company_key, filter(None, (self.display, self.tenant, self.label))) if key]

    def silent(self) -> bool:
        """A machine that does not say for whom it writes."""
        return self.machine and not self.spellings()


def _bare_key(name: str) -> str:
    """For comparing with slugs: "Ostrander & Vale" is ostrandervale.com."""
    return company_key(name).replace("and", "")


def _same_start(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def hints_of(message: Message, block: list[str]) -> Hints:
    """What display name and addresses say."""
    if message.from_ is None:
        return Hints()
    addr = message.from_.addr
    vendor = vendor_of(sender.split_address(addr)[1])
    labels = [sender.label(each) for each in (addr, *(reply.addr for reply in message.reply_to[:4]))]
    label = next(filter(None, labels), None)
    display = display_company(message.from_, block)
    return Hints(display, sender.tenant(addr), label, vendor is not None and vendor.trade is not Trade.FREEMAIL)


def display_company(own: Address, block: list[str]) -> str | None:
    """The employer in From's display name; None when that is a person, a vendor or nothing."""
    display = own.name[:120].strip(" \"'")
    via = _VIA.search(display)
    if via and via["machine"] and company_key(via["machine"]) not in BRANDS and via.start():
        return _shown(via["machine"])  # "Dana Reyes @ Kestrel"
    bare = display[: via.start()] if via else display
    at = _AT.fullmatch(bare)
    if at and _speaks_for(at, sender.split_address(own.addr)[0]):
        return _shown(at["house"])
    if is_person(bare, own, block) or _is_desk(bare, own.addr) or _is_first_name(bare, own.addr):
        return None
    return _shown(bare)


def _speaks_for(at: re.Match[str], local: str) -> bool:
    """As "Dana Reyes (Kestrel)", "Indira at Two Rivers": a person, then a house; not "Reyes, Dana" nor "Dana Reyes, Recruiter"."""
    if part_of(at["house"]) or given_name(at["house"]):
        return False
    return person_like(at["person"]) or (not at["comma"] and (given_name(at["person"]) or in_address(at["person"], local)))


def _is_desk(name: str, addr: str) -> bool:
    """As "Site Office <site@...>": the local part names the desk as the display name does, and the domain says another name."""
    label, local = sender.label(addr), re.sub(r"[^a-z]", "", sender.split_address(addr)[0])
    words = fold(trimmed(name)).split()
    return label is not None and (local in words or local.replace("ue", "u") in words) and not Hints(label=label).confirms(name)


def _is_first_name(name: str, addr: str) -> bool:
    """As "Tom <...@slack.net>", or one word at free mail. A tracking system writes for houses alone, and "Oscar" is one there."""
    vendor, label = vendor_of(sender.split_address(addr)[1]), sender.label(addr)
    if len(name.split()) != 1 or (label and Hints(label=label).confirms(name)):
        return False
    return vendor.trade is Trade.FREEMAIL if vendor else given_name(name)


def _shown(name: str) -> str | None:
    name = trimmed(name)
    if (
        len(name) < 2
        or "@" in name
        or re.search(r"no_?-?reply|do_?-?not_?-?reply|donotreply", name, re.IGNORECASE)
        or company_key(name) in BRANDS
        or company_key(name) in NO_NAME
        or form_alone(company_tokens(name))
        or (role_like(name) and not name.endswith("s") and len(name.split()) < 4)  # "Vale Solicitors" are a house, "Solicitor" is a job
    ):
        return None
    return name


def is_person(name: str, own: Address, block: list[str]) -> bool:
    """A display name that is somebody's: it stands in the address, signs the letter, or begins with a given name at a desk's address."""
    if not name:
        return False
    local, host = sender.split_address(own.addr)
    label = sender.label(own.addr)
    houses = (label, sender.tenant(own.addr))
    if any(house and company_key(name) == company_key(house.replace("-", " ")) for house in houses):
        return False
    if not person_like(name):
        return len(name.split()) == 1 and not sender.generic(local) and in_address(name, local)
    if given_name(name) or (not sender.generic(local) and in_address(name, local)):
        return True
    if label and not sender.generic(local) and not Hints(label=label).confirms(name):
        return True
    vendor = vendor_of(host)
    return (vendor is not None and vendor.trade in {Trade.BOARD, Trade.FREEMAIL}) or _signs(name, block)


def _signs(name: str, block: list[str]) -> bool:
    """The name stands under the closing, with a title below or beside it."""
    for index, line in enumerate(block[:3]):
        if fold(line) == fold(name).split(" ")[0]:
            return True
        if fold(line).startswith(fold(name)):
            beside = line[len(name) :].strip()
            titles = [beside if beside[:1] in set(",|(–-") else "", *block[index + 1 : index + 3]]
            return part_of("\n".join(titles)) is not None
    return False


def trimmed(name: str) -> str:
    """Without the words for the desk that writes, quotes and stray punctuation."""
    name = " ".join(name[:200].split()).strip(" \"“”„«»'‘’.,;:!?|–—-*")
    name = _TAIL.sub("", name) or name
    shorter = _HEAD.sub("", name)
    name = shorter if shorter and not shorter[0].islower() else name
    name = re.sub(r"\s*\((?!.*\w{12})[^()]*\)?$", "", name)
    name = re.sub(r"['’]s$", "", name)
    return name.strip(" \"“”„«»'‘’,;:!?|–—-(*")


def spelled(slug: str, words: str) -> str:
    """A slug as the mail writes it: "kestrelfreight" is "Kestrel Freight" where that stands in the text, else the slug in capitals."""
    wanted = company_key(slug.replace("-", " ").replace("_", " "))
    parts = re.findall(r"&|[\w'’.+-]+", words[:4000])
    keys = ["".join(company_tokens(part)) or ("and" if part == "&" else "") for part in parts]
    for start, key in enumerate(keys):
        if not key or not wanted.startswith(key) or not (parts[start][0].isupper() or parts[start][0].isdigit()):
            continue
        for end in range(start + 1, min(start + 7, len(keys) + 1)):
            if company_key(" ".join(parts[start:end])) == wanted:
                return " ".join(parts[start:end]).strip(".'’-")
    glued = _GLUED.sub(r"\1 \2", slug)
    written = [_capital(word) for word in re.split(r"[-_. ]", glued) if word]
    return " ".join([*map(str.capitalize, written[:1]), *written[1:]] if written[0].islower() else written)


def _capital(word: str) -> str:
    """Short words are taken for initials, but for the small words inside names."""
    return word if word in _SMALL else word.upper() if _INITIALS.fullmatch(word) else word.capitalize()
