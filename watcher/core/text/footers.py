"""What stands below every mail of a sender and says nothing about this one: legal notices, ways to unsubscribe, device advertisements."""

from __future__ import annotations

import re

DEVICE = re.compile(
    r"(?i)[ \t]*(?:sent (?:from|via) (?:my |the )?"
    r"(?:[\w ]{1,30}(?:phone|pad|mobile|android|galaxy|device|blackberry|outlook|yahoo)|mail)\b.{0,60}|"
    r"get outlook for (?:ios|android).{0,40}|(?:von meinem|von meiner) .{1,40} gesendet\.?|gesendet (?:von|mit|aus) .{1,60}|"
    r"outlook f[üu]r (?:ios|android).{0,60}|envoy[ée] (?:de|depuis) mon .{1,40}|t[ée]l[ée]charge[zr] outlook .{0,40}|"
    r"enviado desde mi .{1,40}|obtener outlook .{0,40}|enviado do meu .{1,40}|obter o outlook .{0,40}|inviato da(?:l mio)? .{1,40}|"
    r"scarica outlook .{0,40}|verzonden (?:vanaf|met|via) mijn .{1,40}|outlook voor (?:ios|android).{0,40})"
)
LEGAL_START = re.compile(
    r"(?i)(?:[*_ \t]*(?:confidentiality (?:notice|note)|legal (?:notice|disclaimer)|(?:e-?mail )?disclaimer|privileged and confidential|"
    r"vertraulichkeitshinweis|rechtlicher hinweis|avis de confidentialit[ée]|aviso (?:legal|de confidencialidad(?:e)?)|"
    r"avviso di riservatezza|vertrouwelijkheidsverklaring)\b)"
)
THIS_MAIL = re.compile(
    r"(?i)\b(?:th(?:is|e information (?:contained )?in this) (?:e-?mail|electronic mail|message|communication|transmission)|"
    r"diese (?:e-?mail|nachricht|mail)|ce (?:message|courriel|mail|courrier)|cet e-?mail|este (?:mensaje|correo|e-?mail)|"
    r"questo messaggio|questa (?:e-?mail|comunicazione)|(?:esta mensagem|este email)|dit (?:e-?mail)?bericht|deze e-?mail)\b"
)
SECRET = re.compile(
    r"(?i)\b(?:confidential|privileged|intended (?:solely|only|recipient)|vertraulich\w*|ausschlie(?:ß|ss)lich f[üu]r|confidentiel\w*|"
    r"destinataire|"
    r"confidencia\w*|destinatari\w*|riservat\w*|confidenzial\w*|destinad[oa]|vertrouwelijk\w*|uitsluitend (?:bestemd|bedoeld))\b"
)
BOILERPLATE = re.compile(
    r"(?i)\b(?:unsubscribe|opt[ -]out of|"
    r"(?:manage|update|change) (?:your )?(?:email |e-mail |notification |communication )?(?:preferences|settings)|"
    r"view (?:this )?(?:e-?mail )?(?:in|on) (?:your |a )?(?:web )?browser|all rights reserved|"
    r"abbestellen|newsletter abmelden|vom newsletter|"
    r"im browser (?:ansehen|anzeigen|[öo]ffnen)|se d[ée]s(?:abonner|inscrire)|d[ée]sabonne\w*|d[ée]sinscri\w*|darse de baja|darte de baja|"
    r"cancelar (?:la |sua )?(?:suscripci[óo]n|inscri[çc][ãa]o|assinatura)|annulla(?:re)? l?'?iscrizione|disiscriv\w*|descadastr\w*|"
    r"afmelden voor|uitschrijven|think before (?:you )?print\w*|consider the environment before printing)\b"
)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def device(line: str) -> bool:
    """True for "Sent from my phone" and its like."""
    return len(line) < 200 and bool(DEVICE.fullmatch(line))


def without_footers(paragraphs: list[str]) -> list[str]:
    """Paragraphs without legal notices and boilerplate sentences; all of them, when nothing else would be left."""
    kept = [left for paragraph in paragraphs if (left := _without_boilerplate(_without_notice(paragraph)))]
    return kept or paragraphs


def _without_notice(paragraph: str) -> str:
    """Up to the sentence with which a legal notice begins."""
    if LEGAL_START.match(paragraph):
        return ""
    if not SECRET.search(paragraph):
        return paragraph
    kept: list[str] = []
    for sentence in SENTENCE_END.split(paragraph):
        if THIS_MAIL.search(sentence) and SECRET.search(sentence):
            break
        kept.append(sentence)
    return " ".join(kept)


def _without_boilerplate(paragraph: str) -> str:
    if not BOILERPLATE.search(paragraph):
        return paragraph
    return " ".join(sentence for sentence in SENTENCE_END.split(paragraph) if not BOILERPLATE.search(sentence))
