"""A receiving XMPP client as a program: signs in as phone@localhost, says that it has, and then each message as a line of JSON.

python xmpp_phone.py PORT
"""

from __future__ import annotations

import asyncio
import json
import ssl
import sys

import slixmpp


class Phone(slixmpp.ClientXMPP):
    def __init__(self) -> None:
        super().__init__("phone@localhost", "pass")
        self.ssl_context.check_hostname = False
        self.ssl_context.verify_mode = ssl.CERT_NONE  # the server's certificate was made a moment ago
        self.add_event_handler("session_start", self.started)
        self.add_event_handler("message", lambda message: say(str(message["body"])))

    def started(self, _event: object) -> None:
        self.send_presence()
        say("signed in")


def say(text: str) -> None:
    sys.stdout.write(json.dumps(text) + "\n")
    sys.stdout.flush()


async def main() -> None:
    phone = Phone()
    phone.connect("127.0.0.1", int(sys.argv[1]))
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
