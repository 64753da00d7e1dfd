"""Where a user's password comes from, under the shipped unit on a live systemd: pass, Secret Service by command and by keyring.

Slower than a commit should wait for: with WATCHER_FULL=1 only.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from parts.dovecot import wait_for
from parts.machine import install_program
from parts.mail_host import PASSWORD, MailHost
from test_units_live import HOME, QUICK, UNIT, Service, config

CONFIG = f"{HOME}/.config/rejection-watcher/config.toml"
PACKAGES = ("pass", "gpg", "gnome-keyring-daemon", "secret-tool")
Configure = Callable[[str], None]

if os.environ.get("WATCHER_FULL"):  # `make test-full`: it takes what it says

    @pytest.fixture(scope="module")
    def sam(machine) -> Service:
        """A user with a service that wants its password from somewhere."""
        lacking = [tool for tool in PACKAGES if not machine.ok("which", tool)]
        if lacking:
            pytest.skip(f"PASS AND KEYRING ARE NOT TESTED here, there is no {lacking[0]}: .ci/full installs it")
        host = MailHost(machine)
        if not machine.ok("systemctl", "is-active", "--quiet", "imap"):
            host.build()
            host.plug()
            host.names()
            host.serve()
        if not machine.ok("id", "sam"):
            machine.run("useradd", "--create-home", "--shell", "/bin/bash", "sam")
        machine.run("loginctl", "enable-linger", "sam")
        wait_for(lambda: machine.ok("systemctl", "--user", "is-active", "--quiet", "basic.target", user="sam"))
        service = Service(machine, "sam", install_program(machine, f"{HOME}/secrets", user="sam"))
        service.drop_in("test", QUICK)
        return service

    def sh(sam: Service, script: str, *, stdin: str = "") -> str:
        """In a session of Sam's."""
        bus = 'export DBUS_SESSION_BUS_ADDRESS="unix:path=$XDG_RUNTIME_DIR/bus"; '
        return sam.machine.run("sh", "-ec", bus + script, user="sam", stdin=stdin).stdout

    def takes(sam: Service, password: str) -> None:
        """Its password comes from there from now on."""
        sam.machine.put(CONFIG, config(password, "wren"), owner="sam", mode="600")
        sam.type("install", "--no-start")
        sam.machine.run("systemctl", "--user", "restart", UNIT, user="sam", check=False)

    def test_pass_is_asked_and_its_agent_runs_outside_of_our_walls(sam):
        sh(sam, "gpg --batch --pinentry-mode loopback --passphrase '' --quick-generate-key 'sam <sam@mail.test>' default default never")
        sh(sam, "pass init sam@mail.test; pass insert -e mail; gpgconf --kill all", stdin=f"{PASSWORD}\n")
        takes(sam, '{ command = ["pass", "show", "mail"] }')
        sam.until_it_watches()
        assert sam.ctl("is-active", "gpg-agent.service") == "active"
        assert not sam.machine.ok("test", "-e", f"{sam.drop_ins}/password-command.conf")

    def test_a_keyring_that_is_locked_at_first_is_waited_for_and_then_asked_by_itself_and_by_command(sam):
        sh(sam, "systemctl --user mask --now gnome-keyring-daemon.socket gnome-keyring-daemon.service")
        takes(sam, "{ keyring = true }")
        wait_for(lambda: int(sam.show("NRestarts")) > 1)
        assert "status=75" in sam.log
        sam.machine.put(f"{HOME}/letmein", "letmein", owner="sam", mode="600")
        unlock = "gnome-keyring-daemon --replace --unlock --foreground --components=secrets"  # as signing in does
        sh(sam, f"systemd-run --user --quiet --unit=keyring -p StandardInput=file:{HOME}/letmein {unlock}")
        attributes = "service rejection-watcher username wren application 'Python keyring library'"
        wait_for(lambda: sam.machine.ok("sh", "-c", "ls ~/.local/share/keyrings/login.keyring", user="sam"))
        sh(sam, f"secret-tool store --label=imap {attributes}", stdin=PASSWORD)
        sam.until_it_watches()
        sh(sam, "secret-tool store --label=imap mail wren", stdin=PASSWORD)
        takes(sam, '{ command = ["secret-tool", "lookup", "mail", "wren"] }')
        sam.until_it_watches()
