"""A TCP proxy that does to a link what networks do: delay, black hole, reset, cut after N bytes, drip, garble.

The fault may be changed while connections are open. `connections` counts what was accepted; `sent` keeps what clients sent in the clear.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Fault:
    """What is wrong with the link; `to_client` faults touch only what the server says."""

    black_hole: bool = False  # nothing passes, nothing is closed
    latency: float = 0.0  # seconds, each chunk
    cut_after: int | None = None  # bytes to the client of one connection, then both ends are closed
    drip: float | None = None  # bytes a second to the client
    garble: bool = False  # every seventh byte to the client is changed
    refuse: bool = False  # accept and reset at once


@dataclass
class FaultProxy:
    """Runs in threads of its own; `port` is where it listens."""

    upstream: tuple[str, int]
    fault: Fault = field(default_factory=Fault)
    connections: int = 0
    sent: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._open: set[socket.socket] = set()
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def reset(self) -> None:
        """End every open connection by RST."""
        for sock in list(self._open):
            with contextlib.suppress(OSError):
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                sock.close()

    def finish(self) -> None:
        """End every open connection by FIN."""
        for sock in list(self._open):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._over.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.finish()
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            if self.fault.refuse:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                client.close()
                continue
            thread = threading.Thread(target=self._serve, args=(client,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, client: socket.socket) -> None:
        try:
            server = socket.create_connection(self.upstream, 5)
        except OSError:
            client.close()
            return
        self._open |= {client, server}
        try:
            with selectors.DefaultSelector() as selector:
                selector.register(client, selectors.EVENT_READ, server)
                selector.register(server, selectors.EVENT_READ, client)
                self._pump(selector, client)
        except (OSError, ValueError):
            pass
        finally:
            self._open -= {client, server}
            client.close()
            server.close()

    def _pump(self, selector: selectors.BaseSelector, client: socket.socket) -> None:
        passed = 0
        while not self._over.is_set():
            if self.fault.black_hole:
                time.sleep(0.02)
                if client.fileno() < 0:
                    return
                continue
            for key, _ in selector.select(0.05):
                chunk = key.fileobj.recv(4096)
                if not chunk:
                    return
                time.sleep(self.fault.latency)
                if key.fileobj is client:
                    self.sent += chunk
                    key.data.sendall(chunk)
                    continue
                left = len(chunk) if self.fault.cut_after is None else max(0, self.fault.cut_after - passed)
                passed += len(chunk[:left])
                self._give(client, chunk[:left])
                if left < len(chunk):
                    return

    def _give(self, client: socket.socket, chunk: bytes) -> None:
        if self.fault.garble:
            chunk = bytes(byte ^ 0x20 if i % 7 == 0 else byte for i, byte in enumerate(chunk))
        if not self.fault.drip:
            client.sendall(chunk)
            return
        for i in range(len(chunk)):
            client.sendall(chunk[i : i + 1])
            if self._over.wait(1 / self.fault.drip if self.fault.drip else 0):
                return


@contextlib.contextmanager
def fault_proxy(host: str, port: int) -> Iterator[FaultProxy]:
    """A proxy before `host:port`."""
    proxy = FaultProxy((host, port))
    try:
        yield proxy
    finally:
        proxy.close()
