"""What the demonstration promises, area by area (domain 3P), and how it is read off."""

from __future__ import annotations

from collections import Counter
from datetime import date

from actionplans.models import ActionPlan
from partnerships.models import Seat, StudyArea
from pipd.kit import clock
from workshops.clearance import reading
from workshops.models import Workshop

TODAY = date(2027, 3, 24)  # a Wednesday; Good Friday, Easter Monday and summer time are close ahead
NOW = clock.local(TODAY, 11, 20)

# State, LA and TSO participants, how the notes of the sessions stand (— not held), the plan. See domain 3P.
CLEARED = ("cleared",) * 4
TABLE = {
    "quillshire": ("delivering", 7, 7, CLEARED, "in_progress"),
    "vexbridge": ("delivering", 7, 7, CLEARED, "in_progress"),
    "saltreach": ("delivering", 5, 5, CLEARED, "agreed"),
    "hollowmere": ("in_workshops", 6, 5, ("cleared", "circulated", "—", "—"), ""),
    "nine-elders": ("in_workshops", 6, 6, ("cleared", "circulated", "—", "—"), ""),
    "mirewold": ("planning", 6, 6, CLEARED, "draft"),
    "castle-fenning": ("recruiting", 5, 4, (), ""),
    "brackenfold": ("planning", 6, 5, CLEARED, "draft"),
    "ottermouth-bay": ("in_workshops", 7, 7, ("cleared", "cleared", "drafting", "—"), ""),
    "great-pennock": ("planning", 6, 6, ("cleared", "cleared", "cleared", "circulated"), ""),
    "dunlarch": ("planning", 5, 5, ("cleared", "parked", "cleared", "cleared"), "draft"),
    "thistleborough": ("closed", 7, 7, CLEARED, "closed"),
    "zellow-on-marl": ("confirmed", 6, 6, ("—",) * 4, ""),
}


def found() -> dict[str, tuple]:
    """Every area as it stands, in the form of TABLE."""
    rows = {}
    for area in StudyArea.objects.chosen():
        seats = Counter(Seat.objects.live().participants().filter(area=area).values_list("sector", flat=True))
        states = reading.states(area)
        sessions = area.workshops.order_by("number")
        notes = tuple(states[w.pk].state if w.is_delivered else "—" for w in sessions)
        plan = ActionPlan.objects.filter(area=area).standing_first().first()
        rows[area.slug] = (area.state, seats["la"], seats["tso"], notes, plan.state if plan else "")
    return rows


def area_of(slug: str) -> StudyArea:
    return StudyArea.objects.get(slug=slug)


def session(slug: str, number: int) -> Workshop:
    return Workshop.objects.get(area__slug=slug, number=number)


def plan_of(slug: str) -> ActionPlan:
    """The one that stands, or the draft where nothing stands yet."""
    plans = ActionPlan.objects.select_related("area__programme").filter(area__slug=slug)
    return plans.standing_first()[0]


def seat_of(email: str, slug: str) -> Seat:
    return Seat.objects.live().get(user__email=email, area__slug=slug)
