"""Sessions sooner than usual: whom it is asked of, by email and at home, and what the log keeps."""

from __future__ import annotations

from partnerships.models import Seat
from pipd.kit.models import LogEntry, OutgoingMail
from tests.workshops.sooner import (
    TERMS,
    agree,
    asked,
    due,
    mailed,
)
from tests.workshops.test_pages_area import at, text


def test_mail_and_pages_say_what_is_agreed_to(area, client):
    waiver = asked(area)
    row = OutgoingMail.objects.get(kind="shorter_gap_asked", recipient=area.la_lead.user_id)
    proposed = "session 2 on Monday 15 February 2027 and session 3 on Friday 5 March 2027"
    words = " ".join(row.body_text.split())
    assert f"agree to {TERMS}" in words
    assert f"The dates proposed now: {proposed}" in words
    page = text(client.as_(area.la_lead).get(at(area, "session-closer", 3)))
    assert TERMS.capitalize() in page
    assert "other dates can be set too, with 14 working days or more between them" in page
    agree(area, waiver, area.la_lead, area.tso_lead)
    row = OutgoingMail.objects.filter(kind="shorter_gap_agreed")[0]
    assert f"have agreed to {TERMS}" in " ".join(row.body_text.split())


def test_a_sector_with_a_deputy_alone_is_asked_by_email(area):
    Seat.objects.filter(pk=area.la_lead.pk).update(is_lead=False)
    asked(area, by=area.tso_lead)
    assert mailed("shorter_gap_asked") == {area.la[1].user_id}


# What people are told


def test_leads_and_deputies_are_asked_by_email_and_at_home_until_they_agree(area):
    waiver = asked(area)
    signing = {seat.user_id for seat in area.la[:2] + area.tso[:2]}
    assert mailed("shorter_gap_asked") == signing
    wanted = ["Say whether session 3 may be sooner than usual"]
    people = (area.la_lead, area.la[1], area.tso_lead, area.la_officer, area.facilitator)
    assert [due(seat) for seat in people] == [wanted, wanted, wanted, [], []]
    agree(area, waiver, area.la_lead)
    assert [due(seat) for seat in (area.la_lead, area.la[1], area.tso_lead)] == [[], [], wanted]
    agree(area, waiver, area.tso_lead)
    assert due(area.tso_lead) == []
    told = {seat.user_id for seat in [*area.facilitators, area.la_lead, area.tso_lead]}
    assert mailed("shorter_gap_agreed") == told


def test_every_step_is_in_the_log_with_its_dates(area):
    waiver = asked(area)
    agree(area, waiver, area.la_lead, area.tso_lead)
    rows = LogEntry.objects.filter(subject=waiver.later_id, verb__startswith="shorter gap").order_by("number")
    assert [row.verb for row in rows] == ["shorter gap asked for", "shorter gap signed", "shorter gap agreed"]
    assert all(row.facts == {"from": "2027-02-15", "to": "2027-03-05"} for row in rows)
    assert LogEntry.objects.filter(verb="shorter gap agreed", chain=str(area.area.pk)).exists()
