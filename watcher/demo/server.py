"""The demo's mail server: pymap's in-memory backend, in a thread of this process, on a free port of the loopback."""

from __future__ import annotations

import asyncio
import socket
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from datetime import datetime
from imaplib import IMAP4, Time2Internaldate

from pymap.backend.dict import DictBackend
from pymap.imap import IMAPService

USER, PASSWORD = "robin@mail.example", "sample"
# What pymap's own command line would fill in; clear text, as it never leaves this machine.
_ARGUMENTS: dict[str, object] = {
    "demo_data": False,
    "demo_user": USER,
    "demo_password": PASSWORD,
    "debug": False,
    "host": "127.0.0.1",
    "cert": None,
    "key": None,
    "tls": False,
    "proxy_protocol": None,
    "inherited_sockets": None,
    "passlib_cfg": None,
}


@contextmanager
def mail_server() -> Iterator[int]:
    """A running server; yields its port."""
    port, loop, stack = _free_port(), asyncio.new_event_loop(), AsyncExitStack()
    thread = threading.Thread(target=loop.run_forever, name="mail-server", daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(_serve(stack, port), loop).result(10)
    try:
        yield port
    finally:
        asyncio.run_coroutine_threadsafe(_end(stack), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _serve(stack: AsyncExitStack, port: int) -> None:
    backend, config = await DictBackend.init(Namespace(**_ARGUMENTS, port=port), secure_auth=False)
    config.apply_context()
    await IMAPService(backend, config).start(stack)


async def _end(stack: AsyncExitStack) -> None:
    # Connections first: a server that closes waits for them (Python 3.12 and newer).
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await stack.aclose()


def deliver(port: int, mailbox: str, raw: bytes, at: datetime) -> None:
    """Put a mail into a mailbox, as having come `at`."""
    with IMAP4("127.0.0.1", port, timeout=10) as client:
        client.login(USER, PASSWORD)
        if mailbox != "INBOX":
            client.create(mailbox)
        client.append(mailbox, "", Time2Internaldate(at), raw)
