"""That somebody reads the words of a consent that have changed since they agreed, and says whether they still do."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from partnerships.consent_words import IN_FORCE
from partnerships.models import Consent, Role, Seat
from partnerships.models.seats import SeatQuerySet
from pipd.kit import clock, workdays
from pipd.kit.owed import ONCE, Owed
from pipd.kit.wording import listed

WITHIN = 10  # working days after the words came; nothing hangs on it, since the old ones go on


def with_former_words(seats: SeatQuerySet) -> SeatQuerySet:
    """`seats`, each with `former_` and a kind for every consent of a participant's that stands in words of before.

    Found in the query that finds the seats themselves.
    """
    standing = Consent.objects.filter(seat=OuterRef("pk"), withdrawn_at=None)
    flags = {
        f"former_{kind}": Exists(standing.filter(kind=kind).exclude(wording_version=version))
        for kind, version in IN_FORCE.items()
    }
    return seats.annotate(**flags)


def owed_words(seats: Collection[Any]) -> Iterator[Owed]:
    """Of one person's `seats`, which come `with_former_words`, those from which they agreed to former words."""
    for seat in seats:
        if seat.is_live and seat.role == Role.PARTICIPANT and seat.area:
            former = [kind for kind in sorted(IN_FORCE) if getattr(seat, f"former_{kind}", False)]
            if former:
                yield _row(seat, former)


def _row(seat: Seat, former: Collection[str]) -> Owed:
    area: Any = seat.area
    kinds = listed(Consent.Kind(kind).label.lower() for kind in former)
    came = max(date.fromisoformat(IN_FORCE[kind]) for kind in former)
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
