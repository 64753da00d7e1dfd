"""The notification of a step: what to do, for whom, why now, and how to finish it.

Three levels, because a bubble on one's own desktop, a message through somebody else's service and a lock screen are read by different
people: in full, kind and company alone, or no name at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from string import Template

from watcher.core.compose import words
from watcher.core.compose.display import harmless, people
from watcher.core.compose.letter import Draft
from watcher.core.extract import Stage
from watcher.core.link import Application
from watcher.core.plan import Step, StepKind

_TITLE = 120
_LINES = 20


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


def notification(step: Step, application: Application, draft: Draft | None, detail: Detail, *, stage: Stage | None = None) -> Notification:
    """What to show when the step is due. `stage` chooses the questions of reflect."""
    if detail is Detail.SILENT:
        return Notification(words.SILENT, words.AGENDA)
    if detail is Detail.SHORT:
        finish = words.FINISH_SHORT_DRAFT if draft else words.FINISH_SHORT
        return Notification(_short(step, application, " due"), _filled(finish, id=_id(step)))
    parts = (words.WHY_NOW[step.kind], _matter(step, draft, stage), _filled(words.FINISH, id=_id(step)))
    return Notification(_full(step, application), "\n\n".join(part for part in parts if part))


def digest(items: Sequence[tuple[Step, Application]], detail: Detail) -> Notification:
    """Several steps at once: what had already fallen due at the first look."""
    title = words.SILENT if len(items) == 1 else _filled(words.SILENT_MANY, count=len(items))
    agenda = words.AGENDA if len(items) == 1 else words.AGENDA_MANY
    if detail is Detail.SILENT:
        return Notification(title, agenda)
    oldest = sorted(items, key=lambda item: (item[0].due_at, item[0].id))
    says = _full if detail is Detail.FULL else _short
    lines = [f"{_id(step)}  {says(step, application)}" for step, application in oldest[:_LINES]]
    more = [_filled(words.MORE, count=len(items) - _LINES)] if len(items) > _LINES else []
    return Notification(title, "\n".join([*lines, *more, "", agenda]))


def reopened(application: Application, ended: int, detail: Detail) -> Notification:
    """They came back after their rejection, and so the plan was ended: `ended` steps."""
    if detail is Detail.SILENT:
        return Notification(words.SILENT_NEWS, words.AGENDA_MANY)
    where = harmless(application.company or "")
    title = _title(words.REOPENED, "", where)
    show = _filled(words.REOPENED_SHOW, id=f"a{application.id}")
    if detail is Detail.SHORT:
        return Notification(title, show)
    count = words.REOPENED_STEP if ended == 1 else _filled(words.REOPENED_STEPS, count=ended)
    return Notification(title, f"{_filled(words.REOPENED_WHY, steps=count)}\n\n{show}")


def _full(step: Step, application: Application) -> str:
    who = people(step.to) or words.NOBODY.get(step.kind, words.SOMEBODY)
    title, company = harmless(application.role or ""), harmless(application.company or "")
    where = f"{title} at {company}" if title and company else title or company
    return _title(words.WHAT[step.kind], who, where)


def _short(step: Step, application: Application, due: str = "") -> str:
    return _title(f"{words.SHORT[step.kind]}{due}: $where", "", harmless(application.company or ""))


def _title(template: str, who: str, where: str) -> str:
    """Without a place, the colon before it goes too."""
    return harmless(_filled(template if where else template.removesuffix(": $where"), who=who, where=where), _TITLE)


def _matter(step: Step, draft: Draft | None, stage: Stage | None) -> str:
    if step.kind is StepKind.REFLECT:
        return "\n".join(f"{number}. {question}" for number, question in enumerate(words.QUESTIONS[stage], 1))
    if draft is None:
        return words.NO_DRAFT.get(step.kind, "")
    body = "\n".join(harmless(line) for line in draft.body.strip().split("\n"))
    return _filled(words.DRAFT, to=harmless(", ".join(draft.to), 300), subject=harmless(draft.subject, 200), body=body)


def _id(step: Step) -> str:
    return f"s{step.id}"


def _filled(template: str, **values: object) -> str:
    return Template(template).substitute(values)
