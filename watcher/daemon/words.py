"""The daemon's own words: the status line of the service, and what the user is told when an account needs them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from watcher.core import compose
from watcher.core.compose import alarms
from watcher.imap import AccountState


def account_notice(account: str, answer: str, language: str, *, login: str | None, reload: str) -> tuple[str, str]:
    """Title and body for an account that the server does not let in; `login` is the command to run where there is no password."""
    words = compose.words_of(language)
    if login is None:
        shown = alarms.refused(account, answer, words, reload=reload)
    else:
        shown = alarms.sign_in_ended(account, answer, words, login=login)
    return shown.title, shown.body


def status_line(accounts: Collection[str], states: Mapping[str, AccountState], next_due: datetime | None, now: datetime) -> str:
    """One line that a person understands: what is watched, what is amiss and when it is tried again, what comes next."""
    seen = [name for name in accounts if name in states and states[name].state in _SEEING]
    parts = [f"watching {_share(len(seen), len(accounts))}"] if seen else []
    parts += [_amiss(name, states.get(name), now) for name in accounts if name not in seen]
    parts.append("no step is waiting" if next_due is None else _next(next_due - now))
    return ", ".join(parts)


_SEEING = frozenset({"idle", "polling"})
_SHORT = 80  # characters of what a server said


def _amiss(name: str, state: AccountState | None, now: datetime) -> str:
    if state is None or state.state == "connecting":
        return f"connecting to {name}"
    if state.state == "stopped":
        return f"{name} stopped by {state.detail[:_SHORT] or 'itself'} and is started again"
    again = f"next try in {_wait(state.until - now)}" if state.until and state.until > now else "trying again now"
    what = "did not accept the sign-in" if state.state == "resting" else "is out of reach"
    said = f" ({state.detail[:_SHORT]})" if state.detail else ""
    return f"{name} {what}{said}, {again}"


def _share(seen: int, of: int) -> str:
    return _count(of, "account") if seen == of else f"{seen} of {_count(of, 'account')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _next(wait: timedelta) -> str:
    return "a step is due" if wait <= timedelta(0) else f"next step in {_wait(wait)}"


def _wait(wait: timedelta) -> str:
    """In the greatest unit that it fills."""
    for unit, noun in ((timedelta(days=1), "day"), (timedelta(hours=1), "hour"), (timedelta(minutes=1), "minute")):
        if wait >= unit:
            return _count(wait // unit, noun)
    return "less than a minute"
