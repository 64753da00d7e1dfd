"""A look at one mailbox: what is new in it, mail by mail."""

from __future__ import annotations

from dataclasses import replace

from watcher.core.watch.acting import beginning
from watcher.core.watch.connecting import lost
from watcher.core.watch.flag_looks import look_at_flags
from watcher.core.watch.flags import FlagLook, stands_still
from watcher.core.watch.nouns import (
    Cursor,
    Examine,
    Examined,
    Fetch,
    Fetched,
    Found,
    Loss,
    Lost,
    MailboxRefused,
    Measure,
    Measured,
    Note,
    NotFetched,
    Size,
    StatusIs,
)
from watcher.core.watch.owing import owe, taken
from watcher.core.watch.rounds import next_look, search
from watcher.core.watch.state import RETRY_MOST, Look, Step, Tries, Watch, looking, with_cursor


def status_is(watch: Watch, event: StatusIs, now: float) -> Step:
    """Open the mailbox if anything in it can be new."""
    look = looking(watch)
    cursor = watch.cursors[look.mailbox]
    known = watch.uidnexts.get(look.mailbox)
    moved = look.mailbox in watch.flags_due and not stands_still(watch.flags.get(look.mailbox), event.uidvalidity, event.modseq)
    if moved or event.uidnext is None or (event.uidvalidity, event.uidnext) != (cursor.uidvalidity, known):
        return replace(watch, selected=None), (Examine(look.mailbox),)
    watch, actions = next_look(watch, now)
    return watch, (Note(cursor, look.mailbox == watch.sent), *actions)


def examined(watch: Watch, event: Examined, now: float) -> Step:
    """Search it; one that was rebuilt, from the look-back on."""
    look = looking(watch)
    reached = max(event.uidnext or 0, event.last + 1)  # a UIDNEXT at or below a mail that is there is not believed
    flags = watch.flags.get(look.mailbox)
    before = flags if flags is not None and flags.uidvalidity == event.uidvalidity else None
    look = replace(look, flags=FlagLook(look.mailbox, event.uidvalidity, event.modseq, reached - 1, before))
    watch = replace(watch, look=look)
    if look.mailbox not in watch.mailboxes:
        return look_at_flags(replace(watch, selected=look.mailbox), now)
    cursor = watch.cursors.get(look.mailbox)
    rolled_back = cursor is not None and event.uidnext is not None and reached <= cursor.uid
    begun = cursor is None or cursor.acts != watch.acts.get(look.mailbox) or cursor.uidvalidity != event.uidvalidity or rolled_back
    if begun:
        tries = {key: value for key, value in watch.tries.items() if key[0] != look.mailbox}
        watch = replace(with_cursor(watch, beginning(watch, look.mailbox, event.uidvalidity, reached - 1)), tries=tries)
    uidnexts = {**watch.uidnexts, look.mailbox: event.uidnext}
    watch = replace(watch, selected=look.mailbox, uidnexts=uidnexts, look=replace(look, top=reached - 1))
    watch, actions = search(watch, now)
    # Where mail acts, what lies there already is stored as passed before anything else can happen.
    told = (Note(watch.cursors[look.mailbox], sent=False),) if begun and look.mailbox in watch.acts else ()
    return watch, (*told, *actions)


def mailbox_refused(watch: Watch, event: MailboxRefused, now: float) -> Step:
    """Left out until the next LIST, which is then at the next poll."""
    mailbox = looking(watch).mailbox
    if mailbox not in watch.mailboxes:
        return next_look(replace(watch, starred_in=tuple(name for name in watch.starred_in if name != mailbox)), now)
    watch = replace(
        watch,
        mailboxes=tuple(name for name in watch.mailboxes if name != mailbox),
        missing=(*watch.missing, f"{mailbox} ({event.detail})"),
        next_list=min(watch.next_list, now + watch.poll_every),
    )
    return next_look(watch, now)


def found(watch: Watch, event: Found, now: float) -> Step:
    """Take what is new, and what is owed."""
    look = looking(watch)
    cursor = watch.cursors[look.mailbox]
    there = set(event.uids)
    vanished = {uid for uid in look.owed if uid not in there}
    watch = with_cursor(watch, replace(cursor, retry=tuple(uid for uid in cursor.retry if uid not in vanished)))
    watch = replace(watch, tries={key: value for key, value in watch.tries.items() if key[0] != look.mailbox or key[1] not in vanished})
    new = {uid for uid in there if uid > cursor.uid and (cursor.first_look_done or uid <= look.top)}
    todo = tuple(sorted(new | (there & set(look.owed))))
    return _take(replace(watch, look=replace(look, todo=todo)), now)


def _take(watch: Watch, now: float) -> Step:
    """The next mail of this look, or its end."""
    look = looking(watch)
    cursor = watch.cursors[look.mailbox]
    if not look.todo:
        return _looked(watch, look, cursor, now)
    uid = look.todo[0]
    attempt = watch.tries.get((look.mailbox, uid), Tries(0, now)).count
    if uid not in look.sizes and attempt < 2:  # later attempts ask for less, not for more
        return watch, (Measure(look.todo[: watch.batch]),)
    first = not cursor.first_look_done
    size = look.sizes.get(uid, Size(None))
    return watch, (Fetch(uid, size, attempt, taken(cursor, uid), sent=look.mailbox == watch.sent, first_look=first),)


def _looked(watch: Watch, look: Look, cursor: Cursor, now: float) -> Step:
    first = not cursor.first_look_done
    cursor = replace(cursor, uid=max(cursor.uid, look.top), first_look_done=True) if first else cursor
    watch = with_cursor(watch, cursor)
    # What came during a first look is not part of it, and nothing but another search would tell of it.
    watch, actions = search(watch, now) if first else look_at_flags(watch, now)
    return watch, (Note(cursor, look.mailbox == watch.sent), *actions)


def measured(watch: Watch, event: Measured, now: float) -> Step:
    """Take the first of these mails."""
    look = looking(watch)
    watch = replace(watch, look=replace(look, sizes={**event.sizes}))
    return _take(watch, now) if look.todo[0] in event.sizes else not_fetched(watch, NotFetched(), now)


def fetched(watch: Watch, _event: Fetched, now: float) -> Step:
    """Take the next mail."""
    look = looking(watch)
    uid = look.todo[0]
    tries = {key: value for key, value in watch.tries.items() if key != (look.mailbox, uid)}
    watch = with_cursor(watch, taken(watch.cursors[look.mailbox], uid))
    return _take(replace(watch, look=replace(look, todo=look.todo[1:]), tries=tries, barren=0), now)


def not_fetched(watch: Watch, _event: NotFetched, now: float) -> Step:
    """Owe this mail, and take the next."""
    look = looking(watch)
    cursor = watch.cursors[look.mailbox]
    if look.todo[0] not in cursor.retry and len(cursor.retry) >= RETRY_MOST:
        return lost(replace(watch, look=None), Lost(Loss.PATIENCE, "the server lists mail that it does not give"), now)
    watch, given_up = owe(watch, look.todo[0], now)
    watch, actions = _take(replace(watch, look=replace(look, todo=look.todo[1:])), now)
    return watch, (*given_up, *actions)
