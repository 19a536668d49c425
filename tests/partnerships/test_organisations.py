"""Organisations: what people sit from keeps its name, and goes on under another (domain I-4, E14, E17)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import membership, organisations
from partnerships.membership import NotPossible
from partnerships.models import Organisation, Role
from partnerships.verify import verify
from pipd.kit import clock
from pipd.kit.models import LogEntry
from pipd.kit.revisions import Conflict
from tests import build
from tests.client import Client

K = Organisation.Kind
LIST = reverse("partnerships:organisation-list")
YESTERDAY, TODAY, TOMORROW = date(2027, 1, 3), date(2027, 1, 4), date(2027, 1, 5)


def entered(
    by: build.Seat, name: str = "Marl Trust", kind: str = K.FRONT_LINE, **values: Any
) -> Organisation:
    told = {"valid_from": None, "areas": [], **values}
    return organisations.add(name=name, kind=kind, by=by, **told)


def at(name: str, one: Organisation) -> str:
    return reverse(f"partnerships:organisation-{name}", kwargs={"organisation": one.pk})


def end(
    one: Organisation, by: build.Seat, how: str = "closed", last_day: date = YESTERDAY, **more: Any
) -> Organisation:
    return organisations.end(one, how=how, last_day=last_day, by=by, **more)


# The workflow


def test_a_new_name_leaves_the_old_one_on_the_seats_it_was_taken_from(area: build.Group) -> None:
    old, by = area.tso_lead.organisation, area.coordinator
    new = end(old, by, "renamed", TODAY, name="Together Quillshire")
    old.refresh_from_db()
    assert (old.name, old.valid_to, old.ended_as, old.successor) == (
        "Quillshire Together",
        TODAY,
        "renamed",
        new,
    )
    assert (new.valid_from, new.kind, list(new.areas.all())) == (TOMORROW, old.kind, [area.area])
    assert build.Seat.objects.get(pk=area.tso_lead.pk).organisation.name == "Quillshire Together"
    with pytest.raises(NotPossible, match="Together Quillshire is not an organisation of today"):
        build.participant(area.area, build.Sector.TSO, 7, new)
    build.forward_to(clock.now() + timedelta(days=1))
    with pytest.raises(NotPossible, match="Choose Together Quillshire instead"):
        build.participant(area.area, build.Sector.TSO, 7, old)
    assert build.participant(area.area, build.Sector.TSO, 7, new).organisation == new
    verbs = LogEntry.objects.filter(subject__in=[old.pk, new.pk]).values_list("verb", flat=True)
    assert sorted(verbs) == ["organisation ended", "organisation entered"]


def test_what_merges_leads_to_what_goes_on_and_to_nothing_else(coordinator: build.Seat) -> None:
    one, other, third = (entered(coordinator, name) for name in ("One", "Other", "Third"))
    for wrong in (None, one):
        with pytest.raises(NotPossible, match="Choose an organisation that goes on"):
            end(one, coordinator, "merged", into=wrong)
    assert end(one, coordinator, "merged", into=other) == other
    with pytest.raises(NotPossible, match="Choose an organisation that goes on"):
        end(third, coordinator, "merged", into=one)
    with pytest.raises(NotPossible, match="ended already"):
        end(one, coordinator)


def test_an_end_that_was_a_mistake_is_taken_back(coordinator: build.Seat) -> None:
    one = entered(coordinator)
    new = end(one, coordinator, "renamed", name="Marl Valley Trust")
    one.refresh_from_db()
    with pytest.raises(Conflict):
        organisations.resume(one, revision=0, by=coordinator)
    organisations.resume(one, revision=1, by=coordinator)
    one.refresh_from_db()
    assert (one.is_current, one.successor) == (True, None)
    assert new.is_current
    with pytest.raises(NotPossible, match="goes on already"):
        organisations.resume(one, revision=2, by=coordinator)


def test_nothing_ends_before_it_began_or_far_ahead(coordinator: build.Seat) -> None:
    one = entered(coordinator, valid_from=TODAY)
    with pytest.raises(NotPossible, match="It began on 4 Jan"):
        end(one, coordinator)
    with pytest.raises(NotPossible, match="more than a year ahead"):
        end(one, coordinator, last_day=date(2028, 2, 1))
    assert end(one, coordinator, last_day=TOMORROW).is_current


def test_a_name_is_entered_once_among_those_that_go_on(coordinator: build.Seat) -> None:
    one = entered(coordinator)
    with pytest.raises(NotPossible, match="entered already"):
        entered(coordinator, "MARL trust")
    end(one, coordinator)
    again = entered(coordinator, "MARL trust")
    one.refresh_from_db()
    with pytest.raises(NotPossible, match="entered already"):
        organisations.resume(one, revision=one.revision, by=coordinator)
    with pytest.raises(NotPossible, match="entered already"):
        end(again, coordinator, "renamed", name="marl TRUST")


def test_what_people_sit_from_keeps_name_side_and_place(area: build.Group) -> None:
    one, by = area.tso_lead.organisation, area.coordinator
    told: dict[str, Any] = {"revision": 0, "areas": [area.area], "by": by}
    with pytest.raises(NotPossible, match="Say that it has a new name"):
        organisations.edit(one, **told, name="Another")
    with pytest.raises(NotPossible, match="no longer belong to their side"):
        organisations.edit(one, **told, kind=K.LOCAL_AUTHORITY)
    with pytest.raises(NotPossible, match="take part from it in Quillshire"):
        organisations.edit(one, **{**told, "areas": []})
    organisations.edit(one, **told, kind=K.LOCAL_INFRASTRUCTURE)
    free = entered(by, "Marl Trsut")
    organisations.edit(free, revision=0, areas=[area.area], name="Marl Trust", by=by)
    free.refresh_from_db()
    assert (free.name, list(free.areas.all())) == ("Marl Trust", [area.area])
    assert LogEntry.objects.filter(subject=free.pk).last().facts == {"changed": ["areas", "name"]}


def test_only_who_keeps_organisations_changes_them(area: build.Group, administrator: build.Seat) -> None:
    one = entered(administrator)
    for seat in (area.facilitator, area.la_lead):
        for act in (
            lambda by: entered(by, "Another"),
            lambda by: organisations.edit(one, revision=0, areas=[], by=by, name="Another"),
            lambda by: end(one, by),
            lambda by: organisations.resume(one, revision=0, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act(seat)
    assert end(one, area.coordinator) == one


def test_i_4_a_third_sector_organisation_sits_where_it_operates(
    area: build.Group, neighbour: build.Group
) -> None:
    council, charity = area.la_lead.organisation, area.tso_lead.organisation
    with pytest.raises(NotPossible, match="not known to operate in Nine Elders"):
        build.participant(neighbour.area, build.Sector.TSO, 7, charity)
    charity.areas.add(neighbour.area)
    assert build.participant(neighbour.area, build.Sector.TSO, 7, charity).organisation == charity
    assert build.participant(neighbour.area, build.Sector.LA, 7, council).organisation == council
    call_command("verify", verbosity=0)
    charity.areas.remove(neighbour.area)
    assert [fault for fault in verify() if "not known to operate" in fault] != []


@pytest.mark.parametrize(
    "wrong",
    [
        {"ended_as": "closed"},
        {"valid_to": TODAY},
        {"valid_to": TODAY, "ended_as": "renamed"},
        {"valid_from": TOMORROW, "valid_to": TODAY, "ended_as": "closed"},
    ],
)
def test_the_database_refuses_half_an_end(coordinator: build.Seat, wrong: dict[str, Any]) -> None:
    entered(coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.update(**wrong)


def test_the_database_refuses_an_organisation_that_becomes_itself(coordinator: build.Seat) -> None:
    one = entered(coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.update(valid_to=TODAY, ended_as="merged", successor=one)


# The pages


def test_an_organisation_is_entered_changed_and_renamed_on_the_pages(
    area: build.Group, client: Client
) -> None:
    reader = client.as_(area.coordinator)
    add = reverse("partnerships:organisation-add")
    assert reader.post(add, {"name": "", "kind": ""}).content.decode().count("Enter its name") == 2
    here = {"kind": K.FRONT_LINE, "areas": [str(area.area.pk)]}
    assert reader.post(add, {"name": "Marl Trust", **here}).status_code == 302
    one = Organisation.objects.get(name="Marl Trust")
    assert reader.post(at("edit", one), {"name": "Marl Hall", **here, "revision": 0}).status_code == 302
    missing = reader.post(at("end", one), {"how": "renamed", "last_day_day": 3})
    page = missing.content.decode()
    assert [
        words for words in ("Enter its new name", "must include a month and year") if words not in page
    ] == []
    day = {"last_day_day": 3, "last_day_month": 1, "last_day_year": 2027}
    said = reader.post(at("end", one), {"how": "renamed", "name": "Marl House", **day}, follow=True)
    page = said.content.decode()
    assert ("Marl House</h1>" in page, "Marl Hall</a>, until 3 Jan" in page) == (True, True)
    old = reader.get(at("detail", one)).content.decode()
    assert "It has a new name" in old
    assert reader.post(at("resume", one), {"revision": 2}).status_code == 302
    assert Organisation.objects.get(pk=one.pk).is_current


def test_the_page_of_one_counts_people_and_names_nobody(area: build.Group, client: Client) -> None:
    one = area.tso_lead.organisation
    page = client.as_(area.coordinator).get(at("detail", one)).content.decode()
    assert ("Quillshire</dd>" in page, area.tso_lead.user.full_name in page) == (True, False)
    assert re.search(r"take part</dt><dd[^>]*>6 ", page)
    edit = client.as_(area.coordinator).get(at("edit", one)).content.decode()
    assert ('name="name"' in edit, "so it stays" in edit) == (False, True)


def test_who_saves_second_finds_both_wordings(coordinator: build.Seat, client: Client) -> None:
    one, reader = entered(coordinator), client.as_(coordinator)
    told = {"kind": K.FRONT_LINE, "revision": 0}
    assert reader.post(at("edit", one), {**told, "name": "First"}).status_code == 302
    late = reader.post(at("edit", one), {**told, "name": "Second"})
    page = late.content.decode()
    assert (late.status_code, "First" in page, 'value="Second"' in page) == (409, True, True)


def test_the_list_is_searched_narrowed_and_paged(coordinator: build.Seat, client: Client) -> None:
    reader = client.as_(coordinator)
    assert "No organisation is entered yet" in reader.get(LIST).content.decode()
    made = [entered(coordinator, f"Body {n:02}") for n in range(1, 61)]
    end(made[3], coordinator)
    first, last = (reader.get(LIST, {"page": n}).content.decode() for n in (1, 3))
    assert ("Body 25" in first, "Body 26" in first, "51 to 60 of 60" in last) == (True, False, True)
    found = {
        shown: [
            n
            for n in ("Body 04", "Body 05")
            if n in reader.get(LIST, {"q": "BODY 0", "show": shown}).content.decode()
        ]
        for shown in ("", "current", "ended", "nonsense")
    }
    both = ["Body 04", "Body 05"]
    assert found == {"": both, "current": ["Body 05"], "ended": ["Body 04"], "nonsense": both}
    assert "has “wren” in its name" in reader.get(LIST, {"q": "wren"}).content.decode()


def test_lists_ask_the_same_with_one_and_three(area: build.Group, client: Client) -> None:
    reader, numbers = client.as_(area.coordinator), []
    one = entered(area.coordinator, "One", areas=[area.area])
    for names in (["Old"], ["Older", "Oldest"]):
        for name in names:
            end(entered(area.coordinator, name, areas=[area.area]), area.coordinator, "merged", into=one)
        found = []
        for address in (LIST, at("detail", one)):
            reader.get(address)
            with CaptureQueriesContext(connection) as seen:
                assert reader.get(address).status_code == 200
            found.append(len(seen))
        numbers.append(found)
    assert numbers[0] == numbers[1]
    assert max(numbers[0]) <= 9


def test_nobody_else_opens_them(area: build.Group, client: Client) -> None:
    for seat in (area.facilitator, area.la_lead):
        assert client.as_(seat).get(LIST).status_code == 403
    assert LIST in client.as_(area.coordinator).get(reverse("board")).content.decode()
    membership.leave(area.coordinator, by=area.coordinator)
    assert client.as_(area.coordinator).get(LIST).status_code == 404


def test_who_is_concerned_when_it_ends_is_named_to_coordinators_alone(area, client):
    """Domain E17: an administrator sees how many, and nobody's name (3K)."""
    one = area.tso[0].organisation
    page = reverse("partnerships:organisation-detail", kwargs={"organisation": one.pk})
    name = area.tso_officer.user.full_name
    assert name not in client.as_(area.coordinator).get(page).text
    yesterday = clock.today() - timedelta(days=1)
    Organisation.objects.filter(pk=one.pk).update(valid_to=yesterday, ended_as="closed")
    shown = client.as_(area.coordinator).get(page).text
    assert name in shown
    new_job = reverse("workshops:new-job", kwargs={"area": area.slug, "seat": area.tso_officer.pk})
    assert new_job in shown
    assert name not in client.as_(build.programme_seat(Role.ADMINISTRATOR)).get(page).text
