"""The guided set-up as one conversation: what is asked, in which order, and what the answers mean.

Everything about it is a value: it yields steps (steps.py) and is sent replies, so a test plays any evening with it in a millisecond.
"""

from __future__ import annotations

from watcher.core.setup.guess import language_of, name_of
from watcher.core.setup.known import Facts, Person, Plan
from watcher.core.setup.mail import mailbox
from watcher.core.setup.phone import target
from watcher.core.setup.steps import Ask, Keep, Kind, NewAccount, Part, Stopped, Tone, ask, chosen, confirmed, say

LANGUAGE_NAMES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "pt": "Portuguese",
    "it": "Italian",
    "nl": "Dutch",
}


def interview(facts: Facts) -> Part[Plan]:
    """Ask everything; raises Stopped when the person would rather not."""
    yield from say("rejection-watcher, set up in a few minutes", Tone.HEADING)
    yield from say("Afterwards it keeps an eye on your inbox, so that you need not, and tells you when a small next step may be worth it.")
    yield from say("Enter takes the answer in [brackets], ? explains a question, < goes back to the one before, Ctrl-C stops.")
    yield from say("Nothing is written before the end, when you have seen what will be.")
    if facts.accounts is not None:
        yield from _one_more(facts)
    yield from say("Your mailbox", Tone.HEADING)
    account = yield from mailbox(facts)
    url = ""
    if not facts.has_target:
        yield from say("Notifications", Tone.HEADING)
        url = yield from target(facts)
    person = None
    if facts.accounts is None:
        yield from say("You", Tone.HEADING)
        person = yield from _person(facts, account)
    plan = Plan(account, url, person, start=(yield from _service(facts)))
    yield from _agreed(plan, facts)
    return plan


def _one_more(facts: Facts) -> Part[None]:
    watched = ", ".join(facts.accounts or ()) or "none yet"
    yield from say(f"There is a config already: {facts.path}")
    yield from say(f"Accounts in it: {watched}")
    explained = "Adding an account leaves all else in your config as it is, comments included, and keeps a copy of it as it was."
    if (
        yield from chosen("What would you like to do?", explained, ("add", "add an account to it"), ("stop", "leave it as it is"))
    ) == "stop":
        raise Stopped


def _service(facts: Facts) -> Part[bool]:
    if facts.running or not facts.service:
        return facts.running
    explained = (
        "systemd starts the watcher now, and again whenever you sign in or the machine starts. Without that, rejection-watcher run watches "
        "for as long as it runs in a terminal. It can be undone at any time: rejection-watcher uninstall."
    )
    return (yield from confirmed("Let it run as a service of yours, from now on?", explained))


def _person(facts: Facts, account: NewAccount) -> Part[Person]:
    name_help = "Letters are drafted for you, to thank or to ask; you send them yourself, or not. This name stands below them."
    name = yield from ask(Ask(Kind.LINE, "Your name, to sign letters", name_help, name_of(facts.gecos, account.address), optional=True))
    guessed = Person(name, language_of(facts.locale), facts.zone, facts.country, "")
    yield from say(f"Time zone {guessed.zone}; public holidays: {guessed.country or 'none'}; language: {LANGUAGE_NAMES[guessed.language]}.")
    explained = (
        "Reminders come at a decent hour of your own time zone, on working days. Notifications are in this language, and so are letters, "
        "unless they answer a mail in another one."
    )
    if (yield from confirmed("Is that right?", explained)):
        return guessed
    return (yield from _corrected(guessed))


def _corrected(guessed: Person) -> Part[Person]:
    zone = yield from ask(Ask(Kind.ZONE, "Time zone", "A name such as Europe/Berlin; timedatectl list-timezones shows all.", guessed.zone))
    country_help = "Two letters, such as DE: on its public holidays nothing falls due. A dash counts every weekday as a working day."
    country = yield from ask(Ask(Kind.COUNTRY, "Country of public holidays (- for none)", country_help, guessed.country, optional=True))
    subdivision = ""
    if country:
        part_help = "For holidays of one state or region alone, such as BE for Berlin. Enter leaves it out."
        part = Ask(Kind.SUBDIVISION, "State or region (Enter for none)", part_help, optional=True, context=country)
        subdivision = yield from ask(part)
    language_help = "Of notifications, and of letters that answer no mail; the others are in the language of the mail that they answer."
    language = yield from chosen("Language", language_help, *LANGUAGE_NAMES.items(), default=guessed.language)
    return Person(guessed.name, language, zone, country, subdivision)


_KEPT = {
    Keep.FILE: "in a file beside the config, mode 0600",
    Keep.KEYRING: "in the desktop's keyring",
    Keep.COMMAND: "printed by your command",
    Keep.OAUTH: "none: a sign-in in the browser (OAuth2)",
}


def _agreed(plan: Plan, facts: Facts) -> Part[None]:
    account = plan.account
    yield from say("To be written", Tone.HEADING)
    yield from say(f"{facts.path}{' (a copy of it as it was is kept)' if facts.accounts is not None else ''}")
    boxes = " and ".join(name.removeprefix("\\").lower() if name.startswith("\\") else name for name in account.mailboxes)
    yield from say(f"Account {account.name}: {account.username} at {account.host}, {boxes}")
    yield from say(f"Password: {_KEPT[account.keep]}")
    if not facts.has_target:
        yield from say(f"Notifications: {plan.url.partition('://')[0] + '://...' if plan.url else 'none'}")
    if facts.service or facts.running:
        yield from say(f"Service: {'it runs, and is told' if facts.running else 'started now' if plan.start else 'none'}")
    explained = (
        "The config is checked before it takes its place; whatever goes wrong until then leaves everything as it is now. < goes back."
    )
    if not (yield from confirmed("Write it?", explained)):
        raise Stopped
