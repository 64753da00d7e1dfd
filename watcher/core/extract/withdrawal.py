"""Whether the user's own mail takes their application back. A question, an "if" and another company's process take nothing back."""

# ruff: noqa: E501 -- a pattern that is cut over lines can no longer be read

from __future__ import annotations

import re

from watcher.core.extract.said import any_of, said
from watcher.core.text import sentences

_MINE = r"(?:application|candidacy|candidature|name)"
_WITHDRAWS = any_of(
    # English
    rf"\bwithdraw(?:ing|n)?\b[^.?]{{0,30}}\b(?:my {_MINE}|myself\b|from (?:the|this|your|further|consideration|contention)\b)",
    rf"\b(?:my {_MINE} (?:is|as|to be) (?:hereby )?withdrawn|withdraw(?:al)? of my {_MINE}|(?:consider|treat) my {_MINE} (?:as )?withdrawn|withdraw my {_MINE})\b",
    rf"\bno longer (?:wish|want|like) to be considered\b|\b(?:take|remove) (?:me|my {_MINE}) (?:out of|from) (?:consideration|the process|the running)\b",
    # German
    r"\bziehe\b[^.?]{0,60}\b(?:bewerbung|kandidatur)\b[^.?]{0,80}\bzuruck\b|\bmeine (?:bewerbung|kandidatur)\b[^.?]{0,80}\b(?:zuruckziehen|zuruckzuziehen|zuruckgezogen|gegenstandslos)\b",
    r"\b(?:rucknahme|ruckzug|zurucknahme|zuruckziehung) meiner (?:bewerbung|kandidatur)\b|\bmeine (?:bewerbung|kandidatur)\b[^.?]{0,60}\b(?:ziehe|nehme) ich\b[^.?]{0,40}\bzuruck\b",
    # French
    r"\bretir(?:e|er|ons)\b[^.?]{0,20}\bma candidature\b|\bretrait de ma candidature\b|\bme (?:desiste|retire)\b|\bme (?:desister|retirer) (?:du|de ce) (?:processus|recrutement)\b|\brenonc\w+ a ma candidature\b",
    r"\bne (?:souhaite|desire) (?:plus|pas) (?:poursuivre|donner suite a)\b[^.?]{0,20}\b(?:ma candidature|processus|recrutement)\b",
    # Spanish
    r"\bretir(?:ar|o)\b[^.?]{0,10}\bmi (?:candidatura|solicitud|postulacion)\b|\b(?:retirarme|me retiro) del proceso\b|\bretirada de mi (?:candidatura|solicitud)\b|\b(?:desist\w+|renunci\w+) (?:de|a) mi (?:candidatura|solicitud|postulacion)\b",
    # Portuguese
    r"\b(?:retirar|retiro|cancelar)\b[^.?]{0,10}\bminha candidatura\b|\bdesist(?:ir|o)\b[^.?]{0,10}\b(?:minha candidatura|vaga|processo)\b|\b(?:retirar-me|me retirar|retiro-me) do processo\b|\bretirada da minha candidatura\b|\bdesistencia d[ao] (?:minha candidatura|vaga|processo)\b",
    # Italian
    r"\britir(?:are|o)\b[^.?]{0,10}\bmia candidatura\b|\b(?:ritirarmi|mi ritiro) d(?:al|alla)\b|\britiro della mia candidatura\b|\brinunci\w+ all(?:a mia candidatura|a selezione)\b",
    # Dutch
    r"\btrek\b[^.?]{0,30}\bmijn sollicitatie\b[^.?]{0,60}\b(?:in|terug)\b|\bmijn sollicitatie\b[^.?]{0,60}\b(?:in te trekken|intrekken|in trekken|terugtrekken|terug te trekken|ingetrokken)\b|\bintrekk(?:en|ing) van mijn sollicitatie\b|\b(?:trek (?:me|mij)|(?:me|mij) terug te trekken) (?:terug )?uit\b",
)
_DENIED = re.compile(
    r"\b(?:not|don't|didn't|never|nicht|nie|jamais|no|nunca|nao|non|niet|nooit|without|instead of|rather than|before|if|whether|"
    r"wenn|ob|si|se|als|of|until)\b[\w\s']{0,25}$"
)
_OPENING = 20  # sentences in which who withdraws says so


def withdrawal_of(subject: str, body: str) -> str | None:
    """The sentence that takes the application back; None where there is none."""
    answer = re.match(r"\s*\w{1,4}\s?:", subject)  # what a subject says that is answered was said by others
    for each in said([*([] if answer else [subject]), *sentences(body)[:_OPENING]]):
        found = _WITHDRAWS.search(each.flat)
        if found and not each.conditional and "?" not in each.flat and not _denied(each.flat, found):
            return each.sentence
    return None


def _denied(flat: str, found: re.Match[str]) -> bool:
    return _DENIED.search(flat[: found.start()]) is not None or re.search(r"\b(?:nicht|niet)\b", found[0]) is not None
