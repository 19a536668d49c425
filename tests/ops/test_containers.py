"""The commands of docker-compose.yml, run here on PostgreSQL and Redis: migrations, two web processes, worker, beat."""

import os
import re
import secrets
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
import yaml

from tests.ops.processes import ROOT, environment, free_port, manage, until

NEEDED = ("DATABASE_URL", "REDIS_URL")
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
HEALTH = ["python", "-I", "pipd/serving/answers.py"]
START_WITHIN = 60

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(
        not all(os.environ.get(name) for name in NEEDED), reason="needs DATABASE_URL and REDIS_URL"
    ),
]


def ask_server(sql):
    with closing(psycopg2.connect(os.environ["DATABASE_URL"])) as link:
        link.autocommit = True
        with link.cursor() as cursor:
            cursor.execute(sql)


@pytest.fixture
def database():
    """The address of an empty database beside the one that the suite was given."""
    server, name = os.environ["DATABASE_URL"].rsplit("/", 1)
    own = f"test_{name}_{secrets.token_hex(4)}"
    ask_server(f'CREATE DATABASE "{own}"')
    yield f"{server}/{own}"
    ask_server(f'DROP DATABASE "{own}" WITH (FORCE)')


@pytest.fixture(scope="session")
def image(tmp_path_factory):
    """A folder as the Dockerfile leaves it: static files collected before the image is told it is for production."""
    folder = tmp_path_factory.mktemp("image")
    assert manage(folder, "collectstatic", "--noinput").returncode == 0
    return folder


@pytest.fixture
def container(image, database):
    """The environment that docker-compose.yml gives, with this machine's addresses in place of the services'."""
    given = COMPOSE["web"]["environment"]
    own = {
        name: re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", value)
        for name, value in given.items()
        if ":?" not in value
    }
    own |= {
        "DATABASE_URL": database,
        "REDIS_URL": os.environ["REDIS_URL"],
        "EMAIL_URL": "smtp://127.0.0.1:1025",
    }
    own |= {"SECRET_KEY": secrets.token_urlsafe(48)}
    # In a container, `python` and `celery` are the ones that the image was made with.
    own["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return environment(image, **own)


@pytest.fixture
def start(container, tmp_path):
    """Starts a service's command; kills what is left of it afterwards."""
    made = []

    def one(name, **more):
        output = (tmp_path / f"{name}{len(made)}.txt").open("w+")
        made.append(
            subprocess.Popen(
                COMPOSE[name]["command"],
                cwd=ROOT, env=container | more, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
            )
        )  # fmt: skip
        made[-1].output = output
        return made[-1]

    yield one
    for process in made:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        process.output.close()


def said(process):
    process.output.seek(0)
    return process.output.read()


def is_healthy(container, port):
    found = subprocess.run(
        HEALTH, cwd=ROOT, env=container | {"PORT": str(port)}, capture_output=True, check=False
    )
    return found.returncode == 0


def stop(process, *, within):
    """What `docker stop` does; returns the exit code."""
    process.terminate()
    began = time.monotonic()
    process.wait(timeout=within + 20)
    assert time.monotonic() - began <= within
    return process.returncode


def test_compose_commands_run_on_postgresql_and_redis(container, start):
    migrate = start("migrate")
    assert migrate.wait(timeout=120) == 0, said(migrate)
    ports = [free_port(), free_port()]
    webs = [start("web", PORT=str(port)) for port in ports]
    worker, beat = start("worker"), start("beat")
    for web, port in zip(webs, ports, strict=True):
        assert until(lambda port=port: is_healthy(container, port), seconds=START_WITHIN), said(web)
    address = urllib.request.Request(
        f"http://127.0.0.1:{ports[0]}/accounts/login/",
        headers={"X-Forwarded-Proto": "https", "Host": "localhost"},
    )
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310
        assert answer.headers["Strict-Transport-Security"]
    ping = COMPOSE["worker"]["healthcheck"]["test"][1].replace("$$HOSTNAME", "$(hostname)")
    assert until(
        lambda: (
            subprocess.run(["sh", "-c", ping], cwd=ROOT, env=container, capture_output=True).returncode == 0
        ),
        seconds=START_WITHIN,
    ), said(worker)
    assert beat.poll() is None, said(beat)
    codes = [stop(web, within=10) for web in webs] + [stop(worker, within=30), stop(beat, within=10)]
    assert codes == [0, 0, 0, 0]


def test_container_refuses_a_database_without_tables(start):
    web = start("web", PORT=str(free_port()))
    assert web.wait(timeout=30) == 1
    assert "The tables are not up to date" in said(web)


def test_container_refuses_the_demo_inside(start, image, database):
    assert start("migrate").wait(timeout=120) == 0
    demo = manage(image, "shell", "-c", PLANT, DATABASE_URL=database)
    assert demo.returncode == 0, demo.stderr
    worker = start("worker")
    assert worker.wait(timeout=30) == 1
    assert "pipd.E009" in said(worker)


PLANT = "from partnerships.models import Programme; Programme.objects.create(name='A programme', demo=True)"
