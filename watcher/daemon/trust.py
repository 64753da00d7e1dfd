"""Whom the accounts trust: one TLS context for all of them that trust the same authorities (own ones cost 0.8 MB each)."""

from __future__ import annotations

import ssl
from pathlib import Path

from watcher.config import Account
from watcher.imap import tls_context


class Trust:
    """The contexts in use. A file of certificates that has changed is read again for the accounts that are watched from then on."""

    def __init__(self) -> None:
        self._made: dict[Path | None, tuple[int, ssl.SSLContext]] = {}

    def of(self, account: Account) -> ssl.SSLContext | None:
        """None where none is needed, or where the account's own thread will tell what is wrong with the file."""
        if account.tls == "none":
            return None
        try:
            stamp = account.ca_file.stat().st_mtime_ns if account.ca_file else 0
            made = self._made.get(account.ca_file)
            if made is None or made[0] != stamp:
                made = self._made[account.ca_file] = stamp, tls_context(account)
        except OSError:
            return None
        return made[1]
