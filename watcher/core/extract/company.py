"""Which company a mail is about; None rather than a guess.

Looked for in the order in which places proved right in real mail: the subject's own words, the display name, the opening sentences of the body,
the closing, the customer's slot in a tracking system's address, the sender's own domain. Never the body at large: footers and lists of
benefits name other companies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from watcher.core.extract import sender
from watcher.core.extract.names import company_key, company_tokens, fold, form_alone, given_name, in_address, person_like
from watcher.core.extract.role import role_like
from watcher.core.extract.titles import part_of
from watcher.core.extract.vendors import BRANDS, Trade, vendor_of
from watcher.core.parse import Message

_OPENING = 600  # characters of the body in which the company of the letter is named
_WORDS = 7


@dataclass(frozen=True, slots=True)
class Hints:
    """What the sender says of the employer: spellings that confirm a name found elsewhere."""

    display: str | None = None
    tenant: str | None = None
    label: str | None = None  # of the sender's or the answer's own domain
    machine: bool = False  # a tracking system, board or tool sends

    def confirms(self, name: str) -> bool:
        """One of the sender's spellings begins like this name, or this name like the spelling."""
        key = company_key(name)
        return any(key == hint or (len(min(key, hint, key=len)) > 3 and _same_start(key, hint)) for hint in self.keys() if key)

    def keys(self) -> list[str]:
        return [key for key in map(company_key, filter(None, (self.display, self.tenant, self.label))) if key]

    def silent(self) -> bool:
        """A machine that does not say for whom it writes."""
        return self.machine and not self.keys()


def _same_start(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


# A name in running text: words that begin with a capital or a digit, joined by small connecting words.
_WORD = r"(?:(?:St|Dr|Mt|[A-Z])\.\s(?=[A-Z])|[A-Z0-9À-ÖØ-Þ\u3040-\u9fff\uac00-\ud7af][\w&'’+/.-]*(?<![.'’/-])(?:\s?\.(?=\s(?:[a-z]|$)))?)"
_LINK = r"(?:(?:of|and|&|\+|und|et|y|e|en|de|du|des|di|da|do|dos|das|del|della|dei|van|von|la|le|the|for|für|\||i)\s+){1,2}"
_NAME = re.compile(rf"[\"“„«‚'‘]?(?P<name>{_WORD}(?:,?\s+(?:{_LINK})?{_WORD}){{0,6}})")
# Words at which a name has ended although a capital follows ("Thank You For Applying To Kestrel As Driver").
_STOP = re.compile(
    r"\s(?:as|for|has|have|had|was|were|is|are|will|we|i|our|your|you|regarding|about|via|through|on|in|at|with|by|to|from|re|update|application|"
    r"applications|status|interview|next steps?|position|role|job|vacancy|opportunity|candidate|candidacy|confirmation|received|thank|thanks|dear|hi|"
    r"als|für|haben|hat|ist|sind|wir|ihre?|deine?|unsere?|bewerbung|stelle|eingang|absage|im|am|vom|zur?|zum|pour|votre|vos|nous|candidature|poste|"
    r"como|para|su|tu|sua|seu|hemos|candidatura|come|per|la tua|abbiamo|sollicitatie|voor|uw|je|wij|we|op|"
    r"and (?=your|our|we|next|the)|und (?=ihr|dein|wir|unser)|et (?=nous|votre|vous)|y (?=su|tu|por|que)|e (?=per|la|sua|por))\b.*",
    re.IGNORECASE | re.DOTALL,
)
_TAIL = re.compile(
    r"[\s,|–-]+(?:(?:the\s+)?(?:talent(?:\s+(?:acquisition|team|management|community|solutions))*|hiring|recruit(?:ing|ment|er|ers)|careers?|jobs?|hr|people(?:\s+(?:team|ops|operations|"
    r"& culture|and culture))?|human resources|team|karriere|department|personalabteilung|personal(?:wesen|team)?|bewerbermanagement|bewerbungen|"
    r"(?:équipe )?(?:recrutement|rh)|ressources humaines|recursos humanos|rrhh|selecci[oó]n|empleo|risorse umane|selezione|recrutamento(?: e sele[cç][aã]o)?|"
    r"vagas|werving(?: (?:&|en) selectie)?|vacatures|notifications?|no-?\s?reply|noreply|workday|admin|repr\.?|hrteam|acquisition|application system|"
    r"bewerberportal|onboarding|candidate (?:experience|care|support)|early careers|graduate recruitment))+\s*$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^\s*(?:(?:(?:(?:el )?equipo de (?:talento|selección|recursos humanos|rrhh)|équipe (?:recrutement|rh)|equip[ae] de (?:recrutamento|talentos?|rh)|"
    r"ufficio (?:personale|hr|selezione|risorse umane)|service (?:rh|recrutement|du personnel)|departamento de \w+(?: humanos)?|vertrieb|kundenservice|customer (?:service|care)|sales|workday(?:\.admin)?|no[\s-]?reply|donotreply(?:_\w+)?|do not reply|notifications?|careers?|karriere|jobs|recruiting|recruitment|recrutement|"
    r"hr|rh|rrhh|talent acquisition|hiring team|(?:the )?team|talent|empleo|selezione|recrutamento|recursos humanos|risorse umane|ressources humaines|"
    r"human resources|werving|werken|personalabteilung|personal|bewerbermanagement|people(?: team)?|équipe)(?:\s+(?:@|at|bei|der|chez|de|di|da|du|en|bij|of|van|from|von)\s+|\s*[-–|:]\s*|\s+(?=\S))|@\s*))+",
    re.IGNORECASE,
)
_VIA = re.compile(
    r"\s*(?:(?:,|\(|\||-)?\s*\b(?:via|through|über|durch|powered by|@)\s*(?P<machine>[^@()|]{2,40}?)\)?\s*)$|\s*\(via [^()]*\)\s*$",
    re.IGNORECASE,
)
_AT = re.compile(
    r"^(?P<person>.{2,60}?)(?:\s+(?:at|from|of|bei|von|chez|de chez|@|di|bij|van|en|da|na)\s+|\s*[|,(–]\s*|\s+-\s+)(?P<house>[^()]{2,60}?)\)?$",
    re.IGNORECASE,
)
_NO_NAME = frozenset(
    "us you me we them application applications applicationstatus position role job opportunity team company organization organisation status update next steps "
    "interview candidate candidates candidacy your our the a an this that these those it all recruiting recruitment hiring careers talent jobs hr "
    "humanresources notification notifications noreply donotreply uns unsere unser ihnen bewerbung bewerber stelle nous vous poste candidature nosotros "
    "empresa candidatura lei noi azienda ons jou u wij sollicitatie vacature linkedin indeed hello hi dear karriere personalabteilung recrutement "
    "recursoshumanos risorseumane present home office remote time once least first last any large monday tuesday wednesday thursday friday saturday "
    "sunday montag dienstag mittwoch donnerstag freitag january february march april may june july august september october november december "
    "germany berlin london paris madrid münchen munich hamburg wien zürich lisboa porto roma milano amsterdam utrecht rotterdam barcelona hr team "
    "peopleteam talentteam hiringteam recruitingteam talentacquisition department hrdepartment service rh rrhh drh recrutement recrutamento reclutamiento werving vacatures ufficio personale selezione seleccion recursos humanos ressources humaines risorse umane human resources equipo equipe equipa talento vagas empleo bewerbermanagement bewerbung bewerbungen recruitingteam abteilung vertrieb sales support info mail email online portal bewerberportal system systems".split()
)
_FIRST = frozenset(
    "our your this that these those an a us you we my their his her such any all both no not unser unsere unserem unserer unseren ihr ihre ihrem ihrer deine dein "
    "deiner dem den einer einem eine uns nous notre votre vos nos cette ce ces nuestra nuestro nosotros tu su esta este nossa nosso sua seu esta "
    "nostra nostro vostra tua questa ons onze jouw uw deze dit thank thanks re fwd update application applying at for with i if it he she".split()
)


@dataclass(frozen=True, slots=True)
class Lead:
    """Words that stand before a company's name. Where other names stand there too, the sender must confirm it."""

    pattern: re.Pattern[str]
    confirmed: bool = False


def _lead(pattern: str, *, confirmed: bool = False) -> Lead:
    return Lead(re.compile(pattern, re.IGNORECASE), confirmed)


_GAP = r"[^.\n]{0,120}?"
LEADS: tuple[Lead, ...] = (
    # English
    _lead(r"\b(?:application|applied|apply|applying)\s+(?:\w+\s+){0,2}?(?:to|at|with)\s+(?:the\s+(?=[A-Z]))?"),
    _lead(r"\binterest(?:ed)?\s+in\s+(?:(?:joining|working\s+(?:at|for|with)|a\s+(?:career|role|position|job)\s+(?:at|with)|careers?\s+(?:at|with)|"
          r"(?:employment|opportunities|employment opportunities|career opportunities|opportunity)\s+(?:at|with))\s+)?(?:the\s+(?=[A-Z]))?"),
    _lead(r"\b(?:transmise?|envoyée?|inviata|enviad[oa]|inoltrata|verstuurd|verzonden)\s+(?:à|a|para|al|alla|naar|aan)\s+(?:la\s+|el\s+)?"),
    _lead(r"\b(?:sent|submitted|viewed|forwarded|received|reviewed)\s+(?:to|by|at)\s+"),
    _lead(rf"\b(?:application|appl(?:y|ied|ying)|interest\w*|position|role|opportunit\w+|opening|vacancy|careers?|job|join\w*|candidacy|candidate|"
          rf"internship|apprenticeship|team|recruiter|hiring process|consider\w*)\b{_GAP}\s(?:here\s+)?at\s+(?:the\s+(?=[A-Z]))?"),
    _lead(rf"\b(?:application|appl(?:y|ied|ying)|position|role|opportunit\w+|opening|vacancy|careers?|job|employment|offer)\b{_GAP}\swith\s+(?:the\s+(?=[A-Z]))?"),
    _lead(r"\b(?:joining|join|choosing|considering)\s+(?:the\s+(?=[A-Z]))?", confirmed=True),
    _lead(r"\b(?:interview|call|chat|conversation|assessment|meeting|screen|visit|invit\w+|test)\b[^.\n]{0,80}?\s(?:with|at|from|by)\s+(?:the\s+(?=[A-Z]))?", confirmed=True),
    _lead(r"\b(?:my|our|the)\s+client,?\s+(?=[A-Z])"),
    _lead(r"\bon behalf of\s+(?:the\s+(?=[A-Z]))?", confirmed=True),
    _lead(r"\bfrom\s+(?:the\s+)?(?:team\s+at\s+)?", confirmed=True),
    # German
    _lead(rf"\b(?:bewerbung|bewerben|beworben|interesse|stelle|position|tätigkeit|mitarbeit|praktikum|ausbildung\w*|karriere|job|einstieg|bewerbungsverfahren|"
          rf"auswahlverfahren|\w*gespräch\w*|\w*platz)\b{_GAP}\s(?:bei|beim)\s+(?:(?:der|dem|den)\s+)?(?:firma\s+)?"),
    _lead(r"\binteresse\s+(?:an|für)\s+(?:(?:der|dem|die|den)\s+)?(?:firma\s+)?"),
    _lead(rf"\b(?:bewerbung|beworben)\b{_GAP}\s(?:an der|an die|in der|im|am)\s+", confirmed=True),
    # French
    _lead(rf"\b(?:candidature|postul\w+|int[ée]r[êe]t\w*|poste|recrutement|stage|alternance|opportunité|carrière)\b{_GAP}\s(?:chez|auprès (?:de|du)|au sein (?:de|du)|au sein d['’])\s*(?:la\s+société\s+)?"),
    _lead(r"\bint[ée]r[êe]t\s+(?:que vous portez |porté |manifesté |que vous avez porté )?(?:pour|à)\s+(?:la société\s+|l['’]entreprise\s+)?"),
    _lead(r"\brejoindre\s+(?:les équipes de\s+|l['’]équipe\s+)?"),
    _lead(rf"\b(?:candidature|entretien|poste)\b{_GAP}\s(?:à|au|avec|de)\s+(?:la\s+|l['’])?", confirmed=True),
    # Spanish
    _lead(r"\b(?:candidatura|solicitud|inter[ée]s|postulación|inscripción|selección)\s+(?:en|con|a|por|de)\s+(?:(?:trabajar|formar parte|unirte|incorporarte)\s+(?:en|de|a|con)\s+)?"),
    _lead(rf"\b(?:candidatura|solicitud|inter[ée]s|puesto|vacante|proceso|postulación|oferta|posición|trabajar|equipo)\b{_GAP}\s(?:en|con|de|por)\s+(?:el\s+)?", confirmed=True),
    # Portuguese
    _lead(rf"\b(?:candidatura|interesse|vaga|processo seletivo|processo de recrutamento|oportunidade|posição|função|trabalhar|candidatou\w*|candidatar\w*|equipa|equipe)\b{_GAP}\s(?:na|à|junto da)\s+"),
    _lead(rf"\b(?:candidatura|interesse|vaga|processo|oportunidade|posição|função|trabalhar|equipa|equipe)\b{_GAP}\s(?:no|em|ao|pela|pelo|da|do|com)\s+", confirmed=True),
    # Italian
    _lead(rf"\b(?:candidatura|candidat\w+|posizione|ruolo|interesse|lavorare|selezione|opportunità|offerta)\b{_GAP}\s(?:presso|inviata a|in\s+(?=[A-Z]\w+\s+(?:s\.?p\.?a|s\.?r\.?l)))\s*(?:la\s+|il\s+)?"),
    _lead(r"\binteresse\s+(?:(?:dimostrato|mostrato|manifestato)\s+)?(?:per|verso|nei confronti di)\s+"),
    _lead(rf"\b(?:candidatura|posizione|ruolo|interesse|lavorare|selezione|colloquio)\b{_GAP}\s(?:in|a|con|per|di|da)\s+", confirmed=True),
    # Dutch
    _lead(rf"\b(?:sollicitatie\w*|solliciteren|gesolliciteerd|vacature|functie|interesse|stage|baan|rol|werken|procedure|gesprek)\b{_GAP}\s(?:bij|voor)\s+(?:de\s+(?=[A-Z]))?"),
    _lead(r"\binteresse\s+in\s+(?:(?:een baan|werken|een functie)\s+bij\s+)?"),
    _lead(rf"\b(?:gesprek|sollicitatie|opdracht)\b{_GAP}\s(?:met|aan|van)\s+", confirmed=True),
)  # fmt: skip

_ABOUT = (
    r"(?:job\s+)?(?:application|applying|interview|candidate|candidacy|careers?|recruit\w+|hiring|bewerbung\w*|absage|eingangsbestätigung|rückmeldung|candidature|recrutement|"
    r"entretien|candidatura|solicitud|proceso|selezione|colloquio|sollicitatie|vacature|assessment|update|thank you|thanks|status|next steps)"
)
# The name stands first or last and a word on applications beside it.
_FIRST_IN_SUBJECT = re.compile(
    rf"^(?P<name>[^:|–\[\]]{{2,60}}?)(?:\s*[:|–]\s*|\s+-\s+|\s+)(?=(?:your\s+|ihre?\s+|deine\s+|votre\s+|tu\s+|su\s+|sua\s+|uw\s+|je\s+|la tua\s+)?{_ABOUT}\b)",
    re.IGNORECASE,
)
_ROLE_AT = re.compile(r"(?P<role>[^\n]{3,120}?)\s(?:at|@|with|bei|chez|bij|presso)\s+(?=[A-Z0-9À-Þ])")
_ASKS = re.compile(
    r"(?P<name>[A-Z0-9À-Þ][^:\n]{1,50}?)\s+(?:has\s+)?(?:invite[sd]?|would like|wants?|is inviting|lädt|hat|möchte|vous invite|souhaite|te invita|ti invita|nodigt|convida)\s+(?:you|to|sie|dich|te|je|u|ihre|deine|uw)?\b"
)
_BRACKETED = re.compile(r"^\s*\[(?P<name>[^\[\]]{2,50})\]")
_LAST_IN_SUBJECT = re.compile(
    r"\b(?:update|news|message|follow[\s-]?up|thank you|thanks|greetings|feedback|response|decision|email|neuigkeiten|nachricht|rückmeldung|antwort|nouvelles|réponse|"
    r"message|noticias|respuesta|mensaje|resposta|notícias|notizie|risposta|bericht|reactie|nieuws)\s+(?:\w+\s+)?(?:from|von|der|de|da|do|di|van|del|della)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_GLUED = re.compile(r"^(\w{3,})(group|gruppe|holding|recruitment|recruiting|consulting|logistics|logistik|solutions|software|gmbh)$")
_SEGMENT = re.compile(r"\s+[-–—|·•:/]+\s+|\s*[|–—·•]\s*|:\s+")
_TALK = re.compile(rf"\b{_ABOUT}\b", re.IGNORECASE)
_PREFIX = re.compile(
    r"^(?:\s*(?:re|fw|fwd|aw|wg|tr|rv|res|enc|r|i|sv|antw|ext|external)\s*:\s*|\s*\[(?:ext|external|extern)\]\s*)+", re.IGNORECASE
)
_SIGNED = re.compile(
    r"^(?:(?:the|your|das|dein|ihr|euer|l['’]équipe|el equipo de|a equipa|equipe|il team|het team(?: van)?|team)\s+)?(?P<name>\S.{1,50}?)[\s-]+(?:talent\w*|recruit\w*|hiring|people|hr|careers?|"
    r"recrutement|human resources|karriere|personal|bewerber\w*|selection)?[\s-]*(?:acquisition\s+)?(?:team|department|abteilung)\W*$",
    re.IGNORECASE,
)
_TEAM_OF = re.compile(
    r"^(?:(?:your|the|dein|ihr|das|euer|votre|l['’]|la|el|o|a|il|het)\s*)?(?:\w+\s+){0,2}?(?:team|équipe|equipo|equipa|equipe|department|abteilung)(?:\s+\w+){0,2}?\s+(?:at|of|from|der|von|bei|de|da|di|van|bij|chez|del)\s+(?P<name>\S.{1,50})$",
    re.IGNORECASE,
)


def company_of(message: Message, subject: str, text: str, block: list[str]) -> tuple[str, str] | None:
    """The company's name and where it stood; `block` is what stands under the closing."""
    hints = hints_of(message, block)
    for where, name in _candidates(subject, text[:_OPENING], block, hints):
        if name and plausible(name, hints) and not _is_somebody(name, message, block):
            return name, where
    return None


def hints_of(message: Message, block: list[str]) -> Hints:
    """What display name and addresses say."""
    if message.from_ is None:
        return Hints()
    addr = message.from_.addr
    vendor = vendor_of(sender.split_address(addr)[1])
    labels = [sender.label(each) for each in (addr, *(reply.addr for reply in message.reply_to[:4]))]
    label = next(filter(None, labels), None)
    display = display_company(message, block)
    return Hints(display, sender.tenant(addr), label, vendor is not None and vendor.trade is not Trade.FREEMAIL)


def _candidates(subject: str, opening: str, block: list[str], hints: Hints) -> Iterator[tuple[str, str]]:
    subject = _PREFIX.sub("", subject)
    flat = opening.replace("Sr.", "Sr").replace("Jr.", "Jr")
    yield from (("Subject", name) for name in _in_subject(subject, hints))
    if hints.display:
        yield "From", hints.display
    yield from (("body", name) for name in _led(flat, hints))
    yield from (("signature", name) for name in _signed(block))
    yield from (("Subject", name) for name in _segments(subject, hints, sure=False))
    words = f"{subject}\n{flat}\n" + "\n".join(block)
    if hints.tenant:
        yield "From", spelled(hints.tenant, words)
    if hints.label:
        yield "From", spelled(hints.label, words)


def _in_subject(subject: str, hints: Hints) -> Iterator[str]:
    at = _ROLE_AT.match(subject)
    if at and role_like(at["role"]):
        yield _run(subject[at.end() :], hints) or ""
    yield from _led(subject, hints)
    asks = _ASKS.match(subject)
    if asks and not (person_like(asks["name"]) and given_name(asks["name"])):
        yield trimmed(asks["name"])
    bracketed = _BRACKETED.match(subject)
    if bracketed:
        yield trimmed(bracketed["name"])
    last = _LAST_IN_SUBJECT.search(subject)
    if last:
        name = _run(subject[last.end() :], hints)
        if name and (hints.confirms(name) or not (person_like(name) and given_name(name))):
            yield name
    yield from _segments(subject, hints, sure=True)
    first = _FIRST_IN_SUBJECT.match(subject)
    if first and (hints.confirms(first["name"]) or hints.silent()):
        yield trimmed(first["name"])


def _segments(subject: str, hints: Hints, *, sure: bool) -> Iterator[str]:
    """Parts of "Kestrel | Your application": those that the sender confirms, else those beside a part that speaks of applications."""
    parts = [part.strip() for part in _SEGMENT.split(subject) if part.strip()]
    if sure:
        yield from (trimmed(part) for part in parts if hints.confirms(part) and len(part) < 60 and not _TALK.search(part))
    elif any(_TALK.search(part) for part in parts) and not hints.keys():
        rest = [part for part in parts if not _TALK.search(part) and not role_like(part) and not re.search(r"\d{3}", part)]
        yield from (trimmed(part) for part in rest[:1] if _NAME.fullmatch(trimmed(part)) and not given_name(part))


def _led(text: str, hints: Hints) -> Iterator[str]:
    """Names behind one of the leads, in the order of the leads."""
    for lead in LEADS:
        for match in lead.pattern.finditer(text):
            name = _run(text[match.end() :], hints)
            if name and (not lead.confirmed or hints.confirms(name) or (hints.silent() and not (person_like(name) and given_name(name)))):
                yield name


def _run(rest: str, hints: Hints) -> str | None:
    """The name with which the text goes on: as the sender spells it, else a run of capitalised words."""
    rest = rest[:120].split("\n")[0]
    known = _known(rest, hints)
    match = _NAME.match(rest)
    if match is None:
        return known
    name = trimmed(_STOP.sub("", match["name"]))
    return known if known and len(company_key(known)) > len(company_key(name)) else name


def _known(rest: str, hints: Hints) -> str | None:
    """The longest start of the text that closes up to one of the sender's spellings, whatever its case."""
    words = rest.split()[:6]
    found = None
    for end in range(1, len(words) + 1):
        start = " ".join(words[:end]).strip("\"“”„«»'‘’.,;:!?()")
        if company_key(start) in hints.keys():
            found = start
    return found


def _signed(block: list[str]) -> Iterator[str]:
    for line in block[:4]:
        match = _TEAM_OF.match(line) or _SIGNED.match(line)
        if match:
            yield trimmed(match["name"])


def trimmed(name: str) -> str:
    """Without the words for the desk that writes, quotes and stray punctuation."""
    name = " ".join(name[:200].split()).strip(" \"“”„«»'‘’.,;:!?|–—-*")
    name = _TAIL.sub("", name) or name
    shorter = _HEAD.sub("", name)
    name = shorter if shorter and not shorter[0].islower() else name
    name = re.sub(r"\s*\((?!.*\w{12})[^()]*\)?$", "", name)
    name = re.sub(r"['’]s$", "", name)
    return name.strip(" \"“”„«»'‘’,;:!?|–—-(*")


def plausible(name: str, hints: Hints) -> bool:
    """A name that can stand for a company: no vendor, no common word, no role."""
    key = company_key(name)
    words = company_tokens(name)
    if not key or len(name) > 60 or len(name.split()) > _WORDS or key in BRANDS or key in _NO_NAME or key.isdigit() or "@" in name:
        return False
    if (
        fold(name).split()[0] in _FIRST
        or all(word in _NO_NAME for word in words)
        or form_alone(words)
        or re.match(r"\d+(?::\d|\s?(?:am|pm|uhr|h)\b)", fold(name))
    ):
        return False
    return hints.confirms(name) or (not role_like(name) and any(char.isupper() or char.isdigit() or ord(char) > 0x3000 for char in name))


def _is_somebody(name: str, message: Message, block: list[str]) -> bool:
    """The reader's own name, or the writer's."""
    key = company_key(name)
    own = [company_key(to.name) for to in message.to[:5] if to.name]
    if key in own or any(in_address(name, sender.split_address(to.addr)[0]) for to in message.to[:5]):
        return True
    writer = re.split(r"\s+(?:via|über|par|from|at|-)\s+|\s*[,(|]", message.from_.name[:120])[0] if message.from_ else ""
    return key == company_key(writer) and is_person(writer, message, block)


def display_company(message: Message, block: list[str]) -> str | None:
    """The employer in From's display name; None when that is a person, a vendor or nothing."""
    if message.from_ is None:
        return None
    display = message.from_.name[:120].strip(" \"'")
    via = _VIA.search(display)
    if via and via["machine"] and company_key(via["machine"]) not in BRANDS and via.start():
        return _shown(via["machine"])  # "Dana Reyes @ Kestrel"
    bare = display[: via.start()] if via and via.start() else display
    at = _AT.match(bare)
    if at and (person_like(at["person"]) or given_name(at["person"])) and not part_of(at["house"]):
        return _shown(at["house"])
    return None if is_person(bare, message, block) else _shown(bare)


def _shown(name: str) -> str | None:
    name = trimmed(name)
    if (
        not name
        or "@" in name
        or re.search(r"no_?-?reply|do_?-?not_?-?reply|donotreply", name, re.IGNORECASE)
        or company_key(name) in BRANDS
        or company_key(name) in _NO_NAME
        or form_alone(company_tokens(name))
        or role_like(name)
    ):
        return None
    return name


def is_person(name: str, message: Message, block: list[str]) -> bool:
    """A display name that is somebody's: it stands in the address, signs the letter, or begins with a given name at a desk's address."""
    if message.from_ is None or not name:
        return False
    local, host = sender.split_address(message.from_.addr)
    houses = (sender.label(message.from_.addr), sender.tenant(message.from_.addr))
    if any(house and company_key(name) == company_key(house.replace("-", " ")) for house in houses):
        return False
    if not person_like(name):
        return len(name.split()) == 1 and not sender.generic(local) and in_address(name, local)
    if given_name(name) or (not sender.generic(local) and in_address(name, local)):
        return True
    vendor = vendor_of(host)
    return (vendor is not None and vendor.trade in {Trade.BOARD, Trade.FREEMAIL}) or _signs(name, block)


def _signs(name: str, block: list[str]) -> bool:
    """The name stands under the closing, with a title below or beside it."""
    for index, line in enumerate(block[:3]):
        if fold(line).startswith(fold(name)):
            beside = line[len(name) :].strip()
            titles = [beside if beside[:1] in set(",|(–-") else "", *block[index + 1 : index + 3]]
            return part_of("\n".join(titles)) is not None
    return False


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
                return trimmed(" ".join(parts[start:end]))
    glued = _GLUED.sub(r"\1 \2", slug)
    return " ".join(word.upper() if len(word) <= 3 and word != "and" else word.capitalize() for word in re.split(r"[-_. ]", glued) if word)
