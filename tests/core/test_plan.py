"""What a rejection plans, and how mail, stars and the user's own words keep the plan true."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.core.classify import Label
from watcher.core.extract import Contact, Kind, Part, Reading, Stage
from watcher.core.link import Application
from watcher.core.plan import (
    PLAN,
    Changes,
    Policy,
    Status,
    Step,
    StepKind,
    on_applied_again,
    on_closed,
    on_corrected,
    on_hired,
    on_mail,
    on_sent,
    on_star,
    on_stop,
    on_unstar,
    on_withdrawn,
    rejected_before,
)
from watcher.core.schedule import Calendar, Unit, Wait

BERLIN = ZoneInfo("Europe/Berlin")
CALENDAR = Calendar(BERLIN, time(9, 30), (time(20), time(8)), 3, lambda _: False)
POLICY = Policy(
    reflect_after=Wait(2, Unit.DAY),
    ask_recruiter_after=Wait(3, Unit.DAY),
    thank_after=Wait(14, Unit.DAY),
    keep_in_touch_every=Wait(90, Unit.DAY),
    reply_recruiter_after=Wait(1, Unit.WORKING_DAY),
    max_touches=4,
)


def local(*parts):
    return datetime(*parts, tzinfo=BERLIN).astimezone(UTC)


MONDAY = local(2026, 11, 23, 10, 15)


def person(name, part=Part.CONTACT, evidence="From", addr=None):
    return Contact(name, addr or f"{name.split()[0].lower()}@kestrel.example", part, evidence)


INA = person("Ina Berg", Part.INTERVIEWER)
TOM = person("Tom Hale", Part.INTERVIEWER)
MARA = person("Mara Voss", Part.HIRING_MANAGER)
HELEN = person("Helen Ray", Part.HR)
RITA = person("Rita Moss", Part.RECRUITER)
ADAM = person("Adam Pike", Part.AGENCY, addr="adam@pike-search.example")
CARL = person("Carl Noon")


def reading(*contacts, reapply_after=None):
    return Reading(
        "Kestrel Logistics", "Planner", None, contacts, Kind.NOT_SELECTED, Stage.APPLIED, False, reapply_after, bool(contacts), {}
    )


def application(*contacts, starred=False, rejected_at=None, last_mail_at=MONDAY, message_ids=frozenset()):
    return Application(7, "Kestrel Logistics", "Planner", None, starred, rejected_at, last_mail_at, contacts, message_ids)


def rejection(what, app=None, steps=(), at=MONDAY):
    return on_mail(Label.REJECTION, what, at, app or application(), steps, POLICY, CALENDAR)


def step(number, kind, *to, status=Status.NEEDS_ACTION, due=MONDAY, touches=0, notified=False):
    return Step(number, 7, kind, status, due, to, touches, notified)


def planned(changes):
    return {new.kind: new for new in changes.add}


def closed(changes):
    return [(close.step, close.status) for close in changes.close]


# --- what a rejection plans ---


def test_a_rejection_by_nobody_plans_reflection_alone():
    changes = rejection(reading())
    assert [new.kind for new in changes.add] == [StepKind.REFLECT]
    assert changes.add[0].due_at == local(2026, 11, 25, 9, 30)
    assert changes.add[0].to == ()


def test_a_rejection_after_an_interview_thanks_everyone_who_was_there():
    steps = planned(rejection(reading(HELEN), application(INA, TOM, MARA)))
    assert set(steps) == {StepKind.REFLECT, StepKind.THANK}
    assert steps[StepKind.THANK].to == (INA, TOM)
    assert steps[StepKind.THANK].due_at == local(2026, 12, 7, 9, 30)


@pytest.mark.parametrize(
    ("people", "thanked"),
    [
        ((CARL, HELEN, MARA, RITA), MARA),
        ((CARL, RITA, HELEN), HELEN),
        ((RITA, CARL), CARL),
        ((ADAM, RITA), RITA),
        ((ADAM,), ADAM),
    ],
)
def test_without_an_interviewer_one_person_is_thanked_the_recruiter_last(people, thanked):
    assert planned(rejection(reading(*people)))[StepKind.THANK].to == (thanked,)


def test_a_recruiter_who_is_the_only_person_is_asked_and_thanked():
    steps = planned(rejection(reading(ADAM)))
    assert steps[StepKind.ASK_RECRUITER].to == steps[StepKind.THANK].to == (ADAM,)
    assert steps[StepKind.ASK_RECRUITER].due_at == local(2026, 11, 26, 9, 30)


def test_the_recruiter_who_passed_the_no_on_is_asked():
    assert planned(rejection(reading(RITA), application(ADAM)))[StepKind.ASK_RECRUITER].to == (RITA,)
    assert planned(rejection(reading(CARL), application(ADAM)))[StepKind.ASK_RECRUITER].to == (ADAM,)


def test_an_address_that_only_the_text_of_a_mail_names_is_not_written_to():
    assert set(planned(rejection(reading(person("Eve Low", Part.RECRUITER, "signature"))))) == {StepKind.REFLECT}


def test_an_answer_goes_to_reply_to_and_to_each_person_once():
    desk = person("mara voss", Part.CONTACT, "Reply-To", "mara.voss@desk.example")
    again = person("M. Voss", addr="MARA.VOSS@desk.example")
    kept = planned(rejection(reading(MARA, desk), application(again, starred=True)))
    assert [one.addr for one in kept[StepKind.THANK].to] == ["mara.voss@desk.example"]
    assert kept[StepKind.THANK].to[0].part is Part.HIRING_MANAGER


def test_the_part_that_an_earlier_mail_told_is_remembered():
    steps = planned(rejection(reading(person("Rita Moss")), application(RITA)))
    assert steps[StepKind.ASK_RECRUITER].to == (RITA,)


DESK = Contact("", "talent@kestrel.example", Part.RECRUITER, "From")


def test_a_rejection_by_a_desk_before_any_person_wrote_asks_nothing_of_it():
    assert set(planned(rejection(reading(DESK), application(DESK)))) == {StepKind.REFLECT}
    named = planned(rejection(reading(DESK, reapply_after=date(2027, 5, 23)), application(DESK)))
    assert named[StepKind.APPLY_AGAIN].to == ()
    kept = planned(rejection(reading(DESK), application(DESK, starred=True)))
    assert set(kept) == {StepKind.REFLECT, StepKind.KEEP_IN_TOUCH}
    assert kept[StepKind.KEEP_IN_TOUCH].to == (DESK,)


@pytest.mark.parametrize(
    "met",
    [
        RITA,
        Contact("", "t.okafor@kestrel.example", Part.INTERVIEWER, "invitation"),
        Contact("", "qx7@kestrel.example", Part.CONTACT, "you said so"),
        Contact("Rita Moss", "TALENT@kestrel.example", Part.RECRUITER, "From, signature"),
    ],
)
def test_a_rejection_by_a_desk_after_a_person_was_known_plans_the_rest(met):
    steps = planned(rejection(reading(DESK), application(met)))
    assert {StepKind.ASK_RECRUITER, StepKind.THANK} <= set(steps)


def test_who_signed_from_a_desk_before_is_known_by_name_when_it_writes_again():
    rita = Contact("Rita Moss", "talent@kestrel.example", Part.RECRUITER, "From, signature")
    assert [one.name for one in planned(rejection(reading(DESK), application(rita)))[StepKind.THANK].to] == ["Rita Moss"]


def test_a_starred_application_is_kept_in_touch_with_even_where_nobody_is_known():
    kept = planned(rejection(reading(), application(starred=True)))[StepKind.KEEP_IN_TOUCH]
    assert kept.to == ()
    assert kept.due_at == local(2027, 2, 22, 9, 30)  # 90 days is a Sunday
    assert planned(rejection(reading(INA), application(starred=True)))[StepKind.KEEP_IN_TOUCH].to == (INA,)


def test_a_named_date_to_apply_again_is_taken_on_the_next_working_day():
    again = planned(rejection(reading(CARL, reapply_after=date(2027, 5, 23))))[StepKind.APPLY_AGAIN]
    assert again.due_at == local(2027, 5, 24, 9, 30)
    assert again.to == (CARL,)


@pytest.mark.parametrize("named", [date(2026, 11, 23), date(2025, 5, 1), date(9999, 12, 31)])
def test_a_date_to_apply_again_that_cannot_be_meant_is_left_out(named):
    assert set(planned(rejection(reading(reapply_after=named)))) == {StepKind.REFLECT}


def test_a_second_rejection_changes_nothing():
    steps = [step(1, StepKind.REPLY_RECRUITER, RITA)]
    assert rejection(reading(INA, RITA), application(rejected_at=MONDAY), steps) == Changes()


def test_a_rejection_cancels_the_answer_that_a_recruiter_waited_for():
    steps = [step(1, StepKind.REPLY_RECRUITER, RITA), step(2, StepKind.REPLY_RECRUITER, RITA, status=Status.COMPLETED)]
    changes = rejection(reading(RITA), application(RITA), steps)
    assert closed(changes) == [(1, Status.CANCELLED)]
    assert StepKind.ASK_RECRUITER in planned(changes)


def test_every_step_says_why_it_is_there():
    changes = rejection(reading(INA, RITA, reapply_after=date(2027, 5, 23)), application(starred=True))
    assert [new.kind for new in changes.add] == [rule.kind for rule in PLAN]
    assert all(new.cause for new in changes.add)


# --- a recruiter's mail, and other mail ---


def recruiter_mail(what, app=None, steps=(), sender=None):
    return on_mail(Label.RECRUITER, what, MONDAY, app or application(), steps, POLICY, CALENDAR, sender=sender)


def test_a_recruiters_mail_wants_an_answer_on_the_next_working_day():
    reply = planned(recruiter_mail(reading(RITA, CARL), sender=RITA.addr.upper()))[StepKind.REPLY_RECRUITER]
    assert reply.due_at == local(2026, 11, 24, 9, 30)
    assert reply.to == (RITA,)


def test_a_recruiter_is_answered_at_reply_to_if_there_is_one():
    other = person("Rita Moss", Part.RECRUITER, "Reply-To", "rita@inbox.example")
    assert planned(recruiter_mail(reading(RITA, other), sender=RITA.addr))[StepKind.REPLY_RECRUITER].to == (other,)
    assert planned(recruiter_mail(reading(other), sender="no-reply@relay.example"))[StepKind.REPLY_RECRUITER].to == (other,)


def test_a_recruiters_mail_from_an_address_that_nobody_reads_is_still_a_step_but_to_nobody():
    assert (
        planned(recruiter_mail(reading(person("Rita Moss", Part.RECRUITER, "signature")), sender="no-reply@relay.example"))[
            StepKind.REPLY_RECRUITER
        ].to
        == ()
    )
    assert planned(recruiter_mail(reading(CARL), sender="no-reply@relay.example"))[StepKind.REPLY_RECRUITER].to == ()


RECRUITING = Contact("Tom Okafor", "recruiting@kestrel.example", Part.RECRUITER, "From, signature")
OKAFOR = Contact("Tom Okafor", "tom.okafor@kestrel.example", Part.CONTACT, "Cc")


def test_who_writes_from_a_desk_is_written_to_at_their_own_address():
    reply = planned(recruiter_mail(reading(RECRUITING, OKAFOR), sender=RECRUITING.addr))[StepKind.REPLY_RECRUITER]
    assert [(one.addr, one.part) for one in reply.to] == [(OKAFOR.addr, Part.RECRUITER)]
    for contacts in ((RECRUITING, OKAFOR), (RECRUITING, CARL, OKAFOR), (OKAFOR, RECRUITING)):
        asked = planned(rejection(reading(*contacts)))[StepKind.ASK_RECRUITER]
        assert [one.addr for one in asked.to] == [OKAFOR.addr]


@pytest.mark.parametrize(
    "other",
    [
        replace(OKAFOR, evidence="signature"),  # nothing says that it is true
        replace(OKAFOR, addr="talent@kestrel.example"),  # a desk as well
        replace(OKAFOR, name="Ada Quist"),
    ],
)
def test_a_desk_is_written_to_where_no_address_of_its_writer_was_seen(other):
    reply = planned(recruiter_mail(reading(RECRUITING, other), sender=RECRUITING.addr))[StepKind.REPLY_RECRUITER]
    assert [one.addr for one in reply.to] == [RECRUITING.addr]


def test_a_desk_that_was_asked_for_in_reply_to_is_written_to():
    wanted = replace(RECRUITING, evidence="Reply-To, signature")
    reply = planned(recruiter_mail(reading(replace(OKAFOR, evidence="From"), wanted), sender=OKAFOR.addr))[StepKind.REPLY_RECRUITER]
    assert [one.addr for one in reply.to] == [RECRUITING.addr]


def test_without_a_sender_the_first_person_of_the_mail_is_answered():
    assert planned(recruiter_mail(reading(RITA, CARL)))[StepKind.REPLY_RECRUITER].to == (RITA,)


def test_a_second_recruiters_mail_adds_no_second_answer():
    assert recruiter_mail(reading(RITA), steps=[step(1, StepKind.REPLY_RECRUITER, RITA)], sender=RITA.addr) == Changes()


def test_a_known_recruiter_who_writes_after_a_rejection_has_answered():
    steps = [step(1, StepKind.ASK_RECRUITER, RITA), step(2, StepKind.THANK, RITA)]
    rejected = application(RITA, rejected_at=MONDAY)
    for sender in (RITA.addr, None):
        changes = recruiter_mail(reading(RITA), rejected, steps, sender)
        assert closed(changes) == [(1, Status.COMPLETED)]
        assert StepKind.REPLY_RECRUITER in planned(changes)
    assert closed(recruiter_mail(reading(ADAM), rejected, steps, ADAM.addr)) == []
    assert closed(recruiter_mail(reading(RITA), application(RITA), steps, RITA.addr)) == []


def test_an_answer_to_the_users_mail_completes_what_was_asked_of_that_person():
    steps = [
        step(1, StepKind.ASK_RECRUITER, RITA),
        step(2, StepKind.THANK, INA, RITA),
        step(3, StepKind.THANK, TOM),
        step(4, StepKind.REFLECT),
        step(5, StepKind.THANK, RITA, status=Status.SKIPPED),
    ]
    app = application(RITA, INA, rejected_at=MONDAY)

    def other(sender, *, answers_user):
        return on_mail(Label.OTHER, reading(), MONDAY, app, steps, POLICY, CALENDAR, sender=sender, answers_user=answers_user)

    assert closed(other("RITA@kestrel.example", answers_user=True)) == [(1, Status.COMPLETED), (2, Status.COMPLETED)]
    assert other(RITA.addr, answers_user=False) == Changes()
    assert other(None, answers_user=True) == Changes()
    assert other("news@kestrel.example", answers_user=True) == Changes()


# --- the user's own mail ---

DUE = MONDAY + timedelta(days=3)


def sent(steps, *recipients, app=None, answered=(), at=MONDAY):
    return closed(on_sent(at, recipients, answered, app or application(), steps))


def test_the_users_mail_to_a_person_completes_the_step_to_that_person():
    assert sent([step(1, StepKind.THANK, INA, TOM), step(2, StepKind.REFLECT)], "TOM@Kestrel.example") == [(1, Status.COMPLETED)]
    assert sent([step(1, StepKind.THANK, INA)], "someone@kestrel.example") == []


def test_one_mail_completes_the_earliest_of_several_steps_to_the_same_person():
    steps = [step(1, StepKind.THANK, RITA, due=DUE + timedelta(days=9)), step(2, StepKind.ASK_RECRUITER, RITA, due=DUE)]
    assert sent(steps, RITA.addr) == [(2, Status.COMPLETED)]
    assert sent([*steps, step(3, StepKind.REPLY_RECRUITER, RITA)], RITA.addr) == [(3, Status.COMPLETED), (2, Status.COMPLETED)]


def test_a_mail_that_has_counted_answers_a_recruiter_at_most():
    steps = [step(1, StepKind.THANK, RITA, due=DUE), step(2, StepKind.REPLY_RECRUITER, RITA)]
    app = application(RITA, message_ids=frozenset({"x@y"}))
    assert closed(on_sent(MONDAY, [RITA.addr], ["x@y"], app, steps, counted=True)) == [(2, Status.COMPLETED)]
    assert closed(on_sent(MONDAY, [RITA.addr], ["x@y"], app, steps[:1], counted=True)) == []


def test_one_mail_to_two_people_completes_a_step_for_each():
    steps = [step(1, StepKind.ASK_RECRUITER, RITA), step(2, StepKind.THANK, INA, due=DUE)]
    assert sent(steps, RITA.addr, INA.addr) == [(1, Status.COMPLETED), (2, Status.COMPLETED)]


def test_a_mail_long_before_the_date_to_apply_again_is_about_something_else():
    again = [step(1, StepKind.APPLY_AGAIN, CARL, due=MONDAY + timedelta(days=180))]
    assert sent(again, CARL.addr) == []
    assert sent(again, CARL.addr, at=MONDAY + timedelta(days=170)) == [(1, Status.COMPLETED)]


def test_a_mail_into_the_thread_to_another_of_its_people_counts():
    steps = [step(1, StepKind.ASK_RECRUITER, RITA), step(2, StepKind.THANK, INA, due=DUE)]
    app = application(INA, RITA, HELEN, message_ids=frozenset({"no@kestrel.example"}))
    assert sent(steps, HELEN.addr, app=app, answered=["no@kestrel.example"]) == [(2, Status.COMPLETED)]
    assert sent(steps, HELEN.addr, app=app) == []
    assert sent(steps, RITA.addr, app=app, answered=["no@kestrel.example"]) == [(1, Status.COMPLETED)]


def test_a_mail_forwarded_to_a_stranger_completes_nothing():
    app = application(INA, message_ids=frozenset({"no@kestrel.example"}))
    assert sent([step(1, StepKind.THANK, INA)], "friend@home.example", app=app, answered=["no@kestrel.example"]) == []


def test_an_answer_in_the_thread_of_a_recruiter_without_an_address_counts():
    app = application(RITA, message_ids=frozenset({"hello@relay.example"}))
    steps = [step(1, StepKind.REPLY_RECRUITER), step(2, StepKind.THANK, INA)]
    assert sent(steps, RITA.addr, app=app, answered=["hello@relay.example"]) == [(1, Status.COMPLETED)]


def test_withdrawing_ends_what_is_asked_and_awaited_and_nothing_else():
    steps = [
        step(1, StepKind.NUDGE, RITA),
        step(2, StepKind.REPLY_RECRUITER, RITA),
        step(3, StepKind.THANK, INA),
        step(4, StepKind.NUDGE, RITA, status=Status.COMPLETED),
    ]
    changes = on_withdrawn(steps)
    assert [(close.step, close.status, close.cause) for close in changes.close] == [
        (1, Status.CANCELLED, "you withdrew"),
        (2, Status.CANCELLED, "you withdrew"),
    ]


def test_a_receipt_answers_the_rejected_applications_of_its_company():
    receipt = replace(reading(), company="Kestrel Logistics GmbH", kind=None, confirmation=True)
    rejected = application(rejected_at=MONDAY)
    others = [
        application(),
        replace(rejected, reopened=True),
        replace(rejected, rejected_at=MONDAY + timedelta(days=9)),
        replace(rejected, company="Petrel"),
        replace(rejected, company=None),
    ]
    assert rejected_before(receipt, MONDAY + timedelta(days=3), [rejected, *others]) == [rejected]
    assert rejected_before(replace(receipt, confirmation=False), MONDAY, [rejected]) == []
    assert rejected_before(replace(receipt, company=None), MONDAY, [rejected, others[-1]]) == []
    steps = [step(1, StepKind.APPLY_AGAIN, CARL), step(2, StepKind.THANK, CARL), step(3, StepKind.APPLY_AGAIN, status=Status.SKIPPED)]
    assert [(one.step, one.status, one.cause) for one in on_applied_again(steps).close] == [(1, Status.COMPLETED, "you applied again")]


# --- stars ---


def test_a_star_plans_from_the_rejection_or_from_now_when_that_is_past():
    app = application(INA, RITA, rejected_at=MONDAY)
    soon = on_star(MONDAY + timedelta(days=5), app, [], POLICY, CALENDAR).add
    assert [(new.kind, new.due_at, new.to) for new in soon] == [(StepKind.KEEP_IN_TOUCH, local(2027, 2, 22, 9, 30), (INA,))]
    late = on_star(local(2027, 3, 1, 12), app, [], POLICY, CALENDAR).add
    assert late[0].due_at == local(2027, 5, 31, 9, 30)  # 90 days is a Sunday


def test_a_star_plans_nothing_before_a_rejection_and_nothing_twice():
    assert on_star(MONDAY, application(), [], POLICY, CALENDAR) == Changes()
    steps = [step(1, StepKind.KEEP_IN_TOUCH, INA)]
    assert on_star(MONDAY, application(rejected_at=MONDAY), steps, POLICY, CALENDAR) == Changes()


def test_taking_the_star_away_cancels_what_it_had_planned():
    steps = [step(1, StepKind.KEEP_IN_TOUCH), step(2, StepKind.THANK, INA), step(3, StepKind.KEEP_IN_TOUCH, status=Status.COMPLETED)]
    assert closed(on_unstar(steps)) == [(1, Status.CANCELLED)]


# --- keeping in touch ---

STARRED = application(INA, starred=True, rejected_at=MONDAY)
FIRST = step(1, StepKind.KEEP_IN_TOUCH, INA, due=local(2027, 2, 22, 9, 30), notified=True)


def test_keeping_in_touch_repeats_from_its_own_due_date():
    (following,) = on_closed(FIRST, STARRED, POLICY, CALENDAR).add
    assert following.due_at == local(2027, 5, 24, 9, 30)  # 90 days is a Sunday
    assert following.to == (INA,)
    assert following.touches == 1


def test_keeping_in_touch_stops_after_four_without_a_word_from_them():
    due, touches, notified = FIRST.due_at, 0, 1
    while add := on_closed(replace(FIRST, due_at=due, touches=touches), STARRED, POLICY, CALENDAR).add:
        due, touches, notified = add[0].due_at, add[0].touches, notified + 1
    assert notified == 4


@pytest.mark.parametrize(("days", "touches"), [(-100, 4), (-20, 1), (1, 0)])
def test_a_word_from_them_starts_the_count_anew(days, touches):
    heard = replace(STARRED, last_mail_at=FIRST.due_at + timedelta(days=days))
    add = on_closed(replace(FIRST, touches=3), heard, replace(POLICY, max_touches=5), CALENDAR).add
    assert add[0].touches == touches


def test_keeping_in_touch_ends_with_the_star_and_when_cancelled_and_without_an_interval():
    never = replace(POLICY, keep_in_touch_every=Wait(0, Unit.DAY))
    assert on_closed(FIRST, replace(STARRED, starred=False), POLICY, CALENDAR) == Changes()
    assert on_closed(replace(FIRST, status=Status.CANCELLED), STARRED, POLICY, CALENDAR) == Changes()
    assert on_closed(FIRST, STARRED, never, CALENDAR) == Changes()


def test_nothing_follows_the_other_steps():
    assert on_closed(step(1, StepKind.THANK, INA), STARRED, POLICY, CALENDAR) == Changes()


def test_what_was_planned_at_the_notification_is_not_planned_again_at_done():
    (following,) = on_closed(FIRST, STARRED, POLICY, CALENDAR, steps=[FIRST]).add
    second = step(2, following.kind, *following.to, due=following.due_at, touches=following.touches)
    done = replace(FIRST, status=Status.COMPLETED)
    assert on_closed(done, STARRED, POLICY, CALENDAR, steps=[done, second]) == Changes()


def test_a_reminder_that_is_still_open_gives_way_to_the_next():
    second = step(2, StepKind.KEEP_IN_TOUCH, INA, due=local(2027, 5, 24, 9, 30), touches=1)
    changes = on_closed(second, STARRED, POLICY, CALENDAR, steps=[FIRST, second])
    assert closed(changes) == [(1, Status.CANCELLED)]
    assert len(changes.add) == 1


def test_after_a_long_sleep_the_next_is_counted_from_now():
    now = local(2029, 3, 1, 12)
    (following,) = on_closed(FIRST, STARRED, POLICY, CALENDAR, now=now).add
    assert following.due_at == local(2029, 5, 30, 9, 30)
    (following,) = on_closed(FIRST, STARRED, POLICY, CALENDAR, now=FIRST.due_at).add
    assert following.due_at == local(2027, 5, 24, 9, 30)


# --- whatever comes ---

anyone = st.sampled_from([INA, TOM, MARA, HELEN, RITA, ADAM, CARL, person("Eve Low", Part.HR, "signature")])
people = st.lists(anyone, max_size=4).map(tuple)
any_step = st.builds(
    Step,
    st.integers(1, 99),
    st.just(7),
    st.sampled_from(StepKind),
    st.sampled_from(Status),
    st.integers(-200, 200).map(lambda days: MONDAY + timedelta(days=days)),
    people,
    st.integers(0, 5),
)
any_steps = st.lists(any_step, max_size=6, unique_by=lambda one: one.id)
any_application = st.builds(application, anyone, anyone, starred=st.booleans(), rejected_at=st.none() | st.just(MONDAY))


@given(st.sampled_from(Label), people, any_application, any_steps, st.none() | anyone, st.booleans())
def test_a_mail_closes_open_steps_alone_and_plans_nothing_in_the_past_or_to_an_unseen_address(label, contacts, app, steps, writer, answers):
    sender = writer.addr if writer else None
    changes = on_mail(label, reading(*contacts), MONDAY, app, steps, POLICY, CALENDAR, sender=sender, answers_user=answers)
    open_now = {one.id for one in steps if one.status is Status.NEEDS_ACTION}
    assert {close.step for close in changes.close} <= open_now
    assert len({new.kind for new in changes.add}) == len(changes.add)
    assert all(new.due_at >= MONDAY for new in changes.add)
    assert all(one.evidence != "signature" for new in changes.add for one in new.to)


@given(any_application, any_steps, st.lists(anyone, max_size=3))
def test_the_users_mail_never_adds_and_never_closes_reflection(app, steps, recipients):
    changes = on_sent(MONDAY, [one.addr for one in recipients], ["x@y"], app, steps)
    kinds = {one.id: one.kind for one in steps if one.status is Status.NEEDS_ACTION}
    assert not changes.add
    assert all(kinds[close.step] is not StepKind.REFLECT for close in changes.close)
    assert len({close.step for close in changes.close}) == len(changes.close)


# --- corrections


def test_what_a_mail_called_for_is_off_when_it_was_something_else():
    steps = [step(1, StepKind.REFLECT), step(2, StepKind.THANK), step(3, StepKind.REFLECT, status=Status.COMPLETED)]
    assert closed(on_corrected(steps, {1, 3}, rejected=True)) == [(1, Status.CANCELLED)]


def test_without_a_rejection_there_is_nobody_to_keep_in_touch_with():
    steps = [step(1, StepKind.KEEP_IN_TOUCH), step(2, StepKind.REPLY_RECRUITER)]
    assert closed(on_corrected(steps, set(), rejected=False)) == [(1, Status.CANCELLED)]
    assert closed(on_corrected(steps, set(), rejected=True)) == []


# --- before any human contact, and what the config leaves out ---


def test_a_no_before_any_human_contact_asks_nothing_of_anybody():
    assert set(planned(rejection(reading(), application(starred=True)))) == {StepKind.REFLECT, StepKind.KEEP_IN_TOUCH}
    assert set(planned(rejection(reading(), application(person("Rita Moss", Part.RECRUITER, "Sent"))))) == {StepKind.REFLECT}


def test_a_day_to_apply_again_that_a_form_letter_names_is_kept_and_nobody_is_asked():
    named = reading(reapply_after=date(2027, 5, 23))
    nobody_met = application(person("Rita Moss", Part.RECRUITER, "Sent"))
    for app in (application(), nobody_met):
        plan = planned(rejection(named, app))
        assert set(plan) == {StepKind.REFLECT, StepKind.APPLY_AGAIN}
        assert plan[StepKind.APPLY_AGAIN].to == ()
    assert planned(rejection(named, application(HELEN)))[StepKind.APPLY_AGAIN].to == (HELEN,)


def test_a_step_that_the_config_leaves_out_is_not_planned():
    never = replace(POLICY, reflect_after=None, ask_recruiter_after=None, thank_after=None, reply_recruiter_after=None, apply_again=False)
    what = reading(RITA, reapply_after=date(2027, 5, 23))
    assert on_mail(Label.REJECTION, what, MONDAY, application(), [], never, CALENDAR) == Changes()
    assert on_mail(Label.RECRUITER, what, MONDAY, application(), [], never, CALENDAR) == Changes()


def test_the_first_touch_may_come_sooner_than_the_next():
    soon = replace(POLICY, keep_in_touch_after=Wait(30, Unit.DAY))
    kept = planned(on_mail(Label.REJECTION, reading(), MONDAY, application(starred=True), [], soon, CALENDAR))
    assert kept[StepKind.KEEP_IN_TOUCH].due_at == local(2026, 12, 23, 9, 30)
    late = on_star(local(2027, 3, 1, 12), application(INA, rejected_at=MONDAY), [], soon, CALENDAR).add
    assert late[0].due_at == local(2027, 3, 31, 9, 30)


# --- they come back ---

REJECTED = application(RITA, INA, starred=True, rejected_at=MONDAY, message_ids=frozenset({"no@kestrel.example"}))
AFTER = MONDAY + timedelta(days=5)
OPEN = [
    step(1, StepKind.REFLECT),
    step(2, StepKind.THANK, INA),
    step(3, StepKind.KEEP_IN_TOUCH, INA),
    step(4, StepKind.ASK_RECRUITER, RITA, status=Status.COMPLETED),
    step(5, StepKind.REPLY_RECRUITER, RITA),
]


@pytest.mark.parametrize(("forward", "cause"), [(Stage.INTERVIEW, "they invited you"), (Stage.OFFER, "they made you an offer")])
@pytest.mark.parametrize(("label", "invitation"), [(Label.OTHER, True), (Label.RECRUITER, False)])
def test_an_invitation_or_an_offer_after_the_no_ends_the_plan(label, invitation, forward, cause):
    what = replace(reading(INA), forward=forward, advances=True, invitation=invitation)
    changes = on_mail(label, what, AFTER, REJECTED, OPEN, POLICY, CALENDAR, sender=INA.addr)
    assert changes.reopened
    assert closed(changes) == [(1, Status.CANCELLED), (2, Status.CANCELLED), (3, Status.CANCELLED)]
    assert {close.cause for close in changes.close} == {cause}
    assert changes.add == ()


def test_an_invitation_that_is_older_than_the_no_ends_nothing():
    assert after_the_no(at=MONDAY - timedelta(days=1)) == Changes()


NOT_ASKED = [step(1, StepKind.REFLECT), step(2, StepKind.THANK, INA), step(5, StepKind.REPLY_RECRUITER, RITA)]
CALL = replace(reading(INA), forward=Stage.INTERVIEW)  # "are you free for a call": it may be about anything


def after_the_no(what=None, *, at=AFTER, label=Label.OTHER, sender=INA.addr, steps=NOT_ASKED, **how):
    what = what or replace(CALL, invitation=True, advances=True)
    return on_mail(label, what, at, REJECTED, steps, POLICY, CALENDAR, sender=sender, **how)


def test_mail_to_everybody_brings_nothing_back_and_answers_nothing():
    assert after_the_no().reopened
    assert after_the_no(automatic=True) == Changes()
    assert after_the_no(label=Label.RECRUITER, automatic=True, in_thread=True, answers_user=True) == Changes()
    asked = [step(1, StepKind.ASK_RECRUITER, INA), step(2, StepKind.THANK, INA)]
    assert closed(after_the_no(reading(INA), steps=asked, answers_user=True)) == [(1, Status.COMPLETED), (2, Status.COMPLETED)]
    assert after_the_no(reading(INA), steps=asked, answers_user=True, automatic=True) == Changes()


def test_only_a_recruiters_word_or_a_calendar_invitation_brings_an_application_back():
    assert after_the_no(CALL) == Changes()
    assert after_the_no(CALL, label=Label.RECRUITER).reopened
    assert after_the_no(replace(CALL, invitation=True)).reopened


def test_a_stranger_brings_an_application_back_only_in_its_thread_or_as_a_system_that_names_the_job():
    invitation = replace(reading(), forward=Stage.INTERVIEW, invitation=True)
    assert after_the_no(invitation, sender="fairs@kestrel.example") == Changes()
    assert after_the_no(invitation, sender=None) == Changes()
    assert after_the_no(invitation, sender="fairs@kestrel.example", in_thread=True).reopened
    system = "no-reply@hire.lever.co"
    assert after_the_no(invitation, sender=system).reopened
    assert after_the_no(replace(invitation, role=None), sender=system) == Changes()
    assert after_the_no(replace(invitation, role="Nurse"), sender=system) == Changes()
    numbered = replace(REJECTED, requisition_id="REQ-20417")
    what = replace(invitation, role=None, requisition_id="req 20417")
    assert on_mail(Label.OTHER, what, AFTER, numbered, NOT_ASKED, POLICY, CALENDAR, sender=system).reopened


def test_the_talk_that_the_user_asked_for_answers_the_question_and_leaves_the_rest():
    rita = {"label": Label.RECRUITER, "sender": RITA.addr, "in_thread": True}
    call = replace(reading(RITA), forward=Stage.INTERVIEW)
    plan = [
        step(1, StepKind.REFLECT),
        step(2, StepKind.THANK, RITA),
        step(3, StepKind.KEEP_IN_TOUCH, RITA),
        step(5, StepKind.REPLY_RECRUITER),
    ]
    asking = [*plan, step(4, StepKind.ASK_RECRUITER, RITA)]
    assert closed(after_the_no(call, steps=asking, answers_user=True, **rita)) == [(4, Status.COMPLETED)]
    asked = [*plan, step(4, StepKind.ASK_RECRUITER, RITA, status=Status.COMPLETED)]
    assert after_the_no(call, steps=asked, **rita) == Changes()
    assert after_the_no(call, steps=asked, answers_user=True, **rita) == Changes()
    assert after_the_no(replace(call, advances=True), steps=asked, answers_user=True, **rita).reopened


def test_after_they_came_back_the_next_no_is_a_first_one_and_a_star_waits_for_it():
    alive = replace(REJECTED, reopened=True)
    assert set(planned(rejection(reading(INA), alive, at=AFTER))) == {
        StepKind.REFLECT,
        StepKind.ASK_RECRUITER,
        StepKind.THANK,
        StepKind.KEEP_IN_TOUCH,
    }
    assert on_star(AFTER, alive, [], POLICY, CALENDAR) == Changes()
    again = replace(reading(INA), forward=Stage.FINAL)
    assert on_mail(Label.OTHER, again, AFTER, alive, OPEN[:2], POLICY, CALENDAR) == Changes()


def test_an_answer_that_names_a_day_moves_applying_again_to_it():
    earlier = [step(1, StepKind.APPLY_AGAIN, INA, due=MONDAY + timedelta(days=90)), step(2, StepKind.THANK, INA)]

    def answer(policy=POLICY, sender=INA.addr, *, answers_user=True):
        what = reading(INA, reapply_after=date(2027, 5, 23))
        return on_mail(Label.OTHER, what, AFTER, REJECTED, earlier, policy, CALENDAR, sender=sender, answers_user=answers_user)

    assert closed(answer()) == [(2, Status.COMPLETED), (1, Status.CANCELLED)]
    assert [(new.kind, new.due_at, new.to) for new in answer().add] == [(StepKind.APPLY_AGAIN, local(2027, 5, 24, 9, 30), (INA,))]
    assert closed(answer(replace(POLICY, apply_again=False))) == [(2, Status.COMPLETED)]
    assert answer(answers_user=False) == Changes()
    assert answer(sender="stranger@kestrel.example") == Changes()


def test_a_recruiter_who_answers_the_users_thanks_has_been_thanked():
    steps = [step(1, StepKind.ASK_RECRUITER, RITA), step(2, StepKind.THANK, RITA)]
    changes = on_mail(Label.RECRUITER, reading(RITA), AFTER, REJECTED, steps, POLICY, CALENDAR, sender=RITA.addr, answers_user=True)
    assert closed(changes) == [(1, Status.COMPLETED), (2, Status.COMPLETED)]


# --- the nudge ---

PATIENT = replace(POLICY, nudge_after=Wait(21, Unit.DAY))
RECEIPT = replace(reading(), confirmation=True)
ASKED = application(HELEN, message_ids=frozenset({"hello@kestrel.example"}))


def word(what, steps=(), app=ASKED, at=MONDAY, label=Label.OTHER, policy=PATIENT, *, answers_user=False):
    return on_mail(label, what, at, app, steps, policy, CALENDAR, sender=HELEN.addr, answers_user=answers_user)


def test_a_nudge_is_planned_three_weeks_after_a_receipt_or_an_interview_where_it_is_asked_for():
    (nudge,) = word(RECEIPT).add
    assert (nudge.kind, nudge.due_at, nudge.to) == (StepKind.NUDGE, local(2026, 12, 14, 9, 30), (HELEN,))
    assert word(RECEIPT, policy=POLICY) == Changes()
    met = replace(reading(INA), stage=Stage.INTERVIEW)
    (nudge,) = word(met).add
    assert nudge.to == (HELEN,)
    assert word(met, app=application()) == Changes()  # a stranger who speaks of an interview
    assert [new.kind for new in word(replace(met, forward=Stage.INTERVIEW), app=application()).add] == [StepKind.NUDGE]
    assert word(reading()) == Changes()


def test_a_nudge_moves_on_with_each_new_word_and_never_back():
    waiting = [step(1, StepKind.NUDGE, HELEN, due=MONDAY + timedelta(days=21))]
    later = word(reading(), waiting, at=AFTER)
    assert closed(later) == [(1, Status.CANCELLED)]
    assert [new.due_at for new in later.add] == [local(2026, 12, 21, 9, 30)]  # 21 days is a Saturday
    assert word(RECEIPT, waiting, at=MONDAY - timedelta(days=3)) == Changes()
    assert closed(word(reading(), waiting, at=AFTER, policy=POLICY)) == []


def test_a_nudge_is_cancelled_by_an_answer_a_rejection_and_an_offer():
    waiting = [step(1, StepKind.NUDGE, HELEN)]
    for ended in (
        word(reading(), waiting, at=AFTER, answers_user=True),
        word(replace(reading(), forward=Stage.OFFER), waiting, at=AFTER),
        word(replace(reading(), stage=Stage.OFFER), waiting, at=AFTER),
    ):
        assert closed(ended) == [(1, Status.CANCELLED)]
        assert ended.add == ()
    no = word(reading(), waiting, at=AFTER, label=Label.REJECTION)
    assert closed(no) == [(1, Status.CANCELLED)]
    assert StepKind.NUDGE not in planned(no)


def test_automatic_mail_moves_no_nudge_unless_it_confirms_or_invites():
    waiting = [step(1, StepKind.NUDGE, HELEN)]

    def automatic(what, steps):
        return on_mail(Label.OTHER, what, AFTER, ASKED, steps, PATIENT, CALENDAR, sender=HELEN.addr, answers_user=True, automatic=True)

    assert automatic(reading(HELEN), waiting) == Changes()
    assert automatic(replace(reading(), stage=Stage.OFFER), waiting) == Changes()
    assert [new.kind for new in automatic(RECEIPT, []).add] == [StepKind.NUDGE]


def test_an_answer_that_confirms_an_interview_waits_anew():
    changes = word(replace(reading(HELEN), stage=Stage.INTERVIEW), [step(1, StepKind.NUDGE, HELEN)], at=AFTER, answers_user=True)
    assert closed(changes) == [(1, Status.CANCELLED)]
    assert [new.kind for new in changes.add] == [StepKind.NUDGE]


def test_an_invitation_after_the_no_is_waited_for_as_any_other():
    back = on_mail(Label.RECRUITER, replace(CALL, advances=True), AFTER, REJECTED, OPEN, PATIENT, CALENDAR, in_thread=True)
    assert [new.kind for new in back.add] == [StepKind.NUDGE]


def test_the_users_own_enquiry_is_the_nudge_and_an_earlier_mail_is_not():
    nudge = [step(1, StepKind.NUDGE, HELEN, due=MONDAY + timedelta(days=21))]
    assert sent(nudge, HELEN.addr, at=MONDAY + timedelta(days=1)) == []
    assert sent(nudge, HELEN.addr, at=MONDAY + timedelta(days=15)) == [(1, Status.COMPLETED)]


# --- the user has enough, or a job ---


def test_stopping_ends_keeping_in_touch_or_everything():
    assert closed(on_stop(OPEN, touch_only=True)) == [(3, Status.CANCELLED)]
    assert [number for number, _ in closed(on_stop(OPEN))] == [1, 2, 3, 5]
    assert [number for number, _ in closed(on_hired(OPEN))] == [1, 2, 3, 5]


def test_a_touch_that_was_never_notified_does_not_count():
    (following,) = on_closed(replace(FIRST, notified=False), STARRED, POLICY, CALENDAR).add
    assert following.touches == 0
