"""The process tree with small stand-ins for its children: leash, sessions, restarts, deadlines."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from contextlib import suppress
from pathlib import Path

import pytest

from pipd.serving import leash, place
from pipd.serving.child import Child
from pipd.serving.tree import DEADLINE, StartError, Tree
from tests.ops.processes import PATIENCE, ROOT, is_running, until


@pytest.fixture
def child(tmp_path):
    """Makes children that run Python text; ends what is left of them."""
    made = []

    def make(text, **kwargs):
        made.append(Child("stand-in", [sys.executable, "-c", textwrap.dedent(text)], tmp_path, **kwargs))
        return made[-1]

    yield make
    for one in made:
        one.force_to_end()


def pid_written(path):
    assert until(lambda: path.exists() and path.read_text())
    return int(path.read_text())


def test_child_is_in_a_session_of_its_own(child):
    one = child("import time; time.sleep(60)")
    one.start()
    assert os.getsid(one.process.pid) == one.process.pid != os.getsid(0)


def test_child_ends_when_its_parent_is_killed(tmp_path):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "pid")], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    orphan = pid_written(tmp_path / "pid")
    parent.kill()
    parent.wait()
    assert until(lambda: not is_running(orphan))


PARENT = """
import sys, time
from pathlib import Path
from pipd.serving.child import Child
one = Child("orphan", [sys.executable, "-c", "import time; time.sleep(60)"], Path("."))
one.start()
time.sleep(0.5)
Path(sys.argv[1]).write_text(str(one.process.pid))
time.sleep(60)
"""


DEAF = """
import pathlib, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
left = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
pathlib.Path(sys.argv[1]).write_text(str(left.pid))
time.sleep(60)
"""


def guards(word):
    """The processes that stay beside a program, which has `word` on its command line."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            line = path.read_bytes().decode()
            if "leash.py" in line and word in line and is_running(int(path.parent.name)):
                found.append(int(path.parent.name))
    return found


def test_child_that_hangs_does_not_outlive_a_killed_parent_nor_does_what_it_started(tmp_path):
    told, deaf = tmp_path / "pid", tmp_path / "deaf"
    text = PARENT.replace('"import time; time.sleep(60)"', f"{DEAF!r}, {str(deaf)!r}")
    parent = subprocess.Popen([sys.executable, "-c", text, str(told)], cwd=ROOT, stdout=subprocess.DEVNULL)
    orphan, left = pid_written(told), pid_written(deaf)
    [guard] = guards(str(deaf))
    os.kill(guard, signal.SIGTERM)  # as when everybody is told at the same moment
    began = time.monotonic()
    parent.kill()
    parent.wait()
    assert until(lambda: not any(is_running(pid) for pid in (orphan, left, guard)), seconds=leash.GRACE + 2)
    assert time.monotonic() - began > leash.GRACE / 2  # it was given its time


def test_nothing_stays_beside_a_program_that_has_ended(child, tmp_path):
    one = child(f"import time; time.sleep(0.5)  # {tmp_path}")
    one.start()
    assert until(lambda: len(guards(str(tmp_path))) == 1)
    assert until(lambda: guards(str(tmp_path)) == [])
    assert until(one.has_ended)


def test_what_a_dead_child_left_in_its_session_is_ended(child, tmp_path):
    one = child(
        """
        import subprocess, sys, pathlib
        left = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        pathlib.Path("left").write_text(str(left.pid))
        """
    )
    one.start()
    left = pid_written(tmp_path / "left")
    assert until(one.has_ended)
    assert until(lambda: not is_running(left))


def test_ended_child_is_started_again_after_a_growing_pause(child):
    one = child("raise SystemExit(3)")
    one.start()
    news, pauses = [], []
    limit = time.monotonic() + PATIENCE
    while len(news) < 2 and time.monotonic() < limit:
        if said := one.watch():
            news.append(said)
            pauses.append(one.pause)
        time.sleep(0.02)
    assert pauses == [1, 2]
    assert news[0] == "stand-in ended unexpectedly (code 3); it starts again in 1 s."


def test_child_that_ran_steadily_starts_with_the_short_pause(child, monkeypatch):
    monkeypatch.setattr("pipd.serving.child.STEADY_AFTER", -1)
    one = child("pass")
    one.falls = 5
    one.start()
    assert until(one.has_ended)
    assert "code 0" in one.watch()
    assert (one.falls, one.pause) == (1, 1)


def run_tree(children, *, stop_after=0.3, ask=lambda: 200, deadline=5):
    """Run a tree in this process and stop it as a terminal would; returns what it said and the seconds of stopping."""
    said, stopping = [], []

    def ready():
        stopping.append(time.monotonic() + stop_after)
        signal.setitimer(signal.ITIMER_REAL, stop_after)

    before = signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGINT))
    try:
        Tree(children, say=said.append, deadline=deadline).run(ask=ask, when_ready=ready)
    finally:
        signal.signal(signal.SIGALRM, before)
    return said, time.monotonic() - stopping[0]


def test_tree_ends_all_children_on_ctrl_c(child):
    children = [child("import time; time.sleep(60)") for _ in range(3)]
    said, seconds = run_tree(children)
    assert (said, all(one.has_ended() for one in children)) == ([], True)
    assert seconds < 3


def test_tree_puts_signal_handlers_back(child):
    before = signal.getsignal(signal.SIGINT)
    run_tree([child("import time; time.sleep(60)")])
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize(
    ("deadline", "within"),
    [(0.5, 4), pytest.param(DEADLINE, 10, id="as serve does")],
)
def test_tree_kills_a_child_that_does_not_end_by_the_deadline(child, tmp_path, deadline, within):
    one = child(
        """
        import pathlib, signal, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        pathlib.Path("deaf").write_text("1")
        time.sleep(60)
        """
    )
    deaf = tmp_path / "deaf"
    said, seconds = run_tree([one], ask=lambda: 200 if deaf.exists() else 0, deadline=deadline)
    assert said == ["stand-in did not end by itself and was stopped."]
    assert one.process.returncode == -signal.SIGKILL
    assert seconds < within


def test_tree_gives_up_on_a_child_that_cannot_start(child, monkeypatch):
    monkeypatch.setattr("pipd.serving.child.FIRST_PAUSE", 0.01)
    steady = child("import time; time.sleep(60)")
    with pytest.raises(StartError, match="stand-in ended 3 times while starting"):
        Tree([child("raise SystemExit(1)"), steady], say=lambda line: None).run(
            ask=lambda: 0, when_ready=lambda: None
        )
    assert steady.has_ended()


def test_tree_says_what_it_waits_for(child, monkeypatch):
    monkeypatch.setattr("pipd.serving.tree.SLOW", 0.1)
    answers = iter([500, 500, 500])
    said, _ = run_tree([child("import time; time.sleep(60)")], ask=lambda: next(answers, 200))
    assert said == ["Still not ready after 0 s: the sign-in page answers 500."]


def test_taken_port_is_told_with_another_to_choose():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(
            place.PlaceTakenError, match=f"Port {port} is already in use. Choose another: make run"
        ):
            place.listen("127.0.0.1", port)


def test_folder_belongs_to_one_at_a_time(tmp_path):
    with (
        place.claim(tmp_path),
        pytest.raises(place.PlaceTakenError, match=f"already running from .* \\(process {os.getpid()}\\)"),
    ):
        place.claim(tmp_path)
    place.claim(tmp_path).close()
