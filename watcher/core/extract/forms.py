"""Words that stand around a job's title, language by language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

_ROLE = r"(?P<role>[^\n.;:!?]{2,90}?(?:(?:Sr|Jr|St)\.[^\n.;:!?]{2,80}?)?)"
_POST_EN = r"(?:position|role|job|post|vacancy|opening|opportunity|internship|requisition)"
_END = (
    r"(?=\s*(?:$|[\n;:!?]|\.(?:\s|$)|,\s+(?!\w+\s*(?:$|[,.])|[A-Z])|\s[-–|]\s|[(\[]|"
    r"\s(?:at|with|here|in our|within|has|have|was|were|is|are|and (?:we|your|for|would|are|I|have|the time)|we|which|"
    r"that|as|from|position|role|job|vacancy|opening|"
    r"opportunity|but|after|on|to|bei|beim|im|in der|haben|hat|ist|wurde|und|zu|am|vom|chez|au sein|et|a|est|nous|en|"
    r"no|na|y|con|hemos|ha|presso|in|e|da|bij|"
    r"is|hebben|wij|hebt|heeft|op|do|junto)\b))"
)


class Needs(Enum):
    """What a title must hold so that a form convinces."""

    NOTHING = 1
    ENDING = 2  # a word that names an occupation, or one made like those that do
    OCCUPATION = 3


@dataclass(frozen=True, slots=True)
class Form:
    """Words that stand around a job's title. Where other words stand there too, the title must show that it is one."""

    pattern: re.Pattern[str]
    needs: Needs


def _form(pattern: str, needs: Needs = Needs.NOTHING) -> Form:
    return Form(_compiled(pattern), needs)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("<ROLE>", _ROLE).replace("<END>", _END).replace("<POST>", _POST_EN), re.IGNORECASE)


FORMS: tuple[Form, ...] = (
    # English
    _form(r"\b<POST>\s+(?:of|titled|named|as)\s+(?:an?\s+|our\s+|the\s+)?<ROLE><END>"),
    _form(
        r"\b(?:for|in|to|regarding|about|on|as|fill|filled|filling)\s+(?:the|our|this|a|an|your)\s+(?:open\s+|vacant\s+|"
        r"advertised\s+)?<ROLE>\s+(?:\([^()]{1,30}\)\s*)?<POST>\b"
    ),
    _form(r"\b(?:the|our)\s+<ROLE>\s+(?:\([^()]{1,30}\)\s*)?(?:position|role|vacancy|opening)\b"),
    _form(r"\bapplication\s*:\s*<ROLE>(?=$|\s[-–|]\s|\s*[(\[]|\sat\s)"),
    _form(
        (
            r"\b(?:application|applied|applying|apply|interview(?:ing)?|candidacy|candidate|considered|consideration|"
            r"interest)\s+(?:\w+\s+){0,2}?(?:for|as|in)\s+(?:(?:the|our|an?)\s+)?(?:<POST>\s+(?:of|:)\s+)?<ROLE><END>"
        ),
        Needs.ENDING,
    ),
    _form(r"\b<POST>\s*[:\-–]\s*<ROLE>(?=\s*(?:$|[\n(\[|]|\sat\s|\s[-–]\s))"),
    # German
    _form(r"\b(?:stelle|position|rolle|vakanz)\s+(?=(?-i:[A-ZÄÖÜ]))<ROLE><END>", Needs.ENDING),
    _form(r"\bbewerbung\s+(?=(?-i:[A-ZÄÖÜ]))<ROLE><END>", Needs.ENDING),
    _form(r"\b(?:for|pour|para|per|voor|für)\s+(?:(?:the|our|le|la|el|il|de|die|den)\s+)?(?=(?-i:[A-ZÀ-Þ]))<ROLE><END>", Needs.OCCUPATION),
    _form(r"\b(?:als|as|como|come|comme|en tant que)\s+(?:(?:ein|une?|an?)[e]?[rn]?\s+)?(?=(?-i:[A-ZÀ-Þ]))<ROLE><END>", Needs.ENDING),
    _form(
        r"\b(?:stelle|position|stellenausschreibung|ausschreibung|tätigkeit|ausbildung|praktikum|ausbildungsplatz|job|"
        r"funktion)\s+(?:als|zum|zur|des|der|im bereich)\s+(?:eine?[rn]?\s+)?[\"„»]?<ROLE><END>"
    ),
    _form(r"\b(?:bewerbung|beworben|bewerben|mitarbeit|einstieg)\s+(?:\w+\s+){0,2}?(?:als|zum|zur)\s+(?:eine?[rn]?\s+)?[\"„»]?<ROLE><END>"),
    _form(r"\b(?:stelle|position|vakanz|ausschreibung)\s*:?\s*[\"„»“](?P<role>[^\"“”«\n]{2,90})[\"“”«]"),
    _form(
        r"\b(?:bewerbung|interesse)\s+(?:\w+\s+){0,2}?(?:auf|für|um|an)\s+(?:(?:die|der|unsere?r?|"
        r"eine?)\s+)?(?:(?:ausgeschriebene[n]?\s+)?(?:stelle|position)\s+(?:als\s+|der\s+|des\s+)?)?[\"„»]?<ROLE><END>"
    ),
    _form(r"\bbewerbung\s*[:|–-]\s*<ROLE>(?=$|\s[-–|]\s|\s*[(\[]|\sbei\s)"),
    _form(
        r"\b(?:stellenbezeichnung|stelle|position|job title|title|role|job|rolle|poste|puesto|ruolo|functie|vaga|cargo)\s*:\s*"
        r"(?P<role>[^\n:;(|]{3,80}?)(?=\s*(?:$|[\n(|]|\s[-–]\s|\.\s))"
    ),
    # French
    _form(r"\b(?:poste|offre|emploi|fonction|stage|alternance)\s+(?:de|d['’]|:|en tant que)\s*<ROLE><END>"),
    _form(
        r"\b(?:candidature|postulé|postuler)\s+(?:\w+\s+){0,2}?(?:pour|en tant que|comme|au poste de|"
        r"au poste d['’])\s*(?:le\s+poste\s+(?:de\s+|d['’])|un\s+poste\s+(?:de\s+|d['’]))?<ROLE><END>"
    ),
    _form(r"\bcandidature\s*:\s*<ROLE>(?=$|\s[-–|]\s|\s*[(\[]|\schez\s)"),
    # Spanish
    _form(r"\b(?:puesto|vacante|oferta|posición|plaza|cargo)\s+(?:de|para|como|:)\s+(?:el puesto de\s+)?<ROLE><END>"),
    _form(
        r"\b(?:candidatura|postulación|solicitud|inscripción)\s+(?:\w+\s+){0,2}?(?:como|para|a|al)\s+(?:(?:el|"
        r"la)\s+)?(?:(?:puesto|vacante|posición|oferta)\s+(?:de\s+)?)?<ROLE><END>"
    ),
    # Portuguese
    _form(r"\b(?:vaga|função|posição|cargo|oportunidade|lugar)\s+(?:de|para|como|:)\s+<ROLE><END>"),
    _form(
        r"\bcandidatura\s+(?:\w+\s+){0,2}?(?:como|para|a|à|ao)\s+(?:(?:a|o)\s+)?(?:(?:vaga|função|posição|cargo|"
        r"lugar)\s+(?:de\s+)?)?<ROLE><END>"
    ),
    _form(r"\b(?:candidatura|candidature|sollicitatie|proceso|processo|selezione|vacature)\s+<ROLE><END>", Needs.ENDING),
    # Italian
    _form(r"\b(?:posizione|ruolo|offerta|figura|selezione)\s+(?:di|per|come|da|:)\s+<ROLE><END>"),
    _form(r"\bcandidatura\s+(?:\w+\s+){0,2}?(?:come|per|a|al)\s+(?:(?:la|il)\s+)?(?:(?:posizione|ruolo)\s+(?:di\s+)?)?<ROLE><END>"),
    # Dutch
    _form(r"\b(?:functie|vacature|rol|positie|baan)\s+(?:van|als|voor|:)\s+(?:een\s+)?<ROLE><END>"),
    _form(
        r"\b(?:sollicitatie|gesolliciteerd|solliciteren)\s+(?:\w+\s+){0,2}?(?:als|voor|op|naar)\s+(?:(?:de|een|"
        r"onze)\s+)?(?:(?:functie|vacature|rol|positie)\s+(?:van\s+|als\s+)?)?<ROLE><END>"
    ),
)
