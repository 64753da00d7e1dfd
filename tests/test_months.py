"""Months of a life at random, on the core, the real state and the real outbox: what must hold whatever comes, in whichever order.

Mail of every label, early and late; the user's own mail, seen before or after the mail that it answers; every command; a machine that
sleeps, wakes and sets its clock back; five zones whose clocks change in different ways. After each event, what was promised is looked at.
"""

from __future__ import annotations

import itertools
import os
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from parts.life import _arrival, _empty, _message

from watcher import log
from watcher.cli.ending import hired, set_pause, stop
from watcher.cli.moving import move
from watcher.cli.recipients import edit_recipients
from watcher.cli.star import set_star
from watcher.cli.undoing import undo
from watcher.clock import SystemClock
from watcher.config import Secret, Target, defaults
from watcher.core.classify import Label, Verdict
from watcher.core.compose import Detail
from watcher.core.extract import Contact, Kind, Part, Reading, Stage, company_key
from watcher.core.parse import Address
from watcher.core.plan import Status
from watcher.core.schedule import Calendar, Unit, Wait, in_quiet_hours
from watcher.daemon import outbox
from watcher.daemon.changes import close
from watcher.daemon.intake import take_in
from watcher.errors import UsageError
from watcher.notify import Delivered, Delivery
from watcher.reader import Read
from watcher.store import Store

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo")
ME = "robin@mail.example"
PEOPLE = {
    "Kestrel": Contact("Rita Moss", "rita@kestrel.example", Part.RECRUITER, "From"),
    "Larkfield": Contact("Ina Berg", "ina@larkfield.example", Part.INTERVIEWER, "From"),
    "Brightwell": None,  # a machine that nobody answers
}
STARTS = [datetime(2026, 3, 6, 12, tzinfo=UTC), datetime(2026, 10, 21, 3, tzinfo=UTC), datetime(2026, 12, 22, 22, tzinfo=UTC)]
HOLIDAYS = frozenset({date(2026, 12, 25), date(2027, 1, 1), date(2026, 4, 3)})


NAMES = ("".join(letters).title() for letters in itertools.cycle(itertools.product("bdfglm", "aeo", "rnst", "aiu", "kpv")))


class Hands:
    """A target that remembers what it was given, and sometimes refuses."""

    def __init__(self) -> None:
        self.taken: list[Delivery] = []

    def send(self, delivery: Delivery) -> None:
        self.taken.append(delivery)


class Wall(SystemClock):
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.moment = STARTS[0]

    def now(self) -> datetime:
        return self.moment


class Months(RuleBasedStateMachine):
    """A job seeker's months."""

    @initialize(
        zone=st.sampled_from(ZONES),
        start=st.sampled_from(STARTS),
        per_day=st.integers(1, 3),
        quiet=st.sampled_from([(time(20), time(8)), (time(22, 30), time(2, 30)), (time(1), time(11)), None]),
        nudge=st.booleans(),
        daily=st.booleans(),
        on_rejection=st.sampled_from(["never", "digest", "now"]),
        on_recruiter=st.sampled_from(["step", "now"]),
    )
    def begin(self, zone, start, per_day, quiet, nudge, daily, on_rejection, on_recruiter):
        log.set_up(quiet=True)
        self.folder = tempfile.TemporaryDirectory(prefix="months-")
        (Path(self.folder.name) / "state.db").write_bytes(_empty())
        self.store = Store(Path(self.folder.name) / "state.db")
        calendar = Calendar(ZoneInfo(zone), time(9, 30), quiet, per_day, HOLIDAYS.__contains__)
        base = defaults({"HOME": self.folder.name})
        policy = replace(
            base.policy, keep_in_touch_every=Wait(9, Unit.DAY), max_touches=3, nudge_after=Wait(7, Unit.DAY) if nudge else None
        )
        target = Target("phone", Secret.of("json://127.0.0.1:9/x"), Detail.FULL)
        base = replace(base, daily_digest=daily, on_rejection=on_rejection, on_recruiter=on_recruiter)
        self.settings = replace(base, calendar=calendar, policy=policy, targets={"phone": target}, me_addresses=frozenset({ME}))
        self.clock, self.hands = Wall(), Hands()
        self.clock.moment = start
        self.outbox = outbox.Outbox(self.store, self.hands, self.clock)
        self.uid = itertools.count(1)
        self.mails: list[str] = []
        self.refusing = False
        self.due: dict[int, datetime] = {}  # as the user left it
        self.ended: set[int] = set()  # cancelled
        self.told: Counter[tuple[int, datetime]] = Counter()
        self.told_of: Counter[int] = Counter()  # mails, because they came
        self.broken: list[str] = []
        self.tried: dict[int, date] = {}  # on which day each notification was sent for the first time
        self.commands: dict[int, tuple[dict, dict]] = {}  # what each changed

    def teardown(self):
        if hasattr(self, "store"):
            self.store.close()
            self.folder.cleanup()

    @property
    def now(self) -> datetime:
        return self.clock.moment

    # --- what the daemon does ---

    def turn(self):
        """Until nothing more happens at this moment."""
        for _ in range(40):
            outbox.queue_due(self.store, self.settings, self.now)
            self.outbox.send_due(self.settings, self.now)
            if not self.hands.taken:
                return
            for delivery in self.hands.taken:
                self.heard(delivery)
            self.hands.taken.clear()
        self.broken.append("spoke without end")

    def heard(self, delivery):
        """What reaches the target, and whether it should."""
        calendar = self.settings.calendar
        with self.store.reading() as tx:
            paused = tx.paused_until()
            number = tx._db.exec_driver_sql("SELECT notification FROM deliveries WHERE id = ?", (delivery.id,)).scalar_one()
            row = tx.notification(number)
            steps = [tx.step(step) for step in row.steps]
            came = tx._db.exec_driver_sql("SELECT message FROM notices WHERE notification = ?", (number,)).scalars().all()
            mails = [tx.message(message) for message in came]
        if row.kind != "news":  # which fills no day
            self.tried.setdefault(number, self.now.astimezone(calendar.timezone).date())
        wrong = {
            "spoke in quiet hours": in_quiet_hours(self.now, calendar),
            "spoke in a pause": paused and self.now < paused,
            "spoke before it was due": any(step.due_at > self.now for step in steps),
            "spoke of what is over": any(step.status != "needs_action" for step in steps),
            "told of a mail that is no news": any(mail.unsure or mail.sent or mail.label == "other" for mail in mails),
        }
        self.broken += [what for what, so in wrong.items() if so]
        if not self.refusing:
            self.told.update((step.id, step.due_at) for step in steps)
            self.told_of.update(came)
        self.outbox.settle(Delivered(delivery.id, ok=not self.refusing, permanent=False, detail="no"), self.now)

    def live_until(self, moment: datetime):
        """As the daemon sleeps: from one thing to the next."""
        while True:
            self.turn()
            with self.store.reading() as tx:
                following = tx.next_moment(self.now)
            if following is None or following > moment:
                break
            self.clock.moment = following
        self.clock.moment = max(moment, self.now)
        self.turn()

    @rule(hours=st.integers(1, 24 * 10))
    def time_passes(self, hours):
        self.live_until(self.now + timedelta(hours=hours))
        self.compare()

    @rule(hours=st.integers(1, 24 * 60))
    def the_machine_sleeps(self, hours):
        self.clock.moment += timedelta(hours=hours)
        self.turn()
        self.compare()

    @rule(minutes=st.integers(1, 60 * 30))
    def the_clock_is_set_back(self, minutes):
        self.clock.moment -= timedelta(minutes=minutes)
        self.turn()
        self.compare()

    @rule(refusing=st.booleans())
    def the_target_is_down_or_up(self, refusing):
        self.refusing = refusing

    # --- mail ---

    def take(self, label, company, person, *, ago=timedelta(0), sent=False, unsure=False, answers=(), to=(), **said):
        uid = next(self.uid)
        message_id = f"{uid}@mail.example"
        sender = Address("Robin", ME) if sent else Address(person.name, person.addr) if person else Address("", "no-reply@ats.example")
        message = _message(message_id, "Your application", sender, in_reply_to=tuple(answers), to=tuple(to))
        verdict = Verdict(label, dict.fromkeys(Label, 0.1) | {label: 0.8}, unsure, ())
        blank = Reading(company, "Planner", None, (person,) if person else (), None, None, False, None, person is not None, {})
        with self.store.transaction() as tx:
            self.has_job = tx.hired_at() is not None
            before = {row.id for row in tx.agenda(closed=True)}
            take_in(
                tx, _arrival(uid, self.now - ago, sent=sent), Read(message, "", verdict, replace(blank, **said)), self.settings, self.now
            )
        if not sent:
            self.mails.append(message_id)
        if self.has_job:
            added = [row for row in self.steps(every=True) if row.id not in before]
            assert {row.kind for row in added} <= {"keep_in_touch"}, "mail planned something for who has a job"
        self.compare()

    @rule(
        label=st.sampled_from([Label.REJECTION, Label.REJECTION, Label.RECRUITER, Label.OTHER]),
        company=st.sampled_from(sorted(PEOPLE)),
        kind=st.sampled_from(Kind),
        stage=st.none() | st.sampled_from(Stage),
        forward=st.none() | st.none() | st.sampled_from([Stage.INTERVIEW, Stage.OFFER]),
        days=st.none() | st.integers(2, 90),
        ago=st.integers(0, 72),
        confirmation=st.booleans(),
        unsure=st.sampled_from([False, False, False, True]),
        again=st.booleans(),
        form=st.sampled_from(["", "", " GmbH", " Inc."]),
    )
    def mail_comes(self, label, company, kind, stage, forward, days, ago, confirmation, unsure, again, form):
        refused = label is Label.REJECTION
        answers = self.mails[-1:] if again else ()
        self.take(
            label,
            company + form,
            PEOPLE[company],
            ago=timedelta(hours=ago),
            unsure=unsure,
            answers=answers,
            kind=kind if refused else None,
            stage=stage,
            forward=None if refused or confirmation else forward,
            confirmation=confirmation and not refused,
            reapply_after=(self.now + timedelta(days=days)).date() if days and not confirmation else None,
        )

    @rule(count=st.integers(2, 6), met=st.booleans(), starred=st.booleans())
    def a_bad_week(self, count, met, starred):
        for _ in range(count):
            name = next(NAMES)
            person = Contact(f"Ada {name}", f"ada@{name.lower()}.example", Part.HR, "From") if met else None
            self.take(Label.REJECTION, f"{name} Works", person)
            if starred:
                number = max(row.application for row in self.steps(every=True))
                self.command(f"star a{number}", lambda tx, number=number: set_star(tx, f"a{number}", self.settings, self.now, starred=True))
                self.compare()

    @rule(company=st.sampled_from(["Kestrel", "Larkfield"]), threaded=st.booleans(), ago=st.integers(0, 48), ahead=st.booleans())
    def the_user_writes(self, company, threaded, ago, ahead):
        person = PEOPLE[company]
        answers = [f"{next(self.uid) + 1}@mail.example"] if ahead else self.mails[-1:] if threaded else []
        to = [Address(person.name, person.addr)]
        self.take(Label.OTHER, None, None, ago=timedelta(hours=ago), sent=True, answers=answers, to=to)

    # --- commands ---

    def steps(self, *, every=False):
        with self.store.reading() as tx:
            return tx.agenda(closed=every)

    def command(self, words, do):
        """A command as the command line runs it; what it refuses, it refuses as a whole."""
        before = self.seen()
        try:
            with self.store.transaction() as tx, tx.recorded(words, self.now):
                do(tx)
        except UsageError:
            return False
        with self.store.reading() as tx:
            entry = tx.last_command()
        if entry is not None:
            self.commands.setdefault(entry.id, (before, self.seen()))
        return True

    def seen(self):
        return {row.id: (row.status, row.due_at, row.to) for row in self.steps(every=True)}

    def pick(self, data, *, every=False):
        return data.draw(st.sampled_from([row.id for row in self.steps(every=every)]))

    @precondition(lambda self: hasattr(self, "store") and self.steps())
    @rule(data=st.data(), status=st.sampled_from([Status.COMPLETED, Status.SKIPPED]))
    def done_or_skip(self, data, status):
        number = self.pick(data, every=True)
        self.command(f"{status} s{number}", lambda tx: close(tx, number, status, "you said so", self.settings, self.now))
        self.compare()

    @precondition(lambda self: hasattr(self, "store") and self.steps())
    @rule(data=st.data(), when=st.sampled_from(["3h", "1 day", "3 days", "1 working day", "2 weeks", "friday 9am", "tomorrow 23:00"]))
    def snooze_or_reschedule(self, data, when):
        number = self.pick(data)
        self.command(f"snooze s{number}", lambda tx: move(tx, f"s{number}", when, self.settings, self.now, command="snooze", moved="to"))
        self.compare(by_the_user=number)

    @precondition(lambda self: hasattr(self, "store") and self.steps())
    @rule(
        data=st.data(),
        edit=st.sampled_from(["+dana@kestrel.example", "=tom@larkfield.example", "-rita@kestrel.example", "+no-reply@x.example"]),
    )
    def recipients(self, data, edit):
        number = self.pick(data)
        done = self.command(f"recipients s{number}", lambda tx: edit_recipients(tx, f"s{number}", [edit], self.now))
        assert not (done and "no-reply" in edit)
        self.compare()

    @precondition(lambda self: hasattr(self, "store") and self.steps(every=True))
    @rule(data=st.data(), starred=st.booleans())
    def star_or_unstar(self, data, starred):
        number = self.pick(data, every=True)
        self.command(f"star s{number}", lambda tx: set_star(tx, f"s{number}", self.settings, self.now, starred=starred))
        self.compare()

    @rule(company=st.sampled_from(sorted(PEOPLE)), spelled=st.sampled_from(["{}", "{} GmbH", "{}, Inc."]), starred=st.booleans())
    def star_a_whole_company(self, company, spelled, starred):
        name = spelled.format(company.upper() if spelled != "{}" else company)
        self.command(f"star {name}", lambda tx: set_star(tx, name, self.settings, self.now, starred=starred))
        self.compare()

    @precondition(lambda self: hasattr(self, "store") and self.steps(every=True))
    @rule(data=st.data(), touch=st.booleans(), found=st.sampled_from([False, False, False, True]))
    def stop_or_hired(self, data, touch, found):
        row = data.draw(st.sampled_from(self.steps(every=True)))
        application = f"a{row.application}"
        if found:
            self.command("hired", lambda tx: hired(tx, application, self.settings, self.now))
            assert not self.steps()
            with self.store.reading() as tx:
                assert tx.hired_at() is not None
        else:
            self.command(f"stop {application}", lambda tx: stop(tx, application, self.settings, self.now, touch_only=touch))
        self.compare()

    @rule(hours=st.none() | st.integers(1, 24 * 20))
    def pause_or_resume(self, hours):
        until = None if hours is None else self.now + timedelta(hours=hours)
        self.command("pause", lambda tx: set_pause(tx, until, self.settings, self.now))
        self.compare()

    @rule()
    def take_back(self):
        with self.store.reading() as tx:
            entry = tx.last_command()
        found = self.seen()
        try:
            with self.store.transaction() as tx:
                undo(tx, self.settings, self.now)
        except UsageError:
            assert found == self.seen()
            return
        before, after = self.commands[entry.id]
        for number in after:
            if before.get(number) == after[number]:
                assert self.seen()[number] == found[number], "undo changed what the command had not"
                continue
            assert found[number] == after[number], "undo took back what something else had changed since"
            assert self.seen()[number] == before.get(number, ("cancelled", *after[number][1:]))
        rows = self.steps(every=True)
        self.ended -= {row.id for row in rows if row.status == "needs_action"}
        self.due |= {row.id: row.due_at for row in rows}
        self.compare()

    # --- what must hold ---

    def compare(self, by_the_user=None):
        """What nobody but the user may have changed."""
        rows = self.steps(every=True)
        for row in rows:
            if row.id in self.due and row.id != by_the_user:
                assert row.due_at == self.due[row.id], "due_at was moved by somebody else"
            self.due[row.id] = row.due_at
            assert row.id not in self.ended or row.status == "cancelled", "what was cancelled came back"
        self.ended |= {row.id for row in rows if row.status == "cancelled"}

    @invariant()
    def nothing_was_broken(self):
        assert not getattr(self, "broken", [])

    @invariant()
    def nothing_is_told_twice(self):
        told = (getattr(self, "told", {}), getattr(self, "told_of", {}))
        assert not [key for one in told for key, count in one.items() if count > 1]

    @invariant()
    def a_daily_digest_is_one_message(self):
        """All that is due at one moment, but for what they came back about."""
        if not hasattr(self, "store") or not self.settings.daily_digest:
            return
        with self.store.reading() as tx:
            told = """SELECT created_at FROM notifications WHERE kind IN ('step', 'digest')
                      AND id IN (SELECT notification FROM deliveries WHERE status != 'dropped')"""
            made = tx._db.exec_driver_sql(told).scalars().all()
        assert not [moment for moment, count in Counter(made).items() if count > 1]

    @invariant()
    def a_company_with_a_star_is_kept_in_touch_with_once(self):
        if not hasattr(self, "store"):
            return
        with self.store.reading() as tx:
            stars = {one.id: company_key(one.company) for one in tx.applications() if one.company_starred}
        told = {number for number, _ in self.told}
        open_ = [row for row in self.steps() if row.kind == "keep_in_touch" and row.application in stars]
        to_come = Counter(stars[row.application] for row in open_ if row.id not in told and row.queued_for is None)
        assert all(count == 1 for count in to_come.values()), "a company is kept in touch with twice"

    @invariant()
    def no_day_holds_more_than_its_cap(self):
        if not hasattr(self, "store"):
            return
        with self.store.reading() as tx:
            made = tx._db.exec_driver_sql("SELECT created_at FROM notifications WHERE counts").scalars().all()
        days = Counter(datetime.fromisoformat(moment).astimezone(self.settings.calendar.timezone).date() for moment in made)
        assert all(count <= self.settings.calendar.per_day for count in days.values())
        sent = Counter(self.tried.values())
        assert all(count <= self.settings.calendar.per_day for count in sent.values()), "a burst"

    @invariant()
    def every_change_has_its_cause(self):
        if not hasattr(self, "store"):
            return
        with self.store.reading() as tx:
            numbers = {row.application for row in tx.agenda(closed=True)}
            for row in tx.agenda(closed=True):
                story = [event for event in tx.timeline(row.application) if event.step == row.id]
                assert any(event.what == f"{row.kind} planned" for event in story)
                assert row.status == "needs_action" or any(row.status in event.what for event in story)
            assert all(event.cause for number in numbers for event in tx.timeline(number))

    @rule()
    def in_the_end_all_that_is_due_is_told(self):
        self.refusing = False
        with self.store.reading() as tx:
            paused = tx.paused_until() or self.now
        due = {(row.id, row.due_at) for row in self.steps() if row.due_at <= self.now}
        days = 3 + len(self.steps(every=True)) // self.settings.calendar.per_day * 2
        moment = max(self.now, paused) + timedelta(days=days)
        self.live_until(moment)
        still_open = {(row.id, row.due_at) for row in self.steps()}
        assert due & still_open <= set(self.told), "what was due was lost"
        with self.store.reading() as tx:
            assert not [one for one in tx.waiting_news() if one.created_at < moment - timedelta(days=3)], "news that is never told"
        self.compare()


TestMonths = Months.TestCase
TestMonths.settings = settings(
    max_examples=200 if os.environ.get("WATCHER_FULL") else 15,
    stateful_step_count=40,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a failure is shown as it was found: to shrink a life takes minutes
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
