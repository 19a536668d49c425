"""Choosing areas: with all attributes and a reason, for good, and what the chosen ones cover (domain R3, R4, 3D)."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import sampling
from partnerships.membership import NotPossible
from partnerships.models import StudyArea
from pipd.kit.models import LogEntry
from pipd.kit.revisions import Conflict
from tests import build
from tests.client import Client

KNOWN = {
    "size": "small",
    "region": "wales",
    "settlement": "coastal",
    "authority_type": "unitary",
    "deprivation": "high",
    "diversity": "low",
    "political_control": "Labour",
}
LIST, COVERAGE = reverse("partnerships:area-list"), reverse("partnerships:coverage")
R = "partnerships:"


def candidate(by: build.Seat, name: str = "Aberthistle", **values: str) -> StudyArea:
    return sampling.add(by.programme, name=name, by=by, **{**KNOWN, **values})


def at(name: str, area: StudyArea) -> str:
    return reverse(f"{R}{name}", kwargs={"candidate": area.pk})


def select(area: StudyArea, by: build.Seat, rationale: str = "The only one by the sea.") -> StudyArea:
    return sampling.select(area, rationale=rationale, revision=area.revision, by=by)


# The workflow


def test_areas_are_numbered_as_they_are_selected(administrator: build.Seat) -> None:
    first, second, third = (candidate(administrator, name) for name in ("Ash", "Beck", "Cairn"))
    sampling.leave_out(first, reason="Like the others", revision=0, by=administrator)
    assert [select(third, administrator).code, select(second, administrator).code] == ["Area 1", "Area 2"]
    assert StudyArea.objects.get(name="Ash").number is None
    verbs = list(LogEntry.objects.filter(subject=third.pk).order_by("number").values_list("verb", flat=True))
    assert verbs == ["candidate entered", "area moved on"]


@pytest.mark.parametrize("name", list(KNOWN))
def test_each_attribute_is_known_before_selection(administrator: build.Seat, name: str) -> None:
    area = candidate(administrator, **{name: ""})
    with pytest.raises(NotPossible, match=f"^{sampling.NAMES[name]} is not entered yet.$"):
        select(area, administrator)
    area = sampling.edit(area, revision=0, by=administrator, **{name: KNOWN[name]})
    assert select(area, administrator).state == "selected"


@pytest.mark.parametrize("name", [*KNOWN, "selection_rationale"])
def test_the_database_refuses_a_selected_area_without_an_attribute(
    administrator: build.Seat, name: str
) -> None:
    select(candidate(administrator), administrator)
    with pytest.raises(IntegrityError), transaction.atomic():
        StudyArea.objects.update(**{name: ""})
    assert StudyArea.objects.filter(**{name: ""}).count() == 0


def test_nothing_is_decided_without_a_reason(administrator: build.Seat) -> None:
    area = candidate(administrator)
    with pytest.raises(NotPossible, match="Say why this area is selected"):
        select(area, administrator, rationale="")
    with pytest.raises(NotPossible, match="Say why this area is not selected"):
        sampling.leave_out(area, reason="", revision=0, by=administrator)
    assert StudyArea.objects.get().state == "candidate"


@pytest.mark.parametrize(
    "first", [select, lambda a, by: sampling.leave_out(a, reason="No", revision=0, by=by)]
)
def test_what_is_decided_stays_decided(administrator: build.Seat, first: Any) -> None:
    area = candidate(administrator)
    first(area, administrator)
    for act in (
        lambda: select(area, administrator),
        lambda: sampling.leave_out(area, reason="No", revision=1, by=administrator),
        lambda: sampling.edit(area, revision=1, by=administrator, size="large"),
    ):
        with pytest.raises(NotPossible, match="has been decided"):
            act()


def test_who_decides_on_another_candidate_than_was_read_is_told(administrator: build.Seat) -> None:
    area = candidate(administrator)
    sampling.edit(area, revision=0, by=administrator, size="large")
    for act in (
        lambda: sampling.select(area, rationale="Why", revision=0, by=administrator),
        lambda: sampling.leave_out(area, reason="Why", revision=0, by=administrator),
        lambda: sampling.edit(area, revision=0, by=administrator, size="small"),
    ):
        with pytest.raises(Conflict):
            act()
    assert StudyArea.objects.get().state == "candidate"


def test_only_an_administrator_chooses_areas(area: build.Group, administrator: build.Seat) -> None:
    one = candidate(administrator)
    for seat in (area.coordinator, area.facilitator, area.la_lead):
        for act in (
            lambda by: candidate(by, "Another"),
            lambda by: select(one, by),
            lambda by: sampling.edit(one, revision=0, by=by, size="large"),
            lambda by: sampling.leave_out(one, reason="No", revision=0, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act(seat)
    assert select(one, administrator).code == "Area 2"


def test_a_name_is_entered_once_unless_it_was_not_selected(administrator: build.Seat) -> None:
    area = candidate(administrator, "St Mary’s")
    with pytest.raises(NotPossible, match="entered already"):
        candidate(administrator, "st mary’s")
    sampling.leave_out(area, reason="Too small", revision=0, by=administrator)
    again = candidate(administrator, "St Mary’s")
    assert (area.slug, again.slug) == ("st-marys", "st-marys-2")


def test_a_candidate_renamed_has_its_new_name_in_the_address_of_its_group(administrator: build.Seat) -> None:
    area = sampling.edit(candidate(administrator), revision=0, by=administrator, name="Aberdraenen")
    assert area.slug == "aberdraenen"
    assert sampling.edit(area, revision=1, by=administrator, size="large").slug == "aberdraenen"


# The pages


def test_a_candidate_is_entered_completed_and_selected_on_the_pages(
    administrator: build.Seat, client: Client
) -> None:
    reader = client.as_(administrator)
    assert "No area is entered yet" in reader.get(LIST).content.decode()
    assert "No area is selected yet" in reader.get(reverse("board")).content.decode()
    reader.post(reverse(f"{R}candidate-add"), {"name": "Aberthistle", "size": "small"})
    area = StudyArea.objects.get()
    page = reader.get(at("candidate-detail", area)).content.decode()
    assert "Settlement is not entered yet." in page
    assert at("candidate-select", area) not in page
    refused = reader.post(at("candidate-select", area), {"reason": "The sea", "revision": 0})
    assert "Region is not entered yet." in refused.content.decode()
    assert (
        reader.post(at("candidate-edit", area), {**KNOWN, "name": area.name, "revision": 0}).status_code
        == 302
    )
    assert at("candidate-select", area) in reader.get(at("candidate-detail", area)).content.decode()
    said = reader.post(at("candidate-select", area), {"reason": "The sea", "revision": 1}, follow=True)
    assert "is selected, as Area 1" in said.content.decode()
    page = reader.get(LIST).content.decode()
    assert ("1 of 13 areas are selected" in page, "The sea" in page) == (True, True)


def test_an_area_that_is_not_selected_says_why(administrator: build.Seat, client: Client) -> None:
    area, reader = candidate(administrator), client.as_(administrator)
    empty = reader.post(at("candidate-leave-out", area), {"reason": "", "revision": 0})
    assert empty.content.decode().count("Say why it is not selected") == 2
    reader.post(at("candidate-leave-out", area), {"reason": "Too like Saltreach", "revision": 0})
    page = reader.get(at("candidate-detail", area)).content.decode()
    assert ("Too like Saltreach" in page, "This is final" in page) == (True, True)
    assert at("candidate-edit", area) not in page
    assert "0 of 13" in reader.get(LIST).content.decode()


def test_who_saves_second_finds_both_wordings_and_after_a_decision_no_form(
    administrator: build.Seat, client: Client
) -> None:
    area, reader = candidate(administrator), client.as_(administrator)
    told = {**KNOWN, "name": area.name, "revision": 0}
    reader.post(at("candidate-edit", area), {**told, "name": "Newborough", "political_control": "Green"})
    late = reader.post(at("candidate-edit", area), {**told, "political_control": "Independent"})
    page = late.content.decode()
    assert (late.status_code, "Green" in page, 'value="Independent"' in page) == (409, True, True)
    area.refresh_from_db()
    select(area, administrator)
    final = reader.post(at("candidate-edit", area), {**told, "revision": 1}).content.decode()
    assert "has been decided" in final


def test_a_coordinator_reads_and_decides_nothing(
    area: build.Group, administrator: build.Seat, client: Client
) -> None:
    one, reader = candidate(administrator), client.as_(area.coordinator)
    page = reader.get(LIST).content.decode()
    assert (one.name in page, reverse(f"{R}candidate-add") in page) == (True, False)
    page = reader.get(at("candidate-detail", one)).content.decode()
    assert "The administrator decides whether it is selected" in page
    assert reader.get(COVERAGE).status_code == 200
    for name in ("candidate-edit", "candidate-select", "candidate-leave-out"):
        assert reader.post(at(name, one), {"reason": "Why", "revision": 0}).status_code == 403
    for seat in (area.facilitator, area.la_lead):
        assert client.as_(seat).get(LIST).status_code == 403


def test_an_area_before_its_selection_has_no_page_of_a_group_and_no_row_on_the_board(
    area: build.Group, administrator: build.Seat, client: Client
) -> None:
    one, reader = candidate(administrator), client.as_(area.coordinator)
    assert "No area is selected yet" not in reader.get(reverse("board")).content.decode()
    assert reader.get(one.get_absolute_url()).status_code == 404
    board = reader.get(reverse("board")).content.decode()
    assert (one.name in board, "1 of 13 areas" in board) == (False, True)
    select(one, administrator)
    assert reader.get(one.get_absolute_url()).status_code == 200
    assert one.name in reader.get(reverse("board")).content.decode()


def test_lists_ask_the_same_with_one_area_and_three(administrator: build.Seat, client: Client) -> None:
    reader, numbers = client.as_(administrator), []
    for names in (["Ash"], ["Beck", "Cairn"]):
        for name in names:
            select(candidate(administrator, name), administrator)
            candidate(administrator, f"{name} Magna")
        found = []
        for address in (LIST, COVERAGE):
            reader.get(address)
            with CaptureQueriesContext(connection) as seen:
                assert reader.get(address).status_code == 200
            found.append(len(seen))
        numbers.append(found)
    assert numbers[0] == numbers[1]
    assert max(numbers[0]) <= 8


# What they cover


def test_r4_coverage_says_which_values_are_represented_and_which_are_not(administrator: build.Seat) -> None:
    select(candidate(administrator, "Ash"), administrator)
    select(candidate(administrator, "Beck", political_control="labour"), administrator)
    candidate(administrator, "Cairn", size="large", political_control="Green")
    gone = candidate(administrator, "Dale", size="very_large")
    sampling.leave_out(gone, reason="Too large", revision=0, by=administrator)
    groups = sampling.coverage(sampling.sampled(administrator.programme))
    assert list(groups) == ["Size", "Location", "Social", "Political"]
    [size], [political] = groups["Size"], groups["Political"]
    assert size.represented == ["Small"]
    told = {value.words: [area.name for area in value.candidates] for value in size.missing}
    assert told == {"Medium": [], "Large": ["Cairn"], "Very large": []}
    values = [(value.words, len(value.selected)) for value in political.values]
    assert values == [("Green", 0), ("Labour", 2)]


def test_coverage_is_told_in_words_and_as_a_file_without_formulas(
    administrator: build.Seat, client: Client
) -> None:
    reader = client.as_(administrator)
    assert "Once areas are entered" in reader.get(COVERAGE).content.decode()
    select(candidate(administrator), administrator)
    candidate(administrator, "=Cairn", size="large")
    page = " ".join(reader.get(COVERAGE).content.decode().split())
    assert (
        "Represented: Small. Not represented among the selected areas: Medium, Large (a candidate has it), Very large."
        in page
    )
    file = reader.get(reverse(f"{R}coverage-table"))
    assert file["Content-Disposition"] == 'attachment; filename="sampling-coverage-2027-01-04.csv"'
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert ["Size", "Population", "Small", "1", "Area 1", "0", ""] in rows
    assert ["Size", "Population", "Large", "0", "", "1", "'=Cairn"] in rows
