"""Whether a mail says of itself that nobody reads what is written back to its sender.

Many systems send from recruiting@ or from a person's name and say only in their text that it is a mailbox without a reader (RFC 3834, 2,
asks for a Reply-To instead). Said with an "if", or of the user's or the writer's own doings, it says nothing about the mailbox.
"""

# ruff: noqa: E501 -- a pattern that is cut over lines can no longer be read

from __future__ import annotations

import re

from watcher.core.extract.names import fold
from watcher.core.extract.said import any_of

_BOX = r"(?:e-?mail ?box|mail ?box|in-?box|(?:e-?mail )?(?:address|account)|e-?mail)"
_POSTFACH = r"(?:\S{0,12}postfach|mailbox|\S{0,15}adresse|e-?mail-?(?:konto|account))"
_BOITE = r"(?:boite|messagerie|adresse|adresse (?:e-?mail|mail|electronique)|boite (?:mail|aux lettres)(?: electronique)?)"
_BUZON = r"(?:buzon|casilla|cuenta|direccion|bandeja|correo)"
_CAIXA = r"(?:caixa|conta|endereco|correio|e-?mail)"
_CASELLA = r"(?:casella|indirizzo|account|mailbox|e-?mail)"
_POSTVAK = r"(?:mailbox|postbus|postvak|inbox|\S{0,8}mailadres|adres)"

# What is asked of the reader.
_ASKED = any_of(
    # English
    r"\b(?:do not|don't|dont|never) (?:directly )?(?:reply|respond|answer|write|send (?:any )?(?:replies|mails?|e-?mails?|messages?))(?: directly)?(?: back)?(?: (?:to|at))? (?:this|these|it\b|the (?:above|sender)|that (?:e-?mail|address)|automated|our system)",
    r"\bdo(?: not|n't) (?:reply|respond)(?: directly)?(?=\W*$|\s*[.;,:!*)\n]| (?:as|because|since)\b)",
    # German
    r"\b(?:antworten|reagieren|schreiben) sie (?:\w+ )?nicht (?:direkt )?(?:(?:auf|an) (?:diese|die|das|obige)|darauf|hierauf)",
    r"\bantworte[t]? (?:\w+ )?nicht (?:direkt )?(?:(?:auf|an) (?:diese|die|das)|darauf|hierauf)",
    r"\bantworte(?:n sie|t)? nicht(?: direkt)?(?=\W*$|\s*[.;,:!*)\n]| da\b)",
    r"\bnicht (?:direkt )?(?:auf|an) (?:diese\w*|die) (?:\w+ ){0,2}\S{3,30} (?:zu )?(?:antworten|reagieren)\b|\bnicht (?:direkt )?(?:darauf|hierauf) (?:zu )?antworten\b",
    # French
    r"\bne (?:veuillez )?pas (?:y )?repondre (?:directement )?(?:a (?:ce|cet|cette|la presente)\b|par retour)|\bne (?:veuillez )?pas y repondre\b",
    r"\bne repond(?:ez|s) (?:surtout )?pas (?:directement )?(?:a (?:ce|cet|cette)\b|par retour)|\bn'y repond(?:ez|s) pas\b|\bne repond(?:ez|s) pas\W*$",
    # Spanish
    r"\bno (?:responda[ns]?|responder|conteste[ns]?|contestar) (?:directamente )?(?:a )?(?:est[ea]|el presente|la presente|al presente|dicho)\b|\bno (?:lo |la |le )?(?:responda[ns]?|responder|conteste[ns]?|contestar)(?= directamente|\W*$|\s*[.;,:!*)\n])",
    # Portuguese
    r"\bnao (?:responda[ms]?|responder) (?:diretamente )?(?:a |ao |aos |as )?(?:est[ea]|ess[ea]|presente)\b|\bnao (?:responda[ms]?|responder)(?= diretamente|\W*$|\s*[.;,:!*)\n])",
    # Italian
    r"\bnon (?:risponda|rispondere|rispondete|rispondi) (?:direttamente )?(?:a |al |alla |all')?(?:quest[aoe']|presente|la presente)|\bnon (?:risponda|rispondere|rispondete|rispondi|rispondervi)(?= direttamente|\W*$|\s*[.;,:!*)\n])",
    # Dutch
    r"\bniet (?:direct |rechtstreeks )?(?:op|aan|naar) (?:dit|deze|het|de) (?:\w+ ){0,2}\S{3,20} (?:te )?(?:antwoorden|beantwoorden|reageren|mailen)\b",
    r"\bniet (?:te )?(?:antwoorden|reageren|antwoord|reageer) (?:op|naar) (?:dit|deze)\b|\b(?:antwoord|reageer|reageert u|antwoordt u) (?:\S+ ){0,2}niet (?:op|naar) (?:dit|deze)\b",
    r"\b(?:dit|deze) \S{3,20} (?:\w+ )?niet (?:te )?beantwoorden\b|\bbeantwoord (?:dit|deze) \S{3,20} (?:\w+ )?niet\b",
)
# A clause of its own: "Automatic message, please do not reply".
_BARE = re.compile(
    r"(?:(?:sie )?nicht (?:zu )?antworten|(?:de )?ne pas (?:y )?repondre(?: directement)?|niet (?:te )?(?:beantwoorden|antwoorden|reageren))"
)
# What is said of the mailbox.
_TOLD = any_of(
    rf"\b(?:this|the|our|an?|that)\b(?: [\w-]+){{0,3}} {_BOX} (?:that )?(?:(?:is|are|was)(?: not|n't|nt)|is never)(?: \w+ly)? (?:being )?(?:monitored|read|checked|attended|staffed|manned)\b",
    rf"\b(?:un-?monitored|un-?attended|un-?manned|non-?monitored|send-only|outgoing-only|not monitored) {_BOX}\b|\b{_BOX} (?:is|are) (?:un-?monitored|un-?attended|un-?manned)\b",
    r"\byou (?:cannot|can't|can not|will not be able to|are unable to|may not) (?:reply|respond|write back) (?:directly )?to (?:this|it)\b",
    r"\b(?:replies(?: (?:to|from|sent to) (?:this|the)(?: [\w-]+){1,4}?)?|(?:responses|answers|(?:e-?mails?|messages|mail) sent) to this(?: [\w-]+){1,4}?) (?:(?:are|will|can|do) (?:not|never)|cannot|can't|won't|aren't)(?: be)?(?: \w+ly)? (?:read|seen|monitored|received|delivered|answered|reviewed|checked|processed|reach)\b|\breplies are undeliverable\b",
    rf"\b(?:this|the|our)\b(?: [\w-]+){{0,2}} {_BOX} (?:cannot|can't|can not|does not|doesn't|is not able to|is unable to|is not set up to|will not) (?:\w+ )?(?:receive|accept|process|handle|be replied|be answered)",
    rf"\b(?:dieses|das|diese|die|unser\w*|ein\w*) (?:\S+ )?{_POSTFACH} (?:wird|ist|werden)(?: \w+)? nicht (?:\w+ ){{0,2}}(?:gelesen|uberwacht|betreut|abgerufen|bearbeitet|besetzt|uberpruft|kontrolliert|eingesehen)\b",
    rf"\b(?:nicht|un) ?(?:uberwacht|betreut|gelesen|besetzt|bearbeitet)e\w* {_POSTFACH}\b|\b{_POSTFACH} (?:dient|ist) (?:nur|ausschliesslich|lediglich) (?:zum|dem|fur den) versand|\breine versandadresse\b",
    r"\b(?:auf|an) diese\w* (?:\w+ )?\S{3,30}(?: \w+){0,4} nicht (?:direkt )?(?:ge)?antwort\w+|\bantworten (?:auf|an) diese(?: \w+)? \S{3,30} (?:werden|konnen)(?: \w+)? nicht\b|\bantworten (?:werden|konnen) nicht (?:gelesen|zugestellt|empfangen|bearbeitet)",
    rf"\b(?:cette|notre|une) (?:\w+ )?{_BOITE}(?: \w+)? n'est (?:pas|jamais|plus) (?:\w+ )?(?:consultee|relevee|surveillee|lue|suivie|geree|moderee)|\b{_BOITE} non (?:consultee|relevee|surveillee|lue|suivie|geree)",
    r"\breponses? (?:a|envoyees? a) (?:ce|cet|cette)(?: \w+){1,3} ne (?:sera|seront|sont|est) (?:pas|jamais) |\bvous ne pouvez pas (?:y )?repondre (?:directement )?a (?:ce|cet|cette)\b|\bpas possible de repondre (?:directement )?a (?:ce|cet|cette)\b",
    rf"\b(?:est[ea]|nuestr[oa]|un[a]?|el|la) {_BUZON}(?: (?:de|no) \w+)? no (?:es|esta|se|recibe|admite|acepta)\b(?: \w+){{0,2}} ?(?:monitor\w+|supervis\w+|atendid\w+|revis\w+|lee|leid\w+|consult\w+|respuestas|correos|mensajes)\b|\b{_BUZON} (?:desatendid[oa]|no (?:monitorizad|monitoread|supervisad|atendid)[oa])\b",
    r"\brespuestas a (?:este|esta)(?: \w+){1,3} no (?:seran|son|se)\b|\bno (?:es posible|se puede|puede|podra|se podra) (?:responder|contestar) (?:directamente )?a (?:este|esta)\b",
    rf"\b(?:est[ea]|ess[ea]|noss[oa]|uma?|[ao]) {_CAIXA}(?: (?:de|postal|eletronic\w)(?: [\w-]+)?)? nao (?:e|esta|sao|recebe|aceita)\b(?: \w+){{0,2}} ?(?:monitor\w+|lid[oa]|verificad\w+|consultad\w+|acompanhad\w+|respostas|mensagens)\b|\b{_CAIXA}(?: (?:de|postal)(?: [\w-]+)?)? nao (?:monitorad|monitorizad|lid|consultad)[oa]\b",
    r"\brespostas a (?:este|esta|esse|essa)(?: [\w-]+){1,3} nao (?:serao|sao)\b|\bnao (?:e possivel|pode|podera) responder (?:diretamente )?a (?:este|esta|esse|essa)\b",
    rf"\b(?:quest[ao'] ?|la |nostr[ao] |una ){_CASELLA}(?: (?:di posta|e-?mail|mail|di posta elettronica))? non (?:e|viene|puo|riceve|accetta)\b(?: \w+){{0,2}} ?(?:presidiat\w|monitorat\w|lett[ao]|controllat\w|sorvegliat\w|gestit\w|ricevere|risposte|messaggi)\b|\b{_CASELLA}(?: \w+){{0,2}} non (?:presidiat|monitorat|sorvegliat|gestit)[ao]\b",
    r"\brisposte a (?:quest[aoe'] ?)(?: ?[\w-]+){1,3} non (?:saranno|sono|vengono|verranno)\b|\bnon (?:e possibile|si puo|puo|potra) rispondere (?:direttamente )?a quest",
    rf"\b(?:dit|deze|onze|een|de|het) (?:\S+ )?{_POSTVAK} (?:wordt|is|kan) (?:\w+ )?niet (?:\w+ ){{0,2}}(?:gelezen|gecontroleerd|gemonitord|gemonitoord|bekeken|beheerd|bewaakt|bemand|uitgelezen)\b|\bonbeheerd\w* {_POSTVAK}\b|\bonbemande? {_POSTVAK}\b|\bniet gemonitorde? {_POSTVAK}\b",
    r"\b(?:reacties|antwoorden|berichten) (?:op|naar|aan) (?:dit|deze) \S{3,20} (?:worden|kunnen) (?:\w+ )?niet\b|\b(?:u kunt|je kunt|kunt u) (?:niet (?:op|naar) (?:dit|deze)|(?:op|naar) (?:dit|deze) \S{3,20} niet)\b",
)
# One clause: what stands before a comma or a "please" is another thought ("If you have questions, please do not reply ...").
_CLAUSE = re.compile(
    r"[.!?;,:()\n]|\s[-–]\s|\b(?:please|kindly|bitte|merci|priere|veuillez|s'il vous plait|por favor|favor|si prega|la preghiamo|alstublieft|aub|gelieve|verzoeken)\b"
)
_NOT_MEANT = re.compile(
    r"\b(?:if|unless|when|whether|why|wenn|falls|sollte\w*|warum|mussen|musst|brauchen|brauchst|si|cuando|se|quando|caso|en caso|als|"
    r"indien|wanneer|hoeft|hoef|need|have to)\b|\b(?:we|i|they|who|wir|ich|nous|je|wij|ik|my|mein\w*|mon|ma|mi|minha|meu|mio|mia|mijn)\s(?:\w+\s)?$"
)


def nobody_reads(text: str) -> bool:
    """Whether the text says that its sender's mailbox is not to be written to."""
    lines = fold(text).replace("’", "'").replace("*", " ").split("\n")
    return any(_says(" ".join(line.split())) for line in lines)


def _says(line: str) -> bool:
    if any(_BARE.fullmatch(clause.strip()) for clause in _CLAUSE.split(line)):
        return True
    found = [*_ASKED.finditer(line), *_TOLD.finditer(line)]
    return any(not _NOT_MEANT.search(_CLAUSE.split(line[max(0, each.start() - 200) : each.start()])[-1]) for each in found)
