"""The part of the interview about the mailbox: address, server, password, and a sign-in that is tried at once."""

from __future__ import annotations

import re
from dataclasses import replace

from watcher.core.setup.guess import Server, account_name, domain_of, known_server, server
from watcher.core.setup.known import Facts
from watcher.core.setup.providers import Provider, SignIn, Tls
from watcher.core.setup.steps import (
    Ask,
    Keep,
    Kind,
    Look,
    Looks,
    NewAccount,
    Part,
    Stopped,
    Tone,
    ask,
    chosen,
    confirmed,
    looked_up,
    say,
    signed_in,
)

_GROUPS = re.compile(r"\s*[a-z0-9]{4}(?:[\s\xa0-][a-z0-9]{4}){3}\s*", re.IGNORECASE)  # an app password as Google and Yahoo show it

ADDRESS_HELP = (
    "The address that companies write to when you apply. Its mailbox is looked at and never changed: nothing is marked as read, moved or "
    "deleted."
)
KEEP_HELP = (
    "The watcher signs in by itself, also after a restart, so it needs the password. A file of mode 0600 beside the config always works. "
    "The desktop's keyring is safer, but locked until you sign in to the desktop. A command is for password managers: it must print the "
    "password without asking anything."
)


def mailbox(facts: Facts) -> Part[NewAccount]:
    """Ask until somebody can be signed in, or the person goes on without."""
    found = yield from _address()
    while (way := (yield from _way_in(found[1], facts))) == "other":
        found = yield from _address()
    address, guessed = found
    there = yield from _agreed(guessed)
    name = account_name(address, facts.accounts or ())
    account = NewAccount(name, address, there.host, there.port, there.tls, there.username, Keep.FILE)
    if facts.accounts:
        label = "The account is stored under a name of its own, which commands and messages show."
        account = replace(
            account,
            name=(yield from ask(Ask(Kind.ACCOUNT, "A short name for this account", label, name, context=" ".join(facts.accounts)))),
        )
    if way == "oauth":
        return (yield from _with_client(account, there.provider))
    account = yield from _kept(account, there.provider, facts)
    return (yield from _tried(account, there.provider))


def _address() -> Part[tuple[str, Server]]:
    address = yield from ask(Ask(Kind.ADDRESS, "Your mail address", ADDRESS_HELP))
    known = known_server(address)
    return address, known or server(address, (yield from looked_up(domain_of(address))))


# --- what the provider wants ---


def _way_in(found: Server, facts: Facts) -> Part[str]:
    """How to sign in: "password" or "oauth"; or "other", for another address."""
    provider = found.provider
    if provider is None:
        return "password"
    if provider.sign_in is SignIn.NONE:
        return (yield from _no_way(f"{provider.name} lets no other program read its mail (it offers no IMAP), so I cannot watch it."))
    if provider.sign_in is SignIn.OAUTH and provider.oauth not in facts.oauth:
        return (yield from _no_way(f"{provider.name} takes no passwords from other programs any more, only OAuth2, which I cannot do yet."))
    if provider.sign_in is SignIn.OAUTH:
        yield from say(f"{provider.name} takes no passwords from other programs. You sign in with a browser instead, once, at the end.")
        return "oauth"
    yield from _what_it_wants(provider)
    return "password"


def _with_client(account: NewAccount, provider: Provider | None) -> Part[NewAccount]:
    """OAuth2 (RFC 6749 2.2): the program is known to the provider by an id that the person registers, since none is shipped."""
    yield from say("The provider wants a client id for that, free and yours: the steps are in README.md, Signing in without a password.")
    explained = (
        "You register an application with the provider and copy its id here. It takes some minutes, once. Without one, stop here "
        "by Ctrl-C, or go back with < and take another address."
    )
    client = yield from ask(Ask(Kind.USERNAME, "Application (client) id", explained))
    return replace(account, keep=Keep.OAUTH, oauth=provider.oauth if provider else "", client_id=client)


def _no_way(why: str) -> Part[str]:
    yield from say(f"{why} If you have another address, you can let that mail be forwarded there and watch it instead.", Tone.BAD)
    explained = "Most providers can forward mail to another address by a filter or a rule; companies need not know about it."
    other, anyway, stop = ("other", "another address"), ("password", "try with a password all the same"), ("stop", "stop here")
    way = yield from chosen("What now?", explained, other, anyway, stop)
    if way == "stop":
        raise Stopped
    return way


def _what_it_wants(provider: Provider) -> Part[None]:
    name = provider.name
    words = {
        SignIn.PASSWORD: "",
        SignIn.APP_PASSWORD: f"{name} wants an app password here: one made for this program alone, which you can take back at any time.",
        SignIn.APP_IF_2FA: "Your usual password works here. Only if a second factor guards your account, make an app password.",
        SignIn.BRIDGE: f"{name} is read through its Bridge, which has to run on this machine. The password is the one that Bridge shows.",
    }
    text = " ".join(filter(None, (words.get(provider.sign_in, ""), provider.note)))
    if text:
        yield from say(text)
    if provider.page:
        yield from say(provider.page, Tone.CODE)


# --- the server ---


def _agreed(guessed: Server) -> Part[Server]:
    if not guessed.host:
        return (yield from _other_server(guessed))
    yield from say(f"Mail server: {_written(guessed)} ({guessed.why}).")
    yield from say(f"Signing in as: {guessed.username}")
    explained = "The server that other mail programs call incoming mail or IMAP. If you are not sure, say yes: it is tried in a moment."
    if (yield from confirmed("Is that right?", explained)):
        return guessed
    return (yield from _other_server(guessed))


def _written(there: Server) -> str:
    tls = {"implicit": "TLS", "starttls": "STARTTLS"}.get(there.tls, "not encrypted, on this machine")
    return f"{there.host}, port {there.port}, {tls}"


_TLS = (("implicit", "TLS from the start (usual, port 993)"), ("starttls", "STARTTLS (port 143)"))
_CLEAR = ("none", "none, since the server runs on this very machine")


def _other_server(there: Server) -> Part[Server]:
    host_help = "The name that your provider documents for IMAP, such as imap.example.com."
    host = yield from ask(Ask(Kind.HOST, "Mail server", host_help, there.host))
    options = (*_TLS, _CLEAR) if host in {"localhost", "127.0.0.1", "::1"} else _TLS
    tls_help = (
        "TLS from the start is the usual way. Without it a password would travel in the open; that is possible on this machine alone."
    )
    tls = yield from chosen("Encryption", tls_help, *options, default=there.tls if host == there.host else "implicit")
    ways: dict[str, Tls] = {"implicit": "implicit", "starttls": "starttls", "none": "none"}
    usual = there.port if (host, tls) == (there.host, there.tls) else 993 if tls == "implicit" else 143
    port = yield from ask(Ask(Kind.PORT, "Port", "993 with TLS, 143 with STARTTLS, unless your provider says otherwise.", str(usual)))
    name_help = "Mostly the whole mail address; with some providers what stands before the @, or a name of its own."
    username = yield from ask(Ask(Kind.USERNAME, "Name to sign in with", name_help, there.username))
    return replace(there, host=host, port=int(port), tls=ways[tls], username=username)


# --- the password ---


def _kept(account: NewAccount, provider: Provider | None, facts: Facts) -> Part[NewAccount]:
    options = [
        (Keep.FILE.value, "in a file that only you can read, beside the config"),
        *([(Keep.KEYRING.value, "in the desktop's keyring")] if facts.keyring else []),
        (Keep.COMMAND.value, "a command prints it (pass, secret-tool, ...)"),
    ]
    keep = Keep((yield from chosen("Where shall the password be kept?", KEEP_HELP, *options)))
    return (yield from _secret(replace(account, keep=keep), provider))


def _secret(account: NewAccount, provider: Provider | None) -> Part[NewAccount]:
    if account.keep is Keep.COMMAND:
        explained = "Program and words as you would type them, such as: pass show mail/robin. No shell is involved; ~ and $ mean nothing."
        command = yield from ask(Ask(Kind.COMMAND, "Command that prints the password", explained, account.command))
        return replace(account, command=command)
    app = provider is not None and provider.sign_in is SignIn.APP_PASSWORD
    explained = "It is used for signing in to the mail server alone. Nothing shows while you type or paste it; Enter ends it."
    typed = yield from ask(Ask(Kind.SECRET, f"{'App password' if app else 'Password'} of {account.username} (nothing shows)", explained))
    return replace(account, secret=re.sub(r"\s", "", typed) if app and _GROUPS.fullmatch(typed) else typed)


# --- trying it ---


def _tried(account: NewAccount, provider: Provider | None) -> Part[NewAccount]:
    refused = 0
    while True:
        yield from say(f"Signing in to {account.host} ...")
        looks = yield from signed_in(account)
        failed = _failure(looks)
        if failed is None:
            return (yield from _welcome(account, looks))
        refused += failed.what == "sign-in"
        yield from _explain(failed, refused)
        way = yield from _what_now(failed, account)
        if way == "stop":
            raise Stopped
        if way == "anyway":
            return account
        account = yield from _mended(account, provider, way)


def _failure(looks: Looks) -> Look | None:
    """The first that counts; a junk mailbox that is not there does not."""
    return next((look for look in looks if not look.ok and look.what != "mailbox \\Junk"), None)


def _welcome(account: NewAccount, looks: Looks) -> Part[NewAccount]:
    shown = {look.what: look for look in looks}
    tls = f" over {shown['TLS'].detail}" if "TLS" in shown else ""
    yield from say(f"Signed in{tls}.", Tone.GOOD)
    for look in looks:
        if look.ok and look.what.startswith(("mailbox ", "sent mail", "IDLE")):
            detail = look.detail.removeprefix("offered: ")
            yield from say(f"{detail[:1].upper()}{detail[1:]}.", Tone.GOOD)
    junk = shown.get("mailbox \\Junk")
    if junk is None or junk.ok:
        return account
    yield from say("There is no junk mailbox, so the inbox alone is watched.")
    return replace(account, mailboxes=("INBOX",))


_OWN_CERTIFICATE = (
    "No authority that this machine knows vouches for the server. If it is one of your own, or Proton's Bridge, name the file of its "
    "certificate; with any other, look twice at its name, and do not go on from a network that you do not trust."
)


def _explain(failed: Look, refused: int) -> Part[None]:
    yield from say(f"That did not work yet ({failed.what}): {failed.detail}", Tone.BAD)
    remedy = _OWN_CERTIFICATE if "ca_file" in failed.remedy else failed.remedy
    if remedy:
        yield from say(remedy)
    if refused > 1:
        yield from say("Take your time: some providers close the door for a while after several wrong passwords.")


_ANYWAY, _STOP = ("anyway", "go on all the same; rejection-watcher check tries again later"), ("stop", "stop here, nothing is written")
_WAYS = {
    "password": ("password", "type the password again"),
    "server": ("server", "change the server or the name"),
    "certificate": ("certificate", "name the file of the server's certificate"),
    "again": ("again", "try once more"),
}


_ORDER = {  # by what failed; the first is what Enter takes
    "sign-in": ("password", "server", "again"),
    "password": ("password", "again"),
    "TLS": ("server", "certificate", "again"),
    "name": ("server", "again"),
    "connection": ("server", "again"),
}


def _what_now(failed: Look, account: NewAccount) -> Part[str]:
    order = _ORDER.get(failed.what, ("again", "server"))
    if "ca_file" in failed.remedy:  # the certificate is not of an authority that is known here
        order = ("certificate", "server", "again")
    words = dict(_WAYS) | ({"password": ("password", "give another command")} if account.keep is Keep.COMMAND else {})
    offered = (words[way] for way in order)
    explained = "Nothing has been written so far. You can change what was asked and try again as often as you like."
    return (yield from chosen("What now?", explained, *offered, _ANYWAY, _STOP))


def _mended(account: NewAccount, provider: Provider | None, way: str) -> Part[NewAccount]:
    if way == "password":
        return (yield from _secret(account, provider))
    if way == "server":
        there = yield from _other_server(Server(account.host, account.port, account.tls, account.username, provider, ""))
        return replace(account, host=there.host, port=there.port, tls=there.tls, username=there.username)
    if way == "certificate":
        explained = (
            "A file of certificates (PEM) of the authority that the server's own certificate was made by, or that certificate itself."
        )
        return replace(account, ca_file=(yield from ask(Ask(Kind.FILE, "File of the certificate", explained, account.ca_file))))
    return account
