"""`login ACCOUNT`: the sign-in of an account that has no password, once; the watcher renews it from then on."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from watcher.cli import Config, app, settings_of
from watcher.errors import UsageError

if TYPE_CHECKING:
    from watcher.config import Account, Settings
    from watcher.config.bearer import Renewed


@app.command()
def login(
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="Its name in the config, as personal of [accounts.personal].")],
    config: Config = None,
    browser: Annotated[
        bool, typer.Option("--browser", help="In a browser, whose last address can be pasted here, and not with a code.")
    ] = False,
) -> None:
    """Sign in to an account by OAuth2; needed once, and again when the consent has ended."""
    if not logged_in(_account(settings_of(config), account), in_browser=browser):
        raise typer.Exit(1)
    _say("A watcher that is running goes on with it within half a minute.")


def logged_in(account: Account, *, in_browser: bool) -> bool:
    """Sign in, keep what comes of it, and try it at the mail server: whether that takes it. Raises WatcherError."""
    from watcher.cli.output import print_findings
    from watcher.cli.trouble import of_accounts
    from watcher.clock import SystemClock
    from watcher.oauth2.login import log_in

    opens = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    log_in(_renewed(account), account.username, _say, SystemClock(), in_browser=in_browser, opens=opens)
    _say("You are signed in. Does the mail server take it?")
    return print_findings(of_accounts([account]), json=False)


def _say(words: str) -> None:
    typer.echo(words, err=True)


def _account(settings: Settings, name: str) -> Account:
    if name not in settings.accounts:
        raise UsageError(f"there is no account {name!r} in the config", remedy=f"there are: {', '.join(settings.accounts)}")
    return settings.accounts[name]


def _renewed(account: Account) -> Renewed:
    from watcher.config.bearer import Renewed

    if not isinstance(account.token, Renewed):
        raise UsageError(
            f"the account {account.name!r} does not sign in by OAuth2",
            remedy='put auth = { oauth2 = "microsoft", client_id = "..." } in place of its password; config.example.toml has more',
        )
    return account.token
