"""The target `desktop://`, on a real bus, before a server that remembers what it is told."""

from __future__ import annotations

import itertools
import json
import queue
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from parts.desktop import NOTIFICATIONS, Bus, NotificationServer, Portal, Seen, Service, ServiceManager, answering
from parts.life import CAME, MIRELA, TOMASZ, Life
from parts.receivers import wait_for

from watcher.clock import SystemClock
from watcher.core.compose import extras
from watcher.core.extract import Contact, Part
from watcher.core.plan import Status
from watcher.daemon import outbox
from watcher.daemon.bubbles import Bubbles
from watcher.daemon.changes import close
from watcher.desktop import Appeared, Clicked, Desktop, Held, Reached, Shown, Told
from watcher.errors import StateError
from watcher.store import Store

DUE = CAME + timedelta(days=40)  # all that one rejection plans is due by then


class Hurried(SystemClock):
    """Its minutes pass in a second."""

    def monotonic(self) -> float:
        return super().monotonic() * 60

    def wait_readable(self, fds: Any, seconds: float) -> list[int]:
        return super().wait_readable(fds, seconds / 60)


class Nobody:
    """A deliverer to whom nothing may come."""

    def send(self, delivery: object) -> None:
        raise AssertionError(delivery)


@dataclass
class Desk:
    """The part of the daemon that has to do with the desktop, on the state of a life; the test is its main loop."""

    life: Life
    bus: Bus
    now: datetime = DUE
    told: queue.SimpleQueue[Told] = field(default_factory=queue.SimpleQueue)
    seen: list[Told] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.settings = self.life.settings
        self.store: Store = self.life.store()
        self.bubbles = Bubbles(self.store, Hurried(), self.told.put, self.bus.environ)
        self.outbox = outbox.Outbox(self.store, Nobody(), SystemClock(), self.bubbles.show)  # type: ignore[arg-type]

    def turn(self) -> None:
        """What has come in is recorded, and what is due is sent."""
        while not self.told.empty():
            told = self.told.get()
            self.seen.append(told)
            delivered = self.bubbles.take(told, self.settings, self.now)
            if delivered is not None:
                self.outbox.settle(delivered, self.now)
        self.bubbles.follow(self.settings)
        outbox.queue_due(self.store, self.settings, self.now)
        self.outbox.send_due(self.settings, self.now)

    def until(self, condition: Callable[[], Any], seconds: float = 15.0) -> Any:
        def turned() -> Any:
            self.turn()
            return condition()

        return wait_for(turned, seconds)

    def heard(self, kind: type[Told]) -> list[Any]:
        return [one for one in self.seen if isinstance(one, kind)]

    def status(self, step: str) -> str:
        return self.life.status(step)

    def close_step(self, number: int) -> None:
        with self.store.transaction() as tx:
            close(tx, number, Status.SKIPPED, "you said skip", self.settings, self.now)

    def end(self) -> None:
        self.bubbles.close(5)
        self.store.close()


@contextmanager
def sitting(life: Life, bus: Bus, now: datetime = DUE) -> Iterator[Desk]:
    desk = Desk(life, bus, now)
    try:
        yield desk
    finally:
        desk.end()


@pytest.fixture
def life(tmp_path: Path) -> Life:
    made = Life(tmp_path)
    made.configure(targets={"here": "desktop://"}, per_day=1000)
    return made


@pytest.fixture
def desk(life: Life, bus: Bus) -> Iterator[Desk]:
    with sitting(life, bus) as made:
        yield made


@pytest.fixture
def server(bus: Bus) -> Iterator[NotificationServer]:
    with NotificationServer(bus) as running:
        yield running


def one_step(desk: Desk, kind: str = "thank", *, person: Contact | None = TOMASZ, **said: Any) -> dict[str, Any]:
    """A rejection, of whose plan one step is left."""
    desk.life.take(person=person, **said)
    rows = [row for row in desk.life.agenda() if row["kind"] != kind]
    for row in rows:
        desk.close_step(int(row["id"][1:]))
    [step] = desk.life.agenda()
    return step


def bubble_of(desk: Desk, server: NotificationServer) -> Seen:
    """The bubble on the desktop, once the daemon knows that it is there."""
    desk.until(lambda: desk.heard(Held) and desk.heard(Held)[-1].bubbles)
    [seen] = server.bubbles.values()
    return seen


# --- showing --------------------------------------------------------------------------------------------------------------------------


def test_a_step_that_is_due_is_a_bubble_with_buttons_which_stays_and_is_not_critical(desk, server):
    step = one_step(desk)
    seen = bubble_of(desk, server)
    assert seen.title == "Thank Tomasz Bielak: Test Engineer at Larkfield Robotics"
    assert seen.labels == ("Done", "In 3 days", "Open the draft")
    assert seen.app == "rejection-watcher"
    assert seen.hints == {"urgency": ("y", 1), "resident": ("b", True)}
    assert seen.timeout == -1
    [shown] = desk.heard(Shown)
    assert shown.ok
    assert desk.life.run("show", step["id"]).stdout.count("you were told") == 1


def test_where_the_server_keeps_nothing_it_stays_on_the_screen_until_it_is_seen(desk, bus):
    with NotificationServer(bus, ("actions", "body")) as server:
        one_step(desk)
        assert bubble_of(desk, server).timeout == 0


def test_a_server_without_buttons_gets_a_plain_bubble_that_says_what_to_type(desk, bus):
    with NotificationServer(bus, ("body",)) as server:
        step = one_step(desk)
        seen = bubble_of(desk, server)
        assert seen.keys == ()
        assert f"rejection-watcher done {step['id']}" in seen.body
        assert "resident" not in seen.hints


def test_nothing_from_a_mail_becomes_markup(desk, server):
    evil = Contact("<img src='http://x.example/a.png'>&lt;b&gt; Eve", "eve@x.example", Part.INTERVIEWER, "From")
    one_step(desk, person=evil, company="A&B <a href='http://x.example'>Ltd\u202e\0", role="<b>QA</b> &amp; more")
    seen = bubble_of(desk, server)
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", seen.body)
    assert "&lt;" not in re.sub("&amp;lt;", "", seen.body)
    for text in (seen.title, seen.body):
        assert not {"<", "\0", "\u202e"} & set(text)
        assert "http://" not in text


def test_several_steps_at_once_have_nothing_to_click(life, bus, server):
    for number in range(3):
        life.take(at=CAME - timedelta(days=20), company=f"Company {number}", person=None)
    store = life.store()
    with store.transaction() as tx:
        from watcher.store import schema as t

        tx._db.execute(t.steps.update().values(in_digest=True))
    store.close()
    with sitting(life, bus) as desk:
        seen = bubble_of(desk, server)
        assert seen.title == "3 steps are due."
        assert seen.labels == ()
        for row in life.agenda():
            desk.close_step(int(row["id"][1:]))
        desk.until(lambda: not server.bubbles)


def test_good_news_about_the_watcher_itself_is_quiet(desk, server):
    with desk.store.transaction() as tx:
        outbox.queue_notice(tx, desk.settings, desk.now, "It sees again", "All is <b>well</b>.", extras.ALL_CLEAR)
    seen = bubble_of(desk, server)
    assert (seen.title, seen.body, seen.labels) == ("It sees again", "All is &lt;b&gt;well&lt;/b&gt;.", ())
    assert seen.hints == {"urgency": ("y", 0)}


def test_two_targets_on_one_desktop_show_one_bubble(life, bus, server):
    life.configure(targets={"here": "desktop://", "there": "DESKTOP://"}, per_day=1000)
    with sitting(life, bus) as desk:
        one_step(desk)
        desk.until(lambda: len([shown for shown in desk.heard(Shown) if shown.ok]) == 2)
        assert len(server.bubbles) == 1


def test_a_bubble_takes_the_place_of_the_earlier_one_about_the_same_step(desk, server):
    step = one_step(desk)
    first = bubble_of(desk, server)
    with desk.store.transaction() as tx:  # it is spoken of again while the first still lies there
        tx._db.exec_driver_sql("UPDATE steps SET queued_for = NULL")
    server.shown.get()
    outbox.queue_due(desk.store, desk.settings, desk.now)
    desk.until(lambda: not server.shown.empty())
    assert server.next_bubble().id == first.id
    assert step["id"] in first.keys[0]


# --- clicking -------------------------------------------------------------------------------------------------------------------------


def test_a_click_on_done_completes_the_step_once_and_takes_the_bubble_away(desk, server):
    step = one_step(desk)
    seen = bubble_of(desk, server)
    server.click(seen, "Done")
    server.click(seen, "Done")
    server.click(seen, "In 3 days")
    desk.until(lambda: not server.bubbles)
    assert desk.status(step["id"]) == "completed"
    story = desk.life.run("show", step["application"], "--json").json()["timeline"]
    clicks = [line["what"] for line in story if line["cause"] == "clicked on the desktop"]
    assert clicks == ["thank completed"]


def test_a_click_that_comes_in_one_breath_with_the_bubble_is_heard(desk, server):
    server.quick = "Done"
    step = one_step(desk)
    desk.until(lambda: desk.status(step["id"]) == "completed", 5)


def test_a_click_on_later_moves_the_step_by_three_days_once(desk, server):
    step = one_step(desk)
    seen = bubble_of(desk, server)
    server.click(seen, "In 3 days")
    server.click(seen, "In 3 days")
    desk.until(lambda: not server.bubbles)
    [moved] = desk.life.agenda()
    assert datetime.fromisoformat(moved["due_at"]) - desk.now > timedelta(days=2)
    story = desk.life.run("show", step["application"], "--json").json()["timeline"]
    assert len([line for line in story if "snoozed" in line["what"]]) == 1
    desk.now = datetime.fromisoformat(moved["due_at"]) + timedelta(hours=1)
    desk.until(lambda: server.bubbles)  # and three days later there is a bubble again


def test_undo_takes_a_click_back(desk, server):
    step = one_step(desk)
    server.click(bubble_of(desk, server), "Done")
    desk.until(lambda: desk.status(step["id"]) == "completed")
    assert f"done {step['id']}" in desk.life.run("undo").stdout
    assert desk.status(step["id"]) == "needs_action"


@pytest.mark.parametrize("button", ["Done", "In 3 days"])
def test_what_undo_opens_again_is_on_the_screen_again_and_can_be_clicked(desk, server, button):
    step = one_step(desk)
    server.click(bubble_of(desk, server), button)
    desk.until(lambda: desk.heard(Held)[-1].bubbles == {})
    assert desk.life.run("undo").exit_code == 0
    again = bubble_of(desk, server)
    server.click(again, "Done")
    desk.until(lambda: not server.bubbles)
    assert desk.status(step["id"]) == "completed"


def test_what_opens_again_in_a_pause_is_shown_after_it(desk, server):
    step = one_step(desk)
    server.click(bubble_of(desk, server), "Done")
    desk.until(lambda: desk.heard(Held)[-1].bubbles == {})
    assert desk.life.run("pause", "1 week").exit_code == 0
    with desk.store.transaction() as tx:
        assert tx.reopen_step(int(step["id"][1:]), desk.now, "your correction was taken back")
    desk.turn()
    desk.turn()
    assert not server.bubbles
    assert desk.life.run("resume").exit_code == 0
    assert bubble_of(desk, server).keys


def digest_of(desk: Desk, server: NotificationServer, *companies: str) -> Seen:
    """The one bubble of several steps that were overdue at the first look."""
    for company in companies:
        desk.life.take(company=company, person=None)
    with desk.store.transaction() as tx:
        tx._db.exec_driver_sql("UPDATE steps SET in_digest = 1")
    return bubble_of(desk, server)


def test_a_digest_that_undo_opens_again_is_on_the_screen_again_with_what_is_left_of_it(desk, server):
    assert digest_of(desk, server, "Kestrel", "Brightwell", "Larkfield").title == "3 steps are due."
    [first, second, third] = [row["id"] for row in desk.life.agenda()]
    for step in (first, second, third):
        assert desk.life.run("done", step).exit_code == 0
    desk.until(lambda: desk.heard(Held)[-1].bubbles == {})
    assert desk.life.run("undo").exit_code == 0
    again = bubble_of(desk, server)
    assert "Larkfield" in again.title
    assert desk.life.run("done", third).exit_code == 0
    desk.until(lambda: not server.bubbles)


def test_a_digest_of_which_a_step_was_put_off_does_not_come_back_for_it(desk, server):
    digest_of(desk, server, "Kestrel", "Brightwell")
    [first, second] = [row["id"] for row in desk.life.agenda()]
    assert desk.life.run("done", first).exit_code == 0
    assert desk.life.run("snooze", second, "3 days").exit_code == 0
    desk.until(lambda: desk.heard(Held)[-1].bubbles == {})
    [later] = desk.life.agenda()
    desk.now = datetime.fromisoformat(later["due_at"]) + timedelta(hours=1)
    again = bubble_of(desk, server)
    assert again.labels, "it is told by itself, with its buttons"
    desk.turn()
    assert len(server.bubbles) == 1


def test_news_of_a_mail_that_is_something_else_leaves_the_screen_and_comes_back_with_its_label(desk, server):
    desk.life.configure(targets={"here": "desktop://"}, per_day=1000, on_rejection="now")
    desk.settings, desk.now = desk.life.settings, CAME + timedelta(minutes=5)
    desk.life.take(person=None)
    assert bubble_of(desk, server).title.startswith("A rejection has come")
    assert desk.life.run("relabel", "m1", "other").exit_code == 0
    desk.until(lambda: not server.bubbles)
    assert desk.life.run("learn", "--undo", "c1").exit_code == 0
    assert bubble_of(desk, server).title.startswith("A rejection has come")


def test_an_alarm_that_is_over_leaves_the_screen_and_the_good_news_stays(desk, server):
    with desk.store.transaction() as tx:
        number = outbox.queue_notice(tx, desk.settings, desk.now, "It does not see", "Look there.")
        tx.blind_told("personal", number, desk.now)
    assert bubble_of(desk, server).title == "It does not see"
    with desk.store.transaction() as tx:
        tx.seen("personal")
        outbox.queue_notice(tx, desk.settings, desk.now, "It sees again", "All is well.", extras.ALL_CLEAR)
    desk.until(lambda: [seen.title for seen in server.bubbles.values()] == ["It sees again"])
    desk.turn()
    assert [seen.title for seen in server.bubbles.values()] == ["It sees again"]


def test_a_click_while_a_command_holds_the_state_waits_and_counts_once(desk, server):
    step = one_step(desk)
    server.click(bubble_of(desk, server), "Done")
    click = next(told for told in iter(lambda: desk.told.get(timeout=10), None) if isinstance(told, Clicked))
    with closing(sqlite3.connect(desk.life.state / "state.db", isolation_level=None)) as command:
        command.execute("BEGIN IMMEDIATE")
        with pytest.raises(StateError):
            desk.bubbles.take(click, desk.settings, desk.now)
    assert desk.status(step["id"]) == "needs_action"
    desk.told.put(click)  # the daemon keeps it at the head of its line
    desk.until(lambda: not server.bubbles)
    assert desk.status(step["id"]) == "completed"


def test_undo_brings_no_bubble_back_that_the_user_had_dismissed_or_that_is_for_another_day(desk, server):
    step = one_step(desk)
    server.dismiss(bubble_of(desk, server))
    desk.until(lambda: desk.heard(Held)[-1].bubbles == {})
    assert desk.life.run("done", step["id"]).exit_code == 0
    desk.turn()
    assert desk.life.run("undo").exit_code == 0
    desk.turn()
    second = one_step(desk, company="Brightwell", person=MIRELA, kind="reflect")
    desk.until(lambda: server.bubbles)
    [shown] = server.bubbles.values()
    assert all(f":{second['id']}." in key for key in shown.keys)


def test_a_click_on_a_step_that_was_closed_meanwhile_changes_nothing(desk, server):
    step = one_step(desk)
    seen = bubble_of(desk, server)
    assert desk.life.run("skip", step["id"]).exit_code == 0
    server.click(seen, "Done")
    desk.until(lambda: not server.bubbles)
    assert desk.status(step["id"]) == "skipped"


def test_a_step_that_is_closed_or_moved_elsewhere_loses_its_bubble(desk, server):
    first = one_step(desk)
    bubble_of(desk, server)
    desk.life.run("done", first["id"])
    desk.until(lambda: not server.bubbles)
    second = one_step(desk, company="Brightwell", person=MIRELA, kind="reflect")
    desk.until(lambda: server.bubbles)
    desk.life.run("snooze", second["id"], "2030-01-01")
    desk.until(lambda: not server.bubbles)


def test_a_bubble_that_was_dismissed_is_forgotten_and_its_step_stays_open(desk, server):
    step = one_step(desk)
    server.dismiss(bubble_of(desk, server))
    desk.until(lambda: desk.heard(Held)[-1].bubbles == {})
    assert desk.status(step["id"]) == "needs_action"


@pytest.mark.parametrize(
    "key", ["default", "0:s1:done", "", "done", "{mark}:s1:explode", "{mark}:n1:done", "{mark}:s99:done", "{mark}:s0:draft"]
)
def test_a_click_that_is_not_ours_means_nothing(desk, server, key):
    step = one_step(desk, kind="reflect")
    seen = bubble_of(desk, server)
    made = key.replace("{mark}", seen.keys[0].partition(":")[0])
    server.signal(server.PATH, NOTIFICATIONS, "ActionInvoked", "us", (seen.id, made))
    server.click(seen, "In 3 days")  # comes after it
    desk.until(lambda: not server.bubbles)
    assert desk.status(step["id"]) == "needs_action"


def test_a_click_that_another_program_tells_of_means_nothing(desk, server, bus):
    step = one_step(desk)
    seen = bubble_of(desk, server)
    with Service(bus, "") as stranger:
        for to in (None, server.sender):
            stranger.signal(server.PATH, NOTIFICATIONS, "ActionInvoked", "us", (seen.id, seen.keys[0]), to=to)
        server.click(seen, "In 3 days")
        desk.until(lambda: not server.bubbles)
    assert desk.status(step["id"]) == "needs_action"


# --- the draft ------------------------------------------------------------------------------------------------------------------------


def test_open_draft_asks_the_portal_and_leaves_the_bubble_and_the_step(desk, server, bus):
    with Portal(bus) as portal:
        step = one_step(desk)
        seen = bubble_of(desk, server)
        server.click(seen, "Open the draft")
        asked = desk.until(lambda: not portal.calls.empty() and portal.next())
        member, (parent, link, options) = asked
        assert (member, parent, options) == ("OpenURI", "", {})
        assert link == desk.life.run("show", step["id"], "--json").json()["draft"]["mailto"]
        portal.respond(0)
        server.click(seen, "Done")
        desk.until(lambda: desk.status(step["id"]) == "completed")
        causes = [line["what"] for line in desk.life.run("show", step["application"], "--json").json()["timeline"]]
        assert "thank draft opened" in causes


@pytest.mark.parametrize("portal_fails", [False, True])
def test_without_a_portal_that_can_the_users_service_manager_runs_xdg_open(desk, server, bus, tmp_path, monkeypatch, portal_fails):
    program = tmp_path / "xdg-open"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with ServiceManager(bus) as manager:
        portal = Portal(bus) if portal_fails else None
        step = one_step(desk)
        link = desk.life.run("show", step["id"], "--json").json()["draft"]["mailto"]
        server.click(bubble_of(desk, server), "Open the draft")
        if portal:
            desk.until(lambda: not portal.calls.empty())
            portal.respond(2)
        member, (name, _mode, properties, _aux) = desk.until(lambda: not manager.calls.empty() and manager.next())
        assert member == "StartTransientUnit"
        assert re.fullmatch(r"rejection-watcher-draft-[0-9][0-9-]+\.service", name)
        assert dict(properties)["ExecStart"] == ("a(sasb)", [(str(program), [str(program), link], False)])
        if portal:
            portal.close()


def test_where_nothing_opens_the_draft_the_bubble_says_so(desk, server, monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")
    step = one_step(desk)
    seen = bubble_of(desk, server)
    server.click(seen, "Open the draft")
    desk.until(lambda: "No mail program opened" in server.bubbles[seen.id].body)
    assert server.bubbles[seen.id].labels == ("Done", "In 3 days")
    assert desk.status(step["id"]) == "needs_action"


# --- restarts, and buses that die -----------------------------------------------------------------------------------------------------


def test_after_a_restart_a_click_on_an_old_bubble_counts_and_takes_it_away(life, bus, server):
    with sitting(life, bus) as desk:
        step = one_step(desk)
        seen = bubble_of(desk, server)
    with sitting(life, bus) as desk:
        desk.until(lambda: desk.heard(Reached))
        server.click(seen, "Done")
        desk.until(lambda: not server.bubbles)
        assert desk.status(step["id"]) == "completed"


def test_a_click_counts_also_where_the_state_remembers_no_bubble(life, bus, server):
    with sitting(life, bus) as desk:
        step = one_step(desk)
        seen = bubble_of(desk, server)
        with desk.store.transaction() as tx:
            tx.keep_bubbles("", {})
    with sitting(life, bus) as desk:
        desk.until(lambda: desk.heard(Reached))
        server.click(seen, "Done")
        desk.until(lambda: not server.bubbles)
        assert desk.status(step["id"]) == "completed"


def test_a_bubble_of_a_state_that_was_lost_is_not_taken_for_the_step_that_has_its_number_now(life, bus, server):
    with closing(life.store()) as store, store.transaction() as tx:
        tx.installation()
    copy = (life.state / "state.db").read_bytes()
    with sitting(life, bus) as desk:
        one_step(desk)
        seen = bubble_of(desk, server)
    (life.state / "state.db").write_bytes(copy)
    life.take(company="Brightwell", person=MIRELA, at=CAME + timedelta(hours=1))
    with sitting(life, bus) as desk:
        desk.until(lambda: len(server.bubbles) > 2)
        server.click(seen, "Done")
        desk.until(lambda: desk.heard(Clicked))
        assert {row["status"] for row in life.agenda("--all")} == {"needs_action"}


def test_what_is_closed_while_the_watcher_rests_is_taken_away_at_the_next_start(life, bus, server):
    with sitting(life, bus) as desk:
        step = one_step(desk)
        bubble_of(desk, server)
    life.run("done", step["id"])
    with sitting(life, bus) as desk:
        desk.until(lambda: not server.bubbles)


def test_another_run_of_the_server_is_asked_nothing_about_bubbles_of_the_former(life, bus):
    with NotificationServer(bus) as server, sitting(life, bus) as desk:
        step = one_step(desk)
        seen = bubble_of(desk, server)
    with NotificationServer(bus) as server, sitting(life, bus) as desk:
        server.take_over(seen)  # somebody else's, with the same number
        life.run("done", step["id"])
        desk.until(lambda: desk.heard(Reached))
        desk.turn()
        another = one_step(desk, company="Brightwell", person=MIRELA, kind="reflect")
        desk.until(lambda: desk.heard(Shown))
        assert seen in server.bubbles.values()
        assert another["id"] in str(server.bubbles)


def test_a_server_that_starts_anew_meanwhile_is_given_no_number_of_the_former(desk, bus):
    with NotificationServer(bus) as server:
        step = one_step(desk)
        seen = bubble_of(desk, server)
    desk.until(lambda: desk.heard(Held)[-1].bubbles == {})
    with NotificationServer(bus) as server:
        server.take_over(seen)  # somebody else's, with the same number
        desk.until(lambda: len(desk.heard(Appeared)) == 2)
        desk.close_step(int(step["id"][1:]))
        one_step(desk, company="Brightwell", person=MIRELA, kind="reflect")
        desk.until(lambda: len(desk.heard(Shown)) == 2)
        assert sorted(server.bubbles) == [seen.id, seen.id + 1]


def test_a_server_that_talks_nonsense_ends_nothing(desk, server):
    step = one_step(desk)
    seen = bubble_of(desk, server)
    for signature, body in (("s", ("nonsense",)), ("ss", ("1", "2")), ("u", (7,))):
        server.signal(server.PATH, NOTIFICATIONS, "ActionInvoked", signature, body)
        server.signal(server.PATH, NOTIFICATIONS, "NotificationClosed", "as", (["x"],))
    desk.until(lambda: [one.ok for one in desk.heard(Reached)][-2:] == [False, True])
    server.click(seen, "Done")
    desk.until(lambda: desk.status(step["id"]) == "completed")


def test_without_a_bus_a_delivery_waits_like_any_and_there_is_no_loop(life, bus):
    bus.stop()
    with sitting(life, bus) as desk:
        step = one_step(desk)
        desk.until(lambda: desk.heard(Shown))
        for _ in range(20):
            desk.turn()
        [shown] = desk.heard(Shown)
        assert (shown.ok, shown.detail) == (False, "desktop://: the session bus cannot be reached (No such file or directory)")
        assert len(desk.heard(Reached)) == 1
        [row] = [row for row in life.agenda() if row["id"] == step["id"]]
        assert row["notified_at"] is None
        assert row["attempts"] == 1


def test_what_could_not_be_shown_is_shown_as_soon_as_there_is_a_desktop(desk, bus):
    step = one_step(desk)
    desk.until(lambda: desk.heard(Shown))
    assert "no notification server" in desk.heard(Shown)[0].detail
    with NotificationServer(bus) as server:  # the user signs in
        assert step["id"] in bubble_of(desk, server).keys[0]
        assert desk.heard(Appeared)


def test_a_bus_that_dies_and_comes_back_is_found_again_and_shows_and_hears(desk, bus, server):
    former = one_step(desk)
    bubble_of(desk, server)
    bus.stop()
    desk.until(lambda: [one.ok for one in desk.heard(Reached)] == [True, False])
    bus.start()
    desk.until(lambda: [one.ok for one in desk.heard(Reached)] == [True, False, True])
    with NotificationServer(bus) as reborn:
        desk.close_step(int(former["id"][1:]))
        step = one_step(desk, company="Brightwell", person=MIRELA, kind="reflect")
        desk.until(lambda: reborn.bubbles)
        [seen] = reborn.bubbles.values()
        reborn.click(seen, "Done")
        desk.until(lambda: not reborn.bubbles)
        assert desk.status(step["id"]) == "completed"


def test_a_server_that_hangs_costs_a_delivery_its_try_and_the_daemon_nothing(desk, server):
    server.silent = True
    one_step(desk)
    desk.until(lambda: desk.heard(Shown))
    assert desk.heard(Shown)[0].detail == "desktop://: no answer on the session bus"
    server.silent = False


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([b"REJECTED EXTERNAL\r\n"], "the session bus does not let this user in"),
        ([b"HTTP/1.1 400 Bad Request\r\n"], "the session bus does not let this user in"),
        ([b"x" * 10_000], "the session bus does not let this user in"),
        ([b""], "the session bus closed the connection"),
        ([], "no answer on the session bus"),
        ([b"OK 1234\r\n", b""], "the session bus (closed the connection|takes nothing)"),
        ([b"OK 1234\r\n", b"l\x02\x00\x01" + b"\xff" * 12], "a message on the session bus is longer than any of ours"),
        ([b"OK 1234\r\n", b"?" * 64], "the session bus speaks no D-Bus"),
    ],
)
def test_what_is_no_bus_is_named_and_ends_nothing(life, bus, lines, said):
    bus.stop()
    with answering(bus.socket, lines), sitting(life, bus) as desk:
        one_step(desk)
        desk.until(lambda: desk.heard(Shown))
        assert re.fullmatch(f"desktop://: {said}", desk.heard(Shown)[0].detail)
    bus.socket.unlink()
    bus.start()
    with NotificationServer(bus) as server, sitting(life, bus, DUE + timedelta(hours=1)) as desk:
        bubble_of(desk, server)


def test_between_tries_to_reach_a_bus_that_is_not_there_it_waits_ever_longer_and_at_most_minutes(bus):
    bus.stop()
    waits: list[float] = []

    class Skipping(SystemClock):
        """Nobody rings, so that each wait may pass at once."""

        def wait_readable(self, fds: Any, seconds: float) -> list[int]:
            waits.append(seconds)
            return super().wait_readable(fds, 0.0)

        def monotonic(self) -> float:
            return sum(max(wait, 0.0) for wait in waits)

    desktop = Desktop(clock=Skipping(), post=queue.SimpleQueue().put, mark="ab", environ=bus.environ)
    wait_for(lambda: len(waits) >= 12)
    desktop.close(5)
    assert 1.6 <= waits[0] <= 2.4
    assert all(later > sooner for sooner, later in itertools.pairwise(waits[:7]))
    assert max(waits) <= 360


# --- what else sees it ----------------------------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
def test_check_names_the_server_and_send_shows_a_trial(life, bus, server):
    life.environ |= bus.environ
    found = json.loads(life.run("check", "--json").stdout)
    [here] = [one for one in found if one["what"] == "targets.here"]
    assert here == {
        "what": "targets.here",
        "ok": True,
        "detail": "desktop://: Remembering 1, with buttons; --send tries it",
        "remedy": None,
    }
    assert not server.bubbles
    life.run("check", "--send")
    [seen] = server.bubbles.values()
    assert (seen.title, seen.labels) == ("rejection-watcher: a test", ())


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("unix:path=/nonexistent/bus", "cannot be reached (No such file or directory)"),
        ("tcp:host=localhost", "names no bus that can be reached by a socket"),
        ("nonsense", "names no bus that can be reached by a socket"),
        ("", "there is no session bus for this process"),
    ],
)
def test_check_says_what_is_missing_of_a_desktop(life, address, said):
    life.environ |= {"DBUS_SESSION_BUS_ADDRESS": address, "XDG_RUNTIME_DIR": str(life.folder)}
    found = json.loads(life.run("check", "--json").stdout)
    [here] = [one for one in found if one["what"] == "targets.here"]
    assert not here["ok"]
    assert said in here["detail"]
    assert "systemctl --user" in here["remedy"]


def test_check_says_when_there_is_a_bus_but_nobody_to_show_anything(life, bus):
    life.environ |= bus.environ
    found = json.loads(life.run("check", "--json").stdout)
    assert "no notification server" in next(one for one in found if one["what"] == "targets.here")["detail"]


def test_who_has_no_desktop_target_never_loads_what_speaks_to_one():
    program = "import sys, watcher.daemon; print(*sys.modules)"
    held = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert "watcher.desktop" in held
    assert not [name for name in held if name.partition(".")[0] == "jeepney"]


def test_a_desktop_target_that_leaves_the_config_leaves_the_bus(desk, server, life):
    one_step(desk)
    bubble_of(desk, server)
    life.configure(targets={"phone": "json://127.0.0.1:9/hook"})
    desk.settings = life.settings
    desk.bubbles.follow(desk.settings)
    assert desk.bubbles._desktop is None


def at_level(life: Life, **levels: str) -> None:
    """The same config, with these targets at these levels; those named `desk...` and `here` are the desktop."""
    life.configure(targets=dict.fromkeys(levels, "desktop://"), per_day=1000)
    text = life.config.read_text()
    for name, level in levels.items():
        text = text.replace(f"[targets.{name}]\n", f'[targets.{name}]\ndetail = "{level}"\n')
    life.config.write_text(text)


def test_a_desktop_that_is_no_target_any_more_keeps_no_bubble_whose_buttons_nobody_hears(desk, server, life):
    one_step(desk)
    bubble_of(desk, server)
    life.configure(targets={"phone": "json://127.0.0.1:9/hook"})
    desk.settings = life.settings
    desk.bubbles.follow(desk.settings)
    wait_for(lambda: not server.bubbles)
    wait_for(lambda: not desk.told.empty())
    desk.bubbles.take(desk.told.get(), desk.settings, DUE)
    with desk.store.reading() as tx:
        assert tx.bubbles() == ("", {})


def test_nor_does_one_that_left_the_config_while_the_watcher_did_not_run(life, bus, server):
    with sitting(life, bus) as desk:
        one_step(desk)
        bubble_of(desk, server)
    assert server.bubbles, "a restart leaves them"
    life.configure(targets={"phone": "json://127.0.0.1:9/hook"})
    with sitting(life, bus) as desk:
        desk.bubbles.follow(desk.settings)
        wait_for(lambda: not server.bubbles)


def test_a_bubble_on_the_screen_says_less_as_soon_as_its_target_is_to_say_less(desk, server, life):
    one_step(desk)
    seen = bubble_of(desk, server)
    assert "Tomasz" in seen.title
    at_level(life, here="silent")
    desk.settings = life.settings
    desk.until(lambda: [one.title for one in server.bubbles.values()] == ["One step is due."])
    [less] = server.bubbles.values()
    assert (less.body, less.labels) == ("", ("In 3 days",))


def test_so_does_a_digest(desk, server, life):
    assert "Kestrel" in digest_of(desk, server, "Kestrel", "Brightwell").body
    at_level(life, here="silent")
    desk.settings = life.settings
    desk.until(lambda: [(one.title, one.body) for one in server.bubbles.values() if "Kestrel" not in one.body])
    [less] = server.bubbles.values()
    assert less.title == "2 steps are due."


def test_so_it_does_when_the_level_was_lowered_while_the_watcher_did_not_run(life, bus, server):
    with sitting(life, bus) as desk:
        one_step(desk)
        bubble_of(desk, server)
    at_level(life, here="short")
    with sitting(life, bus) as desk:
        desk.until(lambda: [one.title for one in server.bubbles.values()] == ["Thank-you note: Larkfield Robotics"])


def test_two_targets_that_are_the_desktop_share_a_bubble_that_says_as_much_as_both_may(life, bus, server):
    at_level(life, desk_a="short", desk_b="full")
    with sitting(life, bus) as desk:
        one_step(desk)
        desk.until(lambda: len(desk.heard(Shown)) == 2)
        assert [one.title for one in server.bubbles.values()] == ["Thank-you note: Larkfield Robotics"]
