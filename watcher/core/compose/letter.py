"""The draft of the mail that a step proposes.

Plain text of RFC 3676: lines of at most 72 characters, none with a space at its end or beginning with a space, ">" or "From ", so that it
may go out as format=flowed or as it is.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from string import Template

from watcher.core.compose import words
from watcher.core.compose.display import and_list, display, first_name
from watcher.core.extract import Kind, Part, Stage
from watcher.core.link import Application
from watcher.core.plan import Step

_INTERVIEWED = frozenset({Stage.INTERVIEW, Stage.FINAL, Stage.OFFER})
_WIDTH = 72
_GLUE = "\x00"  # a space that is no place for a line to end; clean strings hold none
_PLAIN = str.maketrans({"—": "-", "–": "-", "<": None, ">": None})
_REPLY = re.compile(r"(?:(?:re|aw|antw|antwort|sv|vs|res|rif|odp)(?:\[[0-9]+\])?\s*:\s*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail for the user to send. The program never sends it."""

    to: tuple[str, ...]  # addr-specs
    subject: str
    body: str
    in_reply_to: str | None
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Original:
    """The mail that a draft answers."""

    message_id: str | None
    references: tuple[str, ...]
    subject: str


def draft(
    step: Step, application: Application, original: Original | None, me: str, *, kind: Kind | None = None, stage: Stage | None = None
) -> Draft | None:
    """The mail that this step proposes; None where it proposes none (reflect) or has nobody to write to. `me` signs.

    `kind` of no and `stage` reached choose the words.
    """
    if step.kind not in words.LETTERS or not step.to:
        return None
    message_id, references = (original.message_id, original.references) if original else (None, ())
    return Draft(
        to=tuple(dict.fromkeys(person.addr for person in step.to)),
        subject=_subject(original, application),
        body=_body(step, application, me, kind, stage),
        in_reply_to=message_id,
        references=_references(references, message_id),
    )


def _references(references: tuple[str, ...], message_id: str | None) -> tuple[str, ...]:
    """RFC 5322, 3.6.4: the References of the mail that is answered, and its Message-ID last."""
    return tuple(one for one in references if one != message_id) + ((message_id,) if message_id else ())


def _subject(original: Original | None, application: Application) -> str:
    """RFC 5322, 3.6.5: one "Re: ", whatever the mail that is answered had."""
    subject = display(original.subject, 200) if original else ""
    bare = subject[match.end() :] if (match := _REPLY.match(subject)) else subject
    title, company = (_value(text) for text in (application.role, application.company))
    fresh = Template(words.SUBJECT[bool(title), bool(company)]).substitute(title=title, company=company)
    return f"Re: {bare or fresh}" if original else fresh


def _body(step: Step, application: Application, me: str, kind: Kind | None, stage: Stage | None) -> str:
    phrases = _phrases(application)
    phrases |= {name: Template(text).substitute(phrases) for name, text in _chosen(step, kind, stage).items()}
    filled = (Template(paragraph).substitute(phrases) for paragraph in words.LETTERS[step.kind])
    paragraphs = [_wrapped(paragraph) for paragraph in filled if paragraph]
    signed = f"{words.CLOSING}\n{display(_value(me), _WIDTH)}".rstrip()
    return "\n\n".join([_greeting(step, application), *paragraphs, signed]) + "\n"


def _phrases(application: Application) -> dict[str, str]:
    title, company = _value(application.role), _value(application.company)
    role = f"the {title} role" if title else "the role"
    role += f" at {company}" if company else ""
    about, for_ = (f" about {role}", f" for {role}") if title or company else ("", "")
    return {"role": role, "about": about, "for": for_, "with_company": f"at {company}" if company else "with you"}


def _chosen(step: Step, kind: Kind | None, stage: Stage | None) -> dict[str, str]:
    """The sentences that depend on the kind of no and on whether there was an interview."""
    interviewed = stage in _INTERVIEWED or kind == Kind.RESCINDED or any(person.part is Part.INTERVIEWER for person in step.to)
    usual = words.WISHES.get((step.kind, interviewed), words.WISHES.get((step.kind, None), ""))
    return {
        "thanks": words.THANKS[interviewed],
        "heard": words.HEARD[kind],
        "wish": words.WISHES.get((step.kind, kind), usual),
        "feedback": "" if kind in words.NO_FEEDBACK else words.FEEDBACK.get(kind or interviewed, words.FEEDBACK[interviewed]),
    }


def _greeting(step: Step, application: Application) -> str:
    """Everyone by first name, or nobody: a greeting that leaves one of them out is worse than one without names."""
    names = [first_name(person.name, application.company) for person in step.to]
    known = [name for name in names if name]
    if len(known) < len(names) or len(known) > 3:
        return words.GREETING_UNKNOWN
    return _wrapped(Template(words.GREETING).substitute(names=and_list(known)))


def _value(text: str | None) -> str:
    return display((text or "").translate(_PLAIN))


def _wrapped(paragraph: str) -> str:
    glued = paragraph.replace(" From ", f"{_GLUE}From ")
    return "\n".join(textwrap.wrap(glued, _WIDTH, break_on_hyphens=False)).replace(_GLUE, " ")
