"""What is read of a mail: the written mail of tests/extraction as a whole, and each rule by itself."""

from __future__ import annotations

import dataclasses
import sys
from datetime import date
from itertools import pairwise
from types import FrameType

import pytest
from extraction.measure import HISTORIES, MESSAGES, Tally, message_figures
from hypothesis import given, settings
from hypothesis import strategies as st

from watcher.core.classify import Label, Verdict
from watcher.core.extract import Contact, Kind, Part, Reading, Stage, answerable, company_key, extract
from watcher.core.extract.names import given_name, in_address, person_like, plain_person, same_company
from watcher.core.extract.role import clean_role
from watcher.core.extract.sender import label, tenant
from watcher.core.extract.vendors import vendor_of
from watcher.core.parse import Address, parse
from watcher.core.text import judged_text

CAME = date(2026, 3, 10)


def read(head: str, body: str = "", *, as_: Label = Label.REJECTION, came: date = CAME, reasons: tuple[str, ...] = ()) -> Reading:
    message = parse(f"{head}\n\n{body}".encode())
    return extract(message, judged_text(message), Verdict(as_, {}, unsure=False, reasons=reasons), received_on=came)


# The written mail as a whole


@pytest.fixture(scope="module")
def figures() -> dict[str, Tally]:
    return message_figures([*MESSAGES, *HISTORIES], [])


def test_nearly_every_company_is_found_and_hardly_any_is_wrong(figures: dict[str, Tally]) -> None:
    assert figures["company"].share >= 0.95
    assert figures["company"].wrong_share < 0.02


@pytest.mark.parametrize(("what", "least"), [("role", 0.9), ("person", 0.9), ("requisition", 0.9), ("kind", 0.95), ("stage", 0.9)])
def test_roles_people_and_kinds_are_found(figures: dict[str, Tally], what: str, least: float) -> None:
    assert figures[what].total > 20
    assert figures[what].share >= least


def test_feedback_receipts_and_days_to_apply_again_are_found(figures: dict[str, Tally]) -> None:
    assert min(figures[what].share for what in ("feedback", "reapply", "confirmation")) >= 0.9


# Senders


@pytest.mark.parametrize(
    "addr",
    [
        "no-reply@us.greenhouse-mail.io",
        "noreply@acme.example",
        "careers-noreply@acme.example",
        "do_not_reply@acme.example",
        "nepasrepondre@acme.fr",
        "nicht-antworten@acme.de",
        "notifications@app.bamboohr.com",
        "disney@myworkday.com",
        "acme+autoreply@talent.icims.com",
        "acme-jobs@m.personio.de",
        "system@successfactors.eu",
        "hit-reply@linkedin.com",
        "jobs@ashbyhq.com",
        "ehxk.fa.sender@workflow.email.us2.ocs.oraclecloud.com",
        "acme.hr@adp.com",
        "root@localhost",
        "dana",
        "",
        "@acme.example",
        "two words@acme.example",
    ],
)
def test_nobody_reads_these_addresses(addr: str) -> None:
    assert not answerable(addr)


@pytest.mark.parametrize(
    "addr",
    [
        "dana.reyes@acme.example",
        "careers@acme.example",
        "dana@gmail.com",
        "e+k3n9x2.acme@recruitee-mailbox.com",
        "acme+email+3f9ab21c@talent.icims.com",
        "9f31c07d2e+job+188@app.bamboohr.com",
        "8d7f1c2a9b4e@reply.linkedin.com",
        "dana.reyes@hire.lever.co",
        "jonas.ekberg@acme.teamtailor-mail.com",
    ],
)
def test_people_read_these_addresses(addr: str) -> None:
    assert answerable(addr)


@pytest.mark.parametrize(
    ("addr", "slug"),
    [
        ("etsy@myworkday.com", "etsy"),
        ("donotreply_ms@myworkday.com", "ms"),
        ("docusign+autoreply@talent.icims.com", "docusign"),
        ("no-reply@skogvik.teamtailor-mail.com", "skogvik"),
        ("no-reply@teamtailor-mail.com", None),
        ("e+abc123.greyfinch@recruitee-mailbox.com", "greyfinch"),
        ("no-reply@recruitee-mail.com", None),
        ("ravensmill-jobs@m.personio.de", "ravensmill"),
        ("no-reply@us.greenhouse-mail.io", None),
        ("dana@acme.example", None),
        ("12345@myworkday.com", None),
    ],
)
def test_the_employer_stands_in_the_vendor_s_own_slot(addr: str, slug: str | None) -> None:
    assert tenant(addr) == slug


@pytest.mark.parametrize(
    ("addr", "name"),
    [
        ("dana@mail.kestrel.co.uk", "kestrel"),
        ("dana@kestrel-careers.com", "kestrel"),
        ("dana@get-kestrel.com", "kestrel"),
        ("dana@kestrel.example", "kestrel"),
        ("dana@gmail.com", None),
        ("dana@hire.lever.co", None),
        ("dana@127.0.0.1", None),
        ("dana@jobs.com", None),
        ("dana@käse.de", None),
        ("dana", None),
    ],
)
def test_a_domain_of_its_own_names_the_employer(addr: str, name: str | None) -> None:
    assert label(addr) == name


def test_vendors_are_matched_by_whole_labels() -> None:
    assert vendor_of("eu.greenhouse-mail.io") is not None
    assert vendor_of("notgreenhouse-mail.io") is None
    assert vendor_of("lever.co.example") is None


# Names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Blend 360", "Blend360, Inc."),
        ("Smith & Sons Ltd", "smith and sons"),
        ("Müller GmbH & Co. KG", "Mueller"),
        ("ＡＣＭＥ　株式会社", "Acme"),
        ("The Orchard (UK)", "Orchard"),
        ("Vallescura S.r.l.", "Vallescura"),
        ("Kestrel", "Kestrel Freight"),
    ],
)
def test_one_company_written_in_two_ways(one: str, other: str) -> None:
    assert same_company(one, other)
    assert same_company(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("HP", "PHP"), ("Health", "Health Partners"), ("CVS", "CVS Health"), ("Kestrel", "Petrel"), ("", ""), ("!", "?")]
)
def test_two_companies_that_look_alike(one: str, other: str) -> None:
    assert not same_company(one, other)


def test_a_legal_form_alone_stays_a_key() -> None:
    assert company_key("AG") == "ag"


def test_names_of_people_are_told_from_names_of_houses() -> None:
    assert person_like("Dana Reyes")
    assert person_like("Ludwig van der Meer")
    assert not person_like("Dana")
    assert not person_like("Kestrel Hiring Team")
    assert not person_like("dana reyes")
    assert plain_person("Reyes, Dana") == "Dana Reyes"
    assert plain_person('Dr. Dana "Dee" Reyes (she/her)') == "Dana Dee Reyes"
    assert given_name("Anne-Sophie Klein")


def test_a_name_is_recognised_in_an_address_by_word_and_initials() -> None:
    assert in_address("Dana Reyes", "reyes.d")
    assert in_address("Jürgen Hahn", "juergen")
    assert in_address("Dana Reyes", "dr")
    assert not in_address("Tom Okafor", "customerservice")
    assert not in_address("", "dana")


# Company


def test_a_vendor_s_name_is_never_the_employer_s() -> None:
    assert (
        read("From: Workable <noreply@candidates.workablemail.com>\nSubject: Thanks for applying to Peregrine Tiles").company
        == "Peregrine Tiles"
    )
    assert read("From: Workable <noreply@candidates.workablemail.com>\nSubject: Your application").company is None


def test_the_words_before_position_are_a_job_and_no_company() -> None:
    body = "Thank you for applying to the JavaScript Developer / Team Lead position at Tithely. It is a no."
    assert read("From: <x@ashbyhq.com>\nSubject: Hello", body).company == "Tithely"
    assert (
        read("From: <x@ashbyhq.com>\nSubject: Hello", "Thank you for applying to the Nordlight Trust. It is a no.").company
        == "Nordlight Trust"
    )


def test_mail_systems_first_names_and_dates_are_no_companies() -> None:
    assert (
        read("From: Mail Delivery Subsystem <x@gmail.com>\nSubject: Returned mail", "The mail was received at Sun, 13 Sep").company is None
    )
    assert read("From: Mailer Daemon <MAILER-DAEMON@gmail.com>\nSubject: Hello", "It waits.").company is None
    assert read("From: Dana <x@gmail.com>\nSubject: Hello", "See you.").company is None
    assert read("From: Oscar <no-reply@ashbyhq.com>\nSubject: Hello", "It is a no.").company == "Oscar"


def test_footers_and_bodies_at_large_name_no_company() -> None:
    body = (
        "We will not be moving forward.\n\n"
        + "Thank you for everything and all of it. " * 30
        + "\n\nOur partners at Copperfield Energy are hiring."
    )
    assert read("From: <noreply@candidates.workablemail.com>\nSubject: Your application", body).company is None


def test_the_reader_s_own_name_is_no_company() -> None:
    assert (
        read(
            "From: <noreply@candidates.workablemail.com>\nTo: Sam Example <sam@x.example>\nSubject: Your application to Sam Example"
        ).company
        is None
    )


def test_a_mail_without_sender_is_read_too() -> None:
    reading = read("Subject: Your application to Kestrel Freight", "We decided to go with another candidate.")
    assert reading.company == "Kestrel Freight"
    assert reading.contacts == ()
    assert not reading.personal


@pytest.mark.parametrize(
    ("head", "company"),
    [
        ("From: Dana Reyes @ Kestrel <no-reply@ashbyhq.com>\nSubject: Hello", "Kestrel"),
        ("From: Dana Reyes via Kestrel <no-reply@ashbyhq.com>\nSubject: Hello", "Kestrel"),
        ("From: Kestrel via Greenhouse <no-reply@us.greenhouse-mail.io>\nSubject: Hello", "Kestrel"),
        ("From: via Greenhouse <no-reply@us.greenhouse-mail.io>\nSubject: Hello", None),
        ("From: Dana Reyes (Kestrel) <no-reply@ashbyhq.com>\nSubject: Hello", "Kestrel"),
        ('From: "Dana Reyes, Recruiter" <dana@kestrel.example>\nSubject: Hello', "Kestrel"),
        ("From: Kestrel <jobs@kestrel.example>\nSubject: Hello", "Kestrel"),
        ("From: Site Office <site@kestrel.example>\nSubject: Hello", "Kestrel"),
        ("From: no-reply-kestrel <x@ashbyhq.com>\nSubject: Hello", None),
        ("From: x <kestrelgroup@myworkday.com>\nSubject: Hello", "Kestrel Group"),
        ("From: <vk@myworkday.com>\nSubject: Hello", "VK"),
        ("From: <kestrelfreight@myworkday.com>\nSubject: Kestrel Foo", "Kestrelfreight"),
        ("From: <kestrelfreight@myworkday.com>\nSubject: News from Kestrel Freight Limited", "Kestrel Freight Limited"),
        ("From: <smithandsons@myworkday.com>\nSubject: Hi\n\nYours, Smith & Sons", "Smith & Sons"),
        ("From: <x@ashbyhq.com>\nSubject: [Kestrel] Thanks", "Kestrel"),
        ("From: <x@ashbyhq.com>\nSubject: Kestrel Freight wants you to take a test", "Kestrel Freight"),
        ("From: <x@ashbyhq.com>\nSubject: An update from Dana Reyes", None),
        ("From: <x@ashbyhq.com>\nSubject: An update from kestrel", None),
        ("From: <jobs@kf.example>\nSubject: Thank you from Kestrel Freight", "Kestrel Freight"),
        ("From: <jobs@kf.example>\nSubject: New message from Kestrel Freight", "KF"),
        ("From: Brae Lomond <ola@kestrel.example>\nSubject: Hello", "Kestrel"),
        ("From: Vale Solicitors <ola@kestrel.example>\nSubject: Hello", "Kestrel"),
        ("From: Sales Kestrel <sales@kestrel.example>\nSubject: Hello", "Kestrel"),
        ("From: Dana Reyes <dana@acme.example.com>\nSubject: Hello", "Acme"),
        ("From: Dana Reyes <dana@example.com>\nSubject: Hello", None),
        ("From: <x@ashbyhq.com>\nSubject: Kestrel Freight | Night Nurse | Application", "Kestrel Freight"),
        ("From: <x@ashbyhq.com>\nSubject: Interview with Dana Reyes", None),
        ("From: <x@ashbyhq.com>\nSubject: Your application to 10:30", None),
        ("From: <x@ashbyhq.com>\nSubject: Your application to Our Company", None),
        ("From: <x@ashbyhq.com>\nSubject: Your application to Next Steps", None),
        ("From: <x@ashbyhq.com>\nSubject: Your application to 12 Uhr", None),
        ("From: <x@ashbyhq.com>\nSubject: Your application to Night Nurse", None),
        ("From: Inc. <x@ashbyhq.com>\nSubject: Hello", None),
        ("From: kestrel <kestrel@gmail.com>\nSubject: Your application to kestrel", None),
        ("From: kestrel <x@ashbyhq.com>\nSubject: Your application to kestrel", "kestrel"),
    ],
)
def test_where_the_company_stands(head: str, company: str | None) -> None:
    assert read(head, "Hello Sam").company == company


def test_below_a_name_and_beside_a_title_stands_the_house() -> None:
    head = "From: Dana Reyes <dana.reyes@hire.lever.co>\nSubject: Hello"
    assert read(head, "No.\n\nBest,\nDana Reyes\nRecruiter, Kestrel").company == "Kestrel"
    assert read(head, "No.\n\nBest,\nDana Reyes\nRecruiter\nKestrel Freight").company == "Kestrel Freight"
    assert read(head, "No.\n\nBest,\nDana Reyes\nRecruiter\nLeeds").company is None


def test_a_team_that_signs_names_its_house() -> None:
    assert read("From: <x@ashbyhq.com>\nSubject: Hello", "No.\n\nBest,\nThe Kestrel Freight Recruiting Team").company == "Kestrel Freight"
    assert read("From: <x@ashbyhq.com>\nSubject: Hello", "No.\n\nBest,\nYour team at Kestrel Freight").company == "Kestrel Freight"


# Role and requisition


@pytest.mark.parametrize(
    ("subject", "role"),
    [
        ("Your application for Data Engineer (m/w/d) (Ref 123) position", "Data Engineer"),
        ("Application: Senior Nurse", "Senior Nurse"),
        ("Kestrel - Night Nurse - Application received", "Night Nurse"),
        ("Sports physio role", "Sports physio"),
        ("Your application for a job", None),
        ("Your application for March 2026", None),
        ("Your application to Lead", None),
        ("12345 - Night Nurse", "Night Nurse"),
        ("Position: Data Engineer in Leeds - Full time", "Data Engineer"),
        ("Kestrel's Data Engineer position", "Data Engineer"),
    ],
)
def test_titles_are_cleaned(subject: str, role: str | None) -> None:
    assert read(f"From: <x@ashbyhq.com>\nSubject: {subject}", "Hello Sam").role == role


def test_the_writer_s_own_title_is_not_the_job() -> None:
    assert read("From: Dana Reyes <dana@kestrel.example>\nSubject: Hello", "I'm a Data Engineer at Kestrel.").role is None
    assert read("From: Dana Baker <dana@kestrel.example>\nSubject: From Dana Baker").role is None


def test_a_company_in_front_of_the_title_is_cut() -> None:
    reading = read("From: Kestrel Freight <x@ashbyhq.com>\nSubject: Kestrel Freight Data Engineer")
    assert (reading.company, reading.role) == ("Kestrel Freight", "Data Engineer")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Requisition R-12345", "R-12345"),
        ("JR104477", "JR104477"),
        ("Job ID: 1211453", "1211453"),
        ("Ref: 110127BR", "110127BR"),
        ("Kennziffer 2026-114", "2026-114"),
        ("Night Nurse (55213)", "55213"),
        ("55213 Night Nurse", "55213"),
        ("Your bill 2026", None),
    ],
)
def test_requisition_ids_are_found_in_the_subject(text: str, number: str | None) -> None:
    assert read(f"From: <x@ashbyhq.com>\nSubject: {text}").requisition_id == number


def test_a_bare_number_counts_in_the_subject_alone() -> None:
    assert read("From: <x@ashbyhq.com>\nSubject: Hello", "Night Nurse (55213)").requisition_id is None
    assert read("From: <x@ashbyhq.com>\nSubject: Hello", "Requisition number: 55213").requisition_id == "55213"


# People


def people(head: str, body: str = "Hello Sam", *, as_: Label = Label.REJECTION) -> tuple[Contact, ...]:
    return read(head, body, as_=as_).contacts


def test_reply_to_is_where_an_answer_goes() -> None:
    head = "From: Dana Reyes <dana.reyes@hire.lever.co>\nReply-To: Dana Reyes <dana@kestrel.example>\nSubject: Hello"
    assert people(head) == (Contact("Dana Reyes", "dana@kestrel.example", Part.CONTACT, "Reply-To"),)


def test_somebody_else_in_reply_to_is_a_second_contact() -> None:
    head = "From: Dana Reyes <dana@kestrel.example>\nReply-To: Tom Okafor <tom@kestrel.example>\nSubject: Hello"
    assert [(c.name, c.evidence) for c in people(head)] == [("Dana Reyes", "From"), ("Tom Okafor", "Reply-To")]


def test_the_sender_s_own_address_in_reply_to_adds_nobody() -> None:
    head = "From: Dana Reyes <dana@kestrel.example>\nReply-To: dana@kestrel.example, dana@kestrel.example\nSubject: Hello"
    assert [c.addr for c in people(head)] == ["dana@kestrel.example"]


def test_a_desk_gives_way_to_the_person_in_reply_to() -> None:
    head = "From: Careers <careers@kestrel.example>\nReply-To: Eleanor Fitch <eleanor@kestrel.example>\nSubject: Hello"
    assert [c.name for c in people(head)] == ["Eleanor Fitch"]


def test_a_signature_completes_a_first_name() -> None:
    assert people("From: Dana <dana@kestrel.example>\nSubject: Hello", "No.\n\nBest,\nDana Reyes\nRecruiter") == (
        Contact("Dana Reyes", "dana@kestrel.example", Part.RECRUITER, "From, signature"),
    )


def test_a_signature_mark_is_read_down_to_the_quoted_mail() -> None:
    body = "No.\n\n-- \nDana Reyes\nHR Manager\n\nOn Mon, 2 Mar 2026 Sam wrote:\n> Best,\n> Tom Okafor"
    assert people("From: <dana@kestrel.example>\nSubject: Hello", body) == (
        Contact("Dana Reyes", "dana@kestrel.example", Part.HR, "From, signature"),
    )


def test_a_signature_in_quoted_mail_is_nobody_s() -> None:
    body = "No.\n\n> -- \n> Tom Okafor\n\n-- \nDana"
    assert [c.name for c in people("From: <desk@kestrel.example>\nSubject: Hello", body)] == [""]


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Talent Acquisition Partner", Part.RECRUITER),
        ("Recruitment Consultant", Part.AGENCY),
        ("Head of People", Part.HR),
        ("Head of Engineering", Part.HIRING_MANAGER),
        ("Teamleiterin Einkauf", Part.HIRING_MANAGER),
        ("Engineer", Part.CONTACT),
    ],
)
def test_a_title_says_the_part(title: str, part: Part) -> None:
    assert people("From: Dana Reyes <dana@kestrel.example>\nSubject: Hello", f"No.\n\nBest,\nDana Reyes\n{title}")[0].part is part


def test_who_writes_as_recruiter_is_one() -> None:
    outreach = "We have an opening. Interested?"
    assert people("From: Dana Reyes <dana@kestrel.example>\nSubject: Hello", outreach, as_=Label.RECRUITER)[0].part is Part.RECRUITER
    assert people("From: Dana Reyes <dana@gmail.com>\nSubject: Hello", outreach, as_=Label.RECRUITER)[0].part is Part.AGENCY
    assert (
        people("From: Dana Reyes <dana@kestrel.example>\nSubject: Hello", "My client needs you.", as_=Label.RECRUITER)[0].part
        is Part.AGENCY
    )
    assert people("From: Dana Reyes <dana@kestrel-staffing.example>\nSubject: Hello", outreach, as_=Label.RECRUITER)[0].part is Part.AGENCY


def test_a_desk_is_a_contact_only_where_it_speaks_of_the_application() -> None:
    head = "From: HR <hr@kestrel.example>\nSubject: Hello"
    assert people(head) == (Contact("", "hr@kestrel.example", Part.HR, "From"),)
    assert people(head, as_=Label.OTHER) == ()
    assert people("From: <talent@kestrel.example>\nSubject: Hello")[0].part is Part.RECRUITER
    assert people("From: <office@kestrel.example>\nSubject: Hello")[0].part is Part.HR


def test_a_mass_mail_is_not_personal() -> None:
    head = "From: Dana Reyes <dana@kestrel.example>\nPrecedence: bulk\nSubject: Hello"
    assert not read(head, "Hello").personal
    assert people("From: HR <hr@kestrel.example>\nList-Unsubscribe: <x@y.example>\nSubject: Hello") == ()
    assert read("From: Dana Reyes <dana@kestrel.example>\nSubject: Hello", "Hello").personal


def test_a_title_alone_or_a_greeting_signs_nothing() -> None:
    assert people("From: <desk@kestrel.example>\nSubject: Hello", "No.\n\nBest,\nHiring Manager")[0].name == ""
    assert people("From: <desk@kestrel.example>\nSubject: Hello", "No.\n\nBest,\nLiebe Leute")[0].name == ""
    assert people("From: <desk@kestrel.example>\nSubject: Hello", "No.\n\nBest,\nZorblax")[0].name == ""


def test_the_name_may_stand_beside_the_closing() -> None:
    assert people("From: <tom.okafor@kestrel.example>\nSubject: Hello", "It is a no.\nThanks, Tom Okafor\nFounder") == (
        Contact("Tom Okafor", "tom.okafor@kestrel.example", Part.HIRING_MANAGER, "From, signature"),
    )


def test_a_company_s_display_name_is_a_person_only_with_a_title_below() -> None:
    head = "From: Brae Lomond <x@ashbyhq.com>\nReply-To: r-abc1234@ashbyhq.com\nSubject: Hello"
    assert people(head, "No.\n\nBest,\nBrae Lomond\nTalent Partner")[0].name == "Brae Lomond"
    assert people(head, "No.\n\nBest,\nBrae")[0].name == "Brae Lomond"
    assert read(head, "No.\n\nBest,\nBrae Lomond").company == "Brae Lomond"
    assert read(head, "No.\n\nBest,\nYours\nTruly").company == "Brae Lomond"


# Kind, stage, feedback


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The position has been filled.", Kind.FILLED),
        ("We have put the search on hold.", Kind.ON_HOLD),
        ("The requisition has been cancelled.", Kind.CANCELLED),
        ("We have decided not to fill the post.", Kind.CANCELLED),
        ("We must withdraw the offer made to you.", Kind.RESCINDED),
        ("We went with another candidate.", Kind.NOT_SELECTED),
        ("Die Stelle wurde bereits besetzt.", Kind.FILLED),
        ("Die Stelle wird nicht mehr besetzt.", Kind.CANCELLED),
        ("Wegen eines Einstellungsstopps geht es nicht weiter.", Kind.ON_HOLD),
        ("Wir müssen unser Vertragsangebot leider zurückziehen.", Kind.RESCINDED),
        ("Le poste est pourvu.", Kind.FILLED),
        ("La vacante ha sido cancelada.", Kind.CANCELLED),
        ("A vaga foi preenchida.", Kind.FILLED),
        ("La selezione è stata sospesa.", Kind.ON_HOLD),
        ("De vacature is ingetrokken.", Kind.CANCELLED),
        ("Hm.", Kind.NOT_SELECTED),
    ],
)
def test_the_kind_of_no(text: str, kind: Kind) -> None:
    reading = read("From: <x@ashbyhq.com>\nSubject: Hello", text, reasons=("because",))
    assert reading.kind is kind
    assert reading.evidence["kind"] == (text if text != "Hm." else "because")


def test_what_is_only_conditional_decides_no_kind() -> None:
    reading = read("From: <x@ashbyhq.com>\nSubject: Hello", "Once the position has been filled, we delete data. You were not selected.")
    assert reading.kind is Kind.NOT_SELECTED


def test_only_a_rejection_has_a_kind() -> None:
    assert read("From: <x@ashbyhq.com>\nSubject: Hello", "The position has been filled.", as_=Label.OTHER).kind is None


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("It was a pleasure meeting you.", Stage.INTERVIEW),
        ("Thank you for coming to the final round.", Stage.FINAL),
        ("Thank you for our phone screen.", Stage.SCREENING),
        ("We looked at your coding challenge.", Stage.ASSESSMENT),
        ("We withdraw our offer.", Stage.OFFER),
        ("We cannot invite you to an interview after your application.", Stage.APPLIED),
        ("Danke für das Vorstellungsgespräch.", Stage.INTERVIEW),
        ("Hm.", None),
    ],
)
def test_how_far_it_got(text: str, stage: Stage | None) -> None:
    assert read("From: <x@ashbyhq.com>\nSubject: Hello", text).stage is stage


def test_a_receipt_tells_of_stages_to_come_and_none_is_reached() -> None:
    reading = read(
        "From: <x@ashbyhq.com>\nSubject: Hello", "We received your application. Next comes an interview with Tom.", as_=Label.OTHER
    )
    assert reading.confirmation
    assert reading.stage is Stage.APPLIED


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("I am happy to share some feedback.", True),
        ("If you would like feedback, call me.", True),
        ("Gerne geben wir Ihnen Feedback.", True),
        ("Unfortunately we cannot give individual feedback.", False),
        ("We would like your feedback: take our survey.", False),
        ("No.", False),
    ],
)
def test_feedback_is_offered_not_asked_for(text: str, offered: bool) -> None:
    reading = read("From: <x@ashbyhq.com>\nSubject: Hello", text)
    assert reading.feedback_offered is offered
    assert ("feedback_offered" in reading.evidence) is offered


# Apply again


@pytest.mark.parametrize(
    ("text", "came", "day"),
    [
        ("Please apply again in six months.", date(2026, 8, 31), date(2027, 2, 28)),
        ("We would welcome another application in no fewer than 6 months.", CAME, date(2026, 9, 10)),
        ("Apply again in two weeks.", CAME, date(2026, 3, 24)),
        ("Apply again in a year.", CAME, date(2027, 3, 10)),
        ("Reapply in half a year.", CAME, date(2026, 9, 10)),
        ("Reach out again next fall.", CAME, date(2026, 9, 1)),
        ("Do apply again in March.", CAME, date(2027, 3, 1)),
        ("Do apply again in January 2028.", CAME, date(2028, 1, 1)),
        ("Do apply again on 2026-05-04.", CAME, date(2026, 5, 4)),
        ("Do apply again on 2026-05-44 or so.", CAME, None),
        ("Do apply again from 15 May.", CAME, date(2026, 5, 15)),
        ("Do apply again in 31 February.", CAME, date(2027, 2, 1)),
        ("Do apply again in Q4.", CAME, date(2026, 10, 1)),
        ("Get in touch in the new year.", CAME, date(2027, 1, 1)),
        ("Apply again in 2028.", CAME, date(2028, 1, 1)),
        ("Bewerben Sie sich ab Herbst gern erneut.", CAME, date(2026, 9, 1)),
        ("In einem halben Jahr können Sie sich gern wieder bewerben.", CAME, date(2026, 9, 10)),
        ("N'hésitez pas à postuler de nouveau dans six mois.", CAME, date(2026, 9, 10)),
        ("Vuelve a presentarte dentro de tres meses.", CAME, date(2026, 6, 10)),
        ("Ricandidati tra sei mesi.", CAME, date(2026, 9, 10)),
        ("Solliciteer gerust opnieuw over zes maanden.", CAME, date(2026, 9, 10)),
        ("You applied in January 2020.", CAME, None),
        ("We keep your application data for six months, then you may apply again.", CAME, None),
        ("Apply again, six months of experience help.", CAME, None),
        ("In six months we move house.", CAME, None),
        ("Apply again in 99 years.", date(9990, 1, 1), date(9999, 1, 1)),
    ],
)
def test_the_day_to_apply_again(text: str, came: date, day: date | None) -> None:
    assert read("From: <x@ashbyhq.com>\nSubject: Hello", text, came=came).reapply_after == day


# Hostile text

ADDRESSES = st.builds(Address, st.text(max_size=60), st.text(max_size=60) | st.from_regex(r"[a-z+.-]{1,30}@[a-z.]{1,30}", fullmatch=True))
BITS = (
    "application|apply again|in|six months|at|Kestrel|Data Engineer|position|Best regards,|\n|the|for|(|)|R-12345|"
    "Bewerbung bei|als|interview|feedback|-- |>|Q4|2026-99-99|next fall| - |Dana|und|chez|de|\u0301|İ|ß"
)
WORDS = st.lists(st.sampled_from(BITS.split("|")), max_size=60).map(" ".join)
TEXTS = st.text(max_size=300) | WORDS


@settings(max_examples=300, deadline=None)
@given(
    subject=TEXTS,
    text=TEXTS,
    plain=TEXTS,
    from_=st.none() | ADDRESSES,
    reply_to=st.lists(ADDRESSES, max_size=3),
    to=st.lists(ADDRESSES, max_size=2),
    label=st.sampled_from(Label),
    came=st.dates(),
)
def test_no_text_makes_reading_raise(
    subject: str, text: str, plain: str, from_: Address | None, reply_to: list[Address], to: list[Address], label: Label, came: date
) -> None:
    message = dataclasses.replace(parse(b""), subject=subject, plain=plain, from_=from_, reply_to=tuple(reply_to), to=tuple(to))
    reading = extract(message, text, Verdict(label, {}, unsure=False, reasons=()), received_on=came)
    assert all(answerable(contact.addr) for contact in reading.contacts)
    assert reading.company is None or reading.company.strip()
    assert reading.reapply_after is None or reading.reapply_after > came


@pytest.mark.parametrize(
    "piece",
    [
        "application at ",
        "position of Data Engineer ",
        "A ",
        "A.",
        "R-",
        "Bewerbung bei der ",
        "in six ",
        "kind warm ",
        "not ",
        "x\n",
        "Dana Reyes\n",
        "interest in ",
    ],
)
def test_work_grows_no_faster_than_the_mail(piece: str) -> None:
    works = [_work(piece * (size // len(piece))) for size in (2_000, 4_000, 8_000, 16_000, 32_000, 64_000)]
    assert all(more <= 2.2 * less + 500 for less, more in pairwise(works))
    assert works[-1] <= works[-2] + 500  # beyond what is looked at nothing is done


def _work(text: str) -> int:
    """Calls made while reading, those into C included."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    message = dataclasses.replace(parse(b"From: Dana <dana@kestrel.example>\nSubject: Hello"), plain=text)
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        extract(message, text, Verdict(Label.REJECTION, {}, unsure=False, reasons=()), received_on=CAME)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("Test engineer, Leeds, hybrid", "Test engineer"),
        ("Data Engineer, remote", "Data Engineer"),
        ("Pflegefachkraft, Bad Homburg, Teilzeit", "Pflegefachkraft"),
        ("Director, Sales", "Director, Sales"),
    ],
)
def test_place_and_way_of_working_are_no_part_of_the_title(written: str, role: str) -> None:
    assert clean_role(written) == role
