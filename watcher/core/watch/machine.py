"""The machine: events in, actions out. Its rules are in the package's docstring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from watcher.core.watch.flags import FlagLook, compared, question, stands_still, starred_in, told
from watcher.core.watch.mailboxes import resolve
from watcher.core.watch.nouns import (
    Action,
    Connect,
    Connected,
    Cursor,
    Disconnect,
    Event,
    Examine,
    Examined,
    Fetch,
    Fetched,
    Flags,
    FlagsRead,
    FlagsRefused,
    Found,
    Idle,
    IdleRefused,
    Listed,
    ListMailboxes,
    LookNow,
    Loss,
    Lost,
    MailboxRefused,
    Measure,
    Measured,
    Name,
    Named,
    Note,
    NotFetched,
    Report,
    Search,
    SignedIn,
    SignIn,
    Size,
    Start,
    State,
    Status,
    StatusIs,
    Stop,
    Timings,
    Wait,
    Woke,
)

REFUSALS_MOST = 3  # then the account rests
STRIKES_MOST = 3  # lost connections at one mail, then it is passed
RETRY_MOST = 64  # UIDs owed in one mailbox
TRIES_MOST = 9  # at one owed UID, a day in all
BATCH = 50  # UIDs measured at once
BARREN_MOST = 10  # IDLE rounds that end at once and bring nothing

# --- the state ----------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Look:
    """A look at one mailbox, under way."""

    mailbox: str
    top: int  # of a first look: what came later is for the next one
    owed: tuple[int, ...] = ()
    todo: tuple[int, ...] = ()
    sizes: Mapping[int, Size] = field(default_factory=dict)
    flags: FlagLook | None = None  # what there is to know of its flags, after an EXAMINE


@dataclass(frozen=True, slots=True)
class Tries:
    """How often an owed UID was tried, and when it may be tried again."""

    count: int
    next_at: float


@dataclass(frozen=True, slots=True)
class Watch:
    """One account. Cursors are kept over connections, the rest of what a server said is not."""

    wanted: tuple[str, ...]  # the config's mailboxes: names or special uses
    poll_every: float
    cursors: Mapping[str, Cursor] = field(default_factory=dict)
    flags: Mapping[str, Flags] = field(default_factory=dict)
    timings: Timings = field(default_factory=Timings)
    state: State = State.CONNECTING
    # of this connection
    can_idle: bool = False
    mailboxes: tuple[str, ...] = ()  # as the server spells them; the first one is where IDLE sits
    sent: str | None = None
    missing: tuple[str, ...] = ()
    missing_told: tuple[str, ...] = ()
    selected: str | None = None
    uidnexts: Mapping[str, int | None] = field(default_factory=dict)  # at the last EXAMINE
    queue: tuple[str, ...] = ()  # mailboxes of this round still to look at
    thorough: bool = True  # this round opens every mailbox, whatever STATUS says
    look: Look | None = None
    starred_in: tuple[str, ...] = ()  # looked at for their flags alone, in turn
    view: str | None = None  # the server's own list of flagged mails
    flags_due: frozenset[str] = frozenset()  # mailboxes of this round whose flags are still to look at
    flag_look: FlagLook | None = None
    batch: int = BATCH
    settled_at: float | None = None  # when the first round of this connection ended
    idle_since: float | None = None
    barren: int = 0
    # over connections
    look_asked: bool = False
    next_poll: float = 0.0
    next_list: float = 0.0
    failures: int = 0
    refusals: int = 0
    wake_at: float | None = None  # disconnected, until then
    not_before: float = 0.0  # the server named this time
    tries: Mapping[tuple[str, int], Tries] = field(default_factory=dict)
    strikes: tuple[str, int, int] = ("", 0, 0)  # mailbox, UID, connections lost at it in a row
    flag_strikes: int = 0  # connections lost at flags in a row
    turn: int = 0  # which of `starred_in` is next


Step = tuple[Watch, tuple[Action, ...]]


def advance(watch: Watch, event: Event, now: float) -> Step:
    """What an event does."""
    if watch.state is State.STOPPED:
        return watch, ()
    return _HANDLERS[type(event)](watch, event, now)


# --- connecting ---------------------------------------------------------------------------------------------------------------------------


def _connect(watch: Watch, _event: Event, _now: float) -> Step:
    watch = replace(
        _unlooking(watch),
        state=State.CONNECTING,
        wake_at=None,
        starred_in=(),
        uidnexts={},
        mailboxes=(),
        settled_at=None,
    )
    told = (Report(State.CONNECTING),) if watch.refusals < REFUSALS_MOST else ()  # a resting account's probe is no news
    return watch, (*told, Connect())


def _unlooking(watch: Watch) -> Watch:
    return replace(watch, look=None, flag_look=None, flags_due=frozenset(), queue=(), selected=None)


def _connected(watch: Watch, _event: Connected, _now: float) -> Step:
    return watch, (SignIn(),)


def _signed_in(watch: Watch, event: SignedIn, _now: float) -> Step:
    return replace(watch, can_idle=event.can_idle, refusals=0, not_before=0.0), (ListMailboxes(),)


def _listed(watch: Watch, event: Listed, now: float) -> Step:
    found = {wanted: resolve(wanted, event.entries) for wanted in watch.wanted}
    sent = resolve("\\Sent", event.entries)
    names = [name for name in found.values() if name is not None]
    names.sort(key=lambda name: name != "INBOX")  # IDLE sits on INBOX wherever the config names it
    mailboxes = tuple(dict.fromkeys([*names, *([sent] if sent else [])]))
    watch = replace(
        watch,
        mailboxes=mailboxes,
        starred_in=starred_in(event.entries, mailboxes),
        view=resolve("\\Flagged", event.entries),
        sent=sent,
        flag_strikes=watch.flag_strikes if watch.settled_at is None else min(watch.flag_strikes, STRIKES_MOST - 1),  # once an hour
        missing=tuple(wanted for wanted, name in found.items() if name is None),
        next_list=now + watch.timings.relist,
    )
    return _round(watch, now, thorough=True)


def _lost(watch: Watch, event: Lost, now: float) -> Step:
    watch, given_up = _blame(watch, now)
    if watch.flag_look is not None:
        watch = replace(watch, flag_strikes=watch.flag_strikes + 1)
    state, wait, watch = _pause(watch, event, now)
    named = now + event.retry_after if event.retry_after is not None else 0.0
    watch = replace(
        _unlooking(watch),
        state=state,
        settled_at=None,
        idle_since=None,
        wake_at=now + wait,
        not_before=named,
    )
    return watch, (*given_up, Disconnect(), Report(state, event.detail, wait), Wait(wait))


def _pause(watch: Watch, event: Lost, now: float) -> tuple[State, float, Watch]:
    timings = watch.timings
    if event.kind is Loss.REFUSED:
        watch = replace(watch, refusals=watch.refusals + 1)
        resting = watch.refusals >= REFUSALS_MOST
        return (State.RESTING, timings.rest, watch) if resting else (State.BACKOFF, timings.refusal_pause, watch)
    lived = watch.settled_at is not None and now - watch.settled_at >= timings.steady
    watch = replace(watch, failures=1 if lived else watch.failures + 1)
    wait = backoff(watch.failures, event.jitter, timings)
    if event.kind is Loss.PATIENCE:
        wait = max(wait, timings.patience)
    return State.BACKOFF, max(wait, event.retry_after or 0.0), watch


def backoff(failures: int, jitter: float, timings: Timings) -> float:
    """2, 4, 8 ... 300 s, each shortened by up to half, so that many clients do not come back as one."""
    longest = min(timings.backoff_most, timings.backoff_least * 2.0 ** min(failures - 1, 32))
    return max(timings.backoff_least, longest * (0.5 + 0.5 * jitter))


def _blame(watch: Watch, now: float) -> tuple[Watch, tuple[Action, ...]]:
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
        return _owe(watch, look.todo[0], now)
    return watch, ()


# --- a round of looks ---------------------------------------------------------------------------------------------------------------------


def _round(watch: Watch, now: float, *, thorough: bool = False) -> Step:
    """All mailboxes if a poll is due (or it is to be thorough), else the one where IDLE sits."""
    if not (thorough or now >= watch.next_poll):
        return _next(replace(watch, queue=watch.mailboxes[:1], thorough=False), now)
    watch = replace(watch, queue=watch.mailboxes, thorough=thorough, next_poll=now + watch.poll_every)
    watch = _with_flags_due(watch)
    return _next(replace(watch, look_asked=False) if thorough else watch, now)


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


def _next(watch: Watch, now: float) -> Step:
    if not watch.queue:
        return _settle(watch, now)
    mailbox, watch = watch.queue[0], replace(watch, queue=watch.queue[1:])
    watch = replace(watch, look=Look(mailbox, top=0))
    if mailbox == watch.selected and mailbox not in watch.flags_due:
        return _search(watch, now)
    alone = mailbox not in watch.mailboxes  # looked at for its flags
    if watch.thorough or alone or mailbox == watch.mailboxes[0] or _wants(watch, mailbox, now):
        return replace(watch, selected=None), (Examine(mailbox),)
    return watch, (Status(mailbox),)


def _wants(watch: Watch, mailbox: str, now: float) -> bool:
    """There is something to do in this mailbox that STATUS does not tell."""
    cursor = watch.cursors.get(mailbox)
    return cursor is None or not cursor.first_look_done or bool(_due(watch, cursor, now))


def _due(watch: Watch, cursor: Cursor, now: float) -> tuple[int, ...]:
    unknown = Tries(0, now)
    return tuple(uid for uid in cursor.retry if watch.tries.get((cursor.mailbox, uid), unknown).next_at <= now)


def _settle(watch: Watch, now: float) -> Step:
    """Everything was looked at: sit on the first mailbox until news, the next poll or the next owed mail."""
    if not watch.mailboxes:
        return _lost(watch, Lost(Loss.LOST, "no mailbox can be opened: " + ", ".join(watch.missing)), now)
    if watch.look_asked:
        return watch, (ListMailboxes(),)
    if watch.selected != watch.mailboxes[0]:
        return _next(replace(watch, queue=watch.mailboxes[:1]), now)
    state = State.IDLE if watch.can_idle else State.POLLING
    told: tuple[Action, ...] = ()
    if (watch.state, watch.missing_told) != (state, watch.missing):
        told = (Report(state, "; ".join(f"not found: {name}" for name in watch.missing)),)
    settled_at = now if watch.settled_at is None else watch.settled_at
    watch = replace(watch, state=state, missing_told=watch.missing, look=None, batch=BATCH, settled_at=settled_at, idle_since=now)
    seconds = max(1.0, min([watch.next_poll, *_owed_times(watch)]) - now)
    if not watch.can_idle:
        return watch, (*told, Wait(seconds))
    if watch.barren >= BARREN_MOST:
        return replace(watch, barren=0, idle_since=None), (*told, Wait(min(watch.timings.breather, seconds)))
    return watch, (*told, Idle(min(watch.timings.idle, seconds)))


def _owed_times(watch: Watch) -> Iterable[float]:
    at_once = Tries(0, 0.0)
    for mailbox in watch.mailboxes:
        for uid in watch.cursors[mailbox].retry if mailbox in watch.cursors else ():
            yield watch.tries.get((mailbox, uid), at_once).next_at


def _woke(watch: Watch, event: Woke, now: float) -> Step:
    if watch.wake_at is not None:
        return _woke_apart(watch, event, now, watch.wake_at)
    quick = watch.idle_since is not None and now - watch.idle_since < 1.0
    watch = replace(watch, barren=watch.barren + 1 if quick else 0, idle_since=None)
    if watch.look_asked or now >= watch.next_list:
        return watch, (ListMailboxes(),)
    owed = any(at <= now for at in _owed_times(watch))
    return _round(replace(watch, next_poll=now) if owed else watch, now)


def _woke_apart(watch: Watch, event: Woke, now: float, wake_at: float) -> Step:
    """Awake without a connection. A network that was away with the machine is tried at once, a refusal is not."""
    early = watch.look_asked or (event.slept and watch.state is State.BACKOFF and watch.refusals == 0)
    if now >= wake_at or (early and now >= watch.not_before):
        return _connect(watch, event, now)
    return watch, (Wait(wake_at - now),)


# --- a look at one mailbox ----------------------------------------------------------------------------------------------------------------


def _status_is(watch: Watch, event: StatusIs, now: float) -> Step:
    look = _looking(watch)
    cursor = watch.cursors[look.mailbox]
    known = watch.uidnexts.get(look.mailbox)
    moved = look.mailbox in watch.flags_due and not stands_still(watch.flags.get(look.mailbox), event.uidvalidity, event.modseq)
    if moved or event.uidnext is None or (event.uidvalidity, event.uidnext) != (cursor.uidvalidity, known):
        return replace(watch, selected=None), (Examine(look.mailbox),)
    watch, actions = _next(watch, now)
    return watch, (Note(cursor, look.mailbox == watch.sent), *actions)


def _examined(watch: Watch, event: Examined, now: float) -> Step:
    look = _looking(watch)
    reached = max(event.uidnext or 0, event.last + 1)  # a UIDNEXT at or below a mail that is there is not believed
    flags = watch.flags.get(look.mailbox)
    before = flags if flags is not None and flags.uidvalidity == event.uidvalidity else None
    look = replace(look, flags=FlagLook(look.mailbox, event.uidvalidity, event.modseq, reached - 1, before))
    watch = replace(watch, look=look)
    if look.mailbox not in watch.mailboxes:
        return _look_at_flags(replace(watch, selected=look.mailbox), now)
    cursor = watch.cursors.get(look.mailbox)
    rolled_back = cursor is not None and event.uidnext is not None and reached <= cursor.uid
    if cursor is None or cursor.uidvalidity != event.uidvalidity or rolled_back:
        tries = {key: value for key, value in watch.tries.items() if key[0] != look.mailbox}
        cursor = Cursor(look.mailbox, event.uidvalidity, 0, first_look_done=False)
        watch = replace(_with(watch, cursor), tries=tries)
    uidnexts = {**watch.uidnexts, look.mailbox: event.uidnext}
    watch = replace(watch, selected=look.mailbox, uidnexts=uidnexts, look=replace(look, top=reached - 1))
    return _search(watch, now)


def _search(watch: Watch, now: float) -> Step:
    look = _looking(watch)
    cursor = watch.cursors[look.mailbox]
    owed = _due(watch, cursor, now)
    watch = replace(watch, look=replace(look, owed=owed))
    return watch, (Search(cursor.uid, owed, recent=not cursor.first_look_done),)


def _mailbox_refused(watch: Watch, event: MailboxRefused, now: float) -> Step:
    """Left out until the next LIST, which is then at the next poll."""
    mailbox = _looking(watch).mailbox
    if mailbox not in watch.mailboxes:
        return _next(replace(watch, starred_in=tuple(name for name in watch.starred_in if name != mailbox)), now)
    watch = replace(
        watch,
        mailboxes=tuple(name for name in watch.mailboxes if name != mailbox),
        missing=(*watch.missing, f"{mailbox} ({event.detail})"),
        next_list=min(watch.next_list, now + watch.poll_every),
    )
    return _next(watch, now)


def _found(watch: Watch, event: Found, now: float) -> Step:
    look = _looking(watch)
    cursor = watch.cursors[look.mailbox]
    there = set(event.uids)
    vanished = {uid for uid in look.owed if uid not in there}
    watch = _with(watch, replace(cursor, retry=tuple(uid for uid in cursor.retry if uid not in vanished)))
    watch = replace(watch, tries={key: value for key, value in watch.tries.items() if key[0] != look.mailbox or key[1] not in vanished})
    new = {uid for uid in there if uid > cursor.uid and (cursor.first_look_done or uid <= look.top)}
    todo = tuple(sorted(new | (there & set(look.owed))))
    return _take(replace(watch, look=replace(look, todo=todo)), now)


def _take(watch: Watch, now: float) -> Step:
    """The next mail of this look, or its end."""
    look = _looking(watch)
    cursor = watch.cursors[look.mailbox]
    if not look.todo:
        return _looked(watch, look, cursor, now)
    uid = look.todo[0]
    attempt = watch.tries.get((look.mailbox, uid), Tries(0, now)).count
    if uid not in look.sizes and attempt < 2:  # later attempts ask for less, not for more
        return watch, (Measure(look.todo[: watch.batch]),)
    first = not cursor.first_look_done
    size = look.sizes.get(uid, Size(None))
    return watch, (Fetch(uid, size, attempt, _taken(cursor, uid), sent=look.mailbox == watch.sent, first_look=first),)


def _looked(watch: Watch, look: Look, cursor: Cursor, now: float) -> Step:
    first = not cursor.first_look_done
    cursor = replace(cursor, uid=max(cursor.uid, look.top), first_look_done=True) if first else cursor
    watch = _with(watch, cursor)
    # What came during a first look is not part of it, and nothing but another search would tell of it.
    watch, actions = _search(watch, now) if first else _look_at_flags(watch, now)
    return watch, (Note(cursor, look.mailbox == watch.sent), *actions)


def _measured(watch: Watch, event: Measured, now: float) -> Step:
    look = _looking(watch)
    watch = replace(watch, look=replace(look, sizes={**event.sizes}))
    return _take(watch, now) if look.todo[0] in event.sizes else _not_fetched(watch, NotFetched(), now)


def _fetched(watch: Watch, _event: Fetched, now: float) -> Step:
    look = _looking(watch)
    uid = look.todo[0]
    tries = {key: value for key, value in watch.tries.items() if key != (look.mailbox, uid)}
    watch = _with(watch, _taken(watch.cursors[look.mailbox], uid))
    return _take(replace(watch, look=replace(look, todo=look.todo[1:]), tries=tries, barren=0), now)


def _not_fetched(watch: Watch, _event: NotFetched, now: float) -> Step:
    look = _looking(watch)
    cursor = watch.cursors[look.mailbox]
    if look.todo[0] not in cursor.retry and len(cursor.retry) >= RETRY_MOST:
        return _lost(replace(watch, look=None), Lost(Loss.PATIENCE, "the server lists mail that it does not give"), now)
    watch, given_up = _owe(watch, look.todo[0], now)
    watch, actions = _take(replace(watch, look=replace(look, todo=look.todo[1:])), now)
    return watch, (*given_up, *actions)


def _owe(watch: Watch, uid: int, now: float) -> tuple[Watch, tuple[Action, ...]]:
    """Note a mail that could not be had, to be tried again later; in the end it is given up, and that is told."""
    look = _looking(watch)
    cursor, key = watch.cursors[look.mailbox], (look.mailbox, uid)
    count = watch.tries[key].count + 1 if key in watch.tries else 1
    tries = {name: value for name, value in watch.tries.items() if name != key}
    if count >= TRIES_MOST:
        told = Report(watch.state, f"UID {uid} of {look.mailbox} cannot be fetched and was given up")
        return replace(_with(watch, _taken(cursor, uid)), tries=tries), (told,)
    wait = min(watch.timings.retry_most, watch.timings.retry_least * 4.0 ** (count - 1))
    retry = cursor.retry if uid in cursor.retry else (*cursor.retry, uid)
    watch = _with(watch, replace(cursor, uid=max(cursor.uid, uid), retry=retry))
    return replace(watch, tries={**tries, key: Tries(count, now + wait)}), ()


def _taken(cursor: Cursor, uid: int) -> Cursor:
    return replace(cursor, uid=max(cursor.uid, uid), retry=tuple(owed for owed in cursor.retry if owed != uid))


def _with(watch: Watch, cursor: Cursor) -> Watch:
    return replace(watch, cursors={**watch.cursors, cursor.mailbox: cursor})


def _looking(watch: Watch) -> Look:
    if watch.look is None:
        raise AssertionError("an answer about a mailbox, and none is looked at")
    return watch.look


# --- a look at the flags of one mailbox, after its mails ----------------------------------------------------------------------------------


def _look_at_flags(watch: Watch, now: float) -> Step:
    look = _looking(watch)
    if look.flags is None or look.mailbox not in watch.flags_due:
        return _next(watch, now)
    watch = replace(watch, flags_due=watch.flags_due - {look.mailbox})
    if stands_still(look.flags.before, look.flags.uidvalidity, look.flags.modseq):
        return _next(watch, now)
    return replace(watch, look=None, flag_look=look.flags), (question(look.flags),)


def _flags_read(watch: Watch, event: FlagsRead, now: float) -> Step:
    return _name(replace(watch, flag_look=compared(_looking_at_flags(watch), event)), now)


def _name(watch: Watch, now: float) -> Step:
    """Message-IDs of what is newly flagged, some at a time; then all is told."""
    look = _looking_at_flags(watch)
    if look.unnamed:
        return watch, (Name(look.unnamed[:BATCH]),)
    note = told(look, view=look.mailbox == watch.view)
    watch = replace(watch, flag_look=None, flag_strikes=0)
    if note is not None:
        watch = replace(watch, flags={**watch.flags, look.mailbox: note.flags})
    watch, actions = _next(watch, now)
    return watch, (*([note] if note else []), *actions)


def _named(watch: Watch, event: Named, now: float) -> Step:
    look = _looking_at_flags(watch)
    asked = {uid: event.message_ids[uid] for uid in look.unnamed[:BATCH] if uid in event.message_ids}
    look = replace(look, unnamed=look.unnamed[BATCH:], named={**look.named, **asked})
    return _name(replace(watch, flag_look=look), now)


def _flags_refused(watch: Watch, _event: FlagsRefused, now: float) -> Step:
    """Mail is what the watcher is for: it goes on without the star."""
    return _next(replace(watch, flag_look=None), now)


def _looking_at_flags(watch: Watch) -> FlagLook:
    if watch.flag_look is None:
        raise AssertionError("an answer about flags, and none are looked at")
    return watch.flag_look


# --- the rest -----------------------------------------------------------------------------------------------------------------------------


def _idle_refused(watch: Watch, _event: IdleRefused, now: float) -> Step:
    return _round(replace(watch, can_idle=False, idle_since=None), now)


def _look_now(watch: Watch, _event: LookNow, _now: float) -> Step:
    return replace(watch, look_asked=True), ()


def _stop(watch: Watch, _event: Stop, _now: float) -> Step:
    return replace(watch, state=State.STOPPED), (Disconnect(), Report(State.STOPPED))


_HANDLERS: dict[type, Callable[[Watch, Any, float], Step]] = {
    Start: _connect,
    Connected: _connected,
    SignedIn: _signed_in,
    Listed: _listed,
    StatusIs: _status_is,
    Examined: _examined,
    MailboxRefused: _mailbox_refused,
    Found: _found,
    Measured: _measured,
    Fetched: _fetched,
    NotFetched: _not_fetched,
    FlagsRead: _flags_read,
    Named: _named,
    FlagsRefused: _flags_refused,
    Woke: _woke,
    IdleRefused: _idle_refused,
    Lost: _lost,
    LookNow: _look_now,
    Stop: _stop,
}
