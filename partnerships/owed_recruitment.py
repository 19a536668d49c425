"""What recruitment asks of coordinators: applications to decide, and places that open while somebody waits (3J, E1)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from partnerships.applications import decided_by
from partnerships.models import Application, Role, Seat, Sector, StudyArea
from partnerships.parity import free_places
from partnerships.uneven import OPEN_FOR, Uneven, of_areas
from partnerships.words import sector_words
from pipd.kit import clock, workdays
from pipd.kit.owed import Marks, Owed
from pipd.kit.wording import deadline, listed, short_date

BEFORE_IT_CLOSES = 5  # working days
CLOSING = Marks(new=False, before=(5, 1), day=False, after=(), every=0)
PLACE = Marks(before=(10, 5), after=(5,), every=5)  # and when it is new: every five working days (domain 3J)
SEES = "You and the facilitators of the area see applications."
A, S = Application.State, StudyArea.State


def owed_recruitment(seats: Collection[Seat]) -> Iterator[Owed]:
    """Of one person's `seats` those that coordinate; a query, and another where groups run, however many there are."""
    run = {seat.programme_id for seat in seats if seat.is_live and seat.role == Role.COORDINATOR}
    if not run:
        return
    areas = _areas(run)
    apart = of_areas(areas)
    for area in areas:
        undecided = {s: getattr(area, f"{A.SUBMITTED}_{s}") for s in Sector}
        if area.window.is_open:
            yield from _before_they_close(area, undecided)
        else:
            yield from _to_decide(area, undecided)
        yield from _places(area, apart.get(area.pk))


def _areas(programmes: Collection[Any]) -> list[Any]:
    """Areas in which somebody has applied or waits, with the numbers of each sector."""
    counted: dict[str, Any] = {
        f"{state}_{sector}": Count(
            "applications", filter=Q(applications__state=state, applications__sector=sector)
        )
        for state in (A.SUBMITTED, A.WAITING)
        for sector in Sector
    }
    areas = StudyArea.objects.filter(programme__in=programmes, window__isnull=False)
    areas = areas.exclude(state__in=[S.CLOSED, S.NOT_PROCEEDED, S.DISCONTINUED]).select_related(
        "programme", "window"
    )
    here = Seat.objects.participants().filter(area=OuterRef("pk")).order_by()
    waits = Application.objects.waiting().filter(area=OuterRef("pk"))
    for sector in Sector:
        first = waits.filter(sector=sector)
        counted |= {
            f"first_{sector}": Subquery(first.values("pk")[:1]),
            f"first_on_{sector}": Subquery(first.values("decided_at")[:1]),
        }
        of = here.filter(sector=sector).values("area")
        live = here.live().filter(sector=sector).values("area")
        counted |= {
            f"here_{sector}": Coalesce(Subquery(live.annotate(n=Count("pk")).values("n")), 0),
            f"opened_{sector}": Subquery(of.annotate(day=Max("ended_on")).values("day")),
        }
    open_ones = Q(state=S.RECRUITING) | Q(applications__state__in=[A.SUBMITTED, A.WAITING])
    return list(areas.filter(open_ones).annotate(**counted).order_by("number"))


def _before_they_close(area: Any, undecided: dict[Sector, int]) -> Iterator[Owed]:
    window = area.window
    if workdays.between(clock.today(), window.closes_on) > BEFORE_IT_CLOSES:
        return
    numbers, until = _numbers(area, undecided), deadline(window.closes_at)
    what = f"{area.name}. To be decided so far: {numbers}. You can extend until {until}."
    yield _row(area, "applications closing", "Applications close soon", what, window.closes_on, marks=CLOSING)


def _to_decide(area: Any, undecided: dict[Sector, int]) -> Iterator[Owed]:
    """Also once the group has started: whoever sent one is to be told."""
    if any(undecided.values()):
        what = f"{area.name}. To be decided: {_numbers(area, undecided)}."
        due = decided_by(area.window)
        yield _row(area, "applications to decide", "Decide the applications", what, due)


def _numbers(area: Any, undecided: dict[Sector, int]) -> str:
    return listed(f"{n} for the {area.programme.words_for(s).lower()}" for s, n in undecided.items())


def _places(area: Any, apart: Uneven | None) -> Iterator[Owed]:
    """A place of a sector whose people wait: the applicants were told that they hear of it.

    It leads to whoever is next, whose name no mail says.
    """
    taken = {s: getattr(area, f"here_{s}") for s in Sector}
    left = free_places(taken, area)
    for sector in Sector:
        waiting = getattr(area, f"{A.WAITING}_{sector}")
        if not (waiting and left[sector]):
            continue
        since = getattr(area, f"opened_{sector}") or area.window.closes_on
        since = apart.since if apart and apart.short_of == sector else since
        first_on = short_date(getattr(area, f"first_on_{sector}"))
        what = (
            f"{area.name}. A place is open in the {sector_words(area.programme, sector)}, and {waiting} on its "
            f"wait-list. Who is next has waited since {first_on}."
        )
        yield _row(
            area,
            f"place open {sector}",
            "Give a free place to somebody who waits",
            what,
            workdays.add_wd_known(since, OPEN_FOR),
            marks=replace(PLACE, since=clock.local(since, 0)),
            url=_page_of(area, getattr(area, f"first_{sector}")),
        )


def _page_of(area: StudyArea, application: UUID) -> str:
    names = {"area": area.slug, "application": application}
    return reverse("partnerships:application-detail", kwargs=names)


def _row(
    area: Any,
    kind: str,
    title: str,
    what: str,
    day: Any,
    *,
    marks: Marks | None = None,
    url: str = "",
) -> Owed:
    address = reverse("partnerships:application-list", kwargs={"area": area.slug})
    return Owed(
        kind=kind,
        title=title,
        what=what,
        sees=SEES,
        url=url or f"{address}?show={A.SUBMITTED}",
        due_at=workdays.deadline(day),
        button="See who is next" if url else "See the applications",
        area_name=area.name,
        subject=area.pk,
        optional=marks is CLOSING,
        marks=marks,
    )
