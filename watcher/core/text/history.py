"""What of a text is today's, and what is earlier mail below it.

Mail clients mark the mail that is answered in the language of their user: a line "On ... wrote:", a rule "-----Original Message-----", a
block of header lines, ">" before each line. Those are cut. Forwarded mail is marked alike, but is what the sender wants read: it stays,
its own history goes.
"""

from __future__ import annotations

import re
from enum import Enum

# "a long line of dashes, then one of these": the words of Gmail, Apple Mail, Thunderbird, Outlook and others.
FORWARD_WORDS = (
    "forwarded message|begin forwarded message|weitergeleitete nachricht|anfang der weitergeleiteten (?:nachricht|e-mail)|"
    "message transf[ée]r[ée]|d[ée]but du message (?:r[ée]exp[ée]di[ée]|transf[ée]r[ée])|message r[ée]exp[ée]di[ée]|mensaje reenviado|"
    "inicio del mensaje reenviado|messaggio inoltrato|inizio messaggio inoltrato|mensagem (?:encaminhada|reencaminhada)|"
    "in[íi]cio da mensagem (?:encaminhada|reencaminhada)|doorgestuurd bericht|begin doorgestuurd bericht"
)
ORIGINAL_WORDS = (
    "original message|original appointment|urspr[üu]ngliche nachricht|originalnachricht|message d'origine|message original|"
    "mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht|ursprungligt meddelande|oprindelig meddelelse"
)
FORWARDED = re.compile(rf"(?im)^[ \t]{{0,20}}[-=_*]{{0,60}}[ \t]{{0,20}}(?:{FORWARD_WORDS})[ \t]{{0,20}}[-=_*:]{{0,60}}[ \t]{{0,20}}$")
ORIGINAL = re.compile(rf"(?i)[ \t]*[-=_*]{{2,60}}[ \t]*(?:{ORIGINAL_WORDS})[ \t]*[-=_*:]{{2,60}}[ \t]*")

# (how it begins, how it ends) in en, de, fr, es, pt, it, nl, and three neighbours
WROTE = (
    ("on", "wrote|writes|said"),
    ("am", r"schrieb\b.{0,120}|hat\b.{0,120}\bgeschrieben"),
    ("le", "a [ée]crit"),
    ("el", "escribi[óo]|ha escrito"),
    ("em|a|no dia|na", "escreveu"),
    ("il|il giorno|in data|nel giorno", "ha scritto|scrive"),
    ("op", r"schreef\b.{0,120}|heeft\b.{0,120}\bgeschreven"),
    ("den|d\\.", r"skrev\b.{0,120}"),
    ("w dniu|dnia", r"napisa[łl]\(?a?\)?|pisze"),
)
ATTRIBUTIONS = tuple(re.compile(rf"(?i)(?:{begins})\b[ \t,].{{3,300}}?\b(?:{ends})[ \t]*:[ \t]*") for begins, ends in WROTE)
SOMEBODY_WROTE = re.compile(
    r"(?i).{2,160}(?:\bwrote|\bschrieb|\ba [ée]crit|\bescribi[óo]|\bescreveu|\bha scritto|\bschreef)\b[^:]{0,80}:[ \t]*"
)
DATE_AND_ADDRESS = re.compile(r"\d{4}-\d\d-\d\d.{1,160}<[^<>\s]{3,120}>[ \t]*:[ \t]*")
SAYS_WHEN_OR_WHO = re.compile(r"\d|@")

FROM_LABEL = re.compile(r"(?i)[ \t]*\*{0,2}(?:from|von|de|da|van|från|fra|od)\*{0,2}[ \t]?:\*{0,2}[ \t]*\S")
LABEL = re.compile(
    r"(?i)[ \t]*\*{0,2}(?:from|sent|date|to|cc|bcc|subject|reply-to|importance|attachments|von|gesendet|datum|an|betreff|antwort an|"
    r"de|envoy[ée](?: le)?|[àa]|objet|enviado(?: el)?|fecha|para|asunto|da|inviato|data|a|oggetto|enviad[oa](?: em)?|assunto|"
    r"van|verzonden|aan|onderwerp|från|skickat|till|ämne|fra|sendt|til|emne|od|wysłano|do|temat)\*{0,2}[ \t]?:"
)
SUBJECT_LABEL = re.compile(r"(?i)[ \t]*\*{0,2}(?:subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|emne|temat)\*{0,2}[ \t]?:")
RULE = re.compile(r"[ \t]*[_-]{5,}[ \t]*")
SIGNATURE = re.compile(r"--[ \t]?")  # RFC 3676 section 4.3; many clients lose the space
QUOTED = re.compile(r"[ \t]*>")
ONE_MARK = re.compile(r"\A[ \t]*>[ \t]?")
QUOTE_MARKS = re.compile(r"\A[ \t]*(?:>[ \t]?)+")

SUBJECT_FORWARD = re.compile(r"(?i)[ \t]*(?:\[[^\]]{1,40}\][ \t]*)?(?:fwd?|wg|tr|rv|enc|i|doorst|vb|vs|pd|reenv)[ \t]?(?:\[\d+\])?:")
SUBJECT_REPLY = re.compile(r"(?i)[ \t]*(?:\[[^\]]{1,40}\][ \t]*)?(?:re|aw|antw|sv|odp|r|rif|r[ée]p|res)[ \t]?(?:\[\d+\])?:")


class Mark(Enum):
    """What stands at a line."""

    WROTE = 1
    FORWARD = 2
    ORIGINAL = 3
    HEADERS = 4
    SIGNATURE = 5


def subject_forwards(subject: str) -> bool:
    """True for Fwd:, FW:, WG:, TR:, RV:, ENC:, I: and their like."""
    return bool(SUBJECT_FORWARD.match(subject))


def todays(lines: list[str], subject: str) -> list[str]:
    """The lines that are not quoted from earlier mail, nor below a signature mark; everything, when nothing else would be left."""
    kept = _Reader(lines, forward=subject_forwards(subject), reply=bool(SUBJECT_REPLY.match(subject))).read()
    if any(line.strip() for line in kept) or SUBJECT_REPLY.match(subject):
        return kept
    return [QUOTE_MARKS.sub("", line) for line in lines]


class _Reader:
    """One pass over the lines of one text."""

    def __init__(self, lines: list[str], *, forward: bool, reply: bool) -> None:
        self.lines = list(lines)
        self.forward = forward
        self.reply = reply
        self.kept: list[str] = []
        self.passing_on = False  # inside forwarded mail
        self.unquoted = False  # its lines were quoted, too: one mark of each was taken off

    def read(self) -> list[str]:
        at, signed = 0, False
        while at < len(self.lines):
            mark, size = self._mark(at)
            if mark is Mark.SIGNATURE:
                signed = True
            elif mark is Mark.WROTE:
                size += self._blank(at + size)
                if not self._quoted(at + size) and not signed:
                    return self.kept
            elif mark is not None:
                if not self._keeps(mark):
                    return _without_rule(self.kept)
                self._pass_on(at, size)
                signed = False
            elif not signed:
                self._keep(self.lines[at])
            at += size
        return self.kept

    def _keep(self, line: str) -> None:
        if not QUOTED.match(line):
            self.kept.append(line)

    def _keeps(self, mark: Mark) -> bool:
        if mark is Mark.FORWARD:
            return True
        alone = not any(line.strip() for line in self.kept)
        return not self.passing_on and (self.forward or (alone and not self.reply))

    def _pass_on(self, at: int, size: int) -> None:
        self.passing_on = True
        self.kept.extend(QUOTE_MARKS.sub("", line) for line in self.lines[at : at + size])
        if not self.unquoted and self._quoted(at + size + self._blank(at + size)):
            self.unquoted = True
            self.lines[at + size :] = [ONE_MARK.sub("", line) for line in self.lines[at + size :]]

    def _mark(self, at: int) -> tuple[Mark | None, int]:
        """What stands at this line, and how many lines it takes."""
        line = self.lines[at]
        if SIGNATURE.fullmatch(line):
            return Mark.SIGNATURE, 1
        if len(line) > 400 or QUOTED.match(line):
            return None, 1
        if FORWARDED.fullmatch(line):
            return Mark.FORWARD, 1 + self._labels(at + 1)
        if ORIGINAL.fullmatch(line):
            return Mark.ORIGINAL, 1 + self._labels(at + 1)
        if FROM_LABEL.match(line) and self._header_block(at):
            return Mark.HEADERS, self._labels(at)
        wrote = self._attribution(at)
        return (Mark.WROTE, wrote) if wrote else (None, 1)

    def _attribution(self, at: int) -> int:
        """How many lines a "On ... wrote:" takes (clients wrap it); 0 for none."""
        joined = ""
        for count, line in enumerate(self.lines[at : at + 3], start=1):
            joined = f"{joined} {line.strip()}".strip()
            if not line.strip() or len(joined) > 400:
                return 0
            if joined.endswith(":") and SAYS_WHEN_OR_WHO.search(joined) and _attributes(joined, count):
                return count
        return 0

    def _header_block(self, at: int) -> bool:
        labels = [line for line in self.lines[at : at + 9] if LABEL.match(line)]
        return len(labels) >= 3 and any(SUBJECT_LABEL.match(line) for line in labels)

    def _labels(self, at: int) -> int:
        """How many lines the header block takes that begins here, blank ones before and in it included."""
        end = at
        for number in range(at, min(at + 20, len(self.lines))):
            line = QUOTE_MARKS.sub("", self.lines[number])
            if LABEL.match(line):
                end = number + 1
            elif line.strip() and not line[:1].isspace() and number > end:
                break
        return end - at

    def _blank(self, at: int) -> int:
        end = at
        while end < len(self.lines) and not self.lines[end].strip():
            end += 1
        return end - at

    def _quoted(self, at: int) -> bool:
        return at < len(self.lines) and bool(QUOTED.match(self.lines[at]))


def _attributes(joined: str, lines: int) -> bool:
    if any(pattern.fullmatch(joined) for pattern in ATTRIBUTIONS) or DATE_AND_ADDRESS.fullmatch(joined):
        return True
    return lines == 1 and bool(SOMEBODY_WROTE.fullmatch(joined)) and "@" in joined


def _without_rule(lines: list[str]) -> list[str]:
    """Outlook draws a line above the header block."""
    while lines and (not lines[-1].strip() or RULE.fullmatch(lines[-1])):
        lines = lines[:-1]
    return lines
