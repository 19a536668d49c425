"""The pages on which sessions sooner than usual are asked for, agreed to and set."""

from __future__ import annotations

from datetime import date

from tests.workshops.sooner import TERMS, asked, session
from tests.workshops.test_pages_area import at, text
from tests.workshops.test_pages_cycle import change_data
from workshops.models import GapWaiver

# Pages


def test_from_the_refusal_to_the_date(area, client):
    session(area)
    facilitator, lead, other = (client.as_(s) for s in (area.facilitator, area.la_lead, area.tso_lead))
    change = at(area, "session-change", 3)
    slot = change_data(area, day_day="5")
    page = facilitator.post(change, slot)
    closer = at(area, "session-closer", 3)
    assert f"{closer}?day=2027-03-05" in page.content.decode()
    form = facilitator.get(f"{closer}?day=2027-03-05")
    assert form.context["form"]["day"].value() == date(2027, 3, 5)
    day = {name: slot[name] for name in ("day_day", "day_month", "day_year")}
    assert "leads of both sectors are told by email" in text(facilitator.post(closer, day, follow=True))
    assert "have not agreed yet" in text(facilitator.post(change, slot))
    [waiver] = GapWaiver.objects.all()
    assert "Agree to 14 working days" in text(lead.get(closer))
    assert "Agree to 14 working days" not in text(facilitator.get(closer))
    agree_at, digest = at(area, "closer-agree", 3), {"digest": waiver.digest}
    assert "once the other sector’s lead agrees too" in text(lead.post(agree_at, digest, follow=True))
    assert "Both sectors have agreed." in text(other.post(agree_at, digest, follow=True))
    offered = facilitator.get(closer).content.decode()
    assert f"{change}?day=2027-03-05" in offered
    assert "Set session 3 to" not in text(lead.get(closer)), "leads agree, and facilitators set dates"
    assert facilitator.get(f"{change}?day=2027-03-05").context["form"]["day"].value() == date(2027, 3, 5)
    assert "Session 3 is changed." in text(facilitator.post(change, slot, follow=True))
    assert f"{change}?day=" not in facilitator.get(closer).content.decode()
    told = f"The leads of both sectors have agreed to {TERMS}."
    for number in (2, 3):
        assert told in text(client.as_(area.la_officer).get(at(area, "session-detail", number)))


def test_page_offers_to_end_it_to_whoever_asked_and_to_leads(area, client):
    asked(area)
    people = (area.facilitator, area.other_facilitator, area.coordinator, area.la_lead, area.la[1])
    pages = [text(client.as_(seat).get(at(area, "session-closer", 3))) for seat in people]
    assert ["Take it back" in page for page in pages] == [True, False, False, False, False]
    assert ["Do not agree" in page for page in pages] == [False, False, False, True, True]


def test_page_takes_back_and_a_second_press_says_so(area, client):
    waiver = asked(area)
    facilitator, leave = client.as_(area.facilitator), at(area, "closer-leave", 3)
    assert "stay as far apart" in text(facilitator.post(leave, {"digest": waiver.digest}, follow=True))
    assert "any more" in text(facilitator.post(leave, {"digest": waiver.digest}, follow=True))
