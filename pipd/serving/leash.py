"""Ties a program to whoever started it, then becomes that program. Run as a file; imports nothing of ours.

Instead of a `preexec_fn`, whose Python code between fork and exec can dead-lock where threads exist.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def tie_to(parent: int) -> None:
    """Ask Linux for SIGTERM when `parent` ends, however it ends; elsewhere nothing happens.

    Raises SystemExit when `parent` ended before the request was made.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        raise SystemExit(1)


if __name__ == "__main__":
    tie_to(int(sys.argv[1]))
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606  no shell is wanted
