"""Fit the model that is shipped: `python -m watcher.model.train`.

Reads the corpus, measures by leaving whole files out, calibrates and sets the thresholds by that measuring, fits on everything, and writes
model.json. The same corpus gives the same file.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # one thread: sums in one order, so the same weights every time
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from watcher.core.classify import Label, Verdict, judge_said, model_from_data
from watcher.core.classify.features import features_of, with_said
from watcher.core.classify.sentence import SentenceModel, sentence_model_from_data
from watcher.core.parse import parse
from watcher.model import NAME, read_data, to_json
from watcher.model.corpus import CORPUS, Example, read_mboxes
from watcher.model.fit import (
    FITTING,
    PRIORS,
    Array,
    Calibration,
    Data,
    calibrate,
    fit,
    folds_of,
    group_weights,
    out_of_fold,
    prior_weights,
    source_weight,
    threshold_at_precision,
    to_data,
)
from watcher.model.sentences import Line, Read, Told, evidence_of, fit_sentences, read_bank, said_out_of_file

# Estimated, from which on a rejection is acted on: a little above the 99 % that are meant, since the estimate rests on few mistakes.
PRECISION = 0.993
ASK = 0.48  # from which on the user is asked: about where a no is as likely as not
RECRUITER_ACT = 0.42  # from which on mail counts as a recruiter's unasked, if nothing else is likelier


def bar(done: int, of: int) -> None:
    """A progress bar on stderr."""
    filled = 30 * done // of
    sys.stderr.write(f"\r  [{'#' * filled}{'.' * (30 - filled)}] {done}/{of}" + ("\n" if done == of else ""))
    sys.stderr.flush()


def data_of(examples: Sequence[Example], told: Sequence[Told]) -> Data:
    """Mails with the features to fit on: what their sentences say included."""
    features = [one.whole for one in told]
    y = np.array([example.label.value for example in examples])
    return Data(
        features,
        y,
        group_weights(features) * np.array([source_weight(example.source, FITTING) for example in examples]),
        [example.source for example in examples],
        [one.heart for one in told],
    )


def with_stock(data: Data, bank: Sequence[Line], model: SentenceModel) -> Data:
    """Stock sentences are the shortest of mails as well: what companies send day by day is known by heart."""
    stock = [line for line in bank if line.theme.startswith("stock")]
    alone = [with_said(features_of(parse(b""), line.sentence.text), model) for line in stock]
    return Data(
        [*data.features, *alone],
        np.concatenate([data.y, np.array([Label.REJECTION.value] * len(stock))]),
        np.concatenate([data.weights, np.ones(len(stock))]),
        [*data.groups, *(f"{line.language}/stock" for line in stock)],
        [*data.hearts, *(None for _ in stock)],
    )


def thresholds_of(raw: Array, y: Array, mail_weights: Array, calibration: Calibration) -> dict[str, float]:
    """Where to act, from probabilities of mail whose file was left out; and where to ask."""
    found, weights = calibration.probabilities(raw), prior_weights(y, mail_weights)
    act = max(0.5, threshold_at_precision(found[:, 0], y == Label.REJECTION, weights, PRECISION))
    return {"act": round(act, 4), "ask": ASK, "recruiter_act": RECRUITER_ACT}


def judged_out_of_fold(examples: Sequence[Example]) -> Iterator[tuple[Example, Verdict, float]]:
    """Every mail judged by the exported model of a fit that saw nothing of its file, at the shipped calibration and thresholds."""
    shipped = read_data()
    mails = [Read(example, example.features()) for example in examples]
    told = said_out_of_file(mails, evidence_of(mails, read_bank(CORPUS)), bar)
    all_of_it = data_of(examples, told)
    calibration = Calibration(shipped["temperature"], np.array(shipped["shift"]))
    for fitted, test in folds_of(all_of_it, bar):
        data = to_data(fitted, shipped["sentences"], calibration, shipped["thresholds"], {})
        model = model_from_data({**data, "version": "cross-validation"})
        for index in test:
            start = time.process_time()
            features_of(examples[index].message, examples[index].text)  # read again for the clock alone
            verdict = judge_said(told[index].whole, model)
            yield examples[index], verdict, time.process_time() - start


def main() -> int:
    sys.stderr.write("reading the corpus\n")
    examples = read_mboxes(CORPUS)
    bank = read_bank(CORPUS)
    sys.stderr.write(f"what sentences say: {len(bank)} single ones, and those of {len(examples)} mails\n")
    mails = [Read(example, example.features()) for example in examples]
    evidence = evidence_of(mails, bank)
    told = said_out_of_file(mails, evidence, bar)
    sentences = fit_sentences(evidence)
    data = with_stock(data_of(examples, told), bank, sentence_model_from_data(sentences))
    sys.stderr.write(f"leaving files out: {len(examples)} mails in {len(set(data.groups))} files\n")
    raw = out_of_fold(data, bar)
    calibration = calibrate(raw, data.y, data.shares)
    thresholds = thresholds_of(raw, data.y, data.shares, calibration)
    sys.stderr.write("fitting on everything\n")
    about = {"mails": len(examples), "sentences": len(bank), "priors": {label.value: prior for label, prior in PRIORS.items()}}
    text = to_json(to_data(fit(data), sentences, calibration, thresholds, about))
    path = Path(__file__).parent / NAME
    path.write_text(text, encoding="utf-8")
    sys.stderr.write(f"wrote {path} ({len(text.encode()):,} bytes); thresholds {thresholds}; temperature {calibration.temperature}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
