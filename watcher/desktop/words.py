"""What the thread of the desktop and the rest of the program say to each other."""

from __future__ import annotations

from dataclasses import dataclass, field


class Trouble(Exception):
    """The desktop cannot be reached just now, or not in this way; the text says why, and holds nothing private."""


class Lost(Trouble):
    """The connection to the session bus is of no more use."""


class Refused(Trouble):
    """The other side answered with an error, whose name is the text; the connection is sound."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How a delivery ended: `id` is the delivery's. None of these failures is for ever: somebody may sign in to the desktop tomorrow."""

    id: int
    ok: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Clicked:
    """A button of one of our bubbles was clicked."""

    subject: str
    button: str
    stamp: str = ""  # what the bubble was shown with; "" from one without


@dataclass(frozen=True, slots=True)
class Held:
    """The bubbles that are on the desktop, by subject, with the server's ids; posted whenever that changes.

    `server` names one run of one server on one bus, beyond which its ids mean nothing.
    """

    server: str = ""
    bubbles: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
    """Whether a link that a click asked for was handed to the desktop; if not, why."""

    subject: str
    ok: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Appeared:
    """A notification server is there now: what could not be shown may be tried."""


@dataclass(frozen=True, slots=True)
class Reached:
    """The connection to the desktop changed: it is there, or why it is not."""

    ok: bool
    detail: str


Told = Shown | Clicked | Held | Opened | Appeared | Reached
