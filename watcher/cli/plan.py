"""The commands that change a plan beside done, skip, snooze and star: reschedule, recipients, stop, hired, pause, resume, undo."""

from __future__ import annotations

from typing import Annotated

import typer

from watcher.cli import Config, Id, app, state_of
from watcher.cli.recipients import WithAddresses

Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


@app.command()
def reschedule(
    what: Id,
    when: Annotated[list[str], typer.Argument(metavar="DATE", help="2026-03-01, 2026-03-01 14:00, friday 9am, 2 weeks.")],
    config: Config = None,
) -> None:
    """Give a step another date."""
    from watcher.cli.moving import move

    with state_of(config) as (settings, store, now), store.transaction() as tx, tx.recorded(f"reschedule {what}", now):
        line = move(tx, what, " ".join(when), settings, now, command="reschedule", moved="rescheduled to")
    typer.echo(line)


@app.command(cls=WithAddresses)
def recipients(
    what: Id,
    edits: Annotated[list[str] | None, typer.Argument(metavar="[+ADDR|-ADDR|=ADDR]...", help="Add, take away, or replace all.")] = None,
    config: Config = None,
) -> None:
    """Whom a step is to: show it, or change it."""
    from watcher.cli.recipients import edit_recipients

    with state_of(config) as (_settings, store, now), store.transaction() as tx, tx.recorded(f"recipients {what}", now):
        line = edit_recipients(tx, what, edits or [], now)
    typer.echo(line)


@app.command()
def stop(
    what: Id,
    config: Config = None,
    touch: Annotated[bool, typer.Option("--keep-in-touch", help="End keeping in touch alone.")] = False,
) -> None:
    """End the plan of an application; of a "keep in touch" step, keeping in touch alone."""
    from watcher.cli.ending import stop as end

    with state_of(config) as (settings, store, now), store.transaction() as tx, tx.recorded(f"stop {what}", now):
        lines = end(tx, what, settings, now, touch_only=touch)
    typer.echo("\n".join(lines))


@app.command()
def hired(
    what: Annotated[str | None, typer.Argument(metavar="[ID]", help="The application that led to it.")] = None,
    config: Config = None,
    yes: Yes = False,
) -> None:
    """You found a job: every open plan ends, and mail plans nothing until `resume`."""
    from watcher.cli.ending import count, open_plans
    from watcher.cli.ending import hired as end
    from watcher.cli.ids import application_of

    with state_of(config) as (settings, store, now):
        with store.reading() as tx:
            steps, applications = open_plans(tx)
            if what:
                application_of(tx, what)
        if steps and not yes:
            typer.confirm(f"End {count(steps, 'open step')} of {count(applications, 'application')}?", abort=True, err=True)
        with store.transaction() as tx, tx.recorded(" ".join(["hired", *([what] if what else [])]), now):
            lines = end(tx, what, settings, now)
    typer.echo("\n".join(lines))


@app.command()
def pause(
    until: Annotated[list[str], typer.Argument(metavar="UNTIL", help="2 weeks, monday 9am, 2026-01-07.")], config: Config = None
) -> None:
    """Say nothing for a while: a holiday, or a bad week."""
    from watcher.cli.ending import pause_until, set_pause

    with state_of(config) as (settings, store, now), store.transaction() as tx, tx.recorded("pause", now):
        lines = set_pause(tx, pause_until(" ".join(until), now, settings), settings, now)
    typer.echo("\n".join(lines))


@app.command()
def resume(config: Config = None) -> None:
    """End a pause; look for a job again after `hired`."""
    from watcher.cli.ending import set_pause

    with state_of(config) as (settings, store, now), store.transaction() as tx, tx.recorded("resume", now):
        lines = set_pause(tx, None, settings, now)
    typer.echo("\n".join(lines))


@app.command()
def undo(config: Config = None) -> None:
    """Take back the last command that changed something."""
    from watcher.cli.undoing import undo as take_back

    with state_of(config) as (settings, store, now), store.transaction() as tx:
        lines = take_back(tx, settings, now)
    typer.echo("\n".join(lines))
