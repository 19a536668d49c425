"""Whether what a message about sessions tells of still holds: asked again at the moment of sending (domain I-38)."""

from __future__ import annotations

from uuid import UUID

from partnerships.models import Seat, Sector, StudyArea
from pipd.kit.models import OutgoingMail
from workshops import gaps, own_places

# Messages about one thing, of which a later one says all that an earlier one said and more.
OF_A_DATE = ("session_moved", "session_postponed", "session_cancelled")
OF_A_MEETING = ("closing_meeting", "closing_meeting_off")


def goes_on(row: OutgoingMail) -> bool:
    """Whether the area of a message was not discontinued: then one message says that all its dates are off."""
    return not StudyArea.objects.discontinued().filter(pk=UUID(row.chain)).exists()


def is_latest_of_date(row: OutgoingMail) -> bool:
    """Whether nothing newer was queued to this reader on the date of the same session."""
    return _is_latest(row, OF_A_DATE, row.key.split(":")[2])


def is_latest_of_meeting(row: OutgoingMail) -> bool:
    """The same for a closing meeting."""
    return _is_latest(row, OF_A_MEETING, row.key.split(":")[1])


def _is_latest(row: OutgoingMail, kinds: tuple[str, ...], workshop: str) -> bool:
    others = OutgoingMail.objects.filter(
        kind__in=kinds, recipient=row.recipient, key__contains=f":{workshop}:"
    )
    return goes_on(row) and not others.filter(queued_at__gt=row.queued_at).exists()


def substitute_is_asked(row: OutgoingMail) -> bool:
    """Whether somebody who was named has still to say if they stand in."""
    seat = Seat.objects.filter(pk=UUID(row.key.split(":")[2])).first()
    places = own_places.to_come([seat] if seat else [])
    return any(str(p.workshop_id) in row.about and p.presence == own_places.P.ASKED for p in places)


def gap_is_asked(row: OutgoingMail) -> bool:
    """Whether the word of the reader's sector on a date closer than usual is still missing."""
    waiver = gaps.requests().filter(pk=UUID(row.key.split(":")[1])).select_related("later").first()
    if waiver is None:
        return False
    sides = (
        Seat.objects.live()
        .filter(user=row.recipient, area=waiver.later.area_id)
        .values_list("sector", flat=True)
    )
    return any(not waiver.signed_at(side) for side in Sector.values if side in sides)
