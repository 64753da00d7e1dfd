"""Whether an account can be seen, and when to say that it cannot.

What counts is the time in which it could have been looked at: the watcher ran, and the machine was awake. A laptop that slept for two days,
or was switched off over a holiday, could not look, and is not blind for that.
"""

from __future__ import annotations

from datetime import timedelta

# No turn of the daemon takes longer, unless the whole process stood still: then it could not look either.
LONGEST_TURN = timedelta(minutes=1)
_SLACK = timedelta(minutes=10)  # a reconnection with its back-off (2 to 300 s) and a long look


def blind_limit(blind_after: timedelta | None, poll_every: timedelta) -> timedelta | None:
    """After how long unseen the user is told; None for never. An account that is polled twice a day is not blind between two polls."""
    return None if blind_after is None else max(blind_after, 2 * poll_every)


def late_limit(poll_every: timedelta) -> timedelta:
    """After how long unseen an account is no longer seen as it should be: two polls were missed."""
    return 2 * poll_every + _SLACK


def unseen_for(before: timedelta, turn: timedelta) -> timedelta:
    """One more turn without a look."""
    return before + min(max(turn, timedelta()), LONGEST_TURN)
