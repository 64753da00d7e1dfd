"""The guided set-up from the first word to the last.

Until the person has said "write it", nothing outside of this process changes but for a test notification. Ctrl-C, Ctrl-D, a closed terminal
and SIGTERM all end it there; while the config is being written they wait for the moment that this takes.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import typer
from rich.text import Text

from watcher.cli.init import errands, facts
from watcher.cli.init.finish import finished
from watcher.cli.init.terminal import Terminal
from watcher.cli.output import console
from watcher.clock import SystemClock
from watcher.config.writing import Written, write
from watcher.core.setup import Ask, Facts, LookUp, Plan, Reply, Say, SendTest, ShowCode, Step, Stopped, Talk, TrySignIn, interview
from watcher.errors import UsageError

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Ended(KeyboardInterrupt):
    """A signal asks to stop; as Ctrl-C does, past everything that catches errors."""


def set_up(config: Path | None, environ: Mapping[str, str]) -> None:
    """Ask, try, write. Raises UsageError without a terminal; ends with 1 when the person stops."""
    if not (_is_terminal(sys.stdin) and _is_terminal(sys.stdout)):
        raise UsageError(
            "init asks questions, and here is no terminal to ask them in",
            remedy="write the config yourself: config.example.toml explains every option, and python -m watcher.config prints it",
        )
    with _ending_by_signal():
        written: Written | None = None
        try:
            path, before = facts.place(config, environ)
            known = facts.gathered(path, before, environ)
            terminal = Terminal(errands.passes)
            plan = _conversation(known, terminal, environ)
            with _undisturbed():
                written = write(path, plan, environ, SystemClock().now().date(), before)
            well = finished(terminal, written, plan, known, environ)
        except (KeyboardInterrupt, EOFError, Stopped):
            with suppress(OSError):  # the terminal may be gone
                console(wrapped=True).print(Text(f"\nStopped here. {_left(written)}"))
            raise typer.Exit(1) from None
    if not well:
        raise typer.Exit(1)


def _left(written: Written | None) -> str:
    if written:
        return f"The config stands in {written.path}; rejection-watcher check says whether all is well."
    return "Nothing was written. Whenever you like: rejection-watcher init"


def _is_terminal(stream: object) -> bool:
    return stream is not None and bool(getattr(stream, "isatty", lambda: False)())


def _conversation(known: Facts, terminal: Terminal, environ: Mapping[str, str]) -> Plan:
    talk = Talk(lambda: interview(known))
    _edit_lines()
    while (step := talk.step) is not None:
        if not isinstance(step, Ask):
            talk.reply(_performed(step, known, terminal, environ))
            if isinstance(step, LookUp | TrySignIn | SendTest):
                terminal.forget_typed()
            continue
        answer = terminal.ask(step)
        if answer is not None:
            talk.reply(answer)
        elif not talk.back():
            terminal.say("This is the first question.")
    assert talk.result is not None  # noqa: S101 -- an interview that is over has one
    return talk.result


def _performed(step: Step, known: Facts, terminal: Terminal, environ: Mapping[str, str]) -> Reply:
    match step:
        case Say(text, tone):
            terminal.say(text, tone)
        case ShowCode(text):
            terminal.code(text)
        case LookUp(domain):
            from watcher.lookup import records

            return records(domain)
        case TrySignIn(account):
            return errands.signed_in(account, environ)
        case SendTest(url):
            return errands.sent_test(url, known.locale, environ)
    return None


def _edit_lines() -> None:
    """Arrow keys and pasting in answers, where Python was built with them. Nothing that was typed is kept for later."""
    with suppress(ImportError):
        import readline

        readline.set_auto_history(False)


@contextmanager
def _ending_by_signal() -> Iterator[None]:
    def end(*_: object) -> None:
        raise Ended

    before = {number: signal.signal(number, end) for number in _ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Signals that come meanwhile are heard afterwards."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
