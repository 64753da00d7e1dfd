"""What is tried on the way: DNS, the sign-in, a test notification; and the checks of answers that need more than the config's rules."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path

from watcher.clock import SystemClock
from watcher.config import Account, Secret, SecretError
from watcher.config.answers import checked
from watcher.config.secret import Command, Literal
from watcher.config.words import Refused
from watcher.core.compose import Bubble, words_of
from watcher.core.schedule import Unit, Wait
from watcher.core.setup import Ask, Keep, Kind, Look, Looks, NewAccount, language_of
from watcher.desktop import is_desktop


def passes(question: Ask, answer: str) -> str:
    """An answer as it is used; raises Refused."""
    answer = checked(question.kind, answer, question.context)
    if question.kind is Kind.URL and not is_desktop(answer):
        from watcher.notify.trial import not_understood

        problem = not_understood(answer)
        if problem:
            raise Refused(problem)
    return answer


def signed_in(account: NewAccount, environ: Mapping[str, str]) -> Looks:
    """Sign in as the watcher will, and look at the mailboxes."""
    from watcher.imap import probe

    source = Command(tuple(shlex.split(account.command)), environ) if account.keep is Keep.COMMAND else Literal(account.secret)
    secret = Secret(source, path="the password", file="")
    try:
        secret.reveal()
    except SecretError as error:
        return (Look("password", ok=False, detail=error.problem.message, remedy=error.problem.remedy or ""),)
    settings = Account(
        name=account.name,
        host=account.host,
        port=account.port,
        tls=account.tls,
        ca_file=Path(account.ca_file) if account.ca_file else None,
        username=account.username,
        password=secret,
        mailboxes=account.mailboxes,
        poll_every=300.0,
        look_back=Wait(30, Unit.DAY),
    )
    prefix = f"accounts.{account.name}: "
    return tuple(Look(one.what.removeprefix(prefix), one.ok, one.detail, one.remedy or "") for one in probe(settings, SystemClock()))


def sent_test(url: str, locale: str, environ: Mapping[str, str]) -> str:
    """Why a test notification did not go out, or ""."""
    from watcher.notify.trial import try_out

    trial = words_of(language_of(locale)).trial
    if is_desktop(url):
        return _bubble(Bubble(trial.title, trial.body), environ)
    return try_out(url, trial.title, trial.body, clock=SystemClock()) or ""


def _bubble(trial: Bubble, environ: Mapping[str, str]) -> str:
    from watcher.desktop import Trouble
    from watcher.desktop.trial import try_out

    try:
        try_out(trial, clock=SystemClock(), environ=environ)
    except Trouble as trouble:
        return str(trouble)
    return ""
