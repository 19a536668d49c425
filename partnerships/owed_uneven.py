"""That a group is not even or too small: told to coordinators and to the leads of its sectors (domain 3J, E1)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from math import ceil
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from partnerships.models import Application, Role, Seat, Sector, StudyArea
from partnerships.parity import parity_of, within
from partnerships.uneven import Uneven, of_areas
from partnerships.words import sector_words
from pipd.kit import clock, workdays
from pipd.kit.owed import Marks, Owed
from pipd.kit.wording import short_date

S = StudyArea.State
# Until a plan is agreed: whoever delivers it is not reminded of it for years.
TOLD_IN = (S.CONFIRMED, S.IN_WORKSHOPS, S.PLANNING)
EVERY = 5  # working days (domain 3J)
THAT_DAY = Marks(before=(), day=True, after=(), every=0)  # and when it is new


def owed_uneven(seats: Collection[Seat]) -> Iterator[Owed]:
    """Of one person's `seats`; in as many queries however many areas there are.

    A lead is told of the group that runs alone: before that nobody has named one. Where the seats come `with_numbers`
    nothing is asked for a group that is even.
    """
    live = [seat for seat in seats if seat.is_live]
    run = {seat.programme_id for seat in live if seat.role == Role.COORDINATOR}
    areas = _areas(run) if run else []
    led = [s.area for s in live if s.may_sign and s.area and s.area.state in TOLD_IN and _may_be_apart(s)]
    apart = of_areas([*areas, *led])
    for area in areas:
        # Of a place that somebody waits for the coordinator is told already (owed_recruitment).
        if area.pk in apart and not getattr(area, f"waits_{apart[area.pk].short_of}"):
            words = sector_words(area.programme, apart[area.pk].short_of)
            yield _apart(area, apart[area.pk], f"Nobody waits for a place of the {words}.")
    for area in led:
        if area.pk in apart:
            words = sector_words(area.programme, apart[area.pk].short_of)
            then = f"A place of the {words} is kept open for whoever waits; the coordinator gives it."
            yield replace(_apart(area, apart[area.pk], then), **_for_a_lead(area))
    yield from _not_complete([area for area in areas if area.state == S.RECRUITING])


def _may_be_apart(seat: Any) -> bool:
    if not hasattr(seat, "la"):
        return True
    return not within(seat.la - seat.tso, seat.area.programme.parity_tolerance)


def _areas(programmes: Collection[Any]) -> list[Any]:
    waits = Application.objects.filter(area=OuterRef("pk"), state=Application.State.WAITING)
    told: dict[str, Any] = {f"waits_{sector}": Exists(waits.filter(sector=sector)) for sector in Sector}
    over = Q(state=S.RECRUITING, window__closes_on__lte=clock.today())
    areas = StudyArea.objects.filter(over | Q(state__in=TOLD_IN), programme__in=programmes)
    return list(areas.annotate(**told).select_related("programme", "window").order_by("number"))


def _apart(area: StudyArea, apart: Uneven, then: str) -> Owed:
    what = f"{area.name}. {apart.numbers}, since {short_date(apart.since)}. {then}"
    return _row(area, "sectors uneven", "The sectors are uneven", what, apart.since)


def _for_a_lead(area: StudyArea) -> dict[str, Any]:
    """What is otherwise than for a coordinator: there is nothing for them to do about it but to know."""
    people = reverse("partnerships:people-list", kwargs={"area": area.slug})
    return {"url": people, "button": "See the group", "optional": True}


def _not_complete(areas: Collection[Any]) -> Iterator[Owed]:
    """Groups whose applications are over, and that may not start with the people they have (domain I-1)."""
    over = [area for area in areas if area.window.closes_at <= clock.now()]
    if not over:
        return
    seats = Seat.objects.live().participants().consenting().filter(area__in=over)
    group: dict[Any, list[Seat]] = {area.pk: [] for area in over}
    for seat in seats.order_by():
        group[seat.area_id].append(seat)
    for area in over:
        if reasons := parity_of(area.programme, group[area.pk]).reasons:
            what = f"{area.name}. {' '.join(reasons)}"
            title, closed_on = "The group cannot start yet", area.window.closes_on
            yield _row(area, "group not complete", title, what, closed_on)


def _next(since: date) -> date:
    """The day on which it is told of next: every five working days after `since`. Nobody is late with it."""
    rounds = ceil(workdays.between(since, clock.today()) / EVERY)
    return workdays.add_wd_known(since, max(1, rounds) * EVERY)


def _row(area: StudyArea, kind: str, title: str, what: str, since: date) -> Owed:
    return Owed(
        kind=kind,
        title=title,
        what=what,
        sees="",
        url=reverse("partnerships:application-list", kwargs={"area": area.slug}),
        due_at=workdays.deadline(_next(since)),
        button="See the applications",
        area_name=area.name,
        subject=area.pk,
        marks=replace(THAT_DAY, since=clock.local(since, 0)),
    )
