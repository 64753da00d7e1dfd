"""Cyrus and Courier, the two other free IMAP servers, each in a root folder of its own: as packages they exclude Dovecot and each other.

Both keep everything below INBOX with dots, as Debian sets them up. Cyrus pushes and knows CONDSTORE and QRESYNC. Courier is the plain
server: no CONDSTORE, no MOVE, no SPECIAL-USE, and its IDLE looks at the mailbox by the minute. For `make test-full`; needs root and
mmdebstrap.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from imapclient import IMAPClient

from parts.dovecot import _up, free_port, make_certificate, wait_for
from parts.machine import ROOTS, root_folder

USER, PASSWORD = "robin", "plum 50% tart"
PACKAGES = {"cyrus": "cyrus-imapd,sasl2-bin,libsasl2-modules-db", "courier": "courier-imap,courier-authlib-userdb,gamin"}

# The mounts end with the mount namespace, and whatever the server started with the process namespace: PID 1 of it is the shell.
_INSIDE = """
mount -t tmpfs tmpfs "$folder/layers"
mkdir "$folder/layers/upper" "$folder/layers/work"
mount -t overlay overlay -o "lowerdir=$lower,upperdir=$folder/layers/upper,workdir=$folder/layers/work" "$folder/root"
mount -t proc proc "$folder/root/proc"
mount --rbind /dev "$folder/root/dev"
mount -t tmpfs tmpfs "$folder/root/run"
mkdir -p "$folder/root/etc/mail-test" "$folder/kept"
cp "$folder/cert.pem" "$folder/key.pem" "$folder/root/etc/mail-test/"
mkdir -p "$folder/root/srv/kept"
mount --bind "$folder/kept" "$folder/root/srv/kept"
exec chroot "$folder/root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin \
  IMAPS="$imaps" IMAP="$imap" USER="$user" PASSWORD="$password" bash -ec "$server"
"""

_CYRUS = r"""
chown -R cyrus:mail /etc/mail-test /srv/kept
install -d -o cyrus -g mail /run/cyrus /run/cyrus/socket /run/cyrus/proc /run/cyrus/lock
cat > /etc/imapd.conf <<END
configdirectory: /srv/kept/lib
partition-default: /srv/kept/mail
defaultpartition: default
proc_path: /run/cyrus/proc
mboxname_lockpath: /run/cyrus/lock
idlesocket: /run/cyrus/socket/idle
lmtpsocket: /run/cyrus/socket/lmtp
altnamespace: no
unixhierarchysep: no
hashimapspool: true
servername: localhost
allowplaintext: yes
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_mech_list: PLAIN LOGIN
sasl_sasldb_path: /etc/sasldb2
autocreate_quota: 0
autocreate_inbox_folders: Sent | Drafts | Junk
xlist-sent: Sent
xlist-drafts: Drafts
xlist-junk: Junk
tls_server_cert: /etc/mail-test/cert.pem
tls_server_key: /etc/mail-test/key.pem
END
cat > /etc/cyrus.conf <<END
START {
  recover cmd="/usr/sbin/cyrus ctl_cyrusdb -r"
}
DAEMON {
  idled cmd="idled"
}
SERVICES {
  imap cmd="imapd" listen="127.0.0.1:$IMAP" prefork=1 maxchild=50
  imaps cmd="imapd -s" listen="127.0.0.1:$IMAPS" prefork=1 maxchild=50
}
EVENTS {
  checkpoint cmd="/usr/sbin/cyrus ctl_cyrusdb -c" period=30
}
END
[ -d /srv/kept/lib ] || install -d -o cyrus -g mail /srv/kept/lib /srv/kept/mail
setpriv --reuid=cyrus --regid=mail --clear-groups cyrus makedirs >/dev/null 2>&1 || true
printf %s "$PASSWORD" | saslpasswd2 -p -c -f /etc/sasldb2 -u localhost "$USER"
chown cyrus:mail /etc/sasldb2
cyrmaster -C /etc/imapd.conf -M /etc/cyrus.conf
exit  # the shell stays: a process that changes its user is not killed with its parent
"""

_COURIER = r"""
useradd --uid 9000 --no-create-home mailbox
[ -d "/srv/kept/$USER" ] || {
  install -d -o mailbox -g mailbox "/srv/kept/$USER"
  setpriv --reuid=9000 --regid=9000 --clear-groups maildirmake "/srv/kept/$USER/Maildir"
}
for one in Sent Drafts Junk; do
  [ -d "/srv/kept/$USER/Maildir/.$one" ] || setpriv --reuid=9000 --regid=9000 --clear-groups maildirmake -f "$one" "/srv/kept/$USER/Maildir"
done
install -d -o courier -g courier /run/courier /run/courier/authdaemon
cat /etc/mail-test/key.pem /etc/mail-test/cert.pem > /etc/courier/imapd.pem
chmod 600 /etc/courier/imapd.pem
sed -i 's/^authmodulelist=.*/authmodulelist="authuserdb"/' /etc/courier/authdaemonrc
rm -rf /etc/courier/userdb
userdb "$USER" set uid=9000 gid=9000 "home=/srv/kept/$USER" "mail=/srv/kept/$USER/Maildir"
printf '%s\n%s\n' "$PASSWORD" "$PASSWORD" | userdbpw -md5 | userdb "$USER" set systempw
chmod 600 /etc/courier/userdb
makeuserdb
authdaemond start
set -a
. /etc/courier/imapd
. /etc/courier/imapd-ssl
IMAP_TLS=1
rm -f "$TLS_CACHEFILE"
unset TLS_DHPARAMS TLS_CACHEFILE
couriertcpd -address=127.0.0.1 -maxprocs=40 -maxperip=40 -nodnslookup -noidentlookup "$IMAPS" \
  /usr/bin/couriertls -server -tcpd /usr/lib/courier/courier/imaplogin /usr/bin/imapd Maildir &
IMAP_TLS=0
couriertcpd -address=127.0.0.1 -maxprocs=40 -maxperip=40 -nodnslookup -noidentlookup "$IMAP" \
  /usr/lib/courier/courier/imaplogin /usr/bin/imapd Maildir
"""
_SERVERS = {"cyrus": _CYRUS, "courier": _COURIER}


def missing(kind: str) -> str:
    """What keeps this server from being started here, and how to get it; "" when nothing does."""
    if os.geteuid() != 0:
        return f"{kind.upper()} IS NOT TESTED: a root folder of its own needs root"
    if not (ROOTS / kind).exists() and not shutil.which("mmdebstrap"):
        return f"{kind.upper()} IS NOT TESTED: apt-get install --no-install-recommends mmdebstrap"
    return ""


@dataclass
class OtherServer:
    """One account, USER with PASSWORD; `start` after `stop` goes on with what was kept, on the same ports."""

    kind: str
    folder: Path
    imap: int = field(default_factory=free_port)
    imaps: int = field(default_factory=free_port)
    shell: subprocess.Popen[bytes] | None = None

    @property
    def ca(self) -> Path:
        return self.folder / "cert.pem"

    def start(self) -> None:
        inside = {
            "folder": str(self.folder),
            "lower": str(root_folder(self.kind, "bookworm", PACKAGES[self.kind])),
            "imaps": str(self.imaps),
            "imap": str(self.imap),
        }
        inside |= {"user": USER, "password": PASSWORD, "server": _SERVERS[self.kind]}
        command = ["unshare", "-m", "--propagation", "private", "-p", "-f", "--kill-child", "bash", "-ec", _INSIDE]
        with (self.folder / "log").open("ab") as log:
            self.shell = subprocess.Popen(command, env=os.environ | inside, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        wait_for(lambda: self.shell.poll() is not None or (_up(self.imap) and _up(self.imaps)), 30)
        assert self.shell.poll() is None, (self.folder / "log").read_text()

    def stop(self) -> None:
        """At once, with every connection."""
        if self.shell is not None:
            self.shell.send_signal(signal.SIGKILL)  # and --kill-child ends the namespace
            self.shell.wait()
            self.shell = None
            wait_for(lambda: not _up(self.imap))

    @contextlib.contextmanager
    def client(self) -> Iterator[IMAPClient]:
        """The user's mail program."""
        client = IMAPClient("127.0.0.1", self.imap, ssl=False, timeout=20)
        try:
            client.login(USER, PASSWORD)
            yield client
            client.logout()
        finally:
            with contextlib.suppress(OSError):
                client.shutdown()


@contextlib.contextmanager
def running(kind: str) -> Iterator[OtherServer]:
    folder = Path(tempfile.mkdtemp(prefix=f"{kind}-", dir="/var/tmp"))
    folder.chmod(0o755)
    for name in ("root", "layers", "kept"):
        (folder / name).mkdir()
    make_certificate(folder / "cert.pem", folder / "key.pem")
    server = OtherServer(kind, folder)
    try:
        server.start()
        with server.client() as client:
            for (
                _,
                _,
                mailbox,
            ) in client.list_folders():  # as a mail program does; until then Courier gives an empty one a new UIDVALIDITY each time
                client.select_folder(mailbox)
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
