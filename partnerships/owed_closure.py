"""Closure records that one sector has signed: asked of whoever stands for the other while they are open (I-35)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from partnerships.models import Partnership, Seat, Sector
from partnerships.words import sector_words
from pipd.kit import workdays
from pipd.kit.owed import USUAL, Marks, Owed

SEES = "The participants of both sectors see the register."
ANSWER_WITHIN = 5  # working days until a signature is counted as due
# From the first signature: then, and 5, 10 and 15 working days later, as signatures of a plan are awaited (domain 3J).
MARKS = Marks(before=(), day=True, after=(5, 10), every=0)


def half_signed(held: dict[UUID, Seat]) -> Q:
    """Partnerships that close and await the sector of one of `held`, who stands for it or whom nobody stands for.

    For rows whose `la_at` and `tso_at` are those of the closure record that stands.
    """
    able = Seat.objects.live().able_to_sign().filter(area=OuterRef("area"))
    asked = Q(pk__in=[])
    for sector in Sector:
        own = {area: seat.may_sign for area, seat in held.items() if seat.sector == sector}
        stood_for = Q(area__in=[area for area, may_sign in own.items() if may_sign])
        led_by_none = Q(
            ~Exists(able.filter(sector=sector)), area__in=[area for area, may in own.items() if not may]
        )
        signed = Q(**{f"{sector.other}_at__isnull": False, f"{sector}_at": None})
        asked |= signed & (stood_for | led_by_none)
    return Q(stage=Partnership.Stage.CLOSING) & asked


def owed_closure(rows: Iterable[Any], held: dict[UUID, Seat]) -> Iterator[Owed]:
    """The signature, one request for each record; where nobody can give it, one for each area to choose who does."""
    waiting: dict[UUID, list[Any]] = defaultdict(list)
    for one in rows:
        if held[one.area_id].may_sign:
            yield _signature(one)
        else:
            waiting[one.area_id].append(one)
    for area, found in waiting.items():
        yield _lead_missing(found[0].area, held[area], min(map(_since, found)))


def _since(one: Any) -> datetime:
    """When the first sector signed."""
    since: datetime = one.la_at or one.tso_at
    return since


def _signature(one: Any) -> Owed:
    since = _since(one)
    return Owed(
        kind="partnership closure",
        title="Sign for closing a partnership, or decline",
        what="The other sector has signed its closure record. Yours is asked to sign too, or to decline.",
        sees=SEES,
        url=reverse("partnerships:partnership-close", kwargs={"area": one.area.slug, "partnership": one.pk}),
        due_at=workdays.deadline_after(since, ANSWER_WITHIN),
        button="Read it",
        area_name=one.area.name,
        subject=one.record,
        marks=replace(MARKS, since=since),
    )


def _lead_missing(area: Any, seat: Seat, since: datetime) -> Owed:
    """Each sector names its own lead (domain I-7): where nobody stands for it, no signature can come."""
    here = sector_words(area.programme, seat.sector)
    return Owed(
        kind="sector lead",
        title="Choose who signs for your sector",
        what=f"The closing of a partnership waits for the {here} participants, and nobody leads them now. Name a "
        "lead, or choose one in the room and a facilitator records it.",
        sees="The group, its facilitators and the coordinator see who leads.",
        url=reverse("partnerships:sector-lead", kwargs={"area": area.slug}),
        due_at=workdays.deadline_after(since, ANSWER_WITHIN),
        button="Name a lead",
        area_name=area.name,
        subject=area.pk,
        marks=replace(USUAL, since=since),
    )
