"""Which job a mail is about, and its requisition id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watcher.core.extract.names import fold

_OPENING = 1500  # characters of the body in which the job of the letter is named

_NOUNS = frozenset(
    """
engineer engineering developer programmer architect analyst scientist designer manager director lead head officer assistant associate specialist
consultant advisor adviser coordinator administrator technician nurse doctor physician therapist teacher lecturer professor researcher fellow
postdoc intern internship trainee apprentice apprenticeship graduate driver operator mechanic electrician plumber carpenter cook chef waiter
waitress barista bartender baker cleaner receptionist secretary clerk cashier salesperson representative agent buyer planner controller
accountant bookkeeper auditor lawyer attorney solicitor paralegal editor writer copywriter journalist translator librarian curator caregiver
carer paramedic pharmacist dentist veterinarian surveyor inspector adjuster dispatcher broker courier steward registrar underwriter estimator draughtsman draughtsperson hygienist optician radiographer phlebotomist roofer bricklayer plasterer painter glazier fitter machinist seamstress tailor florist lifeguard coach instructor trainer chaplain clerk buyer merchandiser dealer host hostess valet operative porter candidate surveyor inspector supervisor foreman machinist welder packer picker warehouse marketer recruiter
strategist producer photographer tutor janitor guard porter housekeeper concierge stylist hairdresser gardener executive vp president partner
owner tester administrator sysadmin devops sre postdoctoral internist midwife psychologist counselor counsellor worker handler loader assembler
elektroniker elektronikerin schlosser schlosserin disponent disponentin maler maurer zimmerer dachdecker einkäufer einkäuferin pflegekraft vertriebsmitarbeiter vertriebsmitarbeiterin bauleiter kellner kellnerin friseur friseurin erzieher sekretärin notar kundenberater kundenberaterin entwickler entwicklerin ingenieur ingenieurin leiter leiterin berater beraterin referent referentin sachbearbeiter sachbearbeiterin assistent
assistentin assistenz pfleger pflegerin pflegefachkraft erzieher erzieherin lehrer lehrerin fahrer fahrerin koch köchin verkäufer verkäuferin
mechaniker mechanikerin elektriker elektrikerin techniker technikerin kaufmann kauffrau kaufleute werkstudent werkstudentin praktikant
praktikantin praktikum auszubildender auszubildende ausbildung fachkraft mitarbeiter mitarbeiterin buchhalter buchhalterin architektin analystin
krankenpfleger arzt ärztin apotheker bäcker bäckerin tischler lagerist gärtner gärtnerin
""".split()
)
_NOUN_TAIL = re.compile(
    r"(?:entwickler|ingenieur|leiter|berater|fachkraft|pfleger|fahrer|chef|koch|bäcker|schlosser|assisten[tz]|kauf(?:mann|frau|leute)|mechaniker|techniker|helfer|medewerker|adviseur|leider|ontwikkelaar|student|meister|verkäufer|angestellte[r]?|hilfe|monteur|sekretär|psychologe|pädagoge|koordinator|manager)(?:in|s)?$"
)
# Titles of these languages go on in small letters: "Chef de projet digital", "Addetto alla produzione".
_LOOSE_NOUNS = frozenset(
    """
développeur développeuse ingénieur ingénieure chargé chargée responsable chef cheffe assistant assistante comptable vendeur vendeuse infirmier
infirmière conducteur conductrice technicien technicienne directeur directrice conseiller conseillère consultant consultante gestionnaire stagiaire
alternant alternante apprenti apprentie boulanger cuisinier cuisinière serveur serveuse éducateur éducatrice aide-soignant aide-soignante
desarrollador desarrolladora ingeniero ingeniera analista técnico técnica director directora gerente responsable auxiliar administrativo
administrativa asistente enfermero enfermera camarero camarera cocinero cocinera conductor conductora dependiente contable vendedor vendedora
becario becaria profesor profesora diseñador diseñadora jefe jefa encargado encargada comercial mozo
desenvolvedor desenvolvedora programador programadora engenheiro engenheira gestor gestora coordenador coordenadora assistente enfermeiro
enfermeira motorista cozinheiro cozinheira estagiário estagiária professora técnico analista contabilista designer empregado rececionista
sviluppatore sviluppatrice ingegnere impiegato impiegata infermiere infermiera addetto addetta tecnico autista cuoco cuoca cameriere cameriera
commesso commessa stagista tirocinante contabile magazziniere progettista consulente responsabile direttore direttrice educatore educatrice
ontwikkelaar ingenieur medewerker medewerkster adviseur beheerder verpleegkundige leraar lerares docent chauffeur kok bakker monteur
administrateur boekhouder projectleider teamleider stagiair stagiaire verkoper verkoopster begeleider planner coördinator onderzoeker
menuisier plombier électricien agent agente préparateur préparatrice contrôleur contrôleuse maçon coiffeur coiffeuse secrétaire professeur
maestro maestra canalizador canalizadora padeiro padeira pedreiro vendedora caixa recepcionista rececionista perito perita mastro birraio panettiere elettricista
idraulico falegname beleidsmedewerker werkplaatschef ontwerper verpleger schilder timmerman loodgieter postbode
""".split()
)
_AGENT = re.compile(
    r"(?:[^aeiou]er|eer|iker|or|ist|ian|ant|eur|euse|ier|iere|ero|era|dor|dora|tore|trice|aio|ista|eira|eiro|man|woman)(?:in|s)?$"
)
_LOOSE_FOLDED = frozenset(map(fold, _LOOSE_NOUNS))
_NOUNS_FOLDED = frozenset(map(fold, _NOUNS)) | _LOOSE_FOLDED
_GOES_ON = re.compile(
    r"(?:\s(?!(?:est|sont|a|ont|ne|nous|vous|qui|que|et|mais|pour|chez|au sein|dans|désormais|avec|sur|votre|notre|était|ha|han|hemos|ya|está|es|y|pero|para|con|queda|"
    r"tras|por|se|no|na|foi|é|e|mas|com|è|hai|abbiamo|che|ma|per|presso|si|non|sono|is|zijn|heeft|hebben|hebt|hebt|wij|we|bij|voor|en|maar|niet|"
    r"een|un|une|una|uno|um|uma|les|los|il|lo|het|geen|ik|je|u|il|elle|"
    r"ontvangen|vervuld|ingetrokken|in|naar|is|was|has|al|aan|op|om|te|it|the|and|at|to|we)\b)"
    r"(?:d['’])?[^\W\d_A-ZÀ-Þ][\w'’-]*){1,5}"
)

_ROLE = r"(?P<role>[^\n.;:!?]{2,90}?(?:(?:Sr|Jr|St)\.[^\n.;:!?]{2,80}?)?)"
_POST_EN = r"(?:position|role|job|post|vacancy|opening|opportunity|internship|requisition)"
_END = (
    r"(?=\s*(?:$|[\n;:!?]|\.(?:\s|$)|,\s+(?!\w+\s*(?:$|[,.])|[A-Z])|\s[-–|]\s|[(\[]|"
    r"\s(?:at|with|here|in our|within|has|have|was|were|is|are|and (?:we|your|for|would|are|I|have|the time)|we|which|that|as|from|position|role|job|vacancy|opening|"
    r"opportunity|but|after|on|to|bei|beim|im|in der|haben|hat|ist|wurde|und|zu|am|vom|chez|au sein|et|a|est|nous|en|no|na|y|con|hemos|ha|presso|in|e|da|bij|"
    r"is|hebben|wij|hebt|heeft|op|do|junto)\b))"
)


@dataclass(frozen=True, slots=True)
class Form:
    """Words that stand around a job's title. Where other words stand there too, it must name an occupation."""

    pattern: re.Pattern[str]
    sure: bool


def _form(pattern: str, *, sure: bool = True) -> Form:
    return Form(_compiled(pattern), sure)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("<ROLE>", _ROLE).replace("<END>", _END).replace("<POST>", _POST_EN), re.IGNORECASE)


FORMS: tuple[Form, ...] = (
    # English
    _form(r"\b<POST>\s+(?:of|titled|named|as)\s+(?:an?\s+|our\s+|the\s+)?<ROLE><END>"),
    _form(r"\b(?:for|in|to|regarding|about|on|as|fill|filled|filling)\s+(?:the|our|this|a|an|your)\s+(?:open\s+|vacant\s+|advertised\s+)?<ROLE>\s+(?:\([^()]{1,30}\)\s*)?<POST>\b"),
    _form(r"\b(?:the|our)\s+<ROLE>\s+(?:\([^()]{1,30}\)\s*)?(?:position|role|vacancy|opening)\b"),
    _form(r"\bapplication\s*:\s*<ROLE>(?=$|\s[-–|]\s|\s*[(\[]|\sat\s)"),
    _form(r"\b(?:application|applied|applying|apply|interview(?:ing)?|candidacy|candidate|considered|consideration|interest)\s+(?:\w+\s+){0,2}?(?:for|as|in)\s+(?:(?:the|our|an?)\s+)?(?:<POST>\s+(?:of|:)\s+)?<ROLE><END>", sure=False),
    _form(r"\b<POST>\s*[:\-–]\s*<ROLE>(?=\s*(?:$|[\n(\[|]|\sat\s|\s[-–]\s))"),
    # German
    _form(r"\b(?:stelle|position|rolle|vakanz)\s+(?=(?-i:[A-ZÄÖÜ]))<ROLE><END>", sure=False),
    _form(r"\bbewerbung\s+(?=(?-i:[A-ZÄÖÜ]))<ROLE><END>", sure=False),
    _form(r"\b(?:for|pour|para|per|voor|für)\s+(?:(?:the|our|le|la|el|il|de|die|den)\s+)?(?=(?-i:[A-ZÀ-Þ]))<ROLE><END>", sure=False),
    _form(r"\b(?:als|as|como|come|comme|en tant que)\s+(?:(?:ein|une?|an?)[e]?[rn]?\s+)?(?=(?-i:[A-ZÀ-Þ]))<ROLE><END>", sure=False),
    _form(r"\b(?:stelle|position|stellenausschreibung|ausschreibung|tätigkeit|ausbildung|praktikum|ausbildungsplatz|job|funktion)\s+(?:als|zum|zur|des|der|im bereich)\s+(?:eine?[rn]?\s+)?[\"„»]?<ROLE><END>"),
    _form(r"\b(?:bewerbung|beworben|bewerben|mitarbeit|einstieg)\s+(?:\w+\s+){0,2}?(?:als|zum|zur)\s+(?:eine?[rn]?\s+)?[\"„»]?<ROLE><END>"),
    _form(r"\b(?:stelle|position|vakanz|ausschreibung)\s*:?\s*[\"„»“](?P<role>[^\"“”«\n]{2,90})[\"“”«]"),
    _form(r"\b(?:bewerbung|interesse)\s+(?:\w+\s+){0,2}?(?:auf|für|um|an)\s+(?:(?:die|der|unsere?r?|eine?)\s+)?(?:(?:ausgeschriebene[n]?\s+)?(?:stelle|position)\s+(?:als\s+|der\s+|des\s+)?)?[\"„»]?<ROLE><END>"),
    _form(r"\bbewerbung\s*[:|–-]\s*<ROLE>(?=$|\s[-–|]\s|\s*[(\[]|\sbei\s)"),
    # French
    _form(r"\b(?:poste|offre|emploi|fonction|stage|alternance)\s+(?:de|d['’]|:|en tant que)\s*<ROLE><END>"),
    _form(r"\b(?:candidature|postulé|postuler)\s+(?:\w+\s+){0,2}?(?:pour|en tant que|comme|au poste de|au poste d['’])\s*(?:le\s+poste\s+(?:de\s+|d['’])|un\s+poste\s+(?:de\s+|d['’]))?<ROLE><END>"),
    _form(r"\bcandidature\s*:\s*<ROLE>(?=$|\s[-–|]\s|\s*[(\[]|\schez\s)"),
    # Spanish
    _form(r"\b(?:puesto|vacante|oferta|posición|plaza|cargo)\s+(?:de|para|como|:)\s+(?:el puesto de\s+)?<ROLE><END>"),
    _form(r"\b(?:candidatura|postulación|solicitud|inscripción)\s+(?:\w+\s+){0,2}?(?:como|para|a|al)\s+(?:(?:el|la)\s+)?(?:(?:puesto|vacante|posición|oferta)\s+(?:de\s+)?)?<ROLE><END>"),
    # Portuguese
    _form(r"\b(?:vaga|função|posição|cargo|oportunidade|lugar)\s+(?:de|para|como|:)\s+<ROLE><END>"),
    _form(r"\bcandidatura\s+(?:\w+\s+){0,2}?(?:como|para|a|à|ao)\s+(?:(?:a|o)\s+)?(?:(?:vaga|função|posição|cargo|lugar)\s+(?:de\s+)?)?<ROLE><END>"),
    _form(r"\b(?:candidatura|candidature|sollicitatie|proceso|processo|selezione|vacature)\s+<ROLE><END>", sure=False),
    # Italian
    _form(r"\b(?:posizione|ruolo|offerta|figura|selezione)\s+(?:di|per|come|da|:)\s+<ROLE><END>"),
    _form(r"\bcandidatura\s+(?:\w+\s+){0,2}?(?:come|per|a|al)\s+(?:(?:la|il)\s+)?(?:(?:posizione|ruolo)\s+(?:di\s+)?)?<ROLE><END>"),
    # Dutch
    _form(r"\b(?:functie|vacature|rol|positie|baan)\s+(?:van|als|voor|:)\s+(?:een\s+)?<ROLE><END>"),
    _form(r"\b(?:sollicitatie|gesolliciteerd|solliciteren)\s+(?:\w+\s+){0,2}?(?:als|voor|op|naar)\s+(?:(?:de|een|onze)\s+)?(?:(?:functie|vacature|rol|positie)\s+(?:van\s+|als\s+)?)?<ROLE><END>"),
)  # fmt: skip

_GENDER = re.compile(
    r"\s*[(\[]\s*(?:(?:all\s+genders?|gn|alle geschlechter)|[mwfdxhiv](?:\s*[/|,*]\s*[mwfdxhniv]+\*?){1,3}|[mwfhd]\s*-\s*[mwfhd](?:\s*-\s*[dx])?)\s*[)\]]|"
    r"\s+\b(?:m/w/d|w/m/d|m/f/d|f/m/d|m/f/x|f/m/x|h/f|f/h|m/v/x|m/v|v/m|m/f|d/m/w|f/m/d)\b",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:[\s,–-]+(?:position|role|job|vacancy|opening|post|opportunity|stelle|poste|puesto|vacante|posizione|ruolo|vacature|functie|vaga|application|received|decision|outcome|feedback|interview|))+$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:to|the|our|an?|your|vakanz|vacancy|opportunit[éày]|oportunidade?|proceso(?: de selección)?|processo(?: seletivo)?|selezione|colloquio|entretien|entrevista|resultado|"
    r"esito|interview|application|candidature|candidatura|sollicitatie|bewerbung|gesprek|offre|oferta|emploi|projektanfrage|absage|einladung|outcome|"
    r"this|position|role|job|of|for|as|open|vacant|die|der|das|den|eine?[rn]?|unsere?[rn]?|stelle|als|le|la|les|un|une|d['’]|de|del|el|una|o|um|uma|"
    r"il|lo|uno|di|het|een|onze|van|functie|puesto|poste|vaga|posizione|ruolo|vacature)\s+|d['’])+",
    re.IGNORECASE,
)
_EDGES = " \"“”„«»'‘’.,;:!?|–—-*#"
_OWNED = re.compile(r"^.{2,40}['’]s\s+(?=[A-Z])")
_PLACE = re.compile(
    r"(?<=\w)\s(?:in|en|em|à|a)\s(?:(?!Test\b|Charge\b|Residence\b)(?-i:[A-ZÀ-Þ])[\w-]+)(?:\s(?-i:[A-Z])[\w-]+)?$|\s(?:at|bei|chez|bij|presso)\s.*$",
    re.IGNORECASE,
)
_BARE = frozenset(
    "job role position opportunity vacancy opening post application interview team career future roles positions openings opportunities other similar candidate "
    "bewerber bewerberin bewerberinnen kandidat kandidatin kandidaten applicant applicants candidates candidato candidatos candidata candidats candidati kandidaat us you it this that current company stelle position stellen andere anderen zukunft uns poste candidature offre puesto vacante candidatura proceso posizione "
    "ruolo selezione vaga processo functie vacature sollicitatie consideration time process next steps further review same different particular one any "
    "specific first free open initiative spontanée spontanea initiativbewerbung applying interest exciting new hiring selection recruitment".split()
)

_ID_WORDS = (
    r"(?:(?:job|requisition|req|position|vacancy|posting|role|stellen|referenz|kenn|ausschreibungs|reference|ref|référence|réf|referencia|referência|riferimento|rif|"
    r"vacature|annuncio|offre|oferta)[\s.-]*(?:id|number|no|nr|num|code|ref|reference|nummer|ziffer|numéro|n[º°o]|#)\b|"
    r"\b(?:ref|réf|rif|referenznummer|kennziffer|referenz|reference|requisition|référence|referencia|referência|riferimento|vacaturenummer|req|jobid)\b)"
)
_NAMED_ID = re.compile(rf"\b{_ID_WORDS}[\s.:#º°-]*(?:is\s+)?(?P<id>(?=[A-Z0-9/_-]*\d{{2}})[A-Z0-9][A-Z0-9/_-]{{2,19}})\b", re.IGNORECASE)
_SHAPED_ID = re.compile(
    r"(?<![\w-])(?P<id>(?:R|JR|REQ|ADM|JOB|RQ|RE|P|VN|ID)[-_ ]?\d{4,9}(?:BR)?|\d{4,7}BR|[A-Z]{2,4}\d{5,8}|(?:R|JR|REQ|RQ)-\d{2,9}(?:-\d{1,6})?)(?![\w-])"
)
_BARE_ID = re.compile(r"(?:[(\[#]\s*#?|\s[-–|]\s)(?P<id>\d{5,7})(?:\s*[)\]]|\s*$|\s+[-–|]\s)|^(?P<lead>\d{5,7})\s+[-–|]?\s*(?=[A-Z])")


_CAP = (
    r"(?:(?:[A-ZÀ-ÖØ-Þ0-9]|(?<![^\W_])[a-z]{1,2}(?=[A-Z]))[\w&'’+#/.-]*(?<![.'’/-])(?:(?<=\bSr)\.|(?<=\bJr)\.)?|"
    r"(?<![^\W_])(?:junior|senior|lead)(?=\s))"
)
_RUN = re.compile(
    rf"{_CAP}(?:,?[ ]+(?:(?:of the|of|and|&|de|du|des|en|et|di|e|y|für|im|in der|d['’]|-|–|van|da|do|per)[ ]+)?{_CAP}){{0,7}}"
)
_STOPS = re.compile(
    r"\s(?:at|in|with|bei|chez|bij|presso|interview|opportunity|position|role|application|decision|job|vacancy|post|update|status|feedback|for|and we|and your|and i|decision|seat|has|have|is|was|ein|eine|haben|wir|"
    r"bewerbung|stelle|gespräch|gesucht|\(.*)\b.*$",
    re.IGNORECASE,
)
_AFTER_PREFIX = re.compile(r"^(?:\s*(?:re|fw|fwd|aw|wg|tr|rv|res|r|i|sv|antw)\s*:\s*)+", re.IGNORECASE)
_SELF = re.compile(
    r"\b(?:i'm (?:an?|the)|i am (?:an?|the)|as (?:the|our|an?)|our|the|your|unsere?n?|ich bin|je suis|soy|sono|ik ben|with our|mit unserem)\s$",
    re.IGNORECASE,
)
_STAFF = re.compile(
    r"\b(?:hiring manager|talent|recruit\w*|hr|human resources|account manager|applicant|candidate manager|hiring team|customer service team)\b"
)
_FIRST_WORDS = 700  # a title without a telling word beside it counts in the first of them


def role_like(text: str) -> bool:
    """Holds a word that names an occupation."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", fold(text[:200]))
    return any(word in _NOUNS_FOLDED or word.rstrip("s") in _NOUNS_FOLDED or _NOUN_TAIL.search(word) for word in words)


def _agent(name: str) -> bool:
    """Ends in a word made like an occupation: Adjuster, Dispatcher, Schlosserin, Monteur."""
    last = name.split()[-1]
    return last[0].isupper() and _AGENT.search(fold(last)) is not None and len(last) > 4


def role_of(subject: str, text: str, company: str | None, names: Sequence[str] = ()) -> tuple[str, str] | None:
    """The job's title, cleaned, and where it stood; one that names an occupation before one that does not."""
    fallback: tuple[str, str] | None = None
    nobody = {fold(name) for name in names}
    for where, found in _found(subject[:300], text[:_OPENING], company):
        name = found[len(company) :].strip(_EDGES) if company and fold(found).startswith(fold(company) + " ") else found
        if fold(name) in nobody:
            continue
        if role_like(name):
            return name, where
        fallback = fallback or (name, where)
    return fallback


def _found(subject: str, text: str, company: str | None) -> Iterator[tuple[str, str]]:
    yield from (("Subject", name) for name in _matches(subject, company))
    yield from (("Subject", name) for name in _segments(subject, company))
    yield from (("body", name) for name in _matches(text, company))
    yield from (("Subject", name) for name in _runs(_AFTER_PREFIX.sub("", subject), company))
    yield from (("body", name) for name in _runs(text[:_FIRST_WORDS], company))


def _matches(text: str, company: str | None) -> Iterator[str]:
    for form in FORMS:
        for match in form.pattern.finditer(text):
            name = clean_role(match["role"])
            name = name and _capitalised(name)
            if name and (form.sure or role_like(name) or _agent(name)) and _possible(name, company):
                yield name


def _capitalised(name: str) -> str:
    """The run of capitalised words that holds the occupation: "interest in the Data Analyst" and "Baker and will call" say more than the title."""
    if name.islower() or not role_like(name):
        return name
    runs = [run for run in (clean_role(_whole(match, name)) for match in _RUN.finditer(name)) if run and role_like(run)]
    return runs[0] if runs else name


def _whole(match: re.Match[str], text: str) -> str:
    """The run, and in languages that write titles small the words with which it goes on."""
    run = _STOPS.sub("", match[0])
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", fold(run))
    more = _GOES_ON.match(text, match.end()) if run == match[0] and not _LOOSE_FOLDED.isdisjoint(words) else None
    return run + more[0] if more else run


def _runs(text: str, company: str | None) -> Iterator[str]:
    """Capitalised words that hold an occupation, wherever they stand; not what the writer says of himself."""
    for match in _RUN.finditer(text):
        name = clean_role(_whole(match, text))
        if (
            name
            and (role_like(name) or (_agent(name) and company))
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
            and (role_like(name) or (_agent(name) and company))
            and _possible(name, company)
            and len(name.split()) <= 7
            and not re.search(r"\b(?:your|applica\w+|bewerbung|candidat\w+|sollicitatie|interview|thank|for|at|with)\b", fold(name))
        ):
            yield name


def clean_role(role: str) -> str | None:
    """ "our Data Engineer (m/f/d) (Ref 123) position" is "Data Engineer"; None when nothing telling is left."""
    role = _GENDER.sub(" ", role[:160])
    role = re.sub(r"[(\[][^()\[\]]{0,80}[)\]]?", " ", role)
    role = _NAMED_ID.sub(" ", role)
    role = _SHAPED_ID.sub(" ", role)
    role = re.sub(r"\s+[-–|#]?\s*\d{5,7}\b|^\d{5,7}\s*[-–|:]?\s*", " ", role)
    role = " ".join(role.split()).strip(_EDGES)
    role = _TRAILING.sub("", _LEADING.sub("", _PLACE.sub("", role))).strip(_EDGES)
    owned = _OWNED.sub("", role)
    role = owned if role_like(owned) else role
    return role if len(role) > 1 and any(char.isalpha() for char in role) else None


def _possible(name: str, company: str | None) -> bool:
    words = fold(name).split()
    if (
        len(name) > 80
        or len(words) > 9
        or all(word in _BARE for word in words)
        or not any(char.isupper() or ord(char) > 0x3000 or char.isalpha() and role_like(name) for char in name)
    ):
        return False
    return company is None or (fold(name) != fold(company) and not f"{fold(company)} ".startswith(fold(name) + " "))


def requisition_of(subject: str, text: str) -> tuple[str, str] | None:
    """The employer's own number of the vacancy, and where it stood."""
    subject = subject[:300]
    for where, source, patterns in (
        ("Subject", subject, (_NAMED_ID, _SHAPED_ID, _BARE_ID)),
        ("body", text[:4000], (_NAMED_ID, _SHAPED_ID)),
    ):
        for pattern in patterns:
            match = pattern.search(source)
            if match:
                return (match["id"] or match.groupdict().get("lead") or "").upper(), where
    return None
