"""What can be known before asking: the server from the address and DNS, country, language and name from the machine."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from watcher.core.compose.template import LANGUAGES
from watcher.core.setup.providers import Provider, SignIn, Tls, by_domain, by_host, by_mx

IMAPS = 993  # RFC 8314 3.2
_OWN_WAYS = {SignIn.OAUTH, SignIn.BRIDGE, SignIn.NONE}


@dataclass(frozen=True, slots=True)
class Service:
    """An SRV record of _imaps._tcp (`implicit`) or _imap._tcp (RFC 6186)."""

    host: str
    port: int
    implicit: bool
    priority: int = 0
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Records:
    """What DNS says of a domain; the exchanges in the order of their preference."""

    services: tuple[Service, ...] = ()
    exchanges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Server:
    """Where to sign in, why that is believed, and whose server it is, if that is known."""

    host: str
    port: int
    tls: Tls
    username: str
    provider: Provider | None
    why: str


def known_server(address: str) -> Server | None:
    """From the table alone."""
    provider = by_domain(domain_of(address))
    return _of(provider, address, f"{provider.name}, by the address") if provider else None


def server(address: str, records: Records) -> Server:
    """The best guess: who takes the domain's mail, what the domain itself announces, else the usual name.

    The announcement counts more than the exchange, but for providers that take no plain password: for these a domain's record is
    usually older than the move to them. RFC 6186 6 wants a server outside of the domain to be confirmed, and each guess is.
    """
    takes, service = by_mx(records.exchanges), _announced(records.services)
    if takes is not None and (takes.oauth or takes.sign_in in _OWN_WAYS or service is None):
        return _of(takes, address, f"{takes.name} takes the mail of this domain")
    if service is not None:
        tls: Tls = "implicit" if service.implicit else "starttls"
        return Server(service.host, service.port, tls, address, by_host(service.host), "the domain itself names it")
    return Server(f"imap.{domain_of(address)}", IMAPS, "implicit", address, None, "a guess: this is the usual name")


def _of(provider: Provider, address: str, why: str) -> Server:
    username = address.rpartition("@")[0] if provider.local_part else address
    return Server(provider.host, provider.port, provider.tls, username, provider, why)


def _announced(services: Iterable[Service]) -> Service | None:
    """TLS from the first byte before STARTTLS (RFC 8314), then as RFC 2782 orders them; "." means that there is none."""
    offered = (service for service in services if service.host.strip("."))
    return min(offered, key=lambda service: (not service.implicit, service.priority, -service.weight), default=None)


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].lower()


def account_name(address: str, taken: Iterable[str]) -> str:
    """A name for the account that is not taken: personal, else by the domain."""
    used = set(taken)
    label = re.sub(r"[^a-z0-9_-]+", "-", domain_of(address).partition(".")[0])[:30].strip("-") or "account"
    wanted = label if used else "personal"
    return next(name for name in (wanted, *(f"{wanted}-{n}" for n in range(2, len(used) + 3))) if name not in used)


# --- the person ---


def language_of(locale: str) -> str:
    """The language of letters by a POSIX locale such as de_AT.UTF-8; English where there are none in it."""
    language = re.split(r"[_.@]", locale)[0].lower()
    return language if language in LANGUAGES else "en"


def country_of(zone: str, zone_tab: str, locale: str) -> str:
    """The ISO 3166 country of a time zone by tzdata's zone.tab, else of a locale; "" when neither says.

    The zone goes first: many keep their machine in American English, few in American time. en_US alone says nothing, then.
    """
    for line in zone_tab.splitlines():
        code, _, rest = line.partition("\t")
        if not line.startswith("#") and zone in rest.split("\t")[1:2]:
            return code
    territory = re.fullmatch(r"[a-z]{2,3}_([A-Z]{2})\b.*", locale)
    return territory[1] if territory and territory[1] != "US" else ""


def name_of(gecos: str, address: str) -> str:
    """The name to sign with: the account's full name on this machine (passwd(5)), else robin.sample@ read as Robin Sample."""
    full = gecos.partition(",")[0].strip()
    if " " in full:
        return full
    parts = re.fullmatch(r"([^\W\d_]{2,})[._]([^\W\d_]{2,})", address.rpartition("@")[0])
    return f"{parts[1].capitalize()} {parts[2].capitalize()}" if parts else full if full.istitle() else ""
