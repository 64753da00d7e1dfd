"""What `check` says of the clock: is it right, by the word of the servers that were spoken to, and is the time zone the user's?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from watcher.clock import SystemClock, kept_right
from watcher.core.true_time import Word, judge_clock

if TYPE_CHECKING:
    from watcher.cli.trouble import Finding
    from watcher.config import Settings

_NOBODYS = frozenset({"UTC", "Etc/UTC", "Etc/UCT", "UCT", "Zulu", "Etc/Zulu", "Universal", "Etc/Universal"})


def clock_finding(said: Sequence[Word], settings: Settings) -> Finding:
    """After all servers have been looked at."""
    from watcher.cli.output import local
    from watcher.cli.trouble import Finding

    judged = judge_clock(said, kept=kept_right())
    zone = settings.calendar.timezone.key
    detail = f"{local(SystemClock().now(), settings)} ({zone}), {judged.detail}"
    if judged.ok and zone in _NOBODYS:  # as machines are set up that nobody sits at; hours of the day are then not the user's
        detail += '; should you live by another zone, name it: [notify] timezone = "Europe/Berlin"'
    return Finding("clock", judged.ok, detail, judged.remedy)
