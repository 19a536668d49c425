"""When somebody was told of answers recorded for them: they have two working days from then on (domain I-22)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from partnerships.models import Seat
from pipd.kit import clock
from pipd.kit.models import OutgoingMail
from workshops import post, windows
from workshops.models import Workshop

ON_ITS_WAY = (OutgoingMail.State.OWED, OutgoingMail.State.SENDING)


def of(workshop: Workshop, seat: Seat) -> list[OutgoingMail]:
    """The receipts that `seat` was sent or is owed for answers to the notes of `workshop`, the first first."""
    mine = post.key_of(post.RECEIPT, workshop, seat, "")
    rows = OutgoingMail.objects.filter(key__startswith=mine).only("queued_at", "state", "sent_at")
    return list(rows.order_by("queued_at"))


def until(recorded_at: datetime, receipts: Sequence[OutgoingMail], *, in_room: bool) -> datetime | None:
    """Until when an answer recorded at `recorded_at` may be disputed; None while its receipt is on its way.

    A meeting has one receipt, which may go before the last answer is recorded there: whole days count, and it is the
    same day. With no receipt that will ever arrive, the page of the answers is all there is, and it lists them at once.
    """
    receipt = _receipt(recorded_at, receipts, in_room=in_room)
    if receipt is not None and receipt.state in ON_ITS_WAY:
        return None
    sent_at = receipt.sent_at if receipt else None
    return windows.dispute_until(sent_at or recorded_at)


def _receipt(
    recorded_at: datetime, receipts: Sequence[OutgoingMail], *, in_room: bool
) -> OutgoingMail | None:
    """The one that told of that answer: of a meeting the first of its day, else what was queued with the answer."""
    day = recorded_at.astimezone(clock.LONDON).date()
    fitting = (
        r
        for r in receipts
        if (in_room and r.queued_at.astimezone(clock.LONDON).date() == day) or r.queued_at >= recorded_at
    )
    return next(fitting, None)
