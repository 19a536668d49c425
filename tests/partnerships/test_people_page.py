"""The people of a group: a facilitator records there whom each sector named as its lead and deputy (domain I-7)."""

from __future__ import annotations

from django.urls import reverse

from partnerships import membership
from partnerships.models import Seat
from tests import build
from tests.client import Client


def people(area: build.Group, seat: Seat) -> str:
    page = Client().as_(seat).get(reverse("partnerships:people-list", kwargs={"area": area.slug}))
    return page.content.decode()


def test_a_facilitator_records_a_lead_and_a_deputy_beside_one(area):
    page = people(area, area.facilitator)
    assert page.count("Record as lead<") == 10  # six of each sector, one of whom leads it
    assert page.count("Record as deputy<") == 8
    press = reverse("partnerships:lead-name", kwargs={"area": area.slug, "seat": area.la[3].pk})
    done = Client().as_(area.facilitator).post(press, {"as": "deputy"}, follow=True)
    assert f"{area.la[3].user} is deputy now." in done.content.decode()
    flags = Seat.objects.filter(area=area.area, sector="la", is_deputy=True).values_list("pk", flat=True)
    assert list(flags) == [area.la[3].pk]


def test_nobody_is_offered_as_deputy_of_a_lead_who_is_not_there(area):
    membership.leave(area.la_lead, by=area.la_lead)
    page = people(area, area.facilitator)
    assert page.count("Record as deputy<") == 4  # of the other sector
    assert page.count("Record as lead<") == 10


def test_nobody_else_is_offered_either(area):
    page = people(area, area.la_lead)
    assert "Record as" not in page
