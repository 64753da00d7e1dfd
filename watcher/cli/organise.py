"""The commands by which the user puts right where mails belong and what applications are: link, merge, split, edit, add."""

from __future__ import annotations

from typing import Annotated

import typer

from watcher.cli import Config, Id, Json, app, state_of


@app.command()
def applications(config: Config = None, json: Json = False) -> None:
    """Every application, the one heard of last first."""
    from watcher.cli.applications import print_applications

    with state_of(config) as (settings, store, _now), store.reading() as tx:
        print_applications(tx, settings, json=json)


@app.command()
def link(
    what: Annotated[str | None, typer.Argument(metavar="[ID]", help="The mail, m12.", show_default=False)] = None,
    where: Annotated[
        str | None, typer.Argument(metavar="[APPLICATION|new]", help="Where it belongs, a7; new: nowhere yet.", show_default=False)
    ] = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """Say where a mail belongs that may belong to several applications. Without an ID: list such mails."""
    from watcher.cli.regroup import link_mail, print_ambiguous

    with state_of(config) as (settings, store, now):
        if what is None:
            with store.reading() as tx:
                print_ambiguous(tx, settings, json=json)
            return
        with store.transaction() as tx:
            lines = link_mail(tx, what, where, settings, now)
        typer.echo("\n".join(lines))


@app.command()
def merge(
    kept: Annotated[str, typer.Argument(metavar="A", help="The application that stays, a3.")],
    gone: Annotated[str, typer.Argument(metavar="B", help="The application that becomes part of it, a7.")],
    config: Config = None,
) -> None:
    """Two applications are one: everything of B goes into A, and one plan remains. `split` takes it back."""
    from watcher.cli.regroup import merge_applications

    with state_of(config) as (settings, store, now):
        with store.transaction() as tx:
            lines = merge_applications(tx, kept, gone, settings, now)
        typer.echo("\n".join(lines))


@app.command()
def split(
    messages: Annotated[list[str], typer.Argument(metavar="MESSAGE...", help="Mails of one application: m12 m15.")],
    config: Config = None,
) -> None:
    """Take mails out into a new application of their own, with the steps that they called for."""
    from watcher.cli.regroup import split_mails

    with state_of(config) as (settings, store, now):
        with store.transaction() as tx:
            lines = split_mails(tx, messages, settings, now)
        typer.echo("\n".join(lines))


@app.command()
def edit(
    what: Id,
    fields: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE...", help="company=, role= or requisition_id=; empty clears.")],
    config: Config = None,
) -> None:
    """Correct the company, role or requisition id of an application; later mails leave that alone."""
    from watcher.cli.tell import edit_application

    with state_of(config) as (settings, store, now):
        with store.transaction() as tx:
            lines = edit_application(tx, what, fields, settings, now)
        typer.echo("\n".join(lines))


@app.command()
def add(
    company: Annotated[str, typer.Option("--company", metavar="NAME", help="At which company.")],
    role: Annotated[str | None, typer.Option("--role", metavar="TITLE", help="For which job.", show_default=False)] = None,
    requisition_id: Annotated[
        str | None, typer.Option("--requisition-id", metavar="ID", help="Under which number.", show_default=False)
    ] = None,
    person: Annotated[
        list[str] | None,
        typer.Option("--person", metavar="PERSON", help='Somebody involved: "Dana Reyes <dana@example.org>".', show_default=False),
    ] = None,
    part: Annotated[
        list[str] | None,
        typer.Option("--part", metavar="PART", help="That person's part: interviewer, recruiter, hiring_manager, hr.", show_default=False),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="When, 2026-03-01; today if not said.", show_default=False)] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="not_selected, filled, cancelled, on_hold, rescinded.", show_default=False)
    ] = None,
    stage: Annotated[
        str | None, typer.Option("--stage", metavar="STAGE", help="How far it had come: applied to offer.", show_default=False)
    ] = None,
    recruiter: Annotated[bool, typer.Option("--recruiter", help="No rejection: a recruiter got in touch.")] = False,
    config: Config = None,
) -> None:
    """Note a rejection that came by phone or on a portal; it is planned as one that came by mail."""
    from watcher.cli.tell import add_told

    with state_of(config) as (settings, store, now):
        with store.transaction() as tx:
            lines = add_told(
                tx,
                settings,
                now,
                company=company,
                role=role,
                requisition_id=requisition_id,
                persons=person or (),
                parts=part or (),
                on=on,
                kind=kind,
                stage=stage,
                recruiter=recruiter,
            )
        typer.echo("\n".join(lines))
