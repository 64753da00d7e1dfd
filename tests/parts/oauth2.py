"""A real sign-in service on loopback: device codes, codes with PKCE, rotated refresh tokens, introspection, revocation (Authlib, Flask).

It remembers who asked for what, a person's part in the browser is played by `approve` and `visit`, and it fails when told to. Its access
tokens are what the Dovecot of `dovecot_behind` lets in, by introspection.
"""

from __future__ import annotations

import os
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # loopback

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, TokenMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant, RefreshTokenGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc7662 import IntrospectionEndpoint
from authlib.oauth2.rfc8628 import DeviceAuthorizationEndpoint, DeviceCodeGrant, DeviceCredentialDict
from flask import Flask, Response, jsonify, request
from werkzeug.serving import make_server

from parts import dovecot

SCOPE = "https://mail.example/imap"
SECRET = "client/secret+canary"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"


class Client(ClientMixin):
    """The one client: public by its name, or with a secret."""

    def __init__(self, client_id: str, service: Service) -> None:
        self.client_id, self._service = client_id, service

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> None:
        return None

    def get_allowed_scope(self, _scope: str) -> str:
        return self._service.scope

    def check_redirect_uri(self, uri: str) -> bool:
        return uri.startswith(("http://127.0.0.1:", "http://localhost:"))

    def check_client_secret(self, secret: str) -> bool:
        return secret == SECRET

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        return method == ("client_secret_post" if self.client_id == "secret" else "none")

    def check_response_type(self, kind: str) -> bool:
        return kind == "code"

    def check_grant_type(self, kind: str) -> bool:
        return kind in {"authorization_code", "refresh_token", DEVICE}


@dataclass
class Issued(TokenMixin):
    """A token that was given out."""

    user: str
    client_id: str
    scope: str
    access_token: str
    refresh_token: str | None
    expires_at: float
    revoked: bool = False
    used: bool = False  # its refresh token

    def check_client(self, client: Client) -> bool:
        return client.client_id == self.client_id

    def get_scope(self) -> str:
        return self.scope

    def is_expired(self) -> bool:
        return time.time() > self.expires_at

    def is_revoked(self) -> bool:
        return self.revoked


@dataclass
class Code:
    user: str
    code: str
    redirect_uri: str
    code_challenge: str
    code_challenge_method: str
    scope: str = SCOPE

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope


@dataclass
class Service:
    """What the service knows, and how it behaves."""

    user: str = ""
    scope: str = SCOPE
    lifetime: int = 3600  # seconds that an access token is good for
    rotates: bool = True
    failing: int = 0  # status of every answer of the token endpoint
    blind: bool = False  # whether it can say nothing about tokens just now
    port: int = 0
    issued: list[Issued] = field(default_factory=list)
    codes: dict[str, Code] = field(default_factory=dict)
    devices: dict[str, DeviceCredentialDict] = field(default_factory=dict)
    approved: dict[str, bool] = field(default_factory=dict)
    grants: list[str] = field(default_factory=list)  # what the token endpoint was asked for
    asked: list[dict[str, str]] = field(default_factory=list)
    introspected: int = 0
    open: threading.Event = field(default_factory=threading.Event)  # while it is not set, requests for tokens hang

    def __post_init__(self) -> None:
        self.open.set()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def tokens(self) -> list[str]:
        """Every token that was ever given out."""
        return [token for one in self.issued for token in (one.access_token, one.refresh_token) if token]

    def config(self, *, device: bool = True, secret: object = None, **more: Any) -> dict[str, Any]:
        """The `auth` of an account."""
        endpoints = {"token_endpoint": f"{self.address}/token", "authorization_endpoint": f"{self.address}/authorize", "scopes": [SCOPE]}
        device_endpoint = {"device_authorization_endpoint": f"{self.address}/device"} if device else {}
        who = {"client_id": "public"} if secret is None else {"client_id": "secret", "client_secret": secret}
        return {"oauth2": endpoints | device_endpoint} | who | more

    # --- the person's part

    def approve(self, *, yes: bool = True) -> None:
        """Type the code that was shown, wherever that is done."""
        code = dovecot.wait_for(lambda: [one["user_code"] for one in self.devices.values() if one["user_code"] not in self.approved])[-1]
        self.approved[code] = yes

    def visit(self, address: str, *, follow: bool = True) -> str:
        """Open the address that was shown and say yes; where the browser then goes, which it reaches if it may `follow`."""

        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_: object) -> None:
                return None

        try:
            urllib.request.build_opener(Stay).open(address, timeout=20)
        except urllib.error.HTTPError as answer:
            with answer:
                goes = answer.headers["Location"]
        if follow:
            with urllib.request.urlopen(goes, timeout=20) as page:  # noqa: S310  # loopback
                assert "signed in" in page.read().decode()
        return goes

    # --- what happens over time

    def expire(self) -> None:
        """The access tokens have run out."""
        for one in self.issued:
            one.expires_at = 0.0

    def take_back(self) -> None:
        """The user has withdrawn the consent, at the service."""
        for one in self.issued:
            one.revoked = one.used = True


def _grants(service: Service) -> list[tuple[type, list[Any]]]:  # noqa: C901  # as many hooks as Authlib has
    class ByCode(AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ["none", "client_secret_post"]  # noqa: RUF012

        def save_authorization_code(self, code: str, asked: Any) -> None:
            given = asked.payload.data
            service.codes[code] = Code(
                service.user, code, asked.payload.redirect_uri, given["code_challenge"], given["code_challenge_method"], service.scope
            )

        def query_authorization_code(self, code: str, _client: Client) -> Code | None:
            return service.codes.get(code)

        def delete_authorization_code(self, code: Code) -> None:
            del service.codes[code.code]

        def authenticate_user(self, code: Code) -> str:
            return code.user

    class ByRefresh(RefreshTokenGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ["none", "client_secret_post"]  # noqa: RUF012

        @property
        def INCLUDE_NEW_REFRESH_TOKEN(self) -> bool:  # noqa: N802
            return service.rotates

        def authenticate_refresh_token(self, token: str) -> Issued | None:
            found = next((one for one in service.issued if one.refresh_token == token), None)
            if found is not None and found.used:
                service.take_back()  # a rotated token that is used twice was stolen, as far as the service knows (RFC 9700, 4.14.2)
                return None
            return found

        def authenticate_user(self, token: Issued) -> str:
            return token.user

        def revoke_old_credential(self, token: Issued) -> None:
            token.used = service.rotates

    class ByDevice(DeviceCodeGrant):
        def query_device_credential(self, code: str) -> DeviceCredentialDict | None:
            return service.devices.get(code)

        def query_user_grant(self, user_code: str) -> tuple[str, bool] | None:
            return (service.user, service.approved[user_code]) if user_code in service.approved else None

        def should_slow_down(self, _credential: object) -> bool:
            return False

    return [(ByCode, [CodeChallenge(required=True)]), (ByRefresh, []), (ByDevice, [])]


def _endpoints(service: Service) -> list[type]:
    class Devices(DeviceAuthorizationEndpoint):
        INTERVAL = 1

        def get_verification_uri(self) -> str:
            return f"{service.address}/activate"

        def save_device_credential(self, client_id: str, scope: str, data: dict[str, Any]) -> None:
            service.devices[data["device_code"]] = DeviceCredentialDict(data | {"client_id": client_id, "scope": scope})

    class Introspection(IntrospectionEndpoint):
        CLIENT_AUTH_METHODS = ["none"]  # noqa: RUF012

        def authenticate_endpoint_client(self, _request: object) -> None:
            return None  # the mail server, on loopback

        def check_permission(self, *_: object) -> bool:
            return True

        def query_token(self, token: str, _hint: object) -> Issued | None:
            service.introspected += 1
            return next((one for one in service.issued if one.access_token == token), None)

        def introspect_token(self, token: Issued) -> dict[str, Any]:
            return {"active": True, "username": token.user, "scope": token.scope, "exp": int(token.expires_at)}

    return [Devices, Introspection]


def _app(service: Service) -> Flask:
    app = Flask("sign-in")
    app.config["OAUTH2_REFRESH_TOKEN_GENERATOR"] = True
    app.config["OAUTH2_TOKEN_EXPIRES_IN"] = {}

    def save(token: dict[str, Any], asked: Any) -> None:
        token["expires_in"] = service.lifetime
        lasts = time.time() + service.lifetime
        service.issued.append(
            Issued(asked.user, asked.client.client_id, token["scope"], token["access_token"], token.get("refresh_token"), lasts)
        )

    server = AuthorizationServer(app, lambda client_id: Client(client_id, service) if client_id in {"public", "secret"} else None, save)
    for grant, extensions in _grants(service):
        server.register_grant(grant, extensions)
    for endpoint in _endpoints(service):
        server.register_endpoint(endpoint)

    @app.post("/token")
    def token() -> Response:
        service.grants.append(request.form["grant_type"])
        service.asked.append(dict(request.form))
        service.open.wait()
        if service.failing:
            return Response("{}", service.failing, {"Retry-After": "1"})
        return server.create_token_response()

    @app.get("/authorize")
    def authorize() -> Response:
        service.asked.append(dict(request.args))
        return server.create_authorization_response(grant_user=service.user, grant=server.get_consent_grant(end_user=service.user))

    @app.post("/device")
    def device() -> Response:
        return server.create_endpoint_response("device_authorization")

    @app.post("/introspect")
    def introspect() -> Response:
        return Response("", 500) if service.blind else server.create_endpoint_response("introspection")

    @app.get("/whatever")
    def whatever() -> Response:
        return jsonify({})

    return app


@contextmanager
def signing_in() -> Iterator[Service]:
    """Run the service on a free port of loopback."""
    service = Service()
    server = make_server("127.0.0.1", 0, _app(service), threaded=True)
    service.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.open.set()
        server.shutdown()
        thread.join()
        server.server_close()


BEHIND = """
auth_mechanisms = plain login oauthbearer xoauth2
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {conf}
}}
"""


@contextmanager
def dovecot_behind(service: Service, folder: Any) -> Iterator[dovecot.Dovecot]:
    """A Dovecot that lets in whoever brings a token that the service knows."""
    conf = folder / "dovecot-oauth2.conf.ext"
    conf.write_text(
        f"introspection_mode = post\nintrospection_url = {service.address}/introspect\n"
        "username_attribute = username\nactive_attribute = active\nactive_value = true\n"
    )
    conf.chmod(0o644)
    with dovecot.running(BEHIND.format(conf=conf)) as server:
        yield server
