"""Real chat servers on loopback, each with a receiving client: prosody for XMPP, Synapse for Matrix. For `make test-full`."""

from __future__ import annotations

import json
import queue
import shutil
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from parts.dovecot import free_port, make_certificate
from parts.receivers import wait_for

PROSODY = shutil.which("prosody")
SYNAPSE = shutil.which("synapse_homeserver")

_PROSODY = """\
run_as_root = true
daemonize = false
pidfile = "{folder}/prosody.pid"
data_path = "{folder}/data"
log = {{ warn = "{folder}/prosody.log" }}
modules_enabled = {{ "saslauth", "tls", "roster", "disco", "message" }}
modules_disabled = {{ "s2s" }}
interfaces = {{ "127.0.0.1" }}
c2s_ports = {{ {port} }}
c2s_require_encryption = true
authentication = "internal_hashed"
VirtualHost "localhost"
    ssl = {{ key = "{key}", certificate = "{certificate}" }}
"""


class Chat:
    """A server, and the messages that a client signed in to it has received."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.arrived: queue.SimpleQueue[str] = queue.SimpleQueue()

    def next(self, seconds: float = 30.0) -> str:
        return self.arrived.get(timeout=seconds)


def _is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def prosody(folder: Path) -> Iterator[Chat]:
    """sam@localhost sends, phone@localhost receives; both with the password `pass`."""
    assert PROSODY
    port = free_port()
    certificate, key = folder / "cert.pem", folder / "key.pem"
    make_certificate(certificate, key)
    (folder / "data").mkdir()
    config = folder / "prosody.cfg.lua"
    config.write_text(_PROSODY.format(folder=folder, port=port, key=key, certificate=certificate))
    for user in ("sam", "phone"):
        subprocess.run(["prosodyctl", "--config", config, "register", user, "localhost", "pass"], check=True, capture_output=True)
    server = subprocess.Popen([PROSODY, "--config", config, "-F"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    chat = Chat(port)
    try:
        wait_for(lambda: _is_open(port))
        with _xmpp_client(chat):
            yield chat
    finally:
        server.terminate()
        server.wait()


@contextmanager
def _xmpp_client(chat: Chat) -> Iterator[None]:
    command = [sys.executable, Path(__file__).with_name("xmpp_phone.py"), str(chat.port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as phone:
        assert phone.stdout is not None
        lines = phone.stdout

        def hear() -> None:
            for line in lines:
                chat.arrived.put(json.loads(line))

        thread = threading.Thread(target=hear)
        thread.start()
        try:
            assert chat.next(20) == "signed in"
            yield
        finally:
            phone.kill()
            thread.join(10)


class Matrix(Chat):
    """Synapse, and a client that speaks its documented client-server API."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.token, self.room = "", ""

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self.token}"} if self.token else {})
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/_matrix/client/v3/{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 -- loopback
            return json.load(answer)

    def listen(self) -> None:
        login = {"type": "m.login.password", "identifier": {"type": "m.id.user", "user": "phone"}, "password": "pass"}
        self.token = self.call("POST", "login", login)["access_token"]
        self.room = self.call("POST", "createRoom", {"invite": ["@sam:localhost"], "preset": "private_chat"})["room_id"]

    def receive(self, seconds: float = 30.0) -> dict[str, Any]:
        """The first message in the room."""

        def seen() -> dict[str, Any] | None:
            events = self.call("GET", f"rooms/{self.room}/messages?dir=b&limit=10")["chunk"]
            return next((event for event in events if event["type"] == "m.room.message"), None)

        return wait_for(seen, seconds)


@contextmanager
def synapse(folder: Path) -> Iterator[Matrix]:
    """@sam:localhost sends, @phone:localhost receives in a room of its own; both with the password `pass`."""
    assert SYNAPSE
    port = free_port()
    config, python = folder / "homeserver.yaml", Path(SYNAPSE).with_name("python")
    base = [python, "-m", "synapse.app.homeserver", "-c", config]
    made = [*base, "--generate-config", "--server-name", "localhost", "--report-stats", "no", "--config-directory", folder]
    subprocess.run([*made, "--data-directory", folder], check=True, capture_output=True, cwd=folder)
    text = (
        config.read_text()
        .replace("port: 8008", f"port: {port}")
        .replace("trusted_key_servers:", "suppress_key_server_warning: true\nunused:")
    )
    config.write_text(text + "\nrc_login: {address: {per_second: 1000, burst_count: 1000}}\n")
    log = (folder / "synapse.log").open("wb")
    server = subprocess.Popen(base, stdout=log, stderr=log, cwd=folder)
    matrix = Matrix(port)
    try:
        wait_for(lambda: _is_open(port), 60)
        for user in ("sam", "phone"):
            register = [Path(SYNAPSE).with_name("register_new_matrix_user"), "-u", user, "-p", "pass", "--no-admin", "-c", config]
            subprocess.run([*register, f"http://127.0.0.1:{port}"], check=True, capture_output=True)
        matrix.listen()
        yield matrix
    finally:
        server.terminate()
        server.wait()
        log.close()
