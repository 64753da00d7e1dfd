"""How a path is written in a unit file: systemd.syntax(7), and systemd.service(5), COMMAND LINES.

A word stands in double quotes, inside of which a backslash escapes; "%" starts a specifier and "$" a variable, and both stand for
themselves when doubled. Where one setting takes one path to the end of the line, nothing but "%" is special.
"""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[A-Za-z0-9_@%+=:,./-]+")
_NO_PROGRAM = re.compile(r"[\"'\\$]")  # what the name of a program may not hold: systemd calls it "special characters"
_BY_SHELL = ("/bin/sh", "-c", 'exec "$0" "$@"')


def to_the_end(path: str) -> str:
    """A path that goes on to the end of the line, as in LoadCredential=."""
    return path.replace("%", "%%")


def word(text: str) -> str:
    """One word of a list, as in ReadWritePaths=."""
    escaped = text.replace("%", "%%")
    if _PLAIN.fullmatch(escaped):
        return escaped
    return '"' + escaped.replace("\\", "\\\\").replace('"', '\\"') + '"'


def command(argv: tuple[str, ...]) -> str:
    """A command line, as in ExecStart=; a program of an odd name is started by the shell, as an argument may have any name."""
    if _NO_PROGRAM.search(argv[0]):
        argv = (*_BY_SHELL, *argv)
    return " ".join(word(part).replace("$", "$$") for part in argv)
