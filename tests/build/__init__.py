"""Plain builders that reach a state only by the real workflow functions. They move the clock as time would."""

from datetime import timedelta

from partnerships import membership
from partnerships.models import Role, Seat, Sector
from pipd.kit import clock
from tests.build.absences import named, propose, substitute
from tests.build.answers import (
    CHANGE,
    FAIR,
    OUT,
    after_the_window,
    all_present_agree,
    amendments,
    answer,
    decide,
    enter_room,
    is_beside,
    note_of,
    responder,
    shown,
    version_of,
    view_ids,
)
from tests.build.notes import (
    circulated,
    cleared_note,
    cleared_point,
    log_point,
    logged_points,
    note_at,
    uncleared_texts,
    write_up,
)
from tests.build.people import (
    NEIGHBOURS_WORDS,
    OUR_WORDS,
    Group,
    Words,
    group,
    joined,
    participant,
    programme,
    programme_seat,
    study_area,
    user,
)
from tests.build.sessions import (
    FIRST_SESSION,
    area_with_sessions,
    delivered,
    forward_to,
    without_third_sector_lead,
)
from workshops import logbook
from workshops.clearance import approving, circulating, settling, writing
from workshops.clearance.working import Amendment
from workshops.models import Workshop

MINUTE = timedelta(minutes=1)

__all__ = [
    "CHANGE",
    "FAIR",
    "FIRST_SESSION",
    "MINUTE",
    "NEIGHBOURS_WORDS",
    "OUR_WORDS",
    "OUT",
    "Amendment",
    "Group",
    "Role",
    "Seat",
    "Sector",
    "Words",
    "Workshop",
    "after_the_window",
    "all_present_agree",
    "amendments",
    "answer",
    "approving",
    "area_with_sessions",
    "circulated",
    "circulating",
    "cleared_note",
    "cleared_point",
    "clock",
    "decide",
    "delivered",
    "enter_room",
    "forward_to",
    "group",
    "is_beside",
    "joined",
    "log_point",
    "logbook",
    "logged_points",
    "membership",
    "named",
    "note_at",
    "note_of",
    "participant",
    "programme",
    "programme_seat",
    "propose",
    "responder",
    "settling",
    "shown",
    "study_area",
    "substitute",
    "uncleared_texts",
    "user",
    "version_of",
    "view_ids",
    "without_third_sector_lead",
    "write_up",
    "writing",
]
