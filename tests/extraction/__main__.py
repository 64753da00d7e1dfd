"""Print how much of the written mail is read rightly: `python -m tests.extraction [-v] [FILE...]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .measure import HISTORIES, MESSAGES, Tally, history_figures, message_figures

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.extraction", description=__doc__)
    parser.add_argument("-v", "--verbose", action="store_true", help="print every answer that is not the expected one")
    parser.add_argument("files", nargs="*", type=Path, help="mbox files; default: all")
    options = parser.parse_args()
    mistakes: list[str] = []
    tallies: dict[str, Tally] = message_figures(options.files or [*MESSAGES, *HISTORIES], mistakes)
    if not options.files:
        tallies |= history_figures(HISTORIES, mistakes)
    if options.verbose:
        sys.stdout.write("\n".join(mistakes) + "\n\n")
    sys.stdout.write("\n".join(str(tally) for tally in tallies.values()) + "\n")
