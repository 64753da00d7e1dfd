"""Accounts that rest until their user has signed in again: the tokens that `login` keeps are the sign that it happened."""

from __future__ import annotations

from collections.abc import Mapping

from watcher.config import Account
from watcher.imap import AccountState


class Consents:
    """Which accounts wait for a `login`, and since which tokens."""

    def __init__(self) -> None:
        self._waiting: dict[str, int | None] = {}

    def note(self, account: Account, state: AccountState) -> None:
        """An account has told its state."""
        if account.token is not None and state.state == "resting":
            self._waiting.setdefault(account.name, account.token.changed_at())
        elif state.state in {"idle", "polling", "stopped"}:
            self._waiting.pop(account.name, None)

    def given(self, accounts: Mapping[str, Account]) -> list[str]:
        """The accounts whose user has signed in meanwhile; each is named once."""
        found = []
        for name, before in list(self._waiting.items()):
            token = accounts[name].token if name in accounts else None
            if token is None:
                del self._waiting[name]
            elif (now := token.changed_at()) != before:
                self._waiting[name] = now
                found.append(name)
        return found
