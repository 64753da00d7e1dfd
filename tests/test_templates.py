"""The user's own letter templates beside the config: read, looked at by `check`, and handed to the daemon."""

from __future__ import annotations

import os

import pytest
from parts.life import Life

from watcher.cli.trouble import findings
from watcher.config import load
from watcher.config.apart import load_apart
from watcher.config.templates import LARGEST, problems


@pytest.fixture
def life(tmp_path):
    return Life(tmp_path)


def own(life, name, text):
    path = life.config.parent / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def told(life):
    return [str(problem) for problem in problems(life.config)]


def test_without_a_folder_there_is_nothing_to_tell(life):
    assert told(life) == []
    assert life.settings.letters.own == {}


def test_a_mistake_is_a_finding_of_check_with_file_and_line_and_what_to_do(life):
    path = own(life, "de/thank.txt", "Guten Tag\n\n{{ nmaes }}\n")
    [said] = told(life)
    assert said.startswith(f"{path}, line 3: 'nmaes' is not defined; there are title, company, names")
    assert "until then the letter is written with ours" in said
    finding = next(one for one in findings(life.config, os.environ, send=False) if one.what.startswith("template"))
    assert (finding.ok, finding.what) == (False, f"template {path}, line 3")


def test_a_file_that_no_letter_is_made_from_is_told_with_what_was_meant(life):
    own(life, "de/thanx.txt", "Hallo")
    own(life, "thank.txt", "Hallo")
    own(life, "de/.thank.txt.swp", "x")
    own(life, "de/thank.txt~", "x")
    said = told(life)
    assert len(said) == 2
    assert "did you mean de/thank.txt?" in said[0]
    assert "is no template of this program" in said[1]


@pytest.mark.parametrize(
    ("text", "why"), [(b"\xff\xfe", "it is not UTF-8 text"), (b"x" * (LARGEST + 1), f"it is larger than {LARGEST} bytes")]
)
def test_a_file_that_cannot_be_read_is_told_and_passed_over(life, text, why):
    own(life, "en/nudge.txt", text)
    assert why in told(life)[0]
    assert life.settings.letters.own == {}


def test_a_pipe_does_not_hang_and_a_folder_is_no_letter(life):
    folder = own(life, "en/nudge.txt", "Hello").parent
    os.mkfifo(folder / "thank.txt")
    (folder / "closing.txt").mkdir()
    assert "it is not a regular file" in told(life)[0]
    assert life.settings.letters.own == {"en/nudge.txt": "Hello"}


def test_windows_line_ends_and_byte_order_marks_do_not_matter(life):
    own(life, "en/nudge.txt", b"\xef\xbb\xbfHello,\\\r\nSam\r\n")
    assert life.settings.letters.own == {"en/nudge.txt": "Hello,\\\nSam\n"}
    assert told(life) == []


def test_the_daemon_gets_the_same_letters_name_language_and_news_through_its_pipe(life):
    own(life, "en/nudge.txt", "Hello, {{ me }}")
    text = life.config.read_text().replace('name = "Robin Sample"', 'name = "Robin Sample"\nlanguage = "de"\nnews = ["Neu."]')
    life.config.write_text(text + "\n[drafts]\nsave = true\n")
    near, far = load(life.config, os.environ, reveal=True), load_apart(life.config, os.environ)
    assert (near.me, near.letters, near.save_drafts) == (far.me, far.letters, far.save_drafts)
    assert (far.me.language, far.me.news, far.save_drafts) == ("de", ("Neu.",), True)
