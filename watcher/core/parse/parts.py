"""The body of a mail: which MIME parts are its text, and what else it carries.

The walk is ours and not mail-parser's, which loses the text of a part that has a file name, merges the text of an attached message into
the body and holds every attachment twice. stdlib splits the parts (policy compat32: the newer one raises on many real mails), on a body
that was cut so that neither nesting nor numbers can hurt.
"""

from __future__ import annotations

import email
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message as Part
from hashlib import sha256

from watcher.core.parse.fields import FIELD_SIZE, few_parameters
from watcher.core.parse.letters import clean, decode

CONTAINERS = 100  # multiparts and attached messages; stdlib recurses into each and tests every line against all that are open
LINES_LIKE_BOUNDARIES = 4000
CONTAINER = re.compile(rb"(?im)^content-type[ \t]*:[ \t]*(?:\r?\n[ \t]+)?(?:multipart|message)/")
BOUNDARY = re.compile(rb"(?m)^--(?=[^\s-])")
CONTENT_FIELD = re.compile(rb"(?im)^content-[a-z-]{2,40}[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*")
META_CHARSET = re.compile(rb"""(?i)charset\s{0,9}=\s{0,9}["']?([a-z0-9_.:-]{1,40})""")
MARKUP = re.compile(r"(?i)<(?:html|body|div|p|br|table)\b")
TEXT_TYPES = ("text/plain", "text/html")
CALENDAR_TYPES = ("text/calendar", "application/ics")
CALENDARS, CALENDAR_SIZE = 4, 32 * 1024  # parts that are kept, and of each so many characters: an invitation is some 3 kB


@dataclass
class Body:
    """What the walk found."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    calendars: list[str] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def add(self, media_type: str, text: str) -> None:
        if text.strip():
            (self.html if media_type == "text/html" else self.plain).append(text)

    @property
    def empty(self) -> bool:
        return not (self.plain or self.html)


def read(content_fields: Mapping[str, bytes], body: bytes) -> Body:
    """Find the text of a mail."""
    found = Body()
    body = _cut(body, found.problems)
    head = b"".join(name.encode() + b":" + value.rstrip(b"\r\n") + b"\n" for name, value in content_fields.items())
    try:
        _walk(email.message_from_bytes(head + b"\n" + body), found)
    except Exception as error:  # noqa: BLE001  # whatever the bytes hold, there is a mail to be read
        found.problems.append(f"parts: {type(error).__name__}")
        found.add("text/plain", clean(decode(body), lines=True))
    return found


def _cut(body: bytes, problems: list[str]) -> bytes:
    for pattern, most in ((CONTAINER, CONTAINERS), (BOUNDARY, LINES_LIKE_BOUNDARIES)):
        for count, match in enumerate(pattern.finditer(body)):
            if count == most:
                body = body[: match.start()]
                problems.append("too many parts")
                break
    return CONTENT_FIELD.sub(lambda match: _short(match[0]), body)


def _short(content_field: bytes) -> bytes:
    """A Content-* field that is too long or has too many parameters, cut; all others as they are."""
    if len(content_field) < FIELD_SIZE // 2 and content_field.count(b";") < 64:
        return content_field
    return few_parameters(content_field)


def _walk(message: Part, found: Body) -> None:
    named: list[tuple[str, str]] = []
    for part in _leaves(message):
        media_type = _media_type(part)
        if media_type not in TEXT_TYPES:
            _note(part, media_type, found)
            if _is_calendar(part, media_type) and len(found.calendars) < CALENDARS:
                found.calendars.append(_text(part)[:CALENDAR_SIZE])
        elif _told(part.get_content_disposition) == "attachment" or _told(part.get_filename):
            named.append((media_type, _text(part)))
            _note(part, media_type, found)
        else:
            found.add(media_type, _text(part))
    # Some mails have their only text in a part that calls itself an attachment.
    for media_type, text in named:
        if found.empty:
            found.add(media_type, text)
            if not found.empty:
                found.attachments.remove(media_type)
                found.problems.append("text in an attachment")


def _leaves(message: Part) -> Iterator[Part]:
    """Parts in order; an attached message is one part and is not looked into (its text is not what this sender says)."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        inside = part.get_payload()
        if isinstance(inside, list) and part.get_content_maintype() != "message":
            waiting.extend(one for one in reversed(inside) if isinstance(one, Part))
        else:
            yield part


def _media_type(part: Part) -> str:
    media_type = part.get_content_type()
    if media_type.startswith("multipart/"):  # its boundary never occurs: all of it is text
        return "text/html" if MARKUP.search(str(part.get_payload())[:2000]) else "text/plain"
    return clean(media_type)[:100]


def _is_calendar(part: Part, media_type: str) -> bool:
    """RFC 5545 section 8.1; some systems send it as bytes of no known type, with a name that says what it is."""
    if media_type in CALENDAR_TYPES:
        return True
    return media_type == "application/octet-stream" and str(_told(part.get_filename)).lower().endswith(".ics")


def _note(part: Part, media_type: str, found: Body) -> None:
    found.attachments.append(media_type)
    data = part.get_payload(decode=True)
    found.digests.append(sha256(data).hexdigest() if isinstance(data, bytes) else "")


def _text(part: Part) -> str:
    data = part.get_payload(decode=True)
    data = data if isinstance(data, bytes) else b""
    charset = _told(lambda: part.get_param("charset"))
    named = charset[2] if isinstance(charset, tuple) else charset  # RFC 2231 gives (charset, language, value)
    if not named and part.get_content_subtype() == "html":
        meta = META_CHARSET.search(data, 0, 2048)
        named = meta[1].decode("ascii") if meta else None
    return clean(decode(data, str(named) if named else None), lines=True)


def _told(ask: Callable[[], object]) -> object:
    """What stdlib makes of a part's fields; None where it raises (RFC 2231 parameters that do not fit together)."""
    try:
        return ask()
    except Exception:  # noqa: BLE001  # TypeError, ValueError, AttributeError, LookupError have been seen
        return None
