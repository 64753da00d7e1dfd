"""A mail host beside a machine: Dovecot and a notification service in a network of their own, one cable away; and a name server.

Each of the three can be missing: the cable (`plug`, `unplug`), the name server (`names`), the mail server (`serve`, `close`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from email.utils import make_msgid
from typing import Any

from parts.machine import PYTHON, Machine

NAME = "mail.test"
HERE, THERE = "10.66.0.1", "10.66.0.2"
HOOK = f"json://{NAME}:8080"
CA = "/etc/mail-test/cert.pem"
PASSWORD = "plum 50% tart"
_HEARD = "/srv/mail/heard"
_CONF = """
protocols = imap
listen = *
log_path = /srv/mail/log
ssl = required
first_valid_uid = 0
namespace inbox {
  inbox = yes
  mailbox Sent {
    auto = create
    special_use = \\Sent
  }
}
"""
_TO_23 = f"""
ssl_cert = <{CA}
ssl_key = </etc/mail-test/key.pem
auth_failure_delay = 0 secs
mail_location = maildir:/srv/mail/%u
passdb {{
  driver = passwd-file
  args = scheme=PLAIN /etc/mail-test/passwd
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home=/srv/mail/%u
}}
"""
_FROM_24 = f"""
ssl_server_cert_file = {CA}
ssl_server_key_file = /etc/mail-test/key.pem
auth_failure_delay = 0 secs
mail_driver = maildir
mail_path = /srv/mail/%{{user}}
passdb passwd-file {{
  passwd_file_path = /etc/mail-test/passwd
  default_password_scheme = PLAIN
}}
userdb static {{
  fields {{
    uid = mail
    gid = mail
    home = /srv/mail/%{{user}}
  }}
}}
"""
_REJECTION = """\
From: Tomasz Bielak <tomasz.bielak@rejections.example>
To: robin@mail.example
Subject: Your interview at {company}
Message-ID: {id}
Content-Type: text/plain; charset=utf-8

Dear Robin,

thank you for coming in last week. In the end we have decided not to move
forward with your application for the Test Engineer position at {company};
another candidate was the closer match.

Kind regards,
Tomasz Bielak
{company}
"""


@dataclass
class MailHost:
    """Accounts robin, wren and pia with PASSWORD, at NAME, by TLS that CA vouches for."""

    machine: Machine

    def build(self) -> None:
        """What stays over a reboot."""
        run = self.machine.run
        run("install", "-d", "/etc/mail-test")
        request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", f"/CN={NAME}"]
        run(*request, "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", "/etc/mail-test/key.pem", "-out", CA)
        version = run("dovecot", "--version").stdout.split()[0].partition("-")[0]
        newer = f"dovecot_config_version = {version}\ndovecot_storage_version = {version}\n"  # has to come first
        whole = _CONF + _TO_23 if version.startswith("2.3") else newer + _CONF + _FROM_24
        self.machine.put("/etc/mail-test/dovecot.conf", whole)
        self.machine.put("/etc/mail-test/passwd", "".join(f"{user}:{PASSWORD}::::::\n" for user in ("robin", "wren", "pia")))
        run("install", "-d", "-o", "mail", "-g", "mail", "/srv/mail")

    def plug(self) -> None:
        """The cable: the network is there."""
        if not self.machine.ok("ip", "netns", "exec", "there", "true"):
            self.machine.run("ip", "netns", "add", "there")
        run, inside = self.machine.run, ("ip", "-n", "there")
        run("ip", "link", "add", "net0", "type", "veth", "peer", "name", "net0", "netns", "there")
        for at, address in ((("ip",), HERE), (inside, THERE)):
            run(*at, "address", "add", f"{address}/24", "dev", "net0")
            run(*at, "link", "set", "net0", "up")

    def unplug(self) -> None:
        self.machine.run("ip", "link", "delete", "net0")

    def names(self) -> None:
        """The name server comes up."""
        self._unit("names", PYTHON, "/mnt/parts/inside.py", "dns", THERE)

    def no_names(self) -> None:
        self.machine.run("systemctl", "stop", "names")

    def serve(self) -> None:
        """The mail server and the notification service come up."""
        self._unit("imap", "/usr/sbin/dovecot", "-F", "-c", "/etc/mail-test/dovecot.conf", there=True)
        self._unit("hook", PYTHON, "/mnt/parts/inside.py", "hook", "8080", _HEARD, there=True)

    def close(self) -> None:
        self.machine.run("systemctl", "stop", "imap", "hook")

    def _unit(self, name: str, *command: str, there: bool = False) -> None:
        where = ["-p", "NetworkNamespacePath=/run/netns/there"] if there else []
        self.machine.run("systemd-run", "--quiet", "--collect", f"--unit={name}", *where, "--", *command)

    def deliver(self, user: str, mail: bytes) -> None:
        save = ("doveadm", "-c", "/etc/mail-test/dovecot.conf", "save", "-u", user)
        self.machine.run("ip", "netns", "exec", "there", *save, stdin=mail.decode())

    def heard(self) -> list[dict[str, Any]]:
        """The notifications that arrived."""
        return [json.loads(line) for line in self.machine.run("cat", _HEARD, check=False).stdout.splitlines()]


def rejection(company: str) -> bytes:
    """A plain one, with an id of its own."""
    return _REJECTION.format(company=company, id=make_msgid(domain="rejections.example")).encode()
