"""What runs inside of a machine beside the watcher, with nothing but the standard library.

python inside.py dns ADDRESS        a name server on loopback that knows every name to be at ADDRESS
python inside.py hook PORT FILE     a notification service: what is posted to it is a line of FILE
"""

from __future__ import annotations

import json
import socket
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

_HEADER, _A, _IN = 12, 1, 1


def answer(question: bytes, address: str) -> bytes:
    """RFC 1035, 4.1: the address to a question for one, and to any other question that there is no answer."""
    end = question.index(0, _HEADER) + 5  # the name, its kind and class
    kind = int.from_bytes(question[end - 4 : end - 2], "big")
    known = kind == _A
    head = question[:2] + bytes([0x81, 0x80, 0, 1, 0, int(known), 0, 0, 0, 0])
    record = bytes([0xC0, _HEADER, 0, _A, 0, _IN, 0, 0, 0, 1, 0, 4]) + socket.inet_aton(address)
    return head + question[_HEADER:end] + (record if known else b"")


def dns(address: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 53))
        while True:
            question, asker = server.recvfrom(4096)
            server.sendto(answer(question, address), asker)


def hook(port: str, file: str) -> None:
    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with Path(file).open("a", encoding="utf-8") as heard:
                heard.write(json.dumps(json.loads(body)) + "\n")
            self.send_response(200)
            self.end_headers()

    HTTPServer(("", int(port)), Hook).serve_forever()


if __name__ == "__main__":
    {"dns": dns, "hook": hook}[sys.argv[1]](*sys.argv[2:])
