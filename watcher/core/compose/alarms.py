"""What the user is told about the watcher itself: a target that takes nothing, an account that it cannot see."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from watcher.core.compose.notice import Notification, about_the_watcher, filled
from watcher.core.compose.words import Said, Words
from watcher.core.trouble import Cause

_ADDRESS = re.compile(r"[a-z0-9]+://\S*: ", re.IGNORECASE)  # which deliveries put before their answer; the title has the target's name
RELOAD = "systemctl --user reload rejection-watcher"  # how the service of a user is told that the config has changed
_UNITS = (timedelta(minutes=1), timedelta(hours=1), timedelta(days=1))


def refused(account: str, answer: str, words: Words, *, reload: str = RELOAD) -> Notification:
    """An account whose sign-in the server refuses; `answer` is its word, `reload` the command to run when that is mended."""
    return about_the_watcher(words.account_refused, account=account, answer=answer, reload=reload)


def sign_in_ended(account: str, answer: str, words: Words, *, login: str) -> Notification:
    """An account that signs in without a password, and cannot any more until the user runs `login`."""
    return about_the_watcher(words.sign_in_ended, account=account, answer=answer, login=login)


def remedy(cause: Cause, words: Words, *, reload: str = RELOAD) -> str:
    """What to do about a target in trouble."""
    return filled(words.alarms.causes[cause], reload=reload)


def target_trouble(target: str, cause: Cause, since: datetime, answer: str, words: Words, *, reload: str = RELOAD) -> Notification:
    """A target in trouble; `since` in the user's own time, `answer` what the last try came to, `reload` the command to run then."""
    said = words.alarms
    whole = Said(said.target.title, said.target.body.replace("$cause", said.causes[cause]))
    return about_the_watcher(whole, target=target, since=f"{since:%Y-%m-%d %H:%M}", answer=_ADDRESS.sub("", answer, count=1), reload=reload)


def blind(account: str, unseen: timedelta, answer: str, words: Words) -> Notification:
    """An account that could not be looked at; `answer` is what was met, "" when that is not known."""
    said = words.alarms
    shown = about_the_watcher(said.blind, account=account, time=_time(unseen, words))
    if not answer:
        return shown
    first, rest = shown.body.split("\n\n", 1)
    met = about_the_watcher(Said("", said.met), answer=answer).body
    return Notification(shown.title, f"{first}\n{met}\n\n{rest}")


def sees_again(account: str, words: Words) -> Notification:
    """An account that is looked at again."""
    return about_the_watcher(words.alarms.sees, account=account)


def _time(span: timedelta, words: Words) -> str:
    """Rounded down, in the largest unit of which there are two or more: "90 minutes", "6 hours", "2 days"."""
    unit = max((number for number, length in enumerate(_UNITS) if span >= 2 * length), default=0)
    return filled(words.alarms.times[unit], count=max(2, span // _UNITS[unit]))
