"""Words that stand before, after and around a company's name, in subjects, first sentences and closings."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A name in running text: words that begin with a capital or a digit, joined by small connecting words.
_WORD = r"(?:(?:St|Dr|Mt|[A-Z])\.\s(?=[A-Z])|[A-Z0-9À-ÖØ-Þ\u3040-\u9fff\uac00-\ud7af][\w&'’+/.-]*(?<![.'’/-])(?:\s?\.(?=\s(?:[a-z]|$)))?)"
_LINK = r"(?:(?:of|and|&|\+|und|et|y|e|en|de|du|des|di|da|do|dos|das|del|della|dei|van|von|la|le|the|for|für|\||i)\s+){1,2}"
NAME = re.compile(rf"[\"“„«‚'‘]?(?P<name>{_WORD}(?:,?\s+(?:{_LINK})?{_WORD}){{0,6}})")
# Words at which a name has ended although a capital follows ("Thank You For Applying To Kestrel As Driver").
STOP = re.compile(
    r"\s(?:as|for|has|have|had|was|were|is|are|will|we|i|our|your|you|regarding|about|via|through|on|in|at|with|by|to|"
    r"from|re|update|application|"
    r"applications|status|interview|next steps?|position|role|job|vacancy|opportunity|candidate|candidacy|"
    r"confirmation|received|thank|thanks|dear|hi|"
    r"als|für|haben|hat|ist|sind|wir|ihre?|deine?|unsere?|bewerbung|stelle|eingang|absage|im|am|vom|zur?|zum|pour|"
    r"votre|vos|nous|candidature|poste|"
    r"como|para|su|tu|sua|seu|hemos|candidatura|come|per|la tua|abbiamo|sollicitatie|voor|uw|je|wij|we|op|"
    r"and (?=your|our|we|next|the)|und (?=ihr|dein|wir|unser)|et (?=nous|votre|vous)|y (?=su|tu|por|que)|e (?=per|la|sua|por))\b.*",
    re.IGNORECASE | re.DOTALL,
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
    _lead(
        r"\binterest(?:ed)?\s+in\s+(?:(?:joining|working\s+(?:at|for|with)|a\s+(?:career|role|position|job)\s+(?:at|with)|"
        r"careers?\s+(?:at|with)|"
        r"(?:employment|opportunities|employment opportunities|career opportunities|opportunity)\s+(?:at|with))\s+)?(?:the\s+(?=[A-Z]))?"
    ),
    _lead(r"\b(?:transmise?|envoyée?|inviata|enviad[oa]|inoltrata|verstuurd|verzonden)\s+(?:à|a|para|al|alla|naar|aan)\s+(?:la\s+|el\s+)?"),
    _lead(r"\b(?:sent|submitted|viewed|forwarded|received|reviewed)\s+(?:to|by|at)\s+"),
    _lead(
        rf"\b(?:application|appl(?:y|ied|ying)|interest\w*|position|role|opportunit\w+|opening|vacancy|careers?|job|"
        rf"join\w*|candidacy|candidate|"
        rf"internship|apprenticeship|team|recruiter|hiring process|consider\w*)\b{_GAP}\s(?:here\s+)?at\s+(?:the\s+(?=[A-Z]))?"
    ),
    _lead(
        rf"\b(?:application|appl(?:y|ied|ying)|position|role|opportunit\w+|opening|vacancy|careers?|job|employment|"
        rf"offer)\b{_GAP}\swith\s+(?:the\s+(?=[A-Z]))?"
    ),
    _lead(r"\b(?:joining|join|choosing|considering)\s+(?:the\s+(?=[A-Z]))?", confirmed=True),
    _lead(
        (
            r"\b(?:interview|call|chat|conversation|assessment|meeting|screen|visit|invit\w+|test)\b[^.\n]{0,80}?\s(?:with|at|"
            r"from|by)\s+(?:the\s+(?=[A-Z]))?"
        ),
        confirmed=True,
    ),
    _lead(r"\b(?:my|our|the)\s+client,?\s+(?=[A-Z])"),
    _lead(r"\bon behalf of\s+(?:the\s+(?=[A-Z]))?", confirmed=True),
    _lead(r"\bfrom\s+(?:the\s+)?(?:team\s+at\s+)?", confirmed=True),
    _lead(r"\b(?:hiring|recruiting|recruiter|recruitment|talent|people|hr)\b[^.\n]{0,60}?\s(?:here\s+)?at\s+(?:the\s+(?=[A-Z]))?"),
    # German
    _lead(
        rf"\b(?:bewerbung|bewerben|beworben|interesse|stelle|position|tätigkeit|mitarbeit|praktikum|ausbildung\w*|karriere|"
        rf"job|einstieg|bewerbungsverfahren|"
        rf"auswahlverfahren|\w*gespräch\w*|\w*platz)\b{_GAP}\s(?:bei|beim)\s+(?:(?:der|dem|den)\s+)?(?:firma\s+)?"
    ),
    _lead(r"\binteresse\s+(?:an|für)\s+(?:(?:der|dem|die|den)\s+)?(?:firma\s+)?"),
    _lead(rf"\b(?:bewerbung|beworben)\b{_GAP}\s(?:an der|an die|in der|im|am)\s+", confirmed=True),
    # French
    _lead(
        rf"\b(?:candidature|postul\w+|int[ée]r[êe]t\w*|poste|recrutement|stage|alternance|opportunité|"
        rf"carrière)\b{_GAP}\s(?:chez|auprès (?:de|du)|au sein (?:de|du)|au sein d['’])\s*(?:la\s+société\s+)?"
    ),
    _lead(
        r"\bint[ée]r[êe]t\s+(?:que vous portez |porté |manifesté |que vous avez porté )?(?:pour|à)\s+(?:la société\s+|l['’]entreprise\s+)?"
    ),
    _lead(r"\brejoindre\s+(?:les équipes de\s+|l['’]équipe\s+)?"),
    _lead(rf"\b(?:candidature|entretien|poste)\b{_GAP}\s(?:à|au|avec|de)\s+(?:la\s+|l['’])?", confirmed=True),
    # Spanish
    _lead(
        r"\b(?:candidatura|solicitud|inter[ée]s|postulación|inscripción|selección)\s+(?:en|con|a|por|de)\s+(?:(?:trabajar|"
        r"formar parte|unirte|incorporarte)\s+(?:en|de|a|con)\s+)?"
    ),
    _lead(
        (
            rf"\b(?:candidatura|solicitud|inter[ée]s|puesto|vacante|proceso|postulación|oferta|posición|trabajar|"
            rf"equipo)\b{_GAP}\s(?:en|con|de|por)\s+(?:el\s+)?"
        ),
        confirmed=True,
    ),
    # Portuguese
    _lead(
        rf"\b(?:candidatura|interesse|vaga|processo seletivo|processo de recrutamento|oportunidade|posição|função|"
        rf"trabalhar|candidatou\w*|candidatar\w*|equipa|equipe)\b{_GAP}\s(?:na|à|junto da)\s+"
    ),
    _lead(
        (
            rf"\b(?:candidatura|interesse|vaga|processo|oportunidade|posição|função|trabalhar|equipa|equipe)\b{_GAP}\s(?:no|em|"
            rf"ao|pela|pelo|da|do|com)\s+"
        ),
        confirmed=True,
    ),
    # Italian
    _lead(
        rf"\b(?:candidatura|candidat\w+|posizione|ruolo|interesse|lavorare|selezione|opportunità|"
        rf"offerta)\b{_GAP}\s(?:presso|inviata a|in\s+(?=[A-Z]\w+\s+(?:s\.?p\.?a|s\.?r\.?l)))\s*(?:la\s+|il\s+)?"
    ),
    _lead(r"\binteresse\s+(?:(?:dimostrato|mostrato|manifestato)\s+)?(?:per|verso|nei confronti di)\s+"),
    _lead(rf"\b(?:candidatura|posizione|ruolo|interesse|lavorare|selezione|colloquio)\b{_GAP}\s(?:in|a|con|per|di|da)\s+", confirmed=True),
    # Dutch
    _lead(
        rf"\b(?:sollicitatie\w*|solliciteren|gesolliciteerd|vacature|functie|interesse|stage|baan|rol|werken|procedure|"
        rf"gesprek)\b{_GAP}\s(?:bij|voor)\s+(?:de\s+(?=[A-Z]))?"
    ),
    _lead(r"\binteresse\s+in\s+(?:(?:een baan|werken|een functie)\s+bij\s+)?"),
    _lead(rf"\b(?:gesprek|sollicitatie|opdracht)\b{_GAP}\s(?:met|aan|van)\s+", confirmed=True),
)

_ABOUT = (
    r"(?:job\s+)?(?:application|applying|interview|candidate|candidacy|careers?|recruit\w+|hiring|bewerbung\w*|absage|"
    r"eingangsbestätigung|rückmeldung|candidature|recrutement|"
    r"entretien|candidatura|solicitud|proceso|selezione|colloquio|sollicitatie|vacature|assessment|update|thank you|"
    r"thanks|status|next steps)"
)
# The name stands first or last and a word on applications beside it.
FIRST_IN_SUBJECT = re.compile(
    (
        rf"^(?P<name>[^:|–\[\]]{{2,60}}?)(?:\s*[:|–]\s*|\s+-\s+|\s+)(?=(?:your\s+|ihre?\s+|deine\s+|votre\s+|tu\s+|su\s+|"
        rf"sua\s+|uw\s+|je\s+|la tua\s+)?{_ABOUT}\b)"
    ),
    re.IGNORECASE,
)
ROLE_AT = re.compile(r"(?P<role>[^\n]{3,120}?)\s(?:at|@|with|bei|chez|bij|presso)\s+(?=[A-Z0-9À-Þ])")
ASKS = re.compile(
    r"(?P<name>[A-Z0-9À-Þ][^:\n]{1,50}?)\s+(?:has\s+)?(?:invite[sd]?|would like|wants?|is inviting|lädt|hat|möchte|"
    r"vous invite|souhaite|te invita|ti invita|nodigt|convida)\s+(?:you|to|sie|dich|te|je|u|ihre|deine|uw)?\b"
)
BRACKETED = re.compile(r"^\s*\[(?P<name>[^\[\]]{2,50})\]")
LAST_IN_SUBJECT = re.compile(
    r"\b(?:update|news|message|follow[\s-]?up|thank you|thanks|greetings|feedback|response|decision|email|neuigkeiten|"
    r"nachricht|rückmeldung|antwort|nouvelles|réponse|"
    r"message|noticias|respuesta|mensaje|resposta|notícias|notizie|risposta|bericht|reactie|"
    r"nieuws)\s+(?:\w+\s+)?(?:from|von|der|de|da|do|di|van|del|della)\s+(?:the\s+)?",
    re.IGNORECASE,
)
SEGMENT = re.compile(r"\s+(?:x|<>|meets)\s+|\s+[-–—|·•:/]+\s+|\s*[|–—·•]\s*|:\s+")
TALK = re.compile(rf"\b{_ABOUT}\b", re.IGNORECASE)
PREFIX = re.compile(
    r"^(?:\s*(?:re|fw|fwd|aw|wg|tr|rv|res|enc|r|i|sv|antw|ext|external)\s*:\s*|\s*\[(?:ext|external|extern)\]\s*)+", re.IGNORECASE
)
SIGNED = re.compile(
    r"^(?:(?:the|your|das|dein|ihr|euer|l['’]équipe|el equipo de|a equipa|equipe|il team|het team(?: van)?|"
    r"team)\s+)?(?P<name>\S.{1,50}?)[\s-]+(?:talent\w*|recruit\w*|hiring|people|hr|careers?|"
    r"recrutement|human resources|karriere|personal|bewerber\w*|selection)?[\s-]*(?:acquisition\s+)?(?:team|department|abteilung)\W*$",
    re.IGNORECASE,
)
TEAM_OF = re.compile(
    (
        r"^(?:(?:your|the|dein|ihr|das|euer|votre|l['’]|la|el|o|a|il|het)\s*)?(?:\w+\s+){0,2}?(?:team|équipe|equipo|"
        r"equipa|equipe|department|abteilung)(?:\s+\w+){0,2}?\s+(?:at|of|from|der|von|bei|de|da|di|van|bij|chez|"
        r"del)\s+(?P<name>\S.{1,50})$"
    ),
    re.IGNORECASE,
)
