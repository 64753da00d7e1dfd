"""The Tab key, in the shells themselves: a terminal, somebody who types half a word, and what the shell makes of it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from parts.terminal import terminal

# What loads it, as README.md says, without anybody's own settings; and our command as a function that shows what it was given.
SHELLS = {
    "bash": ("bash --noprofile --norc -i", 'eval "$(rejection-watcher --show-completion)"', 'rejection-watcher() { echo "<$*>"; }'),
    "zsh": (
        "zsh -f -i",
        'autoload -U compinit; compinit -D -u; eval "$(rejection-watcher --show-completion)"',
        'rejection-watcher() { echo "<$*>"; }',
    ),
    "fish": ("fish --no-config -i", "rejection-watcher --show-completion | source", 'function rejection-watcher; echo "<$argv>"; end'),
}


@pytest.fixture(params=SHELLS)
def shell(request, tmp_path):
    """A shell in a terminal that knows our completion."""
    start, load, show = SHELLS[request.param]
    if not shutil.which(request.param):
        pytest.skip(f"{request.param.upper()} IS MISSING, its completion is not tested: apt-get install {request.param}")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    made = terminal(start.split(), {"HOME": str(tmp_path), "PATH": path, "TERM": "dumb", "LANG": "C.UTF-8"})
    made.type(f"{load}; {show}; echo rea''dy")
    made.wait("ready")
    yield made
    made.close()


def test_half_a_word_becomes_a_whole_one(shell):
    for typed, becomes in (("uninst", "uninstall"), ("snoo", "snooze"), ("status --js", "status --json"), ("check --se", "check --send")):
        shell.type(f"rejection-watcher {typed}\t")
        shell.wait(f"<{becomes}")
