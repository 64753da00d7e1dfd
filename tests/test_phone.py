"""What arrives on the phone: what each service can do beside showing words, on real receivers; ntfy's request byte by byte."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from parts.life import CAME, Life
from parts.posting import Post, posting
from parts.receivers import Broker, Mailbox, Receiver

from watcher.clock import SystemClock
from watcher.core.compose import mailto
from watcher.core.plan import Status
from watcher.daemon import outbox
from watcher.daemon.outbox import due_of
from watcher.notify import Delivered, Delivery, service
from watcher.notify.abilities import apply

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # apprise, under pytest alone

CLICK = "mailto:dana%40kestrel.example?subject=Thank%20you%20%26%20bye&body=Dear%20Dana%2C%0D%0A100%20%25"
BESIDE = {"tags": ["envelope"], "click": CLICK, "click_label": "Open the draft"}
ALL_CLEAR = {"tags": ["white_check_mark"], "urgency": "low"}


@pytest.fixture(scope="module")
def post() -> Iterator[Post]:
    with posting() as running:
        yield running


def deliver(post: Post, url: str, title: str = "A title", body: str = "A body", extras: dict[str, object] | None = None) -> Delivered:
    post._last += 1
    post.deliverer.send(Delivery(post._last, "phone", url, title, body, extras=extras or {}))
    return post.result()


@contextmanager
def wire() -> Iterator[tuple[int, list[bytes]]]:
    """A server that keeps every byte of one request and says that it was taken."""
    taken: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                data = b""
                while b"\r\n\r\n" not in data:
                    data += connection.recv(65536)
                head, _, body = data.partition(b"\r\n\r\n")
                length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length"))
                while len(body) < length:
                    body += connection.recv(65536)
                taken.append(head + b"\r\n\r\n" + body)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")

        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1], taken
        thread.join(10)


# --- ntfy


@pytest.mark.parametrize("kind", ["text/html", "text/html; charset=utf-8", "application/xhtml+xml"])
def test_a_web_page_in_place_of_ntfy_is_no_delivery(post: Post, receiver: Receiver, kind: str) -> None:
    """What a train's network answers before the sign-in, and a forgotten address ever after."""
    receiver.headers = {"Content-Type": kind}
    result = deliver(post, f"ntfy://{receiver.address}/my-topic", "Title", "Body", BESIDE)
    assert (result.ok, result.permanent, result.why) == (False, False, "web-page")
    assert "a web page answered" in result.detail


def test_an_answer_that_breaks_off_after_its_head_is_taken_at_its_word(post: Post) -> None:
    """Sent again, the message would come twice."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99999\r\n\r\n{")

        thread = threading.Thread(target=serve)
        thread.start()
        assert deliver(post, f"ntfy://127.0.0.1:{listener.getsockname()[1]}/my-topic", "Title", "Body", BESIDE).ok
        thread.join(10)


def test_ntfy_gets_the_documented_request_byte_by_byte(post: Post) -> None:
    """docs.ntfy.sh/publish, "Publish as JSON": POST to the root; topic, title, message, tags as a list, click; UTF-8."""
    with wire() as (port, taken):
        assert deliver(post, f"ntfy://127.0.0.1:{port}/my-topic", "Danke an Zoë", "Zeile 1\nZeile „2“ 😀", BESIDE).ok
    [request] = taken
    head, _, body = request.partition(b"\r\n\r\n")
    assert (
        body
        == (
            '{"topic": "my-topic", "title": "Danke an Zoë", "message": "Zeile 1\\nZeile „2“ 😀", "tags": ["envelope"], "click": "'
            + CLICK
            + '"}'
        ).encode()
    )
    first, *headers = head.decode("ascii").split("\r\n")
    assert first == "POST / HTTP/1.1"
    assert sorted(line.lower() for line in headers) == sorted(
        [
            f"host: 127.0.0.1:{port}",
            "user-agent: rejection-watcher",
            "accept-encoding: " + next(line.partition(": ")[2].lower() for line in headers if line.lower().startswith("accept-encoding")),
            "accept: */*",
            "connection: keep-alive",
            "content-type: application/json",
            f"content-length: {len(body)}",
        ]
    )


def test_a_tap_in_ntfy_opens_the_draft_as_it_was_written(post: Post, receiver: Receiver) -> None:
    """apprise would send %2520 where %20 stands, and a mail program would show that to the recruiter."""
    assert deliver(post, f"ntfy://{receiver.address}/my-topic", extras=BESIDE).ok
    link = urlsplit(receiver.next().json()["click"])
    assert unquote(link.path) == "dana@kestrel.example"
    assert parse_qs(link.query) == {"subject": ["Thank you & bye"], "body": ["Dear Dana,\r\n100 %"]}


def test_good_news_comes_to_ntfy_without_a_sound(post: Post, receiver: Receiver) -> None:
    assert deliver(post, f"ntfy://{receiver.address}/my-topic", extras=ALL_CLEAR).ok
    assert receiver.next().json() == {
        "topic": "my-topic",
        "title": "A title",
        "message": "A body",
        "tags": ["white_check_mark"],
        "priority": 2,
    }


def test_what_the_url_says_wins(post: Post, receiver: Receiver) -> None:
    url = f"ntfy://{receiver.address}/my-topic?priority=high&tags=mailbox,wave&click=https://example.org/a%2520b&email=sam@example.org"
    assert deliver(post, url, extras=BESIDE | {"urgency": "low"}).ok
    told = receiver.next().json()
    assert (told["priority"], told["tags"]) == (4, ["mailbox", "wave"])
    assert (told["click"], told["email"]) == ("https://example.org/a%20b", "sam@example.org")


def test_each_topic_of_a_url_gets_it_and_signs_in(post: Post, receiver: Receiver) -> None:
    assert deliver(post, f"ntfy://sam:secret@{receiver.address}/one/two").ok
    both = [receiver.next(), receiver.next()]
    assert sorted(request.json()["topic"] for request in both) == ["one", "two"]
    assert {request.headers["authorization"] for request in both} == {"Basic c2FtOnNlY3JldA=="}
    assert deliver(post, f"ntfy://{receiver.address}/one?token=tk_secret").ok
    assert receiver.next().headers["authorization"] == "Bearer tk_secret"


def test_buttons_of_the_users_own_are_sent_as_apprise_sends_them(post: Post, receiver: Receiver) -> None:
    url = f"ntfy://{receiver.address}/my-topic?actions=view,%20Look,%20https://example.org/"
    assert deliver(post, url, extras=BESIDE).ok
    assert "view" in receiver.next().headers["x-actions"]


def test_a_refusal_and_a_redirect_are_named_by_their_http_status(post: Post, receiver: Receiver) -> None:
    receiver.fail(401)
    assert deliver(post, f"ntfy://{receiver.address}/my-topic").why == "status-401"
    receiver.fail(302, location=f"http://{receiver.address}/elsewhere")
    assert deliver(post, f"ntfy://{receiver.address}/my-topic").why == "status-302"
    assert [request.path for request in receiver.requests] == ["/", "/"]
    assert deliver(post, "ntfy://127.0.0.1:9/my-topic").why == "refused"
    assert deliver(post, "ntfy://no-such-host.invalid/my-topic").why == "name"


@pytest.mark.parametrize("letter", ["x", "ü", "你", "😀", '"', "\n."])
def test_a_long_message_is_cut_so_that_ntfy_keeps_it_a_message_with_its_link(post: Post, receiver: Receiver, letter: str) -> None:
    """docs.ntfy.sh, "Limitations": 4,096 bytes of message; of the JSON the server reads twice that."""
    beside = BESIDE | {"click": "mailto:dana%40kestrel.example?body=" + "%20" * 650}
    assert deliver(post, f"ntfy://{receiver.address}/my-topic", "T" * 250, letter * 6000, beside).ok
    request = receiver.next()
    told = request.json()
    assert told["message"].endswith("…")
    assert 2000 < len(told["message"].encode()) <= 4096
    assert len(request.body) <= 8192
    assert told["click"] == beside["click"]


# --- the others


def test_mail_says_that_no_person_wrote_it(post: Post, mailbox: Mailbox) -> None:
    url = f"mailto://127.0.0.1:{mailbox.port}/?mode=insecure&from=sam@example.org&to=sam.phone@example.org"
    assert deliver(post, url, "Ask Ada", "A body", BESIDE).ok
    mail = mailbox.next()
    assert mail["Auto-Submitted"] == "auto-generated"
    assert (mail["Subject"], mail.get_content().strip()) == ("Ask Ada", "A body")
    assert mail.get_content_type() == "text/plain"
    assert "dana" not in mail.as_string()


def test_mqtt_gets_the_words_and_nothing_else(post: Post, broker: Broker) -> None:
    assert deliver(post, broker.url("steps"), "Thank Ada", "A draft waits", BESIDE).ok
    published = broker.next()
    assert (published.topic, published.payload.split()) == ("steps", ["Thank", "Ada", "A", "draft", "waits"])


def test_gotify_hears_good_news_quietly_unless_the_url_says_otherwise(post: Post, receiver: Receiver) -> None:
    for url, extras, priority in (
        ("", {}, 5),
        ("", ALL_CLEAR, 1),
        ("?priority=high", ALL_CLEAR, 8),
    ):
        assert deliver(post, f"gotify://{receiver.address}/AbCdEfGhIjKlMnO{url}", extras=extras).ok
        assert receiver.next().json()["priority"] == priority


def bent(url: str, extras: dict[str, object]):
    """The plugin as it would send; these two services have no address but their own."""
    plugin = service._service(url, service.Ear())
    apply(plugin, url, extras)
    return plugin


def test_pushover_gets_the_draft_as_its_supplementary_url_if_that_fits() -> None:
    url = f"pover://{'u' * 30}@{'t' * 30}"
    plugin = bent(url, BESIDE)
    assert (plugin.supplemental_url, plugin.supplemental_url_title, plugin.priority) == (CLICK, "Open the draft", 0)
    short = bent(url, BESIDE | {"click": CLICK + "x" * 600}).supplemental_url
    assert short == "mailto:dana%40kestrel.example?subject=Thank%20you%20%26%20bye"
    assert bent(url, BESIDE | {"click": "mailto:" + "x" * 600}).supplemental_url is None
    assert bent(url, ALL_CLEAR).priority == -1
    assert bent(f"{url}?priority=high&url=https://example.org/", ALL_CLEAR | BESIDE).priority == 1
    assert bent(f"{url}?url=https://example.org/", BESIDE).supplemental_url == "https://example.org/"


def test_telegram_hears_good_news_without_a_sound() -> None:
    url = "tgram://123456789:AbCdEfGhIjKlMnOpQrStUvWxYz012345678/12315544/"
    assert not bent(url, BESIDE).silent
    assert bent(url, ALL_CLEAR).silent
    assert not bent(f"{url}?silent=no", ALL_CLEAR).silent


def test_matrix_shows_the_title_as_a_line_and_not_as_a_heading_in_markdown() -> None:
    """apprise would write "# " before it. (With real servers: tests/test_chat_services.py.)"""
    plugin, sent = bent("matrix://sam:pass@127.0.0.1:9/!room:localhost?hsreq=no", {}), []
    plugin.send = lambda **said: sent.append((said["title"], said["body"])) or True
    assert service._send(plugin, "Ask Ada", "A body", service.Ear()).why == "sent"
    assert sent == [("", "Ask Ada\nA body")]


# --- the whole way


@pytest.mark.parametrize("detail", ["full", "short", "silent"])
def test_the_draft_goes_along_at_the_level_full_alone(tmp_path: Path, post: Post, receiver: Receiver, detail: str) -> None:
    life = Life(tmp_path)
    life.configure(targets={"phone": f"ntfy://{receiver.address}/my-topic"})
    life.config.write_text(life.config.read_text().replace("[targets.phone]\n", f'[targets.phone]\ndetail = "{detail}"\n'))
    life.take()
    settings, now = life.settings, CAME + timedelta(days=15)
    store = life.store()
    with store.transaction() as tx:
        [reflect] = [row.id for row in tx.agenda() if row.kind == "reflect"]
        tx.close_step(reflect, Status.COMPLETED, now, "you said done")
        [thank] = tx.due_steps(now)
        link = mailto(due_of(tx, thank, settings).draft)
    outbox.queue_due(store, settings, now)
    sent = outbox.Outbox(store, post.deliverer, SystemClock())
    sent.send_due(settings, now)
    sent.settle(post.result(), now)
    store.close()
    told = receiver.next().json()
    assert told.get("click") == (link if detail == "full" else None)
    assert told.get("tags") == (None if detail == "silent" else ["envelope"])
    if detail != "full":
        assert "tomasz" not in json.dumps(told).lower()
    if detail == "silent":
        assert set(told) == {"topic", "title", "message"}
