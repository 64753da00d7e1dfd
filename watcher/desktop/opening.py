"""A link is opened by the desktop, never by a program that we start: the service is shut in, and what it started would be so as well.

First the portal is asked (xdg-desktop-portal, org.freedesktop.portal.OpenURI), which every larger desktop has. Without one, the user's
service manager is asked to run xdg-open outside of our walls: what `systemd-run --user` does, asked for on the same bus, so that not even
that has to be started here.
"""

from __future__ import annotations

import re
import shutil

from jeepney import DBusAddress, HeaderFields, Message, new_method_call

from watcher.desktop.bus import Bus
from watcher.desktop.words import Lost, Opened, Refused, Trouble

PORTAL = DBusAddress(
    "/org/freedesktop/portal/desktop", bus_name="org.freedesktop.portal.Desktop", interface="org.freedesktop.portal.OpenURI"
)
MANAGER = DBusAddress("/org/freedesktop/systemd1", bus_name="org.freedesktop.systemd1", interface="org.freedesktop.systemd1.Manager")
REQUEST = "org.freedesktop.portal.Request"
_LINK = re.compile(r"mailto:[A-Za-z0-9@%?&=,._~+-]*")  # what RFC 6068 leaves of a link once all else is percent-encoded
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9]+")  # of a unit
_FAILED = 2  # of a portal's Response: 0 done, 1 the user closed the question, 2 neither


class Opener:
    """Opens links, each by a request or a unit of its own."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._asked: dict[str, tuple[str, str]] = {}  # subject and link, by the portal's request
        self._count = 0

    def open(self, subject: str, link: str) -> None:
        """Hand a mailto: link to the desktop. Raises Trouble where nobody takes it."""
        if not _LINK.fullmatch(link):
            raise Trouble("this is no mailto: link")
        try:
            (request,) = self._bus.call(new_method_call(PORTAL, "OpenURI", "ssa{sv}", ("", link, {})))
        except Refused:
            self._run(link)
        else:
            self._asked[str(request)] = (subject, link)

    def heard(self, signal: Message) -> Opened | None:
        """A portal's answer to a request: where it found nobody to open the link, that is tried without it."""
        fields = signal.header.fields
        if (fields.get(HeaderFields.interface), fields.get(HeaderFields.member)) != (REQUEST, "Response"):
            return None
        subject, link = self._asked.pop(str(fields.get(HeaderFields.path)), ("", ""))
        if not subject or signal.body[0] != _FAILED:
            return None
        try:
            self._run(link)
        except Lost:
            raise
        except Trouble as error:
            return Opened(subject, ok=False, detail=str(error))
        return None

    def _run(self, link: str) -> None:
        program = shutil.which("xdg-open")
        if program is None:
            raise Trouble("no portal answers, and xdg-open is not installed")
        self._count += 1
        name = f"rejection-watcher-draft-{_NOT_IN_A_NAME.sub('-', self._bus.unique_name).strip('-')}-{self._count}.service"
        properties = [
            ("Description", ("s", "A draft, opened from a reminder")),
            ("ExecStart", ("a(sasb)", [(program, [program, link], False)])),
            ("KillMode", ("s", "process")),  # the mail program that it starts stays
            ("CollectMode", ("s", "inactive-or-failed")),
        ]
        try:
            self._bus.call(new_method_call(MANAGER, "StartTransientUnit", "ssa(sv)a(sa(sv))", (name, "fail", properties, [])))
        except Refused as error:
            raise Trouble(f"no portal answers, and the service manager runs nothing ({error})") from None
