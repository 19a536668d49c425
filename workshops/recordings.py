"""Recordings of sessions: only when everybody there consents, held elsewhere, destroyed by a day (I-11, R26, R27).

The sound is never kept here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from partnerships import consenting, history
from partnerships.membership import NotPossible
from partnerships.models import Consent, Seat
from partnerships.permissions import Permission, require
from pipd.kit import clock, revisions, workdays
from pipd.kit.wording import short_date
from workshops import post_recordings, scheduling, windows
from workshops.models import Attendance, Recording, Workshop

DESTROYED_WITHIN = 10  # working days after the notes are cleared (domain 3R)
NOT_ALL = "Not everybody who was there has agreed to be recorded, so there may be notes only."


@dataclass(frozen=True)
class Agreed:
    """Who of those concerned may be recorded: names are for facilitators alone."""

    given: list[tuple[Seat, Consent]]
    missing: list[Seat]

    @property
    def people(self) -> int:
        return len(self.given) + len(self.missing)

    @property
    def everybody(self) -> bool:
        return self.people > 0 and not self.missing


def agreed(workshop: Workshop) -> Agreed:
    """Whether those who were at `workshop` consent to be recorded; before it is held, those expected."""
    if workshop.is_delivered:
        came = workshop.attendances.filter(presence__in=Attendance.THERE).select_related("seat__user")
        seats = [attendance.seat for attendance in came.order_by("seat__sector", "seat__user__full_name")]
    else:
        seats = _to_come(workshop)
    may = consenting.standing(seats, Consent.Kind.RECORDING)
    given = [(seat, may[seat.pk]) for seat in seats if seat.pk in may]
    return Agreed(given, [seat for seat in seats if seat.pk not in may])


@transaction.atomic
def record_consents(
    workshop: Workshop,
    people: Collection[UUID],
    *,
    agrees: bool,
    channel: str,
    read: str | None = None,
    by: Seat,
) -> int:
    """Keep what `people`, seats by id, said of being recorded in speech or on paper; for how many it changed anything.

    Each gets a receipt and can say on their own page that it was not so. `read` is the version that was read out
    (`consenting.keep`). Raises Http404 for somebody who is neither expected at `workshop` nor was there.
    """
    require(by, Permission.RECORD_CONSENT, area_id=workshop.area_id)
    here = agreed(workshop)
    known = {seat.pk: seat for seat in [*(seat for seat, _ in here.given), *here.missing]}
    if not set(people) <= known.keys():
        raise Http404
    kind = Consent.Kind.RECORDING
    changed = [
        seat
        for seat in sorted((known[pk] for pk in people), key=lambda seat: str(seat.pk))
        if consenting.record(seat, kind, agrees=agrees, channel=channel, read=read, by=by)
    ]
    post_recordings.consents_recorded(workshop.area, changed, agrees=agrees)
    return len(changed)


def _to_come(workshop: Workshop) -> list[Seat]:
    """Who is expected: without those who sent apologies, with those who agreed to stand in (domain E2)."""
    noted = list(workshop.attendances.select_related("seat__user", "seat__organisation"))
    away = {row.seat_id for row in noted if row.presence == Attendance.Presence.APOLOGIES}
    instead = [row.seat for row in noted if row.presence == Attendance.Presence.EXPECTED]
    return [seat for seat in scheduling.expected_at(workshop) if seat.pk not in away] + instead


def blockers(workshop: Workshop) -> list[str]:
    """What keeps anybody from saying whether `workshop` was recorded, in sentences."""
    if not workshop.is_delivered:
        return ["Record who came first: whether a recording may be kept depends on who was there."]
    kept = Recording.objects.filter(workshop=workshop, made=True).exists()
    return ["This has been said already. A recording that exists can only be destroyed."] if kept else []


def last_day(workshop: Workshop, cleared_at: datetime | None = None) -> date:
    """The last day on which a recording of `workshop` may exist: ten working days after its notes are settled.

    Until they are cleared, after the last day on which they can be. Raises CalendarRunsOut.
    """
    settled = cleared_at or windows.last_deadline(workshop.area.programme, workshop.local_start.date())
    return workdays.add_wd(settled.astimezone(clock.LONDON).date(), DESTROYED_WITHIN)


def due_on(recording: Recording, cleared_at: datetime | None) -> date:
    """The day by which `recording` goes: the one that was promised, or sooner when its notes were cleared sooner."""
    promised = recording.destroy_on or last_day(recording.workshop)
    return min(promised, last_day(recording.workshop, cleared_at)) if cleared_at else promised


def facts(workshop: Workshop, cleared_at: datetime | None) -> dict[str, Any]:
    """What the page of a session says of its recording; one query."""
    recording = Recording.objects.filter(workshop=workshop).first()
    if recording is None:
        return {"recording": None}
    recording.workshop = workshop
    return {"recording": recording, "last_day": due_on(recording, cleared_at) if recording.made else None}


@transaction.atomic
def note(
    workshop: Workshop,
    *,
    made: bool,
    held_by: str = "",
    destroy_on: date | None = None,
    revision: int = 0,
    by: Seat,
) -> Recording:
    """Say whether `workshop` was recorded; if so who holds it, and the day by which it is destroyed.

    "Notes only" may be corrected; a recording that exists can only be destroyed. Raises NotPossible when somebody who
    was there does not consent (domain I-11), without a holder, or for a day that is past or later than 3R allows.
    `revision` is that of what was said before, 0 where nothing was; raises revisions.Conflict when it is another now.
    """
    require(by, Permission.KEEP_RECORDING, area_id=workshop.area_id)
    stored = (
        Workshop.objects.select_for_update(of=("self",)).select_related("area__programme").get(pk=workshop.pk)
    )
    recording = Recording.objects.filter(workshop=stored).first()
    if recording and recording.revision != revision:
        raise revisions.Conflict(recording)  # before what stops it: both wordings say more than a refusal
    if missing := blockers(stored):
        raise NotPossible(*missing)
    if made:
        _check(stored, held_by, destroy_on)
    else:
        held_by, destroy_on = "", None
    said = {
        "made": made,
        "held_by": held_by,
        "destroy_on": destroy_on,
        "noted_at": clock.now(),
        "noted_by": by,
    }
    if recording:
        revisions.swap(recording, revision=revision, **said)
    else:
        recording = Recording.objects.create(workshop=stored, **said)
    told = {"made": made, "destroy_on": destroy_on.isoformat() if destroy_on else ""}
    history.record(by, "recording noted", subject=stored.pk, facts=told)
    return recording


def _check(workshop: Workshop, held_by: str, destroy_on: date | None) -> None:
    if not agreed(workshop).everybody:
        raise NotPossible(NOT_ALL)
    if not held_by or destroy_on is None:
        raise NotPossible("Say who holds the recording, and by which day it is destroyed.")
    latest = max(last_day(workshop), clock.today())  # who notes it late has today left
    if not clock.today() <= destroy_on <= latest:
        raise NotPossible(f"Choose a day from today to {short_date(latest)}.")


@transaction.atomic
def confirm_destroyed(workshop: Workshop, *, by: Seat) -> Recording:
    """Record that the recording of `workshop` is destroyed. Raises NotPossible when there is none."""
    require(by, Permission.KEEP_RECORDING, area_id=workshop.area_id)
    recording = Recording.objects.select_for_update().filter(workshop=workshop).first()
    if recording is None or not recording.is_kept:
        raise NotPossible("There is no recording of this session.")
    recording.destroyed_at, recording.destroyed_by = clock.now(), by
    recording.save(update_fields=["destroyed_at", "destroyed_by"])
    history.record(by, "recording destroyed", subject=workshop.pk)
    return recording


def is_taken_back(recording: Recording) -> bool:
    """Whether somebody in this recording no longer consents to it; a later consent does not cover it again."""
    return any(back for row, back in kept([recording.workshop.area_id]) if row.pk == recording.pk)


def kept(areas: Collection[Any]) -> list[tuple[Recording, bool]]:
    """Recordings that exist somewhere, in these areas; and whether somebody in each no longer consents. One query."""
    covering = Consent.objects.filter(
        seat=OuterRef("seat"),
        kind=Consent.Kind.RECORDING,
        given_at__lte=OuterRef("workshop__recording__noted_at"),
    )
    there = Attendance.objects.filter(workshop=OuterRef("workshop"), presence__in=Attendance.THERE)
    # Who has a new job, or has agreed to newer words since, took nothing back.
    stands = Q(withdrawn_at=None) | consenting.OF_ITSELF
    without = there.filter(~Exists(covering.filter(stands)))
    found = Recording.objects.filter(workshop__area__in=areas, made=True, destroyed_at=None)
    rows = found.annotate(taken_back=Exists(without)).select_related("workshop__area__programme")
    return [(recording, recording.taken_back) for recording in rows]


def unlawful() -> QuerySet[Attendance]:
    """Who was recorded without a consent that stood when the recording was noted (domain I-11)."""
    at = OuterRef("workshop__recording__noted_at")
    covering = Consent.objects.filter(
        Q(withdrawn_at=None) | Q(withdrawn_at__gte=at), seat=OuterRef("seat"), kind=Consent.Kind.RECORDING
    ).filter(given_at__lte=at)
    there = Attendance.objects.filter(workshop__recording__made=True, presence__in=Attendance.THERE)
    return there.filter(~Exists(covering)).select_related("workshop__area")
