"""The draft of the mail that a step proposes: whom to, in which thread, in which language, and the words of the templates.

Its text is one line a paragraph; `Draft.body` is the same as people read it, in lines of at most 72 characters of which none ends in a
space or begins with a space, ">" or "From ".
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import Any

from watcher.core.classify.languages import language_of
from watcher.core.compose.display import display, first_name, full_name
from watcher.core.compose.template import HARD, LANGUAGES, PARTS, Letters, rendered
from watcher.core.extract import Kind, Part, Stage
from watcher.core.link import Application
from watcher.core.plan import Step, StepKind

_INTERVIEWED = frozenset({Stage.INTERVIEW, Stage.FINAL, Stage.OFFER})
WIDTH = 72
GLUE = "\x00"  # a space that is no place for a line to end; clean strings hold none
_MOST_GREETED = 3  # a greeting of more is a roll-call
_MOST_REFERENCES = 20  # the first of a thread and its last: more helps no mail program
_PLAIN = str.maketrans({"—": "-", "–": "-", "<": None, ">": None})
_REPLY = re.compile(r"(?:(?:re|aw|antw|antwort|sv|vs|res|rif|r|odp)(?:\[[0-9]+\])?\s*:\s*)+", re.IGNORECASE)
_GLUED = re.compile(r" (?=From |>|[?!:;»](?:\s|$))")  # French has a blank before a question mark, and no line begins with one
_ADDRESS = re.compile(r"[^\s<>(),;:\"\\@\[\]]+@[^\s<>(),;:\"\\@]+")
_MESSAGE_ID = re.compile(r"[^\s<>]+")


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail for the user to send. The program never sends it."""

    to: tuple[str, ...]  # addr-specs
    subject: str
    text: str  # one line a paragraph
    in_reply_to: str | None  # without brackets, as all message ids here
    references: tuple[str, ...]
    language: str

    @property
    def body(self) -> str:
        """The text in short lines."""
        return "".join(f"{_wrapped(line)}\n" for line in self.text.split("\n"))


@dataclass(frozen=True, slots=True)
class Original:
    """The mail that a draft answers."""

    message_id: str | None
    references: tuple[str, ...]
    subject: str
    text: str = ""  # as it was judged; "" when it is no longer kept


@dataclass(frozen=True, slots=True)
class Writer:
    """The user, as far as letters speak of them."""

    name: str = ""
    language: str = "en"  # where the mail that is answered does not tell
    news: tuple[str, ...] = ()  # sentences


def draft(
    step: Step,
    application: Application,
    original: Original | None,
    writer: Writer,
    letters: Letters,
    *,
    kind: Kind | None = None,
    stage: Stage | None = None,
) -> Draft | None:
    """The mail that this step proposes; None where it proposes none (reflect) or has nobody to write to.

    `kind` of no and `stage` reached choose the words, the language is that of the `original`.
    """
    to = tuple(dict.fromkeys(person.addr for person in step.to if _ADDRESS.fullmatch(person.addr)))
    if step.kind is StepKind.REFLECT or not to:
        return None
    language = language_of(original.text, LANGUAGES, writer.language) if original else writer.language
    values = _values(step, application, writer, kind, stage)
    for part in PARTS:
        values[part] = "\n\n".join(rendered(letters, language, [part], values)).replace("\n", HARD).replace(HARD * 2, "\n\n")
    subject = str(values.pop("subject"))
    names = [f"{step.kind}.{kind}", str(step.kind)] if kind else [str(step.kind)]
    message_id = original.message_id if original and _MESSAGE_ID.fullmatch(original.message_id or "") else None
    return Draft(
        to=to,
        subject=_subject(original, subject),
        text="\n\n".join(rendered(letters, language, names, values)),
        in_reply_to=message_id,
        references=_references(original.references if original else (), message_id),
        language=language,
    )


def _values(step: Step, application: Application, writer: Writer, kind: Kind | None, stage: Stage | None) -> dict[str, Any]:
    """What templates are filled with: clean strings, "" and () for what is not known."""
    interviewed = stage in _INTERVIEWED or kind == Kind.RESCINDED or any(person.part is Part.INTERVIEWER for person in step.to)
    return {
        "title": _value(application.role),
        "company": _value(application.company),
        "names": _all_or_none([first_name(_value(person.name), application.company) for person in step.to]),
        "full_names": _all_or_none([full_name(_value(person.name), application.company) for person in step.to]),
        "several": len(step.to) > 1,
        "me": display(_value(writer.name), WIDTH),
        "news": tuple(display(line.translate(_PLAIN), 500) for line in writer.news),
        "interviewed": interviewed,
        "kind": str(kind or ""),
    }


def _all_or_none(names: list[str | None]) -> tuple[str, ...]:
    """Everyone by name, or nobody: a greeting that leaves one of them out is worse than one without names."""
    known = tuple(name for name in names if name)
    return () if len(known) < len(names) or len(known) > _MOST_GREETED else known


def _references(references: tuple[str, ...], message_id: str | None) -> tuple[str, ...]:
    """RFC 5322, 3.6.4: the References of the mail that is answered, and its Message-ID last."""
    sound = [one for one in dict.fromkeys(references) if one != message_id and _MESSAGE_ID.fullmatch(one)]
    kept = [*sound[:1], *sound[1:][-_MOST_REFERENCES:]]
    return tuple(kept) + ((message_id,) if message_id else ())


def _subject(original: Original | None, fresh: str) -> str:
    """RFC 5322, 3.6.5: one "Re: ", whatever the mail that is answered had."""
    if original is None:
        return display(fresh, 200)
    subject = display(original.subject, 200)
    bare = subject[match.end() :] if (match := _REPLY.match(subject)) else subject
    return f"Re: {bare or display(fresh, 200)}"


def _value(text: str | None) -> str:
    return display((text or "").translate(_PLAIN))


def glued(line: str) -> str:
    """The line with those of its spaces marked at which it must not be broken."""
    return _GLUED.sub(GLUE, line)


def _wrapped(line: str) -> str:
    return "\n".join(textwrap.wrap(glued(line), WIDTH, break_on_hyphens=False)).replace(GLUE, " ")
