"""Mails come, and the user links, merges, splits, corrects, stars, does and forgets, in any order: what holds whatever they do."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from parts.life import CAME, ME, MIRELA, TOMASZ, Life, _arrival, _message

from watcher.cli.star import set_star
from watcher.core.classify import Label, Verdict
from watcher.core.extract import Contact, Part, Reading
from watcher.core.parse import Address
from watcher.core.plan import Status
from watcher.daemon import by_word, outbox, regroup
from watcher.daemon.changes import close
from watcher.daemon.intake import take_in
from watcher.errors import UsageError
from watcher.reader import Read

INA = Contact("Ina Berg", "ina.berg@larkfield.example", Part.INTERVIEWER, "From")
PEOPLE = st.sampled_from([None, None, INA, TOMASZ, MIRELA])
COMPANIES = st.sampled_from([None, "Larkfield", "Brightwell"])
ROLES = st.sampled_from([None, None, "Test Engineer", "Line Lead"])
NUMBERS = st.sampled_from([None, None, None, "R-204511"])
LABELS = st.sampled_from([*Label, Label.REJECTION])
PICK = st.integers(0, 1_000)
NOTHING = Reading(None, None, None, (), None, None, False, None, False, {})


class Regrouping(RuleBasedStateMachine):
    """Knows which mails there are, what was corrected, and which ids were ever given."""

    @initialize(mails=st.lists(st.tuples(LABELS, COMPANIES, ROLES, NUMBERS, PEOPLE), min_size=4, max_size=8))
    def begin(self, mails):
        life = Life(Path(tempfile.mkdtemp(dir=os.environ["PYTEST_REGROUPING"])))
        self.settings, self.store, self.now, self.uid = life.settings, life.store(), CAME, 0
        self.mails: set[int] = set()
        self.edited: dict[int, dict[str, str | None]] = {}
        self.given: dict[str, set[int]] = {"a": set(), "s": set(), "m": set()}
        self.gone: dict[str, set[int]] = {"a": set(), "s": set(), "m": set()}

        for mail in mails:
            self.a_mail_comes_of(*mail, answers=())

    def applications(self) -> list[int]:
        with self.store.reading() as tx:
            return [row.id for row in tx.application_rows()]

    def pick(self, number: int) -> int | None:
        there = sorted(self.applications())
        return there[number % len(there)] if there else None

    def arrive(self, label: Label, reading: Reading, sender: Address, *, sent: bool = False, **headers: object) -> None:
        self.uid += 1
        self.now += timedelta(hours=7)
        verdict = Verdict(label, dict.fromkeys(Label, 0.1) | {label: 0.8}, unsure=False, reasons=())
        read = Read(_message(f"{self.uid}@x", "Hello", sender, **headers), "Text.", verdict, reading)
        with self.store.transaction() as tx:
            outcome = take_in(tx, _arrival(self.uid, self.now, sent=sent), read, self.settings, self.now)
        if outcome.message is not None:
            self.mails.add(outcome.message)

    @rule(label=LABELS, company=COMPANIES, role=ROLES, number=NUMBERS, person=PEOPLE, answers=st.lists(PICK, max_size=2))
    def a_mail_comes(self, label, company, role, number, person, answers):
        self.a_mail_comes_of(label, company, role, number, person, answers=answers)

    def a_mail_comes_of(self, label, company, role, number, person, *, answers):
        reading = replace(NOTHING, company=company, role=role, requisition_id=number, contacts=(person,) if person else ())
        sender = Address(person.name, person.addr) if person else Address("", "no-reply@ats.example")
        thread = tuple(f"{1 + one % max(1, self.uid)}@x" for one in answers)
        self.arrive(label, reading, sender, in_reply_to=thread)

    @rule(person=st.sampled_from([INA, TOMASZ, MIRELA]), answers=PICK)
    def the_user_writes(self, person, answers):
        thread = (f"{1 + answers % max(1, self.uid)}@x",)
        self.arrive(Label.OTHER, NOTHING, Address("Robin", ME), sent=True, to=(Address(person.name, person.addr),), in_reply_to=thread)

    @rule(company=st.sampled_from(["Larkfield", "Brightwell"]), role=ROLES, recruiter=st.booleans())
    def the_user_tells_of_one(self, company, role, recruiter):
        self.now += timedelta(hours=1)
        label = Label.RECRUITER if recruiter else Label.REJECTION
        with self.store.transaction() as tx:
            self.mails.add(by_word.add(tx, label, replace(NOTHING, company=company, role=role), self.now, self.settings, self.now).message)

    @rule(mail=PICK, where=st.none() | PICK)
    def link(self, mail, where):
        mails, target = sorted(self.mails), None if where is None else self.pick(where)
        if not mails:
            return
        with suppress(UsageError), self.store.transaction() as tx:
            before = {row.id for row in tx.application_rows()}
            done = regroup.link(tx, mails[mail % len(mails)], target, self.settings, self.now)
            self._joined(done.gone, done.application, before)

    @rule(kept=PICK, gone=PICK)
    def merge(self, kept, gone):
        kept, gone = self.pick(kept), self.pick(gone)
        if kept is None or gone is None:
            return
        with suppress(UsageError), self.store.transaction() as tx:
            done = regroup.merge(tx, gone, kept, self.settings, self.now)
            self._joined(done.gone, done.application, {kept, gone})

    def _joined(self, gone: int | None, kept: int, before: set[int]) -> None:
        assert gone is None or gone in before
        if gone in self.edited:
            self.edited[kept] = self.edited.pop(gone) | self.edited.get(kept, {})

    @rule(application=PICK, chosen=st.lists(PICK, min_size=1, max_size=3))
    def split(self, application, chosen):
        where = self.pick(application)
        if where is None:
            return
        with suppress(UsageError), self.store.transaction() as tx:
            mails = [mail.id for mail in tx.messages_of(where)]
            regroup.split(tx, [mails[one % len(mails)] for one in chosen], self.settings, self.now)

    @rule(
        application=PICK, field=st.sampled_from(["company", "role", "requisition_id"]), value=st.sampled_from([None, "Petrel", "R-204511"])
    )
    def edit(self, application, field, value):
        where = self.pick(application)
        if where is not None:
            with self.store.transaction() as tx:
                by_word.edit(tx, where, {field: value}, self.settings, self.now)
            self.edited.setdefault(where, {})[field] = value

    @rule(application=PICK, starred=st.booleans())
    def star(self, application, starred):
        where = self.pick(application)
        if where is not None:
            with self.store.transaction() as tx:
                set_star(tx, f"a{where}", self.settings, self.now, starred=starred)

    @rule(number=PICK, status=st.sampled_from([Status.COMPLETED, Status.SKIPPED]))
    def a_step_is_done_or_skipped(self, number, status):
        with self.store.transaction() as tx:
            steps = tx.agenda()
            if steps:
                close(tx, steps[number % len(steps)].id, status, "you said so", self.settings, self.now)

    @rule(days=st.integers(1, 100))
    def time_passes_and_the_user_is_told(self, days):
        self.now += timedelta(days=days)
        outbox.queue_due(self.store, self.settings, self.now)

    @rule(application=PICK)
    def forget(self, application):
        where = self.pick(application)
        if where is None:
            return
        with self.store.transaction() as tx:
            self.mails -= {mail.id for mail in tx.messages_of(where)}
            tx.forget(where)
        self.edited.pop(where, None)

    @invariant()
    def no_mail_is_lost_and_each_belongs_to_one_application_at_most(self):
        if not hasattr(self, "store"):
            return
        with self.store.reading() as tx:
            by_application = [{mail.id for mail in tx.messages_of(one.id)} for one in tx.application_rows()]
            there = {number for (number,) in tx._db.exec_driver_sql("SELECT id FROM messages")}
            assert tx._db.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert there == self.mails
        assert all(by_application)
        assert sum(map(len, by_application)) == len(set().union(*by_application))

    @invariant()
    def one_plan_is_open_for_each_application_and_its_steps_are_of_its_mails(self):
        if not hasattr(self, "store"):
            return
        with self.store.reading() as tx:
            # Keeping in touch plans the next one when it is told, and stays open until then.
            open_ = [(step.application, step.kind, step.kind == "keep_in_touch" and step.queued_for is not None) for step in tx.agenda()]
            for step in tx.agenda(closed=True):
                mail = tx.message(step.message) if step.message is not None else None
                assert mail is None or mail.application == step.application
        assert len(open_) == len(set(open_))

    @invariant()
    def an_application_is_rejected_since_its_first_rejection(self):
        if not hasattr(self, "store"):
            return
        with self.store.reading() as tx:
            for row in tx.application_rows():
                rejections = [mail.internaldate for mail in tx.messages_of(row.id) if mail.label == "rejection"]
                assert row.rejected_at == min(rejections, default=None)

    @invariant()
    def a_correction_stands(self):
        if not hasattr(self, "store"):
            return
        with self.store.reading() as tx:
            for application, fields in self.edited.items():
                row = tx.application(application)
                assert {name: getattr(row, name) for name in fields} == fields
                assert set(row.edited) == set(fields)

    @invariant()
    def an_id_that_is_gone_never_comes_back(self):
        if not hasattr(self, "store"):
            return
        with self.store.reading() as tx:
            there = {"a": {row.id for row in tx.application_rows()}, "s": {row.id for row in tx.agenda(closed=True)}, "m": set(self.mails)}
        for kind, ids in there.items():
            assert not ids & self.gone[kind]
            self.gone[kind] |= self.given[kind] - ids
            self.given[kind] |= ids

    @invariant()
    def nobody_is_told_twice_of_a_step(self):
        if not hasattr(self, "store"):
            return
        with self.store.reading() as tx:
            twice = tx._db.exec_driver_sql(
                "SELECT n.step FROM notification_steps n JOIN deliveries d ON d.notification = n.notification "
                "WHERE d.status != 'dropped' GROUP BY n.step HAVING count(*) > 1"
            ).all()
        assert twice == []

    def teardown(self):
        if hasattr(self, "store"):
            self.store.close()


@pytest.fixture(autouse=True)
def _place_for_the_machine(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("PYTEST_REGROUPING", str(tmp_path_factory.mktemp("regrouping")))


TestRegrouping = Regrouping.TestCase
TestRegrouping.settings = settings(max_examples=100 if os.environ.get("WATCHER_FULL") else 15, stateful_step_count=20, deadline=None)
