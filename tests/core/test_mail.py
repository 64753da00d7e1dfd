"""A draft as a mail program sees it: the text of RFC 5322, read by two libraries that are not ours, and the link."""

from __future__ import annotations

import email
import re
from datetime import UTC, datetime
from email import policy
from urllib.parse import parse_qs, unquote, urlsplit

import mailparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_compose import INA, NO, NOW, PLANNER, SHIPPED, TOM, step

from watcher.core.compose import Draft, Original, Writer, draft, mailto, rfc5322
from watcher.core.compose.mail import LONGEST_LINK, flowed
from watcher.core.compose.template import LANGUAGES
from watcher.core.plan import StepKind

LONG_ID = "AM9PR04MB8" + "x" * 120 + "@EURPRD04.PROD.OUTLOOK.EXAMPLE"


def letter(*to, language="en", original=NO):
    return draft(step(StepKind.THANK, *(to or (INA, TOM))), PLANNER, original, Writer("Zoë Example", language), SHIPPED)


def written(mail, **changes):
    return rfc5322(mail, **({"sender": "zoe@mail.example", "name": "Zoë Example", "at": NOW, "message_id": "abc@mail.example"} | changes))


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_independent_libraries_read_what_was_meant(language):
    mail = letter(language=language)
    raw = written(mail)
    by_stdlib = email.message_from_bytes(raw, policy=policy.default)
    assert [address.addr_spec for address in by_stdlib["To"].addresses] == list(mail.to)
    assert (by_stdlib["From"].addresses[0].display_name, by_stdlib["From"].addresses[0].addr_spec) == ("Zoë Example", "zoe@mail.example")
    assert (by_stdlib["Subject"], by_stdlib["In-Reply-To"], by_stdlib["Message-ID"]) == (
        "Re: Your application",
        "<no@kestrel.example>",
        "<abc@mail.example>",
    )
    assert by_stdlib["References"].split() == ["<hello@kestrel.example>", "<talk@kestrel.example>", "<no@kestrel.example>"]
    assert by_stdlib["Date"].datetime == NOW
    assert by_stdlib["Content-Type"].params["format"] == "flowed"
    assert unflowed(by_stdlib.get_content()) == mail.text
    assert not by_stdlib.defects
    by_mail_parser = mailparser.parse_from_bytes(raw)
    assert by_mail_parser.subject == mail.subject
    assert [addr for _, addr in by_mail_parser.to] == list(mail.to)
    assert unflowed(by_mail_parser.text_plain[0]) == mail.text
    assert by_mail_parser.message_id == "<abc@mail.example>"


def unflowed(text):
    """As RFC 3676, 4.2 tells a reader: unstuff, and join what is flowed."""
    lines = [line.removeprefix(" ") for line in text.replace("\r\n", "\n").removesuffix("\n").split("\n")]
    return re.sub(r" \n", " ", "\n".join(lines))


def test_a_long_message_id_stays_what_it_is():
    mail = letter(
        original=Original(LONG_ID, (LONG_ID + "1", "short@x.example"), "Ihre Bewerbung für die Stelle als Straßenbahnfahrerin " * 3)
    )
    raw = written(mail)
    assert f"In-Reply-To: <{LONG_ID}>\r\n".encode() in raw
    parsed = email.message_from_bytes(raw, policy=policy.default)
    assert parsed["References"].split() == [f"<{LONG_ID}1>", "<short@x.example>", f"<{LONG_ID}>"]
    assert parsed["Subject"] == mail.subject
    assert max(map(len, raw.split(b"\r\n"))) < 998  # RFC 5322, 2.1.1


def test_a_thread_of_a_thousand_mails_is_referred_to_by_its_first_and_its_last():
    references = tuple(f"{number}@x.example" for number in range(1000))
    kept = letter(original=Original("last@x.example", references, "Hello")).references
    assert (kept[0], kept[-2:], len(kept)) == ("0@x.example", ("999@x.example", "last@x.example"), 22)


def test_what_is_no_message_id_and_no_address_does_not_get_into_a_header():
    odd = INA.__class__("Ina", "ina@x.example>, <all@x.example", INA.part, "From")
    mail = letter(INA, odd, original=Original("a b@x.example", ("<c@x.example>", "d@x.example"), "Hello"))
    assert (mail.to, mail.in_reply_to, mail.references) == ((INA.addr,), None, ("d@x.example",))
    assert letter(odd) is None


def test_without_an_address_of_the_user_s_or_a_thread_those_headers_are_left_out():
    mail = Draft(("ina@x.example",), "Hello", "Hello.", None, (), "en")
    raw = written(mail, sender=None, message_id=None)
    assert not re.search(rb"^(From|Message-ID|In-Reply-To|References):", raw, re.MULTILINE)
    assert b"charset=us-ascii; format=flowed\r\nContent-Transfer-Encoding: 7bit\r\n\r\nHello.\r\n" in raw
    assert b"From:" not in written(mail, sender="zoë@mail.example")


def test_flowed_text_is_stuffed_where_a_relay_or_a_reader_would_take_it_for_something_else():
    assert flowed("From here on\n> quoted\n\nlast") == " From here on\n > quoted\n\nlast\n"
    line = "word " * 30 + "From the end > of it"
    lines = flowed(line).split("\n")
    assert all(one.endswith(" ") for one in lines[:-2])
    assert not lines[-2].endswith(" ")
    assert all(len(one) <= 74 for one in lines)
    assert unflowed(flowed(line)) == line


words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=90) | st.sampled_from(["From", ">", ">>", "--"])
paragraph = st.lists(words, min_size=1, max_size=40).map(" ".join)


@given(st.lists(paragraph, min_size=1, max_size=4).map("\n\n".join), st.text(max_size=80))
def test_whatever_a_letter_says_it_comes_out_as_it_went_in(text, subject):
    clean = "".join(char for char in subject if char.isprintable())
    mail = Draft(("ina@x.example",), f"Re: {clean}", text, "a@x.example", ("a@x.example",), "en")
    parsed = email.message_from_bytes(written(mail), policy=policy.default)
    assert unflowed(parsed.get_content()) == text
    assert set(parsed.keys()) == {
        *("From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "MIME-Version", "Content-Type"),
        "Content-Transfer-Encoding",
    }


# --- the link


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_link_opens_the_same_letter(language):
    mail = letter(language=language)
    link = mailto(mail)
    parts = urlsplit(link)
    asked = parse_qs(parts.query, strict_parsing=True)
    assert unquote(parts.path).split(",") == list(mail.to)
    assert asked == {
        "subject": [mail.subject],
        "in-reply-to": ["<no@kestrel.example>"],
        "body": [mail.text.replace("\n", "\r\n")],
    }
    assert re.fullmatch(r"[!-~]+", link)
    assert len(link) <= LONGEST_LINK


def test_a_link_that_would_be_too_long_loses_paragraphs_then_the_body_then_the_subject():
    def link(text, subject="Hello", to=("ina@x.example",)):
        return mailto(Draft(to, subject, text, None, (), "en"))

    assert unquote(link("\n\n".join(["ü" * 100] * 10))).count("ü") == 300
    assert link("x" * 3000) == "mailto:ina@x.example?subject=Hello"
    assert link("x" * 3000, "y" * 3000) == "mailto:ina@x.example"
    assert len(link("x", to=("i" * 3000 + "@x.example",))) <= LONGEST_LINK


def test_a_strange_address_cannot_add_to_the_link():
    mail = Draft(("a&cc=b?x#y+z@x.example",), "a&body=b", "1 + 1 = 100 %", None, (), "en")
    assert mailto(mail) == "mailto:a%26cc%3Db%3Fx%23y%2Bz@x.example?subject=a%26body%3Db&body=1%20%2B%201%20%3D%20100%20%25"


def test_the_date_is_the_user_s_own():
    at = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
    assert b"Date: Fri, 01 May 2026 12:00:00 +0000" in written(letter(), at=at)
