"""Which of the server's mailboxes is meant: by special use (RFC 6154) or by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from watcher.core.watch.nouns import Entry

_UNUSABLE = frozenset({"\\noselect", "\\nonexistent"})  # RFC 9051, 7.3.1

# Servers without SPECIAL-USE (RFC 6154) leave only the name. Last component, case folded.
_CUSTOMARY = {
    "\\sent": frozenset({"sent", "sent items", "sent messages", "sent mail", "gesendet", "gesendete elemente", "gesendete objekte",
                         "envoyés", "éléments envoyés", "messages envoyés", "enviados", "elementos enviados", "posta inviata", "inviata",
                         "verzonden", "verzonden items"}),
    "\\archive": frozenset({"archive", "archives", "archiv", "archivio", "archivo", "archief", "arquivo"}),
    "\\junk": frozenset({"junk", "spam", "junk e-mail", "junk email", "junk mail", "bulk mail", "bulk", "spamverdacht", "unerwünscht",
                         "junk-e-mail", "courrier indésirable", "indésirables", "correo no deseado", "posta indesiderata",
                         "ongewenste e-mail", "ongewenst", "lixo eletrônico"}),
    "\\drafts": frozenset({"drafts", "draft", "entwürfe", "brouillons", "borradores", "rascunhos", "bozze", "concepten"}),
}  # fmt: skip


def resolve(wanted: str, entries: Iterable[Entry]) -> str | None:
    """The server's name of a mailbox that the config names, by special use (with a backslash) or by name; None when there is none."""
    usable = [entry for entry in entries if not entry.attributes & _UNUSABLE]
    if wanted.startswith("\\"):
        return _special(wanted.lower(), usable)
    if wanted.upper() == "INBOX":  # case-insensitive, and always there (RFC 9051, 5.1)
        return "INBOX"
    exact = [entry.name for entry in usable if entry.name == wanted]
    alike = [entry.name for entry in usable if _folded(entry) == _fold(wanted)]
    # Courier, Cyrus and others keep everything below INBOX, which mail programs do not show (RFC 2342).
    below = [entry.name for entry in usable if _folded(entry) == f"inbox/{_fold(wanted)}"]
    return next(iter(exact + alike + below), None)


def _special(use: str, usable: list[Entry]) -> str | None:
    marked = [entry.name for entry in usable if use in entry.attributes]
    customary = [entry.name for entry in usable if _folded(entry).rpartition("/")[2] in _CUSTOMARY.get(use, ())]
    return next(iter(marked + customary), None)


def _folded(entry: Entry) -> str:
    return _fold(entry.name.replace(entry.delimiter, "/") if entry.delimiter else entry.name)


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
