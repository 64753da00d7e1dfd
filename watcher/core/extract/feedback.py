"""Whether feedback is offered to the applicant, and not asked of him."""

from __future__ import annotations

import re

from watcher.core.extract.said import Said, any_of

_FEEDBACK = any_of(
    (
        r"\b(?:happy|glad|pleased|willing|delighted|free|welcome|available|more than happy|like|want|wish|let me know|"
        r"feel free|do not hesitate|don't hesitate|can|offer|reach out|give me a (?:call|ring)|call me|drop me a line|"
        r"ask)\b[^.]{0,80}\bfeedback\b"
    ),
    r"\bfeedback\b[^.]{0,80}\b(?:on request|upon request|available|let me know|reply|call|reach out|ask|happy to)\b",
    r"\b(?:call|ring|phone) me\b[^.]{0,80}\b(?:talk|discuss|go through|explain|why|decision|details)",
    (
        r"\bhappy to (?:talk|discuss|explain|go (?:through|over)|walk you through|share|chat)\b[^.]{0,60}\b(?:reasons?|"
        r"decision|why|details|thoughts|more)"
    ),
    r"\b(?:feedback|ruckmeldung)\b[^.]{0,80}\b(?:gern\w*|melden|wunsch\w*|anruf\w*|geben|jederzeit)",
    r"\b(?:gern\w*|wunsch\w*|mocht\w*|jederzeit)\b[^.]{0,80}\b(?:feedback|ruckmeldung)\b",
    r"\b(?:grunde|entscheidung)\b[^.]{0,40}\b(?:gern\w*|telefonisch)\b",
    r"\bgern\w*\b[^.]{0,60}\b(?:grunde|telefonisch)\b",
    r"\b(?:retour|explications?|feedback)\b[^.]{0,80}\b(?:volontiers|disposition|souhait\w*|n'hesitez|contact\w*|appel\w*)",
    r"\b(?:volontiers|disposition|souhait\w*|n'hesitez pas|plaisir)\b[^.]{0,80}\b(?:retour|feedback|explications?|raisons)",
    (
        r"\b(?:encantad\w*|gust\w*|dispos\w*|si (?:lo )?dese\w*|si quier\w*|no dud\w*)\b[^.]{0,80}\b(?:feedback|"
        r"comentarios|motivos|valoracion|retroalimentacion)"
    ),
    r"\b(?:feedback|comentarios|retroalimentacion)\b[^.]{0,60}\b(?:dispos\w*|encantad\w*|escrib\w*|llam\w*)",
    r"\b(?:dispo\w*|gosto|prazer|se (?:quiser|desejar|pretender)|nao hesite)\b[^.]{0,80}\b(?:feedback|retorno)",
    r"\bfeedback\b[^.]{0,60}\b(?:dispo\w*|contact\w*|gosto|lieti|disposizione|volentieri|graag|bellen|mailen|contattar\w*)",
    r"\b(?:lieti|volentieri|disposizione|se (?:desider\w*|vuo\w*)|non esit\w*)\b[^.]{0,80}\b(?:feedback|riscontro|chiariment\w*)",
    r"\b(?:graag|gerust|wil\w*|mocht\w*)\b[^.]{0,80}\b(?:feedback|toelichting|terugkoppeling)",
    r"\btoelichting\b[^.]{0,60}\b(?:graag|bellen|contact)",
)
_NO_FEEDBACK = re.compile(
    r"\b(?:not|n't|unable|cannot|can't|nicht|kein\w*|pas|ne|no (?:podemos|es posible|nos es)|nao|non|niet|geen|"
    r"regret)\b[^.]{0,80}\b(?:feedback|ruckmeldung|retour|comentarios|retorno|riscontro|toelichting|terugkoppeling)|"
    r"\b(?:your|ihr|ihre|dein|votre|tu|su|seu|sua|tuo|il tuo|uw|jouw) (?:\w+ )?(?:feedback|ruckmeldung|avis|"
    r"opinion)\b|\b(?:survey|questionnaire|umfrage|enquete|encuesta|sondage|sondaggio)\b"
)


def feedback_of(sentences: list[Said]) -> str | None:
    """The sentence that offers the applicant feedback; "if you would like" is how it is offered, so conditions count."""
    for each in sentences:
        if _FEEDBACK.search(each.flat) and not _NO_FEEDBACK.search(each.flat):
            return each.sentence
    return None
