"""Real receivers for notifications: an HTTP server that remembers and misbehaves on demand, a mosquitto broker, an SMTP server."""

from __future__ import annotations

import getpass
import json
import queue
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar

import paho.mqtt.client as mqtt
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from parts.dovecot import free_port

T = TypeVar("T")
MOSQUITTO = shutil.which("mosquitto", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")


def wait_for(seen: Callable[[], T | None], seconds: float = 60.0) -> T:
    """Ask again and again until there is an answer that counts; AssertionError after `seconds`."""
    deadline = time.monotonic() + seconds
    while not (answer := seen()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not seen within {seconds} s")
        time.sleep(0.02)
    return answer


# --- HTTP -----------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Request:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]  # names in lower case
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Receiver:
    """An HTTP server that remembers each request, and answers as it is told."""

    port: int = 0
    requests: list[Request] = field(default_factory=list)
    arrived: queue.SimpleQueue[Request] = field(default_factory=queue.SimpleQueue)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    ahead: float = 0.0  # seconds by which its clock is ahead
    _gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._gate.set()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "hook") -> str:
        """Give the apprise URL of this receiver for its JSON service."""
        return f"json://{self.address}/{path}"

    def fail(self, status: int, **headers: str) -> None:
        """Answer with this status from now on."""
        self.status, self.headers = status, headers

    def hang(self) -> None:
        """Take requests and never answer, until `recover`."""
        self._gate.clear()

    def recover(self) -> None:
        self.status, self.headers, self.delay = 200, {}, 0.0
        self._gate.set()

    def next(self, seconds: float = 20.0) -> Request:
        """The next request that came, waiting for it."""
        return self.arrived.get(timeout=seconds)

    def titles(self) -> list[str]:
        return [request.json()["title"] for request in self.requests]

    def _take(self, request: Request) -> None:
        self.requests.append(request)
        self.arrived.put(request)
        self._gate.wait()
        if self.delay:
            time.sleep(self.delay)  # a slow service is slow in real time


@contextmanager
def receiving(certificate: Path | None = None) -> Iterator[Receiver]:
    """Run a receiver on a free port of the loopback address, with TLS if there is a certificate (with its key in the same file)."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            body = self.rfile.read(length)
            receiver._take(Request(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            try:
                self.send_response(receiver.status)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")
            except OSError:
                self.close_connection = True  # the sender was killed meanwhile, which is what some tests are about

        do_GET = do_POST = do_PUT = _serve  # noqa: N815  the names that http.server looks for

        def date_time_string(self, timestamp: float | None = None) -> str:
            """What `Date` says."""
            return super().date_time_string(timestamp or time.time() + receiver.ahead)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_: object) -> None:
            """Connections that break are part of the tests."""

    server = Server(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    receiver.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.recover()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """An HTTP server that remembers."""
    with receiving() as running:
        yield running


@pytest.fixture
def receivers() -> Iterator[Callable[[], Receiver]]:
    """As many HTTP servers as the test asks for."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(receiving())


# --- MQTT -----------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Published:
    topic: str
    payload: str
    qos: int


class Broker:
    """A mosquitto on a free port, and a subscriber that hears everything."""

    def __init__(self, port: int, user: str | None = None, password: str | None = None) -> None:
        self.port = port
        self.messages: list[Published] = []
        self.arrived: queue.SimpleQueue[Published] = queue.SimpleQueue()
        self._subscribed = threading.Event()
        self._client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
        self._client.username_pw_set(user, password)
        self._client.on_connect = lambda client, *_: client.subscribe("#", qos=2)
        self._client.on_subscribe = lambda *_: self._subscribed.set()
        self._client.on_message = self._take

    def url(self, topic: str = "rejections") -> str:
        return f"mqtt://127.0.0.1:{self.port}/{topic}"

    def next(self, seconds: float = 20.0) -> Published:
        return self.arrived.get(timeout=seconds)

    def listen(self) -> bool:
        """Whether it is really a broker that answers."""
        wait_for(self._connected)
        self._client.loop_start()
        return self._subscribed.wait(10)

    def end(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def _connected(self) -> bool:
        try:
            return self._client.connect("127.0.0.1", self.port) == mqtt.MQTT_ERR_SUCCESS
        except OSError:
            return False

    def _take(self, _client: object, _data: object, message: mqtt.MQTTMessage) -> None:
        published = Published(message.topic, message.payload.decode(), message.qos)
        self.messages.append(published)
        self.arrived.put(published)


@contextmanager
def broking(directory: Path, *, user: str | None = None, password: str | None = None) -> Iterator[Broker]:
    """Run a mosquitto; with `user`, only that one may sign in."""
    lines = ["persistence false", "log_dest none", f"user {getpass.getuser()}"]
    if user is None:
        lines.append("allow_anonymous true")
    else:
        passwords = directory / "passwords"
        subprocess.run(["mosquitto_passwd", "-b", "-c", passwords, user, password or ""], check=True, capture_output=True)
        lines += ["allow_anonymous false", f"password_file {passwords}"]
    # A port that was free is another test's a moment later; and who knocks where nobody listens yet may be connected to himself.
    for _ in range(3):
        with _mosquitto(directory / "mosquitto.conf", lines, Broker(free_port(), user, password)) as broker:
            if broker.listen():
                yield broker
                return
    raise AssertionError("no broker answers")


@contextmanager
def _mosquitto(config: Path, lines: list[str], broker: Broker) -> Iterator[Broker]:
    assert MOSQUITTO
    config.write_text("\n".join([f"listener {broker.port} 127.0.0.1", *lines]) + "\n")
    process = subprocess.Popen([MOSQUITTO, "-c", config], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield broker
    finally:
        broker.end()
        process.terminate()
        process.wait()


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    """A real MQTT broker with a subscriber."""
    if MOSQUITTO is None:
        pytest.skip("MOSQUITTO IS MISSING, nothing about MQTT is tested: apt-get install --no-install-recommends mosquitto")
    with broking(tmp_path) as running:
        yield running


# --- SMTP -----------------------------------------------------------------------------------------------------------------------------


@dataclass
class Mailbox:
    """What an SMTP server took."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    arrived: queue.SimpleQueue[EmailMessage] = field(default_factory=queue.SimpleQueue)
    refuse: str | None = None  # what to say to RCPT instead of taking it

    def next(self, seconds: float = 20.0) -> EmailMessage:
        return self.arrived.get(timeout=seconds)

    async def handle_RCPT(self, _server: object, _session: object, envelope: Any, address: str, _options: list[str]) -> str:  # noqa: N802  aiosmtpd's name
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.arrived.put(mail)
        return "250 OK"


@contextmanager
def taking_mail(user: str | None = None, password: str | None = None) -> Iterator[Mailbox]:
    """Run an SMTP server without TLS; with `user`, only that one may sign in, and has to."""
    box = Mailbox(port=free_port())

    def sign_in(server: object, session: object, envelope: object, mechanism: str, data: Any) -> AuthResult:
        right = data.login == (user or "").encode() and data.password == (password or "").encode()
        return AuthResult(success=right, handled=False)

    class Server(Controller):
        def factory(self) -> SMTP:
            if user is None:
                return SMTP(self.handler, enable_SMTPUTF8=True)
            return SMTP(self.handler, enable_SMTPUTF8=True, authenticator=sign_in, auth_required=True, auth_require_tls=False)

    server = Server(box, hostname="127.0.0.1", port=box.port)
    server.start()
    try:
        yield box
    finally:
        server.stop()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """An SMTP server that remembers."""
    with taking_mail() as box:
        yield box
