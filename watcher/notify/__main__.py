"""The child: one delivery after the other from its standard input to a service, answers to its standard output.

It talks to services that anyone may run, so it shuts itself in first: no core dump, nobody may trace it, no file written, bounded memory
and descriptors, dead when its parent is. It takes no part in signals of the terminal or of systemd: the parent decides when it ends.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
from collections.abc import Iterator
from typing import Any

from watcher.lifeline import die_with_parent, leave_no_dump
from watcher.notify.words import Answer, pack, unpack

_LIMITS = {
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_AS: 1 << 30,
    resource.RLIMIT_NOFILE: 64,
}


def shut_in() -> None:
    """Give up what a sender does not need."""
    die_with_parent()
    leave_no_dump()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for limit, value in _LIMITS.items():
        hard = resource.getrlimit(limit)[1]
        allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (allowed, allowed))


def _frames(fd: int) -> Iterator[dict[str, Any]]:
    """Read requests until the parent closes the pipe or is gone."""
    data = b""
    while True:
        message, missing = unpack(data)
        if message is not None:
            data = b""
            yield message
            continue
        more = os.read(fd, missing)
        if not more:
            return
        data += more


def _perform(request: dict[str, Any]) -> Answer:
    """Send it. What sends is loaded when it is needed, behind the limits: a ping has no use for apprise."""
    if request.get("ping"):
        from watcher.notify.ping import ping  # noqa: PLC0415 -- see above

        return ping(request["url"])
    from watcher.notify.service import deliver  # noqa: PLC0415 -- see above

    return deliver(request["url"], request["title"], request["body"], request.get("extras"))


def main() -> None:
    """Answer one request after the other."""
    shut_in()
    answers = os.dup(1)  # standard output may be printed to by anything; answers have a descriptor of their own
    with open(os.devnull, "w") as nothing:  # noqa: PTH123  a device, no path
        os.dup2(nothing.fileno(), 1)
    for request in _frames(0):
        answer = _perform(request)
        with contextlib.suppress(BrokenPipeError):
            os.write(answers, pack({"why": answer.why, "number": answer.number, "date": answer.date}))


if __name__ == "__main__":
    main()
    os._exit(0)  # threads that a service left behind do not hold the end up
