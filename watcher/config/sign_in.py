"""How a sign-in without a password is written in the config: `auth` and `token` of an account.

    auth = { oauth2 = "microsoft", client_id = "..." }
    auth = { oauth2 = "google", client_id = "...", client_secret = { file = "google.secret" } }
    auth = { oauth2 = { token_endpoint = "https://...", authorization_endpoint = "https://...", scopes = ["..."] }, client_id = "..." }
    token = { command = ["my-token-helper", "work"] }

Nobody's client id is shipped. Google would want this program verified for a restricted scope (a yearly assessment), and both look upon an
id as the name of who answers for the program; so the user registers one, for which README.md has the steps.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from watcher.config.bearer import Helper, OAuth2
from watcher.config.forms import ConfigFile, command, password
from watcher.config.secret import Secret
from watcher.config.words import Refused, did_you_mean, has_control_characters, is_loopback, kind_of, shown_key
from watcher.errors import Problem

# https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth
# https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code ("common": work, school and personal accounts)
# https://developers.google.com/identity/protocols/oauth2/native-app and .../gmail/imap/xoauth2-protocol; Google's device flow has no scope
# for mail, so there is no device endpoint.
_MICROSOFT = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/"
PRESETS: Mapping[str, Mapping[str, Any]] = {
    "microsoft": {
        "authorization_endpoint": _MICROSOFT + "authorize",
        "device_authorization_endpoint": _MICROSOFT + "devicecode",
        "token_endpoint": _MICROSOFT + "token",
        "scopes": ["https://outlook.office.com/IMAP.AccessAsUser.All", "offline_access"],
    },
    "google": {
        "authorization_endpoint": "https://accounts.google.com/o/oauth2/v2/auth",
        "token_endpoint": "https://oauth2.googleapis.com/token",
        "scopes": ["https://mail.google.com/"],
    },
}
_ENDPOINTS = ("authorization_endpoint", "device_authorization_endpoint", "token_endpoint")
_OWN = (*_ENDPOINTS, "scopes")
_BESIDE = ("oauth2", "client_id", "client_secret", "tenant", "keep")
_TENANT = re.compile(r"[A-Za-z0-9.-]{1,100}")
_CLIENT_ID = re.compile(r"[\x21-\x7e]{1,500}")  # RFC 6749, appendix A.1, without spaces
_SCOPE = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]+")  # RFC 6749, 3.3
_WRITE = 'write auth = { oauth2 = "microsoft", client_id = "..." }, or "google", or a table of endpoints'


@dataclass(frozen=True, slots=True)
class Place:
    """Whose sign-in it is: the account, and where the config has it."""

    account: str
    path: str  # accounts.work
    file: ConfigFile


def token(value: object, place: Place) -> Helper:
    """`token = { command = [...] }`. Raises Refused."""
    if not isinstance(value, dict) or set(value) != {"command"}:
        raise Refused(f"wants a program that prints the token, got {kind_of(value)}", 'write token = { command = ["my-token-helper"] }')
    return Helper(place.account, command(value["command"]), place.file.environ)


def auth(value: object, place: Place, problems: list[Problem]) -> OAuth2 | None:
    """`auth = { oauth2 = ... }`; None, with what is wrong added to the problems, when it cannot be used."""
    before = len(problems)
    oauth2 = _oauth2(value, place, _Table(f"{place.path}.auth", problems))
    return oauth2 if len(problems) == before else None


@dataclass(frozen=True, slots=True)
class _Table:
    """Where the problems of a table go."""

    path: str
    problems: list[Problem]

    def wrong(self, key: str, message: str, remedy: str | None = None) -> None:
        self.problems.append(Problem(f"{self.path}.{key}" if key else self.path, message, remedy))

    def unknown(self, given: Mapping[str, object], known: tuple[str, ...], inside: str = "") -> None:
        for key in given:
            if key not in known:
                close = did_you_mean(key, known)
                self.wrong(
                    f"{inside}{shown_key(key)}",
                    "is no key of this table",
                    f"did you mean {close}?" if close else f"known here: {', '.join(known)}",
                )


def _oauth2(value: object, place: Place, found: _Table) -> OAuth2 | None:
    if not isinstance(value, dict) or "oauth2" not in value:
        found.wrong("", f"wants a table with oauth2 in it, got {kind_of(value)}", _WRITE)
        return None
    given = value["oauth2"]
    found.unknown(value, _BESIDE)
    provider, plain = _provider(given, value, found)
    client_id, keep = value.get("client_id"), value.get("keep", "file")
    if not isinstance(client_id, str) or not _CLIENT_ID.fullmatch(client_id):
        found.wrong("client_id", "is missing" if client_id is None else "is no client id", "register one: README.md has the steps")
    if keep not in {"file", "keyring"}:
        found.wrong("keep", 'wants "file" or "keyring"', 'leave it out for a file in the state, or write keep = "keyring"')
    secret = _client_secret(value.get("client_secret"), place, found)
    if provider == "google" and "client_secret" not in value:
        found.wrong("client_secret", "is missing", 'Google wants the secret that it shows beside the client id: { file = "google.secret" }')
    if plain is None or not isinstance(client_id, str) or keep not in {"file", "keyring"}:
        return None
    return OAuth2(provider, client_id, secret, tuple(plain.pop("scopes")), keep=keep, **plain)


def _provider(given: object, beside: Mapping[str, object], found: _Table) -> tuple[str, dict[str, Any] | None]:
    """Its name, endpoints and scopes."""
    if isinstance(given, dict):
        return "", _own(given, found)
    if not isinstance(given, str) or given not in PRESETS:
        close = did_you_mean(given, PRESETS) if isinstance(given, str) else None
        found.wrong("oauth2", "is no sign-in service known here", f'did you mean "{close}"?' if close else _WRITE)
        return "", None
    tenant = beside.get("tenant", "common")
    if not isinstance(tenant, str) or not _TENANT.fullmatch(tenant):
        found.wrong("tenant", "is no tenant", 'leave it out, or write the domain or id of your organisation, such as "example.com"')
        return given, None
    return given, {key: text.format(tenant=tenant) if isinstance(text, str) else text for key, text in PRESETS[given].items()}


def _own(given: Mapping[str, Any], found: _Table) -> dict[str, Any] | None:
    found.unknown(given, _OWN, "oauth2.")
    before = len(found.problems)
    for key in _ENDPOINTS:
        if key in given and not _is_endpoint(given[key]):
            found.wrong(f"oauth2.{key}", "is no address of an endpoint", "write it as https://...; http is spoken on this machine only")
    if "token_endpoint" not in given:
        found.wrong("oauth2.token_endpoint", "is missing", "the service documents it; many list it at /.well-known/openid-configuration")
    if not {"authorization_endpoint", "device_authorization_endpoint"} & set(given):
        found.wrong("oauth2", "has no endpoint to sign in at", "write device_authorization_endpoint or authorization_endpoint")
    scopes = given.get("scopes")
    if not isinstance(scopes, list) or not scopes or not all(isinstance(one, str) and _SCOPE.fullmatch(one) for one in scopes):
        found.wrong("oauth2.scopes", "wants a list of scopes", 'write scopes = ["..."] as the service documents them')
    return {key: given[key] for key in _OWN if key in given} if len(found.problems) == before else None


def _is_endpoint(value: object) -> bool:
    """https, or http that stays on this machine; no name, password or fragment in it (RFC 6749, 3.1 and 3.2)."""
    if not isinstance(value, str) or has_control_characters(value) or " " in value:
        return False
    try:
        parts = urlsplit(value)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return False
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host or ""))
    return bool(host) and safe and "@" not in parts.netloc and not parts.fragment


def _client_secret(value: object, place: Place, found: _Table) -> Secret | None:
    """Written like a password, in one of its five ways."""
    if value is None:
        return None
    try:
        return password(value, f"{found.path}.client_secret", f"{place.account}:client", place.file)
    except Refused as refused:
        found.wrong("client_secret", refused.message, refused.remedy)
        return None
