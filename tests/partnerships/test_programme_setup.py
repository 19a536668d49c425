"""The programme's settings: changed by the administrator alone, never against a running group, and never unseen."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import membership, setting_up
from partnerships.membership import NotPossible
from partnerships.models import Organisation, Programme, StudyArea
from partnerships.views.programme import BY_NAME, GROUPS
from pipd.kit.models import LogEntry
from pipd.kit.revisions import Conflict
from tests import build
from tests.client import Client

SETTINGS = reverse("partnerships:programme-settings")
K = Organisation.Kind


def change(seat: build.Seat, **values: Any) -> list[str]:
    programme = Programme.objects.get()
    return setting_up.change(programme, revision=programme.revision, by=seat, **values)


def running(group: build.Group) -> build.Group:
    """The group as it is once its sessions are planned and it has started."""
    build.area_with_sessions(group)
    assert StudyArea.objects.get(pk=group.area.pk).state == "confirmed"
    return group


def typed(group: str, **values: Any) -> dict[str, Any]:
    """What a browser sends of the form of `group` when nothing but `values` is typed anew."""
    form = BY_NAME[group].form(initial=vars(Programme.objects.get()))
    found = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    return {**found, **values}


# The workflow


def test_a_change_is_kept_and_logged_without_its_words(administrator: build.Seat) -> None:
    changed = change(administrator, name="Better Together", aim="To work as one", max_group=16)
    assert changed == ["aim", "max_group", "name"]
    stored = Programme.objects.get()
    assert (stored.name, stored.max_group, stored.revision) == ("Better Together", 16, 1)
    entry = LogEntry.objects.get(verb="settings changed")
    numbers = {"from": {"max_group": 14}, "to": {"max_group": 16}}
    assert (entry.facts, entry.actor) == ({"changed": changed, **numbers}, administrator.pk)


def test_saving_what_stands_writes_nothing(administrator: build.Seat) -> None:
    assert change(administrator, name=Programme.objects.get().name, max_group=14) == []
    assert not LogEntry.objects.filter(verb="settings changed").exists()


def test_only_an_administrator_changes_settings(area: build.Group, administrator: build.Seat) -> None:
    for seat in (area.coordinator, area.facilitator, area.la_lead):
        with pytest.raises(PermissionDenied):
            change(seat, max_group=16)
    membership.leave(administrator, by=administrator)
    with pytest.raises(PermissionDenied):
        change(administrator, max_group=16)
    assert Programme.objects.get().max_group == 14


def test_who_saves_second_is_told(administrator: build.Seat) -> None:
    change(administrator, name="First")
    with pytest.raises(Conflict):
        setting_up.change(Programme.objects.get(), revision=5, by=administrator, name="Second")


def test_a_group_that_runs_is_not_made_too_large(area: build.Group, administrator: build.Seat) -> None:
    change(administrator, max_group=10)  # it only recruits: one may choose among more
    change(administrator, max_group=14)
    running(area)
    with pytest.raises(NotPossible, match=r"Quillshire has 12 people already\. Enter 12 or more"):
        change(administrator, max_group=11)
    assert change(administrator, max_group=12) == ["max_group"]


def test_a_group_that_runs_is_not_made_uneven(area: build.Group, administrator: build.Seat) -> None:
    change(administrator, parity_tolerance=1)
    running(area)
    membership.leave(area.la[5], by=area.la[5])
    with pytest.raises(NotPossible, match="5 and 6 people, and would be uneven"):
        change(administrator, parity_tolerance=0)
    membership.leave(area.tso[5], by=area.tso[5])
    assert change(administrator, parity_tolerance=0) == ["parity_tolerance"]


def test_the_rule_of_clearing_stays_while_notes_are_checked(
    area: build.Group, administrator: build.Seat
) -> None:
    workshop = build.note_at("drafting", area)
    change(administrator, clearance="everyone")
    build.circulating.circulate(workshop, by=area.facilitator)
    with pytest.raises(NotPossible, match="Notes of Quillshire are being checked"):
        change(administrator, clearance="quorum")
    assert change(administrator, correspondence=12) == ["correspondence"]


def test_sessions_that_are_planned_are_not_made_too_close(
    area: build.Group, administrator: build.Seat
) -> None:
    running(area)
    with pytest.raises(NotPossible, match="Sessions of Quillshire are closer"):
        change(administrator, days_between_sessions=60)
    assert change(administrator, days_between_sessions=10) == ["days_between_sessions"]


ADMITTED = [
    ("other_public_on_la_side", K.OTHER_PUBLIC, "la"),
    ("front_line_admitted", K.FRONT_LINE, "tso"),
    ("front_line_admitted", K.SOCIAL_ENTERPRISE, "tso"),
]


@pytest.mark.parametrize(("setting", "kind", "side"), ADMITTED)
def test_nobody_who_takes_part_loses_their_side(
    area: build.Group, administrator: build.Seat, setting: str, kind: str, side: str
) -> None:
    body = Organisation.objects.create(name="Marl NHS or Trust", kind=kind)
    seat = build.participant(area.area, build.Sector(side), 7, body)
    with pytest.raises(NotPossible, match="take part in Quillshire"):
        change(administrator, **{setting: False})
    for one in [seat, *area.tso] if side == "tso" else [seat]:
        membership.leave(one, by=one)
    assert change(administrator, **{setting: False}) == [setting]


@pytest.mark.parametrize(("setting", "kind", "side"), ADMITTED)
def test_i_4_who_joins_comes_from_a_kind_the_programme_admits(
    area: build.Group, setting: str, kind: str, side: str
) -> None:
    body = Organisation.objects.create(name="Marl NHS or Trust", kind=kind)
    Programme.objects.update(**{setting: False})
    with pytest.raises(NotPossible, match="does not belong to that side"):
        build.participant(area.area, build.Sector(side), 7, body)
    Programme.objects.update(**{setting: True})
    assert build.participant(area.area, build.Sector(side), 7, body).organisation == body


def test_r12_a_front_line_organisation_is_admitted_by_exception_and_to_its_own_side(
    area: build.Group,
) -> None:
    Programme.objects.update(front_line_admitted=False)
    body = area.tso_lead.organisation
    told: dict[str, Any] = {
        "job_title": "Manager",
        "organisation": body,
        "exceptionally": True,
    }
    person = build.user("new@pipd.example", "New Person")
    with pytest.raises(NotPossible, match="does not belong to that side"):
        membership.join(area.area, user=person, sector=build.Sector.LA, **told)
    assert membership.join(area.area, user=person, sector=build.Sector.TSO, **told).organisation == body


def test_the_database_refuses_what_no_form_sends(administrator: build.Seat) -> None:
    for wrong in ({"tso_words": "Local authority"}, {"starts_on": "2027-02-01", "ends_on": "2027-01-31"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Programme.objects.update(**wrong)


def test_sponsors_are_named_once_and_taken_off(administrator: build.Seat) -> None:
    programme = Programme.objects.get()
    one = setting_up.add_sponsor(
        programme, organisation=None, name="Agency", kind="quasi_governmental", by=administrator
    )
    with pytest.raises(NotPossible, match="sponsor already"):
        setting_up.add_sponsor(programme, organisation=one, by=administrator)
    with pytest.raises(NotPossible, match="entered already"):
        setting_up.add_sponsor(programme, organisation=None, name="agency", kind="private", by=administrator)
    setting_up.remove_sponsor(programme, one, by=administrator)
    with pytest.raises(NotPossible, match="no sponsor any more"):
        setting_up.remove_sponsor(programme, one, by=administrator)
    assert Organisation.objects.get().wider_sector == "Public sector"


# The pages


def test_settings_are_shown_in_words_and_changed_group_by_group(
    administrator: build.Seat, client: Client
) -> None:
    reader = client.as_(administrator)
    page = reader.get(SETTINGS).content.decode()
    assert [group.heading for group in GROUPS if group.heading not in page] == []
    assert "Enough of each sector agree" in page
    assert "Those of England and Wales" in page
    given = {
        "about": {
            "name": "Better Together",
            "policy_fields": ["children"],
            "other_policy_fields": "Parks\n\nParks",
        },
        "numbers": {"target_areas": "6"},
        "notes": {"clearance": "everyone"},
        "sectors": {"la_words": "Council"},
        "statements": {"run_by": "the agency"},
    }
    for name, values in given.items():
        address = reverse("partnerships:settings-edit", kwargs={"group": name})
        assert reader.get(address).status_code == 200
        assert reader.post(address, typed(name, **values)).status_code == 302, name
    stored = Programme.objects.get()
    assert (stored.name, stored.target_areas, stored.la_words) == ("Better Together", 6, "Council")
    assert (stored.policy_fields, stored.other_policy_fields) == (["children"], "Parks")
    page = reader.get(SETTINGS).content.decode()
    assert [
        words for words in ("Children and young people", "the agency", "Council") if words not in page
    ] == []


@pytest.mark.parametrize(
    ("group", "values", "said"),
    [
        ("about", {"name": ""}, "Enter its name"),
        ("about", {"starts_on_day": 2, "starts_on_month": 3, "starts_on_year": 2027, "ends_on_day": 1,
                   "ends_on_month": 3, "ends_on_year": 2027}, "The last day must be on or after"),
        ("numbers", {"max_group": "9"}, "at least as large as the smallest"),
        ("numbers", {"max_group": "many"}, "The largest group must be a whole number"),
        ("numbers", {"target_areas": "0"}, "must be from 1 to 99"),
        ("sectors", {"tso_words": "local AUTHORITY"}, "need different words"),
        ("statements", {"readable_by": ""}, "Enter who could read the database"),
    ],
)  # fmt: skip
def test_what_is_typed_wrongly_is_said_at_its_field_and_kept(
    administrator: build.Seat, client: Client, group: str, values: dict[str, Any], said: str
) -> None:
    address = reverse("partnerships:settings-edit", kwargs={"group": group})
    page = client.as_(administrator).post(address, typed(group, **values)).content.decode()
    assert page.count(said) == 2  # in the summary and at the field
    assert Programme.objects.get().revision == 0


def test_a_refusal_stands_in_the_summary_and_what_was_typed_stays(
    area: build.Group, administrator: build.Seat, client: Client
) -> None:
    running(area)
    address = reverse("partnerships:settings-edit", kwargs={"group": "numbers"})
    page = client.as_(administrator).post(address, typed("numbers", max_group=11)).content.decode()
    assert "Quillshire has 12 people already. Enter 12 or more" in page
    assert 'value="11"' in page


def test_who_saves_second_finds_both_wordings(administrator: build.Seat, client: Client) -> None:
    reader = client.as_(administrator)
    address = reverse("partnerships:settings-edit", kwargs={"group": "statements"})
    stale = typed("statements")
    assert reader.post(address, stale | {"run_by": "a colleague"}).status_code == 302
    late = reader.post(address, stale | {"run_by": "myself"})
    page = late.content.decode()
    assert (late.status_code, "a colleague" in page, 'value="myself"' in page) == (409, True, True)
    again = reader.post(address, stale | {"run_by": "myself", "revision": Programme.objects.get().revision})
    assert (again.status_code, Programme.objects.get().run_by) == (302, "myself")


def test_settings_of_no_group_are_unknown(administrator: build.Seat, client: Client) -> None:
    address = reverse("partnerships:settings-edit", kwargs={"group": "nothing"})
    assert client.as_(administrator).get(address).status_code == 404


def test_sponsors_are_added_from_the_list_or_anew_and_removed(
    administrator: build.Seat, client: Client
) -> None:
    reader, add = client.as_(administrator), reverse("partnerships:sponsor-add")
    assert "No sponsor is named yet" in reader.get(SETTINGS).content.decode()
    known = Organisation.objects.create(name="Alliance", kind=K.NATIONAL_INFRASTRUCTURE)
    for said in ({}, {"name": "Union"}):
        assert reader.post(add, said).status_code == 200
    assert reader.post(add, {"organisation": str(known.pk)}).status_code == 302
    assert reader.post(add, {"name": "Union", "kind": "national_infrastructure"}).status_code == 302
    assert [str(one) for one in Programme.objects.get().sponsors.all()] == ["Alliance", "Union"]
    remove = reverse("partnerships:sponsor-remove", kwargs={"organisation": known.pk})
    assert "is no sponsor any more" in reader.post(remove, follow=True).content.decode()
    assert reader.post(remove).status_code == 404


def test_settings_ask_the_same_with_one_sponsor_and_three(administrator: build.Seat, client: Client) -> None:
    reader, numbers = client.as_(administrator), []
    for names in (["One"], ["Two", "Three"]):
        for name in names:
            setting_up.add_sponsor(
                Programme.objects.get(), organisation=None, name=name, kind="private", by=administrator
            )
        reader.get(SETTINGS)
        with CaptureQueriesContext(connection) as found:
            assert "One" in reader.get(SETTINGS).content.decode()
        numbers.append(len(found))
    assert numbers[0] == numbers[1] <= 8


def test_nobody_else_opens_the_settings(area: build.Group, client: Client) -> None:
    for seat in (area.coordinator, area.facilitator, area.la_lead):
        reader = client.as_(seat)
        assert reader.get(SETTINGS).status_code == 403
        assert SETTINGS not in reader.get(reverse("home"), follow=True).content.decode()
