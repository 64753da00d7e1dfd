"""A config is written whole or not at all, and one that is there keeps everything that stands in it."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
import tomli

from watcher.config import Settings, load
from watcher.config.answers import checked
from watcher.config.document import TABLES
from watcher.config.example import text as example
from watcher.config.putting import free_name, there_is_a_keyring
from watcher.config.words import Refused
from watcher.config.writing import Written, write
from watcher.core.setup import Keep, Kind, NewAccount, Person, Plan
from watcher.errors import ConfigError, NoPermission

TODAY = date(2026, 3, 2)
ACCOUNT = NewAccount("work", "robin@example.org", "imap.example.org", 993, "implicit", "robin@example.org", Keep.FILE, secret="s3cret")
PERSON = Person("Robin Sämple", "de", "Europe/Berlin", "DE", "BE")
PLAN = Plan(ACCOUNT, "ntfys://ntfy.sh/topic", PERSON)
MINE = """\
# mine
[accounts.personal]   # the first
host = "imap.example.com"
username = "sam"
password = "old"

[plan]
thank_after = "9 days"   # not sooner
"""


@dataclass
class Place:
    """A home folder of its own."""

    folder: Path
    environ: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.environ |= {"HOME": str(self.folder), "PATH": os.environ["PATH"], "TZ": "Etc/UTC"}

    @property
    def config(self) -> Path:
        return self.folder / ".config/rejection-watcher/config.toml"

    def have(self, text: str) -> bytes:
        self.config.parent.mkdir(parents=True)
        self.config.touch(mode=0o600)
        self.config.write_bytes(text.encode())
        return text.encode()

    def write(self, plan: Plan = PLAN, before: bytes | None = None) -> Written:
        return write(self.config, plan, self.environ, TODAY, before)

    def load(self) -> Settings:
        return load(self.config, self.environ, reveal=True)

    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.rglob("*") if path.is_file())

    def keyring(self) -> None:
        """A keyring for the real package keyring that keeps its entries in a file, and can be locked."""
        settings = self.folder / ".config/python_keyring"
        settings.mkdir(parents=True)
        (settings / "keyringrc.cfg").write_text(f"[backend]\ndefault-keyring=kept.Keyring\nkeyring-path={self.folder}\n")
        (self.folder / "kept.py").write_text(
            "import json, pathlib\nfrom keyring.backend import KeyringBackend\n"
            f"FOLDER = pathlib.Path({str(self.folder)!r})\nFILE = FOLDER / 'entries.json'\n"
            "def entries(): return json.loads(FILE.read_text()) if FILE.exists() else {}\n"
            "class Keyring(KeyringBackend):\n    priority = 1\n"
            "    def get_password(self, service, user): return entries().get(f'{service} {user}')\n"
            "    def set_password(self, service, user, secret):\n"
            "        if (FOLDER / 'locked').exists(): raise RuntimeError('the collection is locked')\n"
            "        FILE.write_text(json.dumps(entries() | {f'{service} {user}': secret}))\n"
            "    def delete_password(self, service, user):\n"
            "        left = entries(); del left[f'{service} {user}']; FILE.write_text(json.dumps(left))\n"
        )

    def entries(self) -> dict[str, str]:
        path = self.folder / "entries.json"
        found: dict[str, str] = tomli.loads("x = " + path.read_text().replace('": "', '" = "'))["x"] if path.exists() else {}
        return found


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


# --- a new one


def test_a_new_config_is_private_and_holds_what_was_answered(place):
    assert place.write() == Written(place.config, None)
    settings = place.load()
    account = settings.accounts["work"]
    assert (account.host, account.port, account.username, account.password.reveal()) == (
        "imap.example.org",
        993,
        "robin@example.org",
        "s3cret",
    )
    assert settings.targets["phone"].url.reveal() == "ntfys://ntfy.sh/topic"
    assert (settings.me.name, settings.me.language, settings.calendar.timezone.key) == ("Robin Sämple", "de", "Europe/Berlin")
    assert settings.calendar.is_holiday(date(2026, 3, 8))  # a day of Berlin alone
    for path in place.config.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.config.parent.stat().st_mode) == 0o700
    assert place.files() == ["config.toml", "work.password"]


def test_every_option_is_in_it_and_those_not_asked_about_are_at_their_default(place):
    place.write()
    lines = place.config.read_text().splitlines()
    for table, model in TABLES.items():
        assert any(line.lstrip("#").startswith(f"[{table}") for line in lines)
        for key in model.model_fields:
            assert any(line.lstrip("#").startswith(f"{key} = ") for line in lines)


def test_an_evening_of_unusual_answers_is_written_too(place, tmp_path):
    (tmp_path / "ca.pem").touch()
    account = replace(
        ACCOUNT,
        tls="starttls",
        port=1143,
        ca_file=str(tmp_path / "ca.pem"),
        username="robin",
        mailboxes=("INBOX",),
        keep=Keep.COMMAND,
        command="echo 'a b'",
    )
    place.write(Plan(account, "", Person("", "en", "Etc/UTC", "", "")))
    settings = place.load()
    found = settings.accounts["work"]
    assert (found.tls, found.port, found.mailboxes, found.password.reveal()) == ("starttls", 1143, ("INBOX",), "a b")
    assert settings.me_addresses == {"robin@example.org"}
    assert settings.targets == {}


def test_the_usual_port_is_not_written(place):
    place.write(replace(PLAN, account=replace(ACCOUNT, tls="starttls", port=143)))
    assert place.load().accounts["work"].port == 143
    assert "\nport =" not in place.config.read_text()


def test_the_desktop_has_a_name_of_its_own(place):
    place.write(replace(PLAN, url="desktop://"))
    assert list(place.load().targets) == ["desktop"]


# --- what goes wrong changes nothing


def nothing_left(place: Place) -> bool:
    return not (place.folder / ".config").exists() or place.files() == []


def test_what_the_loader_refuses_is_not_written(place):
    with pytest.raises(ConfigError) as caught:
        place.write(replace(PLAN, account=replace(ACCOUNT, host="two words")))
    assert caught.value.source == str(place.config)
    assert "spaces" in str(caught.value)
    assert list(place.folder.iterdir()) == []


def test_a_command_that_fails_is_not_written(place):
    with pytest.raises(ConfigError, match="exit code 3"):
        place.write(replace(PLAN, account=replace(ACCOUNT, keep=Keep.COMMAND, command="sh -c 'exit 3'")))
    assert list(place.folder.iterdir()) == []


def test_what_somebody_else_has_written_meanwhile_is_kept(place):
    place.have(MINE)
    with pytest.raises(ConfigError, match="cannot be written"):
        place.write()
    assert (place.config.read_text(), place.files()) == (MINE, ["config.toml"])


def test_a_secret_of_another_is_not_overwritten(place):
    place.have(MINE)
    (place.config.parent / "work.password").write_text("of somebody else")
    place.write(replace(PLAN, person=None), MINE.encode())
    assert (place.config.parent / "work.password").read_text() == "of somebody else"
    assert place.load().accounts["work"].password.reveal() == "s3cret"
    assert free_name(place.config.parent, "work", ".password") == "work-3.password"


def test_a_place_that_is_none_is_told(place):
    (place.folder / ".config").write_text("a file")
    with pytest.raises(ConfigError, match="cannot be written"):
        place.write()
    assert (place.folder / ".config").read_text() == "a file"


def test_a_folder_that_may_not_be_written_is_told(place):
    """Root may write everywhere but into a file system that is read-only: /proc is one that refuses, to anybody."""
    with pytest.raises((NoPermission, ConfigError)):
        write(Path("/proc/sys/rejection-watcher/config.toml"), PLAN, place.environ, TODAY, None)


# --- the keyring


def test_the_keyring_keeps_the_password_and_gives_it_back(place):
    assert not there_is_a_keyring(place.environ | {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"})
    place.keyring()
    assert there_is_a_keyring(place.environ)
    place.write(replace(PLAN, account=replace(ACCOUNT, keep=Keep.KEYRING)))
    assert place.load().accounts["work"].password.reveal() == "s3cret"
    assert "s3cret" not in place.config.read_text()
    assert not (place.config.parent / "work.password").exists()


@pytest.mark.parametrize("before", [{}, {"rejection-watcher robin@example.org": "older"}])
def test_an_entry_of_the_keyring_is_taken_back_when_the_config_is_refused(place, before):
    place.keyring()
    if before:
        (place.folder / "entries.json").write_text('{"rejection-watcher robin@example.org": "older"}')
    with pytest.raises(ConfigError):
        place.write(replace(PLAN, account=replace(ACCOUNT, keep=Keep.KEYRING, host="two words")))
    assert place.entries() == before
    assert not place.config.parent.exists()


def test_a_locked_keyring_is_told_and_nothing_written(place):
    place.keyring()
    (place.folder / "locked").touch()
    with pytest.raises(ConfigError, match="the collection is locked"):
        place.write(replace(PLAN, account=replace(ACCOUNT, keep=Keep.KEYRING)))
    assert not place.config.parent.exists()


def test_the_password_of_another_account_with_the_same_name_is_not_overwritten(place):
    place.keyring()
    text = '[accounts.old]\nhost = "h"\nusername = "robin@example.org"\npassword = { keyring = true }\n'
    before = place.have(text)
    with pytest.raises(ConfigError, match="that of old"):
        place.write(replace(PLAN, person=None, account=replace(ACCOUNT, keep=Keep.KEYRING)), before)
    assert (place.entries(), place.config.read_text()) == ({}, text)


# --- an account more

MORE = replace(PLAN, person=None, url="")


def test_an_account_more_leaves_everything_else_as_it_is(place):
    before = place.have(MINE)
    written = place.write(MORE, before)
    text = place.config.read_text()
    for line in MINE.splitlines():
        assert line in text
    assert tomli.loads(text)["accounts"].keys() == {"personal", "work"}
    assert written.backup is not None
    assert written.backup.read_text() == MINE
    assert stat.S_IMODE(written.backup.stat().st_mode) == 0o600
    again = place.write(replace(MORE, account=replace(ACCOUNT, name="third")), place.config.read_bytes())
    assert again.backup is not None
    assert (again.backup.name, written.backup.read_text()) == ("config.toml.bak-2", MINE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only a comment",
        "\ufeff" + MINE,
        MINE.replace("\n", "\r\n"),
        '[accounts]\npersonal = { host = "h", username = "u", password = "p" }\n',
        MINE + '[accounts.late]\nhost = "h"\nusername = "u"\npassword = "p"\n',
        '[targets.mail]\nurl = "json://127.0.0.1/x"\n' + MINE,
        example(),
    ],
)
def test_configs_of_every_style_take_an_account_and_a_target(place, text):
    before = place.have(text)
    place.write(replace(PLAN, person=None), before)
    old, new = tomli.loads(text.removeprefix("\ufeff")), tomli.loads(place.config.read_text().removeprefix("\ufeff"))
    assert new["accounts"].pop("work") == {
        "host": "imap.example.org",
        "username": "robin@example.org",
        "password": {"file": "work.password"},
    }
    assert new["targets"].pop("phone") == {"url": "ntfys://ntfy.sh/topic"}
    assert {**new, "accounts": new["accounts"] or None, "targets": new["targets"] or None} == {
        **old,
        "accounts": old.get("accounts"),
        "targets": old.get("targets"),
    }
    place.load()


@pytest.mark.parametrize(
    "text",
    [
        'accounts = { personal = { host = "h", username = "u", password = "p" } }\n[plan]\nthank_after = "9 days"\n',
        'accounts.personal.host = "h"\naccounts.personal.username = "u"\naccounts.personal.password = "p"\n',
    ],
)
def test_a_config_that_cannot_take_a_table_is_left_alone_and_told_of(place, text):
    before = place.have(text)
    with pytest.raises(ConfigError, match=r"write it into the file yourself: \[accounts.work\]"):
        place.write(MORE, before)
    assert (place.config.read_bytes(), place.files()) == (before, ["config.toml"])


def test_a_config_that_has_changed_meanwhile_is_left_alone(place):
    place.have(MINE)
    with pytest.raises(ConfigError, match="has changed"):
        place.write(MORE, MINE.replace("9 days", "8 days").encode())
    assert (place.config.read_text(), place.files()) == (MINE, ["config.toml"])


def test_the_trouble_of_another_account_does_not_stand_in_the_way(place):
    before = place.have(MINE.replace('"old"', '{ command = ["false"] }'))
    place.write(MORE, before)
    assert tomli.loads(place.config.read_text())["accounts"].keys() == {"personal", "work"}


def test_a_linked_config_stays_linked(place):
    elsewhere = place.folder / "dotfiles"
    elsewhere.mkdir()
    real = elsewhere / "watcher.toml"
    real.touch(mode=0o600)
    real.write_text(MINE)
    place.config.parent.mkdir(parents=True)
    place.config.symlink_to(real)
    place.write(MORE, MINE.encode())
    assert place.config.is_symlink()
    assert tomli.loads(real.read_text())["accounts"].keys() == {"personal", "work"}
    assert place.load().accounts["work"].password.reveal() == "s3cret"
    assert [path.name for path in elsewhere.iterdir()] == ["watcher.toml"]


# --- answers


@pytest.mark.parametrize(
    ("kind", "answer", "context", "used"),
    [
        (Kind.LINE, "Robin Sämple", "", "Robin Sämple"),
        (Kind.ADDRESS, "robin@example.org", "", "robin@example.org"),
        (Kind.HOST, "imap.example.org", "", "imap.example.org"),
        (Kind.PORT, "993", "", "993"),
        (Kind.USERNAME, "robin", "", "robin"),
        (Kind.SECRET, " pass word ", "", " pass word "),
        (Kind.COMMAND, "pass   show 'a b'", "", "pass show 'a b'"),
        (Kind.FILE, "/etc/passwd", "", "/etc/passwd"),
        (Kind.ACCOUNT, "work", "personal", "work"),
        (Kind.URL, "json://127.0.0.1", "", "json://127.0.0.1"),
        (Kind.ZONE, "Europe/Berlin", "", "Europe/Berlin"),
        (Kind.COUNTRY, "de", "", "DE"),
        (Kind.COUNTRY, "-", "", ""),
        (Kind.COUNTRY, "", "", ""),
        (Kind.SUBDIVISION, "BE", "DE", "BE"),
        (Kind.SUBDIVISION, "", "DE", ""),
        (Kind.CHOICE, "file", "", "file"),
        (Kind.ADDRESS, "\ufeffrobin+jobs@example.org\u200b", "", "robin+jobs@example.org"),
        (Kind.HOST, "imap\u200b.example.org\u202c", "", "imap.example.org"),
        (Kind.USERNAME, "\u202arobin\u202c", "", "robin"),
        (Kind.URL, "ntfys://ntfy.sh/a-long\u00adtopic\u2060", "", "ntfys://ntfy.sh/a-longtopic"),
        (Kind.SECRET, "a\u200bb", "", "a\u200bb"),
    ],
)
def test_a_good_answer_passes_in_the_form_that_is_written(kind, answer, context, used):
    assert checked(kind, answer, context) == used


@pytest.mark.parametrize(
    ("kind", "answer", "context", "words"),
    [
        (Kind.LINE, "a\x1bb", "", "control character"),
        (Kind.ADDRESS, "robin", "", "no mail address"),
        (Kind.ADDRESS, "Robin <robin@example.org>", "", "no mail address"),
        (Kind.ADDRESS, "a@b@c", "", "no mail address"),
        (Kind.HOST, "https://imap.example.org", "", "name alone"),
        (Kind.HOST, "imap.example.org:993", "", "name alone"),
        (Kind.PORT, "imap", "", "number"),
        (Kind.PORT, "70000", "", "number"),
        (Kind.USERNAME, "  ", "", "is empty"),
        (Kind.SECRET, "a\tb", "", "control character"),
        (Kind.COMMAND, "pass 'show", "", "taken apart"),
        (Kind.COMMAND, "  ", "", "is empty"),
        (Kind.FILE, "/none/ca.pem", "", "no file"),
        (Kind.ACCOUNT, "work", "personal work", "already"),
        (Kind.ACCOUNT, "My Work", "", "no name"),
        (Kind.URL, "my phone", "", "not a URL"),
        (Kind.ZONE, "Berlin", "", "no time zone"),
        (Kind.COUNTRY, "Atlantis", "", "not a country"),
        (Kind.SUBDIVISION, "Atlantis", "DE", "not a subdivision"),
    ],
)
def test_a_wrong_answer_is_refused_with_the_configs_own_words(kind, answer, context, words):
    with pytest.raises(Refused) as caught:
        checked(kind, answer, context)
    assert words in caught.value.message


@pytest.mark.parametrize(("answer", "close"), [("Berlin", "Europe/Berlin"), ("Germany", "DE")])
def test_a_near_miss_is_guessed(answer, close):
    with pytest.raises(Refused) as caught:
        checked(Kind.ZONE if "/" in close else Kind.COUNTRY, answer)
    assert close in (caught.value.remedy or "")
