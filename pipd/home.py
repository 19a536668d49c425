"""Home: what needs you, by date, and your areas. The digest of pipd.digest renders the same rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView

from actionplans import standing
from actionplans.models import ActionPlan
from partnerships.models import Programme, Role, Seat, StudyArea
from partnerships.models.seats import TAKE_PART, SeatQuerySet
from partnerships.owed_leads import with_naming
from partnerships.owed_pausing import with_pause_asked
from partnerships.owed_words import with_former_words
from partnerships.permissions import Permission, allows
from pipd.each_app import ask_each_app
from pipd.kit import clock
from pipd.kit.owed import Owed
from pipd.kit.wording import day_date, when
from workshops import line, own_places
from workshops.step import Step


def owed_by(seats: list[Seat]) -> list[Owed]:
    """Everything due from one person's seats: what is going on now, then the earliest; what is optional comes last.

    In an area that was discontinued nothing is asked but what protects people there (an app's `owed_after`).
    """
    over = [seat for seat in seats if seat.area and seat.area.is_discontinued]
    going = [seat for seat in seats if seat not in over]
    rows = [row for app in ask_each_app("owed") for row in app.owed(going)]
    rows += [row for app in ask_each_app("owed_after") for row in app.owed(over)] if over else []
    return sorted(rows, key=lambda row: (row.optional, not row.now, row.due_at, row.kind))


def held_by(user: Any) -> SeatQuerySet:
    """The seats of `user`, ended ones too, with what pages about them ask."""
    told = ("area__programme", "programme", "organisation__successor", "user")
    seats = with_naming(with_pause_asked(Seat.objects.filter(user=user).with_consent().with_numbers()))
    seats = with_former_words(seats)
    return seats.select_related(*told).order_by("area__number")


def seats_of(user: Any) -> list[Seat]:
    """The same, read now."""
    return list(held_by(user))


@dataclass(frozen=True)
class AreaCard:
    """One area of the reader: the line of its sessions and where the plan is."""

    area: StudyArea
    seat: Seat
    la: int
    tso: int
    steps: list[Step]
    plan: str
    plan_state: str
    delivered: str  # "2 of 8 actions complete, 1 overdue"
    under_review: bool
    beside: str = ""


def with_cards(seats: SeatQuerySet) -> list[Any]:
    """`seats`, each with its newest plan, how far that is and its review, in one query."""
    # What stands before what is drafted beside it; what was given up is no plan.
    newest = ActionPlan.objects.filter(area=OuterRef("area")).standing_first()
    version, state = (Subquery(newest.values(name)[:1]) for name in ("version", "state"))
    draft = Subquery(ActionPlan.objects.drafts().filter(area=OuterRef("area")).values("version")[:1])
    numbers = {"plan_version": version, "plan_state": state, "plan_draft": draft}
    numbers |= standing.counted() | standing.coming_review()
    return list(seats.annotate(**numbers))


def drafted_beside(seat: Any) -> str:
    """ "Version 2 is being drafted." beside the plan that stands; empty while there is nothing of both."""
    beside = seat.plan_draft if seat.plan_draft != seat.plan_version else None
    return f"Version {beside} is being drafted." if beside else ""


def cards(seats: Collection[Any]) -> list[AreaCard]:
    """The areas of `seats`, which come `with_cards`, in two queries however many there are."""
    by_area = {seat.area_id: seat for seat in seats if seat.area_id and seat.is_live and seat.is_of_group}
    lines = line.lines([seat.area for seat in by_area.values()])
    return [
        AreaCard(
            area=seat.area,
            seat=seat,
            la=seat.la,
            tso=seat.tso,
            steps=lines[seat.area_id],
            plan=f"Plan version {seat.plan_version}" if seat.plan_version else "",
            beside=drafted_beside(seat),
            plan_state=seat.plan_state or "",
            delivered=standing.told(seat.plan_actions, seat.plan_complete, seat.plan_overdue),
            under_review=standing.is_under_review(seat, seat.plan_state or ""),
        )
        for seat in by_area.values()
    ]


def left_by(seats: list[Seat]) -> list[StudyArea]:
    """Areas whose group this person has left: their consent to what was is still theirs to take back (domain E7)."""
    took_part = [seat for seat in seats if seat.role in TAKE_PART and seat.area]
    here = {seat.area_id for seat in took_part if seat.is_live}
    return list(
        {seat.area_id: seat.area for seat in took_part if seat.area_id not in here and seat.area}.values()
    )


def once_each(rows: list[Owed]) -> list[Owed]:
    """The rows without those that ask for the same act on the same page again: one press settles both."""
    return list({(row.title, row.url): row for row in reversed(rows)}.values())[::-1]


def due_items(rows: list[Owed], *, across: bool = False) -> list[dict[str, str]]:
    """Owed rows as the page shows them: Today first, then dates; with their areas where the reader has several."""
    several = across or len({row.area_name for row in rows}) > 1
    today = clock.today()
    found = []
    for row in rows:
        local = row.due_at.astimezone(clock.LONDON)
        late = row.due_at < clock.now()
        day = "Late" if late else "Today" if local.date() == today else day_date(row.due_at)
        hour = f"since {day_date(row.due_at)}" if late else f"by {when(row.due_at)}"
        where = f"{row.area_name}. " if several and row.area_name not in f"{row.title} {row.what}" else ""
        detail = f"{where}{row.what} {row.sees}".strip()
        found.append(
            {
                "day": day,
                "hour": hour,
                "href": row.url,
                "title": row.title,
                "detail": detail,
                "act": row.button,
                "also": row.also[0] if row.also else "",
                "also_href": row.also[1] if row.also else "",
            }
        )
    return found


class Home(TemplateView):
    """Everybody's first page. Whoever only reads what is cleared across the programme begins there."""

    template_name = "home/home.html"
    permission = None
    public = False
    signed_in_only = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        seats = with_cards(held_by(request.user))
        live = [seat for seat in seats if seat.is_live]
        reads = any(allows(seat, Permission.READ_ACROSS) for seat in live)
        if reads and not any(seat.area_id for seat in live) and not runs(live):
            return redirect(reverse("across:statement-list"))
        return self.render_to_response(self.context(seats))

    def context(self, seats: list[Seat]) -> dict[str, Any]:
        rows = once_each(owed_by(seats))
        shown = next((seat for seat in seats if seat.is_live), None) or next(iter(seats), None)
        programme: Programme | None = shown.programme if shown else None
        all_of_it = runs(seats)
        must = due_items([row for row in rows if not row.optional], across=bool(all_of_it))
        may = due_items([row for row in rows if row.optional], across=bool(all_of_it))
        found = {
            "seats": seats,
            "items": must,
            "optional": may,
            "today": clock.today(),
            "cards": cards(seats),
        }
        found["places"] = own_places.places_of(seats)
        found["left"] = left_by(seats)
        found["sponsor"] = any(seat.is_live and seat.role == Role.SPONSOR for seat in seats)
        found["registers"] = [seat.area for seat in seats if seat.is_live and seat.role == Role.REGISTER]
        if all_of_it:
            found |= {"seat": all_of_it, "section": "home"}
        return super().get_context_data(**found, **({"programme": programme} if programme else {}))


def runs(seats: Collection[Seat]) -> Seat | None:
    """The seat from which the holder of `seats` runs the whole programme, where they are in no area beside it."""
    live = [seat for seat in seats if seat.is_live]
    if any(seat.area_id for seat in live):
        return None
    return next((seat for seat in live if allows(seat, Permission.SEE_BOARD)), None)
