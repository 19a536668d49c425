"""Real workers on the test's own database and a queue of their own, killed as a machine kills; loopback only."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import redis
from celery import Celery
from django.conf import settings
from django.db import connection

from tests.ops.processes import ROOT, descendants, environment

PATIENCE = 120


def until(condition: Callable[[], Any], *, seconds: float = PATIENCE, every: float = 0.05) -> float:
    """Wait for `condition`; how long it took. Fails when it does not hold in time."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, f"still not so after {seconds:.0f} s"
        time.sleep(every)
    return time.monotonic() - began


class Process:
    """One worker or beat in a session of its own."""

    def __init__(self, argv: list[str], env: dict[str, str], log: Path) -> None:
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                argv,
                cwd=ROOT,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def kill(self) -> None:
        """kill -9 to all of it: the main process and its pool."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def kill_pool(self) -> int:
        """kill -9 to the processes that do the work; the main one starts others. How many there were."""
        pool = descendants(self.process.pid)
        for pid in pool:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return len(pool)


class Rig:
    """Starts processes, rings for tasks, empties the queue; ends only what it started."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.prefix = folder, f"faults-{uuid4().hex[:12]}:"
        self.log = folder / "log.txt"
        self.started: list[Process] = []
        self.mail: dict[str, str] = {}
        self.queue = folder / "var/broker/queue"
        broker = settings.REDIS_URL or "filesystem://localhost"
        self.app = Celery(
            "rig", broker=broker, set_as_current=False
        )  # or every task of ours would be its own
        self.app.conf.broker_transport_options = self._transport()
        self.app.conf.task_publish_retry = False

    def _transport(self) -> dict[str, Any]:
        if settings.REDIS_URL:
            return {"global_keyprefix": self.prefix}
        for name in ("queue", "control", "processed"):
            (self.queue.parent / name).mkdir(parents=True, exist_ok=True)
        folders = {"data_folder_in": str(self.queue), "data_folder_out": str(self.queue)}
        return {**folders, "control_folder": str(self.queue.parent / "control"), "store_processed": False}

    def env(self, **told: Any) -> dict[str, str]:
        more = {
            "DATABASE_URL": database_url(),
            "FAULTS_PREFIX": self.prefix,
            "FAULTS": json.dumps(told),
            **self.mail,
        }
        if settings.REDIS_URL:
            more["REDIS_URL"] = settings.REDIS_URL
        return environment(self.folder / "var", **more)

    def start(self, *argv: str, **told: Any) -> Process:
        made = Process([sys.executable, "-m", "tests.faults.work", *argv], self.env(**told), self.log)
        self.started.append(made)
        return made

    def worker(self, *, concurrency: int = 1, **told: Any) -> Process:
        return self.start("worker", str(concurrency), **told)

    def beat(self) -> Process:
        return self.start("beat", str(self.folder / "schedule"))

    def ring(self, task: str, *args: str) -> None:
        self.app.send_task(task, args)

    def flush(self) -> int:
        """Lose everything that waits in the queue; how much there was."""
        if settings.REDIS_URL:
            lent = redis.Redis.from_url(settings.REDIS_URL)
            waiting = lent.llen(f"{self.prefix}celery")
            for key in lent.scan_iter(f"{self.prefix}*"):
                lent.delete(key)
            return int(waiting)
        waiting = len(list(self.queue.glob("*.msg")))
        shutil.rmtree(self.queue)
        self.queue.mkdir()
        return waiting

    def said(self) -> str:
        return self.log.read_text() if self.log.exists() else ""

    def end(self) -> None:
        for process in self.started:
            process.kill()
        self.app.close()
        self.flush()


def database_url() -> str:
    """The test's own database, for a process beside it."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    password = f":{told['PASSWORD']}" if told["PASSWORD"] else ""
    return f"postgres://{told['USER']}{password}@{told['HOST']}:{told['PORT'] or 5432}/{told['NAME']}"
