"""Sweeps of the sessions: ids only, one workflow call each. The clock alone never clears anything (domain 3N, 25)."""

from uuid import UUID

from celery import shared_task

from partnerships import membership
from workshops import documents
from workshops.clearance import approving
from workshops.models import Workshop


@shared_task
def sweep_overdue() -> None:
    """Ring for every session whose notes are past their time."""
    for workshop in approving.overdue():
        park_if_nothing_agreed.delay(str(workshop.pk))


@shared_task
def park_if_nothing_agreed(workshop_id: str) -> None:
    """Park one session's notes if their time is over and nothing in them is agreed."""
    workshop = Workshop.objects.select_related("area__programme").get(pk=UUID(workshop_id))
    approving.park_if_nothing_agreed(workshop, by=membership.system_seat(workshop.area.programme))


@shared_task
def sweep_records() -> None:
    """Ring for every record that a withdrawal took back."""
    for subject in documents.owing_anew():
        make_record_anew.delay(str(subject))


@shared_task
def make_record_anew(subject: str) -> None:
    """Ask for one record without what was withdrawn."""
    documents.make_anew(UUID(subject))
