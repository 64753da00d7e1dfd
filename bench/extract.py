"""What extraction costs beside parsing: `python bench/extract.py`, over the written mail of tests/extraction.

In CPU time, so that other work on the machine does not count.
"""

from __future__ import annotations

import mailbox
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from watcher.core.classify import Label, Verdict
from watcher.core.extract import extract
from watcher.core.parse import parse
from watcher.core.text import judged_text

FOLDER = Path(__file__).parents[1] / "tests" / "extraction"
VERDICT = Verdict(Label.REJECTION, {}, unsure=False, reasons=())


def main() -> None:
    raws = [mail.as_bytes() for path in sorted(FOLDER.glob("*/*.mbox")) for mail in mailbox.mbox(path, create=False)]
    parse(raws[0])  # imports mail-parser
    messages = [parse(raw) for raw in raws]
    texts = [judged_text(message) for message in messages]
    pairs = list(zip(messages, texts, strict=True))
    extract(*pairs[0], VERDICT, received_on=date(2026, 3, 10))  # imports tldextract
    _print("parse", [_timed(lambda raw=raw: parse(raw)) for raw in raws])
    _print("text", [_timed(lambda message=message: judged_text(message)) for message in messages])
    _print("extract", [_timed(lambda pair=pair: extract(*pair, VERDICT, received_on=date(2026, 3, 10))) for pair in pairs])


def _timed(call: Callable[[], object]) -> float:
    started = time.process_time()
    call()
    return time.process_time() - started


def _print(what: str, seconds: list[float]) -> None:
    seconds.sort()
    p50, p99 = (1000 * seconds[int(len(seconds) * share)] for share in (0.5, 0.99))
    print(f"{what:8} {len(seconds):4} mails  p50 {p50:6.2f} ms  p99 {p99:6.2f} ms")


if __name__ == "__main__":
    main()
