"""A GOV.UK Notify of our own on loopback: it keeps what it took, and answers what a test says."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"pipd_test-{SERVICE}-{SECRET}"


@dataclass
class Notify:
    """`answers` are given to the next messages instead of taking them; `then` happens after one was taken."""

    address: str = ""
    taken: list[dict[str, Any]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    status: str = "sending"
    drop_after: bool = False

    def proof_is_good(self, header: str) -> bool:
        said, _, mark = header.removeprefix("Bearer ").rpartition(".")
        good = hmac.new(SECRET.encode(), said.encode(), hashlib.sha256).digest()
        claims = json.loads(base64.urlsafe_b64decode(said.split(".")[1] + "=="))
        return base64.urlsafe_b64decode(mark + "==") == good and claims["iss"] == SERVICE


class Handler(BaseHTTPRequestHandler):
    """Answers as its `notify` says. Each server has a class of its own, so that none speaks for another."""

    notify: Notify

    def log_message(self, *args: Any) -> None:
        pass

    def _say(self, code: int, value: Any) -> None:
        body = json.dumps(value).encode()
        self.send_response(code)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        notify = self.notify
        notify.asked.append(self.path)
        if not notify.proof_is_good(self.headers["Authorization"]):
            return self._say(403, {"errors": []})
        [wanted] = parse_qs(urlsplit(self.path).query)["reference"]
        known = [{"status": notify.status} for one in notify.taken if one["reference"] == wanted]
        return self._say(200, {"notifications": known})

    def do_POST(self) -> None:
        notify = self.notify
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not notify.proof_is_good(self.headers["Authorization"]):
            return self._say(403, {"errors": []})
        if notify.answers:
            said = {"errors": [{"message": "helen@council.example is bad"}]}
            return self._say(notify.answers.pop(0), said)
        notify.taken.append(body)
        if notify.drop_after:
            return self.connection.close()
        return self._say(201, {"id": "740e5834-3a29-46b4-9a6f-16142fde533a"})


@contextmanager
def running() -> Iterator[Notify]:
    """A Notify that listens on this machine until the block is left."""
    notify = Notify()
    answering = type("Answering", (Handler,), {"notify": notify})
    server = ThreadingHTTPServer(("127.0.0.1", 0), answering)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    notify.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield notify
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
