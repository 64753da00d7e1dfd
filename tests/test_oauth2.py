"""Signing in by OAuth2, from `login` to the mail: a real sign-in service, a Dovecot that asks it about tokens, the program as installed."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import subprocess
import tempfile
import threading
import time
from contextlib import nullcontext
from pathlib import Path

import pytest
from parts import oauth2 as service_part
from parts.canaries import Cage, watched_processes
from parts.dovecot import installed, wait_for
from parts.service import PROGRAM, Service

from watcher.clock import SystemClock
from watcher.imap.sign_in import _authenticate as by_one
from watcher.imap.sign_in import by_token
from watcher.imap.trouble import Refused
from watcher.imap.wire import Client, Line, Signal


@pytest.fixture(scope="module")
def mail():
    """A sign-in service, and a mail server that believes it."""
    if not installed():
        pytest.skip("DOVECOT IS MISSING, nothing about OAuth2 is tested: apt-get install --no-install-recommends dovecot-imapd")
    with service_part.signing_in() as sign_in, tempfile.TemporaryDirectory(dir="/tmp") as name:
        Path(name).chmod(0o755)
        with service_part.dovecot_behind(sign_in, Path(name)) as server:
            yield sign_in, server


@pytest.fixture
def sign_in(mail):
    """The service as new, and a user whose mailbox is."""
    service, server = mail
    fresh = service_part.Service(user=server.fresh_user()[0])
    service.__dict__.update({key: value for key, value in fresh.__dict__.items() if key != "port"})
    return service


@pytest.fixture
def dovecot_oauth2(mail):
    return mail[1]


@pytest.fixture
def service(tmp_path):
    made = Service(tmp_path)
    yield made
    if made.process is not None and made.process.poll() is None:
        made.kill()


def entry(sign_in, dovecot, auth=None, **more) -> dict:
    auth = sign_in.config() if auth is None else auth
    return {"host": "localhost", "port": dovecot.imaps, "ca_file": str(dovecot.ca), "username": sign_in.user, "auth": auth} | more


@pytest.fixture
def configured(service, sign_in, dovecot_oauth2, receiver):
    service.configure(accounts={"work": entry(sign_in, dovecot_oauth2)}, targets={"hook": receiver.url()})
    return service


class Login:
    """`rejection-watcher login` under way: what it says, and what is typed."""

    def __init__(self, service: Service, *options: str) -> None:
        environ = {key: value for key, value in os.environ.items() if key not in {"DISPLAY", "WAYLAND_DISPLAY"}}
        command = [PROGRAM, "login", "work", *options, "--config", service.config]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ, bufsize=1
        )
        self.said: list[str] = []
        self._reader = threading.Thread(target=lambda: self.said.extend(iter(self.process.stderr.readline, "")), daemon=True)
        self._reader.start()

    def wait_for(self, pattern: str) -> str:
        return wait_for(lambda: re.search(pattern, "".join(self.said)))[0]

    def type(self, line: str) -> None:
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def end(self) -> tuple[int, str, str]:
        with self.process:
            out = self.process.stdout.read()
            code = self.process.wait(60)
            self._reader.join()
        return code, out, "".join(self.said)


def logged_in(service: Service, sign_in) -> None:
    login = Login(service)
    sign_in.approve()
    code, out, said = login.end()
    assert (code, "Traceback" in said) == (0, False), out + said


def kept(service: Service) -> dict:
    return json.loads((service.folder / "state/oauth2/work.json").read_text())


# --- signing in ---


def test_login_with_a_code_keeps_tokens_for_nobody_else_and_the_mail_server_takes_them(configured, sign_in):
    login = Login(configured)
    assert login.wait_for(r"type the code +\S+").split()[-1] in {one["user_code"] for one in sign_in.devices.values()}
    assert f"{sign_in.address}/activate" in "".join(login.said)
    sign_in.approve()
    code, out, said = login.end()
    assert code == 0, said
    assert "sign-in: accepted" in out
    path = configured.folder / "state/oauth2/work.json"
    assert [stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent)] == [0o600, 0o700]
    assert kept(configured)["refresh"] == sign_in.issued[-1].refresh_token
    assert sorted(one.name for one in path.parent.iterdir()) == ["work.json", "work.lock"]
    kept_in_state = "".join(one.read_text("latin-1") for one in (configured.folder / "state").rglob("*") if one.is_file())
    assert not [device for device in sign_in.devices if device in out + said + kept_in_state]


def test_login_in_a_browser_comes_back_by_loopback_with_pkce(configured, sign_in):
    login = Login(configured, "--browser")
    address = login.wait_for(r"http://\S+/authorize\?\S+")
    assert "code_challenge_method=S256" in address
    assert f"login_hint={sign_in.user}" in address
    sign_in.visit(address)
    code, _, said = login.end()
    assert code == 0, said
    assert sign_in.grants == ["authorization_code"]
    assert len(sign_in.asked[-1]["code_verifier"]) == 64


def test_login_on_a_machine_without_browser_takes_the_address_that_is_pasted(service, sign_in, dovecot_oauth2):
    service.configure(accounts={"work": entry(sign_in, dovecot_oauth2, sign_in.config(device=False))}, targets={})
    login = Login(service)  # no device endpoint: the browser it is
    goes = sign_in.visit(login.wait_for(r"http://\S+/authorize\?\S+"), follow=False)
    login.type("what?")
    login.wait_for("not the address")
    login.type(goes.replace("state=", "state=forged"))
    wait_for(lambda: "".join(login.said).count("not the address") == 2)
    login.type(goes)
    code, _, said = login.end()
    assert code == 0, said


@pytest.mark.parametrize("wrapped", ["\n  <{0}\n{1}>\n", "{0} {1}", "what?\n{0}{1}\n"])
def test_an_address_that_was_wrapped_or_bracketed_on_its_way_is_read_all_the_same(service, sign_in, dovecot_oauth2, wrapped):
    service.configure(accounts={"work": entry(sign_in, dovecot_oauth2, sign_in.config(device=False))}, targets={})
    login = Login(service)
    goes = sign_in.visit(login.wait_for(r"http://\S+/authorize\?\S+"), follow=False)
    half = goes.index("code=") + 9
    login.type(wrapped.format(goes[:half], goes[half:]))
    code, _, said = login.end()
    assert code == 0, said


def test_a_service_that_stumbles_while_the_person_signs_in_is_asked_again(configured, sign_in):
    sign_in.failing = 503
    login = Login(configured)
    wait_for(lambda: sign_in.grants)
    sign_in.approve()
    sign_in.failing = 0
    code, _, said = login.end()
    assert code == 0, said
    assert len(sign_in.grants) == 2


def test_a_client_with_a_secret_of_any_form_signs_in(service, sign_in, dovecot_oauth2):
    secret = service.folder / "client.secret"
    secret.touch(0o600)
    secret.write_text(service_part.SECRET + "\n")
    auth = sign_in.config(device=False, secret={"file": str(secret)})
    service.configure(accounts={"work": entry(sign_in, dovecot_oauth2, auth)}, targets={})
    login = Login(service)
    sign_in.visit(login.wait_for(r"http://\S+/authorize\?\S+"))
    assert login.end()[0] == 0
    secret.write_text("wrong\n")
    login = Login(service)
    sign_in.visit(login.wait_for(r"http://\S+/authorize\?\S+"))
    code, _, said = login.end()
    assert (code, "does not accept this client (invalid_client" in said) == (1, True), said


def test_a_login_that_is_declined_or_lacks_a_scope_keeps_what_was_there(configured, sign_in):
    logged_in(configured, sign_in)
    before = kept(configured)
    login = Login(configured)
    sign_in.approve(yes=False)
    code, _, said = login.end()
    assert (code, "declined" in said) == (1, True), said
    sign_in.scope = "profile"
    login = Login(configured)
    sign_in.approve()
    code, _, said = login.end()
    assert (code, service_part.SCOPE in said, "tick everything" in said) == (1, True, True), said
    assert kept(configured) == before


def test_login_is_refused_where_there_is_nothing_to_sign_in_to(configured, sign_in, dovecot_oauth2):
    assert configured.command("login", "home").returncode == 2
    plain = entry(sign_in, dovecot_oauth2) | {"auth": {}, "password": "x"}
    configured.configure(accounts={"work": plain}, targets={})
    done = configured.command("login", "work")
    assert (done.returncode, "does not sign in by OAuth2" in done.stderr) == (2, True)


def test_a_sign_in_of_another_account_than_the_config_names_is_found_by_login_itself(service, sign_in, dovecot_oauth2):
    another = entry(sign_in, dovecot_oauth2) | {"username": dovecot_oauth2.fresh_user()[0]}
    service.configure(accounts={"work": another}, targets={})
    login = Login(service)
    sign_in.approve()
    code, out, _ = login.end()
    assert code == 1
    assert "username is the account that signed in" in out


# --- the whole life of a sign-in ---


def test_from_login_over_expiry_and_rotation_to_the_day_it_is_taken_back(configured, sign_in, dovecot_oauth2, receiver):
    """The daemon watches before and after each: it renews by itself, keeps what is rotated, tells once, and goes on after a login."""
    logged_in(configured, sign_in)
    configured.start()
    configured.wait_until_watching()
    first = sign_in.issued[-1]
    assert sign_in.grants.count("refresh_token") == 0  # the token of the login is good for an hour
    dovecot_oauth2.deliver(sign_in.user, b"Subject: one\r\n\r\nHello.\r\n")
    wait_for(lambda: len(configured.messages()) == 1)

    sign_in.expire()
    dovecot_oauth2.kick(sign_in.user)
    wait_for(lambda: configured.log.count("state=idle") == 2, 60)
    assert sign_in.grants.count("refresh_token") == 1
    assert kept(configured)["refresh"] == sign_in.issued[-1].refresh_token != first.refresh_token
    wait_for(lambda: not configured.children(), 30)
    assert configured.pss() <= 50

    sign_in.take_back()
    dovecot_oauth2.kick(sign_in.user)
    wait_for(lambda: "state=resting" in configured.log, 60)
    told = receiver.next().json()
    assert "work" in told["title"]
    assert "rejection-watcher login work" in told["message"]
    assert kept(configured)["ended"] == "invalid_grant"
    asked = len(sign_in.grants)
    configured.signal(signal.SIGHUP)  # looks at once, and so tries to sign in
    wait_for(lambda: configured.log.count("state=resting") == 2, 60)
    assert (len(sign_in.grants), len(receiver.requests)) == (asked, 1)  # no storm: what is ended is not asked for again
    done = configured.command("check")
    assert done.returncode == 1
    assert "run: rejection-watcher login work" in done.stdout

    logged_in(configured, sign_in)
    wait_for(lambda: configured.log.count("state=idle") == 3, 60)  # without a word to the daemon
    dovecot_oauth2.deliver(sign_in.user, b"Subject: two\r\n\r\nHello again.\r\n")
    wait_for(lambda: len(configured.messages()) == 2)
    everything = configured.log.encode() + b"".join(path.read_bytes() for path in (configured.folder / "state").glob("*.sqlite*"))
    assert not [token for token in sign_in.tokens if token.encode() in everything]
    assert configured.stop() == 0


def test_before_anybody_has_signed_in_the_account_rests_and_says_how(configured, sign_in, receiver):
    configured.start()
    assert "rejection-watcher login work" in receiver.next(60).json()["message"]
    assert "nobody has signed in" in configured.log
    done = configured.command("check", "--json")
    found = {one["what"]: one for one in json.loads(done.stdout)}
    assert found["accounts.work: sign-in"]["remedy"] == "run: rejection-watcher login work"
    assert sign_in.grants == []


def test_a_helper_that_prints_tokens_is_run_again_when_its_token_has_expired(service, sign_in, dovecot_oauth2, tmp_path):
    """As `token = { command = [...] }`: here a script that notes that it was run and prints what the service gives it."""
    runs, token = tmp_path / "runs", tmp_path / "token"

    def issue(word: str) -> None:
        sign_in.issued.append(service_part.Issued(sign_in.user, "public", service_part.SCOPE, word, None, time.time() + 3600))
        token.write_text(f"{word}\n")

    issue("first-token")
    script = f"echo run >> {runs}; cat {token}"
    work = entry(sign_in, dovecot_oauth2) | {"auth": {}, "token": {"command": ["sh", "-c", script]}}
    service.configure(accounts={"work": work}, targets={})
    service.start()
    service.wait_until_watching()
    assert runs.read_text().count("run") == 1  # what was fetched when the config was looked over is good
    dovecot_oauth2.kick(sign_in.user)
    wait_for(lambda: service.log.count("state=idle") == 2, 60)
    assert runs.read_text().count("run") == 1
    sign_in.expire()
    issue("second-token")
    dovecot_oauth2.kick(sign_in.user)
    wait_for(lambda: service.log.count("state=idle") == 3, 60)
    assert runs.read_text().count("run") == 2
    assert "state=resting" not in service.log
    everything = service.log.encode() + b"".join(path.read_bytes() for path in (service.folder / "state").rglob("*") if path.is_file())
    assert not [word for word in (b"first-token", b"second-token") if word in everything]


@pytest.mark.parametrize("mechanism", ["OAUTHBEARER", "XOAUTH2"])
def test_a_real_server_takes_both_ways_of_bringing_a_token_and_says_no_to_both(sign_in, dovecot_oauth2, mechanism):
    sign_in.issued.append(service_part.Issued(sign_in.user, "public", service_part.SCOPE, "good-token", None, time.time() + 3600))
    for token, state in (("bad-token", "NONAUTH"), ("good-token", "AUTH")):
        line = Line(SystemClock(), Signal())
        line.within(20.0)
        line.dial("127.0.0.1", dovecot_oauth2.imap, loopback_only=True)
        client = Client(line, "127.0.0.1", dovecot_oauth2.imap)
        assert client.has_capability(f"AUTH={mechanism}")
        with pytest.raises(Refused) if state == "NONAUTH" else nullcontext():
            by_one(client, mechanism, sign_in.user, token)
        assert client.wire.state == state
        line.close()


class Handed:
    """A token that is handed out, and how often it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str | None] = []

    def reveal(self, refused: str | None = None) -> str:
        self.asked.append(refused)
        return "a-token"


@pytest.mark.parametrize(("blind", "asked"), [(True, [None]), (False, [None, "a-token"])])
def test_a_token_that_the_server_cannot_look_up_just_now_is_not_renewed_for_that(sign_in, dovecot_oauth2, blind, asked):
    sign_in.blind, token = blind, Handed()
    line = Line(SystemClock(), Signal())
    line.within(20.0)
    line.dial("127.0.0.1", dovecot_oauth2.imap, loopback_only=True)
    with pytest.raises(Refused):
        by_token(Client(line, "127.0.0.1", dovecot_oauth2.imap), sign_in.user, token)
    assert token.asked == asked
    line.close()


def test_a_sign_in_service_that_hangs_holds_up_neither_another_account_nor_the_end(service, sign_in, dovecot_oauth2):
    name, password = dovecot_oauth2.fresh_user()
    plain = entry(sign_in, dovecot_oauth2) | {"username": name, "auth": {}, "password": password}
    service.configure(accounts={"work": entry(sign_in, dovecot_oauth2), "home": plain}, targets={})
    logged_in(service, sign_in)
    sign_in.expire()
    sign_in.open.clear()
    service.start()
    wait_for(lambda: "refresh_token" in sign_in.grants)
    wait_for(lambda: "account=home state=idle" in service.log)
    dovecot_oauth2.deliver(name, b"Subject: one\r\n\r\nHello.\r\n")
    wait_for(lambda: len(service.messages()) == 1)
    children = service.children()
    assert children
    assert service.stop(5) == 0
    wait_for(lambda: not [pid for pid in children if Path(f"/proc/{pid}").exists()], 5)
    sign_in.open.set()


# --- secrets


def test_no_secret_of_a_sign_in_escapes_while_it_goes_well_and_wrong(service, sign_in, dovecot_oauth2, receiver, tmp_path):
    """Client secret, codes, tokens: in no output, command line, environment or database; of the state's files in one of 0600 alone."""
    secret = tmp_path / "client.secret"
    secret.touch(0o600)
    secret.write_text(service_part.SECRET)
    auth = sign_in.config(device=False, secret={"file": str(secret)})
    service.configure(accounts={"work": entry(sign_in, dovecot_oauth2, auth)}, targets={"hook": receiver.url()})
    login = Login(service, "--browser")
    goes = sign_in.visit(login.wait_for(r"http://\S+/authorize\?\S+"), follow=False)
    code, verifier = re.search(r"code=([^&]+)", goes)[1], None
    login.type(goes)
    printed = ["".join(login.end()[1:])]
    verifier = sign_in.asked[-1]["code_verifier"]
    assert sign_in.grants == ["authorization_code"]
    service.start()
    with watched_processes(service) as processes:
        service.wait_until_watching()
        sign_in.expire()
        dovecot_oauth2.kick(sign_in.user)
        wait_for(lambda: service.log.count("state=idle") == 2, 60)
        sign_in.failing = 503
        sign_in.expire()
        dovecot_oauth2.kick(sign_in.user)
        wait_for(lambda: "gives no token just now" in service.log, 60)
        printed += [service.command("check").stdout]
        sign_in.failing = 0
        sign_in.take_back()
        service.signal(signal.SIGHUP)
        wait_for(lambda: "state=resting" in service.log, 60)
        receiver.next()
        printed += [service.command("check", "--json").stdout, service.command("show", "n1").stdout]
        assert service.stop() == 0
    cage = Cage(tmp_path / "words")
    cage.words += [*sign_in.tokens, service_part.SECRET, code, verifier]
    assert len(sign_in.tokens) >= 4
    everything = [service.log.encode(), *processes, *(text.encode() for text in printed)]
    assert len(processes) > 3
    assert cage.escaped(*everything) == set()
    kept_in = [path for path in (service.folder / "state").rglob("*") if path.is_file() and cage.escaped(path.read_bytes())]
    assert [(path.name, stat.S_IMODE(path.stat().st_mode)) for path in kept_in] == [("work.json", 0o600)]
