"""Which application a reading belongs to, or "ambiguous".

Evidence from strong to weak: the thread, the requisition id, company and role, the person who writes, the company alone. The first that
points at one application decides; where it points at several that are equally good, the user is asked and nothing is merged. What the user
once said of a thread or of a requisition id answers the same question when it comes up again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from watcher.core.classify import Label
from watcher.core.extract import Contact, Part, Reading
from watcher.core.extract.names import company_key, fold, same_company, spelled_alike, wordset
from watcher.core.extract.vendors import Trade, vendor_of
from watcher.core.parse import Message

RECENT = timedelta(days=180)  # a company alone points at an application for so long after its last mail
SOON = timedelta(days=30)  # a second notice about one outcome comes within days, a survey within weeks
_THREAD = 50  # references looked at, from the end
_ALIKE = 0.6  # share of words that two titles of one job have in common; measured on trackers' data
_SENIORITY = {
    word: level
    for level, words in {
        "intern": (
            "intern internship trainee praktikant praktikantin praktikum werkstudent stagiaire stage becario estagiario stagista stagiair"
        ),
        "junior": "junior jr graduate entry",
        "associate": "associate",
        "senior": "senior sr",
        "staff": "staff",
        "principal": "principal",
        "lead": "lead leiter leiterin teamleiter teamlead",
        "director": "director direktor directeur",
        "vp": "vp",
        "head": "head",
        "manager": "manager managerin",
    }.items()
    for word in words.split()
}
_SMALL = wordset("the a an of for and in at to de der die das und im la le les du des en et y e di da do van voor")


@dataclass(frozen=True, slots=True)
class Application:
    """One attempt at one job: what `link` and `plan` need to know of it."""

    id: int
    company: str | None
    role: str | None
    requisition_id: str | None
    starred: bool  # itself, or its whole company
    rejected_at: datetime | None  # when the first rejection came
    last_mail_at: datetime
    contacts: tuple[Contact, ...]
    message_ids: frozenset[str]  # of its mails and of the user's own answers
    settled: frozenset[str] = frozenset()  # the `link_keys` of which the user said that they belong here
    reopened: bool = False  # they came back after the rejection, with an invitation or an offer
    company_starred: bool = False  # the star is the whole company's


@dataclass(frozen=True, slots=True)
class Link:
    """Where a mail belongs: an application's id, None for a new one, or several candidates that only the user can tell apart."""

    application: int | None
    candidates: tuple[int, ...] = ()

    @property
    def ambiguous(self) -> bool:
        return bool(self.candidates)


def link(message: Message, label: Label, reading: Reading, at: datetime, applications: Sequence[Application]) -> Link:
    """Find the application of a mail that came `at`."""
    found = _by_evidence(message, label, reading, at, applications)
    return _as_settled(found, message, reading, applications) if found.ambiguous else found


def link_keys(in_reply_to: Sequence[str], references: Sequence[str], reading: Reading | None) -> tuple[str, ...]:
    """What can be settled by the word of the user: the thread's ids, the nearest first, then the requisition id.

    A short number is one only together with its company.
    """
    thread = dict.fromkeys((*in_reply_to, *reversed(references[-_THREAD:])))
    keys = tuple(f"thread:{message_id}" for message_id in thread)
    number = _squash(reading.requisition_id) if reading else ""
    if not reading or not number:
        return keys
    return (*keys, f"requisition:{number}" if _telling(number) else f"requisition:{number}:{company_key(reading.company or '')}")


def _as_settled(found: Link, message: Message, reading: Reading, applications: Sequence[Application]) -> Link:
    """What the user said of this thread, else of this requisition id, where that names one application."""
    for key in link_keys(message.in_reply_to, message.references, reading):
        owners = [application.id for application in applications if key in application.settled]
        if len(owners) == 1:
            return Link(owners[0])
    return found


def _by_evidence(message: Message, label: Label, reading: Reading, at: datetime, applications: Sequence[Application]) -> Link:
    threaded = _in_thread(message, applications)
    if threaded:
        elsewhere = [one for one in applications if _same_job(reading, one)]
        contradicted = elsewhere and not any(roles_agree(reading.role, one.role) for one in threaded)
        return _one_of([*threaded, *elsewhere] if contradicted else threaded)
    long_over = [application for application in applications if _long_over(application, label, at)]
    open_to = [one for one in applications if one not in long_over and not _over(one, label, reading, at)]
    for found in (
        [application for application in open_to if _same_requisition(reading, application)],
        [application for application in open_to if _same_job(reading, application)],
        [application for application in open_to if _same_person(message, reading, application)],
    ):
        if found:
            return _one_of(_sharpest(found, reading, at))
    by_company = _by_company(label, reading, at, open_to)
    return by_company if by_company != Link(None) or not long_over else _another_try(message, label, reading, at, long_over)


def _another_try(message: Message, label: Label, reading: Reading, at: datetime, long_over: Sequence[Application]) -> Link:
    """A rejection long after the first: of the same job a second try of the user's. Whether the same number, person or company means the
    first one still, only the user knows.
    """
    numbered = [application for application in long_over if _same_requisition(reading, application)]
    if not numbered and any(_same_job(reading, application) for application in long_over):
        return Link(None)
    known = numbered or [application for application in long_over if _same_person(message, reading, application)]
    found = _one_of(known) if known else _by_company(label, reading, at, long_over)
    return Link(None, (found.application,)) if found.application is not None else found


def opens(message: Message, label: Label, reading: Reading) -> bool:
    """Whether a mail that belongs to no known application starts one: a rejection, a recruiter's word, a receipt that says of what, and
    an invitation to an interview. A receipt of some other "application" (a loan, a flat) names no job and comes from no tracking system.
    """
    if label is not Label.OTHER or any(each.part is Part.INTERVIEWER and "invitation" in each.evidence for each in reading.contacts):
        return True
    vendor = vendor_of(message.from_.addr.rpartition("@")[2]) if message.from_ else None
    of_a_job = bool(reading.role or reading.requisition_id) or (vendor is not None and vendor.trade is Trade.TRACKING)
    return reading.confirmation and reading.company is not None and of_a_job


def told_already(found: Link, at: datetime, applications: Sequence[Application]) -> bool:
    """Whether a rejection can only be a second word on one of several that were just told: a portal's status after the mail."""
    candidates = [application for application in applications if application.id in found.candidates]
    return found.ambiguous and all(one.rejected_at is not None and timedelta() <= at - one.rejected_at <= SOON for one in candidates)


def _in_thread(message: Message, applications: Sequence[Application]) -> list[Application]:
    """RFC 5322 3.6.4: the parent first, then the thread's other mails, the nearest before the oldest."""
    for ids in (message.in_reply_to, *((reference,) for reference in reversed(message.references[-_THREAD:]))):
        found = [application for application in applications if not application.message_ids.isdisjoint(ids)]
        if found:
            return found
    return []


def _over(application: Application, label: Label, reading: Reading, at: datetime) -> bool:
    """A confirmation after the rejection is of a new application, and a recruiter who then names another job opens one."""
    if application.rejected_at is None or at <= application.rejected_at:
        return False
    if reading.confirmation and label is Label.OTHER:
        return True
    return label is Label.RECRUITER and not roles_agree(reading.role, application.role)


def _long_over(application: Application, label: Label, at: datetime) -> bool:
    """A rejection so long after the first is no second notice about it, unless they had come back in between."""
    told = application.rejected_at
    return label is Label.REJECTION and told is not None and at - told > SOON and not application.reopened


def _same_requisition(reading: Reading, application: Application) -> bool:
    one, other = _squash(reading.requisition_id), _squash(application.requisition_id)
    if not one or one != other:
        return False
    return _telling(one) or not _strangers(reading, application)


def names_same_job(reading: Reading, application: Application) -> bool:
    """Whether a mail names the requisition id of an application, or its job and nothing that contradicts."""
    named = bool(reading.role and application.role) and not _contradict(reading, application)
    return named or _same_requisition(reading, application)


def _telling(number: str) -> bool:
    """Whether a requisition id is enough alone: short numbers are used by everybody."""
    return len(re.sub(r"\D", "", number)) >= 6 or not number.isdigit()


def _squash(number: str | None) -> str:
    return re.sub(r"[^0-9a-z]", "", (number or "").casefold())


def _strangers(reading: Reading, application: Application) -> bool:
    """Both name a company, and not the same."""
    if not reading.company or not application.company or same_company(reading.company, application.company):
        return False
    return not _by_sender(reading, application)


def _by_sender(reading: Reading, application: Application) -> bool:
    """The company is known from the sender alone, whose domain or display name is a short form: "Fernvale" of "Fernvale Dairy"."""
    if reading.evidence.get("company") != "From":
        return False
    one, other = reading.company or "", application.company or ""
    return same_company(one, other) or spelled_alike(one, other)


def _contradict(reading: Reading, application: Application) -> bool:
    """Another company, job or requisition than this application's."""
    numbers = (_squash(reading.requisition_id), _squash(application.requisition_id))
    return (
        _strangers(reading, application) or (all(numbers) and numbers[0] != numbers[1]) or not roles_agree(reading.role, application.role)
    )


def _same_job(reading: Reading, application: Application) -> bool:
    if not (reading.company and application.company and reading.role and application.role):
        return False
    return not _contradict(reading, application)


def _same_person(message: Message, reading: Reading, application: Application) -> bool:
    """Somebody of this application writes, and about nothing else."""
    writers = {contact.addr.casefold() for contact in reading.contacts}
    writers |= {message.from_.addr.casefold()} if message.from_ else set()
    known = {contact.addr.casefold() for contact in application.contacts}
    return not writers.isdisjoint(known) and not _contradict(reading, application)


def _by_company(label: Label, reading: Reading, at: datetime, applications: Sequence[Application]) -> Link:
    """The company alone, where it has one recent application; other mail than of applications is never taken on that ground."""
    if not reading.company or (label is Label.OTHER and reading.stage is None):
        return Link(None)
    key = company_key(reading.company)
    found = [
        application
        for application in applications
        if application.company
        and (company_key(application.company) == key or _by_sender(reading, application))
        and abs(at - application.last_mail_at) <= RECENT
        and not _contradict(reading, application)
    ]
    if label is Label.OTHER and len(found) > 1:
        return Link(None)
    return _one_of(found) if found else Link(None)


def _sharpest(found: list[Application], reading: Reading, at: datetime) -> list[Application]:
    """Of several, those that agree in company and role too; then those that wait for an answer; then the one heard of last."""
    jobs = [application for application in found if _same_job(reading, application)]
    found = jobs or found
    waiting = [application for application in found if application.rejected_at is None or at <= application.rejected_at]
    if not jobs:
        return found
    return waiting or [max(found, key=lambda application: (application.last_mail_at, application.id))]


def _one_of(found: list[Application]) -> Link:
    ids = sorted({application.id for application in found})
    return Link(ids[0]) if len(ids) == 1 else Link(None, tuple(ids))


def roles_agree(one: str | None, other: str | None) -> bool:
    """The same job as far as the titles say: enough words in common and the same seniority. An unknown title contradicts nothing."""
    if not one or not other:
        return True
    if _initials(one) == fold(other) or _initials(other) == fold(one):
        return True  # SRE, Site Reliability Engineer
    mine, theirs = _words(one), _words(other)
    if {_SENIORITY[word] for word in mine if word in _SENIORITY} != {_SENIORITY[word] for word in theirs if word in _SENIORITY}:
        return False
    common, union = len(mine & theirs), len(mine | theirs)
    return not union or (common / max(1, min(len(mine), len(theirs))) >= _ALIKE and common / union >= _ALIKE / 2)


def _initials(role: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", fold(role[:200])) if word not in _SMALL)


def _words(role: str) -> set[str]:
    return {word for word in re.findall(r"\w+", fold(role[:200])) if word not in _SMALL}
