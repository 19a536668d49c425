"""Mail about an area that was discontinued: once to each person with a seat there, with the reason and dates off."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from partnerships.models import Seat, StudyArea
from pipd.kit import calendars, mail

DISCONTINUED = "area_discontinued"
READ_ON = (
    "Sessions to come do not take place, notes that were being checked are not used, and nothing is written or signed "
    "there any more. What was cleared or signed stays as it is, and you can still read it."
)
STILL_YOURS = (
    "You can still take back what you consented to, withdraw your words and leave the group, and ask about the data "
    "that is held of you."
)
FILE = "The calendar file with this mail takes the sessions out of a diary: you can pass it on."
WHY = "You get this at once because you have a seat in {area}."


def discontinued(area: StudyArea, entries: Sequence[calendars.Entry]) -> None:
    """Tell everybody with a seat in `area`; `entries` are sessions of theirs that are off."""
    seats = Seat.objects.live().filter(area=area, user__isnull=False).select_related("user")
    after = [READ_ON, STILL_YOURS, *([FILE] if entries else [])]
    for user in {seat.user_id: seat.user for seat in seats if seat.user}.values():
        mail.queue(
            kind=DISCONTINUED,
            key=f"{DISCONTINUED}:{area.pk}:{user.pk}",
            about=[str(area.pk)],
            to=user.email,
            recipient=user.pk,
            chain=area.chain,
            template="notice",
            subject=calendars.one_line(f"{area.name} is discontinued"),
            context={
                "about": area.name,
                "before": [f"{area.name} is discontinued. The reason given is:", area.discontinued_reason],
                "act": "See your areas",
                "link": mail.link(reverse("home")),
                "after": after,
                "why": WHY.format(area=area.name),
            },
            calendar=calendars.written(entries) if entries else "",
            essential=True,
        )
