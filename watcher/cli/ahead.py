"""The commands that look ahead: simulate, and export for a calendar program."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from watcher.cli import Config, Json, _chosen, app, state_of


@app.command()
def simulate(
    paths: Annotated[list[str] | None, typer.Argument(metavar="[PATH]...", help="As for scan; without one, the present state.")] = None,
    json: Json = False,
    months: Annotated[int, typer.Option("--months", min=1, max=60, help="How far to look ahead.")] = 12,
    config: Config = None,
) -> None:
    """Every notification that would come, with its date; nothing is kept."""
    from watcher.cli.simulating import simulate_paths, simulate_state

    if paths:
        if not simulate_paths(paths, config or _chosen["config"], months=months, json=json):
            raise typer.Exit(1)
        return
    with state_of(config) as (settings, store, now):
        simulate_state(store, settings, now, months=months, json=json)


@app.command()
def export(
    ics: Annotated[Path, typer.Option("--ics", metavar="FILE", help="The calendar file to write, - for standard output.", readable=False)],
    config: Config = None,
) -> None:
    """The open steps for a calendar program."""
    import sys

    from watcher.core.export import calendar
    from watcher.daemon.exporting import entries
    from watcher.export import write

    with state_of(config) as (settings, store, _now):
        with store.transaction() as tx:
            listed, installation = entries(tx, settings), tx.installation()
        content = calendar(listed, installation)
    if str(ics) == "-":
        sys.stdout.write(content.decode())
        return
    write(ics, content)
    typer.echo(f"{len(listed)} open step{'' if len(listed) == 1 else 's'} in {ics}.")
