"""How long nobody is asked again for a secret that only a person can unlock.

systemd starts us again after RestartSec=, which is right for a keyring that comes up a moment later. A prompt on somebody's screen is
another matter: who has just dismissed it, or is not there, shall not meet it three times a minute. (RestartSteps= would do it, from
systemd 254 on.) That there was a prompt shows in the time that it took. The first try ends at once all the same, since `install` waits
for its outcome.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from watcher.clock import Clock
from watcher.daemon.supervisor import Supervisor
from watcher.errors import UnitError

PROMPT = 5.0  # seconds; what nobody is asked for is there, or not there, sooner
PAUSE = 180.0  # seconds
_SPARE = 30.0


def restarts(environ: Mapping[str, str] = os.environ) -> int:
    """How often systemd has started us again since it was last told to start us; 0 where it does not run us."""
    if not environ.get("NOTIFY_SOCKET"):
        return 0
    from watcher.units import Manager  # noqa: PLC0415 -- the daemon does without it for the months that follow

    try:
        # A user's manager names this folder to all of its services, that of the machine to none.
        return Manager(system="XDG_RUNTIME_DIR" not in environ, environ=environ).look().restarts
    except UnitError:
        return 0


def pause(took: float, again: Callable[[], int], clock: Clock, supervisor: Supervisor) -> None:
    """Wait, if fetching the secrets `took` so many seconds in vain that somebody has been asked, and not for the first time."""
    if took < PROMPT or not again():
        return
    supervisor.longer(PAUSE + _SPARE)
    supervisor.status(f"waiting for a keyring or a key to be unlocked, next try in {round(PAUSE / 60)} minutes")
    clock.wait_readable([], PAUSE)
