"""What time it is by the servers that the child speaks to: the `Date` of their answers (RFC 9110, 6.6.1), for `check` alone.

apprise keeps no answer of a service, so it is looked at where requests, which nearly all services are reached by, gives it back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.message import Message
from typing import Any

from watcher.core.true_time import dated


def date_of(headers: Mapping[str, str] | Message) -> int:
    """Seconds since 1970; 0 where there is no date, or that of an answer out of a cache (RFC 9111, 5.1)."""
    at = None if headers.get("Age", "0").strip() != "0" else dated(headers.get("Date", ""))
    return 0 if at is None else round(at.timestamp())


@contextmanager
def dates_seen() -> Iterator[list[int]]:
    """The dates of all that is answered meanwhile, in order; they are no secret, and all that is kept."""
    import requests  # noqa: PLC0415 -- apprise brings it and a ping has no use for either

    seen: list[int] = []
    send = requests.Session.send

    def listening(self: requests.Session, request: requests.PreparedRequest, **options: Any) -> requests.Response:  # noqa: ANN401  as they come
        response = send(self, request, **options)
        if at := date_of(response.headers):
            seen.append(at)
        return response

    requests.Session.send = listening  # type: ignore[method-assign]  # this process is ours alone
    try:
        yield seen
    finally:
        requests.Session.send = send  # type: ignore[method-assign]
