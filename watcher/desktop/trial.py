"""`check`: is there a desktop, and does a bubble show? Opens a connection of its own."""

from __future__ import annotations

import os
from collections.abc import Mapping

from watcher.clock import Clock
from watcher.core.compose import Bubble
from watcher.desktop.connection import Connection
from watcher.desktop.words import Held

_MARK = "0"  # of no installation: a click on the trial means nothing


def try_out(trial: Bubble | None, *, clock: Clock, environ: Mapping[str, str] = os.environ) -> str:
    """Which server shows bubbles, and whether with buttons; shows the trial, if there is one. Raises Trouble that says what is missing."""
    connection = Connection(environ, clock, _MARK, Held())
    try:
        capabilities = connection.server.capabilities()
        name = connection.server.described()
        if trial is not None:
            connection.server.show("n0", trial)
    finally:
        connection.bus.close()
    return f"{name}, {'with' if 'actions' in capabilities else 'without'} buttons"
