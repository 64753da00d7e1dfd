"""Raw bytes to a `Message`; a damaged mail still yields one.

    fields     the header: split by hand, cut to size, read by mail-parser, by plain rules where that fails
    parts      the body: stdlib splits the MIME parts, our walk says which are the text
    letters    charsets, and `clean`, through which every string of a mail goes

Nothing here raises for what a mail holds, and nothing takes longer than its size allows: mail-parser and stdlib both raise outside
their own hierarchies and take the square of their input's length, so everything is cut to size before they see it.
"""

from __future__ import annotations

import json
from hashlib import sha256

from watcher.core.mark import FIELD
from watcher.core.parse import fields, parts
from watcher.core.parse.letters import clean
from watcher.core.parse.message import Address, Message

__all__ = ["MESSAGE_SIZE", "Address", "Message", "clean", "parse"]

MESSAGE_SIZE = 256 * 1024  # what is fetched of a mail, and what is read of one


def parse(raw: bytes, *, truncated: bool = False) -> Message:
    """Read a mail (RFC 5322); never raises for what the bytes hold."""
    whole = len(raw) <= MESSAGE_SIZE and not truncated
    raw = raw[:MESSAGE_SIZE]
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")  # line ends of an old Mac
    split, rest, problems = fields.split(raw)
    body = parts.read({name: value for name, value in split.items() if name.startswith(("content-", "mime-"))}, rest)
    head = fields.Fields(split, _charset(split))
    ids = head.ids("message-id")
    auto = (head.line("auto-submitted") or "no").partition(";")[0].strip().lower()
    from_, sender = head.addresses("from"), head.addresses("sender")
    return Message(
        message_id=ids[0] if ids else None,
        subject=head.text("subject"),
        from_=from_[0] if from_ else None,
        sender=sender[0] if sender else None,
        reply_to=head.addresses("reply-to"),
        to=head.addresses("to"),
        cc=head.addresses("cc"),
        in_reply_to=head.ids("in-reply-to"),
        references=head.ids("references"),
        date=head.date(),
        received=head.received(),
        list_id=_list_id(head),
        list_unsubscribe="list-unsubscribe" in split,
        auto_submitted=None if auto == "no" else auto,
        precedence=(head.line("precedence") or "").lower() or None,
        plain="\n\n".join(body.plain),
        html="\n".join(body.html),
        attachments=tuple(body.attachments),
        content_hash=_content_hash(head, body, whole=whole),
        problems=(*problems, *head.problems, *body.problems),
        truncated=not whole,
        calendars=tuple(body.calendars),
        mark=head.line(FIELD.lower()),
    )


def _charset(split: dict[str, bytes]) -> str | None:
    """The charset that the body claims: older mail writes its raw header bytes in the same."""
    found = parts.META_CHARSET.search(split.get("content-type", b""))
    return found[1].decode("ascii") if found else None


def _list_id(head: fields.Fields) -> str | None:
    line = head.line("list-id")  # RFC 2919: phrase <id>
    found = fields.MSG_ID.search(line or "")
    return found[1].strip() if found else line


def _content_hash(head: fields.Fields, body: parts.Body, *, whole: bool) -> str:
    """What makes this mail this mail. Spaces and line ends do not count (transports change them), nor does where a long one was cut."""
    texts = [["".join(text.split())[: None if whole else 32_000] for text in form] for form in (body.plain, body.html)]
    named = [head.raw.get(name, "") for name in ("message-id", "date", "from", "to", "cc", "subject")]
    rest = [body.attachments, body.digests] if whole else []
    parted = ["".join(value.split()) for value in named]
    return sha256(json.dumps([parted, texts, rest]).encode()).hexdigest()
