"""Keeps a set of children running until told to stop, then ends them all within a deadline."""

import signal
import threading
import time
from collections.abc import Callable, Sequence
from types import FrameType

from pipd.serving import answers
from pipd.serving.child import Child

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
BEAT_OF_WATCH = 0.2
DEADLINE = 8.0  # seconds: Ctrl-C promises that everything has ended within ten
HOPELESS = 3
SLOW = 20.0


class StartError(RuntimeError):
    """A child ended again and again before the tree was ever ready; the sentence says which."""


class Tree:
    """The running children. `say` prints one line; an ending child is waited for `deadline` seconds."""

    def __init__(
        self, children: Sequence[Child], *, say: Callable[[str], None], deadline: float = DEADLINE
    ) -> None:
        self.children = children
        self.say = say
        self.deadline = deadline
        self.stop_asked = threading.Event()
        self.hurry = threading.Event()

    def run(self, *, ask: Callable[[], int], when_ready: Callable[[], None]) -> None:
        """Start everything, call `when_ready` once, watch until a stop signal, and leave nothing running.

        `ask` gives the HTTP status of a page, or 0 for silence.

        Raises StartError when a child keeps ending before the tree was ready.
        """
        before = {number: signal.signal(number, self._on_signal) for number in STOP_SIGNALS}
        try:
            for child in self.children:
                child.start()
            self._wait_until_ready(ask)
            if not self.stop_asked.is_set():
                when_ready()
            while not self.stop_asked.wait(BEAT_OF_WATCH):
                self._watch()
        finally:
            self._end()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _wait_until_ready(self, ask: Callable[[], int]) -> None:
        told_at = time.monotonic() + SLOW
        while not self.stop_asked.wait(BEAT_OF_WATCH):
            self._watch()
            for child in self.children:
                if child.falls >= HOPELESS:
                    raise StartError(f"{child.name} ended {child.falls} times while starting; see above.")
            found = ask()
            if answers.is_well(found):
                return
            if time.monotonic() > told_at:
                told_at = float("inf")
                self.say(
                    f"Still not ready after {SLOW:.0f} s: the sign-in page answers {found or 'nothing'}."
                )

    def _watch(self) -> None:
        for child in self.children:
            if news := child.watch():
                self.say(news)

    def _end(self) -> None:
        for child in self.children:
            child.ask_to_end()
        limit = time.monotonic() + self.deadline
        left = [child for child in self.children if not child.has_ended()]
        while left and time.monotonic() < limit and not self.hurry.wait(0.05):
            left = [child for child in left if not child.has_ended()]
        for child in left:
            self.say(f"{child.name} did not end by itself and was stopped.")
            child.force_to_end()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        # A second Ctrl-C means now.
        (self.hurry if self.stop_asked.is_set() else self.stop_asked).set()
