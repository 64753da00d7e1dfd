"""Signing in with a code on another device (RFC 8628): this machine needs neither a browser nor a way in from outside."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from math import isnan

from watcher.clock import Clock
from watcher.config.bearer import OAuth2
from watcher.config.words import one_line
from watcher.errors import ConnectionLost
from watcher.oauth2.endpoint import Answer, Ended, ask, client, post, refusal

_INTERVAL = 5.0  # seconds, where the service names none (3.2)
_SLOWER = 5.0  # more seconds after each slow_down (3.5)
_LONGEST = 1800.0
_INTERVALS = (1.0, 60.0)  # the least and the most that are waited, whatever a service says
_BUSY = (429, 500)  # the status of one that has too much to do, and from where on it is in trouble


@dataclass(frozen=True, slots=True)
class Code:
    """What the service gave: the code for the person, and the one for us."""

    device_code: str = field(repr=False)
    user_code: str
    verification_uri: str
    expires_in: float
    interval: float


def sign_in(oauth2: OAuth2, say: Callable[[str], None], clock: Clock, login: str) -> Answer:
    """Show a code, and wait until the person has typed it there. Raises Ended, and what a request raises."""
    code = _begin(oauth2, login)
    say(f"On any device, open  {code.verification_uri}")
    say(f"and type the code    {code.user_code}")
    say("Waiting for you to finish there (Ctrl-C to give up) ...")
    return _wait(oauth2, code, clock, login)


def _begin(oauth2: OAuth2, login: str) -> Code:
    answer = post(oauth2.device_authorization_endpoint, client(oauth2) | {"scope": " ".join(oauth2.scopes)})
    if answer.error:
        raise refusal(answer, login)
    found = answer.fields
    try:
        # Google's older name for it is verification_url
        return Code(
            found["device_code"],
            one_line(found["user_code"], 60),
            one_line(found.get("verification_uri") or found["verification_url"]),
            _within((0.0, _LONGEST), float(found["expires_in"])),
            _within(_INTERVALS, float(found.get("interval") or _INTERVAL)),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise ConnectionLost(f"the sign-in service gave no code (status {answer.status})") from None


def _within(bounds: tuple[float, float], value: float) -> float:
    return bounds[0] if isnan(value) else min(max(value, bounds[0]), bounds[1])


def _in_trouble(answer: Answer) -> bool:
    """Whether the service itself, and not the person's sign-in, is what is wrong."""
    return not answer.error and (answer.status == _BUSY[0] or answer.status >= _BUSY[1])


def _wait(oauth2: OAuth2, code: Code, clock: Clock, login: str) -> Answer:
    from oauthlib.oauth2 import DeviceClient  # noqa: PLC0415 -- only while somebody signs in

    body = DeviceClient(oauth2.client_id).prepare_request_body(device_code=code.device_code)
    interval, end = code.interval, clock.monotonic() + code.expires_in
    while clock.monotonic() < end:
        clock.wait_readable([], interval)
        answer: Answer | None = None
        with suppress(ConnectionLost):
            answer = ask(oauth2, body)
        if answer is None or _in_trouble(answer):
            interval = min(interval * 2, _INTERVALS[1])  # 3.5: back off, then go on
        elif answer.error == "slow_down":
            interval += _SLOWER
        elif answer.error == "access_denied":
            raise Ended("access_denied", "the sign-in was declined there", remedy=login)
        elif answer.error == "expired_token":
            break
        elif answer.error != "authorization_pending":
            return answer
    raise Ended("expired_token", "the code was not used in time", remedy=login)
