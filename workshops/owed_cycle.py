"""What dates and recordings ask of facilitators, and of leads, for the home page and the digest (domain 3J)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Min

from partnerships.models import Seat
from pipd.kit import clock, workdays
from pipd.kit.owed import Owed
from workshops import recordings, told
from workshops.due import due_on
from workshops.models import Approval, Recording, Workshop

DATE_WITHIN = 5  # working days to find a new date after postponing, or to agree to one: our own choice
REMIND = 5  # working days before a recording is to be destroyed (domain 3J)


def owed(areas: Collection[UUID], postponed: Iterable[Workshop]) -> list[Owed]:
    """What is due from whoever facilitates `areas`, in which these sessions are `postponed`; two queries at most."""
    return [*_undated(postponed), *_to_destroy(areas)]


def _undated(postponed: Iterable[Workshop]) -> Iterator[Owed]:
    for w in postponed:
        yield due_on(
            w,
            "session to date",
            "session-change",
            title=f"Find a new date for session {w.number}",
            what=f"{w.area.name}. It is postponed, and the group waits to hear when it is.",
            due_at=workdays.deadline_after(w.halted_at or clock.now(), DATE_WITHIN),
            button="Give it a date",
        )


def closer(leads: Mapping[UUID, Seat], sessions: Iterable[Any]) -> Iterator[Owed]:
    """Of each of `leads`, by area: whether a session may be closer to the one before, where their word is missing."""
    for w in sessions:
        lead = leads.get(w.area_id)
        if lead is None or w.is_delivered or not getattr(w, f"closer_awaits_{lead.sector}"):
            continue
        yield due_on(
            w,
            "shorter gap to agree",
            "session-closer",
            title=f"Say whether session {w.number} may be sooner than usual",
            what=f"{w.area.name}. It is done only if the leads of both sectors agree.",
            due_at=workdays.deadline_after(w.closer_asked_at, DATE_WITHIN),
            button="Read it and say",
        )


def _to_destroy(areas: Collection[UUID]) -> Iterator[Owed]:
    kept = recordings.kept(areas)
    cleared = cleared_at([recording for recording, _ in kept])
    soon = workdays.add_wd(clock.today(), REMIND)
    for recording, taken_back in kept:
        w = recording.workshop
        day = recordings.due_on(recording, cleared.get(w.pk))
        if taken_back:
            why, day = "Somebody who was there has taken consent back.", min(day, clock.today())
        elif day <= soon:
            why = "Its time is over then."
        else:
            continue
        yield due_on(
            w,
            "recording to destroy",
            "session-recording",
            title=f"Destroy the recording of session {w.number}",
            what=f"{w.area.name}. {why} Then say here that it is done.",
            due_at=workdays.deadline(day),
            button="See the recording",
            marks=told.RECORDING,
        )


def cleared_at(kept: Collection[Recording]) -> dict[UUID, datetime]:
    """When the notes of the sessions of these recordings were first cleared, by session id."""
    found = Approval.objects.filter(note__workshop__in=[r.workshop_id for r in kept]).order_by()
    return dict(found.values_list("note__workshop").annotate(at=Min("approved_at")))
