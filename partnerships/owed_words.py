"""That somebody reads the words of a consent that have changed since they agreed, and says whether they still do."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.urls import reverse

from partnerships.consent_words import in_force, is_former
from partnerships.models import Consent, Role, Seat
from pipd.kit import clock, workdays
from pipd.kit.owed import ONCE, Owed
from pipd.kit.wording import listed

WITHIN = 10  # working days after the words came; nothing hangs on it, since the old ones go on


def owed_words(seats: Collection[Seat]) -> Iterator[Owed]:
    """Of one person's `seats` those from which they agreed to former words; one query, however many there are."""
    mine = {seat.pk: seat for seat in seats if seat.is_live and seat.role == Role.PARTICIPANT and seat.area}
    if not mine:
        return
    former: dict[Any, list[Consent]] = {}
    for one in Consent.objects.filter(seat__in=mine, withdrawn_at=None).order_by("kind"):
        if is_former(one, mine[one.seat_id]):
            former.setdefault(one.seat_id, []).append(one)
    for pk, consents in former.items():
        yield _row(mine[pk], consents)


def _row(seat: Seat, former: list[Consent]) -> Owed:
    area: Any = seat.area
    kinds = listed(one.get_kind_display().lower() for one in former)
    came = max(date.fromisoformat(in_force(one.kind, seat)) for one in former)
    return Owed(
        kind="consent in new words",
        title="The words of what you agreed to have changed",
        what=f"{area.name}: {kinds}. What you agreed to goes on in its old words until you say otherwise.",
        sees="The facilitators see what you agreed to, the coordinator only whether.",
        url=reverse("partnerships:consents", kwargs={"area": area.slug}),
        due_at=workdays.deadline(workdays.add_wd_known(came, WITHIN)),
        button="Read the new words",
        area_name=area.name,
        subject=seat.pk,
        optional=True,
        marks=replace(ONCE, since=clock.local(came, 0)),
    )
