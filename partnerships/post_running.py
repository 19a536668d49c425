"""Mail about who runs a group: the leads of both sectors learn that somebody else facilitates now (domain E11).

Who it is stands on the page it leads to: no mail says another's name.
"""

from __future__ import annotations

from django.urls import reverse

from partnerships.models import Role, Seat, Sector
from partnerships.parity import RUNNING
from partnerships.signers import asked_to_sign
from pipd.kit import mail

NAMED = "facilitator_named"


def named(seat: Seat, *, instead_of: Seat | None = None) -> None:
    """Tell the leads of a group that runs, or their deputies where nobody leads, that somebody new facilitates it."""
    area = seat.area
    if seat.role != Role.FACILITATOR or area is None or area.state not in RUNNING:
        return
    before = ", instead of somebody who did until now" if instead_of else ""
    for lead in (one for sector in Sector for one in asked_to_sign(area, sector)):
        if lead.user is None:
            continue
        mail.queue(
            kind=NAMED,
            key=f"{NAMED}:{seat.pk}:{lead.user.pk}",
            about=[str(area.pk)],
            to=lead.user.email,
            recipient=lead.user.pk,
            chain=area.chain,
            template="notice",
            subject=f"{area.name} has a new facilitator",
            context={
                "about": area.name,
                "before": [
                    f"Somebody else facilitates {area.name} from today{before}. The coordinator named them; their name "
                    "stands with the people of the group."
                ],
                "act": "See who it is",
                "link": mail.link(reverse("partnerships:people-list", kwargs={"area": area.slug})),
                "why": f"You get this because you are lead or deputy of one sector’s participants in {area.name}.",
            },
        )
