"""One process of the tree: started on a leash in its own session, restarted with patience, ended in time."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

LEASH = Path(__file__).with_name("leash.py")
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0


@dataclass
class Child:
    """A program that should be running. `pause` is how long to wait in seconds before it is started again."""

    name: str
    argv: Sequence[str]
    folder: Path
    passed: Sequence[int] = ()
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE
    falls: int = field(default=0, compare=False)
    due: float = 0.0

    def start(self) -> None:
        """Start the program in its own session: Ctrl-C then reaches only the parent, which decides."""
        argv = [sys.executable, "-I", str(LEASH), str(os.getpid()), *self.argv]
        self.process = subprocess.Popen(  # noqa: S603  our own command lines
            argv, cwd=self.folder, stdin=subprocess.DEVNULL, start_new_session=True, pass_fds=self.passed
        )
        self.started = time.monotonic()

    def has_ended(self) -> bool:
        """Whether the main process is gone. What it left in its session is ended too, then it is reaped."""
        if self.process is None or self.process.returncode is not None:
            return True
        # WNOWAIT leaves the dead process in the table: until we reap it, nobody else can get its number.
        gone = os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if gone is None:
            return False
        _signal_session(self.process, signal.SIGKILL)
        self.process.wait()
        return True

    def watch(self) -> str:
        """Restart the program when it has ended and its pause is over; returns a sentence when it ended."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due:
                self.start()
            return ""
        if not self.has_ended():
            return ""
        self._lengthen_pause(now)
        code, self.process = self.process.returncode, None
        self.due = now + self.pause
        return f"{self.name} ended unexpectedly ({_how(code)}); it starts again in {self.pause:.0f} s."

    def ask_to_end(self) -> None:
        """SIGTERM to the main process only: gunicorn and Celery wind their own children up."""
        if self.process is not None and not self.has_ended():
            # Not Popen.send_signal: that would reap, and forget what the process left in its session.
            os.kill(self.process.pid, signal.SIGTERM)

    def force_to_end(self) -> None:
        """SIGKILL to the whole session, once patience is over."""
        if self.process is not None and not self.has_ended():
            _signal_session(self.process, signal.SIGKILL)
            self.process.wait()

    def _lengthen_pause(self, now: float) -> None:
        steady = now - self.started > STEADY_AFTER
        self.falls = 1 if steady else self.falls + 1
        self.pause = min(FIRST_PAUSE * 2 ** (self.falls - 1), LONGEST_PAUSE)


def _signal_session(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        return f"signal {signal.Signals(-code).name}"
    return f"code {code}"
