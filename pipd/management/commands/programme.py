"""The first step in production: a programme, its coordinator and its administrator."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from partnerships import membership
from partnerships.models import Programme, Role, User


class Command(BaseCommand):
    """Makes what nobody can make by signing in: the accounts that everything else is done from."""

    help = "Create the programme with its first coordinator and administrator. They sign in by a code sent by email."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--run-by", required=True, help="who runs this service, as people read it")
        parser.add_argument(
            "--readable-by", required=True, help="who could read its database, as people read it"
        )
        parser.add_argument(
            "--contact", default="", help="the email address that people write to with questions"
        )
        parser.add_argument("--coordinator", required=True, nargs=2, metavar=("EMAIL", "NAME"))
        parser.add_argument("--administrator", required=True, nargs=2, metavar=("EMAIL", "NAME"))

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if Programme.objects.exists():
            raise CommandError("There is a programme already; nothing was changed.")
        _check(options["contact"])
        programme = Programme.objects.create(
            name=options["name"],
            run_by=options["run_by"],
            readable_by=options["readable_by"],
            contact_email=options["contact"],
        )
        for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
            email, name = options[role]
            validate_email(email)
            user = User.objects.filter(email=email.lower()).first() or User.objects.create_user(
                email, full_name=name
            )
            membership.appoint(programme, user=user, role=role)
        self.stdout.write(f"{programme} is ready. Both can sign in by a code sent to their address.")


def _check(contact: str) -> None:
    try:
        if contact:
            validate_email(contact)
    except ValidationError:
        raise CommandError("The contact is no email address; nothing was made.") from None
