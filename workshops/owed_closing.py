"""What is owed for closing notes and opening them again: one of each side is asked, and no words are told."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from pipd.kit import clock, workdays
from pipd.kit.owed import Owed
from workshops.clearance import owing

DECIDE_WITHIN = 5  # working days; our own choice, nothing follows when they pass


def owed_closing(asked: owing.Asked) -> Iterator[Owed]:
    """Requests to open statements again, and notes to countersign, that wait for the seats `asked` is about."""
    for due in asked.to_agree_to_open:
        asked_on = due.since.astimezone(clock.LONDON).date()
        number, area = due.workshop.number, due.workshop.area
        yield Owed(
            kind="re-opening to decide",
            title=f"Say whether statements of session {number} are opened again",
            what=f"{area.name}. Somebody asks for it; your side has not said yet. The record stands meanwhile.",
            sees="The group sees which sides agree.",
            due_at=workdays.deadline(workdays.add_wd(asked_on, DECIDE_WITHIN)),
            button="Read why",
            url=_address(due, "note-reopen"),
            area_name=area.name,
            subject=due.workshop.pk,
        )
    for due in asked.to_countersign:
        number, area = due.workshop.number, due.workshop.area
        yield Owed(
            kind="note to countersign",
            title=f"Countersign the notes of session {number}, if you like",
            what=f"{area.name}. No facilitator has approved them. One of each sector may do it instead.",
            sees="The group sees that your sector signed, not who.",
            due_at=workdays.deadline(
                workdays.add_wd(due.since.astimezone(clock.LONDON).date(), DECIDE_WITHIN)
            ),
            button="Read them",
            url=_address(due, "note-countersign"),
            area_name=area.name,
            subject=due.workshop.pk,
        )


def _address(due: owing.ToDecide, page: str) -> str:
    kwargs = {"area": due.workshop.area.slug, "number": due.workshop.number}
    return reverse(f"workshops:{page}", kwargs=kwargs)
