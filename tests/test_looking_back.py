"""Looking back: the questions in an editor, answers that are kept, and what many of them show."""

from __future__ import annotations

import fcntl
import os
import re
import stat
import sys
from contextlib import closing
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from parts.life import CAME, MIRELA, TOMASZ, Life

from watcher.core.compose import words_of


@pytest.fixture
def life(tmp_path):
    """After a rejection: m1, a1, s1 (look back), s2 (thank)."""
    made = Life(tmp_path)
    made.take()
    return made


def editor(life, tmp_path, body: str, status: int = 0) -> None:
    """An editor that does as `body` says with `path` and `text`, and notes what it was given."""
    program = tmp_path / "editor.py"
    program.write_text(
        "import os, pathlib, stat, sys\n"
        "path = pathlib.Path(sys.argv[-1])\n"
        "text = path.read_text()\n"
        f"pathlib.Path({str(tmp_path / 'seen.txt')!r}).write_text(text)\n"
        f"pathlib.Path({str(tmp_path / 'mode.txt')!r}).write_text(f'{{path.stat().st_mode:o}} {{path.parent.stat().st_mode:o}}')\n"
        f"{body}\n"
        f"sys.exit({status})\n"
    )
    life.environ |= {"VISUAL": "", "EDITOR": f"{sys.executable} '{program}' --wait"}


ANSWER_EACH = """
lines = text.split("\\n")
out = []
for line in lines:
    out.append(line)
    if line[:3] in ("# 1", "# 2"):
        out.append("An answer to " + line[2])
        out.append("# with a line of my own")
path.write_text("\\n".join(out))
path.with_name("page.txt~").write_text("a copy of the editor's")
"""


def reflections(life, application="a1"):
    return life.run("show", application, "--json").json()["reflections"]


def pages(life):
    return list(life.state.glob("reflect-*"))


def test_the_editor_opens_the_questions_and_the_answers_are_kept_and_shown(life, tmp_path):
    editor(life, tmp_path, ANSWER_EACH)
    done = life.run("reflect", "s1")
    assert done.exit_code == 0, done.stderr
    assert "s1 (look back, Larkfield Robotics): completed." in done.stdout
    seen = (tmp_path / "seen.txt").read_text()
    assert all(question in seen for question in words_of("en").questions[None])
    assert "Larkfield Robotics" in seen
    assert (tmp_path / "mode.txt").read_text() == "100600 40700"
    [kept] = reflections(life)
    assert [answer["question"] for answer in kept["answers"]] == list(words_of("en").questions[None][:2])
    assert kept["answers"][0]["answer"] == "An answer to 1\n# with a line of my own"
    assert life.status("s1") == "completed"
    assert pages(life) == []
    shown = life.run("show", "a1").stdout
    assert "What you wrote" in shown
    assert "An answer to 2" in shown
    assert "looked back: you said reflect" in shown


def test_the_stage_chooses_the_questions(life, tmp_path):
    with closing(life.store()) as store, store.transaction() as tx:
        tx.learn(1, CAME, stage="interview")
    editor(life, tmp_path, "")
    life.run("reflect", "a1")
    assert "Which questions stumped you?" in (tmp_path / "seen.txt").read_text()


def test_an_empty_page_changes_nothing(life, tmp_path):
    for body in ("", "path.write_text('')", "path.unlink()"):
        editor(life, tmp_path, body)
        assert "Nothing was written" in life.run("reflect", "a1").stdout
    assert reflections(life) == []
    assert life.status("s1") == "needs_action"
    assert pages(life) == []


def test_what_was_written_before_the_editor_failed_is_still_there_and_gone_on_with(life, tmp_path):
    editor(life, tmp_path, "path.write_text(text + 'Half a thought')", status=3)
    failed = life.run("reflect", "a1")
    assert failed.exit_code == 1
    assert "status 3" in failed.stderr
    [left] = pages(life)
    assert str(left / "page.txt") in failed.stderr.replace("\n", "")
    assert stat.S_IMODE((left / "page.txt").stat().st_mode) == 0o600
    assert life.status("s1") == "needs_action"
    editor(life, tmp_path, "assert 'Half a thought' in text")
    assert life.run("reflect", "a1").exit_code == 0
    assert "Half a thought" in reflections(life)[0]["answers"][-1]["answer"]
    assert pages(life) == []


def test_an_editor_that_is_not_there_or_not_understood_says_what_to_do(life, tmp_path):
    life.environ |= {"VISUAL": "", "EDITOR": str(tmp_path / "none")}
    missing = life.run("reflect", "a1")
    assert (missing.exit_code, "--text" in missing.stderr) == (1, True)
    life.environ["EDITOR"] = "vi 'open"
    assert "quote" in life.run("reflect", "a1").stderr
    life.environ |= {"EDITOR": "", "PATH": str(tmp_path)}
    assert "set EDITOR" in life.run("reflect", "a1").stderr


def test_a_page_that_is_open_elsewhere_is_not_opened_twice(life, tmp_path):
    editor(life, tmp_path, ANSWER_EACH)
    folder = life.state / "reflect-a1"
    folder.mkdir(mode=0o700)
    held = os.open(folder, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    refused = life.run("reflect", "a1")
    os.close(held)
    assert (refused.exit_code, "another window" in refused.stderr) == (2, True)


def test_the_answers_come_back_to_be_changed_and_stay_one_reflection(life, tmp_path):
    life.run("reflect", "a1", "--text", "A note first")
    editor(life, tmp_path, "assert 'A note first' in text\npath.write_text(text.replace('A note first', 'A better note'))")
    assert life.run("reflect", "a1").exit_code == 0
    [kept] = reflections(life)
    assert kept["answers"] == [{"question": None, "answer": "A better note"}]


def test_text_is_taken_from_the_command_line_and_from_standard_input(life):
    assert "completed" in life.run("reflect", "s1", "--text", "System design stumped me").stdout
    life.take(company="Brightwell", role="Analyst", person=MIRELA)
    question = words_of("en").questions[None][1]
    assert life.run("reflect", "a2", "--text", "-", stdin=f"# 2. {question}\nSalary talk").exit_code == 0
    assert reflections(life)[0]["answers"] == [{"question": None, "answer": "System design stumped me"}]
    assert reflections(life, "a2")[0]["answers"] == [{"question": question, "answer": "Salary talk"}]
    assert "Nothing was written" in life.run("reflect", "a2", "--text", "  ").stdout


def test_undo_opens_the_step_again_and_keeps_what_was_written(life):
    life.run("reflect", "s1", "--text", "Kept")
    assert life.run("undo").exit_code == 0
    assert life.status("s1") == "needs_action"
    assert reflections(life)[0]["answers"][0]["answer"] == "Kept"


def test_a_reflection_outlives_the_mail_it_is_about_and_goes_when_forgotten(life):
    life.run("reflect", "a1", "--text", "Unforgettable")
    life.run("skip", "s2")
    with closing(life.store()) as store, store.transaction() as tx:
        tx.purge(CAME + timedelta(days=4000))
    assert reflections(life)[0]["answers"][0]["answer"] == "Unforgettable"
    life.run("forget", "a1", "--yes")
    with closing(life.store()) as store:
        store.wipe_log()
        assert b"Unforgettable" not in store.database.read_bytes()


# --- insights


@pytest.fixture
def busy(life):
    """Three companies, an answered letter, two that stumped in the same way."""
    life.answer(TOMASZ, at=CAME + timedelta(days=1), in_reply_to="1@larkfield.example")
    life.take(at=CAME + timedelta(days=4))
    life.take(at=CAME + timedelta(days=70), company="<script>alert(1)</script>", role="A & B", person=MIRELA)
    life.take(at=CAME + timedelta(days=75), company="Brightwell", role="Analyst", person=None)
    life.run("reflect", "a1", "--text", "The system design round")
    life.run("reflect", "a2", "--text", "<b>Design</b> of experiments\nand statistics")
    return life


def test_insights_count_what_stumped_where_it_ended_and_who_answers(busy):
    found = busy.run("insights", "--json").json()
    assert [one["answer"] for one in found["stumbles"]] == ["The system design round", "<b>Design</b> of experiments\nand statistics"]
    assert found["again"] == [{"word": "design", "times": 2}]
    assert found["ended"] == [{"stage": None, "count": 3}]
    assert [(month["month"], month["rejections"], month["replies"]) for month in found["months"]] == [
        ("2026-03", 1, 1), ("2026-04", 0, 0), ("2026-05", 2, 0),
    ]  # fmt: skip
    company = next(one for one in found["companies"] if one["name"] == "Larkfield Robotics")
    assert (company["letters"], company["answers"], company["answer_days"]) == (1, 1, 3.0)


def test_insights_are_tables_and_plots_of_plain_characters(busy):
    shown = busy.run("insights").stdout
    assert "Comes up again: design (2)" in shown
    assert re.search(r"Mar 2026 +#+ 1\n +=+ 1", shown)
    assert re.search(r"not known +#+ 3", shown)
    assert "Larkfield Robotics" in shown
    assert "<script>alert(1)</script>" in shown  # in a terminal, letters are letters


def test_insights_of_nothing_are_a_sentence(tmp_path):
    life = Life(tmp_path)
    life.store().close()
    assert "nothing to count" in life.run("insights").stdout
    assert "nothing to count" in life.run("insights", "--html", "-").stdout
    assert life.run("insights", "--json").json()["companies"] == []


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags, self.attributes, self.words = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words.append(data)


def test_the_page_asks_nobody_and_escapes_everything_and_is_the_users_alone(busy, tmp_path):
    file = tmp_path / "page.html"
    assert str(file) in busy.run("insights", "--html", str(file)).stdout.replace("\n", "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = file.read_text()
    page = Page(text)
    assert not {"script", "link", "img", "iframe", "object", "form", "a"} & set(page.tags)
    assert page.tags.count("svg") == 3
    assert not [name for name, _ in page.attributes if name in {"src", "href", "action"} or name.startswith("on")]
    assert "url(" not in text
    assert "http:" not in text
    assert "https:" not in text
    assert "default-src 'none'" in text
    assert "<script>alert(1)</script>, A & B" in page.words
    assert "<b>Design</b> of experiments\nand statistics" in page.words
    assert "prefers-color-scheme: dark" in text


def test_a_page_that_cannot_be_written_is_told(busy, tmp_path):
    refused = busy.run("insights", "--html", str(tmp_path / "none" / "page.html"))
    assert (refused.exit_code, "cannot be written" in refused.stderr) == (1, True)
