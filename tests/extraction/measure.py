"""Written mail against what is read of it.

Each mbox file in messages/ and histories/ holds mail of one language or theme. The expected reading stands in the mail's own X- headers:
X-Label (what the classifier is taken to say), X-Company, X-Role, X-Requisition, X-Kind, X-Stage, X-Feedback, X-Reapply, X-Confirmation, and
an X-Person ("Name <address> part") for each contact. An absent header means that the mail does not say; X-Stage is compared where it is
given.

In histories/ an X-History names the life that a mail belongs to and X-Application its application therein; "ask" stands for a mail that
cannot be placed, "-" for one that belongs to none. Mail from the reader's own address comes from Sent: a mail by which they apply waits
for its answer. X-Thank names the addresses that would be thanked, by all that is known when this mail has come.
"""

from __future__ import annotations

import mailbox
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.header import Header
from pathlib import Path

from watcher.core.classify import Label, Verdict
from watcher.core.extract import Contact, Reading, company_key, extract
from watcher.core.extract.names import fold
from watcher.core.link import Application, link
from watcher.core.parse import Message, parse
from watcher.core.plan.people import reachable, to_thank
from watcher.core.sent import answers, met, touched
from watcher.core.text import judged_text

FIELDS = ("company", "role", "requisition", "person", "kind", "stage", "feedback", "reapply", "confirmation")
ME = frozenset({"sam@example.org", "sam.example@gmail.com"})  # the reader of all written mail
HERE = Path(__file__).parent
MESSAGES = sorted((HERE / "messages").glob("*.mbox"))
HISTORIES = sorted((HERE / "histories").glob("*.mbox"))


@dataclass
class Tally:
    """How often an answer was right, wrong, or missing."""

    what: str
    right: int = 0
    wrong: int = 0
    missing: int = 0

    @property
    def total(self) -> int:
        return self.right + self.wrong + self.missing

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else 1.0

    @property
    def wrong_share(self) -> float:
        return self.wrong / self.total if self.total else 0.0

    def __str__(self) -> str:
        right = f"{self.what:16} right {self.right:4} of {self.total:4} = {self.share:6.1%}"
        return f"{right}   wrong {self.wrong:3} = {self.wrong_share:5.1%}   missing {self.missing:3}"


@dataclass(frozen=True)
class Sample:
    """One written mail with what it should be read as."""

    where: str
    message: Message
    label: Label
    expected: dict[str, str]
    people: tuple[str, ...]
    at: datetime
    history: str | None
    application: str | None

    @property
    def own(self) -> bool:
        return self.message.from_ is not None and self.message.from_.addr in ME

    def read(self) -> Reading:
        text = judged_text(self.message)
        return extract(self.message, text, Verdict(self.label, {}, unsure=False, reasons=()), received_on=self.at.date(), me=ME)


def samples(path: Path) -> Iterator[Sample]:
    """The mails of one file."""
    with closing(mailbox.mbox(path, create=False)) as box:
        mails = list(box)
    for number, mail in enumerate(mails):
        head = {name.lower(): _plain(value) for name, value in mail.items() if name.lower().startswith("x-")}
        people = tuple(_plain(value) for value in mail.get_all("X-Person", []))
        message = parse(mail.as_bytes())
        expected = {name[2:]: value.strip() for name, value in head.items()}
        at = message.date or datetime(2026, 3, 10, tzinfo=UTC)
        label = Label(expected.get("label", "other"))
        yield Sample(f"{path.stem}[{number}]", message, label, expected, people, at, expected.get("history"), expected.get("application"))


def _plain(value: object) -> str:
    """A raw UTF-8 header as text; mailbox hands it over as surrogates or as a Header."""
    if isinstance(value, Header):
        return b"".join(text.encode("ascii", "surrogateescape") for text, _ in value._chunks).decode()
    return str(value).encode("utf-8", "surrogateescape").decode("utf-8").strip()


def message_figures(files: Sequence[Path], mistakes: list[str]) -> dict[str, Tally]:
    """Field by field over all mail."""
    tallies = {name: Tally(name) for name in FIELDS}
    for path in files:
        for sample in samples(path):
            reading = sample.read()
            for name, (wanted, got) in _compared(sample, reading).items():
                _count(tallies[name], wanted, got, sample, mistakes)
    return tallies


def _compared(sample: Sample, reading: Reading) -> dict[str, tuple[str | None, str | None]]:
    want = sample.expected
    pairs: dict[str, tuple[str | None, str | None]] = {
        "company": (_key(want.get("company")), _key(reading.company)),
        "role": (_title(want.get("role")), _title(reading.role)),
        "requisition": (_squash(want.get("requisition")), _squash(reading.requisition_id)),
        "person": ("; ".join(sorted(sample.people)) or None, "; ".join(sorted(map(person, reading.contacts))) or None),
        "feedback": (want.get("feedback"), "yes" if reading.feedback_offered else None),
        "reapply": (want.get("reapply"), reading.reapply_after.isoformat() if reading.reapply_after else None),
        "confirmation": (want.get("confirmation"), "yes" if reading.confirmation else None),
    }
    if sample.label is Label.REJECTION:
        pairs["kind"] = (want.get("kind"), reading.kind.value if reading.kind else None)
    if "stage" in want:
        pairs["stage"] = (want["stage"], reading.stage.value if reading.stage else None)
    return pairs


def _count(tally: Tally, wanted: str | None, got: str | None, sample: Sample, mistakes: list[str]) -> None:
    if wanted == got:
        # "not said, and not claimed" would flatter the rarer fields
        tally.right += wanted is not None or tally.what in {"company", "role", "person"}
        return
    if got is None:
        tally.missing += 1
    else:
        tally.wrong += 1
    mail = f"{sample.message.from_} | {sample.message.subject}"
    mistakes.append(f"{sample.where}: {tally.what}: wanted {wanted!r}, got {got!r}   <- {mail}")


def _key(name: str | None) -> str | None:
    return company_key(name) if name else None


def person(contact: Contact) -> str:
    return f"{contact.name} <{contact.addr}> {contact.part}".strip()


def _title(role: str | None) -> str | None:
    return " ".join(fold(role).split()) if role else None


def _squash(number: str | None) -> str | None:
    return "".join(char for char in number.casefold() if char.isalnum()) if number else None


def history_figures(files: Sequence[Path], mistakes: list[str]) -> dict[str, Tally]:
    """Whole lives of applications, mail after mail."""
    lives: defaultdict[str, list[Sample]] = defaultdict(list)
    for path in files:
        for sample in samples(path):
            lives[f"{path.stem}: {sample.history}"].append(sample)
    tally = Tally("histories")
    mails, thanked = Tally("links"), Tally("thanked")
    for name, life in lives.items():
        faults = list(_live(sorted(life, key=lambda sample: sample.at), thanked))
        mails.right += len(life) - len(faults)
        mails.wrong += sum(bad for bad, _ in faults)
        mails.missing += sum(not bad for bad, _ in faults)
        mistakes.extend(f"{name}: {fault}" for _, fault in faults)
        if not faults:
            tally.right += 1
        elif any(bad for bad, _ in faults):
            tally.wrong += 1
        else:
            tally.missing += 1
    return {"histories": tally, "links": mails, "thanked": thanked}


def _live(life: Sequence[Sample], thanked: Tally) -> Iterator[tuple[bool, str]]:
    """What goes wrong in one life: (a wrong merge?, words)."""
    applications: list[Application] = []
    names: dict[int, str] = {}
    waiting: list[tuple[Sample, Reading]] = []  # mails by which the reader applied
    for sample in life:
        reading = sample.read()
        wanted = sample.application or "-"
        known = {value: key for key, value in names.items()}
        answer = _own_place(sample, reading, applications, names) if sample.own else _place(sample, reading, applications, names)
        right = wanted if wanted in known or wanted == "ask" else "-" if sample.own and wanted == "-" else "new"
        if answer != right:
            merged = answer not in {"new", "ask", "-"}
            read = f"(company {reading.company!r} role {reading.role!r}) {sample.message.subject}"
            yield merged, f"{sample.where} wanted {right} got {answer} {read}"
        if sample.own and wanted not in known:
            waiting += [(sample, reading)] if reading.stage else []
        elif wanted not in {"ask", "-"}:
            number = known.get(wanted) or len(names) + 1
            names[number] = wanted
            grown = _grown(number, applications, sample, reading)
            for mine, said in [one for one in waiting if _answered(sample, *one)]:
                waiting.remove((mine, said))
                grown = _grown(number, [grown], mine, said)
            applications = [*(a for a in applications if a.id != number), grown]
            yield from _thanks(sample, grown, thanked)


def _place(sample: Sample, reading: Reading, applications: Sequence[Application], names: dict[int, str]) -> str:
    got = link(sample.message, sample.label, reading, sample.at, applications)
    return "ask" if got.ambiguous else names.get(got.application or 0, "new")


def _own_place(sample: Sample, reading: Reading, applications: Sequence[Application], names: dict[int, str]) -> str:
    about = touched(sample.message, reading.contacts, sample.at, applications)
    return names[about[0].id] if about else "new" if reading.stage else "-"


def _answered(sample: Sample, mine: Sample, said: Reading) -> bool:
    return answers(sample.message, mine.message.message_id, said.contacts, mine.at, sample.at)


def _thanks(sample: Sample, application: Application, thanked: Tally) -> Iterator[tuple[bool, str]]:
    """Whether those whom the expected header names would be thanked; a wrong address is as bad as a wrong merge."""
    if "thank" not in sample.expected:
        return
    wanted = {addr.strip() for addr in sample.expected["thank"].split(",") if addr.strip()}
    got = {contact.addr for contact in to_thank(reachable(sample.read().contacts, application.contacts))}
    thanked.right += wanted == got
    thanked.missing += got < wanted
    thanked.wrong += not got <= wanted
    if wanted != got:
        yield not got <= wanted, f"{sample.where} wanted to thank {sorted(wanted)}, got {sorted(got)}"


def _grown(number: int, applications: Sequence[Application], sample: Sample, reading: Reading) -> Application:
    """The application after one more mail, as the service keeps it: what is known stays, what is new is added."""
    ids = frozenset(filter(None, [sample.message.message_id]))
    rejected = sample.at if sample.label is Label.REJECTION else None
    old = next((a for a in applications if a.id == number), None)
    if old is None:
        return Application(
            id=number,
            company=reading.company,
            role=reading.role,
            requisition_id=reading.requisition_id,
            starred=False,
            rejected_at=rejected,
            last_mail_at=sample.at,
            contacts=reading.contacts,
            message_ids=ids,
        )
    return replace(
        old,
        company=old.company or reading.company,
        role=old.role or reading.role,
        requisition_id=old.requisition_id or reading.requisition_id,
        rejected_at=old.rejected_at or rejected,
        last_mail_at=max(old.last_mail_at, sample.at),
        contacts=(*old.contacts, *(met(reading.contacts, old) if sample.own and not reading.stage else reading.contacts)),
        message_ids=old.message_ids | ids,
    )
