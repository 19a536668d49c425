"""Taking back the consent to take part: what goes and what stays is read before, and is so at once (domain E7)."""

from __future__ import annotations

import pytest

from partnerships.models import Consent, Seat
from tests import build
from tests.journeys.office import Office
from workshops.clearance import departing
from workshops.models import ClearedPoint, ClearedQuote


@pytest.fixture
def group(office: Office) -> build.Group:
    """Session 1 is cleared, with a quotation; session 2 has begun, and points are logged."""
    made = build.group()
    build.note_at("cleared", made, 1, quoted=True)
    second = build.delivered(made, 2)
    for seat in (made.la_lead, made.tso[1]):
        build.log_point(second, seat, f"{made.words.logged} by {seat.sector}")
    return made


def test_consent_is_taken_back_on_a_phone(office: Office, group: build.Group, width: int) -> None:
    seat = group.tso[1]  # whoever the quotation is noted for
    person = office.seat(seat, width=width)
    person.may_see = frozenset(group.words.uncleared)
    statements = ClearedPoint.objects.count()
    logged = departing.own(group.area, seat).logged
    assert logged > 1
    person.opens("partnerships:people-list", area=group.slug)
    person.follows("Leave the group")
    person.is_at(f"Leaving {group.area.name}")
    person.follows("Take back my consent to take part")
    person.sees("What goes, at once and for good", f"{logged} points you logged are deleted")
    person.sees("1 quotation of yours is deleted", "What stays")
    person.follows("Leave my consent as it is")
    assert ClearedQuote.objects.count() == 1

    person.follows("Take back my consent to take part")
    person.presses("Take back my consent")
    person.is_told(f"Your consent to take part in {group.area.name} is withdrawn.")

    assert ClearedQuote.objects.count() == 0
    assert ClearedPoint.objects.count() == statements
    assert not Consent.objects.filter(seat=seat, withdrawn_at=None).exists()
    assert not Seat.objects.get(pk=seat.pk).is_live
    person.opens("workshops:record-detail", status=404)
    facilitator = office.seat(group.facilitator, width=width)
    facilitator.may_see = frozenset(group.words.uncleared)
    facilitator.opens("partnerships:people-list", area=group.slug)
    facilitator.does_not_see(str(seat.user.full_name))
