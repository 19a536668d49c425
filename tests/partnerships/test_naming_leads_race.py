"""Two people name the same person at the same moment, and both make the half: they are put in place once (I-7)."""

from __future__ import annotations

import pytest
from django.db import connection

from partnerships import naming_leads
from partnerships.models import LeadVoice, Seat, StudyArea
from partnerships.permissions import Permission
from pipd.kit import clock
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.workshops.test_races import ON_SQLITE, at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 8
ONCE = (1, 5, 0, True)


def fresh(seat: Seat) -> Seat:
    return Seat.objects.select_related("area__programme", "programme", "user").get(pk=seat.pk)


def one_round(area: build.Group) -> tuple[int, int, int, bool]:
    """How often they were put in place, and told of; how many voices are left, and whether they lead."""
    jo = area.tso[0]
    Seat.objects.filter(area=area.area).of("tso").update(is_lead=False, is_deputy=False)
    LeadVoice.objects.all().delete()
    OutgoingMail.objects.all().delete()
    before = LogEntry.objects.filter(verb="lead named").count()
    for by in (jo, area.tso[1]):
        LeadVoice.objects.create(given_by=by, names=jo, job="lead", given_at=clock.now())
    at_once(
        *(
            lambda by=by: naming_leads.say(fresh(by).area, "lead", names=fresh(jo), by=fresh(by))
            for by in area.tso[2:4]
        )
    )
    named = LogEntry.objects.filter(verb="lead named").count() - before
    mails = OutgoingMail.objects.filter(kind="lead_settled").count()
    return named, mails, LeadVoice.objects.count(), Seat.objects.get(pk=jo.pk).is_lead


def test_two_voices_at_once_put_one_person_in_place_once(area: build.Group) -> None:
    build.area_with_sessions(area)
    assert [one_round(area) for _ in range(ROUNDS)] == [ONCE] * ROUNDS


def test_control_without_the_lock_they_are_put_in_place_twice(
    area: build.Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip(ON_SQLITE)
    build.area_with_sessions(area)

    def unlocked(permission: Permission, one: StudyArea, *, by: Seat) -> StudyArea:
        return StudyArea.objects.select_related("programme").get(pk=one.pk)

    monkeypatch.setattr(naming_leads, "area_for", unlocked)
    assert any(one_round(area) != ONCE for _ in range(ROUNDS))
