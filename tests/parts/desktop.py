"""A desktop: a session bus of its own, a real notification server on a virtual screen that is really clicked, and a small server of ours
that remembers what it is told and can be anything a server may be."""

from __future__ import annotations

import contextlib
import queue
import shutil
import socket
import struct
import subprocess
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import pytest
from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import DBusNameFlags, message_bus
from jeepney.io.blocking import open_dbus_connection

from parts.receivers import wait_for

NOTIFICATION_DAEMON = "/usr/lib/notification-daemon/notification-daemon"
MISSING = "apt-get install --no-install-recommends dbus-daemon xvfb xdotool notification-daemon"
NOTIFICATIONS = "org.freedesktop.Notifications"
PORTAL = "org.freedesktop.portal.Desktop"
SYSTEMD = "org.freedesktop.systemd1"
EVERYTHING = ("actions", "body", "body-markup", "persistence")


class Bus:
    """A session bus with no services that it could start; it can die and come back at the same address."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "bus"
        self._config = folder / "bus.conf"
        self._config.write_text(
            "<busconfig><type>session</type>"
            f"<listen>unix:path={self.socket}</listen><auth>EXTERNAL</auth>"
            '<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>'
            "</busconfig>"
        )
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def environ(self) -> dict[str, str]:
        return {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.socket}"}

    def start(self) -> None:
        self._process = subprocess.Popen(
            ["dbus-daemon", f"--config-file={self._config}", "--nofork", "--nopidfile", "--nosyslog"], stderr=subprocess.DEVNULL
        )
        wait_for(self._answers, 5)

    def _answers(self) -> bool:
        """The socket is there a moment before anybody listens."""
        with socket.socket(socket.AF_UNIX) as calling:
            return calling.connect_ex(str(self.socket)) == 0

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        self.socket.unlink(missing_ok=True)


@contextmanager
def answering(place: Path, lines: list[bytes]) -> Iterator[None]:
    """Somebody who listens where a bus would, answers each word with the next of these (b"": hangs up), and then says nothing more."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(place))
        listening.listen()

        def answer() -> None:
            with contextlib.suppress(OSError):
                while True:
                    talk(listening.accept()[0])

        def talk(connection: socket.socket) -> None:
            with connection, contextlib.suppress(OSError):
                for line in lines:
                    if not connection.recv(4096) or not line:
                        return
                    connection.sendall(line)
                while connection.recv(4096):
                    pass

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield
        listening.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Bus]:
    """A session bus that runs."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip(f"DBUS IS MISSING, nothing about the desktop is tested: {MISSING}")
    made = Bus(tmp_path)
    made.start()
    yield made
    made.stop()


# --- a server of ours -----------------------------------------------------------------------------------------------------------------


class Service:
    """Somebody on the bus who owns a name, answers calls and remembers them."""

    def __init__(self, bus: Bus, name: str) -> None:
        self.name = name
        self.calls: queue.SimpleQueue[tuple[str, tuple[Any, ...]]] = queue.SimpleQueue()
        self._connection = open_dbus_connection(bus.environ["DBUS_SESSION_BUS_ADDRESS"])
        self._lock = threading.Lock()
        if name:
            self._connection.send_and_get_reply(message_bus.RequestName(name, DBusNameFlags.do_not_queue), timeout=5)
        self._ended = False
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def answer(self, member: str, body: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]] | str | None:
        """Signature and values; an error's name; or None, for no answer at all."""
        raise NotImplementedError

    def at_once(self, _member: str) -> list[Message]:
        """What follows the answer in the same breath."""
        return []

    def signal(self, path: str, interface: str, member: str, signature: str, body: tuple[Any, ...], to: str | None = None) -> None:
        message = new_signal(DBusAddress(path, interface=interface), member, signature, body)
        if to:
            message.header.fields[HeaderFields.destination] = to
        with self._lock:
            self._connection.send(message)

    def next(self, seconds: float = 10.0) -> tuple[str, tuple[Any, ...]]:
        return self.calls.get(timeout=seconds)

    def close(self) -> None:
        self._ended = True
        with contextlib.suppress(OSError):
            self._connection.sock.shutdown(2)
        self._thread.join(5)
        self._connection.close()

    def _serve(self) -> None:
        while not self._ended:
            try:
                message = self._connection.receive()
            except OSError:
                return
            if message.header.message_type is MessageType.method_call:
                self._answer(message)

    def _answer(self, message: Message) -> None:
        member = message.header.fields[HeaderFields.member]
        self.sender = message.header.fields[HeaderFields.sender]
        answer = self.answer(member, message.body)
        if answer is not None:
            with self._lock, contextlib.suppress(OSError):
                made = new_error(message, answer) if isinstance(answer, str) else new_method_return(message, *answer)
                messages = [made, *self.at_once(member)]
                self._connection.sock.sendall(b"".join(one.serialise(next(self._connection.outgoing_serial)) for one in messages))
        self.calls.put((member, message.body))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True)
class Seen:
    """A bubble as the server was told of it."""

    id: int
    app: str
    icon: str
    title: str
    body: str
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    hints: dict[str, Any]
    timeout: int


class NotificationServer(Service):
    """A notification server without a screen."""

    PATH = "/org/freedesktop/Notifications"

    def __init__(self, bus: Bus, capabilities: tuple[str, ...] = EVERYTHING) -> None:
        self.capabilities = capabilities
        self.bubbles: dict[int, Seen] = {}  # what is on the desktop
        self.shown: queue.SimpleQueue[Seen] = queue.SimpleQueue()
        self.silent = False
        self.quick = ""  # the button that is clicked the moment that a bubble is there
        self._last = 0
        self._answers: dict[str, Callable[..., tuple[str, tuple[Any, ...]] | str]] = {
            "GetCapabilities": lambda: ("as", (list(self.capabilities),)),
            "GetServerInformation": lambda: ("ssss", ("Remembering", "nobody", "1", "1.2")),
            "Notify": lambda *said: ("u", (self._notify(*said),)),
            "CloseNotification": self._close,
        }
        super().__init__(bus, NOTIFICATIONS)

    def answer(self, member: str, body: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]] | str | None:
        return None if self.silent else self._answers[member](*body)

    def _close(self, number: int) -> tuple[str, tuple[Any, ...]] | str:
        if self.bubbles.pop(number, None) is None:
            return "org.freedesktop.DBus.Error.InvalidArgs"
        self.signal(self.PATH, NOTIFICATIONS, "NotificationClosed", "uu", (number, 3))
        return "", ()

    def _notify(
        self, app: str, replaces: int, icon: str, title: str, body: str, actions: list[str], hints: dict[str, Any], out: int
    ) -> int:
        if not replaces:
            self._last += 1
        seen = Seen(replaces or self._last, app, icon, title, body, tuple(actions[::2]), tuple(actions[1::2]), hints, out)
        self.bubbles[seen.id] = seen
        self.shown.put(seen)
        return seen.id

    def take_over(self, seen: Seen) -> None:
        """Hold this bubble as if it had been shown by this run."""
        self.bubbles[seen.id] = seen
        self._last = max(self._last, seen.id)

    def next_bubble(self, seconds: float = 10.0) -> Seen:
        return self.shown.get(timeout=seconds)

    def click(self, seen: Seen, label: str) -> None:
        self.signal(self.PATH, NOTIFICATIONS, "ActionInvoked", "us", (seen.id, seen.keys[seen.labels.index(label)]))

    def at_once(self, member: str) -> list[Message]:
        if member != "Notify" or not self.quick:
            return []
        [seen] = self.bubbles.values()
        key = seen.keys[seen.labels.index(self.quick)]
        return [new_signal(DBusAddress(self.PATH, interface=NOTIFICATIONS), "ActionInvoked", "us", (seen.id, key))]

    def dismiss(self, seen: Seen) -> None:
        del self.bubbles[seen.id]
        self.signal(self.PATH, NOTIFICATIONS, "NotificationClosed", "uu", (seen.id, 2))


class Portal(Service):
    """What opens links on larger desktops."""

    def __init__(self, bus: Bus) -> None:
        super().__init__(bus, PORTAL)

    def answer(self, member: str, _body: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]] | str | None:
        return ("o", ("/request/1",)) if member == "OpenURI" else "org.freedesktop.DBus.Error.UnknownMethod"

    def respond(self, code: int) -> None:
        self.signal("/request/1", "org.freedesktop.portal.Request", "Response", "ua{sv}", (code, {}), to=self.sender)


class ServiceManager(Service):
    """The user's systemd, as far as it is asked to run something."""

    def __init__(self, bus: Bus) -> None:
        super().__init__(bus, SYSTEMD)

    def answer(self, member: str, _body: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]] | str | None:
        return ("o", ("/org/freedesktop/systemd1/job/1",)) if member == "StartTransientUnit" else "org.freedesktop.DBus.Error.UnknownMethod"


# --- a real one -----------------------------------------------------------------------------------------------------------------------


@dataclass
class Picture:
    """The screen at one moment: rows of pixels, each four bytes (blue, green, red, nothing)."""

    width: int
    height: int
    rows: list[bytes] = field(repr=False)

    def png(self) -> bytes:
        """For people to look at."""
        lines = b"".join(b"\0" + bytes(row[4 * x + channel] for x in range(self.width) for channel in (2, 1, 0)) for row in self.rows)
        parts = [
            (b"IHDR", struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)),
            (b"IDAT", zlib.compress(lines)),
            (b"IEND", b""),
        ]
        chunks = [struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts]
        return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)

    def words(self, left: int, top: int, right: int, bottom: int, gap: int = 14) -> list[tuple[int, int]]:
        """The middle of each piece of dark writing in a strip, from left to right; `gap` is what parts two of them."""
        dark = {x for x in range(left, right) for row in self.rows[top:bottom] if sum(row[4 * x : 4 * x + 3]) < 240}
        pieces: list[list[int]] = []
        for x in sorted(dark):
            if pieces and x - pieces[-1][-1] <= gap:
                pieces[-1].append(x)
            else:
                pieces.append([x])
        return [((piece[0] + piece[-1]) // 2, (top + bottom) // 2) for piece in pieces]


@dataclass
class Screen:
    """A virtual screen with a real notification server on it, and a mouse."""

    display: str
    buffer: Path

    def look(self) -> Picture:
        data = self.buffer.read_bytes()
        head = struct.unpack(">25I", data[:100])
        size, width, height, line, colours = head[0], head[4], head[5], head[12], head[19]
        start = size + 12 * colours
        return Picture(width, height, [data[start + row * line : start + row * line + 4 * width] for row in range(height)])

    def bubbles(self) -> list[tuple[int, int, int, int]]:
        """Left, top, right and bottom of each bubble, the highest first."""
        found = []
        for window in self._xdotool("search", "--onlyvisible", "--name", "^Notification$").split():
            lines = dict(line.split("=") for line in self._xdotool("getwindowgeometry", "--shell", window).splitlines())
            x, y, width, height = (int(lines.get(name, 0)) for name in ("X", "Y", "WIDTH", "HEIGHT"))
            if width > 50:  # neither a helper of the server's nor one that has gone since
                found.append((x, y, x + width, y + height))
        return sorted(found, key=lambda box: box[1])

    def buttons(self, bubble: int = 0) -> list[tuple[int, int]]:
        """Where the buttons of a bubble are, from left to right; none while it is still being drawn."""
        first, second = self._buttons(bubble), self._buttons(bubble)
        return first if first == second else []

    def _buttons(self, bubble: int) -> list[tuple[int, int]]:
        boxes = self.bubbles()
        if len(boxes) <= bubble:
            return []
        left, _top, right, bottom = boxes[bubble]
        return self.look().words(left + 60, bottom - 46, right - 20, bottom - 30)

    def click(self, place: tuple[int, int]) -> None:
        """Click, and take the mouse away: under it this server leaves even a closed bubble on the screen, elsewhere for some seconds."""
        self._xdotool("mousemove", "--sync", str(place[0]), str(place[1]))
        self._xdotool("click", "1")
        self._xdotool("mousemove", "--sync", "5", "5")

    def _xdotool(self, *args: str) -> str:
        done = subprocess.run(["xdotool", *args], capture_output=True, text=True, check=False, env={"DISPLAY": self.display})
        return done.stdout


@contextmanager
def on_screen(bus: Bus, folder: Path) -> Iterator[Screen]:
    """Run a screen and a notification server on it."""
    reading, writing = _pipe()
    with writing:
        x = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing.fileno()), "-screen", "0", "900x600x24", "-nolisten", "tcp", "-fbdir", folder],
            pass_fds=[writing.fileno()],
            stderr=subprocess.DEVNULL,
        )
    with reading:
        display = f":{reading.readline().strip()}"
    environ = bus.environ | {"DISPLAY": display, "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    server = subprocess.Popen([NOTIFICATION_DAEMON], env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: _is_owned(bus, NOTIFICATIONS) or server.poll() is not None, 60)
        assert server.poll() is None, f"the notification server ended with {server.returncode}"
        yield Screen(display, folder / "Xvfb_screen0")
    finally:
        for process in (server, x):
            process.terminate()
            process.wait()


def _is_owned(bus: Bus, name: str) -> bool:
    with open_dbus_connection(bus.environ["DBUS_SESSION_BUS_ADDRESS"]) as connection:
        return bool(connection.send_and_get_reply(message_bus.NameHasOwner(name), timeout=5).body[0])


def _pipe() -> tuple[Any, Any]:
    import os

    reading, writing = os.pipe()
    return os.fdopen(reading), os.fdopen(writing, "w")


@pytest.fixture
def screen(bus: Bus, tmp_path: Path) -> Iterator[Screen]:
    """A real notification server that can be looked at and clicked."""
    if not (shutil.which("Xvfb") and shutil.which("xdotool") and Path(NOTIFICATION_DAEMON).exists()):
        pytest.skip(f"A SCREEN IS MISSING, no bubble is really clicked: {MISSING}")
    with on_screen(bus, tmp_path) as running:
        yield running
