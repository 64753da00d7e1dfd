"""To the user's eyes and back: Dovecot pushes, the daemon shows a bubble on a real desktop, a mouse clicks, the agenda follows."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from parts.desktop import Bus, Screen
from parts.receivers import wait_for
from parts.service import Service
from test_daemon import IDLE_BUDGET_MB, account, rejection

ONE_STEP = {"reflect_after": "1s", "ask_recruiter_after": "", "thank_after": "", "reply_recruiter_after": ""}


@pytest.fixture
def service(tmp_path: Path, dovecot, bus: Bus):
    made = Service(tmp_path, environ=bus.environ)
    user, password = dovecot.fresh_user()
    made.configure(accounts={"personal": account(dovecot, user, password)}, targets={"here": "desktop://"}, plan=ONE_STEP)
    made.start()
    made.wait_until_watching()
    yield made, user
    made.kill()


COMPANIES = ("Larkfield", "Brightwell", "Ashcombe", "Fernhill", "Oakmere", "Thornbury", "Wexcombe", "Millbrook", "Stanmoor", "Hollowell")


@pytest.fixture
def bubble(service, dovecot, screen: Screen) -> Callable[[], list[tuple[int, int]]]:
    """The buttons of a bubble on the screen. This server takes one away after five seconds, in which a busy machine may not come to look:
    then another mail is sent, for another bubble."""
    _daemon, user = service
    companies = iter(COMPANIES)

    def buttons() -> list[tuple[int, int]]:
        found = screen.buttons()
        return found if len(found) == 2 else []

    def shown() -> list[tuple[int, int]]:
        if not (found := buttons()):
            dovecot.deliver(user, rejection(next(companies)))
            with suppress(AssertionError):
                found = wait_for(buttons, 15)
        return found

    return shown


def press(screen: Screen, bubble: Callable[[], list[tuple[int, int]]], number: int, daemon: Service, heard: str) -> int:
    """Click until it is heard: a bubble that is still finding its place takes no click. The step that it was about."""

    def clicked() -> re.Match[str] | None:
        if buttons := bubble():
            screen.click(buttons[number])
            with suppress(AssertionError):
                return wait_for(lambda: re.search(rf"event=clicked about=s(\d+) button={heard} counted=yes", daemon.log), 2)
        return None

    try:
        return int(wait_for(clicked, 90)[1])
    except (AssertionError, StopIteration) as error:
        raise AssertionError(f"no click on {heard} was heard; {len(screen.bubbles())} bubbles; the daemon says\n{daemon.log}") from error


def test_a_real_click_on_snooze_and_on_done_changes_the_agenda(service, bubble, screen: Screen, tmp_path: Path):
    daemon, _user = service
    wait_for(bubble)
    folder = Path(os.environ.get("WATCHER_SCREENSHOTS", tmp_path))
    (folder / "bubble.png").write_bytes(screen.look().png())

    number = press(screen, bubble, 1, daemon, "snooze")
    wait_for(lambda: not screen.bubbles(), 60)
    [step] = [row for row in daemon.agenda() if row["id"] == f"s{number}"]
    due = datetime.fromisoformat(step["due_at"])
    assert timedelta(days=2) < due - datetime.now(UTC) < timedelta(days=6)  # three days, and a weekend at most
    story = daemon.json("show", step["application"])["timeline"]
    assert story[-1]["cause"] == "clicked on the desktop"
    assert story[-1]["what"].startswith("reflect snoozed until ")

    number = press(screen, bubble, 0, daemon, "done")
    [done] = [row for row in daemon.agenda("--all") if row["status"] == "completed"]
    assert done["id"] == f"s{number}" != step["id"]
    assert daemon.json("show", done["application"])["timeline"][-1]["cause"] == "clicked on the desktop"
    wait_for(lambda: not screen.bubbles(), 60)


def test_with_a_connection_to_the_desktop_it_is_still_one_small_process(service):
    daemon, _user = service
    wait_for(lambda: "event=desktop reached=yes" in daemon.log)
    assert daemon.children() == []
    rollup = Path(f"/proc/{daemon.process.pid}/smaps_rollup").read_text()
    assert int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1]) / 1024 <= IDLE_BUDGET_MB
