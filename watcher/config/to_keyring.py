"""The child process that writes to the keyring: `there`, `set` (the secret comes on standard input) or `delete`; then service and user.

It ends with 0, 3 (no keyring package), 4 (no keyring that keeps anything) or 5 (it refuses, in words on standard error). A process of its
own for the same reasons as from_keyring.
"""

from __future__ import annotations

import signal
import sys

from watcher.config.from_keyring import ALARM
from watcher.config.words import one_line
from watcher.lifeline import leave_no_dump


def main() -> int:
    """Do what argv says."""
    leave_no_dump()
    signal.alarm(ALARM)
    verb, service, user = sys.argv[1:4]
    try:
        import keyring  # noqa: PLC0415 - the optional package whose absence is an answer
    except ImportError:
        return 3
    try:
        if keyring.get_keyring().priority <= 0:
            return 4
        if verb == "set":
            keyring.set_password(service, user, sys.stdin.buffer.read().decode("utf-8", "surrogatepass"))
        elif verb == "delete":
            keyring.delete_password(service, user)
    except Exception as error:  # noqa: BLE001 - a keyring backend may raise anything, and each failure is explained to the user
        sys.stderr.write(one_line(f"{type(error).__name__}: {error}"))
        return 5
    return 0


if __name__ == "__main__":
    sys.exit(main())
