"""An area that has ended, with notes that were cleared, parked and left as drafts; and what is left of their words."""

from __future__ import annotations

from datetime import date

from django.apps import apps
from django.db import models

from partnerships import areas, keeping
from partnerships.models import Seat, StudyArea
from pipd.kit import clock
from tests import build
from workshops import retention
from workshops.models import ClearedPoint, ClearedQuote

WORDS, ANSWERS, REQUESTS = ([kind] for kind in retention.KINDS)
CLOSED_ON = date(2027, 8, 31)  # six months on there is no 31 February: the 29th
DUE = date(2028, 2, 29)
SETTLED = {date(2027, 4, 14): 10, date(2027, 5, 13): 3, date(2027, 5, 27): 8}  # its notes, by their answers
COUNTED = date(2028, 5, 27)  # a year after the last of them, where the report came before
REPORTED = date(2027, 2, 1)


def at(day: date, hour: int = 12) -> None:
    clock.set_to(clock.local(day, hour))


def make(area: build.Group, neighbour: build.Group) -> build.Group:
    """Notes cleared by answers and in the room, parked, and drafted; the area is closed. A neighbour goes on."""
    build.note_at("cleared", neighbour, quoted=True)
    build.note_at("cleared", area, 1, quoted=True)
    build.note_at("parked", area, 2, quoted=True)
    third = build.circulated(area, 3, texts=["HOOPOE in the room 1", "HOOPOE in the room 2"])
    build.enter_room(area, third, area.la[:2] + area.tso[:2])
    build.all_present_agree(area, third)
    build.approving.approve(third, by=area.other_facilitator)
    build.note_at("drafting", area, 4)
    at(CLOSED_ON)
    StudyArea.objects.filter(pk=area.area.pk).update(state="delivering")
    areas.advance(area.area, StudyArea.State.CLOSED, by=area.la_lead)
    return area


def confirm(group: build.Group, kinds: list[keeping.Kind], by: Seat | None = None) -> int:
    return keeping.confirm(group.programme, kinds, by=by or group.coordinator)


def numbers(lots: list[keeping.Lot]) -> list[int]:
    return [lot.number for lot in lots]


def cleared() -> list[tuple[object, ...]]:
    points = ClearedPoint.objects.order_by("pk").values_list("pk", "text", "digest", "differing_views")
    return [*points, *ClearedQuote.objects.order_by("pk").values_list("pk", "text", "sector", "digest")]


def left_of(secret: str) -> list[str]:
    """Every column of every table in which `secret` stands."""
    found = []
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.TextField | models.CharField | models.JSONField):
                told = model._base_manager.values_list(field.name, flat=True)
                if any(secret in str(value) for value in told):
                    found.append(f"{model.__name__}.{field.name}")
    return sorted(found)
