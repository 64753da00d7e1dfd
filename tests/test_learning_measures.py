"""How far a correction reaches, and how little it does elsewhere: measured on families of mail that nobody fitted on.

"Other mail" is the guard quarter of our corpus, which takes no part in fitting.
"""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest
from parts.families import ACCELERATOR, BOOTCAMPS, VOLUNTEERS, Family, mails_of, text_of, with_names

from watcher.core.classify import Label, Model
from watcher.core.classify.features import features_of
from watcher.core.classify.lessons import Lessons, lessons_from_data
from watcher.core.classify.memory import Remembered, signs_of, sketch_of
from watcher.core.classify.taught import Taught, classify_as_taught
from watcher.core.parse import Message
from watcher.model import load
from watcher.model.refit import GUARDED, MOST_CHANGED, Judged, Lesson, base_corpus, fit, judged_mail

FAMILIES = {"accelerators": ACCELERATOR, "volunteers": VOLUNTEERS, "bootcamps": BOOTCAMPS}
SEEDS = (1, 2, 3)
KIND = 40  # mails of a kind that are judged after five were corrected


@pytest.fixture(scope="module")
def model() -> Model:
    return load()


@pytest.fixture(scope="module")
def corpus(model: Model, tmp_path_factory: pytest.TempPathFactory) -> list[Judged]:
    return base_corpus(Path(tmp_path_factory.mktemp("corpus")), model)


def lesson(mail: Message, label: Label, model: Model) -> Lesson:
    return Lesson(judged_mail(features_of(mail, text_of(mail)), model), label)


def remembered(mail: Message, label: Label) -> Remembered:
    return Remembered(1, label, sketch_of(mail, text_of(mail)), signs_of(features_of(mail, text_of(mail)).flags))


def settled(mails: list[Message], label: Label, model: Model, taught: Taught) -> float:
    verdicts = [classify_as_taught(mail, text_of(mail), model, taught) for mail in mails]
    return sum((verdict.label, verdict.unsure) == (label, False) for verdict in verdicts) / len(mails)


def learnt(mails: list[Message], label: Label, corpus: list[Judged], model: Model) -> tuple[Lessons, float]:
    """Lessons from these mails, and the share of other mail that they change."""
    found, share = fit(corpus, [lesson(mail, label, model) for mail in mails], model)
    assert found is not None
    assert found.right == len(mails), "a corrected mail comes out as the user said"
    return lessons_from_data(found.data), share


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
@pytest.mark.parametrize("seed", SEEDS)
def test_one_correction_settles_all_mails_of_the_template(family: Family, seed: int, model: Model) -> None:
    first, *others = with_names(family, 21, seed)
    assert settled(others, family.label, model, Taught(None, (remembered(first, family.label),))) == 1.0


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_five_corrections_settle_four_fifths_of_a_wider_kind_and_leave_other_mail_alone(
    family: Family, model: Model, corpus: list[Judged]
) -> None:
    shares, changed, before = [], [], []
    for seed in SEEDS:
        mails = mails_of(family, 5 + KIND, seed)
        lessons, share = learnt(mails[:5], family.label, corpus, model)
        memory = tuple(remembered(mail, family.label) for mail in mails[:5])
        before.append(settled(mails[5:], family.label, model, Taught()))
        shares.append(settled(mails[5:], family.label, model, Taught(lessons, memory)))
        changed.append(share)
    assert statistics.fmean(before) < 0.75, "there was something to learn"
    assert statistics.fmean(shares) >= 0.8, (before, shares)
    assert statistics.fmean(changed) <= 0.005, changed


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_one_correction_changes_next_to_nothing_elsewhere(family: Family, model: Model, corpus: list[Judged]) -> None:
    changed = [learnt(mails_of(family, 1, seed), family.label, corpus, model)[1] for seed in SEEDS]
    assert statistics.fmean(changed) <= 0.003, changed


def test_earlier_corrections_are_not_forgotten_over_later_ones(model: Model, corpus: list[Judged]) -> None:
    told = [lesson(mail, family.label, model) for family in FAMILIES.values() for mail in mails_of(family, 5, 7)]
    found, share = fit(corpus, told, model)
    assert found is not None
    assert found.right == len(told)
    assert share <= MOST_CHANGED


def test_a_word_against_the_model_on_a_plain_rejection_stays_within_the_guard_or_is_refused(model: Model, corpus: list[Judged]) -> None:
    """The user says of plain rejections that they are none: the model must not follow into losing everybody's."""
    guard = corpus[::GUARDED]
    sure = [mail for mail in corpus if mail.scores[0] > 0.98][:25]
    found, share = fit(corpus, [Lesson(mail, Label.OTHER) for mail in sure], model)
    assert found is None or found.share <= MOST_CHANGED
    assert found is not None or share > MOST_CHANGED
    assert len(guard) > 300
