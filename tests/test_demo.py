"""The demo, as a newcomer sees it: the installed program, its own mail server, its own clock, no account and no config."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from parts.dovecot import wait_for
from parts.service import PROGRAM

pytest.importorskip("pymap", reason="THE DEMO'S MAIL SERVER IS MISSING: pip install 'rejection-watcher[demo]'")


def environ(folder: Path, **more: str) -> dict[str, str]:
    (folder / "tmp").mkdir(exist_ok=True)
    return os.environ | {"HOME": str(folder), "TMPDIR": str(folder / "tmp"), "XDG_CONFIG_HOME": str(folder), "COLUMNS": "100"} | more


def demo(folder: Path, *args: str, **more: str) -> subprocess.CompletedProcess[str]:
    env = environ(folder, **more)
    return subprocess.run([PROGRAM, "demo", *args], capture_output=True, text=True, check=False, timeout=60, env=env)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], list[Path]]:
    """One run, and what it left behind."""
    folder = tmp_path_factory.mktemp("home")
    return demo(folder, "--fast"), [path for path in folder.rglob("*") if path.name != "tmp"]


@pytest.fixture(scope="module")
def story(played) -> str:
    """What it told, each run of spaces as one: where lines are broken is not the matter."""
    return " ".join(played[0].stdout.replace("│", " ").split())


def test_it_ends_well_and_says_nothing_on_the_side(played):
    assert (played[0].returncode, played[0].stderr) == (0, "")


def test_it_leaves_nothing_behind(played):
    assert played[1] == []


def test_it_shows_what_each_mail_was_taken_for_and_why(story):
    taken = re.findall(r"from ([\w ]+): (.*?) taken for: (\w+) \((\d+)%(.*?)\) because: ", story)
    assert [(sender, label, rest) for sender, _, label, _, rest in taken] == [
        ("Larkfield Robotics", "other", ""),
        ("Cordia Bank", "other", ""),  # a refusal, but of a credit card
        ("Mirela Okoro", "recruiter", ""),
        ("Tomasz Bielak", "rejection", ""),
        ("Mirela Okoro", "rejection", ""),
    ]
    assert "because: “In the end we have decided not to move forward" in story


def test_it_shows_what_was_planned(story):
    for planned in (
        "planned s1 answer the recruiter, Brightwell Search",
        "planned s2 look back, Larkfield Robotics: Tue",
        "planned s3 thank, and ask to be considered, Larkfield Robotics: Mon",
        "planned s4 keep in touch, Larkfield Robotics",
        "planned s6 ask the recruiter, Brightwell Search",
    ):
        assert planned in story


def test_it_lets_weeks_pass_and_shows_each_notification_with_its_draft(played, story):
    days = [int(days) for days in re.findall(r"(\d+) days pass", story)]
    assert sum(days) > 60
    assert len(re.findall(r"s\d+ is due, and you are notified:", story)) == played[0].stdout.count("╭")
    for draft in (
        "Thank Tomasz Bielak: Test Engineer at Larkfield Robotics",
        "To: tomasz.bielak@larkfield-robotics.example Subject: Re: Your interview at Larkfield Robotics Hello Tomasz,",
        "To: mirela.okoro@brightwell-search.example Subject: Re: Test engineer, Leeds, hybrid Hello Mirela,",
        "Kind regards, Robin Sample",
        "Done: rejection-watcher done s3",
    ):
        assert draft in story


def test_a_step_is_completed_by_the_copy_in_sent_and_another_by_done(story):
    assert re.search(r"the copy in Sent is enough\. completed s1 answer the recruiter", story)
    assert re.search(r"s6 is due.*You send Mirela the draft from above\. completed s6 ask the recruiter", story)
    assert "rejection-watcher done s2" in story
    assert "rejection-watcher star a" in story


def test_the_lines_fit_the_terminal(tmp_path, played):
    assert max(map(len, played[0].stdout.splitlines())) <= 88
    narrow = demo(tmp_path, "--fast", COLUMNS="44").stdout.splitlines()
    assert max(map(len, narrow)) <= 44
    assert len(narrow) > len(played[0].stdout.splitlines())


def start(folder: Path, *args: str) -> subprocess.Popen[str]:
    env = environ(folder, PYTHONUNBUFFERED="1")
    command = [PROGRAM, "demo", *args]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env, start_new_session=True)


@pytest.mark.parametrize("until", ["A sample mailbox", "taken for: other", "is due, and you are notified"])
def test_ctrl_c_ends_it_cleanly_at_any_time(tmp_path, until):
    process = start(tmp_path)
    try:
        told = next(line for line in process.stdout if until in line)
        began = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        stdout, stderr = process.communicate(timeout=15)
    finally:
        process.kill()
    assert told
    assert time.monotonic() - began < 10
    assert (process.returncode, stderr) == (130, "")
    assert stdout.endswith("\nYou ended the demo.\n")
    wait_for(lambda: not [path for path in tmp_path.rglob("*") if path.name != "tmp"])


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path):
    with start(tmp_path, "--fast") as process:
        assert process.stdout.readline()
        process.stdout.close()
        assert (process.stderr.read(), process.wait(30)) == ("", 0)


def test_without_its_mail_server_it_says_what_to_install():
    script = "import sys; sys.modules['pymap'] = None; sys.argv = ['rejection-watcher', 'demo']; from watcher.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install 'rejection-watcher[demo]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_mail_of_the_sample_is_a_real_persons_or_companys():
    import watcher.demo

    sample = (Path(watcher.demo.__file__).parent / "sample.mbox").read_text()
    hosts = {host.lower() for host in re.findall(r"@([\w.-]+)", sample)}
    assert all(host.endswith(".example") or host == "us.greenhouse-mail.io" for host in hosts), hosts


if os.environ.get("WATCHER_FULL"):  # `make test-full`: it takes what it says

    def test_at_reading_speed_it_takes_most_of_a_minute(tmp_path):
        began = time.monotonic()
        assert demo(tmp_path).returncode == 0
        assert 35 <= time.monotonic() - began <= 55
