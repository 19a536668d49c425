"""Many plans through a worker of two processes: both cores stay busy and no process grows without end.

Sixty with every run of the long tests; four hundred, which take two cores for some six minutes, with `make load`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import figures

PLANS = int(os.environ.get("PLANS", "60"))
MOST_MEMORY = 450  # MB of one process; pipd/settings.py replaces a process before it gets there
ENOUGH = 0.8  # of what the busier of two processes did, the other did at least
MOST_IDLE = 0.1  # of the time of two cores while plans are being made

PREPARE = """
import django, sys
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from uuid import UUID, uuid4
from pipd.kit import documents
from tests.kit.test_pdf import many_actions
value = many_actions(5, 4)
for n in range(int(sys.argv[1])):
    documents.request(kind="plan", subject=uuid4(), chain=str(UUID(int=1)), value=value, by=uuid4())
"""
RING = """
import django
django.setup()
from pipd.kit import documents
from pipd.kit.tasks import render_document
for pk in documents.sweep(limit=100_000):
    render_document.delay(str(pk))
"""
COUNT = """
import django
django.setup()
from pipd.kit.models import Document
print(Document.objects.filter(state="ready").count(), Document.objects.filter(state="failed").count())
"""


def run(script: str, env: dict[str, str], *args: str) -> str:
    told = subprocess.run(
        [sys.executable, "-c", script, *args], env=env, capture_output=True, text=True, check=True
    )
    return told.stdout


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in listed]


def used(pid: int) -> tuple[float, float]:
    """Processor seconds and megabytes of a process; nothing of one that has ended meanwhile."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except FileNotFoundError:
        return 0.0, 0.0
    tick, page = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
    return (int(fields[11]) + int(fields[12])) / tick, int(fields[21]) * page / 1e6


def idled() -> float:
    """Seconds in which processors of this machine had nothing to do since it started, of all together."""
    fields = Path("/proc/stat").read_text().splitlines()[0].split()
    return (int(fields[4]) + int(fields[5])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.heavy
def test_many_plans_keep_both_cores_busy_in_bounded_memory(record_property, tmp_path: Path) -> None:
    env = {
        **os.environ,
        "PIPD_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "pipd.settings",
        "PYTHONPATH": ".",
    }
    for name in ("DATABASE_URL", "REDIS_URL"):
        env.pop(name, None)
    run(PREPARE, env, str(PLANS))
    run(RING, env)
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "pipd", "worker", "--concurrency", "2", "--loglevel", "ERROR"],
        env=env,
        start_new_session=True,
    )
    try:
        told = watched(worker, env)
    finally:
        ended(worker)
    assert told["failed"] == 0
    figures.tell(record_property, f"{PLANS} plans, plans a second", f"{told['ready'] / told['seconds']:.2f}")
    figures.tell(record_property, f"{PLANS} plans, cores kept busy", f"{told['cores']:.2f}")
    figures.tell(record_property, f"{PLANS} plans, share of two cores left idle", f"{told['idle']:.3f}")
    figures.tell(record_property, f"{PLANS} plans, most memory of a process, MB", f"{told['memory']:.0f}")
    assert told["ready"] == PLANS
    assert told["memory"] < MOST_MEMORY
    assert told["least"] >= ENOUGH * told["most"], "one process did far more than the other"
    assert told["idle"] <= MOST_IDLE, "a core had nothing to do while plans were waiting"


def ended(worker: subprocess.Popen[bytes]) -> None:
    """Tell the worker alone, which ends its pool; a pool that is told as well leaves it waiting for word."""
    worker.terminate()
    try:
        worker.wait(60)
    except subprocess.TimeoutExpired:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait(30)


def watched(worker: subprocess.Popen[bytes], env: dict[str, str]) -> dict[str, float]:
    """Look every other second until all are made: how busy each process was, and how large it grew."""
    spent: dict[int, float] = {}
    seen: list[
        tuple[float, float, float]
    ] = []  # when, the pool's seconds by then, and the idle ones of the machine
    memory, begun, ready, failed = 0.0, time.monotonic(), 0, 0
    while ready + failed < PLANS and time.monotonic() - begun < PLANS * 10:
        time.sleep(2)
        for pid in children(worker.pid):
            seconds, size = used(pid)
            spent[pid], memory = max(spent.get(pid, 0.0), seconds), max(memory, size)
        seen.append((time.monotonic(), sum(spent.values()), idled()))
        if int(time.monotonic() - begun) % 10 < 2:
            ready, failed = (int(part) for part in run(COUNT, env).split())
    took = time.monotonic() - begun
    busiest = sorted(spent.values())[-2:]
    facts = {"ready": ready, "failed": failed, "seconds": took, "memory": memory, "idle": idle_share(seen)}
    return facts | {"cores": sum(spent.values()) / took, "least": busiest[0], "most": busiest[-1]}


def idle_share(seen: list[tuple[float, float, float]]) -> float:
    """Of the time of two cores, how much was left while the pool had work: neither its start nor its last plan."""
    working = [n for n in range(1, len(seen)) if seen[n][1] - seen[n - 1][1] > 0.5]
    assert len(working) > 2, "too short to say how busy the cores were"
    (began, _, idle), (ended_at, _, idle_then) = seen[working[0]], seen[working[-1] - 1]
    took = ended_at - began
    # More than two cores have more time to spare than two processes can use.
    return max(0.0, idle_then - idle - ((os.cpu_count() or 2) - 2) * took) / (2 * took)
