"""Programs that print secrets, and files that hold them, as people's machines have them: noisy, stuck, or from another editor."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from watcher.config import Secret, SecretError
from watcher.config.secret import Command, File

CANARY = "Hunter2-canary"
ENVIRON = {"PATH": os.environ["PATH"]}


def shell(script: str, *, time_limit: float = 20.0) -> Secret:
    return Secret(Command(("sh", "-c", script), ENVIRON, time_limit), path="accounts.p.password", file="config.toml")


def refusal(secret: Secret) -> SecretError:
    with pytest.raises(SecretError) as caught:
        secret.reveal()
    return caught.value


def flood(count: int, to: int = 1) -> str:
    return f"head -c {count} /dev/zero | tr '\\0' x >&{to}"


def test_a_program_that_says_a_lot_on_stderr_is_read_all_the_same():
    """A full pipe would stop it, and half a minute later it would look like one that waits for a passphrase."""
    assert shell(f"{flood(1_000_000, 2)}; echo plum").reveal() == "plum"


def test_a_program_that_prints_without_end_is_ended_at_once_and_told_from_one_that_waits():
    begun = time.monotonic()
    error = refusal(shell("cat /dev/zero"))
    assert "prints more than 65536 bytes" in str(error.problem)
    assert not error.away
    assert time.monotonic() - begun < 10


def test_an_agent_that_stays_behind_with_the_pipes_open_is_not_waited_for():
    begun = time.monotonic()
    assert shell("sleep 20 & echo plum").reveal() == "plum"
    assert time.monotonic() - begun < 10


def test_a_program_that_closes_its_output_and_goes_on_is_waited_for_until_its_time_is_over():
    error = refusal(shell("exec >&- 2>&-; sleep 20", time_limit=0.3))
    assert error.away
    assert "did not end within 0.3 s" in str(error.problem)


@pytest.mark.parametrize(
    "script",
    [
        f"echo {CANARY}; echo a note; echo bad key {CANARY} >&2; exit 1",
        f"{CANARY} --now",  # sh: 1: Hunter2-canary: not found
        f"ls /{CANARY}",
        f"echo {CANARY} >&2; exit 1",
        f"{flood(190, 2)}; echo {CANARY} >&2; exit 1",  # where the message is cut
    ],
)
def test_what_a_program_printed_or_was_given_is_not_repeated_from_its_complaint(script):
    error = refusal(shell(script))
    assert "Hunter" not in f"{error} {error!r} {error.problem}"
    assert "failed with exit code" in str(error.problem)


def test_what_a_program_complains_of_is_repeated_as_far_as_it_helps(tmp_path: Path):
    program = tmp_path / "pass"
    program.write_text('#!/bin/sh\necho "Error: $2 is not in the password store." >&2\nexit 1\n')
    program.chmod(0o755)
    error = refusal(Secret(Command((str(program), "show", "mail"), ENVIRON), path="p", file="c"))
    assert "Error: mail is not in the password store." in str(error.problem)


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfplum", b"\xef\xbb\xbfplum\r\n", b"plum\r\n", b"plum\n"])
def test_what_an_editor_adds_is_no_part_of_the_secret(tmp_path: Path, content: bytes):
    file = tmp_path / "secret"
    file.touch(0o600)
    file.write_bytes(content)
    assert Secret(File(file), path="p", file="c").reveal() == "plum"
