"""`load` in a process of its own: for the daemon, which would hold what checks a config (12 MB) for months after checking it.

    python -I -m watcher.config.apart FILE

The child reads, checks and fetches every secret, and hands the settings over its pipe as JSON; secrets go no other way.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from watcher.config import templates
from watcher.config.bearer import Bearer, Helper, OAuth2, Renewed
from watcher.config.secret import Secret
from watcher.config.settings import Account, Settings, Target
from watcher.core.compose import Detail, Letters, Writer
from watcher.core.plan import Policy
from watcher.core.schedule import Calendar, Unit, Wait
from watcher.errors import ConfigError, NoPermission, Problem, SecretsAway
from watcher.lifeline import die_with_parent, leave_no_dump

LONGEST = 600.0  # seconds; each secret has a time-out of its own
TICK = 0.2
_FIRST, _LAST = date(2020, 1, 1), date(2060, 1, 1)  # holidays are handed over as dates


def load_apart(path: Path, environ: Mapping[str, str], *, stopping: Callable[[], bool] = lambda: False) -> Settings:
    """As `load(path, environ, reveal=True)`; given up when `stopping` says so, since a secret's command may take its time."""
    command = [sys.executable, "-I", "-B", "-m", "watcher.config.apart", os.path.abspath(path)]  # noqa: PTH100 -- as in loading
    try:
        answer = json.loads(_output(command, environ, stopping))
    except (OSError, ValueError):
        raise ConfigError(str(path), (Problem("", "could not be checked: the checking process gave no answer", "try again"),)) from None
    if "settings" in answer:
        return _settings(answer["settings"], environ)
    if "no_permission" in answer:
        raise NoPermission(answer["no_permission"], remedy=answer["remedy"])
    error = SecretsAway if answer["away"] else ConfigError
    raise error(answer["source"], tuple(Problem(*problem) for problem in answer["problems"]))


def _output(command: list[str], environ: Mapping[str, str], stopping: Callable[[], bool]) -> bytes:
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(environ)
    ) as process:
        for _ in range(round(LONGEST / TICK)):
            with suppress(subprocess.TimeoutExpired):
                return process.communicate(timeout=TICK)[0]
            if stopping():
                break
        process.kill()
    return b""


def _answer(path: Path) -> dict[str, Any]:
    from watcher.config import load  # noqa: PLC0415 -- pydantic stays out of the parent

    try:
        return {"settings": _plain(load(path, os.environ, reveal=True))}
    except NoPermission as error:
        return {"no_permission": error.message, "remedy": error.remedy}
    except ConfigError as error:
        problems = [[problem.path, problem.message, problem.remedy] for problem in error.problems]
        return {"source": error.source, "problems": problems, "away": isinstance(error, SecretsAway)}


def _plain(settings: Settings) -> dict[str, Any]:
    calendar, policy = settings.calendar, settings.policy
    days = (_FIRST + timedelta(days=offset) for offset in range((_LAST - _FIRST).days))
    return {
        "source": str(settings.source),
        "state_directory": str(settings.state_directory),
        "keep": _wait(settings.keep),
        "me": [settings.me.name, settings.me.language, settings.me.news],
        "me_addresses": sorted(settings.me_addresses),
        "accounts": [_account(account) for account in settings.accounts.values()],
        "targets": [[target.name, target.url.reveal(), target.detail] for target in settings.targets.values()],
        "timezone": calendar.timezone.key,
        "preferred_hour": calendar.preferred_hour.isoformat(),
        "quiet": [moment.isoformat() for moment in calendar.quiet] if calendar.quiet else None,
        "per_day": calendar.per_day,
        "holidays": [day.isoformat() for day in days if calendar.is_holiday(day)],
        "policy": {
            name: _wait(value) if isinstance(value, Wait) else value for name in Policy.__slots__ for value in [getattr(policy, name)]
        },
        "log_content": settings.log_content,
        "own_letters": dict(settings.letters.own),
        "save_drafts": settings.save_drafts,
        "export_ics": str(settings.export_ics) if settings.export_ics else None,
        "blind_after": settings.blind_after.total_seconds() if settings.blind_after else None,
        "ping": settings.ping.reveal() if settings.ping else None,
        "ping_every": settings.ping_every,
        "daily_digest": settings.daily_digest,
        "on_rejection": settings.on_rejection,
        "on_recruiter": settings.on_recruiter,
    }


def _wait(wait: Wait) -> list[Any]:
    return [wait.count, wait.unit]


def _account(account: Account) -> dict[str, Any]:
    plain = {name: getattr(account, name) for name in ("name", "host", "port", "tls", "username", "poll_every")}
    return plain | {
        "ca_file": str(account.ca_file) if account.ca_file else None,
        "password": account.password.reveal() if account.password else None,
        "token": _token(account.token),
        "mailboxes": list(account.mailboxes),
        "acts": account.acts,
        "look_back": _wait(account.look_back),
    }


def _token(token: Bearer | None) -> dict[str, Any] | None:
    if isinstance(token, Helper):
        return {"command": list(token.command), "printed": token.reveal()}
    return token.request() if token else None


def _bearer(account: str, plain: dict[str, Any] | None, environ: Mapping[str, str]) -> Bearer | None:
    if plain is None:
        return None
    if "command" in plain:
        helper = Helper(account, tuple(plain["command"]), environ)
        helper.keep(plain["printed"])
        return helper
    secret = plain["client_secret"]
    made = {"client_secret": _fetched(secret) if secret is not None else None, "scopes": tuple(plain["scopes"])}
    oauth2 = OAuth2(**{name: plain[name] for name in OAuth2.__slots__} | made)
    return Renewed(account, oauth2, Path(plain["directory"]), environ)


def _settings(plain: dict[str, Any], environ: Mapping[str, str]) -> Settings:
    quiet, source = plain["quiet"], plain["source"]
    holidays = frozenset(date.fromisoformat(day) for day in plain["holidays"])
    accounts = [
        Account(
            **entry
            | {
                "ca_file": Path(entry["ca_file"]) if entry["ca_file"] else None,
                "password": _fetched(entry["password"]) if entry["password"] is not None else None,
                "token": _bearer(entry["name"], entry["token"], environ),
                "mailboxes": tuple(entry["mailboxes"]),
                "acts": tuple((verb, mailbox) for verb, mailbox in entry["acts"]),
                "look_back": _made(entry["look_back"]),
            }
        )
        for entry in plain["accounts"]
    ]
    targets = [Target(name, _fetched(url), Detail(detail)) for name, url, detail in plain["targets"]]
    return Settings(
        source=Path(source),
        state_directory=Path(plain["state_directory"]),
        keep=_made(plain["keep"]),
        me=Writer(plain["me"][0], plain["me"][1], tuple(plain["me"][2])),
        me_addresses=frozenset(plain["me_addresses"]),
        accounts={account.name: account for account in accounts},
        targets={target.name: target for target in targets},
        calendar=Calendar(
            timezone=ZoneInfo(plain["timezone"]),
            preferred_hour=time.fromisoformat(plain["preferred_hour"]),
            quiet=(time.fromisoformat(quiet[0]), time.fromisoformat(quiet[1])) if quiet else None,
            per_day=plain["per_day"],
            is_holiday=holidays.__contains__,
        ),
        policy=_policy(plain["policy"]),
        log_content=plain["log_content"],
        letters=Letters(templates.Shipped(), plain["own_letters"]),
        save_drafts=plain["save_drafts"],
        export_ics=Path(plain["export_ics"]) if plain["export_ics"] else None,
        blind_after=timedelta(seconds=plain["blind_after"]) if plain["blind_after"] else None,
        ping=_fetched(plain["ping"]) if plain["ping"] else None,
        ping_every=plain["ping_every"],
        daily_digest=plain["daily_digest"],
        on_rejection=plain["on_rejection"],
        on_recruiter=plain["on_recruiter"],
    )


def _fetched(text: str) -> Secret:
    """A secret that is at hand already: two of them are equal when their texts are."""
    secret = Secret.of(text)
    secret.reveal()
    return secret


def _policy(plain: dict[str, Any]) -> Policy:
    values: dict[str, Any] = {name: _made(value) if isinstance(value, list) else value for name, value in plain.items()}
    return Policy(**values)


def _made(wait: list[Any]) -> Wait:
    return Wait(int(wait[0]), Unit(wait[1]))


if __name__ == "__main__":
    die_with_parent()
    leave_no_dump()
    sys.stdout.write(json.dumps(_answer(Path(sys.argv[1]))))
