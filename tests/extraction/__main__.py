"""Print how much of the written mail is read rightly: `python -m tests.extraction [-v] [FILE...]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .measure import HISTORIES, MESSAGES, Tally, history_figures, message_figures
from .real import readings

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.extraction", description=__doc__)
    parser.add_argument("-v", "--verbose", action="store_true", help="print every answer that is not the expected one")
    parser.add_argument(
        "files", nargs="*", type=Path, help="mbox files; default: all; of a .jsonl file of real mail, 50 readings are printed"
    )
    parser.add_argument("--without-from", action="store_true", help="of a .jsonl file: the real rejections of which no sender is known")
    options = parser.parse_args()
    for path in (path for path in options.files if path.suffix == ".jsonl"):
        sys.stdout.write("\n".join(readings(path, with_from=not options.without_from)) + "\n")
    options.files = [path for path in options.files if path.suffix != ".jsonl"]
    if any(name.endswith(".jsonl") for name in sys.argv) and not options.files:
        sys.exit()
    mistakes: list[str] = []
    tallies: dict[str, Tally] = message_figures(options.files or [*MESSAGES, *HISTORIES], mistakes)
    if not options.files:
        tallies |= history_figures(HISTORIES, mistakes)
    if options.verbose:
        sys.stdout.write("\n".join(mistakes) + "\n\n")
    sys.stdout.write("\n".join(str(tally) for tally in tallies.values()) + "\n")
