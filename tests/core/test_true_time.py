"""Does the clock tell the true time? Others' word is weighed: who answers us, and mail that must have come before now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from watcher.core.true_time import Word, came_at, dated, from_the_future, judge_clock, spoken

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def answer(ahead: timedelta, who: str = "ping.example", took: timedelta = timedelta(seconds=1)) -> Word:
    """Some server, whose clock is so far ahead of ours, answered."""
    return Word(who, NOW + ahead, NOW, NOW + took)


def mail(ahead: timedelta, who: str = "imap.example") -> Word:
    """The newest mail, by its server's clock, came so long after what our clock says now."""
    return Word(who, NOW + ahead, NOW, NOW, at_least=True)


def test_with_nobodys_word_nothing_speaks_against_it() -> None:
    for kept in (True, None):
        judged = judge_clock([], kept=kept)
        assert (judged.ok, judged.detail, judged.remedy) == (True, "nothing speaks against it", None)


def test_a_clock_that_no_time_server_keeps_is_a_hint_and_never_wrong_for_that() -> None:
    judged = judge_clock([mail(-HOUR)], kept=False)
    assert judged.ok
    assert "sudo timedatectl set-ntp true" in judged.detail
    assert "set-ntp" not in judge_clock([answer(MINUTE)], kept=False).detail


def test_a_clock_that_a_server_confirms_is_right() -> None:
    judged = judge_clock([answer(timedelta(seconds=-40)), answer(timedelta(seconds=100), "hook.example")], kept=None)
    assert (judged.ok, judged.detail) == (True, "right, as ping.example, hook.example says")


@pytest.mark.parametrize(
    ("ahead", "words"),
    [(12 * MINUTE, "12 minutes behind"), (-12 * MINUTE, "12 minutes ahead"), (3 * MINUTE, "3 minutes")],
)
def test_a_clock_that_is_off_is_told_by_how_much_which_way_and_by_whose_word(ahead: timedelta, words: str) -> None:
    judged = judge_clock([answer(ahead)], kept=None)
    assert not judged.ok
    assert judged.detail.startswith(words)
    assert judged.detail.endswith("as ping.example says")
    assert judged.remedy == "sudo timedatectl set-ntp true"


def test_a_slow_answer_proves_no_more_than_it_can() -> None:
    assert judge_clock([answer(3 * MINUTE, took=2 * MINUTE)], kept=None).ok
    assert judge_clock([answer(-2 * MINUTE, took=2 * MINUTE)], kept=None).ok
    assert not judge_clock([answer(5 * MINUTE, took=2 * MINUTE)], kept=None).ok


def test_a_mail_from_the_future_proves_a_clock_to_be_behind_and_an_old_one_proves_nothing() -> None:
    judged = judge_clock([mail(12 * MINUTE)], kept=None)
    assert (judged.ok, judged.detail) == (False, "at least 12 minutes behind, as imap.example has dated mail later than now")
    assert judged.remedy is not None
    assert "phone" in judged.remedy
    for harmless in (MINUTE, -HOUR, -1000 * HOUR):
        assert judge_clock([mail(harmless)], kept=None).ok


def test_of_several_mails_the_newest_counts() -> None:
    judged = judge_clock([mail(-HOUR), mail(3 * HOUR + 7 * MINUTE), mail(4 * MINUTE)], kept=None)
    assert judged.detail.startswith("at least 3 hours and 7 minutes behind")


def test_what_a_server_answers_counts_for_more_than_the_date_of_a_mail() -> None:
    judged = judge_clock([mail(40 * MINUTE), answer(17 * MINUTE), mail(70 * MINUTE)], kept=None)
    assert judged.detail == "17 minutes behind, as ping.example says"


def test_who_is_contradicted_by_another_is_himself_wrong_where_that_one_agrees_with_us() -> None:
    judged = judge_clock([mail(12 * MINUTE), answer(timedelta()), answer(-6 * MINUTE, "hook.example")], kept=None)
    assert judged.ok
    others = "the clock of hook.example is 6 minutes behind; the clock of imap.example is 12 minutes ahead"
    assert judged.detail == f"right, as ping.example says; {others}"


def test_of_three_who_differ_the_middle_one_is_believed() -> None:
    judged = judge_clock([answer(-9 * HOUR, "a"), answer(10 * MINUTE, "b"), answer(11 * MINUTE, "c")], kept=None)
    assert judged.detail == "10 minutes behind, as b says"


@pytest.mark.parametrize(("ahead", "said"), [(HOUR, True), (-5 * HOUR - 30 * MINUTE, True), (50 * MINUTE, False), (24 * HOUR, False)])
def test_a_clock_that_is_off_by_a_time_zone_may_have_been_set_by_another_system(ahead: timedelta, *, said: bool) -> None:
    remedy = judge_clock([answer(ahead)], kept=None).remedy
    assert remedy is not None
    assert ("Windows" in remedy) is said


def test_spans_are_spoken_in_two_units() -> None:
    assert spoken(timedelta(days=2, hours=3, minutes=4)) == "2 days and 3 hours"
    assert spoken(timedelta(days=1, seconds=61)) == "1 day and 1 minute"
    assert spoken(timedelta()) == "less than a minute"


def test_dates_are_found_in_greetings_and_headers() -> None:
    uw = "* OK [CAPABILITY IMAP4REV1] mail.example IMAP4rev1 2007f.404 at Mon, 2 Mar 2026 11:00:00 +0100 (CET)"
    assert dated(uw) == NOW
    assert dated("Mon, 02 Mar 2026 10:00:00 GMT") == NOW
    assert dated("Mon, 02 Mar 2026 10:00:00 UTC") == NOW
    assert dated("* OK [CAPABILITY IMAP4rev1] Dovecot ready.") is None
    assert dated("Mon, 42 Mar 2026 10:00:00 GMT") is None


RECEIVED = (
    "Received: from a (a [192.0.2.1])\r\n\tby mail.example with LMTP id 1; 28 Feb 2026 00:00:00 +0000\r\n"
    "\tfor <me>; Mon, 2 Mar 2026 10:00:00 +0000\r\n"
    "Received: by a; Tue, 3 Mar 2026 10:00:00 +0000\r\n\r\n"
)


def test_a_mail_came_at_the_earlier_of_its_servers_date_and_its_topmost_line() -> None:
    later = NOW.astimezone(timezone(HOUR)) + MINUTE
    assert came_at(later, RECEIVED) == NOW
    assert came_at(later, "Return-Path: <>\r\nX: 1\r\n" + RECEIVED) == NOW
    assert came_at(NOW - MINUTE, RECEIVED) == NOW - MINUTE


def test_a_mail_with_one_of_the_two_says_nothing() -> None:
    assert came_at(None, RECEIVED) is None
    assert came_at(NOW.replace(tzinfo=None), RECEIVED) is None
    assert came_at(NOW, "\r\n") is None
    assert came_at("later", RECEIVED) is None
    assert came_at(NOW, "Received: by a; some day\r\n\r\n") is None


def test_a_service_that_gets_a_mail_from_the_future_says_so() -> None:
    assert from_the_future(NOW + 12 * MINUTE, NOW) == "this machine's clock is 12 minutes behind the mail server's"
    assert from_the_future(NOW + MINUTE, NOW) == from_the_future(NOW - HOUR, NOW) == from_the_future(None, NOW) == ""
