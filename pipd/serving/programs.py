"""The exact command line of each process, in one place: `serve` and the containers run the same ones."""

import sys
from pathlib import Path

NAMES = ("web", "worker", "beat")


def web(*, bind: str) -> list[str]:
    """The web server listening on `bind`, gunicorn's own notation: host:port or fd://number."""
    conf = "python:pipd.serving.gunicorn_conf"
    return [sys.executable, "-m", "gunicorn", "--config", conf, "--bind", bind, "pipd.wsgi"]


def worker(*, log_level: str) -> list[str]:
    """The task worker; how many tasks at a time is WORKER_CONCURRENCY in the settings."""
    # Workers owe each other nothing: the rows are the queue. Gossip would only cost broker traffic.
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return [*_celery(), "worker", "--loglevel", log_level, *quiet]


def beat(*, log_level: str, var: Path) -> list[str]:
    """The timetable. One is enough; two cost nothing but doubled sweeps that find no work."""
    folder = var / "beat"
    folder.mkdir(parents=True, exist_ok=True)
    # No pid file: one left by a killed machine would keep the next beat from starting.
    return [*_celery(), "beat", "--loglevel", log_level, "--schedule", str(folder / "schedule"), "--pidfile="]


def _celery() -> list[str]:
    # Celery warns about root because of pickled messages; ours are JSON and hold ids only.
    hushed = ["-W", "ignore:You're running the worker with superuser privileges"]
    return [sys.executable, *hushed, "-m", "celery", "--app", "pipd", "--quiet"]
