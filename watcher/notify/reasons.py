"""What an error of a library means, by its type; texts are not looked at, since they quote addresses."""

from __future__ import annotations

import errno
import http.client
import smtplib
import socket
import ssl
from collections.abc import Iterator

from watcher.notify.words import Why

# The first that fits, from the most telling to the least: one failure is often wrapped in several errors.
_ERRORS: list[tuple[type[BaseException] | tuple[type[BaseException], ...], Why]] = [
    (smtplib.SMTPAuthenticationError, Why.SIGN_IN),
    (smtplib.SMTPNotSupportedError, Why.NOT_OFFERED),
    ((smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError), Why.MAIL_REFUSED),
    (ssl.SSLError, Why.TLS),
    (socket.gaierror, Why.NAME),
    (ConnectionRefusedError, Why.REFUSED),
    ((ConnectionError, http.client.HTTPException, smtplib.SMTPServerDisconnected), Why.RESET),
    (TimeoutError, Why.TIMEOUT),
]
_NO_ROUTE = {errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EADDRNOTAVAIL}


def reason(error: BaseException) -> Why:
    """Say what an error means by its type and the types of its causes; texts are not looked at."""
    chain = list(_causes(error))
    for kind, why in _ERRORS:
        if any(isinstance(cause, kind) for cause in chain):
            return why
    unreachable = any(isinstance(cause, OSError) and cause.errno in _NO_ROUTE for cause in chain)
    return Why.NO_ROUTE if unreachable else Why.NOT_TAKEN


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Walk the error and what led to it; urllib3 keeps that in `reason`, requests in `args`."""
    waiting: list[object] = [error]
    seen: list[BaseException] = []
    while waiting and len(seen) < 50:
        cause = waiting.pop()
        if isinstance(cause, BaseException) and cause not in seen:
            seen.append(cause)
            waiting += [cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args]
    yield from seen
