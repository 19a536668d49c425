"""Notes of an area that is discontinued: nothing more is answered or cleared, and what is cleared stays (domain 3D)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from partnerships import history
from partnerships.models import Seat, StudyArea
from partnerships.permissions import Permission, require
from pipd.kit import clock
from workshops.clearance.working import DraftPoint, Note
from workshops.diary import Meeting
from workshops.models import ClearedNote, Workshop

S = Note.State
# Of notes opened again the record stays without what was opened; of others nothing is used (domain 3F).
ENDS = {True: S.CLEARED, False: S.PARKED}


@dataclass(frozen=True)
class UnderWay:
    """How many notes are not settled, by how far they are."""

    unsent: int
    checked: int
    opened_again: int
    cleared: int


def under_way(area: StudyArea) -> UnderWay:
    """Numbers alone: who may end an area reads nothing of it."""
    again = _checked(area).filter(workshop__in=_with_record(area)).count()
    sent = Note.objects.filter(workshop__area=area).exclude(state=S.DRAFTING).values("workshop")
    held = Workshop.objects.filter(area=area, state=Workshop.State.DELIVERED)
    return UnderWay(
        unsent=held.exclude(pk__in=sent).count(),
        checked=_checked(area).count() - again,
        opened_again=again,
        cleared=_with_record(area).count(),
    )


def _checked(area: StudyArea) -> QuerySet[Note]:
    return Note.objects.filter(workshop__area=area, state=S.CIRCULATED)


def _with_record(area: StudyArea) -> QuerySet:
    return ClearedNote.objects.filter(area=area).values("workshop")


def hold(area: StudyArea) -> None:
    """Lock the notes of `area`, whose lock the caller has: who answers at this moment is waited for, or waits."""
    rows = Note.objects.filter(workshop__area=area).select_for_update(of=("self",))
    list(rows.order_by("workshop__number"))


def end(area: StudyArea, *, by: Seat) -> list[Meeting]:
    """Close whatever is being checked in `area`, in the states that MOVES has for it; the meetings that are off."""
    require(by, Permission.DISCONTINUE_AREA)
    with_record = set(_with_record(area).values_list("workshop", flat=True))
    off = []
    for note in _checked(area).select_related("workshop").order_by("workshop__number"):
        note.workshop.area = area
        off += _close(note, ENDS[note.workshop_id in with_record], by)
    return off


def _close(note: Note, to: str, by: Seat) -> list[Meeting]:
    now = clock.now()
    ahead = note.meeting_ahead
    note.meet_no_more()
    note.state = to
    note.window_ends_at = min(note.window_ends_at or now, now)
    note.closes_at = min(note.closes_at or now, now)
    note.save()
    if to == S.CLEARED:  # what was opened again stays out of the record, and is listed to the group
        DraftPoint.objects.filter(note=note, removed_at=None, closed_at=None).update(closed_at=now)
    verb = "notes closed without what was opened" if to == S.CLEARED else "notes parked"
    history.record(by, verb, subject=note.pk, area=note.workshop.area)
    return [Meeting(note.workshop, ahead, note.closing_meeting_sequence, is_off=True)] if ahead else []
