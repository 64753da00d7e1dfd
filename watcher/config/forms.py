"""How a secret is written in the config.

    password = { command = ["pass", "show", "mail"] }   printed by a program
    password = { file = "mail.password" }               the only line of a 0600 file
    password = { credential = "mail" }                  handed over by systemd
    password = { keyring = true }                       kept by the desktop's keyring
    password = "..."                                    in the config itself, which must then be 0600

A target's `url` takes the same forms, and is most often written out. Then the rule for 0600 is: a URL needs it unless it plainly holds no
secret. Plainly means that it names no user, and that it either stays on this machine (`desktop://`, `json://127.0.0.1:8080`) or is of a
kind whose address is nothing but a host and a path (PLAIN_SCHEMES). Most services hide the key in the address itself (`tgram://TOKEN`,
`discord://ID/TOKEN`, `ntfy://TOPIC`), so every other scheme counts as secret.

Secrets are read here and not by pydantic, so that no message about a failed check can ever quote one.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from watcher.config.places import absolute
from watcher.config.secret import Command, Credential, File, Keyring, Literal, Secret, Source, sound
from watcher.config.words import Refused, did_you_mean, is_loopback, kind_of, shown_key

FORMS = ("command", "file", "credential", "keyring")
FOUR_FORMS = 'one of { command = ["pass", "show", "mail"] }, { file = "..." }, { credential = "..." }, { keyring = true }'
HOSTLESS_SCHEMES = frozenset({"desktop", "dbus", "gnome", "glib", "kde", "qt", "macosx", "windows", "syslog"})
PLAIN_SCHEMES = frozenset({"json", "jsons", "xml", "xmls", "form", "forms", "mqtt", "mqtts", "mailto", "mailtos", "rsyslog"})
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s]*")
_CREDENTIAL = re.compile(r"[A-Za-z0-9_@:-][A-Za-z0-9_.@:-]{0,254}")


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """The config file as far as secrets in it matter: whose folder paths count from, who can read it, in which environment commands run."""

    path: Path
    mode: int
    environ: Mapping[str, str]

    def must_be_private(self, what: str) -> None:
        """Refuse a secret in a file that others can read."""
        if self.mode & 0o077:
            where = f"{what} stands in this file, and others on this machine can read it (mode {self.mode:04o})"
            raise Refused(where, f"run: chmod 600 {shlex.quote(str(self.path))}, or write {FOUR_FORMS}")


def password(value: object, path: str, username: str, file: ConfigFile) -> Secret:
    """The password at `path`. Raises Refused."""
    if not isinstance(value, str):
        return Secret(_source(value, username, file), path=path, file=str(file.path))
    secret = Secret(Literal(sound(value)), path=path, file=str(file.path))
    file.must_be_private("a password")
    return secret


def url(value: object, path: str, name: str, file: ConfigFile) -> Secret:
    """The notification URL at `path` of the target `name`. Raises Refused."""
    if not isinstance(value, str):
        return Secret(_source(value, f"target:{name}", file), path=path, file=str(file.path), check=check_url)
    check_url(sound(value))
    if not plainly_no_secret(value):
        file.must_be_private("a URL that holds a secret")
    return Secret(Literal(value), path=path, file=str(file.path), check=check_url)


def ping(value: object, path: str, file: ConfigFile) -> Secret:
    """The address of a dead-man service at `path`. Raises Refused."""
    if not isinstance(value, str):
        return Secret(_source(value, path, file), path=path, file=str(file.path), check=_check_ping)
    _check_ping(sound(value))
    file.must_be_private("an address that anybody who knows it can ping")
    return Secret(Literal(value), path=path, file=str(file.path), check=_check_ping)


def _check_ping(text: str) -> None:
    parts = _split(text) if _URL.fullmatch(text) else None
    host = (parts.hostname or "") if parts else ""
    if parts is None or not host or parts.scheme.lower() not in {"https", "http"}:
        raise Refused("is no web address", 'write the ping URL as the service shows it, such as "https://hc-ping.com/..."')
    if parts.scheme.lower() == "http" and not is_loopback(host):
        raise Refused("would go over the network in clear text", "write https://, which every such service has")


def scheme(value: object) -> str:
    """The scheme of a URL that is written out, else ""; what a command or a keyring will say is not known here."""
    return value.partition("://")[0].lower() if isinstance(value, str) else ""


def _split(text: str) -> SplitResult | None:
    """The parts of a URL (RFC 3986); None for one that cannot be taken apart, such as json://[::1."""
    try:
        parts = urlsplit(text)
        _ = parts.hostname, parts.port
    except ValueError:
        return None
    return parts


def check_url(text: str) -> None:
    """Only the form: whether apprise knows the scheme is found out by `check`."""
    if not _URL.fullmatch(text):
        raise Refused("is not a URL", 'write one as apprise wants it, such as "ntfys://ntfy.sh/TOPIC", without spaces')


def plainly_no_secret(text: str) -> bool:
    """Whether everybody may read this URL; the rule stands at the top."""
    parts = _split(text)
    if parts is None or "@" in parts.netloc:
        return False
    kind = parts.scheme.lower()
    return kind in HOSTLESS_SCHEMES or kind in PLAIN_SCHEMES or is_loopback(parts.hostname or "")


def _source(value: object, user: str, file: ConfigFile) -> Source:
    if not isinstance(value, dict) or len(value) != 1:
        got = "a table of other keys" if isinstance(value, dict) else kind_of(value)
        raise Refused(f"wants a text or one way to fetch it, got {got}", f"write {FOUR_FORMS}")
    ((key, given),) = value.items()
    if key not in FORMS:
        close = did_you_mean(key, FORMS)
        raise Refused(
            f"there is no way to fetch a secret called {shown_key(key)}", f'did you mean "{close}"?' if close else f"write {FOUR_FORMS}"
        )
    return _READERS[key](given, user, file)


def command(given: object) -> tuple[str, ...]:
    """The words of a program that is to be run. Raises Refused."""
    if not isinstance(given, list) or not given or not all(isinstance(word, str) for word in given) or not given[0]:
        raise Refused(
            f"command wants a list of words, got {kind_of(given)}",
            'write { command = ["pass", "show", "mail"] }: program and arguments, no shell',
        )
    if any("\0" in word for word in given) or not given[0].isprintable():
        raise Refused("command holds a control character", "write the words again, by typing them")
    return tuple(given)


def _command(given: object, _user: str, file: ConfigFile) -> Source:
    return Command(command(given), file.environ)


def _file(given: object, _user: str, file: ConfigFile) -> Source:
    if not isinstance(given, str) or not given.isprintable() or not given:
        raise Refused(f"file wants a path, got {kind_of(given) if given else 'nothing'}", 'write { file = "mail.password" }')
    credentials = file.environ.get("CREDENTIALS_DIRECTORY")
    return File(absolute(given, file.path.parent, file.environ), Path(credentials) if credentials else None)


def _credential(given: object, _user: str, file: ConfigFile) -> Source:
    if not isinstance(given, str) or not _CREDENTIAL.fullmatch(given):
        raise Refused("credential wants the name of a systemd credential: letters, digits and _ - . @ :", 'write { credential = "mail" }')
    return Credential(given, file.environ.get("CREDENTIALS_DIRECTORY"))


def _keyring(given: object, user: str, file: ConfigFile) -> Source:
    if given is not True:
        raise Refused("keyring wants true", "write { keyring = true }")
    return Keyring(user, file.environ)


_READERS = {"command": _command, "file": _file, "credential": _credential, "keyring": _keyring}
