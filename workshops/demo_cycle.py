"""The demonstration's exceptions: a session that was recorded with everybody's consent, and one that is postponed."""

from __future__ import annotations

from partnerships import consenting
from partnerships.demo_story import Group, Story
from partnerships.models import Consent
from workshops import cycle, recordings
from workshops.models import Attendance, Workshop


def recorded(story: Story, group: Group, workshop: Workshop) -> None:
    """Everybody who was there agrees to be recorded; the recording is destroyed once the notes are written up."""
    by = group.facilitators[0]
    there = workshop.attendances.filter(presence__in=Attendance.THERE).select_related("seat")
    for attendance in there:
        consenting.give(attendance.seat, Consent.Kind.RECORDING, by=attendance.seat)
    recordings.note(
        workshop,
        made=True,
        held_by="Saltreach University, records office",
        destroy_on=recordings.last_day(workshop),
        by=by,
    )
    recordings.confirm_destroyed(workshop, by=by)


def postponed(story: Story, group: Group, workshop: Workshop) -> None:
    """The last session has lost its hall, and waits for a new date."""
    story.go(-2, 15)
    cycle.postpone(
        workshop, reason="The hall is flooded. A new date is being found.", by=group.facilitators[0]
    )
