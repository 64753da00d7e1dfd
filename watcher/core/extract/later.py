"""When a mail says to apply again: "in six months" counts calendar months from the day it came."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from watcher.core.extract.said import Said

_AGAIN = re.compile(
    r"\b(?:re-?appl\w*|appl(?:y|ying|ication|ications)\b|stay in touch|keep in touch|get (?:back )?in touch|reach out|"
    r"check back|touch base|come back|revisit|try again|contact us again|"
    r"hear from you|(?:new|next) (?:round|intake|cohort|season|openings?|vacanc\w+|positions?)|recruiting again|"
    r"hiring again|reopen\w*|open again|"
    r"(?:erneut|wieder|nochmals?|noch ?einmal)\b.{0,60}(?:bew[ei]rb\w*|meld\w*)|bew[ei]rb\w*.{0,60}\b(?:erneut|wieder|"
    r"nochmals?|noch ?einmal)|"
    r"(?:postul\w+|recandidat\w*|candidater|revenir vers|recontact\w*|representer)|(?:presentar\w*|volver a|"
    r"vuelv\w+ a|candidatar\w*|candidate-se|inscribir\w*|volt\w+ a)|(?:ricandid\w*|ripropor\w*|ricontatt\w*)|"
    r"(?:opnieuw|nogmaals|weer)\b.{0,60}(?:sollicit\w*|contact)|sollicit\w*.{0,60}\b(?:opnieuw|nogmaals|weer))"
)
_KEPT = re.compile(
    r"\b(?:keep|retain|store|delete|stored|kept|deleted|retained|speicher\w*|losch\w*|aufbewahr\w*|conserv\w*|"
    r"supprim\w*|guardar\w*|bewaar\w*|verwijder\w*)\b.{0,40}\b(?:data|details|cv|resume|application|documents|daten|"
    r"unterlagen|donnees|datos|dati|dados|gegevens)\b"
)
_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "a an one ein eine einem einen einer un une uno una um uma een",
            "two couple zwei deux dos due dois duas twee",
            "three drei trois tres tre drie",
            "four vier quatre cuatro quattro quatro",
            "five funf fuenf cinq cinco cinque vijf",
            "six sechs seis sei zes",
            "seven sieben sept siete sette sete zeven",
            "eight acht huit ocho otto oito",
            "nine neun neuf nueve nove negen",
            "ten zehn dix diez dieci dez tien",
            "eleven elf onze once undici",
            "twelve zwolf zwoelf douze doce dodici doze twaalf",
        ),
        1,
    )
    for word in words.split()
} | {"eighteen": 18, "achtzehn": 18, "achttien": 18}
_UNITS = {
    "week": 0,
    "woche": 0,
    "semaine": 0,
    "semana": 0,
    "settimana": 0,
    "settimane": 0,
    "weken": 0,
    "month": 1,
    "monat": 1,
    "mois": 1,
    "mes": 1,
    "mese": 1,
    "mesi": 1,
    "maand": 1,
    "year": 12,
    "jahr": 12,
    "an": 12,
    "ans": 12,
    "annee": 12,
    "ano": 12,
    "anno": 12,
    "anni": 12,
    "jaar": 12,
}
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_UNIT = (
    r"(?:weeks?|wochen?|semaines?|semanas?|settiman[ae]|weken|months?|monat(?:e|en|s)?|mois|mes(?:es|e|i)?|maand(?:en)?|"
    r"years?|jahr(?:e|en|es)?|ans?|annees?|anos?|ann[oi]|jaar)"
)
_SPAN = re.compile(
    rf"\b(?:(?P<half>half (?:an? )?|halben |halbes |halve |half |mezzo |medio |meio )|(?P<number>{_COUNT})(?: of)?"
    rf"(?:\s*[-–]\s*{_COUNT}|\s+(?:bis|to|or|oder|a|of|ou|o|tot)\s+{_COUNT})?\s+(?:more |full |calendar |"
    rf"weitere[nr]? )?)(?P<unit>{_UNIT})\b"
)
_BEFORE_SPAN = re.compile(
    r"(?:\b(?:in|after|within|wait|least|than|about|around|another|for|nach|von|fruhestens|wenigstens|mindestens|ab|"
    r"innerhalb|dans|apres|d'ici|en|dentro de|despues de|tra|fra|dopo|daqui a|em|apos|over|na|binnen|once|every|"
    r"mehr als|noch|etwa|ca\.?|circa|approximately|roughly|unos|environ|full|next|kommenden|nachsten)\s+)$"
)
_SEASONS = {
    3: "spring fruhjahr fruhling printemps primavera voorjaar lente",
    6: "summer sommer ete verano estate verao zomer",
    9: "fall autumn herbst automne otono autunno outono herfst najaar",
    12: "winter hiver invierno inverno",
}
_MONTHS = (
    "january januar janner janvier enero gennaio janeiro januari",
    "february februar fevrier febrero febbraio fevereiro februari",
    "march marz maerz mars marzo marco maart",
    "april avril abril aprile",
    "may mai mayo maggio maio mei",
    "june juni juin junio giugno junho",
    "july juli juillet julio luglio julho",
    "august aout agosto augustus",
    "september septembre septiembre settembre setembro",
    "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december dezember decembre diciembre dicembre dezembro",
)
_STARTS = {word: month for month, words in _SEASONS.items() for word in words.split()} | {
    word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()
}
_NAMED = re.compile(
    rf"\b(?P<lead>next|in|from|after|by|until|around|early|mid|late|this|following|coming|again|im|ab|zum|"
    rf"nachste[nrs]?|kommende[nrs]?|ende|anfang|mitte|en|des|a partir de|au|l'|el|la|desde|proxim[oa]|dal|dalla|da|a|"
    rf"em|no|na|vanaf|volgend|komend|het|prochain|te|next year in)\s*(?:(?:the|der|dem|le|"
    rf"of)\s+)?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|er)?\s+(?:of\s+|"
    rf"de\s+)?)?(?P<word>{'|'.join(sorted(_STARTS, key=len, reverse=True))})\b\.?,?(?:\s+(?:de\s+|of\s+|"
    rf"semester\s+)?(?P<year>20\d\d))?"
)
_YEAR = re.compile(
    r"\b(?:next year|new year|nachste[sn]? jahr|kommende[sn]? jahr|neue[sn]? jahr|l'annee prochaine|proximo ano|"
    r"ano que viene|prossimo anno|anno prossimo|ano que vem|volgend jaar|nieuwe jaar)\b|\b(?:in|ab|en|nel|em|from|"
    r"early)\s+(?P<year>20\d\d)\b"
)
_QUARTER = re.compile(r"\bq(?P<quarter>[1-4])(?:\s*/?\s*(?P<year>20\d\d))?\b")
_ISO = re.compile(r"\b(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b|\b(?P<day2>\d{1,2})\.(?P<month2>\d{1,2})\.(?P<year2>20\d\d)\b")


def reapply_of(sentences: list[Said], received_on: date) -> tuple[date, str] | None:
    """The first day on which to apply again, and the sentence; days that have passed do not count."""
    for each in sentences:
        if _AGAIN.search(each.flat) and not _KEPT.search(each.flat):
            days = [day for day in _days(each.flat, received_on) if day > received_on]
            if days:
                return days[0], each.sentence
    return None


def _days(flat: str, today: date) -> Iterator[date]:
    for match in _ISO.finditer(flat):
        year, month, day = (int(match[name] or match[name + "2"]) for name in ("year", "month", "day"))
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
            yield date(year, month, day)
    for match in _NAMED.finditer(flat):
        yield _named(match, today)
    for match in _QUARTER.finditer(flat):
        yield _next(3 * int(match["quarter"]) - 2, match["year"], today)
    for match in _SPAN.finditer(flat):
        yield from _span(match, flat[max(0, match.start() - 20) : match.start()], today)
    for match in _YEAR.finditer(flat):
        yield date(int(match["year"]), 1, 1) if match["year"] else add_months(today.replace(month=1, day=1), 12)


def _named(match: re.Match[str], today: date) -> date:
    month = _STARTS[match["word"]]
    first = _next(month, match["year"], today)
    day = int(match["day"] or 1)
    return first.replace(day=day) if 1 <= day <= calendar.monthrange(first.year, month)[1] else first


def _next(month: int, year: str | None, today: date) -> date:
    """The first of this month, in the year that is said or else the next time it comes."""
    if year:
        return date(int(year), month, 1)
    return date(today.year + (month <= today.month), month, 1)


def _span(match: re.Match[str], before: str, today: date) -> Iterator[date]:
    unit = match["unit"]
    months = next(
        (
            value
            for stem, value in _UNITS.items()
            if unit == stem or unit.rstrip("se") == stem.rstrip("se") or (unit.startswith(stem) and len(stem) > 3)
        ),
        None,
    )
    word = match["number"] or ""
    number = int(word) if word.isdigit() else _NUMBERS.get(word, 0)
    if match["half"] and months == 12:
        yield add_months(today, 6)
    elif months is None or not number or not _BEFORE_SPAN.search(before):
        return
    elif months:
        yield add_months(today, number * months)
    else:
        yield today + timedelta(weeks=number)


def add_months(day: date, months: int) -> date:
    """The same day some calendar months on, or that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, date.max.year)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
