"""The config: one TOML file, read, checked as a whole, and handed on as frozen dataclasses.

    find        which file it is                                       places.py
    load        bytes -> TOML -> checked -> Settings                   loading.py
    Document    the tables and keys, their defaults and what they say  document.py (pydantic; the one source, the example is made from it)
    explain     a failed check -> a Problem that a person can act on   explain.py
    Secret      a password or URL that is never shown                  secret.py, written in the config by the forms of forms.py
    write       a new config, or an account more in one                writing.py, with answers.py and putting.py; for `init`

Whatever is wrong with the file is a `Problem`, and `load` raises all of them in one `ConfigError`; only a file that the operating system
does not let us read is `NoPermission`. To add an option: a field in document.py with its description, a line in loading.py, and
`python -m watcher.config > config.example.toml`.

pydantic and the core are imported by `load` alone: the two child processes of this package (public_holidays.py, from_keyring.py) start
without them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from watcher.config.places import find
from watcher.config.secret import Secret, SecretError
from watcher.config.settings import Account, Settings, Target

__all__ = ["Account", "Secret", "SecretError", "Settings", "Target", "defaults", "find", "load"]


def load(path: Path, environ: Mapping[str, str], *, reveal: bool = False) -> Settings:
    """Read and check the config file at `path`.

    With `reveal`, everything that it points to is looked at as well: each secret is fetched (and kept), each `ca_file` looked for. Without
    it no command runs and no keyring is asked, so that `agenda` works while the keyring is locked.
    """
    from watcher.config.loading import load_settings  # noqa: PLC0415 - pydantic stays out of the child processes

    return load_settings(path, environ, reveal=reveal)


def defaults(environ: Mapping[str, str]) -> Settings:
    """What holds without a config file: no account, no target, every option at its default."""
    from watcher.config.loading import default_settings  # noqa: PLC0415 - as above

    return default_settings(environ)
