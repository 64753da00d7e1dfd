"""The child: one request on standard input, one answer on standard output. Every failure is an answer."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from watcher.clock import SystemClock
from watcher.config.bearer import OAuth2, Renewed
from watcher.config.secret import Command, Secret, SecretError
from watcher.config.words import Refused
from watcher.errors import TemporarilyRefused, WatcherError
from watcher.lifeline import die_with_parent, leave_no_dump
from watcher.oauth2.endpoint import Ended
from watcher.oauth2.renew import good_token

_GRACE = 3.0  # seconds; the service has to be gone within 5


@contextmanager
def finishing() -> Iterator[None]:
    """Who ends this process (systemd ends all of a service at once) waits a moment: the old refresh token may be used up already, and the
    new one is on its way.
    """

    def soon(*_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, _GRACE)  # whose signal ends us

    former = {one: signal.signal(one, soon) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for one, handler in former.items():
            signal.signal(one, handler)


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The token, or why there is none and who can mend that."""
    try:
        return {"token": _printed(request) if request["kind"] == "command" else _renewed(request)}
    except Ended as ended:
        return {"ended": ended.message, "remedy": ended.remedy}
    except TemporarilyRefused as refused:
        return {"temporary": refused.message, "retry_after": refused.retry_after}
    except SecretError as error:
        return {"temporary": str(error.problem)}
    except Refused as refused:
        return {"temporary": f"{refused.message} ({refused.remedy})" if refused.remedy else refused.message}
    except WatcherError as error:
        return {"temporary": error.message}


def _printed(request: dict[str, Any]) -> str:
    return Secret(Command(tuple(request["command"]), os.environ, request["time_limit"]), path="token", file="").reveal()


def _renewed(request: dict[str, Any]) -> str:
    secret = request["client_secret"]
    made = {"client_secret": Secret.of(secret) if secret is not None else None, "scopes": tuple(request["scopes"])}
    oauth2 = OAuth2(**{name: request[name] for name in OAuth2.__slots__} | made)
    account = Renewed(request["account"], oauth2, Path(request["directory"]), os.environ)
    with finishing():
        return good_token(account, request["refused"], SystemClock().now())


def main() -> int:
    """Answer, and end."""
    die_with_parent(signal.SIGTERM)
    leave_no_dump()
    os.umask(0o077)
    sys.stdout.write(json.dumps(answer(json.load(sys.stdin))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
