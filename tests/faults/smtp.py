"""A mail server on loopback that is slow, stuck, greylists, or drops the line, as a test says."""

from __future__ import annotations

import socketserver
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from threading import Event, Lock, Thread


@dataclass
class Post:
    """What the server took, and how it behaves. `at_data` and `at_quit` are called before it answers."""

    port: int = 0
    taken: list[str] = field(default_factory=list)
    pause: float = 0.0
    stuck: bool = False
    greylists: bool = False
    drops_after_data: bool = False
    at_data: Callable[[], bool] = lambda: False
    at_quit: Callable[[], bool] = lambda: False
    seen: set[str] = field(default_factory=set)
    lock: Lock = field(default_factory=Lock)
    closing: Event = field(default_factory=Event)
    visits: Counter[str] = field(default_factory=Counter)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def take(self, message: bytes) -> None:
        with self.lock:
            self.taken.append(str(message_from_bytes(message)["Message-ID"]))


class Talk(socketserver.StreamRequestHandler):
    """One conversation."""

    post: Post
    timeout = 60

    def handle(self) -> None:
        with suppress(OSError):  # the other side was killed
            self._handle()

    def _handle(self) -> None:
        if self.post.stuck:
            self.post.visits["stuck"] += 1
            self.post.closing.wait(60)
            return
        self._say("220 here")
        while line := self.rfile.readline():
            verb = line[:4].upper().decode()
            time.sleep(self.post.pause)
            if verb == "RCPT":
                self._say("451 try later" if self._is_new(line.decode()) else "250 fine")
            elif verb == "DATA":
                if not self._data():
                    return
            elif verb == "QUIT":
                if not self.post.at_quit():
                    self._say("221 bye")
                return
            else:
                self._say("250 fine")

    def _is_new(self, line: str) -> bool:
        """Whether nobody has tried this address before: greylisting turns the first one away."""
        with self.post.lock:
            new = self.post.greylists and line not in self.post.seen
            self.post.seen.add(line)
            self.post.visits["greylisted"] += new
        return new

    def _data(self) -> bool:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) and line != b".\r\n":
            lines.append(line)
        if self.post.at_data():
            return False
        self.post.take(b"".join(lines))
        if self.post.drops_after_data:
            self.post.visits["dropped"] += 1
            return False
        self._say("250 taken")
        return True

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def running(port: int = 0) -> Iterator[Post]:
    post = Post()
    server = Server(("127.0.0.1", port), type("Talk", (Talk,), {"post": post}))
    post.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield post
    finally:
        post.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()
