"""One plan, whatever was moved: what is left of the steps of several applications."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.core.extract import Contact, Kind, Part, Reading
from watcher.core.link import Application, link_keys
from watcher.core.plan import First, Policy, Regrouped, Standing, Status, Step, StepKind, on_regrouped
from watcher.core.schedule import Calendar, Unit, Wait

AT = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
NOW = AT + timedelta(days=1)
LATER = AT + timedelta(hours=2)
CALENDAR = Calendar(ZoneInfo("Europe/Berlin"), time(9, 30), (time(20), time(8)), 3, lambda _: False)
POLICY = Policy(Wait(2, Unit.DAY), Wait(3, Unit.DAY), Wait(14, Unit.DAY), Wait(90, Unit.DAY), Wait(1, Unit.WORKING_DAY), 4)
INA = Contact("Ina Berg", "ina@kestrel.example", Part.INTERVIEWER, "From")
TOM = Contact("Tom Hale", "tom@kestrel.example", Part.CONTACT, "From")
NOBODY = Reading("Kestrel", "Planner", None, (), Kind.NOT_SELECTED, None, False, None, False, {})


def application(*contacts: Contact, starred: bool = False) -> Application:
    return Application(7, "Kestrel", "Planner", None, starred, AT, AT, contacts, frozenset())


def step(number, kind=StepKind.REFLECT, status=Status.NEEDS_ACTION, *, due=LATER, to=(), called=AT, told=False, aside=False) -> Standing:
    return Standing(Step(number, 7, kind, status, due, to), called, told, aside)


def regrouped(*steps: Standing, where: Application | None = None, first: First | None = First(NOBODY, AT)) -> Regrouped:  # noqa: B008 -- frozen
    return on_regrouped(first, NOW, where or application(), steps, POLICY, CALENDAR)


def closed(changes: Regrouped) -> list[int]:
    return [one.step for one in changes.close]


def added(changes: Regrouped) -> list[StepKind]:
    return [new.kind for new in changes.add]


def test_a_plan_that_is_as_it_should_be_stays_as_it_is():
    assert regrouped(step(1)) == Regrouped()


def test_what_the_mails_call_for_together_is_added():
    assert added(regrouped(step(1), where=application(INA))) == [StepKind.THANK]
    assert added(regrouped()) == [StepKind.REFLECT]


def test_of_two_of_a_kind_the_one_that_was_told_stays_else_the_earlier():
    assert closed(regrouped(step(1), step(2, told=True))) == [1]
    assert closed(regrouped(step(1, due=LATER + timedelta(days=1)), step(2))) == [1]
    assert closed(regrouped(step(1), step(2))) == [2]


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.SKIPPED])
def test_what_the_user_did_or_did_not_want_is_not_asked_for_again(status):
    assert regrouped(step(1, status=status), step(2)).close[0].step == 2
    assert regrouped(step(1, status=status), step(2, status=Status.CANCELLED, aside=True)) == Regrouped()


def test_a_step_that_was_set_aside_opens_again_when_nothing_stands_for_it():
    assert regrouped(step(1, status=Status.CANCELLED, aside=True)) == Regrouped(reopen=(1,))
    assert regrouped(step(1, status=Status.COMPLETED, aside=True)) == Regrouped(reopen=(1,))
    assert regrouped(step(1), step(2, status=Status.CANCELLED, aside=True)) == Regrouped()


def test_what_was_called_off_for_a_reason_is_not_added_again():
    assert regrouped(step(1, status=Status.CANCELLED)) == Regrouped()
    assert added(regrouped(step(1, status=Status.CANCELLED, called=AT - timedelta(days=1)))) == [StepKind.REFLECT]


def test_without_a_rejection_its_steps_end_and_the_recruiter_is_answered():
    changes = regrouped(step(1), step(2, StepKind.THANK, to=(INA,)), step(3, StepKind.REPLY_RECRUITER), first=None)
    assert closed(changes) == [1, 2]
    assert all(one.status is Status.CANCELLED for one in changes.close)
    assert regrouped(step(1, StepKind.REPLY_RECRUITER, Status.CANCELLED, aside=True), first=None) == Regrouped(reopen=(1,))


def test_a_recruiters_mail_before_the_rejection_is_overtaken_and_one_after_it_is_not():
    before, after = AT - timedelta(days=1), AT + timedelta(days=1)
    assert closed(regrouped(step(1), step(2, StepKind.REPLY_RECRUITER, called=before))) == [2]
    assert closed(regrouped(step(1), step(2, StepKind.REPLY_RECRUITER, called=after))) == []
    aside = step(2, StepKind.REPLY_RECRUITER, Status.CANCELLED, called=before, aside=True)
    assert regrouped(step(1), aside) == Regrouped()
    assert regrouped(step(1), replace(aside, called_at=after)) == Regrouped(reopen=(2,))


def test_a_step_that_was_not_told_yet_goes_to_whom_it_should_have_gone():
    untold = step(2, StepKind.THANK, to=(TOM,))
    assert regrouped(step(1), untold, where=application(INA)) == Regrouped(readdress=((2, (INA,)),))
    assert regrouped(step(1), replace(untold, told=True), where=application(INA)) == Regrouped()


def test_a_star_keeps_in_touch_from_now_when_its_day_is_past_and_goes_on_only_where_it_ended_by_itself():
    old = First(NOBODY, AT - timedelta(days=200))
    [new] = regrouped(step(1), where=application(starred=True), first=old).add
    assert new.kind is StepKind.KEEP_IN_TOUCH
    assert new.due_at > NOW
    done = step(2, StepKind.KEEP_IN_TOUCH, Status.COMPLETED)
    assert added(regrouped(step(1), done, where=application(starred=True))) == []
    aside = step(3, StepKind.KEEP_IN_TOUCH, Status.CANCELLED, aside=True)
    assert regrouped(step(1), done, aside, where=application(starred=True)).reopen == (3,)
    assert regrouped(step(1), aside).reopen == ()


def test_keeping_in_touch_that_was_told_has_planned_the_next_and_both_stay():
    told = step(2, StepKind.KEEP_IN_TOUCH, told=True)
    coming = step(3, StepKind.KEEP_IN_TOUCH, due=LATER + timedelta(days=90))
    other = step(4, StepKind.KEEP_IN_TOUCH, due=LATER + timedelta(days=60))
    assert closed(regrouped(step(1), told, coming, other, where=application(starred=True))) == [4]


STEPS = st.builds(
    step,
    st.integers(1, 30),
    st.sampled_from(StepKind),
    st.sampled_from(Status),
    due=st.sampled_from([AT, LATER, NOW]),
    called=st.sampled_from([AT - timedelta(days=1), AT, LATER]),
    told=st.booleans(),
    aside=st.booleans(),
)


@given(
    steps=st.lists(STEPS, max_size=9, unique_by=lambda one: one.step.id),
    starred=st.booleans(),
    people=st.sampled_from([(), (INA,), (INA, TOM)]),
    first=st.sampled_from([None, First(NOBODY, AT)]),
)
def test_afterwards_one_step_of_a_kind_is_open_and_asking_again_changes_nothing(steps, starred, people, first):
    where = application(*people, starred=starred)
    changes = on_regrouped(first, NOW, where, steps, POLICY, CALENDAR)
    assert not set(closed(changes)) & set(changes.reopen)
    done = [
        replace(
            one,
            aside=one.step.id in closed(changes) or (one.aside and one.step.id not in changes.reopen),
            step=replace(
                one.step,
                to=dict(changes.readdress).get(one.step.id, one.step.to),
                status=Status.CANCELLED
                if one.step.id in closed(changes)
                else Status.NEEDS_ACTION
                if one.step.id in changes.reopen
                else one.step.status,
            ),
        )
        for one in steps
    ] + [step(100 + number, new.kind, due=new.due_at, to=new.to) for number, new in enumerate(changes.add)]
    open_kinds = [
        (one.step.kind, one.told and one.step.kind is StepKind.KEEP_IN_TOUCH) for one in done if one.step.status is Status.NEEDS_ACTION
    ]
    assert len(open_kinds) == len(set(open_kinds))
    again = on_regrouped(first, NOW, where, done, POLICY, CALENDAR)
    assert (again.add, again.close, again.reopen) == ((), (), ())


def test_what_can_be_settled_is_the_thread_from_its_near_end_and_the_requisition_id():
    said = replace(NOBODY, requisition_id="R-20 45/11")
    assert link_keys(("p",), ("a", "b", "p"), said) == ("thread:p", "thread:b", "thread:a", "requisition:r204511")
    assert link_keys((), (), replace(NOBODY, requisition_id="123")) == ("requisition:123:kestrel",)
    assert link_keys((), (), replace(NOBODY, requisition_id="-")) == ()
    assert link_keys((), (), None) == ()


def test_what_the_user_said_to_whom_stays_and_what_they_ended_does_not_come_back():
    chosen = replace(step(2, StepKind.THANK, to=(TOM,), due=LATER + timedelta(days=1)), addressed=True)
    changes = regrouped(step(9), step(1, StepKind.THANK, to=(INA,)), chosen, where=application(INA))
    assert (closed(changes), changes.readdress) == ([1], ())
    ended = step(3, StepKind.KEEP_IN_TOUCH, Status.CANCELLED)
    starred = application(TOM, starred=True)
    assert StepKind.KEEP_IN_TOUCH in added(regrouped(step(9), ended, where=starred))
    assert StepKind.KEEP_IN_TOUCH not in added(regrouped(step(9), replace(ended, stopped=True), where=starred))
