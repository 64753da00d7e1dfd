"""How good the model is: `python -m watcher.model.evaluate [FILE.jsonl | FOLDER]`.

A JSONL file holds records with id, lang, kind, source, subject, from, body, label; a folder holds mboxes, LANGUAGE/LABEL.mbox. Without
either, our own corpus is measured, each file by a model that did not see it. Beside every share stand its n and its 95 % Wilson interval.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from watcher.core.classify import Label, Verdict, classify
from watcher.core.classify.score import Model
from watcher.model import load
from watcher.model.corpus import CORPUS, Example, read_jsonl, read_mboxes

LABELS = tuple(Label)


@dataclass(frozen=True, slots=True)
class Judged:
    """A mail and what was made of it."""

    example: Example
    verdict: Verdict
    seconds: float

    @property
    def label(self) -> Label:
        return self.example.label

    def acted(self, label: Label) -> bool:
        return self.verdict.label is label and not self.verdict.unsure


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson, 1927)."""
    if not n:
        return 0.0, 1.0
    z = 1.959964
    share = hits / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def share(hits: int, n: int) -> str:
    low, high = wilson(hits, n)
    return f"{hits / n:6.1%} [{low:5.1%}, {high:6.1%}] {hits}/{n}" if n else "     - no mail"


def judge_all(examples: Iterable[Example], model: Model) -> list[Judged]:
    judged = []
    for example in examples:
        start = time.process_time()
        verdict = classify(example.message, example.text, model)
        judged.append(Judged(example, verdict, time.process_time() - start))
    return judged


# --- the figures ---


def count(judged: Iterable[Judged], test: Callable[[Judged], bool]) -> int:
    return sum(1 for one in judged if test(one))


def zones(judged: Sequence[Judged]) -> list[str]:
    """What happens to rejections: acted on, asked about, lost silently; and what share of all mail is asked about."""
    no = [one for one in judged if one.label is Label.REJECTION]
    acted = [one for one in judged if one.acted(Label.REJECTION)]
    found_or_asked = count(no, lambda one: one.acted(Label.REJECTION) or one.verdict.unsure)
    return [
        f"rejections acted on, precision   {share(count(acted, lambda one: one.label is Label.REJECTION), len(acted))}",
        f"rejections acted on, recall      {share(count(no, lambda one: one.acted(Label.REJECTION)), len(no))}",
        f"rejections found or asked        {share(found_or_asked, len(no))}",
        f"asked about, of all mail         {share(count(judged, lambda one: one.verdict.unsure), len(judged))}",
    ]


def by_class(judged: Sequence[Judged]) -> list[str]:
    """Precision, recall, F1 of the most probable label, and of what is acted on."""
    lines = []
    for name, chosen in (
        ("most probable", lambda one, label: one.verdict.label is label),
        ("acted on", lambda one, label: one.acted(label)),
    ):
        for label in LABELS:
            said = [one for one in judged if chosen(one, label)]
            true = [one for one in judged if one.label is label]
            hits = count(said, lambda one: one.label is label)  # noqa: B023 (used at once)
            f1 = 2 * hits / (len(said) + len(true)) if said or true else 0.0
            lines.append(f"{name:14} {label.value:10} P {share(hits, len(said)):32}  R {share(hits, len(true)):32}  F1 {f1:.3f}")
    return lines


def recall_at_precision(judged: Sequence[Judged], label: Label, precision: float) -> float:
    """The best recall that a threshold with at least this precision gives."""
    ranked = sorted(judged, key=lambda one: -one.verdict.scores[label])
    true = count(judged, lambda one: one.label is label)
    best = hits = 0
    for place, one in enumerate(ranked, 1):
        hits += one.label is label
        best = hits if hits / place >= precision else best
    return best / true if true else 0.0


def calibration_error(judged: Sequence[Judged], bins: int = 10) -> float:
    """Expected calibration error of the most probable label (equal-width bins)."""
    error = 0.0
    for place in range(bins):
        inside = [one for one in judged if place / bins < max(one.verdict.scores.values()) <= (place + 1) / bins]
        if inside:
            trust = statistics.fmean(max(one.verdict.scores.values()) for one in inside)
            error += len(inside) / len(judged) * abs(trust - count(inside, lambda one: one.verdict.label is one.label) / len(inside))
    return error


def groups(judged: Sequence[Judged], name: str, key: Callable[[Example], str]) -> list[str]:
    """Rejections and recruiters by language or kind; false alarms among the others."""
    lines = [
        f"{name:34} {'n':>5} {'rejection acted':>16} {'or asked':>9} {'false no':>9} {'recruiter R':>12} {'recruiter P':>12} {'asked':>6}"
    ]
    for value, _ in Counter(key(one.example) for one in judged).most_common():
        some = [one for one in judged if key(one.example) == value]
        no = [one for one in some if one.label is Label.REJECTION]
        recruiter = [one for one in some if one.label is Label.RECRUITER]
        said = [one for one in some if one.acted(Label.RECRUITER)]
        cells = (
            _cell(count(no, lambda one: one.acted(Label.REJECTION)), len(no)),
            _cell(count(no, lambda one: one.acted(Label.REJECTION) or one.verdict.unsure), len(no)),
            _cell(count(some, lambda one: one.acted(Label.REJECTION) and one.label is not Label.REJECTION), len(some) - len(no)),
            _cell(count(recruiter, lambda one: one.acted(Label.RECRUITER)), len(recruiter)),
            _cell(count(said, lambda one: one.label is Label.RECRUITER), len(said)),
            f"{count(some, lambda one: one.verdict.unsure):6}",
        )
        lines.append(f"{value[:34]:34} {len(some):5} {cells[0]:>16} {cells[1]:>9} {cells[2]:>9} {cells[3]:>12} {cells[4]:>12} {cells[5]}")
    return lines


def _cell(hits: int, n: int) -> str:
    return f"{hits}/{n}" if n else "-"


def confusion(judged: Sequence[Judged]) -> list[str]:
    """Rows are the truth; "ask" is every mail left to the user."""
    heads = [*(label.value for label in LABELS), "ask"]
    lines = [f"{'truth':12}" + "".join(f"{head:>11}" for head in heads)]
    for label in LABELS:
        row = [count(judged, lambda one: one.label is label and one.acted(said)) for said in LABELS]  # noqa: B023 (used at once)
        row.append(count(judged, lambda one: one.label is label and one.verdict.unsure))  # noqa: B023 (used at once)
        lines.append(f"{label.value:12}" + "".join(f"{cell:11}" for cell in row))
    return lines


def worst(judged: Sequence[Judged], most: int) -> list[Judged]:
    """The mistakes that the model is surest of; false alarms and lost rejections before all others."""

    def badness(one: Judged) -> float:
        about_no = one.acted(Label.REJECTION) or (one.label is Label.REJECTION and not one.verdict.unsure)
        return about_no + one.verdict.scores[one.verdict.label] - one.verdict.scores[one.label]

    wrong = [one for one in judged if one.verdict.label is not one.label]
    return sorted(wrong, key=badness, reverse=True)[:most]


def mistakes(judged: Sequence[Judged], most: int) -> list[str]:
    lines = []
    for one in worst(judged, most):
        scores = " ".join(f"{score:.3f}" for score in one.verdict.scores.values())
        asked = " (asked)" if one.verdict.unsure else ""
        taken = f"{one.label.value} taken for {one.verdict.label.value}{asked} {scores}"
        lines.append(f"{one.example.id}: {taken} [{one.example.kind}] {one.example.message.subject[:80]}")
        lines.extend(f"      {reason}" for reason in one.verdict.reasons[:3])
    return lines


def speed(judged: Sequence[Judged]) -> list[str]:
    ordered = sorted(one.seconds * 1000 for one in judged)
    middle, high = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    return [f"CPU a mail, text to verdict: p50 {middle:.2f} ms, p99 {high:.2f} ms, most {ordered[-1]:.2f} ms"]


def report(judged: Sequence[Judged], most: int) -> str:
    parts = [
        *zones(judged), "", *by_class(judged), "", *confusion(judged), "",
        "recall at 99 % precision: " + ", ".join(f"{one.value} {recall_at_precision(judged, one, 0.99):.1%}" for one in LABELS[:2]),
        f"expected calibration error {calibration_error(judged):.3f}", "",
        *groups(judged, "language", lambda example: example.language), "", *groups(judged, "kind", lambda example: example.kind), "",
        *speed(judged), "", "worst mistakes", *mistakes(judged, most),
    ]  # fmt: skip
    return "\n".join(parts)


# --- what is measured ---


def cross_validated(examples: Sequence[Example]) -> list[Judged]:
    """Our own corpus, each file judged by a model that was fitted without it, at the shipped calibration and thresholds."""
    from watcher.model.train import judged_out_of_fold  # noqa: PLC0415 (scikit-learn, for this way of measuring alone)

    return [Judged(example, verdict, seconds) for example, verdict, seconds in judged_out_of_fold(examples)]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m watcher.model.evaluate", description="Print how good the model is.")
    parser.add_argument("source", nargs="?", type=Path, help="a JSONL file or a folder of mboxes; our own corpus when left out")
    parser.add_argument("--model", type=Path, help="another model file than the shipped one")
    parser.add_argument("--lang", help="only mail in this language")
    parser.add_argument("--kind", help="only mail of this kind")
    parser.add_argument("--worst", type=int, default=10, help="how many mistakes to show")
    arguments = parser.parse_args(argv)
    examples = read(arguments.source)
    examples = [one for one in examples if arguments.lang in (None, one.language) and arguments.kind in (None, one.kind)]
    judged = judge_all(examples, load(arguments.model)) if arguments.source else cross_validated(examples)
    sys.stdout.write(report(judged, arguments.worst) + "\n")
    return 0


def read(source: Path | None) -> list[Example]:
    if source is None:
        return read_mboxes(CORPUS)
    return read_mboxes(source) if source.is_dir() else read_jsonl(source)


if __name__ == "__main__":
    sys.exit(main())
