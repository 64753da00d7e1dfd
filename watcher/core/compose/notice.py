"""The notification of a step: what to do, for whom, why now, and how to finish it.

Three levels, because a bubble on one's own desktop, a message through somebody else's service and a lock screen are read by different
people: in full, kind and company alone, or no name at all. All of it is in the user's language (`words`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from string import Template

from watcher.core.compose.display import harmless, people
from watcher.core.compose.letter import Draft
from watcher.core.compose.words import Said, Words
from watcher.core.extract import Stage
from watcher.core.link import Application
from watcher.core.plan import Step, StepKind

_TITLE = 120
_LINES = 20
_MAIL_ADDRESS = re.compile(r"[^\s@<>\"'(]+@[^\s@<>\"')]+")
_PLACE = re.compile(r"\s*: \$where$")


class Detail(StrEnum):
    """How much a notification says."""

    FULL = "full"
    SHORT = "short"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Notification:
    """What the user is shown at one level of detail: title (one line) and body (plain text)."""

    title: str
    body: str


def notification(
    step: Step, application: Application, draft: Draft | None, detail: Detail, words: Words, *, stage: Stage | None = None
) -> Notification:
    """What to show when the step is due. `stage` chooses the questions of reflect."""
    if detail is Detail.SILENT:
        return Notification(words.due.one, words.agenda.one)
    if detail is Detail.SHORT:
        now = words.now_with_draft if draft else words.now
        return Notification(_short(step, application, words), f"{now}\n{_finish_short(step, draft, words)}")
    parts = (words.why_now[step.kind], matter(step, draft, words, stage), filled(words.finish, id=_id(step)))
    return Notification(_full(step, application, words), "\n\n".join(part for part in parts if part))


def ahead(step: Step, application: Application, draft: Draft | None, words: Words) -> Notification:
    """What a calendar shows of a step before its time: no why now, and no letter to read."""
    whom = ", ".join(f"{person.name} ({person.addr})" if person.name else person.addr for person in step.to)
    to = filled(words.recipients, to=harmless(whom, 300)) if whom else ""
    finish = _finish_short(step, draft, words)
    return Notification(_full(step, application, words), f"{to}\n\n{finish}" if to else finish)


def digest(items: Sequence[tuple[Step, Application]], detail: Detail, words: Words) -> Notification:
    """Several steps at once: what had already fallen due at the first look."""
    title, agenda = filled(words.due.of(len(items)), count=len(items)), words.agenda.of(len(items))
    if detail is Detail.SILENT:
        return Notification(title, agenda)
    oldest = sorted(items, key=lambda item: (item[0].due_at, item[0].id))
    says = _full if detail is Detail.FULL else _short
    lines = [f"{_id(step)}  {says(step, application, words)}" for step, application in oldest]
    return Notification(title, f"{listing(lines, words)}\n\n{agenda}")


def listing(lines: Sequence[str], words: Words) -> str:
    """Lines, as many as a small screen bears, and how many more there are."""
    left = len(lines) - _LINES
    return "\n".join([*lines[:_LINES], *([filled(words.more.of(left), count=left)] if left > 0 else [])])


def reopened(application: Application, ended: int, detail: Detail, words: Words) -> Notification:
    """They came back after their rejection, and so the plan was ended: `ended` steps."""
    if detail is Detail.SILENT:
        return Notification(words.news, words.agenda.one)
    title = titled(words.reopened, "", harmless(application.company or ""))
    see = filled(words.see, id=f"a{application.id}")
    if detail is Detail.SHORT:
        return Notification(title, see)
    return Notification(title, f"{filled(words.reopened_why.of(ended), count=ended)}\n\n{see}")


def about_the_watcher(said: Said, **values: str) -> Notification:
    """What a server or a service answered is a stranger's word as well, and may hold the user's address, which goes to no service."""
    clean = {name: harmless(_MAIL_ADDRESS.sub("(address)", value) if name == "answer" else value, 200) for name, value in values.items()}
    return Notification(filled(said.title, **clean), filled(said.body, **clean))


def place(application: Application, words: Words) -> str:
    """Which job, as far as it is known; "" for one of which nothing is."""
    role, company = harmless(application.role or ""), harmless(application.company or "")
    return filled(words.place, role=role, company=company) if role and company else role or company


def _full(step: Step, application: Application, words: Words) -> str:
    title = words.titles[step.kind] if step.to else words.nobody.get(step.kind, words.titles[step.kind])
    return titled(title, people(step.to, words), place(application, words))


def _short(step: Step, application: Application, words: Words) -> str:
    return titled(words.short[step.kind], "", harmless(application.company or ""))


def titled(template: str, who: str, where: str) -> str:
    """A title; without a place, the colon before it goes too."""
    return harmless(filled(template if where else _PLACE.sub("", template), who=who, where=where), _TITLE)


def matter(step: Step, draft: Draft | None, words: Words, stage: Stage | None) -> str:
    """What there is to write or to think about."""
    if step.kind is StepKind.REFLECT:
        return "\n".join(f"{number}. {question}" for number, question in enumerate(words.questions[stage], 1))
    if draft is None:
        return words.no_draft.get(step.kind, "")
    body = "\n".join(harmless(line) for line in draft.body.strip().split("\n"))
    return filled(words.draft, to=harmless(", ".join(draft.to), 300), subject=harmless(draft.subject, 200), body=body)


def _finish_short(step: Step, draft: Draft | None, words: Words) -> str:
    return filled(words.finish_short_draft if draft else words.finish_short, id=_id(step))


def _id(step: Step) -> str:
    return f"s{step.id}"


def filled(template: str, **values: object) -> str:
    """A template of `words` with its values."""
    return Template(template).substitute(values)
