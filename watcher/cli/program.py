"""The frame around every command: a user's error is a sentence and an exit code, a reader that went away is no error."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from watcher.errors import Ambiguous, WatcherError

UNWRITABLE = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG}  # what standard output can answer


class Program(TyperGroup):
    """The commands, with what all of them have in common when they end."""

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 -- typer's signature
        """Run the command line; a letter that the terminal's encoding lacks is written as its number."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        return super().main(*args, **kwargs)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 -- a click.Context, which typer keeps in different places from version to version
        """Run one command."""
        try:
            return super().invoke(ctx)
        except WatcherError as error:
            tell(error)
            raise typer.Exit(error.exit_code) from None
        except BrokenPipeError:  # `| head` took what it wanted
            _say_no_more()
            raise typer.Exit(0) from None
        except OSError as error:
            if error.errno not in UNWRITABLE:
                raise
            _say_no_more()
            typer.echo(f"rejection-watcher: the output cannot be written: {error.strerror}", err=True)
            raise typer.Exit(1) from None


def tell(error: WatcherError) -> None:
    """What went wrong and what to do about it."""
    typer.echo(f"rejection-watcher: {error.message}", err=True)
    if isinstance(error, Ambiguous):
        typer.echo("\n".join(["  Name one of:", *(f"    {candidate}" for candidate in error.candidates)]), err=True)
    elif error.remedy:
        typer.echo(f"  {error.remedy}", err=True)


def _say_no_more() -> None:
    """What is still buffered goes nowhere, so that the interpreter's last flush does not fail again."""
    try:
        descriptor = sys.stdout.fileno()
    except OSError:  # a test's own stream
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
