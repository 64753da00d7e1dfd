"""What DNS says of a mail domain, asked of a real name server."""

from __future__ import annotations

import dns.resolver
import pytest
from parts.dns import answering

from watcher.core.setup import Records, Service
from watcher.lookup import records

ZONE = """
example.org.              60 IN MX  20 later.example.net.
example.org.              60 IN MX  10 First.example.net.
_imaps._tcp.example.org.  60 IN SRV 10 5 993 imap.example.org.
_imap._tcp.example.org.   60 IN SRV 0 0 0 .
other.example.org.        60 IN TXT "nothing about mail"
"""


@pytest.fixture
def resolver():
    with answering(ZONE, "example.org.") as found:
        yield found


def test_announced_servers_and_exchanges_come_in_their_order(resolver):
    assert records("example.org", resolver) == Records(
        (Service("imap.example.org", 993, implicit=True, priority=10, weight=5), Service(".", 0, implicit=False)),
        ("first.example.net", "later.example.net"),
    )


@pytest.mark.parametrize("domain", ["other.example.org", "none.example.org", "..", "a" * 70 + ".org", "", "ex ample.org", "\udcff.org"])
def test_a_domain_without_records_and_a_name_that_is_none_bring_nothing(resolver, domain):
    assert records(domain, resolver) == Records()


def test_a_name_server_that_does_not_answer_costs_a_moment_and_brings_nothing():
    with answering(ZONE, "example.org.", silent=True) as resolver:
        assert records("example.org", resolver) == Records()


def test_a_machine_without_a_name_server_brings_nothing():
    nowhere = dns.resolver.Resolver(configure=False)
    nowhere.nameservers = []
    assert records("example.org", nowhere) == Records()
