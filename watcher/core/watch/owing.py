"""Mail that the server listed and did not give: noted as owed, asked for ever more rarely, given up in the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from watcher.core.watch.nouns import Action, Cursor, Report
from watcher.core.watch.state import RETRY_MOST, STRIKES_MOST, TRIES_MOST, Tries, Watch, looking, with_cursor


def due(watch: Watch, cursor: Cursor, now: float) -> tuple[int, ...]:
    """Which of the owed mails may be asked for by now."""
    unknown = Tries(0, now)
    return tuple(uid for uid in cursor.retry if watch.tries.get((cursor.mailbox, uid), unknown).next_at <= now)


def owed_times(watch: Watch) -> Iterable[float]:
    """When each owed mail may be asked for again."""
    at_once = Tries(0, 0.0)
    for mailbox in watch.mailboxes:
        for uid in watch.cursors[mailbox].retry if mailbox in watch.cursors else ():
            yield watch.tries.get((mailbox, uid), at_once).next_at


def owe(watch: Watch, uid: int, now: float) -> tuple[Watch, tuple[Action, ...]]:
    """Note a mail that could not be had, to be tried again later; in the end it is given up, and that is told."""
    look = looking(watch)
    cursor, key = watch.cursors[look.mailbox], (look.mailbox, uid)
    count = watch.tries[key].count + 1 if key in watch.tries else 1
    tries = {name: value for name, value in watch.tries.items() if name != key}
    if count >= TRIES_MOST:
        told = Report(watch.state, f"UID {uid} of {look.mailbox} cannot be fetched and was given up")
        return replace(with_cursor(watch, taken(cursor, uid)), tries=tries), (told,)
    wait = min(watch.timings.retry_most, watch.timings.retry_least * 4.0 ** (count - 1))
    retry = cursor.retry if uid in cursor.retry else (*cursor.retry, uid)
    watch = with_cursor(watch, replace(cursor, uid=max(cursor.uid, uid), retry=retry))
    return replace(watch, tries={**tries, key: Tries(count, now + wait)}), ()


def taken(cursor: Cursor, uid: int) -> Cursor:
    """The cursor once this mail is posted."""
    return replace(cursor, uid=max(cursor.uid, uid), retry=tuple(owed for owed in cursor.retry if owed != uid))


def blame(watch: Watch, now: float) -> tuple[Watch, tuple[Action, ...]]:
    """A connection was lost: was it at one mail, again?"""
    look = watch.look
    if look is None or not look.todo:
        return watch, ()
    if look.todo[0] not in look.sizes and watch.batch > 1:
        return replace(watch, batch=1), ()  # some mail of this batch: measure one by one
    mailbox, uid, count = watch.strikes
    count = count + 1 if (mailbox, uid) == (look.mailbox, look.todo[0]) else 1
    watch = replace(watch, strikes=(look.mailbox, look.todo[0], count))
    cursor = watch.cursors[look.mailbox]
    if look.todo[0] in cursor.retry or (count >= STRIKES_MOST and len(cursor.retry) < RETRY_MOST):
        return owe(watch, look.todo[0], now)
    return watch, ()
