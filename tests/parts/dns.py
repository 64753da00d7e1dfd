"""A name server on loopback, with the records of a zone file; for everything else there is no such name."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import dns.message
import dns.rcode
import dns.resolver
import dns.rrset
import dns.zone


@contextmanager
def answering(zone_text: str, origin: str, *, silent: bool = False) -> Iterator[dns.resolver.Resolver]:
    """A resolver that asks it; `silent` takes the questions and never answers."""
    zone = dns.zone.from_text(zone_text, origin, relativize=False, check_origin=False)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))

        def serve() -> None:
            while True:
                wire, client = server.recvfrom(4096)
                if not wire:
                    return
                if not silent:
                    server.sendto(_answer(zone, dns.message.from_wire(wire)).to_wire(), client)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers, resolver.port = ["127.0.0.1"], server.getsockname()[1]
        try:
            yield resolver
        finally:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
                last.sendto(b"", server.getsockname())
            thread.join()


def _answer(zone: dns.zone.Zone, query: dns.message.Message) -> dns.message.Message:
    answer = dns.message.make_response(query)
    [question] = query.question
    node = zone.get_node(question.name)
    found = node.get_rdataset(question.rdclass, question.rdtype) if node else None
    if node is None:
        answer.set_rcode(dns.rcode.NXDOMAIN)
    elif found is not None:
        answer.answer.append(dns.rrset.from_rdata_list(question.name, 60, found))
    return answer
