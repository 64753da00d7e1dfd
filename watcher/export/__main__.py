"""The child: what stands on its standard input becomes the calendar file. It ends with 1 when the file could not be written."""

from __future__ import annotations

import sys

from watcher.core.export import Unsound, calendar
from watcher.errors import StateError
from watcher.export import from_json, write
from watcher.lifeline import die_with_parent, leave_no_dump

if __name__ == "__main__":
    die_with_parent()
    leave_no_dump()
    path, entries, installation = from_json(sys.stdin.read())
    try:
        write(path, calendar(entries, installation))
    except (StateError, Unsound):
        sys.exit(1)
