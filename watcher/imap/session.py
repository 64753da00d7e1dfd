"""One connection to one account: each of the machine's requests as IMAP commands. Used by the watcher's thread and by `check`."""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol, TypeVar

from imapclient import imap_utf7
from imapclient.exceptions import InvalidCriteriaError

from watcher.clock import Clock
from watcher.core.parse.fields import message_id_of
from watcher.core.schedule import Unit, Wait
from watcher.core.watch import Entry, Examined, FlagsRead, Loss, Size, StatusIs, judge_refusal
from watcher.errors import ConnectionLost
from watcher.imap.list_status import Statuses
from watcher.imap.mail import Fetched, fetch_mail
from watcher.imap.sign_in import Password, Token, by_password, by_token
from watcher.imap.trouble import clean, server_text
from watcher.imap.wire import Client, Line, Signal

SEARCHED_AT_ONCE = 50_000  # UIDs in one SEARCH of a first look: its answer is one line, and imaplib reads a million bytes at most
FLAGS_AT_ONCE = 200  # UIDs in one FETCH of flags
_FLAGGED = b"\\flagged"
T = TypeVar("T")
_DAYS = {
    Unit.DAY: 1.0,
    Unit.WEEK: 7.0,
    Unit.WORKING_DAY: 7 / 5,
    Unit.MONTH: 31.0,
    Unit.HOUR: 1 / 24,
    Unit.MINUTE: 1 / 1440,
    Unit.SECOND: 0.0,
}
_FIRST_MAIL = datetime(1990, 1, 1, tzinfo=UTC)  # an INTERNALDATE before that is a fault


class AccountSettings(Protocol):
    """What an account's config says."""

    @property
    def name(self) -> str: ...
    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def tls(self) -> str: ...  # "implicit" | "starttls" | "none"
    @property
    def ca_file(self) -> Path | None: ...
    @property
    def username(self) -> str: ...
    @property
    def password(self) -> Password | None: ...
    @property
    def token(self) -> Token | None: ...  # one of the two is there
    @property
    def mailboxes(self) -> tuple[str, ...]: ...
    @property
    def poll_every(self) -> float: ...
    @property
    def look_back(self) -> Wait: ...
    @property
    def acts(self) -> tuple[tuple[str, str], ...]: ...  # (what it does, mailbox): where putting a mail acts


class MailboxRefusedError(Exception):
    """NO to a STATUS or EXAMINE."""


def tls_context(account: AccountSettings) -> ssl.SSLContext:
    """Verifies the chain and the host's name; TLS 1.2 at least."""
    return ssl.create_default_context(cafile=str(account.ca_file) if account.ca_file else None)


class Session:
    """A connection; replaced after any error, never mended."""

    def __init__(
        self, account: AccountSettings, clock: Clock, signal: Signal, beat: Callable[[], None], context: ssl.SSLContext | None
    ) -> None:
        self.account, self._clock, self._context = account, clock, context
        self.line = Line(clock, signal, beat)
        self._client: Client | None = None
        self._names: dict[str, bytes] = {}  # as LIST spelled them
        self._statuses = Statuses(clock)

    @property
    def client(self) -> Client:
        if self._client is None:
            raise ConnectionLost("not connected")
        return self._client

    @property
    def bye(self) -> str | None:
        """What the server said when it hung up."""
        said = self._client.wire.untagged_responses.get("BYE") if self._client else None
        return clean(str(said[-1], "utf-8", "replace")) if said and isinstance(said[-1], bytes) else None

    def close(self) -> None:
        self.line.close()

    # --- connecting

    def connect(self) -> None:
        """TLS or nothing: implicit, or STARTTLS without fall-back; clear text on loopback only."""
        self.dial()
        self.greet()

    def dial(self) -> None:
        self.line.dial(self.account.host, self.account.port, loopback_only=self.account.tls == "none")

    def greet(self) -> None:
        account = self.account
        if account.tls not in {"implicit", "starttls", "none"}:
            raise ConnectionLost(f"unknown tls setting: {account.tls}")
        if account.tls == "implicit":
            self.line.secure(self._tls(), account.host)
        self._client = Client(self.line, account.host, account.port)
        if account.tls == "starttls":
            self._client.starttls(self._tls())

    def _tls(self) -> ssl.SSLContext:
        if self._context is None:
            self._context = tls_context(self.account)
        return self._context

    def sign_in(self) -> None:
        """By the account's token, or by its password."""
        account = self.account
        if account.token is not None:
            by_token(self.client, account.username, account.token)
        elif account.password is not None:
            by_password(self.client, account.username, account.password)

    def can_idle(self) -> bool:
        return bool(self.client.has_capability("IDLE"))

    def look_alive(self) -> None:
        self.client.noop()

    # --- mailboxes

    def entries(self) -> tuple[Entry, ...]:
        """LIST, with special uses also from servers that tell them only when asked (RFC 6154, 5.1)."""
        wire = self.client.wire
        wire.untagged_responses.clear()
        self._statuses.forget()
        asked = (
            ("RETURN (SPECIAL-USE)",) if self.client.has_capability("SPECIAL-USE") and self.client.has_capability("LIST-EXTENDED") else ()
        )
        typ, data = wire._simple_command("LIST", '""', '"*"', *asked)  # noqa: SLF001  # imaplib's own verb has no third argument
        if typ != "OK":
            raise ConnectionLost("the server does not list its mailboxes")
        _, lines = wire._untagged_response(typ, data, "LIST")  # noqa: SLF001  # as above
        listed = self.client._proc_folder_list(lines)  # noqa: SLF001  # the public one lists without RETURN
        return tuple(self._entry(*item) for item in listed)

    def _entry(self, flags: Sequence[bytes], delimiter: bytes | None, raw: bytes | str) -> Entry:
        spelled = raw if isinstance(raw, bytes) else raw.encode("ascii")
        try:
            name = imap_utf7.decode(spelled)
        except (UnicodeError, ValueError):
            name = spelled.decode("latin-1")
        self._names[name] = spelled
        attributes = frozenset(flag.decode("latin-1").lower() for flag in flags)
        return Entry(name, attributes, delimiter.decode("latin-1") if delimiter else None)

    def _spelled(self, mailbox: str) -> bytes:
        return self._names.get(mailbox) or imap_utf7.encode(mailbox)

    def _of_mailbox(self, command: Callable[[], dict[bytes, Any]]) -> dict[bytes, Any]:
        """A NO concerns the mailbox, unless it asks for patience."""
        self.client.wire.untagged_responses.clear()
        try:
            return command()
        except imaplib.IMAP4.error as error:
            text = server_text(error)
            if text is None or judge_refusal(text)[0] is Loss.PATIENCE:
                raise
            raise MailboxRefusedError(text) from None

    def status(self, mailbox: str, along: Sequence[str] = ()) -> StatusIs:
        """What is new in a mailbox; with what is asked for next, in one command, where the server can."""
        asked = ["UIDVALIDITY", "UIDNEXT", *(["HIGHESTMODSEQ"] if self._has_modseq else [])]
        spelled = self._spelled(mailbox)
        items = self._statuses.take(self.client, spelled, [self._spelled(name) for name in along], asked)
        found = items if items is not None else self._of_mailbox(lambda: self.client.folder_status(spelled, asked))
        return StatusIs(_number(found.get(b"UIDVALIDITY")) or 0, _number(found.get(b"UIDNEXT")), self._modseq(found))

    @property
    def _has_modseq(self) -> bool:
        return bool(self.client.has_capability("CONDSTORE") or self.client.has_capability("QRESYNC"))

    def _modseq(self, found: dict[bytes, Any]) -> int | None:
        """RFC 7162, 3.1.2.1; a mailbox may have none though the server offers them (NOMODSEQ)."""
        return (_number(found.get(b"HIGHESTMODSEQ")) or None) if self._has_modseq else None

    def examine(self, mailbox: str) -> Examined:
        found = self._of_mailbox(lambda: self.client.select_folder(self._spelled(mailbox), readonly=True))
        last = self._last(found.get(b"EXISTS", 1))
        uidvalidity, uidnext = _number(found.get(b"UIDVALIDITY")) or 0, _number(found.get(b"UIDNEXT"))
        return Examined(uidvalidity, uidnext, last, self._modseq(found))

    def _last(self, exists: object) -> int:
        """The highest UID present. Courier finds nothing by UID *, and is asked for the mail of the last number (RFC 9051, 6.4.4)."""
        if not exists:
            return 0
        by_number = [str(exists)] if isinstance(exists, int) else []
        return max(self._search(["UID", "*"]) or (self._search(by_number) if by_number else []), default=0)

    # --- mails

    def search(self, above: int, owed: tuple[int, ...], *, recent: bool) -> tuple[int, ...]:
        """News that is told from here on is not in the answer for sure, and is kept in `wire.news`."""
        wire = self.client.wire
        wire.news = False
        self.client.noop()
        found = set(self._recent(above) if recent else self._search(["UID", f"{above + 1}:*"]))
        if owed:
            found.update(self._search(["UID", ",".join(map(str, owed))]))
        return tuple(sorted(found))

    def _recent(self, above: int) -> list[int]:
        """Since the look-back's first day, by date alone: SINCE knows no time of day, and no zone (RFC 9051, 6.4.4)."""
        back = self.account.look_back
        since = (self._clock.now() - timedelta(days=back.count * _DAYS[back.unit] + 1)).date()
        last = max(self._search(["UID", "*"]), default=0)
        if last - above <= SEARCHED_AT_ONCE:
            return self._search(["UID", f"{above + 1}:*", "SINCE", since])
        starts = range(above + 1, last + 1, SEARCHED_AT_ONCE)
        return [uid for low in starts for uid in self._search(["UID", f"{low}:{low + SEARCHED_AT_ONCE - 1}", "SINCE", since])]

    def holds(self, mailbox: str, message_id: str) -> bool:
        """Whether a mail with this Message-ID, one that we made ourselves, is in a mailbox."""
        self._of_mailbox(lambda: self.client.select_folder(self._spelled(mailbox), readonly=True))
        return bool(self._search(["HEADER", "Message-ID", message_id]))

    def append(self, mailbox: str, flags: str, mail: bytes) -> None:
        """Add a mail to a mailbox: what `drafts` alone does."""
        self.client.wire.append_mail(self._spelled(mailbox), flags, mail)

    def _search(self, criteria: list[Any]) -> list[int]:
        self.client.wire.untagged_responses.clear()
        return [uid for uid in self.client.search(criteria) if uid > 0]

    def measure(self, uids: tuple[int, ...]) -> dict[int, Size]:
        self.client.wire.untagged_responses.clear()
        found = self.client.fetch(list(uids), ["RFC822.SIZE", "INTERNALDATE"])
        return {uid: Size(_number(items.get(b"RFC822.SIZE")), items.get(b"INTERNALDATE")) for uid, items in found.items()}

    def fetch(self, uid: int, octets: int | None, attempt: int) -> Fetched | None:
        """A NO concerns this mail, unless it asks for patience."""
        return self.unless_declined(lambda: fetch_mail(self.client, uid, octets, attempt))

    # --- flags

    def count_changes(self) -> None:
        """Some servers tell HIGHESTMODSEQ only after this (RFC 7162, 3.1); it changes nothing in any mailbox."""
        if self._has_modseq and self.client.has_capability("ENABLE"):
            self.unless_declined(lambda: self.client.enable("CONDSTORE"))

    def flags(self, top: int, since: int | None, known: tuple[int, ...]) -> FlagsRead | None:
        """FLAGS are read and never set. None when the server answers NO, or BAD: a star is worth no connection."""
        found = None if since is None else self.unless_declined(lambda: self._flags(top, ["MODSEQ", since + 1], known))
        return found or self.unless_declined(lambda: self._flags(top, [], known))

    def _flags(self, top: int, changed: list[Any], known: tuple[int, ...]) -> FlagsRead:
        """The known ones by FETCH, the others by SEARCH (its MODSEQ is RFC 7162, 3.1.5): what has no flag is not listed."""
        stand: dict[int, bool] = {}
        for start in range(0, len(known), FLAGS_AT_ONCE):
            stand |= self._stand(known[start : start + FLAGS_AT_ONCE])
        for low in range(1, top + 1, SEARCHED_AT_ONCE):
            window = f"{low}:{min(top, low + SEARCHED_AT_ONCE - 1)}"
            stand |= dict.fromkeys(self._search(["FLAGGED", *changed, "UID", window]), True)
        return FlagsRead(frozenset(uid for uid, has in stand.items() if has), frozenset(uid for uid, has in stand.items() if not has))

    def _stand(self, uids: tuple[int, ...]) -> dict[int, bool]:
        """Which of these mails are there, and whether they have the flag."""
        self.client.wire.untagged_responses.clear()
        found = self.client.fetch(list(uids), ["FLAGS"])
        listed = {uid: items.get(b"FLAGS") for uid, items in found.items()}
        return {uid: _FLAGGED in {bytes(flag).lower() for flag in flags} for uid, flags in listed.items() if flags is not None}

    def message_ids(self, uids: tuple[int, ...]) -> dict[int, str | None] | None:
        """Message-ID alone, for each mail that is there; None when the server declines."""
        return self.unless_declined(lambda: self._message_ids(uids))

    def _message_ids(self, uids: tuple[int, ...]) -> dict[int, str | None]:
        self.client.wire.untagged_responses.clear()
        found = self.client.fetch(list(uids), ["BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"])
        headers = {uid: [value for key, value in items.items() if key.startswith(b"BODY[")] for uid, items in found.items()}
        return {uid: message_id_of(header[0]) if header and isinstance(header[0], bytes) else None for uid, header in headers.items()}

    def unless_declined(self, command: Callable[[], T]) -> T | None:
        """What a command gives; None when the server answers NO or BAD, and does not ask for patience."""
        try:
            return command()
        except InvalidCriteriaError:  # imapclient's word for BAD to a SEARCH
            return None
        except imaplib.IMAP4.error as error:
            text = server_text(error)
            if text is None or judge_refusal(text)[0] is Loss.PATIENCE:
                raise
            return None

    def mended(self, given: object) -> datetime:
        """INTERNALDATE in UTC: never absent, absurd, or later than now."""
        now = self._clock.now()
        if not isinstance(given, datetime):
            return now
        try:
            at = given.replace(tzinfo=UTC) if given.tzinfo is None else given.astimezone(UTC)
        except (ValueError, OverflowError):
            return now
        return min(at, now) if at >= _FIRST_MAIL else now


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
