"""Signing in: by password (LOGIN, or PLAIN where that cannot carry it), or by a token (OAUTHBEARER of RFC 7628, or XOAUTH2).

A token that the server refuses is fetched anew and tried once more on the same connection: that it has expired is no refusal of the user.
"""

from __future__ import annotations

import imaplib
import re
from typing import Protocol

from watcher.core.watch import Loss, judge_refusal
from watcher.imap.trouble import Refused
from watcher.imap.wire import Client

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Password(Protocol):
    """A secret that is looked up when it is needed."""

    def reveal(self) -> str: ...


class Token(Protocol):
    """A token that is good now, and not the one that was refused. Raises SignInRefused when only the user can mend it."""

    def reveal(self, refused: str | None = None) -> str: ...


def by_password(client: Client, username: str, secret: Password) -> None:
    """LOGIN, or AUTHENTICATE PLAIN where LOGIN cannot carry the name or password (RFC 9051 has them in ASCII) or is disabled."""
    password = secret.reveal()
    _fit(username, password)
    plain = not (username + password).isascii() or client.has_capability("LOGINDISABLED")
    if plain and not client.has_capability("AUTH=PLAIN"):
        raise Refused("the server offers no sign-in that can carry this username and password")
    try:
        if plain:
            client.plain_login(username, password)
        else:
            client.login(_quoted(username), password)
    except imaplib.IMAP4.error as error:
        raise _told(error, password) from None


def by_token(client: Client, username: str, token: Token) -> None:
    """AUTHENTICATE, with a token that is fetched anew if the server does not take the first."""
    mechanism = next((name for name in _RESPONSES if client.has_capability(f"AUTH={name}")), None)
    if mechanism is None:
        raise Refused("the server offers no sign-in with a token (OAUTHBEARER or XOAUTH2)")
    first = token.reveal()
    try:
        _authenticate(client, mechanism, username, first)
    except Refused as refused:
        if judge_refusal(str(refused), signing_in=True)[0] is not Loss.REFUSED:
            raise  # the server has too much to do, or cannot look the token up just now: a new one would fare no better
        second = token.reveal(refused=first)
        _authenticate(client, mechanism, username, second)


def _authenticate(client: Client, mechanism: str, username: str, token: str) -> None:
    _fit(username, token)
    first, after_an_error = _RESPONSES[mechanism](username, token, client)
    responses = iter((first,))
    try:
        client.wire.authenticate(mechanism, lambda _challenge: next(responses, after_an_error))
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise Refused(str(error).replace(token, "***")) from None
    client._cached_capabilities = None  # noqa: SLF001  # as imapclient does after its own sign-ins: there may be others now


def _xoauth2(username: str, token: str, _client: Client) -> tuple[bytes, bytes]:
    """Google's and Microsoft's; an error comes as a challenge, which wants an empty answer before the NO."""
    return f"user={username}\x01auth=Bearer {token}\x01\x01".encode(), b""


def _oauthbearer(username: str, token: str, client: Client) -> tuple[bytes, bytes]:
    """RFC 7628, 3.1; after an error (3.2.3) a single %x01 is answered."""
    name = username.replace("=", "=3D").replace(",", "=2C")  # saslname of RFC 5801
    wire = client.wire
    return f"n,a={name},\x01host={wire.host}\x01port={wire.port}\x01auth=Bearer {token}\x01\x01".encode(), b"\x01"


_RESPONSES = {"OAUTHBEARER": _oauthbearer, "XOAUTH2": _xoauth2}  # the first that the server offers


def _fit(username: str, secret: str) -> None:
    if _CONTROL.search(username + secret):
        raise Refused("the username or the password holds a control character")


def _told(error: imaplib.IMAP4.error, secret: str) -> BaseException:
    """What a failed LOGIN is: the connection lost, or the server's refusal, without the secret that it may repeat."""
    if isinstance(error.__context__, imaplib.IMAP4.abort):  # imapclient makes every error a LoginError, a lost connection too
        return error.__context__
    text = str(error)
    return Refused(text.replace(secret, "***")) if secret and secret in text else error


def _quoted(username: str) -> str:
    """imaplib quotes the password but not the name."""  # noqa: D403  # a module's name
    return '"' + username.replace("\\", "\\\\").replace('"', '\\"') + '"'
