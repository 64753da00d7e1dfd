"""`python -m watcher.daemon CONFIG [--debug]`: the daemon's process.

`rejection-watcher run` becomes this by exec: same process, same id, but without the command line's libraries, which it would hold for
months.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from watcher import log
from watcher.clock import SystemClock
from watcher.config.apart import load_apart
from watcher.daemon import Daemon
from watcher.daemon.patience import pause, restarts
from watcher.daemon.supervisor import Supervisor
from watcher.errors import SecretsAway, WatcherError
from watcher.lifeline import leave_no_dump


def main(arguments: list[str]) -> int:
    """Watch until told to stop; returns the exit code."""
    leave_no_dump()
    log.set_up(debug="--debug" in arguments[1:])
    clock = SystemClock()
    began = clock.monotonic()
    try:
        daemon = Daemon(load_apart(Path(arguments[0]), os.environ))
        daemon.listen_to_signals()
        daemon.run()
    except WatcherError as error:
        sys.stderr.write(f"rejection-watcher: {error.message}\n" + (f"  {error.remedy}\n" if error.remedy else ""))
        sys.stderr.flush()
        if isinstance(error, SecretsAway):
            pause(clock.monotonic() - began, restarts, clock, Supervisor(clock))
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
