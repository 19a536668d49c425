"""Taking back the consent to take part: what goes and what stays is read before, and is so at once (domain E7)."""

from __future__ import annotations

import pytest

from partnerships import consenting
from partnerships.consent_words import ASKED_BEFORE, IN_FORCE, WORDINGS
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


def test_words_that_have_changed_are_shown_and_asked_anew(
    office: Office, group: build.Group, width: int
) -> None:
    """The words that were agreed to go on; those of today are read beside them, and are a tick of their own."""
    seat, kind = group.la_officer, Consent.Kind.BEYOND_AREA
    consent = consenting.give(seat, kind, by=seat)
    Consent.objects.filter(pk=consent.pk).update(wording_version=ASKED_BEFORE)
    old, new = WORDINGS[kind][ASKED_BEFORE].says, WORDINGS[kind][IN_FORCE[kind]].says
    person = office.seat(seat, width=width)
    person.may_see = frozenset(group.words.uncleared)
    person.opens("home")
    person.follows("The words of what you agreed to have changed")
    person.is_at("What you agree to")
    person.sees(old, new, "Words that have changed since you agreed", f"beyond the area {IN_FORCE[kind]}")
    person.page.get_by_label(new).check(force=True)
    person.presses("Save what I agree to")
    person.is_told("You have agreed to: cleared notes may be used beyond the area.")
    person.does_not_see("Words that have changed since you agreed")
    person.unfolds("What you agreed to before, and when")
    person.sees("followed by newer words", f"wording {ASKED_BEFORE}", old)

    leaver = group.tso[1]
    consenting.withdraw_all([leaver], by=leaver)
    facilitator = office.seat(group.facilitator, width=width)
    facilitator.opens("partnerships:consent-register", area=group.slug)
    facilitator.sees("People who have left, and earlier seats", str(leaver.user), "Taken back")
    facilitator.sees(f"wording {IN_FORCE[kind]}")
