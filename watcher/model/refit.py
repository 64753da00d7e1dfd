"""Learn from corrections: `python -I -m watcher.model.refit STATE_DIRECTORY`, a process that lives for seconds.

    standard input   {"corrections": [{"id", "label", "features"}], "memory": [...], "trial": [{"id", "features"}] or null}
    standard output  {"result": "accepted" | "refused" | "failed", "share": of the guard set that changes, "weight", "detail", ...}

What is fitted is a layer of weights upon the shipped model (core.classify.lessons), so that every corrected mail comes out as the user said
while the mail of our corpus keeps the probabilities that the shipped model gives it: cross-entropy on the corrections, each counting as
`WEIGHT` mails, and on the corpus towards the shipped model's own probabilities, with an L2 penalty; a convex problem of some thousand
weights, solved in a tenth of a second. All corrections are fitted every time, so that none is forgotten. A quarter of the corpus takes no
part in it: it is the guard set, and when more than 1 % of its decisions change, nothing is taken over.

Reading the corpus takes five seconds, so its features and the shipped model's scores are kept in the state directory, 0600 and checked by
hash. They are not shipped: they follow from the corpus, the features and the model, and a copy in the wheel could contradict all three.

With `trial` nothing is written: the answer says which of these mails would be judged otherwise.

One thread, 768 MB of address space, 120 s of computing time; it dies with its parent, and one refit at a time works on a state.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import math
import os
import resource
import sys
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from watcher import __version__
from watcher.core.classify import Label, Model, decided, judge
from watcher.core.classify.features import Features
from watcher.core.classify.lessons import FLAG, Lessons, lessons_from_data, log_scores, moved, ngram_values
from watcher.core.classify.memory import Memory
from watcher.core.classify.score import word_ngrams
from watcher.core.classify.taught import judge_as_taught
from watcher.errors import WatcherError
from watcher.lifeline import die_with_parent, leave_no_dump
from watcher.model import load
from watcher.model.kept import features_from_data
from watcher.model.user import land, load_taught

MEMORY = 768 * 1024 * 1024  # bytes of address space
CPU_SECONDS = 120
WEIGHT = 30.0  # mails that one correction counts as
HARDER = (1.0, 3.0, 9.0)  # times that, one after the other until every corrected mail comes out right
PENALTY = 0.0001  # small: the corpus is what holds the weights back
AIM = 0.995  # the probability that a corrected mail is to get
COMMON = 0.5  # the rarity of n-grams that no lesson holds, as a share of the greatest
MOST_NGRAMS = 6_000
GUARDED = 4  # each fourth mail of the corpus is in the guard set
MOST_CHANGED = 0.01  # of the guard set
DIGITS = 3  # of the weights that are written
CACHE = "corpus.features"
LABELS = tuple(Label)

Scores = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Judged:
    """A mail as far as fitting needs it: its words and flags, and what the shipped model gives it."""

    words: tuple[str, ...]
    flags: frozenset[str]
    scores: Scores

    def decision(self, model: Model, lessons: Lessons | None = None) -> tuple[Label, bool]:
        return decided(moved(self.scores, self.words, self.flags, lessons) if lessons else self.scores, model)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A correction that can be fitted."""

    mail: Judged
    label: Label


@dataclass(frozen=True, slots=True)
class Fit:
    """Lessons with what they do."""

    data: dict[str, Any]
    weight: float
    share: float  # of the guard set that changes
    right: int  # corrected mails that come out as the user said


def main() -> int:
    """The child."""
    die_with_parent()
    leave_no_dump()
    os.umask(0o077)
    for library in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[library] = "1"  # read when numpy loads, which is later
    directory = Path(sys.argv[1])
    try:
        _limit()
        request = json.load(sys.stdin)
        with (directory / "refit.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            answer = refit(directory, request)
    except WatcherError as error:
        answer = {"result": "failed", "detail": error.message}
    except Exception as error:  # noqa: BLE001 -- told to the parent, without the words of any mail
        answer = {"result": "failed", "detail": type(error).__name__}
    sys.stdout.write(json.dumps(answer) + "\n")
    return 0


def _limit() -> None:
    for limit, value in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU_SECONDS)):
        resource.setrlimit(limit, (value, value))


def refit(directory: Path, request: Mapping[str, Any]) -> dict[str, Any]:
    """Fit the corrections of a request and take the result over, or try it out on mails; returns the answer."""
    model = load()
    given = request["corrections"]
    lessons = [lesson for one in given if (lesson := _lesson(one, model)) is not None]
    best, share = fit(base_corpus(directory, model), lessons, model) if lessons else (None, 0.0)
    answer = {"base": model.version, "of": len(given), "lessons": len(lessons), "share": best.share if best else share}
    if lessons and best is None:
        return answer | {"result": "refused", "detail": f"it would change {share:.1%} of other mail"}
    answer |= {"result": "accepted", "detail": ""}
    if best:
        answer |= {"right": best.right, "weight": best.weight}
    if request.get("trial") is not None:
        return answer | {"changed": _tried(directory, model, best, request["trial"])}
    land(
        directory, model.version, best.data if best else None, [one["id"] for one in given], msgspec.convert(request["memory"], type=Memory)
    )
    return answer


def _lesson(given: Mapping[str, Any], model: Model) -> Lesson | None:
    features = features_from_data(given["features"])
    return Lesson(judged_mail(features, model), Label(given["label"])) if features else None


def judged_mail(features: Features, model: Model) -> Judged:
    """A mail as the shipped model judges it."""
    scores = judge(features, model).scores
    return Judged(features.words, features.flags, (scores[Label.REJECTION], scores[Label.RECRUITER], scores[Label.OTHER]))


def _tried(directory: Path, model: Model, best: Fit | None, mails: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The mails that would be judged otherwise than they are now."""
    now, then = load_taught(directory, model).lessons, lessons_from_data(best.data) if best else None
    changed = []
    for one in mails:
        features = features_from_data(one["features"])
        if features is None:
            continue
        before, after = (judge_as_taught(features, model, lessons) for lessons in (now, then))
        if (before.label, before.unsure) != (after.label, after.unsure):
            changed.append({"id": one["id"], "label": after.label.value, "unsure": after.unsure})
    return changed


# --- fitting ---


def fit(corpus: Sequence[Judged], lessons: Sequence[Lesson], model: Model) -> tuple[Fit | None, float]:
    """The gentlest fit under which every corrected mail comes out right, or the strictest that the guard set allows.

    None when it allows none; beside it the share of the guard set that the last one tried would change.
    """
    guard = corpus[::GUARDED]
    held = [mail for place, mail in enumerate(corpus) if place % GUARDED]
    best, share = None, 0.0
    for factor in HARDER:
        data = teach(held, lessons, WEIGHT * factor)
        found = lessons_from_data(data)
        share = sum(mail.decision(model) != mail.decision(model, found) for mail in guard) / max(1, len(guard))
        if share > MOST_CHANGED:
            break
        right = sum(lesson.mail.decision(model, found) == (lesson.label, False) for lesson in lessons)
        best = Fit(data, WEIGHT * factor, share, right)
        if right == len(lessons):
            break
    return best, share


def teach(corpus: Sequence[Judged], lessons: Sequence[Lesson], weight: float) -> dict[str, Any]:
    """The layer's weights, as they are written down."""
    rarity, unknown = _rarities(corpus, lessons)
    ngrams, flags = sorted(rarity), sorted({flag for lesson in lessons for flag in lesson.mail.flags})
    mails = [*corpus, *(lesson.mail for lesson in lessons)]
    features = _matrix(mails, ngrams, flags, rarity, unknown)
    aims = [*(mail.scores for mail in corpus), *(_aim(lesson.label) for lesson in lessons)]
    counts = [1.0] * len(corpus) + [weight] * len(lessons)
    found = _solved(features, [log_scores(mail.scores) for mail in mails], aims, counts)
    rows = [[round(float(value), DIGITS) + 0.0 for value in row] for row in found]
    return {
        "words": {ngram: [rarity[ngram], *row] for ngram, row in zip(ngrams, rows, strict=False) if any(row)},
        "flags": {flag: row for flag, row in zip(flags, rows[len(ngrams) :], strict=True) if any(row)},
        "unknown": unknown,
    }


def _aim(label: Label) -> Scores:
    first, second, third = (AIM if label is one else (1 - AIM) / 2 for one in LABELS)
    return first, second, third


def _rarities(corpus: Sequence[Judged], lessons: Sequence[Lesson]) -> tuple[dict[str, float], float]:
    """The n-grams of the corrected mails with their idf, those first that most corrected mails share; and the idf of all others."""
    shared = Counter(ngram for lesson in lessons for ngram in set(word_ngrams(lesson.mail.words)))
    wanted = {ngram for ngram, _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_NGRAMS]}
    held = Counter(ngram for mail in corpus for ngram in set(word_ngrams(mail.words)) & wanted)
    most = len(corpus) + 1
    rarity = {ngram: round(math.log(most / (held[ngram] + 1)) + 1, 2) for ngram in wanted}
    return rarity, round(COMMON * (math.log(most) + 1), 2)


def _matrix(mails: Sequence[Judged], ngrams: Sequence[str], flags: Sequence[str], rarity: Mapping[str, float], unknown: float) -> Any:  # noqa: ANN401 -- scipy has no types
    import scipy.sparse as sp  # noqa: PLC0415 -- after the number of threads is set

    place = {ngram: column for column, ngram in enumerate(ngrams)}
    flag_place = {flag: len(ngrams) + column for column, flag in enumerate(flags)}
    cells = [
        cell
        for row, mail in enumerate(mails)
        for cell in (
            *((row, place[ngram], value) for ngram, value in ngram_values(mail.words, rarity, unknown)),
            *((row, flag_place[flag], FLAG) for flag in mail.flags if flag in flag_place),
        )
    ]
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    return sp.csr_matrix((values, (rows, columns)), shape=(len(mails), len(ngrams) + len(flags)))


def _solved(features: Any, offsets: Sequence[Scores], aims: Sequence[Scores], counts: Sequence[float]) -> Any:  # noqa: ANN401 -- scipy has no types
    """Weights towards rejection and recruiter that minimise the weighted cross-entropy to the aims (L-BFGS; `other` stays at 0)."""
    import numpy as np  # noqa: PLC0415 -- after the number of threads is set
    import scipy.optimize  # noqa: PLC0415 -- as above

    given, wanted, count = np.array(offsets), np.array(aims), np.array(counts)[:, None]
    turned, size = features.T.tocsr(), features.shape[1]

    def loss(flat: Any) -> tuple[float, Any]:  # noqa: ANN401 -- as above
        weights = flat.reshape(size, 2)
        raw = given + np.hstack([features @ weights, np.zeros((len(given), 1))])
        raw -= raw.max(axis=1, keepdims=True)
        logs = raw - np.log(np.exp(raw).sum(axis=1, keepdims=True))
        slope = turned @ (count * (np.exp(logs) - wanted))[:, :2]
        return float(-(count * wanted * logs).sum() + PENALTY / 2 * (flat @ flat)), slope.ravel() + PENALTY * flat

    best = scipy.optimize.minimize(loss, np.zeros(2 * size), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return best.x.reshape(size, 2)


# --- the corpus, read once ---


def base_corpus(directory: Path, model: Model) -> list[Judged]:
    """Our corpus with the shipped model's scores: what an earlier refit left in the state directory, else read and left there."""
    path, key = directory / CACHE, f"{__version__} {model.version}".encode()
    with suppress(OSError, ValueError, zlib.error):
        octets = path.read_bytes()
        seal, _, packed = octets.partition(b"\n")
        if seal == _seal(key, packed):
            return msgspec.json.decode(zlib.decompress(packed), type=list[Judged])
    corpus = _read_corpus(model)
    packed = zlib.compress(msgspec.json.encode(corpus, order="deterministic"), 6)
    with suppress(OSError):  # a full disk: the next refit reads the corpus again
        beside = path.with_suffix(".new")
        beside.unlink(missing_ok=True)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(_seal(key, packed) + b"\n" + packed)
        beside.rename(path)
    return corpus


def _seal(key: bytes, packed: bytes) -> bytes:
    return hashlib.sha256(key + b"\n" + packed).hexdigest().encode()


def _read_corpus(model: Model) -> list[Judged]:
    from watcher.model.corpus import CORPUS, read_mboxes  # noqa: PLC0415 -- once a version

    return [judged_mail(example.features(), model) for example in read_mboxes(CORPUS)]


if __name__ == "__main__":
    sys.exit(main())
