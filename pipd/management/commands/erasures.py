"""Who was erased, to be kept beside each backup; and erasing them again after an older one was put back (R13)."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pipd import erasing


class Command(BaseCommand):
    """Ids and moments alone: the list says nothing of anybody without a backup to look them up in."""

    help = "List who was erased. With --again FILE, such a list: erase again whoever a backup brought back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", metavar="FILE", help="a list that this command made")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["again"]:
            for person, at in erasing.listed():
                self.stdout.write(f"{person} {at.isoformat(timespec='seconds')}")
            return
        number = erasing.again(_people(Path(options["again"])))
        self.stdout.write(f"Erased again: {number}.")


def _people(path: Path) -> list[UUID]:
    """The ids that begin the lines of a list. Raises CommandError for a file that is none, and does nothing of it."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [UUID(line.split()[0]) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} is no list of this command: nothing was done.") from error
