"""Whether a mail takes the application a step forward: invites to a talk or a test, or makes an offer.

`stage` tells how far an application has come, whoever looks back on it; this tells what a mail itself opens. After a rejection the two
differ: "it was good to meet you" closes a door, "can you come in on Tuesday" opens it again. What does not clearly invite is None: a plan
that stands for nothing costs less than one that was ended by a thank-you note. Nor is a mail that goes to everybody, whatever it invites to.
"""

# ruff: noqa: E501 -- a pattern that is cut over lines can no longer be read

from __future__ import annotations

import re

from watcher.core.extract.names import fold
from watcher.core.extract.reading import Stage
from watcher.core.extract.said import Said, any_of, where

_MEET = (
    r"(?:(?:an? |the |your )?(?:\w+[ -]){0,3}(?:interview|call|chat|conversation|meeting|talk)|meet(?: you| us| with you| our| the)?\b|speak|"
    r"come (?:in|by|to)|assessment|coding|task|trial (?:day|shift))"
)
_INVITED = any_of(
    rf"\b(?:invite|inviting|invited)\b (?:you )?(?:back )?(?:to|for|in for)\b[^.?]{{0,40}}\b{_MEET}",
    r"\b(?:would|'d) (?:like|love|be (?:happy|glad|delighted|pleased)) to (?:invite|interview|meet|speak (?:to|with)|talk to|have) you\b[^.?]{0,60}\b(?:interview|role|position|job|team|week|round|call|office|again)",
    rf"\b(?:would|could|can) you (?:be (?:free|available)|come in|make it|join us)\b[^.?]{{0,60}}\b{_MEET}",
    r"\bare you (?:free|available)\b[^.?]{0,60}\b(?:interview|call|chat|talk|meet)\b",
    r"\bwhen (?:would|could|can) you (?:come in|talk|speak|interview|meet)\b",
    r"\b(?:schedule|arrange|book|set up) (?:your|an?|the) (?:\w+ ){0,2}interview\b",
    r"\byour (?:\w+ ){0,2}interview (?:is|has been) (?:scheduled|confirmed|booked)\b",
    r"\b(?:move|take|moving|taking) (?:you|your application) (?:forward|on|through) to the (?:next|interview|final)\b",
    r"\bladen (?:wir )?(?:sie|dich) (?:\w+ ){0,4}(?:zu|zum|ein)\b|\b(?:mochten|wurden) (?:wir )?(?:sie|dich)\b[^.?]{0,60}\b(?:einladen|kennenlernen)\b",
    r"\beinladung zum? (?:\w+ ){0,2}\w*(?:gesprach|interview|termin|kennenlernen|probe\w*)",
    r"\b(?:souhait\w+|aimer\w+|voudr\w+)\b[^.?]{0,40}\b(?:vous|te) (?:inviter|rencontrer|recevoir)\b|\bvous convi\w+ a un entretien\b",
    r"\b(?:nos gustaria|queremos|quisieramos)\b[^.?]{0,40}\b(?:invitarte|invitarle|citarte|citarle|entrevistarte|entrevistarle|conocerte|conocerle)\b",
    r"\b(?:gostariamos|queremos)\b[^.?]{0,40}\b(?:convida-l[oa]|convidar|entrevista-l[oa]|conhece-l[oa])\b",
    r"\b(?:vorremmo|desideriamo|ci piacerebbe)\b[^.?]{0,40}\b(?:invitar\w+|incontrar\w+|conoscer\w+)\b",
    r"\b(?:nodigen|uitnodigen)\b[^.?]{0,60}\b(?:gesprek|kennismak\w+|interview)|\b(?:willen|graag)\b[^.?]{0,40}\b(?:je|u) (?:\w+ ){0,3}uitnodigen\b",
)
_OFFERED = any_of(
    r"\b(?:pleased|delighted|happy|thrilled|excited|glad) to (?:offer|extend)\b",
    r"\b(?:would|'d) (?:like|love) to (?:offer|extend)\b[^.?]{0,30}\b(?:the|an?|this) (?:\w+ ){0,3}(?:role|position|job|offer|place|contract)\b",
    r"\b(?:your|an|the) (?:\w+ )?offer (?:letter )?(?:is|has been) attached\b|\battached (?:is|you will find|please find) (?:your|the|our) (?:\w+ )?(?:offer|contract)\b",
    r"\bfreuen uns,? (?:ihnen|dir)\b[^.?]{0,60}\banbieten\b|\b(?:mochten|wurden) (?:wir )?(?:ihnen|dir)\b[^.?]{0,60}\b(?:stelle|vertrag)\b[^.?]{0,20}\banbieten\b",
    r"\b(?:plaisir|ravis|heureux)\b[^.?]{0,30}\b(?:vous|te) (?:proposer|offrir) (?:le|ce|un) (?:poste|contrat|emploi)\b",
    r"\b(?:encanta|complace|alegra)\b[^.?]{0,30}\b(?:ofrecerte|ofrecerle)\b",
    r"\b(?:prazer|satisfacao)\b[^.?]{0,40}\b(?:oferecer|propor)(?:-lhe)?\b",
    r"\b(?:lieti|felici)\b[^.?]{0,30}\b(?:offrir\w+|proporr?\w+)\b",
    r"\b(?:bieden|aanbieden)\b[^.?]{0,40}\b(?:functie|baan|contract)\b[^.?]{0,20}\baan\b|\b(?:functie|baan|contract)\b[^.?]{0,20}\baanbieden\b",
)
# What everybody is invited to, and what is denied or over.
_NOT_MEANT = re.compile(
    r"\b(?:survey|umfrage|questionnaire about|feedback|rate|webinar|event|open day|newsletter|talent (?:pool|community|network)|"
    r"(?:unable|not able|cannot|can't|won't|not|no longer|unfortunately|regret|leider|malheureusement|lamentablemente|infelizmente|purtroppo|"
    r"helaas)\b(?! hesitate)|in the future|some ?day|if anything|future (?:roles|openings|opportunities)|apply)\b"
)

_TRADE = r"(?![ -](?:manag|coordinat|plann|produc|organi[sz]|speciali|assist|market|director|lead|technic|engineer|host|team|analy|design))"
# What is sent to everybody: asked for an opinion of the hiring itself, or invited to a fair. One such word, and the mail is about that.
_TO_EVERYBODY = any_of(
    rf"\bsurveys?\b{_TRADE}|\bquestionnaires?\b|\b(?:rate|rating) (?:your|us|our|this|how)\b|\b(?:candidate|applicant|your) experience (?:with|of|as|survey)\b|\bcandidate experience\b|\bhow (?:did we do|was your experience)\b",
    r"\bfeedback (?:on|about|regarding|zu|uber|zum|sur|sobre|su|sul|over)\b[^.?]{0,40}\b(?:process\w*|proceso|processo|proces|prozess|\w+prozess|experience|erfahrung)\b|\b(?:your|votre|ihr|dein|jouw|uw|su|tu) (?:feedback|opinion|avis|meinung|mening) (?:matters|counts|helps|is|about|on|zahlt|ist|telt|nous|nos)\b",
    r"\b(?:career|job|recruit\w*|talent|graduate|virtual|campus|student|employer|hiring|internship)s?'?s? (?:\w+ )?fairs?\b|\b(?:the|our|at|this|a) (?:\w+ )?fair\b(?! (?:\w+ ){0,1}(?:chance|process|question|point|and|pay|share|trade|offer|deal|amount|bit|number))",
    rf"(?<!in the )(?<!in any )\bevents?\b{_TRADE}|\bwebinars?\b|\bnewsletters?\b{_TRADE}|\bopen (?:day|house|evening)s?\b|\b(?:info|information) (?:session|evening|event)s?\b|\bmeet-?ups?\b|\bhackathons?\b|\btalent (?:pool|community|network)\b|\bjob alerts?\b",
    r"\b\w*umfragen?\b|\bfragebogen\b|\bbewert(?:en sie|e|et) (?:uns|unser\w*|ihre?n?|deine?n?|den|die)\b|\b(?:karriere|job|berufs|recruiting|ausbildungs|hochschul|fach|firmenkontakt)messen?\b|\b(?:der|zur|unserer) messe\b|\bveranstaltung(?:en)?\b|\btag der offenen tur\b|\bbewerber(?:erfahrung|erlebnis)\b|\btalentpool\b",
    r"\bsondages?\b|\benquetes?\b|\b(?:evaluez|notez|noter|evaluer) (?:notre|votre|nous)\b|\bvotre avis\b|\bexperience candidat\w*|\bsalon (?:de l'|du |des |de )?(?:emploi|recrutement|etudiant\w*|carrieres|formation)\b|\bforum (?:de l'|des )?(?:emploi|entreprises|carrieres)\b|\bevenements?\b|\bportes ouvertes\b|\bwebinaires?\b|\binfolettre\b|\bvivier\b",
    r"\bencuestas?\b|\bcuestionarios?\b|\b(?:valora|valore|califica|califique|puntua|evalua|evalue) (?:tu|su|el|la|nuestro|nuestra|nos)\b|\b(?:tu|su) opinion\b|\bferias?\b|\beventos?\b|\bpuertas abiertas\b|\bexperiencia (?:de|del|como|do|da) candidat\w+|\bboletin\b|\bbolsa de talento\b",
    r"\binqueritos?\b|\bpesquisa (?:de|sobre)\b|\bquestionarios?\b|\bavali(?:e|ar) (?:o|a|a sua|sua|nosso|nossa)\b|\bsua opiniao\b|\bfeiras?\b|\bportas abertas\b|\bboletim\b",
    r"\bsondaggio\b|\bsondaggi\b|\b(?:valuta|valutare|valuti) (?:la tua|la sua|il|la nostra|il nostro)\b|\b(?:tua|sua|vostra) opinione\b|\bfier[ae]\b|\bevent[oi]\b|\bporte aperte\b|\besperienza (?:del|da|come|di) candidat\w+",
    r"\bvragenlijst(?:en)?\b|\bbeoordeel (?:ons|je|uw|jouw|het|de)\b|\b(?:je|jouw|uw) mening\b|\b\w*beurs\b|\bevenement(?:en)?\b|\bopen dag(?:en)?\b|\bnieuwsbrief\b|\b(?:kandidaat|sollicitatie)ervaring\b",
)
_NEXT = any_of(
    r"\binterview\w*|\b(?:next|second|third|final|another|further|last) (?:round|stage|step)\b|\b\w*(?:vorstellungs|bewerbungs|zweit)gesprach\w*|\b(?:nachste|zweite|letzte)[nr]? (?:runde|schritt|gesprach)\b",
    r"\bentretiens?\b|\b(?:prochaine?|deuxieme|dernier|derniere) (?:etape|tour)\b|\bentrevist\w+|\b(?:proxima|siguiente|segunda|ultima) (?:fase|ronda|etapa)\b|\b\w*colloqui[oa]?\b|\b(?:prossima|seconda|ultima) fase\b",
    r"\bsollicitatiegesprek\w*|\b(?:volgende|tweede|laatste) (?:ronde|stap|gesprek)\b",
)
# The talk about why it was a no, which the user has asked for.
_WHY = any_of(
    r"\bfeedback\b|\bdebrief\w*|\bwhat (?:the (?:\w+ )?(?:team|panel|manager|interviewers?)|they|we) (?:\w+ )?(?:said|say|thought|think|saw|felt|liked|told)\b|\b(?:talk|go|walk|run|going|talking) (?:\w+ ){0,2}(?:through|over)\b|\bimpressions?\b|\bwhy (?:we|you|it|they|the)\b|\breasons?\b|\b(?:our|the|their) (?:decision|notes|thoughts)\b",
    r"\b(?:about|on|after|regarding|of|from|how) (?:your|the|our|that) (?:\w+ ){0,2}interviews?\b|\bhow (?:it|you|things|that) (?:went|did)\b|\bfell short\b",
    r"\bruckmeldung (?:zum|zur|zu|aus|des|vom|von)\b|\beindruck\w*|\bgrunde?n?\b|\bwarum\b|\bwas (?:das|dem) team\b|\bworan es\b|\bnachbesprech\w*|\berlauter\w*|\bbegrund\w*",
    r"\bretours? (?:sur|de|d'|detaille)|\bressenti\b|\braisons?\b|\bpourquoi\b|\bce que (?:l'equipe|le)\b|\baxes d|\bpoints (?:forts|d'amelioration)\b",
    r"\bcomentarios\b|\bretroalimentacion\b|\bvaloracion\b|\bmotiv(?:o|os|i|azioni)\b|\brazon(?:es)?\b|\bpor ?que\b|\bimpres(?:iones|soes|sioni)\b|\b(?:lo|o) que (?:dijo|penso|a equip[ae]|el equipo)\b|\bretorno (?:sobre|da|do)\b|\brazoes\b",
    r"\briscontro\b|\bragion[ie]\b|\bperche\b|\b(?:cosa|che cosa) (?:ha|hanno)\b|\btoelicht\w*|\bterugkoppel\w*|\breden(?:en)?\b|\bwaarom\b|\bindruk(?:ken)?\b|\bwat het team\b",
)


def forward_of(sentences: list[Said], whole: str) -> tuple[Stage, str] | None:
    """The stage that a mail opens, and the sentence; `whole` is all that it says, subject included."""
    if _TO_EVERYBODY.search(_flat(whole)):
        return None
    for stage, pattern in ((Stage.OFFER, _OFFERED), (Stage.INTERVIEW, _INVITED)):
        sentence = next(where(pattern, sentences, unless=_NOT_MEANT), None)
        if sentence:
            return stage, sentence
    return None


def advances(stage: Stage, sentence: str, whole: str) -> bool:
    """Whether what `forward_of` found can be no talk about the reasons of a no."""
    named = stage is Stage.OFFER or _NEXT.search(_flat(sentence)) is not None
    return named and not _WHY.search(_flat(whole))


def _flat(words: str) -> str:
    return " ".join(fold(words).replace("’", "'").split())
