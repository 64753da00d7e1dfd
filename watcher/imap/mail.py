"""Fetching one mail: whole when it is small, else its header and its text.

Everything is BODY.PEEK, which sets no flag (RFC 9051, 6.4.5). Of a mail above 256 KiB, BODYSTRUCTURE (7.5.2) tells the parts; header, texts
and invitations are fetched up to 256 KiB together, and put together again as one mail that any parser reads. Parts left out keep their
place and their type, with nothing in them.
"""

from __future__ import annotations

import hashlib
import imaplib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from watcher.errors import ConnectionLost
from watcher.imap.wire import Client, Interrupted

WHOLE_MOST = 256 * 1024
HEADER_MOST = 128 * 1024
PARTS_MOST = 20  # text parts fetched
DEPTH_MOST = 50
TEXTS = frozenset({"text/plain", "text/html", "text/calendar"})
LAST_RESORT = 7  # attempts, then the header alone will do
_HOPELESS = (imaplib.IMAP4.abort, OSError, ConnectionLost, Interrupted, MemoryError)  # the connection is not sound after these
_MIME_FIELDS = re.compile(rb"^(?:content-type|content-transfer-encoding|mime-version):.*\n(?:[ \t].*\n)*", re.IGNORECASE | re.MULTILINE)
_UNQUOTABLE = re.compile(r'[^\x20-\x7e]|["\\]')
_TOKEN = re.compile(r"[^A-Za-z0-9!#$&^_.+*'-]")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A mail as it will be read."""

    raw: bytes
    truncated: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf of BODYSTRUCTURE, or a multipart with its children."""

    section: str
    media_type: str
    parameters: tuple[tuple[str, str], ...] = ()
    encoding: str = "7bit"
    disposition: str = ""
    filename: str = ""
    children: tuple[Part, ...] = ()

    def leaves(self) -> Iterator[Part]:
        if not self.media_type.startswith("multipart/"):
            yield self
        for child in self.children:
            yield from child.leaves()


def fetch_mail(client: Client, uid: int, octets: int | None, attempt: int) -> Fetched | None:
    """One mail, or None when the server does not give it."""
    if attempt >= LAST_RESORT:
        header = _section(client, uid, "HEADER", HEADER_MOST)
        return Fetched(header, truncated=True) if header else None
    if attempt > 0 or octets is None:
        return _beginning(client, uid)
    if octets > WHOLE_MOST:
        return _fetch_big(client, uid)
    raw = _one(client, uid, "BODY.PEEK[]").get(b"BODY[]")
    return Fetched(raw, truncated=False) if isinstance(raw, bytes) and (raw or octets == 0) else None


def _one(client: Client, uid: int, item: str) -> dict[bytes, Any]:
    client.wire.untagged_responses.clear()
    answer: dict[bytes, Any] = client.fetch([uid], [item]).get(uid, {})
    return answer


def _section(client: Client, uid: int, section: str, most: int) -> bytes | None:
    """The first bytes of a section. The answer's name of it is the server's affair (some drop the origin)."""
    answer = _one(client, uid, f"BODY.PEEK[{section}]<0.{most}>")
    bodies = [value for key, value in answer.items() if key.startswith(b"BODY[") and isinstance(value, bytes)]
    return bodies[0][:most] if bodies else None


def _beginning(client: Client, uid: int) -> Fetched | None:
    raw = _section(client, uid, "", WHOLE_MOST)
    return Fetched(raw, truncated=len(raw) >= WHOLE_MOST) if raw else None


def _fetch_big(client: Client, uid: int) -> Fetched | None:
    structure = _structure(client, uid)
    if structure is None:
        return _beginning(client, uid)
    header = _section(client, uid, "HEADER", HEADER_MOST)
    if not header:
        return None
    texts: dict[str, bytes] = {}
    left = WHOLE_MOST - len(header)
    for part in chosen(structure):
        body = _section(client, uid, part.section, left) if left > 0 else None
        if body:
            texts[part.section] = body if len(body) < left else _whole_lines(body)
            left -= len(body)
    return Fetched(recompose(header, structure, texts), truncated=True)


def _structure(client: Client, uid: int) -> Part | None:
    """BODYSTRUCTURE, or None when it is missing or makes no sense; the line itself is sound either way."""
    try:
        body = _one(client, uid, "BODYSTRUCTURE").get(b"BODYSTRUCTURE")
        return read_structure(body) if body else None
    except _HOPELESS:
        raise
    except Exception:  # noqa: BLE001  # imapclient's parser raises whatever Python raises
        return None


def read_structure(body: Any, section: str = "", depth: int = 0) -> Part:  # noqa: ANN401  # imapclient's nested tuples have no type
    """A BODYSTRUCTURE of imapclient as parts with their section numbers (RFC 9051, 6.4.5.1). Raises whatever a malformed one causes."""
    if depth > DEPTH_MOST:
        raise ValueError("too deep")
    if isinstance(body[0], list):
        inner = (read_structure(child, f"{section}.{i}".lstrip("."), depth + 1) for i, child in enumerate(body[0], 1))
        return Part(section, "multipart/" + _token(body[1], "mixed"), children=tuple(inner))
    media_type = f"{_token(body[0], 'application')}/{_token(body[1], 'octet-stream')}"
    disposition = next((item for item in body[7:] if _is_disposition(item)), None)
    filename = dict(_pairs(disposition[1])).get("filename", "") if disposition else ""
    kind = _token(disposition[0], "") if disposition else ""
    return Part(section or "1", media_type, tuple(_pairs(body[2])), _token(body[5], "7bit"), kind, filename)


def _is_disposition(item: object) -> bool:
    """An extension item of the form ("attachment" ("filename" "x.pdf")), wherever the server puts it."""
    known = (b"attachment", b"inline")
    return isinstance(item, tuple) and len(item) == len(known) and isinstance(item[0], bytes) and item[0].lower() in known


def _pairs(items: object) -> Iterator[tuple[str, str]]:
    flat = [_text(item) for item in items] if isinstance(items, tuple) else []
    return zip((name.lower() for name in flat[::2]), flat[1::2], strict=False)


def _text(item: object) -> str:
    return item.decode("latin-1") if isinstance(item, bytes) else str(item)


def _token(item: object, default: str) -> str:
    return _TOKEN.sub("", _text(item)).lower() if isinstance(item, bytes) and item else default


def chosen(structure: Part) -> list[Part]:
    """The text parts worth fetching: those shown as the body, and invitations; attached texts only where there is nothing else."""
    texts = [part for part in structure.leaves() if part.media_type in TEXTS]
    shown = [part for part in texts if part.disposition != "attachment" or part.media_type == "text/calendar"]
    return (shown or texts)[:PARTS_MOST]


def _whole_lines(body: bytes) -> bytes:
    """Cut within base64 or quoted-printable, a text decodes as far as its last whole line."""
    return body[: body.rfind(b"\n") + 1] or body


def recompose(header: bytes, structure: Part, texts: dict[str, bytes]) -> bytes:
    """One mail again, of the parts that were fetched."""
    header = _whole_lines(header).rstrip(b"\r\n") + b"\r\n"
    if not structure.children:
        return header + b"\r\n" + texts.get(structure.section, b"")
    seed = hashlib.sha256(header + b"".join(texts.values())).hexdigest()[:32]
    return _MIME_FIELDS.sub(b"", header) + b"MIME-Version: 1.0\r\n" + _composed(structure, texts, seed)


def _composed(part: Part, texts: dict[str, bytes], seed: str) -> bytes:
    if not part.media_type.startswith("multipart/"):
        return _leaf_header(part) + b"\r\n" + texts.get(part.section, b"")
    boundary = f"=_{seed}_{part.section.replace('.', '_')}".encode()
    head = b"Content-Type: " + part.media_type.encode() + b'; boundary="' + boundary + b'"\r\n\r\n'
    inner = b"".join(b"--" + boundary + b"\r\n" + _composed(child, texts, seed) + b"\r\n" for child in part.children)
    return head + inner + b"--" + boundary + b"--\r\n"


def _leaf_header(part: Part) -> bytes:
    kept = [("charset", value) for name, value in part.parameters if name == "charset"]
    kept += [("name", value) for name, value in part.parameters if name == "name"]
    kept += [("method", value) for name, value in part.parameters if name == "method"]
    lines = [f"Content-Type: {part.media_type}" + "".join(f'; {name}="{_quotable(value)}"' for name, value in kept)]
    lines.append(f"Content-Transfer-Encoding: {part.encoding}")
    if part.disposition:
        lines.append(f'Content-Disposition: {part.disposition}; filename="{_quotable(part.filename)}"')
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _quotable(value: str) -> str:
    return _UNQUOTABLE.sub("_", value)[:200]
