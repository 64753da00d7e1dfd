"""From the tokens that are kept to one that is good now."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from watcher.config.bearer import Renewed
from watcher.oauth2.endpoint import CONSENT_GONE, Ended, ask, granted
from watcher.oauth2.tokens import Kept, Tokens


def login_again(account: Renewed) -> str:
    """The command that mends a sign-in."""
    return f"run: {account.login}"


def good_token(account: Renewed, refused: str | None, now: datetime) -> str:
    """An access token that lasts for some minutes and is not the one that the mail server refused (its digest).

    Raises Ended when only the user can mend it, ConnectionLost or TemporarilyRefused when time may, and what keeping the tokens raises.
    """
    kept = Kept(account)
    with kept.locked():
        tokens = _usable(kept.read(), account)
        if tokens.good_at(now) and not tokens.is_refused(refused):
            return tokens.access
        return _renewed(kept, tokens, account, now).access


def _usable(tokens: Tokens | None, account: Renewed) -> Tokens:
    login = login_again(account)
    if tokens is None:
        raise Ended("none", "nobody has signed in to this account yet", remedy=login)
    if (tokens.client_id, tokens.token_endpoint) != (account.oauth2.client_id, account.oauth2.token_endpoint):
        raise Ended("none", "the sign-in was made with another client id or service than the config names now", remedy=login)
    if tokens.ended:
        raise Ended(tokens.ended, f"the sign-in has run out or was taken back ({tokens.ended})", remedy=login)
    return tokens


def _renewed(kept: Kept, tokens: Tokens, account: Renewed, now: datetime) -> Tokens:
    from oauthlib.oauth2 import WebApplicationClient  # noqa: PLC0415 -- not needed while a kept token is good

    login = login_again(account)
    if tokens.refresh is None:
        raise Ended("no_refresh_token", "the token has expired, and the service gave none to renew it with", remedy=login)
    kept.make_room()
    body = WebApplicationClient(account.oauth2.client_id).prepare_refresh_body(refresh_token=tokens.refresh)
    try:
        new = granted(ask(account.oauth2, body), account.oauth2, now, tokens, login)
    except Ended as ended:
        if ended.code in CONSENT_GONE:
            kept.write(replace(tokens, ended=ended.code))  # the service is not asked again until the next login
        raise
    kept.write(new)
    return new
