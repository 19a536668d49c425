"""What is held about a person of the sessions: attendance, that they gave feedback, and their own words in notes."""

from __future__ import annotations

from collections.abc import Iterator

from partnerships.models import User
from pipd.kit.held import Row, Section, section, told
from pipd.kit.wording import short_date
from workshops import feedback_reading
from workshops.clearance import holding
from workshops.models import Attendance, Workshop

ATTENDANCE_WHY = (
    "Who was at a session says whether its notes are a fair record. Kept as long as the record of the area."
)
RUN_WHY = "Who facilitates a session writes up its notes. Kept as long as the record of the area."
FEEDBACK_WHY = (
    "That you answered, so that you are asked once. What you said is kept without your name, and nobody can find it "
    "again from here: not even to show it to you."
)


def held(user: User) -> list[Section]:
    """Everything held about `user` in this app, and nothing about anybody else."""
    return [
        section("Sessions you were asked to", ATTENDANCE_WHY, _attendance(user)),
        section("Sessions you facilitate", RUN_WHY, _facilitated(user)),
        section("Feedback you gave", FEEDBACK_WHY, _feedback(user)),
        *holding.sections(user),
    ]


def _attendance(user: User) -> Iterator[Row]:
    rows = Attendance.objects.filter(seat__user=user).select_related("workshop__area")
    for one in rows.order_by("workshop__area__name", "workshop__number", "pk"):
        stands_in = "in the place of somebody else" if one.stands_in_for_id else ""
        on = short_date(one.workshop.starts_at)
        yield holding.session_of(one.workshop), told(on, one.get_presence_display(), stands_in)


def _facilitated(user: User) -> Iterator[Row]:
    rows = Workshop.objects.filter(facilitators__user=user).select_related("area").distinct()
    for one in rows.order_by("area__name", "number"):
        yield holding.session_of(one), told(short_date(one.starts_at), one.get_state_display())


def _feedback(user: User) -> Iterator[Row]:
    rows = feedback_reading.given_by(user)
    for one in rows.order_by("workshop__area__name", "workshop__number", "occasion"):
        yield holding.session_of(one.workshop), f"{one.get_occasion_display()}: you answered"
