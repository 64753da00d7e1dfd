"""What a step says, and the mail that it proposes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.config.templates import Shipped
from watcher.core.compose import Detail, Letters, Original, Writer, digest, display, draft, notification, reopened, words_of
from watcher.core.compose.display import first_name, harmless, people
from watcher.core.extract import Contact, Kind, Part, Stage
from watcher.core.link import Application
from watcher.core.plan import Status, Step, StepKind

NOW = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
INA = Contact("Ina Berg", "ina@kestrel.example", Part.INTERVIEWER, "From")
TOM = Contact("Hale, Tom", "tom@kestrel.example", Part.INTERVIEWER, "From")
HELEN = Contact("Helen Ray", "helen@kestrel.example", Part.HR, "From")
RITA = Contact("Rita Moss", "rita@kestrel.example", Part.RECRUITER, "From")
PLANNER = Application(7, "Kestrel Logistics", "Transport Planner", None, False, NOW, NOW, (), frozenset())
UNKNOWN = replace(PLANNER, company=None, role=None)
SHIPPED = Letters(Shipped())
EN = words_of("en")
NO = Original("no@kestrel.example", ("hello@kestrel.example", "talk@kestrel.example"), "Your application")
LETTERS = [kind for kind in StepKind if kind is not StepKind.REFLECT]


def step(kind, *to, number=31, due=NOW):
    return Step(number, 7, kind, Status.NEEDS_ACTION, due, to)


def letter(kind, *to, app=PLANNER, original=NO, me="Sam Example", why=None, stage=None):
    return draft(step(kind, *to), app, original, Writer(me), SHIPPED, kind=why, stage=stage)


def flat(text):
    return " ".join(text.split())


# --- strings of strangers ---


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Kestrel\r\nLogistics", "Kestrel Logistics"),
        ("Kes\x1b[31mtrel\x00", "Kes[31mtrel"),
        ("Kestrel \u202egro.live\u202c", "Kestrel gro.live"),
        ("Kes\u200btrel\u200d\ufeff", "Kestrel"),
        ("x" * 100, "x" * 79 + "…"),
        ("", ""),
    ],
)
def test_what_is_shown_is_one_short_line_without_anything_invisible(raw, shown):
    assert display(raw) == shown


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("<script>x</script>", "‹script›x‹/script›"),
        ("**Kestrel** `rm`", "Kestrel rm"),
        ("[Kestrel](https://evil.example/a?b) now", "[Kestrel] ((link) now"),
        ("See ftp://evil.example", "See (link)"),
        ("@everyone at a@b.example", "everyone at a@b.example"),
        ("@@everyone @\u200dhere", "everyone here"),
        ("mailto:a@b.example tel:+4912 Tel: 12, www.evil.example/x?y", "(link) (link) Tel: 12, (link)"),
        ("htt\u200dp://evil.example ht*tp://evil.example", "(link) (link)"),
        ("Planner (m/w/d), C++ & C#", "Planner (m/w/d), C++ & C#"),
    ],
)
def test_a_notification_shows_no_markup_links_or_calls_of_a_stranger(raw, shown):
    assert harmless(raw) == shown


@given(st.text(max_size=200), st.integers(2, 120))
def test_no_string_breaks_a_line_or_a_limit(text, limit):
    for line in (display(text, limit), harmless(text, limit)):
        assert len(line) <= limit
        assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in line)
        assert not re.search("[\u200b-\u200f\u202a-\u202e\u2060-\u2069]", line)
    assert not re.search(r"[<>*`~]|\w://\S", harmless(text, limit))


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Ina Berg", "Ina"),
        ("Berg, Ina", "Ina"),
        ("Dr. Ina Berg", "Ina"),
        ("Berg, Dr. Ina", "Ina"),
        ("INA BERG", "Ina"),
        ("ina", "Ina"),
        ("Jean-Luc Noir", "Jean-Luc"),
        ("O’Neil Park", "O’Neil"),
        ("Ursula von der Au", "Ursula"),
        ("Ina Berg (Kestrel)", "Ina"),
        ("Ina Berg via Relay", "Ina"),
        ("Ina - Kestrel", "Ina"),
        ("Ina Berg | Kestrel", "Ina"),
        ("McKay Lund", "McKay"),
        ("Ms Berg", None),
        ("Frau Dr. Berg", None),
        ("I. Berg", None),
        ("Kestrel Hiring Team", None),
        ("HR", None),
        ("Kestrel Logistics", None),
        ("ina@kestrel.example", "Ina"),
        ("ina.berg@kestrel.example", None),
        ("Berg,", None),
        ("", None),
    ],
)
def test_people_are_greeted_by_their_first_name_if_the_name_tells_it(name, first):
    assert first_name(name, "Kestrel Logistics") == first


def test_two_people_are_named_and_more_are_counted():
    nameless = replace(INA, name="")
    assert people((INA,), EN) == "Ina Berg"
    assert people((INA, TOM), EN) == "Ina Berg and Tom Hale"
    assert people((nameless, TOM, HELEN), EN) == "ina@kestrel.example and 2 others"
    assert people((replace(TOM, name="Hale, Tom, Kestrel"),), EN) == "Hale, Tom, Kestrel"
    assert people((), EN) == ""


# --- drafts ---


def test_a_thank_you_after_an_interview_reads_as_a_person_would_write_it():
    mail = letter(StepKind.THANK, INA, TOM, why=Kind.NOT_SELECTED)
    assert mail.to == ("ina@kestrel.example", "tom@kestrel.example")
    assert mail.body == (
        "Hello Ina and Tom,\n"
        "\n"
        "Thank you for taking the time to talk with me about the Transport\n"
        "Planner role at Kestrel Logistics. I understand that the choice fell on\n"
        "somebody else.\n"
        "\n"
        "If another role comes up that could fit, I would be glad to be\n"
        "considered.\n"
        "\n"
        "If you can spare a line: what would have made me the stronger choice?\n"
        "Anything specific helps, and if you would rather not say, I understand.\n"
        "\n"
        "Kind regards,\n"
        "Sam Example\n"
    )


def test_a_draft_answers_in_the_thread():
    mail = letter(StepKind.THANK, HELEN)
    assert mail.subject == "Re: Your application"
    assert mail.in_reply_to == "no@kestrel.example"
    assert mail.references == ("hello@kestrel.example", "talk@kestrel.example", "no@kestrel.example")


def test_references_hold_the_answered_mail_once_and_last_and_survive_its_lack_of_an_id():
    looped = replace(NO, references=("no@kestrel.example", "hello@kestrel.example"))
    assert letter(StepKind.THANK, HELEN, original=looped).references == ("hello@kestrel.example", "no@kestrel.example")
    nameless = letter(StepKind.THANK, HELEN, original=replace(NO, message_id=None))
    assert nameless.in_reply_to is None
    assert nameless.references == NO.references


@pytest.mark.parametrize(
    ("subject", "answer"),
    [
        ("Re: Your application", "Re: Your application"),
        ("RE: AW: Re[2]: Your application", "Re: Your application"),
        ("Antw.: Ihre Bewerbung", "Re: Antw.: Ihre Bewerbung"),
        ("Aw :Ihre Bewerbung", "Re: Ihre Bewerbung"),
        ("Regarding: your application", "Re: Regarding: your application"),
        ("Fwd: Your application", "Re: Fwd: Your application"),
        ("", "Re: Transport Planner at Kestrel Logistics"),
        ("Re:", "Re: Transport Planner at Kestrel Logistics"),
        ("Your\r\nBcc: all@kestrel.example", "Re: Your Bcc: all@kestrel.example"),
    ],
)
def test_a_subject_says_re_once(subject, answer):
    assert letter(StepKind.THANK, HELEN, original=replace(NO, subject=subject)).subject == answer


@pytest.mark.parametrize(
    ("company", "role", "subject"),
    [
        ("Kestrel", "Planner", "Planner at Kestrel"),
        (None, "Planner", "Planner"),
        ("Kestrel", None, "My application at Kestrel"),
        (None, None, "My application"),
    ],
)
def test_without_a_mail_to_answer_the_draft_starts_a_thread(company, role, subject):
    mail = letter(StepKind.THANK, HELEN, app=replace(PLANNER, company=company, role=role), original=None)
    assert (mail.subject, mail.in_reply_to, mail.references) == (subject, None, ())


@pytest.mark.parametrize("kind", [StepKind.THANK, StepKind.ASK_RECRUITER])
@pytest.mark.parametrize(("why", "asks"), [(Kind.FILLED, "open"), (Kind.CANCELLED, "taken up again"), (Kind.ON_HOLD, "again")])
def test_a_no_that_was_not_about_the_person_is_asked_about_reopening_and_not_for_feedback(kind, why, asks):
    body = flat(letter(kind, RITA, why=why).body)
    assert asks in body
    assert "missing" not in body
    assert "stronger" not in body


def test_a_thank_you_leaves_room_for_feedback_and_for_none():
    short, long, rescinded = (
        flat(letter(StepKind.THANK, HELEN, stage=stage, why=why).body)
        for stage, why in [(Stage.APPLIED, None), (Stage.FINAL, None), (Stage.APPLIED, Kind.RESCINDED)]
    )
    assert "what was missing in my application, that would help me. If not, I understand." in short
    assert "if you would rather not say, I understand" in long
    assert "what led to it, that would help me. If not" in rescinded
    assert "Thank you for taking the time to talk with me" in rescinded  # an offer does not come without a talk
    assert len(short) < len(long)


def test_a_recruiter_is_asked_about_the_interviews_only_if_there_were_any():
    assert "in the interviews" in flat(letter(StepKind.ASK_RECRUITER, RITA, stage=Stage.INTERVIEW).body)
    assert "in my application" in flat(letter(StepKind.ASK_RECRUITER, RITA, stage=Stage.SCREENING).body)
    assert "what led to it" in flat(letter(StepKind.ASK_RECRUITER, RITA, why=Kind.RESCINDED).body)


@pytest.mark.parametrize("kind", [StepKind.KEEP_IN_TOUCH, StepKind.APPLY_AGAIN])
def test_keeping_in_touch_leaves_a_place_for_news(kind):
    assert "[one or two sentences on what you have learnt or built since]" in flat(letter(kind, INA).body)


def test_nothing_is_drafted_for_reflection_or_for_nobody():
    assert letter(StepKind.REFLECT, INA) is None
    assert all(letter(kind) is None for kind in StepKind)


@pytest.mark.parametrize(
    ("names", "greeting"),
    [
        (["Ina Berg"], "Hello Ina,"),
        (["Ina Berg", "Tom Hale", "Mo Lund"], "Hello Ina, Tom and Mo,"),
        (["Ina Berg", "Kestrel Hiring Team"], "Hello,"),
        (["Ina Berg", "Tom Hale", "Mo Lund", "Al Roe"], "Hello,"),
        ([""], "Hello,"),
    ],
)
def test_everyone_is_greeted_or_nobody(names, greeting):
    to = [Contact(name, f"p{number}@kestrel.example", Part.INTERVIEWER, "From") for number, name in enumerate(names)]
    assert letter(StepKind.THANK, *to).body.partition("\n")[0] == greeting


@pytest.mark.parametrize("kind", LETTERS)
def test_what_is_not_known_is_left_out_without_a_gap(kind):
    for app, me in [(UNKNOWN, ""), (replace(PLANNER, company=None), "Sam"), (replace(PLANNER, role=None), "Sam")]:
        body = letter(kind, replace(HELEN, name=""), app=app, me=me).body
        assert "None" not in body
        assert not re.search(r"  | \.|\$| \n|\n\n\n", body)
        assert body.endswith(f"Kind regards,\n{me}\n" if me else "Kind regards,\n")
    assert "the role." in flat(letter(StepKind.THANK, HELEN, app=UNKNOWN).body)
    assert "Thank you for your message." in letter(StepKind.REPLY_RECRUITER, RITA, app=UNKNOWN).body


def test_the_same_address_is_written_to_once():
    assert letter(StepKind.THANK, INA, replace(INA, name="I. Berg")).to == (INA.addr,)


def test_a_line_that_a_mailbox_file_would_take_for_a_new_mail_does_not_come_up():
    for length in range(1, 60):
        app = replace(PLANNER, role="x" * length + " From Here To There", company="Ease > Speed <b>")
        assert not re.search(r"^(From | |>)", letter(StepKind.THANK, INA, app=app).body, re.MULTILINE)


strange = st.text(max_size=120) | st.sampled_from(["$role", "Engineer — Berlin", "a " * 60, "A\u2028B", "x" * 200, "<b>", "${me}"])
contacts = st.lists(st.builds(Contact, strange, st.emails(), st.sampled_from(Part), st.just("From")), min_size=1, max_size=4).map(tuple)


@given(
    st.sampled_from(LETTERS),
    contacts,
    strange,
    strange,
    strange,
    strange,
    st.none() | st.sampled_from(Kind),
    st.none() | st.sampled_from(Stage),
)
def test_whatever_a_mail_says_the_draft_is_plain_text_in_short_lines(kind, to, company, role, subject, me, why, stage):
    app = replace(PLANNER, company=company, role=role)
    mail = letter(kind, *to, app=app, original=replace(NO, subject=subject), me=me, why=why, stage=stage)
    assert all(len(line) <= 72 for line in mail.body.split("\n"))
    assert not re.search(r"[ \t]$|^[ >]", mail.body, re.MULTILINE)
    assert not set("—–\x00\r\u2028") & set(mail.body)
    assert "\n" not in mail.subject
    assert mail.subject.startswith("Re: ")
    for detail in Detail:
        said = notification(step(kind, *to), app, mail, detail, EN, stage=stage)
        assert "\n" not in said.title
        assert 0 < len(said.title) <= 120
        assert not any(unicodedata.category(char) == "Cc" for char in said.body if char != "\n")


# --- notifications ---


def said(kind, *to, app=PLANNER, detail=Detail.FULL, stage=None):
    return notification(step(kind, *to), app, draft(step(kind, *to), app, NO, Writer("Sam Example"), SHIPPED), detail, EN, stage=stage)


def test_in_full_a_notification_says_what_whom_why_now_and_how_to_finish():
    full = said(StepKind.THANK, INA, TOM)
    assert full.title == "Thank Ina Berg and Tom Hale: Transport Planner at Kestrel Logistics"
    why, to, *_, finish = full.body.split("\n\n")
    assert "a thank-you is read calmly" in why
    assert to == "To: ina@kestrel.example, tom@kestrel.example\nSubject: Re: Your application"
    assert "Hello Ina and Tom," in full.body
    assert finish == "Done: rejection-watcher done s31\nLater: rejection-watcher snooze s31 2d\nNot this one: rejection-watcher skip s31"


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (StepKind.REFLECT, "Look back: Transport Planner at Kestrel Logistics"),
        (StepKind.ASK_RECRUITER, "Ask Rita Moss what decided it: Transport Planner at Kestrel Logistics"),
        (StepKind.THANK, "Thank Rita Moss: Transport Planner at Kestrel Logistics"),
        (StepKind.KEEP_IN_TOUCH, "Keep in touch with Rita Moss: Transport Planner at Kestrel Logistics"),
        (StepKind.REPLY_RECRUITER, "Reply to Rita Moss: Transport Planner at Kestrel Logistics"),
        (StepKind.APPLY_AGAIN, "Apply again: Transport Planner at Kestrel Logistics"),
        (StepKind.NUDGE, "Ask Rita Moss how things stand: Transport Planner at Kestrel Logistics"),
    ],
)
def test_each_step_has_its_title(kind, title):
    assert said(kind, RITA).title == title
    assert said(kind, RITA, app=UNKNOWN).title == title.partition(":")[0]


def test_a_title_is_one_line_of_at_most_120_characters():
    long = replace(PLANNER, company="K" * 500, role="P\n" * 500)
    assert len(said(StepKind.THANK, replace(INA, name="I" * 500), app=long).title) == 120


def test_short_says_kind_and_company_alone():
    short = said(StepKind.THANK, INA, detail=Detail.SHORT)
    assert short.title == "Thank-you note: Kestrel Logistics"
    assert (
        short.body
        == "Now is a good time for it, and the draft is ready.\nDraft: rejection-watcher show s31\nDone: rejection-watcher done s31"
    )
    assert said(StepKind.REFLECT, detail=Detail.SHORT).body.startswith("Now is a good time for it.\nSee it: rejection-watcher show s31")
    assert said(StepKind.THANK, INA, app=UNKNOWN, detail=Detail.SHORT).title == "Thank-you note"


@pytest.mark.parametrize("kind", list(StepKind))
def test_short_names_nobody_and_silent_not_even_the_company(kind):
    for detail, secrets in [(Detail.SHORT, ["Ina", "ina@", "Planner"]), (Detail.SILENT, ["Ina", "ina@", "Planner", "Kestrel", "s31"])]:
        words_said = f"{(notice := said(kind, INA, detail=detail)).title} {notice.body}"
        assert not [secret for secret in secrets if secret in words_said]
    assert said(kind, INA, detail=Detail.SILENT).title == "One step is due."


@pytest.mark.parametrize("stage", [None, *Stage])
def test_reflection_asks_three_questions_of_the_stage_reached(stage):
    body = said(StepKind.REFLECT, stage=stage).body
    assert re.findall(r"^(\d)\. .+\?$", body, re.MULTILINE) == ["1", "2", "3"]


def test_the_questions_differ_by_stage():
    assert "applied again tomorrow" in said(StepKind.REFLECT, stage=Stage.APPLIED).body
    assert "stumped" in said(StepKind.REFLECT, stage=Stage.INTERVIEW).body


@pytest.mark.parametrize(
    ("kind", "hint"),
    [
        (StepKind.REPLY_RECRUITER, "reply where they wrote"),
        (StepKind.KEEP_IN_TOUCH, "openings"),
        (StepKind.APPLY_AGAIN, "fresh application"),
    ],
)
def test_where_nobody_can_be_written_to_the_notification_says_what_to_do_instead(kind, hint):
    notice = said(kind)
    assert hint in notice.body
    assert "To:" not in notice.body


def test_a_step_to_nobody_names_somebody_all_the_same():
    assert said(StepKind.REPLY_RECRUITER).title == "Reply to the recruiter: Transport Planner at Kestrel Logistics"
    assert said(StepKind.KEEP_IN_TOUCH).title == "Keep in touch: Transport Planner at Kestrel Logistics"
    assert "\n\n\n" not in said(StepKind.NUDGE).body


# --- several at once ---


def several(count):
    return [(step(StepKind.THANK, INA, number=number, due=NOW - timedelta(days=number)), PLANNER) for number in range(1, count + 1)]


def test_a_digest_lists_the_oldest_first():
    notice = digest(several(3), Detail.FULL, EN)
    assert notice.title == "3 steps are due."
    lines = notice.body.split("\n")
    assert [line.split()[0] for line in lines[:3]] == ["s3", "s2", "s1"]
    assert lines[0] == "s3  Thank Ina Berg: Transport Planner at Kestrel Logistics"
    assert lines[-1] == "See them: rejection-watcher agenda"


def test_a_digest_has_at_most_twenty_lines_and_counts_the_rest():
    lines = digest(several(23), Detail.SHORT, EN).body.split("\n")
    assert lines[:2] == ["s23  Thank-you note: Kestrel Logistics", "s22  Thank-you note: Kestrel Logistics"]
    assert lines[20] == "and 3 more"
    assert "more" not in digest(several(20), Detail.SHORT, EN).body


def test_a_digest_of_one_is_in_the_singular_and_a_silent_one_names_nothing():
    assert digest(several(1), Detail.SHORT, EN).title == "One step is due."
    silent = digest(several(5), Detail.SILENT, EN)
    assert (silent.title, silent.body) == ("5 steps are due.", "See them: rejection-watcher agenda")
    assert digest(several(1), Detail.SILENT, EN).body == "See it: rejection-watcher agenda"


# --- they came back ---


def test_the_notice_that_they_came_back_says_what_ended_as_far_as_the_target_may_know():
    app = PLANNER
    full = reopened(app, 3, Detail.FULL, EN)
    assert app.company in full.title
    assert "the 3 steps that were still open are cancelled" in full.body
    assert f"show a{app.id}" in full.body
    assert "the step that was still open is cancelled" in reopened(app, 1, Detail.FULL, EN).body
    short = reopened(app, 3, Detail.SHORT, EN)
    assert (short.title, short.body) == (full.title, f"See it: rejection-watcher show a{app.id}")
    silent = reopened(app, 3, Detail.SILENT, EN)
    assert app.company not in silent.title + silent.body
