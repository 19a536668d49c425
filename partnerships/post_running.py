"""Mail about who runs a group: the leads of both sectors learn who facilitates from now on (domain E11)."""

from __future__ import annotations

from django.urls import reverse

from partnerships.models import Role, Seat, Sector
from partnerships.parity import RUNNING
from partnerships.signers import asked_to_sign
from pipd.kit import mail

NAMED = "facilitator_named"


def named(seat: Seat, *, instead_of: Seat | None = None) -> None:
    """Tell the leads of a group that runs, or their deputies where nobody leads, that `seat` facilitates it now."""
    area = seat.area
    if seat.role != Role.FACILITATOR or area is None or area.state not in RUNNING:
        return
    before = f", instead of {instead_of.user}" if instead_of else ""
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
                    f"{seat.user} facilitates {area.name} from today{before}. The coordinator named them."
                ],
                "act": "See the group",
                "link": mail.link(reverse("partnerships:people-list", kwargs={"area": area.slug})),
                "why": f"You get this because you are lead or deputy of one sector’s participants in {area.name}.",
            },
        )
