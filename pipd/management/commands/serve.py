"""manage.py serve: the whole of pipd as one process tree, or one of its processes as a container runs it."""

import os
import socket
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.shortcuts import resolve_url

from partnerships import demo
from pipd.serving import answers, place, programs, statics, welcome
from pipd.serving.child import Child
from pipd.serving.tree import StartError, Tree


class Command(BaseCommand):
    """Starts web, worker and beat; stops them together on Ctrl-C."""

    help = "Start pipd: web, worker and beat as one process tree. Refuses when a system check fails."
    requires_system_checks = []  # run in refuse_unless_sound, after --prepare and with the database's own

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000", help="default: PORT, or 8000")
        parser.add_argument(
            "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
        )
        parser.add_argument(
            "--prepare",
            action="store_true",
            help="first bring tables and static files up to date; in demo mode also load the demo if empty",
        )
        parser.add_argument(
            "--only", choices=programs.NAMES, help="become this one process, as in a container"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        port = _port(options["port"])
        os.environ["PORT"] = str(port)
        if options["only"]:
            self._become(options["only"], bind=f"{options['host']}:{port}")
        try:
            with place.claim(settings.VAR_DIR), place.listen(options["host"], port) as listening:
                self._serve(options, listening, port)
        except (place.PlaceTakenError, StartError) as error:
            raise CommandError(str(error)) from error

    def _serve(self, options: dict[str, Any], listening: socket.socket, port: int) -> None:
        if options["prepare"]:
            prepare()
        self._refuse_unless_sound()
        connections.close_all()
        tree = Tree(_children(listening), say=lambda line: self.stderr.write(self.style.WARNING(line)))
        probe = options["host"] if options["host"] not in ("0.0.0.0", "::") else "127.0.0.1"  # noqa: S104  compared, not bound
        tree.run(
            ask=lambda: _status(probe, port),
            when_ready=lambda: self.stdout.write(_welcome(probe, port)),
        )
        self.stdout.write("pipd has stopped.")

    def _become(self, name: str, *, bind: str) -> None:
        """Turn into the process `name`, which then gets the signals of whoever started this one."""
        self._refuse_unless_sound()
        connections.close_all()
        argv = _argv(name, bind=bind)
        os.execv(argv[0], argv)  # noqa: S606  no shell is wanted

    def _refuse_unless_sound(self) -> None:
        """Raises SystemCheckError or CommandError rather than start what would fail or leak later."""
        self.check(databases=["default"], include_deployment_checks=not settings.DEMO)
        if not tables_are_current():
            raise CommandError("The tables are not up to date. Run: manage.py migrate, then start again.")


def prepare() -> None:
    """Bring an instance's own data up to date. Changes nothing when run again."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    statics.collect()
    if settings.DEMO:
        call_command("demo")


def tables_are_current() -> bool:
    """Whether every migration has been applied."""
    executor = MigrationExecutor(connections["default"])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _port(given: str) -> int:
    if not given.isdecimal() or not 1 <= int(given) <= 65535:
        raise CommandError(f"PORT must be a number from 1 to 65535, not {given!r}.")
    return int(given)


def _argv(name: str, *, bind: str) -> list[str]:
    log_level = os.environ.get("LOG_LEVEL", "WARNING")
    if name == "web":
        return programs.web(bind=bind)
    if name == "worker":
        return programs.worker(log_level=log_level)
    return programs.beat(log_level=log_level, var=settings.VAR_DIR)


def _children(listening: socket.socket) -> list[Child]:
    number = listening.fileno()
    folder = Path(settings.BASE_DIR)
    return [
        Child(name, _argv(name, bind=f"fd://{number}"), folder, passed=(number,) if name == "web" else ())
        for name in programs.NAMES
    ]


def _status(address: str, port: int) -> int:
    host = answers.host_name(settings.ALLOWED_HOSTS)
    path = resolve_url(settings.LOGIN_URL)
    return answers.status(port, address=address, path=path, host=host, timeout=2)


def _welcome(address: str, port: int) -> str:
    if not settings.DEMO:
        return welcome.text(address=settings.BASE_URL)
    folder = getattr(settings, "EMAIL_FILE_PATH", "")
    people = [(email, f"{title}. {line}") for email, title, line, *_ in demo.SIGN_INS]
    return welcome.text(
        address=f"http://{address}:{port}/", sign_ins=people, password=demo.PASSWORD, mail=folder
    )
