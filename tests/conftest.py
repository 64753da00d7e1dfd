"""What all tests share: real servers, one of each for a session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from parts import dovecot as dovecot_part

pytest_plugins = [
    "parts.receivers",  # of notifications: HTTP, MQTT, SMTP
    "parts.desktop",  # a bus, a notification server, a screen
    "parts.machine",  # with a systemd of its own
]


@pytest.fixture(scope="session")
def dovecot() -> Iterator[dovecot_part.Dovecot]:
    """A throw-away Dovecot for the whole session; take a `fresh_user()` of it for mailboxes of your own."""
    if not dovecot_part.installed():
        pytest.skip("DOVECOT IS MISSING, nothing about IMAP is tested: apt-get install --no-install-recommends dovecot-imapd dovecot-lmtpd")
    with dovecot_part.running() as server:
        yield server
