"""From no connection to a signed-in one, and back: back-off, and the rest after refusals."""

from __future__ import annotations

from dataclasses import replace

from watcher.core.watch.nouns import (
    Connect,
    Connected,
    Disconnect,
    Event,
    ListMailboxes,
    Loss,
    Lost,
    Report,
    SignedIn,
    SignIn,
    State,
    Stop,
    Timings,
    Wait,
)
from watcher.core.watch.owing import blame
from watcher.core.watch.state import REFUSALS_MOST, Step, Watch, unlooking


def connect(watch: Watch, _event: Event, _now: float) -> Step:
    """Begin a connection."""
    watch = replace(
        unlooking(watch),
        state=State.CONNECTING,
        wake_at=None,
        starred_in=(),
        uidnexts={},
        mailboxes=(),
        settled_at=None,
    )
    told = (Report(State.CONNECTING),) if watch.refusals < REFUSALS_MOST else ()  # a resting account's probe is no news
    return watch, (*told, Connect())


def connected(watch: Watch, _event: Connected, _now: float) -> Step:
    """Sign in."""
    return watch, (SignIn(),)


def signed_in(watch: Watch, event: SignedIn, _now: float) -> Step:
    """See what mailboxes there are."""
    return replace(watch, can_idle=event.can_idle, refusals=0, not_before=0.0), (ListMailboxes(),)


def lost(watch: Watch, event: Lost, now: float) -> Step:
    """The connection is gone: wait, then connect anew."""
    watch, given_up = blame(watch, now)
    if watch.flag_look is not None:
        watch = replace(watch, flag_strikes=watch.flag_strikes + 1)
    state, wait, watch = _pause(watch, event, now)
    named = now + event.retry_after if event.retry_after is not None else 0.0
    watch = replace(
        unlooking(watch),
        state=state,
        settled_at=None,
        idle_since=None,
        wake_at=now + wait,
        not_before=named,
    )
    return watch, (*given_up, Disconnect(), Report(state, event.detail, wait), Wait(wait))


def _pause(watch: Watch, event: Lost, now: float) -> tuple[State, float, Watch]:
    timings = watch.timings
    if event.kind is Loss.CONSENT:  # trying again changes nothing
        return State.RESTING, timings.rest, replace(watch, refusals=REFUSALS_MOST)
    if event.kind is Loss.REFUSED:
        watch = replace(watch, refusals=watch.refusals + 1)
        resting = watch.refusals >= REFUSALS_MOST
        return (State.RESTING, timings.rest, watch) if resting else (State.BACKOFF, timings.refusal_pause, watch)
    lived = watch.settled_at is not None and now - watch.settled_at >= timings.steady
    watch = replace(watch, failures=1 if lived else watch.failures + 1)
    wait = backoff(watch.failures, event.jitter, timings)
    if event.kind is Loss.PATIENCE:
        wait = max(wait, timings.patience)
    return State.BACKOFF, max(wait, event.retry_after or 0.0), watch


def backoff(failures: int, jitter: float, timings: Timings) -> float:
    """2, 4, 8 ... 300 s, each shortened by up to half, so that many clients do not come back as one."""
    longest = min(timings.backoff_most, timings.backoff_least * 2.0 ** min(failures - 1, 32))
    return max(timings.backoff_least, longest * (0.5 + 0.5 * jitter))


def stop(watch: Watch, _event: Stop, _now: float) -> Step:
    """The end."""
    return replace(watch, state=State.STOPPED), (Disconnect(), Report(State.STOPPED))
