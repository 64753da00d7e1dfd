import base64
import logging
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watcher.core.parse import Address, clean, parse
from watcher.core.parse.fields import message_id_of
from watcher.core.parse.letters import decode

HEAD = (
    b"From: Ada Example <ada@kessel.example>\r\nSubject: Hello\r\n"
    b"Message-ID: <1@kessel.example>\r\nDate: Mon, 2 Mar 2026 10:00:00 +0100\r\n"
)
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def mail(*fields: str | bytes, body: bytes = b"Hello.\r\n"):
    lines = [field.encode() if isinstance(field, str) else field for field in fields]
    return parse(b"\r\n".join([*lines, b"", body]))


def multipart(*parts: bytes, kind: str = "mixed", head: bytes = HEAD) -> bytes:
    middle = b"".join(b"--x\r\n" + part + b"\r\n" for part in parts)
    return head + f'MIME-Version: 1.0\r\nContent-Type: multipart/{kind}; boundary="x"\r\n\r\n'.encode() + middle + b"--x--\r\n"


TEXT = b"Content-Type: text/plain; charset=utf-8\r\n\r\nThe text."
HTML = b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>The text.</p>"
PDF = b"Content-Type: application/pdf; name=cv.pdf\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJD"


# --- the header


def test_a_plain_mail_is_read_in_full():
    got = parse(HEAD + b"To: sam@Example.COM, Bo <bo@x.example>\r\nReply-To: R <r@kessel.example>\r\nCc: c@x.example\r\n\r\nHello Sam.\r\n")
    assert got.from_ == Address("Ada Example", "ada@kessel.example")
    assert got.to == (Address("", "sam@example.com"), Address("Bo", "bo@x.example"))
    assert (got.reply_to, got.cc) == ((Address("R", "r@kessel.example"),), (Address("", "c@x.example"),))
    assert (got.message_id, got.subject, got.date) == ("1@kessel.example", "Hello", AT)
    assert (got.plain, got.html, got.attachments, got.problems, got.truncated) == ("Hello Sam.\n", "", (), (), False)


def test_where_a_mail_comes_from_is_read():
    got = mail(
        "Received: by mx2; Mon, 2 Mar 2026 10:00:00 +0100",
        "Received: by mx1; Mon, 2 Mar 2026 08:00:00 +0100",
        "Sender: Desk <desk@kessel.example>",
        "List-Id: Jobs of the day <jobs.kessel.example>",
        "List-Unsubscribe: <https://kessel.example/u>",
        "Auto-Submitted: Auto-Generated; x=y",
        "Precedence: Bulk",
        "In-Reply-To: <a@x> (mail of Monday)",
        "References: <a@x>\r\n <b@x> <a@x>",
    )
    assert got.received == AT
    assert got.sender == Address("Desk", "desk@kessel.example")
    assert (got.list_id, got.list_unsubscribe, got.auto_submitted, got.precedence) == (
        "jobs.kessel.example",
        True,
        "auto-generated",
        "bulk",
    )
    assert (got.in_reply_to, got.references) == (("a@x",), ("a@x", "b@x"))


def test_a_mail_sent_by_nobody_automatic_says_so():
    assert mail("Auto-Submitted: no").auto_submitted is None
    assert mail("List-Id: jobs").list_id == "jobs"
    assert mail("Message-ID: bare@x").message_id == "bare@x"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"Subject: =?utf-8?q?B=C3=BCro?= und =?iso-8859-1?q?K=FCche?=", "Büro und Küche"),
        (b"Subject: =?utf-8?b?QsO8?=\r\n =?utf-8?b?cm8=?=", "Büro"),
        (b"Subject: =?utf-8?q?B=C3?= =?utf-8?q?=BCro?=", "Büro"),  # a letter split over two words
        (b"Subject: B\xc3\xbcro =?utf-8?q?K=C3=BCche?= \xc3\xa4", "Büro Küche ä"),  # RFC 6532 beside RFC 2047
        (b"Subject: \xc3\xbc =?utf-8?q?B=C3?= =?utf-8?q?=BCro?= =?utf-16-le?b?eAA=?=", "ü Bürox"),
        (b"Subject: Bu\xcc\x88ro", "Büro"),  # NFD
        (b"Subject: B\xfcro", "Büro"),  # raw Latin-1
        (b"Subject: \xcf\xf0\xe8\xe2\xe5\xf2\r\nContent-Type: text/plain; charset=windows-1251", "Привет"),
        (b"Subject: two\r\n lines\r\n\tor three", "two lines or three"),
        (b"Subject: =?utf-8?q?a=0D=0ABcc:_x=00=1B[31m=E2=80=AEb=E2=80=A8?=", "a Bcc: x[31mb"),
        (b"Subject: =?x-gbk?b?xOO6ww==?=", "你好"),
        (b"Subject: =?nonsense?q?caf=C3=A9?=", "café"),
        (b"Subject: =?utf-8?b?QsO8cm?=", "Bür"),  # base64 cut in the middle
        (b"Subject: =?utf-8?b?Q?=", ""),
        (b"Subject: =?utf-7?q?+2AA-x?=", "\N{REPLACEMENT CHARACTER}x"),  # a lone surrogate
        (b"Subject: =?idna?q?xn--a?= =?a\x00b?q?c?=", "xn--ac"),
        (b"Subject: first\r\nSubject: second", "first"),
        (b"Subject: a \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb b", "a 👩\u200d💻 b"),  # the joiner is part of the emoji
    ],
)
def test_subjects_are_shown_as_they_were_meant(raw, shown):
    assert mail(raw).subject == shown


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("Ada <a@X.Example>", Address("Ada", "a@x.example")),
        ("a@x.example", Address("", "a@x.example")),
        ("a@x.example (Ada)", Address("Ada", "a@x.example")),
        ('"Example, Ada" <a@x.example>', Address("Example, Ada", "a@x.example")),
        ('"=?utf-8?q?Kessel_=26_S=C3=B6hne?=" <a@x.example>', Address("Kessel & Söhne", "a@x.example")),
        ("=?utf-8?q?Kessel=2C_Inc?= <a@x.example>", Address("Kessel, Inc", "a@x.example")),
        ("Jörg <jörg@exämple.example>", Address("Jörg", "jörg@exämple.example")),
        ("Kessel: Careers <a@x.example>", Address("Kessel: Careers", "a@x.example")),
        ('"Kessel" a@x.example', Address("Kessel", "a@x.example")),
        ("a@x.example <a@x.example>", Address("", "a@x.example")),
        ("ada@kessel.example <evil@x.example>", Address("ada@kessel.example", "evil@x.example")),
        ("<a@x.example>, <b@x.example>", Address("", "a@x.example")),
        ("alice@x.example)bob@y.example", None),  # CVE-2023-27043
        ("Ada", None),
        ("<>", None),
        ("undisclosed-recipients:;", None),
        ("a@" + "x" * 400 + ".example", None),
    ],
)
def test_senders_are_who_they_say_or_nobody(value, address):
    assert mail(f"From: {value}").from_ == address


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ("Mon, 2 Mar 2026 9:00:00 +0000", AT),
        ("Mon, 2 Mar 2026 09:00:00", AT),
        ("2 Mar 26 10:00:00 +0100 (CET)", AT),
        ("Mon, 02 Mar 2026 09:00:60 GMT", AT.replace(minute=1)),
        ("Mon, 2 Mar 0102 09:00:00 +0000", None),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None),
        ("Mon, 99 Mar 2026 09:00:00 +0000", None),
        ("yesterday", None),
        ("", None),
        ("Mon, 2 Mar 2026 09:00:00 +" + "9" * 30, None),
    ],
)
def test_dates_are_read_leniently_into_utc_or_not_at_all(value, at):
    assert mail(f"Date: {value}").date == at


def test_a_leap_second_and_a_date_out_of_range_in_received_do_no_harm():
    assert mail("Received: by x; Mon, 2 Mar 2026 09:00:60 +0000").received == AT.replace(second=59)
    assert mail("Received: by x; Fri, 31 Dec 9999 23:59:59 -1200").received is None


def test_a_header_that_mailparser_cannot_read_is_read_by_plain_rules(monkeypatch):
    import mailparser

    monkeypatch.delattr(mailparser.MailParser, "parse")  # whatever it raises, and wherever
    got = parse(HEAD + b'To: "Example, Sam" <s@x.example>, bare@x.example; other\r\n\r\nHello.')
    assert (got.from_, got.subject, got.date) == (Address("Ada Example", "ada@kessel.example"), "Hello", AT)
    assert [one.addr for one in got.to] == ["s@x.example", "bare@x.example"]
    assert [problem.partition(":")[0] for problem in got.problems] == ["mail-parser"]


def test_mailparser_logs_nothing_of_a_mail(caplog):
    caplog.set_level(logging.DEBUG)
    mail("Subject: =?utf-8?b?!!!secret!!!?=", "Content-Type: text/x-secret")
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    "start",
    [b"", b"\xef\xbb\xbf", b"\r\n\r\n", b"From ada Mon Mar  2 10:00:00 2026\n", b">From ada Mon Mar  2 10:00:00 2026\r\n"],
)
def test_what_exports_put_above_the_header_is_passed_over(start):
    assert parse(start + HEAD + b"\r\nx").subject == "Hello"


def test_line_ends_of_every_kind_are_read():
    for end in (b"\n", b"\r"):
        got = parse(HEAD.replace(b"\r\n", end) + end + b"one" + end + b"two" + end)
        assert (got.subject, got.plain.strip()) == ("Hello", "one\ntwo")


def test_a_mail_without_a_header_is_all_text_and_says_so():
    got = parse(b"just a few words\nand more: of them\n")
    assert (got.plain, got.problems, got.from_, got.message_id) == ("just a few words\nand more: of them\n", ("no header",), None, None)


def test_a_header_that_breaks_off_without_an_empty_line_ends_where_the_text_begins():
    got = parse(b"Subject: x\nthe text begins here\n")
    assert (got.subject, got.plain) == ("x", "the text begins here\n")


def test_a_huge_field_above_them_hides_none_of_the_others():
    got = parse(b"X-Huge: " + b"x" * 150_000 + b"\r\n " + b"y" * 50_000 + b"\r\n" + HEAD + b"\r\nHello.")
    assert (got.subject, got.plain) == ("Hello", "Hello.")


# --- the body


def test_both_forms_of_an_alternative_are_kept():
    got = parse(multipart(TEXT, HTML, kind="alternative"))
    assert (got.plain, got.html, got.attachments) == ("The text.", "<p>The text.</p>", ())


def test_attachments_are_listed_and_not_read():
    got = parse(multipart(TEXT, PDF, b"Content-Type: text/plain; name=notes.txt\r\nContent-Disposition: attachment\r\n\r\nnotes"))
    assert (got.plain, got.attachments) == ("The text.", ("application/pdf", "text/plain"))


@pytest.mark.parametrize(
    "field", [b'Content-Type: text/plain; name="x.txt"\r\n', b"Content-Type: text/plain\r\nContent-Disposition: attachment\r\n"]
)
def test_text_that_calls_itself_an_attachment_is_read_when_there_is_no_other(field):
    part = field + b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(b"The text.")
    for raw in (HEAD + part, multipart(part, PDF)):
        got = parse(raw)
        assert got.plain == "The text."
        assert "text/plain" not in got.attachments
        assert "text in an attachment" in got.problems


def test_an_empty_named_part_is_no_text():
    got = parse(multipart(b"Content-Type: text/plain; name=a.txt\r\n\r\n ", b"Content-Type: text/plain; name=b.txt\r\n\r\nb"))
    assert (got.plain, got.attachments) == ("b", ("text/plain",))


def test_what_an_attached_mail_says_is_not_said_by_this_one():
    inner = b"Content-Type: message/rfc822\r\n\r\nSubject: Your application\r\n\r\nUnfortunately no."
    got = parse(multipart(b"Content-Type: text/plain\r\n\r\nFYI", inner))
    assert (got.plain, got.attachments) == ("FYI", ("message/rfc822",))


def test_a_multipart_without_its_boundary_is_read_as_text():
    got = parse(HEAD + b"Content-Type: multipart/mixed; boundary=never\r\n\r\nThe text.")
    assert got.plain == "The text."
    assert parse(HEAD + b"Content-Type: multipart/mixed\r\n\r\n<p>The text.</p>").html == "<p>The text.</p>"


@pytest.mark.parametrize(
    ("field", "data", "text"),
    [
        (b"text/plain", b"B\xc3\xbcro", "Büro"),
        (b"text/plain", b"B\xfcro", "Büro"),
        (b"text/plain; charset=us-ascii", b"B\xfcro", "Büro"),
        (b"text/plain; charset=iso-8859-1", b"\x93B\xfcro\x94", "“Büro”"),
        (b"text/plain; charset=iso-2022-jp", "残念".encode("iso-2022-jp"), "残念"),
        (b"text/plain; charset=gb2312", "你好".encode("gb18030"), "你好"),
        (b'text/plain; charset="a\x00b"', b"B\xc3\xbcro", "Büro"),
        (b"text/plain; charset*=utf-8''iso-8859-1", b"B\xfcro", "Büro"),
        (b"text/plain; charset=punycode", b"abc", "abc"),
        (b"text/plain; charset=rot13", b"abc", "abc"),
        (b"text/plain; charset=undefined", b"abc", "abc"),
        (b"text/plain; charset=shift_jis", b"\x81", "\N{REPLACEMENT CHARACTER}"),
        (
            b"text/plain; charset=utf-8",
            "Büro überall mit Ähre und öfter ".encode() + b"\xff",
            "Büro überall mit Ähre und öfter \N{REPLACEMENT CHARACTER}",
        ),
        (b"text/plain; charset=utf-16", "Büro".encode("utf-16"), "Büro"),
    ],
)
def test_text_is_read_whatever_its_charset_claims(field, data, text):
    assert mail(b"Content-Type: " + field, body=data).plain == text


def test_a_part_that_stdlib_cannot_make_sense_of_does_not_hide_the_others():
    odd = b"Content-Type: text/plain; name*0*=a; name*=b\r\nContent-Disposition: inline; filename*0*=x; filename*=y"
    got = parse(multipart(odd + b"\r\n\r\none", TEXT))
    assert "The text." in got.plain
    got = parse(HEAD + b"Content-Type: multipart/mixed; boundary*0*=x; boundary*=x\r\n\r\n--x\r\n\r\nThe text.\r\n--x--")
    assert "The text." in got.plain


def test_a_page_that_names_its_own_charset_is_believed():
    assert "Büro" in mail("Content-Type: text/html", body=b'<meta charset="iso-8859-1">B\xfcro').html
    assert "Büro" in mail("Content-Type: text/html", body=b"B\xc3\xbcro").html


def test_parameters_that_stdlib_cannot_join_do_not_lose_the_text():
    got = mail("Content-Type: text/plain; name*0*=a; name=b; name*1=c", body=b"The text.")
    assert got.plain == "The text."
    assert mail("Content-Type: text/plain; charset=utf-8; name*0=x; name*0*=utf-8''y", body=b"The text.").plain == "The text."


# --- what is shown, and what stays the same


def test_shown_strings_hold_nothing_that_is_not_seen():
    assert clean("a\u202eb\u2066c\u200bd\ud800e\x00\x1b\x7f\ufeff\U000e0041") == "abcd\N{REPLACEMENT CHARACTER}e"
    assert clean(" a \r\n\tb\u2028c ") == "a b c"
    assert clean("a\r\nb\rc\u2029d\te", lines=True) == "a\nb\nc\nd e"
    assert clean("می\u200cخواهم") == "می\u200cخواهم"


def test_a_run_of_combining_marks_is_cut_before_it_costs_its_square():
    began = time.monotonic()
    assert len(clean("a" + "\u0301\u0316" * 100_000)) < 40
    assert time.monotonic() - began < 2


def test_a_moved_or_delivered_again_copy_has_the_same_hash():
    text = b"Hello Sam,\r\n\r\nwe are sorry.\r\n"
    copies = [
        HEAD + b"\r\n" + text,
        b"Received: by mx9; Mon, 2 Mar 2026 10:00:00 +0100\r\nX-Spam: no\r\nReturn-Path: <x@y>\r\nDelivered-To: s@x\r\n"
        + HEAD
        + b"\r\n"
        + text,
        (HEAD + b"\r\n" + text).replace(b"\r\n", b"\n") + b"\n",
        HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(text),
        HEAD.replace(b"Ada Example <", b"Ada Example\r\n <") + b"\r\n" + text,
    ]
    assert len({parse(copy).content_hash for copy in copies}) == 1


def test_mails_that_differ_have_different_hashes():
    base = multipart(TEXT, PDF)
    others = [
        base.replace(b"The text.", b"The next."),
        base.replace(b"<1@", b"<2@"),
        base.replace(b"Hello", b"Hallo"),
        base.replace(b"ada@", b"bea@"),
        base.replace(b"10:00:00", b"10:00:01"),
        base.replace(b"QUJD", b"QUJE"),
        multipart(TEXT),
        base.replace(b"text/plain", b"text/html"),
    ]
    assert len({parse(raw).content_hash for raw in [base, *others]}) == 9


def test_the_hash_of_a_long_mail_does_not_hang_on_where_it_was_cut():
    long = HEAD + b"\r\n" + b"Hello Sam. " * 40_000
    one, other = parse(long), parse(b"Received: by mx9; x\r\n" + long)
    assert one.truncated
    assert one.content_hash == other.content_hash
    assert parse(HEAD + b"\r\nx", truncated=True).truncated


# --- hostile mail: each of these took mail-parser or stdlib many seconds, or made them raise

NESTED = HEAD + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level) for level in range(3000))
HOSTILE = {
    "semicolons": HEAD + b"Content-Type: text/plain" + b";a=b" * 60_000 + b"\r\n\r\nx",
    "quoted semicolons": HEAD + b'Content-Type: text/plain; a="' + b";" * 200_000 + b"\r\n\r\nx",
    "semicolons in each part": multipart(*[b"Content-Type: text/plain" + b';a="' * 500 + b"\r\n\r\nx"] * 120),
    "encoded words": b"Subject: " + b"=?utf-8?q?a?= " * 40_000 + b"\r\n\r\nx",
    "encoded names": b"From: " + b"=?utf-8?q?a?= " * 1100 + b"<a@b.example>\r\nTo: " + b"=?utf-8?q?a?= <a@b.example>," * 600 + b"\r\n\r\nx",
    "comments": b"From: " + b"(" * 16_000 + b"\r\nTo: " + b"<" * 16_000 + b"\r\nCc: " + b'"' * 16_000 + b"\r\n\r\nx",
    "many fields": b"".join(b"a%d:\r\n" % number for number in range(30_000)) + b"\r\nx",
    "long fold": b"Subject: " + b"x\r\n " * 60_000 + b"\r\n\r\nx",
    "nested": NESTED + b"\r\nx\r\n" * 30_000,
    "nested mails": HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 8_000,
    "parts": multipart(*[b"\r\nx"] * 25_000),
    "marks": HEAD + b"\r\n" + "a\u0301\u0316".encode() * 50_000,
    "punycode": HEAD + b"Content-Type: text/plain; charset=punycode\r\n\r\n" + b"a" * 250_000,
    "base64": HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"=" * 250_000,
    "uuencode": HEAD + b"Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 x\r\n" + b"M" * 200_000,
    "ids": HEAD + b"References: " + b"<" * 16_000 + b"\r\nIn-Reply-To: " + b"a@b " * 4_000 + b"\r\n\r\nx",
    "nothing": b"",
    "zeros": b"\x00" * 250_000,
    "colons": b":" * 250_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mail_is_read_in_good_time(name):
    began = time.process_time()
    got = parse(HOSTILE[name])
    assert time.process_time() - began < 5
    str(got).encode()


def test_what_was_cut_is_told():
    assert "content-type cut" in parse(HOSTILE["semicolons"]).problems
    assert "too many parts" in parse(HOSTILE["nested"]).problems
    assert "too many parts" in parse(HOSTILE["parts"]).problems


SEEDS = [
    multipart(TEXT, HTML, PDF),
    multipart(
        b"Content-Type: message/rfc822\r\n\r\n" + HEAD + b"\r\nx",
        TEXT,
        head=HEAD + b"To: a@b, c <d@e>\r\nReply-To: =?utf-8?q?x?= <y@z>\r\n",
    ),
    HEAD + b'Content-Type: text/plain; charset="utf-7"; name*0*=a; name=b\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=C3=BC',
]
PIECES = [
    *[
        b"\r\n",
        b"\r\n\r\n",
        b"\n",
        b"\r",
        b"=?utf-8?b?",
        b"?=",
        b";",
        b'"',
        b"<",
        b">",
        b"@",
        b"--x",
        b"\x00",
        b"\xff",
        b"*0*=",
        b"From ",
        b"9999",
    ],
    *[
        b"Content-Type: multipart/mixed\r\n",
        b"charset=utf-16",
        b"charset=idna",
        b"base64",
        b"Date: ",
        b"Content-Transfer-Encoding: x-uue\r\n",
    ],
]


@st.composite
def damaged(draw) -> bytes:
    raw = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 12))):
        at = draw(st.integers(0, len(raw)))
        raw[at : at + draw(st.sampled_from([0, 0, 1, 5, 40]))] = draw(st.sampled_from(PIECES) | st.binary(max_size=6))
    return bytes(raw)


@settings(max_examples=400, deadline=None)
@given(damaged() | st.binary(max_size=400))
def test_parse_never_raises_and_gives_clean_strings(raw):
    got = parse(raw)
    str(got).encode()
    for shown in (got.subject, got.from_.name if got.from_ else "", got.message_id or "", *got.references):
        assert clean(shown) == shown
    assert parse(raw).content_hash == got.content_hash


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=60),
    st.sampled_from(["utf-7", "utf-16", "utf-32", "iso-2022-jp", "hz", "cp037", "unicode_escape", "idna", "x", "big5", "base64", "ü"]),
)
def test_every_byte_string_can_be_decoded(data, charset):
    clean(decode(data, charset)).encode()


def test_the_message_id_of_a_header_alone_is_the_one_that_parse_finds():
    assert message_id_of(b"Subject: x\r\nMessage-ID: <a@b.example>\r\n\r\n") == "a@b.example"
    assert message_id_of(b"Subject: x\r\n\r\n") is None
