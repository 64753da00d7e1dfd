"""What the user is told about the watcher itself: a target that takes nothing, an account that it cannot see. Each says what to do."""

from __future__ import annotations

from datetime import datetime, timedelta

from watcher.core.compose.display import display
from watcher.core.trouble import Cause

_TITLE = "Notifications do not reach your target '{target}'"
_WHAT = {
    Cause.ADDRESS: "Its address in the config cannot be used as it is",
    Cause.SIGN_IN: "The service has refused the sign-in four times in a row",
    Cause.GONE: "The service says that there is nothing at this address any more",
    Cause.SECRET: "Its address could not be fetched from where the config says that it is kept",
    Cause.NAME: "The name of its server has not been found for a week",
    Cause.SILENCE: "It has taken nothing for a week",
}
REMEDY = {
    Cause.ADDRESS: "Correct its url in the config, then reload the watcher: systemctl --user reload rejection-watcher",
    Cause.SIGN_IN: "Put the right user, password or token into its url in the config, then: systemctl --user reload rejection-watcher",
    Cause.GONE: "Look up the topic, room or webhook at the service, correct the url in the config, then: "
    "systemctl --user reload rejection-watcher",
    Cause.SECRET: "Unlock the keyring or mend the command or file that its url names, then: systemctl --user reload rejection-watcher",
    Cause.NAME: "Check the server's name in its url, and whether the service still exists",
    Cause.SILENCE: "Look whether the service works",
}
_LOOK = "To look closer: rejection-watcher check --send\nWhat it has missed is kept, and comes when it works again."


def target_trouble(target: str, cause: Cause, since: datetime, detail: str) -> tuple[str, str]:
    """Title and body for a target in trouble; `since` in the user's own time, `detail` what the last try came to."""
    body = f"{_WHAT[cause]}, since {since:%a %d %b %Y %H:%M}. The last answer was: {display(detail, 200)}\n\n{REMEDY[cause]}.\n{_LOOK}"
    return _TITLE.format(target=target), body


_BLIND = "The watcher cannot see '{account}'"
_BLIND_BODY = """\
For {time} of running time no look at this account has succeeded. \
Mail that comes there is not seen meanwhile; what is planned already goes on.
{met}
What to do: see whether this machine is online and whether you can read this mailbox in your mail program. \
Then let the watcher say what is wrong: rejection-watcher check

Nothing is lost: when it sees again, it reads what has come, and you are told."""
_MET = "What it met last: {detail}\n"
_UNITS = ((timedelta(days=1), "days"), (timedelta(hours=1), "hours"), (timedelta(minutes=1), "minutes"))
_SEES = "The watcher sees '{account}' again"
_SEES_BODY = "It looks as before, and reads what came meanwhile. There is nothing for you to do."


def blind(account: str, unseen: timedelta, detail: str) -> tuple[str, str]:
    """Title and body for an account that could not be looked at; `detail` is what was met, "" when that is not known."""
    met = _MET.format(detail=display(detail, 200)) if detail else ""
    return _BLIND.format(account=account), _BLIND_BODY.format(time=_time(unseen), met=met)


def sees_again(account: str) -> tuple[str, str]:
    """Title and body for an account that is looked at again."""
    return _SEES.format(account=account), _SEES_BODY


def _time(span: timedelta) -> str:
    """Rounded down, in the largest unit of which there are two or more: "90 minutes", "6 hours", "2 days"."""
    for unit, name in _UNITS:
        if span >= 2 * unit:
            return f"{span // unit} {name}"
    return "a minute"
