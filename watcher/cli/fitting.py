"""Whether a config fits a unit, and which credentials it wants: all that does not fit at once, each with what to do.

A service of the whole machine runs as a user that exists only then. It has no home, no session bus and no keyring, and may read what
everybody may read.
"""

from __future__ import annotations

import os
import shlex
import shutil
import stat
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from watcher.config.bearer import Renewed
from watcher.config.forms import plainly_no_secret, scheme
from watcher.config.secret import Command, Credential, File, Keyring, Literal, Secret
from watcher.errors import Problem
from watcher.units import NAME, Loaded

if TYPE_CHECKING:
    from watcher.config import Settings

CONFIGS = Path("/etc") / NAME
STATE = Path("/var/lib") / NAME
_HIDDEN = tuple(map(Path, ("/home", "/root", "/run/user", "/tmp", "/var/tmp")))  # noqa: S108 -- ProtectHome= and PrivateTmp= hide these
_STORES = (Path("/etc/credstore"), Path("/etc/credstore.encrypted"))  # systemd.exec(5), LoadCredential=
_OF_A_PERSON = frozenset({"pass", "gopass", "passage", "gpg", "gpg2", "secret-tool", "keyring", "kwallet-query"})


# Where a service looks for programs by itself (systemd.exec(5), $PATH), and the places where pass and gpg keep what they know.
_PATH = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
_PLACES = ("GNUPGHOME", "PASSWORD_STORE_DIR")


def environment_of(helpers: Collection[str], environ: Mapping[str, str]) -> Iterator[str]:
    """What the programs that print passwords need of this shell's environment, as NAME=value: a service does not have it by itself."""
    found = [shutil.which(helper, path=environ.get("PATH")) for helper in helpers if "/" not in helper]
    folders = dict.fromkeys(str(Path(one).parent) for one in found if one is not None and Path(one).is_absolute())
    if strange := [folder for folder in folders if folder not in _PATH]:
        yield f"PATH={':'.join([*strange, *_PATH])}"
    if helpers:
        yield from (f"{name}={environ[name]}" for name in _PLACES if environ.get(name, "").startswith("/"))


def credential_files(settings: Settings, *, system: bool) -> Iterator[Loaded]:
    """The file of each credential: one that is there, else the place beside the config where it belongs."""
    names = sorted({source.name for source in (secret.source for secret in settings.secrets) if isinstance(source, Credential)})
    for name in names:
        yield _place(name, settings.source.parent, system=system)


def _place(name: str, beside: Path, *, system: bool) -> Loaded:
    plain = Loaded(name, beside / name)
    places = [plain, Loaded(name, beside / f"{name}.cred", encrypted=True)]
    if system:
        places += [Loaded(name, _STORES[0] / name), Loaded(name, _STORES[1] / name, encrypted=True)]
    return next((place for place in places if place.file.exists()), plain)


def misfits(settings: Settings, *, system: bool) -> Iterator[Problem]:
    """What this config asks for, and the unit cannot do."""
    if not system:
        return
    yield from _program()
    yield from _files(settings)
    for secret in settings.secrets:
        yield from _secret(secret)
    for target in settings.targets.values():
        source = target.url.source
        if isinstance(source, Literal) and scheme(source.text) == "desktop":
            yield Problem(
                f"targets.{target.name}.url", "a service of the whole machine reaches no desktop", "leave it out, or use the unit for users"
            )
    for account in settings.accounts.values():
        if isinstance(account.token, Renewed) and account.token.oauth2.keep == "keyring":
            why = "the tokens would be in a keyring, and a service of the whole machine has none"
            yield Problem(
                f"accounts.{account.name}.auth.keep", why, "leave keep out: they are kept in the state then, readable by the service alone"
            )
    if settings.state_directory != STATE:
        yield Problem("state.directory", f"the system unit keeps what it knows in {STATE}", "leave [state] directory out")
    if settings.export_ics and not settings.export_ics.is_relative_to(STATE):
        remedy = f'write ics = "{STATE}/{settings.export_ics.name}", or use the unit for users'
        yield Problem("export.ics", f"the system unit can write below {STATE} alone", remedy)


def _program() -> Iterator[Problem]:
    places = sorted({Path(sys.prefix), Path(os.path.realpath(sys.executable)), Path(sys.base_prefix)})
    hidden = next((place for place in places if not _open_to_all(place)), None)
    if hidden is not None:
        opt = f"/opt/{NAME}"
        remedy = f"make an environment in {opt}, with sudo python3 -m venv {opt}, install this program there, and run that one"
        yield Problem("", f"this program is in {hidden}, which a service of the whole machine cannot read", remedy)


def _files(settings: Settings) -> Iterator[Problem]:
    config = settings.source
    if _hidden(config):
        remedy = f"run: sudo install -D -m 644 {shlex.quote(str(config))} {CONFIGS}/config.toml, then: sudo {NAME} install --system"
        yield Problem("", "a service of the whole machine cannot read a config in a home or temporary folder", remedy)
    elif not _open_to_all(config):
        remedy = f"once no secret stands in it, run: sudo chmod a+rx {config.parent} && sudo chmod 644 {config}"
        yield Problem("", "the service's own user cannot read the config", remedy)
    for account in settings.accounts.values():
        if account.ca_file is not None and not _open_to_all(account.ca_file):
            remedy = f"put it where everybody may read it, such as {CONFIGS}/{account.ca_file.name}, with mode 644"
            yield Problem(f"accounts.{account.name}.ca_file", "the service's own user cannot read it", remedy)


def _secret(secret: Secret) -> Iterator[Problem]:
    kind, name, *_ = secret.path.split(".")
    match secret.source:
        case Literal(text) if kind == "accounts" or not plainly_no_secret(text):
            why = "stands in the config, which the service's own user has to be able to read, and everybody with it"
        case File():
            why = "is in a file that the service's own user cannot read"
        case Keyring():
            why = "is in a keyring, and a service of the whole machine has none"
        case Command(argv) if Path(argv[0]).name in _OF_A_PERSON:
            why = f"is asked of {Path(argv[0]).name!r}, which needs a person's own files"
        case _:
            return
    remedy = f'write {{ credential = "{name}" }}, and put the secret into {CONFIGS}/{name} (mode 600, root\'s)'
    yield Problem(secret.path, why, remedy)


def _hidden(path: Path) -> bool:
    real = Path(os.path.realpath(path))
    return any(real.is_relative_to(place) for place in _HIDDEN)


def _open_to_all(path: Path) -> bool:
    """Whether a user that owns nothing can read it."""
    real = Path(os.path.realpath(path))
    if _hidden(real):
        return False
    try:
        modes = [place.stat().st_mode for place in (real, *real.parents)]
    except OSError:
        return False
    return bool(modes[0] & stat.S_IROTH) and all(mode & stat.S_IXOTH for mode in modes if stat.S_ISDIR(mode))
