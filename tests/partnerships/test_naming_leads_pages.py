"""The page on which participants name their sector's lead and deputy (domain I-7)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import naming_leads
from partnerships.models import Consent, LeadVoice, Seat
from tests import build
from tests.client import Client


@pytest.fixture
def group(area: build.Group) -> build.Group:
    """Quillshire, which has started, and in which nobody leads the third sector."""
    return build.without_third_sector_lead(area)


def address(group: build.Group, name: str = "sector-lead") -> str:
    return reverse(f"partnerships:{name}", kwargs={"area": group.slug})


def page(group: build.Group, seat: Seat, name: str = "sector-lead") -> str:
    return Client().as_(seat).get(address(group, name)).content.decode()


def press(group: build.Group, seat: Seat, name: str = "sector-lead", **data: Any) -> str:
    done = Client().as_(seat).post(address(group, name), data, follow=True)
    assert done.status_code == 200
    return done.content.decode()


def test_a_sector_names_its_lead_and_then_its_deputy(group):
    jo, ann, by = group.tso[:3]
    assert "Nobody has named anybody yet." in page(group, by)
    told = press(group, by, names=jo.pk)
    assert "Your choice is kept. 1 of the 3 it takes have made the same." in told
    assert "1 of 6 names TSO1 Quillshire" in told
    press(group, ann, names=jo.pk)
    assert "Enough of you name TSO1 Quillshire, who is asked" in press(group, group.tso[3], names=jo.pk)
    mine = page(group, jo)
    assert ("Will you be lead?" in mine, "3 of 6 name you, which is enough" in mine) == (True, True)
    assert "You are lead of your sector’s participants now." in press(group, jo, names=jo.pk)
    assert Seat.objects.get(pk=jo.pk).is_lead
    for seat in (ann, by, jo):
        told = press(group, seat, "sector-deputy", names=ann.pk)
    assert "TSO2 Quillshire is deputy lead of your sector’s participants now." in told
    assert Seat.objects.get(pk=ann.pk).is_deputy


def test_whoever_is_named_says_that_they_will_not(group):
    jo = group.tso[0]
    for seat in group.tso[1:4]:
        naming_leads.say(group.area, "lead", names=jo, by=seat)
    assert "You will not do it." in press(group, jo, "lead-decline", job="lead")
    assert not LeadVoice.objects.exists()
    assert "Nobody names you any more." in press(group, jo, "lead-decline", job="lead")


def test_whoever_is_named_by_some_may_say_so_before_it_is_half(group):
    naming_leads.say(group.area, "lead", names=group.tso[0], by=group.tso[1])
    told = page(group, group.tso[0])
    assert ("I will not do it" in told, "Will you be lead?" in told) == (True, False)


def test_nobody_reads_who_named_whom_and_the_other_sector_reads_no_number(group):
    jo, by = group.tso[:2]
    naming_leads.say(group.area, "lead", names=jo, by=by)
    told = page(group, group.tso_officer)
    assert "1 of 6 names TSO1 Quillshire" in told
    before = told.partition("Whom do you name")[0]
    assert str(by.user) not in before  # among those to choose from alone
    assert "checked" not in told
    assert "TSO" not in page(group, group.la_officer).partition("Who can see")[0]
    assert "of 6 name" not in page(group, group.la_officer, "people-list")


def test_ones_own_choice_is_marked_and_taken_back(group):
    jo, by = group.tso[:2]
    naming_leads.say(group.area, "lead", names=jo, by=by)
    assert page(group, by).count("checked") == 1
    assert "You name nobody now." in press(group, by, names="nobody")
    assert not LeadVoice.objects.exists()


@pytest.mark.parametrize("names", ["", "x", "of the other sector", "of nobody"])
def test_a_bad_choice_is_said_and_keeps_nothing(group, names):
    if names.startswith("of"):
        names = str(group.la_officer.pk if "sector" in names else group.area.pk)
    told = press(group, group.tso_officer, names=names)
    assert "There is a problem" in told
    assert ("Choose whom you name as lead" if not names else "They cannot be named any more") in told
    assert not LeadVoice.objects.exists()


def test_who_was_named_meanwhile_is_no_choice_and_the_page_is_as_it_stands(group, monkeypatch):
    jo = group.tso[0]
    say = naming_leads.say

    def late(*args: Any, **kwargs: Any) -> Any:
        naming_leads.name_lead(jo, by=group.facilitator)
        return say(*args, **kwargs)

    monkeypatch.setattr(naming_leads, "say", late)
    told = press(group, group.tso_officer, names=jo.pk)
    assert ("There is a problem" in told, naming_leads.NOT_ONE_OF_YOURS in told) == (True, True)
    assert "for somebody to take the place of TSO1 Quillshire" in told


def test_a_deputy_is_offered_beside_a_lead_alone(group):
    told = page(group, group.tso_officer, "sector-deputy")
    assert (naming_leads.LEAD_FIRST_HERE in told, "Save my choice" in told) == (True, False)


@pytest.mark.parametrize("who", ["facilitator", "coordinator"])
@pytest.mark.parametrize("name", ["sector-lead", "sector-deputy"])
def test_who_runs_the_group_opens_none_of_it(group, who, name):
    seat = getattr(group, who)
    assert Client().as_(seat).get(address(group, name)).status_code == 403
    assert Client().as_(seat).post(address(group, name), {"names": group.tso[0].pk}).status_code == 403
    assert "Your sector’s lead and deputy" not in page(group, seat, "people-list")
    assert "Your sector’s lead and deputy" in page(group, group.tso_officer, "people-list")


def test_a_newcomer_says_first_that_they_take_part(group):
    Consent.objects.filter(seat=group.tso_officer).update(withdrawn_at=build.clock.now())
    assert Client().as_(group.tso_officer).get(address(group)).status_code == 403


def queries(group: build.Group, seat: Seat, name: str) -> int:
    reader = Client().as_(seat)
    reader.get(address(group, name))
    with CaptureQueriesContext(connection) as seen:
        reader.get(address(group, name))
    return len(seen)


def test_the_page_asks_the_database_as_often_with_one_voice_as_with_three(group):
    jo, *others = group.tso
    naming_leads.say(group.area, "lead", names=others[0], by=others[0])
    one = queries(group, jo, "sector-lead")
    for seat in others[1:3]:
        naming_leads.say(group.area, "lead", names=seat, by=seat)
    assert queries(group, jo, "sector-lead") == one <= 15
    assert queries(group, jo, "sector-deputy") <= 15
