"""A state that holds something, and the command line on it: mail is taken in as the daemon takes it in, but read by the test."""

from __future__ import annotations

import itertools
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from parts.service import toml
from watcher import log
from watcher.cli import app
from watcher.config import Settings, load
from watcher.core.classify import Label, Verdict
from watcher.core.extract import Contact, Kind, Part, Reading
from watcher.core.parse import Address, Message
from watcher.daemon import outbox
from watcher.daemon.intake import Outcome, take_in, take_unreadable
from watcher.imap import Arrival, Cursor
from watcher.model import load as load_model
from watcher.model.user import load_taught
from watcher.notify import Delivered
from watcher.reader import Read, read_mail
from watcher.store import Store, open_store

ME = "robin@mail.example"
TOMASZ = Contact("Tomasz Bielak", "tomasz.bielak@larkfield.example", Part.HIRING_MANAGER, "From")
MIRELA = Contact("Mirela Okoro", "mirela.okoro@brightwell.example", Part.RECRUITER, "From")
CAME = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)  # a Monday


@dataclass(frozen=True)
class Ended:
    """A command that ended."""

    exit_code: int
    stdout: str
    stderr: str

    def json(self) -> Any:
        assert self.exit_code == 0, self.stderr
        return json.loads(self.stdout)

    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.stdout.splitlines()]


@dataclass
class Life:
    """A config with one account and one target, in a folder of its own; the state is made at the first mail."""

    folder: Path
    environ: dict[str, str] = field(default_factory=dict)
    _uid: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.environ |= {"HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder / "none"), "REJECTION_WATCHER_CONFIG": ""}
        self.configure()

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    @property
    def state(self) -> Path:
        return self.folder / "state"

    def configure(self, *, accounts: dict[str, Any] | None = None, targets: dict[str, Any] | None = None, **notify: Any) -> None:
        """Write the config; `targets` by URL, in any form that the config takes."""
        tables: list[tuple[str, dict[str, Any]]] = [("state", {"directory": str(self.state)}), ("me", {"name": "Robin Sample"})]
        ours = {"personal": {"host": "localhost", "username": ME, "password": "pass0"}}
        tables += [(f"accounts.{name}", account) for name, account in (ours if accounts is None else accounts).items()]
        theirs = {"phone": "json://127.0.0.1:9/hook"} if targets is None else targets
        tables += [(f"targets.{name}", {"url": url}) for name, url in theirs.items()]
        tables += [("notify", {"timezone": "Etc/UTC", "quiet_hours": ""} | notify)]
        self.config.touch(mode=0o600)
        self.config.write_text("\n".join(toml(name, table) for name, table in tables))

    @property
    def settings(self) -> Settings:
        return load(self.config, os.environ)

    def store(self) -> Store:
        if not self.state.exists():
            self.state.mkdir(mode=0o700)
            (self.state / "state.db").touch(mode=0o600)
            (self.state / "state.db").write_bytes(_empty())
        return open_store(self.state)

    def run(self, *args: str, config: bool = True, stdin: str | bytes | None = None) -> Ended:
        """A command, in this process."""
        before = ("--config", str(self.config)) if config else ()
        done = CliRunner().invoke(app, [*before, *args], input=stdin, env=self.environ, prog_name="rejection-watcher")
        log.set_up(quiet=True)  # the stream that it wrote to is closed
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return Ended(done.exit_code, done.stdout, done.stderr)

    def take(
        self,
        label: Label = Label.REJECTION,
        *,
        at: datetime = CAME,
        company: str | None = "Larkfield Robotics",
        role: str | None = "Test Engineer",
        person: Contact | None = TOMASZ,
        unsure: bool = False,
        said: dict[str, Any] | None = None,
        **more: Any,
    ) -> Outcome:
        """A mail comes and is judged as said; `said` are further fields of its reading, `more` of the message."""
        uid = next(self._uid)
        sender = Address(person.name, person.addr) if person else Address("", "no-reply@ats.example")
        message = _message(f"{uid}@larkfield.example", f"Your application {uid}", sender, **more)
        scores = dict.fromkeys(Label, 0.05) | {label: 0.9}
        verdict = Verdict(label, scores, unsure, ("“We went with another candidate.”: says that it is a no",))
        kind = Kind.STANDARD if hasattr(Kind, "STANDARD") else None
        reading = Reading(company, role, None, (person,) if person else (), kind, None, False, None, person is not None, {})
        return self._recorded(uid, at, Read(message, "The text.", verdict, replace(reading, **(said or {}))), sent=False)

    def receive(self, raw: bytes, *, at: datetime = CAME) -> Outcome:
        """A mail comes and is read as the reading room reads it, with all that the user taught so far."""
        model = load_model()
        taught = load_taught(self.state, model)
        read = read_mail(raw, truncated=False, received_on=at.date(), me=frozenset({ME}), model=model, taught=taught)
        return self._recorded(next(self._uid), at, read, sent=False)

    def answer(self, to: Contact, *, at: datetime, in_reply_to: str) -> Outcome:
        """The user's own mail is seen in Sent."""
        uid = next(self._uid)
        message = _message(
            f"{uid}@mail.example", "Re: hello", Address("Robin", ME), to=(Address(to.name, to.addr),), in_reply_to=(in_reply_to,)
        )
        verdict = Verdict(Label.OTHER, dict.fromkeys(Label, 0.0) | {Label.OTHER: 1.0}, unsure=False, reasons=())
        reading = Reading(None, None, None, (), None, None, False, None, False, {})
        return self._recorded(uid, at, Read(message, "", verdict, reading), sent=True)

    def take_bad_one(self, reason: str = "took too long", *, at: datetime = CAME, now: datetime | None = None) -> Outcome:
        """A mail comes that cannot be read."""
        store = self.store()
        with store.transaction() as tx:
            outcome = take_unreadable(tx, _arrival(next(self._uid), at, sent=False), reason, now or at)
        store.close()
        return outcome

    def _recorded(self, uid: int, at: datetime, read: Read, *, sent: bool) -> Outcome:
        store = self.store()
        with store.transaction() as tx:
            outcome = take_in(tx, _arrival(uid, at, sent=sent), read, self.settings, at)
        store.close()
        return outcome

    def notify(self, now: datetime, *, accepted: bool = True, tries: int = 1) -> list[int]:
        """What is due at `now` becomes notifications, which their targets take or refuse."""
        store = self.store()
        made = outbox.queue_due(store, self.settings, now)
        with store.transaction() as tx:
            for _ in range(tries):
                for row in tx.deliveries_due(now):
                    tx.claim(row.id, now)
                    ended = Delivered(row.id, ok=accepted, permanent=False, detail="json://127.0.0.1: refused")
                    tx.settle(ended.id, now, accepted=ended.ok, detail=ended.detail, next_attempt_at=now)
        store.close()
        return made

    def agenda(self, *args: str) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = self.run("agenda", "--json", *args).json()
        return listed

    def status(self, step: str) -> str:
        return str(next(row for row in self.agenda("--all") if row["id"] == step)["status"])


@cache
def _empty() -> bytes:
    """A state with nothing in it; the migrations that make one take a second."""
    with tempfile.TemporaryDirectory() as folder:
        open_store(Path(folder)).close()
        return (Path(folder) / "state.db").read_bytes()


def _arrival(uid: int, at: datetime, *, sent: bool) -> Arrival:
    box = "Sent" if sent else "INBOX"
    return Arrival("personal", box, 7, uid, at, 100, b"", truncated=False, sent=sent, first_look=False, cursor=Cursor(box, 7, uid, True))


def _message(message_id: str, subject: str, sender: Address, **more: Any) -> Message:
    blank: dict[str, Any] = dict.fromkeys(("reply_to", "to", "cc", "in_reply_to", "references", "attachments", "problems"), ())
    blank |= dict.fromkeys(("sender", "date", "received", "list_id", "auto_submitted", "precedence"))
    blank |= {"list_unsubscribe": False, "plain": "", "html": "", "truncated": False, "content_hash": message_id}
    return Message(**(blank | {"message_id": message_id, "subject": subject, "from_": sender} | more))
