"""For whoever has lost the mailbox their account is at and cannot sign in: another address, by those who run this."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from partnerships import addresses
from partnerships.membership import NotPossible
from partnerships.models import User


class Command(BaseCommand):
    """Whoever can run it has the database anyway. It tells both addresses, and it is in the log."""

    help = (
        "Move somebody's account to another email address, sign them out everywhere, and tell both addresses."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("old", help="the address of the account as it is")
        parser.add_argument("new", help="the address it gets; make sure first that it is theirs")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["old"].strip()).first()
        if user is None:
            raise CommandError("There is no account for this address; nothing was changed.")
        new = options["new"].strip().lower()
        try:
            validate_email(new)
            addresses.change(user, new, by_operator=True)
        except ValidationError:
            raise CommandError("The new one is no email address; nothing was changed.") from None
        except NotPossible as refusal:
            raise CommandError(f"{refusal} Nothing was changed.") from None
        self.stdout.write("The account is at the new address. They sign in by a code that is sent there.")
