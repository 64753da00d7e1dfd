"""The house rules that a linter cannot say, and the ones that it can."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import watcher

HAS_DOCSTRING = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
PACKAGE = Path(watcher.__file__).parent
ROOT = Path(__file__).parent.parent

# What computes and opens nothing. Whatever core needs beside these has to be argued for here.
COMPUTES = frozenset(
    {
        *(
            "__future__",
            "abc",
            "ast",
            "base64",
            "binascii",
            "bisect",
            "calendar",
            "codecs",
            "collections",
            "colorsys",
            "copy",
            "dataclasses",
        ),
        *(
            "datetime",
            "email",
            "enum",
            "functools",
            "hashlib",
            "hmac",
            "html",
            "itertools",
            "json",
            "math",
            "operator",
            "quopri",
            "re",
            "string",
        ),
        *("textwrap", "types", "typing", "unicodedata", "urllib", "zoneinfo", "contextlib", "heapq", "difflib", "zlib", "array"),
        *("mailparser", "selectolax", "tldextract", "nameparser", "icalendar", "holidays", "jinja2", "watcher"),
    }
)
# mail-parser logs what strangers write; silencing it needs the library that it logs by.
ALLOWED_ONCE = {("core/parse/fields.py", "logging"), ("core/parse/__init__.py", "logging")}


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_core_imports_only_what_computes_and_opens_nothing():
    strange = {
        (str(path.relative_to(PACKAGE)), name)
        for path in (PACKAGE / "core").rglob("*.py")
        for name in imports_of(path)
        if name.partition(".")[0] not in COMPUTES
        or (name.startswith("watcher") and not name.startswith(("watcher.core", "watcher.errors")))
    }
    assert strange - ALLOWED_ONCE == set()


def test_core_asks_no_clock():
    asked = ("now(", "today(", "utcnow(", "time.time", "monotonic(")
    telling = [
        (path.name, number)
        for path in (PACKAGE / "core").rglob("*.py")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if any(f".{word}" in line or line.strip().startswith(word) for word in asked)
    ]
    assert telling == []


def test_no_module_of_ours_can_send_mail():
    """Mail reaches the user's own notification address by apprise; of smtplib only the names of its errors are known, to explain them."""
    importers = {
        path: ast.parse(path.read_text()) for path in PACKAGE.rglob("*.py") if imports_of(path) & {"smtplib", "aiosmtplib", "aiosmtpd"}
    }
    assert [path.name for path in importers] == ["reasons.py"]
    [tree] = importers.values()
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "smtplib"}
    assert all(name.endswith(("Error", "Refused", "Disconnected")) for name in used)


def test_no_code_path_of_ours_sends_mail():
    """No call that hands a mail to a server or to a program for sending, no socket but the mail reader's, no submission port."""
    calls = {"sendmail", "send_message", "sendall"}
    programs = re.compile(r"\b(sendmail|msmtp|mailx|swaks|mutt|postdrop|exim)\b|\b(submission|smtps?)://|\bport=(25|465|587)\b")
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text())
        called = {node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}
        assert not called & calls, path
        texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        documented = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, HAS_DOCSTRING)}
        assert not [text for text in texts if programs.search(text) and text not in documented], path


def test_a_mailbox_is_written_to_by_one_command_in_one_place():
    """APPEND, from the module of drafts alone; nothing is stored, moved, copied or expunged."""
    appending = {path.name for path in (PACKAGE / "imap").rglob("*.py") if re.search(r"\.append\(mailbox|append_mail", path.read_text())}
    assert appending == {"drafts.py", "session.py", "wire.py"}
    verbs = r"\.(store|(add|set|remove)_flags|delete_messages|(uid_)?expunge|move|copy|(create|delete|rename)_folder)\("
    for path in (PACKAGE / "imap").rglob("*.py"):
        assert not re.search(verbs, path.read_text()), path
        assert "readonly=False" not in path.read_text()


def test_no_module_of_ours_unpickles():
    loaders = {"pickle", "joblib", "shelve", "marshal", "dill", "cloudpickle"}
    assert not [path for path in PACKAGE.rglob("*.py") if {name.partition(".")[0] for name in imports_of(path)} & loaders]


def test_the_import_contracts_hold():
    done = subprocess.run([Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_map_for_newcomers_fits_on_a_page():
    assert len((watcher.__doc__ or "").splitlines()) <= 60
