"""For whoever has lost device, phone and recovery codes: the way back in, by those who run this."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from partnerships.models import User
from partnerships.signing_in.second_step import forget


class Command(BaseCommand):
    """Whoever can run it has the database anyway. It tells its person, and it is in the log."""

    help = "Remove somebody's passkeys, authenticator app and recovery codes, sign them out, and tell them by email."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError("There is no account for this address; nothing was changed.")
        removed = forget(user)
        self.stdout.write(
            f"{removed} removed. They sign in by a code, and set up a second step if they need one."
        )
