"""Asking and agreeing to hold sessions sooner than usual, as tests need it; session 2 is on 15 February 2027."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from partnerships.membership import NotPossible
from partnerships.models import Seat
from pipd.kit.models import OutgoingMail
from tests import build
from workshops import cycle, gaps_asked, owed, slots
from workshops.models import GapWaiver, Workshop

SOONER = date(2027, 3, 5)  # 14 working days after session 2
SOONEST = date(2027, 3, 4)
KEPT = date(2027, 3, 8)  # 15 working days after it
TERMS = "sessions 2 and 3 no fewer than 14 working days apart"


def session(area: build.Group, number: int = 3) -> Workshop:
    return build.area_with_sessions(area)[number - 1]


def move(area: build.Group, day: date, number: int = 3) -> Workshop:
    workshop = session(area, number)
    slot = replace(slots.slot_of(workshop), day=day, facilitators=tuple(area.facilitators))
    return cycle.change(workshop, slot, by=area.facilitator)


def asked(area: build.Group, *, by: Seat | None = None, day: date = SOONER) -> GapWaiver:
    return gaps_asked.ask(session(area), day, by=by or area.facilitator)


def agree(area: build.Group, waiver: GapWaiver, *seats: Seat) -> list[bool]:
    return [gaps_asked.agree(session(area), digest=waiver.digest, by=seat) for seat in seats]


def agreed(area: build.Group, day: date = SOONER) -> GapWaiver:
    waiver = asked(area, day=day)
    agree(area, waiver, area.la_lead, area.tso_lead)
    return waiver


def refusal(area: build.Group, day: date = SOONER) -> str:
    with pytest.raises(NotPossible) as refused:
        move(area, day)
    return str(refused.value)


def mailed(kind: str) -> set[Any]:
    return set(OutgoingMail.objects.filter(kind=kind).values_list("recipient", flat=True))


def due(seat: Seat) -> list[str]:
    return [row.title for row in owed.owed([seat]) if row.kind == "shorter gap to agree"]
