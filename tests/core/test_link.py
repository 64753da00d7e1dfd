"""Which application a mail belongs to: the written lives of tests/extraction, and each rule by itself."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from extraction.measure import HISTORIES, Tally, history_figures
from hypothesis import given
from hypothesis import strategies as st

from watcher.core.classify import Label
from watcher.core.extract import Contact, Part, Reading, Stage
from watcher.core.link import RECENT, SOON, Application, Link, link, roles_agree
from watcher.core.parse import Address, Message, parse

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
EMPTY = parse(b"")
DANA = Contact("Dana Reyes", "dana@kestrel.example", Part.RECRUITER, "From")
NOTHING = Reading(None, None, None, (), None, None, feedback_offered=False, reapply_after=None, personal=False, evidence={})


def application(number: int, **known: object) -> Application:
    plain = Application(
        id=number,
        company="Kestrel",
        role=None,
        requisition_id=None,
        starred=False,
        rejected_at=None,
        last_mail_at=NOW - timedelta(days=10),
        contacts=(),
        message_ids=frozenset(),
    )
    return dataclasses.replace(plain, **known)


def reading(**said: object) -> Reading:
    return dataclasses.replace(NOTHING, **said)


def place(said: Reading, *applications: Application, as_: Label = Label.REJECTION, mail: Message = EMPTY, at: datetime = NOW) -> Link:
    return link(mail, as_, said, at, applications)


def answering(*ids: str, references: tuple[str, ...] = ()) -> Message:
    return dataclasses.replace(EMPTY, in_reply_to=ids, references=references)


@pytest.fixture(scope="module")
def figures() -> dict[str, Tally]:
    return history_figures(HISTORIES, [])


def test_whole_lives_are_linked_without_a_wrong_merge(figures: dict[str, Tally]) -> None:
    assert figures["histories"].total >= 60
    assert figures["histories"].share >= 0.98
    assert figures["links"].wrong == 0


def test_whoever_gave_an_interview_would_be_thanked_and_nobody_else(figures: dict[str, Tally]) -> None:
    assert figures["thanked"].total > 20
    assert figures["thanked"].share >= 0.9
    assert figures["thanked"].wrong == 0


def test_a_domain_s_short_form_is_the_company_that_a_receipt_named() -> None:
    for short, name in (("Fernvale", "Fernvale Dairy"), ("Serraazul", "Serra Azul Logística"), ("Brandoli", "Officine Brandoli")):
        said = reading(company=short, stage=Stage.INTERVIEW)
        assert place(said, application(1, company=name)) == Link(None)
        from_the_sender = dataclasses.replace(said, evidence={"company": "From"})
        assert place(from_the_sender, application(1, company=name)) == Link(1)
        assert place(from_the_sender, application(1, company="Nordlight")) == Link(None)
        assert place(dataclasses.replace(from_the_sender, company="Tech"), application(1, company="Tech Garden")) == Link(None)


def test_the_thread_decides_before_all_else() -> None:
    first, second = application(1, message_ids=frozenset({"a@x"})), application(2, requisition_id="R-12345")
    assert place(reading(requisition_id="R-12345"), first, second, mail=answering("a@x")) == Link(1)
    assert place(reading(requisition_id="R-12345"), first, second, mail=answering(references=("a@x", "b@x"))) == Link(1)


def test_a_thread_of_one_job_with_a_mail_about_another_is_a_question() -> None:
    first, second = application(1, role="Baker", message_ids=frozenset({"a@x"})), application(2, role="Pastry Chef")
    said = reading(company="Kestrel", role="Pastry Chef")
    assert place(said, first, second, mail=answering("a@x")) == Link(None, (1, 2))
    assert place(said, first, dataclasses.replace(second, role="Welder"), mail=answering("a@x")) == Link(1)
    assert place(said, dataclasses.replace(first, role=None), second, mail=answering("a@x")) == Link(1)


def test_the_nearest_mail_of_a_thread_wins_and_two_parents_are_a_question() -> None:
    first, second = application(1, message_ids=frozenset({"a@x"})), application(2, message_ids=frozenset({"b@x"}))
    assert place(NOTHING, first, second, mail=answering(references=("a@x", "b@x"))) == Link(2)
    asked = place(NOTHING, first, second, mail=answering("a@x", "b@x"))
    assert asked == Link(None, (1, 2))
    assert asked.ambiguous


def test_a_requisition_id_links_whatever_the_company_is_called() -> None:
    assert place(
        reading(company="Cambria", requisition_id="r 12345"), application(1, company="ATS Systems", requisition_id="R-12345")
    ) == Link(1)
    assert place(reading(company="Cambria", requisition_id="2218834"), application(1, company="ATS", requisition_id="2218834")) == Link(1)


def test_a_short_bare_number_is_worth_something_within_one_company_alone() -> None:
    ours = application(1, requisition_id="12345")
    assert place(reading(company="Kestrel", requisition_id="12345"), ours) == Link(1)
    assert place(reading(requisition_id="12345"), ours) == Link(1)
    assert place(reading(company="Petrel", requisition_id="12345"), ours) == Link(None)


def test_another_requisition_of_the_same_title_is_another_application() -> None:
    ours = application(1, role="Data Engineer", requisition_id="R-1001")
    assert place(reading(company="Kestrel", role="Data Engineer", requisition_id="R-1002"), ours) == Link(None)


def test_company_and_role_link() -> None:
    mine, other = application(1, role="Data Engineer"), application(2, role="Payroll Officer")
    assert place(reading(company="Kestrel Ltd", role="Data Engineer, Platform"), mine, other) == Link(1)
    assert place(reading(company="Petrel", role="Data Engineer"), mine, other) == Link(None)
    assert place(reading(company="Kestrel", role="Night Nurse"), mine, other) == Link(None)


def test_two_open_applications_for_one_job_are_a_question() -> None:
    said = reading(company="Kestrel", role="Data Engineer")
    assert place(said, application(1, role="Data Engineer"), application(2, role="Data Engineer")) == Link(None, (1, 2))


def test_a_rejection_belongs_to_the_application_that_waits_for_one() -> None:
    closed = application(1, role="Data Engineer", rejected_at=NOW - timedelta(days=30))
    assert place(reading(company="Kestrel", role="Data Engineer"), closed, application(2, role="Data Engineer")) == Link(2)


def test_a_second_rejection_of_one_job_finds_the_application_heard_of_last() -> None:
    closed = application(1, role="Data Engineer", rejected_at=NOW - timedelta(days=90), last_mail_at=NOW - timedelta(days=90))
    again = application(2, role="Data Engineer", rejected_at=NOW - timedelta(days=2), last_mail_at=NOW - timedelta(days=2))
    assert place(reading(company="Kestrel", role="Data Engineer"), closed, again) == Link(2)
    told_before = dataclasses.replace(again, id=1, rejected_at=NOW - timedelta(days=20), last_mail_at=NOW - timedelta(days=20))
    assert place(reading(company="Kestrel", role="Data Engineer"), told_before, again) == Link(2)
    assert place(reading(company="Kestrel", role="Data Engineer"), told_before) == Link(1)


def test_a_rejection_long_after_the_first_is_of_another_try_or_a_question() -> None:
    long_ago = application(1, role="Data Engineer", rejected_at=NOW - SOON - timedelta(days=1), contacts=(DANA,))
    same = reading(company="Kestrel", role="Data Engineer")
    assert place(same, long_ago) == Link(None)
    assert place(dataclasses.replace(same, contacts=(DANA,)), long_ago) == Link(None)
    assert place(same, dataclasses.replace(long_ago, rejected_at=NOW - SOON)) == Link(1)
    assert place(same, dataclasses.replace(long_ago, reopened=True)) == Link(1)
    assert place(same, dataclasses.replace(long_ago, message_ids=frozenset({"a@x"})), mail=answering("a@x")) == Link(1)
    assert place(same, long_ago, as_=Label.RECRUITER) == Link(1)
    numbered = dataclasses.replace(long_ago, requisition_id="R-12345")
    assert place(dataclasses.replace(same, requisition_id="R-12345"), numbered) == Link(None, (1,))
    assert place(reading(contacts=(DANA,)), long_ago) == Link(None, (1,))
    assert place(reading(company="Kestrel"), long_ago) == Link(None, (1,))
    assert place(reading(company="Kestrel"), long_ago, dataclasses.replace(long_ago, id=3)) == Link(None, (1, 3))
    assert place(reading(company="Nordlight", role="Data Engineer"), long_ago) == Link(None)
    assert place(same, long_ago, application(2, role="Data Engineer")) == Link(2)


def test_a_receipt_after_the_rejection_opens_a_new_application() -> None:
    closed = application(1, role="Data Engineer", rejected_at=NOW - timedelta(days=10))
    receipt = reading(company="Kestrel", role="Data Engineer", stage=Stage.APPLIED, confirmation=True)
    assert place(receipt, closed, as_=Label.OTHER) == Link(None)
    assert place(receipt, closed, as_=Label.OTHER, at=NOW - timedelta(days=11)) == Link(1)


def test_a_recruiter_with_another_job_after_the_rejection_opens_a_new_application() -> None:
    closed = application(1, role="Data Engineer", rejected_at=NOW - timedelta(days=10), contacts=(DANA,))
    assert place(reading(company="Kestrel", role="Night Nurse", contacts=(DANA,)), closed, as_=Label.RECRUITER) == Link(None)
    assert place(reading(company="Kestrel", contacts=(DANA,)), closed, as_=Label.RECRUITER) == Link(1)


def test_a_known_person_s_mail_belongs_to_the_application() -> None:
    ours = application(1, contacts=(DANA,), last_mail_at=NOW - 2 * RECENT)
    assert place(reading(contacts=(DANA,)), ours, as_=Label.OTHER) == Link(1)
    mail = dataclasses.replace(EMPTY, from_=Address("", "Dana@Kestrel.example"))
    assert place(NOTHING, ours, as_=Label.OTHER, mail=mail) == Link(1)
    assert place(reading(company="Petrel", contacts=(DANA,)), ours) == Link(None)


def test_a_person_of_two_applications_is_a_question() -> None:
    assert place(reading(contacts=(DANA,)), application(1, contacts=(DANA,)), application(2, contacts=(DANA,))) == Link(None, (1, 2))


def test_a_company_alone_links_where_it_has_one_recent_application() -> None:
    said = reading(company="Kestrel")
    old = application(2, last_mail_at=NOW - RECENT - timedelta(days=1))
    assert place(said, application(1), old, application(3, company=None), application(4, company="Petrel")) == Link(1)
    assert place(said, old) == Link(None)
    assert place(said, application(1), application(2)) == Link(None, (1, 2))
    assert place(reading(company="Kestrel", role="Night Nurse"), application(1, role="Data Engineer")) == Link(None)


def test_a_name_that_only_begins_alike_is_not_enough_alone() -> None:
    assert place(reading(company="Kestrel Freight"), application(1)) == Link(None)


def test_other_mail_of_a_company_is_not_taken_for_the_application_s() -> None:
    assert place(reading(company="Kestrel"), application(1), as_=Label.OTHER) == Link(None)
    hiring = reading(company="Kestrel", stage=Stage.ASSESSMENT)
    assert place(hiring, application(1), as_=Label.OTHER) == Link(1)
    assert place(hiring, application(1), application(2), as_=Label.OTHER) == Link(None)


def test_what_the_user_said_of_a_thread_or_a_requisition_answers_the_question() -> None:
    both = [application(1, message_ids=frozenset({"a@x"})), application(2, message_ids=frozenset({"b@x"}))]
    mail = answering("a@x", "b@x")
    assert link(mail, Label.REJECTION, NOTHING, NOW, both) == Link(None, (1, 2))
    told = [both[0], dataclasses.replace(both[1], settled=frozenset({"thread:b@x"}))]
    assert link(mail, Label.REJECTION, NOTHING, NOW, told) == Link(2)
    said = reading(requisition_id="R-12345")
    numbered = [application(1, requisition_id="R-12345"), application(2, requisition_id="R-12345")]
    assert place(said, *numbered) == Link(None, (1, 2))
    assert place(said, dataclasses.replace(numbered[0], settled=frozenset({"requisition:r12345"})), numbered[1]) == Link(1)


def test_what_the_user_said_does_not_overrule_what_is_certain() -> None:
    told = application(1, settled=frozenset({"requisition:r12345"}))
    assert place(reading(requisition_id="R-12345"), told, application(2, requisition_id="R-12345")) == Link(2)


def test_nothing_said_links_nothing() -> None:
    assert place(NOTHING, application(1)) == Link(None)
    assert not place(NOTHING).ambiguous


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("Data Engineer", "Data Engineer (Remote)", True),
        ("Senior Data Engineer", "Sr Data Engineer", True),
        ("Senior Data Engineer", "Data Engineer", False),
        ("SRE", "Site Reliability Engineer", True),
        ("Data Engineer", "Night Nurse", False),
        ("Engineer", "Senior Staff Data Platform Engineer", False),
        ("Nurse", "Nurse for the Night Ward of the Children Hospital", False),
        (None, "Data Engineer", True),
        ("Data Engineer", "", True),
        ("!", "?", True),
        ("!", "Data Engineer", False),
    ],
)
def test_two_titles_are_one_job_or_not(one: str | None, other: str | None, agree: bool) -> None:
    assert roles_agree(one, other) is agree
    assert roles_agree(other, one) is agree


NAMES = st.none() | st.sampled_from(["Kestrel", "Kestrel Freight", "Petrel", "", "!"]) | st.text(max_size=8)
ROLES = st.none() | st.sampled_from(["Data Engineer", "Senior Data Engineer", "Night Nurse"]) | st.text(max_size=8)
NUMBERS = st.none() | st.sampled_from(["R-12345", "12345", "-"])
TIMES = st.integers(-400, 400).map(lambda days: NOW + timedelta(days=days))
APPLICATIONS = st.builds(
    Application,
    id=st.integers(1, 9),
    company=NAMES,
    role=ROLES,
    requisition_id=NUMBERS,
    starred=st.booleans(),
    rejected_at=st.none() | TIMES,
    last_mail_at=TIMES,
    contacts=st.sampled_from([(), (DANA,)]),
    message_ids=st.frozensets(st.sampled_from(["a@x", "b@x"])),
)


@given(
    applications=st.lists(APPLICATIONS, max_size=6, unique_by=lambda each: each.id),
    label=st.sampled_from(Label),
    company=NAMES,
    role=ROLES,
    number=NUMBERS,
    at=TIMES,
    references=st.lists(st.sampled_from(["a@x", "b@x", "c@x"]), max_size=3).map(tuple),
    confirmation=st.booleans(),
)
def test_an_answer_is_one_application_or_several_candidates_and_never_both(
    applications: list[Application],
    label: Label,
    company: str | None,
    role: str | None,
    number: str | None,
    at: datetime,
    references: tuple[str, ...],
    confirmation: bool,
) -> None:
    said = reading(company=company, role=role, requisition_id=number, confirmation=confirmation, contacts=(DANA,))
    found = link(answering(references=references), label, said, at, applications)
    known = {each.id for each in applications}
    assert found.application is None or (found.application in known and not found.candidates)
    if len(found.candidates) == 1:  # a late no is of that application or of a new one: only the user can tell
        (only,) = (each for each in applications if each.id in found.candidates)
        assert label is Label.REJECTION
        assert only.rejected_at is not None
        assert at - only.rejected_at > SOON
    assert set(found.candidates) <= known
    assert found == link(answering(references=references), label, said, at, applications[::-1])
