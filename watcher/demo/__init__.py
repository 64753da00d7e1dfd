"""The main job on a sample mailbox, in under a minute and without any account.

Everything is real but the calendar: an IMAP server in this process pushes the mails, the daemon reads, decides and plans in its own thread
with its real children, and real notifications are delivered to a receiver that prints them. The calendar jumps from one due step to the
next.
"""

from __future__ import annotations

import logging
import mailbox
import os
import queue
import tempfile
import threading
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path

from rich.markup import escape

from watcher import log
from watcher.cli.output import KINDS
from watcher.cli.star import set_star
from watcher.clock import SystemClock
from watcher.config import load
from watcher.core.plan import Status
from watcher.daemon import Daemon, Order
from watcher.daemon.changes import close
from watcher.demo.clock import JumpingClock
from watcher.demo.screen import Screen, receiver
from watcher.errors import UsageError, WatcherError
from watcher.store import MessageRow, StepRow, open_store

HORIZON = timedelta(days=110)  # far enough for the first "keep in touch"
PATIENCE = 30.0  # seconds for a real part to do its work
INTERRUPTED = 130  # what a shell reports for a program that Ctrl-C ended


@dataclass(frozen=True, slots=True)
class Scene:
    """One mail of the sample and when it comes."""

    at: datetime
    folder: str
    says: str | None
    star: bool
    raw: bytes


def play(*, fast: bool = False) -> int:
    """Show it all; returns the exit code."""
    try:
        from watcher.demo.server import mail_server  # noqa: PLC0415 -- pymap is an extra
    except ImportError:
        raise UsageError(
            "the demo needs its mail server, pymap", remedy="run: make demo; or: pip install 'rejection-watcher[demo]'"
        ) from None
    log.set_up(quiet=True)
    for library in ("pymap", "asyncio"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    screen = Screen(fast=fast)
    try:
        with ExitStack() as stack:
            port = stack.enter_context(mail_server())
            url = stack.enter_context(receiver(screen))
            directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rejection-watcher-demo-")))
            _Play(screen, port, url, directory).run()
    except KeyboardInterrupt:
        screen.say("\nYou ended the demo.", pause=0)
        return INTERRUPTED
    return 0


class _Play:
    """One run of the demo."""

    def __init__(self, screen: Screen, port: int, url: str, directory: Path) -> None:
        self.screen = screen
        self.port = port
        self.start = _last_monday(SystemClock().now() - HORIZON - timedelta(days=20))
        self.clock = JumpingClock(self.start)
        self.settings = load(_config(directory, port, url), os.environ, reveal=True)
        self.seen: queue.SimpleQueue[tuple[str, object]] = queue.SimpleQueue()
        self.daemon = Daemon(self.settings, clock=self.clock, observe=lambda kind, what: self.seen.put((kind, what)))

    def run(self) -> None:
        """Tell the story; raises WatcherError when a real part does not do its work."""
        self.screen.say("A sample mailbox, a real watcher, and a calendar that jumps. Nothing here leaves this machine.")
        thread = threading.Thread(target=self._watch, name="daemon", daemon=True)
        thread.start()
        try:
            self._wait_for("looked")
            self.store = open_store(self.settings.state_directory)
            try:
                self._tell()
            finally:
                self.store.close()
        finally:
            self.daemon.tell(Order.STOP)
            thread.join(10)

    def _watch(self) -> None:
        try:
            self.daemon.run()
        except Exception as error:  # noqa: BLE001 -- whatever it is, the story cannot go on
            self.seen.put(("ended", error))

    def _tell(self) -> None:
        for scene in _scenes(self.start):
            self._pass_time_until(scene.at)
            self._enact(scene)
        self._pass_time_until(self.start + HORIZON)
        self.screen.say("")
        self.screen.say("That is all it does: it watches, it waits, it reminds you with the mail already drafted. Sending is yours.")
        self.screen.say('To set it up for your own mailbox, see README.md, "Setting it up".', pause=0)

    def _enact(self, scene: Scene) -> None:
        from watcher.demo.server import deliver  # noqa: PLC0415 -- as above

        self.clock.jump_to(scene.at)
        before = {row.id: row.status for row in self._steps()}
        self.screen.day(scene.at, scene.says or "a mail comes in")
        deliver(self.port, scene.folder, scene.raw, self.clock.now())
        if scene.folder == "Sent":
            self.daemon.look_now()
        self._wait_for("mail")
        if scene.folder != "Sent":
            self._tell_mail()
        self._tell_plan(before)
        if scene.star:
            self._star()

    def _tell_mail(self) -> None:
        row = self._latest()
        sender = row.headers["from"]["name"] or row.headers["from"]["addr"]
        colour = {"rejection": "red", "recruiter": "green"}.get(row.label or "", "white")
        self.screen.say(f"from {escape(sender)}: [italic]{escape(row.headers['subject'])}[/italic]", indent=2)
        certain = f"{(row.scores or {}).get(row.label or '', 0):.0%}"
        unsure = ", unsure: nothing is planned from it" if row.unsure else ""
        self.screen.say(f"taken for: [{colour}]{row.label}[/{colour}] ({certain}{unsure})", indent=2)
        for reason in row.reasons[:2]:
            self.screen.say(f"because: {escape(reason)}", indent=4, pause=0.3)

    def _latest(self) -> MessageRow:
        with self.store.reading() as tx:
            return tx.messages()[-1]

    def _tell_plan(self, before: dict[int, str]) -> None:
        for row in self._steps():
            name = f"{KINDS[row.kind]}, {escape(row.company or 'a company not named')}"
            if row.id not in before:
                due = row.due_at.astimezone(self.settings.calendar.timezone)
                self.screen.say(f"[bold]planned[/bold]  s{row.id} {name}: {due:%a %d %b, %H:%M}", indent=2, pause=0.4)
            elif before[row.id] != row.status:
                self.screen.say(f"[bold]{row.status}[/bold]  s{row.id} {name}", indent=2, pause=0.6)

    def _star(self) -> None:
        application = self._latest().application
        if application is None:
            return
        self._type(f"This company interests you greatly, so you type: [bold]rejection-watcher star a{application}[/bold]")
        before = {row.id: row.status for row in self._steps()}
        with self.store.transaction() as tx:
            set_star(tx, f"a{application}", self.settings, self.clock.now(), starred=True)
        self._tell_plan(before)

    def _pass_time_until(self, moment: datetime) -> None:
        """Jump from one due step to the next, and let the daemon tell the user of each."""
        while (row := self._next_before(moment)) is not None:
            self.clock.jump_to(row.notify_at + timedelta(seconds=1))
            self.screen.day(row.notify_at.astimezone(self.settings.calendar.timezone), f"s{row.id} is due, and you are notified:")
            self.daemon.tell(Order.TICK)
            self._wait_for("delivered")
            self.screen.rest(2.6)
            if row.kind == "reflect":
                self._done(row)

    def _next_before(self, moment: datetime) -> StepRow | None:
        waiting = [row for row in self._steps() if row.status == "needs_action" and row.queued_for != row.due_at and row.notify_at < moment]
        return min(waiting, key=lambda row: row.notify_at, default=None)

    def _done(self, row: StepRow) -> None:
        self._type(f"You take ten minutes for it, then type: [bold]rejection-watcher done s{row.id}[/bold]")
        with self.store.transaction() as tx:
            close(tx, row.id, Status.COMPLETED, "you said done", self.settings, self.clock.now())

    def _type(self, text: str) -> None:
        self.screen.say(text, indent=2, pause=1.0)

    def _steps(self) -> list[StepRow]:
        with self.store.reading() as tx:
            return tx.agenda(closed=True)

    def _wait_for(self, kind: str) -> None:
        """Wait until the daemon reports something of this kind; raises when a real part does not answer in time."""
        clock = SystemClock()
        deadline = clock.monotonic() + PATIENCE
        while (item := clock.get(self.seen, deadline - clock.monotonic())) is not None:
            if item[0] == "ended":
                raise WatcherError(f"the daemon ended: {item[1]}")
            if item[0] == kind:
                return
        raise WatcherError(f"the daemon did not report '{kind}' within {PATIENCE:.0f} s")


def _scenes(start: datetime) -> list[Scene]:
    with resources.as_file(resources.files("watcher.demo") / "sample.mbox") as path:
        box = mailbox.mbox(path, create=False)
        scenes: list[Scene] = []
        for mail in box:
            day, folder, says, star = (mail[name] for name in ("X-Day", "X-Mailbox", "X-Says", "X-Star"))
            for name in ("X-Day", "X-Mailbox", "X-Says", "X-Star"):
                del mail[name]
            at = start + timedelta(days=int(day), minutes=7 * len(scenes))
            scenes.append(Scene(at, folder, says, star is not None, mail.as_bytes()))
        box.close()
    return scenes


def _last_monday(moment: datetime) -> datetime:
    return (moment - timedelta(days=moment.weekday())).replace(hour=10, minute=15, second=0, microsecond=0)


def _config(directory: Path, port: int, url: str) -> Path:
    path = directory / "config.toml"
    path.touch(mode=0o600)
    path.write_text(
        f"""
[state]
directory = "{directory / "state"}"
[me]
name = "Robin Sample"
[accounts.sample]
host = "127.0.0.1"
port = {port}
tls = "none"
username = "robin@mail.example"
password = "sample"
mailboxes = ["INBOX"]
[targets.terminal]
url = "{url}"
detail = "full"
[notify]
timezone = "Etc/UTC"
""",
        encoding="utf-8",
    )
    return path
