"""A draft as a mail: the text of RFC 5322 that a mail program takes, or a `mailto:` link that opens one.

The body is plain text of format=flowed (RFC 3676): a line that ends in a blank goes on in the next, so that a phone can break it where its
own screen ends, and no line begins with what a relay would change (a blank, ">" or "From "). Headers are folded here and not by the
standard library, which wraps a long Message-ID into an encoded word, where no mail program looks for it.
"""

from __future__ import annotations

import re
import textwrap
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr

from watcher.core.compose.letter import GLUE, WIDTH, Draft, glued

LONGEST_LINK = 2_000  # characters; what every browser, phone and desktop hands on unharmed
_UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
_STUFFED = re.compile(r"^(?=[ >]|From )")


def rfc5322(draft: Draft, *, sender: str | None, name: str, at: datetime, message_id: str | None = None) -> bytes:
    """The whole mail, lines ended by CRLF. `sender` is the user's addr-spec, `at` its Date (aware), `message_id` without brackets."""
    headers = [
        *([f"From: {formataddr((name, sender))}"] if sender and sender.isascii() else []),
        "To: " + ",\n ".join(draft.to),
        f"Subject: {Header(draft.subject, _charset(draft.subject), header_name='Subject').encode()}",
        f"Date: {format_datetime(at)}",
        *([f"Message-ID: <{message_id}>"] if message_id else []),
        *([f"In-Reply-To: <{draft.in_reply_to}>"] if draft.in_reply_to else []),
        *(["References: " + "\n ".join(f"<{one}>" for one in draft.references)] if draft.references else []),
        "MIME-Version: 1.0",
        f"Content-Type: text/plain; charset={_charset(draft.text)}; format=flowed",
        f"Content-Transfer-Encoding: {'7bit' if draft.text.isascii() else '8bit'}",
    ]
    return "\n".join([*headers, "", flowed(draft.text)]).replace("\n", "\r\n").encode("utf-8", "replace")


def _charset(text: str) -> str:
    return "us-ascii" if text.isascii() else "utf-8"


def flowed(text: str) -> str:
    """Text of one paragraph a line as format=flowed (RFC 3676, 4.2): stuffed, soft breaks after a blank, hard lines without one."""
    return "".join(f"{_flowed_line(line)}\n" for line in text.split("\n"))


def _flowed_line(line: str) -> str:
    pieces = textwrap.wrap(glued(line), WIDTH, break_on_hyphens=False, break_long_words=False) or [""]
    return " \n".join(_STUFFED.sub(" ", piece.replace(GLUE, " ")) for piece in pieces)


def mailto(draft: Draft) -> str:
    """The link of RFC 6068 that opens the draft in a mail program; what makes it too long are the last paragraphs."""
    to = ",".join(_quoted(one, "@") for one in draft.to)
    link = f"mailto:{to}?subject={_quoted(draft.subject)}"
    thread = f"&in-reply-to={_quoted(f'<{draft.in_reply_to}>')}" if draft.in_reply_to else ""
    paragraphs = draft.text.split("\n\n")
    for many in range(len(paragraphs), 0, -1):
        body = "&body=" + _quoted("\n\n".join(paragraphs[:many]).replace("\n", "\r\n"))
        if len(link + thread + body) <= LONGEST_LINK:
            return link + thread + body
    return (link if len(link) <= LONGEST_LINK else f"mailto:{to}")[:LONGEST_LINK]


def _quoted(text: str, more: str = "") -> str:
    """Percent-encoded but for what RFC 3986, 2.3 calls unreserved, and `more`."""
    return "".join(chr(one) if chr(one) in _UNRESERVED + more else f"%{one:02X}" for one in text.encode("utf-8", "replace"))
