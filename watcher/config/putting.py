"""Put a secret where the config says that it is kept, so that it can be taken back: a 0600 file, or an entry of the keyring."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from watcher.config.secret import KEYRING_SERVICE, TIME_LIMIT, Keyring
from watcher.config.words import Refused, one_line

Undo = Callable[[], object]


def free_name(folder: Path, stem: str, suffix: str) -> str:
    """A file name that nothing in the folder has yet: personal.password, personal-2.password."""
    name, count = f"{stem}{suffix}", 1
    while os.path.lexists(folder / name):
        count += 1
        name = f"{stem}-{count}{suffix}"
    return name


def into_file(path: Path, content: str) -> Undo:
    """A new file that only its owner can read, on the disk when this returns. Raises OSError."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(content.encode())
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink()
        raise
    return lambda: path.unlink(missing_ok=True)


def there_is_a_keyring(environ: Mapping[str, str]) -> bool:
    """Whether one is installed that keeps something."""
    with suppress(Refused):
        _ask("there", "-", "", environ, 10.0)
        return True
    return False


def into_keyring(user: str, secret: str, environ: Mapping[str, str]) -> Undo:
    """The entry that `{ keyring = true }` fetches; what stood there before comes back when it is undone. Raises Refused."""
    before = None
    with suppress(Refused):
        before = Keyring(user, environ).fetch()
    _ask("set", user, secret, environ)
    return lambda: _ask("delete", user, "", environ) if before is None else _ask("set", user, before, environ)


def _ask(verb: str, user: str, secret: str, environ: Mapping[str, str], time_limit: float = TIME_LIMIT) -> None:
    argv = (sys.executable, "-I", "-m", "watcher.config.to_keyring", verb, KEYRING_SERVICE, user)
    given = secret.encode("utf-8", "surrogatepass")
    try:
        ended = subprocess.run(
            argv, input=given, env=dict(environ), capture_output=True, timeout=time_limit, start_new_session=True, check=False
        )
    except subprocess.TimeoutExpired:
        raise Refused(f"the keyring gave no answer within {time_limit:g} s: it is probably locked", "unlock it, or take a file") from None
    if ended.returncode:
        said = one_line(ended.stderr.decode(errors="replace")) or "there is none that keeps anything"
        raise Refused(f"the keyring does not take it: {said}", "unlock it, or take a file")
