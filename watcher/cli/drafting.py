"""The letters: `draft ID` gives one as a mail, as a link or into the Drafts mailbox; `templates` shows what they are made from."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from watcher.cli import Config, Id, Json, app, settings_of, state_of
from watcher.errors import ServerError, UsageError


@app.command()
def draft(
    what: Id,
    config: Config = None,
    link: Annotated[bool, typer.Option("--mailto", help="Print the link that opens it in a mail program.")] = False,
    save: Annotated[bool, typer.Option("--save", help="Put it into the account's Drafts mailbox, beside what is there.")] = False,
) -> None:
    """The letter of a step, as a mail for you to send."""
    from watcher.cli.ids import step_of
    from watcher.core.compose import mailto
    from watcher.daemon.drafts import account_of, as_mail
    from watcher.daemon.outbox import due_of

    if save:
        typer.echo(_saved(what, config, link=link))
        return
    with state_of(config) as (settings, store, now), store.reading() as tx:
        row = step_of(tx, what)
        written = due_of(tx, row, settings).draft
        if written is None:
            raise _nothing(what)
        mail = as_mail(written, account_of(tx, row, settings), settings, now)
    if link:
        typer.echo(mailto(written))
    else:
        sys.stdout.buffer.write(mail)


def _nothing(what: str) -> UsageError:
    return UsageError(f"{what} has no letter: there is nobody to write to, or nothing to send", remedy=f"rejection-watcher show {what}")


def _saved(what: str, config: Config, *, link: bool) -> str:
    """Another draft, whatever was saved before; recorded before and after."""
    from watcher.cli.ids import step_of
    from watcher.cli.output import name_of
    from watcher.clock import SystemClock
    from watcher.daemon.drafts import letter, settle
    from watcher.imap import Signal, append_draft

    if link:
        raise UsageError("a draft is either printed as a link or saved", remedy="leave --mailto or --save out")
    with state_of(config) as (settings, store, now):
        with store.transaction() as tx:
            row = step_of(tx, what)
            number = tx.ask_for_draft(row.id, now)
            made = letter(tx, row, settings, now, number)
            if made is None:
                raise _nothing(what)
        clock = SystemClock()
        appended = append_draft(made.account, made.mail, made.message_id, clock, Signal(), look_first=False)
        with store.transaction() as tx:
            if settle(tx, number, row.id, 1, appended, clock.now(), "you said draft --save") is not None:
                tx.settle_asked(number)
        if not appended.saved:
            unsure = "" if appended.certain else "; look into Drafts first, it may be there"
            raise ServerError(f"the draft was not saved: {appended.detail}", remedy=f"rejection-watcher check looks closer{unsure}")
        return f"{name_of(row)}: the draft is in {appended.detail}, for you to send."


@app.command()
def templates(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Such as en/thank.txt.")] = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """What letters are made from: their names, or the text of one; yours go into templates/ beside the config."""
    from watcher.cli.output import dump, print_table
    from watcher.config.templates import FOLDER, Shipped

    settings = settings_of(config)
    letters, folder = settings.letters, settings.source.parent / FOLDER
    if name is None:
        listed = sorted({*letters.shipped, *letters.own})
        whose = [(one, str(folder / one) if one in letters.own else "ours") for one in listed]
        if json:
            dump([{"name": one, "file": None if file == "ours" else file} for one, file in whose])
        else:
            print_table(("name", "whose"), whose)
        return
    if name not in letters.shipped:
        raise UsageError(f"there is no template {name}", remedy="`rejection-watcher templates` lists them")
    typer.echo(Shipped()[name], nl=False)
