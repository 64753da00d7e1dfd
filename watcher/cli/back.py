"""The commands that look back: reflect, and insights."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from watcher.cli import Config, Id, Json, app, state_of


@app.command()
def reflect(
    what: Id,
    text: Annotated[
        str | None, typer.Option("--text", help="What you want to keep; - for standard input. Without it, your editor opens.")
    ] = None,
    config: Config = None,
) -> None:
    """Look back on an application: a few questions, and your answers kept with it."""
    from watcher.cli.reflecting import reflect as ask
    from watcher.clock import SystemClock

    with state_of(config) as (settings, store, _now):
        lines = ask(store, what, text, settings, SystemClock().now)
    typer.echo("\n".join(lines))


@app.command()
def insights(
    config: Config = None,
    json: Json = False,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Write it as one page for a browser; - for standard output.", readable=False),
    ] = None,
) -> None:
    """What stumped you, where applications end, and who answers how fast."""
    import sys

    from watcher.cli.insights import print_insights
    from watcher.core.insights import insights as count
    from watcher.core.insights import page
    from watcher.export import write

    with state_of(config) as (settings, store, now):
        zone = settings.calendar.timezone
        with store.reading() as tx:
            found = count(tx.stories(), zone)
        if html is None:
            print_insights(found, zone, json=json)
            return
    content = page(found, now.astimezone(zone).date(), zone)
    if str(html) == "-":
        sys.stdout.write(content)
        return
    write(html, content.encode("utf-8", "replace"))
    typer.echo(f"The page is in {html}; any browser opens it.")
