"""What analysts read of all areas: cleared words under the areas' numbers, and no one's name (domain R17, 3K, I-26)."""

from __future__ import annotations

import csv
import io

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from partnerships import consenting, membership
from partnerships.models import Consent, Role, StudyArea
from pipd.kit.models import LogEntry
from tests import build
from tests.client import Client
from workshops import across, copies
from workshops.clearance import departing, withdrawing
from workshops.models import ClearedPoint, Commonality, Position
from workshops.models.kinds import commonality

LIST, TABLE = "across:statement-list", "across:statement-table"


def agree_to_going_beyond(group: build.Group) -> None:
    for seat in (*group.la, *group.tso):
        consenting.give(seat, Consent.Kind.BEYOND_AREA, by=seat)


@pytest.fixture
def areas(area: build.Group) -> list[build.Group]:
    """Two areas with a cleared session each, and one that is being checked."""
    neighbour = build.group(name="Nine Elders", number=2, words=build.NEIGHBOURS_WORDS)
    for group in (area, neighbour):
        agree_to_going_beyond(group)
        build.delivered(group, 1)
        build.note_at("cleared", group, 1, quoted=True)
    build.delivered(area, 2)
    build.note_at("circulated", area, 2)
    return [area, neighbour]


@pytest.fixture
def reading(client: Client, analyst: build.Seat) -> Client:
    return client.as_(analyst)


def changed(pk: object, **to: str) -> None:
    """A cleared row with other contents: nothing of the program can do that (workshops.gate)."""
    QuerySet(ClearedPoint).filter(pk=pk).update(**to)


def page(client: Client, **by: str) -> str:
    response = client.get(reverse(LIST), by)
    assert response.status_code == 200
    return response.content.decode()


def table(client: Client, **by: str) -> list[list[str]]:
    content = client.post(reverse(TABLE), by).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


def test_cleared_words_of_all_areas_are_read_under_their_numbers(areas, reading):
    found = page(reading)
    assert areas[0].words.cleared in found
    assert areas[1].words.cleared in found
    assert "Area 1" in found
    assert "Area 2" in found


def test_nothing_uncleared_and_nobody_is_there(areas, reading):
    told = page(reading) + str(table(reading))
    for group in areas:
        secrets = [group.words.secret, group.area.name, group.la_lead.user.full_name, group.la_lead.job_title]
        secrets += [seat.organisation.name for seat in (group.la_lead, group.tso_lead)]
        assert [word for word in secrets if word and word in told] == []


def test_the_name_of_an_area_stays_away_even_where_it_may_be_named(areas, reading):
    """Analysts read by numbers throughout (3K), so that no table mixes the two."""
    StudyArea.objects.update(may_be_named=True)
    assert "Nine Elders" not in page(reading)


def test_a_quotation_is_nobodys_beside_an_area(areas, reading):
    """Its sector and its area together are nearly a name (I-26)."""
    rows = across.statements(areas[0].area.programme, across.rows(areas[0].area.programme, {}))
    quotes = [quote for row in rows for quote in row.quotes]
    assert quotes
    assert all(isinstance(quote, str) for quote in quotes)
    quote = next(quote for row in rows if row.code == "Area 1" for quote in row.quotes)
    assert f'In somebody’s words: <q dir="auto">{quote}</q>' in page(reading)


def test_one_who_does_not_agree_keeps_the_whole_area_from_analysts(areas, reading):
    """Notes are the group's: what one person has not agreed to cannot be left out of a part of them."""
    seat = areas[1].tso_officer
    consenting.withdraw(seat, Consent.Kind.BEYOND_AREA, by=seat)
    told = page(reading) + str(table(reading))
    assert areas[1].words.cleared not in told
    assert "Area 2" not in told
    assert "1 area is left out" in page(reading)
    assert areas[0].words.cleared in told


def test_whoever_has_left_keeps_nothing_back(areas, reading):
    """Of whoever never agreed and is gone, nothing is asked any more: nobody can ask them."""
    seat = areas[1].tso_officer
    Consent.objects.filter(seat=seat, kind=Consent.Kind.BEYOND_AREA).delete()
    assert areas[1].words.cleared not in page(reading)
    membership.leave(seat, by=seat)
    assert areas[1].words.cleared in page(reading)


def test_what_was_taken_back_stays_refused_after_leaving(areas, reading):
    seat = areas[1].tso_officer
    consenting.withdraw(seat, Consent.Kind.BEYOND_AREA, by=seat)
    membership.leave(seat, by=seat)
    assert areas[1].words.cleared not in page(reading) + str(table(reading))


def test_what_was_taken_back_and_given_again_is_given(areas, reading):
    seat = areas[1].tso_officer
    consenting.withdraw(seat, Consent.Kind.BEYOND_AREA, by=seat)
    consenting.give(seat, Consent.Kind.BEYOND_AREA, by=seat)
    assert areas[1].words.cleared in page(reading)


def test_an_area_is_closed_once_nobody_is_left_who_agrees(areas, reading):
    """That everybody agrees is true of nobody as well."""
    for seat in areas[1].participants:
        departing.withdraw_consent(areas[1].area, by=seat)
    told = page(reading)
    assert "1 area is left out" in told
    assert areas[1].words.cleared not in told + str(table(reading))
    assert areas[0].words.cleared in told


@pytest.mark.parametrize("side", ["la", "tso"])
def test_an_area_is_closed_once_one_sector_has_nobody_there(areas, reading, side):
    for seat in getattr(areas[1], side):
        membership.leave(seat, by=seat)
    assert areas[1].words.cleared not in page(reading) + str(table(reading))


def test_one_who_took_back_taking_part_keeps_the_area_closed(areas, reading):
    departing.withdraw_consent(areas[1].area, by=areas[1].tso_officer)
    assert areas[1].words.cleared not in page(reading) + str(table(reading))


def test_a_table_is_counted_as_a_copy_in_the_log_of_each_area_it_is_of(areas, reading):
    """A withdrawal says how many copies are out (E7): those of analysts among them."""
    table(reading, area="1")
    table(reading)
    counted = [LogEntry.objects.filter(chain=g.area.chain, verb=copies.COPIED).count() for g in areas]
    assert counted == [2, 1]
    assert reading.get(reverse(TABLE)).status_code == 405


def test_no_quotation_stands_beside_what_one_sector_alone_holds(areas, reading):
    """The area's number and the speaker's sector together are nearly a name (I-26, X30)."""
    for point in ClearedPoint.objects.all():
        changed(point.pk, position_la="holds", position_tso="not_discussed")
    assert "In somebody’s words" not in page(reading)
    assert {row[-1] for row in table(reading)[1:]} == {""}


def test_withdrawn_words_are_gone_at_once(areas, reading):
    found = len(table(reading))
    gone = ClearedPoint.objects.filter(note__area=areas[1].area)[0]
    withdrawing.withdraw(areas[1].area, gone.pk, by=areas[1].facilitator)
    assert len(table(reading)) == found - 1


@pytest.mark.parametrize("value", Commonality.values)
def test_held_by_is_what_the_label_says_of_every_pair_of_positions(areas, value):
    """The filter is derived from positions, as the label is (I-21): the two must agree on all sixteen pairs."""
    programme = areas[0].area.programme
    points = list(ClearedPoint.objects.order_by("pk"))
    pairs = [(la, tso) for la in Position.values for tso in Position.values]
    for la, tso in pairs:
        changed(points[0].pk, position_la=la, position_tso=tso)
        found = across.rows(programme, {"held": value}).filter(pk=points[0].pk).exists()
        assert found == (commonality(la, tso) == value), (la, tso)


def test_filters_narrow_and_words_are_sought(areas, reading):
    every = table(reading)[1:]
    ours = table(reading, area="1")[1:]
    assert {row[0] for row in ours} == {"Area 1"}
    assert 0 < len(ours) < len(every)
    assert len(table(reading, q=areas[1].words.cleared)[1:]) == len(every) - len(ours)
    kind = ClearedPoint.objects.filter(note__area=areas[0].area).values_list("kind", flat=True).first()
    assert len(table(reading, kind=kind)[1:]) == ClearedPoint.objects.filter(kind=kind).count()
    assert "No cleared statement is like that" in page(reading, q="zebra crossing")


@pytest.mark.parametrize("name", ["area", "kind", "held"])
@pytest.mark.parametrize("value", ["x", "-1", "9" * 40, "\x00", "'; --"])
def test_an_address_of_nonsense_is_answered(areas, reading, name, value):
    assert reading.get(reverse(LIST), {name: value, "page": value}).status_code == 200


def test_before_anything_is_cleared_the_page_says_what_will_be_here(area, reading):
    assert "No statement is cleared yet" in page(reading)


def test_table_is_text_and_no_formula(areas, reading):
    for point in ClearedPoint.objects.all():
        changed(point.pk, text="=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in {row[5] for row in table(reading)}


def test_the_number_of_queries_does_not_grow_with_statements(areas, reading, django_assert_max_num_queries):
    page(reading)  # the first of a session renews it
    with django_assert_max_num_queries(12) as few:
        page(reading, area="1")
    with django_assert_max_num_queries(12) as many:
        page(reading)
    assert len(few) == len(many)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR, Role.SPONSOR])
def test_it_is_for_analysts_alone(areas, client, role):
    other = client.as_(build.programme_seat(role))
    assert [other.get(reverse(LIST)).status_code, other.post(reverse(TABLE)).status_code] == [403, 403]


def test_an_analyst_begins_with_the_statements(areas, reading):
    assert reading.get("/")["Location"] == reverse(LIST)


def test_a_sponsor_is_told_that_what_is_published_is_theirs_to_read(areas, client):
    home = client.as_(build.programme_seat(Role.SPONSOR)).get("/").content.decode()
    assert "The programme you sponsor" in home
    assert reverse("plans:list") in home
