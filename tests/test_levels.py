"""How much is said, where that meets what happens meanwhile: a level that is lowered while a delivery waits, alarms on a lock screen."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from parts.life import CAME, MIRELA, Life
from parts.receivers import Receiver
from test_ledger import Running

from watcher.core.classify import Label
from watcher.core.plan import Status
from watcher.daemon import outbox
from watcher.daemon.words import account_notice

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # apprise, under pytest alone
THANKED = CAME + timedelta(days=15)


@pytest.fixture
def life(tmp_path: Path) -> Life:
    return Life(tmp_path)


@pytest.fixture
def run(life: Life) -> Iterator[Callable[..., Running]]:
    made: list[Running] = []

    def start(now: datetime) -> Running:
        made.append(Running(life))
        made[-1].now = now
        return made[-1]

    yield start
    for one in made:
        one.close()


def speak(life: Life, receiver: Receiver, detail: str, scheme: str = "ntfy", **notify: object) -> None:
    """One target of this level: a phone that shows all that a message carries."""
    life.configure(targets={"phone": f"{scheme}://{receiver.address}/my-topic"}, **notify)
    life.config.write_text(life.config.read_text().replace("[targets.phone]\n", f'[targets.phone]\ndetail = "{detail}"\n'))


def after_failure(life: Life, running: Running, receiver: Receiver, detail: str, **notify: object) -> dict[str, object]:
    """The first try failed; the level is changed, and the retry arrives."""
    receiver.fail(503)
    running.turn()
    assert receiver.requests, "the first try"
    receiver.requests.clear()
    receiver.recover()
    speak(life, receiver, detail, **notify)
    running.until(running.now + timedelta(hours=1))
    [request] = receiver.requests
    told: dict[str, object] = request.json()
    return told


def keep_one(running: Running, kind: str) -> None:
    """Of what is planned only this is left."""
    with running.store.transaction() as tx:
        for row in tx.agenda():
            if row.kind != kind:
                tx.close_step(row.id, Status.SKIPPED, running.now, "you said skip")


def secrets_in(told: dict[str, object]) -> list[str]:
    text = json.dumps(told, ensure_ascii=False).lower()
    return [secret for secret in ("tomasz", "bielak", "test engineer", "larkfield", "mailto", "mirela", "brightwell") if secret in text]


def test_a_retry_says_no_more_than_its_target_may_hear_by_now(life: Life, run: Callable[..., Running], receiver: Receiver) -> None:
    speak(life, receiver, "full")
    life.take()
    running = run(THANKED)
    keep_one(running, "thank")
    told = after_failure(life, running, receiver, "short")
    assert told["title"] == "Thank-you note: Larkfield Robotics"
    assert secrets_in(told) == ["larkfield"]
    assert set(told) == {"topic", "title", "message", "tags"}


@pytest.mark.parametrize("former", ["full", "short"])
def test_a_retry_to_a_lock_screen_says_that_one_step_is_due(
    life: Life, run: Callable[..., Running], receiver: Receiver, former: str
) -> None:
    speak(life, receiver, former)
    life.take()
    running = run(THANKED)
    keep_one(running, "thank")
    told = after_failure(life, running, receiver, "silent")
    assert told == {"topic": "my-topic", "title": "One step is due.", "message": "See it: rejection-watcher agenda"}


@pytest.mark.parametrize(("detail", "title"), [("short", "2 steps are due."), ("silent", "2 steps are due.")])
def test_a_digest_that_waits_names_nobody_when_the_level_was_lowered(
    life: Life, run: Callable[..., Running], receiver: Receiver, detail: str, title: str
) -> None:
    speak(life, receiver, "full", digest="daily")
    life.take()
    life.take(company="Brightwell", person=MIRELA)
    running = run(THANKED)
    keep_one(running, "thank")
    told = after_failure(life, running, receiver, detail, digest="daily")
    assert told["title"] == title
    assert secrets_in(told) == []


@pytest.mark.parametrize("detail", ["short", "silent"])
def test_news_that_wait_name_nobody_when_the_level_was_lowered(
    life: Life, run: Callable[..., Running], receiver: Receiver, detail: str
) -> None:
    speak(life, receiver, "full", on_recruiter="now")
    life.take(Label.RECRUITER, company="Brightwell", person=MIRELA)
    running = run(CAME + timedelta(hours=1))
    told = after_failure(life, running, receiver, detail, on_recruiter="now")
    assert told["title"] == "There is news."
    assert secrets_in(told) == []


def test_a_level_that_is_raised_changes_nothing_of_what_waits(life: Life, run: Callable[..., Running], receiver: Receiver) -> None:
    speak(life, receiver, "silent")
    life.take()
    running = run(THANKED)
    keep_one(running, "thank")
    assert after_failure(life, running, receiver, "full")["title"] == "One step is due."


def refused(running: Running) -> None:
    """The mail server lets nobody in, and says so with the user's address."""
    settings = running.life.settings
    said = account_notice(
        "sam-at-work", "LOGIN failed for robin@mail.example", "en", login=None, reload="systemctl --user reload rejection-watcher"
    )
    with running.store.transaction() as tx:
        tx.blind_told("sam-at-work", outbox.queue_notice(tx, settings, running.now, *said), running.now)


def test_an_alarm_on_a_lock_screen_names_no_account(life: Life, run: Callable[..., Running], receiver: Receiver) -> None:
    speak(life, receiver, "silent")
    running = run(CAME)
    refused(running)
    running.turn()
    told = receiver.next().json()
    assert told == {"topic": "my-topic", "title": "There is news.", "message": "See it: rejection-watcher check"}


def test_an_alarm_that_waits_becomes_one_for_a_lock_screen(life: Life, run: Callable[..., Running], receiver: Receiver) -> None:
    speak(life, receiver, "full")
    running = run(CAME)
    refused(running)
    told = after_failure(life, running, receiver, "silent")
    assert told == {"topic": "my-topic", "title": "There is news.", "message": "See it: rejection-watcher check"}


def test_what_a_server_answered_goes_out_without_an_address(life: Life, run: Callable[..., Running], receiver: Receiver) -> None:
    speak(life, receiver, "short")
    running = run(CAME)
    refused(running)
    told = after_failure(life, running, receiver, "short")
    assert "LOGIN failed for (address)" in str(told["message"])
    assert "robin@" not in json.dumps(told)
