"""The header of a mail: its fields split off by hand and cut to size, then read by mail-parser.

Splitting comes first because it cannot fail and because size is what makes header parsing expensive: stdlib's parameter parser and both
decoders of encoded words take the square of their input's length. mail-parser then sees a message of header fields alone, decoded to
text, so that the structure of the body cannot make it raise. What mail-parser cannot read (it raises, or gives back nothing where there
is something) is read by the plain rules at the end of this module.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.message import Message as Header
from email.utils import parsedate_tz

from watcher.core import mark
from watcher.core.parse.letters import clean, codec_name, decode
from watcher.core.parse.message import Address

FIELD_SIZE = 16 * 1024  # one occurrence of each wanted field: 320 kB at most
PARAMETERS = 64  # of one Content-* field; RFC 2231 continuations included
FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:")  # RFC 5322 section 2.2; a space before the colon is obsolete syntax
ENVELOPE = re.compile(rb">?From [^\n]*\n")  # mbox and some exports put it above the header
FOLD = re.compile(r"\r?\n(?=[ \t])")  # RFC 5322 section 2.2.3
ADDRESSES = ("from", "sender", "reply-to", "to", "cc")
OTHERS = ("subject", "date", "message-id", "in-reply-to", "references", "received")
ORIGIN = ("list-id", "list-unsubscribe", "auto-submitted", "precedence", mark.FIELD.lower())
MIME = ("mime-version", "content-type", "content-transfer-encoding", "content-disposition", "content-id")
WANTED = frozenset((*ADDRESSES, *OTHERS, *ORIGIN, *MIME))
TOLD_BY_MAILPARSER = ("from", "reply-to", "to", "cc", "subject", "date")

ENCODED_WORD = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,20})?\?([BbQq])\?([^?]*)\?=")  # RFC 2047, RFC 2231 section 5
NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]")
ADDR_SPEC = r"[^\s<>()\[\],;:\"@\\]+@[^\s<>()\[\],;:\"@\\]+"
MAILBOX = re.compile(rf'\s*(?:"(?P<quoted>[^"]*)"|(?P<name>[^<>"]*))\s*<\s*(?P<addr>{ADDR_SPEC})\s*>\s*')
BARE = re.compile(rf'\s*(?:"(?P<quoted>[^"]*)"\s+)?(?P<addr>{ADDR_SPEC})\s*')
BETWEEN_COMMAS = re.compile(r'(?:"[^"]*"|[^",;])+')
MSG_ID = re.compile(r"<([^<>]{1,998})>")
MOST = 200  # addresses of one field, ids of one field
EARLIEST, LATEST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def split(raw: bytes) -> tuple[dict[str, bytes], bytes, list[str]]:
    """The first occurrence of each field that is looked at (of Received: the topmost), the body, and what was wrong."""
    kept: dict[str, bytearray] = {}
    current: bytearray | None = None  # None: a field that is not looked at
    any_field, at = False, _start(raw)
    while at < len(raw):
        start, at = at, raw.find(b"\n", at) + 1 or len(raw)
        line = raw[start:at]
        if not line.strip(b"\r\n"):
            break
        if found := FIELD.match(line):
            any_field, current = True, _wanted(found[1], kept)
            line = line[found.end() :]
        elif not (any_field and line[:1] in b" \t"):
            at = start
            break
        if current is not None and len(current) <= FIELD_SIZE:
            current.extend(line)
    problems = [f"{name} cut" for name, value in kept.items() if len(value) > FIELD_SIZE]
    return {name: _to_size(name, bytes(value)) for name, value in kept.items()}, raw[at:], problems if any_field else ["no header"]


def _wanted(name: bytes, kept: dict[str, bytearray]) -> bytearray | None:
    key = name.decode("ascii").lower()
    if key not in WANTED or key in kept:
        return None
    kept[key] = bytearray()
    return kept[key]


def _to_size(name: str, value: bytes) -> bytes:
    return few_parameters(value) if name.startswith("content-") else value[:FIELD_SIZE]


def _start(raw: bytes) -> int:
    """Where the header begins: after a byte order mark, empty lines and an mbox envelope line."""
    at = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    while raw[at : at + 1] in (b"\r", b"\n"):
        at += 1
    envelope = ENVELOPE.match(raw, at)
    return envelope.end() if envelope else at


def few_parameters(value: bytes) -> bytes:
    """A Content-* field without what makes stdlib's parameter parser slow."""
    return b";".join(value[: FIELD_SIZE // 2].split(b";")[:PARAMETERS])


def unfold(value: bytes, charset: str | None = None) -> str:
    """A field's value as text on one line; raw UTF-8 (RFC 6532) and raw bytes of an older charset are both read."""
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = decode(value, charset)
    return FOLD.sub("", text).replace("\n", " ").strip()


class Fields:
    """A mail's header fields, each by its meaning."""

    def __init__(self, raw: Mapping[str, bytes], charset: str | None) -> None:
        self.raw = {name: unfold(value, charset) for name, value in raw.items()}
        self.problems: list[str] = []
        self._told = self._ask_mailparser()

    def _ask_mailparser(self) -> dict[str, object]:
        from mailparser import MailParser, core, utils  # noqa: PLC0415  # 8 MB that the idle daemon does without

        core.log.disabled = utils.log.disabled = True  # they log what the sender wrote
        header = Header()
        for name in TOLD_BY_MAILPARSER:
            if name in self.raw:
                header[name] = ENCODED_WORD.sub(_known_charset, self.raw[name])
        try:
            told = MailParser(header)
            return {name: getattr(told, name.replace("-", "_")) for name in TOLD_BY_MAILPARSER}
        except Exception as error:  # noqa: BLE001  # it raises far outside its own hierarchy
            self.problems.append(f"mail-parser: {type(error).__name__}")
            return {}

    def text(self, name: str) -> str:
        """An unstructured field."""
        value = self.raw.get(name, "")
        told = self._told.get(name)
        # mail-parser drops raw non-ASCII letters that stand beside encoded words.
        return clean(words(told if isinstance(told, str) and value.isascii() else value))[:1000]

    def line(self, name: str) -> str | None:
        """A short structured field; None when absent or empty."""
        return clean(self.raw.get(name, ""))[:500] or None

    def addresses(self, name: str) -> tuple[Address, ...]:
        """The mailboxes of an address field."""
        told = self._told.get(name)
        pairs = told if isinstance(told, list) and told else list(mailboxes(self.raw.get(name, "")))
        found = (address(str(shown), str(addr)) for shown, addr in pairs[:MOST])
        return tuple(one for one in found if one)

    def ids(self, name: str) -> tuple[str, ...]:
        """The message ids of a field, without brackets."""
        return msg_ids(self.raw.get(name, ""))

    def date(self) -> datetime | None:
        """Date, read by stdlib where mail-parser is too strict for real mail (9:39:22, no zone, +070)."""
        told = self._told.get("date")
        return _sane(told) if isinstance(told, datetime) else moment(self.raw.get("date", ""))

    def received(self) -> datetime | None:
        """When the last server took the mail (RFC 5322 section 3.6.7: after the semicolon)."""
        return moment(self.raw.get("received", "").rpartition(";")[2])


def msg_ids(value: str) -> tuple[str, ...]:
    """The message ids of a field's value, without brackets."""
    found = MSG_ID.findall(value) or [word for word in value.split() if "@" in word]
    tidy = (clean(one).replace(" ", "") for one in found[-MOST:])
    return tuple(dict.fromkeys(one for one in tidy if one))


def message_id_of(header: bytes) -> str | None:
    """The Message-ID of a header, as `parse` has it."""
    found = msg_ids(unfold(split(header)[0].get("message-id", b"")))
    return found[0] if found else None


def _known_charset(word: re.Match[str]) -> str:
    """An encoded word under a charset that Python knows; mail-parser leaves out the letters of others."""
    return f"=?{codec_name(word[1]) or 'utf-8'}?{word[2]}?{word[3]}?="


def words(value: str) -> str:
    """Decode encoded words; a character split over two words of one charset is mended."""
    if "=?" not in value:
        return value
    out: list[str] = []
    pending, charset, at = b"", "", 0
    for word in ENCODED_WORD.finditer(value):
        gap = value[at : word.start()]
        if gap.strip() or (at == 0 and gap):
            out += [decode(pending, charset), gap]
            pending = b""
        if word[1].lower() != charset:
            out.append(decode(pending, charset))
            pending, charset = b"", word[1].lower()
        pending += _unpack(word[2], word[3])
        at = word.end()
    return "".join([*out, decode(pending, charset), value[at:]])


def _unpack(encoding: str, text: str) -> bytes:
    if encoding in "Qq":
        return binascii.a2b_qp(text.encode("utf-8", "replace"), header=True)
    letters = NOT_BASE64.sub("", text)
    whole = letters[: len(letters) - 1] if len(letters) % 4 == 1 else letters
    return binascii.a2b_base64(whole + "=" * (-len(whole) % 4))


def address(name: str, addr: str) -> Address | None:
    """A tidy address; None when it is none."""
    local, at, domain = clean(addr).replace(" ", "").strip("<>").rpartition("@")
    if not (local and at and domain) or len(local) + len(domain) > 319:  # RFC 5321 section 4.5.3.1
        return None
    shown = clean(words(name)).strip("\"' ")[:200]
    return Address("" if shown == addr else shown, f"{local}@{domain.lower()}")


def mailboxes(value: str) -> Iterator[tuple[str, str]]:
    """Mailboxes by plain rules. What is not clearly one is left out: alice@example.org)bob@example.com is nobody (CVE-2023-27043)."""
    for chunk in BETWEEN_COMMAS.findall(value):
        found = MAILBOX.fullmatch(chunk) or BARE.fullmatch(chunk)
        if found:
            groups = found.groupdict()
            yield groups.get("quoted") or groups.get("name") or "", found["addr"]


def moment(value: str) -> datetime | None:
    """A date-time of RFC 5322 in aware UTC, leniently; without a zone it is taken as UTC."""
    try:
        parsed = parsedate_tz(value[:200])
        if parsed is None:
            return None
        local = datetime(*parsed[:5], min(parsed[5], 59), tzinfo=UTC)  # second 60 is a leap second
        return _sane(local - timedelta(seconds=parsed[9] or 0))
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _sane(at: datetime) -> datetime | None:
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return at if EARLIEST <= at < LATEST else None
