"""Letters on their way: printed, as a link, and into the Drafts mailbox of a real server, once."""

from __future__ import annotations

import email
import queue
import signal
import subprocess
import sys
from datetime import timedelta
from email import policy
from types import SimpleNamespace

import mailparser
import pytest
from parts.dovecot import wait_for
from parts.fault_proxy import fault_proxy
from parts.life import CAME, Life
from parts.service import Service
from sqlalchemy import select, update
from test_daemon import account, rejection

from watcher.clock import SystemClock
from watcher.config import Secret
from watcher.daemon.drafts import DraftSaver, account_of, letter
from watcher.imap import Appended, Signal, append_draft
from watcher.store import schema as t

RECENTLY = SystemClock().now() - timedelta(days=30)
SAVE = "\n[drafts]\nsave = true\n"


@pytest.fixture
def life(tmp_path):
    return Life(tmp_path)


@pytest.fixture
def service(tmp_path):
    made = Service(tmp_path)
    yield made
    if made.process is not None and made.process.poll() is None:
        made.kill()


def in_drafts(dovecot, user):
    with dovecot.client(user) as client:
        client.select_folder("Drafts", readonly=True)
        found = client.fetch(client.search("ALL"), ["BODY.PEEK[]", "FLAGS"])
    return [(found[uid][b"BODY[]"], set(found[uid][b"FLAGS"]) - {b"\\Recent"}) for uid in sorted(found)]


def threads(dovecot, user, *mails):
    """What the server makes of the inbox together with these mails, in a copy of the inbox."""
    with dovecot.client(user) as client:
        client.create_folder("Copy")
        client.select_folder("INBOX", readonly=True)
        client.copy(client.search("ALL"), "Copy")
        for mail in mails:
            client.append("Copy", mail)
        client.select_folder("Copy", readonly=True)
        return client.thread("REFERENCES")


# --- the daemon


def test_the_draft_of_a_step_is_put_into_drafts_when_its_user_is_told_once_and_in_its_thread(service, dovecot, receiver):
    user, password = dovecot.fresh_user()
    service.configure(accounts={"personal": account(dovecot, user, password)}, targets={"hook": receiver.url()})
    service.config.write_text(service.config.read_text() + SAVE)
    dovecot.deliver(user, rejection("Brightwell"))
    service.start()
    service.wait_until_watching()
    dovecot.deliver(user, original := rejection())
    [(raw, flags)] = wait_for(
        lambda: in_drafts(dovecot, user) if b"Larkfield" in b"".join(r for r, _ in in_drafts(dovecot, user)) else None
    )[-1:]
    assert flags == {b"\\Draft"}
    asked = email.message_from_bytes(original, policy=policy.default)
    saved, by_another = email.message_from_bytes(raw, policy=policy.default), mailparser.parse_from_bytes(raw)
    assert saved["In-Reply-To"] == saved["References"] == asked["Message-ID"]
    assert saved["Subject"] == by_another.subject == "Re: Your interview at Larkfield Robotics"
    assert saved["To"].addresses[0].addr_spec == by_another.to[0][1] == "tomasz.bielak@larkfield-robotics.example"
    assert "Thank you for taking the time" in saved.get_content().replace(" \n", " ")
    assert "watcher" not in raw.decode()  # whoever gets it learns nothing of this program
    assert threads(dovecot, user, raw) in [((1,), (2, 3)), ((2, 3), (1,))]

    thank = next(step for step in service.agenda() if step["kind"] == "thank" and step["company"].startswith("Larkfield"))
    wait_for(lambda: service.json("show", thank["id"])["saved_drafts"][0]["status"] == "saved")
    assert "the draft was saved to Drafts" in service.command("show", thank["id"]).stdout
    before = in_drafts(dovecot, user)
    assert service.stop() == 0
    service.start()
    service.wait_until_watching(accounts=2)
    service.command("snooze", thank["id"], "1s")
    service.signal(signal.SIGHUP)  # look at once
    wait_for(lambda: len([r for r in receiver.requests if b"Larkfield" in r.body and b"Thank Tomasz" in r.body]) >= 2, 40)
    assert in_drafts(dovecot, user) == before

    assert service.command("draft", thank["id"], "--save").stdout.endswith("the draft is in Drafts, for you to send.\n")
    assert in_drafts(dovecot, user)[: len(before)] == before
    assert len(in_drafts(dovecot, user)) == len(before) + 1
    assert [one["asked"] for one in service.json("show", thank["id"])["saved_drafts"]] == [False, True]
    assert all(not flags for flags in dovecot.flags(user)["INBOX"].values())


def test_without_being_asked_nothing_is_put_anywhere(service, dovecot, receiver):
    user, password = dovecot.fresh_user()
    service.configure(accounts={"personal": account(dovecot, user, password)}, targets={"hook": receiver.url()})
    service.start()
    service.wait_until_watching()
    dovecot.deliver(user, rejection())
    wait_for(lambda: any(b"Thank" in request.body for request in receiver.requests))
    assert service.stop() == 0
    assert in_drafts(dovecot, user) == []


# --- one try


@pytest.fixture
def kept(life, dovecot):
    """A state with one open thank-you, s2, whose draft is wanted, and an account on the real server."""
    user, password = dovecot.fresh_user()
    life.configure(accounts={"personal": account(dovecot, user, password)})
    life.config.write_text(life.config.read_text() + SAVE)
    life.take(at=RECENTLY)
    life.notify(RECENTLY + timedelta(days=20))
    return SimpleNamespace(life=life, user=user, settings=life.settings, now=SystemClock().now())


def saver(kept):
    store, inbox = kept.life.store(), queue.SimpleQueue()
    return store, DraftSaver(store, SystemClock(), inbox.put), inbox


def tried(kept, reachable=lambda _name: True):
    """One turn of the daemon, with what came of it."""
    store, drafts, inbox = saver(kept)
    now = SystemClock().now()
    drafts.save_due(kept.settings, now, reachable)
    if drafts._thread is not None:
        drafts.settle(inbox.get(timeout=30), now)
    drafts.close()
    store.close()
    return records(kept)


def records(kept):
    store = kept.life.store()
    with store.reading() as tx:
        found = [(one.status, one.attempts) for one in tx.saved_drafts_of(2)]
    store.close()
    return found


def as_if(kept, **values):
    """The state as a crash would have left it."""
    store = kept.life.store()
    with store.transaction() as tx:
        tx._db.execute(update(t.saved_drafts).values(**values))
        tx.recover_drafts(kept.now)
    store.close()


def test_a_crash_before_or_after_the_append_never_makes_two(kept, dovecot):
    as_if(kept, status="in_flight", attempts=1)  # killed before the server had it
    assert records(kept) == [("uncertain", 1)]
    assert tried(kept) == [("saved", 2)]
    assert len(in_drafts(dovecot, kept.user)) == 1
    as_if(kept, status="in_flight")  # killed after the server had it, before that was recorded
    assert tried(kept) == [("saved", 3)]
    assert len(in_drafts(dovecot, kept.user)) == 1


def test_a_second_notification_wants_no_second_draft(kept):
    store = kept.life.store()
    with store.transaction() as tx:
        tx.want_draft(2, kept.now)
        assert len(tx._db.execute(select(t.saved_drafts)).all()) == 1
        assert tx.claim_draft(1)
        assert not tx.claim_draft(1)
    store.close()


def test_what_is_done_by_then_is_not_saved_any_more(kept, dovecot):
    kept.life.run("done", "s2")
    assert tried(kept) == [("dropped", 1)]
    assert in_drafts(dovecot, kept.user) == []


def test_an_account_that_does_not_answer_just_now_is_left_in_peace(kept):
    assert tried(kept, reachable=lambda _name: False) == [("pending", 0)]


def test_a_refused_sign_in_is_not_tried_again_soon(kept, dovecot):
    kept.life.configure(accounts={"personal": account(dovecot, kept.user, "wrong")})
    kept.life.config.write_text(kept.life.config.read_text() + SAVE)
    kept.settings = kept.life.settings
    assert tried(kept) == [("pending", 1)]
    store = kept.life.store()
    with store.reading() as tx:
        [one] = tx.saved_drafts_of(2)
        assert (one.next_attempt_at - kept.now).total_seconds() > 600
        assert tx.next_draft_at(kept.now) == one.next_attempt_at
    store.close()
    failed = kept.life.run("draft", "s2", "--save")
    assert (failed.exit_code, "the draft was not saved" in failed.stderr) == (1, True)
    assert records(kept) == [("pending", 1), ("dropped", 1)]


def settings_for(dovecot, user, password):
    known = {"name": "personal", "host": "localhost", "port": dovecot.imaps, "tls": "implicit", "ca_file": dovecot.ca}
    return SimpleNamespace(**known, username=user, password=Secret.of(password), token=None, mailboxes=("INBOX",), poll_every=60.0)


def test_a_letter_with_8_bit_text_and_many_lines_arrives_byte_by_byte(dovecot):
    user, password = dovecot.fresh_user()
    mail = "Subject: ü\r\n\r\nGuten Tag,\r\n\r\ngrün \r\n".encode()
    done = append_draft(settings_for(dovecot, user, password), mail, "a@x.example", SystemClock(), Signal(), look_first=False)
    assert done == Appended(saved=True, certain=True, detail="Drafts")
    assert in_drafts(dovecot, user) == [(mail, {b"\\Draft"})]


def test_wherever_the_link_breaks_the_next_try_leaves_exactly_one(dovecot):
    known = uncertain = 0
    user, password = dovecot.fresh_user()
    for number, cut in enumerate(range(300, 1500, 25), 1):
        mail, message_id = f"Message-ID: <{number}@x.example>\r\nSubject: x\r\n\r\nx\r\n".encode(), f"{number}@x.example"
        straight = settings_for(dovecot, user, password)
        with fault_proxy("127.0.0.1", dovecot.imap) as proxy:
            proxy.fault.cut_after = cut
            through = SimpleNamespace(**vars(straight) | {"port": proxy.port, "tls": "none"})
            first = append_draft(through, mail, message_id, SystemClock(), Signal(), look_first=False)
        there = len(in_drafts(dovecot, user)) - (number - 1)
        assert there == 0 or first.saved or not first.certain, first
        known, uncertain = known + first.certain, uncertain + (not first.certain)
        again = append_draft(straight, mail, message_id, SystemClock(), Signal(), look_first=True)
        assert again.saved
        assert len(in_drafts(dovecot, user)) == number
    assert known
    assert uncertain


def test_a_stop_ends_it_at_once(dovecot):
    asked = Signal()
    asked.stopping = True
    done = append_draft(settings_for(dovecot, *dovecot.fresh_user()), b"x", "a@x.example", SystemClock(), asked, look_first=False)
    assert (done.saved, done.certain) == (False, True)


# --- commands


def test_a_letter_is_printed_as_a_mail_and_as_a_link(life):
    life.take()
    mail = email.message_from_string(life.run("draft", "s2").stdout, policy=policy.default)
    assert (mail["Subject"], mail["In-Reply-To"]) == ("Re: Your application 1", "<1@larkfield.example>")
    assert mail["From"].addresses[0].addr_spec == "robin@mail.example"
    assert mail["Message-ID"] is None
    link = life.run("draft", "s2", "--mailto").stdout
    assert link.startswith("mailto:tomasz.bielak@larkfield.example?subject=Re%3A%20Your%20application%201&in-reply-to=")
    assert life.run("show", "s2", "--json").json()["draft"]["mailto"] == link.strip()


def test_where_there_is_nothing_to_write_the_command_says_so(life):
    life.take()
    assert "has no letter" in life.run("draft", "s1").stderr
    assert "has no letter" in life.run("draft", "s1", "--save").stderr
    both = life.run("draft", "s2", "--save", "--mailto")
    assert (both.exit_code, "either" in both.stderr) == (2, True)


def test_a_letter_is_in_the_thread_of_the_last_mail_from_whom_it_is_to(life):
    life.take(at=CAME)
    life.take(at=CAME, person=None)  # the system's own no, from an address that takes no answers
    store = life.store()
    with store.reading() as tx:
        row = tx.step(2)
        made = letter(tx, row, life.settings, CAME, 1)
        assert account_of(tx, row, life.settings).name == "personal"
    store.close()
    assert b"In-Reply-To: <1@larkfield.example>" in made.mail
    assert made.message_id.endswith("@mail.example")


def test_the_templates_are_listed_and_shown_and_the_user_s_own_go_first(life):
    life.take()
    shown = life.run("templates", "en/thank.txt").stdout
    assert shown.startswith("{{ greeting }}\n\n{{ thanks }}")
    assert "en/thank.filled.txt" in life.run("templates").stdout
    assert "there is no template en/thanks.txt.old" in life.run("templates", "en/thanks.txt.old").stderr
    own = life.config.parent / "templates" / "en" / "thank.txt"
    own.parent.mkdir(parents=True)
    own.write_text("{{ greeting }}\n\nThanks, {{ company }}.\n")
    assert "Hello Tomasz,\r\n\r\nThanks, Larkfield Robotics.\r\n" in life.run("draft", "s2").stdout.replace("\r\n", "\n").replace(
        "\n", "\r\n"
    )
    own.write_text("{{ gretting }}")
    assert "Thank you for" in life.run("draft", "s2").stdout
    assert "ours" in life.run("templates").stdout


def test_the_wheel_has_the_letters():
    program = "from watcher.config.templates import Shipped; print(len(Shipped()))"
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True)
    assert int(done.stdout) == 133
