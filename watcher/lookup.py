"""What DNS says of a mail domain: the IMAP servers that it announces (RFC 6186) and the exchanges that take its mail (RFC 5321 5.1).

Asked for by the guided set-up alone. Nothing of it is needed: whatever goes wrong, a guess is made without.
"""

from __future__ import annotations

import dns.exception
import dns.resolver
from dns.rdata import Rdata
from dns.rdtypes.ANY.MX import MX
from dns.rdtypes.IN.SRV import SRV

from watcher.core.setup import Records, Service

PATIENCE = 4.0  # seconds for all questions together: somebody sits there and waits


def records(domain: str, resolver: dns.resolver.Resolver | None = None) -> Records:
    """What there is; empty Records when DNS cannot be asked. `resolver` is for asking another than the system's."""
    try:
        return _asked(domain, resolver or dns.resolver.Resolver())
    except (dns.exception.DNSException, OSError, ValueError):  # no resolver or no answer; a name that is none
        return Records()


def _asked(domain: str, resolver: dns.resolver.Resolver) -> Records:
    implicit = _services(_answers(f"_imaps._tcp.{domain}", "SRV", resolver), implicit=True)
    starttls = _services(_answers(f"_imap._tcp.{domain}", "SRV", resolver), implicit=False)
    exchanges = [record for record in _answers(domain, "MX", resolver) if isinstance(record, MX)]
    exchanges.sort(key=lambda record: record.preference)
    return Records((*implicit, *starttls), tuple(record.exchange.to_text(omit_final_dot=True).lower() for record in exchanges))


def _services(answers: list[Rdata], *, implicit: bool) -> tuple[Service, ...]:
    found = (record for record in answers if isinstance(record, SRV))
    return tuple(
        Service(record.target.to_text(omit_final_dot=True).lower(), record.port, implicit, record.priority, record.weight)
        for record in found
    )


def _answers(name: str, kind: str, resolver: dns.resolver.Resolver) -> list[Rdata]:
    """The records of that name; no such record is no trouble, no answer at all is."""
    try:
        return list(resolver.resolve(name, kind, lifetime=PATIENCE / 3, search=False))
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
