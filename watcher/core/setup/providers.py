"""Mail providers as a table: which server, how one signs in, and where the password for programs comes from.

Written from what the providers publish for people who set up a mail program. A row is a proposal: the person sees it, may change it, and it
is tried at once. To add a provider, add a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Tls = Literal["implicit", "starttls", "none"]


class SignIn(StrEnum):
    """What a provider takes from a program that is not its own."""

    PASSWORD = "password"  # noqa: S105 -- the mailbox's own
    APP_PASSWORD = "app-password"  # noqa: S105 -- one made for this program
    APP_IF_2FA = "app-password-with-2fa"  # the own one, unless a second factor is on
    OAUTH = "oauth2"  # no password at all
    BRIDGE = "bridge"  # a program of the provider's stands in between, on this machine
    NONE = "no-imap"


@dataclass(frozen=True, slots=True)
class Provider:
    """One row. `domains` are those of addresses, `families` their first label ("yahoo" of yahoo.fr), `mx` what ends a domain's MX."""

    name: str
    host: str
    domains: str = ""
    families: str = ""
    mx: str = ""
    sign_in: SignIn = SignIn.PASSWORD
    page: str = ""  # where that password is made, or IMAP is allowed
    note: str = ""  # one more sentence
    port: int = 993
    tls: Tls = "implicit"
    local_part: bool = False  # the sign-in name is what stands before the @
    oauth: str = ""  # "google" or "microsoft": OAuth2 is taken (as well)


_APP, _APP_2FA = SignIn.APP_PASSWORD, SignIn.APP_IF_2FA
_GMX_NOTE = "Mail programs have to be allowed once: in its settings, under POP3/IMAP."
_ALLOW = "Mail programs have to be allowed once, in the settings of its webmail."

PROVIDERS: tuple[Provider, ...] = (
    Provider("Gmail", "imap.gmail.com", "gmail.com googlemail.com", mx="google.com googlemail.com", sign_in=_APP, oauth="google",
             page="https://myaccount.google.com/apppasswords", note="It needs 2-Step Verification to be on."),
    Provider("Outlook.com", "outlook.office365.com", "msn.com windowslive.com passport.com", "outlook hotmail live",
             mx="olc.protection.outlook.com", sign_in=SignIn.OAUTH, oauth="microsoft"),
    Provider("Microsoft 365", "outlook.office365.com", "onmicrosoft.com", mx="mail.protection.outlook.com mx.microsoft",
             sign_in=SignIn.OAUTH, oauth="microsoft"),
    Provider("Yahoo", "imap.mail.yahoo.com", "sky.com", "yahoo ymail rocketmail myyahoo", "yahoodns.net", sign_in=_APP,
             page="https://login.yahoo.com/account/security"),
    Provider("AOL", "imap.aol.com", "aol.com aol.de aol.fr aol.co.uk aim.com verizon.net", sign_in=_APP,
             page="https://login.aol.com/account/security"),
    Provider("iCloud", "imap.mail.me.com", "icloud.com me.com mac.com", mx="mail.icloud.com", sign_in=_APP, local_part=True,
             page="https://account.apple.com", note="It is made under Sign-In and Security, App-Specific Passwords."),
    Provider("Fastmail", "imap.fastmail.com", "fastmail.com fastmail.fm sent.com pobox.com", mx="messagingengine.com", sign_in=_APP,
             page="https://www.fastmail.help/hc/en-us/articles/360058752854", note="Give it access to IMAP; that is enough."),
    Provider("Zoho", "imap.zoho.com", "zoho.com zohomail.com", mx="mx.zoho.com", sign_in=_APP_2FA,
             page="https://www.zoho.com/mail/help/imap-access.html", note=_ALLOW),
    Provider("Zoho (Europe)", "imap.zoho.eu", "zoho.eu zohomail.eu", mx="mx.zoho.eu", sign_in=_APP_2FA,
             page="https://www.zoho.com/mail/help/imap-access.html", note=_ALLOW),
    Provider("Zoho (India)", "imap.zoho.in", "zoho.in zohomail.in", mx="mx.zoho.in", sign_in=_APP_2FA,
             page="https://www.zoho.com/mail/help/imap-access.html", note=_ALLOW),
    Provider("Proton Mail", "127.0.0.1", "proton.me protonmail.com protonmail.ch pm.me", mx="protonmail.ch", sign_in=SignIn.BRIDGE,
             port=1143, tls="starttls", page="https://proton.me/mail/bridge"),
    Provider("Tuta", "", "tuta.com tuta.io tutanota.com tutanota.de tutamail.com keemail.me", mx="tutanota.de", sign_in=SignIn.NONE),
    Provider("HEY", "", "hey.com", mx="hey.com", sign_in=SignIn.NONE),
    # Germany, Austria, Switzerland
    Provider("GMX", "imap.gmx.net", "gmx.net gmx.de gmx.at gmx.ch gmx.eu gmx.org", mx="gmx.net", sign_in=_APP_2FA, note=_GMX_NOTE,
             page="https://hilfe.gmx.net/pop-imap/einschalten.html"),
    Provider("GMX", "imap.gmx.com", "gmx.com gmx.us", "gmx caramail", sign_in=_APP_2FA, note=_GMX_NOTE,
             page="https://support.gmx.com/pop-imap/toggle.html"),
    Provider("WEB.DE", "imap.web.de", "web.de email.de", sign_in=_APP_2FA, note=_GMX_NOTE,
             page="https://hilfe.web.de/pop-imap/einschalten.html"),
    Provider("mail.com", "imap.mail.com", "mail.com email.com usa.com", sign_in=_APP_2FA, note=_ALLOW),
    Provider("Posteo", "posteo.de", "posteo.net posteo.org", "posteo", "posteo.de"),
    Provider("mailbox.org", "imap.mailbox.org", "mailbox.org", mx="mailbox.org", sign_in=_APP_2FA),
    Provider("T-Online", "secureimap.t-online.de", "t-online.de magenta.de", sign_in=_APP,
             page="https://www.telekom.de/hilfe/apps-dienste/e-mail/programme/passwort-verwalten",
             note="There it is called the e-mail password, and it is not the one of the website."),
    Provider("freenet", "mx.freenet.de", "freenet.de", note=_ALLOW,
             page="https://kundenservice.freenet.de/faq/e-mail-client-mail/pop3-imap-und-smtp-aktivieren/"),
    Provider("IONOS", "imap.ionos.de", "1und1.de online.de", mx="kundenserver.de", sign_in=_APP_2FA),
    Provider("IONOS", "imap.ionos.com", mx="perfora.net ionos.com 1and1.com", sign_in=_APP_2FA),
    Provider("STRATO", "imap.strato.de", mx="rzone.de"),
    Provider("Hetzner", "mail.your-server.de", mx="your-server.de"),
    Provider("A1", "securemail.a1.net", "a1.net aon.at"),
    Provider("Bluewin", "imaps.bluewin.ch", "bluewin.ch"),
    Provider("Infomaniak", "mail.infomaniak.com", "ik.me ikmail.com etik.com", mx="infomaniak.ch", sign_in=_APP,
             page="https://www.infomaniak.com/en/support/faq/2023", note="There it is called a device password."),
    # France and Belgium
    Provider("Orange", "imap.orange.fr", "orange.fr wanadoo.fr", note=_ALLOW),
    Provider("Free", "imap.free.fr", "free.fr aliceadsl.fr libertysurf.fr online.fr"),
    Provider("La Poste", "imap.laposte.net", "laposte.net", note=_ALLOW),
    Provider("SFR", "imap.sfr.fr", "sfr.fr neuf.fr cegetel.net club-internet.fr 9online.fr numericable.fr noos.fr"),
    Provider("Bouygues Telecom", "imap.bbox.fr", "bbox.fr"),
    Provider("OVHcloud", "ssl0.ovh.net", mx="mail.ovh.net ovh.net"),
    Provider("Gandi", "mail.gandi.net", mx="mail.gandi.net"),
    Provider("Telenet", "imap.telenet.be", "telenet.be"),
    Provider("Proximus", "imap.proximus.be", "proximus.be skynet.be belgacom.net"),
    # Italy
    Provider("Libero", "imapmail.libero.it", "libero.it iol.it inwind.it blu.it giallo.it", note=_ALLOW),
    Provider("Virgilio", "in.virgilio.it", "virgilio.it"),
    Provider("TIM", "imap.tim.it", "tim.it alice.it tin.it", port=143, tls="starttls"),
    Provider("Tiscali", "imap.tiscali.it", "tiscali.it"),
    Provider("Aruba", "imaps.aruba.it", "aruba.it technet.it", mx="aruba.it"),
    # The Netherlands
    Provider("Ziggo", "imap.ziggo.nl", "ziggo.nl ziggomail.com casema.nl upcmail.nl chello.nl home.nl quicknet.nl multiweb.nl"),
    Provider("KPN", "imap.kpnmail.nl", "kpnmail.nl kpnplanet.nl planet.nl hetnet.nl wxs.nl xs4all.nl telfort.nl"),
    Provider("Soverin", "imap.soverin.net", mx="soverin.net"),
    # Spain, Portugal, Brazil
    Provider("Movistar", "imap.movistar.es", "movistar.es telefonica.net"),
    Provider("SAPO", "imap.sapo.pt", "sapo.pt"),
    Provider("UOL", "imap.uol.com.br", "uol.com.br", local_part=True, note=_ALLOW),
    Provider("BOL", "imap.bol.com.br", "bol.com.br", local_part=True, note=_ALLOW),
    Provider("Terra", "imap.terra.com.br", "terra.com.br"),
    # Great Britain and North America
    Provider("BT", "mail.btinternet.com", "btinternet.com btopenworld.com"),
    Provider("Virgin Media", "imap.virginmedia.com", "virginmedia.com blueyonder.co.uk ntlworld.com"),
    Provider("AT&T", "imap.mail.att.net", "att.net sbcglobal.net bellsouth.net pacbell.net ameritech.net currently.com", sign_in=_APP,
             page="https://www.att.com/support/article/email-support/KM1010523/", note="There it is called a secure mail key."),
    Provider("Xfinity", "imap.comcast.net", "comcast.net", note=_ALLOW),
    Provider("Rackspace", "secure.emailsrvr.com", mx="emailsrvr.com"),
    Provider("Namecheap Private Email", "mail.privateemail.com", mx="privateemail.com"),
    # and elsewhere
    Provider("Migadu", "imap.migadu.com", mx="migadu.com"),
    Provider("Purelymail", "imap.purelymail.com", "purelymail.com", mx="purelymail.com", sign_in=_APP_2FA),
    Provider("Runbox", "mail.runbox.com", "runbox.com", mx="runbox.com", sign_in=_APP_2FA),
    Provider("Disroot", "disroot.org", "disroot.org", mx="disroot.org"),
    Provider("one.com", "imap.one.com", mx="one.com"),
    Provider("Hostinger", "imap.hostinger.com", mx="hostinger.com"),
    Provider("Seznam", "imap.seznam.cz", "seznam.cz email.cz post.cz", sign_in=_APP_2FA),
    Provider("WP", "imap.wp.pl", "wp.pl", note=_ALLOW),
    Provider("o2", "poczta.o2.pl", "o2.pl tlen.pl", note=_ALLOW),
    Provider("Yandex", "imap.yandex.com", "yandex.ru ya.ru", "yandex", "yandex.net", sign_in=_APP,
             page="https://id.yandex.com/security/app-passwords"),
)  # fmt: skip

_COUNTRY = re.compile(r"(?:com?\.)?[a-z]{2}|com")  # what may follow the first label of a family: fr, co.uk, com.br, com


def by_domain(domain: str) -> Provider | None:
    """The provider of addresses at `domain`: by its name, else by its family (yahoo.fr)."""
    domain = domain.lower().rstrip(".")
    first, _, rest = domain.partition(".")
    exact = (row for row in PROVIDERS if domain in row.domains.split())
    family = (row for row in PROVIDERS if first in row.families.split() and _COUNTRY.fullmatch(rest))
    return next(iter((*exact, *family)), None)


def by_mx(exchanges: Iterable[str]) -> Provider | None:
    """The provider that takes a domain's mail (RFC 5321 5.1): the first exchange that is known."""
    for exchange in exchanges:
        for row in PROVIDERS:
            if any(_within(exchange, ending) for ending in row.mx.split()):
                return row
    return None


def by_host(host: str) -> Provider | None:
    """The provider whose server this is."""
    return next((row for row in PROVIDERS if row.host and row.host == host.lower()), None)


def _within(name: str, ending: str) -> bool:
    name = name.lower().rstrip(".")
    return name == ending or name.endswith(f".{ending}")
