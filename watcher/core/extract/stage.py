"""How far an application got, as far as a mail tells, and whether the mail is the receipt of one."""

from __future__ import annotations

import re

from watcher.core.extract.reading import Stage
from watcher.core.extract.said import Said, any_of

_MET = (
    r"(?:speak\w*|spoke|talk\w*|meet\w*|met|chat\w*|conversation|getting to know|discuss\w*|interview\w*|visit\w*|"
    r"come in|coming in|time with)"
)
STAGES: tuple[tuple[Stage, re.Pattern[str]], ...] = (
    (
        Stage.OFFER,
        any_of(
            r"\b(?:pleased|delighted|happy|thrilled|excited) to (?:offer|extend)\b",
            (
                r"\b(?:job|our|your|employment|the) offer(?: letter)?\b[^.]{0,40}\b(?:withdraw\w*|rescind\w*|attached|signed|"
                r"no longer|revoked)"
            ),
            r"\b(?:withdraw\w*|rescind\w*|revok\w*)\b[^.]{0,40}\boffer\b",
            r"\boffer letter\b",
            r"\b(?:arbeitsvertrag|vertragsangebot|stellenangebot)\b[^.]{0,60}\b(?:anbei|unterzeichn\w*|zuruck\w*|beigefugt)",
            r"\b(?:retir\w+)\b[^.]{0,40}\b(?:offre|oferta|proposta)\b",
            r"\bpromesse d'embauche\b",
            r"\britir\w+\b[^.]{0,30}\b(?:offerta|proposta)",
            r"\baanbod\b[^.]{0,40}\bintrek\w*",
        ),
    ),
    (
        Stage.FINAL,
        any_of(
            r"\bfinal(?:ist|ists)?\b(?: round| stage| interview| candidates?| two| three| phase|\b)",
            r"\blast (?:round|stage)\b",
            r"\bsecond place\b",
            r"\b(?:close second|runner-up|down to (?:two|you and))\b",
            r"\b(?:letzte[nr]?|final\w*) (?:runde|gesprach|auswahlrunde|phase)\b",
            r"\bendrunde\b",
            r"\bengste[nr]? (?:wahl|auswahl|kreis)\b",
            r"\b(?:dernier|derniere|ultime) (?:tour|etape|entretien)\b",
            r"\b(?:ultima|final) (?:fase|ronda|etapa|entrevista)\b",
            r"\bfase final\b",
            r"\b(?:ultima fase|fase finale|ultimo colloquio|rosa finale)\b",
            r"\b(?:laatste|finale) (?:ronde|fase|gesprek)\b",
            r"\bon-?site\b(?! (?:job|role|position|work|parking))",
            r"\bon-site interview",
            r"\bsuperday\b",
        ),
    ),
    (
        Stage.SCREENING,
        any_of(
            (
                r"\b(?:phone|initial|recruiter|telephone|introductory|intro|screening|first|quick|short|15[- ]min\w*|20[- ]min\w*|"
                r"30[- ]min\w*) (?:screen\w*|call|chat|phone call|conversation)\b"
            ),
            r"\bscreening (?:call|interview)",
            r"\bcall with (?:me|our recruiter|a recruiter)",
            r"\btelefon(?:at|gesprach|interview|ischen? \w*gesprach)\b",
            r"\bkennenlern\w*",
            r"\bvorgesprach\b",
            r"\b(?:entretien|echange|appel|premier contact) telephoniqu\w*",
            r"\b(?:llamada|entrevista telefonica|primera llamada)\b",
            r"\b(?:chamada|entrevista telefonica|conversa telefonica|triagem)\b",
            r"\b(?:colloquio telefonico|telefonata|chiamata conoscitiva|prima chiamata)\b",
            r"\b(?:telefoongesprek|telefonisch\w* (?:gesprek|kennismaking)|kennismak\w*|belafspraak)\b",
        ),
    ),
    (
        Stage.ASSESSMENT,
        any_of(
            (
                r"\b(?:assessment|coding (?:test|challenge|exercise)|take-?home|case study|work sample|skills? test|online test|"
                r"technical test|aptitude test|challenge|trial (?:shift|day)|hackerrank|codility|codesignal|hirevue|testgorilla|"
                r"video interview)\b"
            ),
            (
                r"\b(?:einstellungstest|eignungstest|probearbeit\w*|probetag|fallstudie|arbeitsprobe|online-?test|testaufgabe|"
                r"assessment-?center|schnuppertag)\b"
            ),
            r"\b(?:test technique|etude de cas|mise en situation|test en ligne|journee d'essai|evaluation en ligne)\b",
            r"\b(?:prueba (?:tecnica|practica|online|de nivel)|caso practico|test online)\b",
            r"\b(?:teste (?:tecnico|pratico|online)|desafio tecnico|prova pratica)\b",
            r"\b(?:prova (?:tecnica|pratica)|test online|test attitudinale|giornata di prova)\b",
            r"\b(?:proefdag|meeloopdag|online test|testopdracht|praktijkopdracht|capaciteitentest)\b",
        ),
    ),
    (
        Stage.INTERVIEW,
        any_of(
            rf"\b(?:thank\w*|enjoyed|pleasure|appreciat\w*|great|nice|lovely|good|glad|grateful)\b[^.]{{0,80}}\b{_MET}\b",
            (
                r"\b(?:after|following|since|during|from) (?:our|your|the|my|we)\b[^.]{0,40}\b(?:interview\w*|conversation|"
                r"meeting|discussion|chat|spoke|met|talked)"
            ),
            r"\byou (?:interviewed|met)\b",
            r"\byour (?:recent |first |second |technical )?interviews?\b",
            r"\binterview (?:process|stage|panel|feedback|invitation|confirmation|scheduled|confirmed)",
            (
                r"\b(?:invite|inviting|invited|schedule|scheduled|arrange|book|booked|set up|"
                r"confirm\w*)\b[^.]{0,60}\b(?:interview|meeting|to meet)"
            ),
            r"\binterview(?:s|ed)?\b|\binterviewing (?!other|candidates|applicants)",
            r"\b(?:vorstellungs|bewerbungs|auswahl|fach|erst|zweit|interview|video|teams)gesprach\w*",
            r"\bpersonliche\w* gesprach\w*",
            r"\b(?:fur|nach|aus) (?:das|dem|unser\w*|ihr\w*|dein\w*) (?:\w+ )?gesprach\w*",
            r"\bgesprach mit (?:ihnen|dir|uns)",
            r"\beinlad\w+\b[^.]{0,50}\bgesprach\w*",
            r"\bentretien\b",
            r"\b(?:rencontre\w*|echange\w*)\b[^.]{0,40}\b(?:avec|nous|vous)\b",
            r"\bentrevista\w*\b",
            r"\bcolloquio\b",
            r"\bcolloqui\b",
            r"\b(?:sollicitatie|selectie)?gesprek(?:ken)?\b",
        ),
    ),
    (
        Stage.APPLIED,
        any_of(
            r"\b(?:your|the|for|recent|an|job|this) (?:\w+ ){0,3}?application\b",
            r"\bappl(?:y|ied|ying)\b",
            r"\binterest (?:in|you)\b",
            r"\byour (?:cv|resume|profile|candidacy|candidature|interest)\b",
            r"\bcandidate experience\b",
            r"\bapplication\b",
            r"\b(?:ihre|deine|eure|der|fur die|zu ihrer|zu deiner)\b[^.]{0,30}\bbewerbung\w*",
            r"\bbewerbung\w*",
            r"\bbeworben\b",
            r"\b(?:ihr|dein) (?:interesse|profil)\b",
            r"\b(?:candidature|postul\w+)\b",
            r"\b(?:candidatura|solicitud|inscripcion|postulacion|curriculum|candidatou)\b",
            r"\bsollicitatie\w*",
            r"\bgesolliciteerd\b",
        ),
    ),
)
_ORDER = {stage: place for place, stage in enumerate(Stage)}
_NOT_REACHED = re.compile(
    r"\b(?:not|n't|unable|cannot|no|without|nicht|kein\w*|pas|ne|no|nao|non|niet|geen|"
    r"regret)\b[^.]{0,60}\b(?:invit\w*|interview\w*|offer\w*|einlad\w*|\w*gesprach\w*|entretien\w*|entrevista\w*|"
    r"colloqui\w*|gesprek\w*|uitnodig\w*|shortlist\w*|assessment|test\w*|screen\w*|call|final\w*)\b"
    r"|\b(?:selected|shortlisted|chosen|picked|invited)\b[^.]{0,40}\bfor (?:an? )?(?:interview|assessment)|\b(?:other|"
    r"another) candidates?\b|\bmay\b|\bmight\b|\bif\b|\bwould then\b|\bnext steps? (?:may|might|could|include)"
)
RECEIVED = any_of(
    r"\bindeed application\b|\bitems were sent to\b",
    (
        r"\bwe(?:'ve| have)? (?:now |just |successfully )?(?:received|got) your (?:\w+ ){0,4}?(?:application|cv|resume|"
        r"candidacy|documents|details)"
    ),
    r"\b(?:application|cv|resume)\b[^.]{0,60}\b(?:has been|was|is) (?:successfully )?(?:received|submitted|sent|recorded|logged)",
    r"\bthank(?:s| you)\b[^.]{0,30}\b(?:for )?(?:applying|submitting|sending|your (?:recent )?application)",
    r"\bconfirm\w*\b[^.]{0,40}\b(?:receipt|received)",
    r"\breceipt of your\b",
    r"\bapplication (?:received|confirmation|submitted|confirmed)\b",
    r"\bsuccessfully applied\b",
    r"\b(?:bewerbung|unterlagen)\b[^.]{0,60}\b(?:erhalten|eingegangen|eingang|angekommen|versendet|ubermittelt|gesendet)\b",
    r"\beingang\b[^.]{0,40}\b(?:bewerbung|unterlagen)",
    r"\beingangsbestatigung\b",
    r"\b(?:danke|dank|freuen)\b[^.]{0,40}\b(?:fur (?:ihre|deine|die)|uber (?:ihre|deine)) \w*bewerbung",
    r"\b(?:bien recu|avons recu|accus\w+ (?:de )?reception)\b",
    r"\bcandidature\b[^.]{0,40}\b(?:a bien ete|a ete) (?:recue|enregistree|transmise|envoyee)",
    r"\b(?:hemos recibido|recibimos|recibida|registrado|se ha enviado|foi (?:enviada|recebida|registrada))\b",
    r"\bgracias por\b[^.]{0,30}\b(?:candidatura|inscri\w*|postul\w*|solicitud|aplicar)",
    r"\b(?:recebemos|rececao|recebida|registada|registrada)\b",
    r"\bobrigad[oa]\b[^.]{0,40}\b(?:candidatura|candidatar)",
    r"\b(?:abbiamo ricevuto|ricevuta|e stata inviata|registrata)\b",
    r"\bgrazie\b[^.]{0,40}\b(?:candidatura|candidarti|candidat\w+)",
    r"\b(?:hebben\b[^.]{0,100}\bontvangen|ontvangst\w*|is ontvangen)\b",
    r"\bbedankt\b[^.]{0,40}\bsollicitatie",
)


def stage_of(sentences: list[Said]) -> tuple[Stage, str] | None:
    """The furthest stage that a sentence tells of and does not deny. A sentence counts once: a phone interview is a screening."""
    furthest: tuple[Stage, str] | None = None
    for each in sentences:
        stage = None if each.conditional else _told(each)
        if stage and (furthest is None or _ORDER[stage] > _ORDER[furthest[0]]):
            furthest = stage, each.sentence
    return furthest


def _told(each: Said) -> Stage | None:
    denied = _NOT_REACHED.search(each.flat) is not None
    return next((stage for stage, pattern in STAGES if pattern.search(each.flat) and (stage is Stage.APPLIED or not denied)), None)


def receipt_of(sentences: list[Said]) -> str | None:
    """The sentence that says that an application has arrived."""
    return next((each.sentence for each in sentences[:8] if RECEIVED.search(each.flat)), None)
