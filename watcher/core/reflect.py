"""The page on which the user looks back: questions as lines that begin with `#`, and answers below them.

Whatever is written on the page is kept: below a question it is that question's answer, and what stands above the first one, or below none,
is a note (an answer to the question ""). Only the page's own lines are taken out again, so that a `#` of the user's own stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from watcher.core.parse import clean

ANSWER_MOST = 20_000  # characters


def page(title: str, hint: Sequence[str], questions: Sequence[str], answers: Mapping[str, str]) -> str:
    """What the editor opens; `hint` are lines of ours that tell how.

    `answers` from an earlier time stand where they belong, and those of other questions below.
    """
    lines = [f"# {title}", *hint, ""]
    lines += _block(answers.get("", ""))
    for number, question in enumerate(questions, 1):
        lines += [_line(number, question), "", *_block(answers.get(question, ""))]
    for question, answer in answers.items():
        if question and question not in questions and answer:
            lines += [f"# {question}", "", *_block(answer)]
    return "\n".join(lines)


def _block(answer: str) -> list[str]:
    return [*answer.split("\n"), ""] if answer else [""]


def _line(number: int, question: str) -> str:
    return f"# {number}. {question}"


def answers_on(
    text: str, title: str, hint: Sequence[str], questions: Sequence[str], before: Sequence[str] = ()
) -> tuple[tuple[str, str], ...]:
    """Each question with its answer, "" where nothing was written; `before` are questions of an earlier time that may stand on the page."""
    asked = {_line(number, question): question for number, question in enumerate(questions, 1)}
    asked |= {f"# {question}": question for question in before}
    ours = {f"# {title}", *hint}
    found: dict[str, list[str]] = {"": []}
    current = ""
    for line in clean(text, lines=True).split("\n"):
        bare = line.strip()
        if bare in asked:
            current = asked[bare]
        elif bare not in ours:
            found.setdefault(current, []).append(line.rstrip())
    written = {question: "\n".join(lines).strip()[:ANSWER_MOST] for question, lines in found.items()}
    order = dict.fromkeys((*questions, *(question for question in found if question), ""))
    return tuple((question, written.get(question, "")) for question in order if question in questions or written.get(question))
