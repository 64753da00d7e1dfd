"""Cyrus and Courier in place of Dovecot: the same promises on servers of other habits. `make test-full` runs them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import pytest
from parts.dovecot import wait_for
from parts.other_servers import PASSWORD, USER, OtherServer, missing, running
from parts.receivers import Receiver
from parts.service import Service
from test_act import moved, newsletter, rejection, steps, told

if os.environ.get("WATCHER_FULL"):
    DONE = "INBOX.Done"
    PLAN = {"reflect_after": "1s", "ask_recruiter_after": "", "thank_after": "20 days", "reply_recruiter_after": "20 days"}

    @pytest.fixture(params=["cyrus", "courier"])
    def server(request: pytest.FixtureRequest) -> Iterator[OtherServer]:
        if why := missing(request.param):
            pytest.skip(why)
        with running(request.param) as made:
            yield made

    @pytest.fixture
    def service(tmp_path: Path, server: OtherServer, receiver: Receiver) -> Iterator[Service]:
        made = Service(tmp_path)
        entry = {"host": "localhost", "port": server.imaps, "ca_file": str(server.ca), "username": USER, "password": PASSWORD}
        polled = {"poll_every": "1s"}  # Courier looks at the mailbox that is in IDLE by the minute
        made.configure(accounts={"personal": entry | polled}, targets={"hook": receiver.url()}, plan=PLAN, act={"done": DONE})
        yield made
        if made.process is not None and made.process.poll() is None:
            made.kill()

    def delivered(server: OtherServer, *mails: bytes, to: str = "INBOX") -> None:
        with server.client() as client:
            for mail in mails:
                client.append(to, mail)

    def all_flags(server: OtherServer) -> dict[str, dict[int, set[bytes]]]:
        """But for \\Recent, which belongs to sessions."""
        found = {}
        with server.client() as client:
            for _, _, mailbox in client.list_folders():
                client.select_folder(mailbox, readonly=True)
                found[mailbox] = {uid: set(flags) - {b"\\Recent"} for uid, flags in client.get_flags(client.search()).items()}
        return found

    def mails(service: Service, count: int) -> list[str]:
        wait_for(lambda: service.log.count("event=mail ") >= count, 30)
        return [row["label"] for row in service.messages()]

    def test_check_finds_nothing_wrong_and_knows_what_the_mailboxes_are_for(server: OtherServer, service: Service) -> None:
        with server.client() as client:
            client.create_folder(DONE)
        found = {one["what"]: one for one in service.json("check")}
        assert [one for one in found.values() if not one["ok"]] == []
        assert found["accounts.personal: sent mail"]["detail"].startswith("your own mail is in INBOX.Sent")

    def test_new_mail_is_seen_read_and_planned_and_no_flag_changes(server: OtherServer, service: Service) -> None:
        delivered(server, rejection(1), newsletter(2))
        before = all_flags(server)
        service.start()
        service.wait_until_watching()
        assert mails(service, 2) == ["rejection", "other"]
        delivered(server, rejection(3, "Kestrel Logistics"), newsletter(4))
        delivered(server, rejection(5, "Aldgate Press"), to="INBOX.Junk")
        assert sorted(mails(service, 5)) == ["other", "other", "rejection", "rejection", "rejection"]
        told(service, 2)
        after = all_flags(server)
        assert {uid: after["INBOX"][uid] for uid in before["INBOX"]} == before["INBOX"]
        assert not any(flags for mailbox in after.values() for flags in mailbox.values())
        assert service.stop() == 0

    @pytest.mark.parametrize("server", ["cyrus"], indirect=True)  # Courier's IDLE looks at the mailbox by the minute
    def test_a_push_is_enough_where_the_server_pushes(server: OtherServer, service: Service) -> None:
        service.config.write_text(service.config.read_text().replace('poll_every = "1s"', 'poll_every = "30m"'))
        service.start()
        service.wait_until_watching()
        delivered(server, rejection(1))
        assert mails(service, 1) == ["rejection"]

    def test_a_star_a_move_and_the_users_own_mail_are_understood(server: OtherServer, service: Service) -> None:
        with server.client() as client:
            client.create_folder(DONE)
            service.start()
            service.wait_until_watching()
            delivered(server, rejection(1), rejection(2, "Kestrel Logistics"))
            told(service, 2)
            client.select_folder("INBOX")
            client.add_flags([1], [b"\\Flagged"])
            wait_for(lambda: service.json("show", "a1")["starred"])
            client.copy([1], DONE)
            wait_for(lambda: moved(service) == ["completed"])
            assert steps(service) == [("s1", "completed"), ("s3", "needs_action")]
            answered = message_from_bytes(rejection(2, "Kestrel Logistics"))
            mine = EmailMessage()
            mine["From"], mine["To"], mine["Subject"] = "robin@mail.example", str(answered["From"]), f"Re: {answered['Subject']}"
            mine["Message-ID"], mine["In-Reply-To"] = "<mine@mail.example>", str(answered["Message-ID"])
            mine.set_content("Thank you for letting me know. I would be glad to be considered again.\n")
            client.append("INBOX.Sent", mine.as_bytes())
            wait_for(lambda: ("s4", "completed") in steps(service, "thank"))

    def test_a_server_that_is_started_again_is_signed_in_to_again_and_what_came_meanwhile_is_read(
        server: OtherServer, service: Service
    ) -> None:
        service.start()
        service.wait_until_watching()
        delivered(server, newsletter(1))
        assert mails(service, 1) == ["other"]
        server.stop()
        wait_for(lambda: "state=backoff" in service.log)
        server.start()
        delivered(server, rejection(2))
        assert mails(service, 2) == ["other", "rejection"]
        assert steps(service) != []
