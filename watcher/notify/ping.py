"""One GET to a dead-man service. Runs in the child: the only home of urllib.request.

A redirect is not followed, wherever it leads: a URL whose service moved is for the user to change. Of the answer no more is read than what
healthchecks.io documents ("OK"; older versions answer 200 and "not found" for a check that does not exist).
"""

from __future__ import annotations

import urllib.error
import urllib.request
from http.client import HTTPMessage
from typing import IO

from watcher.notify.dates import date_of
from watcher.notify.reasons import reason
from watcher.notify.words import Answer, Why

SECONDS = 15.0
_NOT_FOUND = b"not found"


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self,
        req: urllib.request.Request,  # noqa: ARG002 -- the standard library's signature
        fp: IO[bytes],  # noqa: ARG002
        code: int,  # noqa: ARG002
        msg: str,  # noqa: ARG002
        headers: HTTPMessage,  # noqa: ARG002
        newurl: str,  # noqa: ARG002
    ) -> None:
        """No request follows, so that the answer itself is the error."""
        return


def ping(url: str) -> Answer:
    """Send it and say how it was taken."""
    request = urllib.request.Request(url, headers={"User-Agent": "rejection-watcher"})  # noqa: S310 -- checked by the config: https, or loopback
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=SECONDS) as response:
            found = _NOT_FOUND not in response.read(64)
            date = date_of(response.headers)
    except urllib.error.HTTPError as error:
        error.close()
        return Answer(Why.STATUS, error.code, date_of(error.headers))
    except Exception as error:  # noqa: BLE001 -- whatever a server makes the library raise: this ping did not arrive
        return Answer(reason(error))
    return Answer(Why.SENT, 0, date) if found else Answer(Why.STATUS, 404, date)
