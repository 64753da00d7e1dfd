"""What each service can do with a message beside showing its words: a table of small functions, one for each kind of service.

What the user wrote into the target's URL wins: `priority=high` there is high for all that comes. Services that are not here (XMPP, MQTT,
SMS ...) have no place for any of it and get the words alone.

ntfy's request is written here, as its documentation has it under "Publish as JSON" (docs.ntfy.sh/publish): apprise escapes the link of
`click` a second time (`%20` becomes `%2520`, so that a draft would open as gibberish), writes each letter beyond ASCII as six, and of a
refusal reports ntfy's own number in place of the HTTP status.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import requests

from watcher.core.mark import FIELD

Extras = Mapping[str, Any]  # tags, urgency, click, click_label (core.compose.extras), mark (core.mark): each may be missing
Plugin = Any  # of apprise, which leaves its plugins untyped

NTFY_PRIORITIES = {"min": 1, "low": 2, "default": 3, "high": 4, "max": 5}
WEB_PAGE = "a web page answered"  # in place of the service
PUSHOVER_LINK = 512  # characters (pushover.net/api, "Supplementary URL")
PUSHOVER_LOW, GOTIFY_LOW = -1, 1
# Nobody answers what a program sent (RFC 3834, 5); and in a mailbox that is watched, the watcher takes it for what it is.
AUTOMATIC = "Auto-Submitted", "auto-generated"


def apply(plugin: Plugin, url: str, extras: Extras) -> None:
    """Bend a plugin, which is made anew for each message, to this message."""
    ability = _ABILITIES.get(url.strip().partition("://")[0].lower())  # some plugins change their own `schema` to http
    if ability is not None:
        ability(plugin, type(plugin).parse_url(url) or {}, extras)


def _low(extras: Extras) -> bool:
    return extras.get("urgency") == "low"


def _pushover(plugin: Plugin, given: Mapping[str, Any], extras: Extras) -> None:
    if _low(extras) and not given.get("priority"):
        plugin.priority = PUSHOVER_LOW
    link = str(extras.get("click", ""))
    link = link if len(link) <= PUSHOVER_LINK else link.partition("&")[0]  # without the body, which stands in the message as well
    if link and len(link) <= PUSHOVER_LINK and not plugin.supplemental_url:
        plugin.supplemental_url, plugin.supplemental_url_title = link, extras.get("click_label") or None


def _telegram(plugin: Plugin, given: Mapping[str, Any], extras: Extras) -> None:
    if _low(extras) and "silent" not in given.get("qsd", {}):
        plugin.silent = True


def _gotify(plugin: Plugin, given: Mapping[str, Any], extras: Extras) -> None:
    if _low(extras) and not given.get("priority"):
        plugin.priority = GOTIFY_LOW


def _mail(plugin: Plugin, _given: Mapping[str, Any], extras: Extras) -> None:
    plugin.headers.setdefault(*AUTOMATIC)
    if mark := extras.get("mark"):
        plugin.headers[FIELD] = str(mark)


def _matrix(plugin: Plugin, _given: Mapping[str, Any], _extras: Extras) -> None:
    """The title as the first line; apprise would put a "#" before it, which in plain text is a "#"."""
    plugin.watcher_title_first = True


# --- ntfy -----------------------------------------------------------------------------------------------------------------------------


def ntfy_fields(plugin: Plugin, given: Mapping[str, Any], extras: Extras) -> dict[str, Any]:
    """The fields of the JSON beside topic, title and message, as documented; `given` is what the URL says."""
    fields: dict[str, Any] = {}
    if tags := given.get("xtags") or extras.get("tags"):
        fields["tags"] = list(tags)
    word = str(plugin.priority) if given.get("priority") else str(extras.get("urgency", "default"))
    if (priority := NTFY_PRIORITIES.get(word, 3)) != NTFY_PRIORITIES["default"]:
        fields["priority"] = priority
    # apprise takes the escapes out of `click` twice; of `qsd`, once
    if click := given.get("qsd", {}).get("click") or extras.get("click"):
        fields["click"] = click
    return fields | {name: given[name] for name in ("delay", "email") if given.get(name)}


def ntfy_json(topic: str, title: str, message: str, fields: Mapping[str, Any]) -> bytes:
    """The whole body of the request."""
    told = {"topic": topic} | ({"title": title} if title else {}) | ({"message": message} if message else {}) | dict(fields)
    return json.dumps(told, ensure_ascii=False).encode()


def _ntfy(plugin: Plugin, given: Mapping[str, Any], extras: Extras) -> None:
    if given.get("attach") or given.get("actions"):
        return  # apprise's own forms, which JSON would want in others
    fields = ntfy_fields(plugin, given, extras)
    plugin.watcher_fields = fields  # the text is cut so that all of it fits
    plugin._send = partial(_publish, plugin, fields)  # noqa: SLF001 -- what apprise's send() calls for each topic


def _publish(
    plugin: Plugin, fields: Mapping[str, Any], topic: str, body: str | None = None, title: str | None = None, **_: object
) -> tuple[bool, None]:
    """One request to one topic."""
    headers = {"User-Agent": plugin.app_id, "Content-Type": "application/json"}
    auth = None
    if plugin.token and plugin.auth == "token":
        headers["Authorization"] = f"Bearer {plugin.token}"
    elif plugin.user:
        auth = (plugin.user, plugin.password or "")
    try:
        # Of the answer its head tells all. To wait for the rest would have a message sent again that was taken.
        with requests.post(
            _ntfy_server(plugin),
            data=ntfy_json(topic, title or "", body or "", fields),
            headers=headers,
            auth=auth,
            verify=plugin.verify_certificate,
            timeout=plugin.request_timeout,
            allow_redirects=False,
            stream=True,
        ) as answer:
            refused = _refusal(answer)
    except requests.RequestException:
        plugin.logger.warning("ntfy could not be reached")  # whoever listens sees the exception
        return False, None
    if refused:
        plugin.logger.warning(refused)
    return not refused, None


def _refusal(answer: requests.Response) -> str:
    """Why this is no message that was taken, for whoever listens. ntfy answers with JSON; a sign-in page of some network does not."""
    if answer.status_code != requests.codes.ok:
        return f"ntfy refused it, error={answer.status_code}"
    return WEB_PAGE if "html" in answer.headers.get("Content-Type", "").lower() else ""


def _ntfy_server(plugin: Plugin) -> str:
    if plugin.mode == "cloud":
        return f"{plugin.cloud_notify_url}/"
    port = f":{plugin.port}" if isinstance(plugin.port, int) else ""
    return f"{'https' if plugin.secure else 'http'}://{plugin.host}{port}/"


_ABILITIES: Mapping[str, Callable[[Plugin, Mapping[str, Any], Extras], None]] = {
    "ntfy": _ntfy,
    "ntfys": _ntfy,
    "pover": _pushover,
    "tgram": _telegram,
    "gotify": _gotify,
    "gotifys": _gotify,
    "matrix": _matrix,
    "matrixs": _matrix,
    "mailto": _mail,
    "mailtos": _mail,
}
