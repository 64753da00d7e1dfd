"""The demo's terminal: what happens, in the order it happens, and a small receiver that shows each notification."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from rich.markup import escape
from rich.panel import Panel
from rich.text import Text

from watcher.cli.output import console

READABLE = 88  # columns; longer lines are hard to follow
PACE = 0.65  # so that all of it is told in three quarters of a minute


class Screen:
    """Prints, at reading speed unless `fast`."""

    def __init__(self, *, fast: bool) -> None:
        self._console = console(wrapped=True)
        self._width = min(READABLE, self._console.width)
        self._fast = fast
        self._lock = threading.Lock()
        self._today: datetime | None = None

    def say(self, text: str, *, indent: int = 0, pause: float = 0.6) -> None:
        """A line of the story; rich's markup is ours, never a mail's."""
        with self._lock:
            for line in Text.from_markup(text).wrap(self._console, max(20, self._width - indent)):
                line.rstrip()
                self._console.print(Text(" " * indent).append_text(line), soft_wrap=True)
        self.rest(pause)

    def day(self, moment: datetime, text: str) -> None:
        """A new day."""
        passed = (moment.date() - self._today.date()).days if self._today else 0
        self._today = moment
        self.say("")
        if passed > 1:
            self.say(f"[dim]{passed} days pass.[/dim]", pause=0.5)
        self.say(f"[bold cyan]{moment:%A, %d %B %Y, %H:%M}[/bold cyan]  {escape(text)}", pause=0.4)

    def bubble(self, title: str, body: str) -> None:
        """A notification as the user sees it."""
        shown = Panel(f"[bold]{escape(title)}[/bold]\n\n{escape(body.strip())}", border_style="yellow", width=self._width)
        with self._lock:
            self._console.print(shown)

    def rest(self, seconds: float) -> None:
        """Time to read."""
        if not self._fast:
            time.sleep(seconds * PACE)


@contextmanager
def receiver(screen: Screen) -> Iterator[str]:
    """A target that shows what it is sent; yields its URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            screen.bubble(sent["title"], sent["message"])  # before the answer: the story goes on when the notification was taken
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base class names it so
            """Say nothing: the story is on the screen."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing: a terminal that went away ends the story by itself."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="receiver", daemon=True)
    thread.start()
    try:
        yield f"json://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
