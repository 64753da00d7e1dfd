"""The service's units: what systemd is told to run, how, and behind which walls.

    systemd/     the two units, as an administrator reads them; the one source (the folder systemd/ of the repository leads here)
    quoting      how a path is written in a unit file
    text         shipped unit + what is known of this machine -> the files to write
    files        writing them, and taking away what was written
    manager      systemctl and loginctl; whether the service runs, and which version of it

Which credentials and holes a config needs is found out by the one who joins config and units: `watcher.cli.install`.
"""

from watcher.units.files import Written, is_ours, remove, write
from watcher.units.manager import Manager, Service
from watcher.units.text import NAME, UNIT, Loaded, Wanted, folder, rendered

__all__ = ["NAME", "UNIT", "Loaded", "Manager", "Service", "Wanted", "Written", "folder", "is_ours", "remove", "rendered", "write"]
