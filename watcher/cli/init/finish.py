"""After the config is written: the service is started or told, and what comes next is said."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from watcher.cli.init.terminal import Terminal
from watcher.clock import SystemClock
from watcher.config import load
from watcher.config.writing import Written
from watcher.core.setup import Facts, Keep, Plan, Tone
from watcher.errors import WatcherError
from watcher.units import NAME, Manager

PATIENCE = 15.0  # seconds for the first sign-in of the service
TICK = 0.3
FIRST_LOOK = "The first look goes back 30 days and is silent; what is overdue by then comes as one message."


def finished(terminal: Terminal, written: Written, plan: Plan, known: Facts, environ: Mapping[str, str]) -> bool:
    """Whether all went well; the config stands in any case."""
    terminal.blank()
    terminal.say(f"Written: {known.path}", Tone.GOOD)
    if written.backup:
        terminal.say(f"As it was before: {written.backup}")
    oauth = plan.account.keep is Keep.OAUTH
    well = not oauth or _went_well(terminal, lambda: _logged_in(terminal, written, plan, environ))
    well &= _went_well(terminal, lambda: _served(terminal, written, plan, known, environ))
    terminal.blank()
    if well:
        terminal.say("That is all. Two commands to remember:" if plan.start else "Two commands to remember:")
    terminal.say("rejection-watcher agenda   what is planned")
    terminal.say("rejection-watcher check    whether all is well")
    if shutil.which(NAME, path=environ.get("PATH")) is None:  # as after pip in an environment of its own
        terminal.say("Your shell does not find that command yet. In a new session it does, after this:")
        terminal.say(f"mkdir -p ~/.local/bin && ln -sf {shlex.quote(str(Path(sys.executable).with_name(NAME)))} ~/.local/bin/")
    return well


def _went_well(terminal: Terminal, do: Callable[[], bool]) -> bool:
    """What it says, unless it ends in an error, which is told."""
    try:
        return do()
    except WatcherError as error:
        terminal.say(error.message, Tone.BAD)
        if error.remedy:
            terminal.say(error.remedy)
        return False


def _logged_in(terminal: Terminal, written: Written, plan: Plan, environ: Mapping[str, str]) -> bool:
    """The sign-in without a password, whose tokens have no place before there is a config. Raises WatcherError."""
    from watcher.cli.login import logged_in

    terminal.say(f"Now the sign-in. Should anything go wrong: rejection-watcher login {plan.account.name} does it again.")
    return logged_in(load(written.path, environ).accounts[plan.account.name], in_browser=False)


def _served(terminal: Terminal, written: Written, plan: Plan, known: Facts, environ: Mapping[str, str]) -> bool:
    for line in _service(written, plan, known, environ):
        terminal.say(line)
    return True


def _service(written: Written, plan: Plan, known: Facts, environ: Mapping[str, str]) -> Iterator[str]:
    manager = Manager(system=False, environ=environ)
    if known.running:
        manager.reload()
        yield "The watcher that runs has been told."
    elif plan.start:
        from watcher.cli.install import install

        yield "Starting the service ..."
        yield from install(load(written.path, environ), system=False, environ=environ)
        yield _settled(manager)
    else:
        yield "To watch now: rejection-watcher run; to let systemd run it: rejection-watcher install"
    if not known.running:
        yield FIRST_LOOK


def _settled(manager: Manager) -> str:
    """What the service says once it has signed in, or cannot."""
    clock = SystemClock()
    until = clock.monotonic() + PATIENCE
    while (says := manager.look().says).startswith("connecting") and clock.monotonic() < until:
        clock.wait_readable((), TICK)
    return f"{says[:1].upper()}{says[1:]}."
