"""Who is known from a mail besides its writer: Cc, invitations, signatures, and the user's own mail."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watcher.core.classify import Label, Verdict
from watcher.core.extract import Contact, Part, Reading, Stage, answerable, extract
from watcher.core.extract.invitation import Invitation, invitation_of
from watcher.core.extract.others import name_in
from watcher.core.link import RECENT, SOON, Application, Link, opens, told_already
from watcher.core.parse import Message, parse
from watcher.core.sent import answers, met, same_house, touched
from watcher.core.text import judged_text

ME = frozenset({"sam@example.org"})
NOW = datetime(2026, 3, 10, tzinfo=UTC)
TO = "To: Sam <sam@example.org>"
DANA = "From: Dana Reyes <dana.reyes@kestrel.com>"


def read(raw: str, label: Label = Label.RECRUITER, me: frozenset[str] = ME) -> Reading:
    message = parse(raw.encode())
    return extract(message, judged_text(message), Verdict(label, {}, unsure=False, reasons=()), received_on=date(2026, 3, 10), me=me)


def people(raw: str, label: Label = Label.RECRUITER, me: frozenset[str] = ME) -> dict[str, tuple[str, str]]:
    return {contact.addr: (contact.part.value, contact.evidence) for contact in read(raw, label, me).contacts}


def invited(*lines: str, summary: str = "Interview", text: str = "We invite you to an interview.", head: str = f"{DANA}\n{TO}") -> str:
    calendar = "\n".join(("BEGIN:VCALENDAR", "METHOD:REQUEST", "BEGIN:VEVENT", f"SUMMARY:{summary}", *lines, "END:VEVENT", "END:VCALENDAR"))
    parts = f"--x\nContent-Type: text/plain\n\n{text}\n--x\nContent-Type: text/calendar\n\n{calendar}\n--x--\n"
    return f"{head}\nSubject: Hello\nContent-Type: multipart/mixed; boundary=x\n\n{parts}"


ORGANIZER = "ORGANIZER;CN=Dana Reyes:mailto:dana.reyes@kestrel.com"
SAM = "ATTENDEE;CN=Sam:mailto:sam@example.org"
TOM = "ATTENDEE;CN=Tom Okafor;PARTSTAT=ACCEPTED:mailto:tom.okafor@kestrel.com"


# Cc


def test_whoever_will_interview_is_an_interviewer_and_a_title_says_its_part() -> None:
    cc = "Cc: Tom Okafor <tom@kestrel.com>, Rhea Kapoor <rhea@kestrel.com>, Ned Orme <ned@kestrel.com>, Ada Quist <ada@kestrel.com>"
    body = "Tom (in copy) will interview you. Rhea, our plant manager, sends her regards. The interview is with Zoe and Ned."
    found = people(f"{DANA}\n{TO}\n{cc}\nSubject: Hello\n\n{body}\n")
    assert found["tom@kestrel.com"] == ("interviewer", "Cc")
    assert found["rhea@kestrel.com"] == ("hiring_manager", "Cc")
    assert found["ned@kestrel.com"] == ("interviewer", "Cc")
    assert found["ada@kestrel.com"] == ("contact", "Cc")


@pytest.mark.parametrize(
    "cc",
    [
        "Pal <pal@gmail.com>",  # at home nowhere
        "Tom Okafor <tom@petrel.com>",  # somebody else's house
        "Jobs <jobs@kestrel.com>",  # a desk
        "no-reply@kestrel.com",
        "x.y.z.w.q@kestrel.com",  # no name
        "Sam <sam@example.org>",
        "Dana Reyes <dana.reyes@kestrel.com>",
        ", ".join(f"Tom Okafor <tom{n}@kestrel.com>" for n in range(20)),  # a mailing
    ],
)
def test_who_is_nobody_in_cc(cc: str) -> None:
    assert list(people(f"{DANA}\n{TO}\nCc: {cc}\nSubject: Hello\n\nA word.\n")) == ["dana.reyes@kestrel.com"]


def test_a_meeting_at_work_makes_no_interviewer() -> None:
    raw = f"{DANA}\n{TO}\nCc: Tom Okafor <tom@kestrel.com>\nSubject: Tuesday\n\nTom and I will meet you at ten about the budget.\n"
    assert people(raw, Label.OTHER)["tom@kestrel.com"] == ("contact", "Cc")


def test_a_machine_s_cc_says_nothing() -> None:
    machine = f"From: Kestrel <no-reply@us.greenhouse-mail.io>\n{TO}\nCc: Tom Okafor <tom@kestrel.com>\nSubject: Kestrel\n\nA no.\n"
    assert people(machine, Label.REJECTION) == {}


def test_an_agency_copies_in_its_client() -> None:
    raw = f"From: Adam Pike <adam@pike-search.com>\n{TO}\nCc: Tom Okafor <tom@kestrel.com>\nSubject: Application to Kestrel\n\nHello.\n"
    assert people(raw)["tom@kestrel.com"] == ("contact", "Cc")


def test_another_recipient_of_the_house_counts_and_the_only_one_is_the_reader() -> None:
    assert people(f"{DANA}\nTo: sam@example.org, Tom Okafor <tom@kestrel.com>\nSubject: Hello\n\nA word.\n")["tom@kestrel.com"][1] == "To"
    assert list(people(f"{DANA}\nTo: Tom Okafor <tom@kestrel.com>\nSubject: Hello\n\nA word.\n", me=frozenset())) == [
        "dana.reyes@kestrel.com"
    ]


# Invitations


def test_the_people_of_an_interview_are_interviewers_but_not_the_reader_a_room_or_who_declined() -> None:
    room = "ATTENDEE;CUTYPE=ROOM;CN=Oak Room:mailto:oak.room@kestrel.com"
    lena = "ATTENDEE;CN=Lena Voigt;PARTSTAT=DECLINED:mailto:lena@kestrel.com"
    found = people(invited(ORGANIZER, SAM, TOM, room, lena))
    assert found == {
        "dana.reyes@kestrel.com": ("interviewer", "From, invitation"),
        "tom.okafor@kestrel.com": ("interviewer", "invitation"),
        "lena@kestrel.com": ("contact", "invitation"),
    }


def test_a_recruiter_who_invites_stays_one() -> None:
    found = people(invited(ORGANIZER, SAM, TOM, text="We invite you to an interview.\n\nBest,\nDana Reyes\nRecruiter"))
    assert found["dana.reyes@kestrel.com"] == ("recruiter", "From")


def test_a_scheduling_tool_is_nobody_and_the_house_of_its_guests_is_the_company() -> None:
    tool = "ORGANIZER;CN=Calendly:mailto:someone@calendly.com"
    reading = read(invited(tool, SAM, TOM, head=f"From: Calendly <no-reply@calendly.com>\n{TO}"), Label.OTHER)
    assert reading.contacts == (Contact("Tom Okafor", "tom.okafor@kestrel.com", Part.INTERVIEWER, "invitation"),)
    assert (reading.company, reading.stage) == ("Kestrel", Stage.INTERVIEW)
    assert read(invited(tool, head=f"From: Calendly <no-reply@calendly.com>\n{TO}"), Label.OTHER).company is None


def test_other_candidates_of_a_group_interview_are_nobody() -> None:
    jo = "ATTENDEE;CN=Jo Pell:mailto:jo.pell@gmail.com"
    assert "jo.pell@gmail.com" not in people(invited(ORGANIZER, SAM, TOM, jo))
    assert people(invited(jo, head=f"From: Jo Pell <jo.pell@gmail.com>\n{TO}"))["jo.pell@gmail.com"][0] == "interviewer"


def test_another_appointment_makes_no_interviewer_and_a_cancelled_one_nobody() -> None:
    assert people(invited(TOM, summary="Coffee", text="See you."), Label.OTHER)["tom.okafor@kestrel.com"] == ("contact", "invitation")
    assert "tom.okafor@kestrel.com" not in people(invited(TOM, "STATUS:CANCELLED"))


def test_a_class_of_guests_is_no_interview() -> None:
    assert list(people(invited(*(f"ATTENDEE:mailto:tom.okafor{n}@kestrel.com" for n in range(20))))) == ["dana.reyes@kestrel.com"]


def test_a_guest_without_a_name_has_the_one_in_the_address() -> None:
    guests = ("ada.quist", "qx7", "t.okafor", "oak-room", "meeting.lisbon")
    reading = read(invited(*(f"ATTENDEE;CN={guest}@kestrel.com:mailto:{guest}@kestrel.com" for guest in guests)))
    assert [contact.name for contact in reading.contacts] == ["Dana Reyes", "Ada Quist", ""]
    assert (name_in("dana+x@kestrel.com"), name_in("ab.cd@kestrel.com"), name_in("a.b@kestrel.com")) == ("Dana", "", "")


def test_what_is_asked_of_a_program_is_no_guest() -> None:
    alarm = "BEGIN:VALARM\nATTENDEE:mailto:alarm@kestrel.com\nEND:VALARM"
    found = invitation_of([f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{alarm}\nATTENDEE;EMAIL=tom@kestrel.com:urn:x\nEND:VEVENT\nEND:VCALENDAR"])
    assert found is not None
    assert [guest.addr for guest in found.guests] == ["tom@kestrel.com"]


@pytest.mark.parametrize(
    "calendar",
    [
        "",
        "BEGIN:VEVENT\nSUMMARY:Interview\nEND:VEVENT",
        'ATTENDEE;CN="x:mailto:a',
        "\x00",
        "END:VEVENT\nEND:X",
        "ATTENDEE:mailto:a@b.cd\nSUMMARY;VALUE=A,B:x",
    ],
)
def test_no_invitation_is_none_or_names_nobody(calendar: str) -> None:
    found = invitation_of([calendar])
    assert found is None or found.guests == ()


LINES = st.sampled_from(
    (
        "BEGIN:VEVENT|END:VEVENT|BEGIN:VCALENDAR|END:VCALENDAR|BEGIN:VALARM|ATTENDEE|ATTENDEE:|ATTENDEE;:;:| folded|"
        'ATTENDEE;CN="a:mailto:b@c.d|ATTENDEE;CN=a;CN=b:mailto:b@c.de|ATTENDEE;CN=;PARTSTAT=:mailto:@|ORGANIZER;LANGUAGE=\\n:x|'
        "SUMMARY;ENCODING=BASE64:%%%|SUMMARY:Interview|STATUS:|METHOD;X|ATTENDEE;ENCODING=BASE64;VALUE=BINARY:mailto:a@b.cd|" + TOM
    ).split("|")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES | st.text(max_size=60), max_size=40).map("\n".join))
def test_no_calendar_makes_reading_raise(calendar: str) -> None:
    found = invitation_of([calendar, calendar])
    assert found is None or len(found.guests) <= 120
    raw = f"{DANA}\n{TO}\nSubject: Interview\nContent-Type: text/calendar\n\n{calendar}\n"
    assert all(answerable(contact.addr) for contact in read(raw).contacts)


def test_of_a_huge_calendar_the_first_lines_are_read() -> None:
    found = invitation_of([f"{TOM}\n" * 5_000])
    assert found is not None
    assert len(found.guests) == 60
    assert isinstance(found, Invitation)


# Signatures


def test_an_address_below_a_robot_s_letter_is_known_but_nobody_is_written_to_by_it() -> None:
    head = f"From: Kestrel <no-reply@us.greenhouse-mail.io>\n{TO}\nSubject: Your application to Kestrel"
    body = "We chose somebody else.\n\nKind regards,\nDana Reyes\nRecruiter\n{}\n"
    assert people(f"{head}\n\n{body.format('dana.reyes@kestrel.com')}", Label.REJECTION) == {
        "dana.reyes@kestrel.com": ("recruiter", "signature")
    }
    for nobody in ("dana@petrel.com", "jobs@kestrel.com", "sam@example.org", "no-reply@kestrel.com", "dana@@"):
        assert people(f"{head}\n\n{body.format(nobody)}", Label.REJECTION) == {}


# The user's own mail


def own(subject: str, body: str, to: str = "Dana Reyes <dana@kestrel.com>", more: str = "") -> Reading:
    return read(f"From: Sam <sam@example.org>\nTo: {to}\nSubject: {subject}\n{more}\n{body}\n", Label.OTHER)


def test_own_mail_tells_whom_it_went_to() -> None:
    reading = own("Thank you", "It was good to meet you.", "dana@kestrel.com, Tom Okafor (Head of Data) <t@kestrel.com>, sam@example.org")
    assert reading.contacts == (
        Contact("Dana", "dana@kestrel.com", Part.CONTACT, "Sent"),
        Contact("Tom Okafor", "t@kestrel.com", Part.HIRING_MANAGER, "Sent"),
    )
    assert (reading.stage, reading.company, reading.kind) == (None, None, None)


@pytest.mark.parametrize(
    ("subject", "body", "role"),
    [
        ("Application: Pastry Chef", "Please find my CV attached.", "Pastry Chef"),
        ("Hello", "I would like to apply for the position of Pastry Chef. My CV is attached.", "Pastry Chef"),
        ("Bewerbung als Tischler", "Anbei finden Sie meinen Lebenslauf.", "Tischler"),
        ("Candidature au poste de Libraire", "Vous trouverez mon CV.", "Libraire"),
        ("Candidatura para el puesto de Contable", "Adjunto mi CV.", "Contable"),
        ("Candidatura à vaga de Rececionista", "Segue em anexo o meu currículo.", "Rececionista"),
        ("Candidatura per la posizione di Magazziniere", "Allego il mio curriculum.", "Magazziniere"),
        ("Sollicitatie als Fietsmonteur", "Bijgaand mijn cv en motivatiebrief.", "Fietsmonteur"),
    ],
)
def test_applying_by_mail_is_seen_in_seven_languages(subject: str, body: str, role: str) -> None:
    reading = own(subject, body)
    assert (reading.stage, reading.role, reading.company) == (Stage.APPLIED, role, "Kestrel")


@pytest.mark.parametrize(
    ("subject", "body", "to", "more"),
    [
        ("Re: Application: Pastry Chef", "My CV is attached.", "dana@kestrel.com", ""),
        ("Application: Pastry Chef", "My CV is attached.", "dana@kestrel.com", "References: <a@b>\n"),
        ("Application for a loan", "My CV is attached.", "dana@kestrel.com", ""),
        ("Application for a flat", "We would like to see it.", "dana@kestrel.com", ""),
        ("Application: Pastry Chef", "Hello.", "dana@kestrel.com", ""),
        ("Application: Pastry Chef", "My CV is attached.", "no-reply@kestrel.com", ""),
        ("Hello", "My CV is attached.", "dana@kestrel.com", ""),
    ],
)
def test_what_is_no_application_by_mail(subject: str, body: str, to: str, more: str) -> None:
    assert own(subject, body, to, more).stage is None


def test_applying_to_a_private_address_or_by_the_company_s_name() -> None:
    assert own("Application: Pastry Chef", "My CV is attached.", "dana@gmail.com").company is None
    reading = own("Application for Pastry Chef at Abernathy Bakery", "My CV is attached (Ref: 4711-A).", "dana@gmail.com")
    assert (reading.company, reading.requisition_id) == ("Abernathy Bakery", "4711-A")


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Re: Interview", "Thank you for your time. I would like to withdraw my application."),
        ("Re: Interview", "I have decided to withdraw from the process."),
        ("Withdrawal of my application", "Thank you for everything."),
        ("Re: Interview", "I no longer wish to be considered for the role."),
        ("Re: Interview", "Please consider my application withdrawn."),
        ("Re: Interview", "I am withdrawing my candidacy, as I have taken another job."),
        ("Re: Gespräch", "Hiermit ziehe ich meine Bewerbung als Tischler zurück."),
        ("Re: Gespräch", "Ich möchte meine Bewerbung zurückziehen."),
        ("Rücknahme meiner Bewerbung", "Vielen Dank für Ihre Mühe."),
        ("Re: Entretien", "Je souhaite retirer ma candidature."),
        ("Re: Entretien", "Je ne souhaite plus poursuivre le processus de recrutement."),
        ("Re: Entrevista", "Quisiera retirar mi candidatura."),
        ("Re: Entrevista", "He decidido retirarme del proceso."),
        ("Re: Entrevista", "Gostaria de retirar a minha candidatura."),
        ("Re: Entrevista", "Decidi desistir da vaga."),
        ("Re: Colloquio", "Vorrei ritirare la mia candidatura."),
        ("Re: Colloquio", "Ho deciso di ritirarmi dal processo di selezione."),
        ("Re: Gesprek", "Hierbij trek ik mijn sollicitatie in."),
        ("Re: Gesprek", "Ik wil mijn sollicitatie graag intrekken."),
    ],
)
def test_taking_an_application_back_is_seen_in_seven_languages(subject: str, body: str) -> None:
    reading = own(subject, body)
    assert (reading.withdrawn, reading.stage) == (True, None)
    assert reading.evidence["withdrawn"]


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Re: Interview", "Thursday suits me well."),
        ("Re: Withdrawal of my application", "Thursday suits me well."),
        ("Re: Interview", "I do not want to withdraw my application."),
        ("Re: Interview", "Should I withdraw my application for the other role?"),
        ("Re: Interview", "If that is not possible I would withdraw my application."),
        ("Re: Gespräch", "Ich werde meine Bewerbung nicht zurückziehen."),
        ("Re: Gesprek", "Ik trek mijn sollicitatie niet in."),
        ("Re: Entretien", "Je vous envoie ma candidature."),
    ],
)
def test_what_takes_no_application_back(subject: str, body: str) -> None:
    assert not own(subject, body).withdrawn


# Which application the user's own mail is about


def application(
    number: int, *contacts: str, rejected: datetime | None = None, ids: tuple[str, ...] = (), at: datetime = NOW
) -> Application:
    known = tuple(Contact("", addr, Part.CONTACT, "From") for addr in contacts)
    return Application(number, "Kestrel", None, None, False, rejected, NOW, known, frozenset(ids))


def message(**fields: str) -> Message:
    head = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in fields.items())
    return parse(f"{head}\nHello\n".encode())


def to(*addrs: str) -> tuple[Contact, ...]:
    return tuple(Contact("", addr, Part.CONTACT, "Sent") for addr in addrs)


def test_own_mail_belongs_by_thread_then_by_person_then_by_house() -> None:
    threaded, known = application(1, ids=("a@x",)), application(2, "dana@kestrel.com")
    other = application(3, "tom@kestrel.com")
    assert touched(message(References="<a@x>"), to("dana@kestrel.com"), NOW, [threaded, known]) == [threaded]
    assert touched(message(), to("Dana@Kestrel.com"), NOW, [threaded, known, other]) == [known]
    assert touched(message(), to("new@mail.kestrel.com"), NOW, [threaded, known]) == [known]
    assert touched(message(), to("new@kestrel.com"), NOW, [known, other]) == []  # two of that house: not clear
    assert touched(message(), to("new@kestrel.com"), NOW + RECENT + timedelta(days=1), [known]) == []
    assert touched(message(), to("mum@gmail.com"), NOW, [application(4, "dana@gmail.com")]) == []


def test_of_several_applications_of_one_recruiter_own_mail_is_about_those_that_it_names() -> None:
    baker = replace(application(1, "dana@agency.com"), role="Baker", requisition_id="R-12")
    chef = replace(application(2, "dana@agency.com"), role="Pastry Chef", company="Nordlight")
    both = [baker, chef]

    def about(subject: str, text: str = "") -> list[Application]:
        return touched(message(Subject=subject), to("dana@agency.com"), NOW, both, text=text)

    assert about("Hello") == both
    assert about("Baker and Pastry Chef") == both
    assert about("The Pastry chef position") == [chef]
    assert about("Bakery") == both
    assert about("Hello", "I mean R-12.") == [baker]
    assert about("Hello", "Thank you for the talk about NORDLIGHT.") == [chef]


def test_a_friend_in_cc_is_nobody_and_a_colleague_is_known() -> None:
    assert met(to("dana@kestrel.com", "new@kestrel.com", "pal@gmail.com"), application(1, "dana@kestrel.com")) == to(
        "dana@kestrel.com", "new@kestrel.com"
    )


def test_an_answer_comes_in_the_thread_or_from_the_house() -> None:
    assert answers(message(References="<own@x>"), "own@x", (), NOW, NOW)
    from_house = message(From="anyone@kestrel.com")
    assert answers(from_house, "own@x", to("dana@kestrel.com"), NOW, NOW + timedelta(days=9))
    assert not answers(from_house, None, to("dana@kestrel.com"), NOW, NOW - timedelta(days=9))
    assert not answers(from_house, None, to("dana@kestrel.com"), NOW, NOW + RECENT + timedelta(days=1))
    assert not answers(message(From="x@gmail.com"), None, to("y@gmail.com"), NOW, NOW)
    assert not answers(message(), "own@x", to("dana@kestrel.com"), NOW, NOW)
    assert same_house("kestrel.com", "mail.kestrel.com")
    assert not same_house("kestrel.com", "petrel.com")
    assert not same_house(None, None)


# What opens an application, and what is a second word on one


def test_a_receipt_that_names_a_job_or_comes_from_a_tracking_system_opens_an_application() -> None:
    receipt = "We have received your application for the Pastry Chef position.\n"
    assert opens(message(), Label.REJECTION, own("Hello", "Hello"))
    tracked = message(From="Kestrel <no-reply@us.greenhouse-mail.io>")
    bank = message(From="Sparrow Bank <alerts@sparrowbank.co.uk>")
    job = read(f"From: Kestrel <x@kestrel.com>\n{TO}\nSubject: Kestrel\n\n{receipt}", Label.OTHER)
    nameless = read(f"From: Sparrow Bank <x@kestrel.com>\n{TO}\nSubject: Hello\n\nWe have received your application.\n", Label.OTHER)
    assert opens(bank, Label.OTHER, job)
    assert opens(tracked, Label.OTHER, nameless)
    assert not opens(bank, Label.OTHER, nameless)
    assert not opens(message(), Label.OTHER, nameless)
    assert opens(message(), Label.OTHER, read(invited(TOM), Label.OTHER))
    assert not opens(tracked, Label.OTHER, read(f"{DANA}\n{TO}\nSubject: Hello\n\nSee you.\n", Label.OTHER))


def test_a_word_on_one_of_several_refusals_of_these_days_is_no_new_one() -> None:
    both = [application(1, rejected=NOW), application(2, rejected=NOW - timedelta(days=3))]
    assert told_already(Link(None, (1, 2)), NOW, both)
    assert not told_already(Link(1), NOW, both)
    assert not told_already(Link(None, (1, 2)), NOW, [both[0], application(2)])
    assert not told_already(Link(None, (1, 2)), NOW + SOON + timedelta(days=1), both)
