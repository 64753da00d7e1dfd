"""What judging a mail costs: `make bench`.

CPU from text to verdict beside mail-parser's own time on the same mail, the artefact's size, the memory that the judge adds to a process,
and the worst of some hostile texts.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import mailparser

from watcher.core.classify import classify
from watcher.core.parse import parse
from watcher.model import NAME, load
from watcher.model import __file__ as package
from watcher.model.corpus import CORPUS, read_mboxes

EVERY = 4  # a fourth of the corpus is enough
HOSTILE = {
    "one word": "a" * 20_000,
    "one sentence of refusals": "we have decided not to move forward with other candidates " * 340,
    "many short sentences": "no. " * 5_000,
    "words of every language": "leider unfortunately malheureusement lamentablemente infelizmente purtroppo helaas niestety " * 220,
    "code points": "=E2=80=99" * 2_200,
    "at signs": "@" * 20_000,
    "conditions": "if you are not selected or should you not be selected " * 360,
    "anchors": "not decided candidate position application " * 450,
}
MEMORY = """
from pathlib import Path
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4
from watcher.core.parse import parse
from watcher.core.text import judged_text
message = parse(b"Subject: x\\n\\nhello")
text = judged_text(message)
before = resident()
from watcher.core.classify import classify
from watcher.model import load
model = load()
for words in ("we have decided not to move forward", "wir haben ihre bewerbung leider nicht", "votre candidature n'est pas retenue"):
    classify(message, words * 20, model)
print(resident() - before)
"""


def cpu(work: Callable[[], object]) -> float:
    """Milliseconds of CPU, the best of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return 1000 * min(times)


def spread(times: list[float]) -> str:
    ordered = sorted(times)
    return f"p50 {statistics.median(ordered):6.2f} ms   p99 {ordered[int(len(ordered) * 0.99)]:6.2f} ms   most {ordered[-1]:6.2f} ms"


def main() -> int:
    model = load()
    examples = read_mboxes(CORPUS)[::EVERY]
    judging = [cpu(lambda e=example: classify(e.message, e.text, model)) for example in examples]
    parsing = [cpu(lambda e=example: mailparser.parse_from_bytes(e.raw)) for example in examples]
    print(f"{len(examples)} mails of the corpus, CPU a mail")
    print(f"  text to verdict   {spread(judging)}")
    print(f"  mail-parser       {spread(parsing)}")
    empty = parse(b"")
    hostile = {name: cpu(lambda t=text: classify(empty, t, model)) for name, text in HOSTILE.items()}
    worst = max(hostile, key=lambda name: hostile[name])
    print(f"worst hostile text of 20 kB: {worst}, {hostile[worst]:.1f} ms")
    print(f"artefact {Path(package).with_name(NAME).stat().st_size / 1000:.0f} kB (at most 150)")
    added = subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True).stdout
    print(f"memory added {int(added) / 1024:.1f} MB (at most 5)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
