"""Notes that are to be agreed in a session keep up with its date (domain 3F)."""

from __future__ import annotations

from partnerships import history
from partnerships.models import Seat
from pipd.kit import clock
from workshops import windows
from workshops.clearance.working import Note
from workshops.models import Workshop


def noted_before(session: Workshop) -> Note | None:
    """The notes that people are still checking and would agree in `session`; None when there are none."""
    held = Workshop.objects.filter(
        area=session.area_id, number__lt=session.number, state=Workshop.State.DELIVERED
    )
    last = held.order_by("-number").first()
    found = Note.objects.filter(workshop=last, state=Note.State.CIRCULATED, closes_at__gt=clock.now())
    note = found.select_related("workshop__area__programme").first()
    return None if note is None or _is_later(session, note.workshop) else note


def keep_up(session: Workshop, *, by: Seat) -> None:
    """Give notes that were to be agreed in `session` the time that its new date means, or none of its own.

    Call it inside the transaction that changed the session. Nobody's time grows shorter than they were told.
    """
    note = noted_before(session)
    if note is None:
        return
    note = (
        Note.objects.select_for_update(of=("self",))
        .select_related("workshop__area__programme")
        .get(pk=note.pk)
    )
    if windows.following(note.workshop) is None and note.window_ends_at == note.closes_at:
        return  # answered by email already: no move of a session makes that longer
    until, closes_at = windows.answering(note.workshop)
    closes_at = max(closes_at, note.closes_at or closes_at)
    until = closes_at if windows.following(note.workshop) is None else until
    if (until, closes_at) == (note.window_ends_at, note.closes_at):
        return
    note.window_ends_at, note.closes_at = until, closes_at
    note.save()
    facts = {"until": until.isoformat(), "closes": closes_at.isoformat()}
    history.record(by, "time for answers moved", subject=note.pk, area=session.area, facts=facts)


def _is_later(session: Workshop, noted: Workshop) -> bool:
    """Whether another session lies between: then `session` is not where the notes of `noted` are agreed."""
    between = Workshop.objects.filter(
        area=session.area_id, number__gt=noted.number, number__lt=session.number
    )
    return between.exclude(state=Workshop.State.CANCELLED).exists()
