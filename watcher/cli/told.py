"""The command that shows what was told, and whether it arrived: notifications."""

from __future__ import annotations

from typing import Annotated

import typer

from watcher.cli import Config, Json, app, state_of


@app.command()
def notifications(
    config: Config = None,
    json: Json = False,
    everything: Annotated[bool, typer.Option("--all", help="Also those that are older than 30 days.")] = False,
) -> None:
    """Every notification with every try at each target, what it came to, and when the next one is."""
    from watcher.cli.ledger import print_ledger

    with state_of(config) as (settings, store, now), store.reading() as tx:
        print_ledger(tx, settings, now, everything=everything, json=json)
