"""Write a config: a new one with every option explained, or an account more in one that is there.

All or nothing: secrets first, then the text beside its place, read and checked by the loader that the daemon uses, then one rename.
Whatever goes wrong before that rename is taken back. The caller keeps signals away meanwhile.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import tomli
import tomlkit
from tomlkit.exceptions import TOMLKitError

from watcher.config import example
from watcher.config.loading import load_settings
from watcher.config.putting import free_name, into_file, into_keyring
from watcher.config.words import Refused
from watcher.core.setup import MAILBOXES, Keep, NewAccount, Plan
from watcher.errors import ConfigError, NoPermission, Problem

USUAL_PORTS = {"implicit": 993, "starttls": 143, "none": 143}
HEAD = """\
# The config of rejection-watcher, written by `rejection-watcher init` on {day}. Keep it to yourself: it has to stay chmod 600.
# Every option is here, commented out at its default where you have not chosen otherwise: take the "#" away to change one.
# Then: rejection-watcher check, and systemctl --user reload rejection-watcher if it runs as a service.
# Times are written as "30s", "5m", "2h", "3 days", "2 weeks" or "1 working day".
"""


@dataclass(frozen=True, slots=True)
class Written:
    """Where it stands now, and the copy of what stood there before."""

    path: Path
    backup: Path | None


def write(path: Path, plan: Plan, environ: Mapping[str, str], today: date, before: bytes | None) -> Written:
    """Write what was planned; `before` is the config that was found when the person was asked, None if there was none.

    Raises ConfigError or NoPermission; nothing has changed then.
    """
    account = plan.account
    try:
        with _taken_back() as undo:
            _folders(path.parent, undo)
            secret_file = free_name(path.parent, account.name, ".password")
            entry = _account(account, secret_file)
            text = _new(plan, entry, today) if before is None else _more(path, before, plan, entry)
            if account.keep is Keep.FILE:
                undo.callback(into_file(path.parent / secret_file, f"{account.secret}\n"))
            elif account.keep is Keep.KEYRING:
                undo.callback(into_keyring(account.username, account.secret, environ))
            return Written(path, _put(path, text, account.name, environ, before, undo))
    except Refused as refused:
        raise _error(path, refused.message, refused.remedy) from None
    except PermissionError:
        raise NoPermission(f"this user may not write into {path.parent}", remedy="name another place: --config FILE") from None
    except OSError as error:
        raise _error(path, f"cannot be written: {error.strerror}", "free some space, or name another place: --config FILE") from None


def _error(path: Path, message: str, remedy: str | None = None) -> ConfigError:
    return ConfigError(str(path), (Problem("", message, remedy),))


@contextmanager
def _taken_back() -> Iterator[ExitStack]:
    """Runs what is on the stack unless all went well."""
    with ExitStack() as undo:
        yield undo
        undo.pop_all()


def _folders(folder: Path, undo: ExitStack) -> None:
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=0o700)
        undo.callback(_remove_empty, place)


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


# --- the text ---


def _account(account: NewAccount, secret_file: str) -> dict[str, Any]:
    """The table of an account, defaults left out."""
    usual = USUAL_PORTS[account.tls] == account.port
    sign_in: dict[Keep, dict[str, Any]] = {
        Keep.FILE: {"password": {"file": secret_file}},
        Keep.KEYRING: {"password": {"keyring": True}},
        Keep.COMMAND: {"password": {"command": shlex.split(account.command)}},
        Keep.OAUTH: {"auth": {"oauth2": account.oauth, "client_id": account.client_id}},
    }
    table: dict[str, Any] = {"host": account.host}
    table |= {} if usual else {"port": account.port}
    table |= {} if account.tls == "implicit" else {"tls": account.tls}
    table |= {"ca_file": account.ca_file} if account.ca_file else {}
    table |= {"username": account.username, **sign_in[account.keep]}
    return table | ({} if account.mailboxes == MAILBOXES else {"mailboxes": list(account.mailboxes)})


def _target(url: str) -> dict[str, dict[str, str]]:
    name = "desktop" if url.startswith("desktop://") else "phone"
    return {name: {"url": url}} if url else {}


def _new(plan: Plan, entry: dict[str, Any], today: date) -> str:
    """Every option with what it is for; those that were asked about are set."""
    assert plan.person is not None  # noqa: S101 -- the interview asks for one when there is no config
    person, account = plan.person, plan.account
    me = {"name": person.name, "addresses": [] if account.username == account.address else [account.address], "language": person.language}
    notify = {"timezone": person.zone, "country": person.country, "subdivision": person.subdivision}
    values: dict[str, dict[str, Any]] = {
        "me": {key: value for key, value in me.items() if value},
        "accounts": {account.name: entry},
        "targets": _target(plan.url),
        "notify": {key: value for key, value in notify.items() if value},
    }
    return example.text(values, HEAD.format(day=today.isoformat()))


def _more(path: Path, before: bytes, plan: Plan, entry: dict[str, Any]) -> str:
    """The config as it is, with an account more and nothing else changed."""
    try:
        text = before.decode("utf-8-sig")
        document = tomlkit.parse(text)
        _add(document, "accounts", {plan.account.name: entry})
        _add(document, "targets", _target(plan.url))
        new = tomlkit.dumps(document)
        wanted = tomli.loads(text)
        wanted["accounts"] = wanted.get("accounts", {}) | {plan.account.name: entry}
        wanted |= {"targets": wanted.get("targets", {}) | _target(plan.url)} if plan.url else {}
        if tomli.loads(new) == wanted:
            _refuse_a_shared_entry(path, tomli.loads(text), plan.account)
            return new
    except (TOMLKitError, ValueError, TypeError):
        pass
    remedy = f"write it into the file yourself: [accounts.{plan.account.name}] with host, username and password"
    raise _error(path, "is written in a way that I cannot add an account to", remedy)


def _refuse_a_shared_entry(path: Path, before: Mapping[str, Any], account: NewAccount) -> None:
    """The keyring knows a password by the sign-in name alone: that of another account would be overwritten."""
    for name, other in before.get("accounts", {}).items():
        if account.keep is Keep.KEYRING and other.get("username") == account.username and other.get("password") == {"keyring": True}:
            raise _error(path, f"the keyring keeps one password for {account.username}, that of {name}", "keep this one in a file")


def _add(document: tomlkit.TOMLDocument, kind: str, entries: Mapping[str, Mapping[str, Any]]) -> None:
    for name, values in entries.items():
        table = tomlkit.table()
        for key, value in values.items():
            table.add(key, _item(value))
        if kind not in document:
            document.add(kind, tomlkit.table(is_super_table=True))
        document[kind][name] = table


def _item(value: object) -> Any:  # noqa: ANN401 -- tomlkit's
    if not isinstance(value, dict):
        return tomlkit.item(value)
    inline = tomlkit.inline_table()
    inline.update(value)
    return inline


# --- the file ---


def _put(path: Path, text: str, account: str, environ: Mapping[str, str], before: bytes | None, undo: ExitStack) -> Path | None:
    """Check the text beside its place, then move it there; returns the copy of what it replaces."""
    trial = path.with_name(f".{path.name}.{os.getpid()}")
    undo.callback(into_file(trial, text))
    try:
        settings = load_settings(trial, environ, reveal=False)
        if (password := settings.accounts[account].password) is not None:
            password.reveal()
    except ConfigError as error:
        raise ConfigError(str(path), error.problems) from None
    if before is None:
        os.link(trial, path)  # unlike a rename, it never replaces what somebody else has put there meanwhile
        trial.unlink()
        return None
    return _replace(path, trial, text, before, undo)


def _replace(path: Path, trial: Path, text: str, before: bytes, undo: ExitStack) -> Path:
    place = Path(os.path.realpath(path))  # a linked config stays linked, and counts its paths from the link's folder
    if place.read_bytes() != before:
        raise _error(path, "has changed since you were asked", "run rejection-watcher init again")
    backup = path.with_name(free_name(path.parent, f"{path.name}.bak", ""))
    undo.callback(into_file(backup, before.decode()))
    if place.parent == Path(os.path.realpath(path.parent)):
        trial.replace(place)
        return backup
    beside = place.with_name(trial.name)  # a rename stays within one folder
    undo.callback(into_file(beside, text))
    beside.replace(place)
    trial.unlink()
    return backup
