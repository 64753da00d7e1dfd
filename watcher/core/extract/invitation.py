"""Whom a calendar invitation names: ORGANIZER and ATTENDEE of RFC 5545, sent as RFC 6047 says.

icalendar reads the properties. It is given a small calendar of our own making, of the lines that are asked for alone: no nesting, no time
zones, no recurrence, so that a hostile calendar costs no more than its few first kilobytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from watcher.core.parse import clean

_FOLD = re.compile(r"\r?\n[ \t]")  # RFC 5545 3.1
_ASKED = re.compile(r"(?:ORGANIZER|ATTENDEE|SUMMARY|STATUS|METHOD)[;:]", re.IGNORECASE)
_LINES, _WIDTH = 60, 1000  # of all calendars of one mail
_NOBODY = frozenset({"ROOM", "RESOURCE", "GROUP"})  # CUTYPE, RFC 5545 3.2.3


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody whom an invitation names; `name` may be "" or the address again."""

    name: str
    addr: str
    organizer: bool
    declined: bool  # PARTSTAT=DECLINED: will not be there


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a mail's calendar parts say: the appointment's title, who was asked, and whether it stands."""

    summary: str
    guests: tuple[Guest, ...]
    cancelled: bool


def invitation_of(calendars: Iterable[str]) -> Invitation | None:
    """The invitation in these calendar texts; None where there is none or it cannot be read. Never raises for what they hold."""
    lines = list(_asked(calendars))
    if not any(line[:8].upper() in {"ORGANIZE", "ATTENDEE"} for line in lines):
        return None
    from icalendar import Event  # noqa: PLC0415  # 4 MB that the idle daemon does without

    try:
        event = Event.from_ical("\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT")))
        guests = tuple(_guests(event))
        words = {name: clean(str(_first(event.get(name)) or "")) for name in ("SUMMARY", "STATUS", "METHOD")}
    except Exception:  # noqa: BLE001  # it raises ValueError, TypeError, IndexError and what its parameters' codecs raise
        return None
    cancelled = "CANCELLED" in words["STATUS"].upper() or "CANCEL" in words["METHOD"].upper()
    return Invitation(words["SUMMARY"][:300], guests, cancelled)


def _asked(calendars: Iterable[str]) -> Iterator[str]:
    """The lines of the events themselves; an ATTENDEE within an alarm is whom a program writes to."""
    count = 0
    for calendar in calendars:
        inside: list[str] = []
        for line in _FOLD.sub("", calendar).splitlines():
            word = line[:80].strip().upper()
            if word.startswith("BEGIN:"):
                inside.append(word[6:])
            elif word.startswith("END:"):
                del inside[-1:]
            elif _ASKED.match(line) and inside[-1:] in ([], ["VCALENDAR"], ["VEVENT"]) and len(line) <= _WIDTH:
                count += 1
                if count > _LINES:
                    return
                yield line


def _first(value: object) -> object:
    return (value[0] if value else None) if isinstance(value, list) else value


def _guests(event: object) -> Iterator[Guest]:
    get = getattr(event, "get")  # noqa: B009  # icalendar's Component is a dict of untyped values
    for name in ("ORGANIZER", "ATTENDEE"):
        found = get(name)
        for each in found if isinstance(found, list) else [found] if found else []:
            params = {key.upper(): str(_first(value)) for key, value in getattr(each, "params", {}).items()}
            addr = clean(params.get("EMAIL") or re.sub(r"(?i)^mailto:", "", str(each)))
            if addr.count("@") == 1 and " " not in addr and len(addr) <= 319 and params.get("CUTYPE", "").upper() not in _NOBODY:
                declined = params.get("PARTSTAT", "").upper() == "DECLINED"
                local, _, host = addr.partition("@")
                yield Guest(clean(params.get("CN", ""))[:200], f"{local}@{host.lower()}", name == "ORGANIZER", declined)
