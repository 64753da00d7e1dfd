"""The demo's terminal: what happens, in the order it happens, and a small receiver that shows each notification."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel


class Screen:
    """Prints, at reading speed unless `fast`."""

    def __init__(self, *, fast: bool) -> None:
        self._console = Console(highlight=False, emoji=False, width=None)
        self._fast = fast
        self._lock = threading.Lock()

    def say(self, text: str, *, pause: float = 0.6) -> None:
        """A line of the story; rich's markup is ours, never a mail's."""
        with self._lock:
            self._console.print(text, soft_wrap=True)
        self._rest(pause)

    def day(self, moment: datetime, text: str) -> None:
        """A new day."""
        self.say(f"\n[bold cyan]{moment:%A, %d %B %Y, %H:%M}[/bold cyan]  {escape(text)}", pause=0.3)

    def bubble(self, title: str, body: str) -> None:
        """A notification as the user sees it."""
        with self._lock:
            self._console.print(
                Panel(
                    escape(body.strip()), title=escape(title), title_align="left", border_style="yellow", width=min(88, self._console.width)
                )
            )
        self._rest(2.2)

    def _rest(self, seconds: float) -> None:
        if not self._fast:
            time.sleep(seconds)


@contextmanager
def receiver(screen: Screen) -> Iterator[str]:
    """A target that shows what it is sent; yields its URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()
            screen.bubble(sent["title"], sent["message"])

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base class names it so
            """Say nothing: the story is on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, name="receiver", daemon=True)
    thread.start()
    try:
        yield f"json://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
