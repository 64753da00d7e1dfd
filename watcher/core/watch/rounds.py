"""A round of looks: which mailboxes, in which order; and the rest between two rounds."""

from __future__ import annotations

from dataclasses import replace

from watcher.core.watch.acting import acted_in, note_absent
from watcher.core.watch.connecting import connect, lost
from watcher.core.watch.flags import starred_in
from watcher.core.watch.mailboxes import resolve
from watcher.core.watch.nouns import (
    Action,
    Examine,
    Idle,
    IdleRefused,
    Listed,
    ListMailboxes,
    LookNow,
    Loss,
    Lost,
    Report,
    Search,
    State,
    Status,
    Wait,
    Woke,
)
from watcher.core.watch.owing import due, owed_times
from watcher.core.watch.state import BARREN_MOST, BATCH, STRIKES_MOST, Look, Step, Watch, looking


def listed(watch: Watch, event: Listed, now: float) -> Step:
    """Which mailboxes are there; then look at all of them."""
    found = {wanted: resolve(wanted, event.entries) for wanted in watch.wanted}
    sent = resolve("\\Sent", event.entries)
    names = [name for name in found.values() if name is not None]
    names.sort(key=lambda name: name != "INBOX")  # IDLE sits on INBOX wherever the config names it
    mailboxes = tuple(dict.fromkeys([*names, *([sent] if sent else [])]))
    acts = acted_in(watch.acting, event.entries, mailboxes)
    mailboxes = (*mailboxes, *acts)
    watch = replace(
        watch,
        mailboxes=mailboxes,
        acts=acts,
        starred_in=starred_in(event.entries, mailboxes),
        view=resolve("\\Flagged", event.entries),
        sent=sent,
        flag_strikes=watch.flag_strikes if watch.settled_at is None else min(watch.flag_strikes, STRIKES_MOST - 1),  # once an hour
        missing=tuple(wanted for wanted, name in found.items() if name is None),
        next_list=now + watch.timings.relist,
    )
    watch, notes = note_absent(watch, event.entries)
    watch, actions = begin_round(watch, now, thorough=True)
    return watch, (*notes, *actions)


def begin_round(watch: Watch, now: float, *, thorough: bool = False) -> Step:
    """All mailboxes if a poll is due (or it is to be thorough), else the one where IDLE sits; and by STATUS those to act in.

    A mail that the user moves leaves the first mailbox, and its server tells that: so a move is seen at once, where it began there.
    """
    if not (thorough or now >= watch.next_poll):
        return next_look(replace(watch, queue=tuple(dict.fromkeys([*watch.mailboxes[:1], *watch.acts])), thorough=False), now)
    watch = replace(watch, queue=watch.mailboxes, thorough=thorough, next_poll=now + watch.poll_every)
    watch = _with_flags_due(watch)
    return next_look(replace(watch, look_asked=False) if thorough else watch, now)


def _with_flags_due(watch: Watch) -> Watch:
    """The flags of every watched mailbox, and of one of the others; of all of them when the round is thorough.

    A server that ended three connections at them keeps its flags to itself; it is asked again with each new listing, or when the user asks.
    """
    if watch.look_asked:
        watch = replace(watch, flag_strikes=0)
    if watch.flag_strikes >= STRIKES_MOST:
        return replace(watch, flags_due=frozenset())
    others = watch.starred_in
    if others and not watch.thorough:
        others = (others[watch.turn % len(others)],)
    return replace(watch, queue=(*watch.queue, *others), flags_due=frozenset((*watch.mailboxes, *others)), turn=watch.turn + 1)


def next_look(watch: Watch, now: float) -> Step:
    """Look at the next mailbox of the round, or rest."""
    if not watch.queue:
        return _settle(watch, now)
    mailbox, watch = watch.queue[0], replace(watch, queue=watch.queue[1:])
    watch = replace(watch, look=Look(mailbox, top=0))
    if mailbox == watch.selected and mailbox not in watch.flags_due:
        return search(watch, now)
    if _is_opened(watch, mailbox, now):
        return replace(watch, selected=None), (Examine(mailbox),)
    return watch, (Status(mailbox, tuple(name for name in watch.queue if not _is_opened(watch, name, now))),)


def _is_opened(watch: Watch, mailbox: str, now: float) -> bool:
    """Whether this round opens it, without asking first if anything is new."""
    alone = mailbox not in watch.mailboxes  # looked at for its flags
    return watch.thorough or alone or mailbox == watch.mailboxes[0] or _wants(watch, mailbox, now)


def _wants(watch: Watch, mailbox: str, now: float) -> bool:
    """There is something to do in this mailbox that STATUS does not tell."""
    cursor = watch.cursors.get(mailbox)
    return cursor is None or not cursor.first_look_done or bool(due(watch, cursor, now))


def search(watch: Watch, now: float) -> Step:
    """Ask the open mailbox for what is above its cursor, and for what is owed."""
    look = looking(watch)
    cursor = watch.cursors[look.mailbox]
    owed = due(watch, cursor, now)
    watch = replace(watch, look=replace(look, owed=owed))
    return watch, (Search(cursor.uid, owed, recent=not cursor.first_look_done),)


def _settle(watch: Watch, now: float) -> Step:
    """Everything was looked at: sit on the first mailbox until news, the next poll or the next owed mail."""
    if not watch.mailboxes:
        return lost(watch, Lost(Loss.LOST, "no mailbox can be opened: " + ", ".join(watch.missing)), now)
    if watch.look_asked:
        return watch, (ListMailboxes(),)
    if watch.selected != watch.mailboxes[0]:
        return next_look(replace(watch, queue=watch.mailboxes[:1]), now)
    state = State.IDLE if watch.can_idle else State.POLLING
    told: tuple[Action, ...] = ()
    if (watch.state, watch.missing_told) != (state, watch.missing):
        told = (Report(state, "; ".join(f"not found: {name}" for name in watch.missing)),)
    settled_at = now if watch.settled_at is None else watch.settled_at
    watch = replace(watch, state=state, missing_told=watch.missing, look=None, batch=BATCH, settled_at=settled_at, idle_since=now)
    seconds = max(1.0, min([watch.next_poll, *owed_times(watch)]) - now)
    if not watch.can_idle:
        return watch, (*told, Wait(seconds))
    if watch.barren >= BARREN_MOST:
        return replace(watch, barren=0, idle_since=None), (*told, Wait(min(watch.timings.breather, seconds)))
    return watch, (*told, Idle(min(watch.timings.idle, seconds)))


def woke(watch: Watch, event: Woke, now: float) -> Step:
    """A rest ended."""
    if watch.wake_at is not None:
        return _woke_apart(watch, event, now, watch.wake_at)
    quick = watch.idle_since is not None and now - watch.idle_since < 1.0
    watch = replace(watch, barren=watch.barren + 1 if quick else 0, idle_since=None)
    if watch.look_asked or now >= watch.next_list:
        return watch, (ListMailboxes(),)
    owed = any(at <= now for at in owed_times(watch))
    return begin_round(replace(watch, next_poll=now) if owed else watch, now)


def _woke_apart(watch: Watch, event: Woke, now: float, wake_at: float) -> Step:
    """Awake without a connection. A network that was away with the machine is tried at once, a refusal is not."""
    early = watch.look_asked or (event.slept and watch.state is State.BACKOFF and watch.refusals == 0)
    if now >= wake_at or (early and now >= watch.not_before):
        return connect(watch, event, now)
    return watch, (Wait(wake_at - now),)


def idle_refused(watch: Watch, _event: IdleRefused, now: float) -> Step:
    """Poll instead."""
    return begin_round(replace(watch, can_idle=False, idle_since=None), now)


def look_now(watch: Watch, _event: LookNow, _now: float) -> Step:
    """The next rest ends in a look at everything."""
    return replace(watch, look_asked=True), ()
