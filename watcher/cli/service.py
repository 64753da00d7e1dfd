"""The commands about the watcher as a service: status, install, uninstall."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from watcher.cli import Config, Json, _chosen, app, settings_of, state_of
from watcher.errors import NothingYet, WatcherError

System = Annotated[bool, typer.Option("--system", help="For the whole machine, where nobody is signed in; root's to do.")]


@app.command()
def status(config: Config = None, json: Json = False) -> None:
    """Whether it watches, how each account is doing, and when the next step is due."""
    from watcher.cli.serving import serving
    from watcher.cli.status import show_status
    from watcher.clock import SystemClock

    settings = settings_of(config)
    found = serving(settings, os.environ)
    try:
        with state_of(config) as (_, store, now), store.reading() as tx:
            well = show_status(found, settings, tx.account_rows(), tx.next_due(), now, json=json)
    except NothingYet:
        well = show_status(found, settings, (), None, SystemClock().now(), json=json)
    if not well:
        raise typer.Exit(1)


@app.command()
def install(
    config: Config = None,
    system: System = False,
    no_start: Annotated[bool, typer.Option("--no-start", help="Enable it, but do not start it now.")] = False,
) -> None:
    """Let systemd run the watcher: write the unit, enable and start it. May be run again, as after an upgrade."""
    from watcher.cli.install import install as put_in_place
    from watcher.config import find, load

    source = find(config or _chosen["config"], os.environ, system=system)
    for line in put_in_place(load(source, os.environ), system=system, start=not no_start):
        typer.echo(line)


@app.command()
def uninstall(config: Config = None, system: System = False) -> None:
    """Stop the service and take its files away. What the watcher knows is kept."""
    from watcher.cli.install import uninstall as take_away

    for line in take_away(system=system, state=_state(config)):
        typer.echo(line)


def _state(config: Path | None) -> Path | None:
    """Where what it knows is, if a config still says so."""
    try:
        return settings_of(config).state_directory
    except WatcherError:
        return None
