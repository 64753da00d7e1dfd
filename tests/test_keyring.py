"""The desktop's own keyring: a real gnome-keyring on a bus of its own, open and locked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

TRY = """
import os, sys
from watcher.config.secret import Keyring
from watcher.config.words import Refused
kept = Keyring("sam", dict(os.environ), 20.0)
try:
    if sys.argv[1] == "put":
        kept.put("canary")
    else:
        print(kept.fetch())
except Refused as refused:
    print("refused:", refused.message, "->", refused.remedy)
"""
LOCK = "import secretstorage as s; c = s.get_default_collection(s.dbus_init()); c.lock(); assert c.is_locked()"


def on_a_bus(folder: Path, script: str) -> str:
    """What a shell script prints, in a session with a bus, an unlocked keyring and no display."""
    if not all(map(shutil.which, ("gnome-keyring-daemon", "dbus-run-session"))):
        pytest.skip("GNOME-KEYRING IS MISSING, the desktop's keyring is not tested: apt-get install gnome-keyring dbus-daemon")
    places = {name: folder / name for name in ("XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME")}
    for place in places.values():
        place.mkdir(mode=0o700)
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "TRY": TRY, "LOCK": LOCK, "PYTHON": sys.executable}
    unlock = "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null\n"
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", unlock + script],
        env=environ | {name: str(place) for name, place in places.items()},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


def test_a_password_is_put_into_the_keyring_and_found_there(tmp_path):
    printed = on_a_bus(tmp_path, '"$PYTHON" -c "$TRY" get; "$PYTHON" -c "$TRY" put; "$PYTHON" -c "$TRY" get')
    first, second = printed.splitlines()
    assert first.startswith("refused: the keyring has no password of 'rejection-watcher' for 'sam' -> run:")
    assert second == "canary"
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"canary" in path.read_bytes()]


def test_a_keyring_that_is_locked_is_explained_and_hangs_nobody(tmp_path):
    began = time.monotonic()
    printed = on_a_bus(tmp_path, '"$PYTHON" -c "$TRY" put; "$PYTHON" -c "$LOCK"; "$PYTHON" -c "$TRY" get; "$PYTHON" -c "$TRY" put')
    for line in printed.splitlines():
        assert line.startswith("refused: the keyring cannot be asked: KeyringLocked")
        assert "unlock it" in line
    assert len(printed.splitlines()) == 2
    assert time.monotonic() - began < 45
