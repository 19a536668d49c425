"""Pages of the register: found at sixty and more, constant in queries, whole for whoever may see it (domain 3K)."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.models import Partnership, PartnershipMember
from tests import build
from tests.client import Client
from tests.partnerships import register_rows as rows


def at(area: build.Group, name: str = "register-list", **kwargs: object) -> str:
    return reverse(f"partnerships:{name}", kwargs={"area": area.slug, **kwargs})


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_an_empty_register_says_what_will_be_here(area: build.Group, client: Client) -> None:
    page = client.as_(area.la_officer).get(at(area)).content.decode()
    assert "No partnership is entered yet" in page
    assert at(area, "register-add") in page
    assert at(area, "register-add") not in client.as_(area.coordinator).get(at(area)).content.decode()


def test_it_is_searched_narrowed_and_paged_at_sixty(area: build.Group, client: Client) -> None:
    for n in range(1, 61):
        rows.entered(area, name=f"Board {n:02}", stage="reviewing" if n % 20 == 0 else "operating")
    reader = client.as_(area.coordinator)
    first, last = (reader.get(at(area), {"page": n}).content.decode() for n in (1, 3))
    assert ("Board 25" in first, "Board 26" in first, "51 to 60 of 60" in last) == (True, False, True)
    found = reader.get(at(area), {"q": "board 4", "stage": "reviewing"}).content.decode()
    assert ("Board 40" in found, "Board 41" in found, "Board 60" in found) == (True, False, False)
    assert "has “wren” in its name" in reader.get(at(area), {"q": "wren"}).content.decode()


def test_the_list_and_an_entry_ask_the_same_at_one_and_three(area: build.Group, client: Client) -> None:
    reader, numbers = client.as_(area.la_officer), []
    one = rows.entered(area)
    for turn in range(2):
        rows.member(one, area.la_officer, person=area.la[turn])
        numbers.append(
            [queries(reader, address) for address in (
                at(area), at(area, "register-detail", partnership=one.pk), at(area, "register-mine"),
            )]
        )  # fmt: skip
        for _ in range(2):
            other = rows.entered(area)
            rows.member(other, area.la_officer, person=area.la_officer)
            rows.member(one, area.la_officer)
    assert numbers[0] == numbers[1]
    assert max(numbers[0]) <= 15


def test_a_register_officer_sees_the_register_and_nothing_else(area: build.Group, client: Client) -> None:
    rows.entered(area)
    reader = client.as_(rows.officer(area))
    assert reader.get(at(area)).status_code == 200
    for name in (
        "workshops:area-detail",
        "workshops:record-detail",
        "actionplans:plan-detail",
        "partnerships:people-list",
    ):
        assert reader.get(reverse(name, kwargs={"area": area.slug})).status_code == 403, name
    home = reader.get(reverse("home")).content.decode()
    assert at(area) in home
    assert "You are register officer" not in home


def test_a_facilitator_sees_it_with_a_register_officers_seat_alone(area: build.Group, client: Client) -> None:
    reader = client.as_(area.facilitator)
    assert reader.get(at(area)).status_code == 403
    build.membership.appoint(
        area.programme, user=area.facilitator.user, role=build.Role.REGISTER, area=area.area
    )
    assert reader.get(at(area)).status_code == 200
    assert reader.get(reverse("workshops:area-detail", kwargs={"area": area.slug})).status_code == 200


def test_another_areas_partnership_is_as_unknown_as_none(
    area: build.Group, neighbour: build.Group, client: Client
) -> None:
    theirs = rows.closing(neighbour)
    reader = client.as_(area.la_lead)
    for name in ("register-detail", "register-edit", "checklist-edit", "partnership-close", "member-add"):
        answers = [reader.get(at(area, name, partnership=key)) for key in (theirs.pk, uuid.uuid4())]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content


def test_who_saves_second_finds_both_wordings(area: build.Group, client: Client) -> None:
    one = rows.entered(area)
    reader = client.as_(area.la_officer)
    told = {**rows.TOLD, "revision": 0}
    assert (
        reader.post(at(area, "register-edit", partnership=one.pk), {**told, "name": "First"}).status_code
        == 302
    )
    late = reader.post(at(area, "register-edit", partnership=one.pk), {**told, "name": "Second"})
    page = late.content.decode()
    assert (late.status_code, "First" in page, 'value="Second"' in page) == (409, True, True)


@pytest.mark.parametrize("many", [60])
def test_e15_all_sixty_of_ones_own_are_on_one_page_and_confirmed_at_once(
    area: build.Group, client: Client, many: int
) -> None:
    made = [rows.entered(area, name=f"Board {n:02}") for n in range(1, many + 1)]
    own = [rows.member(one, area.la_officer, person=area.la_officer) for one in made]
    rows.member(made[0], area.la_officer, person=area.tso_officer)
    reader = client.as_(area.la_officer)
    page = reader.get(at(area, "register-mine")).content.decode()
    assert f"member of {many} partnerships" in page
    assert "Board 60" in page
    reader.post(at(area, "register-mine"), {"gone": [str(row.pk) for row in own[:3]]})
    assert PartnershipMember.objects.filter(ended_on=None).count() == many - 2
    other = PartnershipMember.objects.get(person=area.tso_officer)
    assert reader.post(at(area, "register-mine"), {"gone": [str(other.pk)]}).status_code == 200
    other.refresh_from_db()
    assert other.ended_on is None


def test_leads_close_it_on_the_page(area: build.Group, client: Client) -> None:
    one = rows.closing(area)
    address = at(area, "partnership-close", partnership=one.pk)
    for seat in (area.la_lead, area.tso_lead):
        assert client.as_(seat).post(address, {"seen": rows.digest(one)}).status_code == 302
    assert Partnership.objects.get().stage == "closed"
    page = client.as_(area.coordinator).get(address).content.decode()
    assert "signed by both sectors" in page
    again = client.as_(area.la_lead).post(address, {"seen": rows.digest(one)})
    assert (again.status_code, "final" in again.content.decode()) == (409, True)
