"""`check`: everything that could be wrong is found, each with its remedy, and nothing else."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from parts import dovecot as dovecot_part
from parts.dovecot import free_port, make_certificate
from parts.life import Life
from parts.moved_clock import MovedClock
from parts.service import PROGRAM
from test_imap import Scripted

import watcher
from watcher.clock import kept_right, synchronised
from watcher.model import NAME

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # apprise, under pytest alone

NOW = datetime.now(UTC)
ROOT = Path(watcher.__file__).parents[1]
Found = dict[str, dict]


@pytest.fixture
def life(tmp_path: Path) -> Life:
    """A config without a fault but that nobody answers on its port."""
    return Life(tmp_path)


@pytest.fixture
def well(life, dovecot, receiver):
    """Everything in order: a mail server, a target, a state."""
    life.entry = entry(dovecot)
    life.configure(accounts={"personal": life.entry}, targets={"phone": receiver.url()})
    life.store().close()
    return life


def entry(dovecot, **more) -> dict:
    user, password = dovecot.fresh_user()
    return {"host": "localhost", "port": dovecot.imaps, "ca_file": str(dovecot.ca), "username": user, "password": password} | more


def check(life: Life, *args: str) -> tuple[int, Found]:
    ended = life.run("check", "--json", *args)
    assert ended.stderr == ""
    found = json.loads(ended.stdout)
    for one in found:
        assert set(one) == {"what", "ok", "detail", "remedy"}
        assert one["what"]
        assert one["detail"]
        assert one["ok"] or one["remedy"], one
    assert ended.exit_code == (0 if all(one["ok"] for one in found) else 1)
    assert len({one["what"] for one in found}) == len(found)
    return ended.exit_code, {one["what"]: one for one in found}


def wrong(found: Found) -> list[str]:
    return [what for what, one in found.items() if not one["ok"]]


def test_when_all_is_well_every_thing_looked_at_is_named_and_the_exit_code_is_0(well):
    code, found = check(well)
    assert (code, wrong(found)) == (0, [])
    assert list(found) == [
        "model",
        "reading room",
        "config",
        "state",
        "service",
        "accounts.personal: name",
        "accounts.personal: connection",
        "accounts.personal: TLS",
        "accounts.personal: sign-in",
        "accounts.personal: mailbox INBOX",
        "accounts.personal: mailbox \\Junk",
        "accounts.personal: sent mail",
        "accounts.personal: IDLE",
        "targets.phone",
        "clock",
    ]
    assert str(well.config) in found["config"]["detail"]
    assert "TLSv1.3" in found["accounts.personal: TLS"]["detail"]


def test_a_person_reads_a_line_for_each_and_the_remedy_below_what_is_wrong(well):
    ended = well.run("check")
    assert (ended.exit_code, ended.stderr) == (0, "")
    assert all(line.startswith("ok  ") for line in ended.stdout.splitlines())
    well.configure(accounts={"personal": well.entry | {"mailboxes": ["Nowhere"]}}, targets={})
    ended = well.run("check")
    assert ended.exit_code == 1
    lines = ended.stdout.splitlines()
    at = lines.index("look accounts.personal: mailbox Nowhere: there is no such mailbox")
    assert lines[at + 1].startswith("     Name one of: Drafts, INBOX, Junk, Sent")


def test_the_installed_program_shows_each_finding_as_it_is_made(well):
    done = subprocess.run([PROGRAM, "check", "--json", "--config", well.config], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)) == 15


# --- config


def test_a_wrong_config_is_findings_all_of_them_and_ends_with_1(life):
    life.config.write_text(life.config.read_text().replace("quiet_hours", "quiet_ours") + "\n[nonsense]\n")
    code, found = check(life)
    assert code == 1
    assert sorted(wrong(found)) == ["config", "config: nonsense", "config: notify.quiet_ours"]
    assert found["config"]["detail"] == f"{life.config} has 2 problems"
    assert "quiet_hours" in json.dumps(found["config: notify.quiet_ours"])


def test_what_is_no_toml_is_a_finding(life):
    life.config.write_text("[me\n")
    code, found = check(life)
    assert code == 1
    assert [what.partition(":")[0] for what in wrong(found)] == ["config", "config"]
    assert str(life.config) in found["config"]["detail"]


def test_a_config_that_is_not_there_is_a_finding_with_how_to_start(life):
    ended = life.run("check", "--json", "--config", str(life.folder / "none.toml"), config=False)
    assert ended.exit_code == 1
    [finding] = [one for one in json.loads(ended.stdout) if not one["ok"]]
    assert finding["what"] == "config"
    assert str(life.folder / "none.toml") in finding["detail"]
    assert "mkdir -p" in finding["remedy"]
    assert life.run("check", config=False).exit_code == 1


def test_a_closed_config_is_a_finding_with_the_command_to_run():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        life = Life(folder)
        life.config.chmod(0)
        script = (
            "import os, sys, pathlib, watcher.config.loading; from watcher.cli.trouble import findings\n"
            "list(findings(pathlib.Path('none'), os.environ, send=False))\n"  # imports what it needs while it still can
            "if os.getuid() == 0: os.chown(sys.argv[1], 65534, -1); os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
            "found = findings(pathlib.Path(sys.argv[1]), os.environ, send=False)\n"
            "for one in found: print(one.what, one.ok, one.remedy) if one.what == 'config' else None"
        )
        done = subprocess.run([sys.executable, "-c", script, life.config], capture_output=True, text=True, check=True, cwd=ROOT)
        assert done.stdout == f"config False run: chmod 600 {life.config}\n"


def test_secrets_that_cannot_be_fetched_are_findings_and_the_rest_is_looked_at(well, receiver):
    other = dict(well.entry) | {"password": {"command": ["sh", "-c", "echo locked >&2; exit 3"]}}
    well.configure(
        accounts={"personal": well.entry, "work": other},
        targets={"phone": receiver.url(), "desk": {"file": str(well.folder / "none")}},
    )
    code, found = check(well)
    assert code == 1
    assert sorted(wrong(found)) == ["config", "config: accounts.work.password", "config: targets.desk.url"]
    assert found["accounts.personal: IDLE"]["ok"]
    assert found["targets.phone"]["ok"]
    assert not [what for what in found if what.startswith(("accounts.work", "targets.desk"))]


def test_no_secret_is_shown(well, receiver):
    password = well.entry["password"]
    for args in ([], ["--json"], ["--send"]):
        ended = well.run("check", *args)
        assert password not in ended.stdout + ended.stderr
        assert receiver.url().rpartition("/")[2] not in ended.stdout + ended.stderr
        assert "json://127.0.0.1" in ended.stdout


def test_a_key_that_only_a_newer_version_knows_says_which_version_this_is(life):
    life.config.write_text(life.config.read_text() + "\n[telepathy]\nrange = 3\n")
    _, found = check(life)
    assert wrong(found) == ["config", "config: telepathy"]
    assert f"a newer version may know more (this is {watcher.__version__})" in found["config: telepathy"]["remedy"]


# --- what comes with the program


@pytest.mark.parametrize("damage", ["cut short", "changed", "taken away"])
def test_a_damaged_model_is_found_with_what_to_do(life, tmp_path, damage):
    shutil.copytree(ROOT / "watcher", tmp_path / "copy/watcher", ignore=shutil.ignore_patterns("__pycache__"))
    model = tmp_path / "copy/watcher/model" / NAME
    {
        "cut short": lambda: model.write_bytes(model.read_bytes()[:-1000]),
        "changed": lambda: model.write_bytes(model.read_bytes().replace(b"1", b"2", 100)),
        "taken away": model.unlink,
    }[damage]()
    script = f"import sys; sys.path.insert(0, {str(tmp_path / 'copy')!r}); from watcher.cli.__main__ import main; main()"
    command = [sys.executable, "-c", script, "check", "--json", "--config", life.config]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | life.environ)
    assert done.stderr == ""
    found = {one["what"]: one for one in json.loads(done.stdout)}
    assert not found["model"]["ok"]
    assert "nstall" in found["model"]["remedy"]
    assert "accounts.personal: name" in found, "the rest is looked at all the same"


# --- the mail server


@pytest.mark.parametrize(
    ("changed", "what", "words"),
    [
        ({"password": "wrong"}, "sign-in", "app password"),
        ({"host": "no-such-host.invalid"}, "name", "spelling of host"),
        ({"ca_file": None}, "TLS", "ca_file"),
        ({"port": 1}, "connection", "993"),
        ({"mailboxes": ["INBOX", "Bewerbungen"]}, "mailbox Bewerbungen", "Name one of: Drafts, INBOX, Junk, Sent"),
    ],
)
def test_what_is_wrong_with_an_account_is_found_with_its_remedy(well, changed, what, words):
    changed = {"port": free_port()} if "port" in changed else changed
    account = {key: value for key, value in (well.entry | changed).items() if value is not None}
    well.configure(accounts={"personal": account}, targets={"phone": "json://127.0.0.1/"})
    code, found = check(well)
    assert code == 1
    assert wrong(found) == [f"accounts.personal: {what}"]
    assert words in found[f"accounts.personal: {what}"]["remedy"]


def test_another_accounts_trouble_keeps_nobody_from_being_looked_at(well, dovecot):
    well.configure(accounts={"broken": entry(dovecot, password="wrong"), "personal": well.entry}, targets={"phone": "json://127.0.0.1/"})
    _, found = check(well)
    assert wrong(found) == ["accounts.broken: sign-in"]
    assert found["accounts.personal: IDLE"]["ok"]


def test_a_certificate_of_another_authority_is_found(well, tmp_path):
    make_certificate(tmp_path / "other.pem", tmp_path / "other.key")
    well.configure(accounts={"personal": well.entry | {"ca_file": str(tmp_path / "other.pem")}}, targets={"phone": "json://127.0.0.1/"})
    _, found = check(well)
    assert wrong(found) == ["accounts.personal: TLS"]


def test_a_ca_file_that_is_not_there_is_a_finding(well):
    well.configure(accounts={"personal": well.entry | {"ca_file": "/none/ca.pem"}}, targets={"phone": "json://127.0.0.1/"})
    _, found = check(well)
    assert wrong(found) == ["config", "config: accounts.personal.ca_file"]


def test_nobody_waits_for_one_silent_server_after_the_other(life):
    """This one says nothing before both accounts have come, and then hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as other:
        server.settimeout(20)

        def serve() -> None:
            with server.accept()[0], server.accept()[0]:
                pass

        account = {"host": "127.0.0.1", "port": server.getsockname()[1], "username": "wren", "password": "plum"}
        life.configure(accounts={"home": account, "work": account})
        served = other.submit(serve)
        _, found = check(life)
        served.result()
    shown = [what for what in found if what.startswith("accounts.")]
    assert shown == [f"accounts.{name}: {what}" for name in ("home", "work") for what in ("name", "connection", "TLS")]


def test_looking_changes_nothing_in_the_mailbox(well, dovecot):
    user = well.entry["username"]
    dovecot.deliver(user, b"Subject: before\r\n\r\nThis was here before.\r\n")
    before = dovecot.flags(user)
    check(well)
    assert dovecot.flags(user) == before


# --- targets


def test_send_sends_one_test_notification_to_every_target(well, receivers):
    heard = [receivers(), receivers()]
    well.configure(accounts={"personal": well.entry}, targets={"phone": heard[0].url(), "desk": heard[1].url()})
    code, found = check(well, "--send")
    assert code == 0
    assert "took a test notification" in found["targets.phone"]["detail"]
    assert [len(one.requests) for one in heard] == [1, 1]
    assert heard[0].requests[0].json()["title"] == "rejection-watcher: a test"


def test_without_send_nothing_is_sent(well, receiver):
    check(well)
    assert receiver.requests == []


def test_a_target_that_refuses_is_found_by_send(well, receiver):
    receiver.status = 403
    code, found = check(well, "--send")
    assert code == 1
    assert wrong(found) == ["targets.phone"]
    assert found["targets.phone"]["detail"].count("json://127.0.0.1") == 1


@pytest.mark.parametrize(("address", "words"), [("127.0.0.1:{port}", "connection refused"), ("hook.invalid", "name not found")])
def test_a_service_that_is_out_of_reach_is_found_by_send(well, address, words):
    address = address.format(port=free_port())
    ping = f'[health]\nping = "https://{address}/ping"\n'
    well.configure(accounts={"personal": well.entry}, targets={"phone": f"json://{address}/hook"})
    well.config.write_text(well.config.read_text() + ping)
    _, found = check(well, "--send")
    assert wrong(found) == ["targets.phone", "health.ping"]
    assert found["targets.phone"]["detail"].startswith(f"json://{address.partition(':')[0]}: {words}")
    assert found["health.ping"]["detail"].startswith(f"https://{address.partition(':')[0]}: {words}")


def test_a_url_that_nobody_understands_is_found_without_sending(well):
    well.configure(accounts={"personal": well.entry}, targets={"phone": "nonsense://x/secret-topic"})
    code, found = check(well)
    assert code == 1
    assert [what for what in wrong(found) if what in {"targets.phone", "config: targets.phone.url"}]
    assert "secret-topic" not in json.dumps(found)


def test_a_url_with_several_destinations_is_understood(well):
    well.configure(accounts={"personal": well.entry}, targets={"phone": "ntfy://ntfy.example/one-topic/another-topic"})
    code, _ = check(well)
    assert code == 0


def test_no_target_at_all_is_a_finding(well):
    well.configure(accounts={"personal": well.entry}, targets={})
    _, found = check(well)
    assert wrong(found) == ["targets"]


def test_a_certificate_that_has_run_out_is_found_with_whose_it_is_to_renew(well):
    with tempfile.TemporaryDirectory() as name:
        cert, key = Path(name) / "old.pem", Path(name) / "old.key"
        make_certificate(cert, key, until="20200201000000Z")
        for path, mode in ((cert.parent, 0o755), (cert, 0o644), (key, 0o644)):  # the server is nobody
            path.chmod(mode)
        with dovecot_part.running(f"ssl_cert = <{cert}\nssl_key = <{key}\n") as server:
            well.configure(accounts={"personal": entry(server, ca_file=str(cert))}, targets={"phone": "json://127.0.0.1/"})
            _, found = check(well)
    assert wrong(found) == ["accounts.personal: TLS"]
    assert found["accounts.personal: TLS"]["detail"] == "the certificate is not accepted: certificate has expired"
    assert "its operator has to renew it" in found["accounts.personal: TLS"]["remedy"]


def test_a_server_without_idle_is_no_fault_and_the_poll_is_named(well):
    server = Scripted({})
    account = {"host": "127.0.0.1", "port": server.port, "tls": "none", "username": "sam", "password": "secret", "mailboxes": ["INBOX"]}
    well.configure(accounts={"personal": account}, targets={"phone": "json://127.0.0.1/"})
    code, found = check(well)
    server.close()
    assert code == 0
    assert found["accounts.personal: IDLE"]["detail"] == "not offered: mail is seen by polling, every 300 s"


# --- the clock


def test_a_clock_is_right_when_a_service_that_took_the_test_says_the_same_time(well, receiver):
    _, found = check(well, "--send")
    assert found["clock"]["ok"]
    assert " (Etc/UTC), right, as json://127.0.0.1 says" in found["clock"]["detail"]
    assert "[notify] timezone" in found["clock"]["detail"]


@pytest.mark.parametrize(("ahead", "words"), [(720, "12 minutes behind"), (-720, "12 minutes ahead")])
def test_a_clock_that_a_service_contradicts_is_a_finding(well, receiver, ahead, words):
    receiver.ahead = ahead
    code, found = check(well, "--send")
    assert (code, wrong(found)) == (1, ["clock"])
    assert words in found["clock"]["detail"]
    assert found["clock"]["remedy"] == "sudo timedatectl set-ntp true"


def test_a_service_that_refuses_tells_the_time_as_well(well, receiver):
    receiver.status, receiver.ahead = 403, 720
    _, found = check(well, "--send")
    assert wrong(found) == ["targets.phone", "clock"]


@pytest.mark.parametrize("status", [200, 404])
def test_the_answer_to_the_ping_tells_the_time(well, receivers, status):
    service = receivers()
    service.status, service.ahead = status, 3600
    well.configure(accounts={"personal": well.entry}, targets={})
    well.config.write_text(well.config.read_text() + f'[health]\nping = "http://{service.address}/ping/secret"\n')
    _, found = check(well, "--send")
    assert "clock" in wrong(found)
    assert "timedatectl set-local-rtc" in found["clock"]["remedy"]


def test_the_time_of_an_answer_out_of_a_cache_counts_for_nothing(well, receiver):
    receiver.ahead, receiver.headers = -720, {"Age": "720"}
    code, found = check(well, "--send")
    assert code == 0
    assert "nothing speaks against it" in found["clock"]["detail"]


def moved(life: Life, dovecot, ahead: timedelta) -> Found:
    """What the installed program finds when its clock, and no other, is moved."""
    clock = MovedClock(life.folder)
    clock.set(datetime.now(UTC) + ahead)
    command = [sys.executable, "-I", "-m", "watcher.cli", "check", "--json", "--config", life.config]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | clock.environ)
    assert done.stderr == ""
    return {one["what"]: one for one in json.loads(done.stdout)}


def test_a_clock_that_is_behind_is_found_by_the_newest_mail(well, dovecot):
    dovecot.deliver(well.entry["username"], b"Subject: before\r\n\r\nCame just now.\r\n")
    found = moved(well, dovecot, timedelta(minutes=-12))
    assert wrong(found) == ["clock"]
    assert "12 minutes behind, as localhost has dated mail later than now" in found["clock"]["detail"]
    assert wrong(moved(well, dovecot, timedelta(minutes=-1))) == []
    assert wrong(moved(well, dovecot, timedelta(minutes=12))) == []


def test_the_kernel_says_whether_something_keeps_the_clock_right():
    assert synchronised() in {True, False}
    assert kept_right() in {synchronised(), None}


def test_a_mail_that_a_program_put_there_with_a_date_of_its_own_proves_nothing(well, dovecot):
    dovecot.append(well.entry["username"], "INBOX", b"Subject: moved here\r\n\r\nNo line of a server.\r\n")
    assert wrong(moved(well, dovecot, timedelta(days=-12))) == []


# --- the state


def state_of(life: Life) -> Found:
    """What `check` says that has nothing to do with servers."""
    _, found = check(life)
    return {what: one for what, one in found.items() if not what.startswith("accounts.personal: ") or what.endswith("watching")}


def test_a_place_that_this_user_may_not_write_into_is_a_finding_with_the_command_to_run():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "roots").mkdir(mode=0o755)
        script = (
            "import os, sys, pathlib, watcher.cli.state_place; from watcher.cli.state_place import place_for_state\n"
            "if os.getuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
            "else: os.chmod(sys.argv[1], 0o555)\n"
            "found = place_for_state(pathlib.Path(sys.argv[1]) / 'my state')\n"
            "print(found.ok, found.detail, found.remedy, os.geteuid(), sep='|')"
        )
        done = subprocess.run([sys.executable, "-c", script, folder / "roots"], capture_output=True, text=True, check=True, cwd=ROOT)
        ok, detail, remedy, user = done.stdout.strip().split("|")
        assert (ok, detail) == ("False", f"this user may not write into {folder}/roots")
        assert remedy == f"run: sudo install -d -m 700 -o {user} '{folder}/roots/my state'; or change [state] directory"


def test_before_the_first_run_the_state_is_well_and_nothing_is_made(life):
    assert state_of(life)["state"]["ok"]
    assert not life.state.exists()
    life.state.mkdir()
    assert state_of(life)["state"]["ok"]
    assert list(life.state.iterdir()) == []


def test_a_state_directory_that_is_a_file_is_a_finding(life):
    life.state.write_text("in the way")
    assert not state_of(life)["state"]["ok"]


def test_a_damaged_or_newer_state_is_a_finding(life):
    life.store().close()
    with closing(sqlite3.connect(life.state / "state.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    assert "newer version" in state_of(life)["state"]["detail"]
    for path in life.state.iterdir():
        path.unlink()
    (life.state / "state.db").write_bytes(b"no database at all" * 100)
    assert "damaged" in state_of(life)["state"]["detail"]


def test_a_state_that_others_may_read_is_a_finding(life):
    life.store().close()
    (life.state / "state.db").chmod(0o644)
    finding = state_of(life)["state"]
    assert (finding["ok"], finding["remedy"]) == (False, f"run: chmod 600 {life.state / 'state.db'}")


def test_mail_that_could_not_be_read_is_told_for_a_month(life):
    life.take_bad_one("took too long", at=NOW)
    life.take_bad_one("took too long", at=NOW - timedelta(days=40))
    found = state_of(life)
    assert [what for what in found if what.startswith("mail")] == ["mail m1"]
    assert not found["mail m1"]["ok"]
    assert found["mail m1"]["detail"] == "could not be read: took too long"
    assert "personal, INBOX" in found["mail m1"]["remedy"]


def test_mail_that_was_too_close_to_call_is_no_finding(life):
    life.take(unsure=True, at=NOW)
    assert not [what for what in state_of(life) if what.startswith("mail")]


def test_an_account_that_rests_is_a_finding_until_it_leaves_the_config(life):
    store = life.store()
    with store.transaction() as tx:
        tx.set_account("personal", "resting", "[AUTHENTICATIONFAILED] no", NOW, NOW)
        tx.set_account("gone", "resting", "[AUTHENTICATIONFAILED] no", NOW, NOW)
    store.close()
    found = state_of(life)
    assert not found["accounts.personal: watching"]["ok"]
    assert "AUTHENTICATIONFAILED" in found["accounts.personal: watching"]["detail"]
    assert not [what for what in found if "gone" in what]


@pytest.mark.parametrize(("tries", "told"), [(4, False), (5, True), (9, True)])
def test_deliveries_that_fail_for_long_are_a_finding(life, tries, told):
    life.take(at=NOW - timedelta(days=20))
    life.notify(NOW, accepted=False, tries=tries)
    found = state_of(life)
    assert ("targets.phone: deliveries" in found) == told
    if told:
        finding = found["targets.phone: deliveries"]
        assert not finding["ok"]
        assert finding["detail"] == f"2 not taken yet, tried up to {tries} times: json://127.0.0.1: refused"


def test_deliveries_that_were_taken_in_the_end_are_no_finding(life):
    life.take(at=NOW - timedelta(days=20))
    life.notify(NOW, accepted=False, tries=6)
    life.notify(NOW, accepted=True)
    assert "targets.phone: deliveries" not in state_of(life)


def test_check_and_the_daemons_writes_do_not_disturb_each_other(life):
    store = life.store()
    with store.reading() as tx:
        tx.agenda()
        assert state_of(life)["state"]["ok"]
    store.close()


def test_tokens_that_no_account_signs_in_by_any_more_are_found_and_those_in_use_are_not(well):
    folder = well.state / "oauth2"
    folder.mkdir(mode=0o700)
    for name, kept in (("work", {}), ("personal", {}), ("old one", {}), ("older", {"kept": "keyring"})):
        (folder / f"{name}.json").write_text(json.dumps(kept))
    (folder / "old one.lock").touch()
    by_token = {key: value for key, value in well.entry.items() if key != "password"}
    by_token["auth"] = {"oauth2": "microsoft", "client_id": "c"}
    well.configure(accounts={"personal": well.entry, "work": by_token | {"port": free_port()}})
    _, found = check(well)
    kept_still = {what: one for what, one in found.items() if what.startswith("sign-in ")}
    assert list(kept_still) == ["sign-in old one", "sign-in older", "sign-in personal"]
    assert f"rm '{folder}/old one.json' '{folder}/old one.lock';" in kept_still["sign-in old one"]["remedy"]
    assert f"-m keyring del rejection-watcher older:tokens && rm {folder}/older.json;" in kept_still["sign-in older"]["remedy"]
    assert not any(one["ok"] for one in kept_still.values())
