"""The desktop target behind the walls of the user's unit, on a live systemd: it reaches the session bus, and what it opens is outside."""

from __future__ import annotations

import json
import shlex

import pytest
from parts.dovecot import wait_for
from parts.machine import PYTHON, Machine, install_program
from parts.service import toml
from test_units_live import Service

USER = "dana"
HOME = f"/home/{USER}"
# Somebody else's notification server, in the session of the user: told what to click on its standard input.
SERVER = """
import json, os, sys, types
sys.path[:0] = ["/mnt", "/mnt/libraries"]
from parts.desktop import NotificationServer
bus = types.SimpleNamespace(environ={"DBUS_SESSION_BUS_ADDRESS": f"unix:path=/run/user/{os.getuid()}/bus"})
server = NotificationServer(bus)
seen = server.next_bubble(20)
for label in sys.argv[1:]:
    server.click(seen, label)
while server.bubbles:
    server.next(8)
print(json.dumps({"title": seen.title, "labels": seen.labels}))
"""
# Writes where the watcher itself may not.
XDG_OPEN = '#!/bin/sh\nprintf %s "$1" > "$HOME/opened.new" && mv "$HOME/opened.new" "$HOME/opened"\n'


@pytest.fixture(scope="module")
def service(machine: Machine) -> Service:
    machine.run("useradd", "--create-home", "--shell", "/bin/bash", USER)
    machine.run("loginctl", "enable-linger", USER)
    wait_for(lambda: machine.ok("systemctl", "--user", "is-active", "--quiet", "basic.target", user=USER))
    machine.put("/usr/local/bin/xdg-open", XDG_OPEN, mode="755")
    machine.put("/srv/bubbles.py", SERVER)
    made = Service(machine, USER, install_program(machine, f"{HOME}/environment", user=USER))
    account = {"host": "localhost", "username": USER, "password": "none answers there"}
    tables = toml("accounts.personal", account) + toml("targets.here", {"url": "desktop://"})
    tables += toml("notify", {"timezone": "Etc/UTC", "quiet_hours": ""}) + toml("plan", {"ask_recruiter_after": "1s", "reflect_after": ""})
    machine.put(f"{HOME}/.config/rejection-watcher/config.toml", tables, owner=USER, mode="600")
    made.type("install")
    return made


def test_a_bubble_is_shown_clicked_and_its_draft_opened_from_behind_the_walls(service, machine):
    person = shlex.quote("Mirela Okoro <mirela@brightwell.example>")
    added = f"{service.program} add --company Brightwell --role Planner --person {person} --part recruiter"
    machine.run("sh", "-c", added, user=USER)
    clicks = [PYTHON, "/srv/bubbles.py", "Open the draft", "Done"]
    seen = json.loads(machine.run(*clicks, user=USER, seconds=120).stdout)
    assert seen == {"title": "Ask Mirela Okoro what decided it: Planner at Brightwell", "labels": ["Done", "In 3 days", "Open the draft"]}
    link = wait_for(lambda: machine.run("cat", f"{HOME}/opened", check=False).stdout)
    assert link.startswith("mailto:mirela@brightwell.example?subject=")
    [step] = [row for row in json.loads(service.type("agenda", "--all", "--json")) if row["kind"] == "ask_recruiter"]
    assert step["status"] == "completed"
