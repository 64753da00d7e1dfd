"""What `rejection-watcher login` does: the sign-in itself, and keeping what came of it."""

from __future__ import annotations

from collections.abc import Callable

from watcher.clock import Clock
from watcher.config.bearer import Renewed
from watcher.config.words import Refused
from watcher.errors import StateError
from watcher.oauth2 import browser, device
from watcher.oauth2.endpoint import Answer, Ended, granted, lacks
from watcher.oauth2.renew import login_again
from watcher.oauth2.tokens import Kept


def log_in(account: Renewed, username: str, say: Callable[[str], None], clock: Clock, *, in_browser: bool, opens: bool) -> None:
    """Sign in and keep the tokens. Raises WatcherError with what to do; what was kept before stays until there is something new."""
    kept, oauth2, again = Kept(account), account.oauth2, login_again(account)
    with kept.locked():
        kept.make_room()  # before the person does their part
    if in_browser or not oauth2.device_authorization_endpoint:
        answer = browser.sign_in(oauth2, username, say, clock, again, opens=opens)
    else:
        answer = device.sign_in(oauth2, say, clock, again)
    _keep(kept, account, answer, clock)
    if answer.fields.get("refresh_token") is None:
        say("The service gave no token for renewing: once this one has expired, you have to sign in again.")


def _keep(kept: Kept, account: Renewed, answer: Answer, clock: Clock) -> None:
    again = login_again(account)
    tokens = granted(answer, account.oauth2, clock.now(), None, again)
    if missing := lacks(answer, account.oauth2):
        raise Ended("scope", f"the consent leaves out what mail needs: {', '.join(missing)}", remedy=f"tick everything there; {again}")
    try:
        with kept.locked():
            kept.write(tokens)
    except Refused as refused:
        raise StateError(refused.message, remedy=refused.remedy) from None
