"""The command line: each command short, heavy imports inside the command that needs them.

stdout is data, stderr is log and words to the person. Exit codes: 0, 1 findings or a fault of ours, 2 usage, 75 secrets that cannot be
had just now, 77 no permission, 78 config (sysexits.h).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watcher import __version__, log
from watcher.cli.program import Program
from watcher.errors import UsageError
from watcher.lifeline import leave_no_dump

if TYPE_CHECKING:
    from datetime import datetime

    from watcher.config import Settings
    from watcher.store import Store

app = typer.Typer(
    name="rejection-watcher",
    cls=Program,
    help="Watches your inbox and turns each rejection into a next step.",
    epilog="Exit codes: 0, 1 findings, 2 usage, 75 a secret cannot be had just now, 77 no permission, 78 config.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: boxes and type names help nobody
    context_settings={"help_option_names": ["-h", "--help"]},
)

# readable=False: whether it can be read is for the config to find out, which knows the command to run.
Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="The config file to use.", show_default=False, readable=False)
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Starred = Annotated[list[str], typer.Argument(metavar="ID|COMPANY", help="a7, or what leads to it; or the name of a company.")]
WholeCompany = Annotated[bool, typer.Option("--company", help="The whole company of that application.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="m12 message, a7 application, s31 step, n5 notification, c1 correction.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"rejection-watcher {__version__}")
        raise typer.Exit


_chosen: dict[str, Path | None] = {"config": None}  # a --config given before the command


@app.callback()
def _common(
    config: Config = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,  # noqa: ARG001 -- typer calls it
) -> None:
    _chosen["config"] = config
    log.set_up()


def main() -> None:
    """Entry point of the installed script."""
    leave_no_dump()
    app()


def settings_of(config: Path | None, *, reveal: bool = False) -> Settings:
    """The validated config; raises ConfigError (78) or NoPermission (77)."""
    from watcher.config import find, load

    return load(find(config or _chosen["config"], os.environ), os.environ, reveal=reveal)


@contextmanager
def state_of(config: Path | None) -> Iterator[tuple[Settings, Store, datetime]]:
    """Config, opened state and the present moment."""
    from watcher.clock import SystemClock
    from watcher.store import open_store

    settings = settings_of(config)
    store = open_store(settings.state_directory, create=False)
    try:
        yield settings, store, SystemClock().now()
    finally:
        store.close()


@app.command()
def run(config: Config = None, debug: Annotated[bool, typer.Option("--debug", help="Log more.")] = False) -> None:
    """Watch: the daemon, in the foreground."""
    from watcher.config import find

    path = find(config or _chosen["config"], os.environ)
    # The daemon runs for months: it becomes a process of its own that holds none of this command line's libraries.
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-I", "-m", "watcher.daemon", str(path), *(["--debug"] if debug else [])])  # noqa: S606 -- ourselves


@app.command()
def init(config: Config = None) -> None:
    """Set it up by a few questions: mailbox, notifications, and you. Nothing is written before the end."""
    from watcher.cli.init.course import set_up

    set_up(config or _chosen["config"], os.environ)


@app.command()
def check(
    config: Config = None,
    json: Json = False,
    send: Annotated[bool, typer.Option("--send", help="Send a test notification to every target.")] = False,
) -> None:
    """Everything that could be wrong, with its remedy."""
    from watcher.cli.output import print_findings
    from watcher.cli.trouble import findings

    if not print_findings(findings(config or _chosen["config"], os.environ, send=send), json=json):
        raise typer.Exit(1)


@app.command()
def demo(
    config: Config = None,  # noqa: ARG001 -- taken everywhere; the demo brings its own
    fast: Annotated[bool, typer.Option("--fast", help="Without the pauses that make it readable.")] = False,
) -> None:
    """Show the main job on a sample mailbox, without any account."""
    from watcher.demo import play

    raise typer.Exit(play(fast=fast))


@app.command()
def agenda(
    config: Config = None,
    json: Json = False,
    closed: Annotated[bool, typer.Option("--all", help="Closed steps too.")] = False,
    months: Annotated[int | None, typer.Option("--months", min=1, max=60, help="As a calendar of so many months.")] = None,
) -> None:
    """What is due, and what comes next."""
    from watcher.cli.months import print_months
    from watcher.cli.output import LATELY, NOTHING_PLANNED, hint_at_ambiguous, hint_at_job, hint_at_pause, hint_at_unsure, print_agenda

    with state_of(config) as (settings, store, now):
        with store.reading() as tx:
            rows, unsure = tx.agenda(closed=closed), 0 if json else tx.count_unsure(now - LATELY)
            asked = 0 if json else len(tx.ambiguous())
            paused_until, hired_at = (None, None) if json else (tx.paused_until(), tx.hired_at())
        if months is None:
            print_agenda(rows, settings, now, json=json, nothing="Nothing is planned." if hired_at else NOTHING_PLANNED)
        else:
            print_months(rows, settings, now, months, json=json)
        hint_at_unsure(unsure)
        hint_at_ambiguous(asked)
        hint_at_pause(paused_until, settings, now)
        hint_at_job(hired_at, settings)


@app.command()
def messages(config: Config = None, json: Json = False) -> None:
    """Every mail that was judged; with --json as JSON Lines."""
    from watcher.cli.output import print_messages

    with state_of(config) as (settings, store, _now):
        with store.reading() as tx:
            rows = tx.messages()
        print_messages(rows, settings, json=json)


@app.command()
def show(what: Id, config: Config = None, json: Json = False) -> None:
    """Everything about one message, application, step or notification."""
    from watcher.cli.show import show_object

    with state_of(config) as (settings, store, _now), store.reading() as tx:
        show_object(tx, what, settings, json=json)


@app.command()
def done(what: Id, config: Config = None) -> None:
    """You did it: close a step."""
    _close(what, config, "completed", "you said done")


@app.command()
def skip(what: Id, config: Config = None) -> None:
    """You do not want to: close a step without having done it."""
    _close(what, config, "skipped", "you said skip")


def _close(what: str, config: Path | None, status: str, cause: str) -> None:
    from watcher.cli.ids import step_of
    from watcher.cli.output import name_of
    from watcher.core.plan import Status
    from watcher.daemon.changes import close

    command = f"{cause.removeprefix('you said ')} {what}"
    with state_of(config) as (settings, store, now), store.transaction() as tx, tx.recorded(command, now):
        row = step_of(tx, what)
        if close(tx, row.id, Status(status), cause, settings, now):
            typer.echo(f"{name_of(row)}: {status}.")
        elif row.status == status:
            typer.echo(f"{name_of(row)} is {status} already.")
        else:
            raise UsageError(f"{name_of(row)} is {row.status} already")


@app.command()
def snooze(
    what: Id,
    when: Annotated[list[str], typer.Argument(metavar="WHEN", help="2 days, 1 working day, tomorrow 9am, friday, 2026-03-01 14:00.")],
    config: Config = None,
) -> None:
    """Remind me of a step later."""
    from watcher.cli.moving import move

    with state_of(config) as (settings, store, now), store.transaction() as tx, tx.recorded(f"snooze {what}", now):
        line = move(tx, what, " ".join(when), settings, now, command="snooze", moved="snoozed until")
    typer.echo(line)


@app.command()
def star(what: Starred, config: Config = None, company: WholeCompany = False) -> None:
    """Keep in touch: with the people of an application, or with a whole company."""
    _star(" ".join(what), config, starred=True, company=company)


@app.command()
def unstar(what: Starred, config: Config = None, company: WholeCompany = False) -> None:
    """Take the star back, and what it had planned."""
    _star(" ".join(what), config, starred=False, company=company)


def _star(what: str, config: Path | None, *, starred: bool, company: bool) -> None:
    from watcher.cli.star import set_star

    command = f"{'star' if starred else 'unstar'} {what}{' --company' if company else ''}"
    with state_of(config) as (settings, store, now), store.transaction() as tx, tx.recorded(command, now):
        for line in set_star(tx, what, settings, now, starred=starred, company=company):
            typer.echo(line)


@app.command()
def forget(
    what: Id,
    config: Config = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Remove everything of one application from this machine, also what its mails taught. The mail on the server stays as it is."""
    from watcher.cli.ids import application_of
    from watcher.cli.output import application_name
    from watcher.daemon.learning import refit_now

    with state_of(config) as (settings, store, now):
        with store.reading() as tx:
            row = application_of(tx, what)
        if not yes:
            typer.confirm(f"Remove {application_name(row)} with its mails, steps and notes?", abort=True, err=True)
        with store.transaction() as tx:
            taught = len(tx.corrected())
            count = tx.forget(row.id)
            tx.barrier(f"forget a{row.id}", now, "what is forgotten is gone from here; the mail on the server is as it was")
            taught -= len(tx.corrected())
        store.wipe_log()
        if taught:
            refit_now(store, settings.state_directory, now, unlearn=True)
        typer.echo(f"{application_name(row)} is forgotten, with {count} mail{'' if count == 1 else 's'}.")


@app.command()
def relabel(
    what: Annotated[str, typer.Argument(metavar="ID", help="A message, as m12.")],
    label: Annotated[str, typer.Argument(metavar="LABEL", help="rejection, recruiter or other.")],
    config: Config = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask, also when the model is sure of the contrary.")] = False,
) -> None:
    """Say what a mail is: it is planned accordingly at once, and the model learns from it."""
    from watcher.cli.relabel import relabel_message

    with state_of(config) as (settings, store, now):
        relabel_message(store, what, label, settings, now, yes=yes)


@app.command()
def review(config: Config = None, json: Json = False) -> None:
    """Go through the mails I am not sure about, one key each."""
    from watcher.cli.review import Review, keys_of_input, print_unsure
    from watcher.clock import SystemClock

    with state_of(config) as (settings, store, _now):
        with store.reading() as tx:
            rows = tx.unsure()
        if json:
            print_unsure(rows)
        elif rows:
            judged = Review(store, settings, rows, SystemClock().now).run(keys_of_input())
            typer.echo(f"{judged} of {len(rows)} judged.", err=True)
        else:
            typer.echo("There is no mail that I am not sure about.")


@app.command()
def learn(
    config: Config = None,
    json: Json = False,
    status: Annotated[bool, typer.Option("--status", help="What was taught, and what came of it.")] = False,
    undo: Annotated[str | None, typer.Option("--undo", metavar="ID", help="Take a correction back, as c1.", show_default=False)] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Take all corrections back.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Learn from your corrections now; the watcher does so by itself ten minutes after the last one."""
    from watcher.cli.learn import learn_now, print_status, take_all_back, take_one_back

    if sum((status, undo is not None, reset)) > 1:
        raise UsageError("--status, --undo and --reset exclude each other")
    if json and not status:
        raise UsageError("--json goes with --status")
    with state_of(config) as (settings, store, now):
        if status:
            print_status(store, settings, json=json)
        elif undo is not None:
            take_one_back(store, undo, settings, now)
        elif reset:
            take_all_back(store, settings, now, yes=yes)
        elif not learn_now(store, settings, now):
            raise typer.Exit(1)


@app.command()
def backup(file: Annotated[Path, typer.Argument(metavar="FILE", readable=False)], config: Config = None) -> None:
    """Copy the state into a new file, also while the daemon runs."""
    with state_of(config) as (_settings, store, _now):
        store.backup(file)
    typer.echo(f"The state is in {file}; to go back to it, stop the watcher and put it in place of {store.database}.")


@app.command()
def classify(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help=".eml file, folder, Maildir, mbox, or - for standard input.")],
    json: Json = False,
    config: Config = None,  # noqa: ARG001 -- taken everywhere; nothing here depends on it
) -> None:
    """Say what mails are, and why. Needs no config and no state."""
    from watcher.cli.judge import classify_paths

    if not classify_paths(paths, json=json):
        raise typer.Exit(1)


@app.command()
def scan(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help=".eml file, folder, Maildir, mbox, or - for standard input.")],
    json: Json = False,
    config: Config = None,
) -> None:
    """What would have been planned for these mails; nothing is kept."""
    from watcher.cli.judge import scan_paths

    if not scan_paths(paths, config or _chosen["config"], json=json):
        raise typer.Exit(1)


# Commands in modules of their own; they take from here what stands above.
from watcher.cli import ahead, back, drafting, login, organise, plan, service, told  # noqa: E402, F401 -- see above
