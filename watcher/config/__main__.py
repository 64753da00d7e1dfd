"""`python -m watcher.config` prints the example config: every option at its default, with what it is for."""

import sys

from watcher.config.example import text

sys.stdout.write(text())
