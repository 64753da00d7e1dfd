"""`init` in a real terminal, against a real mail server and a service that remembers."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from parts.desktop import NotificationServer
from parts.dovecot import wait_for
from parts.service import PROGRAM
from parts.terminal import Terminal, terminal

from watcher.cli.init.code import drawn
from watcher.config import load

Start = Callable[..., Terminal]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def environ(home: Path) -> dict[str, str]:
    inherited = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return inherited | {"HOME": str(home), "TERM": "xterm", "LANG": "C.UTF-8", "TZ": "Europe/Berlin"}


@pytest.fixture
def start(environ: dict[str, str]) -> Iterator[Start]:
    """Starts `init`, and ends what is left of it."""
    running: list[Terminal] = []

    def begin(*args: str, columns: int = 100, **more: str) -> Terminal:
        running.append(terminal([PROGRAM, "init", *args], environ | more, columns=columns))
        return running[-1]

    yield begin
    for one in running:
        one.close()


def config_of(home: Path) -> Path:
    return home / ".config/rejection-watcher/config.toml"


def files(home: Path) -> list[str]:
    return sorted(str(path.relative_to(home)) for path in home.rglob("*"))


@pytest.fixture
def answers(dovecot, receiver) -> list[tuple[str, str]]:
    """The questions of an evening against our servers, and what is answered."""
    user, password = dovecot.fresh_user()
    return [
        ("Your mail address", "robin.sample@posteo.de"),
        ("Is that right? [Y/n]", "n"),
        ("Mail server [posteo.de]", "localhost"),
        ("1 to 3 [1]", ""),
        ("Port [993]", str(dovecot.imaps)),
        ("Name to sign in with", user),
        ("1 to 2 [1]", ""),
        (f"Password of {user}", password),
        ("1 to 5 [1]", ""),  # the certificate is of nobody's authority
        ("File of the certificate", str(dovecot.ca)),
        ("Where shall notifications go?", "3"),
        ("apprise URL", receiver.url()),
        ("Did it reach you? [Y/n]", "y"),
        ("Your name, to sign letters [Robin Sample]", ""),
        ("Is that right? [Y/n]", ""),
        ("Write it? [Y/n]", ""),
    ]


def play(screen: Terminal, answers: list[tuple[str, str]]) -> None:
    for question, answer in answers:
        screen.answer(question, answer)


# --- from the first question to a config


def test_a_few_answers_end_with_a_config_that_check_finds_nothing_wrong_with(start, home, environ, answers, receiver):
    screen = start()
    play(screen, answers)
    assert screen.end() == 0
    config = config_of(home)
    assert stat.S_IMODE(config.stat().st_mode) == 0o600
    assert stat.S_IMODE((config.parent / "personal.password").stat().st_mode) == 0o600
    settings = load(config, environ, reveal=True)
    account = settings.accounts["personal"]
    assert (account.host, account.password.reveal()) == ("localhost", answers[7][1])
    assert settings.targets["phone"].url.reveal() == receiver.url()
    assert (settings.me_name, settings.calendar.timezone.key) == ("Robin Sample", "Europe/Berlin")
    assert settings.me_addresses == {"robin.sample@posteo.de"}
    assert receiver.requests[0].json()["title"] == "rejection-watcher: a test"
    done = subprocess.run([PROGRAM, "check", "--json"], env=environ, capture_output=True, text=True, check=False)
    assert (done.returncode, [one for one in json.loads(done.stdout) if not one["ok"]]) == (0, [])


def test_what_happened_is_told_and_no_secret_is_shown(start, answers):
    screen = start()
    play(screen, answers)
    screen.end()
    shown = " ".join(screen.screen.split())
    assert answers[7][1] not in shown.replace(answers[7][0], "")
    for words in (
        "Signed in over TLSv1.3",
        "To watch now: rejection-watcher run; to let systemd run it: rejection-watcher install",  # no systemd of this home's
        "INBOX can be read",
        "Junk can be read",
        "Your own mail is in Sent",
        "~/.config/rejection-watcher/config.toml",
    ):
        assert words in shown


def test_the_config_explains_every_option(start, home, answers):
    screen = start()
    play(screen, answers)
    screen.end()
    text = config_of(home).read_text()
    example = (Path(__file__).parents[1] / "config.example.toml").read_text()
    prose = [line for line in example.splitlines()[5:] if line.startswith("# ")]
    assert [line for line in text.splitlines() if line in prose] == prose


def test_on_a_desktop_bubbles_are_offered_and_one_is_shown(start, home, environ, answers, bus):
    with NotificationServer(bus) as server:
        screen = start(**bus.environ, LANG="de_DE.UTF-8")
        play(screen, answers[:10])
        screen.wait("bubbles on this desktop")
        screen.answer("1 to 5", "3")
        screen.answer("Did it reach you?", "")
        [seen] = server.bubbles.values()
        assert seen.title.startswith("rejection-watcher")
        assert seen.title != "rejection-watcher: a test"  # German, as the person is
        play(screen, answers[13:])
        assert screen.end() == 0
    assert load(config_of(home), environ).targets["desktop"].url.reveal() == "desktop://"


def test_an_account_without_a_password_is_written_and_then_signed_in_to(start, home, environ):
    """No request leaves this machine: the way out is a proxy that is not there."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        screen = start(HTTPS_PROXY=f"http://127.0.0.1:{nobody.getsockname()[1]}")
        for question, answer in (
            ("Your mail address", "robin@outlook.com"),
            ("Is that right?", ""),
            ("Application (client) id", "my-client-id"),
            ("Where shall notifications go?", "none"),
            ("Your name", ""),
            ("Is that right?", ""),
            ("Write it?", ""),
        ):
            screen.answer(question, answer)
        screen.wait("rejection-watcher login personal")
        assert screen.end() == 1
    assert "Written:" in screen.screen
    assert "Traceback" not in screen.screen
    text = config_of(home).read_text()
    assert 'auth = { oauth2 = "microsoft", client_id = "my-client-id" }' in text
    account = load(config_of(home), environ).accounts["personal"]
    assert (account.host, account.password) == ("outlook.office365.com", None)
    assert files(config_of(home).parent) == ["config.toml"]


# --- leaving


@pytest.mark.parametrize("number", range(16))
def test_leaving_at_any_question_leaves_nothing(start, home, answers, number):
    """By Ctrl-C, Ctrl-D and SIGTERM in turn, so that each question and each way is met."""
    screen = start()
    play(screen, answers[:number])
    screen.wait(answers[number][0])
    screen.wait(": ")
    screen.settle()
    leave = [lambda: screen.type("\x03", enter=False), lambda: screen.type("\x04", enter=False), lambda: screen.signal(signal.SIGTERM)]
    leave[number % 3]()
    assert screen.end() == 1
    assert "Nothing was written." in screen.screen
    assert "Traceback" not in screen.screen
    assert files(home) == []


@pytest.mark.parametrize("leave", [b"\x03", b"\x04", signal.SIGTERM, signal.SIGHUP])
def test_leaving_at_the_password_gives_the_terminal_back_as_it_was(start, home, answers, leave):
    screen = start()
    play(screen, answers[:7])
    screen.wait("Password of")
    screen.wait(": ")
    screen.settle()
    assert not screen.echoes()
    if isinstance(leave, bytes):
        screen.type(leave.decode(), enter=False)
    else:
        screen.signal(leave)
    screen.process.wait(20)
    assert screen.echoes()
    assert files(home) == []


@pytest.mark.parametrize("leave", ["\x03", signal.SIGTERM])
def test_leaving_while_something_is_tried_ends_it_at_once(start, home, answers, receiver, tmp_path, leave):
    """A mail server that never says a word, a password command that hangs, a service that takes a message and does not answer."""

    def left(screen: Terminal) -> None:
        screen.settle()
        screen.type(leave, enter=False) if isinstance(leave, str) else screen.signal(leave)
        assert screen.end(20) == 1  # what is tried would take 30 s and more
        assert "Nothing was written." in screen.screen
        assert files(home) == []

    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        screen = start()
        play(screen, [*answers[:4], ("Port [993]", str(mute.getsockname()[1])), *answers[5:8]])
        with mute.accept()[0]:
            left(screen)
    runs = tmp_path / "runs"
    screen = start()
    play(screen, [*answers[:6], ("1 to 2 [1]", "2"), ("Command that prints the password", f"sh -c 'touch {runs}; sleep 600'")])
    wait_for(runs.exists)
    left(screen)
    receiver.hang()
    screen = start()
    play(screen, answers[:12])
    receiver.next()
    left(screen)


def test_a_signal_while_the_config_is_being_written_waits_for_the_moment_that_this_takes(start, home, environ, answers, tmp_path):
    """The command for the password runs three times: for the sign-in, again after the certificate, and when the config is checked."""
    script = tmp_path / "password.sh"
    script.write_text(f'echo x >> {tmp_path}/runs; [ "$(wc -l < {tmp_path}/runs)" != 3 ] || kill -TERM $PPID; echo {answers[7][1]}\n')
    screen = start()
    play(screen, [*answers[:6], ("1 to 2 [1]", "2"), ("Command that prints the password", f"sh {script}"), *answers[8:]])
    assert screen.end() == 1
    assert "The config stands in" in " ".join(screen.screen.split())
    assert load(config_of(home), environ, reveal=True).accounts["personal"].password.reveal() == answers[7][1]
    assert sorted(path.name for path in config_of(home).parent.iterdir()) == ["config.toml"]


# --- where there is a config already


def test_a_config_that_is_there_is_kept_unless_an_account_is_to_be_added(start, home, environ, answers):
    config = config_of(home)
    config.parent.mkdir(parents=True)
    before = '# mine\n[accounts.personal]\nhost = "imap.example.org" # the old one\nusername = "robin"\npassword = "x"\n'
    before += '[plan]\nthank_after = "9 days"\n'
    config.touch(mode=0o600)
    config.write_text(before)
    screen = start()
    screen.answer("1 to 2 [1]", "2")
    assert screen.end() == 1
    assert (config.read_text(), len(files(home))) == (before, 3)
    screen = start()
    screen.answer("1 to 2 [1]", "1")
    play(screen, answers[:6])
    screen.answer("A short name for this account [posteo]", "personal")
    screen.wait("There is an account personal already")
    screen.answer("A short name for this account", "work")
    play(screen, [*answers[6:13], answers[-1]])
    assert screen.end() == 0
    text = config.read_text()
    assert text.startswith('# mine\n[accounts.personal]\nhost = "imap.example.org" # the old one\n')
    settings = load(config, environ, reveal=True)
    assert list(settings.accounts) == ["personal", "work"]
    assert (config.parent / "config.toml.bak").read_text() == before


def test_a_broken_config_is_explained_and_left_alone(start, home):
    config = config_of(home)
    config.parent.mkdir(parents=True)
    config.touch(mode=0o600)
    config.write_text("[acounts]\n")
    screen = start()
    assert screen.end() == 78
    assert "did you mean accounts?" in screen.screen
    assert "move the file away" in screen.screen


# --- terminals


def test_without_a_terminal_it_says_so_and_where_to_look(environ, home):
    done = subprocess.run([PROGRAM, "init"], env=environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no terminal" in done.stderr
    assert "config.example.toml" in done.stderr
    assert files(home) == []


def test_on_a_narrow_terminal_that_nobody_knows_it_stays_readable(start, answers):
    screen = start(columns=40, TERM="no-such-terminal", NO_COLOR="1")
    play(screen, answers[:10])
    screen.answer("Where shall notifications go?", "1")
    screen.wait("Or open the app")
    assert b"\x1b[3" not in screen.raw
    assert "█" in screen.screen
    lines = screen.screen.splitlines()
    assert max(len(line) for line in lines if "Enter" not in line and ":" not in line) <= 40


def test_a_code_that_does_not_fit_is_left_out(start, answers):
    screen = start(columns=30)
    play(screen, answers[:10])
    screen.answer("Where shall notifications go?", "1")
    screen.wait("subscribe to this")
    assert "█" not in screen.screen


def test_a_terminal_without_half_blocks_gets_the_code_in_number_signs_and_a_small_one_none():
    blocks, signs = drawn("ntfy://ntfy.sh/topic", 80, "utf-8"), drawn("ntfy://ntfy.sh/topic", 80, "ascii")
    assert set("".join(signs)) == {"#", " "}
    for row, line in enumerate(signs):
        for column in range(0, len(line), 2):
            block = blocks[row // 2][column // 2]
            assert (line[column] == "#") == (block == "█" or block == ("▄" if row % 2 else "▀"))
    assert drawn("ntfy://ntfy.sh/topic", 20, "utf-8") == []


def test_the_help_says_what_it_does(environ):
    done = subprocess.run([PROGRAM, "init", "--help"], env=environ, capture_output=True, text=True, check=True)
    assert "a few questions" in " ".join(done.stdout.split())
    assert sys.executable
