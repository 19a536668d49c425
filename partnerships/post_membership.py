"""Mail to somebody whose seat in a group has become another."""

from __future__ import annotations

from django.urls import reverse

from partnerships.models import Organisation, Seat, StudyArea
from partnerships.words import sector_words
from pipd.kit import mail

MOVED = "seat_moved"


def moved(seat: Seat, *, led: bool) -> None:
    """Tell the person of `seat`, their new one, that it begins today, and that they consent anew first."""
    area, user, organisation = seat.area, seat.user, seat.organisation
    if area is None or user is None or organisation is None:
        return
    mail.queue(
        kind=MOVED,
        key=f"{MOVED}:{seat.pk}",
        about=[str(seat.pk)],
        to=user.email,
        recipient=user.pk,
        chain=area.chain,
        template="notice",
        subject=f"Your new job, and your place in {area.name}",
        context={
            "about": area.name,
            "before": _words(area, seat.sector, organisation, led=led),
            "act": "Say what you agree to",
            "link": mail.link(reverse("partnerships:consents", kwargs={"area": area.slug})),
            "after": [
                "If this is not right, tell the coordinator. You can also leave the group at any time."
            ],
            "why": f"You get this because you take part in {area.name}.",
        },
        essential=True,
    )


def _words(area: StudyArea, sector: str, organisation: Organisation, *, led: bool) -> list[str]:
    words = sector_words(area.programme, sector)
    told = [
        f"The coordinator has entered that you have a new job. From today you take part in {area.name} for the "
        f"{words}, from {organisation.name}.",
        "Say first what you agree to: until then you are not counted, and read nothing of the group. What you said "
        "before stays with where you sat then.",
    ]
    if led:
        told.append(
            "You sign for your sector no more, unless it names you again. What you have signed stands."
        )
    return told
