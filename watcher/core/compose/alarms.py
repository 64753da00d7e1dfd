"""What the user is told about the watcher itself: a target that takes nothing, an account that it cannot see. Each says what to do."""

from __future__ import annotations

from datetime import datetime

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
