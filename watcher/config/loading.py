"""From the bytes of the file to Settings, or to all that is wrong with it."""

from __future__ import annotations

import codecs
import os
import shlex
import stat
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import tomli
from pydantic import ValidationError

from watcher.config import explain, forms, places, public_holidays, sign_in, templates
from watcher.config import settings as made
from watcher.config.bearer import Bearer, Helper, OAuth2, Renewed
from watcher.config.document import ADDRESS, TABLES, Account, Act, Document, Notify
from watcher.config.files import opened, read
from watcher.config.secret import Secret, SecretError
from watcher.config.words import Refused, has_control_characters
from watcher.core.compose import Detail, Writer
from watcher.core.plan import Policy
from watcher.core.schedule import Calendar
from watcher.errors import ConfigError, NoPermission, Problem, SecretsAway

LARGEST = 1_000_000  # bytes; a config has a few thousand
STARTTLS_PORT = 143  # RFC 9051 2.1; the document's default is the port of implicit TLS, 993 (RFC 8314 3.2)

# Bubbles on this machine's own screen: our own, and apprise's for each desktop.
ON_THIS_MACHINE = frozenset({"dbus", "desktop", "glib", "gnome", "kde", "macosx", "qt", "windows"})

Raw = dict[str, Any]
Secrets = dict[tuple[str, str], Secret]  # by kind ("accounts", "targets", "auth", "token") and name
SignIns = dict[str, OAuth2 | Helper]  # by account: those without a password
WAYS = ("password", "auth", "token")  # to sign in
IsHoliday = Callable[[date], bool]


def load_settings(path: Path, environ: Mapping[str, str], *, reveal: bool) -> made.Settings:
    """Read the file at `path`. Raises ConfigError with all its problems, or NoPermission."""
    source = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links, and a linked config keeps the folder it is found in
    content, mode = _read(source)
    raw = _parse(source, content)
    file = forms.ConfigFile(source, mode, environ)
    problems: list[Problem] = []
    document = _checked(raw, problems)
    secrets = _secrets(raw, file, problems)
    sign_ins = _sign_ins(raw, file, secrets, problems)
    is_holiday = _holidays(raw, problems)
    if reveal:
        sealed, right = list(_sealed(secrets)), not problems
        problems += [*(error.problem for error in sealed), *_unreadable_ca_files(raw, file)]
        if right and len(problems) == len(sealed) > 0 and all(error.away for error in sealed):
            raise SecretsAway(str(source), tuple(problems))
    if document is None or problems:
        raise ConfigError(str(source), tuple(sorted(problems, key=_place)))
    return _settings(document, secrets, sign_ins, is_holiday, file)


def default_settings(environ: Mapping[str, str]) -> made.Settings:
    """The document's defaults, for the place where a config file would be looked for first."""
    file = forms.ConfigFile(next(places.candidates(environ)), 0o600, environ)
    return _settings(Document(), {}, {}, no_holidays, file)


def _place(problem: Problem) -> int:
    """Problems are told in the order of the example's tables."""
    table = problem.path.partition(".")[0]
    return list(TABLES).index(table) if table in TABLES else -1


# --- reading ---


def _read(source: Path) -> tuple[bytes, int]:
    """The content and the mode, of one and the same open file."""
    try:
        with opened(source) as (fd, status):
            if stat.S_ISDIR(status.st_mode):
                raise _refused(source, Problem("", "is a folder, not a file", "name the file in it, such as config.toml"))
            if not stat.S_ISREG(status.st_mode):
                raise _refused(source, Problem("", "is not a regular file", "name the config file itself"))
            content = read(fd, LARGEST + 1)
    except PermissionError:
        raise _no_permission(source) from None
    except (OSError, ValueError) as error:
        raise _refused(source, _unreadable(error)) from None
    if len(content) > LARGEST:
        raise _refused(source, Problem("", f"is larger than {LARGEST} bytes: this is no config", "name the config file itself"))
    return content, stat.S_IMODE(status.st_mode)


def _refused(source: Path, problem: Problem) -> ConfigError:
    return ConfigError(str(source), (problem,))


def _unreadable(error: Exception) -> Problem:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Problem("", "there is no such file")
    return Problem("", f"cannot be read: {getattr(error, 'strerror', None) or 'no such name is possible'}")


def _no_permission(source: Path) -> NoPermission:
    """Ours but closed, the machine's, or somebody else's: three commands."""
    quoted = shlex.quote(str(source))
    try:
        ours = source.stat().st_uid == os.geteuid()
    except OSError:
        return NoPermission(
            f"{source} cannot be reached by this user", remedy=f"run: namei -l {quoted}, and open the folders that it shows"
        )
    if ours:
        return NoPermission(f"{source} is closed even to its owner", remedy=f"run: chmod 600 {quoted}")
    if source.is_relative_to(places.SYSTEM_WIDE):
        return NoPermission(f"{source} is not open to this user", remedy="run the same command with sudo, or as the user of the service")
    return NoPermission(f"{source} is not open to this user", remedy=f"run: sudo chown {os.geteuid()} {quoted} && sudo chmod 600 {quoted}")


def _parse(source: Path, content: bytes) -> Raw:
    try:
        text = content.removeprefix(codecs.BOM_UTF8).decode()  # editors on other systems write a byte order mark
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refused(source, Problem(f"line {line}", "is not UTF-8 text", "save the file as UTF-8")) from None
    try:
        return tomli.loads(text)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError; so is int() of five thousand digits
        raise _refused(source, explain.no_toml(text, error)) from None


# --- checking: each of these adds what it finds to the problems ---


def _checked(raw: Raw, problems: list[Problem]) -> Document | None:
    if raw.get("accounts", {}) == {} and not explain.misspelt("accounts", raw):
        problems.append(explain.NO_ACCOUNT)
    try:
        return Document.model_validate(raw)
    except ValidationError as error:
        problems += explain.check_failed(error)
        return None


def _entries(raw: Raw, kind: str) -> Iterator[tuple[str, Raw]]:
    """The tables of a table of tables, as far as they are tables."""
    tables = raw.get(kind)
    yield from ((name, entry) for name, entry in tables.items() if isinstance(entry, dict)) if isinstance(tables, dict) else ()


def _secrets(raw: Raw, file: forms.ConfigFile, problems: list[Problem]) -> Secrets:
    """Every secret that is written as it should be; none is fetched yet."""
    secrets: Secrets = {}
    for kind, key in (("accounts", "password"), ("targets", "url")):
        for name, entry in _entries(raw, kind):
            path = explain.where((kind, name, key))
            try:
                if key in entry:
                    secrets[kind, name] = _secret(entry, key, name, path, file)
            except Refused as refused:
                problems.append(Problem(path, refused.message, refused.remedy))
    health = raw.get("health")
    if isinstance(health, dict) and health.get("ping", "") != "":
        try:
            secrets["health", "ping"] = forms.ping(health["ping"], "health.ping", file)
        except Refused as refused:
            problems.append(Problem("health.ping", refused.message, refused.remedy))
    return secrets


def _secret(entry: Raw, key: str, name: str, path: str, file: forms.ConfigFile) -> Secret:
    if key == "url":
        return forms.url(entry[key], path, name, file)
    username = entry.get("username")
    return forms.password(entry[key], path, username if isinstance(username, str) else "", file)


def _sign_ins(raw: Raw, file: forms.ConfigFile, secrets: Secrets, problems: list[Problem]) -> SignIns:
    """How each account signs in that has no password; each account has one way."""
    found: SignIns = {}
    for name, entry in _entries(raw, "accounts"):
        ways = [way for way in WAYS if entry.get(way, {}) != {}]
        if not ways and entry.get("password") != {}:
            problems.append(explain.missing(("accounts", name, "password")))
        if len(ways) > 1:
            problems.append(
                Problem(explain.where(("accounts", name, ways[1])), f"stands beside {ways[0]}", "keep the one of the two that counts")
            )
        made = _sign_in(name, entry, file, problems) if len(ways) == 1 and ways != ["password"] else None
        if made is not None:
            found[name] = made
        if isinstance(made, Helper):
            secrets["token", name] = made.secret(explain.where(("accounts", name, "token")), str(file.path))
        elif made is not None and made.client_secret is not None:
            secrets["auth", name] = made.client_secret
    return found


def _sign_in(name: str, entry: Raw, file: forms.ConfigFile, problems: list[Problem]) -> OAuth2 | Helper | None:
    place = sign_in.Place(name, explain.where(("accounts", name)), file)
    if entry.get("auth", {}) != {}:
        return sign_in.auth(entry["auth"], place, problems)
    try:
        return sign_in.token(entry["token"], place)
    except Refused as refused:
        problems.append(Problem(explain.where(("accounts", name, "token")), refused.message, refused.remedy))
        return None


def no_holidays(_day: date) -> bool:
    """The calendar of nobody's country."""
    return False


def _holidays(raw: Raw, problems: list[Problem]) -> IsHoliday:
    table = raw.get("notify")
    country, subdivision = (table.get("country"), table.get("subdivision", "")) if isinstance(table, dict) else ("", "")
    if not (isinstance(country, str) and isinstance(subdivision, str) and country) or has_control_characters(country + subdivision):
        return no_holidays
    try:
        return public_holidays.lookup(country, subdivision).__contains__
    except Refused as refused:
        key = refused.key if isinstance(refused, public_holidays.Unknown) else "country"
        problems.append(Problem(f"notify.{key}", refused.message, refused.remedy))
        return no_holidays


def _sealed(secrets: Secrets) -> Iterator[SecretError]:
    """Why secrets cannot be fetched. Those that can are kept from here on."""
    for secret in secrets.values():
        try:
            secret.reveal()
        except SecretError as error:
            yield error


def _unreadable_ca_files(raw: Raw, file: forms.ConfigFile) -> Iterator[Problem]:
    for name, entry in _entries(raw, "accounts"):
        given = entry.get("ca_file")
        if isinstance(given, str) and given.isprintable() and given:
            path = places.absolute(given, file.path.parent, file.environ)
            if not (path.is_file() and os.access(path, os.R_OK)):
                yield Problem(
                    explain.where(("accounts", name, "ca_file")), f"{path} is no file that can be read", "name a file of certificates (PEM)"
                )


# --- making ---


def _settings(document: Document, secrets: Secrets, sign_ins: SignIns, is_holiday: IsHoliday, file: forms.ConfigFile) -> made.Settings:
    def at(text: str) -> Path:
        return places.absolute(text, file.path.parent, file.environ)

    state = at(document.state.directory) if document.state.directory else places.state_directory(file.path, file.environ)

    def token(name: str) -> Bearer | None:
        way = sign_ins.get(name)
        if isinstance(way, Helper) and (fetched := secrets["token", name].fetched) is not None:
            way.keep(fetched)
        return Renewed(name, way, state, file.environ) if isinstance(way, OAuth2) else way

    usernames = [account.username for account in document.accounts.values() if ADDRESS.fullmatch(account.username)]
    return made.Settings(
        source=file.path,
        state_directory=state,
        keep=document.state.keep,
        me=Writer(document.me.name, document.me.language, tuple(document.me.news)),
        me_addresses=frozenset(address.lower() for address in [*document.me.addresses, *usernames]),
        accounts={
            name: _account(name, entry, secrets.get(("accounts", name)), token(name), at, document.act)
            for name, entry in document.accounts.items()
        },
        targets={
            name: made.Target(name, secrets["targets", name], _detail(entry.detail, entry.url, entry.model_fields_set))
            for name, entry in document.targets.items()
        },
        calendar=_calendar(document.notify, is_holiday, file.environ),
        policy=Policy(**dict(document.plan)),
        log_content=document.log.content,
        letters=templates.letters(file.path),
        save_drafts=document.drafts.save,
        export_ics=at(document.export.ics) if document.export.ics else None,
        blind_after=document.notify.blind_after.span if document.notify.blind_after else None,
        ping=secrets.get(("health", "ping")),
        ping_every=document.health.every,
        daily_digest=document.notify.digest == "daily",
        on_rejection=document.notify.on_rejection,
        on_recruiter=document.notify.on_recruiter,
    )


def _account(name: str, entry: Account, password: Secret | None, token: Bearer | None, at: Callable[[str], Path], act: Act) -> made.Account:
    return made.Account(
        name=name,
        host=entry.host,
        port=entry.port if "port" in entry.model_fields_set or entry.tls == "implicit" else STARTTLS_PORT,
        tls=entry.tls,
        ca_file=at(entry.ca_file) if entry.ca_file else None,
        username=entry.username,
        password=password,
        token=token,
        mailboxes=tuple(entry.mailboxes),
        poll_every=entry.poll_every,
        look_back=entry.look_back,
        acts=tuple((verb, mailbox) for verb, mailbox in act if mailbox),
    )


def _detail(detail: str, url: object, given: set[str]) -> Detail:
    """Short wherever it may leave the machine; what a command or a keyring will name is not known yet, and counts as that."""
    return Detail.FULL if forms.scheme(url) in ON_THIS_MACHINE and "detail" not in given else Detail(detail)


def _calendar(notify: Notify, is_holiday: IsHoliday, environ: Mapping[str, str]) -> Calendar:
    return Calendar(
        timezone=(places.zone(notify.timezone) if notify.timezone else None) or places.system_zone(environ),
        preferred_hour=notify.preferred_hour,
        quiet=notify.quiet_hours,
        per_day=notify.per_day,
        is_holiday=is_holiday,
    )
