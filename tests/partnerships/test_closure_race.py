"""Both leads sign a closure record at the same moment: the partnership closes once (domain I-35)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection

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


DONE = ("False", "True", "closed")


def one_round(area: build.Group, turn: int) -> tuple[str, ...]:
    """What both presses returned, and where the partnership stands then."""
    one = rows.closing(area, name=f"Board {turn}")
    seen = rows.digest(one)
    both = [lambda s=seat, o=one, d=seen: sign(o, d, s) for seat in (area.la_lead, area.tso_lead)]
    told = sorted(str(answer) for answer in at_once(*both))
    one.refresh_from_db()
    return (*told, one.stage)


def test_two_leads_at_once_close_it_once(area: build.Group) -> None:
    assert [one_round(area, turn) for turn in range(ROUNDS)] == [DONE] * ROUNDS
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
    lost = 0
    for turn in range(ROUNDS):
        try:
            lost += one_round(area, turn) != DONE
        except IntegrityError:  # the second signature, refused by the database
            lost += 1
    assert lost
