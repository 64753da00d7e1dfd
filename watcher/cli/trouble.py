"""`check`: everything that could be wrong, each with its remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from watcher.clock import SystemClock
from watcher.config import Account, Settings, Target, find, load
from watcher.errors import ConfigError, WatcherError


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    what: str
    ok: bool
    detail: str
    remedy: str | None = None


def findings(config: Path | None, environ: Mapping[str, str], *, send: bool) -> Iterator[Finding]:
    """Look at everything, one after the other; what one finding rules out is not looked at."""
    yield from _model()
    try:
        path = find(config, environ)
        settings = load(path, environ)
    except ConfigError as error:
        for problem in error.problems:
            yield Finding(
                f"config {problem.path}".strip(), ok=False, detail=problem.message, remedy=problem.remedy or "edit the config file"
            )
        return
    except WatcherError as error:
        yield Finding("config", ok=False, detail=error.message, remedy=error.remedy)
        return
    yield Finding("config", ok=True, detail=str(path))
    yield from _state(settings)
    for account in settings.accounts.values():
        yield from _account(account)
    yield from _targets(settings, send=send)


def _model() -> Iterator[Finding]:
    from watcher.model import load as load_model

    try:
        model = load_model()
    except WatcherError as error:
        yield Finding("model", ok=False, detail=error.message, remedy=error.remedy or "install rejection-watcher again")
    else:
        yield Finding("model", ok=True, detail=f"version {model.version[:12]}")


def _state(settings: Settings) -> Iterator[Finding]:
    from watcher.store import open_store

    directory = settings.state_directory
    try:
        store = open_store(directory)
        with store.transaction() as tx:
            unreadable = [row for row in tx.messages() if row.error]
            accounts = tx.account_rows()
        store.close()
    except WatcherError as error:
        yield Finding("state", ok=False, detail=error.message, remedy=error.remedy)
        return
    yield Finding("state", ok=True, detail=f"{directory} can be written")
    for row in unreadable:
        yield Finding(
            f"mail m{row.id}",
            ok=False,
            detail=f"could not be read: {row.error}",
            remedy=f"look at it in your mail program ({row.account}, {row.mailbox}); the watcher goes on without it",
        )
    for account in accounts:
        if account.account in settings.accounts and account.state == "resting":
            yield Finding(f"account {account.account}", ok=False, detail=account.detail, remedy="mend the sign-in, then reload the service")


def _account(account: Account) -> Iterator[Finding]:
    from watcher.imap import probe

    for one in probe(account, SystemClock()):
        yield Finding(one.what, one.ok, one.detail, one.remedy)


def _targets(settings: Settings, *, send: bool) -> Iterator[Finding]:
    if not settings.targets:
        remedy = 'add one to the config: [targets.phone] with url = "ntfy://..." or any service that apprise knows'
        yield Finding("targets", ok=False, detail="there is no target, so nobody is told when a step is due", remedy=remedy)
    for target in settings.targets.values():
        yield _target(target, send=send)


def _target(target: Target, *, send: bool) -> Finding:
    from watcher.notify import redact
    from watcher.notify.trial import not_understood, try_out

    what = f"target {target.name}"
    try:
        url = target.url.reveal()
    except WatcherError as error:
        return Finding(what, ok=False, detail=error.message, remedy=error.remedy)
    title, body = "rejection-watcher: a test", "If you can read this, notifications reach you."
    problem = not_understood(url)
    if send and not problem:
        problem = try_out(url, title, body, clock=SystemClock())
    if problem:
        return Finding(
            what,
            ok=False,
            detail=f"{redact(url)}: {problem}",
            remedy="check the address and the service, then: rejection-watcher check --send",
        )
    return Finding(what, ok=True, detail=f"{redact(url)} took a test notification" if send else f"{redact(url)}; --send tries it")
