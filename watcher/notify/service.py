"""One message to one service: the only home of apprise. Runs in the child.

What apprise is told, and why:
- The text is plain text, always. With no format named, apprise sends it to an HTML target as raw HTML.
- One message per delivery: a text that is too long is cut, with an ellipsis. Splitting would send several, of which some may fail and all
  would be sent again; sending it whole is refused by most services, for ever. The whole text is in `rejection-watcher show`.
- No retry inside (the daemon keeps count), and `optional=yes` in a URL does not turn a failure into a success.
- No redirect is followed: after 301 and 302 the request goes on as a GET without the message, and answers 200.
- MQTT goes out with QoS 1 at least: with QoS 0 a broker that refuses the sign-in looks like one that took it.
- No pictures: their address lies on a foreign host, which would learn of each notification.
"""

from __future__ import annotations

import gc
import logging
import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from apprise import Apprise, AppriseAsset, NotifyFormat, OverflowMode
from apprise.conversion import convert_between
from apprise.manager_plugins import NotificationManager

from watcher.notify.abilities import WEB_PAGE, apply, ntfy_json
from watcher.notify.dates import dates_seen
from watcher.notify.reasons import reason
from watcher.notify.words import Answer, Why

NAME = "rejection-watcher"
CONNECT_SECONDS = 8.0
READ_SECONDS = 20.0  # apprise's own 4 s would call a slow service failed that has taken the message, and it would come twice
BROKER_SECONDS = 8.0  # how long to wait for the PUBACK of an MQTT broker
# docs.ntfy.sh, "Limitations": a longer message turns into an attachment. It comes as JSON, of which the server reads twice as much.
NTFY_BYTES = 4096
NTFY_JSON = 8000


_NOBODY = re.compile(r"There (?:are|were) no ")  # "... topics to notify": the URL names nobody
_STATUS = re.compile(r"\berror=([1-5][0-9]{2})\b")


class Ear(logging.Handler):
    """Listens to what apprise logs, since its results hold no reason, and keeps of it a `Why` and an HTTP status.

    Errors are seen at every level, as the exception that is being handled while apprise logs. Texts are read in warnings only: at lower
    levels they hold our message, which holds what strangers wrote.
    """

    def __init__(self) -> None:
        super().__init__()
        self.answer = Answer(Why.NOT_TAKEN)

    def emit(self, record: logging.LogRecord) -> None:
        error = sys.exc_info()[1]
        if error is not None and (why := reason(error)) is not Why.NOT_TAKEN:
            self.answer = Answer(why)
        if record.levelno >= logging.WARNING:
            self._read(record.getMessage())

    def _read(self, text: str) -> None:
        if status := _STATUS.findall(text):
            self.answer = Answer(Why.STATUS, int(status[-1]))
        elif text == WEB_PAGE:
            self.answer = Answer(Why.WEB_PAGE)
        elif _NOBODY.match(text):
            self.answer = Answer(Why.BAD_ADDRESS)


def deliver(url: str, title: str, body: str, extras: Mapping[str, Any] | None = None) -> Answer:
    """Send one message to one target, with what its service can do beside (`abilities`)."""
    with dates_seen() as dates:
        answer = _delivered(url, title, body, extras or {})
    return replace(answer, date=dates[-1]) if dates else answer


def _delivered(url: str, title: str, body: str, extras: Mapping[str, Any]) -> Answer:
    ear = Ear()
    log = logging.getLogger("apprise")
    log.setLevel(logging.DEBUG)
    log.handlers[:] = [ear]
    log.propagate = False
    service = None
    try:
        service = _service(url, ear)
        if isinstance(service, Answer):
            return service
        apply(service, url, extras)
        return _send(service, title, body, ear)
    except Exception as error:  # noqa: BLE001  a service's code may raise anything; this message was not sent
        return Answer(reason(error))
    finally:
        _hang_up(service)


def _hang_up(service: Any) -> None:  # noqa: ANN401  an apprise plugin, an Answer, or None
    """End what a plugin leaves open: each MQTT message would otherwise keep a thread and three descriptors, of which a child has few."""
    client = getattr(service, "client", None)
    if getattr(service, "schema", None) in {"mqtt", "mqtts"} and client is not None:
        client.disconnect()
        client.loop_stop()
        gc.collect()  # plugin and client know each other, so their sockets would wait for the next collection


def opened(url: str) -> Answer | None:
    """Say why apprise makes nothing of a URL; None when it does."""
    service = _service(url, Ear())
    return service if isinstance(service, Answer) else None


def _service(url: str, ear: Ear) -> Any:  # noqa: ANN401  an apprise plugin, or the Answer that says why there is none
    """Open the service that a URL names, bent to our rules."""
    asset = AppriseAsset(
        app_id=NAME,
        app_desc=NAME,
        app_url="",
        image_url_mask="",
        image_url_logo="",
        async_mode=False,
        http_redirects=False,
        storage_mode="memory",
        pgp_autogen=False,
        pem_autogen=False,
    )
    plugin: Any = Apprise.instantiate(url, asset=asset)
    if plugin is None:
        return Answer(_why_not(url, NotificationManager()))  # type: ignore[no-untyped-call]  # apprise leaves this class untyped
    plugin.optional = False
    plugin.retry = 0
    plugin.overflow_mode = OverflowMode.TRUNCATE
    _patience(plugin)
    _plain(plugin)
    if plugin.schema in {"mqtt", "mqtts"}:
        _confirmed(plugin, ear)
    return plugin


def _confirmed(plugin: Any, ear: Ear) -> None:  # noqa: ANN401  an apprise plugin for MQTT
    """Have an MQTT broker confirm the message, and hear what it says to the sign-in, which apprise does not."""
    plugin.qos = max(1, plugin.qos)
    plugin.socket_read_timeout = BROKER_SECONDS

    def connected(_client: object, _data: object, _flags: object, code: object, _properties: object) -> None:
        if str(code) in {"Bad user name or password", "Not authorized"}:
            ear.answer = Answer(Why.SIGN_IN)
            plugin.socket_read_timeout = 0.0

    plugin.client.on_connect = connected


def _why_not(url: str, known: Any) -> Why:  # noqa: ANN401  apprise's register of services
    scheme, found, _ = url.strip().partition("://")
    if not found:
        return Why.NO_ADDRESS
    if scheme.lower() in {"http", "https"}:
        return Why.WEB_ADDRESS
    if scheme.lower() not in known:
        return Why.UNKNOWN_SERVICE
    return Why.BAD_ADDRESS if known[scheme.lower()].enabled else Why.MISSING_PACKAGE


def _patience(plugin: Any) -> None:  # noqa: ANN401  an apprise plugin
    """Wait longer than apprise does, where the URL does not say how long (`cto`, `rto`)."""
    for name, seconds in (("socket_connect_timeout", CONNECT_SECONDS), ("socket_read_timeout", READ_SECONDS)):
        if name not in vars(plugin):
            setattr(plugin, name, seconds)


def _plain(plugin: Any) -> None:  # noqa: ANN401  an apprise plugin
    """Send plain text where the service has it, whatever `format=` in the URL says; elsewhere apprise escapes it (Telegram's HTML)."""
    native = type(plugin).notify_format
    if NotifyFormat.TEXT in (native if isinstance(native, (tuple, list)) else [native]):
        plugin.notify_format = NotifyFormat.TEXT
        plugin._format_override = None  # noqa: SLF001  what `format=` sets; there is no other way to take it back


def _send(plugin: Any, title: str, body: str, ear: Ear) -> Answer:  # noqa: ANN401  an apprise plugin
    sender = Apprise(asset=plugin.asset)
    sender.add(plugin)
    if title and getattr(plugin, "watcher_title_first", False):
        title, body = "", f"{title}\n{body}"
    text = _fit(plugin, title, body)
    taken = sender.notify(title=title, body=text or " ", body_format=NotifyFormat.TEXT)
    return Answer(Why.SENT) if taken else ear.answer


def _fit(plugin: Any, title: str, body: str) -> str:  # noqa: ANN401  an apprise plugin
    """Cut the body so that the service takes it, after escaping, and with the title where that has to go into the body."""
    form = plugin.resolve_format(NotifyFormat.TEXT)

    def size(text: str) -> int:
        return len(convert_between(NotifyFormat.TEXT, form, text))  # type: ignore[no-untyped-call]  # apprise leaves it untyped

    beside = plugin.title_maxlen > 0 and not plugin.overflow_amalgamate_title
    room = plugin.body_maxlen - (0 if beside else size(title) + 32)
    text = body
    while text and (size(text) > room or (plugin.schema in {"ntfy", "ntfys"} and _too_long_for_ntfy(plugin, title, text))):
        text = text[: len(text) * 9 // 10 - 1].rstrip()
        text = text and text + "…"
    return text


def _too_long_for_ntfy(plugin: Any, title: str, body: str) -> bool:  # noqa: ANN401  an apprise plugin
    whole = ntfy_json("", title, body, getattr(plugin, "watcher_fields", {}))
    return len(body.encode()) > NTFY_BYTES or len(whole) > NTFY_JSON
