"""What several tests of clearing do: agree, approve, park, and see what is cleared."""

from __future__ import annotations

from partnerships import membership
from pipd.kit import mail
from tests import build
from workshops.clearance import approving, departing
from workshops.models import ClearedNote, ClearedPoint


def approve(group: build.Group, workshop: build.Workshop) -> ClearedNote:
    return approving.approve(workshop, by=group.other_facilitator)


def cleared_numbers(workshop: build.Workshop) -> list[int]:
    points = ClearedPoint.objects.filter(note__workshop=workshop)
    return list(points.order_by("number").values_list("number", flat=True))


def all_fair(group: build.Group, workshop: build.Workshop, la: int = 2, tso: int = 2) -> None:
    for seat in group.la[:la] + group.tso[:tso]:
        build.answer(workshop, seat)


def park(group: build.Group, workshop: build.Workshop) -> bool:
    return approving.park_if_nothing_agreed(workshop, by=membership.system_seat(group.programme))


def send_mail() -> None:
    """Everything that is owed goes out now."""
    for mail_id in mail.sweep():
        mail.send(mail_id)


def gone(area: build.Group, who: build.Seat, *points: ClearedPoint) -> departing.Farewell:
    """`who` takes their consent back, and asks for these statements to go."""
    return departing.withdraw_consent(area.area, identifying=[p.pk for p in points], by=who)
