"""One facilitator of a group hands over to another, in one act (domain E11).

Sessions that were held keep whoever ran them. Those ahead, and notes that await approval, are the new pair's.
"""

from __future__ import annotations

from django.db import transaction

from partnerships import appointing, history
from partnerships.membership import NotPossible
from partnerships.models import Role, Seat, StudyArea
from workshops.models import Workshop
from workshops.places import AHEAD


@transaction.atomic
def replace(seat: Seat, *, email: str, full_name: str, by: Seat) -> Seat:
    """End the seat of a facilitator and give one to the person of `email`, who takes over the sessions ahead.

    Raises NotPossible, and changes nothing, where appointing them does (I-5, R15), and for a seat that has ended.
    """
    if seat.role != Role.FACILITATOR or seat.area_id is None:
        raise NotPossible("Only who facilitates a group hands over to another facilitator.")
    # The area first, as whoever moves a session or gives a place locks it: nobody writes down the old pair meanwhile.
    rows = StudyArea.objects.select_for_update(of=("self",), no_key=True).select_related("programme")
    area = rows.get(pk=seat.area_id)
    appointing.end(seat, by=by)
    after = appointing.appoint(
        area.programme, role=Role.FACILITATOR, email=email, full_name=full_name, area=area, by=by
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
