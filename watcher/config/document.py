"""The tables and keys of the config: types, defaults, limits, and the words that say what each is for.

The one source. What `config.example.toml` says is made from here (example.py), what may be written is checked by it (pydantic, strict, no
unknown keys), and the defaults are the ones below. A default of "" means "not set". Checks that look at two keys stand at the later one
of the two, so that they run even when a third is wrong. Secrets are `object` here: forms.py reads them, so that no error of pydantic's is
ever about one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, ValidationInfo, field_validator, model_validator

from watcher.config import places
from watcher.config.words import Refused, did_you_mean, has_control_characters, is_loopback, shown_value
from watcher.core.schedule import Unit, Wait, parse_duration, parse_quiet_hours, parse_time

SPECIAL_USE = ("\\All", "\\Archive", "\\Drafts", "\\Flagged", "\\Important", "\\Junk", "\\Sent", "\\Trash")  # RFC 6154, RFC 8457
NOT_TO_ACT_IN = ("\\All", "\\Drafts", "\\Flagged", "\\Important", "\\Sent")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")  # as much as tells an address from a bare user name
_NAME = re.compile(r"[a-z0-9_-]{1,40}")
_POLL_UNITS = frozenset({Unit.SECOND, Unit.MINUTE, Unit.HOUR})
_LONGEST_POLL = 86400.0  # seconds: the poll stands behind IDLE, and once a day is the least that can be called so


def _line(text: str) -> str:
    if has_control_characters(text):
        raise Refused("holds a control character, such as a line break, a tab or an escape", "write it again, by typing it")
    return text


def _filled(text: str) -> str:
    if not text.strip():
        raise Refused("is empty")
    return _line(text)


def _name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise Refused("is no name that commands and logs can use", "take 1 to 40 of a-z, 0-9, _ and -")
    return text


def _address(text: str) -> str:
    if not ADDRESS.fullmatch(_line(text)):
        raise Refused(f"{shown_value(text)} is no mail address", 'write it as "sam@example.com", without a name')
    return text


def _host(text: str) -> str:
    if "://" in text or "/" in text:
        raise Refused("wants the server's name alone, not an address", 'write it as "imap.example.com"')
    if re.fullmatch(r"[^:]+:[0-9]+|\[.*\](:[0-9]+)?", text):
        raise Refused("wants the server's name alone", "a port goes into port = ..., and an IPv6 address has no brackets")
    if re.search(r"\s", text.strip()) or text != text.strip():
        raise Refused("a server's name has no spaces")
    return _filled(text)


def _mailbox(text: str) -> str:
    if text.startswith("\\") and text not in SPECIAL_USE:
        close = did_you_mean(text, SPECIAL_USE)
        remedy = f"did you mean {close}?" if close else f"there are {', '.join(SPECIAL_USE)}"
        raise Refused(f"{shown_value(text)} is no special-use mailbox", remedy)
    return _filled(text)


def _acting_mailbox(text: str) -> str:
    if not text:
        return text
    if text.upper() == "INBOX" or text in NOT_TO_ACT_IN:
        raise Refused(f"mail comes into {shown_value(text)} by itself, and would act", 'name a mailbox of your own: "Follow-ups/Done"')
    return _mailbox(text)


def _parsed(parse: Callable[[str], Any], example: str) -> PlainValidator:
    """A text that core.schedule reads; its ValueError says what is wanted."""

    def check(value: object) -> object:
        if not isinstance(value, str):
            raise Refused(f"wants a text such as {example}, got {shown_value(value)}", "put it in quotes")
        try:
            return parse(_line(value))
        except Refused:
            raise
        except ValueError as error:
            raise Refused(str(error)) from None

    return PlainValidator(check)


def _positive(parse: Callable[[str], Wait]) -> Callable[[str], Wait]:
    def check(text: str) -> Wait:
        wait = parse(text)
        if wait.count < 1:
            raise Refused(f"{shown_value(text)} is no time at all", "write 1 or more")
        return wait

    return check


def _poll(text: str) -> float:
    wait = _positive(parse_duration)(text)
    seconds = wait.span.total_seconds()
    if wait.unit not in _POLL_UNITS or seconds > _LONGEST_POLL:
        raise Refused(f"wants seconds, minutes or hours, at most a day, got {shown_value(text)}", 'write it as "5m"')
    return seconds


def _keep(text: str) -> Wait:
    return _positive(lambda text: parse_duration(text, months=True))(text)


def _zone(text: str) -> str:
    if text and places.zone(text) is None:
        from zoneinfo import available_timezones  # noqa: PLC0415 - walks the whole zone folder, and only a mistake needs it

        close = did_you_mean(text, available_timezones())
        remedy = f'did you mean "{close}"?' if close else "see: timedatectl list-timezones"
        raise Refused(f"there is no time zone {shown_value(text)}", remedy)
    return text


Line = Annotated[str, AfterValidator(_line)]
Filled = Annotated[str, AfterValidator(_filled)]
Name = Annotated[str, AfterValidator(_name)]
Address = Annotated[str, AfterValidator(_address)]
Host = Annotated[str, AfterValidator(_host)]
Mailbox = Annotated[str, AfterValidator(_mailbox)]
ActingMailbox = Annotated[str, AfterValidator(_acting_mailbox)]
Zone = Annotated[str, AfterValidator(_line), AfterValidator(_zone)]
Span = Annotated[Wait, _parsed(parse_duration, '"2 days"')]
SpanOrNever = Annotated[Wait | None, _parsed(lambda text: parse_duration(text) if text.strip() else None, '"2 days"')]
PositiveSpan = Annotated[Wait, _parsed(_positive(parse_duration), '"2 days"')]
Keep = Annotated[Wait, _parsed(_keep, '"18 months"')]
Poll = Annotated[float, _parsed(_poll, '"5m"')]
BlindAfter = Annotated[Wait | None, _parsed(lambda text: _positive(parse_duration)(text) if text.strip() else None, '"6h"')]
TimeOfDay = Annotated[time, _parsed(parse_time, '"09:30"')]
QuietHours = Annotated[tuple[time, time] | None, _parsed(parse_quiet_hours, '"20:00-08:00"')]


def _written(default: str, description: str) -> Any:  # noqa: ANN401 - the default is checked, and so becomes what the field is
    """An option whose default is written here as people write it."""
    return Field(default=default, description=description)


class Table(BaseModel):
    """What all tables have in common. Docstrings of tables are printed into the example."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, validate_default=True)


class State(Table):
    """What the program remembers, and where."""

    directory: Line = Field(
        default="",
        description="The folder of the database. A relative path counts from this file's folder.\n"
        'Not set (""): /var/lib/rejection-watcher for a config in /etc, else ~/.local/state/rejection-watcher.',
    )
    keep: Keep = _written(
        "18 months",
        'How long the text of mails and closed applications are kept. Days, weeks or months, such as "90 days".',
    )


class Me(Table):
    """You."""

    name: Line = Field(default="", description='The name that signs drafts, such as "Sam Example".')
    addresses: list[Address] = Field(
        default=[],
        description="Addresses that are yours as well, so that your own mail is known as yours.\n"
        "Each username below that is an address counts anyway.",
    )
    language: Literal["en", "de", "fr", "es", "pt", "it", "nl"] = Field(
        default="en",
        description="Your language: notifications are in it, and drafts that answer no mail; the others are in the language of that mail.",
    )
    news: list[Line] = Field(
        default=[],
        description="What is new with you since, in whole sentences: for the drafts of keep_in_touch and apply_again,\n"
        'such as ["I have finished a course in route planning."]. Left empty, the draft has a place for it.',
    )


class Account(Table):
    """A mail account to watch; at least one. Write one such table per account. "personal" is a name of your choice."""

    host: Host = Field(examples=["imap.example.com"], description="The IMAP server.")
    port: int = Field(default=993, ge=1, le=65535, description='Its port: 993 unless set, and 143 with tls = "starttls" or "none".')
    tls: Literal["implicit", "starttls", "none"] = Field(
        default="implicit",
        description='How the connection is encrypted: "implicit" (from the first byte), "starttls" (asked for, and no fall-back),\n'
        '"none" (refused unless the server is on this machine).',
    )
    ca_file: Line = Field(
        default="",
        description='A file of CA certificates (PEM) for a server with a certificate of its own. Not set (""): those of the system.',
    )
    username: Filled = Field(examples=["sam@example.com"], description="The name to sign in with.")
    password: object = Field(
        default=None,
        examples=[{"command": ["pass", "show", "mail"]}],
        description="The password, fetched in one of four ways. A program prints it (program and arguments, no shell); or\n"
        '{ file = "mail.password" }, its only line, mode 0600; or { credential = "mail" }, from systemd\'s LoadCredential; or\n'
        "{ keyring = true }, the desktop's keyring. A plain text is taken too, if nobody else can read this file (chmod 600).",
    )
    auth: object = Field(
        default={},
        description="Instead of a password: a sign-in in the browser, once, by `rejection-watcher login personal` (OAuth2).\n"
        'For Microsoft 365 and Outlook { oauth2 = "microsoft", client_id = "..." }; for Gmail\n'
        '{ oauth2 = "google", client_id = "...", client_secret = { file = "google.secret" } }; README.md has the steps to a client id.\n'
        'The tokens are kept in a 0600 file in the state directory, or with keep = "keyring" in the keyring.\n'
        "Not set ({}): the password counts.",
    )
    token: object = Field(
        default={},
        description="Or a program of your own that prints an access token, run again when the server says that it has expired:\n"
        '{ command = ["my-token-helper"] }. Not set ({}): none.',
    )
    mailboxes: list[Mailbox] = Field(
        default=["INBOX", "\\Junk"],
        min_length=1,
        description="The mailboxes to watch: names, or special uses such as \\Junk (rejections do land there). Write a backslash twice.",
    )
    poll_every: Poll = _written("5m", "How often to look, besides the server's own push.")
    look_back: Span = _written(
        "30 days",
        "How far the first look goes back. That mail is read silently, and what is overdue by then becomes one message.",
    )

    @field_validator("tls")
    @classmethod
    def _clear_text_stays_here(cls, tls: str, info: ValidationInfo) -> str:
        host = info.data.get("host")
        if tls == "none" and host is not None and not is_loopback(host):
            raise Refused(f"would send the password in clear text to {shown_value(host)}", 'write tls = "implicit" or "starttls"')
        return tls

    @field_validator("mailboxes")
    @classmethod
    def _each_once(cls, mailboxes: list[str]) -> list[str]:
        # INBOX alone is case-insensitive (RFC 9051 5.1)
        seen = ["INBOX" if name.upper() == "INBOX" else name for name in mailboxes]
        twice = sorted({name for name in seen if seen.count(name) > 1})
        if twice:
            raise Refused(f"{shown_value(twice[0])} stands there twice")
        return seen


class Target(Table):
    """Where notifications go: any number of such tables. "phone" is a name of your choice."""

    url: object = Field(
        examples=["ntfys://ntfy.sh/a-long-random-topic"],
        description="An address as apprise wants it (https://github.com/caronc/apprise/wiki), or one of the four ways of password.\n"
        '"desktop://" is your own desktop: bubbles with buttons, for a watcher that runs as a service of yours.\n'
        "Most addresses hold a secret: written out here, they want a config that nobody else can read (chmod 600).",
    )
    detail: Literal["full", "short", "silent"] = Field(
        default="short",
        description='How much a notification says: "full" (with the draft), "short" (kind and company), "silent" (only that something\n'
        'is due: for lock screens). Not set: "full" on this machine (desktop://, dbus://, gnome:// and the like), else "short".',
    )


class Notify(Table):
    """When notifications come."""

    timezone: Zone = Field(default="", description='Your time zone, such as "Europe/Berlin". Not set (""): the system\'s.')
    country: Line = Field(
        default="", description='The country whose public holidays are no working days, such as "DE". Not set (""): none.'
    )
    subdivision: Line = Field(default="", description='Its state or region, for holidays of its own, such as "BE" for Berlin.')
    quiet_hours: QuietHours = _written("20:00-08:00", 'No notification comes in these hours. "": at any hour.')
    preferred_hour: TimeOfDay = _written("09:30", "The time of day for what falls due on a day.")
    blind_after: BlindAfter = _written(
        "6h",
        "Tell once when an account could not be looked at for so long, and again when it can. Counted is the time\n"
        'in which this machine was awake and the watcher ran. "": never.',
    )
    per_day: int = Field(default=3, ge=1, le=1000, description="The most notifications of one day; the rest waits for the next morning.")
    digest: Literal["never", "daily"] = Field(
        default="never",
        description='"daily": what falls due comes as one message a day, at preferred_hour, and counts as one. What you snooze or\n'
        "reschedule still comes when you said. It holds for what is planned from then on.",
    )
    on_rejection: Literal["never", "digest", "now"] = Field(
        default="never",
        description='Whether you hear of a rejection because it came: "never" (its steps come later), "digest" (a line in a message the\n'
        'next morning), "now" (several at once are one message; quiet hours hold, per_day does not count it).',
    )
    on_recruiter: Literal["step", "now"] = Field(
        default="step",
        description='How you hear of a recruiter\'s mail: "step" (by the step reply_recruiter alone), "now" (when it comes as well;\n'
        "quiet hours hold, per_day does not count it).",
    )

    @field_validator("subdivision")
    @classmethod
    def _of_a_country(cls, subdivision: str, info: ValidationInfo) -> str:
        if subdivision and info.data.get("country") == "":
            raise Refused("says nothing without a country", 'write country = "DE", or another, as well')
        return subdivision


class Plan(Table):
    """What follows a rejection, and when. Waits count from the mail; "" leaves a step out. Changes hold for what is planned later."""

    reflect_after: SpanOrNever = _written("2 days", "Look back: what went well, what to do differently.")
    ask_recruiter_after: SpanOrNever = _written("3 days", "Ask the recruiter for feedback, if there was one.")
    thank_after: SpanOrNever = _written("14 days", "Thank the people you met, if anybody there can be answered.")
    keep_in_touch_after: SpanOrNever = _written(
        "", 'Write to the people of a starred application, for the first time. Not set (""): as keep_in_touch_every.'
    )
    keep_in_touch_every: PositiveSpan = _written("90 days", "Write to them again, counted from the last time it was due.")
    reply_recruiter_after: SpanOrNever = _written("1 working day", "Answer a recruiter who wrote to you, unless you have.")
    apply_again: bool = Field(
        default=True, description="Whether to remind you of the date from which they said that you could apply again."
    )
    nudge_after: SpanOrNever = _written(
        "", 'Ask how it stands when no word came since a confirmation or an interview, such as "21 days". Not set (""): never.'
    )
    max_touches: int = Field(default=4, ge=1, le=1000, description="How often to keep in touch without an answer.")


class Drafts(Table):
    """Letters for you to send; nothing is sent. To change one: rejection-watcher templates en/thank.txt > templates/en/thank.txt"""

    save: bool = Field(
        default=False,
        description="Whether each is put into the account's Drafts mailbox when you are told of its step: once, and never changed after.",
    )


class Act(Table):
    """Answering from any mail program: moving or copying a mail to one of these mailboxes acts. Make them first; "" is none."""

    done: ActingMailbox = Field(
        default="",
        description='You did it: the earliest step that you were told of, of that mail\'s application. Such as "Follow-ups/Done".\n'
        "Of a notification that came as mail: its own step.",
    )
    snooze: ActingMailbox = Field(default="", description="The same step, three days later.")
    rejection: ActingMailbox = Field(default="", description="The mail is a rejection, whatever it was taken for; it is learned from.")
    recruiter: ActingMailbox = Field(default="", description="The mail is from a recruiter.")
    other: ActingMailbox = Field(default="", description="The mail is neither.")

    @model_validator(mode="after")
    def _each_once(self) -> Act:
        names = [name.casefold() for name in dict(self).values() if name]
        twice = next((name for name in dict(self).values() if names.count(name.casefold()) > 1), None)
        if twice:
            raise Refused(f"{shown_value(twice)} stands there twice", "give each its own mailbox")
        return self


class Export(Table):
    """The open steps for a calendar program."""

    ics: Line = Field(
        default="",
        description="A calendar file that is kept up to date while the watcher runs (tasks, and events for the reminders).\n"
        'A relative path counts from this file\'s folder. Not set (""): none.',
    )


class Health(Table):
    """A dead-man service, such as healthchecks.io, that raises the alarm when the watcher itself is gone."""

    ping: object = Field(
        default="",
        description="The address that it gave you: asked for (GET) while every account is looked at in time, and with /fail after it\n"
        'when one cannot be. https, or one of the four ways of password: who knows it can ping it. Not set (""): none.',
    )
    every: Poll = _written("5m", "How often. The service wants its period a little longer than this.")


class Log(Table):
    """What the log says."""

    content: bool = Field(
        default=False, description="Whether addresses and companies may appear in it. Texts of mails and secrets never do."
    )


class Document(Table):
    """The whole file."""

    state: State = State()
    me: Me = Me()
    accounts: dict[Name, Account] = Field(default={})
    targets: dict[Name, Target] = Field(default={})
    notify: Notify = Notify()
    plan: Plan = Plan()
    drafts: Drafts = Drafts()
    act: Act = Act()
    export: Export = Export()
    health: Health = Health()
    log: Log = Log()

    @field_validator("act")
    @classmethod
    def _not_watched(cls, act: Act, info: ValidationInfo) -> Act:
        accounts: dict[str, Account] = info.data.get("accounts", {})
        watched = {name.casefold() for account in accounts.values() for name in account.mailboxes}
        both = next((name for name in dict(act).values() if name.casefold() in watched), None)
        if both:
            raise Refused(f"mail that comes into {shown_value(both)} is read there, and would act by itself", "name another mailbox")
        return act


TABLES: dict[str, type[Table]] = {
    "state": State,
    "me": Me,
    "accounts": Account,
    "targets": Target,
    "notify": Notify,
    "plan": Plan,
    "drafts": Drafts,
    "act": Act,
    "export": Export,
    "health": Health,
    "log": Log,
}
NAMED = {"accounts": "personal", "targets": "phone"}  # tables of tables, and the name that the example gives to one
