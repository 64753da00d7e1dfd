"""The bubble of a step on the user's own desktop: what it says, and what can be clicked.

It says less than other notifications do in full, since a bubble is small: not the letter itself, which a click opens, and how to finish
only where the server has no buttons. Of several steps at once, and of news that are about no step, there is nothing to click: one button
could not say which step is done.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from watcher.core.compose.letter import Draft
from watcher.core.compose.notice import Detail, filled, matter, notification
from watcher.core.compose.words import Words
from watcher.core.extract import Stage
from watcher.core.link import Application
from watcher.core.parse import clean
from watcher.core.plan import Step

_TITLE, _BODY = 250, 4_000  # characters; what ours have is far less


class Button(StrEnum):
    """What a click asks for."""

    DONE = "done"
    SNOOZE = "snooze"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Bubble:
    """Title (one line) and body (plain text), `finish` for servers without buttons, and the buttons with their labels."""

    title: str
    body: str
    finish: str = ""
    buttons: tuple[tuple[Button, str], ...] = ()
    quiet: bool = False  # it tells that something is well again


def bubble(
    step: Step, application: Application, draft: Draft | None, detail: Detail, words: Words, *, stage: Stage | None = None
) -> Bubble:
    """What to show of one step that is due."""
    told = notification(step, application, draft, detail, words, stage=stage)
    buttons = tuple(zip(Button, (*words.buttons, words.open_draft), strict=True))[: 3 if draft else 2]
    if detail is Detail.SILENT:
        # Nobody can tell that a step is done which is not named; and that there is a letter tells which kind it is.
        return Bubble(told.title, "", told.body, buttons[1:2])
    if detail is Detail.SHORT:
        finish = words.finish_short_draft if draft else words.finish_short
        return Bubble(told.title, words.now_with_draft if draft else words.now, filled(finish, id=f"s{step.id}"), buttons)
    about = matter(step, draft, words, stage).split("\n\n")[0]  # of a letter its address and subject
    body = "\n".join(part for part in (words.why_now[step.kind], about) if part)
    return Bubble(told.title, body, filled(words.finish, id=f"s{step.id}"), buttons)


def not_opened(made: Bubble, step: Step, words: Words) -> Bubble:
    """What to show instead when a click on "Open the draft" led nowhere."""
    buttons = tuple((button, label) for button, label in made.buttons if button is not Button.DRAFT)
    return Bubble(made.title, filled(words.not_opened, id=f"s{step.id}"), made.finish, buttons)


def shown(bubble: Bubble, capabilities: Collection[str]) -> Bubble:
    """The bubble as a server with these capabilities is to be given it (Desktop Notifications Specification 1.2, GetCapabilities)."""
    buttons = bubble.buttons if "actions" in capabilities else ()
    body = bubble.body if buttons else "\n\n".join(part for part in (bubble.body, bubble.finish) if part)
    body = clean(body, lines=True)[:_BODY]
    if "body-markup" in capabilities:
        body = escape(body, quote=False)
    return Bubble(clean(bubble.title)[:_TITLE], body, "", buttons, bubble.quiet)
