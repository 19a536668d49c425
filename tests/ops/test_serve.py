"""`manage.py serve` itself: starts on an empty folder, answers, refuses, stops. And the containers' own commands."""

import fcntl
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from tests.ops.processes import ROOT, descendants, environment, free_port, is_running, manage, until

READY_WITHIN = 300
STOPPED_WITHIN = 10


class Served:
    """A running `serve` on a port and folder of its own."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.output = folder.parent / f"{folder.name}.txt"
        self.began = time.monotonic()
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--prepare", "--port", str(self.port)],
                cwd=ROOT,
                env=environment(folder),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait(self):
        until(lambda: "is ready at" in self.said() or self.process.poll() is not None, seconds=READY_WITHIN)
        assert "is ready at" in self.said(), self.said()
        return self

    def said(self):
        return self.output.read_text()

    def stop(self):
        """Ctrl-C; returns how long stopping took in seconds."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=40)
        return time.monotonic() - began


@pytest.fixture
def serve(tmp_path):
    """Starts instances; whatever a test leaves of them is killed, and their children go with them."""
    made = []

    def start(name="var", *, like=None):
        if like:
            shutil.copytree(like, tmp_path / name)
        made.append(Served(tmp_path / name))
        return made[-1]

    yield start
    for one in made:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """A folder in which an instance has run and stopped before, as on every day but the first.

    Made once for all of xdist's workers: loading the demo takes its time.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "prepared"
    with (shared / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            first = Served(shared / "prepared-unfinished")
            try:
                first.wait()
            finally:
                first.stop()
            first.folder.rename(folder)
    return folder


def page(port, path="/accounts/login/"):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return answer.status, answer.read().decode()


def digest_of_rows(folder):
    """Every row of the instance's database in words, apart from what signing in and the clock leave behind."""
    told = manage(folder, "dumpdata", "--all", "--exclude", "sessions", "--exclude", "contenttypes")
    assert told.returncode == 0, told.stderr
    return told.stdout


@pytest.mark.heavy
def test_serve_starts_answers_stops_and_changes_nothing_the_second_time(serve):
    first = serve().wait()
    assert page(first.port)[0] == 200
    assert "Press Ctrl-C to stop." in first.said()
    children = descendants(first.process.pid)
    assert len(children) >= 3
    assert first.stop() <= STOPPED_WITHIN
    assert first.process.returncode == 0
    assert [pid for pid in children if is_running(pid)] == []
    rows = digest_of_rows(first.folder)
    second = serve().wait()
    assert second.stop() <= STOPPED_WITHIN
    assert digest_of_rows(second.folder) == rows


@pytest.mark.heavy
def test_serve_prints_a_table_of_people_to_sign_in_as(serve, prepared):
    said = serve(like=prepared).wait().said()
    assert re.search(r"coordinator@pipd\.example +\S", said)
    assert "try-the-demo" in said


@pytest.mark.heavy
def test_killed_serve_leaves_no_process_behind(serve, prepared):
    one = serve(like=prepared).wait()
    children = descendants(one.process.pid)
    one.process.kill()
    one.process.wait()
    assert until(lambda: not any(is_running(pid) for pid in children), seconds=30)


@pytest.mark.heavy
@pytest.mark.parametrize("twice", [False, True], ids=["once", "twice"])
def test_serve_ends_in_time_when_every_process_is_told_at_the_same_moment(serve, prepared, twice):
    """As a process manager does. Every other time the worker hangs: its pool is gone before it could wind that up."""
    one = serve(like=prepared).wait()
    time.sleep(3)  # until the worker takes tasks: before that it does not hang
    everybody = [one.process.pid, *descendants(one.process.pid)]
    began = time.monotonic()
    for _ in range(1 + twice):
        for pid in everybody:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
    one.process.wait(timeout=40)
    assert time.monotonic() - began <= STOPPED_WITHIN
    assert [pid for pid in everybody if is_running(pid)] == []


@pytest.mark.heavy
def test_killed_child_is_replaced_and_pages_go_on(serve, prepared):
    one = serve(like=prepared).wait()
    web = next(pid for pid in descendants(one.process.pid) if b"gunicorn" in cmdline(pid))
    os.kill(web, signal.SIGKILL)
    assert until(lambda: "web ended unexpectedly (signal SIGKILL)" in one.said())
    # The parent holds the listening socket: the request waits for the new server instead of being refused.
    assert page(one.port)[0] == 200
    assert web not in descendants(one.process.pid)


@pytest.mark.heavy
def test_two_instances_do_not_disturb_each_other(serve, prepared):
    one, two = serve("one", like=prepared), serve("two", like=prepared)
    one.wait()
    two.wait()
    assert two.stop() <= STOPPED_WITHIN
    assert page(one.port)[0] == 200


def cmdline(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def test_serve_refuses_a_taken_port_in_one_sentence(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        told = manage(tmp_path / "var", "serve", "--port", port)
    assert told.returncode == 1
    assert (
        told.stderr.strip()
        == f"CommandError: Port {port} is already in use. Choose another: make run PORT={int(port) + 1}"
    )


@pytest.mark.parametrize("port", ["eighty", "0", "70000"])
def test_serve_refuses_a_port_that_is_none(tmp_path, port):
    told = manage(tmp_path / "var", "serve", PORT=port)
    assert told.stderr.strip() == f"CommandError: PORT must be a number from 1 to 65535, not '{port}'."


def test_serve_refuses_tables_that_are_not_up_to_date(tmp_path):
    told = manage(tmp_path / "var", "serve", "--port", str(free_port()))
    assert told.returncode == 1
    assert "The tables are not up to date. Run: manage.py migrate" in told.stderr


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_production_refuses_to_start_with_the_demo_settings(tmp_path, name):
    told = manage(tmp_path / "var", "serve", "--only", name, PIPD_MODE="production")
    assert told.returncode == 1
    assert set(re.findall(r"pipd\.E\d+", told.stderr)) == {f"pipd.E00{n}" for n in (3, 4, 5, 6, 7, 8)}
