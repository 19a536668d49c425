"""That a sector without a lead names one, and that whoever is named says whether they will do it (domain I-7, E20)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from math import ceil
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from partnerships.models import LeadVoice, Role, Seat
from partnerships.models.seats import SeatQuerySet
from partnerships.naming_leads import Job, needed
from partnerships.owed_closure import ANSWER_WITHIN, MARKS
from partnerships.parity import RUNNING
from partnerships.post_leads import CALLED, PAGES
from partnerships.words import sector_words
from pipd.kit import clock, workdays
from pipd.kit.models import OutgoingMail
from pipd.kit.owed import Marks, Owed

EVERY = 20  # working days, from when they joined: nothing waits for it yet, or "sector lead" asks for it more often
THAT_DAY = Marks(before=(), day=True, after=(), every=0)  # and when it is new
NAME = "Choose who signs for your sector"  # in the words of what is asked once something waits for it
SEES = "Your sector’s participants see how many name whom; nobody sees who did."


def with_naming(seats: SeatQuerySet) -> SeatQuerySet:
    """`seats`, each with how naming a lead stands in its sector: in the query that finds the seats themselves."""
    side = Seat.objects.live().participants().filter(area=OuterRef("area"), sector=OuterRef("sector"))
    speak = side.consenting().order_by().values("area").annotate(n=Count("pk")).values("n")
    told: dict[str, Any] = {
        "side_speaks": Coalesce(Subquery(speak), 0),
        "names_a_lead": Exists(LeadVoice.objects.filter(given_by=OuterRef("pk"), job=Job.LEAD)),
        "side_lead": Exists(side.filter(is_lead=True)),
        "side_deputy": Exists(side.filter(is_deputy=True)),
    }
    for job in Job:
        voices = LeadVoice.objects.filter(names=OuterRef("pk"), job=job).order_by().values("names")
        told[f"named_{job}"] = Coalesce(Subquery(voices.annotate(n=Count("pk")).values("n")), 0)
        told[f"named_{job}_at"] = Subquery(voices.annotate(at=Max("given_at")).values("at"))
    return seats.annotate(**told)


def owed_leads(seats: Collection[Any]) -> Iterator[Owed]:
    """What is asked of those of `seats` who take part; of seats that come `with_naming`."""
    for seat in seats:
        takes_part = getattr(seat, "side_speaks", 0) and seat.is_live and seat.role == Role.PARTICIPANT
        if not takes_part or seat.area.state not in RUNNING or not seat.consents_to_take_part:
            continue
        asked = [job for job in Job if _is_asked(seat, job)]
        yield from (_will_you(seat, job) for job in asked)
        if not seat.side_lead and not seat.names_a_lead and Job.LEAD not in asked:
            yield _name_one(seat)


def _is_asked(seat: Any, job: Job) -> bool:
    """Whether as many name them as it takes, so that their own word is missing; for a deputy beside a lead."""
    there = seat.side_lead if job == Job.LEAD else seat.side_deputy
    ready = job == Job.LEAD or seat.side_lead
    return bool(ready and getattr(seat, f"named_{job}") >= needed(seat.side_speaks, in_place=there))


def still_asked(row: OutgoingMail) -> bool:
    """Whether their word is what is missing, as the message that asks for it is sent (domain I-38)."""
    _, job, pk = row.key.split(":")[:3]
    seat = with_naming(Seat.objects.live().filter(pk=UUID(pk))).first()
    return seat is not None and _is_asked(seat, Job(job))


def _will_you(seat: Any, job: Job) -> Owed:
    since, area = getattr(seat, f"named_{job}_at"), seat.area
    words = sector_words(area.programme, seat.sector)
    return Owed(
        kind=f"asked to be {job}",
        title=f"Say whether you will be {CALLED[job]} of your sector",
        what=f"{area.name}. At least half of the {words} participants name you.",
        sees="Everybody in the group sees who leads. Those who named you are told if you will not.",
        url=reverse(PAGES[job], kwargs={"area": area.slug}),
        due_at=workdays.deadline_after(since, ANSWER_WITHIN),
        button="Read what it means, and answer",
        area_name=area.name,
        subject=seat.pk,
        marks=replace(MARKS, since=since),
    )


def _name_one(seat: Any) -> Owed:
    area = seat.area
    words = sector_words(area.programme, seat.sector)
    return Owed(
        kind="lead to name",
        title=NAME,
        what=f"{area.name}. Nobody leads the {words} participants. Once half of you name one person, they are asked.",
        sees=SEES,
        url=reverse(PAGES[Job.LEAD], kwargs={"area": area.slug}),
        due_at=workdays.deadline(_round(seat.started_on)),
        button="Name a lead",
        area_name=area.name,
        subject=area.pk,
        marks=THAT_DAY,
    )


def _round(since: date) -> date:
    """The next of the days on which it is told of again."""
    rounds = max(1, ceil(workdays.between(since, clock.today()) / EVERY))
    return workdays.add_wd_known(since, EVERY * rounds)
