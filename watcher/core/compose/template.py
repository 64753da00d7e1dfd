"""The words of letters: Jinja templates, one a step, kind of no and language, rendered in Jinja's sandbox.

A template is plain text with {{ values }} and {% if ... %}. Blank lines part paragraphs; a paragraph's lines are joined, and a backslash at
the end of a line keeps the break, as in CommonMark. Five small ones (`PARTS`) are rendered first and are values of the letters.

The values come from strangers' mails. Jinja reads templates only, and never looks again at what it has filled in, so no value can become
code. The sandbox is for the user's own templates, which may have been copied from anywhere: they can read no attribute that starts with an
underscore, change no value, load no other template (there is no loader) and loop over nothing but the values (there are no globals). One
that cannot be rendered is passed over for the one that comes with the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import product
from types import TracebackType
from typing import TYPE_CHECKING, Any

from watcher.core.extract import Kind
from watcher.core.plan import StepKind

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import ImmutableSandboxedEnvironment

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl")
PARTS = ("role", "thanks", "greeting", "closing", "subject")  # in this order: each may use those before it
_STEPS = tuple(kind for kind in StepKind if kind is not StepKind.REFLECT)
NAMES = frozenset(
    f"{language}/{name}.txt"
    for language in LANGUAGES
    for name in (*PARTS, *_STEPS, *(f"{step}.{kind}" for step in _STEPS for kind in Kind))
)
VALUES = ("title", "company", "names", "full_names", "several", "me", "news", "interviewed", "kind")

HARD = "\x1e"  # a line break that stays; values, being clean, hold none
_BLANK = re.compile(r"\n[ \t]*\n")

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Letters:
    """Templates by name (`de/thank.filled.txt`): those that come with the program, and the user's own, which go first."""

    shipped: Mapping[str, str]
    own: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a template, and in which line."""

    line: int
    message: str


@cache
def _sandbox() -> ImmutableSandboxedEnvironment:
    from jinja2 import StrictUndefined  # noqa: PLC0415 -- the idle daemon does without it until there is something to write
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 -- as above

    # Plain text: what HTML would have to escape has to stay as it is.
    sandbox = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True)
    sandbox.globals.clear()
    sandbox.filters["listed"] = listed
    return sandbox


@lru_cache(maxsize=64)
def _compiled(name: str, source: str) -> Template:
    sandbox = _sandbox()
    code = sandbox.compile(source.replace("\\\n", f"{HARD}\n"), name=name, filename=name)
    return sandbox.template_class.from_code(sandbox, code, sandbox.make_globals(None))


def listed(words: Sequence[str], conjunction: str) -> str:
    """`Ina, Tom and Mo`, with the word for "and" of the language."""
    if len(words) < 2:
        return "".join(words)
    if conjunction == "y" and re.match(r"h?[ií](?!e)", words[-1], re.IGNORECASE):
        conjunction = "e"  # Spanish: Ana e Inés
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def rendered(letters: Letters, language: str, names: Sequence[str], values: Values) -> list[str]:
    """The paragraphs of the first of these templates that there is, the user's own before ours; a line break in one of them stays.

    Of the user's own, one that has a fault counts as not there.
    """
    for path in (f"{language}/{name}.txt" for name in names):
        if path in letters.own and fault(path, letters.own[path]) is None:
            try:
                if said := _paragraphs(_compiled(path, letters.own[path]).render(values)):
                    return said
            except Exception:  # noqa: BLE001, S110 -- one that fails with these values alone
                pass
        if path in letters.shipped:
            return _paragraphs(_compiled(path, letters.shipped[path]).render(values))
    return []


def _paragraphs(text: str) -> list[str]:
    found = ("\n".join(" ".join(line.split()) for line in paragraph.split(HARD)).strip() for paragraph in _BLANK.split(text))
    return [paragraph for paragraph in found if paragraph]


# --- the user's own, looked at before they are needed


@lru_cache(maxsize=len(NAMES))
def fault(name: str, source: str) -> Fault | None:
    """What is wrong with a template, if anything is: its syntax, a name that is not defined, or what fails with some of the values."""
    from jinja2 import TemplateSyntaxError  # noqa: PLC0415 -- as above

    try:
        template = _compiled(name, source)
    except TemplateSyntaxError as error:
        return Fault(error.lineno, error.message or "cannot be read")
    except Exception as error:  # noqa: BLE001 -- a template of ten thousand brackets
        return Fault(1, f"cannot be read ({type(error).__name__})")
    return _undefined(name, source) or _failing(name, template)


def _undefined(name: str, source: str) -> Fault | None:
    from jinja2 import meta, nodes  # noqa: PLC0415 -- as above

    tree = _sandbox().parse(source)
    known = _known(name)
    strange = meta.find_undeclared_variables(tree) - set(known)
    found = sorted((node.lineno, node.name) for node in tree.find_all(nodes.Name) if node.name in strange)
    return Fault(found[0][0], f"{found[0][1]!r} is not defined; there are {', '.join(known)}") if found else None


def _known(name: str) -> tuple[str, ...]:
    """What a template of this name may use: a part those that are rendered before it, a letter all but the subject."""
    part = name.rpartition("/")[2].removesuffix(".txt")
    before = PARTS[: PARTS.index(part)] if part in PARTS else PARTS[:-1]
    return VALUES + before


def _failing(name: str, template: Template) -> Fault | None:
    empty = True
    for values in _samples(_known(name)):
        try:
            empty = empty and not _paragraphs(template.render(values))
        except Exception as error:  # noqa: BLE001 -- whatever a template can do wrong
            return Fault(_line(name, error.__traceback__), str(error) or type(error).__name__)
    return Fault(1, "says nothing") if empty else None


def _samples(known: Sequence[str]) -> Iterator[Values]:
    for given, interviewed, kind in product((True, False), (True, False), ("", *Kind)):
        people = {"names": ("Ina", "Tom"), "full_names": ("Ina Berg", "Tom Hale"), "several": True} if given else {}
        said = {"title": "Planner", "company": "Kestrel", "me": "Sam Example", "news": ("I have learnt a lot.",)} if given else {}
        blank = {"names": (), "full_names": (), "several": False, "title": "", "company": "", "me": "", "news": ()}
        values = dict.fromkeys(PARTS, "words") | blank | people | said | {"interviewed": interviewed, "kind": kind}
        yield {name: values[name] for name in known}


def _line(name: str, trace: TracebackType | None) -> int:
    """Jinja gives its frames the template's own lines."""
    found = 1
    while trace is not None:
        found = trace.tb_lineno if trace.tb_frame.f_code.co_filename == name else found
        trace = trace.tb_next
    return found
