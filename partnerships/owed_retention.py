"""What has been kept long enough and waits for a coordinator to confirm that it goes (domain 3R)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from django.urls import reverse

from partnerships import data_requests
from partnerships.models import RetentionProposal, Seat
from partnerships.permissions import Permission, allows
from pipd.kit import clock, workdays
from pipd.kit.owed import USUAL, Owed

SEES = "You see numbers and the rule, and no words."


def owed_retention(seats: Collection[Seat]) -> Iterator[Owed]:
    """One for each programme, of its coordinators, while something waits; one query."""
    asked = {s.programme_id: s for s in seats if s.is_live and allows(s, Permission.KEEP_RETENTION)}
    if not asked:
        return
    first: dict[object, RetentionProposal] = {}
    for row in RetentionProposal.objects.open().filter(programme__in=asked).select_related("programme"):
        first.setdefault(row.programme_id, row)
    for row in first.values():
        asked_on = row.proposed_at.astimezone(clock.LONDON).date()
        yield Owed(
            kind="retention",
            title="Confirm what is to be deleted",
            what="Some data have been kept as long as they are needed. Nothing is deleted before you confirm it.",
            sees=SEES,
            url=reverse("retention"),
            due_at=workdays.deadline(data_requests.due(asked_on)),
            button="See what is due",
            area_name=row.programme.name,
            subject=row.programme_id,
            marks=replace(USUAL, since=row.proposed_at),
        )
