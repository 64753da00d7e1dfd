"""The line to the server: a socket that never blocks, below imaplib.

imaplib's documented way of changing its transport is to override open, read, readline, send and shutdown; that is what `Wire` does, and
with it come the properties that socket time-outs cannot give (they are per recv, so a server that drips holds them off for ever):
- a deadline on each whole operation, connect and TLS handshake included;
- `stop()` ends any operation at once, through a descriptor that every wait watches as well;
- a bound on a literal, a line and an operation's bytes, before they are allocated;
- what came together with the answer to IDLE lies in our own buffer, where it is seen;
- no command with a control character leaves (RFC 9051 commands are lines; imapclient sends its arguments inline).
"""

from __future__ import annotations

import contextlib
import imaplib
import ipaddress
import os
import re
import select
import socket
import ssl
import threading
from collections.abc import Callable

from imapclient import IMAPClient

from watcher.clock import Clock
from watcher.errors import ConnectionLost

CHUNK = 65536
LINE_MOST = 1_000_000  # imaplib's own bound
LITERAL_MOST = 1 << 20  # at most 256 KiB are asked for; a server may miscount
OPERATION_MOST = 16 << 20
BEAT = 5.0  # seconds between signs of life in a long wait
SLEPT = 5.0  # seconds that boot time may gain on monotonic time before it means suspend
CONTROL = re.compile(rb"[\x00-\x1f\x7f]")

# A dead link shows within two minutes also when nothing is being sent: first probe after 60 s, then three, 20 s apart.
_OPTIONS = (
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 60),
    (socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 20),
    (socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 3),
    (socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 60_000),
    (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),  # imapclient sends a command in pieces
)


class Interrupted(Exception):  # not an error: the user wants the thread to end
    """stop() was called."""


class Signal:
    """How other threads reach one that waits: a descriptor that becomes readable, and two flags."""

    def __init__(self) -> None:
        self.fd = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self.stopping = False
        self.look = False

        self._lock = threading.Lock()
        self._closed = False

    def ring(self) -> None:
        """Wake the waiting thread, if there still is one."""
        with self._lock:
            if not self._closed:
                os.eventfd_write(self.fd, 1)

    def close(self) -> None:
        """The number of the descriptor may be another file's from now on."""
        with self._lock:
            if not self._closed:
                os.close(self.fd)
            self._closed = True

    def check(self) -> None:
        """Take what was rung; raises Interrupted when the thread is to end."""
        with contextlib.suppress(BlockingIOError):
            os.eventfd_read(self.fd)
        if self.stopping:
            raise Interrupted


def asleep(clock: Clock) -> float:
    """Seconds of suspend since boot."""
    return clock.boottime() - clock.monotonic()


class Line:
    """A TCP connection, secured or not, with a deadline for whatever is under way."""

    def __init__(self, clock: Clock, signal: Signal, beat: Callable[[], None] = lambda: None) -> None:
        self._clock, self._signal, self._beat = clock, signal, beat
        self._deadline, self._limit, self._asleep = 0.0, 0.0, 0.0
        self.probe = 15.0  # seconds that an operation has left after a suspend
        self._budget = OPERATION_MOST
        self._buffer = bytearray()
        self._sock: socket.socket | None = None

    @property
    def sock(self) -> socket.socket:
        if self._sock is None:
            raise ConnectionLost("not connected")
        return self._sock

    def within(self, seconds: float) -> None:
        """An operation begins that has to end in time."""
        self._limit, self._deadline = seconds, self._clock.monotonic() + seconds
        self._budget, self._asleep = OPERATION_MOST, asleep(self._clock)

    def dial(self, host: str, port: int, *, loopback_only: bool) -> None:
        """Connect to the first address that answers."""
        trouble: OSError = OSError("no address")
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        end = self._deadline
        for place, (family, kind, proto, _, address) in enumerate(addresses):
            # Each address gets its share of the time: one that swallows everything (broken IPv6) must not hide the next.
            now = self._clock.monotonic()
            self._deadline = now + max(0.0, end - now) / (len(addresses) - place)
            if loopback_only and not ipaddress.ip_address(address[0]).is_loopback:
                raise ConnectionLost("clear text is spoken on loopback only, and the host is elsewhere")
            try:
                self._dial(socket.socket(family, kind, proto), address)
            except OSError as error:
                trouble = error
                self.close()
            else:
                self._deadline = end
                return
        raise trouble

    def _dial(self, sock: socket.socket, address: object) -> None:
        self._sock = sock
        sock.setblocking(False)
        for option in _OPTIONS:
            sock.setsockopt(*option)
        with contextlib.suppress(BlockingIOError):
            sock.connect(address)  # type: ignore[arg-type]  # as getaddrinfo gave it
        self._wait(writable=True)
        failed = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if failed:
            raise OSError(failed, os.strerror(failed))

    def secure(self, context: ssl.SSLContext, host: str) -> None:
        """The TLS handshake. Bytes that came before it were said in the clear, and end the connection."""
        if self._buffer:
            raise ConnectionLost("the server spoke before TLS was up")
        tls = context.wrap_socket(self.sock, server_hostname=host, do_handshake_on_connect=False)
        self._sock = tls
        while True:
            try:
                return tls.do_handshake()
            except ssl.SSLWantReadError:
                self._wait()
            except ssl.SSLWantWriteError:
                self._wait(writable=True)

    def close(self) -> None:
        if self._sock is not None:
            self._sock.close()

    def _wait(self, *, writable: bool = False) -> None:
        """Until the socket is ready, or the deadline."""
        with contextlib.ExitStack() as stack:
            fd = self.sock.fileno()
            if writable:  # an epoll descriptor is readable when what it watches is ready
                epoll = stack.enter_context(select.epoll())
                epoll.register(fd, select.EPOLLOUT)
                fd = epoll.fileno()
            while True:
                left = self._deadline - self._clock.monotonic()
                if left <= 0:
                    raise TimeoutError(f"not done within {self._limit:g} s")
                ready = self._clock.wait_readable([fd, self._signal.fd], min(left, BEAT))
                self._beat()
                self._signal.check()
                if fd in ready:
                    return
                if asleep(self._clock) - self._asleep > SLEPT:
                    self._deadline = min(self._deadline, self._clock.monotonic() + self.probe)
                    self._asleep = asleep(self._clock)

    def _fill(self) -> bool:
        """More bytes into the buffer; False at the end of the stream."""
        while True:
            try:
                return self._receive()
            except (ssl.SSLWantReadError, BlockingIOError):
                self._wait()
            except ssl.SSLWantWriteError:
                self._wait(writable=True)

    def _receive(self) -> bool:
        chunk = self.sock.recv(CHUNK)
        self._budget -= len(chunk)
        if self._budget < 0:
            raise ConnectionLost("the server says more than can be meant")
        self._buffer += chunk
        # A server that never pauses must not hold off the deadline, nor stop().
        self._signal.check()
        if self._clock.monotonic() > self._deadline:
            raise TimeoutError(f"not done within {self._limit:g} s")
        return bool(chunk)

    def has_news(self) -> bool:
        """Something was said (or the line has ended) since the last answer; never waits."""
        if self._buffer:
            return True
        self.within(1.0)
        with contextlib.suppress(ssl.SSLWantReadError, ssl.SSLWantWriteError, BlockingIOError):
            self._receive()
            return True
        return False

    def read_line(self) -> bytes:
        """Up to and with the line feed; less at the end of the stream."""
        searched = 0
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer)
            if searched > LINE_MOST:
                raise ConnectionLost("a line without an end")
            if not self._fill():
                end = len(self._buffer) - 1
                break
        return self._cut(end + 1)

    def read_exactly(self, size: int) -> bytes:
        """A literal's bytes; less at the end of the stream."""
        if size > LITERAL_MOST:
            raise ConnectionLost("the server gives more than was asked for")
        while len(self._buffer) < size and self._fill():
            pass
        return self._cut(size)

    def _cut(self, size: int) -> bytes:
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken

    def send(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            try:
                left = left[self.sock.send(left) :]
            except (ssl.SSLWantWriteError, BlockingIOError):
                self._wait(writable=True)
            except ssl.SSLWantReadError:
                self._wait()


def quoted(mailbox: bytes) -> bytes:
    """A mailbox's name as a quoted string (RFC 9051, 4.3)."""
    return b'"' + mailbox.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


class Wire(imaplib.IMAP4):
    """imaplib over a `Line`, with IDLE (RFC 2177)."""

    def __init__(self, line: Line, host: str, port: int) -> None:
        self.line = line
        self.news = False  # EXISTS was said since somebody last looked
        self._mail = b""  # being appended: the one thing sent that has lines
        super().__init__(host, port)

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:  # noqa: ARG002  # imaplib's signature
        self.host, self.port, self.sock = host, port, self.line.sock

    def read(self, size: int) -> bytes:
        return self.line.read_exactly(size)

    def readline(self) -> bytes:
        return self.line.read_line()

    def send(self, data: bytes) -> None:  # type: ignore[override]  # bytes is all that imaplib sends
        if data is not self._mail and CONTROL.search(data.removesuffix(b"\r\n")):
            raise ValueError("a control character in a command")
        self.line.send(data)

    def shutdown(self) -> None:
        self.line.close()

    def starttls(self, ssl_context: ssl.SSLContext | None = None) -> tuple[str, list[bytes]]:  # type: ignore[override]  # ours is never None
        """STARTTLS without fall-back. Everything that the server said before it is forgotten (RFC 9051, 6.2.1)."""
        if ssl_context is None:
            raise ValueError("STARTTLS needs a context that verifies")
        typ, data = self._simple_command("STARTTLS")
        if typ != "OK":
            raise ConnectionLost("the server declines STARTTLS")
        self.line.secure(ssl_context, self.host)
        self.sock = self.line.sock
        self.untagged_responses.clear()
        self._tls_established = True
        self._get_capabilities()
        return typ, data

    def _append_untagged(self, typ: str, dat: bytes) -> None:
        self.news = self.news or typ == "EXISTS"
        super()._append_untagged(typ, dat)  # type: ignore[misc]  # not in the stubs

    def append_mail(self, mailbox: bytes, flags: str, mail: bytes) -> None:
        """APPEND (RFC 9051, 6.3.12); a NO raises imaplib's error."""
        self._mail = self.literal = mail  # type: ignore[assignment]  # the stubs know it as None only
        try:
            typ, data = self._simple_command("APPEND", quoted(mailbox), flags)
        finally:
            self._mail = b""
        if typ != "OK":
            raise self.error(f"APPEND command error: NO {data!r}")

    def idle(self) -> bytes | None:
        """Begin IDLE; its tag, or None when the server declines."""
        self.untagged_responses.clear()
        tag: bytes = self._command("IDLE")
        while self._get_response() is not None:  # untagged data may come before the continuation
            if self.tagged_commands[tag] is not None:
                del self.tagged_commands[tag]
                return None
        return tag

    def done(self, tag: bytes) -> None:
        """End IDLE and read all that was said in it."""
        self.send(b"DONE\r\n")
        self._command_complete("IDLE", tag)


class Client(IMAPClient):  # type: ignore[misc]  # imapclient is not typed
    """IMAPClient on a `Wire`."""

    def __init__(self, line: Line, host: str, port: int) -> None:
        self._line = line
        # Not its TLS, and a time-out of 0.0, which leaves the socket as it is: not blocking.
        super().__init__(host, port, ssl=False, timeout=0.0)
        self.normalise_times = False  # or INTERNALDATE loses its zone
        self.folder_encode = False  # a name that is not modified UTF-7 must not end the listing
        self._imap.debug = 0  # or every body is formatted for a log that nobody reads

    def _create_IMAP4(self) -> Wire:  # noqa: N802  # IMAPClient's name for it
        return Wire(self._line, self.host, self.port)

    @property
    def wire(self) -> Wire:
        wire: Wire = self._imap
        return wire
