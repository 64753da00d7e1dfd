"""What kind of no it is, how far the application got, and whether feedback is offered; each with the sentence that says so."""

from __future__ import annotations

import re
from enum import StrEnum

from watcher.core.extract.names import fold


class Kind(StrEnum):
    """Why it is a no."""

    NOT_SELECTED = "not_selected"
    FILLED = "filled"
    CANCELLED = "cancelled"
    ON_HOLD = "on_hold"
    RESCINDED = "rescinded"


class Stage(StrEnum):
    """How far the application got, as far as the mail shows."""

    APPLIED = "applied"
    SCREENING = "screening"
    ASSESSMENT = "assessment"
    INTERVIEW = "interview"
    FINAL = "final"
    OFFER = "offer"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


# Folded text (lower case, no accents). What is not itself the refusal of a candidate comes first: it explains the refusal beside it.
_POST = r"(?:position|role|job|post|vacanc(?:y|ies)|opening|opportunity|requisition|posting|search|internship|recruitment|process|hiring|headcount|hire|recruiting|placement|apprenticeship|seat|spot)"
_STELLE = r"(?:\w*stelle|position|vakanz|ausschreibung|\w*platz|besetzung|verfahren|stellenbesetzung|\w*prozess|\w*verfahren|suche)"
KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.RESCINDED,
        _any(
            r"\b(?:withdraw\w*|rescind\w*|retract\w*|revok\w*|pull\w*)\b[^.]{0,40}\boffer", r"\boffer\b[^.]{0,60}\b(?:withdrawn|rescinded|retracted|revoked|no longer (?:valid|stands?|available)|cannot be honou?red)",
            r"\bunable to honou?r\b", r"\b(?:\w*angebot|\w*zusage|\w*vertrag)\b[^.]{0,80}\b(?:zuruck\w*|widerruf\w*|nicht (?:aufrecht|halten))", r"\b(?:ziehen|nehmen|widerrufen)\b[^.]{0,60}\b(?:\w*angebot|\w*zusage)\b",
            r"\b(?:retir\w+|revoqu\w+|annul\w+)\b[^.]{0,40}\b(?:offre|proposition|promesse)", r"\b(?:retir\w+|anul\w+)\b[^.]{0,30}\b(?:oferta|proposta)", r"\britir\w+\b[^.]{0,30}\b(?:offerta|proposta)",
            r"\baanbod\b[^.]{0,40}\b(?:intrek\w*|ingetrokken|in te trekken|vervall\w*)", r"\btrekken\b[^.]{0,40}\baanbod\b",
        ),
    ),
    (
        Kind.ON_HOLD,
        _any(
            rf"\b{_POST}\b[^.]{{0,60}}\b(?:on hold|paused|frozen|suspended|postponed|deferred)\b", rf"\b(?:put|putting|placed|place|placing|pausing|pause|paused|freezing|postpon\w+|suspend\w*|suspending|deferr\w*)\b[^.]{{0,60}}\b{_POST}\b",
            r"\bon hold\b", r"\bhiring freeze\b", r"\bfreeze on (?:all )?(?:hiring|recruit\w+)", r"\b(?:hold|holding) (?:off )?on (?:filling|hiring)\b", r"\bholding off\b", r"\bnot hiring (?:right now|at (?:this|the) (?:time|moment))",
            rf"\b{_STELLE}\b[^.]{{0,80}}\b(?:zuruckgestellt|pausier\w*|ausgesetzt|verschoben|auf eis|vorerst nicht|vorlaufig nicht)\b", r"\beinstellungsstopp\b", r"\bauf eis\b", r"\beinstellungsstop\b",
            r"\b(?:gel (?:des|du) (?:recrutement|embauche)\w*|mis\w* en (?:pause|suspens|attente)|suspend\w*|reporte\w*)\b", r"\b(?:en pausa|en suspenso|congelad[oa]|paralizad[oa]|pospuest[oa]|em pausa|congelamento|suspens[oa]|suspendid[oa]|adiad[oa])\b",
            r"\b(?:in sospeso|congelat[oa]|sospes[oa]|rimandat[oa]|blocco delle assunzioni|rinviat[oa])\b", r"\b(?:on hold gezet|in de wacht|vacaturestop|opgeschort|bevroren|tijdelijk stopgezet|gepauzeerd)\b",
        ),
    ),
    (
        Kind.CANCELLED,
        _any(
            rf"\b{_POST}\b[^.]{{0,60}}\b(?:cancell?ed|eliminated|withdrawn|discontinued|no longer (?:available|required|exists?|needed|open|going ahead)|will not be filled|removed|closed without)\b",
            rf"\b(?:cancel(?:l?ed|l?ing)?|closed|close|closing|eliminat\w+|withdraw\w*|discontinu\w+)\b[^.]{{0,30}}\b(?:this|the|that|our)\b[^.]{{0,40}}\b{_POST}\b", r"\b(?:decided|chosen|opted) not to (?:fill|hire|recruit|proceed with (?:this|the) (?:role|position|hire|search))",
            r"\b(?:no longer|not) (?:be )?(?:hiring|recruiting|filling)\b", r"\bchange in (?:business|hiring) (?:priorit\w+|needs|plans)", r"\bwill not be filled\b", r"\bnot to fill\b",
            rf"\b{_STELLE}\b[^.]{{0,80}}\b(?:nicht (?:mehr |weiter )?(?:besetz\w*|ausgeschrieben|verfolg\w*)|gestrichen|entfall\w*|weggefallen|zuruckgezogen|eingestellt|storniert|abgesagt|abgebrochen|aufgehoben|beendet)\b",
            r"\bnicht (?:mehr )?(?:zu )?besetzen\b", r"\bnicht mehr besetzt\b", r"\b(?:poste|recrutement|offre)\b[^.]{0,100}\b(?:annule\w*|supprime\w*|abandonne\w*|plus d'actualite|ne sera pas pourvu)", r"\bannul\w+\b[^.]{0,40}\b(?:poste|recrutement|offre)\b",
            r"\b(?:vacante|puesto|proceso|vaga|processo|posicion|posicao|plaza)\b[^.]{0,60}\b(?:cancelad[oa]|anulad[oa]|suprimid[oa]|eliminad[oa]|ya no)\b", r"\b(?:cancel(?:ar|ado|amos)|anular)\b[^.]{0,40}\b(?:vacante|puesto|proceso|vaga|processo|posicion|posicao)\b",
            r"\b(?:posizione|selezione|ricerca)\b[^.]{0,60}\b(?:annullat[oa]|cancellat[oa]|soppress[oa]|chiusa senza)\b", r"\bannullat[oa]\b[^.]{0,30}\b(?:posizione|selezione|ricerca)\b",
            r"\b(?:vacature|functie|procedure)\b[^.]{0,60}\b(?:ingetrokken|vervallen|geannuleerd|komt te vervallen|niet (?:meer )?(?:ingevuld|vervuld))\b", r"\bvervalt\b", r"\bintrekken\b[^.]{0,40}\bvacature\b",
        ),
    ),
    (
        Kind.FILLED,
        _any(
            rf"\b{_POST}s?\b[^.]{{0,60}}\b(?:filled|taken|accepted by)\b", rf"\bfilled\b[^.]{{0,40}}\b{_POST}s?\b", r"\b(?:has|have) (?:just |now |already |recently |since )?(?:been )?filled\b", r"\bfound (?:someone|somebody|the right (?:person|candidate))\b", r"\b(?:someone|somebody|another candidate|a candidate|candidate) (?:has |have )?accepted\b",
            r"\baccepted (?:our|the|an) offer\b", r"\b(?:internal|in-house) (?:applicant|candidate|hire|colleague)\b", r"\bfilled internally\b", r"\b(?:already|now) (?:hired|found|appointed)\b", r"\b(?:have|has) (?:since )?(?:hired|appointed)\b(?! (?:an)?other| a different| some)",
            rf"\b{_STELLE}\b[^.]{{0,80}}\b(?:besetzt|vergeben|vergriffen)\b", r"\b(?:anderweitig|bereits|inzwischen|intern|schon) (?:besetz\w*|vergeben)\b", r"\bintern(?:e[nr]?)? (?:bewerber\w*|kandidat\w*|besetz\w*|losung)", r"\bbesetzen konnen\b", r"\bbesetzt (?:haben|worden|ist|wurde)\b",
            r"\b(?:poste|offre)\b[^.]{0,60}\b(?:pourvue?|attribue\w*)\b", r"\bpourvu\w* (?:en interne|ce poste)", r"\b(?:deja|a ete) pourvu", r"\b(?:vacante|puesto|plaza|vaga|posicion|posicao)\b[^.]{0,60}\b(?:cubiert[oa]|ocupad[oa]|preenchid[oa]|adjudicad[oa])\b", r"\b(?:cubierto|cubierta|preenchida|preencher)\b",
            r"\bposizione\b[^.]{0,60}\b(?:coperta|assegnata|ricoperta|occupata)\b", r"\bcopert[oa] internamente\b", r"\b(?:vacature|functie|positie|plek)\b[^.]{0,60}\b(?:vervuld|ingevuld|vergeven)\b", r"\binmiddels (?:vervuld|ingevuld)\b",
        ),
    ),
    (
        Kind.NOT_SELECTED,
        _any(
            r"\b(?:not|n't|cannot|unable|won't)\b[^.]{0,60}\b(?:mov\w+|go\w*|proceed\w*|progress\w*|advanc\w+|pursu\w+|continu\w+|tak\w+|select\w*|shortlist\w*|successful|retain\w*|offer\w*|extend\w*|invit\w*|match|fit|consider\w*|align\w*|meet|hire|chosen|the one)\b",
            r"\bunsuccessful\b", r"\bno longer (?:under consideration|being considered|be considered)\b", r"\b(?:other|another|different|stronger|more suitable) (?:candidate|applicant|person|direction|profile)s?\b", r"\bcandidates? (?:whose|who|with)\b", r"\bdifferent direction\b",
            r"\bregret\b", r"\bsorry to\b", r"\ba no from (?:us|me)\b", r"\bended up (?:going|choosing|hiring)\b", r"\bnot this time\b", r"\b(?:declin\w+|reject\w+|turn\w* down)\b", r"\bwent with\b", r"\bgoing with\b", r"\bpass(?:ing)? on\b", r"\bunfortunately\b",
            r"\b(?:nicht|keine?[nrms]?)\b[^.]{0,80}\b(?:beruck\w*|weiter\w*|engere\w*|auswahl|zusage|positiv\w*|einladen|entsch\w*|in betracht|anbieten|zum zuge|fortsetzen|fortfuhren|verfolgen|gewahlt|ausgewahlt|passend)", r"\bander[en]\w* (?:bewerb\w*|kandidat\w*|person)", r"\babsage\w*\b", r"\babzusagen\b", r"\bleider\b", r"\bbedauern\b",
            r"\b(?:ne|pas|n')\b[^.]{0,60}\b(?:suite favorable|retenu\w*|retenons|donner suite|poursuivre|correspond\w*|selectionne\w*)", r"\bautres? candidat\w*", r"\bsuite defavorable\b", r"\bmalheureusement\b", r"\bregret de\b",
            r"\bno\b[^.]{0,50}\b(?:continuar\w*|seguir\w*|seleccionad\w*|avanzar\w*|encaj\w*|elegid\w*|contar contigo)", r"\botr[oa]s? (?:candidat\w*|perfil\w*|persona)", r"\b(?:lamentablemente|lamentamos|desafortunadamente|por desgracia|sentimos)\b",
            r"\bnao\b[^.]{0,50}\b(?:avanc\w*|selecionad\w*|prosseguir\w*|seguir\w*|escolhid\w*|dar seguimento|continuar\w*)", r"\boutr[oa]s? (?:candidat\w*|perfil|perfis|pessoa)", r"\b(?:infelizmente|lamentamos)\b",
            r"\bnon\b[^.]{0,50}\b(?:proseguire|procedere|selezionat\w*|idone\w*|dar seguito|proseguiremo|in linea|ritenut\w*)", r"\baltr[io] candidat\w*", r"\besito negativo\b", r"\b(?:purtroppo|siamo spiacenti|ci dispiace|spiace)\b",
            r"\bniet\b[^.]{0,60}\b(?:verder|geselecteerd|doorgaan|uitgenodigd|uitnodigen|gekozen|geschikt|aansluit\w*|match\w*)", r"\bander[en]? kandida\w*", r"\b(?:helaas|afgewezen|afwijz\w*)\b",
        ),
    ),
)  # fmt: skip
_CONDITION = re.compile(
    r"^(?:\W*(?:and|but|also|please note(?: that)?|note that)\s+)?(?:if|unless|should|when|once|until|in case|whether|wenn|falls|sollte\w*|sobald|bis|si|cuando|en cuanto|hasta|se|quando|caso|finche|als|zodra|indien|mocht\w*|tot)\b"
    r"|\b(?:until|once|if|as soon as) (?:the|this|a) (?:position|role|vacancy)\b|\bbis die stelle\b"
)

_MET = r"(?:speak\w*|spoke|talk\w*|meet\w*|met|chat\w*|conversation|getting to know|discuss\w*|interview\w*|visit\w*|come in|coming in|time with)"
STAGES: tuple[tuple[Stage, re.Pattern[str]], ...] = (
    (
        Stage.OFFER,
        _any(
            r"\b(?:pleased|delighted|happy|thrilled|excited) to (?:offer|extend)\b", r"\b(?:job|our|your|employment|the) offer(?: letter)?\b[^.]{0,40}\b(?:withdraw\w*|rescind\w*|attached|signed|no longer|revoked)", r"\b(?:withdraw\w*|rescind\w*|revok\w*)\b[^.]{0,40}\boffer\b", r"\boffer letter\b",
            r"\b(?:arbeitsvertrag|vertragsangebot|stellenangebot)\b[^.]{0,60}\b(?:anbei|unterzeichn\w*|zuruck\w*|beigefugt)", r"\b(?:retir\w+)\b[^.]{0,40}\b(?:offre|oferta|proposta)\b", r"\bpromesse d'embauche\b", r"\britir\w+\b[^.]{0,30}\b(?:offerta|proposta)", r"\baanbod\b[^.]{0,40}\bintrek\w*",
        ),
    ),
    (
        Stage.FINAL,
        _any(
            r"\bfinal(?:ist|ists)?\b(?: round| stage| interview| candidates?| two| three| phase|\b)", r"\blast (?:round|stage)\b", r"\bsecond place\b", r"\b(?:close second|runner-up|down to (?:two|you and))\b", r"\b(?:letzte[nr]?|final\w*) (?:runde|gesprach|auswahlrunde|phase)\b", r"\bendrunde\b", r"\bengste[nr]? (?:wahl|auswahl|kreis)\b",
            r"\b(?:dernier|derniere|ultime) (?:tour|etape|entretien)\b", r"\b(?:ultima|final) (?:fase|ronda|etapa|entrevista)\b", r"\bfase final\b", r"\b(?:ultima fase|fase finale|ultimo colloquio|rosa finale)\b", r"\b(?:laatste|finale) (?:ronde|fase|gesprek)\b", r"\bonsite\b", r"\bon-site interview", r"\bsuperday\b",
        ),
    ),
    (
        Stage.SCREENING,
        _any(
            r"\b(?:phone|initial|recruiter|telephone|introductory|intro|screening|first|quick|short|15[- ]min\w*|20[- ]min\w*|30[- ]min\w*) (?:screen\w*|call|chat|phone call|conversation)\b", r"\bscreening (?:call|interview)", r"\bcall with (?:me|our recruiter|a recruiter)", r"\btelefon(?:at|gesprach|interview|ischen? \w*gesprach)\b", r"\bkennenlern\w*", r"\bvorgesprach\b",
            r"\b(?:entretien|echange|appel|premier contact) telephoniqu\w*", r"\b(?:llamada|entrevista telefonica|primera llamada)\b", r"\b(?:chamada|entrevista telefonica|conversa telefonica|triagem)\b", r"\b(?:colloquio telefonico|telefonata|chiamata conoscitiva|prima chiamata)\b", r"\b(?:telefoongesprek|telefonisch\w* (?:gesprek|kennismaking)|kennismak\w*|belafspraak)\b",
        ),
    ),
    (
        Stage.ASSESSMENT,
        _any(
            r"\b(?:assessment|coding (?:test|challenge|exercise)|take-?home|case study|work sample|skills? test|online test|technical test|aptitude test|challenge|trial (?:shift|day)|hackerrank|codility|codesignal|hirevue|testgorilla|video interview)\b", r"\b(?:einstellungstest|eignungstest|probearbeit\w*|probetag|fallstudie|arbeitsprobe|online-?test|testaufgabe|assessment-?center|schnuppertag)\b",
            r"\b(?:test technique|etude de cas|mise en situation|test en ligne|journee d'essai|evaluation en ligne)\b", r"\b(?:prueba (?:tecnica|practica|online|de nivel)|caso practico|test online)\b", r"\b(?:teste (?:tecnico|pratico|online)|desafio tecnico|prova pratica)\b", r"\b(?:prova (?:tecnica|pratica)|test online|test attitudinale|giornata di prova)\b", r"\b(?:proefdag|meeloopdag|online test|testopdracht|praktijkopdracht|capaciteitentest)\b",
        ),
    ),
    (
        Stage.INTERVIEW,
        _any(
            rf"\b(?:thank\w*|enjoyed|pleasure|appreciat\w*|great|nice|lovely|good|glad|grateful)\b[^.]{{0,80}}\b{_MET}\b", r"\b(?:after|following|since|during|from) (?:our|your|the|my|we)\b[^.]{0,40}\b(?:interview\w*|conversation|meeting|discussion|chat|spoke|met|talked)", r"\byou (?:interviewed|met)\b", r"\byour (?:recent |first |second |technical )?interviews?\b", r"\binterview (?:process|stage|panel|feedback|invitation|confirmation|scheduled|confirmed)",
            r"\b(?:invite|inviting|invited|schedule|scheduled|arrange|book|booked|set up|confirm\w*)\b[^.]{0,60}\b(?:interview|meeting|to meet)", r"\binterview(?: (?:with|at|for|on)\b|$)", r"\b(?:vorstellungs|bewerbungs|auswahl|fach|erst|zweit|interview|video|teams)gesprach\w*", r"\bpersonliche\w* gesprach\w*", r"\b(?:fur|nach|aus) (?:das|dem|unser\w*|ihr\w*|dein\w*) (?:\w+ )?gesprach\w*", r"\bgesprach mit (?:ihnen|dir|uns)", r"\beinlad\w+\b[^.]{0,50}\bgesprach\w*",
            r"\bentretien\b", r"\b(?:rencontre\w*|echange\w*)\b[^.]{0,40}\b(?:avec|nous|vous)\b", r"\bentrevista\w*\b", r"\bcolloquio\b", r"\bcolloqui\b", r"\b(?:sollicitatie|selectie)?gesprek(?:ken)?\b",
        ),
    ),
    (
        Stage.APPLIED,
        _any(
            r"\b(?:your|the|for|recent|an|job|this) (?:\w+ ){0,3}?application\b", r"\bappl(?:y|ied|ying)\b", r"\binterest (?:in|you)\b", r"\byour (?:cv|resume|profile|candidacy|candidature|interest)\b", r"\bcandidate experience\b", r"\bapplication\b",
            r"\b(?:ihre|deine|eure|der|fur die|zu ihrer|zu deiner)\b[^.]{0,30}\bbewerbung\w*", r"\bbewerbung\w*", r"\bbeworben\b", r"\b(?:ihr|dein) (?:interesse|profil)\b", r"\b(?:candidature|postul\w+)\b", r"\b(?:candidatura|solicitud|inscripcion|postulacion|curriculum|candidatou)\b", r"\bsollicitatie\w*", r"\bgesolliciteerd\b",
        ),
    ),
)  # fmt: skip
_NOT_REACHED = re.compile(
    r"\b(?:not|n't|unable|cannot|no|without|nicht|kein\w*|pas|ne|no|nao|non|niet|geen|regret)\b[^.]{0,60}\b(?:invit\w*|interview\w*|offer\w*|einlad\w*|\w*gesprach\w*|entretien\w*|entrevista\w*|colloqui\w*|gesprek\w*|uitnodig\w*|shortlist\w*|assessment|test\w*|screen\w*|call|final\w*)\b"
    r"|\b(?:selected|shortlisted|chosen|picked|invited)\b[^.]{0,40}\bfor (?:an? )?(?:interview|assessment)|\b(?:other|another) candidates?\b|\bmay\b|\bmight\b|\bif\b|\bwould then\b|\bnext steps? (?:may|might|could|include)"
)
RECEIVED = _any(
    r"\bwe(?:'ve| have)? (?:now |just |successfully )?(?:received|got) your (?:\w+ ){0,4}?(?:application|cv|resume|candidacy|documents|details)", r"\b(?:application|cv|resume)\b[^.]{0,60}\b(?:has been|was|is) (?:successfully )?(?:received|submitted|sent|recorded|logged)", r"\bthank(?:s| you)\b[^.]{0,30}\b(?:for )?(?:applying|submitting|sending|your (?:recent )?application)", r"\bconfirm\w*\b[^.]{0,40}\b(?:receipt|received)", r"\breceipt of your\b",
    r"\bapplication (?:received|confirmation|submitted|confirmed)\b", r"\bsuccessfully applied\b", r"\b(?:bewerbung|unterlagen)\b[^.]{0,60}\b(?:erhalten|eingegangen|eingang|angekommen|versendet|ubermittelt|gesendet)\b", r"\beingang\b[^.]{0,40}\b(?:bewerbung|unterlagen)", r"\beingangsbestatigung\b", r"\b(?:danke|dank|freuen)\b[^.]{0,40}\b(?:fur (?:ihre|deine|die)|uber (?:ihre|deine)) \w*bewerbung",
    r"\b(?:bien recu|avons recu|accus\w+ (?:de )?reception)\b", r"\bcandidature\b[^.]{0,40}\b(?:a bien ete|a ete) (?:recue|enregistree|transmise|envoyee)", r"\b(?:hemos recibido|recibimos|recibida|registrado|se ha enviado|foi (?:enviada|recebida|registrada))\b", r"\bgracias por\b[^.]{0,30}\b(?:candidatura|inscri\w*|postul\w*|solicitud|aplicar)", r"\b(?:recebemos|rececao|recebida|registada|registrada)\b", r"\bobrigad[oa]\b[^.]{0,40}\b(?:candidatura|candidatar)",
    r"\b(?:abbiamo ricevuto|ricevuta|e stata inviata|registrata)\b", r"\bgrazie\b[^.]{0,40}\b(?:candidatura|candidarti|candidat\w+)", r"\b(?:hebben\b[^.]{0,40}\bontvangen|ontvangst\w*|is ontvangen)\b", r"\bbedankt\b[^.]{0,40}\bsollicitatie",
)  # fmt: skip
_FEEDBACK = _any(
    r"\b(?:happy|glad|pleased|willing|delighted|free|welcome|available|more than happy|like|want|wish|let me know|feel free|do not hesitate|don't hesitate|can|offer|reach out|give me a (?:call|ring)|call me|drop me a line|ask)\b[^.]{0,80}\bfeedback\b", r"\bfeedback\b[^.]{0,80}\b(?:on request|upon request|available|let me know|reply|call|reach out|ask|happy to)\b", r"\b(?:call|ring|phone) me\b[^.]{0,80}\b(?:talk|discuss|go through|explain|why|decision|details)", r"\bhappy to (?:talk|discuss|explain|go (?:through|over)|walk you through|share|chat)\b[^.]{0,60}\b(?:reasons?|decision|why|details|thoughts|more)",
    r"\b(?:feedback|ruckmeldung)\b[^.]{0,80}\b(?:gern\w*|melden|wunsch\w*|anruf\w*|geben|jederzeit)", r"\b(?:gern\w*|wunsch\w*|mocht\w*|jederzeit)\b[^.]{0,80}\b(?:feedback|ruckmeldung)\b", r"\b(?:grunde|entscheidung)\b[^.]{0,40}\b(?:gern\w*|telefonisch)\b", r"\bgern\w*\b[^.]{0,60}\b(?:grunde|telefonisch)\b",
    r"\b(?:retour|explications?|feedback)\b[^.]{0,80}\b(?:volontiers|disposition|souhait\w*|n'hesitez|contact\w*|appel\w*)", r"\b(?:volontiers|disposition|souhait\w*|n'hesitez pas|plaisir)\b[^.]{0,80}\b(?:retour|feedback|explications?|raisons)", r"\b(?:encantad\w*|gust\w*|dispos\w*|si (?:lo )?dese\w*|si quier\w*|no dud\w*)\b[^.]{0,80}\b(?:feedback|comentarios|motivos|valoracion|retroalimentacion)", r"\b(?:feedback|comentarios|retroalimentacion)\b[^.]{0,60}\b(?:dispos\w*|encantad\w*|escrib\w*|llam\w*)",
    r"\b(?:dispo\w*|gosto|prazer|se (?:quiser|desejar|pretender)|nao hesite)\b[^.]{0,80}\b(?:feedback|retorno)", r"\bfeedback\b[^.]{0,60}\b(?:dispo\w*|contact\w*|gosto|lieti|disposizione|volentieri|graag|bellen|mailen|contattar\w*)", r"\b(?:lieti|volentieri|disposizione|se (?:desider\w*|vuo\w*)|non esit\w*)\b[^.]{0,80}\b(?:feedback|riscontro|chiariment\w*)", r"\b(?:graag|gerust|wil\w*|mocht\w*)\b[^.]{0,80}\b(?:feedback|toelichting|terugkoppeling)", r"\btoelichting\b[^.]{0,60}\b(?:graag|bellen|contact)",
)  # fmt: skip
_NO_FEEDBACK = re.compile(
    r"\b(?:not|n't|unable|cannot|can't|nicht|kein\w*|pas|ne|no (?:podemos|es posible|nos es)|nao|non|niet|geen|regret)\b[^.]{0,80}\b(?:feedback|ruckmeldung|retour|comentarios|retorno|riscontro|toelichting|terugkoppeling)|"
    r"\b(?:your|ihr|ihre|dein|votre|tu|su|seu|sua|tuo|il tuo|uw|jouw) (?:\w+ )?(?:feedback|ruckmeldung|avis|opinion)\b|\b(?:survey|questionnaire|umfrage|enquete|encuesta|sondage|sondaggio)\b"
)


def kind_of(said: list[str], reason: str | None) -> tuple[Kind, str]:
    """The kind of a rejection and the sentence that says it; without a known sentence nobody was told more than a plain no."""
    flat = [fold(sentence).replace("’", "'") for sentence in said]
    for kind, pattern in KINDS:
        for sentence, plain in zip(said, flat, strict=True):
            if pattern.search(plain) and not _CONDITION.search(plain):
                return kind, sentence
    return Kind.NOT_SELECTED, reason or ""


def stage_of(said: list[str]) -> tuple[Stage, str] | None:
    """How far it got: the furthest stage in the table's order that a sentence tells of and does not deny."""
    flat = [fold(sentence).replace("’", "'") for sentence in said]
    for stage, pattern in STAGES:
        for sentence, plain in zip(said, flat, strict=True):
            if pattern.search(plain) and (stage is Stage.APPLIED or not _NOT_REACHED.search(plain)) and not _CONDITION.search(plain):
                return stage, sentence
    return None


def feedback_of(said: list[str]) -> str | None:
    """The sentence that offers the applicant feedback."""
    for sentence in said:
        plain = fold(sentence).replace("’", "'")
        if _FEEDBACK.search(plain) and not _NO_FEEDBACK.search(plain):
            return sentence
    return None


def confirms(said: list[str]) -> str | None:
    """The sentence that says that an application has arrived."""
    return next((sentence for sentence in said[:8] if RECEIVED.search(fold(sentence).replace("’", "'"))), None)
