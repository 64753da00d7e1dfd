"""What a service can show beside the words: how loud, which sign, and what a tap opens.

A tap on the notification of a step opens its draft in the mail program of the phone: that link holds recipients and text, so it goes along
at the level `full` alone. At `silent` nothing goes along that tells one notification from another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from watcher.core.compose.letter import Draft
from watcher.core.compose.mail import mailto
from watcher.core.compose.notice import Detail
from watcher.core.compose.words import Words
from watcher.core.plan import StepKind


class Urgency(StrEnum):
    """How loud. Nothing here is an emergency: no notification is louder than the service's own usual."""

    LOW = "low"  # no sound: it tells that something is well again
    NORMAL = "normal"


@dataclass(frozen=True, slots=True)
class Extras:
    """Beside title and body; what a service has no place for is left out."""

    tags: tuple[str, ...] = ()  # names of signs as ntfy has them (docs.ntfy.sh/emojis)
    urgency: Urgency = Urgency.NORMAL
    click: str | None = None  # a mailto: link
    click_label: str = ""

    def plain(self) -> dict[str, Any]:
        """As JSON; only what says something."""
        found: dict[str, Any] = {"tags": list(self.tags)} if self.tags else {}
        if self.urgency is not Urgency.NORMAL:
            found["urgency"] = str(self.urgency)
        if self.click:
            found |= {"click": self.click, "click_label": self.click_label}
        return found


SIGNS: Mapping[StepKind, str] = {
    StepKind.REFLECT: "thought_balloon",
    StepKind.ASK_RECRUITER: "envelope",
    StepKind.THANK: "envelope",
    StepKind.KEEP_IN_TOUCH: "wave",
    StepKind.REPLY_RECRUITER: "speech_balloon",
    StepKind.APPLY_AGAIN: "calendar",
    StepKind.NUDGE: "envelope",
}
DIGEST = Extras(tags=("calendar",))
NEWS = Extras(tags=("mailbox_with_mail",))  # they came back
ALARM = Extras(tags=("warning",))
ALL_CLEAR = Extras(tags=("white_check_mark",), urgency=Urgency.LOW)
SILENT = Extras()


def extras(kind: StepKind, draft: Draft | None, detail: Detail, words: Words) -> Extras:
    """Of the notification of one step."""
    if detail is Detail.SILENT:
        return SILENT
    click = mailto(draft) if draft and detail is Detail.FULL else None
    return Extras(tags=(SIGNS[kind],), click=click, click_label=words.open_draft if click else "")


def at_level(beside: Extras, detail: Detail) -> Extras:
    """The same for what is about no single step."""
    return SILENT if detail is Detail.SILENT else beside
