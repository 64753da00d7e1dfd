"""The config: what it accepts, and how it says what it does not."""

from __future__ import annotations

import json
import os
import pickle
import re
import shlex
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import MISSING, fields, replace
from datetime import date, timedelta
from datetime import time as time_of_day
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from watcher import __version__
from watcher.config import Secret, SecretError, Settings, defaults, find, load
from watcher.config.apart import load_apart
from watcher.config.bearer import OAuth2, Renewed
from watcher.config.child import Ended
from watcher.config.document import NAMED, TABLES
from watcher.config.places import system_zone
from watcher.config.secret import Command, Credential, File, Keyring, Literal
from watcher.config.words import is_loopback
from watcher.core.compose import Detail
from watcher.core.schedule import Unit, Wait
from watcher.errors import ConfigError, Problem, SecretsAway

CANARY = "hunter2-canary"
ROOT = Path(__file__).parents[1]
ACCOUNT = """
[accounts.personal]
host = "imap.example.com"
username = "Sam@Example.com"
password = { command = ["pass", "show", "mail"] }
"""


class Place:
    """A folder of its own with a config file, and an environment that points there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "config.toml"
        self.environ = {"HOME": str(folder), "PATH": os.environ["PATH"], "TZ": "Europe/Lisbon"}

    def write(self, text: str | bytes, mode: int = 0o600) -> Path:
        self.file.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.file.chmod(mode)
        return self.file

    def load(self, text: str | bytes, mode: int = 0o600, *, reveal: bool = False) -> Settings:
        return load(self.write(text, mode), self.environ, reveal=reveal)

    def problems(self, text: str | bytes, mode: int = 0o600, *, reveal: bool = False) -> dict[str, Problem]:
        """The problems of a config that must have some, by path."""
        with pytest.raises(ConfigError) as caught:
            self.load(text, mode, reveal=reveal)
        assert caught.value.exit_code == (75 if isinstance(caught.value, SecretsAway) else 78)
        assert str(self.file) in str(caught.value)
        assert CANARY not in f"{caught.value!s} {caught.value!r} {caught.value.problems!r}"
        assert len({problem.path for problem in caught.value.problems}) == len(caught.value.problems)
        return {problem.path: problem for problem in caught.value.problems}

    def problem(self, text: str | bytes, mode: int = 0o600, *, reveal: bool = False) -> Problem:
        """The one problem of a config that must have just that."""
        problems = self.problems(text, mode, reveal=reveal)
        assert len(problems) == 1, problems
        return next(iter(problems.values()))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def with_account(lines: str) -> str:
    """An account with these lines instead of, or besides, its usual ones."""
    keys = {line.split("=")[0].strip() for line in lines.splitlines()}
    kept = [line for line in ACCOUNT.splitlines() if line.split("=")[0].strip() not in keys]
    return "\n".join([*kept, lines])


def refused(secret: Secret) -> Problem:
    with pytest.raises(SecretError) as caught:
        secret.reveal()
    assert CANARY not in f"{caught.value!s} {caught.value!r} {caught.value.problem!r}"
    assert caught.value.exit_code == 78
    return caught.value.problem


# --- what a good config becomes ---


def test_the_smallest_config_gets_every_default(place: Place) -> None:
    loaded = place.load(ACCOUNT)
    account = loaded.accounts["personal"]
    assert (account.host, account.port, account.tls, account.ca_file) == ("imap.example.com", 993, "implicit", None)
    assert account.mailboxes == ("INBOX", "\\Junk")
    assert account.poll_every == 300.0
    assert account.look_back == Wait(30, Unit.DAY)
    assert loaded.keep == Wait(18, Unit.MONTH)
    assert loaded.calendar.quiet == (time_of_day(20), time_of_day(8))
    assert (loaded.calendar.preferred_hour, loaded.calendar.per_day) == (time_of_day(9, 30), 3)
    assert (loaded.daily_digest, loaded.on_rejection, loaded.on_recruiter) == (False, "never", "step")
    assert loaded.policy.reply_recruiter_after == Wait(1, Unit.WORKING_DAY)
    assert loaded.policy.max_touches == 4
    assert loaded.log_content is False
    assert loaded.targets == {}
    assert loaded.source == place.file


def test_all_keys_of_the_config_are_taken_over(place: Place) -> None:
    (place.folder / "ca.pem").write_text("-")
    loaded = place.load(
        """
        [state]
        directory = "state"
        keep = "90 days"
        [me]
        name = "Sam Example"
        addresses = ["Other@Example.org"]
        [accounts.work]
        host = "mail.example.org"
        port = 10993
        tls = "starttls"
        ca_file = "~/ca.pem"
        username = "sam"
        password = "x"
        mailboxes = ["inbox", "Jobs/2026", "\\\\Archive"]
        poll_every = "90s"
        look_back = "0 days"
        [targets.phone]
        url = "ntfy://ntfy.sh/topic"
        detail = "silent"
        [notify]
        timezone = "Europe/Berlin"
        quiet_hours = ""
        preferred_hour = "8am"
        per_day = 1
        digest = "daily"
        on_rejection = "digest"
        on_recruiter = "now"
        [plan]
        reflect_after = "36h"
        max_touches = 1
        [act]
        done = "Follow-ups/Done"
        other = "\\\\Trash"
        [log]
        content = true
        """,
        reveal=True,
    )
    account = loaded.accounts["work"]
    assert (account.port, account.tls, account.ca_file, account.username) == (10993, "starttls", place.folder / "ca.pem", "sam")
    assert account.mailboxes == ("INBOX", "Jobs/2026", "\\Archive")
    assert (account.poll_every, account.look_back) == (90.0, Wait(0, Unit.DAY))
    assert account.password.reveal() == "x"
    assert account.acts == (("done", "Follow-ups/Done"), ("other", "\\Trash"))
    assert loaded.state_directory == place.folder / "state"
    assert (loaded.keep, loaded.me_name) == (Wait(90, Unit.DAY), "Sam Example")
    assert loaded.targets["phone"].url.reveal() == "ntfy://ntfy.sh/topic"
    assert loaded.targets["phone"].detail is Detail.SILENT
    assert loaded.calendar.timezone == ZoneInfo("Europe/Berlin")
    assert (loaded.calendar.quiet, loaded.calendar.preferred_hour, loaded.calendar.per_day) == (None, time_of_day(8), 1)
    assert (loaded.daily_digest, loaded.on_rejection, loaded.on_recruiter) == (True, "digest", "now")
    assert loaded.policy.reflect_after == Wait(36, Unit.HOUR)
    assert loaded.log_content is True


def test_a_config_read_in_a_process_of_its_own_is_the_same_to_its_last_option(place: Place) -> None:
    """Every option that has a default in Settings is set to another, so that one that is left behind shows."""
    text = (
        with_account('password = "x"')
        + """
        [notify]
        digest = "daily"
        on_rejection = "digest"
        on_recruiter = "now"
        blind_after = "7h"
        [drafts]
        save = true
        [export]
        ics = "steps.ics"
        [health]
        ping = "https://ping.example/a"
        every = "7m"
        """
    )
    near = place.load(text, reveal=True)
    far = load_apart(place.file, place.environ)
    for field in fields(Settings):
        if field.name not in {"calendar", "letters"}:  # these hold what cannot be compared
            assert getattr(far, field.name) == getattr(near, field.name), field.name
        assert field.default is MISSING or getattr(near, field.name) != field.default, f"{field.name} is not tried"
    assert replace(far.calendar, is_holiday=None) == replace(near.calendar, is_holiday=None)


def test_usernames_that_are_addresses_count_as_the_users_own(place: Place) -> None:
    text = (
        with_account('username = "SAM@example.com"')
        + '\n[accounts.b]\nhost="h"\nusername="sam"\npassword={keyring=true}\n[me]\naddresses=["S@X.org"]'
    )
    assert place.load(text).me_addresses == {"sam@example.com", "s@x.org"}


@pytest.mark.parametrize(("tls", "port"), [("implicit", 993), ("starttls", 143), ("none", 143)])
def test_the_port_follows_the_encryption_until_it_is_set(place: Place, tls: str, port: int) -> None:
    assert place.load(with_account(f'host = "localhost"\ntls = "{tls}"')).accounts["personal"].port == port
    assert place.load(with_account(f'host = "localhost"\ntls = "{tls}"\nport = 10143')).accounts["personal"].port == 10143


def test_a_desktop_is_told_everything_and_a_service_little_unless_asked(place: Place) -> None:
    def detail(lines: str) -> Detail:
        return place.load(ACCOUNT + "[targets.t]\n" + lines).targets["t"].detail

    for local in ("desktop", "dbus", "gnome", "kde", "qt", "glib", "windows", "macosx"):
        assert detail(f'url = "{local}://"') is Detail.FULL
    assert detail('url = "desktop://"\ndetail = "short"') is Detail.SHORT
    assert detail('url = "json://127.0.0.1:8080"') is Detail.SHORT
    assert detail("url = { keyring = true }") is Detail.SHORT
    assert detail('url = "tgram://1/2"\ndetail = "full"') is Detail.FULL


def test_a_byte_order_mark_and_windows_line_ends_are_taken(place: Place) -> None:
    assert place.load(b"\xef\xbb\xbf" + ACCOUNT.replace("\n", "\r\n").encode()).accounts


def test_settings_are_equal_until_something_changes(place: Place) -> None:
    before = place.load(with_account(f'password = "{CANARY}"'), reveal=True)
    assert place.load(with_account(f'password = "{CANARY}"'), reveal=True) == before
    after = place.load(with_account('password = "another"'), reveal=True)
    assert after.accounts["personal"] != before.accounts["personal"]


def test_without_a_config_file_there_are_defaults(place: Place) -> None:
    without = defaults(place.environ)
    assert (without.accounts, without.targets) == ({}, {})
    assert without.policy == place.load(ACCOUNT).policy
    assert without.calendar == place.load(ACCOUNT).calendar


# --- the example ---


def uncommented(text: str) -> str:
    return re.sub(r"^#(?=[a-z\[])", "", text, flags=re.MULTILINE)


def test_the_example_in_the_repository_is_what_the_program_prints() -> None:
    printed = subprocess.run([sys.executable, "-m", "watcher.config"], capture_output=True, check=True, text=True, cwd=ROOT).stdout
    assert (ROOT / "config.example.toml").read_text() == printed, "run: python -m watcher.config > config.example.toml"


def test_the_example_as_it_is_sets_nothing() -> None:
    lines = (ROOT / "config.example.toml").read_text().splitlines()
    assert all(line.startswith("#") or not line for line in lines)


def test_the_uncommented_example_is_valid_and_equals_the_defaults(place: Place) -> None:
    text = uncommented((ROOT / "config.example.toml").read_text())
    assert place.load(text) == place.load(
        ACCOUNT.replace("Sam@Example.com", "sam@example.com") + '[targets.phone]\nurl = "ntfys://ntfy.sh/a-long-random-topic"'
    )


def test_the_example_holds_every_option_under_a_line_that_says_what_it_is_for() -> None:
    text = (ROOT / "config.example.toml").read_text()
    blocks = [block.splitlines() for block in text.split("\n\n")]
    options = {line.split(" =")[0][1:] for block in blocks for line in block if re.match(r"#[a-z]", line)}
    assert options == {key for model in TABLES.values() for key in model.model_fields}
    for block in blocks[1:]:
        *prose, last = block
        assert prose, block
        assert all(re.match(r"# [A-Z\"'{a-z-]", line) and len(line) <= 140 for line in prose), block
        assert not any(re.match(r"# ?(\[|[a-z_]+ = )", line) for line in prose), "prose that looks like an option"
        assert re.match(r"#([a-z_]+ = \S|\[[a-z]+(\.[a-z]+)?\]$)", last), block


# --- what is wrong with the file ---


@pytest.mark.parametrize("text", ["", "\n# nothing yet\n", "[notify]\nper_day = 2\n", "[accounts]\n"])
def test_a_config_without_account_is_answered_with_the_smallest_one(place: Place, text: str) -> None:
    problem = place.problem(text)
    assert problem.path == "accounts"
    shown = "\n".join(line for line in problem.message.splitlines() if line.startswith("      "))
    assert place.load(shown).accounts["personal"].host == "imap.example.com"


@pytest.mark.parametrize(
    ("text", "where", "remedy"),
    [
        ('[accounts.p]\nmailboxes = ["INBOX", "\\Junk"]', "line 2", "written twice"),
        (f"[accounts.p]\npassword = {CANARY}", "line 2", "in quotes"),
        ("[log]\ncontent = True", "line 2", "written small"),
        ("[log]\n\n[log]", "line 3", "keep one"),
        ("[log]\ncontent = true\ncontent = false", "line 3", "keep one"),
        (f'[accounts.p]\npassword = "{CANARY}', "line 2", "close the quotes"),
        ("[accounts.p", "line 1", "between [ and ]"),
        ('[me]\naddresses = ["a@b.c" "d@e.f"]', "line 2", "commas"),
        ("[me]\nname", "line 2", "key = value"),
        ('[accounts.p]\npassword = { file = "x" keyring = true }', "line 2", "commas"),
        ("[accounts.p] host = 1", "line 1", "one key = value on a line"),
        ("x = " + "[" * 9000, "", "for ever"),
        ("x = " + "1" * 9000, "", "for ever"),
    ],
)
def test_a_syntax_error_names_the_line_and_what_to_do(place: Place, text: str, where: str, remedy: str) -> None:
    problem = place.problem(text)
    assert problem.path.startswith(where)
    assert remedy in (problem.remedy or "")


def test_a_file_in_another_encoding_is_explained(place: Place) -> None:
    problem = place.problem('[me]\nname = "Jos\xe9"'.encode("latin-1"))
    assert (problem.path, problem.remedy) == ("line 2", "save the file as UTF-8")


def test_a_folder_a_pipe_a_missing_and_a_huge_file_are_explained(place: Place) -> None:
    def message(path: Path) -> str:
        with pytest.raises(ConfigError) as caught:
            load(path, place.environ)
        return str(caught.value)

    pipe = place.folder / "pipe"
    os.mkfifo(pipe)
    assert "is a folder, not a file" in message(place.folder)
    assert "not a regular file" in message(pipe)
    assert "no such file" in message(place.folder / "none.toml")
    assert "no such file" in message(place.write("") / "below")
    assert "no config" in message(place.write("#" * 1_000_001))
    assert "cannot be read" in message(Path("a\0b"))
    assert "cannot be read" in message(place.folder / ("n" * 300))


@pytest.fixture
def open_place() -> Iterator[Place]:
    """A place that another user can reach, as pytest's own folders cannot be."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Place(Path(folder))


def load_as_nobody(file: Path) -> tuple[int, str]:
    """Load it as a user who is not root, to whom no door is closed."""
    script = (
        "import os, sys, pathlib; from watcher.config import load, loading; from watcher.errors import NoPermission\n"
        "if os.getuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        f"try: load(pathlib.Path({str(file)!r}), {{'TZ': 'UTC'}})\n"
        "except NoPermission as error: print(error, error.remedy); sys.exit(error.exit_code)"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=ROOT)
    return ended.returncode, ended.stdout + ended.stderr


def test_a_closed_file_of_ours_is_no_permission_with_the_command_to_run(open_place: Place) -> None:
    file = open_place.write(ACCOUNT)
    if os.geteuid() == 0:
        os.chown(file, 65534, -1)
    assert load_as_nobody(file) == (0, "")
    file.chmod(0)
    code, text = load_as_nobody(file)
    assert (code, text) == (77, f"{file} is closed even to its owner run: chmod 600 {file}\n")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can leave a file that another user meets closed")
def test_a_closed_file_of_another_user_is_no_permission_with_the_command_to_run(open_place: Place) -> None:
    file = open_place.write(ACCOUNT)
    code, text = load_as_nobody(file)
    assert (code, f"sudo chown 65534 {file}" in text) == (77, True)
    open_place.folder.chmod(0o700)
    code, text = load_as_nobody(file)
    assert (code, f"namei -l {file}" in text) == (77, True)


# --- what is wrong in the file ---


def test_all_problems_are_told_at_once_and_in_the_order_of_the_example(place: Place) -> None:
    problems = place.problems(
        f"""
        [plan]
        max_touches = true
        [notify]
        per_day = 0
        timezone = "Berlin"
        country = "Germany"
        [targets.phone]
        url = "tgram://{CANARY}/1"
        [accounts.personal]
        host = "imap.example.com"
        port = "993"
        password = "{CANARY}"
        """,
        0o644,
    )
    assert list(problems) == [
        "accounts.personal.port",
        "accounts.personal.username",
        "accounts.personal.password",
        "targets.phone.url",
        "notify.timezone",
        "notify.per_day",
        "notify.country",
        "plan.max_touches",
    ]
    assert problems["accounts.personal.port"].message == 'wants a whole number, got "993"'
    assert problems["accounts.personal.port"].remedy == "write 993 without the quotes"
    assert problems["accounts.personal.username"].remedy == 'write: username = "sam@example.com"'
    assert problems["notify.timezone"].remedy == 'did you mean "Europe/Berlin"?'
    assert problems["notify.country"].remedy == 'did you mean "DE"?'
    assert problems["plan.max_touches"].message == "wants a whole number, got true"


@pytest.mark.parametrize(
    ("text", "path", "remedy"),
    [
        ("[account.x]", "account", "did you mean accounts?"),
        (ACCOUNT + "[Notify]", "Notify", "did you mean notify?"),
        (ACCOUNT + "[notify]\nquiet-hours = 1", "notify.quiet-hours", "did you mean quiet_hours?"),
        (with_account("pasword = 1"), "accounts.personal.pasword", "did you mean password?"),
        (ACCOUNT + "[notify]\nreflect_after = 1", "notify.reflect_after", "it belongs under [plan]"),
        ("per_day = 1" + ACCOUNT, "per_day", "it belongs under [notify]"),
        (ACCOUNT + "[log]\nzzz = 1", "log.zzz", f"known here: content; a newer version may know more (this is {__version__})"),
        (ACCOUNT + '[log]\n"a\\nb" = 1', 'log."a\\nb"', f"known here: content; a newer version may know more (this is {__version__})"),
        (with_account("port = 993\nmailbox = 1"), "accounts.personal.mailbox", "did you mean mailboxes?"),
    ],
)
def test_an_unknown_key_is_told_with_what_it_may_have_been(place: Place, text: str, path: str, remedy: str) -> None:
    assert place.problem(text) == Problem(path, place.problem(text).message, remedy)


def test_a_key_of_thousands_of_letters_is_cut(place: Place) -> None:
    assert len(str(place.problem(ACCOUNT + "[log]\n" + "k" * 9000 + " = 1"))) < 200


@pytest.mark.parametrize(
    ("text", "path", "says"),
    [
        (with_account("port = 0"), "port", "at least 1"),
        (with_account("port = 65536"), "port", "at most 65535"),
        (with_account("port = 0x" + "f" * 9000), "port", "at most 65535, got a number too long"),
        (with_account("port = 993.5"), "port", "a whole number, got 993.5"),
        (with_account("port = true"), "port", "a whole number, got true"),
        (with_account("port = 2026-01-31"), "port", "a whole number, got a date or time"),
        (with_account("host = 1"), "host", "a text in quotes, got 1"),
        (with_account('host = ""'), "host", "is empty"),
        (with_account('host = "imaps://imap.example.com"'), "host", "name alone"),
        (with_account('host = "imap.example.com:993"'), "host", "a port goes into port"),
        (with_account('host = "[::1]"'), "host", "no brackets"),
        (with_account('host = "imap example"'), "host", "no spaces"),
        (with_account('tls = "implict"'), "tls", 'did you mean "implicit"'),
        (with_account('tls = "none"'), "tls", "in clear text"),
        (with_account('username = ""'), "username", "is empty"),
        (with_account('username = "sam\\r\\nX LOGOUT"'), "username", "control character"),
        (with_account('mailboxes = "INBOX"'), "mailboxes", "in brackets"),
        (with_account("mailboxes = []"), "mailboxes", "at least one"),
        (with_account('mailboxes = ["INBOX", "a\\nb"]'), "mailboxes, entry 2", "control character"),
        (with_account('mailboxes = ["\\\\Jnuk"]'), "mailboxes, entry 1", "did you mean \\Junk?"),
        (with_account('mailboxes = ["\\\\Zebra"]'), "mailboxes, entry 1", "\\Trash"),
        (with_account('mailboxes = ["Inbox", "INBOX"]'), "mailboxes", "twice"),
        (with_account("poll_every = 5"), "poll_every", 'wants a text such as "5m", got 5'),
        (with_account('poll_every = "0m"'), "poll_every", "no time at all"),
        (with_account('poll_every = "-5m"'), "poll_every", "duration"),
        (with_account('poll_every = "1 working day"'), "poll_every", "at most a day"),
        (with_account('poll_every = "25h"'), "poll_every", "at most a day"),
        (with_account('look_back = "2 months"'), "look_back", "duration"),
        (with_account('ca_file = "a\\u0000b"'), "ca_file", "control character"),
    ],
)
def test_a_wrong_value_of_an_account_is_explained_in_words(place: Place, text: str, path: str, says: str) -> None:
    problem = place.problem(text, reveal=False)
    assert problem.path == f"accounts.personal.{path}"
    assert says in str(problem)


@pytest.mark.parametrize(
    ("text", "path", "says"),
    [
        (with_account("[act]\ndone = 3"), "act.done", "a text in quotes"),
        (with_account('[act]\ndone = "Inbox"'), "act.done", "by itself"),
        (with_account('[act]\nother = "\\\\All"'), "act.other", "by itself"),
        (with_account('[act]\nother = "\\\\Archiv"'), "act.other", "did you mean \\Archive?"),
        (with_account('[act]\ndone = "a\\r\\nb"'), "act.done", "control character"),
        (with_account('[act]\nsnoze = "Later"'), "act.snoze", "did you mean snooze?"),
        (with_account('[act]\ndone = "Jobs/Done"\nother = "jobs/done"'), "act", "stands there twice"),
        (with_account('[act]\nother = "\\\\Junk"'), "act", "name another mailbox"),
        (with_account('mailboxes = ["INBOX", "Jobs"]\n[act]\nrejection = "jobs"'), "act", "is read there"),
    ],
)
def test_a_mailbox_where_a_move_could_not_be_told_from_mail_that_comes_by_itself_is_refused(
    place: Place, text: str, path: str, says: str
) -> None:
    problem = place.problem(text, reveal=False)
    assert problem.path == path
    assert says in f"{problem.message} {problem.remedy}"


@pytest.mark.parametrize(
    ("lines", "path", "says"),
    [
        ('[state]\nkeep = "0 months"', "state.keep", "no time at all"),
        ('[state]\nkeep = "for ever"', "state.keep", "months"),
        ("[me]\nname = 1", "me.name", "a text in quotes, got 1"),
        ('[me]\naddresses = ["Sam"]', "me.addresses, entry 1", "no mail address"),
        ('[me]\naddresses = ["a@b\\nc"]', "me.addresses, entry 1", "control character"),
        ('[notify]\ntimezone = "Mars/Olympus"', "notify.timezone", "timedatectl"),
        ('[notify]\ntimezone = "Europe"', "notify.timezone", "no time zone"),
        ('[notify]\ntimezone = "../../etc/passwd"', "notify.timezone", "no time zone"),
        ('[notify]\nquiet_hours = "20:00"', "notify.quiet_hours", "20:00-08:00"),
        ('[notify]\nquiet_hours = "20:00-25:00"', "notify.quiet_hours", "time of day"),
        ('[notify]\npreferred_hour = "half past nine"', "notify.preferred_hour", "09:30"),
        ("[notify]\npreferred_hour = 09:30:00", "notify.preferred_hour", "put it in quotes"),
        ("[notify]\nper_day = -1", "notify.per_day", "at least 1"),
        ('[notify]\ndigest = "dayly"', "notify.digest", 'did you mean "daily"?'),
        ('[notify]\non_rejection = "newer"', "notify.on_rejection", 'did you mean "never"?'),
        ('[notify]\non_recruiter = "never"', "notify.on_recruiter", '"step"'),
        ('[notify]\ncountry = "XX"', "notify.country", "holiday calendar"),
        ('[notify]\ncountry = "!"', "notify.country", '"DE"'),
        ('[notify]\nsubdivision = "BE"', "notify.subdivision", "without a country"),
        ('[notify]\ncountry = "DE"\nsubdivision = "Bayrn"', "notify.subdivision", 'did you mean "BY"?'),
        ('[notify]\ncountry = "DE"\nsubdivision = "QQ"', "notify.subdivision", "BB, BE"),
        ('[plan]\nkeep_in_touch_every = "0 days"', "plan.keep_in_touch_every", "no time at all"),
        ('[plan]\nreflect_after = "two days"', "plan.reflect_after", "duration"),
        ('[plan]\nreflect_after = "99999 weeks"', "plan.reflect_after", "ten years"),
        ("[plan]\nmax_touches = 0", "plan.max_touches", "at least 1"),
        ('[log]\ncontent = "true"', "log.content", "write true without the quotes"),
        ('[targets."My Phone"]\nurl = "desktop://"', 'targets."My Phone"', "a-z"),
        ("[targets.phone]", "targets.phone.url", "is missing"),
        ('[targets]\nphone = "desktop://"', "targets.phone", "a table, such as [targets.phone], got a text"),
        ('[[targets]]\nurl = "desktop://"', "targets", "tables, such as [targets.phone], got a list"),
        ('[targets.t]\nurl = "desktop://"\ndetail = "ful"', "targets.t.detail", 'did you mean "full"?'),
        ('[targets.t]\nurl = "phone"', "targets.t.url", "is not a URL"),
        ('[targets.t]\nurl = "json://a json://b"', "targets.t.url", "without spaces"),
        ("[targets.t]\nurl = 5", "targets.t.url", "got a whole number"),
    ],
)
def test_a_wrong_value_elsewhere_is_explained_in_words(place: Place, lines: str, path: str, says: str) -> None:
    problem = place.problem(ACCOUNT + lines)
    assert problem.path == path
    assert says in str(problem)


def test_a_table_in_place_of_an_option_and_the_reverse_are_explained(place: Place) -> None:
    assert "a table, such as [notify], got 5" not in str(place.problem("notify = 5" + ACCOUNT))
    assert place.problem("notify = 5" + ACCOUNT).message == "wants a table, such as [notify], got a whole number"
    assert place.problem("accounts = 5").message == "wants tables, such as [accounts.personal], got a whole number"
    assert place.problem(ACCOUNT + "[log.content]").message == "wants true or false, got a table"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "::1"])
def test_clear_text_is_allowed_on_this_machine(place: Place, host: str) -> None:
    assert place.load(with_account(f'host = "{host}"\ntls = "none"')).accounts["personal"].tls == "none"
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["128.0.0.1", "localhost.example.com", "127.0.0.1.example.com", "::2", "0.0.0.0", "10.0.0.1"])  # noqa: S104
def test_clear_text_is_refused_to_any_other(place: Place, host: str) -> None:
    assert place.problem(with_account(f'tls = "none"\nhost = "{host}"')).path == "accounts.personal.tls"


# --- where things are ---


def test_the_config_is_looked_for_in_four_places_in_turn(place: Place) -> None:
    xdg = place.folder / "xdg"
    in_home, in_xdg = (folder / "rejection-watcher/config.toml" for folder in (place.folder / ".config", xdg))
    for file in (in_home, in_xdg):
        file.parent.mkdir(parents=True)
        file.write_text("")
    named, asked = place.folder / "named.toml", place.folder / "asked.toml"
    named.write_text("")
    asked.write_text("")
    environ = place.environ
    assert find(None, environ) == in_home
    assert find(None, environ | {"XDG_CONFIG_HOME": str(xdg)}) == in_xdg
    assert find(None, environ | {"XDG_CONFIG_HOME": "xdg"}) == in_home, "relative XDG paths do not count"
    assert find(None, environ | {"REJECTION_WATCHER_CONFIG": str(named)}) == named
    assert find(None, environ | {"REJECTION_WATCHER_CONFIG": ""}) == in_home
    assert find(asked, environ | {"REJECTION_WATCHER_CONFIG": str(named)}) == asked


def test_no_config_says_where_it_looked_and_a_command_that_starts_one(place: Place) -> None:
    with pytest.raises(ConfigError) as caught:
        find(None, place.environ)
    assert "/etc/rejection-watcher/config.toml" in str(caught.value)
    assert f"{place.folder}/.config/rejection-watcher/config.toml" in str(caught.value)
    command = (caught.value.problems[0].remedy or "").partition("yourself: ")[2]
    subprocess.run(["sh", "-c", command], check=True, env={"EDITOR": "true", "PATH": os.environ["PATH"]}, cwd=ROOT)
    file = find(None, place.environ)
    assert file.stat().st_mode & 0o777 == 0o600
    assert "#[accounts.personal]" in file.read_text()


def test_for_the_service_of_the_machine_only_the_machines_own_config_counts(place: Place) -> None:
    """What root has at home is hidden from that service; the way to a config is root's, and lets the service read it."""
    file = place.folder / ".config/rejection-watcher/config.toml"
    file.parent.mkdir(parents=True)
    file.write_text("")
    with pytest.raises(ConfigError) as caught:
        find(None, place.environ, system=True)
    told = str(caught.value)
    assert str(place.folder) not in told
    assert "rejection-watcher init" not in told
    assert "run: sudo sh -c 'umask 022; mkdir -p /etc/rejection-watcher" in told


def test_a_config_that_was_asked_for_and_is_not_there_is_not_replaced_by_another(place: Place) -> None:
    (place.folder / ".config/rejection-watcher").mkdir(parents=True)
    (place.folder / ".config/rejection-watcher/config.toml").write_text("")
    for explicit, extra, asked in (
        (place.folder / "no", {}, "--config"),
        (None, {"REJECTION_WATCHER_CONFIG": "/no"}, "$REJECTION_WATCHER_CONFIG"),
    ):
        with pytest.raises(ConfigError, match=re.escape(asked)):
            find(explicit, place.environ | extra)


def test_the_state_belongs_to_the_config_and_not_to_systemds_variable(place: Place) -> None:
    environ = place.environ | {"STATE_DIRECTORY": "/nowhere"}
    place.write(ACCOUNT)
    assert load(place.file, environ).state_directory == place.folder / ".local/state/rejection-watcher"
    assert load(place.file, environ | {"XDG_STATE_HOME": "/st"}).state_directory == Path("/st/rejection-watcher")
    place.write(ACCOUNT + '[state]\ndirectory = "~/here"')
    assert load(place.file, environ).state_directory == place.folder / "here"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may write below /etc")
def test_a_config_in_etc_keeps_its_state_in_var_lib(place: Place) -> None:
    file = Path(f"/etc/rejection-watcher-test-{os.getpid()}.toml")
    try:
        file.write_text(ACCOUNT)
        assert load(file, place.environ).state_directory == Path("/var/lib/rejection-watcher")
    finally:
        file.unlink()


def test_a_relative_path_to_the_config_counts_from_the_working_folder(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.write(ACCOUNT + '[state]\ndirectory = "s"')
    monkeypatch.chdir(place.folder)
    assert load(Path("config.toml"), place.environ).state_directory == place.folder / "s"


def test_the_time_zone_is_the_systems_until_it_is_set(place: Place) -> None:
    assert place.load(ACCOUNT).calendar.timezone == ZoneInfo("Europe/Lisbon")
    root, etc = place.folder, place.folder / "etc"
    etc.mkdir()
    assert system_zone({}, root) == ZoneInfo("UTC")
    (etc / "localtime").symlink_to("/usr/share/zoneinfo/Asia/Tokyo")
    assert system_zone({}, root) == ZoneInfo("Asia/Tokyo")
    (etc / "timezone").write_text("America/Lima\n")
    assert system_zone({}, root) == ZoneInfo("America/Lima")
    (etc / "timezone").write_bytes(b"\xff")
    assert system_zone({"TZ": "EST5EDT,M3.2.0,M11.1.0"}, root) == ZoneInfo("Asia/Tokyo"), "a rule is no name of a zone"
    assert system_zone({"TZ": ":Europe/Rome"}, root) == ZoneInfo("Europe/Rome")


def test_public_holidays_are_those_of_the_country_and_its_part(place: Place) -> None:
    def is_holiday(lines: str) -> tuple[bool, bool, bool]:
        calendar = place.load(ACCOUNT + "[notify]\n" + lines).calendar
        return tuple(calendar.is_holiday(day) for day in (date(2026, 12, 25), date(2026, 3, 8), date(2026, 12, 23)))  # type: ignore[return-value]

    assert is_holiday("") == (False, False, False)
    assert is_holiday('country = "DE"') == (True, False, False)
    assert is_holiday('country = "DE"\nsubdivision = "BE"') == (True, True, False)
    assert is_holiday('country = "DE"\nsubdivision = "Berlin"') == (True, True, False)


def test_the_package_of_all_the_worlds_holidays_stays_out_of_this_process(place: Place) -> None:
    place.write(ACCOUNT + '[notify]\ncountry = "DE"\n')
    script = (
        "import sys, pathlib; from watcher.config import load; "
        f"load(pathlib.Path({str(place.file)!r}), {{}}); print('holidays' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=ROOT).stdout == b"False\n"


# --- secrets: which file may hold them ---


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_password_in_a_config_that_others_can_read_is_refused_with_the_chmod(place: Place, mode: int) -> None:
    problem = place.problem(with_account(f'password = "{CANARY}"'), mode)
    assert problem.path == "accounts.personal.password"
    assert f"mode {mode:04o}" in problem.message
    command = re.search(r"run: (chmod 600 [^,]+),", problem.remedy or "")
    assert command
    subprocess.run(shlex.split(command[1]), check=True)
    assert load(place.file, place.environ).accounts["personal"].password.reveal() == CANARY


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_password_in_a_private_config_is_taken(place: Place, mode: int) -> None:
    assert place.load(with_account(f'password = "{CANARY}"'), mode).accounts["personal"].password.reveal() == CANARY


@pytest.mark.parametrize(
    "url",
    [
        "desktop://",
        "json://127.0.0.1:8080/",
        "mqtt://localhost/topic",
        "json://[::1]:80",
        "ntfy://localhost/topic",
        "jsons://hooks.example.org/",
        "mqtt://broker.example.org/t",
    ],
)
def test_a_url_that_plainly_holds_no_secret_may_stand_in_an_open_config(place: Place, url: str) -> None:
    assert place.load(ACCOUNT + f'[targets.t]\nurl = "{url}"', 0o644).targets["t"].url.reveal() == url


@pytest.mark.parametrize(
    "url",
    [
        f"json://sam:{CANARY}@127.0.0.1",
        f"tgram://{CANARY}/1",
        f"discord://1/{CANARY}",
        f"ntfy://{CANARY}",
        f"mailto://sam:{CANARY}@example.com",
        f"json://[{CANARY}",
    ],
)
def test_a_url_that_may_hold_a_secret_wants_a_private_config(place: Place, url: str) -> None:
    text = ACCOUNT + f'[targets.t]\nurl = "{url}"'
    assert "chmod 600" in str(place.problem(text, 0o644))
    assert place.load(text, 0o600).targets["t"].url.reveal() == url


@pytest.mark.parametrize(
    ("form", "says"),
    [
        (f'{{ comand = ["{CANARY}"] }}', 'did you mean "command"?'),
        (f"{{ {CANARY.replace('-', '')[:3]} = 1 }}", "no way to fetch"),
        (f'{{ command = "{CANARY}" }}', "a list of words"),
        ("{ command = [] }", "a list of words"),
        ('{ command = ["a", 1] }', "a list of words"),
        ('{ command = ["a", "b\\u0000"] }', "control character"),
        ("{ file = 1 }", "a path"),
        ('{ file = "" }', "a path"),
        ('{ file = "a\\nb" }', "a path"),
        ('{ credential = "../x" }', "name of a systemd credential"),
        ('{ credential = ".." }', "name of a systemd credential"),
        ("{ keyring = false }", "keyring wants true"),
        ('{ file = "a", keyring = true }', "a table of other keys"),
        ("{}", "a table of other keys"),
        (f'["{CANARY}"]', "got a list"),
        ('""', "is empty"),
        (f'"{CANARY}\\n"', "more than one line"),
        (f'"{CANARY}\\t"', "control character"),
    ],
)
def test_a_secret_in_a_wrong_form_is_explained_without_showing_it(place: Place, form: str, says: str) -> None:
    assert says in str(place.problem(with_account(f"password = {form}")))


# --- signing in without a password ---


def with_auth(lines: str) -> str:
    """The usual account without its password, and these lines in its place."""
    return "\n".join([*(line for line in ACCOUNT.splitlines() if not line.startswith("password")), lines])


def signing_in(place: Place, lines: str) -> OAuth2:
    account = place.load(with_auth(lines), reveal=True).accounts["personal"]
    assert account.password is None
    assert isinstance(account.token, Renewed)
    assert account.token.path == place.load(ACCOUNT).state_directory / "oauth2/personal.json"
    return account.token.oauth2


def test_microsoft_and_google_are_known_by_their_names(place: Place) -> None:
    microsoft = signing_in(place, 'auth = { oauth2 = "microsoft", client_id = "11-22" }')
    assert microsoft.scopes == ("https://outlook.office.com/IMAP.AccessAsUser.All", "offline_access")
    assert microsoft.device_authorization_endpoint == "https://login.microsoftonline.com/common/oauth2/v2.0/devicecode"
    assert microsoft.client_secret is None
    one = signing_in(place, '[accounts.personal.auth]\noauth2 = "microsoft"\nclient_id = "11-22"\ntenant = "example.com"')
    assert one.token_endpoint == "https://login.microsoftonline.com/example.com/oauth2/v2.0/token"
    google = signing_in(place, 'auth = { oauth2 = "google", client_id = "x.apps", client_secret = "s", keep = "keyring" }')
    assert (google.scopes, google.device_authorization_endpoint, google.keep) == (("https://mail.google.com/",), "", "keyring")
    assert google.client_secret is not None
    assert google.client_secret.reveal() == "s"


def test_endpoints_of_ones_own_are_taken_over(place: Place) -> None:
    own = signing_in(
        place,
        '[accounts.personal.auth]\nclient_id = "c"\n[accounts.personal.auth.oauth2]\ntoken_endpoint = "https://id.example.com/token"\n'
        'authorization_endpoint = "http://localhost:8080/authorize"\nscopes = ["imap", "offline_access"]',
    )
    assert (own.token_endpoint, own.scopes) == ("https://id.example.com/token", ("imap", "offline_access"))


@pytest.mark.parametrize(
    ("lines", "path", "says"),
    [
        ('auth = "google"', "auth", "a table with oauth2 in it"),
        ("auth = { client_id = 1 }", "auth", "a table with oauth2 in it"),
        ('auth = { oauth2 = "gogle", client_id = "c" }', "auth.oauth2", 'did you mean "google"?'),
        ('auth = { oauth2 = 5, client_id = "c" }', "auth.oauth2", "no sign-in service"),
        ('auth = { oauth2 = "microsoft" }', "auth.client_id", "README.md has the steps"),
        ('auth = { oauth2 = "microsoft", client_id = "a b" }', "auth.client_id", "is no client id"),
        ('auth = { oauth2 = "microsoft", client_id = "c", tenant = "a/b" }', "auth.tenant", "is no tenant"),
        ('auth = { oauth2 = "microsoft", client_id = "c", clientsecret = "s" }', "auth.clientsecret", "did you mean client_secret?"),
        ('auth = { oauth2 = "microsoft", client_id = "c", keep = "disk" }', "auth.keep", '"keyring"'),
        ('auth = { oauth2 = "google", client_id = "c" }', "auth.client_secret", "Google wants the secret"),
        ('auth = { oauth2 = "google", client_id = "c", client_secret = 5 }', "auth.client_secret", "got a whole number"),
        ('auth = { oauth2 = "google", client_id = "c", client_secret = { file = "none" } }', "auth.client_secret", "there is no file"),
        ("token = 5", "token", "wants a program"),
        ('token = { file = "x" }', "token", "wants a program"),
        ('token = { command = "x" }', "token", "a list of words"),
        ('token = { command = ["false"] }', "token", "exit code 1"),
        ('token = { command = ["true"] }\npassword = "x"', "token", "stands beside password"),
        ('auth = { oauth2 = "microsoft", client_id = "c" }\npassword = "x"', "auth", "stands beside password"),
        ("", "password", "is missing"),
    ],
)
def test_what_is_wrong_with_a_sign_in_is_told_at_its_place(place: Place, lines: str, path: str, says: str) -> None:
    problem = place.problem(with_auth(lines), reveal=True)
    assert problem.path == f"accounts.personal.{path}"
    assert says in str(problem)


def test_all_that_is_wrong_with_endpoints_of_ones_own_is_told_at_once(place: Place) -> None:
    lines = (
        "[accounts.personal.auth]\n[accounts.personal.auth.oauth2]\nauthorisation_endpoint = 1\nscopes = []\n"
        'device_authorization_endpoint = "http://id.example.com/device"\n'
    )
    assert set(place.problems(with_auth(lines))) == {
        "accounts.personal.auth.client_id",
        "accounts.personal.auth.oauth2.authorisation_endpoint",
        "accounts.personal.auth.oauth2.device_authorization_endpoint",
        "accounts.personal.auth.oauth2.scopes",
        "accounts.personal.auth.oauth2.token_endpoint",
    }


@pytest.mark.parametrize(
    "endpoint",
    ["http://example.com/token", "ftp://x/", "https:///token", "https://a b/", "https://u:p@example.com/", "https://[::1", "https://x/#y"],
)
def test_a_token_is_asked_for_by_https_alone(place: Place, endpoint: str) -> None:
    lines = f'[accounts.personal.auth]\nclient_id = "c"\noauth2 = {{ token_endpoint = "{endpoint}", scopes = ["s"], '
    problem = place.problem(with_auth(lines + 'authorization_endpoint = "https://x/" }'))
    assert (problem.path, "https" in str(problem)) == ("accounts.personal.auth.oauth2.token_endpoint", True)


# --- secrets: fetching ---


def secret(source: object) -> Secret:
    return Secret(source, path="accounts.p.password", file="/x/config.toml")  # type: ignore[arg-type]


def shell(script: str, time_limit: float = 30.0) -> Secret:
    return secret(Command(("sh", "-c", script), {"PATH": os.environ["PATH"]}, time_limit))


def test_a_secret_shows_itself_to_nobody(place: Place) -> None:
    loaded = place.load(with_account(f'password = "{CANARY}"') + f'\n[targets.t]\nurl = "tgram://{CANARY}/1"', reveal=True)
    hidden = loaded.accounts["personal"].password
    assert hidden.reveal() == CANARY
    for text in (repr(loaded), str(hidden), f"{hidden}", repr(hidden), f"{Literal(CANARY)!r}", repr(Command((CANARY,), {}))):
        assert CANARY not in text
    with pytest.raises(TypeError):
        pickle.dumps(hidden)
    with pytest.raises(TypeError):
        json.dumps(hidden)


def test_a_command_prints_the_secret_and_one_line_end_is_cut() -> None:
    assert shell("echo ' a b '").reveal() == " a b "
    assert shell("printf 'x\\r\\n'").reveal() == "x"
    assert shell("printf x").reveal() == "x"
    assert "more than one line" in str(refused(shell(f"echo {CANARY}; echo 'user: sam'")))
    assert "is empty" in str(refused(shell("true")))
    assert "not UTF-8" in str(refused(shell("printf '\\377'")))
    assert "control character" in str(refused(shell(f"printf '{CANARY}\\033'")))
    assert "longer than" in str(refused(shell("head -c 20000 /dev/zero")))


def test_a_command_sees_no_shell_and_an_empty_stdin() -> None:
    assert secret(Command(("echo", "$HOME;~"), {})).reveal() == "$HOME;~"
    script = "from watcher.config import secret; print(secret.Command(('sh', '-c', 'cat; echo nothing came'), {}).fetch())"
    assert (
        subprocess.run([sys.executable, "-c", script], input=b"typed", capture_output=True, check=True, cwd=ROOT).stdout
        == b"nothing came\n"
    )


def test_a_failing_command_is_told_by_the_first_line_of_its_stderr_and_never_by_what_it_printed() -> None:
    problem = refused(shell(f"echo {CANARY}; echo 'gpg: key \033lost' >&2; echo more >&2; exit 2"))
    assert problem.message == "the command 'sh' failed with exit code 2: gpg: key  lost"
    assert "exit code 1: + echo ***" in refused(shell(f"echo '+ echo {CANARY}' >&2; echo {CANARY}; exit 1")).message
    assert "killed by signal 9" in refused(shell("kill -9 $$")).message


def test_a_program_that_cannot_start_is_explained(tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.write_text("")
    assert "there is no program" in refused(secret(Command(("no-such-program",), {}))).message
    assert "may not be run" in refused(secret(Command((str(text),), {}))).message
    text.chmod(0o700)
    text.write_bytes(b"\x00")
    assert "does not start" in refused(secret(Command((str(text),), {}))).message


def test_a_command_that_hangs_is_ended_with_all_it_started(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    problem = refused(shell(f"sleep 600 & echo $! > {pid}; wait", 0.5))
    assert "did not end within 0.5 s" in problem.message
    deadline = time.monotonic() + 5
    while _runs(int(pid.read_text())) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not _runs(int(pid.read_text()))


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_an_agent_that_a_command_leaves_behind_holds_nothing_up(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    try:
        before = time.monotonic()
        assert shell(f"sleep 600 & echo $! > {pid}; echo {CANARY}").reveal() == CANARY
        assert time.monotonic() - before < 10
    finally:
        os.kill(int(pid.read_text()), 9)


def test_a_command_that_prints_without_end_is_ended() -> None:
    assert "prints more than" in refused(shell("yes")).message


def test_a_secret_is_fetched_once(tmp_path: Path) -> None:
    kept = shell(f"echo x >> {tmp_path}/count; echo {CANARY}")
    assert kept.reveal() == kept.reveal() == CANARY
    assert (tmp_path / "count").read_text() == "x\n"


def test_a_secret_file_counts_from_the_folder_of_the_config(place: Place) -> None:
    for name in ("mail.password", "~/mail.password"):
        (place.folder / "mail.password").write_text(f"{CANARY}\n")
        (place.folder / "mail.password").chmod(0o600)
        loaded = place.load(with_account(f'password = {{ file = "{name}" }}'), 0o644, reveal=True)
        assert loaded.accounts["personal"].password.reveal() == CANARY


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o620, 0o700])
def test_a_secret_file_that_is_open_to_others_is_refused_with_the_chmod(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "a secret"
    file.write_text(CANARY)
    file.chmod(mode)
    problem = refused(secret(File(file)))
    assert f"mode {mode:04o}" in problem.message
    subprocess.run(shlex.split((problem.remedy or "").removeprefix("run: ")), check=True)
    assert secret(File(file)).reveal() == CANARY


def test_a_secret_file_must_be_a_file_of_ours(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe, 0o600)
    assert "not a regular file" in refused(secret(File(pipe))).message
    assert "not a regular file" in refused(secret(File(tmp_path))).message
    missing = refused(secret(File(tmp_path / "none")))
    assert "there is no file" in missing.message
    assert "cannot be read" in refused(secret(File(tmp_path / ("n" * 300)))).message
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        assert "cannot be read" in refused(secret(File(tmp_path / "s"))).message


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_secret_file_of_another_user_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(CANARY)
    file.chmod(0o600)
    os.chown(file, 65534, -1)
    assert "belongs to another user" in refused(secret(File(file))).message


def test_below_systemds_folder_of_credentials_its_own_modes_count(place: Place) -> None:
    (place.folder / "mail").write_text(f"{CANARY}\n")
    (place.folder / "mail").chmod(0o440)
    place.environ["CREDENTIALS_DIRECTORY"] = str(place.folder)
    for form in ('{ credential = "mail" }', '{ file = "mail" }'):
        assert place.load(with_account(f"password = {form}"), reveal=True).accounts["personal"].password.reveal() == CANARY
    problem = place.problem(with_account('password = { credential = "other" }'), reveal=True)
    assert "rejection-watcher install" in (problem.remedy or "")


def test_a_credential_outside_the_unit_is_explained() -> None:
    assert "only there inside the systemd unit" in refused(secret(Credential("mail", None))).message


def plain_keyring(place: Place, body: str) -> None:
    """A keyring of our own for the real package keyring, chosen by its own config file."""
    settings_folder = place.folder / ".config/python_keyring"
    settings_folder.mkdir(parents=True)
    (settings_folder / "keyringrc.cfg").write_text(f"[backend]\ndefault-keyring=plain_keyring.Keyring\nkeyring-path={place.folder}\n")
    (place.folder / "plain_keyring.py").write_text(
        "import time\nfrom keyring.backend import KeyringBackend\n"
        "class Keyring(KeyringBackend):\n    priority = 1\n    set_password = None\n"
        f"    def get_password(self, service, username):\n        {body}\n"
    )


def test_a_password_comes_from_the_keyring_by_the_username_and_a_url_by_the_target(place: Place) -> None:
    pytest.importorskip("keyring")
    plain_keyring(
        place, "return {'Sam@Example.com': 'pw', 'target:phone': 'ntfy://x'}[username] if service == 'rejection-watcher' else None"
    )
    loaded = place.load(with_account("password = { keyring = true }") + "\n[targets.phone]\nurl = { keyring = true }", reveal=True)
    assert loaded.accounts["personal"].password.reveal() == "pw"
    assert loaded.targets["phone"].url.reveal() == "ntfy://x"


def test_a_keyring_without_the_entry_says_how_to_put_it_there(place: Place) -> None:
    pytest.importorskip("keyring")
    plain_keyring(place, "return None")
    problem = place.problem(with_account("password = { keyring = true }"), reveal=True)
    assert "-m keyring set rejection-watcher Sam@Example.com" in (problem.remedy or "")


def away(place: Place, *lines: str) -> bool:
    """Whether this config is only waiting for its secrets."""
    with pytest.raises(ConfigError) as caught:
        place.load(with_account("\n".join(lines)), reveal=True)
    return isinstance(caught.value, SecretsAway)


def test_secrets_that_may_be_had_later_are_no_fault_of_the_config_unless_something_else_is(place: Place) -> None:
    failing = 'password = { command = ["sh", "-c", "exit 3"] }'
    target = '[targets.phone]\nurl = { command = ["sh", "-c", "exit 3"] }'
    assert away(place, failing)
    assert away(place, failing, target)
    assert not away(place, failing, "ca_file = '/nowhere'")
    assert not away(place, failing, target.replace('"sh"', '"no-such-program"'))
    assert not away(place, 'password = { file = "nowhere" }')


def test_a_keyring_that_refuses_is_told_in_its_own_words(place: Place) -> None:
    pytest.importorskip("keyring")
    plain_keyring(place, "raise RuntimeError('the collection is locked')")
    assert "RuntimeError: the collection is locked" in str(place.problem(with_account("password = { keyring = true }"), reveal=True))


def test_a_locked_keyring_never_hangs_us(place: Place) -> None:
    pytest.importorskip("keyring")
    plain_keyring(place, "time.sleep(600)")
    assert "probably locked" in refused(secret(Keyring("sam", place.environ, 2.0))).message


def test_the_child_processes_load_neither_pydantic_nor_the_core() -> None:
    script = "import sys; import watcher.config; print(*[name for name in sys.modules if name.startswith(('pydantic', 'watcher.core'))])"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=ROOT).stdout == b"\n"


def test_without_the_keyring_package_its_installation_is_told() -> None:
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); sys.argv = ['', 'service', 'sam']; "
        "from watcher.config import from_keyring; sys.exit(from_keyring.main())"
    )
    ended = subprocess.run([sys.executable, "-I", "-S", "-c", script], capture_output=True, check=False)  # -S: without site-packages
    assert (ended.returncode, ended.stderr) == (3, b"")
    assert "pipx inject" in (Keyring("sam", {})._failure(Ended(3, b"", b"")).remedy or "")


def test_what_a_command_prints_for_a_url_must_be_one(place: Place) -> None:
    problem = place.problem(
        ACCOUNT.replace('"pass", "show", "mail"', '"echo", "x"') + f'[targets.t]\nurl = {{ command = ["echo", "{CANARY}"] }}', reveal=True
    )
    assert (problem.path, problem.message) == ("targets.t.url", "is not a URL")


def test_without_reveal_no_command_runs(place: Place) -> None:
    mark = place.folder / "ran"
    text = with_account(f'password = {{ command = ["touch", "{mark}"] }}\nca_file = "none.pem"')
    place.load(text)
    assert not mark.exists()
    assert list(place.problems(text, reveal=True)) == ["accounts.personal.password", "accounts.personal.ca_file"]
    assert mark.exists()


def test_secrets_are_fetched_even_when_something_else_is_wrong(place: Place) -> None:
    problems = place.problems(
        with_account('password = { file = "none" }\nport = 0') + "\n[targets.t]\nurl = { credential = 'x' }", reveal=True
    )
    assert list(problems) == ["accounts.personal.port", "accounts.personal.password", "targets.t.url"]


# --- whatever stands in the file ---


def toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value) if isinstance(value, str | bool | int) else repr(value)


KEYS = sorted({*TABLES, *(key for model in TABLES.values() for key in model.model_fields), "command", "file", "keyring", "credential"})
WORDS = st.sampled_from(
    ["", "none", "localhost", "implicit", "2 days", "0s", "5m", "20:00-08:00", "9am", "Europe/Berlin", "json://[::1", "\\Junk", "a@b.c"]
)
SAFE_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x7f"), max_size=12)
SCALARS = st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | WORDS | SAFE_TEXT
VALUES = st.recursive(
    SCALARS,
    lambda deeper: st.lists(deeper, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | SAFE_TEXT, deeper, max_size=3),
    max_leaves=8,
)
ODD_TABLES = st.fixed_dictionaries(
    {},
    optional={
        name: st.dictionaries(
            st.sampled_from([NAMED[name], "x", "X y"]) if name in NAMED else st.sampled_from([*model.model_fields, "x"]),
            st.dictionaries(st.sampled_from([*model.model_fields, "x"]), VALUES, max_size=8) | VALUES if name in NAMED else VALUES,
            max_size=8,
        )
        | VALUES
        for name, model in TABLES.items()
    },
)


def only_config_errors(folder: Path, content: bytes) -> None:
    file = folder / "odd.toml"
    file.write_bytes(content)
    file.chmod(0o644)
    with suppress(ConfigError):
        assert load(file, {"HOME": str(folder), "TZ": "UTC"}).accounts


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ODD_TABLES)
def test_no_toml_document_raises_anything_but_a_config_error(tmp_path: Path, tables: dict[str, object]) -> None:
    only_config_errors(tmp_path, "\n".join(f"{name} = {toml(table)}" for name, table in tables.items()).encode())


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_raise_anything_but_a_config_error(tmp_path: Path, content: bytes) -> None:
    only_config_errors(tmp_path, content)


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 5000), st.integers(0, 5000), st.sampled_from(["", '"', "[", "]", "=", "\\", "\x00", "\n", "{", "1", "'''"]))
def test_no_broken_copy_of_the_example_raises_anything_but_a_config_error(tmp_path: Path, start: int, length: int, put: str) -> None:
    text = uncommented((ROOT / "config.example.toml").read_text()).replace("country", "#country")
    only_config_errors(tmp_path, (text[:start] + put + text[start + length % 40 :]).encode())


@settings(deadline=timedelta(seconds=5), max_examples=100)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_what_is_revealed_never_holds_a_control_character(text: str) -> None:
    if not text or re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", text):
        assert refused(Secret.of(text)).message.startswith("the secret ")
    else:
        assert Secret.of(text).reveal() == text
