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


def press(screen: Screen, number: int, heard: Callable[[], bool]) -> None:
    """Click until it is heard: a bubble that is still finding its place takes no click."""

    def clicked() -> bool:
        buttons = screen.buttons()
        if len(buttons) != 2:
            return False
        screen.click(buttons[number])
        with suppress(AssertionError):
            return wait_for(heard, 2)
        return False

    wait_for(clicked, 30)


def test_a_real_click_on_snooze_and_on_done_changes_the_agenda(service, dovecot, screen: Screen, tmp_path: Path):
    daemon, user = service
    dovecot.deliver(user, rejection("Larkfield"))
    wait_for(lambda: len(screen.buttons()) == 2)
    folder = Path(os.environ.get("WATCHER_SCREENSHOTS", tmp_path))
    (folder / "bubble.png").write_bytes(screen.look().png())

    press(screen, 1, lambda: "button=snooze counted=yes" in daemon.log)
    wait_for(lambda: not screen.bubbles(), 60)
    [step] = daemon.agenda()
    due = datetime.fromisoformat(step["due_at"])
    assert timedelta(days=2) < due - datetime.now(UTC) < timedelta(days=6)  # three days, and a weekend at most
    story = daemon.json("show", step["application"])["timeline"]
    assert story[-1]["cause"] == "clicked on the desktop"
    assert story[-1]["what"].startswith("reflect snoozed until ")

    dovecot.deliver(user, rejection("Brightwell"))
    press(screen, 0, lambda: "button=done counted=yes" in daemon.log)
    done = wait_for(lambda: [row for row in daemon.agenda("--all") if row["status"] == "completed"])
    assert [row["id"] for row in done] != [step["id"]]
    assert daemon.json("show", done[0]["application"])["timeline"][-1]["cause"] == "clicked on the desktop"
    wait_for(lambda: not screen.bubbles(), 60)


def test_with_a_connection_to_the_desktop_it_is_still_one_small_process(service):
    daemon, _user = service
    wait_for(lambda: "event=desktop reached=yes" in daemon.log)
    assert daemon.children() == []
    rollup = Path(f"/proc/{daemon.process.pid}/smaps_rollup").read_text()
    assert int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1]) / 1024 <= IDLE_BUDGET_MB
