"""A mail that tries everything, on its whole way: read by the reading room's own code, told by every command and to real receivers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from email.header import Header
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parts.life import CAME, Life
from parts.posting import Post, posting
from parts.receivers import Broker, Mailbox, Receiver

from watcher.core.extract import Contact, Part
from watcher.daemon import outbox
from watcher.notify import Delivery
from watcher.notify.words import unpack
from watcher.store import DeliveryRow

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # apprise, under pytest alone

TRICKS = {
    "markup": "<b>Kestrel</b> &lt;i&gt; [x](http://evil.example) **Ltd**",
    "a link": "https://evil.example/a?b=c www.evil.example evil-login.com",
    "direction": "Kes\u202elrt\u202c \u2066Ltd\u2069 \u200f",
    "colours": "\x1b[31mKestrel\x1b[0m \x9b2J \x1b]0;owned\x07",
    "nothing to see": "Kes\u200btrel \u3164\u2060 Ltd\ufeff",
    "a family": "Kestrel \U0001f468\u200d\U0001f469\u200d\U0001f467 Ltd",
    "a call": "@everyone @here <!channel> Kestrel",
    "length": "Kestrel " + "x" * 10_000,
    "blanks": "      ",
}
MARKUP = re.compile(r"[<>*`]|\w://\S|\]\(|\bwww\.|evil-login\.com\b|(?<![\w.])@\w", re.IGNORECASE)


def mail_of(trick: str) -> bytes:
    name = Header(f"Tomasz Bielak {trick}", "utf-8", maxlinelen=10_000_000).encode()
    subject = Header(f"Your application to {trick}: Test Engineer {trick}", "utf-8", maxlinelen=10_000_000).encode()
    body = (
        f"Dear Robin,\n\nthank you for applying for the position of Test Engineer {trick[:200]} at Larkfield {trick[:200]}.\n"
        "In the end we have decided not to move forward with your application; another candidate was the closer match.\n\n"
        f"Kind regards,\nTomasz Bielak {trick[:200]}\nLarkfield {trick[:200]} Ltd\n"
    )
    head = f"From: {name} <tomasz.bielak@larkfield.example>\nTo: robin@mail.example\nSubject: {subject}\nMessage-ID: <1@larkfield.example>"
    return f"{head}\nContent-Type: text/plain; charset=utf-8\n\n{body}".encode()


def take(life: Life, said: str) -> None:
    """The same, with words that nobody has cleaned on the way."""
    person = Contact(f"Tomasz {said}", "t@larkfield.example", Part.INTERVIEWER, "From")
    life.take(company=f"Larkfield {said}", role=f"Engineer {said}", person=person)


def unseen_in(text: str) -> set[str]:
    """What moves a cursor, turns a line round or cannot be seen; the joiner of a family of emoji may be shown in a table."""
    return {char for char in text if unicodedata.category(char) in {"Cc", "Cf", "Cs"}} - {"\n", "\u200d", "\u200c"}


@pytest.fixture(scope="module")
def post() -> Iterator[Post]:
    with posting() as running:
        yield running


@pytest.fixture
def life(tmp_path: Path) -> Life:
    return Life(tmp_path)


def queued(life: Life) -> list[DeliveryRow]:
    """What would be sent of all that is due in forty days."""
    store, now = life.store(), CAME + timedelta(days=40)
    for _ in range(3):
        outbox.queue_due(store, life.settings, now)
    with store.reading() as tx:
        rows = tx.deliveries_due(now)
    store.close()
    return rows


@pytest.mark.parametrize("trick", TRICKS)
def test_no_command_moves_the_cursor_or_turns_a_line(life: Life, trick: str) -> None:
    life.configure(per_day=1000)
    life.receive(mail_of(TRICKS[trick]))
    assert life.agenda(), "it was read as a rejection"
    assert queued(life)
    number = life.agenda()[0]["id"]
    for command in (
        ["agenda"],
        ["applications"],
        ["messages"],
        ["notifications", "--all"],
        ["status"],
        ["show", "a1"],
        ["show", "m1"],
        ["show", number],
        ["show", "n1"],
        ["review"],
        ["recipients", number],
        ["draft", number],
        ["insights"],
    ):
        ended = life.run(*command)
        assert not unseen_in(ended.stdout + ended.stderr), command


@pytest.mark.parametrize(("trick", "detail"), [*((trick, "full") for trick in TRICKS), ("markup", "short"), ("markup", "silent")])
def test_nothing_that_is_sent_is_more_than_words(life: Life, post: Post, receiver: Receiver, trick: str, detail: str) -> None:
    life.configure(targets={"phone": f"ntfy://{receiver.address}/topic"}, per_day=1000, on_rejection="now", on_recruiter="now")
    life.config.write_text(life.config.read_text().replace("[targets.phone]\n", f'[targets.phone]\ndetail = "{detail}"\n'))
    said = TRICKS[trick]
    take(life, said)
    life.receive(mail_of(said))
    rows = queued(life)
    assert len(rows) >= 3
    for row in rows:
        assert post.deliver(f"ntfy://{receiver.address}/topic", row.title, row.body).ok
        told = receiver.next().json()
        for text in (told["title"], told["message"]):
            assert not unseen_in(text) - {"\u200b"}  # which keeps a name from being a link
            assert not MARKUP.search(text), text
        assert "\n" not in told["title"]
        assert len(told["title"]) <= 150
        if detail == "silent":
            assert "larkfield" not in f"{told}".lower()


def test_a_mail_in_html_and_a_broker_get_the_same_words(life: Life, post: Post, mailbox: Mailbox, broker: Broker) -> None:
    life.configure(per_day=1000)
    said = " ".join(trick[:60] for trick in TRICKS.values())
    take(life, said)
    row = next(row for row in queued(life) if "Thank" in row.title or "Thank" in row.body)
    assert post.deliver(
        f"mailto://127.0.0.1:{mailbox.port}/?mode=insecure&from=a@b.example&to=c@d.example&format=html", row.title, row.body
    ).ok
    mail = mailbox.next()
    assert mail.get_content_type() == "text/plain"
    assert post.deliver(broker.url("topic"), row.title, row.body).ok
    for text in (str(mail["Subject"]), mail.get_content().replace("\r\n", "\n"), broker.next().payload.replace("\r\n", "\n")):
        assert not unseen_in(text) - {"\u200b"}
        assert not MARKUP.search(text), text


STRANGE = st.one_of(st.text(max_size=200), st.text(alphabet=st.characters(codec=None), max_size=60), st.sampled_from(list(TRICKS.values())))


@settings(deadline=None)
@given(STRANGE, STRANGE)
def test_whatever_is_to_be_sent_leaves_as_lines_of_seen_characters(title: str, body: str) -> None:
    """The last edge, whoever wrote the words."""
    from watcher.notify import _request

    request, _ = unpack(_request(Delivery(1, "phone", "ntfy://127.0.0.1/topic", title, body)))
    assert request is not None
    for text in (request["title"], request["body"]):
        assert not unseen_in(text) - {"\u200b"}
        text.encode()
    assert "\n" not in request["title"]
    assert not re.search(r"(?<![\w@.])[a-z]{2,}\.(?:com|example)\b(?!@)", " ".join(w for w in request["title"].split() if "@" not in w))
