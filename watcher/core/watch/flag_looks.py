"""A look at the flags of one mailbox, after its mails."""

from __future__ import annotations

from dataclasses import replace

from watcher.core.watch.flags import FlagLook, compared, question, stands_still, told
from watcher.core.watch.nouns import FlagsRead, FlagsRefused, Name, Named
from watcher.core.watch.rounds import next_look
from watcher.core.watch.state import BATCH, Step, Watch, looking


def look_at_flags(watch: Watch, now: float) -> Step:
    """Ask for the flags of the open mailbox, if that is due and they can have changed."""
    look = looking(watch)
    if look.flags is None or look.mailbox not in watch.flags_due:
        return next_look(watch, now)
    watch = replace(watch, flags_due=watch.flags_due - {look.mailbox})
    if stands_still(look.flags.before, look.flags.uidvalidity, look.flags.modseq):
        return next_look(watch, now)
    return replace(watch, look=None, flag_look=look.flags), (question(look.flags),)


def flags_read(watch: Watch, event: FlagsRead, now: float) -> Step:
    """Find out what differs, and name what is new."""
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
    watch, actions = next_look(watch, now)
    return watch, (*([note] if note else []), *actions)


def named(watch: Watch, event: Named, now: float) -> Step:
    """Go on naming."""
    look = _looking_at_flags(watch)
    asked = {uid: event.message_ids[uid] for uid in look.unnamed[:BATCH] if uid in event.message_ids}
    look = replace(look, unnamed=look.unnamed[BATCH:], named={**look.named, **asked})
    return _name(replace(watch, flag_look=look), now)


def flags_refused(watch: Watch, _event: FlagsRefused, now: float) -> Step:
    """Mail is what the watcher is for: it goes on without the star."""
    return next_look(replace(watch, flag_look=None), now)


def _looking_at_flags(watch: Watch) -> FlagLook:
    if watch.flag_look is None:
        raise AssertionError("an answer about flags, and none are looked at")
    return watch.flag_look
