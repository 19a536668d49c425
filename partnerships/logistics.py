"""The part of an area's log that is about people, dates and documents: what a coordinator reads of it (domain 3K)."""

from __future__ import annotations

from django.db.models import QuerySet

from partnerships.models import Seat, StudyArea
from partnerships.models.seats import RUNS
from partnerships.permissions import Permission, allows
from pipd.kit.models import LogEntry

# Nothing here says who answered, suggested, supported or signed what: what is not on the list, no coordinator reads.
LOGISTICS = frozenset(
    {
        # recruitment
        "applications opened", "applications extended", "applications closed", "applications imported",
        "application erased", "application sent",
        "application entered", "application decided", "application withdrawn", "place ended",
        # people
        "joined", "left", "seat taken", "seat given", "invitation sent", "appointment ended", "facilitator replaced",
        "lead named", "deputy named", "new job entered", "new job confirmed", "new job declined",
        "job title corrected", "parity waived", "uneven explained", "person erased",
        # the area
        "area moved on", "area paused", "area resumed", "candidate entered", "candidate changed",
        # sessions and their notes, by state and date
        "sessions planned", "session changed", "session put back", "session postponed", "session cancelled",
        "closing meeting set", "closing meeting called off", "attendance recorded",
        "substitute named", "substitute confirmed", "substitute not confirmed", "substitute taken back",
        "agreed to stand in", "declined to stand in", "notes sent for checking", "changed notes sent",
        "notes cleared", "notes parked", "time for answers moved", "time for answers extended",
        # the plan and the register
        "plan agreed", "plan started", "plan closed", "plan version opened", "plan superseded", "publication set",
        "review planned", "review moved", "review confirmed", "partnership entered", "partnership changed",
        "partnership moved on", "partnership closed",
    }
)  # fmt: skip

# Of these a coordinator reads which participant did it: of the rest the state is theirs to see, and no more.
OF_ONESELF = frozenset(
    {"joined", "left", "new job confirmed", "new job declined", "agreed to stand in", "declined to stand in"}
)
# Feedback is given without a name and counted late (0008): when each came in would undo both.
NOBODYS = frozenset({"feedback received"})


def entries(area: StudyArea, reader: Seat) -> QuerySet[LogEntry]:
    """The log of `area` as far as `reader` reads it, the newest first: all of it, or what is logistics (domain 3K)."""
    found = LogEntry.objects.filter(chain=area.chain).exclude(verb__in=NOBODYS).order_by("-number")
    return found if allows(reader, Permission.SEE_LOG) else found.filter(verb__in=LOGISTICS)


def tells_who(entry: LogEntry, reader: Seat) -> bool:
    """Whether `reader` of the log sees from whom `entry` comes: who runs things, and else as the two lists say."""
    return entry.actor_role in RUNS or entry.verb in OF_ONESELF or allows(reader, Permission.SEE_LOG)
