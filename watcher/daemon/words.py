"""The daemon's own words: the status line of the service, and what the user is told when an account needs them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from watcher.core import compose
from watcher.imap import AccountState


def account_notice(account: str, answer: str, language: str) -> tuple[str, str]:
    """Title and body for an account that the server does not let in."""
    shown = compose.about_the_watcher(compose.words_of(language).account_refused, account=account, answer=answer)
    return shown.title, shown.body


def status_line(states: Iterable[AccountState], next_due: datetime | None, now: datetime) -> str:
    """One line that a person understands."""
    known = list(states)
    seeing = [state for state in known if state.state in {"idle", "polling"}]
    parts = [f"watching {_count(len(seeing), 'account')}"]
    parts += [f"{state.account}: {state.state} ({state.detail[:80]})" for state in known if state not in seeing]
    parts.append("no step is waiting" if next_due is None else _next(next_due - now))
    return ", ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _next(wait: timedelta) -> str:
    if wait <= timedelta(0):
        return "a step is due"
    if wait >= timedelta(days=1):
        return f"next step in {_count(wait.days, 'day')}"
    hours, minutes = divmod(int(wait.total_seconds()) // 60, 60)
    return f"next step in {_count(hours, 'hour')}" if hours else f"next step in {_count(max(1, minutes), 'minute')}"
