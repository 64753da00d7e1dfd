"""Who writes, about which company and job, and what kind of no it is.

`reading` holds the nouns, `mail` asks the questions. `vendors` knows the tracking systems, `sender` reads addresses, `names` compares
companies and tells people from companies, `spelling` chooses how to write one, `prose` finds the signature. Each question has its
module: `company` (with `house` for what the sender says and the tables of `leads`), `role` (tables in `forms` and `occupations`),
`requisition`, `people` (with `titles`, and with `others` and `invitation` for who is there besides the writer), `kind`, `stage`,
`feedback`, `later`; `own` reads what the user wrote. What a mail does not say is None: an honest no is worth more than a question that
nobody can answer.
"""

from __future__ import annotations

from datetime import date

from watcher.core.classify import Verdict
from watcher.core.extract.names import company_key, same_company
from watcher.core.extract.reading import Contact, Kind, Part, Reading, Stage
from watcher.core.extract.sender import answerable, host_of
from watcher.core.extract.spelling import spelled, spellings
from watcher.core.parse import Message

__all__ = [
    "Contact",
    "Kind",
    "Part",
    "Reading",
    "Stage",
    "answerable",
    "company_key",
    "extract",
    "host_of",
    "same_company",
    "spelled",
    "spellings",
]


def extract(message: Message, text: str, verdict: Verdict, *, received_on: date, me: frozenset[str] = frozenset()) -> Reading:
    """Read a mail; `text` is judged_text(message), `received_on` the local date it came ("in six months" counts from there).

    `me`: the user's own addresses, in lower case. What they wrote tells whom they wrote to, and whether they applied.
    """
    # Imported here: some hundred patterns take 0.2 s to compile and 2 MB to hold, which only the reading room needs.
    from watcher.core.extract.mail import read  # noqa: PLC0415 - see above

    return read(message, text, verdict, received_on=received_on, me=me)
