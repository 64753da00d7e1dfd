"""Which job a mail is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from watcher.core.extract.forms import FORMS, Needs
from watcher.core.extract.names import fold, wordset
from watcher.core.extract.occupations import LOOSE_NOUNS, RANKS, agent_like, role_like
from watcher.core.extract.prose import GREETING
from watcher.core.extract.requisition import NAMED_ID, SHAPED_ID

_OPENING = 1500  # characters of the body in which the job of the letter is named

# Words with which a title written small has ended.
_HALT = (
    r"est|sont|a|ont|ne|nous|vous|qui|que|et|mais|pour|chez|au sein|dans|désormais|avec|sur|votre|notre|était|ha|han|"
    r"hemos|ya|está|es|y|pero|para|con|queda|tras|por|se|no|na|foi|é|e|mas|com|è|hai|abbiamo|che|ma|per|presso|si|"
    r"non|sono|is|zijn|heeft|hebben|hebt|hebt|wij|we|bij|voor|en|maar|niet|een|un|une|una|uno|um|uma|les|los|il|lo|"
    r"het|geen|ik|je|u|il|elle|ontvangen|vervuld|ingetrokken|in|naar|is|was|has|al|aan|op|om|te|it|the|and|at|to|we"
)
_GOES_ON = re.compile(rf"(?:\s(?!(?:{_HALT})\b)(?:d['’])?[^\W\d_A-ZÀ-Þ][\w'’-]*){{1,5}}")
_HALTED = re.compile(rf"\s(?:{_HALT}|lo|la|le|which|that|vorrei|pone)\b.*$")

_GENDER = re.compile(
    r"\s*[(\[]\s*(?:(?:all\s+genders?|gn|alle geschlechter)|[mwfdxhiv](?:\s*[/|,*]\s*[mwfdxhniv]+\*?){1,3}|"
    r"[mwfhd]\s*-\s*[mwfhd](?:\s*-\s*[dx])?)\s*[)\]]|"
    r"\s+\b(?:m/w/d|w/m/d|m/f/d|f/m/d|m/f/x|f/m/x|h/f|f/h|m/v/x|m/v|v/m|m/f|d/m/w|f/m/d)\b",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:[\s,–-]+(?:position|role|job|vacancy|opening|post|opportunity|stelle|poste|puesto|vacante|posizione|ruolo|vacature|functie|vaga|"
    r"application|received|decision|outcome|feedback|interview|auditions?|up to|campaign|class|gesucht|nr|no))+$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:vacante|naar|voor|pour|para|per|recrutement|bolsa de empleo|resultaat|selectieprocedure|mission|relance|"
    r"deine?|ihre?|dein|unser|to|the|our|an?|your|vakanz|vacancy|opportunit[éày]|oportunidade?|"
    r"proceso(?: de selección)?|"
    r"processo(?: seletivo)?|selezione|colloquio|entretien|entrevista|resultado|"
    r"esito|interview|application|candidature|candidatura|sollicitatie|bewerbung|gesprek|offre|oferta|emploi|"
    r"projektanfrage|absage|einladung|outcome|"
    r"this|position|role|job|of|for|as|open|vacant|die|der|das|den|eine?[rn]?|unsere?[rn]?|stelle|als|le|la|les|un|"
    r"une|d['’]|de|del|el|una|o|um|uma|"
    r"il|lo|uno|di|het|een|onze|van|functie|puesto|poste|vaga|posizione|ruolo|vacature)\s+|d['’])+",
    re.IGNORECASE,
)
_SALUTATION = re.compile(rf"^{GREETING.pattern}[^\n,!:.]{{0,60}}(?:[,!:.]|$)", re.IGNORECASE | re.MULTILINE)
_YEAR = re.compile(
    r"^\s*20\d\d\s+(?:(?:spring|summer|fall|autumn|winter)\s+)?|(?<=\w)[\s,–-]+(?:(?:spring|summer|fall|autumn|winter)\s+)?20\d\d(?=\s*(?:$|\())",
    re.IGNORECASE,
)
_EDGES = " \"“”„«»'‘’.,;:!?|–—-*#"
_SHARE = re.compile(r"\s(?:\w+\s)?\d{2,3}(?:\s?[-–]\s?\d{2,3})?(?:\s?%.*)?$")
_SAYS = re.compile(
    r"\s(?:foi|é|è|ha|hai|han|hemos|está|est|sont|ont|was|were|has|have|is|are|wurde|wird|haben|ist|zijn|heeft|hebben|"
    r"ontvangen|vervuld|ingevuld|"
    r"ingetrokken|queda|vous|nous|que|which|that|abbiamo|will|would)\s.*$|\s(?:ontvangen|vervuld|ingevuld|ingetrokken|ein|pourvu)$"
)
_OWNED = re.compile(r"^(?!(?i:children|women|men|master|bachelor|driver|mechanic)s?['’]).{2,40}['’]s\s+(?=[A-Z])")
_PLACE = re.compile(
    (
        r"(?<=\w)\s(?:in|en|em|à|a)\s(?:(?-i:[A-ZÀ-Þ])[\w-]+)(?:\s(?-i:[A-Z])[\w-]+)?$|"
        r"\s(?:at|bei|chez|bij|presso)\s.*$"
    ),
    re.IGNORECASE,
)
# "Test engineer, Leeds, hybrid": the way of working, and before it the place.
_HOW = re.compile(
    r"(?:,\s*(?-i:[A-ZÀ-Þ])[\w'’-]+(?:\s(?-i:[A-ZÀ-Þ])[\w'’-]+)?)?,\s*"
    r"(?:hybrid|remote|on-?site|full[- ]time|part[- ]time|permanent|contract|vollzeit|teilzeit|homeoffice|télétravail|"
    r"teletrabajo|híbrido|remoto|smart working|thuiswerken|voltijds|deeltijds)$",
    re.IGNORECASE,
)
_BARE = wordset(
    "job role position opportunity vacancy opening post application interview team career future roles positions "
    "openings opportunities other similar candidate "
    "firma bewerber bewerberin bewerberinnen kandidat kandidatin kandidaten applicant applicants candidates candidato "
    "candidatos candidata candidats candidati kandidaat us you it this that current company stelle position stellen "
    "andere anderen zukunft uns poste candidature offre puesto vacante candidatura proceso posizione "
    "ruolo selezione vaga processo functie vacature sollicitatie consideration time process next steps further "
    "home review same different particular one any another "
    "specific first free open initiative spontanée spontanea initiativbewerbung applying interest exciting new "
    "hiring selection recruitment"
)

_CAP = (
    r"(?:(?:[A-ZÀ-ÖØ-Þ0-9]|(?<![^\W_])[a-z]{1,2}(?=[A-Z]))[\w&'’+#/.-]*(?<![.'’/-])(?:(?<=\bSr)\.|(?<=\bJr)\.)?|"
    r"(?<![^\W_])(?:junior|senior|lead)(?=\s))"
)
_RUN = re.compile(
    rf"{_CAP}(?:,?[ ]+(?:(?:of the|of|and|&|de|du|des|en|et|di|e|y|für|im|in der|d['’]|-|–|van|da|do|per)[ ]+)?{_CAP}){{0,7}}"
)
_STOPS = re.compile(
    r"\s(?:at|in|with|bei|chez|bij|presso|interview|opportunity|position|role|application|decision|job|vacancy|post|"
    r"update|status|feedback|for|and we|and your|and i|decision|seat|has|have|is|was|ein|eine|haben|wir|"
    r"bewerbung|stelle|gespräch|gesucht|\(.*)\b.*$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    (
        r"(?!.*\b(?:your|our|my|for|at|with|about)\b)(?P<role>(?:[\w&'’/+-]+\s){1,4})(?:position|role|job|post|vacancy|"
        r"placement|traineeship)\b"
    ),
    re.IGNORECASE,
)
_AFTER_PREFIX = re.compile(r"^(?:\s*(?:re|fw|fwd|aw|wg|tr|rv|res|r|i|sv|antw)\s*:\s*)+", re.IGNORECASE)
_SELF = re.compile(
    (
        r"\b(?:i'm (?:an?|the)|i am (?:an?|the)|as (?:the|our|an?)|our|the|your|unsere?n?|ich bin|je suis|soy|sono|ik ben|"
        r"with our|mit unserem)\s$"
    ),
    re.IGNORECASE,
)
_STAFF = re.compile(
    r"\b(?:hiring manager|talent|recruit\w*|hr|human resources|account manager|applicant|candidate manager|"
    r"hiring team|customer service team)\b"
)
_FIRST_WORDS = 700  # a title without a telling word beside it counts in the first of them


_DATE = re.compile(
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|"
    r"thursday|friday|weeks?|our|20\d\d)\b|^\d|\d(?:st|nd|rd|th)\b"
)


def role_of(subject: str, text: str, company: str | None, names: Sequence[str] = ()) -> tuple[str, str] | None:
    """The job's title, cleaned, and where it stood; one that names an occupation before one that does not."""
    fallback: tuple[str, str] | None = None
    nobody = {fold(name) for name in names}
    for where, found in _found(subject[:300], text[:_OPENING], company):
        name = found[len(company) :].strip(_EDGES) if company and fold(found).startswith(fold(company) + " ") else found
        if any(person in fold(name) for person in nobody):
            continue
        if role_like(name):
            return _without_place(name, text), where
        fallback = fallback or (name, where)
    return fallback


def _without_place(name: str, text: str) -> str:
    """Of "Payroll Manager, Exeter" the title, where the letter speaks of a Payroll Manager and never of both."""
    title, comma, _ = name.partition(",")
    return title if comma and role_like(title) and title in text and name not in text else name


def _found(subject: str, text: str, company: str | None) -> Iterator[tuple[str, str]]:
    yield from (("Subject", name) for name in _matches(subject, company))
    alone = _SUBJECT.match(_AFTER_PREFIX.sub("", subject))
    name = clean_role(alone["role"]) if alone else None
    if name and _possible(name[:1].upper() + name[1:], company):
        yield "Subject", name
    yield from (("Subject", name) for name in _segments(subject, company))
    text = _SALUTATION.sub("", text)
    yield from (("body", name) for name in _matches(text, company))
    yield from (("Subject", name) for name in _runs(_AFTER_PREFIX.sub("", subject), company, letter=False))
    yield from (("body", name) for name in _runs(text[:_FIRST_WORDS], company, letter=True))


def _matches(text: str, company: str | None) -> Iterator[str]:
    for form in FORMS:
        for match in form.pattern.finditer(text):
            name = clean_role(match["role"])
            name = name and _capitalised(name)
            if name and _convinces(form.needs, name) and _possible(name, company):
                yield name


def _convinces(needs: Needs, name: str) -> bool:
    return needs is Needs.NOTHING or role_like(name) or (needs is Needs.ENDING and agent_like(name))


def _capitalised(name: str) -> str:
    """The run of capitalised words that holds the occupation, out of "interest in the Data Analyst" or "Baker and will call"."""
    if name.islower():
        return _HALTED.sub("", name)
    runs = [
        run for run in (clean_role(_whole(match, name)) for match in _RUN.finditer(name)) if run and (role_like(run) or agent_like(run))
    ]
    return runs[0] if runs else name


def _whole(match: re.Match[str], text: str) -> str:
    """The run, and in languages that write titles small the words with which it goes on."""
    run = _STOPS.sub("", match[0])
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", fold(run))
    more = _GOES_ON.match(text, match.end()) if run == match[0] and not LOOSE_NOUNS.isdisjoint(words) else None
    return run + more[0] if more else run


def _runs(text: str, company: str | None, *, letter: bool) -> Iterator[str]:
    """Capitalised words that hold an occupation, wherever they stand; not what the writer says of himself, nor,
    in the letter, what stands behind a name: "Tom Okafor (Head of Data)".
    """
    for match in _RUN.finditer(text):
        if letter and text[max(0, match.start() - 1) : match.start()] == "(":
            continue
        name = clean_role(_whole(match, text))
        if (
            name
            and role_like(name)
            and _possible(name, company)
            and not _SELF.search(text[max(0, match.start() - 24) : match.start()])
            and not _STAFF.search(fold(name))
        ):
            yield name


def _segments(subject: str, company: str | None) -> Iterator[str]:
    """Parts of "Night Nurse - Application received" that name an occupation."""
    for part in re.split(r"\s+[-–—|·•:/]+\s+|\s*[|–—·•]\s*|:\s+", subject):
        name = clean_role(part)
        if (
            name
            and (role_like(name) or (agent_like(name) and company))
            and _possible(name, company)
            and len(name.split()) <= 7
            and not re.search(r"\b(?:your|applica\w+|bewerbung|candidat\w+|sollicitatie|interview|thank|for|at|with)\b", fold(name))
        ):
            yield name


def clean_role(role: str) -> str | None:
    """As "our Data Engineer (m/f/d) (Ref 123) position" is "Data Engineer"; None when nothing telling is left."""
    role = _YEAR.sub("", _GENDER.sub(" ", role[:160]))
    role = re.sub(r"[(\[][^()\[\]]{0,80}[)\]]?", " ", role)
    role = NAMED_ID.sub(" ", role)
    role = SHAPED_ID.sub(" ", role)
    role = re.sub(r"\s+[-–|#]?\s*\d{5,7}\b|^\d{5,7}\s*[-–|:]?\s*", " ", role)
    role = _SHARE.sub("", " ".join(role.split())).strip(_EDGES)
    role = _TRAILING.sub("", _LEADING.sub("", _PLACE.sub("", _TRAILING.sub("", _SAYS.sub("", role))))).strip(_EDGES)
    role = _HOW.sub("", role)
    owned = _OWNED.sub("", role)
    role = owned if role_like(owned) else role
    return role if len(role) > 1 and any(char.isalpha() for char in role) else None


def _possible(name: str, company: str | None) -> bool:
    words = re.findall(r"[\w'-]+", fold(name))
    if all(word in RANKS or word in _BARE for word in words) or _DATE.search(fold(name)):
        return False
    if (
        len(name) > 80
        or len(words) > 9
        or all(word in _BARE for word in words)
        or not any(char.isupper() or ord(char) > 0x3000 or (char.isalpha() and role_like(name)) for char in name)
    ):
        return False
    return company is None or (fold(name) != fold(company) and not f"{fold(company)} ".startswith(fold(name) + " "))
