"""A list of leaked passwords of our own on loopback, which is asked as the published one is, and misbehaves as told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

OTHERS = ["0018A45C4D1DEF81644B54AB7F969B88D65:10", "00D4F6E8FA6EECAD2A3AA415EEC418D38EC:1,204"]
DRIP = 0.3  # seconds between two bytes: less than any limit for one part of an answer


def hashed(password: str) -> str:
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


@dataclass
class Leaked:
    """`listed` are the passwords in the list; `does` is what it does when asked: answer, wait, drip, or one it says."""

    address: str = ""
    listed: list[str] = field(default_factory=list)
    does: str = "answer"
    status: int = 200
    says: bytes | None = None
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def answer_to(self, prefix: str) -> bytes:
        if self.says is not None:
            return self.says
        found = [hashed(one)[5:] + ":7" for one in self.listed if hashed(one)[:5] == prefix]
        return "\r\n".join([*OTHERS, *found]).encode()


class Handler(BaseHTTPRequestHandler):
    """Each server has a class of its own, so that none speaks for another."""

    leaked: Leaked

    def log_message(self, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        leaked = self.leaked
        leaked.asked.append((self.path, dict(self.headers)))
        if leaked.does == "wait":
            leaked.over.wait(30)
        body = leaked.answer_to(self.path.rpartition("/")[2])
        with suppress(OSError):  # whoever asked may be gone
            self.send_response(leaked.status)
            self.send_header("Location", f"{leaked.address}elsewhere/")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self._send(body)

    def _send(self, body: bytes) -> None:
        if self.leaked.does != "drip":
            self.wfile.write(body)
            return
        for byte in body:
            if self.leaked.over.wait(DRIP):
                return
            self.wfile.write(bytes([byte]))
            self.wfile.flush()


@contextmanager
def running() -> Iterator[Leaked]:
    """A list that is asked on this machine until the block is left."""
    leaked = Leaked()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Answering", (Handler,), {"leaked": leaked}))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    leaked.address = f"http://127.0.0.1:{server.server_port}/range/"
    try:
        yield leaked
    finally:
        leaked.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
