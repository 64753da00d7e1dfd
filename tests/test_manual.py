"""The man page is the command line's own."""

from __future__ import annotations

from pathlib import Path

import watcher
from watcher.cli import manual


def test_the_man_page_is_the_command_lines_own():
    shipped = Path(watcher.__file__).parent / "man" / "rejection-watcher.1"
    assert shipped.read_text(encoding="utf-8") == manual.page(), "python -m watcher.cli.manual watcher/man/rejection-watcher.1"


def test_the_man_page_names_every_command_and_escapes_what_roff_reads():
    page = manual.page()
    assert "\n.SS snooze [OPTIONS] " in page
    assert r".B \-\-config FILE" in page
    assert not any(
        line.startswith(".") and line.split()[0] not in {".TH", ".SH", ".SS", ".TP", ".B", ".PP", ".br"} for line in page.split("\n")
    )
