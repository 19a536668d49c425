"""Ties a program to whoever started it, then becomes that program. Run as a file; imports nothing of ours.

Instead of a `preexec_fn`, whose Python code between fork and exec can dead-lock where threads exist.
"""

import ctypes
import os
import select
import signal
import sys

PR_SET_PDEATHSIG = 1
GRACE = 8.0  # seconds in which a program may wind up once its parent has ended


def tie_to(parent: int) -> None:
    """Ask Linux for SIGTERM when `parent` ends, however it ends, and see to it that this is the end.

    Elsewhere nothing happens. Raises SystemExit when `parent` ended before the request was made.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    watched = _watched(parent)
    if os.getppid() != parent:
        raise SystemExit(1)
    if watched:
        leave_guard(*watched)


def _watched(parent: int) -> tuple[int, int] | None:
    """File descriptors that tell when `parent` and this process end; None where the kernel gives none."""
    try:
        return os.pidfd_open(parent), os.pidfd_open(os.getpid())
    except OSError:
        return None


def leave_guard(parent: int, program: int) -> None:
    """Leave a process in this session that ends all of it `GRACE` seconds after `parent` has ended.

    A program may hang while it winds up: a Celery worker does whose pool was told to end at the same moment as it was.
    """
    between = os.fork()
    if between:  # a grandchild, so that the program has no child it knows nothing of
        os.waitpid(between, 0)
        os.close(parent)
        os.close(program)
        return
    if os.fork():
        os._exit(0)
    try:
        guard(parent, program)
    finally:
        os._exit(0)


def guard(parent: int, program: int) -> None:
    """Wait for the end of either; after that of `parent`, end the session as soon as `program` has ended, or late."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # whoever tells everybody at once must not take the guard away
    low, high = sorted((parent, program))
    for first, last in ((3, low), (low + 1, high), (high + 1, os.sysconf("SC_OPEN_MAX"))):
        os.closerange(first, last)  # the port is not ours to hold
    if program not in _ended(parent, program):
        _ended(program, seconds=GRACE)
        os.killpg(0, signal.SIGKILL)


def _ended(*watched: int, seconds: float | None = None) -> set[int]:
    """Those of `watched` that have ended, as soon as one has, or after so many seconds."""
    waiting = select.poll()
    for one in watched:
        waiting.register(one, select.POLLIN)
    return {one for one, _ in waiting.poll(None if seconds is None else seconds * 1000)}


if __name__ == "__main__":
    tie_to(int(sys.argv[1]))
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606  no shell is wanted
