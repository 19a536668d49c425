"""Mail to somebody in whose place a facilitator named another: nobody comes instead of them unless they confirm it."""

from __future__ import annotations

from django.urls import reverse

from partnerships.models import Seat
from pipd.kit import mail
from pipd.kit.wording import day_date
from workshops.models import Workshop


def to_confirm(workshop: Workshop, seat: Seat, *, once: object) -> None:
    """Ask `seat` whether they cannot come, and whether it is right who comes instead. It names nobody."""
    if seat.user is None:
        return
    kwargs = {"area": workshop.area.slug, "number": workshop.number}
    mail.queue(
        kind="substitute_to_confirm",
        key=f"substitute_to_confirm:{workshop.pk}:{seat.pk}:{once}",
        about=[str(workshop.pk)],
        to=seat.user.email,
        recipient=seat.user.pk,
        chain=workshop.area.chain,
        template="notice",
        subject=f"Does somebody come instead of you to session {workshop.number}?",
        context={
            "about": workshop.area.name,
            "before": [
                f"A facilitator named somebody to come instead of you to session {workshop.number} in "
                f"{workshop.area.name}, on {day_date(workshop.starts_at)}. Please confirm that, or say that it is "
                "not right. Until you confirm it, they are not asked and do not count."
            ],
            "act": "See who was named",
            "link": mail.link(reverse("workshops:substitute-confirm", kwargs=kwargs)),
            "why": f"You get this at once because you are in the group of {workshop.area.name}.",
        },
    )
