"""The notification server behind a bus (Desktop Notifications Specification 1.2): bubbles out, clicks in.

A click is told to everybody on the bus who listens, so it has to prove that it is meant for us: its sender must be the server that we gave
the bubble to, and its key is one of ours. The key says all that matters (whose bubble, about what, which button), so that a click on a
bubble from before a restart counts as well, and the number of a bubble, which a new server gives out anew, decides nothing.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, new_method_call
from jeepney.bus_messages import message_bus

from watcher.core.compose import Bubble, shown
from watcher.desktop.bus import Bus
from watcher.desktop.words import Appeared, Clicked, Held, Refused, Trouble

NAME = "org.freedesktop.Notifications"
ADDRESS = DBusAddress("/org/freedesktop/Notifications", bus_name=NAME, interface=NAME)
APP = "rejection-watcher"
ICON = "appointment-soon"  # Icon Naming Specification, "Status Icons"
LOW, NORMAL = 0, 1  # never critical, which would break into "do not disturb"
MOST = 100  # bubbles to remember; three a day are made
_KEY = re.compile(r"([0-9a-f]+):([sn][0-9]{1,18})(?:\.([0-9a-f]{1,32}))?:([a-z]{1,20})")


class Server:
    """The bubbles of one installation (`mark`) on one bus."""

    def __init__(self, bus: Bus, mark: str, held: Held) -> None:
        self._bus, self._mark = bus, mark
        self._capabilities: frozenset[str] | None = None
        for rule in (
            f"type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='{NAME}'",
            f"type='signal',sender='{NAME}',interface='{NAME}'",
        ):
            bus.call(message_bus.AddMatch(rule))
        try:
            self._owner = str(bus.call(message_bus.GetNameOwner(NAME))[0])
        except Refused:
            self._owner = ""
        self._ids = dict(held.bubbles) if held.server and held.server == self.name else {}

    @property
    def held(self) -> Held:
        """What is on the desktop."""
        return Held(self.name, dict(self._ids)) if self._ids else Held()

    @property
    def name(self) -> str:
        """The run of the server on this bus; "" while none runs, though the bus may know how to start one."""
        return f"{self._bus.guid}/{self._owner}" if self._owner else ""

    def _owned_by(self, owner: str) -> None:
        """Another run of a server knows nothing of our bubbles, and gives their numbers to others."""
        if owner != self._owner:
            self._owner, self._capabilities, self._ids = owner, None, {}

    def capabilities(self) -> frozenset[str]:
        """What it can do; starts it where the bus knows how."""
        if self._capabilities is None:
            owner, (listed,) = self._ask(new_method_call(ADDRESS, "GetCapabilities"))
            self._owned_by(owner)
            self._capabilities = frozenset(str(one) for one in listed)
        return self._capabilities

    def described(self) -> str:
        """Its name and version, in its own words."""
        return " ".join(str(word) for word in self._ask(new_method_call(ADDRESS, "GetServerInformation"))[1][:3:2])

    def show(self, subject: str, bubble: Bubble, stamp: str = "") -> None:
        """Show a bubble, in place of the one about the same subject; its clicks tell the `stamp`. Raises Trouble."""
        capabilities = self.capabilities()
        named = f"{subject}.{stamp}" if stamp else subject
        made = shown(bubble, capabilities)
        actions = [word for button, label in made.buttons for word in (f"{self._mark}:{named}:{button.value}", label)]
        hints: dict[str, tuple[str, object]] = {"urgency": ("y", LOW if made.quiet else NORMAL)}
        if actions:
            hints["resident"] = ("b", True)  # the draft is opened first, and done is said after
        # A server that keeps what was shown takes it off the screen when it sees fit; elsewhere it stays until it is seen.
        timeout = -1 if "persistence" in capabilities else 0
        body = (APP, self._ids.get(subject, 0), ICON, made.title, made.body, actions, hints, timeout)
        owner, (number,) = self._ask(new_method_call(ADDRESS, "Notify", "susssasa{sv}i", body))
        self._owned_by(owner)
        self._ids.pop(subject, None)
        self._ids[subject] = int(number)
        for oldest in list(self._ids)[:-MOST]:
            del self._ids[oldest]

    def take_away(self, subject: str) -> None:
        """Take a bubble off the desktop; one that is gone already is none of our business."""
        number = self._ids.pop(subject, None)
        if number is not None and self._owner:
            with suppress(Refused):
                self._bus.call(new_method_call(ADDRESS, "CloseNotification", "u", (number,)))

    def clear(self) -> None:
        """Take every bubble of ours off the desktop."""
        for subject in list(self._ids):
            self.take_away(subject)

    def heard(self, signal: Message) -> Clicked | Appeared | None:
        """What a signal tells, if it is for us."""
        fields = signal.header.fields
        sender, member = fields.get(HeaderFields.sender), fields.get(HeaderFields.member)
        if sender == "org.freedesktop.DBus" and member == "NameOwnerChanged":
            return self._owner_changed(*signal.body)
        if sender != self._owner or fields.get(HeaderFields.interface) != NAME:
            return None
        if member == "NotificationClosed":
            self._closed(int(signal.body[0]))
        return self._clicked(*signal.body) if member == "ActionInvoked" else None

    def _owner_changed(self, name: str, _former: str, owner: str) -> Appeared | None:
        if name != NAME or owner == self._owner:
            return None
        self._owned_by(owner)
        return Appeared() if owner else None

    def _clicked(self, number: int, key: str) -> Clicked | None:
        match = _KEY.fullmatch(key)
        if not match or match[1] != self._mark:
            return None
        self._ids.setdefault(match[2], number)  # from before a restart that lost it
        return Clicked(match[2], match[4], match[3] or "")

    def _closed(self, number: int) -> None:
        self._ids = {subject: other for subject, other in self._ids.items() if other != number}

    def _ask(self, message: Message) -> tuple[str, tuple[Any, ...]]:
        try:
            return self._bus.ask(message)
        except Refused as error:
            raise Trouble(f"no notification server on the desktop ({error})") from None
