"""One request to the sign-in service, and what its answer means.

Answers are told apart as those of the mail server are: what only the user can mend (`Ended`), what time may mend (ConnectionLost and
TemporarilyRefused). A service's own words are cut short and shown without the secret that we sent.
"""

from __future__ import annotations

import json
import os
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from watcher import __version__
from watcher.config.bearer import OAuth2
from watcher.config.words import is_loopback, one_line
from watcher.errors import ConnectionLost, TemporarilyRefused, WatcherError
from watcher.oauth2.tokens import Tokens

# oauthlib is asked for forms only: that an endpoint is https (or on this machine) was checked when the config was read. A service may
# grant another scope than the one asked for, which is looked at by `lacks`.
os.environ |= {"OAUTHLIB_INSECURE_TRANSPORT": "1", "OAUTHLIB_RELAX_TOKEN_SCOPE": "1"}

TIME_LIMIT = 20.0  # seconds
MOST = 65536  # bytes of an answer
_OK = 200
_LONGEST_NAMED = 3600.0  # seconds

# RFC 6749, 5.2, and what Microsoft and OpenID Connect add for a consent that has to be given again.
CONSENT_GONE = frozenset({"invalid_grant", "interaction_required", "consent_required", "login_required"})
_CLIENT_WRONG = frozenset({"invalid_client", "unauthorized_client", "invalid_scope", "unsupported_grant_type", "invalid_request"})


class Ended(WatcherError):
    """The service will not give a token until the user has done something; `code` is its word for why."""

    def __init__(self, code: str, message: str, *, remedy: str) -> None:
        super().__init__(message, remedy=remedy)
        self.code = code


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status and the JSON object."""

    status: int
    fields: Mapping[str, Any]
    retry_after: float | None = None

    @property
    def error(self) -> str:
        found = self.fields.get("error")
        return found if isinstance(found, str) else ""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object) -> None:
        """A token endpoint does not move; what was meant for it goes nowhere else."""


def post(url: str, form: Mapping[str, str]) -> Answer:
    """Send a form. Raises ConnectionLost when there is no answer."""
    host = urlsplit(url).hostname or ""
    request = urllib.request.Request(url, urlencode(form).encode(), method="POST")  # noqa: S310 -- the scheme was checked with the config
    request.add_header("Accept", "application/json")
    request.add_header("User-Agent", f"rejection-watcher/{__version__}")
    proxies = [urllib.request.ProxyHandler({})] if is_loopback(host) else []
    opener = urllib.request.build_opener(_NoRedirect, urllib.request.HTTPSHandler(context=ssl.create_default_context()), *proxies)
    try:
        with opener.open(request, timeout=TIME_LIMIT) as response:
            return _read(response.status, response)
    except urllib.error.HTTPError as error:
        with error:
            return _read(error.code, error)
    except urllib.error.URLError as error:
        raise ConnectionLost(f"the sign-in service at {host} cannot be reached: {_reason(error.reason)}") from None
    except (OSError, HTTPException) as error:
        raise ConnectionLost(f"the sign-in service at {host} broke off: {_reason(error)}") from None


def _reason(error: object) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not accepted: {error.verify_message}"
    strerror = getattr(error, "strerror", None)
    return one_line(str(strerror)) if strerror else type(error).__name__


def _read(status: int, response: Any) -> Answer:  # noqa: ANN401 -- a response, or an error that can be read like one
    wait = response.headers.get("Retry-After", "")
    retry_after = min(float(wait), _LONGEST_NAMED) if wait.isdecimal() and len(wait) < 10 else None
    try:
        found = json.loads(response.read(MOST))
    except ValueError:
        found = {}
    return Answer(status, found if isinstance(found, dict) else {}, retry_after)


def ask(oauth2: OAuth2, body: str) -> Answer:
    """A request of oauthlib's making to the token endpoint, with the client's name (in the body: RFC 6749, 2.3.1)."""
    return post(oauth2.token_endpoint, dict(parse_qsl(body, keep_blank_values=True)) | client(oauth2))


def client(oauth2: OAuth2) -> dict[str, str]:
    """Who asks."""
    secret = {"client_secret": oauth2.client_secret.reveal()} if oauth2.client_secret is not None else {}
    return {"client_id": oauth2.client_id} | secret


def granted(answer: Answer, oauth2: OAuth2, now: datetime, before: Tokens | None, login: str) -> Tokens:
    """The tokens of an answer. A refresh token that is not mentioned stays the old one (RFC 6749, 6). Raises what `refusal` makes."""
    from oauthlib.oauth2.rfc6749.errors import OAuth2Error  # noqa: PLC0415 -- not needed while a kept token is good
    from oauthlib.oauth2.rfc6749.parameters import parse_token_response  # noqa: PLC0415 -- as above

    if answer.status != _OK or answer.error:
        raise refusal(answer, oauth2, login)
    try:
        found = parse_token_response(json.dumps(answer.fields))
        lasts = float(found["expires_in"]) if "expires_in" in found else None
    except (OAuth2Error, ValueError, TypeError, AttributeError):
        raise ConnectionLost("the sign-in service gave an answer that cannot be used") from None
    access, refresh = found["access_token"], found.get("refresh_token")
    if not _is_token(access) or str(found.get("token_type", "bearer")).lower() != "bearer":
        raise ConnectionLost("the sign-in service gave no bearer token")
    kept = refresh if _is_token(refresh) else before.refresh if before else None
    return Tokens(access, kept, now.timestamp() + lasts if lasts is not None else None, oauth2.client_id, oauth2.token_endpoint)


def _is_token(value: object) -> bool:
    return isinstance(value, str) and value != "" and value.isascii() and value.isprintable()


def refusal(answer: Answer, oauth2: OAuth2, login: str) -> WatcherError:
    """What an answer without a token means."""
    code = one_line(answer.error, 60)
    description = _description(answer, oauth2)
    said = f"{code}: {description}" if description else code
    if answer.error in CONSENT_GONE:
        return Ended(code, f"the sign-in has run out or was taken back ({said})", remedy=login)
    if answer.error in _CLIENT_WRONG:
        return Ended(
            code, f"the sign-in service does not accept this client ({said})", remedy="check client_id and client_secret in the config"
        )
    return TemporarilyRefused(
        f"the sign-in service gives no token just now ({said or f'status {answer.status}'})", retry_after=answer.retry_after
    )


def _description(answer: Answer, oauth2: OAuth2) -> str:
    """The service's sentence, without what we sent it."""
    text = answer.fields.get("error_description")
    if not isinstance(text, str):
        return ""
    secret = oauth2.client_secret.fetched if oauth2.client_secret else None
    return one_line(text.replace(secret, "***") if secret else text, 160)


def lacks(answer: Answer, oauth2: OAuth2) -> list[str]:
    """Scopes asked for and not given: people can untick them. What is no scope of mail (offline_access) is not always listed."""
    given = answer.fields.get("scope")
    if not isinstance(given, str):
        return []  # as asked for (RFC 6749, 5.1)
    got = {scope.lower().rstrip("/") for scope in given.split()}
    return [scope for scope in oauth2.scopes if scope != "offline_access" and scope.lower().rstrip("/") not in got]
