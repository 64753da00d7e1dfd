"""Typed ids: m12 message, a7 application, s31 step, n5 notification, c1 correction.

A command takes any id that leads to exactly one object of its kind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from watcher.cli.output import application_name, name_of
from watcher.errors import Ambiguous, UsageError

if TYPE_CHECKING:
    from watcher.store import ApplicationRow, CorrectionRow, MessageRow, StepRow, Transaction

_ID = re.compile(r"([masnc])([1-9][0-9]{0,17})")
_A = {"m": "a message", "a": "an application", "s": "a step", "n": "a notification", "c": "a correction"}
_NOUN = {"m": "message", "a": "application", "s": "step", "n": "notification", "c": "correction"}


def parse_id(what: str) -> tuple[str, int]:
    """`s31` to ("s", 31); raises UsageError."""
    found = _ID.fullmatch(what.strip().lower())
    if not found:
        raise UsageError(
            f"{what!r} is not an id", remedy="ids look like s31 (step), a7 (application), m12 (message), n5 (notification), c1 (correction)"
        )
    return found[1], int(found[2])


def is_id(what: str) -> bool:
    """Whether it looks like an id."""
    return _ID.fullmatch(what.strip().lower()) is not None


def unknown(what: str, tx: Transaction) -> UsageError:
    """The error for an id that leads nowhere, or led to what is now part of something else."""
    kind, number = parse_id(what)
    if kind == "a" and (into := tx.merged_into(number)) is not None:
        return UsageError(f"there is no application a{number} any more: it is part of a{into}", remedy=f"rejection-watcher show a{into}")
    listing = {"m": "messages", "a": "applications", "n": "notifications", "c": "learn --status"}.get(kind, "agenda --all")
    return UsageError(f"there is no {_NOUN[kind]} {kind}{number}", remedy=f"`rejection-watcher {listing}` lists what there is")


def application_of(tx: Transaction, what: str) -> ApplicationRow:
    """The one application that an id leads to."""
    kind, number = parse_id(what)
    found = [row for row in map(tx.application, _applications_behind(tx, what, kind, number)) if row is not None]
    if len(found) == 1:
        return found[0]
    if found:
        raise Ambiguous(f"{what} leads to {len(found)} applications", tuple(application_name(row) for row in found))
    if kind in "mnc":  # an unsure mail; a notice about the watcher itself
        raise UsageError(f"{what} belongs to no application")
    raise unknown(what, tx)


def _applications_behind(tx: Transaction, what: str, kind: str, number: int) -> list[int]:
    if kind == "a":
        return [number]
    if kind == "s":
        step = tx.step(number)
        return [step.application] if step else []
    if kind == "n":
        steps, notice = _steps_of_notification(tx, what, number), tx.notification(number)
        return sorted({step.application for step in steps} | ({notice.application} if notice and notice.application else set()))
    message = message_of_id(tx, what)
    return [] if message.application is None else [message.application]


def message_of_id(tx: Transaction, what: str) -> MessageRow:
    """The message that an id names, itself or by what the user said of it."""
    kind, number = parse_id(what)
    if kind == "c":
        number = correction_of_id(tx, what).about
    elif kind != "m":
        raise UsageError(f"{what} is {_A[kind]}", remedy="name a message, as m12; `rejection-watcher messages` lists them")
    message = tx.message(number)
    if message is None:
        raise unknown(f"m{number}", tx)
    return message


def correction_of_id(tx: Transaction, what: str) -> CorrectionRow:
    """The correction of that id."""
    kind, number = parse_id(what)
    if kind != "c":
        raise UsageError(f"{what} is {_A[kind]}", remedy="name a correction, as c1; `rejection-watcher learn --status` lists them")
    correction = tx.correction(number)
    if correction is None:
        raise unknown(what, tx)
    return correction


def step_of(tx: Transaction, what: str) -> StepRow:
    """The one step that an id leads to: itself, else the only open one behind it, else the only one at all."""
    kind, number = parse_id(what)
    if kind == "s":
        step = tx.step(number)
        if step is None:
            raise unknown(what, tx)
        return step
    steps = _steps_of_notification(tx, what, number) if kind == "n" else tx.step_rows_of(application_of(tx, what).id)
    wanted = [step for step in steps if step.status == "needs_action"] or steps
    if len(wanted) == 1:
        return wanted[0]
    if wanted[:1] and wanted[0].status == "needs_action":
        raise Ambiguous(f"{what} leads to {len(wanted)} open steps", tuple(name_of(step) for step in wanted))
    raise UsageError(f"{what} has no open step", remedy="`rejection-watcher agenda` lists the open ones")


def _steps_of_notification(tx: Transaction, what: str, number: int) -> list[StepRow]:
    notification = tx.notification(number)
    if notification is None:
        raise unknown(what, tx)
    return [step for step in (tx.step(candidate) for candidate in notification.steps) if step is not None]
