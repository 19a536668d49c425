"""One facilitator of a group hands over to another, in one act (domain E11).

Sessions that were held keep whoever ran them. Those ahead, and notes that await approval, are the new pair's.
"""

from __future__ import annotations

from django.db import transaction

from partnerships import appointing, history
from partnerships.locks import area_for, programme_for
from partnerships.membership import NotPossible
from partnerships.models import Role, Seat
from partnerships.permissions import Permission
from workshops.models import Workshop
from workshops.places import AHEAD


@transaction.atomic
def replace(seat: Seat, *, email: str, full_name: str, by: Seat) -> Seat:
    """End the seat of a facilitator and give one to the person of `email`, who takes over the sessions ahead.

    Raises NotPossible, and changes nothing, where appointing them does (I-5, R15), and for a seat that has ended.
    """
    if seat.role != Role.FACILITATOR or seat.area is None:
        raise NotPossible("Only who facilitates a group hands over to another facilitator.")
    # The programme, which whoever appoints locks, comes before the area (partnerships.locks). With the area locked, as
    # by whoever moves a session, nobody writes down the old pair meanwhile.
    programme_for(Permission.APPOINT_TO_AREA, by=by)
    area = area_for(Permission.APPOINT_TO_AREA, seat.area, by=by)
    appointing.end(seat, by=by)
    after = appointing.appoint(
        area.programme,
        role=Role.FACILITATOR,
        email=email,
        full_name=full_name,
        area=area,
        instead_of=seat,
        by=by,
    )
    ahead = list(Workshop.objects.filter(area=area, state__in=AHEAD, facilitators=seat).order_by("number"))
    for workshop in ahead:
        workshop.facilitators.remove(seat)
        workshop.facilitators.add(after)
        workshop.revision += 1  # whoever has its form open sees that it changed
        workshop.save(update_fields=["revision"])
    facts = {"seat": str(after.pk), "sessions": [workshop.number for workshop in ahead]}
    history.record(by, "facilitator replaced", subject=seat.pk, area=area, facts=facts)
    return after
