"""What of sessions and notes ends with an area that is discontinued (settings.ENDS_WITH_AREA, domain 3D)."""

from __future__ import annotations

from partnerships import agreement, history
from partnerships.models import Seat, StudyArea
from pipd.kit.calendars import Entry
from pipd.kit.wording import count
from workshops import cycle, diary
from workshops.clearance import ending
from workshops.models import GapWaiver, Workshop


def numbers(area: StudyArea) -> list[str]:
    """What would end, and what stays, in sentences that count."""
    open_ones = Workshop.objects.filter(area=area, state__in=cycle.OPEN).count()
    notes = ending.under_way(area)
    found = [
        (open_ones, f"{count(open_ones, 'session')} to come: cancelled."),
        (notes.unsent, f"Notes of {count(notes.unsent, 'session')} not sent for checking: never sent."),
        (notes.checked, f"Notes of {count(notes.checked, 'session')} being checked: not agreed, not used."),
        (
            notes.opened_again,
            f"Notes of {count(notes.opened_again, 'session')} opened again: what was opened stays out.",
        ),
        (notes.cleared, f"Cleared record of {count(notes.cleared, 'session')}: stays."),
    ]
    return [words for number, words in found if number]


def hold(area: StudyArea) -> None:
    """Lock what `end` changes, in the order of all locks: the caller has the area's."""
    ending.hold(area)


def end(area: StudyArea, *, by: Seat) -> list[Entry]:
    """Cancel the sessions to come and close notes that are being checked; the entries for calendars that are off."""
    cancelled = cycle.cancel_all(area, by=by)
    meetings = ending.end(area, by=by)
    for waiver in GapWaiver.objects.open().filter(later__area=area).order_by("pk"):
        agreement.void(waiver, reason=GapWaiver.Void.OTHERWISE)
        history.record(by, "shorter gap left", subject=waiver.later_id, area=area)
    return [
        *(diary.session_entry(workshop) for workshop in cancelled),
        *(diary.meeting_entry(meeting, facilitates=False) for meeting in meetings),
    ]
