"""What the register asks: reviews and likely ends that come near (3J), and closure records half signed (I-35)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery
from django.urls import reverse

from partnerships.models import Partnership, PartnershipMember, Role, Seat
from partnerships.owed_closure import SEES, half_signed, owed_closure
from pipd.kit import clock, workdays
from pipd.kit.owed import Marks, Owed

AHEAD = 60  # working days
# 60 and 20 working days before; also when it comes up, so that it follows a lead who changes, and the day after.
MARKS = Marks(before=(60, 20), day=False, after=(1,), every=0)
S = Partnership.Stage
QUIET = (*Partnership.ENDED, S.CLOSING)


def owed_register(seats: Collection[Seat]) -> Iterator[Owed]:
    """What the partnerships ask that this person's `seats` speak for; one query, however many there are."""
    held = {s.area_id: s for s in seats if s.is_live and s.area_id is not None and s.role == Role.PARTICIPANT}
    if not held:
        return
    last = _horizon()
    found = _found(held, last)
    yield from owed_closure([one for one in found if one.stage == S.CLOSING], held)
    for one in found:
        if one.stage in QUIET:
            continue
        if one.review_on and one.review_on <= last:
            yield _row(one, "partnership review", one.review_on)
        if one.indicative_end and one.indicative_end <= last:
            yield _row(one, "partnership end", one.indicative_end)


def _horizon() -> date:
    """The last day that is told of today; where nobody knows the holidays any more, the last that is known."""
    try:
        return workdays.add_wd(clock.today(), AHEAD)
    except workdays.CalendarRunsOut:
        return workdays.last_known_day()


def _found(held: dict[UUID, Seat], last: date) -> list[Any]:
    """What is near, and what is half signed, each with its lead member and with the closure record that stands."""
    there = Q(person__ended_on=None) | Q(person__ended_on__gt=clock.today())
    lead = PartnershipMember.objects.filter(
        there, partnership=OuterRef("pk"), is_lead=True, ended_on=None, person__isnull=False
    )
    rows = Partnership.objects.filter(area__in=held).annotate(
        led_by=Subquery(lead.values("person")[:1]),
        standing=FilteredRelation("closures", condition=Q(closures__voided_at=None)),
        record=F("standing__pk"),
        la_at=F("standing__la_at"),
        tso_at=F("standing__tso_at"),
    )
    return list(rows.filter(_near(held, last) | half_signed(held)).select_related("area__programme"))


def _near(held: dict[UUID, Seat], last: date) -> Q:
    """Partnerships with a day up to `last` whose lead member is one of `held`, or that have none and they lead."""
    own = [seat.pk for seat in held.values()]
    leads = [area for area, seat in held.items() if seat.may_sign]
    mine = Q(led_by__in=own) | Q(led_by=None, area__in=leads)
    return ~Q(stage__in=QUIET) & (Q(review_on__lte=last) | Q(indicative_end__lte=last)) & mine


def _row(one: Partnership, kind: str, day: date) -> Owed:
    late = day < clock.today()
    if kind == "partnership review":
        title, what = (
            f"A partnership’s review is {'overdue' if late else 'due'}",
            "Look at it with its members.",
        )
    else:
        title = f"A partnership {'was' if late else 'is'} likely to end"
        what = "Decide with its members whether it goes on, and until when, or prepare to close it."
    return Owed(
        kind=kind,
        title=title,
        what=what,
        sees=SEES,
        url=reverse("partnerships:register-detail", kwargs={"area": one.area.slug, "partnership": one.pk}),
        due_at=workdays.deadline(workdays.sub_wd(day, 0)),
        button="See the partnership",
        area_name=one.area.name,
        subject=one.pk,
        marks=MARKS,
    )
