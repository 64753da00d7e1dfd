"""`relabel`: the user says what a mail is. What a confident model would be made to unlearn is shown first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import typer

from watcher.cli.ids import message_of_id
from watcher.cli.output import KINDS, console, job, local
from watcher.core.classify import Label
from watcher.core.classify.memory import recall
from watcher.daemon.learning import memory_of, remember_all, try_out
from watcher.daemon.relabel import WHAT, Prepared, Relabelled, message_of, prepare, relabel
from watcher.errors import UsageError
from watcher.store import CorrectionRow, MessageRow, StepRow

if TYPE_CHECKING:
    from watcher.config import Settings
    from watcher.store import Store

CONFIDENT = 0.98  # a score that a correction contradicts only after a question
MOST_SHOWN = 10
MOST_TRIED = 1_000  # earlier mails, the newest; some two milliseconds each


@dataclass(frozen=True, slots=True)
class Effect:
    """An earlier mail whose like would be judged otherwise."""

    row: MessageRow
    label: str
    unsure: bool


def label_of(word: str) -> Label:
    """`rejection`, `recruiter` or `other`; raises UsageError."""
    try:
        return Label(word.strip().lower())
    except ValueError:
        raise UsageError(f"{word!r} is no label", remedy="say rejection, recruiter or other") from None


def relabel_message(store: Store, what: str, word: str, settings: Settings, now: datetime, *, yes: bool) -> None:
    """Relabel a mail and tell what came of it; asks when the model was sure of the contrary."""
    label = label_of(word)
    with store.reading() as tx:
        row = message_of_id(tx, what)
    if row.label == label.value and not row.unsure:
        typer.echo(f"m{row.id} is held for {_short(label)} already.")
        return
    wanted = prepare(row, label, settings)
    if not yes and _contradicts(row, label):
        _ask(store, row, wanted, settings, now)
    say(row, label, settled(store, wanted, settings, now), settings)


def settled(store: Store, wanted: Prepared, settings: Settings, now: datetime) -> Relabelled | None:
    """Do it, and let every later reading know the mail; None when somebody did the same in between."""
    with store.transaction() as tx:
        done = relabel(tx, wanted, settings, now)
    remember_all(store, settings.state_directory)
    return done


def say(row: MessageRow, label: Label, done: Relabelled | None, settings: Settings) -> None:
    """What a correction did, in words."""
    if done is None:
        typer.echo(f"m{row.id} is held for {_short(label)} already.")
        return
    where = f", of a{done.application}" if done.application is not None else ""
    typer.echo(f"c{done.correction}: m{row.id} is {WHAT[label]}{where}.")
    say_steps(done, settings)


def say_steps(done: Relabelled, settings: Settings) -> None:
    for step in done.added:
        typer.echo(f"  {_step(step)}: due {local(step.due_at, settings)}")
    for step in done.closed:
        typer.echo(f"  {_step(step)}: off")


def _step(step: StepRow) -> str:
    return f"s{step.id} {KINDS[step.kind]} ({job(step.company, step.role)})"


def _short(label: Label) -> str:
    return "mail from a recruiter" if label is Label.RECRUITER else WHAT[label]


def _contradicts(row: MessageRow, label: Label) -> bool:
    scores = row.scores or {}
    return any(score > CONFIDENT and name != label.value for name, score in scores.items())


# --- what it would change ---


def _ask(store: Store, row: MessageRow, wanted: Prepared, settings: Settings, now: datetime) -> None:
    out = console(err=True)
    sure = max((row.scores or {}).items(), key=lambda pair: pair[1])
    out.print(f"The model is sure ({sure[1]:.1%}) that m{row.id} is {WHAT[Label(sure[0])]}. Looking at what your word would change ...")
    found, why = effects(store, row, wanted, settings, now)
    if why:
        out.print(why, markup=False)
    if not found:
        out.print("No earlier mail would be judged otherwise.")
    else:
        mails = "one earlier mail" if len(found) == 1 else f"{len(found)} earlier mails"
        out.print(f"From now on, mail like {mails} would be judged otherwise. What was judged stays as it is:")
        for effect in found[:MOST_SHOWN]:
            out.print(f"  {effect_line(effect, settings)}", markup=False)
        if len(found) > MOST_SHOWN:
            out.print(f"  and {len(found) - MOST_SHOWN} more")
    typer.confirm(f"Is m{row.id} {WHAT[wanted.label]}?", abort=True, err=True)


def effect_line(effect: Effect, settings: Settings) -> str:
    row, then = effect.row, f"{effect.label}{' (unsure)' if effect.unsure else ''}"
    subject = row.headers.get("subject") or "without a subject"
    return f"m{row.id}  {local(row.internaldate, settings)}  {subject}: {row.label}{' (unsure)' if row.unsure else ''}, then {then}"


def effects(store: Store, row: MessageRow, wanted: Prepared, settings: Settings, now: datetime) -> tuple[list[Effect], str]:
    """The earlier mails whose like would be judged otherwise, newest first, and a word on it if it was not all to be found out."""
    with store.reading() as tx:
        standing, mails = tx.corrections(), tx.readable(MOST_TRIED)
    told = {one.about for one in standing} | {row.id}
    mails = [mail for mail in mails if mail.id not in told]
    new = _as_if_made(standing, wanted, row, now)
    return _effects_of(mails, [*standing, new], wanted, settings)


def _as_if_made(standing: Sequence[CorrectionRow], wanted: Prepared, row: MessageRow, now: datetime) -> CorrectionRow:
    number = max((one.id for one in standing), default=0) + 1
    return CorrectionRow(
        number, row.id, row.id, now, wanted.label.value, {}, {}, wanted.features, list(wanted.sketch), list(wanted.signs), None
    )


def _effects_of(
    mails: Sequence[MessageRow], corrections: Sequence[CorrectionRow], wanted: Prepared, settings: Settings
) -> tuple[list[Effect], str]:
    from watcher.core.classify.features import features_of
    from watcher.core.classify.memory import signs_of
    from watcher.model.kept import features_to_data

    by_memory: dict[int, Effect] = {}
    trial = []
    newest = memory_of(corrections[-1:])
    for mail in mails:
        message, text = message_of(mail), mail.text or ""
        features = features_of(message, text)
        if recall(newest, message, text, signs_of(features.flags)):
            by_memory[mail.id] = Effect(mail, wanted.label.value, unsure=False)
        else:
            trial.append({"id": mail.id, "features": features_to_data(features)})
    tried = try_out(settings.state_directory, corrections, trial)
    changed = {int(one["id"]): one for one in tried.changed}
    found = [
        by_memory[mail.id] if mail.id in by_memory else Effect(mail, changed[mail.id]["label"], changed[mail.id]["unsure"])
        for mail in mails
        if mail.id in by_memory or mail.id in changed
    ]
    why = "" if tried.result == "accepted" else f"The model will not follow ({tried.detail}); only mails of the same template will."
    return [effect for effect in found if (effect.label, effect.unsure) != (effect.row.label, effect.row.unsure)], why
