"""Open steps to a calendar file (RFC 5545): a VTODO for what there is to do, and a VEVENT for when the watcher says so.

UIDs are made of the step and the installation, so they stay what they are while a calendar program reads the file again and again; SEQUENCE
and LAST-MODIFIED come from the step's timeline, which grows by a line with each change (RFC 5545, 3.8.7.3 and 3.8.7.4). All times are UTC:
such a file needs no VTIMEZONE. Nobody is named as ATTENDEE, since a calendar program might write to them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

SHOWN_FOR = timedelta(minutes=15)
PRODID = "-//rejection-watcher//EN"


@dataclass(frozen=True, slots=True)
class Entry:
    """A step as a calendar shows it."""

    step: int
    title: str
    description: str
    due_at: datetime
    notify_at: datetime
    created_at: datetime
    changed_at: datetime
    sequence: int


class Unsound(ValueError):
    """What was written does not read back as it was meant."""


def calendar(entries: Iterable[Entry], installation: str) -> bytes:
    """The calendar file. It has been read back: raises Unsound where that gives anything else."""
    from icalendar import Calendar, Event, Todo  # noqa: PLC0415 -- 10 MB that whoever makes no calendar does without

    made, listed = Calendar(), list(entries)
    made.add("prodid", PRODID)
    made.add("version", "2.0")
    made.add("x-wr-calname", "Follow-up")
    for entry in listed:
        todo, event = Todo(), Event()
        for component, prefix in ((todo, "s"), (event, "told-s")):
            component.add("uid", uid(entry, installation, prefix))
            component.add("dtstamp", _whole(entry.changed_at))
            component.add("created", _whole(entry.created_at))
            component.add("last-modified", _whole(entry.changed_at))
            component.add("sequence", entry.sequence)
            component.add("summary", entry.title)
            component.add("description", entry.description)
            component.add("class", "PRIVATE")
        todo.add("due", _whole(entry.due_at))
        todo.add("status", "NEEDS-ACTION")
        event.add("dtstart", _whole(entry.notify_at))
        event.add("duration", SHOWN_FOR)
        event.add("transp", "TRANSPARENT")
        made.add_component(todo)
        made.add_component(event)
    content = bytes(made.to_ical())
    _read_back(content, listed, installation)
    return content


def uid(entry: Entry, installation: str, prefix: str = "s") -> str:
    """The same for ever, and nobody else's (RFC 7986, 5.3)."""
    return f"{prefix}{entry.step}.{installation}@rejection-watcher"


def _whole(moment: datetime) -> datetime:
    """A calendar knows no fractions of a second."""
    return moment.astimezone(UTC).replace(microsecond=0)


def _read_back(content: bytes, entries: list[Entry], installation: str) -> None:
    from icalendar import Calendar  # noqa: PLC0415 -- as above

    read = Calendar.from_ical(content)
    due = {str(todo["uid"]): todo.decoded("due") for todo in read.walk("VTODO")}
    told = {str(event["uid"]): event.decoded("dtstart") for event in read.walk("VEVENT")}
    wanted = {uid(entry, installation): _whole(entry.due_at) for entry in entries}
    said = {uid(entry, installation, "told-s"): _whole(entry.notify_at) for entry in entries}
    if (due, told) != (wanted, said) or any(part.errors for part in read.walk()):
        raise Unsound("the calendar does not read back as it was written")
