"""Deliveries to real receivers: an HTTP server, a mosquitto, an SMTP server; each child process is a real one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parts.posting import Post, posting
from parts.receivers import Broker, Mailbox, Receiver, broking, receiving, taking_mail

from watcher.notify import Delivered, Delivery, redact
from watcher.notify.words import Answer, Why, pack, unpack

CANARY = "c4n4ryS3cr3t"
MAIL = "?mode=insecure&from=sam@example.org&to=sam.phone@example.org"


@pytest.fixture(scope="module")
def post() -> Iterator[Post]:
    with posting() as running:
        yield running


# --- what arrives ---------------------------------------------------------------------------------------------------------------------


def test_a_json_receiver_gets_title_and_text_as_they_are(post: Post, receiver: Receiver) -> None:
    result = post.deliver(receiver.url(), "Äpfel & <Birnen>", "Line one\nLine two: 你好 😀")
    assert result == Delivered(1, ok=True, permanent=False, detail="json://127.0.0.1: delivered")
    message = receiver.next().json()
    assert (message["title"], message["message"]) == ("Äpfel & <Birnen>", "Line one\nLine two: 你好 😀")


def test_a_real_broker_gets_the_message_with_a_confirmation(post: Post, broker: Broker) -> None:
    assert post.deliver(broker.url("rejections"), "Thank Ada", "A draft waits").ok
    published = broker.next()
    assert (published.topic, published.qos) == ("rejections", 1)
    assert published.payload.split() == ["Thank", "Ada", "A", "draft", "waits"]


def test_a_broker_that_refuses_the_sign_in_is_a_failure_and_not_a_success(post: Post, tmp_path: Path) -> None:
    with broking(tmp_path, user="sam", password="right") as broker:
        refused = post.deliver(f"mqtt://sam:wrong@127.0.0.1:{broker.port}/topic")
        assert (refused.ok, refused.permanent) == (False, False)
        assert "sign-in refused" in refused.detail
        assert post.deliver(f"mqtt://sam:right@127.0.0.1:{broker.port}/topic").ok
        assert [published.topic for published in [broker.next()]] == ["topic"]


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("Thank Ina: Planner at paypal-login.com", "Thank Ina: Planner at paypal-login.\u200bcom"),
        ("see a.b.example/path?q=1.", "see a.b.\u200bexample/path?q=1."),
        ("evil\u3002com and 192.0.2.7:80", "evil\u3002\u200bcom and 192.\u200b0.\u200b2.\u200b7:80"),
        ("xn--80ak6aa92e.xn--p1ai", "xn--80ak6aa92e.\u200bxn--p1ai"),
        ("To: ina@kestrel.example, tom.hale@kestrel.example.", "To: ina@kestrel.example, tom.hale@kestrel.example."),
        ("The end. A start, 9:30, Inc., e.g. so ... done.", "The end. A start, 9:30, Inc., e.g. so ... done."),
        ("@everyone at Kestrel", "@\u200beveryone at Kestrel"),
    ],
)
def test_no_word_of_a_mail_becomes_a_link_or_a_call_by_itself(post: Post, receiver: Receiver, word: str, shown: str) -> None:
    assert post.deliver(receiver.url(), word, word).ok
    told = receiver.next().json()
    assert (told["title"], told["message"]) == (shown, shown)


@pytest.mark.parametrize("form", ["", "&format=html", "&format=markdown"])
def test_a_mail_target_gets_plain_text_whatever_format_its_url_asks_for(post: Post, mailbox: Mailbox, form: str) -> None:
    body = '<img src="http://evil.example/pixel"> <script>alert(1)</script> **bold** & so on'
    assert post.deliver(f"mailto://127.0.0.1:{mailbox.port}/{MAIL}{form}", "Ask Ada", body).ok
    mail = mailbox.next()
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().strip() == body.replace("evil.", "evil.\u200b"), "the words, in which nothing is a link by itself"
    assert mail["Subject"] == "Ask Ada"


def test_a_title_cannot_add_a_header_to_a_mail(post: Post, mailbox: Mailbox) -> None:
    assert post.deliver(f"mailto://127.0.0.1:{mailbox.port}/{MAIL}", "Hello\r\nBcc: eve@example.org\r\n\r\nSurprise", "Text").ok
    mail = mailbox.next()
    assert mail["Subject"] == "Hello Bcc: eve@example.org Surprise"
    assert mail["Bcc"] is None
    assert mail.get_content().strip() == "Text"


@pytest.mark.parametrize("options", ["", "?image=yes", "?image=yes&format=text"])
def test_ntfy_gets_no_picture_from_a_foreign_host(post: Post, receiver: Receiver, options: str) -> None:
    assert post.deliver(f"ntfy://{receiver.address}/my-topic{options}", "A title", "A body").ok
    request = receiver.next()
    assert (request.method, request.path) == ("POST", "/")
    assert request.json() == {"topic": "my-topic", "title": "A title", "message": "A body"}
    assert not [name for name in request.headers if name.startswith("x-")]
    assert b"http" not in request.body
    assert "apprise" not in str(request).lower()


def test_options_of_ntfy_reach_ntfy(post: Post, receiver: Receiver) -> None:
    assert post.deliver(f"ntfy://tk_secret@{receiver.address}/my-topic?priority=high&tags=mailbox&click=https://example.org/").ok
    request = receiver.next()
    assert request.headers["authorization"] == "Bearer tk_secret"
    told = request.json()
    assert (told["priority"], told["tags"], told["click"]) == (4, ["mailbox"], "https://example.org/")


HOSTILE = "A\ud800B\x00C\x1b[31mD\x07E\u202eF\u2028G\r\nH\tI\udfffJ"


@pytest.mark.parametrize("scheme", ["json", "xml", "form", "ntfy"])
def test_characters_that_services_choke_on_are_gone_before_they_get_there(post: Post, receiver: Receiver, scheme: str) -> None:
    assert post.deliver(f"{scheme}://{receiver.address}/topic", HOSTILE, HOSTILE).ok
    text = receiver.next().body.decode()
    for char in "\x00\x1b\x07\u202e\u2028\ud800":
        assert char not in text
        assert f"%{ord(char):02X}" not in text
        assert f"u{ord(char):04x}" not in text.lower()


def test_a_mail_target_gets_text_that_mail_can_carry(post: Post, mailbox: Mailbox) -> None:
    assert post.deliver(f"mailto://127.0.0.1:{mailbox.port}/{MAIL}", HOSTILE, HOSTILE).ok
    mail = mailbox.next()
    assert "\n" not in mail["Subject"]
    assert mail.get_content().splitlines()[-1].endswith("J")


def test_a_name_that_strangers_chose_calls_nobody_in_a_chat_room(post: Post, receiver: Receiver) -> None:
    assert post.deliver(receiver.url(), "Thank @everyone", "@here <!channel> <@1234> ada@here.example @allison @ALL").ok
    message = receiver.next().json()
    assert message["title"] == "Thank @\u200beveryone"
    assert message["message"] == "@\u200bhere <!\u200bchannel> <@\u200b1234> ada@here.example @allison @\u200bALL"


def test_a_long_text_comes_once_and_cut(post: Post, receiver: Receiver) -> None:
    assert post.deliver(receiver.url(), "T" * 100_000, "B" * 1_000_000).ok
    message = receiver.next().json()
    assert len(message["title"]) == 250
    assert message["title"].endswith("T…")
    assert 10_000 < len(message["message"]) <= 16_000
    assert message["message"].endswith("B…")
    assert len(receiver.requests) == 1


def test_ntfy_gets_a_message_and_never_an_attachment(post: Post, receiver: Receiver) -> None:
    for letter, least in (("a", 3_000), ("ü", 1_500), ("你", 1_500)):
        assert post.deliver(f"ntfy://{receiver.address}/topic?overflow=upstream", "T" * 250, letter * 10_000).ok
        message = receiver.next().json()
        assert len(message["title"]) == 200
        assert message["topic"] == "topic"
        assert least < len(message["message"].encode()) <= 4096
    assert len(receiver.requests) == 3


def test_an_empty_body_or_an_empty_title_still_arrives(post: Post, receiver: Receiver) -> None:
    assert post.deliver(receiver.url(), "Only a title", "").ok
    assert receiver.next().json()["title"] == "Only a title"
    assert post.deliver(receiver.url(), "", "Only a body").ok
    assert receiver.next().json()["message"] == "Only a body"


# --- what is reported -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 403, 404, 413, 429, 500, 503])
def test_an_http_error_is_temporary_and_named(post: Post, receiver: Receiver, status: int) -> None:
    receiver.fail(status, Location=f"/{CANARY}")
    result = post.deliver(receiver.url())
    assert (result.ok, result.permanent) == (False, False)
    assert result.detail.startswith(f"json://127.0.0.1: HTTP {status}")
    assert [request.method for request in receiver.requests] == ["POST"]  # once, and no redirect followed


@pytest.mark.parametrize("option", ["optional=yes", "retry=3&wait=0", "overflow=split"])
def test_no_option_of_a_url_hides_a_failure_or_sends_twice(post: Post, receiver: Receiver, option: str) -> None:
    receiver.fail(500)
    assert not post.deliver(f"{receiver.url()}?{option}", "T", "B" * 40_000).ok
    assert len(receiver.requests) == 1


def test_a_text_that_mentions_an_error_is_not_taken_for_one(post: Post, mailbox: Mailbox) -> None:
    mailbox.refuse = "550 no such user"
    result = post.deliver(f"mailto://127.0.0.1:{mailbox.port}/{MAIL}", "error=500", "error=404 There are no topics")
    assert result.detail == "mailto://127.0.0.1: the mail server refused sender or recipient"
    assert not result.permanent


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("json://127.0.0.1:1/x", "connection refused"),
        ("ntfy://127.0.0.1:1/x", "connection refused"),
        ("mqtt://127.0.0.1:1/x", "connection refused"),
        (f"mailto://127.0.0.1:1/{MAIL}", "connection refused"),
        ("json://nothing.invalid/x", "name not found"),
    ],
)
def test_a_way_that_does_not_lead_there_is_temporary_and_named(post: Post, url: str, words: str) -> None:
    result = post.deliver(url)
    assert (result.ok, result.permanent) == (False, False)
    assert words in result.detail


def test_a_service_that_speaks_no_tls_or_shows_a_strangers_certificate_is_named_so(post: Post, receiver: Receiver, tmp_path: Path) -> None:
    assert "TLS: " in post.deliver(f"jsons://{receiver.address}/x").detail
    pem = tmp_path / "both.pem"
    make = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=stranger -keyout key -out certificate"
    subprocess.run(make.split(), check=True, capture_output=True, cwd=tmp_path)
    pem.write_text((tmp_path / "key").read_text() + (tmp_path / "certificate").read_text())
    with receiving(pem) as secure:
        result = post.deliver(f"jsons://{secure.address}/x")
        assert "TLS: " in result.detail
        assert not secure.requests
        assert post.deliver(f"jsons://{secure.address}/x?verify=no").ok


@pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")  # that there is no TLS on loopback is meant
def test_a_mail_server_that_refuses_the_password_is_named_so(post: Post) -> None:
    with taking_mail("sam", "right") as box:
        url = f"mailto://sam:{{}}@127.0.0.1:{box.port}/{MAIL}"
        assert "sign-in refused" in post.deliver(url.format("wrong")).detail
        assert post.deliver(url.format("right")).ok


def test_a_slow_service_is_waited_for_and_gets_the_message_once(post: Post, receiver: Receiver) -> None:
    receiver.delay = 5.0  # apprise alone gives up after 4
    assert post.deliver(receiver.url()).ok
    assert len(receiver.requests) == 1


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("desktop://", "desktop://...: apprise knows no service by this scheme"),
        ("nonsense", "...: this is no apprise URL"),
        ("", "...: this is no apprise URL"),
        ("json://", "json://...: the service is known, but"),
        ("tgram://too-short", "tgram://...: the service is known, but"),
        ("ntfy://", "ntfy://...: the service is known, but"),
        ("https://hooks.example.org/x", "https://hooks.example.org: this is no address of a service"),
        ("\ud800://x", "...: "),
    ],
)
def test_a_url_that_apprise_cannot_use_is_permanent_and_says_what_to_do(post: Post, url: str, words: str) -> None:
    result = post.deliver(url)
    assert (result.ok, result.permanent) == (False, True)
    assert result.detail.startswith(words)


def test_one_url_is_one_service_whatever_it_holds(post: Post, receivers: Callable[[], Receiver]) -> None:
    first, second = receivers(), receivers()
    post.deliver(f"{first.url()}, {second.url()}")
    assert not second.requests


# --- secrets --------------------------------------------------------------------------------------------------------------------------

PLANTED = [
    "json://{c}:pass@{a}/hook",
    "json://user:{c}@{a}/hook",
    "json://{c}@{a}/hook",
    "json://{a}/{c}",
    "json://{a}/hook?+X-Token={c}",
    "json://{a}/hook?:{c}=title&-{c}={c}",
    "jsons://{a}/{c}",
    "json://127.0.0.1:1/{c}?token={c}#{c}",
    "ntfy://{c}@{a}/{c}?token={c}",
    "ntfy://{c}:{c}@127.0.0.1:1/{c}",
    "ntfy://{c}",
    "ntfy://user:{c}/{c}@{a}/topic",
    "mqtt://{c}:{c}@127.0.0.1:1/{c}",
    "mailto://{c}:{c}@127.0.0.1:1/?mode=insecure&from={c}@example.org&to={c}@example.org",
    "tgram://{c}/{c}",
    "tgram://123456789:{c}abcdefghijklmnopqrstuvwxyz/{c}?to={c}",
    "discord://{c}/{c}",
    "slack://{c}/{c}/{c}/#{c}",
    "https://127.0.0.1/{c}",
    "desktop://{c}",
    "{c}",
    "{c}{c}{c}://x",
    "json://{c}?x@host/y",
]


@pytest.mark.parametrize("status", [200, 401, 500])
def test_no_part_of_a_url_but_scheme_and_host_ever_comes_back(
    receiver: Receiver, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, status: int
) -> None:
    receiver.fail(status)
    with posting() as post:
        urls = [url.format(c=CANARY, a=receiver.address) for url in PLANTED]
        if status != 200:
            urls = [url for url in urls if receiver.address in url]
        deliveries = [Delivery(n, f"target{n % 3}", url, "Title", "Body") for n, url in enumerate(urls)]
        for delivery in deliveries:
            post.deliverer.send(delivery)
        results = [post.result(60) for _ in urls]
    captured = capfd.readouterr()
    for text in (str(results), repr(deliveries), captured.out, captured.err, caplog.text):
        assert CANARY.lower() not in text.lower()
        assert "pass" not in text.replace("check user, password", "")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("ntfy://ntfy.sh/topic", "ntfy://ntfy.sh"),
        ("NTFYS://user:pass@Push.Example.ORG:8443/topic?x=y", "ntfys://push.example.org"),
        ("ntfy://topic", "ntfy://..."),
        ("ntfy://topic1/topic2", "ntfy://..."),
        ("ntfy://localhost:8080/topic", "ntfy://localhost"),
        ("ntfy://192.0.2.1/topic", "ntfy://192.0.2.1"),
        ("json://[2001:db8::1]:8080/x", "json://[2001:db8::1]"),
        ("mqtt://broker/topic", "mqtt://broker"),
        ("mailto://sam:secret@gmail.com", "mailto://gmail.com"),
        ("mailto://sam?secret@gmail.com", "mailto://..."),
        ("mailto://sam:se/cret@gmail.com", "mailto://..."),
        ("json://se/cret@example.org", "json://..."),
        ("json://se#cret@example.org", "json://..."),
        ("json://sam:sec:ret/x", "json://..."),
        ("json://se.cr?et@example.org", "json://..."),
        ("json://example.org/x?to=a@example.net&x=y@z", "json://example.org"),
        ("tgram://123456789:token/chat", "tgram://..."),
        ("discord://id.with.dot/token", "discord://..."),
        ("gotify://push.example.org/token", "gotify://push.example.org"),
        ("https://hooks.slack.com/services/T/B/X", "https://hooks.slack.com"),
        ("  json://example.org/x ", "json://example.org"),
        ("json://exa mple.org/x", "json://..."),
        ("json://", "json://..."),
        ("json:example.org", "..."),
        ("tk_secret", "..."),
        ("a secret://x", "..."),
        ("", "..."),
    ],
)
def test_redact_shows_scheme_and_host_and_nothing_that_may_be_a_secret(url: str, shown: str) -> None:
    assert redact(url) == shown


def test_each_service_whose_host_is_shown_has_a_host_in_that_place_in_apprise() -> None:
    program = "import apprise, json; print(json.dumps(apprise.Apprise().details(show_disabled=True)['schemas'], default=str))"
    run = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True)
    checked = 0
    for service in json.loads(run.stdout):
        for scheme in [*(service["protocols"] or []), *(service["secure_protocols"] or [])]:
            shown = not redact(f"{scheme}://nodots/x").endswith("...")
            for template in service["details"]["templates"] if shown else []:
                place = template.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0]
                assert place == "{host}", (scheme, template)
                checked += 1
    assert checked > 50


@given(st.text(alphabet=st.characters(codec=None), max_size=60), st.text(max_size=20))
def test_redact_never_raises_and_never_shows_what_follows_the_host(before: str, after: str) -> None:
    shown = redact(f"json://{before}@example.org/{CANARY}{after}")
    assert CANARY not in shown
    assert shown in {"json://example.org", "json://..."}


# --- frames and sentences -------------------------------------------------------------------------------------------------------------


VALUES = st.text(alphabet=st.characters(codec=None)) | st.integers() | st.booleans()


@given(st.dictionaries(st.text(max_size=5), VALUES, max_size=5), st.binary(max_size=9))
def test_a_frame_read_piece_by_piece_is_what_was_written(message: dict[str, object], rest: bytes) -> None:
    data = pack(message)
    got = b""
    while True:
        found, missing = unpack(got)
        if found is not None:
            break
        assert missing > 0
        got += (data + rest)[len(got) : len(got) + min(missing, 3)]
    assert (found, got) == (message, data)


@pytest.mark.parametrize("data", [b"\xff\xff\xff\xff", b"\x00\x00\x00\x02[]", b"\x00\x00\x00\x01{", b"\x00\x00\x00\x01\xff"])
def test_a_frame_that_is_none_raises(data: bytes) -> None:
    with pytest.raises((ValueError, TypeError)):
        unpack(data)


@pytest.mark.parametrize("why", list(Why))
def test_every_reason_has_a_sentence(why: Why) -> None:
    sentence = Answer(why, 30).sentence()
    assert sentence
    assert "{" not in sentence


def test_one_child_takes_message_after_message_to_a_broker(post: Post, broker: Broker) -> None:
    """apprise leaves each MQTT connection open; the child may hold 64 descriptors."""
    assert all(post.deliver(broker.url()).ok for _ in range(30))
    assert len(broker.messages) == 30
