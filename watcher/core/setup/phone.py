"""The part of the interview about notifications: a service, a test, and whether it came."""

from __future__ import annotations

from watcher.core.setup.known import Facts
from watcher.core.setup.steps import Ask, Kind, Part, SendTest, ShowCode, Tone, ask, chosen, say

DESKTOP = "desktop://"
EXPLAINED = (
    "Steps fall due days or weeks later, and somebody has to tell you then. ntfy is a free app without an account: it shows what is sent "
    "to a topic whose name only you know. Any other service that apprise knows will do: Telegram, Signal, Pushover, Matrix, mail, and a "
    "hundred more. Remote services are told the kind of step and the company, nothing else."
)


def target(facts: Facts) -> Part[str]:
    """The URL of a target that the person has heard from, or went on with; "" for none."""
    while True:
        way = yield from _service(facts)
        if way == "none":
            yield from say("Then nobody is told when a step is due; rejection-watcher agenda shows what is planned.")
            return ""
        url = yield from _url(way, facts)
        verdict = yield from _tested(url, way)
        if verdict != "other":
            return url if verdict == "keep" else ""


def _service(facts: Facts) -> Part[str]:
    options = [
        ("android", "ntfy on an Android phone (free, no account)"),
        ("iphone", "ntfy on an iPhone (free, no account)"),
        *([("desktop", "bubbles on this desktop")] if facts.desktop else []),
        ("url", "another service: paste its apprise URL"),
        ("none", "nowhere for now"),
    ]
    return (yield from chosen("Where shall notifications go?", EXPLAINED, *options))


def _url(way: str, facts: Facts) -> Part[str]:
    if way == "desktop":
        return DESKTOP
    if way == "url":
        explained = (
            "It starts with the service, as in tgram://TOKEN/CHAT; https://appriseit.com/services/ shows the form for each. It holds a "
            "secret, so keep it to yourself."
        )
        return (yield from ask(Ask(Kind.URL, "apprise URL", explained)))
    yield from (_android if way == "android" else _iphone)(facts.topic)
    explained = "A test notification is sent as soon as you press Enter; it shows up when the phone listens to the topic."
    yield from ask(Ask(Kind.LINE, "Press Enter when the phone is ready", explained, optional=True))
    return f"ntfys://ntfy.sh/{facts.topic}"


def _android(topic: str) -> Part[None]:
    yield from say("1. Install the app ntfy from F-Droid or Google Play.")
    yield from say("2. Scan this code with the camera: it opens the topic in the app.")
    yield ShowCode(f"ntfy://ntfy.sh/{topic}")
    yield from say("Or open the app, tap +, and subscribe to this topic:")
    yield from say(topic, Tone.CODE)


def _iphone(topic: str) -> Part[None]:
    yield from say("1. Install the app ntfy from the App Store, and allow its notifications.")
    yield from say("2. In it, tap +, and subscribe to this topic:")
    yield from say(topic, Tone.CODE)
    yield from say("This code opens the topic's page, from which its name can be copied:")
    yield ShowCode(f"https://ntfy.sh/{topic}")


def _tested(url: str, way: str) -> Part[str]:
    """What becomes of it: "keep", "other" (service) or "none"."""
    while True:
        yield from say("Sending a test notification ...")
        problem = yield SendTest(url)
        if problem:
            yield from say(f"It could not be sent: {problem}.", Tone.BAD)
        elif (yield from _came()):
            yield from say("Good: that is where you will hear from me.", Tone.GOOD)
            return "keep"
        else:
            yield from say(_hint(way))
        explained = "Nothing has been written so far, and another test does no harm."
        again, other = ("again", "send another test"), ("other", "choose another service")
        keep, none = ("keep", "keep it all the same"), ("none", "no notifications for now")
        what = yield from chosen("What now?", explained, again, other, keep, none)
        if what != "again":
            return what


def _came() -> Part[bool]:
    explained = "A short message that says that it is a test of rejection-watcher. It may take some seconds."
    return (yield from ask(Ask(Kind.YES, "It was taken. Did it reach you?", explained, "yes"))) == "yes"


def _hint(way: str) -> str:
    if way in {"android", "iphone"}:
        return "Look whether the topic in the app is spelt exactly as above, and whether the phone lets the app show notifications."
    return "The service took it, so look there: the right device, the right chat, and whether notifications are muted."
