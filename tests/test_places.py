"""Where the state and the config are: folders of any name, and disks that are full or read-only."""

from __future__ import annotations

import json
import os
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from parts.dovecot import wait_for
from parts.life import Life
from parts.service import PROGRAM, Service
from sqlalchemy import URL, create_engine

import watcher.store
from watcher.store import open_store
from watcher.store.place import fault_of, nearest
from watcher.store.version import HEAD, found_version

ODD = ["why? #1 für später", "50% of %20 file:x;a&mode=ro 'q' \"r\" $HOME"]


@pytest.fixture(params=ODD)
def odd(request, tmp_path) -> Path:
    folder = tmp_path / request.param
    folder.mkdir()
    return folder


# --- names


def test_the_daemon_and_the_commands_mean_the_same_state_whatever_its_folder_is_called(odd, dovecot, receiver):
    service = Service(odd)
    user, password = dovecot.fresh_user()
    account = {"host": "localhost", "port": dovecot.imaps, "ca_file": str(dovecot.ca), "username": user, "password": password}
    service.configure(accounts={"personal": account}, targets={"phone": receiver.url()})
    service.start()
    try:
        wait_for(lambda: "event=looked" in service.log)
        assert service.command("add", "--company", "Larkfield Robotics", "--person", "Ada <ada@larkfield.example>").returncode == 0
        assert {step["company"] for step in service.agenda()} == {"Larkfield Robotics"}
        assert all(one["ok"] for one in service.json("check"))
        assert service.stop() == 0
    finally:
        if service.process is not None and service.process.poll() is None:
            service.kill()
    copy = odd / "copy?#.db"
    assert service.command("backup", str(copy)).returncode == 0
    assert found_version(copy) == HEAD
    assert sorted(path.name for path in odd.iterdir()) == ["config.toml", "copy?#.db", "daemon.log", "state"]
    assert not [path for path in odd.parent.iterdir() if path != odd]


def test_an_older_state_in_such_a_folder_is_brought_up_to_date_and_a_copy_kept(odd):
    config = Config()
    config.set_main_option("script_location", str(Path(watcher.store.__file__).with_name("migrations")).replace("%", "%%"))
    engine = create_engine(URL.create("sqlite", database=str(odd / "state.db")))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    assert found_version(odd / "state.db") == "0001"
    with closing(open_store(odd)) as store, store.reading() as tx:
        assert tx.account_rows() == []
    assert found_version(odd / "state.db") == HEAD
    assert found_version(odd / f"state.db.before-{HEAD}") == "0001"


# --- disks

SCRIPT = """
mount -t tmpfs -o size=2m,mode=700 tmpfs "$1/disk"
mkdir -m 700 "$1/disk/state"
[ "$2" = new ] || cp -p "$5/state.db" "$1/disk/state"
case "$3" in
  full) head -c 9M /dev/zero > "$1/disk/fill" 2>/dev/null || true;;
  read-only) mount -o remount,ro "$1/disk";;
esac
"$4" --config "$1/config.toml" check --json > "$1/found.json" || true
"$4" --config "$1/config.toml" add --company "Kestrel Logistics" || echo "add: $?"
timeout 20 "$4" run --config "$1/config.toml" || echo "run: $?"
"""


def on_a_disk(folder: Path, state: str, disk: str) -> tuple[dict, str]:
    """What `check` finds of the state, and what commands say, on a small disk that is mounted for these processes alone."""
    root = os.geteuid() == 0
    unshare = ["unshare", "--mount", *(() if root else ("--map-root-user",))]
    if subprocess.run([*unshare, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], check=False, capture_output=True).returncode:
        pytest.skip("NO FULL AND NO READ-ONLY DISK IS TESTED: nothing can be mounted here")
    life = Life(folder)
    life.store().close()
    (folder / "disk").mkdir()
    life.config.write_text(life.config.read_text().replace(str(life.state), f"{folder}/disk/state"))
    script = [*unshare, "sh", "-ec", SCRIPT, "sh", folder, state, disk, PROGRAM, life.state]
    done = subprocess.run(script, check=True, capture_output=True, text=True, env=os.environ | life.environ)
    assert "Traceback" not in done.stdout + done.stderr
    [found] = [one for one in json.loads((folder / "found.json").read_text()) if one["what"] == "state"]
    return found, done.stdout + done.stderr


@pytest.mark.parametrize("state", ["new", "old"])
def test_a_full_disk_is_found_and_said_by_every_command(tmp_path, state):
    found, said = on_a_disk(tmp_path, state, "full")
    assert not found["ok"]
    assert found["detail"].startswith(f"the disk is full where {tmp_path}/disk/state")
    assert found["remedy"].startswith("free some space (see: df -h ")
    assert said.count("the disk is full where") == (1 if state == "new" else 2)
    assert "add: 1" in said
    assert "run: 1" in said


@pytest.mark.parametrize("state", ["new", "old"])
def test_a_read_only_disk_is_found_and_said_by_every_command(tmp_path, state):
    found, said = on_a_disk(tmp_path, state, "read-only")
    assert not found["ok"]
    assert found["detail"].startswith(f"{tmp_path}/disk/state")
    assert "read-only" in found["detail"]
    assert "mount it for writing again" in found["remedy"]
    assert "chown" not in said
    assert said.count("that is read-only") == (1 if state == "new" else 2)
    assert "run: 1" in said


def test_a_disk_that_is_nearly_full_is_found(tmp_path):
    found, _ = on_a_disk(tmp_path, "old", "small")
    assert (found["ok"], found["detail"]) == (False, f"only 1 MB are left for {tmp_path}/disk/state")


def test_a_place_without_fault_has_none(tmp_path):
    assert fault_of(tmp_path / "not" / "there") is None
    assert nearest(tmp_path / "not" / "there") == tmp_path
