"""Looking at processes from outside, and starting pipd's own with nothing inherited that would steer them."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PATIENCE = 10
STEERING = (
    "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "PIPD_MODE", "SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "PORT",
)  # fmt: skip


def until(condition, *, seconds=PATIENCE):
    """Wait for `condition` to hold and return whether it did."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if condition():
            return True
        time.sleep(0.02)
    return False


def stat(pid):
    """The state letter and the parent of `pid`, or None when there is no such process."""
    try:
        state, parent, *_ = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return state, int(parent)


def is_running(pid):
    """Whether `pid` is a process that has not ended, told without signalling it."""
    found = stat(pid)
    return found is not None and found[0] != "Z"


def descendants(pid):
    """The numbers of all processes below `pid`."""
    everyone = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]
    children = [one for one in everyone if (found := stat(one)) and found[1] == pid]
    return children + [deeper for one in children for deeper in descendants(one)]


def free_port():
    """A port of this machine that nothing listens on at the moment."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def environment(folder, **more):
    """This environment without what steers pipd, with `folder` as its own, and `more`."""
    kept = {name: value for name, value in os.environ.items() if name not in STEERING}
    return {**kept, "PIPD_VAR": str(folder), "PYTHONUNBUFFERED": "1", **more}


def manage(folder, *args, **more):
    """Run one management command to its end."""
    argv = [sys.executable, "manage.py", *args]
    own = environment(folder, **more)
    return subprocess.run(argv, cwd=ROOT, env=own, capture_output=True, text=True, timeout=300, check=False)
