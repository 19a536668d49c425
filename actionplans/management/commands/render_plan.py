"""`manage.py render_plan AREA --output FILE`: the area's plan as PDF, by the same path as the task."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from actionplans import documents as plan_documents
from actionplans.models import ActionPlan
from partnerships.models import Seat
from pipd.kit import documents


class Command(BaseCommand):
    help = "Writes the PDF of an area's plan in force; with --draft, of its draft."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("area", help="the area's short name, such as quillshire")
        parser.add_argument("--output", type=Path, required=True, help="the file to write")
        parser.add_argument("--draft", action="store_true", help="the draft, watermarked")
        parser.add_argument("--evidence", action="store_true", help="the evidence sheet instead")

    def handle(self, *args: Any, **options: Any) -> None:
        plan = self.plan_of(options["area"], draft=options["draft"])
        kind = plan_documents.EVIDENCE if options["evidence"] else plan_documents.PLAN
        asking = Seat.objects.live().filter(area=plan.area).able_to_sign().first()
        if asking is None:
            raise CommandError(f"{plan.area.name} has no lead in whose name a document could be asked for.")
        document = plan_documents.ask(plan, kind=kind, by=asking)
        documents.render_owed(document.pk)
        document.refresh_from_db()
        try:
            found = documents.open_file(document)
        except documents.NotAvailable:
            raise CommandError(
                f"The document could not be made: {document.failure or document.state}."
            ) from None
        options["output"].write_bytes(found.content)
        self.stdout.write(
            f"{options['output']}: {found.title}, {document.pages} pages, sha256 {found.digest}"
        )

    def plan_of(self, slug: str, *, draft: bool) -> ActionPlan:
        plans = ActionPlan.objects.drafts() if draft else ActionPlan.objects.in_force()
        plan = plans.filter(area__slug=slug).select_related("area__programme").first()
        if plan is None:
            raise CommandError(f"The area {slug} has no {'draft' if draft else 'plan in force'}.")
        return plan
