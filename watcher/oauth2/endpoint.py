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
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from typing import Any, TypeGuard
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
_OK = range(200, 300)
_LONGEST_NAMED = 3600.0  # seconds
_LONGEST = 366 * 86400.0  # seconds that a token may be good for; who says more says nothing
_SECRET = ("client_secret", "refresh_token", "code", "code_verifier", "device_code")  # of what is sent: never repeated
_SHORTEST = 6  # letters of such a one; of a shorter word much else would be masked, too

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
    sent = [form[name] for name in _SECRET if len(form.get(name, "")) >= _SHORTEST]
    try:
        with opener.open(request, timeout=TIME_LIMIT) as response:
            return _read(response.status, response, sent)
    except urllib.error.HTTPError as error:
        with error:
            return _read(error.code, error, sent)
    except urllib.error.URLError as error:
        raise ConnectionLost(f"the sign-in service at {host} cannot be reached: {_reason(error.reason)}") from None
    except (OSError, HTTPException) as error:
        raise ConnectionLost(f"the sign-in service at {host} broke off: {_reason(error)}") from None


def _reason(error: object) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not accepted: {error.verify_message}"
    strerror = getattr(error, "strerror", None)
    return one_line(str(strerror)) if strerror else type(error).__name__


def _read(status: int, response: Any, sent: Iterable[str]) -> Answer:  # noqa: ANN401 -- a response, or an error that can be read like one
    wait = response.headers.get("Retry-After", "")
    retry_after = min(float(wait), _LONGEST_NAMED) if wait.isdecimal() and len(wait) < 10 else None
    try:
        found = json.loads(response.read(MOST))
    except (ValueError, RecursionError):
        found = {}
    fields = found if isinstance(found, dict) else {}
    for name in ("error", "error_description"):
        for secret in sent if isinstance(fields.get(name), str) else ():
            fields[name] = fields[name].replace(secret, "***")
    return Answer(status, fields, retry_after)


def ask(oauth2: OAuth2, body: str) -> Answer:
    """A request of oauthlib's making to the token endpoint, with the client's name (in the body: RFC 6749, 2.3.1)."""
    return post(oauth2.token_endpoint, dict(parse_qsl(body, keep_blank_values=True)) | client(oauth2))


def client(oauth2: OAuth2) -> dict[str, str]:
    """Who asks."""
    secret = {"client_secret": oauth2.client_secret.reveal()} if oauth2.client_secret is not None else {}
    return {"client_id": oauth2.client_id} | secret


def granted(answer: Answer, oauth2: OAuth2, now: datetime, before: Tokens | None, login: str) -> Tokens:
    """The tokens of an answer (RFC 6749, 5.1). A refresh token that is not mentioned stays the old one (6). Raises what `refusal` makes.

    What stands beside the tokens and makes no sense is passed over: with rotation, a new refresh token that is thrown away is the end of
    the sign-in.
    """
    if answer.status not in _OK or answer.error:
        raise refusal(answer, login)
    access, refresh = answer.fields.get("access_token"), answer.fields.get("refresh_token")
    if not _is_token(access) or str(answer.fields.get("token_type") or "bearer").lower() != "bearer":
        raise ConnectionLost("the sign-in service gave no bearer token")
    kept = refresh if _is_token(refresh) else before.refresh if before else None
    lasts = _lasts(answer.fields.get("expires_in"))
    return Tokens(access, kept, now.timestamp() + lasts if lasts is not None else None, oauth2.client_id, oauth2.token_endpoint)


def _lasts(said: object) -> float | None:
    """For how many seconds a token is good; None where that is not said in a number that can be one."""
    try:
        lasts = float(said) if isinstance(said, str | int | float) and not isinstance(said, bool) else 0.0
    except (ValueError, OverflowError):
        return None
    return lasts if 0 < lasts <= _LONGEST else None


def _is_token(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and value != "" and value.isascii() and value.isprintable()


def refusal(answer: Answer, login: str) -> WatcherError:
    """What an answer without a token means."""
    code = one_line(answer.error, 60)
    description = _description(answer)
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


def _description(answer: Answer) -> str:
    """The service's sentence."""
    text = answer.fields.get("error_description")
    return one_line(text, 160) if isinstance(text, str) else ""


def lacks(answer: Answer, oauth2: OAuth2) -> list[str]:
    """Scopes asked for and not given: people can untick them. What is no scope of mail (offline_access) is not always listed."""
    given = answer.fields.get("scope")
    if not isinstance(given, str):
        return []  # as asked for (RFC 6749, 5.1)
    got = {scope.lower().rstrip("/") for scope in given.split()}
    return [scope for scope in oauth2.scopes if scope != "offline_access" and scope.lower().rstrip("/") not in got]
