"""A place that was given, until its person says that they take it: so long it can be given back, or taken back.

Nobody but they themselves ends it afterwards (domain R20).
"""

from __future__ import annotations

from partnerships import history
from partnerships.membership import NotPossible, stand_still_without
from partnerships.models import Application, Seat
from partnerships.models.seats import NOT_TAKEN_UP

TAKEN_UP = "They have said that they take part. From then on people leave by their own act alone."
NO_MORE = "They do not have this place any more."
LEADS = "Their sector has named them to stand for it. It names somebody else first."


def awaits_word(application: Application) -> bool:
    """Whether whoever was accepted holds their place, and has not said yet that they take it."""
    rows = Application.objects.filter(pk=application.pk, state=Application.State.ACCEPTED)
    return rows.with_agreement().filter(awaits_word=True).exists()


def end(application: Application, *, by: Seat) -> None:
    """End the place that the locked `application` led to, in its locked area; whom it replaced is replaced by nobody.

    Raises NotPossible once its person takes part (domain R20), has left, or stands for their sector (I-7).
    """
    # Locked: whoever consents at this moment holds it, and is counted then, or waits and finds it ended.
    rows = Seat.objects.live().participants().select_for_update(of=("self",), no_key=True)
    seat = rows.filter(area=application.area, user__seats=application.seat_id).first()
    if seat is None:
        raise NotPossible(NO_MORE)
    if not awaits_word(application):
        raise NotPossible(TAKEN_UP)
    if seat.may_sign:
        raise NotPossible(LEADS)
    Seat.objects.filter(pk=seat.pk).end(reason=NOT_TAKEN_UP)
    Seat.objects.filter(pk=seat.pk).update(replaces=None)
    history.record(by, "place ended", subject=seat.pk, area=application.area, facts={"sector": seat.sector})
    stand_still_without(seat, by=by)
