"""The text that is judged: what a reader of the mail sees of today's message. Fitting and service use this same one.

letters    one letter for what looks like one
markup     HTML to lines, hidden text and quoted mail left out
history    earlier mail below today's cut, forwarded mail kept
footers    legal notices, unsubscribe lines, device advertisements cut
"""

from __future__ import annotations

import re

from watcher.core.parse import Message
from watcher.core.text import footers, history, markup
from watcher.core.text.letters import fold

__all__ = ["MAX_BYTES", "fold", "is_forwarded", "judged_text", "sentences"]

MAX_BYTES = 20_000  # of UTF-8: what is stored of a mail
PLAIN_SIZE = 128 * 1024
MOST_SENTENCES = 200
SENTENCE_SIZE = 500
MARKUP = re.compile(r"(?i)</?(?:html|body|p|br|div|table)\b[^<>]{0,200}>")
WRAPPED = range(45, 101)  # lengths of a line that its writer's program may have broken
LIST_ITEM = re.compile(r"(?:[-*+•·‣▪o>#|]\s|\d{1,3}[.)]\s|\(?[a-z]\)\s)")
SENTENCE_END = re.compile(r"[.!?][\"')\]]{0,3}\s+|[。！？]|\Z")
ABBREVIATION = re.compile(
    r"(?i)(?:\b(?:mr|mrs|ms|dr|prof|st|vs|no|nr|inc|ltd|co|corp|e\.g|i\.e|z\.b|d\.h|u\.a|bzw|ca|ggf|usw|evtl|m\.a|b\.a|m\.sc|b\.sc|ph\.d|dipl|ing|"
    r"sr|sra|dra|m|mme|av|p\.ej|dott|sig|dhr|mevr|jr|dept|ref|tel|approx)|\b[a-z])\.$"
)


def judged_text(message: Message) -> str:
    """Body as a reader sees it, at most 20,000 bytes: hidden text, quoted history, signature and legal footer cut, one paragraph a line."""
    plain = fold(message.plain[:PLAIN_SIZE])
    # Some systems send their HTML as text/plain.
    source = message.html if message.html.strip() or not _is_markup(plain) else plain
    html = fold(markup.to_text(source, forward=history.subject_forwards(message.subject))) if source.strip() else ""
    # A short HTML part beside a long plain one is a footer that a list added, not the mail.
    from_html = bool(html.strip()) and len(html) * 4 >= len(plain.strip())
    lines = [line.rstrip() for line in (html if from_html else plain).split("\n")]
    lines = [line for line in history.todays(lines, message.subject) if not footers.device(line)]
    paragraphs = [" ".join(paragraph.split()) for paragraph in _paragraphs(lines, wrapped=not from_html)]
    return _within("\n".join(footers.without_footers([paragraph for paragraph in paragraphs if paragraph])), MAX_BYTES)


def _is_markup(plain: str) -> bool:
    return len(MARKUP.findall(plain[:4000])) > 1


def is_forwarded(message: Message, body: str) -> bool:
    """True when somebody passes on mail of somebody else: what it says was not said to this reader. `body` is judged_text(message)."""
    return history.subject_forwards(message.subject) or bool(history.FORWARDED.search(body))


def sentences(text: str) -> list[str]:
    """At most 200 sentences of at most 500 characters; a longer one comes in pieces."""
    found: list[str] = []
    for line in text.split("\n"):
        for sentence in _split(line):
            found.extend(_pieces(sentence))
        if len(found) >= MOST_SENTENCES:
            break
    return found[:MOST_SENTENCES]


def _split(line: str) -> list[str]:
    """Sentences of one line; "Dr. Ada" and "z.B. so" do not end one."""
    out: list[str] = []
    at = 0
    for end in SENTENCE_END.finditer(line):
        piece, at = line[at : end.end()].strip(), end.end()
        if out and ABBREVIATION.search(out[-1][-12:]) and len(out[-1]) < SENTENCE_SIZE:
            out[-1] = f"{out[-1]} {piece}".rstrip()
        elif piece:
            out.append(piece)
    return out


def _pieces(sentence: str) -> list[str]:
    pieces: list[str] = []
    while len(sentence) > SENTENCE_SIZE and len(pieces) < MOST_SENTENCES:
        cut = sentence.rfind(" ", SENTENCE_SIZE // 2, SENTENCE_SIZE) + 1 or SENTENCE_SIZE
        pieces.append(sentence[:cut].rstrip())
        sentence = sentence[cut:].lstrip()
    return [*pieces, sentence[:SENTENCE_SIZE]]


def _paragraphs(lines: list[str], *, wrapped: bool) -> list[str]:
    """Put together what was broken to fit a width. `wrapped`: plain text, of which most programs break the lines."""
    out: list[str] = []
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            block.append(line.strip())
            continue
        out.extend(_joined(block, wrapped=wrapped))
        block = []
    return out


def _joined(block: list[str], *, wrapped: bool) -> list[str]:
    width = max((len(line) for line in block if len(line) in WRAPPED), default=0)
    out: list[list[str]] = []
    last = ""
    for line in block:
        if out and _goes_on(last, line, width if wrapped else 0):
            out[-1].append(line)
        else:
            out.append([line])
        last = line
    return [" ".join(lines) for lines in out]


def _goes_on(line: str, following: str, width: int) -> bool:
    """True when the break between two lines was made by a program: the next word would not have fitted, or goes on in lower case."""
    if len(line) not in WRAPPED or LIST_ITEM.match(following):
        return False
    first = following.split(" ", 1)[0]
    if width and len(line) + 1 + len(first) > width:
        return True
    return following[:1].islower() and line[-1:] not in ".!?:;"


def _within(text: str, size: int) -> str:
    data = text.encode("utf-8", "replace")
    return text if len(data) <= size else data[:size].decode("utf-8", "ignore").rstrip()
