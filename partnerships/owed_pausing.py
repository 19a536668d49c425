"""That the group stands still, or goes on, which one lead has asked of the other: until they answer (domain 3D)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from django.urls import reverse

from partnerships.models import AreaPaused, Seat
from partnerships.owed_closure import ANSWER_WITHIN, MARKS
from pipd.kit import workdays
from pipd.kit.owed import Owed

SEES = "The group, its facilitators and the coordinator read why a group stands still."


def owed_pausing(seats: Collection[Seat]) -> Iterator[Owed]:
    """What is asked of those of `seats` who lead, or are deputies; one query, and none for anybody else."""
    leads = {seat.area_id: seat for seat in seats if seat.area_id and seat.is_live and seat.may_sign}
    if not leads:
        return
    rows = AreaPaused.objects.open().filter(area__in=leads).select_related("area")
    for act in rows.order_by("area", "pk"):
        since, area = act.la_at or act.tso_at, act.area
        if leads[area.pk].sector != act.awaits or since is None or area.paused == act.pauses:
            continue
        yield Owed(
            kind="pause asked",
            title="Say whether the group is paused" if act.pauses else "Say whether the group goes on",
            what=f"{area.name}. The other sector’s lead asks for it, and says why.",
            sees=SEES,
            url=reverse("partnerships:pause-together", kwargs={"area": area.slug}),
            due_at=workdays.deadline_after(since, ANSWER_WITHIN),
            button="Read why, and answer",
            area_name=area.name,
            subject=act.pk,
            marks=replace(MARKS, since=since),
        )
