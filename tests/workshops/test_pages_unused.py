"""The page of what is used nowhere: the group reads what was left out, facilitators withdraw from it."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import build
from tests.client import Client
from tests.workshops.test_withdrawing import MARK, places_of
from tests.workshops.test_withdrawing_unused import drafted, left_out_in, parked_in
from workshops.clearance import writing

LIST = reverse("workshops:left-out", kwargs={"area": "quillshire", "number": 1})


def client_of(area: build.Group, seat: build.Seat) -> Client:
    return Client().as_(seat, may_see=area.words.uncleared | {area.words.cleared})


def test_a_facilitator_withdraws_from_the_list_after_reading_what_that_does(area):
    _, point = left_out_in(area)
    facilitator = client_of(area, area.facilitator)
    one = reverse("workshops:unused-withdraw", kwargs={"area": area.slug, "number": 1, "point": point})
    assert one in facilitator.get(LIST).content.decode()
    asked = facilitator.get(one).content.decode()
    assert "Withdraw this statement?" in asked
    assert "left out of the record" in asked
    said = facilitator.post(one, follow=True).content.decode()
    kept = "and from what was logged where no other statement comes from it."
    assert f"The words are gone from the notes, {kept}" in said
    assert MARK not in said
    assert facilitator.get(one).status_code == 404
    assert places_of(MARK) == []


def test_the_group_reads_what_was_left_out_and_withdraws_nothing(area):
    left_out_in(area)
    page = client_of(area, area.la_lead).get(LIST).content.decode()
    assert MARK in page
    assert "Withdraw" not in page
    assert "Taken out of the notes" not in page


def test_what_was_taken_out_is_listed_to_facilitators_alone(area):
    workshop, point = parked_in(area)
    writing.remove(workshop, point, by=area.facilitator)
    assert MARK in client_of(area, area.facilitator).get(LIST).content.decode()
    assert MARK not in client_of(area, area.la_lead).get(LIST).content.decode()


def test_the_list_costs_the_same_at_one_and_three(area):
    workshop, point = drafted(area)
    more = [writing.make(workshop, sources=[], text="x", kind="barrier", by=area.facilitator) for _ in "ab"]
    client = client_of(area, area.facilitator)
    counted = []
    for gone in ([point], more):
        for each in gone:
            writing.remove(workshop, each, by=area.facilitator)
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 15
