"""What went wrong with a connection, in words that hold no mail and no secret, and what kind of loss it is.

Only what a server answers in so many words (NO, BAD, BYE) is repeated. The text of a parser's complaint may be a piece of a mail, so there
the kind of error is all that is told.
"""

from __future__ import annotations

import imaplib
import random
import re
import socket
import ssl
from collections.abc import Callable
from typing import Any

from imapclient.exceptions import CapabilityError, LoginError, ProtocolError

from watcher.core.parse import clean as shown
from watcher.core.watch import Loss, Lost, judge_refusal
from watcher.errors import SignInRefused, TemporarilyRefused, WatcherError

_REPLY = re.compile(r"^(?:[A-Za-z]+ failed: |[A-Z]+ command error: (?:NO|BAD) )(.*)", re.DOTALL)
_UNPRINTABLE = re.compile(r"[^\x20-\x7e\xa0-\U0010ffff]+")


class Refused(imaplib.IMAP4.error):
    """Sign-in failed, by the server's text."""


def server_text(error: BaseException) -> str | None:
    """What the server answered, if this error is an answer: the connection is sound then."""
    if isinstance(error, (imaplib.IMAP4.abort, ProtocolError, CapabilityError)) or not isinstance(error, imaplib.IMAP4.error):
        return None
    reply = _REPLY.match(str(error))
    return clean(reply[1]) if reply else None


def lost(error: BaseException, bye: str | None, *, signing_in: bool = False) -> Lost:
    """The event that an error is."""
    jitter = random.random()  # noqa: S311  # spreads clients, guards nothing
    if isinstance(error, SignInRefused):
        return Lost(Loss.CONSENT, f"{error.message}; {error.remedy}" if error.remedy else error.message, None, jitter)
    if isinstance(error, TemporarilyRefused):
        return Lost(Loss.PATIENCE, error.message, error.retry_after, jitter)
    text = _sign_in_text(error) if signing_in and bye is None else None
    answered = text if text is not None else bye if bye is not None else server_text(error)
    if answered is not None:
        kind, retry_after = judge_refusal(answered, signing_in=text is not None)
        return Lost(kind, clean(answered), retry_after, jitter)
    return Lost(Loss.LOST, describe(error), None, jitter)


def _sign_in_text(error: BaseException) -> str | None:
    if isinstance(error, Refused):
        return str(error)
    if isinstance(error, LoginError) and "illegal in state" not in str(error):
        return str(error)
    return None


def describe(error: BaseException) -> str:
    """One line on an error that is not an answer of the server."""
    for kind, words in _WORDS:
        if isinstance(error, kind) and (text := words(error)):
            return text
    return f"the server's answer cannot be used ({type(error).__name__})"


# The first that fits and has something to say.
_WORDS: tuple[tuple[type[BaseException], Callable[[Any], str | None]], ...] = (
    (WatcherError, lambda error: error.message),
    (ssl.SSLCertVerificationError, lambda error: f"the certificate is not accepted: {error.verify_message}"),
    (ssl.SSLError, lambda error: f"TLS failed: {error.reason or type(error).__name__}"),
    (socket.gaierror, lambda error: f"the host's name is not found: {error.strerror}"),
    (CapabilityError, str),
    (imaplib.IMAP4.abort, lambda error: "the server closed the connection" if "EOF" in str(error) else None),
    (OSError, lambda error: error.strerror or str(error) or type(error).__name__),
)


def clean(text: str) -> str:
    """A server's text on one line, short and printable, and in the order in which it is written."""
    return shown(_UNPRINTABLE.sub(" ", text.removeprefix("b'").removesuffix("'")).strip()[:200])
