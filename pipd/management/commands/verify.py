"""`manage.py verify`: every invariant a query can check, the log's chain, and the digests of documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pipd.each_app import ask_each_app
from pipd.kit import documents, log


def everything_wrong() -> Iterator[str]:
    """What each app and the kit find wrong, in the order of the apps; lazily, for a large database."""
    for app in ask_each_app("verify"):
        yield from app.verify()
    yield from log.verify()
    yield from documents.verify()


class Command(BaseCommand):
    help = "Checks that the data hold together; names what does not, and ends with 1."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for found, sentence in enumerate(everything_wrong(), start=1):  # noqa: B007  counted on purpose
            self.stdout.write(sentence)
        if found:
            raise CommandError(f"{found} wrong.")
        if options["verbosity"]:
            self.stdout.write("Everything holds together.")
