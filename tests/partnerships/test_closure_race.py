"""Both leads sign a closure record at the same moment: the partnership closes once (domain I-35)."""

from __future__ import annotations

import pytest
from django.db import connection

from partnerships import closure, register
from partnerships.models import Partnership, PartnershipClosed, Seat
from pipd.kit.models import LogEntry
from tests import build
from tests.partnerships import register_rows as rows
from tests.workshops.test_races import ON_SQLITE, at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 8


def sign(one: Partnership, seen: str, seat: Seat) -> bool:
    fresh = Partnership.objects.get(pk=one.pk)
    return closure.sign(fresh, seen=seen, by=Seat.objects.get(pk=seat.pk))


def rounds(area: build.Group) -> list[tuple[str, ...]]:
    """What both presses returned, and where the partnership stands, round after round."""
    found = []
    for turn in range(ROUNDS):
        one = rows.closing(area, name=f"Board {turn}")
        seen = rows.digest(one)
        both = [lambda s=seat, o=one, d=seen: sign(o, d, s) for seat in (area.la_lead, area.tso_lead)]
        told = sorted(str(answer) for answer in at_once(*both))
        one.refresh_from_db()
        found.append((*told, one.stage))
    return found


def test_two_leads_at_once_close_it_once(area: build.Group) -> None:
    assert rounds(area) == [("False", "True", "closed")] * ROUNDS
    assert LogEntry.objects.filter(verb="partnership closed").count() == ROUNDS
    assert PartnershipClosed.objects.complete().count() == ROUNDS


def test_control_without_the_lock_a_signature_is_lost(
    area: build.Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip(ON_SQLITE)

    def unlocked(one: Partnership) -> Partnership:
        return Partnership.objects.select_related("area__programme").get(pk=one.pk)

    monkeypatch.setattr(register, "lock", unlocked)
    with pytest.raises(BaseException):  # noqa: B017, PT011 - a lost signature, or one the database refuses
        assert rounds(area) == [("False", "True", "closed")] * ROUNDS
