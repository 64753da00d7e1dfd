"""The child that gets a token: what it keeps, whom it asks and how often, and what it says when it cannot."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from parts import oauth2 as service_part
from parts.dovecot import free_port, wait_for

from watcher.cli.fitting import credential_files, misfits
from watcher.config import load
from watcher.config.apart import load_apart
from watcher.config.bearer import Helper, OAuth2, Renewed
from watcher.config.secret import Secret
from watcher.errors import ConnectionLost, SignInRefused, TemporarilyRefused
from watcher.oauth2.tokens import Kept, Tokens

SIGNING_IN = """
[accounts.work]
host = "imap.example.com"
username = "sam@example.com"
auth = { oauth2 = "google", client_id = "c", client_secret = { file = "client.secret" } }
[accounts.other]
host = "imap.example.com"
username = "sam"
token = { command = ["echo", "printed"] }
"""


@pytest.fixture(scope="module")
def running():
    with service_part.signing_in() as service:
        yield service


@pytest.fixture
def sign_in(running):
    fresh = service_part.Service(user="sam")
    running.__dict__.update({key: value for key, value in fresh.__dict__.items() if key != "port"})
    return running


@pytest.fixture
def account(sign_in, tmp_path):
    """An account whose service is there; `signed_in` gives it tokens."""
    oauth2 = OAuth2("", "public", None, (service_part.SCOPE,), f"{sign_in.address}/token")
    return Renewed("work", oauth2, tmp_path / "state", dict(os.environ))


def signed_in(account: Renewed, sign_in, lasts: float | None = 3600.0) -> Tokens:
    """Tokens as a login would have kept them, which the service knows."""
    issued = service_part.Issued("sam", "public", service_part.SCOPE, "access-0", "refresh-0", time.time() + (lasts or 3600))
    sign_in.issued.append(issued)
    expires_at = None if lasts is None else time.time() + lasts
    tokens = Tokens("access-0", "refresh-0", expires_at, "public", account.oauth2.token_endpoint)
    keep(account, tokens)
    return tokens


def keep(account: Renewed, tokens: Tokens) -> None:
    kept = Kept(account)
    with kept.locked():
        kept.write(tokens)


# --- when the service is asked


@pytest.mark.parametrize("lasts", [3600.0, 400.0, None])
def test_a_token_that_is_good_for_minutes_is_given_without_asking_anybody(account, sign_in, lasts):
    signed_in(account, sign_in, lasts)
    assert account.reveal() == "access-0"
    assert sign_in.grants == []


@pytest.mark.parametrize("lasts", [299.0, 0.0, -86400.0])
def test_a_token_is_renewed_before_it_expires_and_what_is_new_is_kept(account, sign_in, lasts):
    signed_in(account, sign_in, lasts)
    token = account.reveal()
    assert token == sign_in.issued[-1].access_token
    assert sign_in.asked == [{"grant_type": "refresh_token", "refresh_token": "refresh-0", "client_id": "public"}]
    found = Kept(account).read()
    assert (found.access, found.refresh) == (token, sign_in.issued[-1].refresh_token)
    assert found.expires_at == pytest.approx(time.time() + 3600, abs=60)
    assert account.reveal() == token
    assert len(sign_in.grants) == 1


def test_a_token_that_the_mail_server_refused_is_renewed_whatever_its_time(account, sign_in):
    signed_in(account, sign_in)
    token = account.reveal(refused="access-0")
    assert token == sign_in.issued[-1].access_token
    assert account.reveal(refused="access-0") == token  # another thread that met the same refusal
    assert len(sign_in.grants) == 1


def test_a_service_that_does_not_rotate_leaves_the_refresh_token_as_it_is(account, sign_in):
    sign_in.rotates = False
    signed_in(account, sign_in, 0.0)
    account.reveal()
    assert Kept(account).read().refresh == "refresh-0"


def test_many_that_want_a_token_at_once_renew_it_once(account, sign_in):
    """Else the second would use a refresh token that has been rotated, and the service would take everything back."""
    signed_in(account, sign_in, 0.0)
    with ThreadPoolExecutor(6) as pool:
        tokens = set(pool.map(lambda _: account.reveal(), range(6)))
    assert tokens == {sign_in.issued[-1].access_token}
    assert len(sign_in.grants) == 1


# --- when there is none


def test_a_consent_that_was_taken_back_is_asked_for_once_and_names_the_command(account, sign_in):
    signed_in(account, sign_in, 0.0)
    sign_in.take_back()
    for _ in range(3):
        with pytest.raises(SignInRefused, match=r"run out or was taken back \(invalid_grant") as caught:
            account.reveal()
        assert caught.value.remedy == "run: rejection-watcher login work"
    assert len(sign_in.grants) == 1


@pytest.mark.parametrize("change", [{"client_id": "another"}, {"token_endpoint": "https://elsewhere.example/token"}])
def test_tokens_of_another_client_or_service_are_not_used(account, sign_in, change):
    signed_in(account, sign_in, 0.0)
    with pytest.raises(SignInRefused, match="another client id or service"):
        replace(account, oauth2=replace(account.oauth2, **change)).reveal()
    assert sign_in.grants == []


def test_a_client_that_the_service_does_not_know_is_the_configs_fault(account, sign_in):
    unknown = replace(account, oauth2=replace(account.oauth2, client_id="unknown"))
    keep(unknown, Tokens("a", "r", 0.0, "unknown", account.oauth2.token_endpoint))
    with pytest.raises(SignInRefused, match="does not accept this client") as caught:
        unknown.reveal()
    assert "client_id" in caught.value.remedy
    assert Kept(unknown).read().ended == ""  # it may know it tomorrow


def test_an_expired_token_without_one_to_renew_it_wants_a_login(account, sign_in):
    keep(account, Tokens("a", None, 0.0, "public", account.oauth2.token_endpoint))
    with pytest.raises(SignInRefused, match="none to renew it with") as caught:
        account.reveal()
    assert caught.value.remedy == "run: rejection-watcher login work"
    assert sign_in.grants == []


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_service_in_trouble_is_waited_for_as_long_as_it_says(account, sign_in, status):
    signed_in(account, sign_in, 0.0)
    sign_in.failing = status
    with pytest.raises(TemporarilyRefused, match=f"status {status}") as caught:
        account.reveal()
    assert caught.value.retry_after == 1.0
    sign_in.failing = 0
    assert account.reveal() == sign_in.issued[-1].access_token  # nothing was lost by it


def test_a_service_that_is_not_there_is_a_lost_connection(account, sign_in):
    endpoint = f"http://127.0.0.1:{free_port()}/token"
    gone = replace(account, oauth2=replace(account.oauth2, token_endpoint=endpoint))
    keep(gone, Tokens("a", "r", 0.0, "public", endpoint))
    with pytest.raises(ConnectionLost, match=r"127\.0\.0\.1 cannot be reached: Connection refused"):
        gone.reveal()


def answering(account: Renewed, answers: list[tuple[int, dict[str, str], bytes]]):
    """A token endpoint that says what no sound one does; every request that it got."""
    heard: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.rfile.read(int(self.headers["Content-Length"])))
            status, headers, body = answers[len(heard) - 1]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    endpoint = f"http://127.0.0.1:{server.server_port}/token"
    other = replace(account, oauth2=replace(account.oauth2, token_endpoint=endpoint, client_secret=Secret.of("client-canary")))
    keep(other, Tokens("a", "refresh-canary", 0.0, "public", endpoint))
    threading.Thread(target=lambda: [server.handle_request() for _ in answers] and server.server_close(), daemon=True).start()
    return other, heard


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b""),
        (200, b"<html>sign in to this wireless network</html>"),
        (200, b"[1]"),
        (200, b'{"access_token": 5, "token_type": "bearer"}'),
        (200, b'{"access_token": "", "token_type": "bearer"}'),
        (200, b'{"access_token": "a\\nb", "token_type": "bearer"}'),
        (200, b'{"access_token": "a", "token_type": "mac"}'),
        (200, b"[" * 60_000),
        (200, b'{"refresh_token": "r"}'),
        (200, b'{"access_token": "' + b"a" * 100_000 + b'"}'),
        (302, b""),
        (404, b"no"),
        (400, b'{"error": ["x"]}'),
    ],
)
def test_an_answer_that_makes_no_sense_changes_nothing(account, status, body):
    other, _ = answering(account, [(status, {"Location": "http://127.0.0.1:1/"}, body)])
    before = Kept(other).read()
    with pytest.raises((ConnectionLost, TemporarilyRefused)):
        other.reveal()
    assert Kept(other).read() == before


@pytest.mark.parametrize(
    "beside", ['"expires_in": "soon"', '"expires_in": 1e400', '"expires_in": []', '"scope": 5', '"error": null', '"token_type": null']
)
def test_a_rotated_token_is_kept_whatever_nonsense_stands_beside_it(account, beside):
    """It is the only one from now on: to throw it away would end the sign-in, and the user would be told that it was taken back."""
    other, _ = answering(account, [(200, {}, b'{"access_token": "new", "refresh_token": "rotated", %s}' % beside.encode())])
    assert other.reveal() == "new"
    found = Kept(other).read()
    assert (found.refresh, found.expires_at) == ("rotated", None)


@pytest.mark.parametrize("lasts", ["-5", "0", "NaN", "1e99", "true"])
def test_a_time_that_no_token_has_counts_as_none_and_the_mail_server_decides(account, lasts):
    other, heard = answering(account, [(200, {}, b'{"access_token": "new", "refresh_token": "r", "expires_in": %s}' % lasts.encode())])
    assert [other.reveal(), other.reveal()] == ["new", "new"]
    assert len(heard) == 1


@pytest.mark.parametrize("secret", ["client-canary", "refresh-canary"])
def test_of_what_the_service_was_sent_it_can_make_nothing_known(account, secret):
    body = json.dumps({"error": f"no {secret}", "error_description": f"unknown: {secret}"})
    other, _ = answering(account, [(400, {}, body.encode())])
    with pytest.raises((ConnectionLost, TemporarilyRefused)) as caught:
        other.reveal()
    assert "no ***: unknown: ***" in caught.value.message


def asking(account: Renewed) -> subprocess.Popen[str]:
    """The child, while it asks the service."""
    command = [sys.executable, "-I", "-m", "watcher.oauth2"]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    child.stdin.write(json.dumps({"kind": "oauth2", "refused": None} | account.request()))
    child.stdin.close()
    child.stdin = None
    return child


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_who_is_ended_while_a_token_is_on_its_way_still_keeps_it(account, sign_in, by):
    """systemd ends all processes of a service at once, Ctrl-C all of a command; the old refresh token is used up by then."""
    signed_in(account, sign_in, 0.0)
    sign_in.open.clear()
    with asking(account) as child:
        wait_for(lambda: sign_in.grants)
        child.send_signal(by)
        sign_in.open.set()
        answer = json.loads(child.communicate(timeout=20)[0])
    assert answer == {"token": sign_in.issued[-1].access_token}
    assert Kept(account).read().refresh == sign_in.issued[-1].refresh_token != "refresh-0"


def test_a_service_that_gives_no_answer_does_not_hold_up_the_end(account, sign_in):
    signed_in(account, sign_in, 0.0)
    sign_in.open.clear()
    with asking(account) as child:
        wait_for(lambda: sign_in.grants)
        child.terminate()
        assert child.wait(5) == -signal.SIGALRM
    sign_in.open.set()


def test_what_the_service_says_is_shown_short_and_without_the_client_secret(account):
    body = json.dumps({"error": "invalid_grant", "error_description": "AADSTS70000: client-canary \x1b[2J" + "x" * 999})
    other, heard = answering(account, [(400, {}, body.encode())])
    with pytest.raises(SignInRefused) as caught:
        other.reveal()
    assert b"client_secret=client-canary" in heard[0]
    assert "AADSTS70000: ***" in caught.value.message
    assert "\x1b" not in caught.value.message
    assert len(caught.value.message) < 400
    assert "canary" not in caught.value.message


# --- keeping


def test_where_nothing_can_be_kept_the_service_is_not_asked(account, sign_in, tmp_path):
    signed_in(account, sign_in, 0.0)
    account.path.with_suffix(".new").mkdir()  # as bad as a full disk: what is new cannot be written
    with pytest.raises(ConnectionLost, match="tokens cannot be kept in"):
        account.reveal()
    assert sign_in.grants == []


def test_tokens_that_others_can_read_are_refused_with_the_chmod(account, sign_in):
    signed_in(account, sign_in)
    account.path.chmod(0o644)
    with pytest.raises(ConnectionLost, match=r"run: chmod 600 .*work\.json"):
        account.reveal()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes files for others")
def test_what_root_keeps_belongs_to_the_owner_of_the_state(account, sign_in):
    account.directory.mkdir()
    os.chown(account.directory, 65534, 65534)
    signed_in(account, sign_in, 0.0)
    account.reveal()
    made = [account.path.parent, *account.path.parent.iterdir()]
    assert {(one.stat().st_uid, one.stat().st_gid) for one in made} == {(65534, 65534)}
    assert len(made) == 3


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"access": "a"}', b"\xff", b'{"kept": "keyring"}'])
def test_tokens_that_were_damaged_name_the_command(account, sign_in, content):
    signed_in(account, sign_in)
    account.path.write_bytes(content)
    with pytest.raises((ConnectionLost, SignInRefused)) as caught:
        account.reveal()
    assert "rejection-watcher login work" in f"{caught.value.message} {caught.value.remedy}"


def keyring_of_files(folder: Path, body: str = "") -> None:
    """A keyring for the real package keyring that keeps each password in a file."""
    settings = folder / ".config/python_keyring"
    settings.mkdir(parents=True)
    (settings / "keyringrc.cfg").write_text(f"[backend]\ndefault-keyring=kept.Keyring\nkeyring-path={folder}\n")
    (folder / "kept.py").write_text(
        "import pathlib, time\nfrom keyring.backend import KeyringBackend\n"
        f"folder = pathlib.Path({str(folder)!r})\n"
        f"class Keyring(KeyringBackend):\n    priority = 1\n"
        f"    def get_password(self, service, username):\n        {body}\n"
        "        return (folder / f'{service} {username}').read_text()\n"
        "    def set_password(self, service, username, password):\n"
        "        (folder / f'{service} {username}').write_text(password)\n"
    )


def in_keyring(account: Renewed, folder: Path) -> Renewed:
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_CONFIG_HOME": str(folder / ".config")}
    return replace(account, environ=environ, oauth2=replace(account.oauth2, keep="keyring"))


def test_tokens_in_the_keyring_leave_no_secret_in_the_state(account, sign_in, tmp_path):
    keyring_of_files(tmp_path)
    kept = in_keyring(account, tmp_path)
    signed_in(kept, sign_in, 0.0)
    before = kept.changed_at()
    token = kept.reveal()
    assert token == sign_in.issued[-1].access_token
    assert json.loads((tmp_path / "rejection-watcher work:tokens").read_text())["refresh"] == sign_in.issued[-1].refresh_token
    state = b"".join(path.read_bytes() for path in account.directory.rglob("*") if path.is_file())
    assert not [word for word in sign_in.tokens if word.encode() in state]
    assert kept.changed_at() != before
    with pytest.raises(SignInRefused, match="nobody has signed in"):  # the config wants a file now
        account.reveal()


def test_a_keyring_that_refuses_is_explained(account, sign_in, tmp_path):
    keyring_of_files(tmp_path, "raise RuntimeError('the collection is locked')")
    kept = in_keyring(account, tmp_path)
    signed_in(kept, sign_in)
    with pytest.raises(ConnectionLost, match="the collection is locked"):
        kept.reveal()


# --- a helper


def helper(tmp_path: Path, script: str) -> Helper:
    return Helper("work", ("sh", "-c", script), {"PATH": os.environ["PATH"], "FILE": str(tmp_path / "count")})


def test_a_helper_is_run_again_only_when_its_token_was_refused(tmp_path):
    token = helper(tmp_path, 'echo x >> "$FILE"; echo token-$(wc -l < "$FILE")')
    assert [token.reveal(), token.reveal(), token.reveal(refused="another")] == ["token-1"] * 3
    assert [token.reveal(refused="token-1"), token.reveal(refused="token-1")] == ["token-2"] * 2
    assert "token-2" not in repr(token)


@pytest.mark.parametrize(
    ("script", "says"),
    [("echo canary; echo no net >&2; exit 3", "exit code 3: no net"), ("true", "is empty"), ("kill -9 $$", "signal 9")],
)
def test_a_helper_that_fails_is_tried_again_and_explained_without_what_it_printed(tmp_path, script, says):
    with pytest.raises(ConnectionLost) as caught:
        helper(tmp_path, script).reveal()
    assert says in caught.value.message
    assert "canary" not in caught.value.message


# --- what the daemon gets of it


def test_the_daemons_own_way_of_loading_hands_sign_ins_over(tmp_path):
    secret, config = tmp_path / "client.secret", tmp_path / "config.toml"
    for file, content in ((secret, "canary\n"), (config, SIGNING_IN)):
        file.touch(0o600)
        file.write_text(content)
    there, here = load_apart(config, os.environ).accounts, load(config, os.environ, reveal=True).accounts
    assert there == load_apart(config, os.environ).accounts  # a reload finds nothing changed
    assert isinstance(there["work"].token, Renewed)
    assert there["work"].token.request() == here["work"].token.request()
    assert "canary" not in repr(there)
    assert isinstance(there["other"].token, Helper)
    assert there["other"].token._kept == ["printed"]
    config.write_text(SIGNING_IN.replace('"c"', '"d"'))
    assert load_apart(config, os.environ).accounts["work"] != there["work"]


def test_the_unit_of_the_machine_asks_for_tokens_in_a_file_and_is_handed_the_client_secret(tmp_path):
    config = tmp_path / "config.toml"
    config.touch(0o600)
    config.write_text(SIGNING_IN.replace('{ file = "client.secret" }', '{ credential = "google" }, keep = "keyring"'))
    settings = load(config, os.environ)
    assert "accounts.work.auth.keep" in {problem.path for problem in misfits(settings, system=True)}
    assert [loaded.name for loaded in credential_files(settings, system=True)] == ["google"]


# --- what it costs


def test_what_speaks_oauth2_is_loaded_only_to_renew_and_never_in_the_daemon():
    program = "import sys; import {}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    for module in ("watcher.daemon", "watcher.config.apart", "watcher.oauth2.__main__"):
        held = subprocess.run(
            [sys.executable, "-I", "-c", program.format(module)], capture_output=True, text=True, check=True
        ).stdout.split()
        assert "oauthlib" not in held, module


def test_for_the_service_of_the_machine_the_sign_in_is_roots_to_make(tmp_path):
    oauth2 = OAuth2("", "client", None, (), "https://login.test/token")
    assert Renewed("work", oauth2, tmp_path, {}).login == "rejection-watcher login work"
    assert Renewed("work", oauth2, Path("/var/lib/rejection-watcher"), {}).login == "sudo rejection-watcher login work"
