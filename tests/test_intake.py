"""Raw mail through the reading room's own work into the state: who is known afterwards, what is planned, and what leaves no trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from parts.life import ME, Life, _arrival

from watcher.daemon.intake import take_in
from watcher.model import load
from watcher.reader import read_mail

CAME = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)  # a Monday


@pytest.fixture(scope="module")
def model():
    return load()


@pytest.fixture
def box(tmp_path, model):
    return Box(Life(tmp_path), model)


class Box:
    """A mailbox whose mails are read and taken in one by one."""

    def __init__(self, life: Life, model) -> None:
        self.life, self.model, self.days = life, model, 0

    def take(self, raw: str, *, sent: bool = False, day: int | None = None, account: str = "personal"):
        """A mail of that day (else the next) is read now."""
        self.days += 1
        came = CAME + timedelta(days=self.days if day is None else day)
        data = raw.encode()
        read = read_mail(data, truncated=False, received_on=came.date(), me=frozenset({ME}), model=self.model, sent=sent)
        arrival = replace(_arrival(next(self.life._uid), came, sent=sent), account=account)
        store = self.life.store()
        with store.transaction() as tx:
            outcome = take_in(tx, arrival, read, self.life.settings, came)
        store.close()
        return outcome

    def ask(self, method: str, *args):
        store = self.life.store()
        with store.transaction() as tx:
            answer = getattr(tx, method)(*args)
        store.close()
        return answer

    def people(self, application: int) -> dict[str, tuple[str, str, str]]:
        return {c.addr: (c.name, c.part.value, c.evidence) for c in self.ask("contacts_of", application)}

    def events(self, application: int) -> list[tuple[str, str]]:
        return [(event.what, event.cause) for event in self.ask("timeline", application)]

    def planned(self) -> list[str]:
        return sorted(f"{step['kind']} a{step['application'].strip('a')}" for step in self.life.agenda())


def mail(head: str, body: str, *, number: int, to: str = f"Robin Sample <{ME}>") -> str:
    return f"{head}\nTo: {to}\nMessage-ID: <{number}@mail.test>\n\n{body}\n"


RECEIPT = mail(
    "From: Kestrel Freight <no-reply@us.greenhouse-mail.io>\nSubject: Thank you for applying to Kestrel Freight",
    "Hi Robin,\n\nthank you for applying for the Data Engineer position. We have received your application.\n\nKestrel Freight",
    number=1,
)
REFUSAL = mail(
    "From: Kestrel Freight <no-reply@us.greenhouse-mail.io>\nSubject: Your application to Kestrel Freight",
    "Hi Robin,\n\nthank you for your interest in the Data Engineer position. Unfortunately we have decided not to move forward with your "
    "application.\n\nKind regards\nKestrel Freight",
    number=9,
)
CALENDAR = """\
BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
SUMMARY:Interview Data Engineer: Robin Sample
ORGANIZER;CN=Calendar:mailto:no-reply@calendly.com
ATTENDEE;CN=Robin;PARTSTAT=ACCEPTED:mailto:robin@mail.example
ATTENDEE;CN=Tom Okafor;PARTSTAT=ACCEPTED:mailto:tom.okafor@kestrelfreight.com
ATTENDEE;CN=Lena Voigt;PARTSTAT=DECLINED:mailto:lena.voigt@kestrelfreight.com
ATTENDEE;CN=Board Room;CUTYPE=ROOM:mailto:room1@kestrelfreight.com
END:VEVENT
END:VCALENDAR"""
INVITATION = f"""\
From: Dana Reyes <dana.reyes@kestrelfreight.com>
To: Robin Sample <{ME}>
Cc: Ife Adeyemi <ife.adeyemi@kestrelfreight.com>, Pal <pal@gmail.com>
Subject: Invitation: interview for the Data Engineer position at Kestrel Freight
Message-ID: <2@mail.test>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: text/plain; charset=utf-8

Dear Robin,

we would like to invite you to an interview for the Data Engineer position on Thursday.

Kind regards
Dana Reyes
Talent Acquisition Partner
--x
Content-Type: text/calendar; method=REQUEST; charset=utf-8

{CALENDAR}
--x--
"""


def test_from_the_receipt_to_the_refusal_it_is_one_application_and_its_interviewers_are_thanked(box):
    assert [box.take(raw).application for raw in (RECEIPT, INVITATION, REFUSAL)] == [1, 1, 1]
    people = box.people(1)
    assert people["tom.okafor@kestrelfreight.com"] == ("Tom Okafor", "interviewer", "invitation")
    assert people["lena.voigt@kestrelfreight.com"] == ("Lena Voigt", "contact", "invitation")
    assert people["ife.adeyemi@kestrelfreight.com"] == ("Ife Adeyemi", "contact", "Cc")
    assert people["dana.reyes@kestrelfreight.com"][1:] == ("recruiter", "From")
    assert len(people) == 4
    thank = [step["to"] for step in box.life.agenda() if step["kind"] == "thank"]
    assert thank == [["tom.okafor@kestrelfreight.com"]]
    assert box.ask("application", 1).stage == "interview"


def test_a_second_notice_about_the_same_outcome_makes_no_second_plan(box):
    first = box.take(REFUSAL)
    assert first.planned
    survey = mail(
        "From: Kestrel Freight <no-reply@us.greenhouse-mail.io>\nSubject: How was your experience with Kestrel Freight?",
        "Hi Robin,\n\nalthough you were not selected for the Data Engineer position, we would like to hear about your experience as a "
        "candidate. The survey takes two minutes.",
        number=10,
    )
    status = mail(
        "From: Kestrel Freight <no-reply@us.greenhouse-mail.io>\nSubject: Application status: Not selected",
        "Your application for Data Engineer at Kestrel Freight has not been selected. We will not be moving forward.",
        number=11,
    )
    assert [box.take(raw).planned for raw in (survey, status)] == [0, 0]
    assert {step["application"] for step in box.life.agenda()} == {"a1"}


def test_a_word_that_may_belong_to_two_refusals_of_these_days_plans_nothing(box):
    box.take(REFUSAL)
    other = REFUSAL.replace("Data Engineer", "Warehouse Planner").replace("<9@", "<12@")
    assert box.take(other).planned
    status = mail(
        "From: Kestrel Freight <no-reply@us.greenhouse-mail.io>\nSubject: Your application to Kestrel Freight",
        "Hi Robin,\n\nthank you for your interest. Unfortunately we have decided not to move forward with your application.",
        number=13,
    )
    late = box.take(status)
    assert late.planned == 0
    assert any("nothing is planned a second time" in cause for _, cause in box.events(late.application))


_, _, REFUSED = REFUSAL.partition("\n\n")
FORWARD = f"""\
From: {{}}
To: {{}}
Subject: Fwd: Your application to Kestrel Freight
Message-ID: <20@mail.test>

Look what came. Any advice?

---------- Forwarded message ---------
From: Kestrel Freight <no-reply@us.greenhouse-mail.io>
Date: Mon, 2 Mar 2026 at 10:15
Subject: Your application to Kestrel Freight
To: <{ME}>

{REFUSED}"""


@pytest.mark.parametrize("sent", [True, False])
def test_a_refusal_that_the_user_passes_on_is_none_and_the_friend_is_nobody(box, sent):
    box.take(REFUSAL)
    assert box.take(FORWARD.format(ME, "Pat <pat@gmail.com>"), sent=sent).planned == 0
    assert "pat@gmail.com" not in box.people(1)
    assert box.planned() == ["reflect a1"]


def test_a_refusal_that_a_friend_passes_on_is_theirs(box):
    assert box.take(FORWARD.format("Pat <pat@gmail.com>", ME)).planned == 0
    assert box.planned() == []


def test_a_refusal_quoted_below_an_answer_is_of_another_day(box):
    below = (
        "Hi Robin,\n\nthank you for your note, it was good to meet you too.\n\nBest\nDana Reyes\n\n"
        "On Mon, 2 Mar 2026 at 10:15, Robin Sample wrote:\n> Thank you all the same.\n>\n"
        "> > Unfortunately we have decided not to move forward with your application.\n"
    )
    head = "From: Dana Reyes <dana.reyes@kestrelfreight.com>\nSubject: Re: Your application to Kestrel Freight"
    assert box.take(mail(head, below, number=21)).planned == 0


def test_a_refusal_that_is_attached_is_of_another_day(box):
    raw = f"""\
From: Pat <pat@gmail.com>
To: <{ME}>
Subject: FYI
Message-ID: <22@mail.test>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: text/plain

See the attached mail, and call me tonight.
--x
Content-Type: message/rfc822
Content-Disposition: attachment; filename="no.eml"

{REFUSAL}
--x--
"""
    assert box.take(raw).planned == 0
    assert box.planned() == []


def test_whom_the_user_writes_to_in_the_thread_is_known_from_then_on(box):
    box.take(INVITATION)
    answer = (
        f"From: Robin Sample <{ME}>\nTo: Dana Reyes <dana.reyes@kestrelfreight.com>\nCc: Ola Brandt <ola.brandt@kestrelfreight.com>, "
        "Sis <sis@gmail.com>\nSubject: Re: Invitation\nMessage-ID: <30@mail.test>\nIn-Reply-To: <2@mail.test>\n\nThursday suits me well.\n"
    )
    assert box.take(answer, sent=True).application == 1
    people = box.people(1)
    assert people["dana.reyes@kestrelfreight.com"] == ("Dana Reyes", "recruiter", "From, Sent")
    assert people["ola.brandt@kestrelfreight.com"] == ("Ola Brandt", "contact", "Sent")
    assert "sis@gmail.com" not in people
    assert ("you wrote", "to Dana Reyes, Ola Brandt") in box.events(1)


def test_taking_an_application_back_ends_the_answer_that_was_waited_for(box):
    box.take(INVITATION)
    assert box.planned() == ["reply_recruiter a1"]
    box.take(
        f"From: Robin Sample <{ME}>\nTo: Dana Reyes <dana.reyes@kestrelfreight.com>\nSubject: Re: Invitation\n"
        "Message-ID: <33@mail.test>\nIn-Reply-To: <2@mail.test>\n\nThank you, but I would like to withdraw my application.\n",
        sent=True,
    )
    assert box.planned() == []
    assert ("you withdrew", "your own mail says so") in box.events(1)
    assert any(cause.endswith("you withdrew") for what, cause in box.events(1) if "cancelled" in what)


def test_a_new_receipt_from_the_same_company_completes_applying_again(box):
    again = mail(
        "From: Dana Reyes <dana.reyes@kestrelfreight.com>\nSubject: Your application to Kestrel Freight",
        "Hi Robin,\n\nthank you for your interest in the Data Engineer position. Unfortunately we have decided not to move forward with "
        "your application. You are welcome to apply again in six months.\n\nKind regards\nDana Reyes\nRecruiter, Kestrel Freight",
        number=41,
    )
    box.take(again)
    assert "apply_again a1" in box.planned()
    receipt = RECEIPT.replace("Data Engineer", "Warehouse Planner").replace("<1@", "<42@")
    assert box.take(receipt).application == 2
    assert "apply_again a1" not in box.planned()
    assert any(cause.endswith("you applied again") for what, cause in box.events(1) if "completed" in what)


def test_a_mail_to_a_known_house_makes_a_contact_and_private_mail_leaves_no_trace(box):
    box.take(INVITATION)
    thanks = f"From: <{ME}>\nTo: Tom Okafor <t.okafor@kestrelfreight.com>\nSubject: Thank you\nMessage-ID: <31@mail.test>\n\nThank you.\n"
    private = f"From: <{ME}>\nTo: Mum <mum@gmail.com>\nSubject: Sunday\nMessage-ID: <32@mail.test>\n\nThey said no.\n"
    assert box.take(thanks, sent=True).application == 1
    assert box.take(private, sent=True).message is None
    assert "t.okafor@kestrelfreight.com" in box.people(1)
    assert [row.message_id for row in box.ask("messages_of", 1)] == ["2@mail.test", "31@mail.test"]


APPLYING = f"""\
From: Robin Sample <{ME}>
To: Marta Ruiz <marta.ruiz@tresrios.example>
Subject: Application for the position of Bookkeeper
Message-ID: <40@mail.test>

Dear Ms Ruiz,

I would like to apply for the position of Bookkeeper. Please find my CV attached.

Kind regards
Robin Sample
"""
ANSWER = mail(
    "From: Marta Ruiz <marta.ruiz@tresrios.example>\nSubject: Re: Application for the position of Bookkeeper\n"
    "In-Reply-To: <40@mail.test>\nReferences: <40@mail.test>",
    "Dear Robin,\n\nthank you for your application. Unfortunately we have decided on another candidate and cannot offer you the job.\n\n"
    "Kind regards\nMarta Ruiz",
    number=41,
)


@pytest.mark.parametrize("sent_first", [True, False])
def test_applying_by_mail_waits_for_its_answer_and_joins_it(box, sent_first):
    raws = [(APPLYING, True), (ANSWER, False)]
    for raw, sent in raws if sent_first else raws[::-1]:
        box.take(raw, sent=sent)
    application = box.ask("application", 1)
    assert (application.role, application.company) == ("Bookkeeper", "Tresrios")
    assert box.people(1)["marta.ruiz@tresrios.example"][2] in {"From, Sent", "Sent, From"}
    assert ("you applied", "to Marta Ruiz") in box.events(1)
    assert {row.message_id for row in box.ask("messages_of", 1)} == {"40@mail.test", "41@mail.test"}
    assert "reflect a1" in box.planned()


def test_applying_by_mail_keeps_no_text_and_makes_no_application_by_itself(box):
    assert box.take(APPLYING, sent=True).application is None
    [row] = box.ask("applied_by_mail")
    assert row.role == "Bookkeeper"
    assert box.ask("message", row.id).text is None
    assert box.ask("applications") == []


def test_an_answer_from_the_house_in_a_thread_of_its_own_is_found_too(box):
    box.take(APPLYING, sent=True)
    box.take(ANSWER.replace("In-Reply-To: <40@mail.test>\nReferences: <40@mail.test>\n", "").replace("marta.ruiz", "personal"))
    assert ("you applied", "to Marta Ruiz") in box.events(1)


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Application for a loan", "I would like to apply for a loan, my CV is attached."),
        ("Sunday", "I have applied for a job and sent my CV, wish me luck."),
        ("Re: Application for the position of Bookkeeper", "Did you get my CV?"),
    ],
)
def test_other_mail_to_strangers_is_not_kept(box, subject, body):
    raw = APPLYING.replace("Application for the position of Bookkeeper", subject).partition("\n\n")[0] + f"\n\n{body}\n"
    assert box.take(raw, sent=True).message is None


BY_DANA = mail(
    "From: Dana Reyes <dana.reyes@kestrelfreight.com>\nSubject: Your application to Kestrel Freight",
    "Dear Robin,\n\nthank you for your interest in the Data Engineer position. Unfortunately we have decided not to move forward with your "
    "application.\n\nKind regards\nDana Reyes\nTalent Acquisition Partner\nKestrel Freight",
    number=50,
)
TO_DANA = mail(
    f"From: Robin Sample <{ME}>\nSubject: A question",
    "Dear Dana,\n\nwhat should I work on?\n\nRobin",
    number=51,
    to="Dana Reyes <dana.reyes@kestrelfreight.com>",
)
ORDERS = {
    "seen again in another mailbox": [("refusal", {}), ("own", {}), ("own", {})],
    "seen again in another account": [("refusal", {}), ("own", {}), ("own", {"account": "work"})],
    "seen first, and again": [("own", {}), ("refusal", {}), ("own", {}), ("own", {"account": "work"})],
    "before an older mail": [("refusal", {}), ("own", {}), ("older", {})],
    "seen first, before an older mail": [("own", {}), ("refusal", {}), ("older", {}), ("own", {"account": "work"})],
}


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_one_mail_of_the_users_counts_once_however_often_it_is_seen(box, order):
    what = {"refusal": (BY_DANA, False, 2), "own": (TO_DANA, True, 5), "older": (INVITATION, False, 1)}
    for name, where in order:
        raw, sent, day = what[name]
        box.take(raw, sent=sent, day=day, **where)
    steps = {step["kind"]: step["status"] for step in box.life.agenda("--all")}
    assert steps["ask_recruiter"] == "completed"
    assert steps["thank"] == "needs_action"


def test_what_a_late_mail_calls_for_is_answered_by_what_was_written_since(box):
    box.take(TO_DANA, sent=True, day=5)
    word = BY_DANA.replace("number=50", "").partition("\n\n")[0].replace("Your application to", "A role at").replace("<50@", "<52@")
    box.take(
        word + "\n\nHi Robin,\n\nI am a recruiter at Kestrel Freight and came across your profile. Are you open to a call about a "
        "Data Engineer role?\n\nDana Reyes\n",
        day=1,
    )
    assert [(step["kind"], step["status"]) for step in box.life.agenda("--all")] == [("reply_recruiter", "completed")]
    box.take(BY_DANA, day=2)
    assert {step["kind"]: step["status"] for step in box.life.agenda("--all")}["ask_recruiter"] == "completed"


def test_a_second_try_for_the_same_job_has_a_plan_of_its_own(box):
    assert box.take(BY_DANA, day=1).planned
    again = box.take(BY_DANA.replace("<50@", "<60@"), day=100)
    assert again.application == 2
    assert again.planned
    assert box.take(BY_DANA.replace("<50@", "<61@"), day=103).application == 2


def test_one_mail_to_the_recruiter_of_two_applications_is_one_step_done(box):
    other = BY_DANA.replace("Data Engineer", "Warehouse Planner").replace("<50@", "<53@")
    box.take(BY_DANA, day=1)
    assert box.take(other, day=2).application == 2
    assert box.take(TO_DANA, sent=True, day=5).application is None
    box.take(TO_DANA, sent=True, day=5, account="work")

    def asked():
        return {step["application"]: step["status"] for step in box.life.agenda("--all") if step["kind"] == "ask_recruiter"}

    assert asked() == {"a1": "completed", "a2": "needs_action"}
    named = TO_DANA.replace("A question", "The Warehouse Planner position").replace("<51@", "<54@")
    assert box.take(named, sent=True, day=6).application == 2
    assert asked() == {"a1": "completed", "a2": "completed"}
    answer = mail(
        "From: Dana Reyes <dana.reyes@kestrelfreight.com>\nSubject: Re: A question\nIn-Reply-To: <51@mail.test>",
        "Hi Robin,\n\nthe photos of the garden are lovely.\n\nDana",
        number=55,
    )
    assert box.take(answer, day=7).application is None
