"""The session bus, by jeepney: one connection, on which nothing waits longer than it is told.

jeepney writes and reads the messages (it does no I/O of its own when used so); the waiting is the clock's. Signals that come in while a
reply is awaited are kept in `signals`.
"""

from __future__ import annotations

import itertools
import os
import socket
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from jeepney import HeaderFields, Message, MessageType, Parser
from jeepney.auth import BEGIN, AuthenticationError, Authenticator
from jeepney.bus import get_connectable_addresses
from jeepney.bus_messages import message_bus

from watcher.clock import Clock
from watcher.desktop.words import Lost, Refused

CONNECT_SECONDS = 5.0
CALL_SECONDS = 10.0  # the bus may have to start the service that is called
_NO_DBUS = "the session bus speaks no D-Bus"
_LONGEST = 1 << 20  # bytes of one message; ours and their answers have a few thousand


class Bus:
    """An open connection. Every method raises Lost when the bus does not answer as it should."""

    def __init__(self, environ: Mapping[str, str], clock: Clock) -> None:
        self.signals: deque[Message] = deque()
        self._clock = clock
        self._parser = Parser()
        self._serials = itertools.count(1)
        self._socket = _connected(environ)
        try:
            self._sign_in(clock.monotonic() + CONNECT_SECONDS)
            self.unique_name = str(self.call(message_bus.Hello(), CONNECT_SECONDS)[0])
            self.guid = str(self.call(message_bus.GetId())[0])  # two buses never have the same (D-Bus Specification, GetId)
        except BaseException:
            self.close()
            raise

    @property
    def fd(self) -> int:
        """Readable when there is something for `receive`."""
        return self._socket.fileno()

    def call(self, message: Message, seconds: float = CALL_SECONDS) -> tuple[Any, ...]:
        """Call a method; what it returned. Raises Refused, too."""
        return self.ask(message, seconds)[1]

    def ask(self, message: Message, seconds: float = CALL_SECONDS) -> tuple[str, tuple[Any, ...]]:
        """Call a method; the unique name of who answered, and what it returned."""
        deadline, serial = self._clock.monotonic() + seconds, next(self._serials)
        self._write(message.serialise(serial=serial))
        while True:
            # All that has been read is taken: a click that came in the same breath would else lie there until something else comes.
            answers = {answer.header.fields.get(HeaderFields.reply_serial): answer for answer in self._take()}
            if serial in answers:
                return str(answers[serial].header.fields.get(HeaderFields.sender, "")), _result(answers[serial])
            self._feed(self._read(deadline))

    def receive(self) -> None:
        """Read what is there; signals go into `signals`."""
        self._feed(self._read(self._clock.monotonic()))
        for _ in self._take():
            pass  # an answer that came too late

    def close(self) -> None:
        with suppress(OSError):
            self._socket.close()

    def _sign_in(self, deadline: float) -> None:
        dialogue = Authenticator()
        try:
            for line in dialogue:
                self._write(line)
                dialogue.feed(self._read(deadline))
            self._write(BEGIN)
        except AuthenticationError:
            raise Lost("the session bus does not let this user in") from None

    def _take(self) -> Iterator[Message]:
        """The answers among what has been read; signals are put aside, and what others ask of us is not answered."""
        try:
            while (message := self._parser.get_next_message()) is not None:
                if message.header.message_type is MessageType.signal:
                    self.signals.append(message)
                elif message.header.message_type in {MessageType.method_return, MessageType.error}:
                    yield message
        except Exception:  # noqa: BLE001  jeepney raises many things on bytes that are no D-Bus
            raise Lost(_NO_DBUS) from None

    def _feed(self, data: bytes) -> None:
        self._parser.add_data(data)
        try:
            wanted = self._parser.bytes_desired()
        except Exception:  # noqa: BLE001  as above
            raise Lost(_NO_DBUS) from None
        if wanted > _LONGEST:
            raise Lost("a message on the session bus is longer than any of ours")

    def _read(self, deadline: float) -> bytes:
        if not self._clock.wait_readable([self.fd], deadline - self._clock.monotonic()):
            raise Lost("no answer on the session bus")
        try:
            data = self._socket.recv(65536)
        except OSError:
            data = b""
        if not data:
            raise Lost("the session bus closed the connection")
        return data

    def _write(self, data: bytes) -> None:
        try:
            while data:
                data = data[self._socket.send(data) :]
        except OSError:
            raise Lost("the session bus takes nothing") from None


def _connected(environ: Mapping[str, str]) -> socket.socket:
    reason = "no such bus"
    for address in _addresses(environ):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
        connection.settimeout(CONNECT_SECONDS)
        try:
            connection.connect(address)
        except OSError as error:
            connection.close()
            reason = error.strerror or "no answer"
        else:
            return connection
    raise Lost(f"the session bus cannot be reached ({reason})")


def _addresses(environ: Mapping[str, str]) -> list[str]:
    """Where the bus listens: as the environment says, else where a user's bus is (as sd-bus does)."""
    named = environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if named:
        try:
            return list(get_connectable_addresses(named))
        except (ValueError, RuntimeError):
            raise Lost("DBUS_SESSION_BUS_ADDRESS names no bus that can be reached by a socket") from None
    place = Path(environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}", "bus")
    with suppress(OSError):
        if place.is_socket():
            return [str(place)]
    raise Lost("there is no session bus for this process: no DBUS_SESSION_BUS_ADDRESS, and nothing in XDG_RUNTIME_DIR")


def _result(answer: Message) -> tuple[Any, ...]:
    if answer.header.message_type is MessageType.error:
        raise Refused(str(answer.header.fields.get(HeaderFields.error_name, "")))
    return tuple(answer.body)
