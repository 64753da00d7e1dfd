"""XMPP and Matrix: real servers, and clients that receive the message. `make test-full` runs them: Synapse is a big thing to install."""

from __future__ import annotations

import os
from pathlib import Path

if os.environ.get("WATCHER_FULL"):
    from parts.chat import prosody, synapse
    from parts.posting import posting

    TITLE, BODY = "Danke an Zoë: Kestrel", "Jetzt ist ein guter Moment.\n<b>no markup</b> & so on"

    def test_an_xmpp_client_receives_the_words(tmp_path: Path) -> None:
        with prosody(tmp_path) as chat, posting() as post:
            url = f"xmpp://sam:pass@localhost:{chat.port}/phone@localhost?mode=starttls&verify=no"
            assert post.deliver(url, TITLE, BODY).ok
            assert chat.next().split("\n", 1) == [TITLE, BODY]
            refused = post.deliver(url.replace(":pass@", ":wrong@"), TITLE, BODY)
            assert not refused.ok

    def test_a_matrix_client_receives_the_words(tmp_path: Path) -> None:
        with synapse(tmp_path) as matrix, posting() as post:
            url = f"matrix://sam:pass@127.0.0.1:{matrix.port}/{matrix.room}?hsreq=no"
            assert post.deliver(url, TITLE, BODY).ok
            content = matrix.receive()["content"]
            assert content["body"].replace("\r", "").split("\n", 1) == [TITLE, BODY]
            assert "formatted_body" not in content
            refused = post.deliver(url.replace(":pass@", ":wrong@"), TITLE, BODY)
            assert not refused.ok
