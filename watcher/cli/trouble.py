"""`check`: everything that could be wrong, each with its remedy.

What one finding rules out is not looked at: without a config there are no accounts, with a secret that cannot be fetched there is no
sign-in. Everything else is, so that one run tells all there is to mend.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from watcher.cli.clock import clock_finding
from watcher.cli.serving import service_findings, serving, with_credentials
from watcher.clock import SystemClock
from watcher.config import Account, Secret, Settings, Target, find, load
from watcher.errors import ConfigError, WatcherError

if TYPE_CHECKING:
    from watcher.core.compose import Bubble
    from watcher.core.true_time import Word
    from watcher.store import MessageRow, Transaction

RECENT = timedelta(days=30)  # an unreadable mail is told for so long
PATIENCE = 5  # tries of a delivery; after these it has failed for twenty minutes
SAMPLE = b"From: Sam Example <sam@example.org>\r\nSubject: A test\r\n\r\nNothing but a test.\r\n"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    what: str
    ok: bool
    detail: str
    remedy: str | None = None


def findings(config: Path | None, environ: Mapping[str, str], *, send: bool) -> Iterator[Finding]:
    """Look at everything, one after the other."""
    yield from _reading()
    wrong: set[str] = set()
    settings = None
    try:
        path = find(config, environ)
        environ = with_credentials(path, environ)
        try:
            settings = load(path, environ, reveal=True)
        except ConfigError as error:
            yield from _problems(error)
            wrong = {".".join(problem.path.split(".")[:2]) for problem in error.problems}
            settings = load(path, environ)  # are only secrets amiss? Then the rest can be looked at
        else:
            yield Finding("config", ok=True, detail=str(path))
    except ConfigError as error:
        if not wrong:
            yield from _problems(error)
    except WatcherError as error:
        yield _failed("config", error)
    if settings is not None:
        yield from _templates(settings)
        service = serving(settings, environ)
        yield from _state(settings, service.reload)
        yield from _left_tokens(settings)
        yield from service_findings(service, environ)
        said: list[Word] = []
        yield from _outside(settings, wrong, said.append, send=send)
        yield clock_finding(said, settings)


def _failed(what: str, error: WatcherError, remedy: str | None = None) -> Finding:
    return Finding(what, ok=False, detail=error.message, remedy=error.remedy or remedy)


def _problems(error: ConfigError) -> Iterator[Finding]:
    """The file as a whole, then each thing wrong in it."""
    inside = [problem for problem in error.problems if problem.path]
    for problem in error.problems:
        if not problem.path:
            yield Finding("config", ok=False, detail=f"{error.source}: {problem.message}", remedy=problem.remedy or f"edit {error.source}")
    if len(inside) == len(error.problems):
        detail = f"{error.source} has {len(inside)} problem{'' if len(inside) == 1 else 's'}"
        yield Finding("config", ok=False, detail=detail, remedy="mend what follows")
    for problem in inside:
        yield Finding(f"config: {problem.path}", ok=False, detail=problem.message, remedy=problem.remedy or f"edit {error.source}")


def _templates(settings: Settings) -> Iterator[Finding]:
    """The user's own letter templates."""
    from watcher.config.templates import problems

    found = list(problems(settings.source))
    for problem in found:
        yield Finding(f"template {problem.path}", ok=False, detail=problem.message, remedy=problem.remedy)
    if settings.letters.own and not found:
        yield Finding("templates", ok=True, detail=f"{len(settings.letters.own)} of your own")


# --- what comes with the program ---


def _reading() -> Iterator[Finding]:
    from watcher.model import load as load_model
    from watcher.reader import ReadingRoom

    try:
        model = load_model()
    except WatcherError as error:
        yield _failed("model", error, "install rejection-watcher again")
        return
    yield Finding("model", ok=True, detail=f"version {model.version}")
    room = ReadingRoom(clock=SystemClock())
    try:
        room.read(SAMPLE, truncated=False, received_on=SystemClock().now().date(), me=frozenset())
    except WatcherError as error:
        yield _failed("reading room", error, "free some memory, then try again; if that does not help, install rejection-watcher again")
    else:
        yield Finding("reading room", ok=True, detail="reads mail in a process of its own")
    finally:
        room.close()


# --- the state ---


def _state(settings: Settings, reload: str) -> Iterator[Finding]:
    from watcher.cli.state_place import place_for_state, state_itself
    from watcher.store import FILE, open_store
    from watcher.store.place import nearest

    directory = settings.state_directory
    if not os.path.lexists(directory / FILE) and os.access(nearest(directory), os.X_OK):
        yield place_for_state(directory)
        return
    try:
        store = open_store(directory, create=False)
        try:
            with store.transaction() as tx:
                found = [*_from_state(tx, settings, reload)]
        finally:
            store.close()
    except WatcherError as error:
        yield _failed("state", error)
        return
    yield state_itself(directory, store.database)
    yield from _taught(directory)
    yield from found


def _left_tokens(settings: Settings) -> Iterator[Finding]:
    from watcher.cli.left_tokens import left_tokens

    yield from left_tokens(settings)


def _taught(directory: Path) -> Iterator[Finding]:
    from watcher.model.user import read_user_model

    try:
        found = read_user_model(directory)
    except WatcherError as error:
        yield _failed("what you taught", error)
        return
    if found is not None:
        yield Finding("what you taught", ok=True, detail=f"{len(found.memory)} corrected mails are known")


def _from_state(tx: Transaction, settings: Settings, reload: str) -> Iterator[Finding]:
    for row in tx.unreadable(SystemClock().now() - RECENT):
        yield _unreadable(row)
    for account in tx.account_rows():
        if account.account in settings.accounts and account.state == "resting":
            yield Finding(
                f"accounts.{account.account}: watching",
                ok=False,
                detail=f"rests, as it was not let in: {account.detail}",
                remedy=_let_in_again(settings.accounts[account.account], reload),
            )
    yield from _unseen(tx, settings)
    yield from _in_trouble(tx, settings, reload)
    yield from _undelivered(tx, settings)


def _let_in_again(account: Account, reload: str) -> str:
    from watcher.config.bearer import Renewed

    if isinstance(account.token, Renewed):
        return f"run: {account.token.login}"
    return f"mend the sign-in, then: {reload}"


def _unreadable(row: MessageRow) -> Finding:
    where = f"{row.account}, {row.mailbox}, {row.internaldate:%d %b %Y}"
    remedy = f"look at it in your mail program ({where}); the watcher goes on without it"
    return Finding(f"mail m{row.id}", ok=False, detail=f"could not be read: {row.error}", remedy=remedy)


def _unseen(tx: Transaction, settings: Settings) -> Iterator[Finding]:
    """An account that the running watcher could not look at for long; one that rests has a finding of its own."""
    resting = {account.account for account in tx.account_rows() if account.state == "resting"}
    for row in tx.sights().values():
        if row.account in settings.accounts and row.told_at is not None and row.account not in resting:
            yield Finding(
                f"accounts.{row.account}: watching",
                ok=False,
                detail="no look at it has succeeded for long; you were told",
                remedy="what follows says whether its server lets the watcher in; if all is well there, start the watcher again",
            )


def _in_trouble(tx: Transaction, settings: Settings, reload: str) -> Iterator[Finding]:
    """What the user is told of once (core.trouble) stands here until it is over."""
    from watcher.cli.output import local
    from watcher.core.compose import alarms, words_of
    from watcher.core.trouble import Cause

    for row in tx.troubles().values():
        if row.target in settings.targets:
            detail = f"has taken nothing since {local(row.since, settings)}: {row.detail}"
            remedy = alarms.remedy(Cause(row.rule), words_of("en"), reload=reload)
            yield Finding(f"targets.{row.target}: deliveries", ok=False, detail=detail, remedy=remedy)


def _undelivered(tx: Transaction, settings: Settings) -> Iterator[Finding]:
    told = tx.troubles()
    failing = (row for row in tx.failing_deliveries(PATIENCE) if row.target in settings.targets and row.target not in told)
    rows = sorted(failing, key=lambda row: row.target)
    for target, group in groupby(rows, key=lambda row: row.target):
        waiting = list(group)
        most = max(waiting, key=lambda row: row.attempts)
        yield Finding(
            f"targets.{target}: deliveries",
            ok=False,
            detail=f"{len(waiting)} not taken yet, tried up to {most.attempts} times: {tx.last_answer(most.id) or 'no answer'}",
            remedy="they are tried on and on; to look closer: rejection-watcher check --send",
        )


# --- servers and services ---


def _outside(settings: Settings, wrong: set[str], hear: Callable[[Word], None], *, send: bool) -> Iterator[Finding]:
    yield from of_accounts([account for account in settings.accounts.values() if f"accounts.{account.name}" not in wrong], hear)
    if not settings.targets:
        remedy = 'add one to the config: [targets.phone] with url = "ntfy://..." or any service that apprise knows'
        yield Finding("targets", ok=False, detail="there is no target, so nobody is told when a step is due", remedy=remedy)
    for target in settings.targets.values():
        if f"targets.{target.name}" not in wrong:
            yield _target(target, settings.me.language, hear, send=send)
    if settings.ping is not None and "health.ping" not in wrong:
        yield _ping(settings.ping, hear, send=send)


def of_accounts(accounts: Sequence[Account], hear: Callable[[Word], None] = lambda _: None) -> Iterator[Finding]:
    """What each account has, then what one of them has to have: a mailbox of [act] that is missing in all."""
    from watcher.cli.side_by_side import side_by_side
    from watcher.imap import probe

    shared = []
    for one in side_by_side([partial(probe, account, SystemClock(), hear) for account in accounts]):
        if one.elsewhere is None:
            yield Finding(one.what, one.ok, one.detail, one.remedy)
        else:
            shared.append(one)
    there = {one.elsewhere for one in shared if one.ok}
    for one in shared:
        if one.ok or one.elsewhere not in there:
            yield Finding(one.what, one.ok, one.detail, one.remedy)
        else:
            yield Finding(one.what, ok=True, detail=f"{one.detail}; another account has it")


def _ping(secret: Secret, hear: Callable[[Word], None], *, send: bool) -> Finding:
    from watcher.notify import Delivery, redact
    from watcher.notify.trial import tried

    try:
        url = secret.reveal()
    except WatcherError as error:
        return _failed("health.ping", error)
    problem = tried(Delivery(0, "check", url, "", "", ping=True), clock=SystemClock(), hear=hear) if send else None
    if problem:
        remedy = "check the address at the service, then: rejection-watcher check --send"
        return Finding("health.ping", ok=False, detail=f"{redact(url)}: {problem}", remedy=remedy)
    return Finding("health.ping", ok=True, detail=f"{redact(url)} took a ping" if send else f"{redact(url)}; --send tries it")


def _target(target: Target, language: str, hear: Callable[[Word], None], *, send: bool) -> Finding:
    from watcher.core.compose import Bubble, words_of
    from watcher.desktop import is_desktop
    from watcher.notify import redact
    from watcher.notify.trial import not_understood, try_out

    what = f"targets.{target.name}"
    try:
        url = target.url.reveal()
    except WatcherError as error:
        return _failed(what, error)
    trial = words_of(language).trial
    if is_desktop(url):
        return _desktop(what, Bubble(trial.title, trial.body) if send else None)
    problem = not_understood(url)
    if send and not problem:
        problem = try_out(url, trial.title, trial.body, clock=SystemClock(), hear=hear)
    if problem:
        remedy = "check the address and the service, then: rejection-watcher check --send"
        return Finding(what, ok=False, detail=f"{redact(url)}: {problem}", remedy=remedy)
    return Finding(what, ok=True, detail=f"{redact(url)} took a test notification" if send else f"{redact(url)}; --send tries it")


def _desktop(what: str, trial: Bubble | None) -> Finding:
    from watcher.desktop import Trouble
    from watcher.desktop.trial import try_out

    try:
        server = try_out(trial, clock=SystemClock())
    except Trouble as error:
        remedy = "sign in to the desktop and run this there; the watcher itself has to run as a service of yours (systemctl --user)"
        return Finding(what, ok=False, detail=f"desktop://: {error}", remedy=remedy)
    said = f"a test bubble was shown by {server}" if trial else f"{server}; --send tries it"
    return Finding(what, ok=True, detail=f"desktop://: {said}")
