"""What kind of no it is, with the sentence that says so."""

from __future__ import annotations

import re

from watcher.core.extract.reading import Kind
from watcher.core.extract.said import Said, any_of, where

# Folded text (lower case, no accents). What is not itself the refusal of a candidate comes first: it explains the refusal beside it.
_POST = (
    r"(?:position|role|job|post|vacanc(?:y|ies)|opening|opportunity|requisition|posting|search|internship|recruitment|"
    r"process|hiring|headcount|hire|recruiting|placement|apprenticeship|campaign|scheme|seat|spot)"
)
_STELLE = r"(?:\w*stelle|position|vakanz|ausschreibung|\w*platz|besetzung|verfahren|stellenbesetzung|\w*prozess|\w*verfahren|suche)"
KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.RESCINDED,
        any_of(
            r"\b(?:withdraw\w*|rescind\w*|retract\w*|revok\w*|pull\w*)\b[^.]{0,40}\boffer",
            r"\boffer\b[^.]{0,60}\b(?:withdrawn|rescinded|retracted|revoked|no longer (?:valid|stands?|available)|cannot be honou?red)",
            r"\bunable to honou?r\b",
            r"\b(?:\w*angebot|\w*zusage|\w*vertrag)\b[^.]{0,80}\b(?:zuruck\w*|widerruf\w*|nicht (?:aufrecht|halten))",
            r"\b(?:ziehen|nehmen|widerrufen)\b[^.]{0,60}\b(?:\w*angebot|\w*zusage)\b",
            r"\b(?:retir\w+|revoqu\w+|annul\w+)\b[^.]{0,40}\b(?:offre|proposition|promesse)",
            r"\b(?:retir\w+|anul\w+)\b[^.]{0,30}\b(?:oferta|proposta)",
            r"\britir\w+\b[^.]{0,30}\b(?:offerta|proposta)",
            r"\baanbod\b[^.]{0,40}\b(?:intrek\w*|ingetrokken|in te trekken|vervall\w*)",
            r"\btrekken\b[^.]{0,40}\baanbod\b",
        ),
    ),
    (
        Kind.ON_HOLD,
        any_of(
            rf"\b{_POST}\b[^.]{{0,60}}\b(?:on hold|paused|frozen|suspended|postponed|deferred)\b",
            rf"\b(?:pausing|pause|paused|freezing|postpon\w+|suspend\w*|suspending|deferr\w*)\b[^.]{{0,60}}\b{_POST}\b",
            r"\bon hold\b",
            r"\b(?:poste|recrutement)\b[^.]{0,60}\bgelee?s?\b",
            r"\bhiring freeze\b",
            r"\bfreeze on (?:all )?(?:hiring|recruit\w+)",
            r"\b(?:hold|holding) (?:off )?on (?:filling|hiring)\b",
            r"\bholding off\b",
            r"\bnot hiring (?:right now|at (?:this|the) (?:time|moment))",
            rf"\b{_STELLE}\b[^.]{{0,80}}\b(?:zuruckgestellt|pausier\w*|ausgesetzt|verschoben|auf eis|vorerst nicht|vorlaufig nicht)\b",
            r"\beinstellungsstop\w*",
            r"\bauf eis\b",
            r"\b(?:gel (?:des|du) (?:recrutement|embauche)\w*|mis\w* en (?:pause|suspens|attente)|suspend\w*|reporte\w*)\b",
            (
                r"\b(?:en pausa|en suspenso|congelad[oa]|paralizad[oa]|pospuest[oa]|em pausa|congelamento|suspens[oa]|"
                r"suspendid[oa]|adiad[oa])\b"
            ),
            r"\b(?:in sospeso|congelat[oa]|sospes[oa]|rimandat[oa]|blocco delle assunzioni|rinviat[oa])\b",
            r"\b(?:on hold gezet|in de wacht|vacaturestop|opgeschort|bevroren|tijdelijk stopgezet|gepauzeerd)\b",
        ),
    ),
    (
        Kind.FILLED,
        any_of(
            rf"\b{_POST}s?\b[^.]{{0,60}}(?<!not be )(?<!to be )(?<!go un)\b(?:filled|taken|accepted by|no longer vacant)\b",
            r"\b(?:been )?given the (?:job|role|position|post)\b",
            r"\baccepted the (?:job|role|position|post)\b",
            rf"\bfilled\b[^.]{{0,40}}\b{_POST}s?\b",
            r"\b(?:has|have) (?:just |now |already |recently |since )?(?:been )?filled\b",
            r"\bfound (?:someone|somebody|the right (?:person|candidate))\b",
            r"\b(?:someone|somebody|another candidate|a candidate|candidate) (?:has |have )?accepted\b",
            r"\baccepted (?:our|the|an) offer\b",
            r"\b(?:internal|in-house) (?:applicant|candidate|hire|colleague)\b",
            r"\bfilled internally\b",
            rf"\b(?:just|already|recently) (?:hired|appointed|took on) (?:someone|somebody|a colleague)\b[^.]{{0,30}}\b{_POST}\b",
            r"\b(?:already|now) (?:hired|found|appointed)\b",
            r"\b(?:have|has) (?:since )?(?:hired|appointed)\b(?! (?:an)?other| a different| some)",
            rf"\b{_STELLE}\b[^.]{{0,80}}(?<!nicht )(?<!mehr )(?<!weiter )\b(?:besetzt|vergeben|vergriffen)\b",
            r"\b(?:anderweitig|bereits|inzwischen|intern|schon) (?:besetz\w*|vergeben)\b",
            r"\bintern(?:e[nr]?)? (?:bewerber\w*|kandidat\w*|besetz\w*|losung)",
            r"\bbesetzen konnen\b",
            r"\bbesetzt (?:haben|worden|ist|wurde)\b",
            r"\b(?:poste|offre)\b[^.]{0,60}\b(?:pourvue?|attribue\w*)\b",
            r"\bpourvu\w* (?:en interne|ce poste)",
            r"\b(?:deja|a ete) pourvu",
            r"\b(?:vacante|puesto|plaza|vaga|posicion|posicao)\b[^.]{0,60}\b(?:cubiert[oa]|ocupad[oa]|preenchid[oa]|adjudicad[oa])\b",
            r"\b(?:cubierto|cubierta|preenchida|preencher)\b",
            r"\bposizione\b[^.]{0,60}\b(?:coperta|assegnata|ricoperta|occupata)\b",
            r"\bcopert[oa] internamente\b",
            r"\b(?:vacature|functie|positie|plek)\b[^.]{0,60}\b(?:vervuld|ingevuld|vergeven)\b",
            r"\binmiddels (?:vervuld|ingevuld)\b",
        ),
    ),
    (
        Kind.CANCELLED,
        any_of(
            (
                rf"\b{_POST}\b[^.]{{0,60}}\b(?:cancell?ed|eliminated|withdrawn|discontinued|(?:being )?pulled|"
                rf"no longer (?:available|required|exists?|needed|open|going ahead)|will not be filled|removed|closed without)\b"
            ),
            (
                rf"\b(?:cancel(?:l?ed|l?ing)?|closed|close|closing|eliminat\w+|withdraw\w*|discontinu\w+|pulled|scrapped|shelved|"
                rf"axed)\b[^.]{{0,30}}\b(?:this|"
                rf"the|that|our)\b[^.]{{0,40}}\b{_POST}\b"
            ),
            r"\b(?:decided|chosen|opted) not to (?:fill|hire|recruit|proceed with (?:this|the) (?:role|position|hire|search))",
            r"\b(?:no longer|not) (?:be )?(?:hiring|recruiting|filling)\b",
            r"\bchange in (?:business|hiring) (?:priorit\w+|needs|plans)",
            r"\bwill not be filled\b",
            r"\bnot to fill\b",
            (
                rf"\b{_STELLE}\b[^.]{{0,80}}\b(?:nicht (?:mehr |weiter )?(?:besetz\w*|ausgeschrieben|verfolg\w*)|gestrichen|"
                rf"entfall\w*|weggefallen|zuruckgezogen|eingestellt|storniert|abgesagt|abgebrochen|aufgehoben|beendet)\b"
            ),
            r"\bnicht (?:mehr )?(?:zu )?besetzen\b",
            r"\bnicht mehr besetzt\b",
            r"\b(?:poste|recrutement|offre)\b[^.]{0,100}\b(?:annule\w*|supprime\w*|abandonne\w*|plus d'actualite|ne sera pas pourvu)",
            r"\bannul\w+\b[^.]{0,40}\b(?:poste|recrutement|offre)\b",
            (
                r"\b(?:vacante|puesto|proceso|vaga|processo|posicion|posicao|plaza)\b[^.]{0,60}\b(?:cancelad[oa]|anulad[oa]|"
                r"suprimid[oa]|eliminad[oa]|ya no)\b"
            ),
            r"\b(?:cancel(?:ar|ado|amos)|anular)\b[^.]{0,40}\b(?:vacante|puesto|proceso|vaga|processo|posicion|posicao)\b",
            r"\b(?:posizione|selezione|ricerca)\b[^.]{0,60}\b(?:annullat[oa]|cancellat[oa]|soppress[oa]|chiusa senza)\b",
            r"\bannullat[oa]\b[^.]{0,30}\b(?:posizione|selezione|ricerca)\b",
            (
                r"\b(?:vacature|functie|procedure)\b[^.]{0,60}\b(?:ingetrokken|vervallen|geannuleerd|komt te vervallen|"
                r"niet (?:meer )?(?:ingevuld|vervuld))\b"
            ),
            r"\bvervalt\b",
            r"\bintrekken\b[^.]{0,40}\bvacature\b",
        ),
    ),
    (
        Kind.NOT_SELECTED,
        any_of(
            (
                r"\b(?:not|n't|cannot|unable|won't)\b[^.]{0,60}\b(?:mov\w+|go\w*|proceed\w*|progress\w*|advanc\w+|pursu\w+|"
                r"continu\w+|tak\w+|select\w*|shortlist\w*|successful|retain\w*|offer\w*|extend\w*|invit\w*|match|fit|consider\w*|"
                r"align\w*|meet|hire|chosen|the one)\b"
            ),
            r"\bunsuccessful\b",
            r"\bno longer (?:under consideration|being considered|be considered)\b",
            r"\b(?:other|another|different|stronger|more suitable) (?:candidate|applicant|person|direction|profile)s?\b",
            r"\bcandidates? (?:whose|who|with)\b",
            r"\bdifferent direction\b",
            r"\bregret\b",
            r"\bsorry to\b",
            r"\ba no from (?:us|me)\b",
            r"\bended up (?:going|choosing|hiring)\b",
            r"\bnot this time\b",
            r"\b(?:declin\w+|reject\w+|turn\w* down)\b",
            r"\bwent with\b",
            r"\bgoing with\b",
            r"\bpass(?:ing)? on\b",
            r"\bunfortunately\b",
            (
                r"\b(?:nicht|keine?[nrms]?)\b[^.]{0,80}\b(?:beruck\w*|weiter\w*|engere\w*|auswahl|zusage|positiv\w*|einladen|"
                r"entsch\w*|in betracht|anbieten|zum zuge|fortsetzen|fortfuhren|verfolgen|gewahlt|ausgewahlt|passend)"
            ),
            r"\bander[en]\w* (?:bewerb\w*|kandidat\w*|person)",
            r"\babsage\w*\b",
            r"\babzusagen\b",
            r"\bleider\b",
            r"\bbedauern\b",
            r"\b(?:ne|pas|n')\b[^.]{0,60}\b(?:suite favorable|retenu\w*|retenons|donner suite|poursuivre|correspond\w*|selectionne\w*)",
            r"\bautres? candidat\w*",
            r"\bsuite defavorable\b",
            r"\bmalheureusement\b",
            r"\bregret de\b",
            r"\bno\b[^.]{0,50}\b(?:continuar\w*|seguir\w*|seleccionad\w*|avanzar\w*|encaj\w*|elegid\w*|contar contigo)",
            r"\botr[oa]s? (?:candidat\w*|perfil\w*|persona)",
            r"\b(?:lamentablemente|lamentamos|desafortunadamente|por desgracia|sentimos)\b",
            r"\bnao\b[^.]{0,50}\b(?:avanc\w*|selecionad\w*|prosseguir\w*|seguir\w*|escolhid\w*|dar seguimento|continuar\w*)",
            r"\boutr[oa]s? (?:candidat\w*|perfil|perfis|pessoa)",
            r"\b(?:infelizmente|lamentamos)\b",
            r"\bnon\b[^.]{0,50}\b(?:proseguire|procedere|selezionat\w*|idone\w*|dar seguito|proseguiremo|in linea|ritenut\w*)",
            r"\baltr[io] candidat\w*",
            r"\besito negativo\b",
            r"\b(?:purtroppo|siamo spiacenti|ci dispiace|spiace)\b",
            r"\bniet\b[^.]{0,60}\b(?:verder|geselecteerd|doorgaan|uitgenodigd|uitnodigen|gekozen|geschikt|aansluit\w*|match\w*)",
            r"\bander[en]? kandida\w*",
            r"\b(?:helaas|afgewezen|afwijz\w*)\b",
        ),
    ),
)


def kind_of(sentences: list[Said], reason: str | None) -> tuple[Kind, str]:
    """The kind of a rejection and the sentence that says it; without a known sentence nobody was told more than a plain no."""
    for kind, pattern in KINDS:
        found = next(where(pattern, sentences), None)
        if found:
            return kind, found
    return Kind.NOT_SELECTED, reason or ""
