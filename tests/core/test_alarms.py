"""What is told about the watcher itself, and what goes along with a notification beside its words."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from watcher.core.compose import Detail, Draft, alarms, extras
from watcher.core.compose.words import WORDS, Words
from watcher.core.plan import StepKind
from watcher.core.trouble import Cause

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
EN = WORDS["en"]
SINCE = datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001 -- shown, not counted with


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        (timedelta(seconds=50), "2 minutes"),
        (90 * MINUTE, "90 minutes"),
        (6 * HOUR, "6 hours"),
        (47 * HOUR, "47 hours"),
        (49 * HOUR, "2 days"),
    ],
)
def test_the_time_is_said_as_people_say_it(span: timedelta, shown: str) -> None:
    said = alarms.blind("personal", span, "", EN)
    assert said.title == "The watcher cannot see 'personal'"
    assert said.body.startswith(f"In {shown} of running time, the watcher has not managed to look into this account.")
    assert "The last answer" not in said.body


def test_what_was_met_is_shown_on_one_line_and_does_no_harm() -> None:
    said = alarms.blind("personal", 6 * HOUR, "no route\nto https://evil.example/x <b>", EN)
    assert "\nThe last answer was: no route to (link) ‹b›\n\n" in said.body


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("cause", Cause)
def test_each_cause_is_told_in_each_language_with_all_that_belongs_to_it(words: Words, cause: Cause) -> None:
    said = alarms.target_trouble("phone", cause, SINCE, "ntfy://ntfy.sh: HTTP 401", words)
    assert "phone" in said.title
    for part in ("2026-03-02 09:30", "HTTP 401", "rejection-watcher check --send"):
        assert part in said.body
    if cause not in {Cause.NAME, Cause.SILENCE}:
        assert "systemctl --user reload rejection-watcher" in said.body
    assert "$" not in said.title + said.body
    by_hand = alarms.target_trouble("phone", cause, SINCE, "HTTP 401", words, reload="kill -HUP 812")
    assert ("kill -HUP 812" in by_hand.body) is ("systemctl" in said.body)
    assert alarms.remedy(cause, words, reload="kill -HUP 812") in by_hand.body
    assert "(link)" not in said.body  # the address that a delivery names is left out, and the answer read


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_blindness_and_its_end_are_told_in_each_language(words: Words) -> None:
    for said in (alarms.blind("personal", 6 * HOUR, "time-out", words), alarms.sees_again("personal", words)):
        assert "personal" in said.title
        assert "$" not in said.title + said.body
    blind = alarms.blind("personal", 6 * HOUR, "time-out", words).body
    assert "6 " in blind
    assert "rejection-watcher check" in blind
    assert blind.count("\n\n") == 2


# --- beside the words


def draft(**more: object) -> Draft:
    told = {"to": ("dana@kestrel.example",), "subject": "Thank you & all the best", "text": "Dear Dana,\n\n100 % thanks.\n\nSam"}
    return Draft(**(told | {"language": "en", "in_reply_to": None, "references": ()} | more))


def test_in_full_a_tap_opens_the_draft_and_a_sign_tells_the_kind() -> None:
    beside = extras.extras(StepKind.THANK, draft(), Detail.FULL, EN)
    assert beside.tags == ("envelope",)
    link = urlsplit(beside.click)
    assert (link.scheme, unquote(link.path)) == ("mailto", "dana@kestrel.example")
    assert parse_qs(link.query)["subject"] == ["Thank you & all the best"]
    assert "100 % thanks." in parse_qs(link.query)["body"][0]
    assert beside.plain()["click_label"] == "Open the draft"


def test_what_holds_recipients_and_text_goes_along_in_full_alone() -> None:
    assert extras.extras(StepKind.THANK, draft(), Detail.SHORT, EN).plain() == {"tags": ["envelope"]}
    assert extras.extras(StepKind.THANK, None, Detail.FULL, EN).plain() == {"tags": ["envelope"]}


def test_a_lock_screen_tells_no_notification_from_another() -> None:
    for kind in StepKind:
        assert extras.extras(kind, draft(), Detail.SILENT, EN).plain() == {}
    assert extras.at_level(extras.DIGEST, Detail.SILENT).plain() == {}


def test_every_kind_of_step_has_a_sign() -> None:
    assert set(extras.SIGNS) == set(StepKind)


def test_good_news_about_the_watcher_makes_no_sound() -> None:
    assert extras.at_level(extras.ALL_CLEAR, Detail.SHORT).plain() == {"tags": ["white_check_mark"], "urgency": "low"}
