"""The child process that asks the keyring: prints the secret, or ends with 3 (no keyring package), 4 (no such entry), 5 (it refuses).
With --put it keeps what stands on its standard input.

A process and not a thread: a keyring that waits for its prompt can only be ended by ending the process, and its libraries stay out of the
daemon.
"""

from __future__ import annotations

import signal
import sys

from watcher.config.words import one_line
from watcher.lifeline import leave_no_dump

ALARM = 60  # seconds: ends this process should the one that waits for it be gone


def main() -> int:
    """Ask for the secret of argv: service and user, neither of them secret; or put it there."""
    leave_no_dump()
    signal.alarm(ALARM)
    service, user, *option = sys.argv[1:4]
    try:
        import keyring  # noqa: PLC0415 - the optional package whose absence is an answer
    except ImportError:
        return 3
    try:
        if option == ["--put"]:
            keyring.set_password(service, user, sys.stdin.buffer.read().decode())
            return 0
        secret = keyring.get_password(service, user)
    except Exception as error:  # noqa: BLE001 - a keyring backend may raise anything, and each failure is explained to the user
        sys.stderr.write(one_line(f"{type(error).__name__}: {error}"))
        return 5
    if secret is None:
        return 4
    sys.stdout.buffer.write(secret.encode("utf-8", "surrogatepass"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
