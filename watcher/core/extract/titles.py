"""What somebody's title says of their part in an application."""

from __future__ import annotations

import re

from watcher.core.extract.reading import Part

# Titles, first match wins: an agency's recruiter is an agency, a Head of People belongs to HR and not to the hiring managers.
_WORDS: dict[Part, str] = {
    Part.AGENCY: (
        r"\b(?:recruitment (?:agency|consultan\w+)|recruiting (?:agency|consultant)|staffing|search (?:consultant|"
        r"partners?)|executive search|head-?hunt\w*|"
        r"personalberat\w+|personalvermitt\w+|personaldienstleist\w+|zeitarbeit|cabinet de recrutement|"
        r"consultant en recrutement|intérim|"
        r"consultor[a]? de selección|ett\b|agenzia per il lavoro|consultor[a]? de recrutamento|uitzend\w+|detachering|"
        r"intercedent\w*|recruitment bureau)\b"
    ),
    Part.RECRUITER: (
        r"\b(?:recruit(?:er|erin|ing|ment)\w*|talent(?! show)\w*|sourc(?:er|ing)|recrut\w+|reclut\w+|selecci[oó]n|"
        r"selezione|seleção|werving|bewerbermanagement|acquisition)\b"
    ),
    Part.HR: (
        r"\b(?:hr|hrbp|human resources?|people|personal(?:abteilung|referent\w*|leit\w+|wesen|management|sachbearbeit\w*|"
        r"entwicklung|büro)?|rh|drh|ressources humaines|recursos humanos|"
        r"rrhh|risorse umane|p&o|personeels\w*|personnel|employee)\b"
    ),
    Part.HIRING_MANAGER: (
        r"\b(?:hiring manager|head of|vp|vice president|director|cto|ceo|coo|cfo|cio|chief|founder|co-?founder|owner|"
        r"partner|manager\w*|team ?lead|teamleit\w+|lead|supervisor|"
        r"(?:abteilungs|bereichs|gruppen|filial|küchen|stations|werkstatt|schul|pflegedienst|labor|projekt|büro|markt|"
        r"praxis|fach|betriebs|produktions)leit\w+|geschäftsführ\w+|inhaber\w*|chef\w*|directeur|directrice|responsable|"
        r"gérante?|directora?|jefe|jefa|gerente|encargad[oa]|fundador\w*|diretor\w*|responsabile|direttore|direttrice|"
        r"titolare|hoofd|eigenaar|leidinggevende|directeur|"
        r"principal|professor|prof\b|dean|headteacher|matron|ward sister|foreman|meister\w*|vorstand|\w*leiter(?:in)?|\w*leitung)\b"
    ),
}
_TITLES = {part: re.compile(pattern, re.IGNORECASE) for part, pattern in _WORDS.items()}


def part_of(title: str) -> Part | None:
    """The part that goes with a title; None when it names none."""
    return next((part for part, pattern in _TITLES.items() if pattern.search(title)), None)
