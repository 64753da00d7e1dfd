"""What a sender's address says by itself: can it be answered, whose machine is it, and which employer stands in it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from watcher.core.extract.names import wordset
from watcher.core.extract.vendors import Slot, Trade, Vendor, vendor_of

if TYPE_CHECKING:
    from tldextract import TLDExtract

# Local parts that nobody reads, letters alone, searched for anywhere: "careers-noreply", "no_reply+x", "do.not.reply".
_DEAF = re.compile(
    r"no[a-z]?reply|donot(?:reply|respond)|noresponse|neverreply|nepasrepondre|noreponse|sansreponse|noresponder|norespond|naoresponda|"
    r"naoresponder|nonrispondere|norispond|nichtantworten|keineantwort|nietbeantwoorden|nietreageren|geenreactie|autoreply|autorespond|"
    r"automail|automated|unattended|unmonitored|mailerdaemon|postmaster|bounce|undeliver|mailer$|sender$|hitreply|reply(?:not|never)"
)
# Local parts that are machines only when they are the whole name.
_DEAF_WHOLE = wordset(
    "notification notifications notify notifier alert alerts jobalert jobalerts mailer mail system auto robot bot "
    "news newsletter updates update "
    "scheduling scheduler calendar invitations invites digest messages message messaging daemon root nobody null "
    "devnull avisos avviso notifica "
    "notifiche benachrichtigung benachrichtigungen nachrichten survey surveys feedbacksurvey indeedapply billing invoice "
    "invoices orders order shop naukrialerts wfsender"
)
# Local parts that name a desk or a function and so neither a person nor an employer.
GENERIC_LOCALS = _DEAF_WHOLE | wordset(
    "noreply hello hi hallo hola hey support help helpdesk info information contact kontakt contacto contatto "
    "contato career careers karriere "
    "carriere carrieres job jobs stellen hr rh hrteam people peopleteam talent talents talentteam talentacquisition recruiting recruitment "
    "recruiter recruiters recrutement recruteur seleccion reclutamiento empleo rrhh selezione risorseumane lavoraconnoi recrutamento vagas "
    "werving vacatures werkenbij sollicitatie sollicitaties bewerbung bewerbungen bewerbermanagement personal "
    "personalabteilung personalwesen "
    "ausbildung office buero team dispatch ops operations production workshop warehouse kitchen shop store events "
    "volunteering library museum secretary secretariat direccion secretaria segreteria accueil payroll onboarding "
    "interviews editor editorial sales reception projects admissions "
    "bookings press marketing finance accounts hiring apply application applications applicant applicants candidate "
    "candidates candidat candidature "
    "candidatures candidatura candidaturas candidature admin administration work joinus join staffing sender service "
    "reply hrdirect ta"
)
# Role mailboxes at a tracking system are read by nobody; a relay that carries a code leads into one conversation.
_CODED = re.compile(
    r"\+[^@]*[a-z0-9]{5,}|^[a-z0-9._-]*(?=[a-z]*\d)(?:[0-9a-f]{12,}|[a-z0-9]{16,})|^reply[+-]|^r-[0-9a-z]{6,}|\+job\+|\+email\+"
)
_RESERVED = re.compile(r"(?:^|(?<=\w)\.)example(?=\.(?:com|net|org|edu)$)")  # RFC 2606: acme.example.com stands for acme.com
_TENANT_TAIL = re.compile(
    r"[-_.]?(?:careers?|talent|recruiting|recruitment|recruiter|admin|jobs?|hr|hiring|noreply|karriere|people|team|mail)$"
)
_DOMAIN_TAIL = re.compile(
    r"[-_]?(?:careers?|karriere|jobs?|hiring)$|[-_](?:hr|rh|rrhh|talent|mail|team|edu|hq|online|app|inc|llc|ltd|gmbh|co|uk|usa|eu|de)$"
)
_DOMAIN_HEAD = re.compile(r"^(?:careers?|jobs|talent|recruiting|hiring|hello|get|join|team|meet|try|mail|email)-")


def split_address(addr: str) -> tuple[str, str]:
    """Local part and host of an addr-spec, in lower case."""
    local, _, host = addr[:320].casefold().rpartition("@")
    return local, host.strip(" .>")


def host_of(addr: str) -> str | None:
    """The host of an address that is somebody's own; None for free mail and for machines that write for others."""
    host = split_address(addr)[1]
    return host if host and vendor_of(host) is None else None


@lru_cache(maxsize=256)
def generic(local: str) -> bool:
    """A local part that belongs to a function and not to a person or an employer."""
    letters = re.sub(r"[^a-z]", "", local.split("+", maxsplit=1)[0])
    return letters in GENERIC_LOCALS or not letters or _DEAF.search(letters) is not None


def answerable(addr: str) -> bool:
    """False for no-reply, notification and relay addresses that nobody reads.

    The reply relay of a tracking system (a code in the local part: one address per conversation) reaches people and can be answered.
    """
    local, host = split_address(addr)
    letters = re.sub(r"[^a-z]", "", local)
    if not local or "." not in host or " " in local or _DEAF.search(letters) or letters in _DEAF_WHOLE:
        return False
    vendor = vendor_of(host)
    if vendor is None or vendor.trade is Trade.FREEMAIL:
        return re.sub(r"[^a-z]", "", host) != "localhost"
    if _CODED.search(local):
        return True
    named = vendor.trade is Trade.TRACKING and vendor.slot in {Slot.NONE, Slot.SUBDOMAIN}
    return named and not generic(local) and _personal(local)


def _personal(local: str) -> bool:
    """A name rather than a desk: letters with at most three separators, as in dana, d.reyes, dana.reyes-ortiz."""
    return not _TENANT_TAIL.search(local) and re.fullmatch(r"[^\W\d_]+(?:[._-][^\W\d_]+){0,3}\d{0,2}", local) is not None


def tenant(addr: str) -> str | None:
    """The employer's slug in the address of a tracking system, or None."""
    local, host = split_address(addr)
    vendor = vendor_of(host)
    slug = _slug(vendor, local, host) if vendor else ""
    slug = _TENANT_TAIL.sub("", slug)
    return None if len(slug) < 2 or generic(slug) or slug.isdigit() else slug


def _slug(vendor: Vendor, local: str, host: str) -> str:
    match vendor.slot:
        case Slot.LOCAL:
            return re.sub(r"^(?:donotreply|noreply|no-reply|workday)[-_.]", "", local.split("+", maxsplit=1)[0])
        case Slot.BEFORE_PLUS:
            return local.split("+", maxsplit=1)[0]
        case Slot.LAST_DOT:
            return local.rpartition(".")[2] if "+" in local and "." in local else ""
        case Slot.BEFORE_DASH:
            return local.rpartition("-")[0]
        case Slot.SUBDOMAIN:
            return host.split(".", maxsplit=1)[0] if host.count(".") >= 2 else ""
        case _:
            return ""


@lru_cache(maxsize=256)  # asked for the same few addresses again and again within one mail, as the next ones
def label(addr: str) -> str | None:
    """The registrable label of an employer's own domain; None for vendors, free mail and what is no public domain."""
    host = _RESERVED.sub("", split_address(addr)[1])
    if vendor_of(host) is not None or not host.isascii() or len(host) > 253:
        return None
    parts = _suffixes().extract_str(host)
    # A suffix that is not public (.example, .local) has the last label's place.
    name = parts.domain if parts.suffix else parts.subdomain.rpartition(".")[2]
    name = _DOMAIN_HEAD.sub("", _DOMAIN_TAIL.sub("", name)) or name
    return name if len(name) > 1 and not generic(name) and not name.isdigit() else None


@lru_cache(maxsize=1)
def _suffixes() -> TLDExtract:
    # The bundled list of public suffixes: no network, no cache file. Imported here so that the idle daemon never holds it.
    from tldextract import TLDExtract  # noqa: PLC0415 - see above

    return TLDExtract(suffix_list_urls=(), cache_dir=None)
