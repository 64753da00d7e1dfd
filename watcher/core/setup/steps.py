"""What the guided set-up and its surroundings say to each other: questions, words, errands, and what comes back.

The interview (interview.py) yields steps and is sent replies; it knows no terminal, network or file. Whoever drives it shows what is said,
asks what is asked, and runs the errands.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from watcher.core.setup.guess import Records
from watcher.core.setup.providers import Tls

T = TypeVar("T")
MAILBOXES = ("INBOX", "\\Junk")  # what the config watches unless told otherwise


class Kind(StrEnum):
    """What an answer must be; the driver asks again until it is. Each is checked as the config will check it."""

    LINE = "line"
    ADDRESS = "address"
    HOST = "host"
    PORT = "port"
    USERNAME = "username"
    SECRET = "secret"  # noqa: S105 -- asked without echo
    COMMAND = "command"
    FILE = "file"
    ACCOUNT = "account"
    URL = "url"
    ZONE = "zone"
    COUNTRY = "country"
    SUBDIVISION = "subdivision"
    CHOICE = "choice"
    YES = "yes"


class Tone(StrEnum):
    """How something said is shown."""

    PLAIN = "plain"
    HEADING = "heading"
    GOOD = "good"
    BAD = "bad"
    CODE = "code"  # to be copied: never broken over lines if that can be helped


@dataclass(frozen=True, slots=True)
class Ask:
    """A question. The reply is a text: of `options` its key, of yes or no "yes" or "no"; `default` is what Enter alone answers."""

    kind: Kind
    text: str
    help: str
    default: str = ""
    options: tuple[tuple[str, str], ...] = ()  # key, words
    optional: bool = False  # nothing is an answer, too
    context: str = ""  # what the check needs to know: the country of a subdivision


@dataclass(frozen=True, slots=True)
class Say:
    """Words; the reply is None."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class ShowCode:
    """A QR code of `text`, where there is room for one; the reply is None."""

    text: str


@dataclass(frozen=True, slots=True)
class LookUp:
    """Ask DNS about a domain; the reply is Records, empty ones if DNS cannot be asked."""

    domain: str


class Keep(StrEnum):
    """Where the password lives."""

    FILE = "file"
    KEYRING = "keyring"
    COMMAND = "command"
    OAUTH = "oauth"


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account as far as it was told."""

    name: str
    address: str
    host: str
    port: int
    tls: Tls
    username: str
    keep: Keep
    ca_file: str = ""
    mailboxes: tuple[str, ...] = MAILBOXES
    secret: str = field(default="", repr=False)  # of FILE and KEYRING
    command: str = field(default="", repr=False)  # words as a shell quotes them
    oauth: str = ""  # of OAUTH: "microsoft"
    client_id: str = ""


@dataclass(frozen=True, slots=True)
class TrySignIn:
    """Sign in and look at the mailboxes; the reply is Looks."""

    account: NewAccount


@dataclass(frozen=True, slots=True)
class Look:
    """One thing that was looked at while signing in: name, connection, TLS, sign-in, a mailbox, IDLE."""

    what: str
    ok: bool
    detail: str
    remedy: str = ""


Looks = tuple[Look, ...]


@dataclass(frozen=True, slots=True)
class SendTest:
    """Send a test notification; the reply is what went wrong, "" when it was taken."""

    url: str = field(repr=False)


Step = Ask | Say | ShowCode | LookUp | TrySignIn | SendTest
Reply = str | None | Records | Looks
Part = Generator[Step, Reply, T]


class Stopped(Exception):
    """The person chose to stop; nothing is written."""


class Talk(Generic[T]):
    """A run of the interview that can go back: what was replied is remembered, and replayed up to the question before.

    `step` is what to do now, None when it is over; then `result` holds what came of it.
    """

    def __init__(self, interview: Callable[[], Part[T]]) -> None:
        self._interview = interview
        self._past: list[tuple[Step, Reply]] = []
        self.step: Step | None = None
        self.result: T | None = None
        self._start()

    def reply(self, reply: Reply) -> None:
        """Answer the present step."""
        assert self.step is not None  # noqa: S101 -- the driver's loop ends with it
        self._past.append((self.step, reply))
        self._send(reply)

    def back(self) -> bool:
        """Go to the question before this one; False at the first."""
        questions = [place for place, (step, _) in enumerate(self._past) if isinstance(step, Ask)]
        if not questions:
            return False
        replies = [reply for _, reply in self._past[: questions[-1]]]
        del self._past[questions[-1] :]
        self._start()
        for reply in replies:
            self._send(reply)
        return True

    def _start(self) -> None:
        self._run = self._interview()
        self._send(None)

    def _send(self, reply: Reply) -> None:
        try:
            self.step = self._run.send(reply)
        except StopIteration as ended:
            self.step, self.result = None, ended.value


# --- shorthand: each replies with its own type ---


def say(text: str, tone: Tone = Tone.PLAIN) -> Part[None]:
    yield Say(text, tone)


def ask(question: Ask) -> Part[str]:
    return str((yield question))


def confirmed(text: str, explained: str, *, default: bool = True) -> Part[bool]:
    """A yes or no."""
    return (yield from ask(Ask(Kind.YES, text, explained, "yes" if default else "no"))) == "yes"


def chosen(text: str, explained: str, *options: tuple[str, str], default: str = "") -> Part[str]:
    """The key of one of the options; the first unless another is the default."""
    return (yield from ask(Ask(Kind.CHOICE, text, explained, default or options[0][0], options)))


def looked_up(domain: str) -> Part[Records]:
    reply = yield LookUp(domain)
    return reply if isinstance(reply, Records) else Records()


def signed_in(account: NewAccount) -> Part[Looks]:
    reply = yield TrySignIn(account)
    return reply if isinstance(reply, tuple) else ()
