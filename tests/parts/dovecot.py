"""A throw-away Dovecot on loopback, started as whoever runs the tests.

Dovecot refuses to run its login processes as root, so under root everything runs as nobody; as any other user it runs as that user. The
directory is its own, below /tmp, because nobody may not enter pytest's. Up in a third of a second, down in three: one for a test session.
"""

from __future__ import annotations

import contextlib
import getpass
import grp
import itertools
import os
import pwd
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from imapclient import IMAPClient

T = TypeVar("T")
USERS = 5000  # the whole of the full run in one session takes hundreds
ODD_USER = ("odd x (y)", "grün")  # a name that needs quoting, a password beyond ASCII

CONF = """
base_dir = {home}/base
state_dir = {home}/state
instance_name = {name}
protocols = imap lmtp
listen = 127.0.0.1
log_path = {home}/dovecot.log
info_log_path = {home}/dovecot.log
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 0
first_valid_gid = 0
ssl = yes
ssl_cert = <{home}/cert.pem
ssl_key = <{home}/key.pem
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0 secs
auth_username_chars =
mail_max_userip_connections = 2000
mail_location = maildir:{home}/mail/%u:LAYOUT=fs
mailbox_idle_check_interval = 30 secs
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Junk {{
    auto = create
    special_use = \\Junk
  }}
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
  mailbox Drafts {{
    auto = create
    special_use = \\Drafts
  }}
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {home}/passwd
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u allow_all_users=yes
}}
service imap-login {{
  chroot =
  service_count = 0
  process_min_avail = 1
  client_limit = 400
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service imap {{
  process_limit = 200
  client_limit = 1
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
service anvil {{
  chroot =
  client_limit = 900
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service auth {{
  client_limit = 900
}}
service stats {{
  chroot =
  client_limit = 900
}}
"""


@dataclass
class Dovecot:
    """A running server: ports on 127.0.0.1, the certificate that is its own CA, and accounts user0:pass0 ... user199:pass199."""

    imap: int
    imaps: int
    lmtp: int
    ca: Path
    home: Path
    host: str = "127.0.0.1"
    _fresh: Iterator[int] = field(default_factory=itertools.count)

    @property
    def mail(self) -> Path:
        return self.home / "mail"

    @property
    def users(self) -> dict[str, str]:
        return {f"user{i}": f"pass{i}" for i in range(USERS)}

    def fresh_user(self) -> tuple[str, str]:
        """A name and password whose mailboxes no other test of this session has touched."""
        i = next(self._fresh)
        assert i < USERS, "more users were asked for than Dovecot knows"
        return f"user{i}", f"pass{i}"

    def add_user(self, name: str, password: str) -> None:
        """An account with a password of one's choice; Dovecot reads the list again when it has changed."""
        with (self.home / "passwd").open("a", encoding="utf-8") as known:
            known.write(f"{name}:{{PLAIN}}{password}::::::\n")

    def deliver(self, user: str, *mails: bytes) -> None:
        """By LMTP, as a mail server would."""
        with smtplib.LMTP(self.host, self.lmtp) as lmtp:
            for mail in mails:
                lmtp.sendmail("sender@example.org", [user], mail)

    def append(self, user: str, mailbox: str, mail: bytes, at: datetime | None = None) -> None:
        """By IMAP, with a time of its own. The server's own time is used for one that lies in the future."""
        with self.client(user) as client:
            client.append(mailbox, mail, msg_time=at)

    @contextlib.contextmanager
    def client(self, user: str) -> Iterator[IMAPClient]:
        """A signed-in client for looking at and preparing mailboxes from outside."""
        client = IMAPClient(self.host, self.imap, ssl=False, timeout=20)
        try:
            client.login(user, self.users[user])
            yield client
            client.logout()
        finally:
            with contextlib.suppress(OSError):
                client.shutdown()

    def flags(self, user: str) -> dict[str, dict[int, tuple[bytes, ...]]]:
        """Every flag of every mail (but \\Recent, which belongs to sessions), to be compared before and after."""
        with self.client(user) as client:
            found = {}
            for attributes, _, mailbox in client.list_folders():
                if {b"\\Noselect", b"\\NonExistent"} & set(attributes):
                    continue
                client.select_folder(mailbox, readonly=True)
                flags = client.get_flags(client.search("ALL"))
                found[mailbox] = {uid: tuple(flag for flag in mine if flag != b"\\Recent") for uid, mine in flags.items()}
            return found

    def kick(self, user: str) -> None:
        """End all IMAP connections of a user, as an administrator would."""
        subprocess.run(["doveadm", "-c", str(self.home / "dovecot.conf"), "kick", user], check=False, capture_output=True)


def installed() -> bool:
    return all(shutil.which(tool) for tool in ("dovecot", "openssl"))


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def wait_for(condition: Callable[[], T], seconds: float = 20.0) -> T:
    """Wait for a real part's doing: poll until the condition holds; its value."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{condition} did not hold within {seconds} s")
        time.sleep(0.01)
    return value


_AUTHORITY = """
[ca]
default_ca = this
[this]
database = {home}/index.txt
new_certs_dir = {home}
rand_serial = yes
default_md = sha256
policy = names
[names]
commonName = supplied
[leaf]
subjectAltName = DNS:localhost,IP:127.0.0.1
"""


def make_certificate(cert: Path, key: Path, *, until: str = "20491231235959Z") -> None:
    """A self-signed certificate for localhost; `until` may lie in the past."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "index.txt").touch()
        (home / "ca.conf").write_text(_AUTHORITY.format(home=home))
        request = ["openssl", "req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"]
        subprocess.run([*request, "-keyout", str(key), "-out", str(home / "request.pem")], check=True, capture_output=True)
        sign = ["openssl", "ca", "-batch", "-selfsign", "-notext", "-config", str(home / "ca.conf"), "-extensions", "leaf"]
        sign += ["-keyfile", str(key), "-in", str(home / "request.pem"), "-out", str(cert)]
        subprocess.run([*sign, "-startdate", "20200101000000Z", "-enddate", until], check=True, capture_output=True)


def _prepare(home: Path, more: str) -> Dovecot:
    root = os.getuid() == 0
    user = "nobody" if root else getpass.getuser()
    account = pwd.getpwnam(user)
    server = Dovecot(imap=free_port(), imaps=free_port(), lmtp=free_port(), ca=home / "cert.pem", home=home)
    for part in ("base", "state", "mail"):
        (home / part).mkdir()
    make_certificate(home / "cert.pem", home / "key.pem")
    known = [*server.users.items(), ODD_USER]
    (home / "passwd").write_text("".join(f"{name}:{{PLAIN}}{password}::::::\n" for name, password in known), encoding="utf-8")
    names = {"user": user, "group": grp.getgrgid(account.pw_gid).gr_name, "uid": account.pw_uid, "gid": account.pw_gid}
    ports = {"imap": server.imap, "imaps": server.imaps, "lmtp": server.lmtp}
    (home / "dovecot.conf").write_text(CONF.format(home=home, name=home.name, **names, **ports) + more)
    for secret in ("key.pem", "passwd"):
        (home / secret).chmod(0o600)
    if root:
        for path in [home, *home.rglob("*")]:
            os.chown(path, account.pw_uid, account.pw_gid)
    return server


def _up(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def _gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@contextlib.contextmanager
def running(more: str = "") -> Iterator[Dovecot]:
    """Start it, and stop it with everything that it left; `more` goes into its config."""
    home = Path(tempfile.mkdtemp(prefix="dovecot-", dir="/tmp"))
    home.chmod(0o711)
    try:
        server = _prepare(home, more)
        as_nobody = ["setpriv", "--reuid=nobody", "--regid=" + str(pwd.getpwnam("nobody").pw_gid), "--clear-groups"]
        start = ["dovecot", "-c", str(home / "dovecot.conf")]
        # The daemon keeps what it inherits, so a pipe here would never end.
        subprocess.run([*(as_nobody if os.getuid() == 0 else []), *start], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        pid = int(wait_for(lambda: (home / "base/master.pid").exists() and (home / "base/master.pid").read_text()))
        try:
            wait_for(lambda: all(_up(port) for port in (server.imap, server.imaps, server.lmtp)))
            yield server
        finally:
            os.kill(pid, signal.SIGTERM)
            wait_for(lambda: _gone(pid))
    finally:
        shutil.rmtree(home, ignore_errors=True)
