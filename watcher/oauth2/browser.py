"""Signing in in a browser (RFC 8252), which comes back to a port of this machine's loopback address.

Where the browser runs on another machine, its last page cannot be reached; its address is pasted here instead. Either way the answer counts
only with our `state`, and the code in it is worth nothing without the verifier that never left this process (PKCE, RFC 7636).
"""

from __future__ import annotations

import os
import secrets
import sys
import webbrowser
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TextIO
from urllib.parse import parse_qs, urlsplit

from watcher.clock import Clock
from watcher.config.bearer import OAuth2
from watcher.config.words import one_line
from watcher.oauth2.endpoint import Answer, Ended, ask

_LONGEST = 900.0  # seconds to sign in
_PAUSE = 0.2  # seconds between the pieces of what is pasted, at most
_BESIDE = 5.0  # seconds that a connection may say nothing: browsers open some ahead
# Google gives a refresh token only when asked to, and again only with a new consent; others ignore what they do not know (RFC 6749, 3.1).
_MORE: Mapping[str, Mapping[str, str]] = {"google": {"access_type": "offline", "prompt": "consent"}}
# Microsoft takes any port for a registered http://localhost, and lets an address of numbers be registered in the manifest alone.
_HOSTS: Mapping[str, str] = {"microsoft": "localhost"}
_PAGE = """<!doctype html><meta charset="utf-8"><title>rejection-watcher</title>
<body style="font: 1.1em sans-serif; margin: 15% auto; max-width: 30em"><p>{}</p>"""


@dataclass
class _Came:
    """What a browser or a person brought back."""

    state: str
    code: str = field(default="", repr=False)
    error: str = ""

    def take(self, address: str) -> bool:
        """Whether this address is the answer that was waited for."""
        query = parse_qs(urlsplit(address).query)
        if not secrets.compare_digest(query.get("state", [""])[0].encode(), self.state.encode()):
            return False
        self.code, self.error = query.get("code", [""])[0], query.get("error", [""])[0]
        return bool(self.code or self.error)


def sign_in(
    oauth2: OAuth2, username: str, say: Callable[[str], None], clock: Clock, login: str, typed: TextIO = sys.stdin, *, opens: bool
) -> Answer:
    """Send the person to the service, and wait for the way back. Raises Ended, and what a request raises."""
    from oauthlib.oauth2 import WebApplicationClient  # noqa: PLC0415 -- only while somebody signs in

    asking = WebApplicationClient(oauth2.client_id)
    verifier = asking.create_code_verifier(64)
    came = _Came(secrets.token_urlsafe(32))
    with _listening(came) as server:
        # No slash at the end: Microsoft compares the path with that of the registered http://localhost.
        redirect = f"http://{_HOSTS.get(oauth2.provider, '127.0.0.1')}:{server.server_port}"
        address = asking.prepare_request_uri(
            oauth2.authorization_endpoint,
            redirect_uri=redirect,
            scope=list(oauth2.scopes),
            state=came.state,
            code_challenge=asking.create_code_challenge(verifier, "S256"),
            code_challenge_method="S256",
            login_hint=username,
            **_MORE.get(oauth2.provider, {}),
        )
        say(f"Open this address in your browser and sign in:\n\n{address}\n")
        say("If the browser runs on another machine, it ends at a page that cannot be reached: paste the address of that page here.")
        if opens:
            webbrowser.open(address)
        _wait(came, server, typed, say, clock)
    if not came.code:
        raise Ended(came.error or "timeout", _why_not(came), remedy=login)
    return ask(oauth2, asking.prepare_request_body(code=came.code, redirect_uri=redirect, code_verifier=verifier))


def _why_not(came: _Came) -> str:
    return f"the sign-in was declined there ({one_line(came.error, 60)})" if came.error else "nobody signed in within a quarter of an hour"


def _wait(came: _Came, server: HTTPServer, typed: TextIO, say: Callable[[str], None], clock: Clock) -> None:
    end = clock.monotonic() + _LONGEST
    keyboard = [typed.fileno()]
    while not (came.code or came.error) and (left := end - clock.monotonic()) > 0:
        ready = clock.wait_readable([server.fileno(), *keyboard], left)
        if server.fileno() in ready:
            server.handle_request()
        if keyboard and keyboard[0] in ready:
            text, over = _pasted(keyboard[0], clock)
            keyboard = [] if over else keyboard  # nobody types there any more
            if text and not came.take(text):
                say("That is not the address that this sign-in ends at; copy all of it, from http:// to its end.")


def _pasted(keyboard: int, clock: Clock) -> tuple[str, bool]:
    """The address in what comes at once, and whether that was the end: long ones are wrapped on their way, or put in brackets."""
    raw, over = b"", False
    while not over and (not raw or clock.wait_readable([keyboard], _PAUSE)):
        more = os.read(keyboard, 65536)
        raw, over = raw + more, not more
    text = "".join(raw.decode(errors="replace").split()).strip("<>\"'")
    return text[max(text.rfind("http://"), 0) :], over


def _listening(came: _Came) -> HTTPServer:
    class Handler(BaseHTTPRequestHandler):
        timeout = _BESIDE

        def do_GET(self) -> None:
            known = came.take(self.path)
            words = "You are signed in: this page can be closed." if came.code else "The sign-in was declined: this page can be closed."
            page = _PAGE.format(words if known else "This is not the sign-in that is waited for.").encode()
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.send_header("Referrer-Policy", "no-referrer")
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            """The address holds the code."""

    class Server(HTTPServer):
        def handle_error(self, *_: object) -> None:
            """A browser that hangs up early is no matter."""

    return Server(("127.0.0.1", 0), Handler)
