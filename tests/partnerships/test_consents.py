"""Consents: each of its own, in the wording shown, as easy to take back as to give; and who sees them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import consenting, membership, selection
from partnerships.consent_words import CHOSEN, IN_FORCE, WORDING
from partnerships.forms.consents import ConsentsForm
from partnerships.models import Consent, Seat
from partnerships.parity import launch_parity
from pipd.home import owed_by, seats_of
from pipd.kit import clock, workdays
from tests import build
from tests.partnerships import applicants
from tests.refused import refused

K = Consent.Kind
READ = {"read": ConsentsForm.shown()}  # as the page sends it along


@pytest.fixture
def newcomer(db, base_moment) -> Seat:
    """Somebody who was accepted and has said nothing yet."""
    area = applicants.recruiting_area()
    return selection.accept(applicants.sent(area), by=build.programme_seat("coordinator"))


def page_of(seat: Seat, name: str = "consents") -> str:
    return reverse(f"partnerships:{name}", kwargs={"area": seat.area.slug})


def standing(seat: Seat) -> set[str]:
    return set(seat.consents.filter(withdrawn_at=None).values_list("kind", flat=True))


def asked(seat: Seat) -> list[str]:
    return [row.kind for row in owed_by(seats_of(seat.user)) if row.kind == "consent outstanding"]


def test_a_newcomer_is_asked_until_they_take_part_and_is_counted_then(newcomer, client):
    assert asked(newcomer) == ["consent outstanding"]
    assert launch_parity(newcomer.area).la == 0
    client.as_(newcomer).post(page_of(newcomer), {"take_part": "on", "kinds": [K.RECORDING], **READ})
    assert standing(newcomer) == {K.TAKE_PART, K.RECORDING}
    assert asked(newcomer) == []
    assert launch_parity(newcomer.area).la == 1


def test_taking_part_is_not_agreed_by_agreeing_to_something_else(newcomer, client):
    page = client.as_(newcomer).post(page_of(newcomer), {"kinds": [K.QUOTATION]})
    assert "Tick this to take part" in page.text
    assert standing(newcomer) == set()


def test_the_same_press_gives_and_takes_back(area, client):
    seat = area.la_officer
    consenting.choose(seat, [K.BE_NAMED, K.CONTACT], seen=[], by=seat)
    done = saved(client.as_(seat), seat, shown(client.as_(seat), seat), [K.CONTACT, K.QUOTATION])
    assert "You have agreed to: be quoted. You have taken back: be named on the plan." in done.text
    assert standing(seat) == {K.TAKE_PART, K.CONTACT, K.QUOTATION}
    assert Consent.objects.get(seat=seat, kind=K.BE_NAMED).withdrawn_at == clock.now()


def shown(client, seat: Seat) -> str:
    """What the page keeps of what stood when it was made."""
    [seen] = re.findall(r'name="seen" value="([^"]*)"', client.get(page_of(seat)).text)
    return seen


def saved(client, seat: Seat, seen: str, kinds: list[str]):
    return client.post(page_of(seat), {"seen": seen, "kinds": kinds, **READ}, follow=True)


def test_a_page_left_in_an_old_tab_takes_back_nothing_that_was_given_since(area, client):
    seat, reading = area.la_officer, client.as_(area.la_officer)
    old_tab = shown(reading, seat)
    saved(reading, seat, shown(reading, seat), [K.QUOTATION])
    saved(reading, seat, old_tab, [K.CONTACT])
    assert standing(seat) == {K.TAKE_PART, K.QUOTATION, K.CONTACT}


def test_a_page_left_in_an_old_tab_gives_nothing_again_that_was_taken_back_since(area, client):
    """Taking back is as easy as giving, and no stale page undoes it."""
    seat, reading = area.la_officer, client.as_(area.la_officer)
    saved(reading, seat, shown(reading, seat), [K.QUOTATION])
    old_tab = shown(reading, seat)
    saved(reading, seat, old_tab, [])
    saved(reading, seat, old_tab, [K.QUOTATION, K.CONTACT])
    assert standing(seat) == {K.TAKE_PART, K.CONTACT}


def test_nothing_is_ticked_beforehand(newcomer, client):
    page = client.as_(newcomer).get(page_of(newcomer)).text
    assert page.count('type="checkbox"') == 6
    assert " checked" not in page


def test_what_stands_is_ticked(area, client):
    seat = area.la_officer
    consenting.choose(seat, [K.CONTACT], seen=[], by=seat)
    page = client.as_(seat).get(page_of(seat)).text
    assert page.count(" checked") == 1
    assert "You have agreed to take part" in page


def test_the_wording_and_what_follows_are_read_before(newcomer, client):
    page = client.as_(newcomer).get(page_of(newcomer)).text
    for kind in CHOSEN:
        assert WORDING[kind].says in page
        assert WORDING[kind].undone in page
    assert WORDING[K.TAKE_PART].says in page
    for kind in K:
        assert f"{kind.label.lower()} {IN_FORCE[kind]}" in page


def test_each_kind_has_its_wording():
    assert set(WORDING) == set(K)


def test_nobody_consents_for_another(area):
    assert refused(consenting.choose, area.la_officer, [K.CONTACT], seen=[], by=area.la_lead) == [
        consenting.OWN_ACT
    ]


def test_who_has_left_gives_no_consent(area):
    seat = area.la_officer
    membership.leave(seat, by=seat)
    with pytest.raises(PermissionDenied):
        consenting.choose(seat, [K.CONTACT], seen=[], by=seat)


def test_what_was_given_and_taken_back_is_listed_with_its_wording(area, client):
    seat = area.la_officer
    consenting.choose(seat, [K.CONTACT], seen=[], by=seat)
    clock.set_to(clock.now() + timedelta(days=1))
    consenting.choose(seat, [], seen=[K.CONTACT], by=seat)
    page = client.as_(seat).get(page_of(seat)).text
    assert "Be asked again later: online on" in page
    assert "; taken back on" in page


def test_facilitators_see_when_and_the_coordinator_whether(area, client):
    seat = area.la_officer
    consenting.choose(seat, [K.CONTACT], seen=[], by=seat)
    consenting.choose(seat, [], seen=[K.CONTACT], by=seat)
    in_full = client.as_(area.facilitator).get(page_of(seat, "consent-register")).text
    whether = client.as_(area.coordinator).get(page_of(seat, "consent-register")).text
    assert "Taken back" in in_full
    assert "Taken back" not in whether
    assert whether.count("Given") == 12


def test_the_group_does_not_see_the_register(area, neighbour, client):
    page = page_of(area.la_officer, "consent-register")
    assert client.as_(area.la_lead).get(page).status_code == 403
    assert client.as_(neighbour.facilitator).get(page).status_code == 404


def test_the_register_asks_as_often_for_two_as_for_twelve(db, base_moment, client):
    few = build.group(name="Quillshire", number=1, la=1, tso=1)
    many = build.group(name="Nine Elders", number=2)

    def queries(group: build.Group) -> int:
        page, reader = page_of(group.la[0], "consent-register"), client.as_(group.facilitator)
        reader.get(page)
        with CaptureQueriesContext(connection) as counted:
            assert reader.get(page).status_code == 200
        return len(counted)

    assert queries(few) == queries(many) <= 12


def test_the_digest_asks_ten_and_three_working_days_before_the_first_session(area):
    """The group's sessions have dates; somebody whose consent is missing is told on these days."""
    [first, *_] = build.area_with_sessions(area)
    Consent.objects.filter(seat=area.la_officer).delete()
    [row] = [r for r in owed_by(seats_of(area.la_officer.user)) if r.kind == "consent outstanding"]
    day = first.local_start.date()
    told = [n for n in range(1, 20) if row.is_marked(workdays.sub_wd(day, n))]
    assert told == [3, 10]


def test_before_taking_part_nothing_of_the_group_is_read_or_said(newcomer, client):
    reader, area = client.as_(newcomer), newcomer.area
    assert reader.get(reverse("workshops:area-detail", kwargs={"area": area.slug})).status_code == 200
    closed = [reverse("workshops:record-detail", kwargs={"area": area.slug})]
    closed.append(reverse("partnerships:register-list", kwargs={"area": area.slug}))
    assert [reader.get(page).status_code for page in closed] == [403, 403]
    consenting.choose(newcomer, [K.TAKE_PART], seen=[], by=newcomer)
    assert [reader.get(page).status_code for page in closed] == [200, 200]


def leaving_page(client, seat: Seat) -> str:
    return client.as_(seat).get(reverse("workshops:leaving", kwargs={"area": seat.area.slug})).text


def test_whoever_never_agreed_is_not_told_that_they_took_it_back(newcomer, client):
    told = leaving_page(client, newcomer)
    assert "You have not agreed to take part" in told
    assert "You have taken back" not in told


def test_whoever_agreed_is_not_told_that_they_did_not(area, client):
    assert "You have not agreed" not in leaving_page(client, area.la_officer)
