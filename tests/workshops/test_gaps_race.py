"""Both leads agree to a shorter gap at the same moment: it is complete once, and everybody is told once (I-9)."""

from __future__ import annotations

import pytest
from django.db import connection

from partnerships.models import Seat
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.workshops.sooner import SOONER, session
from tests.workshops.test_races import ON_SQLITE, at_once
from workshops import gaps_asked
from workshops.models import GapWaiver, Workshop

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 10


def agree(workshop: Workshop, waiver: GapWaiver, seat: Seat) -> bool:
    fresh = Workshop.objects.select_related("area__programme").get(pk=workshop.pk)
    return gaps_asked.agree(fresh, digest=waiver.digest, by=Seat.objects.get(pk=seat.pk))


def rounds(area: build.Group) -> list[list[bool]]:
    """What both presses returned, round after round: each with a new request."""
    found, workshop = [], session(area)
    for _ in range(ROUNDS):
        GapWaiver.objects.all().delete()
        OutgoingMail.objects.all().delete()
        waiver = gaps_asked.ask(workshop, SOONER, by=area.facilitator)
        both = [lambda s=seat, w=waiver: agree(workshop, w, s) for seat in (area.la_lead, area.tso_lead)]
        found.append(sorted(at_once(*both)))
        waiver.refresh_from_db()
        found[-1].append(waiver.completed_at is not None)
    return found


def test_two_leads_at_once_complete_it_once(area):
    assert rounds(area) == [[False, True, True]] * ROUNDS
    assert OutgoingMail.objects.filter(kind="shorter_gap_agreed").count() == 4
    assert LogEntry.objects.filter(verb="shorter gap agreed").count() == ROUNDS


def test_control_without_the_lock_a_signature_is_lost_or_nobody_completes_it(area, monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip(ON_SQLITE)

    def unlocked(workshop: Workshop) -> Workshop:
        return Workshop.objects.select_related("area__programme").get(pk=workshop.pk)

    monkeypatch.setattr(gaps_asked, "_locked", unlocked)
    assert any(told != [False, True, True] for told in rounds(area))
