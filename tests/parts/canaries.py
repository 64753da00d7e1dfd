"""Canaries: secrets that can be told anywhere, and the places where none may be seen."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from parts.service import Service, children_of


class Cage:
    """The canaries, and where they may sit: what is told to hold one puts it where its form keeps it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.words: list[str] = []
        self.keyring: dict[str, str] = {}
        for name in ("credentials", "kept"):
            (folder / name).mkdir(mode=0o700, parents=True)

    def canary(self, what: str, odd: str = "") -> str:
        word = f"canary{len(self.words)}{what}{odd}"
        self.words.append(word)
        return word

    def value(self, form: str, name: str, secret: str, user: str) -> object:
        """What is written in the config for a secret that is kept in this form."""
        kept = self.folder / "kept" / name
        kept.touch(0o600)
        kept.write_text(secret + "\n", encoding="utf-8")
        if form == "credential":
            (self.folder / "credentials" / name).write_text(secret, encoding="utf-8")
        if form == "keyring":
            self.keyring[user] = secret
            self._write_keyring()
        return {
            "plain": secret,
            "file": {"file": str(kept)},
            "command": {"command": ["cat", str(kept)]},
            "credential": {"credential": name},
            "keyring": {"keyring": True},
        }[form]

    def _write_keyring(self) -> None:
        """A keyring of our own for the real package keyring, as in the tests of the config."""
        settings = self.folder / ".config/python_keyring"
        settings.mkdir(parents=True, exist_ok=True)
        (settings / "keyringrc.cfg").write_text(f"[backend]\ndefault-keyring=caged.Keyring\nkeyring-path={self.folder}\n")
        (self.folder / "caged.py").write_text(
            "from keyring.backend import KeyringBackend\n"
            "class Keyring(KeyringBackend):\n    priority = 1\n    set_password = None\n"
            f"    def get_password(self, service, username):\n        return {self.keyring!r}.get(username)\n",
            encoding="utf-8",
        )

    @property
    def environ(self) -> dict[str, str]:
        return {
            "HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder / ".config"),
            "CREDENTIALS_DIRECTORY": str(self.folder / "credentials"),
        }

    def escaped(self, *texts: bytes) -> set[str]:
        """The canaries that are in one of the texts: as they are, as a URL or Python or base64 writes them."""
        return {word for word in self.words for text in texts for shape in _shapes(word) if shape in text}


def _shapes(word: str) -> set[bytes]:
    """Base64 in its three alignments, without the letters that depend on the neighbours."""
    raw = word.encode()
    encoded = {base64.b64encode(b"x" * shift + raw)[4 if shift else 0 : -4] for shift in range(3)}
    return {raw, quote(word).encode(), repr(word)[1:-1].encode(), ascii(word)[1:-1].encode(), raw.hex().encode(), *encoded}


@contextmanager
def watched_processes(service: Service) -> Iterator[list[bytes]]:
    """Command line and environment of the daemon and of all that it starts, looked at again and again."""
    seen: set[bytes] = set()
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.005):
            for pid in family(service.process.pid):
                for what in ("cmdline", "environ"):
                    with suppress(OSError):  # it has ended meanwhile
                        seen.add(Path(f"/proc/{pid}/{what}").read_bytes())

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    found: list[bytes] = []
    try:
        yield found
    finally:
        over.set()
        thread.join()
        found += seen


def family(pid: int) -> list[int]:
    with suppress(OSError):
        return [pid, *(one for child in children_of(pid) for one in family(child))]
    return []


def files_below(folder: Path) -> Iterator[bytes]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield str(path).encode() + b"\n" + path.read_bytes()
