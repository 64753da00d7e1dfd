"""What `check` says of tokens that no account signs in by any more. They let whoever has them read that mailbox."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from watcher.cli.trouble import Finding
from watcher.config import Settings
from watcher.config.bearer import FOLDER, Renewed, sudo_for
from watcher.config.secret import KEYRING_SERVICE


def left_tokens(settings: Settings) -> Iterator[Finding]:
    """Those of accounts that left the config, or that have a password now: nothing is removed unasked, since an account may come back."""
    used = {account.token.path for account in settings.accounts.values() if isinstance(account.token, Renewed)}
    for path in sorted({*(settings.state_directory / FOLDER).glob("*.json")} - used):
        detail = f"the tokens of {path.stem!r} are still kept, and no account of the config signs in by them"
        remedy = f"if it is not to come back: {_away_with(path)}; and take the program's access away at the provider"
        yield Finding(f"sign-in {path.stem}", ok=False, detail=detail, remedy=remedy)


def _away_with(path: Path) -> str:
    there = " ".join(shlex.quote(str(one)) for suffix in (".json", ".lock", ".new") if (one := path.with_suffix(suffix)).exists())
    user = shlex.quote(f"{path.stem}:tokens")
    by_keyring = f"{shlex.quote(sys.executable)} -m keyring del {KEYRING_SERVICE} {user} && " if _in_keyring(path) else ""
    return f"{by_keyring}{sudo_for(path)}rm {there}"


def _in_keyring(path: Path) -> bool:
    with suppress(OSError, ValueError):
        found = json.loads(path.read_bytes())
        return isinstance(found, dict) and found.get("kept") == "keyring"
    return False
