"""What deliverer and child say to each other, and the only words about a delivery that ever leave this room.

An address of a target is a secret: its user part, its path, its query, and for many services even the place where others have a host
(`tgram://TOKEN/CHAT`). Error texts of the libraries quote it. So the child never returns a text: it returns a `Why` and perhaps a number,
and the sentence is made here, from a table, of those and of `redact(url)`.
"""

from __future__ import annotations

import json
import re
import struct
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

TITLE_LENGTH = 250  # characters; what the apprise services take at most
BODY_LENGTH = 16_000  # characters; a notification is a few hundred, with its draft a few thousand

_HEADER = struct.Struct("!I")
_FRAME_LENGTH = 1 << 20


class Why(StrEnum):
    """How a delivery ended."""

    SENT = "sent"
    NO_ADDRESS = "no-address"
    UNKNOWN_SERVICE = "unknown-service"
    WEB_ADDRESS = "web-address"
    BAD_ADDRESS = "bad-address"
    MISSING_PACKAGE = "missing-package"
    STATUS = "status"
    SIGN_IN = "sign-in"
    REFUSED = "refused"
    RESET = "reset"
    NAME = "name"
    NO_ROUTE = "no-route"
    TIMEOUT = "time-out"
    TLS = "tls"
    MAIL_REFUSED = "mail-refused"
    NOT_OFFERED = "not-offered"
    WEB_PAGE = "web-page"
    NOT_TAKEN = "not-taken"
    HUNG = "hung"
    DIED = "died"
    NOT_STARTED = "not-started"
    STOPPED = "stopped"


# Trying again helps in none of these: the config has to change.
PERMANENT = frozenset({Why.NO_ADDRESS, Why.UNKNOWN_SERVICE, Why.WEB_ADDRESS, Why.BAD_ADDRESS, Why.MISSING_PACKAGE})

SENTENCES = {
    Why.SENT: "delivered",
    Why.NO_ADDRESS: "this is no apprise URL; it starts with the service, as in ntfys://ntfy.sh/TOPIC",
    Why.UNKNOWN_SERVICE: "apprise knows no service by this scheme; https://appriseit.com/services/ lists them",
    Why.WEB_ADDRESS: "this is no address of a service that apprise knows; for a webhook of your own write jsons:// (or json://)",
    Why.BAD_ADDRESS: "the service is known, but the URL lacks something or is misspelt; https://appriseit.com/services/ shows its form",
    Why.MISSING_PACKAGE: "the service needs a package that is not installed (mqtt:// paho-mqtt, xmpp:// slixmpp, dbus:// dbus-python)",
    Why.STATUS: "HTTP {number}{hint}",
    Why.SIGN_IN: "sign-in refused; check user, password or token in the URL",
    Why.REFUSED: "connection refused; does the service run there, on that port?",
    Why.RESET: "the service closed the connection",
    Why.NAME: "name not found",
    Why.NO_ROUTE: "no route to the host",
    Why.TIMEOUT: "time-out",
    Why.TLS: "TLS: no secure connection; check the certificate, and whether the port speaks TLS",
    Why.MAIL_REFUSED: "the mail server refused sender or recipient",
    Why.NOT_OFFERED: "the mail server offers no STARTTLS or no sign-in on that port",
    Why.WEB_PAGE: "a web page answered, and no service; check the address, and whether this network wants a sign-in first",
    Why.NOT_TAKEN: "the service did not take it",
    Why.HUNG: "no answer within {number} s",
    Why.DIED: "the sending process ended without an answer",
    Why.NOT_STARTED: "the sending process did not start",
    Why.STOPPED: "stopped before an answer came",
}

HINTS = {
    301: "the address has moved; put the new one into the URL",
    302: "the address has moved; put the new one into the URL",
    307: "the address has moved; put the new one into the URL",
    308: "the address has moved; put the new one into the URL",
    401: "sign-in refused; check user, password or token in the URL",
    403: "not allowed; check user, password or token in the URL",
    404: "not found; check the path in the URL",
    413: "too long for the service",
    429: "too many messages",
    500: "trouble at the service",
    502: "trouble at the service",
    503: "trouble at the service",
    504: "trouble at the service",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one delivery: the reason, and the HTTP status or the seconds that belong to it."""

    why: Why
    number: int = 0
    date: int = field(default=0, compare=False)  # the time by the service's clock, in seconds since 1970; 0 when it told none

    @property
    def word(self) -> str:
        """For rules that count (core.trouble): `time-out`, `status-401`."""
        return f"{self.why}-{self.number}" if self.why is Why.STATUS else str(self.why)

    def sentence(self) -> str:
        hint = HINTS.get(self.number)
        return SENTENCES[self.why].format(number=self.number, hint=f": {hint}" if hint else "")


# Services whose URL has a host where URLs have it. All others keep a token, an id or a phone number there.
_HOSTS = frozenset(
    {
        *("apprise", "bark", "emby", "form", "growl", "hassio", "http", "irc", "jellyfin", "json", "kodi", "mailto", "mastodon", "misskey"),
        *("mmost", "mqtt", "ncloud", "nctalk", "rocket", "rsyslog", "signal", "synology", "workflow", "xbmc", "xml", "xmpp"),
    }
)
# A host or a topic, a host or a token: what has a dot in it is a host, since topics and tokens of these have none.
_HOSTS_WITH_DOT = frozenset({"gotify", "matrix", "ntfy", "pushdeer"})
_SCHEME = re.compile(r"[a-z0-9]{1,20}", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"(?:(?P<user>[^/?#]*)@)?(?P<host>[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?P<rest>[/?#].*)?", re.IGNORECASE | re.DOTALL
)


def redact(url: str) -> str:
    """Show of a target's URL the scheme and the host alone (`ntfy://ntfy.sh`), and of the host nothing if it may be a secret."""
    scheme, found, after = url.strip().partition("://")
    if not found or not _SCHEME.fullmatch(scheme):
        return "..."
    scheme = scheme.lower()
    match = _AUTHORITY.fullmatch(after)
    host = match["host"].lower() if match and _is_host(scheme, match) else "..."
    return f"{scheme}://{host}"


def _is_host(scheme: str, match: re.Match[str]) -> bool:
    service = scheme if scheme in _HOSTS | _HOSTS_WITH_DOT else scheme.removesuffix("s")
    host = match["host"]
    if _holds_the_user(match["rest"] or ""):
        return False
    certain = "." in host or host.startswith("[") or host.lower() == "localhost"
    return certain if service in _HOSTS_WITH_DOT else service in _HOSTS and (certain or service != "mailto")


def _holds_the_user(rest: str) -> bool:
    """True for the second half of a password with a bare slash, question mark or number sign; what stands before it is the first half."""
    path, _, query = rest.partition("?")
    return "@" in path or any("@" in pair.partition("=")[0] for pair in query.split("&"))


def pack(message: dict[str, Any]) -> bytes:
    """Write one frame: length, then JSON. A URL may hold lone surrogates (a byte of the config that is no UTF-8)."""
    data = json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return _HEADER.pack(len(data)) + data


def unpack(data: bytes) -> tuple[dict[str, Any] | None, int]:
    """Return the first frame of `data`, or None if it is not complete, and how many bytes are still missing. Raises ValueError."""
    if len(data) < _HEADER.size:
        return None, _HEADER.size - len(data)
    (length,) = _HEADER.unpack_from(data)
    if length > _FRAME_LENGTH:
        raise ValueError("a frame is longer than any of ours")
    missing = _HEADER.size + length - len(data)
    if missing > 0:
        return None, missing
    message = json.loads(data[_HEADER.size : _HEADER.size + length].decode("utf-8", "surrogatepass"))
    if not isinstance(message, dict):
        raise TypeError("a frame holds an object")
    return message, 0
