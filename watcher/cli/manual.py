"""The man page, made from the command line itself, so that the two agree: `python -m watcher.cli.manual FILE` writes it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from watcher import __version__

SECTIONS = {
    "FILES": (
        ("~/.config/rejection-watcher/config.toml", "The config; /etc/rejection-watcher/config.toml for the whole machine."),
        ("~/.local/state/rejection-watcher", "What the program remembers; /var/lib/rejection-watcher with a config in /etc."),
    ),
    "EXIT STATUS": (
        ("0", "All is well."),
        ("1", "Something was found that wants a look, or a fault of the program."),
        ("2", "The command was given wrongly."),
        ("77", "Something may not be read or written."),
        ("78", "The config is wrong; every problem is named."),
    ),
}


def page() -> str:
    """The page as roff, man(7): the program's options, and each command with its own."""
    from watcher.cli import app

    group = get_command(app)
    assert isinstance(group, TyperGroup)  # noqa: S101 -- an app of commands is a group
    return "\n".join(_lines(group)) + "\n"


def _lines(group: TyperGroup) -> Iterator[str]:
    yield f'.TH REJECTION-WATCHER 1 "" "rejection-watcher {__version__}" "User Commands"'
    yield from (".SH NAME", r"rejection\-watcher \- " + _plain(_first(group)))
    yield from (".SH SYNOPSIS", r".B rejection\-watcher", _plain("[--config FILE] COMMAND [ARGUMENTS]"))
    yield from (
        ".SH DESCRIPTION",
        _plain("Watches mailboxes over IMAP, recognises rejections and recruiters' mail on this machine, and reminds"),
    )
    yield _plain(
        "of what can come of them, with the letter already drafted. It sends mail to nobody. A command explains itself with --help."
    )
    context = typer.Context(group, info_name="rejection-watcher")
    yield from (".SH OPTIONS", *_options(group, context, but=()))
    yield ".SH COMMANDS"
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None and not command.hidden:
            yield from _command(name, command, context)
    for title, entries in SECTIONS.items():
        yield f".SH {title}"
        for term, text in entries:
            yield from (".TP", f".B {_plain(term)}", _plain(text))


def _command(name: str, command: Any, above: typer.Context) -> Iterator[str]:  # noqa: ANN401 -- a click.Command, which typer keeps in different places
    context = typer.Context(command, info_name=name, parent=above)
    usage = " ".join(command.collect_usage_pieces(context)).replace("{", "").replace("}", "")
    yield from (f".SS {_plain(name)} {_plain(usage)}", *_paragraphs(command.help or ""))
    yield from _options(command, context, but=("--config", "--help"))  # said once, above


def _options(command: Any, context: typer.Context, *, but: Sequence[str]) -> Iterator[str]:  # noqa: ANN401 -- as above
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None and not {*but, "--install-completion", "--show-completion"} & set(parameter.opts):
            yield from (".TP", f".B {_plain(record[0])}", _plain(" ".join(record[1].split())) or ".br")


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(text.replace("\b", "").strip().split("\n\n")):
        yield from ((".PP",) if number else ())
        yield _plain(" ".join(paragraph.split()))


def _first(group: TyperGroup) -> str:
    return (group.help or "").strip().split("\n")[0].removesuffix(".")


def _plain(text: str) -> str:
    """Text that roff takes for nothing else: no escapes, no requests at the start of a line, hyphens that can be copied."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped[:1] in {".", "'"} else escaped


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
