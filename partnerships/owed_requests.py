"""Requests about personal data that wait for an answer: asked of the programme's coordinators, with the last day."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from django.urls import reverse

from partnerships.models import DataRequest, Seat
from partnerships.permissions import Permission, allows
from pipd.kit import workdays
from pipd.kit.owed import USUAL, Owed
from pipd.kit.wording import in_sentence

SEES = "Coordinators read it, and nobody else."


def owed_requests(seats: Collection[Seat]) -> Iterator[Owed]:
    """One for each request that nobody has answered, but for one's own; one query, however many there are."""
    asked = {s.programme_id: s for s in seats if s.is_live and allows(s, Permission.ANSWER_DATA_REQUESTS)}
    if not asked:
        return
    people = {seat.user_id for seat in asked.values()}
    rows = DataRequest.objects.open().filter(programme__in=asked).exclude(person__in=people)
    for one in rows.select_related("programme"):
        yield Owed(
            kind="data request",
            title="Answer a complaint about personal data"
            if one.is_complaint
            else "Answer a request about personal data",
            what=f"Reference {one.reference}. Asked: {in_sentence(one.get_kind_display())}.",
            sees=SEES,
            url=reverse("partnerships:request-detail", kwargs={"asked": one.pk}),
            due_at=workdays.deadline(one.due_on),
            button="Read it",
            area_name=one.programme.name,
            subject=one.pk,
            marks=replace(USUAL, since=one.made_at),
        )
