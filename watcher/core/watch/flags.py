r"""The star that the user sets on a mail in any mail program: the \Flagged flag (RFC 9051, 2.3.2), and how two looks at it differ.

A mailbox is looked at once per poll. Where the server keeps mod-sequences (CONDSTORE, RFC 7162) a mailbox whose HIGHESTMODSEQ stands still
is left alone, and else only what was flagged since is searched for, beside the state of what was flagged before. The HIGHESTMODSEQ that is
kept is the one that the EXAMINE told, before the flags were read: what changes meanwhile is seen at the next look, and to see a change
twice does no harm. Beside the mailboxes that are watched, the server's own list of flagged mails and its archive (RFC 6154) are looked at
in turn: a mail that was moved there is known by its Message-ID.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from watcher.core.watch.mailboxes import resolve
from watcher.core.watch.nouns import Entry, Flags, FlagsRead, NoteFlags, ReadFlags

FLAGGED_MOST = 1000  # of one mailbox: the newest; who flags everything means nothing by it


@dataclass(frozen=True, slots=True)
class FlagLook:
    """A look at the flags of one mailbox, under way."""

    mailbox: str
    uidvalidity: int
    modseq: int | None
    top: int
    before: Flags | None = None
    new: tuple[int, ...] = ()
    unnamed: tuple[int, ...] = ()
    named: Mapping[int, str | None] = field(default_factory=dict)
    unflagged: tuple[int, ...] = ()
    vanished: tuple[int, ...] = ()


def starred_in(entries: Iterable[Entry], watched: Iterable[str]) -> tuple[str, ...]:
    """Where else a star may be: the list of flagged mails, and the archive (or, without one, the mailbox that holds every mail)."""
    listed = tuple(entries)
    archive = resolve("\\Archive", listed) or resolve("\\All", listed)
    found = (resolve("\\Flagged", listed), archive)
    return tuple(dict.fromkeys(name for name in found if name is not None and name not in set(watched)))


def stands_still(before: Flags | None, uidvalidity: int, modseq: int | None) -> bool:
    """Nothing can have changed since."""
    return before is not None and modseq is not None and (before.uidvalidity, before.modseq) == (uidvalidity, modseq)


def question(look: FlagLook) -> ReadFlags:
    """What to ask: after a rebuilt mailbox, or a mod-sequence that went backwards, everything."""
    before = look.before
    since = before.modseq if before and look.modseq is not None else None
    if since is not None and (look.modseq or 0) < since:
        since = None
    return ReadFlags(look.top, since, before.flagged if before else ())


def compared(look: FlagLook, event: FlagsRead) -> FlagLook:
    """What differs from the last look."""
    known = frozenset(look.before.flagged) if look.before else frozenset()
    new = tuple(sorted(event.flagged - known)[-FLAGGED_MOST:])
    unflagged = known & event.plain - event.flagged
    vanished = known - event.plain - event.flagged
    return replace(look, new=new, unnamed=new, unflagged=tuple(sorted(unflagged)), vanished=tuple(sorted(vanished)))


def told(look: FlagLook, *, view: bool) -> NoteFlags | None:
    """What to post at the end of a look; None when nothing is new."""
    before, named = look.before, dict(look.named)
    ended = {*look.unflagged, *look.vanished}
    still = {uid for uid in before.flagged if uid not in ended} if before else set()
    flags = Flags(look.mailbox, look.uidvalidity, look.modseq, tuple(sorted(still | set(named))[-FLAGGED_MOST:]), view)
    if flags == before:
        return None
    return NoteFlags(flags, named, look.unflagged, look.vanished)
